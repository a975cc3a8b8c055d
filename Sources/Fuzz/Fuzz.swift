import ArgumentParser
import Arrays
import FoundationEssentials
import Glibc

@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Fuzz",
        abstract: "Gives every reader of the program damaged files, and prints a row for each.",
        discussion: """
            A row says how many files a reader read, refused, and was lost at: crashed, took longer than five seconds or more \
            memory than twice the honest size of its file. Exit status 1: a reader was lost.
            """)

    @Option(help: "Damaged files for each reader.")
    var inputs = 100_000

    @Option(help: "The damage follows from it.")
    var seed: UInt64 = 1

    @Option(help: "One reader instead of all: \(Reader.all.map(\.name).joined(separator: ", ")).")
    var reader: String?

    @Option(help: "The folder of sound files and of those at which a reader was lost.")
    var keep = ".build/fuzz"

    @Option(help: "Processes side by side (default: one for each core).")
    var workers: Int?

    @Option(help: "The checkout whose files are the sound ones (default: this folder).")
    var checkout: String?

    @Option(help: .private)
    var worker: String?

    @Option(help: .private)
    var from: Int?

    @Option(help: .private)
    var to: Int?

    private var readers: [Reader] { Reader.all.filter { reader ?? $0.name == $0.name } }
    private var corpus: URL { URL(filePath: keep).appending(path: "corpus") }

    func validate() throws {
        guard !readers.isEmpty else {
            throw ValidationError("--reader: use one of \(Reader.all.map(\.name).joined(separator: ", "))")
        }
        guard inputs > 0, workers ?? 1 > 0 else { throw ValidationError("--inputs and --workers: use 1 or more") }
    }

    func run() throws {
        if let worker, let from, let to, from <= to { return try work(in: URL(filePath: worker), from..<to) }
        _ = try Corpus(in: corpus, checkout: URL(filePath: checkout ?? FileManager.default.currentDirectoryPath))
        print("| reader | inputs | read | refused | lost | s |\n|---|--:|--:|--:|--:|--:|")
        var lost = 0
        for reader in readers {
            fflush(nil)
            let watch = Watch(
                reader: reader, damage: damage(of: reader), corpus: corpus, keep: URL(filePath: keep),
                arguments: ["--keep", keep, "--seed", "\(seed)"])
            let outcome = watch.run(
                inputs: inputs, workers: workers ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
            let faults =
                outcome.faults + (outcome.manyLines > 0 ? ["\(outcome.manyLines) errors of several lines"] : [])
            print(
                "| \(reader.name) | \(outcome.inputs) | \(outcome.accepted) | \(outcome.refused) | "
                    + "\(faults.count) | \(Int(outcome.seconds.rounded())) |")
            for fault in faults { print("    lost: \(fault)") }
            lost += faults.count
        }
        if lost > 0 { throw ExitCode(1) }
    }

    private func work(in folder: URL, _ numbers: Range<Int>) throws {
        guard let counters = Counters(folder.appending(path: "counters").path) else { throw ExitCode(2) }
        Threads.count = 1
        Worker(reader: readers[0], damage: damage(of: readers[0]), sandbox: folder).run(numbers, counters: counters)
    }

    private func damage(of reader: Reader) -> Damage {
        let sound = Corpus.files(below: corpus.appending(path: reader.sound)).compactMap {
            try? [UInt8](Data(contentsOf: $0))
        }
        return Damage(sound: sound, isText: reader.isText, seed: Seed(seed), reader: reader.name)
    }
}
