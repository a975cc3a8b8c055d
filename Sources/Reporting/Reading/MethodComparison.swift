import Records

/// A method study, read by series, method and artefact. It compares recorded numbers and computes no score.
struct MethodComparison {
    let index: RecordIndex
    let study: MethodStudy
    /// Datasets, those that are repetitions of one with other noise taken together, in the record's order.
    let series: [Series]
    /// In the record's order, the oracle last.
    let methods: [String]
    private let summaries: [Place: MethodStudy.Summary]
    private let starts: [Place: MethodStudy.Starts]

    struct Series {
        let name: String
        let title: String
        let hasHeldOut: Bool
    }

    /// Whether a method is free of an artefact on a series.
    enum State {
        case free, present
        /// The oracle itself has no value, or is not free: no unmixing could be.
        case notAsked
    }

    private struct Place: Hashable {
        let series: String
        let method: String
        var metric = ""
        let isHeldOut: Bool
    }

    init?(_ index: RecordIndex) {
        guard let study = index.record.methodStudy, !study.artefacts.isEmpty else { return nil }
        self.index = index
        self.study = study
        var series: [Series] = []
        for entry in index.record.datasets {
            let name = entry.repetition?.series ?? entry.name
            guard !series.contains(where: { $0.name == name }) else { continue }
            let title = entry.repetition?.title ?? entry.title
            let heldOut = index.record.datasets.contains {
                $0.repetition?.series == name && $0.repetition?.isHeldOut == true
            }
            series.append(Series(name: name, title: title.isEmpty ? name : title, hasHeldOut: heldOut))
        }
        self.series = series
        let known = Set(study.summaries.map(\.method))
        methods = index.allMethods.filter { known.contains($0) }
        summaries = Dictionary(
            study.summaries.map {
                (Place(series: $0.series, method: $0.method, metric: $0.metric, isHeldOut: $0.isHeldOut), $0)
            }, uniquingKeysWith: { first, _ in first })
        starts = Dictionary(
            study.starts.map { (Place(series: $0.series, method: $0.method, isHeldOut: $0.isHeldOut), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Methods but the oracle.
    var learners: [String] { methods.filter { $0 != RecordIndex.oracle } }

    func summary(
        _ series: String, _ method: String, _ metric: String, heldOut: Bool = false
    ) -> MethodStudy.Summary? {
        summaries[Place(series: series, method: method, metric: metric, isHeldOut: heldOut)]
    }

    func starts(_ series: String, _ method: String, heldOut: Bool = false) -> MethodStudy.Starts? {
        starts[Place(series: series, method: method, isHeldOut: heldOut)]
    }

    /// All starts of a method on the seeds that were looked at.
    func starts(of method: String) -> (reached: Int, tried: Int) {
        series.compactMap { starts($0.name, method) }.reduce((0, 0)) { ($0.0 + $1.reached, $0.1 + $1.tried) }
    }

    func state(
        _ series: String, _ method: String, _ artefact: MethodStudy.Artefact, heldOut: Bool = false
    ) -> State {
        guard let ideal = summary(series, RecordIndex.oracle, artefact.metric, heldOut: heldOut)?.distance,
            ideal <= artefact.within
        else { return .notAsked }
        guard let own = summary(series, method, artefact.metric, heldOut: heldOut) else { return .notAsked }
        // Where the oracle has a value and a method has none for most seeds, its map or pattern is no such thing at all.
        guard let distance = own.distance, 2 * own.defined > own.trials else { return .present }
        return distance <= artefact.within ? .free : .present
    }

    /// On how many series a method is free of an artefact, of those on which the oracle is.
    func count(_ method: String, _ artefact: MethodStudy.Artefact, heldOut: Bool = false) -> Count {
        var count = Count()
        for item in series where !heldOut || item.hasHeldOut {
            switch state(item.name, method, artefact, heldOut: heldOut) {
            case .free: count.add(free: true)
            case .present: count.add(free: false)
            case .notAsked: break
            }
        }
        return count
    }

    /// k of n.
    struct Count {
        var free = 0
        var all = 0

        mutating func add(free isFree: Bool) {
            all += 1
            if isFree { free += 1 }
        }

        var text: String { all == 0 ? "–" : "\(free)/\(all)" }
    }
}
