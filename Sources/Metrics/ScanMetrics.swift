extension Metric {
    /// What needs more than patterns and maps: the observations, the neighbours of a position, what lies under the
    /// crystal.
    static let scanMetrics: [Metric] = [
        .ofMember(
            "dark-field-agreement", "Agreement with dark field", .higher, best: 1, isMapScore: true,
            source: "Martineau et al. 2019, Fig. 4; Pearson's correlation over scan positions",
            explanation: """
                Does the map look like the image that an aperture around the crystal's own reflections would give? The \
                observed patterns are summed over the discs of the reflections that only this crystal has, and the \
                image is correlated with the map. 1 means the same image at some brightness and offset, 0 unrelated. \
                Dark-field images follow dynamical diffraction, so agreement with one does not show that the map is \
                the true abundance: look at the map error beside it.
                """
        ) { $0.darkFieldAgreement(of: $1) },
        .ofMember(
            "edge-lines", "Bright lines at the edge", .closer, best: 0, isMapScore: true,
            source: "Martineau et al. 2019, Fig. 3d,e",
            explanation: """
                Bright lines where the specimen meets the vacuum: the crystal's map at positions of other crystals, \
                where it should be zero, at their edge to the vacuum minus inside them. 0 means no line, 0.01 that the \
                edge is brighter by one hundredth of full membership.
                """
        ) { $0.ofEdgeLines($1) { Score(finite: $0.rise) } },
        .ofMember(
            "edge-line-rows", "Rows with bright edges", .lower, best: 0, isMapScore: true,
            source: "Martineau et al. 2019, Fig. 3d,e",
            explanation: """
                How regular these lines are: the share of the scan's rows in which the map is brighter at the edge of \
                other crystals than inside them. 1 means in every row; with noise alone it would be about a half, and \
                for the true map it is 0. Rows without an edge or without an inside do not count; where more columns \
                than rows have both, columns are counted.
                """
        ) { comparison, member in
            comparison.ofEdgeLines(member) { lines in
                guard lines.rows > 0 else { return .undefined(reason: "no row holds both an edge and an inside") }
                return Score(finite: Double(lines.brighterRows) / Double(lines.rows))
            }
        },
        .ofMember(
            "film-split", "Splitting by the film", .lower, best: 0, isMapScore: true,
            source: "Martineau et al. 2019, Fig. 3c; sensitivity index, Green & Swets 1966",
            explanation: """
                Do positions of one pure crystal fall into two groups, on the supporting film and off it? Every \
                position where the crystal has its full thickness is a point with the values of all maps as \
                coordinates; the distance between the means of the two groups is divided by their spread along the \
                line between them. 0 means no difference, above 3 two groups that hardly overlap. It does not tell the \
                film from anything else that changes where the film begins, such as the crystal's tilt.
                """
        ) { $0.filmSplit(of: $1) },
        .ofMember(
            "pattern-spread", "Spread of pure patterns", unit: "deg", .lower, best: 0,
            source: "Martineau et al. 2019, Fig. 1; mean spectral angle",
            explanation: """
                Does one crystal give one pattern? The mean angle between the observed patterns of a pure crystal and \
                their mean, without the direct beam. 0 means that they all look the same; bending and changes of \
                thickness spread them, precession brings them together, and counting noise is in it too. It belongs to \
                the data and not to any method.
                """
        ) { $0.patternSpread(of: $1) },
    ]
}
