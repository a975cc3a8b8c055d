import Arrays
import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// Runs workers over the inputs of a reader, keeps what ends or halts one, and goes on behind it.
struct Watch: Sendable {
    let reader: Reader
    let damage: Damage
    let corpus: URL
    /// Where offending inputs go.
    let keep: URL
    /// What a worker is started with beside its range.
    let arguments: [String]

    /// Seconds that a reader may take over one file.
    static let patience = 5.0
    /// Offending inputs of a reader after which it is given up.
    private static let enough = 40

    struct Outcome: Sendable {
        var accepted = 0
        var refused = 0
        /// Errors of more than one line.
        var manyLines = 0
        var faults: [String] = []
        var seconds = 0.0

        var inputs: Int { accepted + refused + faults.count }
    }

    func run(inputs: Int, workers: Int) -> Outcome {
        let start = ContinuousClock.now
        let total = Mutex(Outcome())
        let group = DispatchGroup()
        for index in 0..<workers {
            // A queue of its own is a thread of its own, whatever the number of cores: most of the time it waits.
            DispatchQueue(label: "worker-\(index)").async(group: group) {
                let part = inputs * index / workers..<inputs * (index + 1) / workers
                let outcome = watch(part, name: "\(index)")
                total.withLock { total in
                    total.accepted += outcome.accepted
                    total.refused += outcome.refused
                    total.manyLines += outcome.manyLines
                    total.faults += outcome.faults
                }
            }
        }
        group.wait()
        var outcome = total.withLock { $0 }
        let elapsed = start.duration(to: .now).components
        outcome.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        return outcome
    }

    private func watch(_ numbers: Range<Int>, name: String) -> Outcome {
        var outcome = Outcome()
        let folder = keep.appending(path: "worker-\(name)")
        var next = numbers.lowerBound
        while next < numbers.upperBound, outcome.faults.count < Self.enough {
            guard let counters = try? Sandbox.make(folder, corpus: corpus) else {
                outcome.faults.append("\(folder.path) cannot be made")
                return outcome
            }
            counters[.current] = next
            let end = work(next..<numbers.upperBound, in: folder, counters)
            outcome.accepted += counters[.accepted]
            outcome.refused += counters[.refused]
            outcome.manyLines += counters[.manyLines]
            guard let end else { break }
            let last = counters[.current]
            outcome.faults.append(last < numbers.upperBound ? kept(last, end) : "\(reader.name), at its end: \(end)")
            next = last + 1
        }
        try? FileManager.default.removeItem(at: folder)
        return outcome
    }

    /// Runs one worker to its end; says how that came, nil when all inputs were read.
    private func work(_ numbers: Range<Int>, in folder: URL, _ counters: Counters) -> String? {
        let log = folder.appending(path: "worker.log").path
        let range = ["--worker", folder.path, "--from", "\(numbers.lowerBound)", "--to", "\(numbers.upperBound)"]
        guard let pid = Processes.start(arguments + ["--reader", reader.name] + range, log: log) else {
            return "the worker cannot be started"
        }
        var (current, since, used) = (counters[.current], ContinuousClock.now, 0.0)
        while true {
            if let status = Processes.end(of: pid) {
                if status == 0 { return nil }
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                let line = text.split(whereSeparator: \.isNewline).first.map { ": \($0.suffix(300))" } ?? ""
                return (status > 128 ? "signal \(status - 128)" : "status \(status)") + line
            }
            usleep(10_000)
            let now = counters[.current]
            if now != current { (current, since, used) = (now, .now, Processes.seconds(of: pid)) }
            let wall = since.duration(to: .now)
            // On a machine with other work, the seconds are of the processor.
            if wall > .seconds(Self.patience), wall > .seconds(60) || Processes.seconds(of: pid) - used > Self.patience
            {
                Processes.kill(pid)
                return "took longer than \(Self.patience) s"
            }
        }
    }

    /// Keeps an input, and says what it does.
    private func kept(_ number: Int, _ end: String) -> String {
        let name = reader.name.map { $0 == " " || $0 == "/" ? "-" : String($0) }.joined()
        let file = keep.appending(path: "\(name)-\(damage.seed.value)-\(number)")
        try? Data(damage.input(number)).write(to: file)
        return "\(reader.name) \(number): \(end) (\(file.path))"
    }
}
