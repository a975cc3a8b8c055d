import ArgumentParser
import FoundationEssentials
import Harness

/// Options that several commands share.
struct CommonOptions: ParsableArguments {
    @Option(help: "Threads to use; results do not depend on it. (default: all processors)")
    var threads: Int?

    @Option(help: "Folder for finished stages. (default: $XDG_CACHE_HOME/twinbench or ~/.cache/twinbench)")
    var cache: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads: \(threads) is no number of threads; use 1 to 1024.")
        }
    }

    /// The workbench with these options, progress on a terminal and Ctrl-C watched.
    ///
    /// - Parameter isShared: whether all processes that were started together work on it; others are refused.
    func workbench(isShared: Bool = false) throws -> Workbench {
        let environment = ProcessInfo.processInfo.environment
        if !isShared { try Workbench.requireOneProcess(environment: environment) }
        let processes = try Workbench.processes(environment: environment)
        if let threads { Workbench.useThreads(threads) }
        Interrupt.watch()
        let root = cache.map { URL(filePath: $0) } ?? StageCache.defaultRoot(environment: environment)
        let reporter = RunReporter(
            onBegin: { ProgressLine.shared.begin($0) }, onReport: { ProgressLine.shared.report($0, $1) },
            isCancelled: { Interrupt.isRequested })
        let workbench = Workbench(
            cache: StageCache(
                root: root, progress: reporter.progress, warn: { Terminal.complain("twinbench: \($0)") }),
            reporter: reporter, environment: environment, communicator: processes)
        if workbench.ranks > 1 { ProgressLine.shared.keepLog() }
        return workbench
    }
}
