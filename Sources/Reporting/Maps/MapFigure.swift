import Arrays
import Datasets
import Records

/// The figure of a scan in two dimensions: what the specimen looks like, components with their loading maps, patterns,
/// maps and profiles of every method, and scores.
struct MapFigure {
    let index: RecordIndex
    let scan: MapScan

    private static let mapMetrics = [
        "map-rmse", "pure-offset", "max-deviation", "third-source-mean", "splitting", "edge-lines", "edge-line-rows",
        "film-split",
    ]
    private static let profileMetrics = ["dark-field-agreement", "third-source-mean"]

    private var images: VirtualImages? { index.input.virtualImages[scan.name] }
    private var findings: Findings { Findings(index: index, dataset: scan.name, series: scan.series) }
    private var views: [EstimateView] { index.views(on: scan.known) }

    /// Everything.
    func html() throws -> HTML {
        let views = views
        let panel: HTML =
            views.isEmpty
            ? .empty
            : """
            <figure class="wide">\(PatternPanel(index: index, known: scan.known, views: views).html)<figcaption><b>Patterns.</b> The \
            true end members, and what each method finds in their place.</figcaption>\
            \(findings.table(DatasetFigure.patternMetrics, members: scan.known.memberNames, withOracle: false))</figure>

            """
        return section(
            try SpecimenMaps(scan: scan, images: images).html() + SignedComponents(index: index, scan: scan).html
                + panel
                + maps(views) + profiles(views) + scores(views))
    }

    /// Without the patterns of methods: for scans that vary one that is shown in full.
    func compact() throws -> HTML {
        let views = views
        return section(try SpecimenMaps(scan: scan, images: images).html() + maps(views) + profiles(views))
    }

    private func section(_ body: HTML) -> HTML {
        """
        <section class="dataset" id="data-\(slug(scan.series))">
        <h3>\(index.datasetTitle(scan.series)) <small class="name">\(scan.name)</small></h3>
        \(ErrorBar(dataset: scan.known.dataset).html)\(findings.claims)\
        \(FailedTrials(index: index, dataset: scan.name).html)\(spread)\(body)</section>

        """
    }

    /// How much the patterns of one crystal differ: a property of the data, the same for every method.
    private var spread: HTML {
        guard let method = index.methods(on: scan.name).first else { return .empty }
        let values = scan.crystals.compactMap { member -> HTML? in
            let name = scan.known.memberNames[member]
            guard let value = index.score(scan.name, method, "pattern-spread", name)?.value,
                let metric = index.metric("pattern-spread")
            else { return nil }
            return "\(name) <b>\(metric.measured(value))</b>"
        }
        guard !values.isEmpty else { return .empty }
        return """
            <p>Observed patterns of one pure crystal differ from their mean by an angle of \(values.joined(separator: ", ")) \
            (<a href="#metric-pattern-spread">spread of pure patterns</a>, mean over positions, without the direct beam).</p>

            """
    }

    private func maps(_ views: [EstimateView]) -> HTML {
        """
        <figure class="wide">\(MethodMaps(index: index, scan: scan, views: views).html)<figcaption><b>Loading and membership \
        maps</b> beside the true abundances. White is 0, black is 1 or more.\(scaling(views))</figcaption>
        \(findings.table(Self.mapMetrics, members: scan.known.memberNames))</figure>

        """
    }

    private func profiles(_ views: [EstimateView]) -> HTML {
        guard !views.isEmpty else { return .empty }
        return """
            <figure class="wide">\(MapProfiles(index: index, scan: scan, views: views, images: images).html)<figcaption>\
            <b>Profiles</b> through the middle of the scan, the mean of three lines; thin lines are the true abundances, pale \
            bands the oracle.\(scaling(views)) \(findings.sentence(Self.profileMetrics))</figcaption></figure>

            """
    }

    private func scaling(_ views: [EstimateView]) -> HTML {
        let scaled = views.filter { $0.estimate.mapScaling == "max1" }.map { index.methodTitle($0.method) }
        return scaled.isEmpty
            ? .empty : " The maps of \(scaled.joined(separator: " and ")) are divided by their maximum."
    }

    private func scores(_ views: [EstimateView]) throws -> HTML {
        let withGrid = views.filter { $0.estimate.diagnostics["membership-grid"] != nil }
        guard let view = withGrid.first, let plot = try ScorePlot(index: index, known: scan.known, view: view).plot()
        else { return .empty }
        let split = findings.sentence(["film-split"], methods: [view.method])
        return """
            <figure class="scatter">\(plot.html)<figcaption><b>Scores.</b> Each point is a pattern, coloured by the end member that is \
            the larger part of it; crosses are the centres of \(index.methodTitle(view.method)), curves its memberships at \
            \(Numbers.chosen(0.5)) (dashed) and \(Numbers.chosen(0.9)). \(split)</figcaption></figure>

            """
    }
}
