public import Quantities

/// A line scan across an inclined boundary: position k has k units of crystal A above, then `units` - k units of B.
///
/// In a model file `{unit: "3.74997 nm", units: 15}`; the scan has `units` + 1 positions.
public struct LineScanStack: Sendable, Equatable {
    /// Thickness of one unit along the beam. It need not be a period of the crystals.
    public let unit: Length
    public let units: Int

    /// - Throws: `SpecimenError` when the unit is not positive or there is none.
    public init(unit: Length, units: Int) throws(SpecimenError) {
        guard unit.value > 0 else { throw .thicknessNotPositive(unit) }
        guard units >= 1 else { throw .tooFewUnits(units) }
        self.unit = unit
        self.units = units
    }

    /// Thickness of the whole specimen, Å.
    public var thickness: Double { unit.value * Double(units) }

    /// The number of scan positions, from pure B to pure A.
    public var positions: Int { units + 1 }

    /// The share of the thickness that belongs to crystal A at position `k`.
    public func fractionOfA(at k: Int) -> Double { Double(k) / Double(units) }

    /// The step of the scan, Å: the way across the boundary's trace over which the boundary sinks by one unit.
    ///
    /// A plane with normal n sinks by |n_xy|/|n_z| per length along its in-plane normal, so the step is
    /// t |n_z|/|n_xy|.
    /// - Parameter normal: the boundary normal in laboratory axes, of any length.
    /// - Throws: `SpecimenError` when the boundary lies across the beam, where no step changes the stack, or along it,
    ///   where the step would be zero.
    public func step(boundaryNormal normal: SIMD3<Double>) throws(SpecimenError) -> Double {
        let inPlane = norm(acrossBeam(normal))
        let length = norm(normal)
        guard inPlane > 1e-9 * length else {
            throw .boundaryUnseen(reason: "the boundary is perpendicular to the beam")
        }
        guard abs(normal.z) > 1e-9 * length else {
            throw .boundaryUnseen(reason: "the boundary is parallel to the beam")
        }
        return unit.value * abs(normal.z) / inPlane
    }
}
