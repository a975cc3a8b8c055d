import Arrays
import ComplexModule
import Testing

@Suite("Fourier transforms of fields")
struct FieldTests {
    /// Any numbers will do: a field without symmetry.
    private static func field<Scalar: FourierScalar>(_ sizeX: Int, _ sizeY: Int) -> Field<RealSpace, Scalar> {
        let elements = (0..<sizeX * sizeY).map { index -> Complex<Scalar> in
            let (real, imaginary) = (index * 37 % 23 - 9, index * 53 % 19 - 7)
            return Complex(Scalar(real), Scalar(imaginary))
        }
        return Field(sizeX: sizeX, sizeY: sizeY, elements: elements)
    }

    @Test("a transform is the sum Σ f exp(-2πi(ux/Nx + vy/Ny))", arguments: [(6, 5), (1, 8), (7, 1), (9, 16)])
    func directSum(sizeX: Int, sizeY: Int) throws {
        let field: Field<RealSpace, Double> = Self.field(sizeX, sizeY)
        let single: Field<RealSpace, Float> = Self.field(sizeX, sizeY)
        let spectrum = try field.fourierTransformed()
        let singleSpectrum = try single.fourierTransformed()
        for u in 0..<sizeX {
            for v in 0..<sizeY {
                var sum = Complex<Double>.zero
                for x in 0..<sizeX {
                    for y in 0..<sizeY {
                        let turns = Double(u * x) / Double(sizeX) + Double(v * y) / Double(sizeY)
                        sum += field[x, y] * Complex(length: 1, phase: -2 * .pi * turns)
                    }
                }
                #expect((spectrum[u, v] - sum).length < 1e-10)
                let value = singleSpectrum[u, v]
                #expect((Complex(Double(value.real), Double(value.imaginary)) - sum).length < 1e-2)
            }
        }
    }

    @Test("the inverse transform gives the field back")
    func inverse() throws {
        let field: Field<RealSpace, Double> = Self.field(12, 10)
        let back = try field.fourierTransformed().inverseFourierTransformed()
        for (a, b) in zip(field.elements, back.elements) { #expect((a - b).length < 1e-12) }
    }
}
