import Arrays

/// What the observations say about each end member, read for all members together: a file that is larger than memory is
/// gone through three times, however many there are.
struct ObservedMembers: Sendable {
    /// Virtual dark-field image from the member's unique reflections, counts at each position; nil where it has none.
    let darkField: [[Double]?]
    let spreads: [Score]

    struct Problem: Error {
        let reason: String
    }

    static func read(
        _ observations: (any RowSource)?, abundances: [[Double]], apertures: ApertureSet
    ) -> Result<ObservedMembers, Problem> {
        guard let observations else { return .failure(Problem(reason: "the observations are not at hand")) }
        do {
            return .success(try ObservedMembers(observations, abundances: abundances, apertures: apertures))
        } catch {
            return .failure(Problem(reason: "the observations cannot be read: \(error)"))
        }
    }

    private init(_ observations: some RowSource, abundances: [[Double]], apertures: ApertureSet) throws {
        let discs = apertures.unique.map { $0.flatMap(\.disc) }
        let sums = try observations.sums(over: discs)
        darkField = discs.indices.map { discs[$0].isEmpty ? nil : sums.row($0) }
        spreads = try patternSpreads(
            observations: observations, pure: abundances.map(purePositions), leavingOut: apertures.directBeam)
    }
}
