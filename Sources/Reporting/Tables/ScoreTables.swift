public import FoundationEssentials
public import Records

/// The scores of a record as tables for other programs.
public enum ScoreTables {
    /// Writes scores.csv and scores-tidy.csv into `folder`.
    ///
    /// - Throws: `ReportError`.
    public static func write(_ record: RunRecord, to folder: URL) throws {
        try Report.write(wide(record), to: folder.appending(path: "scores.csv"))
        try Report.write(tidy(record), to: folder.appending(path: "scores-tidy.csv"))
    }

    /// For spreadsheets: a row for each trial, a column for each metric and end member, such as "map-rmse·A".
    ///
    /// It begins with a byte-order mark, by which spreadsheets know UTF-8.
    public static func wide(_ record: RunRecord) -> String {
        let names = scoreNames(record)
        let heads = ["experiment", "dataset", "method", "seed", "outcome", "reason", "seconds"]
        var rows = [heads + names.map { name in name.member.map { "\(name.metric)·\($0)" } ?? name.metric }]
        for trial in record.trials {
            let values = Dictionary(
                trial.scores.map { (ScoreName(metric: $0.metric, member: $0.member), $0.value) },
                uniquingKeysWith: { first, _ in first })
            rows.append(
                [
                    record.experiment.name, trial.dataset, trial.method, "\(trial.seed)", trial.outcome.rawValue,
                    trial.reason ?? "", CSV.number(trial.seconds),
                ] + names.map { CSV.number(values[$0].flatMap { $0 }) })
        }
        return "\u{FEFF}" + CSV.text(rows)
    }

    /// For data frames: a row for each score. A failed trial has one row without a metric, with the reason.
    public static func tidy(_ record: RunRecord) -> String {
        let units = Dictionary(record.metrics.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
        var rows = [["experiment", "dataset", "method", "seed", "metric", "member", "unit", "value", "reason"]]
        for trial in record.trials {
            let head = [record.experiment.name, trial.dataset, trial.method, "\(trial.seed)"]
            if trial.outcome == .failed {
                rows.append(head + ["", "", "", "", "failed: \(trial.reason ?? "no reason given")"])
            }
            rows += trial.scores.map { score in
                let unit = units[score.metric].map { $0 == "1" ? "" : $0 } ?? ""
                return head + [
                    score.metric, score.member ?? "", unit, CSV.number(score.value), score.reason ?? "",
                ]
            }
        }
        return CSV.text(rows)
    }

    /// Every metric and member that a trial has, in the order of the record's metrics.
    private static func scoreNames(_ record: RunRecord) -> [ScoreName] {
        var found: [String: [ScoreName]] = [:]
        var metrics = record.metrics.map(\.name)
        for score in record.trials.flatMap(\.scores) {
            let name = ScoreName(metric: score.metric, member: score.member)
            if !metrics.contains(score.metric) { metrics.append(score.metric) }
            if found[score.metric]?.contains(name) != true { found[score.metric, default: []].append(name) }
        }
        return metrics.flatMap { found[$0] ?? [] }
    }
}
