internal import Glibc
public import Quantities

/// A bend of the specimen along a line scan: the tilt of the beam against the crystals changes evenly from the first position
/// to the last.
///
/// In a model file `{amount: "12 mrad", axis: trace}`. The scan is bent about its middle, where the beam keeps the direction
/// that the model gives it: position k of n + 1 is tilted by amount (k/n - 1/2). Each position is a column of its own tilt
/// (column approximation): crystals are not curved within it.
public struct Bend: Sendable, Equatable {
    /// The line about which the specimen is bent, in its plane.
    public enum Axis: Sendable, Equatable {
        /// The boundary's trace, so that the beam tilts along the scan, which runs across the trace.
        case trace
        /// Its angle from x towards y; the beam tilts along the axis turned by 90 deg from x towards y.
        case angle(Angle)
    }

    /// Tilt of the last position against the first.
    public let amount: Angle
    public let axis: Axis

    /// - Throws: `SpecimenError.bendOutOfRange` over 100 mrad either way.
    public init(amount: Angle, axis: Axis = .trace) throws(SpecimenError) {
        guard (-0.1...0.1).contains(amount.value) else { throw .bendOutOfRange(amount) }
        self.amount = amount
        self.axis = axis
    }

    /// The angle of the beam to the zone axis along x and y at each position, beyond the model's own mis-tilt, rad.
    ///
    /// - Parameters:
    ///   - positions: number of them, from pure B to pure A.
    ///   - normal: the boundary's, in laboratory axes, of any length.
    /// - Throws: `SpecimenError.boundaryUnseen` when the boundary lies across the beam and has no trace.
    public func tilts(positions: Int, boundaryNormal normal: SIMD3<Double>) throws(SpecimenError) -> [SIMD2<Double>] {
        let direction = try direction(boundaryNormal: normal)
        return angles(positions: positions).map { direction * $0 }
    }

    /// The tilt of each position along the direction of the bend, rad.
    public func angles(positions: Int) -> [Double] {
        (0..<positions).map { k in
            positions > 1 ? amount.value * (Double(k) / Double(positions - 1) - 0.5) : 0
        }
    }

    private func direction(boundaryNormal normal: SIMD3<Double>) throws(SpecimenError) -> SIMD2<Double> {
        switch axis {
        case .angle(let angle): return [-sin(angle.value), cos(angle.value)]
        case .trace:
            let inPlane = acrossBeam(normal)
            guard norm(inPlane) > 1e-9 * norm(normal) else {
                throw .boundaryUnseen(
                    reason: "the boundary is perpendicular to the beam, so a bend has no trace to go about")
            }
            return inPlane / norm(inPlane)
        }
    }
}
