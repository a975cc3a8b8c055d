import Quantities
import Specimens

/// `precession:`, `{angle: "20 mrad", azimuths: 200}`. Without an angle there is one azimuth, whatever the file says.
extension Precession {
    static let keys = ["angle", "azimuths"]
    /// Enough for 20 mrad and 56 nm to within 0.004 of the diffracted intensity.
    static let usualAzimuths = 200

    init(_ reader: YAMLReader) throws(ModelError) {
        let angle = try reader.quantity("angle", default: Angle(internalValue: 0), example: "\"20 mrad\"")
        let written = try reader.integer("azimuths", in: 1...100_000, default: Self.usualAzimuths)
        self = try reader.checked { () throws(SpecimenError) in
            try Precession(angle: angle, azimuths: angle.value == 0 ? 1 : written)
        }
    }

    var yaml: YAMLValue { .map(["angle": .quoted(angle), "azimuths": .integer(azimuths)]) }
}
