import Detection
import FoundationEssentials
import Modelling
import Multislice
import Quantities
import Specimens
import Testing

@Suite struct LineScanPhysicsTests {
    static let file = ModelFilesTests.path("Models/datasets/bicrystal-10mrad.yaml")

    static func model(_ settings: String...) throws -> LineScanBicrystalModel {
        let overrides = try settings.map { try Override(argument: $0) }
        guard case .lineScanBicrystal(let model) = try DatasetModel(file: file, overrides: overrides) else {
            throw ModelError.unreadable(file: file, reason: "is no line scan")
        }
        return model
    }

    static func factors(_ model: LineScanBicrystalModel) throws -> [String: Set<Double>] {
        Dictionary(grouping: try model.structure(modelFile: file).sites, by: \.element.symbol)
            .mapValues { Set($0.map(\.b)) }
    }

    @Test func debyeWallerFactorsAreTheModelsOrTheCrystals() throws {
        #expect(try Self.factors(Self.model("debye-waller=none")) == ["Ga": [0], "As": [0]])
        let given = try Self.factors(Self.model("debye-waller={Ga: 0.5 Å^2, As: 0.25 Å^2}"))
        #expect(given == ["Ga": [0.5], "As": [0.25]])
        let file = try Self.factors(Self.model("debye-waller=from-crystal"))
        let partly = try Self.factors(Self.model("debye-waller={Ga: 0.5 Å^2}"))
        #expect(partly == ["Ga": [0.5], "As": file["As"] ?? []])
    }

    @Test func aFactorForAnElementThatTheCrystalLacksIsRefused() throws {
        let model = try Self.model("debye-waller={Si: 0.5 Å^2}")
        let error = #expect(throws: ModelError.self) { try model.structure(modelFile: Self.file) }
        let line = error?.description ?? ""
        for part in [Self.file, "debye-waller.Si", "GaAs.cif has no Si", "use As, Ga"] {
            #expect(line.contains(part), "\(line)")
        }
    }

    @Test func theSimulationKnowsBeamsBeyondTheDetectorsEdge() throws {
        let model = try Self.model()
        let simulation = try model.simulation(of: model.specimen(modelFile: Self.file))
        #expect(simulation.reach >= 1.6 + 12 * 0.00625)
        #expect(simulation.tilts.count == 200 && simulation.sliceSteps == 200 * 1215)
    }

    @Test func aDetectorNearTheBandLimitIsServedUpToItAndALargerOneRefused() throws {
        let near = try Self.model("discretization.band-limit=1.62 Å^-1")
        let specimen = try near.specimen(modelFile: Self.file)
        let reach = try near.simulation(of: specimen).reach
        #expect(reach < 1.62 && reach > 1.6199)
        let beyond = try Self.model("discretization.band-limit=1.5 Å^-1")
        #expect(throws: MultisliceError.reachBeyondBandLimit(reach: 1.6, bandLimit: 1.5)) {
            try beyond.simulation(of: specimen)
        }
    }
}
