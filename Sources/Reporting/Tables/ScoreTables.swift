public import FoundationEssentials
public import Records

/// The scores of a record as tables for other programs.
public enum ScoreTables {
    /// Writes scores.csv, scores-tidy.csv and claims.csv into `folder`.
    ///
    /// - Throws: `ReportError`.
    public static func write(_ record: RunRecord, to folder: URL) throws {
        try Report.write(wide(record), to: folder.appending(path: "scores.csv"))
        try Report.write(tidy(record), to: folder.appending(path: "scores-tidy.csv"))
        try Report.write(claims(record), to: folder.appending(path: "claims.csv"))
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
        var rows = [["experiment", "dataset", "method", "seed", "metric", "member", "unit", "value", "reason"]]
        for trial in record.trials {
            let head = [record.experiment.name, trial.dataset, trial.method, "\(trial.seed)"]
            if trial.outcome == .failed {
                rows.append(head + ["", "", "", "", "failed: \(trial.reason ?? "no reason given")"])
            }
            rows += trial.scores.map { score in
                head + [
                    score.metric, score.member ?? "", unit(of: score.metric, in: record), CSV.number(score.value),
                    score.reason ?? "",
                ]
            }
        }
        return CSV.text(rows)
    }

    /// For data frames: a row for each claim, with the spread and the pass rate over its seeds.
    public static func claims(_ record: RunRecord) -> String {
        var rows = [
            [
                "experiment", "id", "text", "dataset", "method", "metric", "member", "unit", "bound", "value",
                "smallest",
                "largest",
                "kept", "seeds", "held-out-value", "held-out-smallest", "held-out-largest", "held-out-kept",
                "held-out-seeds", "oracle", "verdict", "expected", "under", "because",
            ]
        ]
        func cells(_ value: Double?, _ spread: ClaimEntry.Spread?) -> [String] {
            [value, spread?.smallest, spread?.largest].map(CSV.number)
                + [spread?.kept, spread?.seeds].map { $0.map { "\($0)" } ?? "" }
        }
        for claim in record.claims {
            rows.append(
                [
                    record.experiment.name, claim.id, claim.text, claim.dataset, claim.method, claim.metric,
                    claim.member ?? "", unit(of: claim.metric, in: record), claim.bound,
                ] + cells(claim.value, claim.spread) + cells(claim.heldOut, claim.heldOutSpread) + [
                    CSV.number(claim.oracle), claim.verdict.rawValue, claim.expected.rawValue, claim.under ?? "",
                    claim.because ?? "",
                ])
        }
        return CSV.text(rows)
    }

    /// Empty for plain numbers.
    private static func unit(of metric: String, in record: RunRecord) -> String {
        let unit = record.metrics.first { $0.name == metric }?.unit ?? ""
        return unit == "1" ? "" : unit
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
