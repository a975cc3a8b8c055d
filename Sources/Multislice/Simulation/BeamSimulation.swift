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

    /// Intensities with 1 for the incident beam.
    ///
    /// - Throws: `MultisliceError`, `FourierError`, `Cancelled`, or what the checkpoint throws.
    func run(progress: Progress, checkpoint: (any SimulationCheckpoint)?) throws -> BeamIntensities

    /// Times a stretch of the run's own work; see `StackSimulation.forecast`.
    func forecast(
        within allowance: Double, finishedBlocks: Int, progress: Progress, now: @escaping @Sendable () -> Double
    ) throws -> SimulationForecast
}

extension StackSimulation: BeamSimulation {
    package var conditions: StackSimulation { self }
    package var warnings: [String] { [] }
}
