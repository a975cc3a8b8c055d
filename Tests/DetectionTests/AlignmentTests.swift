import Arrays
import Detection
import Glibc
import Testing

@Suite struct AlignmentTests {
    private static let shape = ObservationShape(scanY: 4, scanX: 5, detectorY: 96, detectorX: 96)

    /// A saturated disc on a halo, reflections around it that follow it, and counting noise, at planted places.
    private static func scan(saturated: Bool) -> (rows: InMemoryRows, places: [CentralBeam.Place]) {
        var random = Seed(7).stream("planted")
        var places: [CentralBeam.Place] = []
        var values: [Float] = []
        for _ in 0..<shape.rowCount {
            let place = CentralBeam.Place(y: 46 + 5 * random.uniform(), x: 47 + 5 * random.uniform())
            places.append(place)
            for y in 0..<shape.detectorY {
                for x in 0..<shape.detectorX {
                    func disc(_ dy: Double, _ dx: Double, _ height: Double) -> Double {
                        let (v, u) = (Double(y) - place.y - dy, Double(x) - place.x - dx)
                        return height / (1 + exp(3 * ((v * v + u * u).squareRoot() - 3)))
                    }
                    let distance =
                        (Double(y) - place.y) * (Double(y) - place.y) + (Double(x) - place.x) * (Double(x) - place.x)
                    let halo = 20 * exp(-distance / 400)
                    let expected = halo + disc(0, 0, 800) + disc(0, 16, 300) + disc(-14, -9, 500) + disc(15, 3, 900)
                    let noisy = expected + expected.squareRoot() * random.normal()
                    values.append(Float(min(saturated ? 400 : .infinity, max(0, noisy.rounded()))))
                }
            }
        }
        return (
            InMemoryRows(
                shape: shape, values: Matrix(rows: shape.rowCount, columns: 96 * 96, elements: values), rowsPerBlock: 7),
            places
        )
    }

    @Test(arguments: [false, true])
    func `planted places of the direct beam are found within a tenth of a pixel`(_ saturated: Bool) throws {
        let (rows, planted) = Self.scan(saturated: saturated)
        let found = try CentralBeam(shape: Self.shape).places(in: rows)
        for (place, expected) in zip(found, planted) {
            #expect(abs(place.y - expected.y) < 0.1 && abs(place.x - expected.x) < 0.1, "\(place), not \(expected)")
        }
    }

    @Test func `aligned patterns have their beam on the centre of pixel n over 2 and keep their counts`() throws {
        let (rows, _) = Self.scan(saturated: true)
        let beam = CentralBeam(shape: Self.shape)
        let aligned = AlignedRows(rows, places: try beam.places(in: rows))
        let (before, after) = (try rows.matrix(), try aligned.matrix())
        for row in 0..<Self.shape.rowCount {
            // Centre of mass of the disc above half of its height, of nothing but the moved pixels.
            let pattern = after.row(row)
            var (sum, y, x) = (0.0, 0.0, 0.0)
            for pixel in pattern.indices
            where abs(pixel / 96 - 48) < 8 && abs(pixel % 96 - 48) < 8 && pattern[pixel] > 200 {
                sum += 1
                y += Double(pixel / 96 - 48)
                x += Double(pixel % 96 - 48)
            }
            #expect(abs(y / sum) < 0.35 && abs(x / sum) < 0.35)
            let (total, kept) = (before.row(row).reduce(0, +), pattern.reduce(0, +))
            #expect(abs(kept / total - 1) < 0.02 && pattern.allSatisfy { $0 >= 0 })
        }
        let again = try beam.places(in: aligned)
        for place in again { #expect(abs(place.y - 48) < 0.1 && abs(place.x - 48) < 0.1, "\(place)") }
    }

    @Test func `whole steps move pixels without a change`() throws {
        let shape = ObservationShape(scanY: 1, scanX: 1, detectorY: 6, detectorX: 8)
        let rows = InMemoryRows(
            shape: shape, values: Matrix(rows: 1, columns: 48, elements: (0..<48).map { Float($0 + 1) }))
        let moved = try AlignedRows(rows, places: [.init(y: 4, x: 3)]).matrix().elements
        for y in 0..<6 {
            for x in 0..<8 {
                let (fromY, fromX) = (y + 1, x - 1)
                let expected = fromY < 6 && fromX >= 0 ? Float(8 * fromY + fromX + 1) : 0
                #expect(moved[8 * y + x] == expected)
            }
        }
    }
}
