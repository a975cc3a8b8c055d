import Arrays

/// Scores of the observations about their mean: coordinates in the flat of lowest dimension that holds them.
struct AffineScores {
    /// Scan position × component.
    let scores: Matrix<Double>
    /// Mean pattern, squared.
    let meanSquaredNorm: Double

    /// Components beyond the rank are zero.
    init<Source>(of observations: ReadObservations<Source>, rank: Int, seed: Seed, progress: Progress) throws {
        let triplets = try SingularTriplets(
            of: observations, rank: rank, scree: rank, treatment: .centred, seed: seed, progress: progress)
        scores = triplets.scores
        meanSquaredNorm = (triplets.mean ?? []).reduce(0) { $0 + $1 * $1 }
    }
}
