internal import Arrays
internal import Modelling

/// What the commands of the program do, one function each: the face of the harness.
public struct Workbench: Sendable {
    public let cache: StageCache
    public let reporter: RunReporter

    public init(cache: StageCache, reporter: RunReporter) {
        self.cache = cache
        self.reporter = reporter
    }

    /// Sets how many threads the parallel loops use; results do not depend on it.
    public static func useThreads(_ count: Int) { Threads.count = count }

    /// The name among `known` that was probably meant, if there is one.
    public static func nearestName(to name: String, in known: [String]) -> String? { nearest(to: name, in: known) }
}
