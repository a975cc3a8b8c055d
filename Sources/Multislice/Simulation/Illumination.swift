internal import Arrays
internal import Glibc
public import Quantities
public import Specimens

/// The directions from which electrons reach the specimen; intensities are averaged over them with equal weights.
///
/// A direction is the sum of the precession's (azimuths φᵢ = 2πi/N), a fixed mis-tilt, and a place in the disc of a convergent
/// beam. Patterns are descanned against all three: a mis-tilt moves the Laue circle, not the spots. The disc is sampled
/// incoherently, so a spot becomes a disc of uniform brightness: the mean over the disc, not its rocking curve.
public struct Illumination: Sendable, Equatable {
    public let precession: Precession
    /// Angle of the beam (or of the precession's axis) to the zone axis along x and y, rad.
    public let misTilt: SIMD2<Double>
    /// Half of the cone's opening angle; 0 for a parallel beam.
    public let semiAngle: Angle
    /// Least number of places in the disc; 1 for a parallel beam.
    public let samples: Int
    /// Which azimuth goes with which place in the disc.
    public let order: Order
    /// Of the shuffling.
    public let seed: UInt64

    /// How the places of the disc, a spiral from its middle, are shared out to the azimuths.
    public enum Order: String, Sendable, CaseIterable {
        case shuffled
        /// By growing i/golden ratio mod 1, i the place on the spiral: neighbours are far apart, and nothing is random.
        case interleaved
    }

    /// - Throws: `MultisliceError.badIllumination` for a semi-angle outside 0 to 100 mrad, for less than one sample, or a
    ///   mis-tilt over 100 mrad.
    public init(
        precession: Precession, misTilt: SIMD2<Double> = .zero, semiAngle: Angle = Angle(internalValue: 0),
        samples: Int = 1, order: Order = .shuffled, seed: UInt64 = 1
    ) throws(MultisliceError) {
        guard (0...0.1).contains(semiAngle.value) else {
            throw .badIllumination(
                key: "illumination.semi-angle", problem: "\(semiAngle) is out of range", mend: "give 0 to 100 mrad")
        }
        guard (1...100_000).contains(samples) else {
            throw .badIllumination(
                key: "illumination.samples", problem: "\(samples) is out of range", mend: "give 1 to 100000")
        }
        guard (misTilt * misTilt).sum() <= 0.01 else {
            throw .badIllumination(
                key: "beam.tilt", problem: "the tilt is larger than 100 mrad", mend: "choose a zone closer to the beam")
        }
        self.precession = precession
        self.misTilt = misTilt
        self.semiAngle = semiAngle
        self.samples = semiAngle.value > 0 ? samples : 1
        self.order = order
        self.seed = seed
    }

    /// All directions as angles along x and y, rad.
    ///
    /// A convergent beam has as many places in its disc as there are directions, so that a precession of many azimuths needs
    /// no more of them: each azimuth takes the next places of the list in its `order`, one or as many as `samples` ask for.
    public var directions: [SIMD2<Double>] {
        let azimuths = precession.tilts.map { $0 + misTilt }
        guard semiAngle.value > 0 else { return azimuths }
        let places = (samples + azimuths.count - 1) / azimuths.count
        let disc = ordered(Self.disc(azimuths.count * places))
        return azimuths.indices.flatMap { azimuth in
            (0..<places).map { azimuths[azimuth] + disc[azimuth * places + $0] * semiAngle.value }
        }
    }

    private func ordered(_ spiral: [SIMD2<Double>]) -> [SIMD2<Double>] {
        switch order {
        case .shuffled:
            var stream = Seed(seed).stream("illumination")
            return spiral.shuffled(using: &stream)
        case .interleaved:
            let golden = (5.0.squareRoot() - 1) / 2
            let keys = spiral.indices.map { (Double($0) * golden).truncatingRemainder(dividingBy: 1) }
            return spiral.indices.sorted { keys[$0] < keys[$1] }.map { spiral[$0] }
        }
    }

    /// Places of equal weight in the unit disc: Vogel's spiral r = √((i + ½)/n), φ = i π(3 - √5), a place in every n-th of
    /// its area (Vogel, Math. Biosci. 44, 179, 1979).
    static func disc(_ count: Int) -> [SIMD2<Double>] {
        (0..<count).map { index in
            let radius = ((Double(index) + 0.5) / Double(count)).squareRoot()
            let angle = Double(index) * .pi * (3 - 5.0.squareRoot())
            return [radius * cos(angle), radius * sin(angle)]
        }
    }
}
