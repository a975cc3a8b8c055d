internal import Arrays
internal import FoundationEssentials
internal import Records

/// The machine that a run took place on, for the record only.
enum Host {
    static func machine() -> RunRecord.Machine {
        let info = ProcessInfo.processInfo
        return RunRecord.Machine(
            processor: processor(), cores: info.activeProcessorCount, threads: Threads.count,
            system: info.operatingSystemVersionString, started: Date().formatted(.iso8601), seconds: [:])
    }

    /// The processor's name as the system gives it; "unknown" where it gives none.
    static func processor() -> String {
        let text = (try? String(contentsOf: URL(filePath: "/proc/cpuinfo"), encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init)
            ?? "unknown"
    }
}
