internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials
internal import Learning
internal import Modelling

extension Workbench {
    /// What a method made of a dataset.
    public struct LearningSummary: Codable, Sendable {
        public var method: String
        public var options: String
        public var dataset: String
        public var file: String
        public var sources: Int
        public var convergence: [String: Double]
        public var seconds: Double
        /// How often the observations were gone through.
        public var passes: Int
        /// Largest resident memory of the program, MiB.
        public var peakMemory: Double

        enum CodingKeys: String, CodingKey {
            case method, options, dataset, file, sources, convergence, seconds, passes
            case peakMemory = "peak-memory"
        }
    }

    /// What is to be done, once all of it has been read.
    private struct Assignment {
        let method: ChosenMethod
        let dataset: Dataset
        let passes: CountedPasses
    }

    /// Unmixes a dataset.
    ///
    /// - Parameters:
    ///   - scan: "30x60", for data that do not say their scan.
    ///   - method: a built-in method's name, or a method file.
    ///   - settings: options such as `components=3`.
    /// - Returns: nil on other ranks than the root, which unmix their rows.
    /// - Throws: `HarnessError`, `ModelError`, `FormatError`.
    public func learn(
        from data: URL, scan: String? = nil, method: String, settings: [String], seed: UInt64, output: URL
    ) throws -> LearningSummary? {
        let crew = Crew(communicator: communicator)
        return try crew.lead {
            let claim = try OutputClaim(output, apartFrom: [data])
            defer { claim.release() }
            let assignment = try self.assignment(data, scan: scan, method: method, settings: settings)
            crew.give(.learn)
            try alike()
            try communicator.together {}
            return try learn(assignment, from: data, by: method, seed: seed, output: output)
        } help: { _ in
            try alike()
            let assignment = try communicator.together {
                try self.assignment(data, scan: scan, method: method, settings: settings)
            }
            _ = try communicator.together { try learned(assignment, seed: seed) }
        }
    }

    /// Refuses processors of several kinds: their products differ in the last bits, and ranks must decide alike.
    private func alike() throws {
        guard communicator.size > 1 else { return }
        let own = Host.processor()
        let root = String(decoding: communicator.broadcast(Array(own.utf8), from: 0), as: UTF8.self)
        try communicator.together {
            guard own == root else {
                throw RankFailure(
                    rank: communicator.rank,
                    message: "its processor is \(own), that of rank 0 \(root); learn on machines of one kind")
            }
        }
    }

    private func assignment(
        _ data: URL, scan: String?, method: String, settings: [String]
    ) throws -> Assignment {
        let overrides = try settings.map { try Override(argument: $0) }
        guard !method.isEmpty else {
            let known = MethodCatalogue.all.map { $0.name }
            throw HarnessError.unknownMethod(origin: "--method", name: method, nearest: nil, known: known)
        }
        let isFile = MethodSource.isFile(method)
        let source =
            try isFile
            ? MethodSource(file: method, overrides: overrides)
            : .builtIn(MethodModel(text: method, file: "--method", overrides: overrides))
        let chosen = try ChosenMethod(source, origin: isFile ? method : "--method", environment: environment)
        let isShared = communicator.size > 1
        guard !isShared || chosen.sharesRows else {
            let able = MethodCatalogue.all.filter { $0.traits.contains(.sharedRows) }.map { $0.name }
            throw HarnessError.badOption(
                name: "--method", value: chosen.name,
                mend: "it takes one process; over several run \(able.joined(separator: ", "))")
        }
        // No copy of a process that speaks MPI: data are read at once.
        let stored = try DatasetFile.read(data, scan: Self.scan(scan), isOwn: isShared)
        let counted = CountedPasses(stored.observations)
        let rows: any RowSource =
            isShared ? SharedRows(counted, over: communicator, holding: valuesHeldInMemory) : counted
        return Assignment(
            method: chosen,
            dataset: Dataset(
                name: stored.name, observations: rows, storage: stored.storage, calibration: stored.calibration,
                truth: stored.truth, beams: stored.beams, provenance: stored.provenance), passes: counted)
    }

    private func learned(_ assignment: Assignment, seed: UInt64) throws -> Contender.Learned {
        let method = assignment.method
        return try Contender.method(method, name: method.name, seed: seed, progress: reporter.progress)
            .learn(assignment.dataset)
    }

    private func learn(
        _ assignment: Assignment, from data: URL, by method: String, seed: UInt64, output: URL
    ) throws -> LearningSummary {
        let (name, dataset) = (assignment.method.name, assignment.dataset)
        let clock = StageClock()
        reporter.begin("\(name) on \(dataset.name)")
        let estimate = try clock.measure {
            do {
                let learned = try communicator.together { try self.learned(assignment, seed: seed) }
                _ = try Self.keep(learned.account, beside: output)
                try ResultFile.write(learned.estimate, to: output)
                return learned.estimate
            } catch let failure as OutsideTrial.Failure {
                throw HarnessError.outsideMethodFailed(
                    file: method, problem: "\(name) on \(dataset.name) \(failure.reason)",
                    log: try Self.keep(failure.account, beside: output))
            } catch let error as LearningError {
                throw HarnessError.unfit(file: data.path, problem: "\(error)")
            } catch is Cancelled {
                throw HarnessError.stopped(goOn: "nothing was written; run the same command again")
            }
        }
        return LearningSummary(
            method: name, options: estimate.provenance.model, dataset: dataset.name, file: output.path,
            sources: estimate.patterns.rows, convergence: estimate.convergence, seconds: clock.seconds,
            passes: assignment.passes.count, peakMemory: PeakMemory.mebibytes)
    }

    /// Writes what an outside method printed beside the output; returns the file, nil when it printed nothing.
    private static func keep(_ account: OutsideTrial.Account?, beside output: URL) throws -> String? {
        guard let account, !account.printed.isEmpty else { return nil }
        let log = output.appendingPathExtension("log")
        try AtomicFile.write(Array(account.printed.utf8), to: log)
        return log.path
    }
}
