/// The colour scale of a row of pictures, with its ticks where the root scale puts them.
enum ColourLegend {
    static func pattern(end: Float) -> HTML {
        let ramp = (0...255).map { Float($0 * $0) / Float(255 * 255) }
        let address = PatternImage.address(grey: PatternImage.grey(ramp, clip: 1), width: 256, height: 1)
        let ticks = [0, 0.1, 0.5, 1.0].map { ($0.squareRoot(), Numbers.significant($0 * Double(end), digits: 2)) }
        return legend(address, kind: "pattern", title: "intensity (counts)", ticks: ticks)
    }

    static func difference(end: Float) -> HTML {
        let ramp = (-127...127).map { Float($0 * abs($0)) / Float(127 * 127) }
        let address = PatternImage.address(rgb: PatternImage.diverging(ramp, clip: 1), width: 255, height: 1)
        let ticks = [-1, -0.25, 0, 0.25, 1.0].map { share in
            let position = (share < 0 ? -1 : 1) * abs(share).squareRoot()
            return ((position + 1) / 2, Numbers.significant(share * Double(end), digits: 2))
        }
        return legend(address, kind: "difference", title: "estimate − truth (counts)", ticks: ticks)
    }

    private static func legend(
        _ address: HTML, kind: String, title: String, ticks: [(position: Double, text: String)]
    ) -> HTML {
        let marks = ticks.map { tick -> HTML in
            "<span style=\"left:\(100 * tick.position)%\">\(tick.text)</span>"
        }
        return """
            <div class="legend"><span class="legend-title">\(title)</span>\
            <div class="picture"><img data-kind="\(kind)" width="256" height="1" alt="Colour scale: \(title)" \
            src="\(address)"/></div><div class="legend-ticks">\(marks)</div></div>

            """
    }
}
