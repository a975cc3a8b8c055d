import Quantities
import Specimens

/// `precession:`, `{angle: "20 mrad", azimuths: 200}`. Without an angle there is one azimuth, whatever the file says.
///
/// `azimuths: automatic` takes 1.4 · 2π φ t · 1 Å⁻¹ of them for the precession angle φ and the specimen's thickness t, rounded
/// up to a multiple of four: 100 at 20 mrad and 56 nm. The resolved model holds the number.
extension Precession {
    static let keys = ["angle", "azimuths"]
    /// Enough for 20 mrad and 56 nm to within 0.004 of the diffracted intensity.
    static let usualAzimuths = 200

    /// - Parameter thickness: of the specimen; nil where azimuths cannot be automatic.
    init(_ reader: YAMLReader, thickness: Length?) throws(ModelError) {
        let angle = try reader.quantity("angle", default: Angle(internalValue: 0), example: "\"20 mrad\"")
        if reader.value("azimuths")?.text == "automatic" {
            guard let thickness else {
                throw reader.bad(
                    "azimuths", "cannot be automatic for this kind of specimen",
                    mend: "write a number, as in azimuths: 200")
            }
            self = try reader.checked { () throws(SpecimenError) in
                try Precession(angle: angle, thickness: thickness)
            }
            return
        }
        let written = try reader.integer("azimuths", in: Self.azimuthsAllowed, default: Self.usualAzimuths)
        self = try reader.checked { () throws(SpecimenError) in
            try Precession(angle: angle, azimuths: angle.value == 0 ? 1 : written)
        }
    }

    var yaml: YAMLValue { .map(["angle": .quoted(angle), "azimuths": .integer(azimuths)]) }
}
