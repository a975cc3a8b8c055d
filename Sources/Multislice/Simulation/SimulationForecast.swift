package import Arrays

/// What a run will take on this machine, told from a short stretch of its own work.
package struct SimulationForecast: Sendable {
    /// Wall time, s, of the transmission functions of all configurations, and of all tilts through the slices.
    package let potentials: Double
    package let multislice: Double
    /// Most memory that the run holds at a time, bytes.
    package let memory: Int
    /// The beams, and their intensities where the probe got to: what a pattern looks like.
    package let beams: BeamSelection
    package let sample: [Float]
}

extension StackSimulation {
    /// Times a stretch of the run's own work: potentials of a few slices, then waves through slices on all threads.
    ///
    /// Plans for the transforms are made before the clock starts and stay in the planner's wisdom, where the run finds them.
    ///
    /// - Parameters:
    ///   - allowance: how long to measure, s; a single potential or slice step may take longer.
    ///   - finishedBlocks: blocks of tilts that a checkpoint has already.
    ///   - now: a clock, s.
    /// - Throws: `MultisliceError`, `FourierError`, `Cancelled`.
    package func forecast(
        within allowance: Double, finishedBlocks: Int, progress: Progress, now: @escaping @Sendable () -> Double
    ) throws -> SimulationForecast {
        switch precision {
        case .single:
            try SimulationProbe<Float>(self, progress: progress, now: now)
                .forecast(within: allowance, finishedBlocks: finishedBlocks)
        case .double:
            try SimulationProbe<Double>(self, progress: progress, now: now)
                .forecast(within: allowance, finishedBlocks: finishedBlocks)
        }
    }
}
