public import Arrays
internal import Modelling
internal import Ranks

/// What the commands of the program do, one function each: the face of the harness.
public struct Workbench: Sendable {
    public let cache: StageCache
    public let reporter: RunReporter
    /// Of this program; methods outside it see a part of it.
    let environment: [String: String]
    /// The processes that simulate and learn together.
    let communicator: any Communicator

    public init(
        cache: StageCache, reporter: RunReporter, environment: [String: String] = [:],
        communicator: any Communicator = SingleProcess()
    ) {
        self.cache = cache
        self.reporter = communicator.isRoot ? reporter : reporter.silenced
        self.environment = environment
        self.communicator = communicator
    }

    /// Sets how many threads the parallel loops use; results do not depend on it.
    public static func useThreads(_ count: Int) { Threads.count = count }

    /// The name among `known` that was probably meant, if there is one.
    public static func nearestName(to name: String, in known: [String]) -> String? { nearest(to: name, in: known) }

    /// The processes that were started together, this one among them, as their environment tells; each uses its share of its
    /// machine's processors.
    ///
    /// - Throws: `LaunchError`.
    public static func processes(environment: [String: String]) throws -> any Communicator {
        let communicator = try World.join(environment: environment)
        if let threads = World.threads(of: communicator) { Threads.count = threads }
        return communicator
    }

    /// How many processes work together.
    public var ranks: Int { communicator.size }

    /// Refuses a start of several processes, for what one does alone.
    ///
    /// - Throws: `HarnessError.manyProcesses`.
    public static func requireOneProcess(environment: [String: String]) throws {
        let count = Launch.processes(environment: environment)
        guard count <= 1 else { throw HarnessError.manyProcesses(count) }
    }
}
