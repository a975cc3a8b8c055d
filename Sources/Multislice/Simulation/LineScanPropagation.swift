internal import Arrays
internal import ComplexModule
internal import Quantities

/// The machinery of a line scan in one precision: transmission functions of both crystals and the slice step.
struct LineScanPropagation<Scalar: FourierScalar>: Sendable {
    private let simulation: LineScanSimulation
    private let step: any SliceStepping<Scalar>
    private let upper: [LaidOutTransmission<Scalar>]
    private let lower: [LaidOutTransmission<Scalar>]
    private let beams: BeamSelection

    init(_ simulation: LineScanSimulation) throws {
        self.simulation = simulation
        let period = SharedPeriod(of: simulation.upper.slices + simulation.lower.slices, on: simulation.grid)
        let step = try SliceStep.make(
            Scalar.self, grid: simulation.grid, bandLimit: simulation.bandLimit, period: period)
        let layOut = { (atoms: SlicedCrystal) in
            try atoms.slices.map { slice in
                try step.layOut(
                    TransmissionFunction<Scalar>(
                        potential: ProjectedPotential(atoms: slice, grid: simulation.grid),
                        interactionConstant: simulation.interactionConstant, bandLimit: simulation.bandLimit))
            }
        }
        upper = try layOut(simulation.upper)
        lower = try layOut(simulation.lower)
        beams = BeamSelection(grid: simulation.grid, rows: step.rows, reach: simulation.reach)
        self.step = step
    }

    private var positions: Int { simulation.units + 1 }
    /// Numbers in a block: at every position all beams, and the total behind them.
    var valueCount: Int { positions * (beams.count + 1) }

    /// Sums of intensities over some tilts.
    func intensities(of tilts: ArraySlice<BeamTilt>, progress: Progress) throws -> [Double] {
        var sum = [Double](repeating: 0, count: valueCount)
        let (above, through, tile) = (step.makeWave(), step.makeWave(), step.makeTile())
        for tilt in tilts {
            let propagator = step.layOut(
                Propagator(
                    grid: simulation.grid, wavelength: simulation.electron.wavelength,
                    sliceThickness: simulation.sliceThickness, tilt: tilt, bandLimit: simulation.bandLimit))
            above.copy(from: step.planeWave())
            for position in 0..<positions {
                try progress.checkCancellation()
                let boundary = position * simulation.slicesPerUnit
                through.copy(from: above)
                for slice in boundary..<simulation.units * simulation.slicesPerUnit {
                    step.advance(through, through: lower[slice % lower.count], by: propagator, tile: tile)
                }
                add(step.spectrum(of: through), to: &sum, at: position * (beams.count + 1))
                guard position < simulation.units else { break }
                for slice in boundary..<boundary + simulation.slicesPerUnit {
                    step.advance(above, through: upper[slice % upper.count], by: propagator, tile: tile)
                }
            }
        }
        return sum
    }

    private func add(_ spectrum: [Complex<Scalar>], to sum: inout [Double], at start: Int) {
        for (beam, offset) in beams.offsets.enumerated() {
            sum[start + beam] += Double(spectrum[offset].lengthSquared)
        }
        sum[start + beams.count] += spectrum.reduce(0.0) { $0 + Double($1.lengthSquared) }
    }

    /// The mean over all tilts of the blocks, added up in their order.
    ///
    /// - Throws: `MultisliceError.notNormalised` when the result carries more than the incident beam or is not finite.
    func average(_ blocks: [[Double]], tilts: Int) throws -> BeamIntensities {
        var sum = [Double](repeating: 0, count: valueCount)
        for block in blocks { for index in sum.indices { sum[index] += block[index] } }
        let width = beams.count + 1
        let total = (0..<positions).map { sum[$0 * width + beams.count] / Double(tilts) }
        for value in total where !(value <= 1.001 && value > 0) { throw MultisliceError.notNormalised(total: value) }
        let intensity = (0..<positions).map { position in
            (0..<beams.count).map { Float(sum[position * width + $0] / Double(tilts)) }
        }
        return BeamIntensities(beams: beams, intensity: Matrix(intensity), total: total)
    }
}
