import Arrays
import ComplexModule
import Glibc
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

@Suite("Scattering factors")
struct ScatteringFactorTests {
    /// The reference's rows a, b, c, d of Ga and As.
    private static func rows() throws -> [Int: [[Double]]] {
        let stored = try Reference.json("multislice/kirkland_GaAs.json", as: [String: [[Double]]].self)
        return Dictionary(uniqueKeysWithValues: stored.compactMap { key, rows in Int(key).map { ($0, rows) } })
    }

    @Test("Ga and As follow Kirkland's formula with the reference's parameters")
    func formula() throws {
        let elements = try Self.rows()
        #expect(Set(elements.keys) == [31, 33])
        for (number, rows) in elements {
            let factor = try KirklandScatteringFactor(atomicNumber: number)
            for q2 in stride(from: 0, through: 64, by: 0.37) {
                let expected = (0..<3).reduce(0.0) { sum, i in
                    sum + rows[0][i] / (q2 + rows[1][i]) + rows[2][i] * exp(-rows[3][i] * q2)
                }
                #expect(abs(factor(squaredFrequency: q2) / expected - 1) < 1e-12)
            }
        }
    }

    @Test("forward scattering is Σ a/b + c, and the mean of a projected potential follows from it")
    func forward() throws {
        let elements = try Self.rows()
        let forward = elements.mapValues { rows in (0..<3).reduce(0.0) { $0 + rows[0][$1] / rows[1][$1] + rows[2][$1] }
        }
        for (number, expected) in forward {
            let value = try KirklandScatteringFactor(atomicNumber: number)(squaredFrequency: 0)
            #expect(abs(value / expected - 1) < 1e-12)
        }
        let crystal = try SingleCrystalCase(.z110)
        let potential = try ProjectedPotential(atoms: crystal.slab.atoms, grid: crystal.grid)
        let mean = potential.values.elements.reduce(0) { $0 + $1.real } / Double(potential.values.elements.count)
        // Two atoms of each kind; h²/(2π m₀ e) = 47.87765 V Å².
        let sum = forward.values.reduce(0) { $0 + 2 * $1 }
        #expect(abs(mean / (47.877647305682397 * sum / (crystal.slab.cellX * crystal.slab.cellY)) - 1) < 1e-9)
    }

    @Test(
        "far out every element scatters as its bare nucleus does, but for its innermost electrons, and like its neighbours"
    )
    func farOut() throws {
        // Mott-Bethe: f_e = (2/a_B)(Z - f_x)/(4π² q²), where f_x ≪ Z: a slip in a row of the table stands out.
        let (bohrRadius, q2) = (0.529177210903, 144.0)
        let ratios = try (1...103).map { number in
            let bare = 2 * Double(number) / (bohrRadius * 4 * Double.pi * Double.pi * q2)
            return try KirklandScatteringFactor(atomicNumber: number)(squaredFrequency: q2) / bare
        }
        #expect(ratios.allSatisfy { $0 > 0.93 && $0 < 1.03 })
        for (one, next) in zip(ratios, ratios.dropFirst()) { #expect(abs(next - one) < 0.015) }
    }

    @Test("elements outside the table are refused", arguments: [-1, 0, 104])
    func refused(number: Int) {
        #expect(throws: MultisliceError.noScatteringFactor(atomicNumber: number)) {
            try KirklandScatteringFactor(atomicNumber: number)
        }
    }
}
