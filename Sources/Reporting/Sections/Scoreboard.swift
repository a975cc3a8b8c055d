import Records

/// Every score of a dataset: a row for each metric, a column for each method and member; the best of the methods bold,
/// the excess over the oracle beside it.
struct Scoreboard {
    let index: RecordIndex
    let dataset: String

    var html: HTML {
        let methods = index.methods(on: dataset).filter { method in
            index.trials(dataset, method).contains { $0.outcome == .scored }
        }
        guard !methods.isEmpty else { return "<p>No method was scored on this dataset.</p>" }
        let rows = index.record.metrics.compactMap { row($0, methods: methods) }
        let heads = methods.map { method -> HTML in
            "<th scope=\"col\" class=\"n\">\(index.methodTitle(method))</th>"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Scores on \(dataset)"><table class="scores">
            <thead><tr><th scope="col">Metric</th><th scope="col">Unit</th><th scope="col">Member</th>\(heads)</tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private func row(_ metric: MetricEntry, methods: [String]) -> HTML? {
        let members = index.members(dataset, metric: metric.name)
        guard !members.isEmpty else { return nil }
        let scores = members.flatMap { member in methods.map { index.score(dataset, $0, metric.name, member) } }
        if !scores.contains(where: { $0?.value != nil }) {
            let reason = scores.lazy.compactMap { $0?.reason }.first ?? "the record gives no reason"
            return """
                <tr class="first"><th scope="row"><a href="#metric-\(slug(metric.name))">\(metric.title)</a></th><td></td><td></td>\
                <td class="undefined" colspan="\(methods.count)">undefined: \(reason)</td></tr>

                """
        }
        let lines = members.enumerated().map { order, member -> HTML in
            let best = bestValue(metric, member, methods)
            let cells = methods.map { cell(metric, member, method: $0, best: best) }
            let head: HTML =
                order > 0
                ? .empty
                : """
                <th scope="row" rowspan="\(members.count)"><a href="#metric-\(slug(metric.name))">\(metric.title)</a> \
                <span class="arrow" title="\(metric.directionText)">\(metric.arrow)</span></th>\
                <td rowspan="\(members.count)">\(metric.unitText)</td>
                """
            return "<tr class=\"\(order == 0 ? "first" : "next")\">\(head)<td>\(member ?? "all")</td>\(cells)</tr>\n"
        }
        return lines.joined()
    }

    /// The best value that a method other than the oracle reached, to the digits that are shown.
    private func bestValue(_ metric: MetricEntry, _ member: String?, _ methods: [String]) -> Double? {
        guard metric.direction != .neutral else { return nil }
        let values = methods.filter { $0 != RecordIndex.oracle }.compactMap {
            index.score(dataset, $0, metric.name, member)?.value
        }
        return values.count > 1 ? values.min { metric.isWorse($1, than: $0) } : nil
    }

    private func cell(_ metric: MetricEntry, _ member: String?, method: String, best: Double?) -> HTML {
        guard let score = index.score(dataset, method, metric.name, member) else { return "<td class=\"n\"></td>" }
        guard let value = score.value else {
            return "<td class=\"n\"><span class=\"undefined\" title=\"\(score.reason ?? "undefined")\">–</span></td>"
        }
        let text = metric.text(value)
        let isBest = method != RecordIndex.oracle && best.map { metric.text($0) == text } ?? false
        let number: HTML = isBest ? "<b>\(text)</b>" : "\(text)"
        let spread: HTML =
            score.spread.map {
                """
                <br/><small title="over the seeds">\(Numbers.significant($0.lowerBound)) … \
                \(Numbers.significant($0.upperBound))</small>
                """
            } ?? .empty
        return "<td class=\"n\">\(number)\(excess(metric, member, method: method, value: value))\(spread)</td>"
    }

    /// The value minus the oracle's, where the oracle itself is not perfect: the method's own share.
    private func excess(_ metric: MetricEntry, _ member: String?, method: String, value: Double) -> HTML {
        guard method != RecordIndex.oracle, metric.direction != .neutral,
            let oracle = index.score(dataset, RecordIndex.oracle, metric.name, member)?.value,
            abs(oracle - (metric.best ?? oracle)) > 1e-9
        else { return .empty }
        let difference = value - oracle
        let sign = difference > 0 ? "+" : ""
        return
            " <small title=\"minus the oracle’s value\">(\(sign)\(Numbers.significant(difference, digits: 2)))</small>"
    }
}
