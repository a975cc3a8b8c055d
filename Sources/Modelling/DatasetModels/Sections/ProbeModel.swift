public import Multislice
public import Quantities
internal import Specimens

/// `probe:`, how a scan with a converged probe is computed:
/// `{approximation: none, window: [2, 6], offset: "0 nm", focus: "28.1 nm"}`. The cone is `illumination.semi-angle`.
public struct ProbeModel: Sendable, Equatable {
    public let approximation: ProbeSimulation.Approximation
    /// Cells of the window along x and y.
    public let window: [Int]
    /// How far the probe stands from the lattice's origin, along the line on which the boundary keeps its depth.
    public let offset: Length
    /// Depth at which the probe is in focus and about which precession pivots.
    public let focus: Length

    static let keys = ["approximation", "window", "offset", "focus"]

    init(_ reader: YAMLReader, thickness: Length) throws(ModelError) {
        approximation = try reader.word("approximation", default: ProbeSimulation.Approximation.none)
        window = try reader.integers("window", count: 2, in: 1...100, default: [2, 6], example: "[2, 6]")
        offset = try reader.quantity("offset", default: Length(internalValue: 0), example: "\"0.2 nm\"")
        focus = try reader.quantity(
            "focus", default: Length(internalValue: thickness.value / 2), example: "\"28 nm\"")
    }

    var yaml: YAMLValue {
        .map([
            "approximation": .word(approximation.rawValue), "window": .integers(window), "offset": .quoted(offset),
            "focus": .quoted(focus),
        ])
    }
}
