import Records

/// A verdict of the maps with all that it is drawn from.
struct DrawnVerdict {
    let index: RecordIndex
    let verdict: MethodStudy.Artefact
    let metric: MetricEntry
    let maps: MetricMaps
    let grids: [MetricGrid]
    /// Those with a score in any of the grids.
    let methods: [String]

    /// - Returns: nil for a metric that the record does not have.
    init?(_ verdict: MethodStudy.Artefact, maps: MetricMaps, grids: [MetricGrid], index: RecordIndex) {
        guard let metric = index.metric(verdict.metric) else { return nil }
        self.index = index
        self.verdict = verdict
        self.metric = metric
        self.maps = maps
        self.grids = grids
        methods = index.allMethods.filter { method in
            grids.contains { $0.datasets.contains { index.worst(over: $0, method, metric.name) != nil } }
        }
    }

    /// Of the cell with the most.
    var seeds: Int { grids.map(\.seedCount).max() ?? 1 }

    func score(_ datasets: [String], _ method: String) -> SeedScore? {
        index.worst(over: datasets, method, metric.name)
    }

    func title(_ method: String) -> String { index.methodTitle(method) }

    /// Whether the bound is kept by the median; nil where that is undefined.
    func isKept(_ score: SeedScore) -> Bool? { verdict.isKept(by: score.median, of: metric) }
}
