internal import Glibc
public import Quantities

/// A twinned wire of hexagonal section that lies across the beam, in segments of two crystals, bent in the plane of the beam
/// and its axis.
public struct Nanowire: Sendable, Equatable {
    /// From vertex to vertex of the section; two sides lie across the beam.
    public let diameter: Length
    /// Which crystal each segment is, along the wire: 0 for A, 1 for B.
    public let segments: [Int]
    /// Where one segment ends and the next begins, in growing order: one less than there are segments.
    public let boundaries: [Length]
    public let bend: WireBend

    public init(diameter: Length, segments: [Int], boundaries: [Length], bend: WireBend) {
        self.diameter = diameter
        self.segments = segments
        self.boundaries = boundaries
        self.bend = bend
    }

    /// The thickness (Å) at a distance from the axis, 0 beside the wire.
    ///
    /// - Parameter x: Å.
    public func thickness(across x: Double) -> Double { section.thickness(across: x) }

    /// Å.
    public var largestThickness: Double { section.largestThickness }

    public var section: HexagonalSection { HexagonalSection(diameter: diameter) }

    /// The crystal at a place along the wire, Å.
    public func crystal(along y: Double) -> Int { segments[boundaries.count { $0.value <= y }] }
}

/// How the tilt of a bent wire rises along it.
public struct WireBend: Sendable, Equatable {
    public enum Profile: Sendable, Equatable {
        /// τ = amount/(1 + exp(-(u - centre)/width)), with the share u of the length, 0 to 1.
        case localised(centre: Double, width: Double)
        /// τ = amount · u.
        case even
    }

    /// From end to end, rad.
    public let amount: Angle
    public let profile: Profile

    public init(amount: Angle, profile: Profile) {
        self.amount = amount
        self.profile = profile
    }

    /// The local tilt along the wire, rad.
    ///
    /// - Parameter share: of the wire's length; what lies beyond the ends is as the ends are.
    public func tilt(at share: Double) -> Double {
        let u = min(max(share, 0), 1)
        return switch profile {
        case .localised(let centre, let width): amount.value / (1 + exp(-(u - centre) / width))
        case .even: amount.value * u
        }
    }
}
