internal import ComplexModule
public import Quantities

/// A coherent probe: plane waves of equal weight that fill an aperture, in focus at some depth.
///
///     ψ̂(q) = exp(iπλf(q² + 2 q·k_t) - 2πi q·R)/√n   for |q| < α/λ,
///
/// n being the grid's frequencies within the aperture. That is an aberration-free probe at R at the depth f, carried back to the
/// entrance surface with the propagator of `Propagator`: precession pivots about that point, so that away from f the probe lies
/// at R + (z - f)·tilt. Patterns are descanned all the same.
public struct ConvergentProbe: Sendable, Equatable {
    /// Half of the cone's opening angle.
    public let semiAngle: Angle
    /// Depth below the entrance surface at which the probe is in focus and precession pivots.
    public let focus: Length
    /// Where the probe stands at that depth, from the corner of the crystals' cell, Å.
    public let position: SIMD2<Double>

    /// - Throws: `MultisliceError.badProbe` for an angle that is not above 0 or is over 100 mrad.
    public init(
        semiAngle: Angle, focus: Length = Length(internalValue: 0), position: SIMD2<Double> = .zero
    ) throws(MultisliceError) {
        guard semiAngle.value > 0, semiAngle.value <= 0.1 else {
            throw .badProbe(
                key: "illumination.semi-angle", problem: "\(semiAngle) makes no probe", mend: "give up to 100 mrad")
        }
        self.semiAngle = semiAngle
        self.focus = focus
        self.position = position
    }

    /// Radius of the aperture, Å⁻¹.
    func radius(wavelength: Double) -> Double { semiAngle.value / wavelength }

    /// A frequency of the grid within the aperture.
    struct Direction {
        /// Grid indices.
        let x: Int
        let y: Int
        /// Å⁻¹.
        let kx: Double
        let ky: Double
    }

    /// The frequencies of a grid that the aperture lets through, in the grid's order.
    func directions(on grid: ReciprocalGrid, wavelength: Double) -> [Direction] {
        let aperture = BandLimit(radius(wavelength: wavelength))
        let (kx, ky) = (grid.kx, grid.ky)
        return kx.indices.flatMap { x in
            ky.indices.filter { aperture.contains(kx[x], ky[$0]) }.map { y in
                Direction(x: x, y: y, kx: kx[x], ky: ky[y])
            }
        }
    }

    /// The tilted probe at a depth (Å) below the entrance surface of a specimen that is not there.
    package func components(
        on grid: ReciprocalGrid, wavelength: Double, tilt: BeamTilt, depth: Double = 0
    ) -> [WaveComponent] {
        let directions = directions(on: grid, wavelength: wavelength)
        let length = 1 / Double(directions.count).squareRoot()
        return directions.map { q in
            let fresnel = q.kx * q.kx + q.ky * q.ky + 2 * (q.kx * tilt.kx + q.ky * tilt.ky)
            let phase =
                .pi * wavelength * (focus.value - depth) * fresnel - 2 * .pi * (q.kx * position.x + q.ky * position.y)
            return WaveComponent(x: q.x, y: q.y, amplitude: Complex(length: length, phase: phase))
        }
    }
}
