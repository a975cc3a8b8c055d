import Datasets
import Records

/// One dataset's figure: schematic, patterns, profiles, scores, scree and the stepper, as the paper's panels.
struct DatasetFigure {
    let index: RecordIndex
    let scan: LineScan
    /// Heading level: 3 inside a family, 2 alone.
    var level = 3

    static let patternMetrics = [
        "pattern-angle", "leakage", "shortfall", "direct-beam-ratio", "pseudo-subtraction",
    ]
    static let profileMetrics = [
        "non-monotonicity", "deepest-minimum", "map-rmse", "pure-offset", "edge-rise", "boundary-width-ratio",
    ]

    func html() throws -> HTML {
        let views = index.views(on: scan.known)
        let findings = Findings(index: index, dataset: scan.name)
        return """
            <section class="dataset" id="data-\(slug(scan.name))">
            <h\(level)>\(index.datasetTitle(scan.name)) <small class="name">\(scan.name)</small></h\(level)>
            \(ErrorBar(dataset: scan.dataset).html)\(findings.claims)\(failures)\(endsAgainstMiddle(views))\
            <div class="row">\(schematic)\(scree)</div>
            \(views.isEmpty ? .empty : panel(views, findings))\
            \(profiles(views, findings))\
            <div class="row">\(try scores(views, withPatterns: true))\(try PatternViewer(scan: scan).html())</div>
            </section>

            """
    }

    /// A short form for datasets that vary another one: verdicts and profiles.
    func compact() -> HTML {
        let views = index.views(on: scan.known)
        let findings = Findings(index: index, dataset: scan.name)
        return """
            <section class="dataset" id="data-\(slug(scan.name))">
            <h\(level)>\(index.datasetTitle(scan.name)) <small class="name">\(scan.name)</small></h\(level)>
            \(ErrorBar(dataset: scan.dataset).html)\(findings.claims)\(failures)\(endsAgainstMiddle(views))\(profiles(views, findings))</section>

            """
    }

    /// Patterns and scores, for a fold below the short form.
    func patternsAndScores() throws -> HTML {
        let views = index.views(on: scan.known)
        guard !views.isEmpty else { return .empty }
        return try panel(views, Findings(index: index, dataset: scan.name)) + scores(views, withPatterns: false)
    }

    private func endsAgainstMiddle(_ views: [EstimateView]) -> HTML {
        views.compactMap { view in
            EndsAgainstMiddle(view, on: scan)?.sentence(method: index.methodTitle(view.method))
        }.joined()
    }

    private var failures: HTML { FailedTrials(index: index, dataset: scan.name).html }

    private var schematic: HTML {
        let names = scan.memberNames.joined(separator: " on ")
        return """
            <figure>\(Schematic(scan: scan).html)<figcaption><b>The specimen and the truth.</b> \(names); the beam enters from \
            above, and the scan runs from left to right over \(scan.count) positions.</figcaption></figure>

            """
    }

    /// The scree of whichever estimate stored the most singular values.
    private var scree: HTML {
        let plots = index.methods(on: scan.name).compactMap { method in
            index.estimate(scan.name, method).flatMap(ScreePlot.init).map { (method: method, plot: $0) }
        }
        guard let (method, plot) = plots.max(by: { $0.plot.shares.count < $1.plot.shares.count }) else { return .empty }
        let findings = Findings(index: index, dataset: scan.name)
        let values = findings.sentence(["scree-rank", "scree-gap", "scree-contrast"], methods: [method])
        return """
            <figure>\(plot.plot.html)<figcaption><b>Scree.</b> What each component of the uncentred singular value \
            decomposition carries. \(values)</figcaption></figure>

            """
    }

    private func panel(_ views: [EstimateView], _ findings: Findings) -> HTML {
        """
        <figure class="wide">\(PatternPanel(index: index, known: scan.known, views: views).html)\
        <figcaption><b>Patterns.</b> The true end members, and what each method finds in their place.</figcaption>
        \(findings.table(Self.patternMetrics, members: scan.memberNames, withOracle: false))</figure>

        """
    }

    private func profiles(_ views: [EstimateView], _ findings: Findings) -> HTML {
        guard !views.isEmpty else { return .empty }
        let oracle = index.oracle(on: scan.known)
        let plots = views.map { view -> HTML in
            let plot = ProfilePlot(index: index, scan: scan, views: [view], oracle: oracle).plot
            return "<div class=\"cell\"><p class=\"cell-title\">\(index.methodTitle(view.method))</p>\(plot.html)</div>"
        }
        let scaled = views.filter { $0.estimate.mapScaling == "max1" }.map { index.methodTitle($0.method) }
        let scaling =
            scaled.isEmpty ? "" : "The maps of \(scaled.joined(separator: " and ")) are divided by their maximum."
        return """
            <figure class="wide"><div class="row">\(plots)</div><figcaption><b>Loadings and memberships</b> over the \
            \(scan.xTitle). \(scaling)</figcaption>
            \(findings.table(Self.profileMetrics, members: scan.memberNames))</figure>

            """
    }

    private func scores(_ views: [EstimateView], withPatterns: Bool) throws -> HTML {
        let withScores = views.filter { $0.estimate.diagnostics["membership-grid"] != nil }
        guard let view = withScores.first,
            let plot = try ScorePlot(index: index, known: scan.known, view: view, showsPatterns: withPatterns).plot()
        else { return .empty }
        return """
            <figure class="scatter">\(plot.html)<figcaption><b>Scores.</b> Each point is a pattern, coloured by the member that is the larger \
            part of it; crosses are the centres of \(index.methodTitle(view.method)), the curves its membership of \
            \(scan.memberNames[0]). \(withPatterns ? "Dotted lines lead to four of the patterns." : "")</figcaption></figure>

            """
    }
}
