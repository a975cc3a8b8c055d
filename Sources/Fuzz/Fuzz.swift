import Arrays
import FoundationEssentials
import Glibc

/// Gives every reader of the program damaged files, and prints a row for each: how many it read, refused, and failed at.
///
///     Fuzz [--inputs 100000] [--seed 1] [--reader NAME] [--keep FOLDER] [--workers 2] [--checkout FOLDER]
///
/// Exit status 1: a reader crashed, took longer than five seconds or more memory than twice the honest size of its file.
@main
struct Fuzz {
    static func main() {
        do {
            try run()
        } catch {
            print("Fuzz: \(error)")
            exit(2)
        }
    }

    private static func run() throws {
        let options = Options(Array(CommandLine.arguments.dropFirst()))
        let keep = URL(filePath: options["keep"] ?? ".build/fuzz")
        let checkout = URL(filePath: options["checkout"] ?? FileManager.default.currentDirectoryPath)
        let seed = Seed(UInt64(options["seed"] ?? "") ?? 1)
        let readers = Reader.all.filter { options["reader"] ?? $0.name == $0.name }
        guard !readers.isEmpty else {
            print("there is no such reader; use one of \(Reader.all.map(\.name).joined(separator: ", "))")
            exit(2)
        }
        let corpus = keep.appending(path: "corpus")
        if let worker = options["worker"], let from = options.number("from"), let to = options.number("to") {
            return try work(readers[0], in: URL(filePath: worker), corpus: corpus, seed: seed, from..<to)
        }
        _ = try Corpus(in: corpus, checkout: checkout)
        let workers = options.number("workers") ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let inputs = options.number("inputs") ?? 100_000
        print("| reader | inputs | read | refused | lost | s |\n|---|--:|--:|--:|--:|--:|")
        var lost = 0
        for reader in readers {
            let watch = Watch(
                reader: reader, damage: damage(reader, corpus: corpus, seed: seed), corpus: corpus, keep: keep,
                arguments: ["--keep", keep.path, "--seed", "\(seed.value)"])
            let outcome = watch.run(inputs: inputs, workers: workers)
            let faults =
                outcome.faults + (outcome.manyLines > 0 ? ["\(outcome.manyLines) errors of several lines"] : [])
            print(
                "| \(reader.name) | \(outcome.inputs) | \(outcome.accepted) | \(outcome.refused) | "
                    + "\(faults.count) | \(Int(outcome.seconds.rounded())) |")
            for fault in faults { print("    lost: \(fault)") }
            fflush(nil)
            lost += faults.count
        }
        if lost > 0 { exit(1) }
    }

    private static func work(
        _ reader: Reader, in folder: URL, corpus: URL, seed: Seed, _ numbers: Range<Int>
    ) throws {
        guard let counters = Counters(folder.appending(path: "counters").path) else { exit(2) }
        Threads.count = 1
        Worker(reader: reader, damage: damage(reader, corpus: corpus, seed: seed), sandbox: folder)
            .run(numbers, counters: counters)
    }

    private static func damage(_ reader: Reader, corpus: URL, seed: Seed) -> Damage {
        let sound = Corpus.files(below: corpus.appending(path: reader.sound)).compactMap {
            try? [UInt8](Data(contentsOf: $0))
        }
        return Damage(sound: sound, isText: reader.isText, seed: seed, reader: reader.name)
    }
}

/// `--name value` pairs.
struct Options {
    private var values: [String: String] = [:]

    init(_ arguments: [String]) {
        for (name, value) in zip(arguments, arguments.dropFirst()) where name.hasPrefix("--") {
            values[String(name.dropFirst(2))] = value
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    func number(_ name: String) -> Int? { values[name].flatMap { Int($0) } }
}
