import Arrays
import Datasets
import Harness
import Records
import Testing

@Suite struct BeamComparisonTests {
    private func beams(_ places: [(kx: Double, ky: Double)], _ rows: [[Float]]) -> Beams {
        Beams(
            ky: places.map(\.ky), kx: places.map(\.kx), intensity: Matrix(rows), labels: places.map { _ in "" })
    }

    @Test func `The largest difference and the rms over strong beams are those found by hand`() throws {
        let places = [(kx: 0.0, ky: 0.0), (0.5, 0.0), (0.0, 0.25)]
        let reference = beams(places, [[0.9, 0.05, 0.00005], [0.8, 0.1, 0.01]])
        let other = beams(places, [[0.9, 0.05, 0.5], [0.83, 0.06, 0.01]])
        let comparison = try #require(BeamComparison(other, reference: reference))
        // The weak beam counts for the largest difference, and not for the rms: (0.03² + 0.04²) over 5 strong pairs.
        #expect(abs(comparison.largest - 0.49995) < 1e-7)
        #expect(comparison.worst.position == 0)
        #expect(abs(comparison.worst.kx) < 1e-9 && abs(comparison.worst.ky - 0.25) < 1e-9)
        #expect(abs(comparison.rms - (0.0025 / 5).squareRoot()) < 1e-7)
    }

    @Test func `Beams are matched by their place and not by their order`() throws {
        let reference = beams([(0, 0), (0.1, 0), (0.2, 0)], [[0.7, 0.2, 0.1]])
        let turned = beams([(0.2, 1e-9), (0, 0), (0.1 + 1e-9, 0)], [[0.1, 0.7, 0.2]])
        let comparison = try #require(BeamComparison(turned, reference: reference))
        #expect(comparison.largest == 0 && comparison.rms == 0)
    }

    @Test(arguments: [true, false])
    func `A beam that one side lacks counts as zero there`(_ isMissingInReference: Bool) throws {
        let both = beams([(0, 0), (0.3, 0)], [[0.75, 0.25]])
        let one = beams([(0, 0)], [[0.75]])
        let comparison = try #require(
            isMissingInReference ? BeamComparison(both, reference: one) : BeamComparison(one, reference: both))
        #expect(comparison.largest == 0.25)
        #expect(abs(comparison.worst.kx - 0.3) < 1e-9)
    }

    @Test func `Scans of other lengths cannot be compared`() {
        let short = beams([(0, 0)], [[1]])
        let long = beams([(0, 0)], [[1], [1]])
        #expect(BeamComparison(short, reference: long) == nil)
    }
}
