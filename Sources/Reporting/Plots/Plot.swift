/// A plot to be drawn as inline SVG: two axes and what stands between them, in the units of the axes.
struct Plot {
    /// What the plot shows, in a sentence, for whoever cannot see it.
    var description: String
    var x: Axis
    var y: Axis
    var width = 460.0
    var height = 270.0
    var elements: [Element] = []
    /// x of each pattern that the stepper shows; a cursor moves there.
    var cursor: [Double] = []

    struct Axis {
        /// Quantity and unit, such as "thickness of A (nm)".
        var title: String
        var range: ClosedRange<Double>
        var logarithmic = false
        /// Where the ticks are; round numbers unless it is said.
        var places: [Double]?
        /// What stands at each of the places; numbers unless it is said.
        var labels: [String]?

        var ticks: [Double] { places ?? (logarithmic ? Ticks.logarithmic(range) : Ticks.linear(range)) }
    }

    struct Point {
        var x: Double
        var y: Double
    }

    enum Element {
        /// A curve; `label` stands at its right end.
        case line([Point], ink: Ink, stroke: Stroke, label: String?)
        /// Points with a text each that shows on hover; hollow ones for every second method.
        case markers([Point], ink: Ink, hollow: Bool, titles: [String])
        /// Many points without texts.
        case dots([Point], ink: Ink)
        /// A rectangle, shaded from 0 to 1, with a text that shows on hover.
        case cell(ClosedRange<Double>, ClosedRange<Double>, shade: Double, title: String)
        /// A text at a place, anchored in its middle.
        case text(String, at: Point, ink: Ink)
        /// Markup in the pixels of the drawing, made from a point's pixel position.
        case drawing(at: Point, (_ x: Double, _ y: Double) -> HTML)
    }
}
