internal import Arrays
internal import Modelling

/// What the commands of the program do, one function each: the face of the harness.
public struct Workbench: Sendable {
    public let cache: StageCache
    public let reporter: RunReporter
    /// Of this program; methods outside it see a part of it.
    let environment: [String: String]

    public init(cache: StageCache, reporter: RunReporter, environment: [String: String] = [:]) {
        self.cache = cache
        self.reporter = reporter
        self.environment = environment
    }

    /// Sets how many threads the parallel loops use; results do not depend on it.
    public static func useThreads(_ count: Int) { Threads.count = count }

    /// The name among `known` that was probably meant, if there is one.
    public static func nearestName(to name: String, in known: [String]) -> String? { nearest(to: name, in: known) }
}
