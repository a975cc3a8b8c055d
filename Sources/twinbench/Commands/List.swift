import ArgumentParser
import Harness

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List methods, metrics or models.", discussion: "Example: twinbench list methods")

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case methods, metrics, models
    }

    @Argument(help: "methods, metrics or models.")
    var kind: Kind

    @Option(help: "Where the models are.")
    var folder = "Models/datasets"

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let items =
            switch kind {
            case .methods: Workbench.methodList
            case .metrics: Workbench.metricList
            case .models: Workbench.modelList(in: folder)
            }
        if json { return try Output.json(items) }
        for item in items {
            print("\(item.name)  \(item.title)")
            for detail in item.details { print("    \(detail)") }
        }
    }
}
