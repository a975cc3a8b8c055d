import Quantities
import Specimens

/// `stack:`, the specimen along the beam: `{unit: "3.74997 nm", units: 15}`.
extension LineScanStack {
    static let keys = ["unit", "units"]

    init(_ reader: YAMLReader) throws(ModelError) {
        let unit: Length = try reader.quantity("unit", atMost: 1e5, example: "\"3.74997 nm\"")
        let units = try reader.integer("units", in: 1...10_000, example: "15")
        self = try reader.checked { () throws(SpecimenError) in try LineScanStack(unit: unit, units: units) }
    }

    var yaml: YAMLValue { .map(["unit": .quoted(unit), "units": .integer(units)]) }
}
