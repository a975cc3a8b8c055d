import Datasets
import Records

/// A part of the page below its own heading; one without a body is left out.
struct PagePart {
    let id: String
    /// What the list of parts calls it.
    let link: String
    let title: String
    /// Stands above the heading.
    var before: HTML = .empty
    let body: HTML

    var html: HTML { "\(before)<h2 id=\"\(id)\">\(title)</h2>\n\(body)\n" }

    /// The parts in the order of the page: studies of many datasets, figures of single ones, then the numbers.
    static func all(_ page: Page, layout: PageLayout) throws -> [PagePart] {
        let (index, record) = (page.index, page.record)
        let maps = MapFamily.all(index.input)
        let measured = MeasuredSection.datasets(index).map(\.name)
        let shown = Set(
            layout.families.flatMap(\.scans).map(\.name) + maps.flatMap(\.scans).flatMap { [$0.name, $0.series] }
                + measured)
        var figures = try layout.figures(index)
        figures += try MapFamily.figures(of: maps, index, before: figures.text.utf8.count)
        let scores: HTML =
            record.trials.isEmpty
            ? .empty
            : """
            <p>Arrows say which way is better; the best method is bold; small numbers in brackets are the excess over the \
            oracle, where the oracle itself is not perfect. A dash is an undefined score, with its reason on hover.</p>
            \(page.scoreboards(shown))
            """
        let claims: HTML =
            record.claims.isEmpty
            ? .empty
            : """
            <p>Each claim of the paper as a bound on a score, with the value found. “Does not hold” is a result and not a \
            fault of the run. The experiment file says where the stated verdicts come from.</p>
            \(ClaimsTable(index: index, shown: shown).html)
            """
        let remedies = MethodComparison(index).map { MethodStudySection(comparison: $0).html } ?? .empty
        return [
            PagePart(
                id: "remedies", link: "Remedies", title: "Which method removes which artefact", body: remedies),
            PagePart(
                id: "measured", link: "Without truth", title: "Data without truth",
                body: MeasuredSection(index: index).html),
            PagePart(id: "maps", link: "Maps", title: "Where it holds", body: MapsSection(index: index).html),
            PagePart(
                id: "rule", link: "Rule", title: "A rule for the experimenter",
                body: PrecessionRuleSection(index: index).html),
            PagePart(
                id: "probe", link: "Probe", title: "A real probe and the column approximation",
                body: ProbeSection(index: index).html),
            PagePart(
                id: "sensitivity", link: "Sensitivity", title: "Sensitivity",
                body: record.maps == nil ? SensitivitySection(index: index).html : .empty),
            PagePart(
                id: "convergence", link: "Convergence", title: "Convergence",
                body: ConvergenceSection(record: record).html),
            PagePart(
                id: "figures", link: "Figures", title: "Figure by figure", before: page.controls,
                body: figures + ExtinctionLengthNote(record: record).html + page.unseen(shown)),
            PagePart(id: "claims", link: "Claims", title: "Claims", body: claims),
            PagePart(id: "scores", link: "Scores", title: "Scores", body: scores),
            PagePart(
                id: "metrics", link: "Metrics", title: "What the metrics read",
                body: record.trials.isEmpty ? .empty : MetricExplanations(index: index).html),
            PagePart(
                id: "made", link: "How it was made", title: "How it was made", body: HowItWasMade(index: index).html),
        ]
    }
}
