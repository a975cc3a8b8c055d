import Records

/// Cases in the plane of φ g t and t/ξ with a rule's thresholds.
struct PrecessionRulePlot {
    let index: RecordIndex
    let outcome: PrecessionStudy.Outcome
    let cases: [PrecessionStudy.Case]

    /// Where cases without precession are drawn, which have no place on a logarithmic axis.
    private static let zero = 0.25

    /// Cases that have a place on logarithmic axes.
    init(index: RecordIndex, outcome: PrecessionStudy.Outcome, cases: [PrecessionStudy.Case]) {
        (self.index, self.outcome) = (index, outcome)
        self.cases = cases.filter {
            $0.numbers.depth > 1e-100 && abs($0.numbers.depth) < 1e100 && abs($0.numbers.sweep) < 1e100
        }
    }

    var plot: Plot {
        let sweeps = cases.map { max($0.numbers.sweep, Self.zero) }
        let depths = cases.map(\.numbers.depth)
        let right = 1.3 * (sweeps.max() ?? 1)
        let (low, high) = ((depths.min() ?? 0.1) / 1.3, 1.3 * (depths.max() ?? 1))
        let rule = outcome.rule
        var plot = Plot(
            description: "Cases by φ g t and t/ξ, with the rule for \(index.methodTitle(rule.method))",
            x: Plot.Axis(
                title: "φ g t", range: Self.zero / 1.2...right, logarithmic: true,
                places: [0.5, 1, 2, 5, 10, 20, 50].filter { $0 < right }),
            y: Plot.Axis(
                title: "t/ξ", range: low...high, logarithmic: true,
                places: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].filter { (low...high).contains($0) }),
            width: 540, height: 340)
        plot.elements = lines(left: Self.zero / 1.2, right: right, low: low, high: high)
        let missed = Set(outcome.misses)
        for isKept in [false, true] {
            let group = cases.filter { self.isKept($0) == isKept && !missed.contains($0.dataset) }
            plot.elements.append(
                .markers(group.map(point), ink: .memberA, hollow: !isKept, titles: group.map(title)))
        }
        plot.elements += cases.filter { missed.contains($0.dataset) }.map { item in
            let title = title(item)
            let ink = isKept(item) == true ? "kept-cross" : "broken-cross"
            return .drawing(at: point(item)) { x, y in
                """
                <g class="miss b \(ink)" transform="translate(\(x) \(y))"><title>\(title)</title><circle r="3.4"/>\
                <path d="M-6 -6L6 6M-6 6L6 -6"/></g>
                """
            }
        }
        return plot
    }

    private func lines(left: Double, right: Double, low: Double, high: Double) -> [Plot.Element] {
        guard !outcome.rule.steps.isEmpty else { return [] }
        // Round the accepted region: up the left of each step, over the top and down the right.
        let end = min(outcome.rule.largestSweep ?? right, right)
        var outline: [Plot.Point] = []
        var floor = low
        for step in outcome.rule.steps {
            let from = min(max(step.leastSweep ?? left, left), end)
            let top = min(max(step.largestDepth ?? high, low), high)
            outline += [.init(x: from, y: floor), .init(x: from, y: top)]
            floor = top
        }
        outline += [.init(x: end, y: floor), .init(x: end, y: low)]
        return [.line(outline, ink: .truth, stroke: .dashed, label: nil)]
    }

    private func point(_ item: PrecessionStudy.Case) -> Plot.Point {
        Plot.Point(x: max(item.numbers.sweep, Self.zero), y: item.numbers.depth)
    }

    private func isKept(_ item: PrecessionStudy.Case) -> Bool? {
        index.verdict(outcome.rule.metric).flatMap { index.isKept(item.dataset, outcome.rule.method, $0) }
    }

    private func title(_ item: PrecessionStudy.Case) -> String {
        let value = index.worst(item.dataset, outcome.rule.method, outcome.rule.metric)
        let bend = item.bend == 0 ? "" : ", bend \(Numbers.chosen(item.bend)) mrad"
        return
            "\(item.crystal) [\(item.zone)], \(Numbers.chosen(item.energy)) kV, \(Numbers.chosen(item.thickness)) nm, \(Numbers.chosen(item.angle)) mrad\(bend): \(value.map { Numbers.significant($0) } ?? "undefined")"
    }
}
