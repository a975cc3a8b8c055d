import Records

/// Scores over two swept keys: for each verdict where it is kept, then maps with the bound as a curve, a row a panel, a column a
/// method, the oracle last.
struct MapsSection {
    let index: RecordIndex

    var html: HTML {
        guard let maps = index.record.maps else { return .empty }
        let grids = MetricGrid.all(index.record)
        guard !grids.isEmpty else { return .empty }
        return """
            <p>Each cell is one simulated scan: the number is the worst end member’s score, the shade how far it is from the best \
            one. Bold numbers keep the bound; the line is where the score would cross it, interpolated between cells. The oracle \
            unmixes with the true patterns: what it gets wrong belongs to the diffraction and to no method.</p>
            \(maps.verdicts.map { section($0, maps, grids) })
            """
    }

    private func section(_ verdict: MethodStudy.Artefact, _ maps: MetricMaps, _ grids: [MetricGrid]) -> HTML {
        guard let metric = index.metric(verdict.metric) else { return .empty }
        let methods = index.allMethods.filter { method in
            grids.contains { $0.datasets.contains { $0.flatMap { index.worst($0, method, metric.name) } != nil } }
        }
        let rows = grids.map { grid in row(grid, verdict, metric, methods, maps) }
        let best = metric.best.map { Numbers.short($0) } ?? "the best value"
        return """
            <section id="map-\(slug(metric.name))"><h3>\(verdict.name): \
            <a href="#metric-\(slug(metric.name))">\(metric.title.lowercased())</a> within \(Numbers.chosen(verdict.within)) of \
            \(best)</h3>
            \(KeptIntervals(index: index, verdict: verdict, metric: metric, maps: maps, grids: grids, methods: methods).html)
            \(rows)</section>

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
            <figure class="wide"><div class="grid-3">\(cells)</div><figcaption><b>\(metric.title): \(grid.title)\(panel).</b> Bold \
            and inside the line: \(verdict.name).</figcaption></figure>

            """
    }

    private func map(
        _ grid: MetricGrid, _ method: String, _ verdict: MethodStudy.Artefact, _ metric: MetricEntry, _ maps: MetricMaps
    ) -> HeatMap? {
        let cells = grid.datasets.enumerated().map { place, dataset -> HeatMap.Cell? in
            guard let dataset, let value = index.worst(dataset, method, metric.name),
                let distance = metric.distance(value)
            else { return nil }
            let (x, y) = (grid.x[place % grid.x.count], grid.y[place / grid.x.count])
            return HeatMap.Cell(
                text: Numbers.fixed(value, decimals: 2), distance: distance,
                title:
                    "\(Numbers.chosen(x)) \(grid.xUnit), \(Numbers.chosen(y)) \(grid.yUnit): \(metric.measured(value))")
        }
        guard cells.contains(where: { $0 != nil }) else { return nil }
        var map = HeatMap(
            description: "\(metric.title) of \(index.methodTitle(method)) over \(maps.x.title) and \(maps.y.title)",
            x: HeatMap.Axis(title: title(maps.x.title, grid.xUnit), values: grid.x, logarithmic: maps.x.logarithmic),
            y: HeatMap.Axis(title: title(maps.y.title, grid.yUnit), values: grid.y, logarithmic: maps.y.logarithmic),
            cells: cells, bound: verdict.within)
        map?.height = 60 + 30 * Double(grid.y.count)
        return map
    }

    private func title(_ name: String, _ unit: String) -> String { unit.isEmpty ? name : "\(name) (\(unit))" }
}
