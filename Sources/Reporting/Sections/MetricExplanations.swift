import Records

/// Each metric in a paragraph, with a small picture of the artefact and its values on every dataset.
struct MetricExplanations {
    let index: RecordIndex

    var html: HTML { index.record.metrics.map(entry).joined() }

    private func entry(_ metric: MetricEntry) -> HTML {
        let best = metric.best.map { ", perfect is \(Numbers.short($0))\(metric.unitText)" } ?? ""
        let sketch = ArtefactSketch(metric: metric.name)?.html ?? .empty
        return """
            <details class="metric"><summary>\(metric.title) <small class="name">\(metric.name)</small></summary>
            <div id="metric-\(slug(metric.name))" class="metric-body">\(sketch)<div class="metric-text">\
            <p>\(metric.explanation)</p><p><small>\(metric.directionText)\(best). Definition: \(metric.source).</small></p>\
            </div></div>\(matrix(metric))</details>

            """
    }

    /// Datasets in rows, methods in columns; the worst member of each.
    private func matrix(_ metric: MetricEntry) -> HTML {
        let methods = index.allMethods.filter { method in
            index.record.datasets.contains { index.worst($0.name, method, metric.name) != nil }
        }
        guard !methods.isEmpty else { return "<p><small>No trial of this run has a value.</small></p>\n" }
        let heads = methods.map { "<th scope=\"col\" class=\"n\">\(index.methodTitle($0))</th>" as HTML }
        let rows = index.record.datasets.compactMap { dataset -> HTML? in
            let values = methods.map { index.worst(dataset.name, $0, metric.name) }
            guard values.contains(where: { $0 != nil }) else { return nil }
            let contenders = zip(methods, values).filter { $0.0 != RecordIndex.oracle }.compactMap(\.1)
            let best = metric.direction == .neutral ? nil : contenders.min { metric.isWorse($1, than: $0) }
            let cells = zip(methods, values).map { method, value -> HTML in
                guard let value else { return "<td class=\"n\">–</td>" }
                let isBest = contenders.count > 1 && value == best && method != RecordIndex.oracle
                let text = metric.text(value)
                return isBest ? "<td class=\"n\"><b>\(text)</b></td>" : "<td class=\"n\">\(text)</td>"
            }
            return "<tr><th scope=\"row\">\(index.datasetTitle(dataset.name))</th>\(cells)</tr>\n"
        }
        let unit = metric.unitText.isEmpty ? "" : ", \(metric.unitText)"
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(metric.title) on every dataset"><table>
            <caption>\(metric.title)\(unit), worst member</caption>
            <thead><tr><th scope="col">Dataset</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>

            """
    }
}
