import Arrays
import Formats
import FoundationEssentials
import Multislice
import Quantities
import Specimens
import TestSupport

/// The bicrystal of the reference files: GaAs, [311] / [-1 -3 1], 300 kV, 15 units of 9 slices.
enum GaAsCase {
    /// Å.
    static let latticeParameter = 5.6533

    static func electron() throws -> Electron { Electron(energy: try Energy(300, "kV")) }

    /// The line scan without precession in double precision, simulated once for all tests.
    static let unprecessed = Result { try simulation("0 mrad", azimuths: 1, precision: .double).run(progress: .none) }

    static func structure(debyeWaller: Bool = true) throws -> CrystalStructure {
        try structure(b: debyeWaller ? nil : 0)
    }

    /// - Parameter b: one Debye-Waller factor (Å²) for all atoms; nil for those of the file.
    static func structure(b: Double?) throws -> CrystalStructure {
        let read = try CrystalStructure(contentsOf: Reference.checkout.appending(path: "Models/crystals/GaAs.cif"))
        guard let b else { return read }
        return read.replacingB(Dictionary(uniqueKeysWithValues: Set(read.sites.map(\.element)).map { ($0, b) }))
    }

    static func bicrystal(zone: MillerIndices = MillerIndices(3, 1, 1), b: Double? = nil) throws -> Bicrystal {
        let structure = try structure(b: b)
        return try Bicrystal(
            of: structure,
            orientation: Orientation(of: structure.cell, zone: zone, up: MillerIndices(0, -1, 1)),
            twin: TwinLaw(axis: .direction(MillerIndices(1, -1, 1)), angle: Angle(180, "deg")))
    }

    /// The slices of both crystals.
    static func slices() throws -> [[PeriodicSlab.Atom]] {
        let bicrystal = try bicrystal()
        return try [bicrystal.upper, bicrystal.lower].flatMap {
            try SlicedCrystal($0, nominalThickness: $0.depth / 9, name: "one").slices
        }
    }

    static func simulation(
        _ angle: String, azimuths: Int, precision: Discretization.Precision,
        interaction: InteractionModel = .relativistic, grid: Discretization.Grid = .fixed(nx: 360, ny: 108)
    ) throws -> StackSimulation {
        try StackSimulation(
            bicrystal: bicrystal(), stack: LineScanStack(unit: Length(3.74997, "nm"), units: 15),
            instrument: Instrument(energy: Energy(300, "kV"), interaction: interaction),
            precession: Precession(angle: Angle(text: angle), azimuths: azimuths),
            discretization: Discretization(grid: grid, slicesPerUnit: 9, precision: precision), reach: 1.62)
    }

    /// The largest difference between simulated beam intensities and a stored array (16, kx, ky) in fft order, nm⁻¹.
    static func deviation(of result: BeamIntensities, from file: String, array: String) throws -> Double {
        let stored = try Reference.array("multislice/\(file).\(array).npy")
        let kx = try Reference.array("multislice/\(file).kx.npy").values
        let ky = try Reference.array("multislice/\(file).ky.npy").values
        var worst = 0.0
        var compared = 0
        for (beam, position) in zip(result.beams.kx, result.beams.ky).enumerated() {
            guard let x = kx.firstIndex(where: { abs($0 / 10 - position.0) < 1e-4 }),
                let y = ky.firstIndex(where: { abs($0 / 10 - position.1) < 1e-4 })
            else { continue }
            compared += 1
            for k in 0..<16 {
                let reference = stored.values[(k * kx.count + x) * ky.count + y]
                worst = max(worst, abs(Double(result.intensity[k, beam]) - reference))
            }
        }
        guard compared == kx.count * ky.count else { return .infinity }
        return worst
    }
}
