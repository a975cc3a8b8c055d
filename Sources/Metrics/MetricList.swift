import Arrays

extension Metric {
    /// Every metric, in the order of a report: patterns, maps, profiles across a boundary, what needs the scan or the
    /// observations, the estimate as a whole, and what needs no truth.
    public static let all: [Metric] =
        patternMetrics + mapMetrics + profileMetrics + scanMetrics + wholeMetrics + truthFree

    private static let martineau = "Martineau et al. 2019"

    private static let patternMetrics: [Metric] = [
        .ofMember(
            "pattern-angle", "Pattern angle", unit: "deg", .lower, best: 0,
            source: "spectral angle, Kruse et al. 1993; stable formula of Kahan 2006",
            explanation: """
                Is the estimated pattern the end member's? Both patterns are taken as vectors of pixels, and the \
                angle between them is read; brightness does not matter. 0 means the same pattern, 90 degrees nothing \
                in common. An end member that no source stands for gets 90.
                """
        ) { comparison, member in
            guard comparison.pattern(of: member) != nil else { return .value(90) }
            return comparison.ofPattern(member) { spectralAngle(truth: $0, estimate: $1) }
        },
        .ofMember(
            "pattern-ncc", "Pattern correlation", .higher, best: 1, source: "Pearson's correlation over pixels",
            explanation: """
                The same question asked as in template matching: the correlation of the estimated pattern with the \
                true one after both means are taken off. 1 means equal up to gain and offset, 0 unrelated (or \
                constant, or missing).
                """
        ) { comparison, member in
            guard comparison.pattern(of: member) != nil else { return .value(0) }
            return comparison.ofPattern(member) { patternCorrelation(truth: $0, estimate: $1) }
        },
        .ofMember(
            "pseudo-subtraction", "Pseudo-subtraction", .lower, best: 0, source: "\(martineau), Figs. 3 and 7b",
            explanation: """
                Dark spots where another crystal has reflections, as if its pattern had been subtracted. At every \
                reflection that only other end members have, the disc is compared with the background around it; the \
                deepest dip below what the truth shows there is given as a share of the background. 0 means no dark \
                spot, 0.07 a spot 7 % darker than its surroundings, 1 a black one. Without background nothing can be \
                dark: then it is undefined.
                """
        ) { $0.ofPseudoSubtraction($1, \.deepest) },
        .ofMember(
            "dips", "Significant dips", .lower, best: 0, source: "\(martineau), Figs. 3 and 7b",
            explanation: """
                How many of these dark spots are more than noise: deeper than 2 % of the background and than three \
                standard errors of it. 0 means none.
                """
        ) { $0.ofPseudoSubtraction($1) { Double($0.significant) } },
        .ofMember(
            "leakage", "Leakage", .lower, best: 0, source: "\(martineau), Fig. 7c",
            explanation: """
                The share of the pattern that belongs to another crystal, read from the reflections that only one of \
                them has: their intensities above background are explained by a mixture of the true patterns. 0 \
                means pure, 0.07 a mixture with 7 % of the others, 1 another crystal altogether. It needs unique \
                reflections on both sides.
                """
        ) { comparison, member in
            comparison.ofPattern(member) {
                Metrics.leakage(
                    intoMember: member, truth: comparison.truePatterns, estimate: $1,
                    unique: comparison.apertures.unique)
            }
        },
        .ofMember(
            "leakage-fit", "Leakage by fit", .lower, best: 0,
            source: "non-negative least squares, Lawson & Hanson 1974",
            explanation: """
                The same share from a fit of all true patterns with non-negative weights to the whole pattern. It \
                needs no unique reflections, but is blind when a method splits patterns into what crystals have in \
                common and what is their own. 0 means pure, 1 another crystal altogether.
                """
        ) { comparison, member in
            comparison.ofPattern(member) {
                leakageByFit(intoMember: member, truth: comparison.truePatterns, gram: comparison.gram, estimate: $1)
            }
        },
        .ofMember(
            "shared-ratio", "Shared reflections", .closer, best: 1, source: "\(martineau), Fig. 6b",
            explanation: """
                Do reflections that both crystals have keep their strength? Their intensity over that of the unique \
                reflections, divided by the same ratio in the truth. 1 is right; near 0 the shared reflections went \
                to a component of their own; above 1 the unique ones are too weak.
                """
        ) { comparison, member in
            comparison.ofPattern(member) {
                sharedRatio(
                    truth: $0, estimate: $1, shared: comparison.apertures.shared[member],
                    unique: comparison.apertures.unique[member])
            }
        },
        .ofMember(
            "direct-beam-ratio", "Direct beam", .closer, best: 1, source: "\(martineau), Fig. 4",
            explanation: """
                Does the direct beam keep its strength? The rest of the pattern is first brought to the truth's \
                scale; then the disc of the direct beam is divided by the truth's. 1 is right, 0.5 means half as \
                strong.
                """
        ) { comparison, member in
            comparison.ofPattern(member) {
                directBeamRatio(truth: $0, estimate: $1, disc: comparison.apertures.directBeam)
            }
        },
        .ofMember(
            "shortfall", "Shortfall", .lower, best: 0, source: "\(martineau), Fig. 6b",
            explanation: """
                The share of the crystal's true intensity that is missing from the pattern, once that is scaled to \
                fit best. 0 means nothing is missing, 1 everything.
                """
        ) { comparison, member in comparison.ofPattern(member) { Metrics.shortfall(truth: $0, estimate: $1) } },
        .ofMember(
            "display-difference", "Difference picture", .lower, best: 0, source: "relative norm of a residual",
            explanation: """
                Estimate minus truth as a picture, at the scale that fits best, and how large it is: its norm over \
                the truth's. 0 means equal patterns, 1 that the estimate explains nothing of the truth.
                """
        ) { comparison, member in comparison.ofPattern(member) { displayDifference(truth: $0, estimate: $1) } },
    ]

    private static let mapMetrics: [Metric] = [
        .ofMember(
            "map-rmse", "Map error", .lower, best: 0, isMapScore: true, source: "root mean square over scan positions",
            explanation: """
                Is the map the true abundance? The root-mean-square difference over all scan positions. Memberships \
                and abundances are compared as they are, NMF loadings after division by their maximum, components of \
                SVD and ICA after a least-squares scaling of their patterns. 0 means equal; 0.5 is a useless map. A \
                missing member has a map of zeros.
                """
        ) { $0.ofMapOrZeros($1) { mapError(truth: $0, estimate: $1) } },
        .ofMember(
            "map-rmse-gain", "Map error after gain", .lower, best: 0, isMapScore: true,
            source: "root mean square over scan positions",
            explanation: """
                The map error once more, after the map has been scaled to the abundance by least squares: one noisy \
                position sets the maximum of a map, and with it the first map error. 0 means the right shape at some \
                scale.
                """
        ) { $0.ofMapOrZeros($1) { mapErrorAfterGain(truth: $0, estimate: $1) } },
        .ofMember(
            "pure-offset", "Offset in the pure phase", .closer, best: 0, isMapScore: true,
            source: "\(martineau), Figs. 5d and 6d",
            explanation: """
                "99 % instead of 100 %": one minus the mean of the map where the crystal is pure. 0.01 means that \
                pure positions read 99 %; negative values mean more than 100 %.
                """
        ) { $0.ofMap($1) { pureOffset(truth: $0, estimate: $1) } },
        .ofMember(
            "max-deviation", "Largest deviation", .lower, best: 0, isMapScore: true, source: "maximum norm",
            explanation: """
                The largest difference between map and true abundance at any scan position. 0 means equal, 1 that \
                pure and absent are confused somewhere. On noisy data it reads the noise.
                """
        ) { $0.ofMap($1) { largestDeviation(truth: $0, estimate: $1) } },
        .ofMember(
            "splitting", "Splitting", .lower, best: 1, isMapScore: true, source: "effective number, Hill 1973",
            explanation: """
                Over how many sources one pure crystal is spread, counted by the intensity that each contributes \
                where the crystal is pure. 1 means one source does it all, 2 that two do equally much.
                """
        ) { $0.splitting(of: $1) },
        .ofMember(
            "third-source-mean", "Rise at a foreign boundary, mean", .lower, best: 0, isMapScore: true,
            source: "\(martineau), Fig. 4",
            explanation: """
                A crystal (or the background) that is absent from the boundary between two others, yet whose map \
                rises there. The mean of its map over the boundary, above its larger mean in the two pure phases. 0 \
                means no rise. Use this one on noisy data.
                """
        ) { $0.ofThirdSource($1, \.mean) },
        .ofMember(
            "third-source-max", "Rise at a foreign boundary, largest", .lower, best: 0, isMapScore: true,
            source: "\(martineau), Fig. 4",
            explanation: """
                The same with the largest value at the boundary instead of the mean. 0 means no rise; on noisy data \
                it mostly reads the noise.
                """
        ) { $0.ofThirdSource($1, \.largest) },
    ]

    /// What holds for all readings of a profile.
    private static let inScans =
        " In a scan of several lines: the median over the lines along x or y on which the crystal's share runs from 0 to 1."

    private static let profileMetrics: [Metric] = [
        .ofMember(
            "edge-rise", "Rise at the edge", .lower, best: 0, isMapScore: true, source: "\(martineau), Fig. 5d",
            explanation: """
                A membership that is higher at the edge of the boundary than in the pure phase. The largest value in \
                the quarter of the mixed positions next to the pure phase, minus the mean over the pure phase. 0 \
                means no rise.
                """ + inScans
        ) { $0.ofLine($1, \.edgeRise) },
        .ofMember(
            "mid-offset", "Offset in the middle", .closer, best: 0, isMapScore: true, source: "value at abundance 0.5",
            explanation: """
                What the map reads where half of the thickness is this crystal, minus 0.5. 0 is right; positive \
                means that the crystal's share looks too large.
                """ + inScans
        ) { $0.ofLine($1, \.midOffset) },
        .ofMember(
            "mid-shift", "Shift of the middle", unit: "positions", .closer, best: 0, isMapScore: true,
            source: "first crossing of 0.5",
            explanation: """
                How far the boundary seems to have moved: where the map first passes 0.5, counted in scan positions \
                from where the abundance does. 0 is right; positive means deeper inside the crystal, which then \
                looks too small.
                """ + inScans
        ) { $0.ofLine($1, \.midShift) },
        .ofMember(
            "boundary-width-ratio", "Boundary width", .closer, best: 1, isMapScore: true,
            source: "\(martineau), Fig. 5d",
            explanation: """
                How wide the boundary looks: the distance from 10 to 90 % of the step in the map over that in the \
                truth. 1 is right, below 1 the boundary looks narrower than it is, above 1 wider. A map that does \
                not rise has no width.
                """ + inScans
        ) { $0.ofLine($1, \.boundaryWidthRatio) },
        .ofMember(
            "non-monotonicity", "Non-monotonicity", .lower, best: 0, isMapScore: true, source: "\(martineau), Fig. 7",
            explanation: """
                Does the map rise steadily from one crystal to the other? All steps in the wrong direction, added \
                up, over the map's range. 0 means steadily, 1 that it falls as far as it could rise. The rise at the \
                edge of a boundary adds a little: look at the minima before calling a map oscillating.
                """ + inScans
        ) { $0.ofLine($1, \.nonMonotonicity) },
        .ofMember(
            "minima", "Minima", .lower, best: 0, isMapScore: true,
            source: "\(martineau), Fig. 7; prominence of extrema",
            explanation: """
                How many minima the map has inside the scan, each at least 1 % of the map's range deep on its \
                shallower side. 0 means none. Only minima deeper than 2 % are an oscillation.
                """ + inScans
        ) { $0.ofMinima($1) { Double($0.count) } },
        .ofMember(
            "deepest-minimum", "Deepest minimum", .lower, best: 0, isMapScore: true,
            source: "\(martineau), Fig. 7; prominence of extrema",
            explanation: """
                How deep the deepest of these minima is, as a share of the map's range. 0 means there is none, above \
                0.02 the map oscillates, 1 means that it falls back all the way.
                """ + inScans
        ) { $0.ofMinima($1) { $0.map(\.depth).max() ?? 0 } },
    ]

    private static let wholeMetrics: [Metric] = [
        .ofWhole(
            "amari", "Amari index", .lower, best: 0, source: "Amari, Cichocki & Yang 1996",
            explanation: """
                How much the estimated patterns are mixtures of the true ones, whatever their order: each is written \
                in terms of the true patterns, and what is not on one of them is counted. 0 means one pattern each, \
                1 the same mixture everywhere.
                """
        ) { $0.amari },
        .ofWhole(
            "separating-components", "Separating components", .neutral, best: nil,
            source: "\(martineau), Fig. 2b,c; effective number, Hill 1973",
            explanation: """
                How many components it takes to tell two crystals apart. Each component's contrast is the difference \
                of its map between where one crystal is pure and where the other is, over the map's standard deviation \
                in the whole scan; the contrasts are counted by their effective number. 1 means that one component \
                holds the whole difference, positive for one twin and negative for the other; 2 that two take equal \
                parts in it, as when each crystal has a component of its own. Of several pairs of crystals the largest \
                number is given.
                """
        ) { $0.separatingComponents },
    ]
}
