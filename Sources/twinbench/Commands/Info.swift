import ArgumentParser
import FoundationEssentials
import Harness

struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Say what a file is: a crystal, model, experiment, method, dataset, result, array, record or baseline.",
        discussion: "Example: twinbench info Models/crystals/GaAs.cif")

    @Argument(
        help:
            "A .cif, .yaml, .hspy, .h5, .npy, record.json or baseline file, or a folder with patterns.npy and maps.npy."
    )
    var file: String

    @Option(help: "Accelerating voltage for extinction lengths.")
    var energy = "300 kV"

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let facts = try Workbench.info(about: URL(filePath: file), energy: energy)
        if json { return try Output.json(facts) }
        let width = facts.map(\.name.count).max() ?? 0
        for fact in facts {
            Output.line(
                Terminal.plain(fact.name + String(repeating: " ", count: width - fact.name.count) + "  " + fact.value))
        }
    }
}
