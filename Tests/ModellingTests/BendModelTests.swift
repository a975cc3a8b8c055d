import Modelling
import Multislice
import Quantities
import Specimens
import Testing

@Suite struct BendModelTests {
    private static func model(_ settings: String...) throws -> LineScanBicrystalModel {
        let overrides = try settings.map { try Override(argument: $0) }
        guard
            case .lineScanBicrystal(let model) = try DatasetModel(
                text: DefaultsTests.least, file: "least.yaml", overrides: overrides)
        else { throw ModelError.unreadable(file: "least.yaml", reason: "is no line scan") }
        return model
    }

    private static func resolved(_ settings: String...) throws -> String {
        try DatasetModel(
            text: DefaultsTests.least, file: "least.yaml", overrides: settings.map { try Override(argument: $0) }
        ).resolvedYAML
    }

    @Test func noBendLeavesTheModelAsItWas() throws {
        #expect(try Self.model().bend == nil)
        for none in ["bend=none", "bend={amount: 0 mrad}", "bend={amount: 0 mrad, axis: 30 deg}"] {
            #expect(try Self.resolved(none) == Self.resolved(), "\(none)")
        }
        #expect(try !Self.resolved().contains("bend"))
    }

    @Test func aBentModelSaysSoAndReadsBack() throws {
        for setting in ["bend={amount: 12 mrad}", "bend={amount: -12 mrad, axis: 30 deg}"] {
            let text = try Self.resolved(setting)
            #expect(text.contains("bend:"))
            #expect(try DatasetModel(text: text, file: "least.yaml").resolvedYAML == text)
        }
        #expect(try Self.model("bend={amount: 12 mrad}").bend == Bend(amount: Angle(12, "mrad"), axis: .trace))
        #expect(throws: ModelError.self) { try Self.model("bend={amount: 200 mrad}") }
        #expect(throws: ModelError.self) { try Self.model("bend={amount: 12 mrad, axis: up}") }
    }

    @Test func aThicknessIsSharedOutAmongTheUnits() throws {
        let thick = try Self.resolved("stack={thickness: 100 nm, units: 15}")
        #expect(thick == (try Self.resolved("stack={unit: 6.666667 nm, units: 15}")))
        #expect(try DatasetModel(text: thick, file: "least.yaml").resolvedYAML == thick)
        #expect(throws: ModelError.self) { try Self.model("stack={thickness: 100 nm, unit: 1 nm, units: 15}") }
    }

    @Test func automaticAzimuthsAndSlicesFollowTheThickness() throws {
        let model = try Self.model(
            "precession={angle: 20 mrad, azimuths: automatic}", "discretization.slices-per-unit=automatic",
            "stack={thickness: 112.5 nm, units: 15}")
        #expect(model.precession.azimuths == 200)
        #expect(model.discretization.slicesPerUnit == 18)
        #expect(try Self.resolved("precession={angle: 20 mrad, azimuths: automatic}").contains("azimuths: 100"))
    }
}
