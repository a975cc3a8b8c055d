import Glibc

extension Plot {
    /// Room for the widest tick label and the axis' title.
    private var left: Double {
        let longest = labels(of: y).map(\.count).max() ?? 0
        return max(50, 28 + 6.6 * Double(longest))
    }
    /// Room for the longest label at the end of a curve, as far as the curves can spare it.
    private var right: Double {
        guard let longest = endTexts.map(\.count).max() else { return width - 14 }
        return width - 14 - max(112, min(0.4 * width, 20 + 7.2 * Double(longest)))
    }
    private var top: Double { 12 }
    private var bottom: Double { height - 44 }

    private var endTexts: [String] {
        elements.compactMap { if case .line(_, _, _, let label?) = $0, !label.isEmpty { label } else { nil } }
    }

    private func fraction(_ value: Double, on axis: Axis) -> Double {
        if axis.logarithmic {
            guard value > 0 else { return 0 }
            return log10(value / axis.range.lowerBound) / log10(axis.range.upperBound / axis.range.lowerBound)
        }
        let span = axis.range.upperBound - axis.range.lowerBound
        return span > 0 ? (value - axis.range.lowerBound) / span : 0.5
    }

    func pixelX(_ value: Double) -> Double { left + fraction(value, on: x) * (right - left) }
    func pixelY(_ value: Double) -> Double { bottom - min(max(fraction(value, on: y), -0.2), 1.2) * (bottom - top) }

    /// The plot as an inline SVG that scales with its column.
    var html: HTML {
        """
        <svg class="plot" style="max-width:\(width * 1.2)px" viewBox="0 0 \(width) \(height)" role="img" \
        aria-label="\(description)">\(markup)</svg>

        """
    }

    /// What stands inside the drawing.
    var markup: HTML {
        let cursorPositions = cursor.map { Numbers.coordinate(pixelX($0)) }.joined(separator: ",")
        let cursorLine: HTML =
            cursor.isEmpty
            ? .empty
            : "<line class=\"cursor\" data-x=\"\(cursorPositions)\" x1=\"0\" x2=\"0\" y1=\"\(top)\" y2=\"\(bottom)\"/>"
        return "\(grid)\(elements.map(draw))\(cursorLine)\(endLabels)"
    }

    private var grid: HTML {
        var result: HTML = .empty
        for (tick, label) in zip(x.ticks, labels(of: x)) {
            let position = pixelX(tick)
            result += """
                <line class="grid" x1="\(position)" x2="\(position)" y1="\(top)" y2="\(bottom)"/>\
                <text class="tick" x="\(position)" y="\(bottom + 15)" text-anchor="middle">\(label)</text>
                """
        }
        for (tick, label) in zip(y.ticks, labels(of: y)) {
            let position = pixelY(tick)
            result += """
                <line class="grid" x1="\(left)" x2="\(right)" y1="\(position)" y2="\(position)"/>\
                <text class="tick" x="\(left - 6)" y="\(position + 4)" text-anchor="end">\(label)</text>
                """
        }
        let (middleX, middleY) = ((left + right) / 2, (top + bottom) / 2)
        result += """
            <path class="axis" d="M\(left) \(top)V\(bottom)H\(right)"/>\
            <text class="quantity" x="\(middleX)" y="\(height - 8)" text-anchor="middle">\(x.title)</text>\
            <text class="quantity" transform="translate(13 \(middleY)) rotate(-90)" text-anchor="middle">\(y.title)</text>
            """
        return result
    }

    private func labels(of axis: Axis) -> [String] { axis.labels ?? axis.ticks.map { label($0, on: axis) } }

    private func label(_ tick: Double, on axis: Axis) -> String {
        guard axis.logarithmic else { return Ticks.label(tick, among: axis.ticks) }
        let exponent = Int(log10(tick).rounded())
        return (-2...2).contains(exponent) ? Numbers.significant(tick, digits: 1) : "10\(Numbers.superscript(exponent))"
    }

    private func path(_ points: [Point]) -> HTML {
        var text = ""
        for (index, point) in points.filter({ $0.x.isFinite && $0.y.isFinite }).enumerated() {
            text += index == 0 ? "M" : "L"
            text += "\(Numbers.coordinate(pixelX(point.x))) \(Numbers.coordinate(pixelY(point.y)))"
        }
        return HTML(markup: text)
    }

    private func draw(_ element: Element) -> HTML {
        switch element {
        case .line(let points, let ink, let stroke, _):
            return "<path class=\"line \(ink.rawValue) \(stroke.rawValue)\" d=\"\(path(points))\"/>"
        case .markers(let points, let ink, let hollow, let titles):
            let marks = zip(points, titles).filter { $0.0.x.isFinite && $0.0.y.isFinite }.map { point, title -> HTML in
                "<circle cx=\"\(pixelX(point.x))\" cy=\"\(pixelY(point.y))\" r=\"3\"><title>\(title)</title></circle>"
            }
            return "<g class=\"marks \(ink.rawValue)\(hollow ? " hollow" : "")\">\(marks)</g>"
        case .dots(let points, let ink):
            let places = points.filter { $0.x.isFinite && $0.y.isFinite }.map {
                "M\(Numbers.fixed(pixelX($0.x), decimals: 1)) \(Numbers.fixed(pixelY($0.y), decimals: 1))h0"
            }
            return "<path class=\"dots \(ink.rawValue)\" d=\"\(HTML(markup: places.joined()))\"/>"
        case .cell(let columns, let rows, let shade, let title): return cell(columns, rows, shade, title)
        case .text(let text, let point, let ink):
            return """
                <text class="label \(ink.rawValue)" x="\(pixelX(point.x))" y="\(pixelY(point.y))" \
                text-anchor="middle">\(text)</text>
                """
        case .drawing(let point, let body):
            return body(pixelX(point.x), pixelY(point.y))
        }
    }

    private func cell(
        _ columns: ClosedRange<Double>, _ rows: ClosedRange<Double>, _ shade: Double, _ title: String
    ) -> HTML {
        let (x, y) = (pixelX(columns.lowerBound), pixelY(rows.upperBound))
        let (width, height) = (pixelX(columns.upperBound) - x, pixelY(rows.lowerBound) - y)
        return """
            <rect class="cell" x="\(x)" y="\(y)" width="\(width)" height="\(height)" fill-opacity="\(0.75 * shade)">\
            <title>\(title)</title></rect>
            """
    }

    /// The labels at the right ends of the curves, moved apart where they would overlap.
    private var endLabels: HTML {
        var labels: [(text: String, ink: Ink, stroke: Stroke, y: Double)] = elements.compactMap { element in
            guard case .line(let points, let ink, let stroke, let label?) = element, !label.isEmpty,
                let last = points.last
            else { return nil }
            return (label, ink, stroke, pixelY(last.y))
        }
        labels.sort { $0.y < $1.y }
        let spacing = 14.0
        for index in labels.indices.dropFirst() {
            labels[index].y = max(labels[index].y, labels[index - 1].y + spacing)
        }
        let overflow = (labels.last?.y ?? 0) - bottom
        if overflow > 0 {
            var limit = bottom
            for index in labels.indices.reversed() {
                labels[index].y = min(labels[index].y, limit)
                limit = labels[index].y - spacing
            }
        }
        return labels.map { label -> HTML in
            """
            <path class="line \(label.ink.rawValue) \(label.stroke.rawValue)" d="M\(right + 7) \(label.y)h15"/>\
            <text class="label \(label.ink.rawValue)" x="\(right + 27)" y="\(label.y + 4)">\(label.text)</text>
            """
        }.joined()
    }
}
