import Arrays
import Datasets

/// Scores of every pattern on two components, with the centres, contours of the memberships, and along a line scan a few
/// patterns joined to their points by dotted lines.
struct ScorePlot {
    let index: RecordIndex
    let known: KnownDataset
    let view: EstimateView
    /// Whether four patterns of a line scan stand above the points; they take a pass through the observations.
    var showsPatterns = true

    private var line: LineScan? { LineScan(known) }

    /// The two components that are drawn, from 0.
    private var components: (Int, Int) {
        let stored = diagnostics["grid-components"]?.elements ?? []
        return stored.count == 2 ? (Int(stored[0]), Int(stored[1])) : (0, 1)
    }

    private var diagnostics: [String: Matrix<Double>] { view.estimate.diagnostics }

    /// The plot; nil when the estimate stores no scores on two components.
    func plot() throws -> Plot? {
        let (first, second) = components
        guard let scores = diagnostics["scores"], scores.columns > max(first, second), min(first, second) >= 0,
            scores.rows == known.count
        else { return nil }
        let gridX = diagnostics["grid-x"]?.elements ?? []
        let gridY = diagnostics["grid-y"]?.elements ?? []
        let title = index.methodTitle(view.method)
        var plot = Plot(
            description: """
                Scores of the patterns of \(known.name) on components \(first + 1) and \(second + 1), with the centres and the membership \
                contours of \(title)
                """,
            x: Plot.Axis(
                title: "score on component \(first + 1)", range: span(scores.column(first) + gridX, padding: 0.02)),
            y: Plot.Axis(
                title: "score on component \(second + 1)", range: span(scores.column(second) + gridY, padding: 0.02)),
            width: 620, height: 480)
        plot.elements = contours(gridX, gridY) + points(scores) + centres()
        if showsPatterns, let line {
            // Room above the points.
            let room = 0.3 * (plot.y.range.upperBound - plot.y.range.lowerBound)
            plot.y.range = plot.y.range.lowerBound...plot.y.range.upperBound + room
            plot.elements += try thumbnails(scores, along: line)
        }
        return plot
    }

    /// Of two clusters the first's membership in five steps; of more, where each cluster's is a half and where it is 0.9.
    private func contours(_ gridX: [Double], _ gridY: [Double]) -> [Plot.Element] {
        guard let grid = diagnostics["membership-grid"], grid.rows > 2 else { return steps(gridX, gridY) }
        return known.truth.members.indices.flatMap { member -> [Plot.Element] in
            guard let source = view.sources[member], source < grid.rows,
                let contours = Contours(x: gridX, y: gridY, values: grid.row(source))
            else { return [] }
            return [0.5, 0.9].flatMap { level in
                contours.lines(at: level).map { line in
                    .line(
                        line.map { Plot.Point(x: $0.x, y: $0.y) }, ink: .member(member),
                        stroke: level == 0.5 ? .dashed : .thin, label: nil)
                }
            }
        }
    }

    private func steps(_ gridX: [Double], _ gridY: [Double]) -> [Plot.Element] {
        guard let grid = diagnostics["membership-grid"], let source = view.sources.first ?? nil, source < grid.rows,
            let contours = Contours(x: gridX, y: gridY, values: grid.row(source))
        else { return [] }
        var elements: [Plot.Element] = []
        for level in [0.1, 0.3, 0.5, 0.7, 0.9] {
            let lines = contours.lines(at: level).map { $0.map { Plot.Point(x: $0.x, y: $0.y) } }
            elements += lines.map { .line($0, ink: .neutral, stroke: level == 0.5 ? .dashed : .thin, label: nil) }
            if let longest = lines.max(by: { $0.count < $1.count }), longest.count > 2 {
                let place = longest[longest.count / 8]
                elements.append(.text(Numbers.fixed(level, decimals: 1), at: place, ink: .neutral))
            }
        }
        return elements
    }

    /// Points of the patterns by the member that is the larger part of each; many of them without a text of their own.
    private func points(_ scores: Matrix<Double>) -> [Plot.Element] {
        let shown = line?.distinctEnds ?? Array(0..<known.count)
        return known.truth.members.indices.compactMap { member in
            let positions = shown.filter { position in
                let column = known.truth.abundances.column(position)
                return column.firstIndex(of: column.max() ?? 0) == member
            }
            let points = positions.map { place(scores.row($0)) }
            guard line != nil else { return .dots(points, ink: .member(member)) }
            let titles = positions.map { position in
                let shares = zip(known.memberNames, known.truth.abundances.column(position)).map { name, share in
                    "\(Numbers.significant(100 * share)) % \(name)"
                }
                return "position \(position + 1): \(shares.joined(separator: ", "))"
            }
            return .markers(points, ink: .member(member), hollow: false, titles: titles)
        }
    }

    private func centres() -> [Plot.Element] {
        guard let centres = diagnostics["centres"], centres.columns > max(components.0, components.1) else { return [] }
        return known.truth.members.indices.compactMap { member in
            guard let source = view.sources[member], source < centres.rows else { return nil }
            let name = known.memberNames[member]
            let ink = Ink.member(member)
            return .drawing(at: place(centres.row(source))) { x, y in
                """
                <g class="centre \(ink.rawValue)" transform="translate(\(x) \(y))"><title>Centre of \(name)</title>\
                <path d="M-7 -7L7 7M-7 7L7 -7"/></g>
                """
            }
        }
    }

    private func place(_ scores: [Double]) -> Plot.Point {
        Plot.Point(x: scores[components.0], y: scores[components.1])
    }

    /// Four patterns along the scan in a row above the points, in the points' order from left to right.
    private func thumbnails(_ scores: Matrix<Double>, along scan: LineScan) throws -> [Plot.Element] {
        let distinct = scan.distinctPositions
        guard distinct.count > 3 else { return [] }
        let chosen = [0, distinct.count / 3, 2 * distinct.count / 3, distinct.count - 1].map { distinct[$0] }
        let crop = PatternCrop(scan.dataset)
        let scale = PatternScale(scan.dataset, truth: scan.truth)
        let factor = max(1, crop.width / 64)
        var addresses: [Int: HTML] = [:]
        try scan.dataset.observations.forEachBlock { block in
            let columns = block.values.columns
            for position in chosen where (block.firstRow..<block.firstRow + block.values.rows).contains(position) {
                let start = (position - block.firstRow) * columns
                let pixels = crop.pixels(of: block.values.elements[start..<start + columns])
                let small = PatternImage.binned(pixels, width: crop.width, height: crop.height, factor: factor)
                let grey = PatternImage.grey(small.pixels, clip: scale.clip / Float(factor))
                addresses[position] = PatternImage.address(grey: grey, width: small.width, height: small.height)
            }
        }
        let ordered = chosen.sorted { place(scores.row($0)).x < place(scores.row($1)).x }
        return ordered.enumerated().compactMap { order, position in
            guard let address = addresses[position] else { return nil }
            let point = place(scores.row(position))
            let (side, centreX, top) = (72.0, 120 + 130 * Double(order), 14.0)
            return .drawing(at: point) { x, y in
                """
                <line class="leader" x1="\(x)" y1="\(y)" x2="\(centreX)" y2="\(top + side)"/>\
                <image x="\(centreX - side / 2)" y="\(top)" width="\(side)" height="\(side)" href="\(address)">\
                <title>Pattern at position \(position + 1)</title></image>\
                <rect class="frame" x="\(centreX - side / 2)" y="\(top)" width="\(side)" height="\(side)"/>
                """
            }
        }
    }
}
