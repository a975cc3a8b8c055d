import Records

/// A score over the first key of maps, a curve for each method with the range over the seeds of the noise: a panel for each value
/// of the second key in each series. Empty where no noise was drawn with several seeds.
struct ScoreCurves {
    let drawn: DrawnVerdict

    private var maps: MetricMaps { drawn.maps }
    private var grids: [MetricGrid] { drawn.grids }
    private var metric: MetricEntry { drawn.metric }
    private var verdict: MethodStudy.Artefact { drawn.verdict }
    private var methods: [String] { drawn.methods }

    var html: HTML {
        let seeds = drawn.seeds
        let panels = grids.flatMap { grid in
            grid.y.indices.map { CurvePanel(grid: grid, row: $0, title: title(grid, $0)) }
        }.filter { panel in methods.contains { !points(panel, $0).isEmpty } }
        guard seeds > 1, !panels.isEmpty else { return .empty }
        let plots = panels.map { panel -> HTML in
            "<div class=\"cell\"><p class=\"cell-title\">\(panel.title)</p>\(plot(panel).html)</div>"
        }
        return """
            \(legend)<figure class="wide"><div class="grid-3">\(plots)</div><figcaption><b>\(metric.title) over \(maps.x.title).</b> \
            Points are medians of \(seeds) seeds, bars reach from the smallest to the largest; the thin line is the bound for \
            “\(verdict.name)”.</figcaption></figure>
            \(CurveTable(curves: self, panels: panels).html)
            """
    }

    private func title(_ grid: MetricGrid, _ row: Int) -> String {
        "\(grid.title), \(maps.y.title) \(Numbers.chosen(grid.y[row])) \(grid.yUnit)"
    }

    /// The medians of a method in a panel, from left to right; undefined ones are left out.
    func points(_ panel: CurvePanel, _ method: String) -> [(x: Double, score: SeedScore)] {
        panel.grid.x.enumerated().compactMap { column, x in
            drawn.score(panel.datasets(column), method).map { (x, $0) }
        }
    }

    private func plot(_ panel: CurvePanel) -> Plot {
        let axis = maps.x.drawn(panel.grid.x, unit: panel.grid.xUnit)
        var plot = Plot(
            description: "\(metric.title) over \(maps.x.title): \(panel.title)", x: axis.plotted,
            y: Plot.Axis(title: metric.title.lowercased(), range: range), width: 400, height: 270)
        let bounds = metric.direction == .closer ? [-verdict.within, verdict.within] : [verdict.within]
        plot.elements = bounds.map { bound in
            let level = (metric.best ?? 0) + (metric.direction == .higher ? -bound : bound)
            let ends = [axis.range.lowerBound, axis.range.upperBound].map { Plot.Point(x: $0, y: level) }
            return .line(ends, ink: .truth, stroke: .thin, label: nil)
        }
        for (order, method) in methods.enumerated() { plot.elements += curve(method, order, panel, axis) }
        return plot
    }

    private func curve(_ method: String, _ order: Int, _ panel: CurvePanel, _ axis: HeatMap.Axis) -> [Plot.Element] {
        let ink = self.ink(method, order)
        // Neighbouring methods stand a little aside, so that their bars do not cover each other.
        let shift = 0.035 * (Double(order) - Double(methods.count - 1) / 2) / Double(max(methods.count - 1, 1))
        let width = axis.scaled(axis.range.upperBound) - axis.scaled(axis.range.lowerBound)
        let places = points(panel, method).map { point in
            let place = axis.spacing == .even ? Double(panel.grid.x.firstIndex(of: point.x) ?? 0) : point.x
            return (x: axis.unscaled(axis.scaled(place) + shift * width), at: point.x, score: point.score)
        }
        let bars = places.filter { $0.score.seeds.defined > 1 }.map { place -> Plot.Element in
            let ends = [place.score.range.lowerBound, place.score.range.upperBound]
            return .line(ends.map { Plot.Point(x: place.x, y: $0) }, ink: ink, stroke: .thin, label: nil)
        }
        let marks = places.map { Plot.Point(x: $0.x, y: $0.score.median) }
        let titles = places.map { place in
            "\(drawn.title(method)), \(Numbers.chosen(place.at)) \(panel.grid.xUnit): \(place.score.words(in: metric))"
        }
        return bars + [
            .line(marks, ink: ink, stroke: stroke(method, order), label: nil),
            .markers(marks, ink: ink, hollow: order % 2 == 1, titles: titles),
        ]
    }

    /// Five colours with five strokes; behind them both go on from another pair.
    private func stroke(_ method: String, _ order: Int) -> Stroke {
        method == RecordIndex.oracle ? .behind : .method(order + order / 5)
    }

    private func ink(_ method: String, _ order: Int) -> Ink { method == RecordIndex.oracle ? .oracle : .method(order) }

    /// Of all panels, so that they can be compared.
    private var range: ClosedRange<Double> {
        let values = grids.flatMap { grid in
            grid.datasets.flatMap { datasets in
                methods.compactMap { drawn.score(datasets, $0)?.range }.flatMap {
                    [$0.lowerBound, $0.upperBound]
                }
            }
        }
        return span(values + [metric.best ?? 0], padding: 0.04)
    }

    private var legend: HTML {
        let keys = methods.enumerated().map { order, method -> HTML in
            """
            <span class="key"><svg class="plot" width="34" height="10" aria-hidden="true"><path class="line \
            \(ink(method, order).rawValue) \(stroke(method, order).rawValue)" d="M1 5h32"/></svg> \(drawn.title(method))</span>
            """
        }
        return "<p class=\"keys\">\(keys)</p>\n"
    }
}

/// A series at one value of the second key.
struct CurvePanel {
    let grid: MetricGrid
    let row: Int
    /// Such as "Counting detector, background 0.5 %".
    let title: String

    /// Those at a value of the first key.
    func datasets(_ column: Int) -> [String] { grid.datasets[row * grid.x.count + column] }
}
