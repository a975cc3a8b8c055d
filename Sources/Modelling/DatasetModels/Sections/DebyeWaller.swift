public import Quantities
public import Specimens

/// `debye-waller:`, the isotropic factors B.
public enum DebyeWaller: Sendable, Equatable {
    /// `from-crystal`, or left out: as the CIF file has them.
    case fromCrystal
    /// `none`: B = 0 for every atom.
    case none
    /// `{Ga: "0.68 Å^2"}`: by element symbol; elements that are not named keep the CIF file's.
    case factors([Element: Area])

    init(_ reader: YAMLReader) throws(ModelError) {
        guard let value = reader.value("debye-waller") else {
            self = .fromCrystal
            return
        }
        guard let entries = value.entries else {
            switch value.text {
            case "none": self = .none
            case "from-crystal": self = .fromCrystal
            default:
                throw reader.bad(
                    "debye-waller", "is \(value.kindName)",
                    mend: "write none, from-crystal or a map such as {Ga: \"0.68 Å^2\"}")
            }
            return
        }
        let map = try YAMLReader(value, path: reader.fullPath("debye-waller"), keys: entries.map(\.key))
        var factors: [Element: Area] = [:]
        for (symbol, _) in entries {
            guard let element = Element(symbol: symbol), element.symbol == symbol else {
                throw map.bad(symbol, "is no symbol of an element", mend: "write symbols such as Ga")
            }
            factors[element] = try map.quantity(symbol, atLeast: 0, atMost: 100, example: "\"0.68 Å^2\"")
        }
        self = .factors(factors)
    }

    var yaml: YAMLValue {
        switch self {
        case .fromCrystal: .word("from-crystal")
        case .none: .word("none")
        case .factors(let factors):
            YAMLValue(.map(factors.map { ($0.key.symbol, .quoted($0.value)) }.sorted { $0.0 < $1.0 }))
        }
    }
}
