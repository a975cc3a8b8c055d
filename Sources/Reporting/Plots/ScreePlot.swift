import Arrays
import Datasets

/// The share of the sum of squares that each singular value carries, on a logarithmic axis.
struct ScreePlot {
    /// Shares s²/‖X‖², largest first.
    let shares: [Double]
    let dataset: String

    private static let limit = 20
    /// Shares below this are rounding.
    private static let floor = 1e-12

    /// - Returns: nil when fewer than two singular values were stored.
    init?(_ estimate: StoredEstimate) {
        let singular = estimate.diagnostics["singular-values"]?.elements ?? []
        let total = singular.reduce(0) { $0 + $1 * $1 }
        // Where the whole sum of squares was not stored, the stored values stand for all.
        let stored = estimate.diagnostics["explained-variance"]?.elements ?? singular.map { $0 * $0 / total }
        guard stored.count > 1, let first = stored.first, first > 0, first.isFinite else { return nil }
        shares = stored.prefix(Self.limit).map { max($0, Self.floor) }
        dataset = estimate.dataset
    }

    var plot: Plot {
        let points = shares.enumerated().map { Plot.Point(x: Double($0.offset + 1), y: $0.element) }
        let titles = shares.enumerated().map { "component \($0.offset + 1): \(Numbers.significant($0.element))" }
        let lowest = Numbers.power(Int(Numbers.decade(shares.min() ?? Self.floor)))
        return Plot(
            description: "Scree plot of \(dataset): the share of the sum of squares that each component carries",
            x: Plot.Axis(title: "component", range: 0.5...Double(shares.count) + 0.5),
            y: Plot.Axis(title: "share of sum of squares", range: lowest...2, logarithmic: true), width: 400,
            elements: [
                .line(points, ink: .neutral, stroke: .thin, label: nil),
                .markers(points, ink: .neutral, hollow: false, titles: titles),
            ])
    }
}
