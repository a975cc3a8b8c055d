import Arrays
import Datasets
import Detection
import Testing

@Suite struct PatternLibraryTests {
    /// Tilt 0, 2, 4 × thickness 0, 10, 20, 30, without the vacuum; a direct beam and one spot that is 0.01 (τ + 1) t.
    static func bilinear() throws -> PatternLibrary {
        let parts = [0.0, 2, 4].map { tilt in
            let rows = [10.0, 20, 30].map { [Float(1 - 0.001 * $0), Float(0.001 * (tilt + 1) * $0)] }
            return Beams(ky: [0, 0.2], kx: [0, 0.1], intensity: Matrix(rows), labels: ["A 0 0 0", "A 2 -2 0"])
        }
        return try PatternLibrary(
            axes: [.init(name: "tilt", step: 2, count: 3), .init(name: "thickness", step: 10, count: 4)],
            parts: parts, startsInVacuum: true)
    }

    @Test(arguments: [[0, 0], [4, 30], [2, 10], [1, 5], [3.3, 27.1], [0.5, 12]])
    func aBilinearFunctionComesBackExactly(place: [Double]) throws {
        let found = try Self.bilinear().intensities(at: place)
        #expect(abs(found[0] - (1 - 0.001 * place[1])) < 1e-7)
        #expect(abs(found[1] - 0.001 * (place[0] + 1) * place[1]) < 1e-7)
    }

    @Test(arguments: [[4.1, 10], [-0.1, 10], [1, 30.5]]) func nothingIsExtrapolated(place: [Double]) throws {
        let library = try Self.bilinear()
        #expect(throws: DetectionError.self) { try library.intensities(at: place) }
    }

    @Test func oneAxisIsLinear() throws {
        let beams = Beams(ky: [0], kx: [0], intensity: Matrix([[0.5], [0.25], [0.75]]), labels: [""])
        let library = try PatternLibrary(
            axes: [.init(name: "thickness", start: 10, step: 10, count: 3)], parts: [beams], startsInVacuum: false)
        #expect(try library.intensities(at: [15]) == [0.375])
        #expect(try library.intensities(at: [27.5]) == [0.625])
    }

    @Test func aTableThatIsNotFullIsRefused() throws {
        let beams = Beams(ky: [0], kx: [0], intensity: Matrix([[0.5]]), labels: [""])
        #expect(throws: DetectionError.lengthsDiffer(what: "the library", count: 2, expected: 3)) {
            try PatternLibrary(
                axes: [.init(name: "thickness", step: 10, count: 3)], parts: [beams], startsInVacuum: true)
        }
    }
}
