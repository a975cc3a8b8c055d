internal import Arrays
internal import Datasets
internal import Learning

/// Whoever runs on a dataset in an experiment: a method, or the oracle beside it.
struct Contender: Sendable {
    let name: String
    let seed: UInt64
    /// What the result depends on besides the dataset and the seed.
    let options: String
    let learn: @Sendable (Dataset) throws -> Learned

    /// A result, and how the program behind it went where there is one.
    struct Learned {
        let estimate: StoredEstimate
        var account: OutsideTrial.Account?
    }

    /// A method, which sees the observations only.
    static func method(
        _ method: ChosenMethod, name: String, seed: UInt64, progress: Progress
    ) throws -> Contender {
        let identity = try method.identity
        return switch method {
        case .builtIn(let method):
            Contender(name: name, seed: seed, options: identity) { data in
                Learned(
                    estimate: try EstimateStage(progress: progress).estimate(
                        method, name: name, on: data, seed: Seed(seed)))
            }
        case .outside(let method):
            Contender(name: name, seed: seed, options: identity) { data in
                let (estimate, account) = try OutsideTrial(method: method, progress: progress)
                    .run(name: name, on: data, seed: Seed(seed))
                return Learned(estimate: estimate, account: account)
            }
        }
    }

    /// Unmixing with the true patterns, which takes no seed.
    static let oracle = Contender(name: Oracle.name, seed: 0, options: Oracle.name) { data in
        guard let truth = data.truth else { throw HarnessError.noTruth(file: data.name) }
        return Learned(estimate: try Oracle.estimate(on: data, truth: truth))
    }
}
