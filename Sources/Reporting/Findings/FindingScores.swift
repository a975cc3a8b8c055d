import Arrays
import Records

/// A number of a record, with its spread where the dataset was drawn with several seeds.
struct FoundScore {
    let value: Double
    let spread: ClosedRange<Double>?
    /// Those with a value, and all.
    let seeds: (defined: Int, all: Int)
    let metric: MetricEntry

    var text: String {
        guard let spread else { return metric.measured(value) }
        let ends = "\(metric.text(spread.lowerBound)) to \(metric.text(spread.upperBound))"
        return
            "\(metric.measured(value)) (\(ends) over \(seeds.defined == seeds.all ? "" : "\(seeds.defined) of ")\(seeds.all) seeds)"
    }
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
        let values = names.compactMap { dataset in
            guard let member = place.member else { return worst(dataset, place.method, place.metric) }
            return score(dataset, place.method, place.metric, member)?.value
        }
        guard 2 * values.count > names.count, let median = median(values), let low = values.min(),
            let high = values.max()
        else {
            let isKnown = record.datasets.contains { names.contains($0.name) }
            return missing(
                isKnown
                    ? "\(place.method) has no such value on \(place.dataset)"
                    : "the record has no dataset \(place.dataset)")
        }
        return .success(
            FoundScore(
                value: median, spread: values.count > 1 ? low...high : nil, seeds: (values.count, names.count),
                metric: metric))
    }
}
