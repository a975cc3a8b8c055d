/// Stacks of layers, each of which the wave goes through from the top: what one simulation computes.
///
/// A stack may go on where another ends, so the depths of a thickness series are stacks of one layer each.
public struct StackPlan: Sendable, Equatable {
    /// So many slices of one crystal.
    public struct Layer: Sendable, Hashable {
        /// Which of the simulation's crystals.
        public let crystal: Int
        public let slices: Int

        public init(crystal: Int, slices: Int) {
            self.crystal = crystal
            self.slices = slices
        }
    }

    /// Layers from the top down, in the order of the results; layers without slices are left out.
    public let stacks: [[Layer]]
    /// Number of crystals that layers may name.
    public let crystals: Int
    /// Stacks by the tilt at which the beam meets them, in the order of their first appearance.
    let groups: [TiltGroup]

    /// Stacks that the beam meets at one local tilt, and the way of its waves through them.
    struct TiltGroup: Sendable, Equatable {
        /// Angle of the beam to these stacks' zone axis along x and y beyond that of the illumination, rad.
        let tilt: SIMD2<Double>
        let itinerary: StackItinerary
    }

    /// - Parameter localTilts: for each stack the angle of the beam to its zone axis along x and y, rad, which adds to
    ///   the directions of the illumination; nil where no stack is tilted. Only stacks of equal tilt share slice steps.
    /// - Throws: `MultisliceError.badStack` for a stack without slices or a layer of an unknown crystal, and where tilts
    ///   are not as many as stacks.
    public init(
        _ stacks: [[Layer]], crystals: Int, localTilts: [SIMD2<Double>]? = nil
    ) throws(MultisliceError) {
        let filled = stacks.map { $0.filter { $0.slices != 0 } }
        guard !filled.isEmpty else { throw .badStack(0, problem: "there is none") }
        for (index, layers) in filled.enumerated() {
            guard !layers.isEmpty else { throw .badStack(index + 1, problem: "has no slices") }
            for layer in layers {
                guard (0..<crystals).contains(layer.crystal) else {
                    throw .badStack(index + 1, problem: "names crystal \(layer.crystal + 1) of \(crystals)")
                }
                guard layer.slices > 0 else {
                    throw .badStack(index + 1, problem: "has a layer of \(layer.slices) slices")
                }
            }
        }
        self.stacks = filled
        self.crystals = crystals
        let tilts = localTilts ?? Array(repeating: .zero, count: filled.count)
        guard tilts.count == filled.count else {
            throw .badStack(tilts.count, problem: "is the last with a local tilt, of \(filled.count)")
        }
        var members: [(tilt: SIMD2<Double>, stacks: [Int])] = []
        for (stack, tilt) in tilts.enumerated() {
            if let known = members.firstIndex(where: { $0.tilt == tilt }) {
                members[known].stacks.append(stack)
            } else {
                members.append((tilt, [stack]))
            }
        }
        groups = members.map { tilt, members in
            TiltGroup(tilt: tilt, itinerary: StackItinerary(members.map { (stack: $0, layers: filled[$0]) }))
        }
    }

    /// Position k has k units of crystal 0, then n - k units of crystal 1.
    public static func lineScan(units: Int, slicesPerUnit: Int) throws(MultisliceError) -> StackPlan {
        try StackPlan(
            (0...max(0, units)).map { k in
                [
                    Layer(crystal: 0, slices: k * slicesPerUnit),
                    Layer(crystal: 1, slices: (units - k) * slicesPerUnit),
                ]
            }, crystals: 2)
    }

    /// Number of slices of the thickest stack.
    public var depth: Int { stacks.map { $0.reduce(0) { $0 + $1.slices } }.max() ?? 0 }

    /// Slice steps for one direction of the illumination: slices that equally tilted stacks share from the top down are
    /// gone through once.
    public var sliceSteps: Int { groups.reduce(0) { $0 + $1.itinerary.sliceSteps } }

    /// Number of waves kept at a time.
    var waves: Int { groups.map(\.itinerary.waves).max() ?? 1 }

    /// The largest local tilt, rad.
    var largestTilt: Double { groups.map { ($0.tilt * $0.tilt).sum().squareRoot() }.max() ?? 0 }
}
