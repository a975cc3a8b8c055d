import Records

/// The scoreboard of a dataset over its seeds: a row for each method, a column for each artefact.
struct ArtefactBoard {
    let comparison: MethodComparison
    let series: MethodComparison.Series

    private var artefacts: [MethodStudy.Artefact] {
        comparison.study.artefacts.filter { artefact in
            comparison.methods.contains { comparison.summary(series.name, $0, artefact.metric)?.median != nil }
        }
    }

    var html: HTML {
        let heads = artefacts.map { artefact -> HTML in
            let metric = comparison.index.metric(artefact.metric)
            return """
                <th scope="col" class="n">\(artefact.name) <span class="arrow" title="\(metric?.directionText ?? "")">\
                \(metric?.arrow ?? "")</span><br/><small>\(ArtefactWords(comparison: comparison).bound(artefact))</small></th>
                """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Artefacts on \(series.name)"><table class="scores study">
            <thead><tr><th scope="col">Method</th>\(heads)<th scope="col" class="n">starts</th></tr></thead>
            <tbody>\(comparison.methods.map(row))</tbody></table></div>

            """
    }

    private func row(_ method: String) -> HTML {
        """
        <tr><th scope="row">\(comparison.index.methodTitle(method))</th>\(artefacts.map { cell($0, method) })\(starts(method))</tr>

        """
    }

    private func starts(_ method: String) -> HTML {
        guard let starts = comparison.starts(series.name, method) else { return "<td class=\"n\"></td>" }
        let unfinished: HTML =
            starts.converged < starts.trials
            ? "<br/><small title=\"ended by the limit of iterations\">\(starts.trials - starts.converged) of \(starts.trials) cut short</small>"
            : .empty
        let share: HTML = starts.tried > starts.trials ? "\(starts.reached)/\(starts.tried)" : "<small>one</small>"
        return "<td class=\"n\">\(share)\(unfinished)</td>"
    }

    private func cell(_ artefact: MethodStudy.Artefact, _ method: String) -> HTML {
        guard let metric = comparison.index.metric(artefact.metric),
            let summary = comparison.summary(series.name, method, artefact.metric)
        else { return "<td class=\"n\"></td>" }
        guard let median = summary.median else {
            return "<td class=\"n\"><span class=\"undefined\" title=\"\(summary.reason ?? "undefined")\">–</span></td>"
        }
        let isFree = summary.distance.map { $0 <= artefact.within } ?? false
        let tick: HTML = isFree ? "<span class=\"verdict holds\" title=\"within the bound\">✓</span> " : .empty
        let number: HTML = isBest(artefact, method) ? "<b>\(metric.text(median))</b>" : "\(metric.text(median))"
        return "<td class=\"n\">\(tick)\(number)\(spread(summary, metric))\(heldOut(artefact, method, metric))</td>"
    }

    private func spread(_ summary: MethodStudy.Summary, _ metric: MetricEntry) -> HTML {
        guard summary.trials > 1, let low = summary.smallest, let high = summary.largest else { return .empty }
        let missing: HTML =
            summary.defined < summary.trials ? " (\(summary.defined) of \(summary.trials))" : .empty
        let range: HTML =
            metric.text(low) == metric.text(high) ? .empty : "\(metric.text(low)) …<br/>\(metric.text(high))"
        return "<br/><small>\(range)\(missing)</small>"
    }

    private func heldOut(_ artefact: MethodStudy.Artefact, _ method: String, _ metric: MetricEntry) -> HTML {
        guard series.hasHeldOut,
            let median = comparison.summary(series.name, method, artefact.metric, heldOut: true)?.median
        else { return .empty }
        return "<br/><small title=\"held-out seeds\">H \(metric.text(median))</small>"
    }

    /// The smallest distance from the best value, to the digits that are shown.
    private func isBest(_ artefact: MethodStudy.Artefact, _ method: String) -> Bool {
        guard method != RecordIndex.oracle else { return false }
        let distances = comparison.learners.compactMap {
            comparison.summary(series.name, $0, artefact.metric)?.distance
        }
        guard distances.count > 1, let best = distances.min(),
            let own = comparison.summary(series.name, method, artefact.metric)?.distance
        else { return false }
        return Numbers.significant(own) == Numbers.significant(best)
    }
}
