internal import Arrays
internal import Datasets
internal import Learning

/// Whoever runs on a dataset in an experiment: a method, or the oracle beside it.
struct Contender: Sendable {
    let name: String
    let seed: UInt64
    /// What the result depends on besides the dataset and the seed.
    let options: String
    let estimate: @Sendable (Dataset) throws -> StoredEstimate

    /// A built-in method, which sees the observations only.
    static func method(
        _ method: any CataloguedMethod, name: String, seed: UInt64, progress: Progress
    ) throws -> Contender {
        Contender(name: name, seed: seed, options: try BuiltInMethods.resolvedYAML(method)) { data in
            try EstimateStage(progress: progress).estimate(method, name: name, on: data, seed: Seed(seed))
        }
    }

    /// Unmixing with the true patterns, which takes no seed.
    static let oracle = Contender(name: Oracle.name, seed: 0, options: Oracle.name) { data in
        guard let truth = data.truth else { throw HarnessError.noTruth(file: data.name) }
        return try Oracle.estimate(on: data, truth: truth)
    }
}
