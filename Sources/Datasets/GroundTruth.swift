public import Arrays

/// What is known of a dataset because we made it: its end members and how much of each lies at every position.
public struct GroundTruth: Sendable {
    public let members: [EndMember]
    /// Member × scan position (row-major): the share of the thickness that is this member; each column sums to 1.
    public let abundances: Matrix<Double>
    /// Specimen thickness at every scan position, Å; nil for models without physics.
    public let thickness: [Double]?
    /// What else is known at every scan position, by name: "tilt" and so on, in the units of `fieldUnits`.
    public let fields: [String: [Double]]
    public let apertures: ReflectionApertures

    /// The unit of each field that a model may state: the local tilt, the thickness of a supporting film, and how much of
    /// each crystal lies over the other.
    public static let fieldUnits = ["tilt": "mrad", "film": "nm", "t_A": "nm", "t_B": "nm"]

    /// - Precondition: one row of abundances a member.
    public init(
        members: [EndMember], abundances: Matrix<Double>, thickness: [Double]?, fields: [String: [Double]] = [:],
        apertures: ReflectionApertures
    ) {
        precondition(members.count == abundances.rows, "one row of abundances a member")
        self.fields = fields
        self.members = members
        self.abundances = abundances
        self.thickness = thickness
        self.apertures = apertures
    }
}

/// A pattern that a pure position shows, and its reflections.
public struct EndMember: Sendable {
    public let name: String
    /// Pixels, row-major, in the dataset's counts.
    public let pattern: [Float]
    public let reflections: [Reflection]

    public init(name: String, pattern: [Float], reflections: [Reflection]) {
        self.name = name
        self.pattern = pattern
        self.reflections = reflections
    }
}

/// A reflection of an end member on the detector.
public struct Reflection: Hashable, Sendable, Codable {
    /// Position in pixels, not rounded; (0, 0) is the centre of the first pixel.
    public let y: Double
    public let x: Double
    /// Disc sum in the end member's pattern, counts.
    public let intensity: Double
    public let kind: Kind
    /// Miller indices such as "2 -2 0" in the member's own axes; empty where there are none.
    public let label: String

    public enum Kind: String, Sendable, Codable {
        /// Only this member has it: its disc sum is more than ten times every other member's.
        case unique
        /// Other members have it too.
        case shared
    }

    public init(y: Double, x: Double, intensity: Double, kind: Kind, label: String) {
        self.y = y
        self.x = x
        self.intensity = intensity
        self.kind = kind
        self.label = label
    }
}

/// Radii, in pixels, with which reflections and the direct beam are read from a pattern.
public struct ReflectionApertures: Hashable, Sendable, Codable {
    /// Disc around a reflection: r ≤ disc.
    public let disc: Double
    /// Annulus for the local background: annulusInner < r ≤ annulusOuter.
    public let annulusInner: Double
    public let annulusOuter: Double
    /// Disc around the direct beam.
    public let directBeam: Double
    /// Position of the direct beam, pixels.
    public let centerY: Double
    public let centerX: Double

    public init(
        disc: Double, annulusInner: Double, annulusOuter: Double, directBeam: Double, centerY: Double, centerX: Double
    ) {
        self.disc = disc
        self.annulusInner = annulusInner
        self.annulusOuter = annulusOuter
        self.directBeam = directBeam
        self.centerY = centerY
        self.centerX = centerX
    }
}
