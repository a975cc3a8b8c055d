import Arrays

extension Metric {
    /// What can be read from any data, measured ones too.
    static let truthFree: [Metric] = [
        .withoutTruth(
            "reconstruction-error", "Reconstruction error", .lower, best: 0, source: "relative Frobenius norm",
            explanation: """
                What maps and patterns together leave unexplained: the norm of observations minus maps times \
                patterns, over the norm of the observations. At best it reaches the noise. A small one does not mean \
                that the patterns are right.
                """
        ) { $0.reconstruction },
        .withoutTruth(
            "scree-rank", "Scree rank", .neutral, best: nil,
            source: "scree test, Cattell 1966; Martineau et al. 2019, Fig. 2a",
            explanation: """
                How many components the scree plot suggests: where the variance drops most from one component to the \
                next, looked for from 3 to 10. Right is the number of patterns that the data hold. Undefined when no \
                drop is clear (below a factor e^1.4).
                """
        ) { inspection in
            inspection.ofScree(screeRank) { reading in
                reading.isClear
                    ? .value(Double(reading.rank))
                    : .undefined(reason: "no drop between 3 and 10 components reaches \(ScreeRank.smallestGap)")
            }
        },
        .withoutTruth(
            "scree-gap", "Scree gap", .neutral, best: nil,
            source: "scree test, Cattell 1966; Martineau et al. 2019, Fig. 2a",
            explanation: """
                How clear that drop is: the natural logarithm of the variance before over the variance after it. \
                Below 1.4 no rank is called.
                """
        ) { $0.ofScree(screeRank) { Score(finite: $0.gap) } },
        .withoutTruth(
            "scree-contrast", "Scree contrast", .neutral, best: nil, source: "scree test, Cattell 1966",
            explanation: """
                For noise-free data: how much the clearest drop of the scree plot, among the first ten, stands out \
                from the mean of the three after it. 1 is an even decay; above 10 the plot changes its regime.
                """
        ) { $0.ofScree(screeContrast) { Score(finite: $0.contrast) } },
        .withoutTruth(
            "negative-values", "Negative values", .lower, best: 0,
            source: "share of the absolute sum; intensities and amounts are not negative",
            explanation: """
                How much of the estimate is below zero, where neither intensities nor amounts can be: for each \
                pattern and map the sum of what is negative over the sum of absolute values, and the largest of \
                these. 0 means none, 0.5 as much below zero as above: such a component is no diffraction pattern.
                """
        ) { $0.negativity },
        .withoutTruth(
            "closest-patterns", "Closest patterns", unit: "deg", .neutral, best: nil,
            source: "smallest spectral angle between two estimated patterns",
            explanation: """
                How much the two most similar patterns of the estimate differ, as an angle between them: 0 means \
                that one pattern was found twice, so that there are too many components; crystals whose patterns \
                have nothing in common stand at 90 degrees.
                """
        ) { $0.closest },
    ]
}
