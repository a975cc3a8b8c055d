import ArgumentParser
import FoundationEssentials
import Harness
import Records
import Reporting

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List methods, metrics or models.",
        discussion: """
            Example: twinbench list methods

            list metrics --pages FOLDER writes a page for each metric, Markdown with a picture of a planted artefact and \
            what the metric reads of it.
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case methods, metrics, models
    }

    @Argument(help: "methods, metrics or models.")
    var kind: Kind

    @Option(help: "Where the models are.")
    var folder = "Models/datasets"

    @Option(help: "For metrics: write a page for each into this folder.")
    var pages: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if pages != nil, kind != .metrics { throw ValidationError("--pages: only metrics have pages.") }
    }

    func run() throws {
        if let pages { return try writePages(to: URL(filePath: pages)) }
        let items =
            switch kind {
            case .methods: Workbench.methodList
            case .metrics: Workbench.metricList
            case .models: Workbench.modelList(in: folder)
            }
        if json { return try Output.json(items) }
        for item in items {
            Output.line("\(item.name)  \(item.title)")
            for detail in item.details { Output.line("    \(detail)") }
        }
    }

    private func writePages(to folder: URL) throws {
        let pages = try Workbench.metrics.map { metric in
            MetricPage(metric, example: try Workbench.plantedExample(of: metric.name))
        }
        try MetricPage.write(pages, to: folder)
        if json { return try Output.json(pages.count) }
        Output.line("\(folder.path): \(pages.count) pages")
    }
}
