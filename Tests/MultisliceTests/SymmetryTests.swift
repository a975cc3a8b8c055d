import Arrays
import ComplexModule
import Multislice
import Quantities
import Specimens
import Testing

/// Rows 3, 4, 9 and 10 of the physics checks: what must be equal whatever the potential.
@Suite("Symmetries of a simulation")
struct SymmetryTests {
    /// Slices in 56.25 nm of [311] at eleven slices a period.
    private let slices = 30 * 11

    @Test("the [311] zone has the mirror y → -y, and a tilt is mirrored with it")
    func mirror() throws {
        let crystal = try SingleCrystalCase(.z311)
        let stack = try Stack<Double>(crystal.sliced, on: crystal.grid)
        let zone = stack.spectrum(after: slices)
        #expect(mirrorDifference(zone, zone) < 1e-10)
        let tilt = 0.016 / stack.wavelength
        let up = stack.spectrum(after: slices, tilt: BeamTilt(kx: tilt / 2, ky: tilt))
        let down = stack.spectrum(after: slices, tilt: BeamTilt(kx: tilt / 2, ky: -tilt))
        #expect(mirrorDifference(up, down) < 1e-10)
        #expect(mirrorDifference(up, up) > 1e-3, "a tilt along y breaks the mirror of one pattern")
    }

    private func mirrorDifference(_ one: Spectrum, _ other: Spectrum) -> Double {
        one.orders().map { abs(one[$0.u, $0.v] - other[$0.u, -$0.v]) }.max() ?? .infinity
    }

    @Test("a crystal turned by 90° gives the turned pattern, averaged over eight azimuths")
    func quarterTurn() throws {
        let crystal = try SingleCrystalCase(.z311)
        let turned = PeriodicSlab(
            cellX: crystal.slab.cellY, cellY: crystal.slab.cellX, depth: crystal.slab.depth,
            atoms: crystal.slab.atoms.map {
                .init(
                    position: [-$0.position.y, $0.position.x, $0.position.z], element: $0.element,
                    occupancy: $0.occupancy, b: $0.b)
            })
        let grid = try crystal.grid
        let turnedGrid = try ReciprocalGrid(
            nx: grid.ny, ny: grid.nx, lengthX: grid.lengthY, lengthY: grid.lengthX)
        let precession = try Precession(angle: Angle(20, "mrad"), azimuths: 8)
        let pattern = try Stack<Double>(crystal.sliced, on: grid).spectrum(after: slices, precession: precession)
        let turnedPattern = try Stack<Double>(
            SlicedCrystal(turned, nominalThickness: crystal.sliced.sliceThickness, name: "turned"), on: turnedGrid
        ).spectrum(after: slices, precession: precession)
        let worst = pattern.orders().map { abs(pattern[$0.u, $0.v] - turnedPattern[-$0.v, $0.u]) }.max()
        #expect(try #require(worst) < 1e-10)
    }

    @Test("a tilted propagator acts as a tilted wave does, but for what lies at the band limit")
    func tiltedWave() throws {
        let crystal = try SingleCrystalCase(.z311)
        let grid = try crystal.grid
        let stack = try Stack<Double>(crystal.sliced, on: grid)
        // The on-grid frequency next to 16 mrad.
        let order = Int((0.016 / stack.wavelength * grid.lengthX).rounded())
        let tilt = Double(order) / grid.lengthX
        #expect(abs(tilt * stack.wavelength - 0.016) < 5e-4)
        let tilted = stack.spectrum(after: slices, tilt: BeamTilt(kx: tilt, ky: 0))
        let wave = stack.spectrum(after: slices, prism: try prism(order: order, on: grid, bandLimit: stack.bandLimit))
        let worst = tilted.orders(within: 1.62).map { abs(tilted[$0.u, $0.v] - wave[$0.u + order, $0.v]) }.max()
        #expect(try #require(worst) < 1e-3)
        let untilted = stack.spectrum(after: slices)
        #expect(abs(untilted[0, 0] - tilted[0, 0]) > 0.05, "the tilt must matter for the comparison to say anything")
    }

    @Test("fifteen units of A in the common cell are the perfect crystal in its own cell")
    func perfectCrystal() throws {
        let bicrystal = try GaAsCase.bicrystal()
        let own = try SingleCrystalCase(.z311)
        let thickness = 37.4997 / 9
        let common = try Stack<Double>(
            SlicedCrystal(bicrystal.upper, nominalThickness: thickness, name: "A"),
            on: ReciprocalGrid(nx: 360, ny: 108, lengthX: bicrystal.cellX, lengthY: bicrystal.cellY)
        ).spectrum(after: 135)
        let perfect = try Stack<Double>(
            SlicedCrystal(own.slab, nominalThickness: thickness, name: "A"),
            on: ReciprocalGrid(nx: 120, ny: 36, lengthX: own.slab.cellX, lengthY: own.slab.cellY)
        ).spectrum(after: 135)
        let worst = common.orders().map { u, v in
            let isOfOwnCell = u.isMultiple(of: 3) && v.isMultiple(of: 3)
            return abs(common[u, v] - (isOfOwnCell ? perfect[u / 3, v / 3] : 0))
        }.max()
        #expect(try #require(worst) < 1e-12)
        // The line scan keeps beams in single precision.
        let scan = try GaAsCase.unprecessed.get()
        let last = scan.intensity.rows - 1
        #expect(abs(scan.total[last] - perfect.total) < 1e-12)
        for (beam, k) in zip(scan.beams.kx, scan.beams.ky).enumerated() {
            let (u, v) = (Int((k.0 * bicrystal.cellX).rounded()), Int((k.1 * bicrystal.cellY).rounded()))
            let intensity = common[u, v]
            #expect(abs(Double(scan.intensity[last, beam]) - intensity) < 1e-7 * intensity + 1e-12)
        }
    }
}

/// A phase ramp of `order` turns across the cell: what a plane wave leaves as a plane wave of that frequency.
func prism(
    order: Int, on grid: ReciprocalGrid, bandLimit: BandLimit
) throws -> TransmissionFunction<Double> {
    var ramp = Field<RealSpace, Double>(sizeX: grid.nx, sizeY: grid.ny)
    for x in 0..<grid.nx {
        let phase = 2 * Double.pi * Double(order * x) / Double(grid.nx)
        for y in 0..<grid.ny { ramp[x, y] = Complex(phase) }
    }
    return try TransmissionFunction(
        potential: ProjectedPotential(grid: grid, values: ramp), interactionConstant: 1, bandLimit: bandLimit)
}
