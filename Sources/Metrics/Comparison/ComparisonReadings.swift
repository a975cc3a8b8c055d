import Arrays

/// The readings that `Metric.all` names: each hands the matched arrays to the function of arrays that defines it.
extension Comparison {
    func ofPattern(_ member: Int, _ score: (_ truth: [Double], _ estimate: [Double]) -> Score) -> Score {
        guard let pattern = pattern(of: member) else { return unmatched(member) }
        return score(truePatterns[member], pattern)
    }

    func ofMap(_ member: Int, _ score: (_ truth: [Double], _ estimate: [Double]) -> Score) -> Score {
        guard let map = map(of: member) else { return unmatched(member) }
        return score(trueMaps[member], map)
    }

    /// A member that no source stands for has a map of zeros: its error counts.
    func ofMapOrZeros(_ member: Int, _ score: (_ truth: [Double], _ estimate: [Double]) -> Score) -> Score {
        score(trueMaps[member], map(of: member) ?? [Double](repeating: 0, count: shape.rowCount))
    }

    func ofMinima(_ member: Int, _ number: ([ProfileMinimum]) -> Double) -> Score {
        ofLine(member) { .value(number(interiorMinima(of: $0.estimate))) }
    }

    func ofPseudoSubtraction(_ member: Int, _ number: (PseudoSubtraction) -> Double) -> Score {
        let foreign = apertures.unique.indices.filter { $0 != member }.flatMap { apertures.unique[$0] }
        guard !foreign.isEmpty else { return .undefined(reason: "no other end member has unique reflections") }
        return ofPattern(member) { truth, estimate in
            let reading = pseudoSubtraction(truth: truth, estimate: estimate, foreign: foreign)
            guard reading.withBackground > 0 else {
                return .undefined(
                    reason: "no foreign reflection lies on a background that the pattern could fall below")
            }
            return Score(finite: number(reading))
        }
    }

    func ofThirdSource(_ member: Int, _ number: (ThirdSourceRise) -> Double) -> Score {
        guard truth.names.count > 2 else { return .undefined(reason: "there are fewer than three end members") }
        guard let map = map(of: member) else { return unmatched(member) }
        guard let rise = thirdSourceRise(ofMember: member, truth: trueMaps, estimate: map) else {
            return .undefined(reason: "there is no boundary without this end member")
        }
        return Score(finite: number(rise))
    }

    func splitting(of member: Int) -> Score {
        let sources = 0..<estimate.patterns.rows
        return Metrics.splitting(
            truth: trueMaps[member], maps: sources.map(estimate.maps.row),
            patternSums: sources.map { estimate.patterns.row($0).reduce(0) { $0 + abs($1) } })
    }

    /// Patterns at the scale that goes with the scaled maps: for maps of maximum 1 the pattern takes the factor.
    var amari: Score {
        let patterns = (0..<estimate.patterns.rows).map { source in
            let pattern = estimate.patterns.row(source)
            let largest = estimate.maps.row(source).max() ?? 0
            guard estimate.mapScaling == .maximumOne, largest > 0 else { return pattern }
            return pattern.map { $0 * largest }
        }
        return amariIndex(truth: truePatterns, estimate: patterns)
    }

    func unmatched(_ member: Int) -> Score {
        .undefined(reason: "no estimated source stands for \(truth.names[member])")
    }
}
