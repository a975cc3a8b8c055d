import FoundationEssentials
import TestSupport

/// One Swift file of the checkout, as text.
struct SwiftSource {
    /// Path from the top of the checkout.
    let path: String
    let lines: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The room a file under Sources/ belongs to.
    var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// The number of lines, the empty one after the last line break not counted.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    /// The modules that the file imports, whatever the access level or attribute.
    var imports: [String] {
        let line =
            /^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
        return lines.compactMap { $0.firstMatch(of: line).map { String($0.output.1) } }
    }

    /// Where the file breaks a rule, as "path:line: what".
    var offences: [String] {
        lines.enumerated().flatMap { number, line in
            Self.offences(in: line).map { "\(path):\(number + 1): \($0)" }
        }
    }

    /// What one line holds that no source may hold. Code that only a comment shows does not count.
    static func offences(in line: String) -> [String] {
        // Most lines hold none of these, and patterns take their time.
        let words = ["@testable", "try!", "as!", "fatalError(", "TODO", "FIXME"]
        guard words.contains(where: { line.contains($0) }) else { return [] }
        let comment = line.firstRange(of: /(?:^|[^:])\/\//)?.lowerBound ?? line.endIndex
        let code = line[..<comment]
        var found: [String] = []
        if code.contains(/^\s*@testable\b/) { found.append("@testable") }
        if code.contains(/\btry!/) { found.append("try!") }
        if code.contains(/\bas!/) { found.append("as!") }
        if code.contains(/\bfatalError\(/) { found.append("fatalError(") }
        if line.contains(/\b(?:TODO|FIXME)\b/) { found.append("TODO") }
        return found
    }

    /// Every Swift file under a folder of the checkout, sorted by path.
    static func all(under folder: String) throws -> [SwiftSource] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: Reference.checkout.appending(path: folder).path)
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let url = Reference.checkout.appending(path: "\(folder)/\(path)")
            return SwiftSource(path: "\(folder)/\(path)", text: try String(contentsOf: url, encoding: .utf8))
        }
    }
}
