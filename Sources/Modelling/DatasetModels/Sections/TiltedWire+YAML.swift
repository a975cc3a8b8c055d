internal import Quantities
internal import Specimens

/// `wire: {diameter: "140 nm", boundary: "150 nm"}`; the boundary passes the middle of the scan where the file does not say
/// where.
extension TiltedWire {
    static let keys = ["diameter", "boundary"]

    /// - Parameter length: of the field along the wire, Å.
    init(_ reader: YAMLReader, length: Double) throws(ModelError) {
        self.init(
            section: HexagonalSection(
                diameter: try reader.quantity("diameter", above: 0, atMost: 1e5, example: "\"140 nm\"")),
            boundary: try reader.quantity(
                "boundary", default: Length(internalValue: length / 2), atLeast: 0, atMost: 1e9, example: "\"150 nm\""))
    }

    var yaml: YAMLValue { .map(["diameter": .quoted(section.diameter), "boundary": .quoted(boundary)]) }
}
