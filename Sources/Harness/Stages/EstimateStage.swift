public import Arrays
package import Datasets
package import Learning
internal import Modelling
internal import Quantities
internal import Records

/// From a dataset's observations to patterns and maps, by a method that sees nothing else.
public struct EstimateStage: Sendable {
    private let progress: Progress

    public init(progress: Progress) { self.progress = progress }

    /// Learns with a built-in method.
    ///
    /// - Parameter name: what the method is called in results.
    /// - Throws: `LearningError`, `Cancelled`, or what reading the observations throws.
    package func estimate(
        _ method: any CataloguedMethod, name: String, on dataset: Dataset, seed: Seed
    ) throws -> StoredEstimate {
        let chosen: any CataloguedMethod =
            if let preprocessed = method as? Preprocessed {
                try preprocessed.centred(at: dataset.directBeam)
            } else {
                method
            }
        return try Self.run(chosen, name: name, on: dataset, seed: seed, progress: progress)
    }

    private static func run<Method: CataloguedMethod>(
        _ method: Method, name: String, on dataset: Dataset, seed: Seed, progress: Progress
    ) throws -> StoredEstimate {
        // Ranks stop together, which they do where they go through their rows.
        let communicator = dataset.observations.communicator
        let estimate = try method.estimate(
            from: StoppableRows(source: dataset.observations, progress: communicator.watched(progress)), seed: seed,
            progress: communicator.size > 1 ? progress.uninterrupted : progress)
        let convergence = estimate.convergence
        return StoredEstimate(
            method: name, dataset: dataset.name, shape: dataset.shape, patterns: estimate.patterns.converted(),
            maps: estimate.maps, mapScaling: estimate.mapScaling.rawValue, objective: convergence.objective,
            convergence: [
                "converged": convergence.converged ? 1 : 0, "iterations": Double(convergence.iterations),
                "starts": Double(convergence.starts), "starts-agreeing": Double(convergence.startsAgreeing),
            ],
            diagnostics: estimate.diagnostics,
            provenance: Provenance(
                model: try MethodModel.resolvedYAML(name: Method.name, method: method),
                digests: ["dataset": dataset.provenance.digests["model"] ?? ""], seed: seed.value,
                versions: [
                    "twinbench": TwinbenchVersion.current, "estimate": "\(Stage.estimate.revision)",
                ]))
    }
}
