public import Arrays
internal import ComplexModule
internal import Glibc

/// How a slice changes the wave: t = exp(+iσV(1 + iκ)) = exp(iσV - κσV), limited to the band (Kirkland 2010, eq. 6.20, with
/// a potential whose imaginary part, the absorption, is proportional to the real one).
public struct TransmissionFunction<Scalar: FourierScalar>: Sendable {
    public let values: Field<RealSpace, Scalar>

    /// - Parameters:
    ///   - potential: projected potential of the slice, V Å.
    ///   - interactionConstant: σ, rad/(V Å).
    ///   - absorption: κ; 0 for none.
    ///   - bandLimit: frequencies outside it are left out.
    public init(
        potential: ProjectedPotential, interactionConstant: Double, absorption: Double = 0, bandLimit: BandLimit
    ) throws {
        let grid = potential.grid
        let exact = Field<RealSpace, Double>(
            sizeX: grid.nx, sizeY: grid.ny,
            elements: potential.values.elements.map {
                let phase = interactionConstant * $0.real
                return Complex(length: exp(-absorption * phase), phase: phase)
            })
        var spectrum = try exact.fourierTransformed().elements
        let (kx, ky) = (grid.kx, grid.ky)
        for i in 0..<grid.nx {
            for j in 0..<grid.ny where !bandLimit.contains(kx[i], ky[j]) { spectrum[i * grid.ny + j] = .zero }
        }
        let limited = try Field<ReciprocalSpace, Double>(sizeX: grid.nx, sizeY: grid.ny, elements: spectrum)
            .inverseFourierTransformed()
        values = Field(
            sizeX: grid.nx, sizeY: grid.ny,
            elements: limited.elements.map { Complex(Scalar($0.real), Scalar($0.imaginary)) })
    }
}
