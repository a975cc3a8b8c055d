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
    func workbench() -> Workbench {
        if let threads { Workbench.useThreads(threads) }
        Interrupt.watch()
        let environment = ProcessInfo.processInfo.environment
        let root = cache.map { URL(filePath: $0) } ?? StageCache.defaultRoot(environment: environment)
        let reporter = RunReporter(
            onBegin: { ProgressLine.shared.begin($0) }, onReport: { ProgressLine.shared.report($0, $1) },
            isCancelled: { Interrupt.isRequested })
        return Workbench(
            cache: StageCache(
                root: root, progress: reporter.progress, warn: { Terminal.complain("twinbench: \($0)") }),
            reporter: reporter,
            environment: environment)
    }
}
