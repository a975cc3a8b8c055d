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
    }

    /// Unmixes a dataset.
    ///
    /// - Parameters:
    ///   - method: a built-in method's name, or a method file.
    ///   - settings: options such as `components=3`.
    /// - Throws: `HarnessError`, `ModelError`, `FormatError`.
    public func learn(
        from data: URL, method: String, settings: [String], seed: UInt64, output: URL
    ) throws -> LearningSummary {
        let overrides = try settings.map { try Override(argument: $0) }
        let isFile = method.hasSuffix(".yaml") || method.hasSuffix(".yml")
        guard !method.isEmpty else {
            let known = MethodCatalogue.all.map { $0.name }
            throw HarnessError.unknownMethod(origin: "--method", name: method, nearest: nil, known: known)
        }
        let model =
            try isFile
            ? MethodModel(file: method, overrides: overrides)
            : MethodModel(text: method, file: "--method", overrides: overrides)
        let builtIn = try BuiltInMethods.method(from: model, origin: isFile ? method : "--method")
        try Folder.requireWritable(for: output, apartFrom: [data])
        let dataset = try DatasetFile.read(data)
        let clock = StageClock()
        reporter.begin("\(model.method) on \(dataset.name)")
        let estimate = try clock.measure {
            do {
                let estimate = try EstimateStage(progress: reporter.progress).estimate(
                    builtIn, name: model.method, on: dataset, seed: Seed(seed))
                try ResultFile.write(estimate, to: output)
                return estimate
            } catch let error as LearningError {
                throw HarnessError.unfit(file: data.path, problem: "\(error)")
            } catch is Cancelled {
                throw HarnessError.stopped(goOn: "nothing was written; run the same command again")
            }
        }
        return LearningSummary(
            method: model.method, options: estimate.provenance.model, dataset: dataset.name, file: output.path,
            sources: estimate.patterns.rows, convergence: estimate.convergence, seconds: clock.seconds)
    }
}
