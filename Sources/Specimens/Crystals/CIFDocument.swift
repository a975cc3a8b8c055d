/// The text of a CIF file taken apart: data blocks with their items and loops (Hall, Allen & Brown 1991, Acta Cryst. A47, 655).
struct CIFDocument {
    struct Loop {
        let keys: [String]
        var rows: [[String]]
    }

    /// A data block; keys are in lower case, "." and "?" are kept as they are.
    struct Block {
        let name: String
        var items: [String: String] = [:]
        var loops: [Loop] = []

        /// The column of a loop under the first of `keys` that the block has.
        func column(_ keys: [String]) -> [String]? {
            for key in keys {
                for loop in loops {
                    if let index = loop.keys.firstIndex(of: key) { return loop.rows.map { $0[index] } }
                }
                if let value = items[key] { return [value] }
            }
            return nil
        }

        /// The rows of the loop that has `key`, each without the values that are unknown ("." or "?").
        func rows(with key: String) -> [[String: String]] {
            let known = { (value: String) in value != "." && value != "?" }
            if let loop = loops.first(where: { $0.keys.contains(key) }) {
                return loop.rows.map { row in
                    Dictionary(zip(loop.keys, row), uniquingKeysWith: { first, _ in first }).filter { known($0.value) }
                }
            }
            return items[key] == nil ? [] : [items.filter { known($0.value) }]
        }

        func item(_ keys: [String]) -> String? {
            let value = column(keys)?.first
            return value == "." || value == "?" ? nil : value
        }
    }

    private(set) var blocks: [Block] = []

    init(text: String, file: String) throws(SpecimenError) {
        let tokens = try CIFTokens.split(text, file: file)
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            index += 1
            switch token.kind {
            case .block(let name): blocks.append(Block(name: name))
            case .key(let key):
                guard index < tokens.count, case .value(let value) = tokens[index].kind else {
                    throw .malformedCIF(file: file, line: token.line, reason: "\(key) has no value; write one after it")
                }
                index += 1
                try withBlock(token, file) { $0.items[key] = value }
            case .loop:
                let loop = try Self.loop(tokens, from: &index, token: token, file: file)
                try withBlock(token, file) { $0.loops.append(loop) }
            case .value(let value):
                throw .malformedCIF(
                    file: file, line: token.line,
                    reason: "\"\(value)\" belongs to no key; write text with spaces in quotes")
            }
        }
    }

    private mutating func withBlock(
        _ token: CIFTokens.Token, _ file: String, _ change: (inout Block) -> Void
    ) throws(SpecimenError) {
        guard !blocks.isEmpty else {
            throw .malformedCIF(
                file: file, line: token.line, reason: "no data block yet; begin the file with data_NAME")
        }
        change(&blocks[blocks.count - 1])
    }

    private static func loop(
        _ tokens: [CIFTokens.Token], from index: inout Int, token: CIFTokens.Token, file: String
    ) throws(SpecimenError) -> Loop {
        var keys: [String] = []
        while index < tokens.count, case .key(let key) = tokens[index].kind {
            keys.append(key)
            index += 1
        }
        var values: [String] = []
        while index < tokens.count, case .value(let value) = tokens[index].kind {
            values.append(value)
            index += 1
        }
        guard !keys.isEmpty else {
            throw .malformedCIF(file: file, line: token.line, reason: "a loop without keys; write them after loop_")
        }
        guard values.count.isMultiple(of: keys.count) else {
            throw .malformedCIF(
                file: file, line: token.line,
                reason:
                    "loop of \(keys[0]): \(values.count) values do not fill rows of \(keys.count); mend the last row")
        }
        let rows = stride(from: 0, to: values.count, by: keys.count).map { Array(values[$0..<$0 + keys.count]) }
        return Loop(keys: keys, rows: rows)
    }
}
