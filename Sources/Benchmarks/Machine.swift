import FoundationEssentials

/// Where and when the table was measured.
struct Machine: Codable {
    let processor: String
    let cores: Int
    let date: String

    static func here() -> Machine {
        let text = (try? String(contentsOf: URL(filePath: "/proc/cpuinfo"), encoding: .utf8)) ?? ""
        let model = text.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
        return Machine(
            processor: model.map { String($0.trimmingPrefix(while: \.isWhitespace)) } ?? "unknown",
            cores: ProcessInfo.processInfo.activeProcessorCount, date: Date().formatted(.iso8601))
    }

    var line: String { "\(processor), \(cores) cores, \(date)" }
}
