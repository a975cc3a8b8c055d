import Arrays

/// Readings that need the scan or the observations beside the matched arrays.
extension Comparison {
    func darkFieldAgreement(of member: Int) -> Score {
        switch observed {
        case .failure(let problem): return .undefined(reason: problem.reason)
        case .success(let observed):
            guard let image = observed.darkField[member] else {
                return .undefined(reason: "the end member has no unique reflections")
            }
            return ofMap(member) { _, map in Metrics.darkFieldAgreement(image: image, map: map) }
        }
    }

    func patternSpread(of member: Int) -> Score {
        switch observed {
        case .failure(let problem): .undefined(reason: problem.reason)
        case .success(let observed): observed.spreads[member]
        }
    }

    func ofEdgeLines(_ member: Int, _ score: (EdgeLines) -> Score) -> Score {
        guard isCrystal(member) else { return .undefined(reason: "the end member is no crystal") }
        let others = truth.names.indices.filter { !isCrystal($0) }
        guard !others.isEmpty else { return .undefined(reason: "there is no vacuum in the scan") }
        let vacuum = (0..<shape.rowCount).map { position in others.reduce(0) { $0 + trueMaps[$1][position] } }
        return ofMap(member) { abundances, map in
            guard let lines = edgeLines(truth: abundances, vacuum: vacuum, estimate: map, scanX: shape.scanX) else {
                return .undefined(reason: "no other crystal has both an edge to the vacuum and an inside")
            }
            return score(lines)
        }
    }

    /// Maps are multiplied by the norm of their pattern, so that it does not matter how the two share the scale. Where the
    /// thickness is known only positions of at least 99 % of the crystal's largest are looked at: else its edges would
    /// spread both groups.
    func filmSplit(of member: Int) -> Score {
        guard isCrystal(member) else { return .undefined(reason: "the end member is no crystal") }
        guard let film = truth.fields["film"] else { return .undefined(reason: "nothing is known of a film") }
        let coordinates = (0..<estimate.maps.rows).map { source in
            let norm = VectorSums.norm(estimate.patterns.row(source))
            return estimate.maps.row(source).map { $0 * norm }
        }
        let pure = purePositions(of: trueMaps[member])
        let thickness = truth.fields["thickness"]
        let largest = thickness.map { thickness in pure.reduce(0) { max($0, thickness[$1]) } } ?? 0
        let compared = pure.filter { position in thickness.map { $0[position] >= 0.99 * largest } ?? true }
        return Metrics.filmSplit(film: film, pure: compared, coordinates: coordinates)
    }

    /// The largest number over the pairs of crystals.
    var separatingComponents: Score {
        let crystals = truth.names.indices.filter(isCrystal)
        guard crystals.count > 1 else { return .undefined(reason: "there are no two crystals to tell apart") }
        let maps = (0..<estimate.maps.rows).map(estimate.maps.row)
        let scores = crystals.enumerated().flatMap { order, first in
            crystals[(order + 1)...].map { second in
                Metrics.separatingComponents(
                    maps: maps, first: purePositions(of: trueMaps[first]), second: purePositions(of: trueMaps[second]))
            }
        }
        guard let largest = scores.compactMap(\.value).max() else { return scores[0] }
        return .value(largest)
    }

    /// Vacuum, film and background have no reflections.
    private func isCrystal(_ member: Int) -> Bool { !truth.reflections[member].isEmpty }
}
