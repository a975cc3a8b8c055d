import Datasets

/// Maps of end members along a scan, over the true thickness where there is one: truth thin, the oracle behind,
/// estimates in front.
struct ProfilePlot {
    let index: RecordIndex
    let scan: LineScan
    let views: [EstimateView]
    let oracle: EstimateView?
    /// Members to draw; all by default.
    var members: [Int]
    var width = 460.0
    var height = 270.0

    init(index: RecordIndex, scan: LineScan, views: [EstimateView], oracle: EstimateView?, members: [Int]? = nil) {
        self.index = index
        self.scan = scan
        self.views = views
        self.oracle = oracle
        self.members = members ?? Array(scan.truth.members.indices)
    }

    var plot: Plot {
        var plot = Plot(
            description: description,
            x: Plot.Axis(title: scan.xTitle, range: span(scan.x, padding: 0)),
            y: Plot.Axis(title: quantity, range: -0.05...1.05), width: width, height: height)
        var values: [Double] = []
        if let oracle {
            for member in members {
                guard let map = oracle.map(member) else { continue }
                values += map
                let label = member == members.last ? "oracle" : nil
                plot.elements.append(.line(points(map), ink: .oracle, stroke: .behind, label: label))
            }
        }
        for member in members {
            let label = member == members.last ? "truth" : nil
            plot.elements.append(.line(points(scan.abundance(member)), ink: .truth, stroke: .thin, label: label))
        }
        for (order, view) in views.enumerated() {
            for member in members {
                guard let map = view.map(member) else { continue }
                values += map
                plot.elements += estimateElements(map, view: view, order: order, member: member)
            }
        }
        plot.y.range = span(values.filter(\.isFinite) + [0, 1], padding: 0.04)
        plot.cursor = PatternViewer.frames(of: scan).map { scan.x[$0] }
        return plot
    }

    private func estimateElements(_ map: [Double], view: EstimateView, order: Int, member: Int) -> [Plot.Element] {
        let name = scan.memberNames[member]
        let title = index.methodTitle(view.method)
        let label = views.count > 1 ? (members.count > 1 ? "\(name), \(title)" : title) : name
        let ink = Ink.member(member)
        let marked = scan.distinctPositions
        let titles = marked.map { position in
            "\(name), \(title): \(Numbers.significant(map[position])) at \(place(position))"
        }
        let marks = marked.map { Plot.Point(x: scan.x[$0], y: map[$0]) }
        return [
            .line(points(map), ink: ink, stroke: Stroke.method(order), label: label),
            .markers(marks, ink: ink, hollow: order % 2 == 1, titles: titles),
        ]
    }

    private func place(_ position: Int) -> String {
        scan.hasPhysics ? "\(Numbers.significant(scan.x[position])) nm" : "position \(position + 1)"
    }

    private func points(_ values: [Double]) -> [Plot.Point] {
        scan.distinctEnds.map { Plot.Point(x: scan.x[$0], y: values[$0]) }
    }

    private var quantity: String {
        members.count == 1 ? "share of \(scan.memberNames[members[0]])" : "share"
    }

    private var description: String {
        let names = views.map { index.methodTitle($0.method) }.joined(separator: " and ")
        let shown = members.map { scan.memberNames[$0] }.joined(separator: " and ")
        let behind = oracle == nil ? "" : ", with the oracle behind"
        return "Share of \(shown) by \(names) over the \(scan.xTitle) in \(scan.name), beside the truth\(behind)"
    }
}

/// The range of `values`, widened on both sides by a share of itself.
func span(_ values: [Double], padding: Double) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    guard high > low else { return (low - 0.5)...(high + 0.5) }
    let margin = (high - low) * padding
    return (low - margin)...(high + margin)
}

extension LineScan {
    /// Positions that a curve needs: over thickness equal positions fall on one point, over positions all are drawn.
    var distinctEnds: [Int] { hasPhysics ? distinctPositions : Array(0..<count) }
}
