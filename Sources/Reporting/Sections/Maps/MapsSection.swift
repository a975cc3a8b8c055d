import Records

/// Scores over two swept keys: for each verdict where it is kept, then maps with the bound as a curve, a row a panel, a column a
/// method, the oracle last; and where noise was drawn with several seeds, curves with what the seeds do.
struct MapsSection {
    let index: RecordIndex

    var html: HTML {
        guard let maps = index.record.maps else { return .empty }
        let grids = MetricGrid.all(index.record)
        guard !grids.isEmpty else { return .empty }
        let drawn = maps.verdicts.compactMap { DrawnVerdict($0, maps: maps, grids: grids, index: index) }
        return """
            <p>Each cell is \(cell(grids)): the number is the worst end member’s score, the shade how far it is from the best \
            one. Bold numbers keep the bound; the line is where the score would cross it, interpolated between cells. Where a score is \
            undefined the cell is empty. The oracle unmixes with the true patterns: what it gets wrong belongs to \
            \(ofOracle(grids)) and to no method.</p>
            \(drawn.map(section))
            """
    }

    private func cell(_ grids: [MetricGrid]) -> String {
        let seeds = grids.map(\.seedCount).max() ?? 1
        return seeds > 1 ? "the median of \(seeds) scans that differ in the seed of their noise" : "one simulated scan"
    }

    private func ofOracle(_ grids: [MetricGrid]) -> String {
        grids.contains { $0.seedCount > 1 } ? "the diffraction and the noise" : "the diffraction"
    }

    private func section(_ drawn: DrawnVerdict) -> HTML {
        let (verdict, metric) = (drawn.verdict, drawn.metric)
        let best = metric.best.map { Numbers.short($0) } ?? "the best value"
        return """
            <section id="map-\(slug(metric.name))"><h3>\(verdict.name): \
            <a href="#metric-\(slug(metric.name))">\(metric.title.lowercased())</a> within \(Numbers.chosen(verdict.within)) of \
            \(best)</h3>
            \(KeptIntervals(drawn: drawn).html)
            \(drawn.grids.map { row($0, drawn) })\(ScoreCurves(drawn: drawn).html)\
            </section>

            """
    }

    private func row(_ grid: MetricGrid, _ drawn: DrawnVerdict) -> HTML {
        let cells = drawn.methods.compactMap { method -> HTML? in
            guard let map = map(grid, method, drawn) else { return nil }
            return "<div class=\"cell\"><p class=\"cell-title\">\(drawn.title(method))</p>\(map.html)</div>"
        }
        let panel = grid.panel.map { ", \(drawn.maps.panels?.title ?? "") \($0)" } ?? ""
        return """
            <figure class="wide"><div class="grid-3">\(cells)</div><figcaption><b>\(drawn.metric.title): \(grid.title)\(panel)\(grid.seedWords).</b> Bold \
            and inside the line: \(drawn.verdict.name).</figcaption></figure>

            """
    }

    private func map(_ grid: MetricGrid, _ method: String, _ drawn: DrawnVerdict) -> HeatMap? {
        let (maps, metric) = (drawn.maps, drawn.metric)
        let cells = grid.datasets.enumerated().map { place, datasets -> HeatMap.Cell? in
            guard let score = drawn.score(datasets, method),
                let distance = metric.distance(score.median)
            else { return nil }
            let (x, y) = (grid.x[place % grid.x.count], grid.y[place / grid.x.count])
            return HeatMap.Cell(
                text: Numbers.fixed(score.median, decimals: 2), distance: distance,
                title:
                    "\(Numbers.chosen(x)) \(grid.xUnit), \(Numbers.chosen(y)) \(grid.yUnit): \(score.words(in: metric))"
            )
        }
        // Fewer than a row show no course.
        guard cells.count(where: { $0 != nil }) >= grid.x.count else { return nil }
        var map = HeatMap(
            description: "\(metric.title) of \(drawn.title(method)) over \(maps.x.title) and \(maps.y.title)",
            x: maps.x.drawn(grid.x, unit: grid.xUnit), y: maps.y.drawn(grid.y, unit: grid.yUnit),
            cells: cells, bound: drawn.verdict.within)
        map?.height = max(134, 60 + 30 * Double(grid.y.count))
        return map
    }
}

extension MetricGrid {
    /// Such as ", median of 5 seeds"; empty for one.
    var seedWords: String { seedCount > 1 ? ", median of \(seedCount) seeds" : "" }
}

extension MetricMaps.Axis {
    /// The axis of a drawing, such as "dose (electrons)".
    func drawn(_ values: [Double], unit: String) -> HeatMap.Axis {
        // 0 has no place on a logarithmic axis.
        let isEven = even ?? false || logarithmic && values.contains { $0 <= 0 }
        return HeatMap.Axis(
            title: unit.isEmpty ? title : "\(title) (\(unit))", values: values,
            spacing: isEven ? .even : logarithmic ? .logarithmic : .linear)
    }
}
