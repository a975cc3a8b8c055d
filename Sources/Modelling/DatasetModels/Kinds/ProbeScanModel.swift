internal import Datasets
internal import Detection
package import Multislice
internal import Quantities
public import Specimens

/// `kind: probe-scan`: a converged probe at positions across the inclined boundary between crystal A and its twin B, and at
/// both ends a position where one of them is alone. Patterns are those of the probe, discs with what is inside them.
public struct ProbeScanModel: PairModel, Equatable {
    public static let kind = "probe-scan"
    package static let revision = 2

    public let conditions: CrystalConditions
    public let pair: CrystalPair
    public let stack: LineScanStack
    public let probe: ProbeModel
    public let pureCopies: Int?

    static let keys = CrystalConditions.keys + CrystalPair.keys + ["stack", "probe", "scan"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        pair = try CrystalPair(reader)
        stack = try LineScanStack(reader.section("stack", keys: LineScanStack.keys))
        let thickness = Length(internalValue: stack.thickness)
        conditions = try CrystalConditions(reader, unit: stack.unit, thickness: thickness)
        probe = try ProbeModel(
            reader.section("probe", keys: ProbeModel.keys, optional: true), thickness: thickness)
        pureCopies = try reader.pureCopies(default: 39)
        guard illumination.semiAngle.value > 0 else {
            throw try reader.section("illumination", keys: Illumination.keys, optional: true)
                .bad("semi-angle", "is 0, which makes no probe", mend: "give \"1.5 mrad\"")
        }
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] {
        pair.yaml + [("stack", stack.yaml), ("probe", probe.yaml)]
    }

    package var discsAreSampled: Bool { true }
    /// The cone is that of the window's frequencies, all of them; only atoms move at random.
    package var dependsOnSeed: Bool { scattering.isRandom }

    /// Pure B, the positions of the boundary from the lowest to the highest share of A, pure A.
    private var positions: [ProbeSimulation.Position] {
        [.lower] + (0..<stack.positions).map { .boundary(units: $0) } + [.upper]
    }

    package func specimen(of structures: [CrystalStructure]) throws(SpecimenError) -> ScannedSpecimen {
        let (bicrystal, warnings) = try bicrystal(of: structures)
        return ScannedSpecimen(
            crystals: [bicrystal.upper, bicrystal.lower], members: ["A", "B"], unit: stack.unit,
            stacks: (-1...stack.positions).map { position in
                let k = min(max(position, 0), stack.units)
                return [.init(crystal: 0, units: k), .init(crystal: 1, units: stack.units - k)]
            },
            axis: ScannedSpecimen.axis(step: try stack.step(boundaryNormal: bicrystal.boundaryNormal)),
            label: bicrystal.label, warnings: warnings, purePattern: .outermost)
    }

    package func beamSimulation(
        of specimen: ScannedSpecimen, _ structures: [CrystalStructure]
    ) throws -> any BeamSimulation {
        try simulation(of: structures)
    }

    /// The scan's simulation.
    ///
    /// - Throws: `SpecimenError`, `MultisliceError`.
    package func simulation(of structures: [CrystalStructure]) throws -> ProbeSimulation {
        let (bicrystal, _) = try bicrystal(of: structures)
        let boundary = try InclinedBoundary(normal: bicrystal.boundaryNormal)
        return try ProbeSimulation(
            bicrystal: bicrystal, boundary: boundary, stack: stack, positions: positions,
            probe: ConvergentProbe(
                semiAngle: illumination.semiAngle, focus: probe.focus, position: boundary.trace * probe.offset.value),
            cells: SIMD2(probe.window[0], probe.window[1]), approximation: probe.approximation,
            instrument: instrument, illumination: illumination, discretization: discretization,
            reach: try reach(wanted: wantedReach, seen: detector.extent, over: bicrystal.upper), scattering: scattering,
            seed: seed)
    }
}
