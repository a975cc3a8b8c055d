public import FoundationEssentials
public import Records

/// A metric on a page of its own, in Markdown with a picture: what it reads, from a planted artefact of known size.
public struct MetricPage: Sendable {
    private let metric: MetricEntry
    private let example: PlantedExample?

    public init(_ metric: MetricEntry, example: PlantedExample?) {
        self.metric = metric
        self.example = example
    }

    /// Writes a page and its picture for each metric into `folder`, and README.md that lists them.
    ///
    /// - Throws: `ReportError`.
    public static func write(_ pages: [MetricPage], to folder: URL) throws {
        for page in pages {
            try Report.write(page.markdown, to: folder.appending(path: "\(page.metric.name).md"))
            guard let picture = page.example?.picture else { continue }
            try Report.write(ExamplePicture(picture).svg, to: folder.appending(path: "\(page.metric.name).svg"))
        }
        try Report.write(list(pages), to: folder.appending(path: "README.md"))
    }

    var markdown: String {
        let best = metric.best.map { "\(Numbers.plain($0, digits: 3))\(unit)" } ?? "depends on the data"
        var text = "# \(metric.title)\n\n\(metric.explanation)\n\n"
        text += "| | |\n|---|---|\n| name | `\(metric.name)` |\n| unit | \(unit.isEmpty ? "a plain number" : unit) |\n"
        text += "| perfect | \(best) |\n| direction | \(metric.directionText) |\n| source | \(metric.source) |\n"
        if let example {
            let value =
                example.value.map { "\(Numbers.plain($0, digits: 3))\(unit)" } ?? "nothing: it is undefined here"
            text += "\n![\(metric.title): a planted artefact](\(metric.name).svg)\n\n"
            text += "\(example.planted) **\(metric.title) reads \(value).**\n"
        }
        return text
    }

    private var unit: String { metric.unit == "1" || metric.unit.isEmpty ? "" : " \(metric.unit)" }

    private static func list(_ pages: [MetricPage]) -> String {
        let rows = pages.map { page in
            "| [\(page.metric.title)](\(page.metric.name).md) | `\(page.metric.name)` | \(page.metric.directionText) |\n"
        }
        return """
            # Metrics

            What each metric reads, with a picture of its artefact: known truth, one planted error, and the value that comes \
            out. `make metric-pages` writes these pages from the program's list of metrics.

            | metric | name | |
            |---|---|---|

            """ + rows.joined()
    }
}
