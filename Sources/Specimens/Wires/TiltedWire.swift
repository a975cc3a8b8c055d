public import Quantities

/// A straight wire of hexagonal section and two crystals, whose axis is inclined to the beam so that the boundary between
/// them is too: around it both lie under the probe, A above B.
public struct TiltedWire: Sendable, Equatable {
    public let section: HexagonalSection
    /// Where the boundary passes the wire's middle, along the scan.
    public let boundary: Length

    public init(section: HexagonalSection, boundary: Length) {
        self.section = section
        self.boundary = boundary
    }

    /// How much of each crystal (Å) the beam passes: A, then B.
    ///
    /// With the axis n, which is the boundary's normal, the wire is t = t_hex/sin θ thick along the beam, θ = ∠(n, beam). The
    /// boundary sinks by 1/tan θ' = n_z/|n_xy| over a length along the projected axis, so that
    /// t_A = t/2 - s |n_xy|/n_z, between 0 and t, at a distance s from where it passes the middle.
    /// - Parameters:
    ///   - place: across the wire, then along the projected axis, Å.
    ///   - normal: of the boundary in laboratory axes, out of A and down the beam.
    public func thicknesses(at place: SIMD2<Double>, normal: SIMD3<Double>) -> (a: Double, b: Double) {
        let projected = norm(acrossBeam(normal))
        let whole = section.thickness(across: place.x) * norm(normal) / projected
        let a = min(max(whole / 2 - (place.y - boundary.value) * projected / normal.z, 0), whole)
        return (a, whole - a)
    }

    /// The thickest column, Å.
    public func largestThickness(normal: SIMD3<Double>) -> Double {
        section.largestThickness * norm(normal) / norm(acrossBeam(normal))
    }
}
