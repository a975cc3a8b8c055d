import Records

/// A number of a record, with its spread where the dataset was drawn with several seeds.
struct FoundScore {
    let score: SeedScore
    let metric: MetricEntry

    var value: Double { score.median }
    var text: String { score.words(in: metric) }
}

/// Why a record does not have a number.
struct ScoreMissing: Error, CustomStringConvertible {
    let description: String
}

extension RecordIndex {
    /// The score that a place names; of a series of datasets that differ in their seed the median.
    func found(_ place: FindingPlace.ScorePlace) -> Result<FoundScore, ScoreMissing> {
        let series = record.datasets.filter {
            $0.repetition?.series == place.dataset && $0.repetition?.isHeldOut == false
        }
        let names = series.isEmpty ? [place.dataset] : series.map(\.name)
        func missing(_ reason: String) -> Result<FoundScore, ScoreMissing> {
            .failure(ScoreMissing(description: reason))
        }
        guard let metric = metric(place.metric) else { return missing("the record has no metric \(place.metric)") }
        let values = names.map { dataset -> Double? in
            guard let member = place.member else { return worst(dataset, place.method, place.metric) }
            return score(dataset, place.method, place.metric, member)?.value
        }
        guard let found = SeedScore(values) else {
            let isKnown = record.datasets.contains { names.contains($0.name) }
            return missing(
                isKnown
                    ? "\(place.method) has no such value on \(place.dataset)"
                    : "the record has no dataset \(place.dataset)")
        }
        return .success(FoundScore(score: found, metric: metric))
    }
}
