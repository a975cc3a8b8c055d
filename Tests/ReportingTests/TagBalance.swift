/// Checks that every element of a page is closed in order and that every attribute is quoted: what a strict reader asks.
struct TagBalance {
    /// The first fault found, or nil.
    static func fault(in page: String) -> String? {
        var open: [String] = []
        var rest = Substring(page)
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...]
            if rest.hasPrefix("<!DOCTYPE") {
                rest = rest.dropFirst("<!DOCTYPE".count)
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { return "a tag does not end: \(rest.prefix(60))" }
            let tag = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" })
            if tag.hasPrefix("/") {
                guard open.popLast() == name else { return "</\(name)> closes nothing: \(tag)" }
            } else {
                if tag.count(where: { $0 == "\"" }) % 2 != 0 { return "quotes do not match: \(tag.prefix(120))" }
                if tag.contains("=") && !tag.contains("=\"") { return "an attribute lacks quotes: \(tag.prefix(120))" }
                if !tag.hasSuffix("/") { open.append(name) }
            }
            // What stands in a script or a style sheet is no markup.
            if name == "script" || name == "style", !tag.hasPrefix("/") {
                guard let close = rest.firstRange(of: "</\(name)>") else { return "<\(name)> is not closed" }
                rest = rest[close.lowerBound...]
            }
        }
        return open.isEmpty ? nil : "never closed: \(open)"
    }
}
