public import Records

extension ScoreComparison {
    /// The comparison for a pull request: the verdict, what speaks against the change, and the rest folded away.
    public var markdown: String {
        let regressions = self.regressions
        let others = differences.filter { !$0.kind.isRegression }
        var text = "## \(regressions.isEmpty ? "✅" : "❌") Scores of \(cell(experiment))\n\n"
        text += "\(verdict.first?.uppercased() ?? "")\(verdict.dropFirst()).\n\n"
        text += "`\(before)` → `\(after)`\n"
        if !regressions.isEmpty { text += "\n" + table(regressions) }
        if !others.isEmpty {
            text += "\n<details><summary>\(others.count) not worse</summary>\n\n\(table(others))\n</details>\n"
        }
        return text
    }

    private func table(_ differences: [ScoreDifference]) -> String {
        let head = "| | dataset | method | score | before | now | change | allowed | |\n"
        let rule = "|---|---|---|---|--:|--:|--:|--:|---|\n"
        return head + rule
            + differences.map { difference in
                let text = DifferenceText(difference)
                let cells = [
                    text.kind, difference.trial.dataset, difference.trial.method, text.score, text.before, text.after,
                    text.change, text.allowed, text.note,
                ]
                return "| " + cells.map(cell).joined(separator: " | ") + " |\n"
            }.joined()
    }

    /// What would end a cell or begin markup is escaped.
    private func cell(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "|", "*", "_", "`", "[", "]", "\\": result += "\\\(character)"
            case "<": result += "&lt;"
            case "&": result += "&amp;"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }
}
