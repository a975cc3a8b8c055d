package import Arrays

/// A simulation of beam intensities at the positions of a scan, whatever the illumination.
package protocol BeamSimulation: Sendable {
    /// The crystals' stacks under the same conditions: what the settings' errors and warnings follow from.
    var conditions: StackSimulation { get }
    /// The grid on which each slice step works, and how many of them there are.
    var grid: ReciprocalGrid { get }
    var sliceSteps: Int { get }
    /// Entries of a run's checkpoint.
    var blocks: Int { get }
    /// What a reader should know of the simulation itself.
    var warnings: [String] { get }

    /// Makes the plans of the transforms that decide the last bits of a run.
    ///
    /// - Throws: `FourierError`.
    func makePlans() throws

    /// Intensities with 1 for the incident beam, at the root; nil on other ranks, which do their share of the work.
    ///
    /// The result is the same to the last bit whatever the number of ranks, if all have the same plans and processors.
    /// - Throws: on every rank: `MultisliceError`, `FourierError`, `Cancelled`, `RankFailure`, or what the checkpoint throws.
    func run(
        progress: Progress, checkpoint: (any SimulationCheckpoint)?, over communicator: any Communicator
    ) throws -> BeamIntensities?

    /// Times a stretch of the run's own work; see `StackSimulation.forecast`.
    func forecast(
        within allowance: Double, finishedBlocks: Int, progress: Progress, now: @escaping @Sendable () -> Double
    ) throws -> SimulationForecast
}

extension StackSimulation: BeamSimulation {
    package var conditions: StackSimulation { self }
    package var warnings: [String] { [] }
}

extension BeamSimulation {
    /// Intensities with 1 for the incident beam, by this process alone.
    ///
    /// - Throws: as over ranks.
    package func run(progress: Progress, checkpoint: (any SimulationCheckpoint)? = nil) throws -> BeamIntensities {
        try alone(progress: progress, checkpoint: checkpoint)
    }

    func alone(progress: Progress, checkpoint: (any SimulationCheckpoint)?) throws -> BeamIntensities {
        guard let result = try run(progress: progress, checkpoint: checkpoint, over: SingleProcess()) else {
            throw RankFailure(rank: 0, message: "a process by itself is the root")
        }
        return result
    }
}
