/// `repeats: {seeds: [1, 2, 3, 4, 5], held-out: [101, 102]}`: the same dataset once for each seed of its noise.
///
/// The held-out seeds are those that nobody looked at while methods and bounds were chosen: what is found on them is shown
/// beside the rest.
struct Repeats {
    let seeds: [UInt64]
    let heldOut: [UInt64]

    static let example = "repeats: {seeds: [1, 2, 3, 4, 5], held-out: [101, 102]}"

    /// Nil where the key is left out.
    init?(_ reader: YAMLReader) throws(ModelError) {
        guard reader.value("repeats") != nil else { return nil }
        let section = try reader.section("repeats", keys: ["seeds", "held-out"])
        seeds = try Self.list(section, "seeds")
        heldOut = try section.value("held-out") == nil ? [] : Self.list(section, "held-out")
        let all = seeds + heldOut
        guard Set(all).count == all.count else {
            throw reader.bad("repeats", "names a seed twice", mend: "give each seed once")
        }
        guard all.count <= 100 else { throw reader.bad("repeats", "names \(all.count) seeds", mend: "use at most 100") }
    }

    private static func list(_ reader: YAMLReader, _ key: String) throws(ModelError) -> [UInt64] {
        var result: [UInt64] = []
        for value in try reader.list(key, example: "[1, 2, 3, 4, 5]") {
            result.append(UInt64(try YAMLReader.integer(value, path: reader.fullPath(key), in: 0...Int.max)))
        }
        guard !result.isEmpty else { throw reader.bad(key, "is an empty list", mend: "write \(example)") }
        return result
    }

    /// The seeds with their parts in the study.
    var all: [(seed: UInt64, isHeldOut: Bool)] { seeds.map { ($0, false) } + heldOut.map { ($0, true) } }
}

/// One dataset among those that differ in the seed of their noise only.
public struct Repetition: Sendable, Equatable {
    /// What the dataset would be called without its seed.
    public let series: String
    /// The same for people.
    public let title: String
    public let seed: UInt64
    public let isHeldOut: Bool
}
