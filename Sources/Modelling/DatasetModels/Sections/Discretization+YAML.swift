import Multislice
import Quantities

/// `discretization:`, how finely the physics is computed; none of it describes the specimen.
extension Discretization {
    static let keys = ["grid", "slices-per-unit", "band-limit", "precision"]
    /// Å; the largest slice taken when the file does not say how many there are, or says `automatic`.
    static let usualSlice = 4.2

    init(_ reader: YAMLReader, unit: Length) throws(ModelError) {
        var grid = Grid.automatic
        if let value = reader.value("grid"), value.text != "automatic" {
            let points = try reader.integers(
                "grid", count: 2, in: 8...8192, example: "[360, 108], or grid: automatic")
            grid = .fixed(nx: points[0], ny: points[1])
        }
        let automatic = max(1, min(10_000, Int((unit.value / Self.usualSlice).rounded(.up))))
        let slices = try reader.orWord("automatic", "slices-per-unit", default: nil) {
            reader throws(ModelError) in
            try reader.integer("slices-per-unit", in: 1...10_000)
        }
        let bandLimit: ReciprocalLength? = try reader.orWord("automatic", "band-limit", default: nil) {
            reader throws(ModelError) in
            try reader.quantity("band-limit", above: 0, atMost: 100, example: "\"30 nm^-1\"")
        }
        let precision: Precision = try reader.word("precision", default: .single)
        self = try reader.checked { () throws(MultisliceError) in
            try Discretization(
                grid: grid, slicesPerUnit: slices ?? automatic, bandLimit: bandLimit?.value, precision: precision)
        }
    }

    var yaml: YAMLValue {
        let points: YAMLValue =
            switch grid {
            case .automatic: .word("automatic")
            case .fixed(let nx, let ny): .integers([nx, ny])
            }
        return .map([
            "grid": points, "slices-per-unit": .integer(slicesPerUnit),
            "band-limit": bandLimit.map { .reciprocalLength($0) } ?? .word("automatic"),
            "precision": .word(precision.rawValue),
        ])
    }
}

extension YAMLValue {
    /// A reciprocal length of so many Å⁻¹, in nm⁻¹ where that reads back as the same number.
    static func reciprocalLength(_ value: Double) -> YAMLValue {
        let shown = ReciprocalLength(internalValue: value)
        let again = try? ReciprocalLength(text: shown.description)
        return again == shown ? .quoted(shown) : .quoted("\(value) Å^-1")
    }
}
