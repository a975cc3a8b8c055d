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

    /// Unmixes a dataset.
    ///
    /// - Parameters:
    ///   - scan: "30x60", for data that do not say their scan.
    ///   - method: a built-in method's name, or a method file.
    ///   - settings: options such as `components=3`.
    /// - Throws: `HarnessError`, `ModelError`, `FormatError`.
    public func learn(
        from data: URL, scan: String? = nil, method: String, settings: [String], seed: UInt64, output: URL
    ) throws -> LearningSummary {
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
        let name = chosen.name
        let claim = try OutputClaim(output, apartFrom: [data])
        defer { claim.release() }
        let stored = try DatasetFile.read(data, scan: Self.scan(scan))
        let counted = CountedPasses(stored.observations)
        let dataset = Dataset(
            name: stored.name, observations: counted, storage: stored.storage, calibration: stored.calibration,
            truth: stored.truth, beams: stored.beams, provenance: stored.provenance)
        let clock = StageClock()
        reporter.begin("\(name) on \(dataset.name)")
        let estimate = try clock.measure {
            do {
                let contender = try Contender.method(chosen, name: name, seed: seed, progress: reporter.progress)
                let learned = try contender.learn(dataset)
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
            passes: counted.count, peakMemory: PeakMemory.mebibytes)
    }

    /// Writes what an outside method printed beside the output; returns the file, nil when it printed nothing.
    private static func keep(_ account: OutsideTrial.Account?, beside output: URL) throws -> String? {
        guard let account, !account.printed.isEmpty else { return nil }
        let log = output.appendingPathExtension("log")
        try AtomicFile.write(Array(account.printed.utf8), to: log)
        return log.path
    }
}
