/// `sweep: {precession.angle: ["0 mrad", "10 mrad"], scan.pure-copies: [15, 40]}`: every combination of the values.
struct Sweep {
    private var axes: [(key: String, values: [YAMLValue])]

    /// One choice of a value for every key.
    struct Combination {
        var overrides: [Override] = []
        /// Added to a dataset's name, such as "-angle-10mrad".
        var suffix = ""
        /// Added to its title, such as "angle 10 mrad".
        var words = ""
        var values: [SweepPlace.Value] = []
    }

    /// More datasets than this are taken for a mistake.
    static let limit = 1000

    /// Reads `sweep:` of an experiment or of one of its datasets; empty where it is left out.
    init(_ reader: YAMLReader, file: String) throws(ModelError) {
        axes = []
        guard let value = reader.value("sweep") else { return }
        let example = "sweep: {precession.angle: [\"0 mrad\", \"10 mrad\"]}"
        guard let entries = value.entries else {
            throw reader.bad("sweep", "is \(value.kindName)", mend: "write a map, as in \(example)")
        }
        var count = 1
        for (key, list) in entries {
            guard let values = list.elements, !values.isEmpty else {
                throw .badValue(
                    origin: list.origin, key: reader.fullPath("sweep.\(key)"), problem: "is not a list of values",
                    mend: "write it as \(example)")
            }
            axes.append((key, values))
            let (product, overflow) = count.multipliedReportingOverflow(by: values.count)
            guard !overflow, product <= Self.limit else {
                throw reader.bad("sweep", "makes more than \(Self.limit) datasets", mend: "sweep fewer values")
            }
            count = product
        }
    }

    private init(axes: [(key: String, values: [YAMLValue])]) { self.axes = axes }

    /// This sweep outside, the other inside; each combination with the suffix that the outer sweep alone gives it.
    func combinations(with inner: Sweep) -> [(combination: Combination, outerSuffix: String)] {
        combinations.flatMap { outer in
            Sweep(axes: inner.axes).combinations(from: outer).map { ($0, outer.suffix) }
        }
    }

    /// All combinations; the last key runs fastest. Without keys there is one, and it is empty.
    var combinations: [Combination] { combinations(from: Combination()) }

    private func combinations(from start: Combination) -> [Combination] {
        axes.reduce([start]) { partial, axis in
            partial.flatMap { combination in
                axis.values.map { combination.adding(axis.key, $0) }
            }
        }
    }
}

extension Sweep.Combination {
    func adding(_ key: String, _ value: YAMLValue) -> Self {
        var result = self
        result.overrides.append(Override(key: key, value: value))
        let short = key.split(separator: ".").last.map(String.init) ?? key
        let text = value.text ?? value.flow
        let name = value.elements?.map(\.flow).joined(separator: "x") ?? text
        let tidy = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-+_".contains($0)) }
        result.suffix += "-\(short)-\(tidy)"
        result.values.append(SweepPlace.Value(key: key, text: text))
        result.words += (words.isEmpty ? "" : ", ") + "\(short) \(text)"
        return result
    }
}

extension Sweep.Combination {
    /// Where the combination's dataset stands in the sweep of `series`; nil where nothing is swept.
    func place(in series: String, title: String) -> SweepPlace? {
        values.isEmpty ? nil : SweepPlace(series: series, title: title.isEmpty ? series : title, values: values)
    }
}

/// Where a dataset stands in a sweep.
public struct SweepPlace: Sendable, Equatable {
    /// What the dataset would be called without the sweep.
    public let series: String
    /// The same for people.
    public let title: String
    /// The value of each swept key.
    public let values: [Value]

    public struct Value: Sendable, Equatable {
        /// Keys joined by dots, such as "precession.angle".
        public let key: String
        public let text: String
    }
}
