internal import Arrays
package import Modelling
package import Records

/// Median and spread of the scores that an experiment's artefacts read, over the repetitions of each dataset.
package struct MethodStudyRecord {
    private let remedies: RemediesModel
    private let record: RunRecord
    private let scores: RecordedScores

    /// - Parameter record: of a finished run, with the repetitions of its datasets.
    /// - Returns: nil where the experiment names no artefacts.
    package init?(_ experiment: ExperimentModel, record: RunRecord) {
        guard let remedies = experiment.remedies else { return nil }
        self.remedies = remedies
        self.record = record
        scores = RecordedScores(trials: record.trials, metrics: record.metrics)
    }

    package var study: MethodStudy {
        var summaries: [MethodStudy.Summary] = []
        var starts: [MethodStudy.Starts] = []
        for group in groups {
            for method in record.methods.map(\.name) {
                let trials = record.trials.filter { $0.method == method && group.datasets.contains($0.dataset) }
                guard !trials.isEmpty else { continue }
                summaries += remedies.artefacts.map { summary(group, method: method, metric: $0.metric) }
                if let entry = Self.starts(trials, group, method: method) { starts.append(entry) }
            }
        }
        return MethodStudy(
            against: remedies.against,
            artefacts: remedies.artefacts.map { .init(metric: $0.metric, name: $0.name, within: $0.within) },
            summaries: summaries, starts: starts)
    }

    /// Datasets that differ in their seed only, those looked at and those held out apart.
    private struct Group {
        let series: String
        let isHeldOut: Bool
        var datasets: [String]
    }

    private var groups: [Group] {
        var groups: [Group] = []
        for dataset in record.datasets {
            let series = dataset.repetition?.series ?? dataset.name
            let isHeldOut = dataset.repetition?.isHeldOut ?? false
            if let index = groups.firstIndex(where: { $0.series == series && $0.isHeldOut == isHeldOut }) {
                groups[index].datasets.append(dataset.name)
            } else {
                groups.append(Group(series: series, isHeldOut: isHeldOut, datasets: [dataset.name]))
            }
        }
        return groups
    }

    private func summary(_ group: Group, method: String, metric: String) -> MethodStudy.Summary {
        var summary = MethodStudy.Summary(
            series: group.series, method: method, metric: metric, isHeldOut: group.isHeldOut,
            trials: group.datasets.count)
        let found = group.datasets.map {
            scores.value(of: ScoreReference(dataset: $0, method: method, metric: metric, member: .worst))
        }
        let values = found.compactMap(\.number)
        summary.defined = values.count
        for value in found {
            if case .undefined(let reason) = value { summary.reason = reason }
            if case .missing(let reason) = value { summary.reason = reason }
        }
        summary.median = Arrays.median(values)
        summary.smallest = values.min()
        summary.largest = values.max()
        if let best = record.metrics.first(where: { $0.name == metric })?.best {
            summary.distance = Arrays.median(values.map { abs($0 - best) })
        }
        return summary
    }

    private static func starts(_ trials: [Trial], _ group: Group, method: String) -> MethodStudy.Starts? {
        let searches = trials.compactMap(\.search)
        guard !searches.isEmpty else { return nil }
        return MethodStudy.Starts(
            series: group.series, method: method, isHeldOut: group.isHeldOut,
            tried: searches.reduce(0) { $0 + $1.starts }, reached: searches.reduce(0) { $0 + $1.reached },
            converged: searches.count(where: \.converged), trials: searches.count)
    }
}
