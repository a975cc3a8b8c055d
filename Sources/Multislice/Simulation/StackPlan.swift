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
    let itinerary: StackItinerary

    /// - Throws: `MultisliceError.badStack` for a stack without slices or a layer of an unknown crystal.
    public init(_ stacks: [[Layer]], crystals: Int) throws(MultisliceError) {
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
        itinerary = StackItinerary(filled)
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

    /// Slice steps for one tilt: slices that stacks share from the top down are gone through once.
    public var sliceSteps: Int { itinerary.sliceSteps }
}
