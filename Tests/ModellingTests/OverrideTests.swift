import Modelling
import Quantities
import Specimens
import Testing

@Suite struct OverrideTests {
    @Test func settingAKeyEqualsWritingIt() throws {
        let set = try DefaultsTests.bicrystal(
            DefaultsTests.least, "precession.angle=10 mrad", "detector.background=1 %")
        let written = try DefaultsTests.bicrystal(
            DefaultsTests.least + "\nprecession: {angle: \"10 mrad\"}\ndetector: {background: \"1 %\"}")
        #expect(set == written)
    }

    @Test func theLastSettingWins() throws {
        let model = try DefaultsTests.bicrystal(DefaultsTests.least, "stack.units=3", "stack.units=4")
        #expect(model.stack.units == 4)
    }

    @Test(arguments: [
        ("precession.angel=10 mrad", ["--set precession.angel=10 mrad", "precession.angel", "\"angle\""]),
        ("precession.angle=10", ["--set", "precession.angle", "no unit"]),
        ("sead=2", ["--set", "sead", "\"seed\""]),
        ("seed.value=2", ["--set", "seed.value", "has no keys", "as a whole"]),
        ("stack..unit=1 nm", ["--set", "stack..unit", "single dots"]),
        ("seed", ["--set seed", "KEY=VALUE"]),
        ("seed=", ["--set seed=", "KEY=VALUE"]),
        ("seed=[1", ["--set", "not YAML"]),
    ])
    func aBadSettingIsOneLineThatNamesIt(_ setting: String, _ parts: [String]) {
        let error = #expect(throws: ModelError.self) {
            try DefaultsTests.bicrystal(DefaultsTests.least + "\nseed: 1", setting)
        }
        let line = error?.description ?? ""
        for part in parts { #expect(line.contains(part), "\(line)") }
        #expect(!line.contains("\n"))
    }

    @Test func optionsOfAMethodCanBeSet() throws {
        let method = try MethodModel(
            text: "nmf: {components: 2}", file: "nmf.yaml",
            overrides: [try Override(argument: "components=3"), try Override(argument: "sweeps=10")])
        #expect(method.yaml == "nmf: {components: 3, sweeps: 10}\n")
    }
}
