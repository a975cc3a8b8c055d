extension LineProfile {
    /// How much higher the map is at the edge of the boundary than in the pure phase.
    ///
    /// The largest value in the quarter (rounded up) of the mixed positions that is next to the pure block, minus the
    /// mean over the pure positions; not below 0. Undefined when the member is pure nowhere or there is no mixed
    /// position.
    public var edgeRise: Score {
        guard let pure = VectorSums.mean(of: estimate, at: purePositions(of: truth)) else {
            return .undefined(reason: "the end member is pure nowhere")
        }
        let mixed = truth.indices.filter { truth[$0] > 1e-9 && truth[$0] < 1 - 1e-9 }
        guard let highest = mixed.suffix((mixed.count + 3) / 4).map({ estimate[$0] }).max() else {
            return .undefined(reason: "there is no mixed position between the pure phases")
        }
        return Score(finite: max(0, highest - pure))
    }
}
