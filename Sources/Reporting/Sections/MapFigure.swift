import Arrays
import Datasets
import Records

/// The figure of a scan in two dimensions: patterns, and maps in place of profiles.
struct MapFigure {
    let index: RecordIndex
    let known: KnownDataset

    private static let mapMetrics = ["map-rmse", "pure-offset", "max-deviation", "third-source-mean", "splitting"]

    var html: HTML {
        let views = index.views(on: known)
        let findings = Findings(index: index, dataset: known.name)
        let panel = views.isEmpty ? .empty : PatternPanel(index: index, known: known, views: views).html
        return """
            <section class="dataset" id="data-\(slug(known.name))">
            <h3>\(index.datasetTitle(known.name)) <small class="name">\(known.name)</small></h3>
            \(findings.claims)\(FailedTrials(index: index, dataset: known.name).html)
            <figure class="wide">\(panel)<figcaption><b>Patterns.</b> The true end members, and what each method finds in \
            their place.</figcaption>\
            \(findings.table(DatasetFigure.patternMetrics, members: known.memberNames, withOracle: false))</figure>
            \(maps(views, findings))</section>

            """
    }

    private func maps(_ views: [EstimateView], _ findings: Findings) -> HTML {
        let oracle = index.oracle(on: known)
        let rows: [(String, (Int) -> [Double]?)] =
            [("truth", { known.truth.abundances.row($0) })]
            + (views + (oracle.map { [$0] } ?? [])).map { view in (index.methodTitle(view.method), { view.map($0) }) }
        let cells = rows.map { title, map -> HTML in
            let pictures = known.truth.members.indices.compactMap { member in
                map(member).map { picture($0, member: member, title: title) }
            }
            return "<div class=\"row maps\">\(pictures)</div>\n"
        }
        return """
            <figure class="wide">\(cells)<figcaption><b>Maps.</b> White is 0, black is 1 or more.</figcaption>
            \(findings.table(Self.mapMetrics, members: known.memberNames))</figure>

            """
    }

    private func picture(_ map: [Double], member: Int, title: String) -> HTML {
        let shape = known.dataset.shape
        let grey = map.map { UInt8(255 - (255 * min(max($0.isFinite ? $0 : 0, 0), 1)).rounded()) }
        let address = PatternImage.address(grey: grey, width: shape.scanX, height: shape.scanY)
        let name = known.memberNames[member]
        return """
            <figure class="pattern"><div class="picture"><img data-kind="map" width="\(shape.scanX)" height="\(shape.scanY)" \
            alt="Map of \(name), \(title), in \(known.name)" src="\(address)"/></div>\
            <figcaption><b class="\(Ink.member(member).rawValue)">\(name)</b>, \(title)</figcaption></figure>

            """
    }
}

/// Trials that failed on a dataset, with their reasons.
struct FailedTrials {
    let index: RecordIndex
    let dataset: String

    var html: HTML {
        index.failures(on: dataset).map { trial -> HTML in
            """
            <p class="failed"><strong>\(index.methodTitle(trial.method)) failed:</strong> \
            \(trial.reason ?? "the record gives no reason")\(ProgramNote(trial: trial).html)</p>

            """
        }.joined()
    }
}
