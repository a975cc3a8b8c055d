import Arrays
import Datasets

/// A cut through the specimen as the truth gives it: how much of each crystal the beam passes at every scan position.
struct Schematic {
    let scan: LineScan

    private let left = 30.0
    private let right = 390.0
    private let top = 56.0
    private let bottom = 186.0

    init(scan: LineScan) { self.scan = scan }

    var html: HTML {
        let runs = scan.runs
        let counts: HTML = """
            <text class="tick" x="\(left)" y="\(bottom + 36)">\(runs.start) pure</text>\
            <text class="tick" x="\((left + right) / 2)" y="\(bottom + 36)" text-anchor="middle">\(runs.mixed) mixed</text>\
            <text class="tick" x="\(right)" y="\(bottom + 36)" text-anchor="end">\(runs.end) pure</text>
            """
        return """
            <svg class="plot schematic" style="max-width:480px" viewBox="0 0 420 236" role="img" aria-label="\(description)">\
            <defs><marker id="arrow-\(slug(scan.name))" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
            orient="auto"><path d="M0 0L8 4L0 8Z" fill="currentColor"/></marker></defs>\
            \(scan.truth.members.indices.map(layer))\(labels)\(beams)\
            <path class="arrow" d="M\(left) \(bottom + 18)H\(right)" marker-end="url(#arrow-\(slug(scan.name)))"/>\
            <text class="quantity" x="\((left + right) / 2)" y="\(bottom + 14)" text-anchor="middle">scan</text>\
            \(counts)\(thickness)</svg>

            """
    }

    private var description: String {
        let names = scan.memberNames.joined(separator: " over ")
        return
            "Cut through the specimen: \(names), the beam from above, \(scan.count) scan positions from left to right"
    }

    private func x(_ position: Int) -> Double {
        left + (right - left) * Double(position) / Double(max(1, scan.count - 1))
    }

    /// Depth of the upper face of a member at a position, as a share of the thickness: members lie on each other in order.
    private func depth(_ member: Int, _ position: Int) -> Double {
        (0..<member).reduce(0) { $0 + scan.truth.abundances[$1, position] }
    }

    private func layer(_ member: Int) -> HTML {
        func point(_ position: Int, _ depth: Double) -> String {
            "\(Numbers.coordinate(x(position))) \(Numbers.coordinate(top + depth * (bottom - top)))"
        }
        let upper = (0..<scan.count).map { point($0, depth(member, $0)) }
        let lower = (0..<scan.count).reversed().map { point($0, depth(member + 1, $0)) }
        let path = "M" + (upper + lower).joined(separator: "L") + "Z"
        return "<path class=\"layer \(Ink.member(member).rawValue)\" d=\"\(path)\"/>"
    }

    private var labels: HTML {
        scan.truth.members.indices.map { member -> HTML in
            let abundance = scan.abundance(member)
            let most = abundance.max() ?? 0
            let positions = abundance.indices.filter { abundance[$0] > most - 1e-9 }
            guard most > 0, let first = positions.first, let last = positions.last else { return .empty }
            // In the middle of where the member is thickest, and not at the very edge of the drawing.
            let position = min(max((first + last) / 2, scan.count / 12), scan.count - 1 - scan.count / 12)
            let middle = depth(member, position) + abundance[position] / 2
            let name = scan.memberNames[member]
            return """
                <text class="member-name" x="\(x(position))" y="\(top + middle * (bottom - top) + 6)" \
                text-anchor="middle">\(name)</text>
                """
        }.joined()
    }

    private var beams: HTML {
        let arrows = [0.1, 0.3, 0.5, 0.7, 0.9].map { share -> HTML in
            let place = left + share * (right - left)
            return "<path class=\"arrow\" d=\"M\(place) 24V\(top - 6)\" marker-end=\"url(#arrow-\(slug(scan.name)))\"/>"
        }
        return
            "\(arrows)<text class=\"quantity\" x=\"\((left + right) / 2)\" y=\"16\" text-anchor=\"middle\">beam</text>"
    }

    private var thickness: HTML {
        guard let value = scan.thickness else { return .empty }
        let x = right + 10
        return """
            <path class="axis" d="M\(x) \(top)V\(bottom)M\(x - 3) \(top)H\(x + 3)M\(x - 3) \(bottom)H\(x + 3)"/>\
            <text class="tick" transform="translate(\(x + 14) \((top + bottom) / 2)) rotate(-90)" \
            text-anchor="middle">\(Numbers.significant(value)) nm</text>
            """
    }
}
