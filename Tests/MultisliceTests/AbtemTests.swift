import Arrays
import Formats
import FoundationEssentials
import Multislice
import Specimens
import TestSupport
import Testing

/// Row 1 of the physics checks: abTEM on one and the same potential, untilted and tilted by up to 20 mrad.
@Suite("Beam intensities against abTEM")
struct AbtemTests {
    /// What all files hold; Å and Å⁻¹.
    private struct Stored: Decodable {
        let grid: [Int]
        let box: [Double]
        /// Tangents of the tilt along x and y.
        let slopes: [[Double]]
        let kx: [Double]
        let ky: [Double]
        /// One crystal.
        let zone: [Int]?
        let y: [Int]?
        let slicesPerPeriod: Int?
        let periods: Int?
        /// The bicrystal.
        let unitsOfA: Int?
        let units: Int?
        let slicesPerUnit: Int?
    }

    @Test(
        "double precision agrees to 1e-6 of the incident beam, single to 1e-4",
        arguments: ["GaAs_110", "GaAs_311", "GaAs_511", "bicrystal_311"])
    func samePotential(name: String) throws {
        let stored = try Reference.json("abtem/\(name).json", as: Stored.self)
        let grid = try ReciprocalGrid(
            nx: stored.grid[0], ny: stored.grid[1], lengthX: stored.box[0], lengthY: stored.box[1])
        let (potentials, thickness) = try Self.potentials(of: stored, on: grid)
        let intensities = try Reference.array("abtem/\(name).npy")
        try #require(intensities.shape == [stored.slopes.count, stored.kx.count, stored.ky.count])
        func deviation<Scalar: FourierScalar>(_ type: Scalar.Type) throws -> Double {
            let stack = try Stack<Scalar>(potentials, sliceThickness: thickness)
            var worst = 0.0
            var index = 0
            for slope in stored.slopes {
                let tilt = BeamTilt(kx: slope[0] / stack.wavelength, ky: slope[1] / stack.wavelength)
                let spectrum = stack.spectrum(after: potentials.count, tilt: tilt)
                for kx in stored.kx {
                    for ky in stored.ky {
                        let value = intensities.values[index]
                        index += 1
                        let (u, v) = (Int((kx * grid.lengthX).rounded()), Int((ky * grid.lengthY).rounded()))
                        worst = max(worst, abs(spectrum[u, v] - value))
                    }
                }
            }
            return worst
        }
        let (double, single) = (try deviation(Double.self), try deviation(Float.self))
        print("\(name) against abTEM, largest deviation of a beam: \(double) in double, \(single) in single precision")
        #expect(double < 1e-6, "double precision: \(double)")
        #expect(single < 1e-4, "single precision: \(single)")
    }

    /// The potentials of all slices of the stack, from the entrance on, and the slices' thickness.
    private static func potentials(
        of stored: Stored, on grid: ReciprocalGrid
    ) throws -> ([ProjectedPotential], Double) {
        func potentials(of crystal: SlicedCrystal) throws -> [ProjectedPotential] {
            try crystal.slices.map { try ProjectedPotential(atoms: $0, grid: grid) }
        }
        if let unitsOfA = stored.unitsOfA, let units = stored.units, let slices = stored.slicesPerUnit {
            let bicrystal = try GaAsCase.bicrystal()
            let nominal = stored.box[2] / Double(slices)
            let a = try SlicedCrystal(bicrystal.upper, nominalThickness: nominal, name: "A")
            let upper = try potentials(of: a)
            let lower = try potentials(of: SlicedCrystal(bicrystal.lower, nominalThickness: nominal, name: "B"))
            let stack = (0..<units * slices).map { slice in
                slice < unitsOfA * slices ? upper[slice % upper.count] : lower[slice % lower.count]
            }
            return (stack, a.sliceThickness)
        }
        let (zone, y) = (try #require(stored.zone), try #require(stored.y))
        let structure = try GaAsCase.structure()
        let orientation = try Orientation(
            of: structure.cell, zone: MillerIndices(zone[0], zone[1], zone[2]), up: MillerIndices(y[0], y[1], y[2]))
        let slab = PeriodicSlab(
            of: structure, rotation: orientation.rotation, cellX: stored.box[0], cellY: stored.box[1],
            depth: stored.box[2])
        let count = try #require(stored.slicesPerPeriod)
        let crystal = try SlicedCrystal(slab, nominalThickness: slab.depth / Double(count), name: "A")
        let period = try potentials(of: crystal)
        let periods = try #require(stored.periods)
        return (Array(repeatElement(period, count: periods).joined()), crystal.sliceThickness)
    }
}
