package import Detection
public import Quantities
internal import Specimens

/// `library: {unit: "0.39975 nm", every: 5, tilt-step: "4 mrad"}`: the table over local tilt and thickness that a bent wire's
/// patterns are interpolated in.
public struct WireLibrary: Sendable, Equatable {
    /// A thickness that the slices divide, such as the crystal's period along the beam.
    public let unit: Length
    /// Units from one thickness of the table to the next.
    public let every: Int
    /// How thick the wire may be; by default as thick as it is.
    public let thickness: Length
    public let tiltStep: Angle
    /// How far the wire is bent.
    private let bend: Angle

    static let keys = ["unit", "every", "thickness", "tilt-step"]

    init(_ reader: YAMLReader, wire: Nanowire) throws(ModelError) {
        unit = try reader.quantity("unit", above: 0, atMost: 1e4, example: "\"0.39975 nm\"")
        every = try reader.integer("every", in: 1...1000, default: 1)
        let least = wire.largestThickness
        thickness = try reader.quantity(
            "thickness", default: Length(internalValue: least), atLeast: least * (1 - 1e-9), atMost: 1e5,
            example: "\"122 nm\"")
        try reader.checkTable(step: unit.value * Double(every), thickness: thickness.value, atMost: 10_000)
        tiltStep = try reader.quantity("tilt-step", above: 0, atMost: 0.1, example: "\"4 mrad\"")
        bend = wire.bend.amount
        guard bend.value / tiltStep.value < 1000 else {
            throw reader.bad("tilt-step", "makes more than 1000 tilts", mend: "choose a larger one")
        }
    }

    /// The table's tilts, from a straight wire's to a little beyond the bend.
    var tilts: [Angle] {
        (0...Int((bend.value / tiltStep.value - 1e-9).rounded(.up))).map {
            Angle(internalValue: Double($0) * tiltStep.value)
        }
    }

    /// How many thicknesses the table has besides 0.
    var depths: Int { Int((thickness.value / (unit.value * Double(every)) - 1e-9).rounded(.up)) }

    /// Tilt in rad, thickness in Å.
    package var axes: [PatternLibrary.Axis] {
        [
            .init(name: "the tilt (rad)", step: tiltStep.value, count: tilts.count),
            .init(name: "the thickness (Å)", step: unit.value * Double(every), count: depths + 1),
        ]
    }

    var yaml: YAMLValue {
        .map([
            "unit": .quoted(unit), "every": .integer(every), "thickness": .quoted(thickness),
            "tilt-step": .quoted(tiltStep),
        ])
    }
}
