import Arrays
import ComplexModule
import Glibc
import Multislice
import Quantities
import TestSupport
import Testing

/// Row 7 of the physics checks: the 220 row of GaAs without Debye-Waller factors, the beam at its exact Bragg angle.
@Suite("A systematic row against Bloch waves")
struct SystematicRowTests {
    // 17 beams are themselves 2.4e-4 from 61 at 120 nm.
    @Test(
        "four beams agree with 17 Bloch waves to 1e-3, with slices of 0.2 nm up to 60 nm and of 0.1 nm up to 120 nm",
        arguments: [(2.0, 600.0), (1.0, 1200.0)])
    func row(sliceThickness: Double, upTo limit: Double) throws {
        let stored = try Reference.json("multislice/systematic_row_220.json", as: StoredSystematicRow.self)
        let spacing = 10 / stored.g220
        let grid = try ReciprocalGrid(nx: 64, ny: 8, lengthX: spacing, lengthY: spacing / 8)
        let coefficients = try (0...32).map { try Self.coefficient(order: $0) }
        #expect(abs(coefficients[1] - stored.coefficient) < 1e-6)
        var potential = Field<RealSpace, Double>(sizeX: grid.nx, sizeY: grid.ny)
        for x in 0..<grid.nx {
            // Σ V_n exp(2πi n x/d); the coefficients are real and even in n.
            let value = (1..<32).reduce(coefficients[0]) { sum, n in
                sum + 2 * coefficients[n] * cos(2 * .pi * Double(n * x) / Double(grid.nx))
            }
            for y in 0..<grid.ny { potential[x, y] = Complex(value * sliceThickness) }
        }
        let stack = try Stack<Double>(
            [ProjectedPotential(grid: grid, values: potential)], sliceThickness: sliceThickness)
        let thicknesses = stored.bloch.thickness.map { $0 * 10 }.filter { $0 <= limit }
        try #require(thicknesses.count > 30 && thicknesses[0] == 0)
        let interval = Int((thicknesses[1] / sliceThickness).rounded())
        let spectra = stack.spectra(
            every: interval, times: thicknesses.count - 1, tilt: BeamTilt(kx: -0.5 / spacing, ky: 0))
        let bloch = [(-1, stored.bloch.minusOne), (0, stored.bloch.zero), (1, stored.bloch.one), (2, stored.bloch.two)]
        var worst = 0.0
        for (index, thickness) in thicknesses.enumerated().dropFirst() {
            try #require(abs(thickness - Double(index * interval) * sliceThickness) < 1e-9)
            for (order, intensities) in bloch {
                worst = max(worst, abs(spectra[index - 1][order, 0] - intensities[index]))
            }
        }
        #expect(worst < 1e-3)
    }

    /// The Fourier coefficient of the potential at n·220, V: all eight atoms of the cell scatter in phase.
    private static func coefficient(order: Int) throws -> Double {
        let g = Double(order) * 8.0.squareRoot() / GaAsCase.latticeParameter
        let volume = GaAsCase.latticeParameter * GaAsCase.latticeParameter * GaAsCase.latticeParameter
        let factors = try [31, 33].map { try KirklandScatteringFactor(atomicNumber: $0)(squaredFrequency: g * g) }
        return PhysicalConstants.scatteringFactorToPotential / volume * 4 * (factors[0] + factors[1])
    }
}
