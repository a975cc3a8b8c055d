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

    /// This sweep outside, the other inside.
    func combined(with inner: Sweep) -> Sweep { Sweep(axes: axes + inner.axes) }

    /// All combinations; the last key runs fastest. Without keys there is one, and it is empty.
    var combinations: [Combination] {
        axes.reduce([Combination()]) { partial, axis in
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
        let tidy = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-+_".contains($0)) }
        result.suffix += "-\(short)-\(tidy)"
        result.words += (words.isEmpty ? "" : ", ") + "\(short) \(text)"
        return result
    }
}
