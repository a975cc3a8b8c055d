extension String {
    /// The text without line ends and other control characters: what a file holds may stand in a message of one line.
    package var onOneLine: String {
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0.isLineEnd }) else {
            return self
        }
        let parts = unicodeScalars.split { $0.properties.generalCategory == .control || $0.isLineEnd }
        return parts.map { String($0) }.joined(separator: " ")
    }
}

extension Unicode.Scalar {
    /// Line and paragraph separators, which are no control characters.
    fileprivate var isLineEnd: Bool { self == "\u{2028}" || self == "\u{2029}" }
}
