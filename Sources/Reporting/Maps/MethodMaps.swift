import Arrays
import Datasets
import Records

/// The maps of every method beside the true abundances: a block a method, a picture an end member.
struct MethodMaps {
    let index: RecordIndex
    let scan: MapScan
    let views: [EstimateView]
    /// Members that are drawn; all where nil.
    var members: [Int]?

    private var picture: MapPicture { MapPicture(scan) }

    var html: HTML {
        let oracle = members == nil ? index.oracle(on: scan.known) : nil
        let blocks =
            [block("truth") { scan.truth.abundances.row($0) }]
            + (views + (oracle.map { [$0] } ?? [])).map { view in block(index.methodTitle(view.method)) { view.map($0) }
            }
        return "<div class=\"map-blocks\">\(blocks)</div>\n"
    }

    private func block(_ title: String, _ map: (Int) -> [Double]?) -> HTML {
        let pictures = (members ?? Array(scan.truth.members.indices)).map { member -> HTML in
            let name = scan.known.memberNames[member]
            guard let values = map(member) else { return "<p class=\"missing\">no source for \(name)</p>" }
            return picture.figure(
                picture.grey(values), alternative: "Map of \(name), \(title), in \(scan.name)",
                caption: "<b class=\"\(Ink.member(member).rawValue)\">\(name)</b>")
        }
        return """
            <div class="map-block"><p class="cell-title">\(title)</p><div class="map-row">\(pictures)</div></div>

            """
    }
}
