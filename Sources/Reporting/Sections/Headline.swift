import Records

/// The one picture that answers the question: the first member's profile by every method, for each dataset of the main
/// series, beside the oracle and the truth.
struct Headline {
    let index: RecordIndex
    let family: DatasetFamily

    private static let limit = 4

    var html: HTML {
        let cells = family.scans.prefix(Self.limit).map(cell)
        let name = family.scans.first?.memberNames.first ?? ""
        return """
            <figure class="wide" id="answer"><div class="row">\(cells)</div>
            <figcaption><b>The share of \(name) that each method reports, over the \(family.scans.first?.xTitle ?? "scan").</b> Thin line: the truth. \
            Pale band: the oracle, least squares with the true patterns. Where the oracle leaves the truth, the data are no \
            linear mixture of the two patterns: that is the physics. Where a method leaves the oracle, that is the method. \
            \(Findings(index: index, dataset: "").order(family.scans.first?.memberNames ?? []))</figcaption></figure>

            """
    }

    private func cell(_ scan: LineScan) -> HTML {
        var profile = ProfilePlot(
            index: index, scan: scan, views: index.views(on: scan.known), oracle: index.oracle(on: scan.known),
            members: [0])
        profile.width = 400
        profile.height = 270
        return """
            <div class="cell"><p class="cell-title"><a href="#data-\(slug(scan.name))">\(index.datasetTitle(scan.name))</a></p>\
            \(profile.plot.html)<p class="values">\(values(scan))</p></div>

            """
    }

    /// Non-monotonicity where the record has it, else the map error.
    private func values(_ scan: LineScan) -> HTML {
        let metric = ["non-monotonicity", "map-rmse"].first { index.metric($0) != nil }
        return metric.map { Findings(index: index, dataset: scan.name).sentence([$0]) } ?? .empty
    }
}
