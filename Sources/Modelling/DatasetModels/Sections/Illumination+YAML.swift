import Multislice
import Quantities
import Specimens

/// `illumination:`, the cone of a convergent beam: `{semi-angle: "1.5 mrad", samples: 32}`. Without it the beam is parallel.
/// `order: interleaved` takes no random order, so that the beams do not depend on the seed.
extension Illumination {
    static let keys = ["semi-angle", "samples", "order"]
    /// Places in the disc when the file does not say how many.
    static let usualSamples = 32

    /// Precession, the beam's mis-tilt and convergence of a model file.
    ///
    /// - Parameter thickness: of the specimen, for automatic azimuths; nil where it cannot have them.
    init(_ model: YAMLReader, beam: BeamDirections, thickness: Length?, seed: UInt64) throws(ModelError) {
        let precession = try Precession(
            model.section("precession", keys: Precession.keys, optional: true), thickness: thickness)
        let reader = try model.section("illumination", keys: Self.keys, optional: true)
        let semiAngle = try reader.quantity(
            "semi-angle", default: Angle(internalValue: 0), example: "\"1.5 mrad\"")
        let samples = try reader.integer("samples", in: 1...100_000, default: Self.usualSamples)
        let order: Order = try reader.word("order", default: .shuffled)
        self = try model.checked { () throws(MultisliceError) in
            try Illumination(
                precession: precession, misTilt: [beam.tilt[0].value, beam.tilt[1].value], semiAngle: semiAngle,
                samples: samples, order: order, seed: seed)
        }
    }

    var yaml: YAMLValue {
        .map([
            "semi-angle": .quoted(semiAngle), "samples": .integer(samples),
            "order": order == .shuffled ? nil : .word(order.rawValue),
        ])
    }
}
