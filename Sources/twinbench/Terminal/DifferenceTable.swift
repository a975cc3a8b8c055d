import Records
import Reporting

/// A comparison of scores on the terminal.
enum DifferenceTable {
    /// So many lines are shown; the files for machines hold all.
    private static let longest = 40

    /// - Parameter names: the headings of the earlier and the later scores.
    static func show(_ comparison: ScoreComparison, before: String, now: String) {
        let shown = comparison.differences.prefix(longest)
        var rows = [["what", "dataset", "method", "metric", before, now, "change", "allowed", ""]]
        rows += shown.map { difference in
            let text = DifferenceText(difference)
            return [
                text.kind, difference.trial.dataset, difference.trial.method, text.score, text.before, text.after,
                text.change, text.allowed, text.note,
            ]
        }
        if rows.count > 1 { Output.table(rows, numbers: [4, 5, 6, 7]) }
        let left = comparison.differences.count - shown.count
        if left > 0 { Output.line("and \(left) more, which --json and --markdown show") }
        Output.line("\(comparison.experiment): \(comparison.verdict)")
    }
}
