public import Quantities

/// `instrument:`, the electrons.
public struct InstrumentSection: Sendable, Equatable {
    public let energy: Energy
    public let interaction: InteractionModel

    static let keys = ["energy", "interaction"]

    init(_ reader: YAMLReader) throws(ModelError) {
        energy = try reader.quantity(
            "energy", default: Energy(internalValue: 3e5), atLeast: 1e4, atMost: 5e6, example: "\"300 kV\"")
        interaction = try reader.word("interaction", default: .relativistic)
    }

    var yaml: YAMLValue { .map(["energy": .quoted(energy), "interaction": .word(interaction.rawValue)]) }
}

/// `precession:`, the cone that the beam runs on. Without an angle there is one azimuth, whatever the file says.
public struct PrecessionSection: Sendable, Equatable {
    /// Half the opening of the cone, 0 to 100 mrad.
    public let angle: Angle
    /// Equally spaced positions on the cone.
    public let azimuths: Int

    static let keys = ["angle", "azimuths"]
    /// Enough for 20 mrad and 56 nm to within 0.004 of the diffracted intensity.
    static let usualAzimuths = 200

    init(_ reader: YAMLReader) throws(ModelError) {
        angle = try reader.quantity(
            "angle", default: Angle(internalValue: 0), atLeast: 0, atMost: 0.1, example: "\"20 mrad\"")
        let written = try reader.integer("azimuths", in: 1...100_000, default: Self.usualAzimuths)
        azimuths = angle.value == 0 ? 1 : written
    }

    var yaml: YAMLValue { .map(["angle": .quoted(angle), "azimuths": .integer(azimuths)]) }
}

/// `discretization:`, how finely the physics is computed; none of it describes the specimen.
public struct DiscretizationSection: Sendable, Equatable {
    public let grid: Grid
    /// Slices that one unit of the stack is cut into. Left out: slices of at most 0.42 nm.
    public let slicesPerUnit: Int
    /// Radius of the band limit; nil (`automatic`): two thirds of the smaller Nyquist frequency.
    public let bandLimit: ReciprocalLength?
    public let precision: Precision

    /// Points of the wave.
    public enum Grid: Sendable, Equatable {
        /// A fast size that keeps the band limit.
        case automatic
        /// Points along x and y.
        case points(x: Int, y: Int)
    }

    public enum Precision: String, Sendable, CaseIterable {
        case single, double
    }

    static let keys = ["grid", "slices-per-unit", "band-limit", "precision"]
    /// Å; the largest slice taken when the file does not say.
    static let usualSlice = 4.2

    init(_ reader: YAMLReader, unit: Length) throws(ModelError) {
        if let value = reader.value("grid"), value.text != "automatic" {
            let points = try reader.integers(
                "grid", count: 2, in: 8...16_384, example: "[360, 108], or grid: automatic")
            grid = .points(x: points[0], y: points[1])
        } else {
            grid = .automatic
        }
        slicesPerUnit = try reader.integer(
            "slices-per-unit", in: 1...10_000,
            default: max(1, min(10_000, Int((unit.value / Self.usualSlice).rounded(.up)))))
        bandLimit = try reader.orWord("automatic", "band-limit", default: nil) { reader throws(ModelError) in
            try reader.quantity("band-limit", above: 0, atMost: 100, example: "\"30 nm^-1\"")
        }
        precision = try reader.word("precision", default: .single)
    }

    var yaml: YAMLValue {
        let points: YAMLValue =
            switch grid {
            case .automatic: .word("automatic")
            case .points(let x, let y): .integers([x, y])
            }
        return .map([
            "grid": points, "slices-per-unit": .integer(slicesPerUnit),
            "band-limit": bandLimit.map { .quoted($0) } ?? .word("automatic"), "precision": .word(precision.rawValue),
        ])
    }
}

extension YAMLReader {
    /// nil when the key holds `word`, `fallback` when it is left out, else what `read` makes of it.
    func orWord<T>(
        _ word: String, _ key: String, default fallback: T?, read: (YAMLReader) throws(ModelError) -> T
    ) throws(ModelError) -> T? {
        guard let value = value(key) else { return fallback }
        return value.text == word ? nil : try read(self)
    }
}
