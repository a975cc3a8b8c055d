import Datasets
import Modelling
import Multislice
import Quantities
import Specimens
import Testing

@Suite struct SpecimenKindsTests {
    static let file = ModelFilesTests.path("Models/datasets/model.yaml")
    static let series = """
        kind: thickness-series
        crystal: ../crystals/GaAs.cif
        beam: {zone: [1, 1, 0], up: [1, -1, 0]}
        stack: {unit: "0.79950 nm", units: 12}
        """
    static let wedge = """
        kind: wedge
        crystal: ../crystals/GaAs.cif
        beam: {zone: [1, 1, 0], up: [1, -1, 0]}
        wedge: {unit: "0.79950 nm", from: 5, to: 14, angle: "45 deg"}
        """
    static let layers = """
        kind: layers
        crystal: ../crystals/GaAs.cif
        twin: {axis: [1, -1, 1], angle: "180 deg"}
        beam: {zone: [3, 1, 1], up: [0, -1, 1]}
        layers: {unit: "3.74997 nm", stacks: [[A 5, B 5, A 5], [B 5, A 10], [B 15]]}
        """

    static let probe = """
        kind: probe-scan
        crystal: ../crystals/GaAs.cif
        twin: {axis: [1, -1, 1], angle: "180 deg"}
        beam: {zone: [3, 1, 1], up: [0, -1, 1]}
        stack: {unit: "3.74997 nm", units: 4}
        illumination: {semi-angle: "1.5 mrad"}
        """

    static func crystals(_ text: String, _ settings: String...) throws -> any CrystalModel {
        let overrides = try settings.map { try Override(argument: $0) }
        guard case .crystals(let model) = try DatasetModel(text: text, file: file, overrides: overrides).source else {
            throw ModelError.unreadable(file: file, reason: "is not of crystals")
        }
        return model
    }

    @Test(arguments: [series, wedge, layers, probe]) func everyKindReadsBackFromItsResolvedText(_ text: String) throws {
        let model = try DatasetModel(text: text, file: Self.file)
        let again = try DatasetModel(text: model.resolvedYAML, file: "resolved")
        #expect(again == model)
        #expect(again.resolvedYAML == model.resolvedYAML)
    }

    @Test func aThicknessSeriesHasAThicknessAxisAndNoEndMembers() throws {
        let specimen = try Self.crystals(Self.series).specimen(modelFile: Self.file)
        #expect(specimen.members.isEmpty && specimen.abundances.isEmpty)
        #expect(specimen.axis.name == "thickness" && specimen.axis.units == "nm")
        for (index, thickness) in specimen.thickness.enumerated() {
            let onAxis = specimen.axis.offset + Double(index) * specimen.axis.scale
            #expect(abs(onAxis * 10 - thickness) < 1e-9)
        }
        #expect(abs(try #require(specimen.thickness.last) - 12 * 7.995) < 1e-9)
        // The smallest rectangle of [110]: a along [001], a/√2 along [1 -1 0].
        let sides = [specimen.crystals[0].cellX, specimen.crystals[0].cellY].sorted()
        #expect(abs(sides[0] - 5.6533 / 2.0.squareRoot()) < 1e-6 && abs(sides[1] - 5.6533) < 1e-6)
        #expect(specimen.label(0, 0) == "A 0 0 0")
    }

    @Test func aProbeScanHasAPurePositionBeyondEitherEndOfTheBoundary() throws {
        let specimen = try Self.crystals(Self.probe).specimen(modelFile: Self.file)
        #expect(specimen.abundances[0] == [0, 0, 0.25, 0.5, 0.75, 1, 1])
        #expect(Set(specimen.thickness).count == 1)
        // In focus at half the thickness, where nothing else is said.
        #expect(try DatasetModel(text: Self.probe, file: Self.file).resolvedYAML.contains("focus: \"7.49994 nm\""))
    }

    @Test func aProbeNeedsACone() throws {
        let error = #expect(throws: ModelError.self) { try Self.crystals(Self.probe, "illumination.semi-angle=0 mrad") }
        #expect(error?.description.contains("illumination.semi-angle") == true)
        #expect(throws: ModelError.self) { try Self.crystals(Self.probe, "probe.approximation=column") }
        #expect(throws: ModelError.self) { try Self.crystals(Self.probe, "probe.window=[0, 6]") }
    }

    @Test func aWedgeGetsThickerByOneUnitAStep() throws {
        let specimen = try Self.crystals(Self.wedge).specimen(modelFile: Self.file)
        #expect(specimen.stacks.count == 10)
        let steps = zip(specimen.thickness, specimen.thickness.dropFirst()).map { $1 - $0 }
        #expect(steps.allSatisfy { abs($0 - 7.995) < 1e-9 })
        #expect(specimen.abundances == [Array(repeating: 1, count: 10)])
        // 45°: as far from one position to the next as the crystal gets thicker.
        #expect(abs(specimen.axis.scale - 0.7995) < 1e-9)
        let steep = try Self.crystals(Self.wedge, "wedge.angle=60 deg").specimen(modelFile: Self.file)
        #expect(abs(steep.axis.scale - 0.7995 / 3.0.squareRoot()) < 1e-9)
    }

    @Test func abundancesOfLayersAreSharesOfTheThickness() throws {
        let specimen = try Self.crystals(Self.layers).specimen(modelFile: Self.file)
        // Pure A, as thick as the thickest, comes before the written stacks, and pure B behind them.
        let expected = [1, 10.0 / 15, 10.0 / 15, 0, 0]
        #expect(specimen.abundances.count == 2 && specimen.abundances[0].count == expected.count)
        for (found, share) in zip(specimen.abundances[0], expected) { #expect(abs(found - share) < 1e-12) }
        for (a, b) in zip(specimen.abundances[0], specimen.abundances[1]) { #expect(abs(a + b - 1) < 1e-12) }
        #expect(Set(specimen.thickness).count == 1)
    }

    @Test func theOrderOfLayersIsInTheResolvedModelAndInTheDigestOfTheBeams() throws {
        let other = Self.layers.replacing("[A 5, B 5, A 5]", with: "[A 10, B 5]")
        #expect(try DatasetModel(text: Self.layers, file: "a").resolvedYAML.contains("\"A 5\", \"B 5\", \"A 5\""))
        #expect(try Self.crystals(Self.layers).beamsYAML != Self.crystals(other).beamsYAML)
    }

    @Test func convergenceAndMisTiltReachTheSimulation() throws {
        let plain = try Self.crystals(Self.series)
        let convergent = try Self.crystals(Self.series, "illumination={semi-angle: 1.5 mrad, samples: 16}")
        let specimen = try plain.specimen(modelFile: Self.file)
        let simulation = try convergent.simulation(of: specimen)
        #expect(simulation.tilts.count == 16)
        let largest = simulation.tilts.map { ($0.kx * $0.kx + $0.ky * $0.ky).squareRoot() }.max() ?? 0
        #expect(largest < convergent.conditions.discRadius && largest > 0.9 * convergent.conditions.discRadius)
        // 1.5 mrad over 1.968749 pm.
        #expect(abs(convergent.conditions.discRadius - 0.0015 / 0.01968749) < 1e-5)
        #expect(convergent.apertures.disc > plain.apertures.disc)
        let tilted = try Self.crystals(Self.series, "beam.tilt=[\"1 mrad\", \"-2 mrad\"]").simulation(of: specimen)
        #expect(tilted.tilts.count == 1)
        #expect(abs(tilted.tilts[0].kx - 0.001 / 0.01968749) < 1e-6 && tilted.tilts[0].ky < 0)
    }

    @Test func aSeedMattersToTheBeamsOnlyWhereItShufflesAConvergentBeam() throws {
        let cone = "illumination.semi-angle=1 mrad"
        #expect(try Self.crystals(Self.series).beamsYAML == Self.crystals(Self.series, "seed=2").beamsYAML)
        #expect(try Self.crystals(Self.series, cone).beamsYAML != Self.crystals(Self.series, cone, "seed=2").beamsYAML)
    }

    @Test(arguments: ["60 kV", "80 kV", "200 kV", "1000 kV"]) func energiesOfMicroscopesAreTaken(_ energy: String)
        throws
    {
        let model = try Self.crystals(Self.series, "instrument.energy=\(energy)")
        let simulation = try model.simulation(of: model.specimen(modelFile: Self.file))
        #expect(simulation.electron.wavelength > 0.008 && simulation.electron.wavelength < 0.05)
    }

    @Test func aTiltBeyondTheParabolicPropagatorIsSaidWithItsFigure() throws {
        let thin = try Self.crystals(Self.series)
        let specimen = try thin.specimen(modelFile: Self.file)
        #expect(thin.warnings(about: try thin.simulation(of: specimen)).isEmpty)
        // 9.594 nm, 90 mrad, 1.968749 pm: π · 95.94 / 0.01968749 · 0.09⁴ / 4 = 0.251 rad.
        let tilted = try Self.crystals(Self.series, "precession={angle: 90 mrad, azimuths: 64}")
        let warnings = tilted.warnings(about: try tilted.simulation(of: specimen))
        #expect(warnings.count == 1 && warnings[0].contains("0.251 rad"), "\(warnings)")
    }

    @Test func aBandLimitNextToTheDetectorsEdgeIsSaidWithItsFigure() throws {
        let model = try Self.crystals(Self.series, "discretization.band-limit=16.5 nm^-1")
        let warnings = model.warnings(about: try model.simulation(of: model.specimen(modelFile: Self.file)))
        #expect(warnings.count == 1 && warnings[0].contains("16.5 nm⁻¹"), "\(warnings)")
    }

    struct Doubtful: Sendable {
        let setting: String
        let words: [String]
    }

    /// Along [110] the series is 9.594 nm thick in units of 0.7995 nm.
    static let doubtful = [
        // λ = 38.76 pm at 1 kV, so that 16 nm⁻¹ lie at 0.6202 rad: π · 95.94 / 0.3876 · 0.6202⁴ / 4 = 28.8 rad.
        Doubtful(setting: "instrument.energy=1 kV", words: ["28.7", "rad between the direct beam", "620.", "mrad"]),
        // 2π · 0.04 · 95.94 = 24.1 azimuths.
        Doubtful(
            setting: "precession={angle: 40 mrad, azimuths: 4}", words: ["azimuths: 4", "25 are needed", "0.063"]),
        Doubtful(
            setting: "discretization.slices-per-unit=1", words: ["0.799 nm", "thicker than 0.75 nm", "0.029"]),
        // 12 · 1600 slices, half of 2⁻²³ each: 0.114 %.
        Doubtful(
            setting: "discretization.slices-per-unit=1600", words: ["thinner than 0.005 nm", "as much as 0.114 %"]),
    ]

    @Test(arguments: doubtful.indices) func aDoubtfulSettingIsSaidWithItsFigure(_ index: Int) throws {
        let model = try Self.crystals(Self.series, Self.doubtful[index].setting)
        let warnings = model.warnings(about: try model.simulation(of: model.specimen(modelFile: Self.file)))
        #expect(warnings.count == 1, "\(warnings)")
        for word in Self.doubtful[index].words { #expect(warnings[0].contains(word), "\(warnings[0])") }
    }

    struct Bad: Sendable {
        let text: String
        let setting: String
        let parts: [String]
    }

    static let refusals = [
        Bad(text: series, setting: "stack.units=0", parts: ["stack.units", "is 0"]),
        Bad(text: series, setting: "twin={axis: [1, 0, 0], angle: 1 deg}", parts: ["twin", "unknown key"]),
        Bad(text: series, setting: "beam.tilt=1 mrad", parts: ["beam.tilt", "write a list"]),
        Bad(
            text: series, setting: "beam.tilt=[\"300 mrad\", \"0 mrad\"]", parts: ["beam.tilt", "larger than 100 mrad"]),
        Bad(text: series, setting: "illumination.semi-angle=2", parts: ["illumination.semi-angle", "no unit"]),
        Bad(
            text: series, setting: "illumination.semi-angle=-2 mrad",
            parts: ["illumination.semi-angle", "-2 mrad", "give 0 to 100 mrad"]),
        Bad(text: series, setting: "illumination.samples=0", parts: ["illumination.samples", "at least 1"]),
        Bad(text: wedge, setting: "wedge.to=3", parts: ["wedge.to", "is 3", "thicker"]),
        Bad(text: wedge, setting: "wedge.angle=0 deg", parts: ["wedge.angle", "more than"]),
        Bad(text: layers, setting: "layers.stacks=[]", parts: ["layers.stacks", "empty"]),
        Bad(text: layers, setting: "layers.stacks=[A 5]", parts: ["layers.stacks.1", "[A 5, B 5, A 5]"]),
        Bad(
            text: layers, setting: "layers.stacks=[[A 5, C 5]]",
            parts: ["layers.stacks.1", "\"C 5\" is no layer", "A or B"]),
        Bad(text: layers, setting: "layers.stacks=[[A 0]]", parts: ["layers.stacks.1", "\"A 0\" is no layer"]),
        Bad(text: layers, setting: "scan.pure-copies=0", parts: ["scan", "no pure copies", "[A 15]"]),
    ]

    @Test(arguments: refusals.indices) func aBadValueIsOneLineWithKeyAndMend(_ index: Int) {
        let bad = Self.refusals[index]
        let error = #expect(throws: ModelError.self) { try Self.crystals(bad.text, bad.setting) }
        let line = error?.description ?? ""
        for part in bad.parts { #expect(line.contains(part), "\(line)") }
        #expect(!line.contains("\n"))
    }
}
