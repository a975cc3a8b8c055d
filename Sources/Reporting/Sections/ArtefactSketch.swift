/// A small drawing of what a metric reads: the truth thin, the artefact coloured.
struct ArtefactSketch {
    private let kind: Kind
    private let name: String

    private enum Kind {
        /// Curves over the scan: x and y from 0 to 1.
        case profile([(Double, Double)])
        /// Spots of the truth and of the estimate, as radii: own, foreign, direct beam.
        case spots(own: Double, foreign: Double, direct: Double, dark: Bool)
        case angle
        case scree
        case bars
    }

    private static let truth: [(Double, Double)] = [(0, 0), (0.3, 0), (0.7, 1), (1, 1)]

    /// - Returns: nil for a metric that has no drawing.
    init?(metric: String) {
        name = metric
        switch metric {
        case "pattern-angle", "pattern-ncc", "closest-patterns", "pattern-spread": kind = .angle
        case "leakage", "leakage-fit", "amari": kind = .spots(own: 6, foreign: 3.4, direct: 0, dark: false)
        case "pseudo-subtraction", "dips", "negative-values": kind = .spots(own: 6, foreign: 5, direct: 0, dark: true)
        case "direct-beam-ratio": kind = .spots(own: 6, foreign: 0, direct: 4, dark: false)
        case "shared-ratio", "shortfall", "display-difference":
            kind = .spots(own: 3.2, foreign: 0, direct: 0, dark: false)
        case "pure-offset": kind = .profile([(0, 0.1), (0.3, 0.1), (0.7, 0.9), (1, 0.9)])
        case "edge-rise":
            kind = .profile([(0, 0.07), (0.22, 0.06), (0.34, 0), (0.5, 0.5), (0.66, 1), (0.78, 0.94), (1, 0.93)])
        case "boundary-width-ratio": kind = .profile([(0, 0), (0.42, 0), (0.58, 1), (1, 1)])
        case "mid-offset", "mid-shift": kind = .profile([(0, 0), (0.18, 0), (0.58, 1), (1, 1)])
        case "map-rmse", "map-rmse-gain", "max-deviation", "dark-field-agreement":
            kind = .profile([(0, 0), (0.3, 0.12), (0.5, 0.7), (0.7, 0.85), (1, 1)])
        case "non-monotonicity", "minima", "deepest-minimum":
            kind = .profile([(0, 0), (0.2, 0.02), (0.4, 0.75), (0.55, 0.3), (0.75, 0.95), (1, 1)])
        case "third-source-mean", "third-source-max":
            kind = .profile([(0, 0), (0.3, 0.02), (0.5, 0.3), (0.7, 0.02), (1, 0)])
        case "splitting", "separating-components": kind = .bars
        case "edge-lines", "edge-line-rows":
            kind = .profile([(0, 0), (0.05, 0.25), (0.12, 0.02), (0.4, 0.02), (0.7, 1), (1, 1)])
        case "film-split":
            kind = .profile([(0, 0), (0.3, 0), (0.55, 0.72), (0.72, 0.74), (0.73, 0.95), (1, 0.97)])
        case "scree-rank", "scree-gap", "scree-contrast": kind = .scree
        case "model-error", "double-diffraction", "reconstruction-error":
            kind = .profile([(0, 0), (0.3, 0.2), (0.5, 0.3), (0.7, 0.8), (1, 1)])
        default: return nil
        }
    }

    var html: HTML {
        """
        <svg class="sketch" viewBox="0 0 120 80" role="img" aria-label="Sketch of what \(name) reads">\(drawing)</svg>

        """
    }

    private var drawing: HTML {
        switch kind {
        case .profile(let points):
            return "\(curve(Self.truth, "line truth thin"))\(curve(points, "line a solid"))"
        case .spots(let own, let foreign, let direct, let dark): return spots(own, foreign, direct, dark: dark)
        case .angle:
            return """
                <path class="line truth thin" d="M20 68L96 54"/><path class="line a solid" d="M20 68L82 18"/>\
                <path class="line neutral thin" d="M60 60.5A41 41 0 0 0 51.5 42.5"/>
                """
        case .scree:
            let heights = [58.0, 50, 43, 16, 13, 11, 9]
            let dots = heights.enumerated().map { order, height -> HTML in
                "<circle cx=\"\(18 + 14 * Double(order))\" cy=\"\(72 - height)\" r=\"3.5\"/>"
            }
            return "<g class=\"marks a\">\(dots)</g>"
        case .bars:
            return """
                <rect class="fill truth" x="22" y="14" width="18" height="56"/><rect class="fill a" x="66" y="38" width="16" \
                height="32"/><rect class="fill b" x="88" y="46" width="16" height="24"/>
                """
        }
    }

    private func curve(_ points: [(Double, Double)], _ style: String) -> HTML {
        let text = points.map { "\(Numbers.coordinate(8 + 104 * $0.0)) \(Numbers.coordinate(70 - 58 * $0.1))" }
        return "<path class=\"\(style)\" d=\"M\(text.joined(separator: "L"))\"/>"
    }

    /// A square array: every second spot is the crystal's own; rings show the truth.
    private func spots(_ own: Double, _ foreign: Double, _ direct: Double, dark: Bool) -> HTML {
        var result: HTML = dark ? "<rect class=\"haze\" x=\"10\" y=\"4\" width=\"100\" height=\"72\"/>" : .empty
        for row in 0..<3 {
            for column in 0..<5 {
                let (x, y) = (20 + 20 * Double(column), 16 + 24 * Double(row))
                let isDirect = row == 1 && column == 2
                let isOwn = (row + column) % 2 == 1
                if isDirect {
                    if direct > 0 { result += spot(x, y, 10, "ring") + spot(x, y, direct, "fill a") }
                } else if isOwn {
                    result += spot(x, y, 6, "ring") + spot(x, y, own, "fill a")
                } else if foreign > 0 {
                    result += spot(x, y, foreign, dark ? "hole" : "fill b")
                }
            }
        }
        return result
    }

    private func spot(_ x: Double, _ y: Double, _ radius: Double, _ style: String) -> HTML {
        "<circle class=\"\(HTML(markup: style))\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\"/>"
    }
}
