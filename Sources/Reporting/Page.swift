import Datasets
import Records

/// The page from top to bottom: the question, the answer, the reasons, every number.
struct Page {
    let index: RecordIndex

    private var record: RunRecord { index.record }

    var html: HTML {
        get throws {
            let families = DatasetFamily.all(index.input)
            let layout = PageLayout(families: families)
            let figures = try layout.figures(index)
            let maps = layout.maps(index.input)
            let shown = Set(families.flatMap(\.scans).map(\.name) + maps.map(\.name))
            return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>\(record.experiment.name) · Twinbench</title><style>
                \(HTML(markup: Style.css))</style></head>
                <body>
                \(header)
                <main>
                \(layout.headline.map { Headline(index: index, family: $0).html } ?? .empty)
                \(controls)
                <h2 id="figures">Figure by figure</h2>
                \(figures)\(maps.map { MapFigure(index: index, known: $0).html })
                \(ExtinctionLengthNote(record: record).html)
                \(unseen(shown))
                <h2 id="claims">Claims</h2>
                <p>Each claim of the paper as a bound on a score, with the value found. “Does not hold” is a result and not a \
                fault of the run. What was stated in advance comes from other calculations.</p>
                \(ClaimsTable(index: index, shown: shown).html)
                <h2 id="scores">Scores</h2>
                <p>Arrows say which way is better; the best method is bold; small numbers in brackets are the excess over the \
                oracle, where the oracle itself is not perfect. A dash is an undefined score, with its reason on hover.</p>
                \(scoreboards(shown))
                <h2 id="metrics">What the metrics read</h2>
                \(MetricExplanations(index: index).html)
                <h2 id="made">How it was made</h2>
                \(HowItWasMade(index: index).html)
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

    private var header: HTML {
        let links = [
            ("figures", "Figures"), ("claims", "Claims"), ("scores", "Scores"), ("metrics", "Metrics"),
            ("made", "How it was made"),
        ]
        return """
            <header><h1>\(record.experiment.question)</h1>
            <nav aria-label="Parts of the page"><ul>\(links.map { "<li><a href=\"#\($0.0)\">\($0.1)</a></li>" as HTML })</ul></nav>
            \(VerdictStrip(claims: record.claims).html)</header>
            """
    }

    private var controls: HTML {
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

    private func scoreboards(_ shown: Set<String>) -> HTML {
        record.datasets.enumerated().map { order, entry -> HTML in
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
    private func unseen(_ shown: Set<String>) -> HTML {
        let missing = record.datasets.filter { !shown.contains($0.name) }
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
