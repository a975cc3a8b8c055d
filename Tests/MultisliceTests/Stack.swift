import Arrays
import ComplexModule
import FoundationEssentials
import Multislice
import Quantities
import Specimens

/// A list of slices, repeated over and over, and a plane wave that goes through them.
struct Stack<Scalar: FourierScalar> {
    let grid: ReciprocalGrid
    let bandLimit: BandLimit
    let wavelength: Double
    let sliceThickness: Double
    private let step: any SliceStepping<Scalar>
    private let slices: [LaidOutTransmission<Scalar>]

    /// - Parameters:
    ///   - potentials: one for each slice of a repeat; all on one grid.
    ///   - interactionConstant: rad/(V Å); that of 300 kV unless given.
    init(
        _ potentials: [ProjectedPotential], sliceThickness: Double, bandLimit: BandLimit? = nil,
        interactionConstant: Double? = nil, absorption: Double = 0
    ) throws {
        let electron = try GaAsCase.electron()
        grid = potentials[0].grid
        let limit = bandLimit ?? BandLimit(grid.largestBandLimit)
        self.bandLimit = limit
        wavelength = electron.wavelength
        self.sliceThickness = sliceThickness
        // A stack meets few slices: a better plan would take longer to find than it saves.
        let step = try SliceStep.make(Scalar.self, grid: grid, bandLimit: limit, effort: .estimate)
        slices = try potentials.map { potential in
            step.layOut(
                try TransmissionFunction<Scalar>(
                    potential: potential, interactionConstant: interactionConstant ?? electron.interactionConstant(),
                    absorption: absorption, bandLimit: limit))
        }
        self.step = step
    }

    /// The stack of a crystal's own slices.
    init(
        _ crystal: SlicedCrystal, on grid: ReciprocalGrid, bandLimit: BandLimit? = nil,
        interactionConstant: Double? = nil
    ) throws {
        try self.init(
            crystal.slices.map { try ProjectedPotential(atoms: $0, grid: grid) },
            sliceThickness: crystal.sliceThickness, bandLimit: bandLimit, interactionConstant: interactionConstant)
    }

    /// Number of slices in a repeat.
    var count: Int { slices.count }

    /// The spectra after every `interval` slices, `times` of them.
    ///
    /// - Parameter prism: a slice that the wave meets first, such as one that tilts it.
    func spectra(
        every interval: Int, times: Int, tilt: BeamTilt = .none, prism: TransmissionFunction<Scalar>? = nil
    ) -> [Spectrum] {
        let propagator = step.layOut(
            Propagator(
                grid: grid, wavelength: wavelength, sliceThickness: sliceThickness, tilt: tilt, bandLimit: bandLimit))
        let (wave, tile) = (step.planeWave(), step.makeTile())
        if let prism { step.advance(wave, through: step.layOut(prism), by: propagator, tile: tile) }
        return (0..<times).map { time in
            for slice in time * interval..<(time + 1) * interval {
                step.advance(wave, through: slices[slice % slices.count], by: propagator, tile: tile)
            }
            let amplitudes = step.spectrum(of: wave)
            return Spectrum(
                grid: grid, rows: step.rows,
                amplitudes: amplitudes.map { Complex(Double($0.real), Double($0.imaginary)) },
                intensities: amplitudes.map {
                    let (real, imaginary) = (Double($0.real), Double($0.imaginary))
                    return real * real + imaginary * imaginary
                })
        }
    }

    /// The spectrum after so many slices.
    func spectrum(after slices: Int, tilt: BeamTilt = .none, prism: TransmissionFunction<Scalar>? = nil) -> Spectrum {
        spectra(every: slices, times: 1, tilt: tilt, prism: prism)[0]
    }

    /// The mean over the azimuths of a precessing beam.
    func spectrum(after slices: Int, precession: Precession) -> Spectrum {
        let all = precession.tilts.map {
            spectrum(after: slices, tilt: BeamTilt(kx: $0.x / wavelength, ky: $0.y / wavelength))
        }
        var mean = all[0]
        for index in mean.intensities.indices {
            mean.intensities[index] = all.reduce(0) { $0 + $1.intensities[index] } / Double(all.count)
        }
        return mean
    }
}

/// Beam intensities of a whole wave, 1 for the incident beam.
struct Spectrum {
    let grid: ReciprocalGrid
    let rows: [Int]
    /// The Fourier coefficients of the wave, one row of ny for each of `rows`.
    let amplitudes: [Complex<Double>]
    /// In the same order.
    var intensities: [Double]

    var total: Double { intensities.reduce(0, +) }

    /// The beam u/Lx, v/Ly; zero outside the band.
    subscript(u: Int, v: Int) -> Double {
        let x = u < 0 ? u + grid.nx : u
        let y = v < 0 ? v + grid.ny : v
        guard let row = rows.firstIndex(of: x) else { return 0 }
        return intensities[row * grid.ny + y]
    }

    /// All beams (u, v) with |kx| and |ky| up to `reach` Å⁻¹.
    func orders(within reach: Double = .infinity) -> [(u: Int, v: Int)] {
        let us = rows.map { $0 < (grid.nx + 1) / 2 ? $0 : $0 - grid.nx }
        let vs = (0..<grid.ny).map { $0 < (grid.ny + 1) / 2 ? $0 : $0 - grid.ny }
        let nearUs = us.filter { Double(abs($0)) / grid.lengthX <= reach }
        let nearVs = vs.filter { Double(abs($0)) / grid.lengthY <= reach }
        return nearUs.flatMap { u in nearVs.map { v in (u: u, v: v) } }
    }
}
