import Datasets
import Records

/// The page from top to bottom: the question, the answer, the reasons, every number.
struct Page {
    let index: RecordIndex

    var record: RunRecord { index.record }

    var html: HTML {
        get throws {
            let layout = PageLayout(families: DatasetFamily.all(index.input))
            let parts = try PagePart.all(self, layout: layout).filter { !$0.body.isEmpty }
            return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>\(record.experiment.name) · Twinbench</title><style>
                \(HTML(markup: Style.css))</style></head>
                <body>
                \(header(parts))
                <main>
                \(headline(layout))
                \(parts.map(\.html))
                </main>
                <footer>Written by Twinbench from the record of the experiment \(record.experiment.name). Paper: Martineau et al., \
                Advanced Structural and Chemical Imaging 5 (2019) 3, doi:10.1186/s40679-019-0063-3.</footer>
                <div id="readout" role="status" aria-live="polite"></div>
                <script>
                \(HTML(markup: Script.javaScript))</script>
                </body>
                </html>

                """
        }
    }

    private func headline(_ layout: PageLayout) -> HTML {
        if let family = layout.headline { return Headline(index: index, family: family).html }
        return MapFamily.all(index.input).first.map { MapHeadline(index: index, family: $0).html } ?? .empty
    }

    private func header(_ parts: [PagePart]) -> HTML {
        let links = parts.map { "<li><a href=\"#\($0.id)\">\($0.link)</a></li>" as HTML }
        return """
            <header><h1>\(record.experiment.question)</h1>
            <nav aria-label="Parts of the page"><ul>\(links)</ul></nav>
            \(VerdictStrip(claims: record.claims).html)</header>
            """
    }

    var controls: HTML {
        func option(_ name: String, _ value: String, _ checked: Bool) -> HTML {
            let state: HTML = checked ? " checked=\"checked\"" : .empty
            return "<label><input type=\"radio\" name=\"\(name)\" value=\"\(value)\"\(state)/> \(value)</label>"
        }
        return """
            <div id="controls" class="scripted"><form><fieldset><legend>Intensity</legend>\(option("scale", "linear", false))\
            \(option("scale", "root", true))\(option("scale", "log", false))</fieldset><fieldset><legend>Colours</legend>\
            \(option("map", "grey", true))\(option("map", "uniform", false))</fieldset></form></div>
            """
    }

    func scoreboards(_ shown: Set<String>) -> HTML {
        // Repetitions stand together in the comparison of methods, and what maps and rules are made of in those.
        record.datasets.filter { $0.repetition == nil && (record.maps == nil || $0.place == nil) }.enumerated().map {
            order, entry -> HTML in
            let open: HTML = order == 0 ? " open=\"open\"" : .empty
            let link: HTML =
                shown.contains(entry.name)
                ? "<p><a href=\"#data-\(slug(entry.name))\">Figure of this dataset</a></p>" : .empty
            return """
                <details\(open)><summary id="scores-\(slug(entry.name))">\(index.datasetTitle(entry.name)) \
                <small class="name">\(entry.name)</small></summary>
                \(link)\(Scoreboard(index: index, dataset: entry.name).html)</details>

                """
        }.joined()
    }

    /// Datasets that have no figure: the truth is unknown, or the file could not be read.
    func unseen(_ shown: Set<String>) -> HTML {
        let missing = record.datasets.filter { !shown.contains($0.name) && !index.input.isStudied($0) }
        guard !missing.isEmpty else { return .empty }
        let items = missing.map { entry -> HTML in
            let reason =
                index.input.datasets[entry.name] == nil
                ? "its file could not be read" : "figures are drawn of scans with a known truth"
            let failures = index.failures(on: entry.name).map { trial -> HTML in
                """
                <br/><strong>\(index.methodTitle(trial.method)) failed:</strong> \
                \(trial.reason ?? "the record gives no reason")
                """
            }
            return "<li>\(index.datasetTitle(entry.name)): \(reason).\(failures)</li>\n"
        }
        return "<section id=\"not-drawn\"><h3>Not drawn</h3><ul>\(items)</ul></section>\n"
    }
}
