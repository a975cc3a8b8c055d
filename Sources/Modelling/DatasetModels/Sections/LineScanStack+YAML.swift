import Quantities
import Specimens

/// `stack:`, the specimen along the beam: `{unit: "3.74997 nm", units: 15}`, or `{thickness: "56.25 nm", units: 15}`.
extension LineScanStack {
    static let keys = ["unit", "thickness", "units"]

    init(_ reader: YAMLReader) throws(ModelError) {
        let units = try reader.integer("units", in: 1...10_000, example: "15")
        let unit = try Self.unit(reader, units: units)
        self = try reader.checked { () throws(SpecimenError) in try LineScanStack(unit: unit, units: units) }
    }

    /// The unit as written, or the thickness over the number of units, to a thousandth of a picometre.
    private static func unit(_ reader: YAMLReader, units: Int) throws(ModelError) -> Length {
        guard reader.value("thickness") != nil else {
            return try reader.quantity("unit", atMost: 1e5, example: "\"3.74997 nm\"")
        }
        guard reader.value("unit") == nil else {
            throw reader.bad("thickness", "stands beside unit", mend: "give one of the two")
        }
        let thickness: Length = try reader.quantity(
            "thickness", above: 0, atMost: 1e6, example: "\"56.25 nm\"")
        let nanometres = (thickness.value / 10 / Double(units) * 1e6).rounded() / 1e6
        let unit = YAMLValue(.scalar("\(nanometres) nm", quoted: true), origin: reader.origin(of: "thickness"))
        return try Length(reading: unit, path: reader.fullPath("thickness"))
    }

    var yaml: YAMLValue { .map(["unit": .quoted(unit), "units": .integer(units)]) }
}
