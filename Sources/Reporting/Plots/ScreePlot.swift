import Arrays
import Datasets

/// The share of the sum of squares that each singular value carries, on a logarithmic axis.
struct ScreePlot {
    /// Singular values, largest first.
    let values: [Double]
    let dataset: String

    private static let limit = 20
    private static let floor = 1e-12

    /// - Returns: nil when fewer than two singular values were stored.
    init?(_ estimate: StoredEstimate) {
        guard let stored = estimate.diagnostics["singular-values"]?.elements.prefix(Self.limit), stored.count > 1,
            let first = stored.first, first > 0
        else { return nil }
        values = Array(stored)
        dataset = estimate.dataset
    }

    var plot: Plot {
        let total = values.reduce(0) { $0 + $1 * $1 }
        let shares = values.map { max($0 * $0 / total, Self.floor) }
        let points = shares.enumerated().map { Plot.Point(x: Double($0.offset + 1), y: $0.element) }
        let titles = shares.enumerated().map { "component \($0.offset + 1): \(Numbers.significant($0.element))" }
        let lowest = Numbers.power(Int(Numbers.decade(shares.min() ?? Self.floor)))
        return Plot(
            description: "Scree plot of \(dataset): the share of the sum of squares that each component carries",
            x: Plot.Axis(title: "component", range: 0.5...Double(values.count) + 0.5),
            y: Plot.Axis(title: "share of sum of squares", range: lowest...2, logarithmic: true), width: 400,
            elements: [
                .line(points, ink: .neutral, stroke: .thin, label: nil),
                .markers(points, ink: .neutral, hollow: false, titles: titles),
            ])
    }
}
