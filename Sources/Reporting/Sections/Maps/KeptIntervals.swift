import Records

/// Between which values of x a verdict is kept, for every y, panel and method; and whether more is always better.
struct KeptIntervals {
    let drawn: DrawnVerdict

    private var maps: MetricMaps { drawn.maps }
    private var grids: [MetricGrid] { drawn.grids }

    var html: HTML { "\(findings)\(table)" }

    /// Whether each x of a row keeps the verdict; nil where nothing was computed or the score is undefined.
    private func kept(_ grid: MetricGrid, _ row: Int, _ method: String) -> [Bool?] {
        grid.x.indices.map { column in
            drawn.score(grid.datasets[row * grid.x.count + column], method).flatMap(drawn.isKept)
        }
    }

    private var findings: HTML {
        let items = drawn.methods.map { method -> HTML in
            let rows = grids.flatMap { grid in grid.y.indices.map { kept(grid, $0, method) } }.filter {
                $0.contains { $0 != nil }
            }
            let cells = rows.joined().compactMap { $0 }
            let some = rows.filter { $0.contains(true) }
            let lost = some.filter { row in
                row.firstIndex(of: true).map { row[$0...].contains(false) } ?? false
            }
            return """
                <li><b>\(drawn.title(method))</b>: \(drawn.verdict.name) in \(cells.count { $0 }) of \(cells.count) \(scans). In \
                \(some.count) of \(rows.count) \(combinations) there is such a \(maps.x.title)\(some.isEmpty ? "" : again(lost.count)).</li>

                """
        }
        return "<ul class=\"findings\">\(items)</ul>\n"
    }

    private var scans: String {
        drawn.seeds > 1 ? "conditions, by the median of \(drawn.seeds) seeds" : "scans"
    }

    /// Such as "combinations of thickness and bend".
    private var combinations: String {
        if let panels = maps.panels { return "combinations of \(maps.y.title) and \(panels.title)" }
        return grids.count > 1 ? "combinations of \(maps.y.title) and data" : "values of \(maps.y.title)"
    }

    private func again(_ lost: Int) -> String {
        lost == 0 ? ", and no larger one loses it again" : "; in \(lost) of them a larger one loses it again"
    }

    private var values: [Double] { Set(grids.flatMap(\.y)).sorted() }

    /// The longer list runs down the page.
    private var table: HTML {
        let what = "\(maps.x.title) (\(grids[0].xUnit)) at which the result is \(drawn.verdict.name)"
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(what)"><table class="matrix">
            <caption>Values of \(what), by \(maps.y.title)\(maps.panels.map { " and \($0.title)" } ?? ""). An en dash: at none.</caption>
            \(drawn.methods.count > values.count ? byMethod : byValue)</table></div>

            """
    }

    private var byValue: HTML {
        let heads = drawn.methods.map { method -> HTML in
            "<th scope=\"colgroup\" class=\"group\" colspan=\"\(grids.count)\">\(drawn.title(method))</th>"
        }
        let panels = drawn.methods.flatMap { _ in
            grids.enumerated().map { order, grid -> HTML in
                "<th scope=\"col\" class=\"n\(order == 0 ? " group" : "")\">\(grid.panel ?? grid.title)</th>"
            }
        }
        let rows = values.map { value -> HTML in
            let cells = drawn.methods.flatMap { method in
                grids.enumerated().map { order, grid in
                    cell(grid, grid.y.firstIndex(of: value), method, startsGroup: order == 0)
                }
            }
            return "<tr><th scope=\"row\">\(Numbers.chosen(value)) \(grids[0].yUnit)</th>\(cells)</tr>\n"
        }
        return """
            <thead><tr><th scope="col" rowspan="2">\(maps.y.title)</th>\(heads)</tr><tr>\(panels)</tr></thead>
            <tbody>\(rows)</tbody>
            """
    }

    private var byMethod: HTML {
        let heads = grids.map { grid -> HTML in
            "<th scope=\"colgroup\" class=\"group\" colspan=\"\(grid.y.count)\">\(grid.panel ?? grid.title)</th>"
        }
        let columns = grids.flatMap { grid in
            grid.y.enumerated().map { order, value -> HTML in
                "<th scope=\"col\" class=\"n\(order == 0 ? " group" : "")\">\(Numbers.chosen(value)) \(grid.yUnit)</th>"
            }
        }
        let rows = drawn.methods.map { method -> HTML in
            let cells = grids.flatMap { grid in
                grid.y.indices.map { cell(grid, $0, method, startsGroup: $0 == 0) }
            }
            return "<tr><th scope=\"row\">\(drawn.title(method))</th>\(cells)</tr>\n"
        }
        return """
            <thead><tr><th scope="col" rowspan="2">method</th>\(heads)</tr><tr>\(columns)</tr></thead>
            <tbody>\(rows)</tbody>
            """
    }

    private func cell(_ grid: MetricGrid, _ row: Int?, _ method: String, startsGroup: Bool) -> HTML {
        "<td class=\"n\(startsGroup ? " group" : "")\">\(row.map { words(kept(grid, $0, method), grid) } ?? "")</td>"
    }

    /// Such as "10–20, 40": runs of neighbouring values that keep it.
    private func words(_ kept: [Bool?], _ grid: MetricGrid) -> String {
        guard kept.contains(where: { $0 != nil }) else { return "" }
        var runs: [ClosedRange<Int>] = []
        for (column, isKept) in kept.enumerated() where isKept == true {
            if let last = runs.last, last.upperBound == column - 1 {
                runs[runs.count - 1] = last.lowerBound...column
            } else {
                runs.append(column...column)
            }
        }
        let texts = runs.map { run in
            let (low, high) = (Numbers.chosen(grid.x[run.lowerBound]), Numbers.chosen(grid.x[run.upperBound]))
            return run.count == 1 ? low : "\(low)–\(high)"
        }
        return texts.isEmpty ? "–" : texts.joined(separator: ", ")
    }
}
