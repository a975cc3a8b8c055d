import Records

/// The main series beside its variants: a row for each precession angle, a column for each family.
struct Comparison {
    let index: RecordIndex
    let main: DatasetFamily
    let variants: [DatasetFamily]

    private static let columnLimit = 3

    private var columns: [DatasetFamily] {
        ([main] + variants.filter { $0.scans.count > 1 }).prefix(Self.columnLimit).map { $0 }
    }

    var html: HTML {
        guard columns.count > 1 else { return .empty }
        let rows = main.scans.map { scan -> HTML in
            let cells = columns.map { family -> HTML in
                guard let other = family.scans.first(where: { $0.precessionAngle == scan.precessionAngle }) else {
                    return "<div class=\"spare\"></div>"
                }
                return cell(other)
            }
            return "<div class=\"grid-\(columns.count)\">\(cells)</div>\n"
        }
        return """
            <section id="beside-\(slug(main.key))"><h3>Side by side</h3>
            <figure class="wide">\(rows)<figcaption><b>The same scan under other assumptions.</b> Each column is a series, \
            each row a precession angle; all axes as above. Only the share of \(main.scans[0].memberNames[0]) is drawn.\
            </figcaption></figure></section>

            """
    }

    private func cell(_ scan: LineScan) -> HTML {
        var profile = ProfilePlot(
            index: index, scan: scan, views: index.views(on: scan.known), oracle: index.oracle(on: scan.known),
            members: [0])
        profile.width = 400
        profile.height = 230
        let values = Findings(index: index, dataset: scan.name).sentence(["non-monotonicity"])
        return """
            <div class="cell"><p class="cell-title"><a href="#data-\(slug(scan.name))">\(index.datasetTitle(scan.name))</a></p>\
            \(profile.plot.html)<p class="values">\(values)</p></div>

            """
    }
}
