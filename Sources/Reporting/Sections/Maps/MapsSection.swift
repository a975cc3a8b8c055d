import Records

/// Scores over two swept keys: for each verdict where it is kept, then maps with the bound as a curve, a row a panel, a column a
/// method, the oracle last; and where noise was drawn with several seeds, curves with what the seeds do.
struct MapsSection {
    let index: RecordIndex

    var html: HTML {
        guard let maps = index.record.maps else { return .empty }
        let grids = MetricGrid.all(index.record)
        guard !grids.isEmpty else { return .empty }
        return """
            <p>Each cell is \(cell(grids)): the number is the worst end member’s score, the shade how far it is from the best \
            one. Bold numbers keep the bound; the line is where the score would cross it, interpolated between cells. Where a score is \
            undefined the cell is empty. The oracle unmixes with the true patterns: what it gets wrong belongs to \
            \(ofOracle(grids)) and to no method.</p>
            \(maps.verdicts.map { section($0, maps, grids) })
            """
    }

    private func cell(_ grids: [MetricGrid]) -> String {
        let seeds = grids.map(\.seedCount).max() ?? 1
        return seeds > 1 ? "the median of \(seeds) scans that differ in the seed of their noise" : "one simulated scan"
    }

    private func ofOracle(_ grids: [MetricGrid]) -> String {
        grids.contains { $0.seedCount > 1 } ? "the diffraction and the noise" : "the diffraction"
    }

    private func section(_ verdict: MethodStudy.Artefact, _ maps: MetricMaps, _ grids: [MetricGrid]) -> HTML {
        guard let metric = index.metric(verdict.metric) else { return .empty }
        let methods = index.allMethods.filter { method in
            grids.contains { $0.datasets.contains { index.worst(over: $0, method, metric.name) != nil } }
        }
        let rows = grids.map { grid in row(grid, verdict, metric, methods, maps) }
        let best = metric.best.map { Numbers.short($0) } ?? "the best value"
        return """
            <section id="map-\(slug(metric.name))"><h3>\(verdict.name): \
            <a href="#metric-\(slug(metric.name))">\(metric.title.lowercased())</a> within \(Numbers.chosen(verdict.within)) of \
            \(best)</h3>
            \(KeptIntervals(index: index, verdict: verdict, metric: metric, maps: maps, grids: grids, methods: methods).html)
            \(rows)\(ScoreCurves(index: index, verdict: verdict, metric: metric, maps: maps, grids: grids, methods: methods).html)\
            </section>

            """
    }

    private func row(
        _ grid: MetricGrid, _ verdict: MethodStudy.Artefact, _ metric: MetricEntry, _ methods: [String],
        _ maps: MetricMaps
    ) -> HTML {
        let cells = methods.compactMap { method -> HTML? in
            guard let map = map(grid, method, verdict, metric, maps) else { return nil }
            return "<div class=\"cell\"><p class=\"cell-title\">\(index.methodTitle(method))</p>\(map.html)</div>"
        }
        let panel = grid.panel.map { ", \(maps.panels?.title ?? "") \($0)" } ?? ""
        return """
            <figure class="wide"><div class="grid-3">\(cells)</div><figcaption><b>\(metric.title): \(grid.title)\(panel)\(grid.seedWords).</b> Bold \
            and inside the line: \(verdict.name).</figcaption></figure>

            """
    }

    private func map(
        _ grid: MetricGrid, _ method: String, _ verdict: MethodStudy.Artefact, _ metric: MetricEntry, _ maps: MetricMaps
    ) -> HeatMap? {
        let cells = grid.datasets.enumerated().map { place, datasets -> HeatMap.Cell? in
            guard let score = index.worst(over: datasets, method, metric.name),
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
            description: "\(metric.title) of \(index.methodTitle(method)) over \(maps.x.title) and \(maps.y.title)",
            x: maps.x.drawn(grid.x, unit: grid.xUnit), y: maps.y.drawn(grid.y, unit: grid.yUnit),
            cells: cells, bound: verdict.within)
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
        HeatMap.Axis(
            title: unit.isEmpty ? title : "\(title) (\(unit))", values: values,
            spacing: even ?? false ? .even : logarithmic ? .logarithmic : .linear)
    }
}
