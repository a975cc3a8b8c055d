import Arrays
import ComplexModule
import FoundationEssentials
import Multislice
import Quantities
import Specimens

/// The work that abTEM does in Tests/Peers/abtem_case.py: tilts on a cone of 20 mrad through blocks of the [311] crystal,
/// 300 kV, single precision, with potentials and plans made beforehand.
struct CrystalStack {
    let grid: ReciprocalGrid
    private let limit: BandLimit
    private let electron: Electron
    private let sliceThickness: Double
    private let step: any SliceStepping<Float>
    private let slices: [LaidOutTransmission<Float>]
    private let repeats: Int

    /// - Parameters:
    ///   - slices: in a block of 3.75 nm.
    ///   - isWhole: whether every point of the cell is computed, as abTEM does, or one shared period only.
    init(nx: Int, ny: Int, slices count: Int, units: Int, isWhole: Bool = false) throws {
        let bicrystal = try FigureSeven.bicrystal()
        let crystal = try SlicedCrystal(
            bicrystal.upper, nominalThickness: FigureSeven.unit / Double(count), name: "A")
        electron = Electron(energy: try Energy(300, "kV"))
        let grid = try ReciprocalGrid(nx: nx, ny: ny, lengthX: bicrystal.cellX, lengthY: bicrystal.cellY)
        let limit = BandLimit(grid.largestBandLimit)
        let step = try SliceStep.make(
            Float.self, grid: grid, bandLimit: limit,
            period: isWhole ? .wholeCell : SharedPeriod(of: crystal.slices, on: grid))
        let interactionConstant = electron.interactionConstant()
        slices = try crystal.slices.map { atoms in
            step.layOut(
                try TransmissionFunction<Float>(
                    potential: ProjectedPotential(atoms: atoms, grid: grid), interactionConstant: interactionConstant,
                    bandLimit: limit))
        }
        (self.grid, self.limit, self.step) = (grid, limit, step)
        sliceThickness = crystal.sliceThickness
        repeats = count * units
    }

    /// Intensities of all beams within the band, rows of kx, the mean over the tilts.
    func intensities(azimuths: Int) throws -> [Double] {
        let precession = try Precession(angle: Angle(20, "mrad"), azimuths: azimuths)
        let (wave, tile, plane) = (step.makeWave(), step.makeTile(), step.planeWave())
        var sum = [Double](repeating: 0, count: step.rows.count * grid.ny)
        for tilt in precession.tilts {
            let propagator = step.layOut(
                Propagator(
                    grid: grid, wavelength: electron.wavelength, sliceThickness: sliceThickness,
                    tilt: BeamTilt(kx: tilt.x / electron.wavelength, ky: tilt.y / electron.wavelength),
                    bandLimit: limit))
            wave.copy(from: plane)
            for slice in 0..<repeats {
                step.advance(wave, through: slices[slice % slices.count], by: propagator, tile: tile)
            }
            for (index, amplitude) in step.spectrum(of: wave).enumerated() {
                sum[index] += Double(amplitude.lengthSquared) / Double(azimuths)
            }
        }
        return sum
    }

    /// Intensities by beam number, those with |kx| and |ky| up to `reach` Å⁻¹.
    func beams(_ intensities: [Double], reach: Double) -> [Double] {
        let (h, k) = (Int(reach * grid.lengthX), Int(reach * grid.lengthY))
        return (-h...h).flatMap { u in
            let row = step.rows.firstIndex(of: u < 0 ? u + grid.nx : u)
            return (-k...k).map { v in row.map { intensities[$0 * grid.ny + (v < 0 ? v + grid.ny : v)] } ?? 0 }
        }
    }
}

/// The bicrystal of the paper's Fig. 7.
enum FigureSeven {
    /// Å.
    static let unit = 37.4997

    static func bicrystal(zone: MillerIndices = MillerIndices(3, 1, 1)) throws -> Bicrystal {
        let structure = try CrystalStructure(contentsOf: URL(filePath: "Models/crystals/GaAs.cif"))
        return try Bicrystal(
            of: structure,
            orientation: Orientation(of: structure.cell, zone: zone, up: MillerIndices(0, -1, 1)),
            twin: TwinLaw(axis: .direction(MillerIndices(1, -1, 1)), angle: Angle(180, "deg")))
    }
}
