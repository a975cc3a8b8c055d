import Arrays
import Records

/// A score over the seeds of a dataset's noise: the median stands for all, and the range for what the noise does.
struct SeedScore {
    let median: Double
    let range: ClosedRange<Double>
    /// Seeds with a value, and all of them.
    let seeds: (defined: Int, all: Int)

    /// - Returns: nil unless more than half of the values are defined.
    init?(_ values: [Double?]) {
        let defined = values.compactMap(\.self)
        guard 2 * defined.count > values.count, let middle = Arrays.median(defined), let low = defined.min(),
            let high = defined.max()
        else { return nil }
        (median, range, seeds) = (middle, low...high, (defined.count, values.count))
    }

    /// Such as "0.0510 to 0.0534 over 5 seeds"; nil for a single one.
    func spread(in metric: MetricEntry) -> String? {
        guard seeds.all > 1 else { return nil }
        let count = seeds.defined == seeds.all ? "\(seeds.all)" : "\(seeds.defined) of \(seeds.all)"
        return "\(metric.text(range.lowerBound)) to \(metric.text(range.upperBound)) over \(count) seeds"
    }

    /// Such as "0.0521 (0.0510 to 0.0534 over 5 seeds)".
    func words(in metric: MetricEntry) -> String {
        spread(in: metric).map { "\(metric.measured(median)) (\($0))" } ?? metric.measured(median)
    }
}

extension RecordIndex {
    /// The worst member's score on datasets that differ in their seed only.
    func worst(over datasets: [String], _ method: String, _ metric: String) -> SeedScore? {
        SeedScore(datasets.map { worst($0, method, metric) })
    }

    /// The same over another method's score on the same dataset, seed by seed.
    func ratio(over datasets: [String], _ method: String, to other: String, _ metric: String) -> SeedScore? {
        SeedScore(
            datasets.map { dataset in
                guard let value = worst(dataset, method, metric), let divisor = worst(dataset, other, metric),
                    divisor > 0
                else { return nil }
                return value / divisor
            })
    }
}

extension RunRecord.DatasetEntry {
    /// Whether its seed was held out while bounds were chosen: what is shown of a series leaves it aside.
    var isHeldOutSeed: Bool { repetition?.isHeldOut ?? false }
}
