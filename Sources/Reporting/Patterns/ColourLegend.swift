/// The colour scale of a row of pictures, with its ticks where the root scale puts them.
enum ColourLegend {
    private struct Tick {
        /// 0 at the left end of the ramp, 1 at the right.
        let position: Double
        let text: String
        /// Left out where there is little room.
        var isMinor = false
    }

    static func pattern(end: Float) -> HTML {
        let ramp = (0...255).map { Float($0 * $0) / Float(255 * 255) }
        let address = PatternImage.address(grey: PatternImage.grey(ramp, clip: 1), width: 256, height: 1)
        let ticks = [0, 0.1, 0.5, 1.0].map { share in
            Tick(
                position: share.squareRoot(), text: Numbers.significant(share * Double(end), digits: 2),
                isMinor: share == 0.5)
        }
        return legend(address, kind: "pattern", title: "intensity (counts)", ticks: ticks)
    }

    static func difference(end: Float) -> HTML {
        let ramp = (-127...127).map { Float($0 * abs($0)) / Float(127 * 127) }
        let address = PatternImage.address(rgb: PatternImage.diverging(ramp, clip: 1), width: 255, height: 1)
        let ticks = [-1, -0.25, 0, 0.25, 1.0].map { share in
            let signedRoot = (share < 0 ? -1 : 1) * abs(share).squareRoot()
            return Tick(
                position: (signedRoot + 1) / 2, text: Numbers.significant(share * Double(end), digits: 2),
                isMinor: abs(share) == 0.25)
        }
        return legend(address, kind: "difference", title: "estimate − truth (counts)", ticks: ticks)
    }

    private static func legend(_ address: HTML, kind: String, title: String, ticks: [Tick]) -> HTML {
        let marks = ticks.map { tick -> HTML in
            let importance = tick.isMinor ? "minor" : "major"
            return "<span class=\"\(importance)\" style=\"left:\(100 * tick.position)%\">\(tick.text)</span>"
        }
        return """
            <div class="legend"><span class="legend-title">\(title)</span>\
            <div class="picture"><img data-kind="\(kind)" width="256" height="1" alt="Colour scale: \(title)" \
            src="\(address)"/></div><div class="legend-ticks">\(marks)</div></div>

            """
    }
}
