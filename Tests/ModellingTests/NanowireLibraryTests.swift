import Arrays
import FoundationEssentials
import Modelling
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

@Suite struct NanowireLibraryTests {
    static func model(_ name: String, _ settings: String...) throws -> NanowireModel {
        let file = ModelFilesTests.path("Models/datasets/\(name).yaml")
        let overrides = try settings.map { try Override(argument: $0) }
        guard case .nanowire(let model) = try DatasetModel(file: file, overrides: overrides) else {
            throw ModelError.unreadable(file: file, reason: "is no nanowire")
        }
        return model
    }

    static let file = ModelFilesTests.path("Models/datasets/model.yaml")

    private struct Check: Decodable {
        let beams: [String: [String: [Double]]]
        private enum CodingKeys: String, CodingKey {
            case beams = "beams_h_along_001_k_along_1m10"
        }
    }

    /// Nine beams at three tilts and three thicknesses, from a prototype of other hands.
    @Test(arguments: ["0mrad", "9mrad", "18mrad", "35mrad"])
    func theLibraryHasTheBeamsOfTheReference(angle: String) throws {
        let data = try Data(contentsOf: Reference.url("nanowire/library_check.json"))
        let expected = try #require(try JSONDecoder().decode([String: Check].self, from: data)[angle]).beams
        let model = try Self.model("nanowire-\(angle)", "library.tilt-step=12 mrad")
        let library = try model.library(modelFile: Self.file)
        #expect(library.count == 3)
        var worst = 0.0
        for (index, part) in library.enumerated() {
            let found = try part.simulation.run(progress: .none)
            let listed = try #require(expected["tau_\(12 * index).0mrad"])
            #expect(listed.count == 9)
            for (name, values) in listed {
                let indices = name.split(separator: ",").compactMap { Double($0) }
                let place = [indices[0] / 5.6533, indices[1] / (5.6533 / 2.0.squareRoot())]
                let beam = try #require(
                    found.beams.kx.indices.first {
                        abs(found.beams.kx[$0] - place[0]) < 1e-6 && abs(found.beams.ky[$0] - place[1]) < 1e-6
                    })
                for (periods, value) in zip([50, 150, 300], values) {
                    worst = max(worst, abs(Double(found.intensity[periods / 5 - 1, beam]) - value))
                }
            }
        }
        print("nanowire library, \(angle): largest deviation from the reference \(worst)")
        #expect(worst < 1e-5)
    }

    /// Crystal B on its own: [-1 -1 0] and [1 -1 4] of B lie where [1 1 0] and [1 -1 0] of A do.
    @Test(arguments: [0.0, 12]) func theTwinShowsTheMirrorImage(tilt: Double) throws {
        let axis: SIMD2<Double> = [1 / 3.0.squareRoot(), (2.0 / 3).squareRoot()]
        func series(zone: String, up: String, grid: String) throws -> BeamIntensities {
            let text = """
                kind: thickness-series
                crystal: ../crystals/GaAs.cif
                beam: {zone: \(zone), up: \(up), tilt: ["\(tilt * axis.x) mrad", "\(tilt * axis.y) mrad"]}
                stack: {unit: "0.39975 nm", units: 50}
                discretization: {grid: \(grid), slices-per-unit: 2, precision: double}
                detector: {half-width: "14 nm^-1"}
                """
            guard case .crystals(let model) = try DatasetModel(text: text, file: Self.file).source else {
                throw ModelError.unreadable(file: Self.file, reason: "is not of crystals")
            }
            return try model.simulation(of: model.specimen(modelFile: Self.file)).run(progress: .none)
        }
        let ofA = try series(zone: "[1, 1, 0]", up: "[1, -1, 0]", grid: "[64, 48]")
        let ofB = try series(zone: "[-1, -1, 0]", up: "[1, -1, 4]", grid: "[192, 144]")
        let model = try Self.model("nanowire-0mrad")
        let structure = try model.structure(modelFile: Self.file)
        let twins = try MirroredTwin(
            of: structure, orientation: model.beam.orientation(of: structure.cell), twin: model.twin)
        #expect(abs(twins.axis.x - axis.x) < 1e-12 && abs(twins.axis.y - axis.y) < 1e-12)
        var places: [SIMD2<Int>: Int] = [:]
        func key(_ place: SIMD2<Double>) -> SIMD2<Int> {
            [Int((place.x * 1e6).rounded()), Int((place.y * 1e6).rounded())]
        }
        for beam in ofA.beams.kx.indices {
            places[key(twins.placeInB([ofA.beams.kx[beam], ofA.beams.ky[beam]]))] = beam
        }
        let placesOfA = Dictionary(
            ofA.beams.kx.indices.map { (key(twins.placeInA([ofA.beams.kx[$0], ofA.beams.ky[$0]])), $0) },
            uniquingKeysWith: { first, _ in first })
        var (worst, unmirrored, compared) = (0.0, 0.0, 0)
        for beam in ofB.beams.kx.indices {
            let place = key(twins.placeInA([ofB.beams.kx[beam], ofB.beams.ky[beam]]))
            if let same = placesOfA[place] {
                unmirrored = max(unmirrored, abs(Double(ofB.intensity[49, beam] - ofA.intensity[49, same])))
            }
            guard let other = places[place] else { continue }
            worst = max(worst, abs(Double(ofB.intensity[49, beam] - ofA.intensity[49, other])))
            compared += 1
        }
        print("twin of the nanowire, \(tilt) mrad: largest deviation of \(compared) beams \(worst)")
        #expect(compared > 150 && worst < 1e-5)
        // Without the mirror the crystals differ, where they have a beam at the same place.
        #expect(unmirrored > 0.01)
    }
}
