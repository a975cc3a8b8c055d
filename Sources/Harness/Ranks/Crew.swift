internal import Arrays
internal import FoundationEssentials
internal import Multislice

/// The ranks of a run: the root does all that one process does, reading, caching and writing among it, and the others help
/// with the long work that it gives out.
package struct Crew: Sendable {
    let communicator: any Communicator

    /// What the root has the others do.
    enum Task: Codable {
        /// The rank's share of the simulation with this key.
        case simulate(key: String, checkpoint: String, plans: [String: String])
        /// Its rows of the data that all have been asked to unmix.
        case learn
        case end
    }

    /// - Parameters:
    ///   - work: all of it, at the root, which calls `give` where the others are to help.
    ///   - help: what another rank does for a task. It fails on all ranks or on none (`Communicator.together`), and the root
    ///     says why.
    /// - Returns: nil on the other ranks.
    func lead<T>(_ work: () throws -> T, help: (Task) throws -> Void) throws -> T? {
        guard communicator.isRoot else {
            while let task = received() { try? help(task) }
            return nil
        }
        defer { give(.end) }
        return try work()
    }

    func give(_ task: Task) {
        guard communicator.size > 1 else { return }
        _ = communicator.broadcast((try? JSONEncoder().encode(task)).map { Array($0) } ?? [], from: 0)
    }

    /// The next task; nil when there is none any more.
    private func received() -> Task? {
        let bytes = communicator.broadcast([], from: 0)
        guard let task = try? JSONDecoder().decode(Task.self, from: Data(bytes)) else { return nil }
        if case .end = task { return nil }
        return task
    }

    /// Runs a simulation on all ranks.
    ///
    /// - Parameter checkpoint: in a folder that every rank reaches.
    /// - Throws: as the simulation.
    func run(
        _ simulation: any BeamSimulation, key: StageKey, progress: Progress, checkpoint: Checkpoint
    ) throws -> BeamIntensities {
        if communicator.size > 1 {
            try simulation.makePlans()
            Plans.save(to: checkpoint.folder)
            give(
                .simulate(
                    key: key.digest, checkpoint: checkpoint.folder.path, plans: FourierPlanner.exportWisdom()))
            try communicator.together {}
        }
        guard let result = try simulation.run(progress: progress, checkpoint: checkpoint, over: communicator) else {
            throw RankFailure(rank: communicator.rank, message: "only the root has the result")
        }
        return result
    }

    /// Does this rank's share of a simulation.
    ///
    /// - Parameter simulation: makes the one with a key.
    func help(
        key: String, checkpoint: String, plans: [String: String], progress: Progress,
        simulation: (_ key: String) throws -> (any BeamSimulation)?
    ) throws {
        let simulation = try communicator.together {
            FourierPlanner.importWisdom(plans)
            guard let found = try simulation(key) else {
                throw RankFailure(
                    rank: communicator.rank,
                    message: "the model or its crystals are others here; let all machines read the same files")
            }
            return found
        }
        let checkpoint = Checkpoint(joining: URL(filePath: checkpoint), digest: key)
        _ = try simulation.run(progress: progress, checkpoint: checkpoint, over: communicator)
    }
}
