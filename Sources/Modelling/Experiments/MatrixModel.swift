/// `matrix: {metric: non-monotonicity, at-most: 0.1, words: [monotonic, oscillates]}`: the score that is shown for every
/// dataset of a sweep, and the bound that its verdict hangs on.
public struct MatrixModel: Sendable, Equatable {
    public let metric: String
    /// The largest value that keeps the bound.
    public let atMost: Double
    /// What is said of a score that keeps the bound, and of one that breaks it.
    public let kept: String
    public let broken: String
    let origin: String

    static let keys = ["metric", "at-most", "words"]

    init(_ reader: YAMLReader) throws(ModelError) {
        origin = reader.origin
        metric = try reader.text("metric", example: "non-monotonicity")
        atMost = try reader.number("at-most")
        let words = try reader.list("words", count: 2, example: "[monotonic, oscillates]").compactMap(\.text)
        guard words.count == 2 else {
            throw reader.bad("words", "holds something else than text", mend: "write [monotonic, oscillates]")
        }
        (kept, broken) = (words[0], words[1])
    }
}
