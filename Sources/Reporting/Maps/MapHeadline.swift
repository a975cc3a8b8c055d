import Datasets
import Records

/// The one picture that answers the question of a page on scans in two dimensions: where each method sees the crystals, for
/// each scan of the main family, beside the truth.
struct MapHeadline {
    let index: RecordIndex
    let family: MapFamily

    private static let limit = 4

    var html: HTML {
        let scans = family.scans.suffix(Self.limit)
        let rows = scans.map { scan -> HTML in
            let views = index.views(on: scan.known)
            let values = Findings(index: index, dataset: scan.name).sentence(["map-rmse"])
            return """
                <p class="cell-title"><a href="#data-\(slug(scan.series))">\(index.datasetTitle(scan.series))</a></p>
                \(MethodMaps(index: index, scan: scan, views: views, members: scan.crystals).html)<p class="values">\(values)</p>

                """
        }
        let names = scans.first.map { scan in scan.crystals.map { scan.known.memberNames[$0] } } ?? []
        return """
            <figure class="wide" id="answer">\(rows)<figcaption><b>Where each method sees \(names.joined(separator: " and ")).</b> \
            White is 0, black is 1 or more; the truth stands first. \
            \(Findings(index: index, dataset: "").order(scans.first?.known.memberNames ?? []))</figcaption></figure>

            """
    }
}
