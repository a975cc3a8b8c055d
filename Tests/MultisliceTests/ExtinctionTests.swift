import Arrays
import ComplexModule
import FoundationEssentials
import Glibc
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

/// Row 6 of the physics checks and the extinction lengths ξ_g = π/(σ|V_g|).
@Suite("Extinction lengths and the kinematic limit")
struct ExtinctionTests {
    private struct Stored: Decodable {
        /// nm, by "(h, k, l)".
        let lengths: [String: Double]

        private enum CodingKeys: String, CodingKey { case lengths = "xi_nm" }
    }

    @Test("extinction lengths without Debye-Waller factors are those of the reference; 72.1 nm for 220")
    func extinctionLengths() throws {
        let crystal = try SingleCrystalCase(.z110, debyeWaller: false)
        let sigma = try GaAsCase.electron().interactionConstant()
        let stored = try Reference.json("multislice/systematic_row_220.json", as: Stored.self).lengths
        // A reflection of each kind in the zone [110].
        let reflections = [
            "(1, 1, 1)": [1, -1, 1], "(2, 0, 0)": [0, 0, 2], "(2, 2, 0)": [2, -2, 0], "(3, 1, 1)": [1, -1, 3],
            "(2, 2, 2)": [2, -2, 2], "(4, 0, 0)": [0, 0, 4], "(3, 3, 1)": [3, -3, 1], "(4, 2, 2)": [2, -2, 4],
            "(4, 4, 0)": [4, -4, 0],
        ]
        #expect(Set(stored.keys) == Set(reflections.keys))
        for (name, hkl) in reflections {
            let length = try extinctionLength(of: MillerIndices(hkl[0], hkl[1], hkl[2]), in: crystal, sigma: sigma)
            let reference = try #require(stored[name])
            #expect(abs(length / 10 / reference - 1) < 1e-6, "\(name): \(length / 10) nm")
        }
    }

    /// The reflections of diamond, and those of a hexagonal metal whose c/a is nearly ideal.
    @Test("families are named by their member with positive indices, largest first")
    func names() throws {
        func names(_ crystal: String, _ count: Int) throws -> [String] {
            let file = Reference.checkout.appending(path: "Models/crystals/\(crystal).cif")
            return try StructureFactor(of: CrystalStructure(contentsOf: file)).strongestReflections(count: count)
                .map(\.description)
        }
        #expect(try names("Si", 4) == ["1 1 1", "2 2 0", "4 0 0", "3 1 1"])
        #expect(try names("Al", 3) == ["1 1 1", "2 0 0", "2 2 0"])
        #expect(try names("Mg", 4) == ["0 0 2", "1 0 1", "1 0 0", "1 1 0"])
    }

    @Test("ξ220 is 75.0 nm with the default Debye-Waller factors, 114.5 and 119.0 nm without the relativistic mass")
    func variants() throws {
        let electron = try GaAsCase.electron()
        for (debyeWaller, interaction, expected) in [
            (true, InteractionModel.relativistic, 75.0), (false, .nonRelativisticMass, 114.5),
            (true, .nonRelativisticMass, 119.0),
        ] {
            let length = try extinctionLength(
                of: MillerIndices(2, -2, 0), in: SingleCrystalCase(.z110, debyeWaller: debyeWaller),
                sigma: electron.interactionConstant(interaction))
            #expect(abs(length / 10 - expected) < 0.05)
        }
        let length = try extinctionLength(
            of: MillerIndices(0, 0, 4), in: SingleCrystalCase(.z110), sigma: electron.interactionConstant())
        #expect(abs(length / 10 - 110.7) < 0.05)
    }

    @Test("with a ten-thousandth of σ beams follow (πt/ξ)² sinc²(st)")
    func kinematicLimit() throws {
        let crystal = try SingleCrystalCase(.z110)
        let sigma = try GaAsCase.electron().interactionConstant() * 1e-4
        let stack = try Stack<Double>(crystal.sliced, on: crystal.grid, interactionConstant: sigma)
        let periods = 25
        let thickness = Double(periods) * crystal.slab.depth
        for hkl in [[1, -1, 1], [2, -2, 0], [0, 0, 4], [1, -1, 3]] {
            let reflection = MillerIndices(hkl[0], hkl[1], hkl[2])
            let (u, v) = crystal.order(of: reflection)
            let (gx, gy) = (Double(u) / crystal.slab.cellX, Double(v) / crystal.slab.cellY)
            let length = try extinctionLength(of: reflection, in: crystal, sigma: sigma)
            // At the zone axis, at the exact Bragg angle and as far on its other side.
            for share in [0, -0.5, -1.0] {
                let tilt = BeamTilt(kx: share * gx, ky: share * gy)
                let intensity = stack.spectrum(after: periods * stack.count, tilt: tilt)[u, v]
                let error = -stack.wavelength * (gx * (gx + 2 * tilt.kx) + gy * (gy + 2 * tilt.ky)) / 2
                let x = Double.pi * error * thickness
                let sinc = x == 0 ? 1 : sin(x) / x
                let expected = .pi * thickness / length * sinc
                #expect(abs(intensity / (expected * expected) - 1) < 2e-3, "\(reflection) at \(share) g")
            }
        }
    }

    /// ξ_g = π/(σ|V_g|), Å, from the Fourier coefficient of the potential projected over one period.
    private func extinctionLength(
        of reflection: MillerIndices, in crystal: SingleCrystalCase, sigma: Double
    ) throws -> Double {
        let projected = try ProjectedPotential(atoms: crystal.slab.atoms, grid: crystal.grid)
        let spectrum = try projected.values.fourierTransformed()
        let (u, v) = crystal.order(of: reflection)
        let coefficient = spectrum[
            (u + projected.grid.nx) % projected.grid.nx, (v + projected.grid.ny) % projected.grid.ny]
        let points = Double(projected.grid.nx * projected.grid.ny)
        return .pi / (sigma * coefficient.length / points / crystal.slab.depth)
    }
}
