import Glibc

/// A score over two quantities: a cell for each pair of values that was computed, and the curve on which a verdict changes.
///
/// Cells reach halfway to their neighbours. A cell's shade says how far its score is from the best one, its number says
/// the score, and scores that keep the bound are bold, so that nothing hangs on the colour alone.
package struct HeatMap {
    package struct Axis {
        /// Quantity and unit, such as "thickness (nm)".
        package let title: String
        /// Ascending.
        package let values: [Double]
        /// How neighbours are joined.
        package let spacing: Spacing

        package enum Spacing {
            case linear
            case logarithmic
            /// At equal distances, whatever the values are.
            case even
        }

        /// - Parameter spacing: logarithmic is taken for linear where a value is not positive.
        package init(title: String, values: [Double], spacing: Spacing = .linear) {
            self.title = title
            self.values = values
            self.spacing = spacing == .logarithmic && values.contains { $0 <= 0 } ? .linear : spacing
        }
    }

    package struct Cell {
        /// The number in the cell.
        package let text: String
        /// How far the score is from the best one, in the unit of the bound.
        package let distance: Double
        /// What shows on hover.
        package let title: String

        package init(text: String, distance: Double, title: String) {
            self.text = text
            self.distance = distance
            self.title = title
        }
    }

    /// What the map shows, in a sentence, for whoever cannot see it.
    let description: String
    let x: Axis
    let y: Axis
    /// Row-major: index `iy * x.values.count + ix`; nil where nothing was computed or the score is undefined.
    let cells: [Cell?]
    /// The largest distance that keeps the verdict: where the curve runs.
    let bound: Double
    /// The distance at which the shade is full.
    let full: Double
    var width = 400.0
    var height = 300.0

    /// - Parameter full: by default ten times the bound.
    /// - Returns: nil when the cells are not as many as pairs of values, or there are none.
    package init?(description: String, x: Axis, y: Axis, cells: [Cell?], bound: Double, full: Double? = nil) {
        guard !cells.isEmpty, cells.count == x.values.count * y.values.count else { return nil }
        self.description = description
        self.x = x
        self.y = y
        self.cells = cells
        self.bound = bound
        self.full = max(full ?? 10 * bound, .leastNormalMagnitude)
    }

    /// The curves on which the distance is the bound, between the values that were computed; on an even axis in places of values.
    package var boundary: [[Contours.Point]] {
        let contours = Contours(
            x: x.places.map { x.scaled($0) }, y: y.places.map { y.scaled($0) },
            values: cells.map { $0?.distance ?? .nan })
        return (contours?.lines(at: bound) ?? []).map { line in
            line.map { Contours.Point(x: x.unscaled($0.x), y: y.unscaled($0.y)) }
        }
    }

    package var html: HTML { plot.html }

    /// The drawing, to which others may add.
    var plot: Plot {
        var plot = Plot(
            description: description,
            x: x.plotted, y: y.plotted, width: width, height: height)
        let columns = x.values.count
        for (index, cell) in cells.enumerated() {
            guard let cell else { continue }
            plot.elements.append(
                .cell(
                    x.reach(of: index % columns), y.reach(of: index / columns),
                    shade: min(max(cell.distance / full, 0), 1), title: cell.title))
        }
        plot.elements += boundary.map { line in
            .line(line.map { Plot.Point(x: $0.x, y: $0.y) }, ink: .truth, stroke: .solid, label: nil)
        }
        plot.elements += zip(cells.indices, cells).compactMap { index, cell in cell.map { number($0, at: index) } }
        return plot
    }

    /// The number of a cell, above the curves.
    private func number(_ cell: Cell, at index: Int) -> Plot.Element {
        let place = Plot.Point(x: x.places[index % x.values.count], y: y.places[index / x.values.count])
        let style = cell.distance <= bound ? "number kept" : "number"
        return .drawing(at: place) { x, y in
            "<text class=\"\(style)\" x=\"\(x)\" y=\"\(y + 4)\" text-anchor=\"middle\">\(cell.text)</text>"
        }
    }
}

extension HeatMap.Axis {
    /// Where the values stand on the axis.
    var places: [Double] { spacing == .even ? values.indices.map(Double.init) : values }

    /// The same axis of a plot, with a tick at every value.
    var plotted: Plot.Axis {
        Plot.Axis(
            title: title, range: range, logarithmic: spacing == .logarithmic, places: places,
            labels: spacing == .linear ? nil : values.map(Numbers.chosen))
    }

    func scaled(_ place: Double) -> Double { spacing == .logarithmic ? log10(place) : place }
    func unscaled(_ value: Double) -> Double { spacing == .logarithmic ? pow(10, value) : value }

    /// From halfway to the value before to halfway to the next; the outermost cells are as wide outside as inside.
    func reach(of index: Int) -> ClosedRange<Double> {
        let places = places.map(scaled)
        let own = places[index]
        guard places.count > 1 else { return unscaled(own - 0.5)...unscaled(own + 0.5) }
        let before = index > 0 ? places[index - 1] : 2 * own - places[index + 1]
        let next = index + 1 < places.count ? places[index + 1] : 2 * own - places[index - 1]
        return unscaled((before + own) / 2)...unscaled((own + next) / 2)
    }

    var range: ClosedRange<Double> {
        reach(of: 0).lowerBound...reach(of: values.count - 1).upperBound
    }
}
