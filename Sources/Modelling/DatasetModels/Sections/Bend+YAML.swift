import Quantities
import Specimens

/// `bend:`, a tilt that changes along the scan: `{amount: "12 mrad", axis: trace}`; no bend where it is left out.
extension Bend {
    static let keys = ["amount", "axis"]

    /// Nil where the file has no `bend:`, `bend: none`, or an amount of 0.
    static func read(_ model: YAMLReader) throws(ModelError) -> Bend? {
        guard let value = model.value("bend"), value.text != "none" else { return nil }
        let reader = try model.section("bend", keys: keys)
        let amount: Angle = try reader.quantity("amount", example: "\"12 mrad\"")
        let angle: Angle? = try reader.orWord("trace", "axis", default: nil) { reader throws(ModelError) in
            try reader.quantity("axis", example: "\"90 deg\", or axis: trace")
        }
        let bend = try reader.checked { () throws(SpecimenError) in
            try Bend(amount: amount, axis: angle.map { .angle($0) } ?? .trace)
        }
        return amount.value == 0 ? nil : bend
    }

    var yaml: YAMLValue {
        let line: YAMLValue =
            switch axis {
            case .trace: .word("trace")
            case .angle(let angle): .quoted(angle)
            }
        return .map(["amount": .quoted(amount), "axis": line])
    }
}
