public import Arrays
internal import ComplexModule

/// How a slice changes the wave: t = exp(+iσV), limited to the band (Kirkland 2010, eq. 6.20).
public struct TransmissionFunction<Scalar: FourierScalar>: Sendable {
    public let values: Field<RealSpace, Scalar>

    /// - Parameters:
    ///   - potential: projected potential of the slice, V Å.
    ///   - interactionConstant: σ, rad/(V Å).
    ///   - bandLimit: frequencies outside it are left out.
    public init(potential: ProjectedPotential, interactionConstant: Double, bandLimit: BandLimit) throws {
        let grid = potential.grid
        let exact = Field<RealSpace, Double>(
            sizeX: grid.nx, sizeY: grid.ny,
            elements: potential.values.elements.map { Complex(length: 1, phase: interactionConstant * $0.real) })
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
