internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials
internal import Records

extension Workbench {
    /// Which method made a result of which dataset, and how it converged.
    static func resultFacts(_ url: URL) throws -> [Fact] {
        let estimate = try ResultFile.read(url)
        let numbers = estimate.convergence.sorted { $0.key < $1.key }
        let correction = estimate.correction.map { [Fact(name: "patterns", value: "corrected for \($0)")] } ?? []
        return [
            Fact(name: "result", value: "\(estimate.method) on \(estimate.dataset)"),
            Fact(name: "sources", value: "\(estimate.patterns.rows)"),
            Fact(name: "maps", value: "compared \(estimate.mapScaling)"),
        ] + correction + numbers.map { Fact(name: $0.key, value: "\($0.value)") }
    }

    /// What a record or a baseline says; nil when the file is neither.
    static func scoresFacts(_ url: URL) throws -> [Fact]? {
        switch Folder.isFolder(url) ? nil : try ScoresFile(contentsOf: url) {
        case .record(let record): recordFacts(record)
        case .baseline(let baseline): baselineFacts(baseline)
        case nil: nil
        }
    }

    private static func baselineFacts(_ baseline: Baseline) -> [Fact] {
        let failed = baseline.trials.filter { $0.failure != nil }.count
        let scores = baseline.trials.reduce(0) { $0 + $1.scores.count }
        let versions = baseline.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
            Fact(name: "baseline", value: "of the experiment \(baseline.experiment)"),
            Fact(name: "trials", value: "\(baseline.trials.count), \(failed) of them failed"),
            Fact(name: "scores", value: "\(scores), within \(baseline.tolerances.count) tolerances"),
            Fact(name: "made with", value: versions.joined(separator: ", ")),
        ]
    }

    private static func recordFacts(_ record: RunRecord) -> [Fact] {
        let failed = record.trials.filter { $0.outcome == .failed }.count
        let differing = record.claims.filter { $0.verdict != $0.expected }.count
        return [
            Fact(name: "record", value: "of the experiment \(record.experiment.name), schema \(record.schema)"),
            Fact(name: "question", value: record.experiment.question),
            Fact(name: "command", value: record.experiment.command),
            Fact(name: "datasets", value: record.datasets.map(\.name).joined(separator: ", ")),
            Fact(name: "methods", value: record.methods.map(\.name).joined(separator: ", ")),
            Fact(name: "trials", value: "\(record.trials.count), \(failed) of them failed"),
            Fact(name: "claims", value: "\(record.claims.count), \(differing) with another verdict than stated"),
        ]
    }
}
