import Arrays
import Datasets
import Records

/// The scree plots of scans that differ in precession angle, in one picture, with the rank that was found in each.
struct AngleScree {
    let index: RecordIndex
    /// By precession angle.
    let scans: [MapScan]

    private struct Curve {
        let scan: MapScan
        let method: String
        let shares: [Double]
        let rank: Int?
        let gap: Double?

        var title: String {
            scan.precessionAngle >= 0 ? "\(Numbers.chosen(scan.precessionAngle)) mrad" : scan.name
        }
    }

    /// The longest scree that a method stored of each scan.
    private var curves: [Curve] {
        scans.compactMap { scan in
            let plots = index.methods(on: scan.name).compactMap { method in
                index.estimate(scan.name, method).flatMap(ScreePlot.init).map { (method: method, plot: $0) }
            }
            guard let (method, plot) = plots.max(by: { $0.plot.shares.count < $1.plot.shares.count }) else {
                return nil
            }
            func score(_ name: String) -> Double? { index.score(scan.name, method, name, nil)?.value }
            return Curve(
                scan: scan, method: method, shares: plot.shares, rank: score("scree-rank").map { Int($0) },
                gap: score("scree-gap"))
        }
    }

    var html: HTML {
        let curves = curves
        guard !curves.isEmpty else { return .empty }
        return """
            <figure class="scree">\(plot(curves).html)<figcaption><b>Scree.</b> \(sentences(curves)) The rank is where the \
            eigenvalue drops most from one component to the next, looked for from 3 to 10 (ringed); a drop counts from a factor \
            e<sup>\(Numbers.chosen(ScreeRule.smallestGap))</sup> = \
            \(Numbers.significant(ScreeRule.smallestFactor, digits: 2)) on, as steep as the pale line at the top.</figcaption></figure>

            """
    }

    private func sentences(_ curves: [Curve]) -> HTML {
        let texts = curves.map { curve -> HTML in
            let gap = curve.gap.map { "largest drop \(Numbers.significant($0))" } ?? "no drop"
            guard let rank = curve.rank else { return "\(curve.title): no clear rank (\(gap))" }
            return "\(curve.title): <b>\(rank) components</b> (\(gap))"
        }
        return texts.joined(separator: "; ") + "."
    }

    private func plot(_ curves: [Curve]) -> Plot {
        let longest = curves.map(\.shares.count).max() ?? 1
        let smallest = curves.flatMap(\.shares).min() ?? 1e-6
        let lowest = Numbers.power(Int(Numbers.decade(smallest)))
        var plot = Plot(
            description:
                "Scree plots of \(curves.map(\.title).joined(separator: ", ")): the share of the sum of squares of each component",
            x: Plot.Axis(title: "component", range: 0.5...Double(longest) + 0.5),
            y: Plot.Axis(title: "share of sum of squares", range: lowest...2, logarithmic: true), width: 560,
            height: 330)
        // How steep a drop that counts is, from one component to the next.
        let place = Double(longest) - 1.5
        plot.elements.append(
            .line(
                [.init(x: place, y: 1), .init(x: place + 1, y: 1 / ScreeRule.smallestFactor)], ink: .oracle,
                stroke: .behind, label: nil))
        let inks: [Ink] = [.memberA, .memberB, .memberC, .memberD]
        for (order, curve) in curves.enumerated() {
            let points = curve.shares.enumerated().map { Plot.Point(x: Double($0.offset + 1), y: $0.element) }
            let titles = curve.shares.enumerated().map {
                "\(curve.title), component \($0.offset + 1): \(Numbers.significant($0.element))"
            }
            let ink = inks[order % inks.count]
            plot.elements += [
                .line(points, ink: ink, stroke: Stroke.method(order), label: curve.title),
                .markers(points, ink: ink, hollow: order % 2 == 1, titles: titles),
            ]
            guard let rank = curve.rank, points.indices.contains(rank - 1) else { continue }
            plot.elements.append(
                .drawing(at: points[rank - 1]) { x, y in
                    "<circle class=\"ring \(ink.rawValue)\" cx=\"\(x)\" cy=\"\(y)\" r=\"8\"/>"
                })
        }
        return plot
    }
}
