/// The words of a CIF file: keys, values (bare, quoted or between lines that begin with ";"), loops and block headers.
enum CIFTokens {
    enum Kind: Equatable {
        case block(String)
        case loop
        case key(String)
        case value(String)
    }

    struct Token {
        let kind: Kind
        let line: Int
    }

    static func split(_ text: String, file: String) throws(SpecimenError) -> [Token] {
        var tokens: [Token] = []
        // Some editors put a byte order mark before the text.
        let body = text.first == "\u{FEFF}" ? text.dropFirst() : Substring(text)
        let lines = body.split(omittingEmptySubsequences: false) { $0.isNewline }
        var number = 0
        while number < lines.count {
            let line = lines[number]
            number += 1
            guard line.first == ";" else {
                try split(line: line, number: number, file: file, into: &tokens)
                continue
            }
            let start = number
            var parts = [String(line.dropFirst())]
            while number < lines.count, lines[number].first != ";" {
                parts.append(String(lines[number]))
                number += 1
            }
            guard number < lines.count else {
                throw .malformedCIF(
                    file: file, line: start, reason: "text that begins with \";\" is not closed; end it with \";\"")
            }
            tokens.append(Token(kind: .value(parts.joined(separator: "\n")), line: start))
            let rest = lines[number].dropFirst()
            number += 1
            try split(line: rest, number: number, file: file, into: &tokens)
        }
        return tokens
    }

    private static func split(
        line: Substring, number: Int, file: String, into tokens: inout [Token]
    ) throws(SpecimenError) {
        var rest = line.drop(while: \.isWhitespace)
        while let first = rest.first, first != "#" {
            if first == "'" || first == "\"" {
                guard let end = closingQuote(first, in: rest) else {
                    throw .malformedCIF(file: file, line: number, reason: "a quote is not closed; end it with \(first)")
                }
                let inside = rest[rest.index(after: rest.startIndex)..<end]
                tokens.append(Token(kind: .value(String(inside)), line: number))
                rest = rest[rest.index(after: end)...]
            } else {
                let word = rest.prefix { !$0.isWhitespace }
                if let kind = kind(of: String(word)) { tokens.append(Token(kind: kind, line: number)) }
                rest = rest[word.endIndex...]
            }
            rest = rest.drop(while: \.isWhitespace)
        }
    }

    /// A quote closes where white space or the line's end follows, so that 'a's' is one value.
    private static func closingQuote(_ quote: Character, in text: Substring) -> Substring.Index? {
        var index = text.index(after: text.startIndex)
        while index < text.endIndex {
            let next = text.index(after: index)
            if text[index] == quote, next == text.endIndex || text[next].isWhitespace { return index }
            index = next
        }
        return nil
    }

    private static func kind(of word: String) -> Kind? {
        let lowered = word.lowercased()
        if word.first == "_" { return .key(lowered) }
        if lowered == "loop_" { return .loop }
        if lowered.hasPrefix("data_") { return .block(String(word.dropFirst(5))) }
        // Save frames stand in dictionaries; their bounds carry nothing for us.
        if lowered.hasPrefix("save_") || lowered == "global_" || lowered == "stop_" { return nil }
        return .value(word)
    }
}
