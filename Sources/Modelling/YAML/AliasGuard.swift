import Glibc

/// Guards the parser, which hashes the keys of a map before we see them: a key of nested aliases could take for ever.
enum AliasGuard {
    /// Bytes of text, aliases expanded, that may be hashed at worst; a few seconds' work.
    private static let budget = 1e8

    /// Refuses a text whose aliases could expand without reasonable bound.
    ///
    /// Only aliases of maps and lists can nest, and k of them repeat a text at most 3^(k/3) times: the largest product
    /// of whole numbers whose sum is k.
    ///
    /// - Throws: `ModelError.tooLarge`.
    static func check(_ text: String, origin: String) throws(ModelError) {
        let bytes = Array(text.utf8)
        let nesting = collectionAnchors(bytes)
        let aliases = names(after: UInt8(ascii: "*"), in: bytes).count { nesting.contains($0.name) }
        guard Double(bytes.count) * pow(3, Double(aliases) / 3) > budget else { return }
        throw .tooLarge(
            origin: origin, problem: "aliases of maps and lists are used \(aliases) times, too often for its length")
    }

    /// Names of anchors on anything that does not plainly begin a scalar on the same line.
    private static func collectionAnchors(_ bytes: [UInt8]) -> Set<ArraySlice<UInt8>> {
        var result: Set<ArraySlice<UInt8>> = []
        for (name, end) in names(after: UInt8(ascii: "&"), in: bytes) {
            let next = bytes[end...].first { $0 != UInt8(ascii: " ") }
            let isScalar = next.map { isWord($0) || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? true
            if !isScalar { result.insert(name) }
        }
        return result
    }

    /// What follows every `mark`, wherever it stands, and where the name ends.
    private static func names(after mark: UInt8, in bytes: [UInt8]) -> [(name: ArraySlice<UInt8>, end: Int)] {
        bytes.indices.filter { bytes[$0] == mark }.map { index in
            let name = bytes[(index + 1)...].prefix { isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            return (name, name.endIndex)
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
