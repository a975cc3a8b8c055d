internal import Glibc
public import Quantities
internal import Specimens

/// What grid, slices, azimuths and precision leave of error: the largest deviation of any beam's intensity at any position
/// of a line scan, as a share of the incident beam.
///
/// Measured, not derived: Validation/convergence.yaml holds each setting against its finest value, on the GaAs bicrystal
/// along [311], 56 nm, 300 kV, at 0, 10 and 20 mrad. Between the measured points the error is interpolated on logarithmic
/// axes; finer settings than the finest measured get that one's error, coarser ones none at all. For other crystals and
/// energies it is an estimate of the order of magnitude. Errors grow with thickness: what is thinner than 60 nm errs less,
/// and nothing is said of thicker specimens. Slices exactly as thick as one atomic layer err more than this says (0.014
/// unprecessed with 22 a unit), because every second element of a layer is then moved by the same way; those of other
/// thicknesses move atoms to and fro.
public struct DiscretizationError: Sendable, Equatable {
    public let slices: Double
    public let bandLimit: Double
    /// 0 without precession.
    public let azimuths: Double
    public let precision: Double

    /// The most that the parts can add up to.
    public var total: Double { slices + bandLimit + azimuths + precision }

    /// - Parameters:
    ///   - sliceThickness: Å.
    ///   - bandLimit: Å⁻¹.
    ///   - precessionAngle: 0 without precession.
    ///   - thickness: of the specimen, Å.
    /// - Returns: nil outside the range that was measured.
    public init?(
        sliceThickness: Double, bandLimit: Double, precessionAngle: Angle, azimuths: Int, thickness: Double,
        precision: Discretization.Precision
    ) {
        let isPrecessed = precessionAngle.value >= Self.smallestAngle
        let ofSlices = isPrecessed ? Self.slicesPrecessed : Self.slicesUnprecessed
        let ofGrids = isPrecessed ? Self.bandLimitsPrecessed : Self.bandLimitsUnprecessed
        guard thickness <= Self.largestThickness, let slices = ofSlices.error(at: 1 / sliceThickness),
            let grid = ofGrids.error(at: bandLimit)
        else { return nil }
        let density = Self.azimuthDensity(azimuths, angle: precessionAngle, thickness: thickness)
        guard let ofAzimuths = density.isFinite ? Self.azimuthDensities.error(at: density) : 0 else { return nil }
        self.slices = slices
        self.bandLimit = grid
        self.azimuths = ofAzimuths
        self.precision = precision == .single ? Self.singlePrecision : 0
    }

    /// N / (2π φ g t) with g = 1 Å⁻¹: how many of the azimuths needed there are; infinite without precession.
    static func azimuthDensity(_ azimuths: Int, angle: Angle, thickness: Double) -> Double {
        Double(azimuths) / Precession.azimuthsNeeded(angle: angle, thickness: Length(internalValue: thickness))
    }
}

extension DiscretizationError {
    /// Å; a little more than the 562.5 that was measured.
    static let largestThickness = 600.0
    /// rad; below it the figures without precession stand.
    static let smallestAngle = 0.01

    /// Å: the thickest slices that were measured, 5 in 37.4997 Å.
    package static let thickestSlice = 37.4997 / 5
    /// The smallest share of the azimuths needed that was measured.
    package static let fewestAzimuths = 0.35

    /// What the thickest slices and the fewest azimuths that were measured err.
    package static func ofThickestSlice(isPrecessed: Bool) -> Double {
        (isPrecessed ? slicesPrecessed : slicesUnprecessed).largest
    }
    package static var ofFewestAzimuths: Double { azimuthDensities.largest }

    // 5, 9, 15 and 27 slices in 37.4997 Å against 88; the larger of 10 and 20 mrad where the beam is precessed.
    static let slicesUnprecessed = MeasuredErrors([
        (1 / thickestSlice, 2.92e-2), (9 / 37.4997, 8.16e-3), (15 / 37.4997, 3.19e-3), (27 / 37.4997, 6.69e-4),
    ])
    static let slicesPrecessed = MeasuredErrors([
        (1 / thickestSlice, 5.79e-3), (9 / 37.4997, 2.35e-3), (15 / 37.4997, 9.18e-4), (27 / 37.4997, 3.86e-4),
    ])

    // 240 × 72, 300 × 90, 360 × 108 and 480 × 144 points against 640 × 192: Å⁻¹.
    static let bandLimitsUnprecessed = MeasuredErrors([
        (2.0, 4.04e-2), (2.5, 1.89e-2), (3.0, 3.57e-3), (4.0, 1.98e-4),
    ])
    static let bandLimitsPrecessed = MeasuredErrors([
        (2.0, 7.76e-3), (2.5, 3.82e-3), (3.0, 6.76e-4), (4.0, 5.14e-5),
    ])

    // The larger of 25, 50, 100 and 200 azimuths at 20 mrad against 400, and 13, 25, 50 and 100 at 10 mrad against 200.
    static let azimuthDensities = MeasuredErrors([
        (fewestAzimuths, 6.28e-2), (0.707, 2.01e-2), (1.414, 5.96e-4), (2.83, 2.59e-6),
    ])

    // 135 slices; the rounding of 1320 slices comes to 4e-5.
    static let singlePrecision = 7.4e-6
}

/// Errors measured at settings of growing fineness.
struct MeasuredErrors: Sendable {
    private let points: [(fineness: Double, error: Double)]

    init(_ points: [(fineness: Double, error: Double)]) { self.points = points }

    /// That of the coarsest setting.
    var largest: Double { points.first?.error ?? .nan }

    /// Interpolated on logarithmic axes; nil for what is coarser than everything measured.
    func error(at fineness: Double) -> Double? {
        // Settings are rounded: 2/3 of a Nyquist frequency may fall a little short of its nominal value.
        guard let first = points.first, let last = points.last, fineness >= first.fineness * 0.99 else { return nil }
        guard fineness > first.fineness else { return first.error }
        guard fineness < last.fineness else { return last.error }
        for (coarse, fine) in zip(points, points.dropFirst()) where fineness <= fine.fineness {
            let share = log(fineness / coarse.fineness) / log(fine.fineness / coarse.fineness)
            return coarse.error * exp(share * log(fine.error / coarse.error))
        }
        return last.error
    }
}
