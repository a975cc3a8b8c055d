import Arrays
import Metrics
import Testing

@Suite struct ScanLinesTests {
    /// A ramp from 0 to 1 with its middle at position 10.
    private static func ramp(width: Double) -> [Double] {
        (0...20).map { min(max((Double($0) - 10) / width + 0.5, 0), 1) }
    }

    /// Lines of A beside B whose boundary is 10 positions wide and seems as wide as given; lines of vacuum where nil.
    private static func ratio(
        _ widths: [Double?], turned: Bool = false, alongY: Bool = false
    ) throws -> Score {
        let zeros = [Double](repeating: 0, count: 21)
        func maps(_ line: (Double) -> [Double], of width: Double?) -> [[Double]] {
            guard let width else { return [zeros, zeros, zeros.map { 1 - $0 }] }
            let a = turned ? line(width).reversed() : line(width)
            return [a, a.map { 1 - $0 }, zeros]
        }
        func joined(_ line: (Double) -> [Double]) -> Matrix<Double> {
            let all = widths.map { maps(line, of: $0) }
            return Matrix(
                (0..<3).map { member in
                    alongY
                        ? (0..<21).flatMap { position in all.map { $0[member][position] } }
                        : all.flatMap { $0[member] }
                })
        }
        let patterns = Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]] as [[Double]])
        let comparison = try Comparison(
            truth: .init(
                names: ["A", "B", "vacuum"], patterns: patterns, maps: joined { _ in ramp(width: 10) },
                reflections: [[], [], []],
                radii: ApertureRadii(disc: 1, annulusInner: 1, annulusOuter: 2, directBeam: 0, centerX: 0, centerY: 0)),
            estimate: .init(patterns: patterns, maps: joined(ramp), mapScaling: .native),
            shape: ObservationShape(
                scanY: alongY ? 21 : widths.count, scanX: alongY ? widths.count : 21, detectorY: 2, detectorX: 2))
        let metric = try #require(Metric.all.first { $0.name == "boundary-width-ratio" })
        return metric.score(comparison, member: 0)
    }

    @Test(arguments: [false, true])
    func `A boundary in a scan is as wide as on the middle one of the lines that cross it`(turned: Bool) throws {
        for (widths, expected) in [
            ([5], 0.5), ([nil, 5, nil], 0.5), ([8, nil, 5, 10], 0.8), ([nil, 8, 10], 0.9),
        ] as [([Double?], Double)] {
            let value = try #require(try Self.ratio(widths, turned: turned).value)
            #expect(abs(value - expected) < 1e-12, "\(widths): \(value)")
            let standing = try #require(try Self.ratio(widths, turned: turned, alongY: widths.count > 1).value)
            #expect(abs(standing - expected) < 1e-12, "\(widths): \(standing)")
        }
    }

    @Test func `A scan that no line crosses has no boundary`() throws {
        #expect(try Self.ratio([nil, nil]).reason == "no line of the scan crosses one boundary")
    }
}
