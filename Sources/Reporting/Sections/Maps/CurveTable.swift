import Records

/// The medians of curves, each with its range over the seeds and its ratio to the first method's score on the same data.
struct CurveTable {
    let curves: ScoreCurves
    let panels: [CurvePanel]

    private var methods: [String] {
        curves.drawn.methods.filter { method in panels.contains { !curves.points($0, method).isEmpty } }
    }

    private var x: [Double] { Set(panels.flatMap(\.grid.x)).sorted() }

    /// A ratio says how much better or worse only where 0 is best.
    private var reference: String? {
        curves.drawn.metric.best == 0 && curves.drawn.metric.direction == .lower
            ? methods.first { $0 != RecordIndex.oracle } : nil
    }

    var html: HTML {
        let unit = panels[0].grid.xUnit
        let heads = x.map { "<th scope=\"col\" class=\"n\">\(Numbers.chosen($0))</th>" as HTML }
        let rows = panels.map(group)
        let ratio =
            reference.map { "; after ×, the median ratio to \(curves.drawn.title($0)) on the same scan" } ?? ""
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(curves.drawn.metric.title) by \(curves.drawn.maps.x.title)"><table class="matrix">
            <caption>\(curves.drawn.metric.title) by \(curves.drawn.maps.x.title) (\(unit)): median, range over the \
            seeds\(ratio).</caption>
            <thead><tr><th scope="col">Data</th><th scope="col">Method</th>\(heads)</tr></thead>
            <tbody>\(rows)</tbody></table></div>

            """
    }

    private func group(_ panel: CurvePanel) -> HTML {
        let methods = methods.filter { !curves.points(panel, $0).isEmpty }
        let rows = methods.enumerated().map { order, method -> HTML in
            let head: HTML =
                order == 0 ? "<th scope=\"rowgroup\" rowspan=\"\(methods.count)\">\(panel.title)</th>" : .empty
            let cells = x.map { value in
                panel.grid.x.firstIndex(of: value).map { cell(panel, $0, method) } ?? "<td></td>"
            }
            return "<tr>\(head)<th scope=\"row\">\(curves.drawn.title(method))</th>\(cells)</tr>\n"
        }
        return rows.joined()
    }

    private func cell(_ panel: CurvePanel, _ column: Int, _ method: String) -> HTML {
        let (drawn, metric) = (curves.drawn, curves.drawn.metric)
        let datasets = panel.datasets(column)
        guard let score = drawn.score(datasets, method) else { return "<td class=\"n\">–</td>" }
        let kept = drawn.isKept(score)
        let ratio: HTML =
            reference.flatMap { other -> HTML? in
                guard method != other, let ratio = drawn.index.ratio(over: datasets, method, to: other, metric.name)
                else {
                    return nil
                }
                return " ×\(Numbers.significant(ratio.median, digits: 2))"
            } ?? .empty
        let style: HTML = kept.map { $0 ? " kept" : " broken" } ?? .empty
        return """
            <td class="n\(style)" title="\(score.words(in: metric))">\(Numbers.significant(score.median, digits: 2))\(ratio)<br/><small>\
            \(Numbers.significant(score.range.lowerBound, digits: 2))–\(Numbers.significant(score.range.upperBound, digits: 2))</small></td>
            """
    }
}
