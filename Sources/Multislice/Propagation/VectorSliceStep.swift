package import Arrays
internal import CKernels
package import ComplexModule

/// The slice step with vector kernels, single precision: 16 lines are transformed at once, in split real and imaginary
/// parts, and the product with t or P happens in the middle of the transform there and back, so that no data are
/// reordered.
package final class VectorSliceStep: SliceStepping {
    package typealias Scalar = Float
    package let grid: ReciprocalGrid
    package let rows: [Int]

    private let alongX: VectorTransform
    private let alongY: VectorTransform
    private let spectra: FourierPlan<Float>
    /// Row of each grid index along x, -1 outside the band.
    private let rowOfIndex: [Int32]
    /// Rows and tiles of the wave, rounded up to whole vectors.
    private let paddedRows: Int
    private let tiles: Int
    private static let lanes = Int(TB_LANES)

    /// nil for sizes with other prime factors than 2, 3 and 5.
    ///
    /// - Throws: `FourierError.noPlan` when FFTW, which makes the final spectra, refuses the size.
    package init?(grid: ReciprocalGrid, bandLimit: BandLimit) throws(FourierError) {
        guard let alongX = VectorTransform(length: grid.nx), let alongY = VectorTransform(length: grid.ny) else {
            return nil
        }
        self.grid = grid
        self.alongX = alongX
        self.alongY = alongY
        let kx = grid.kx
        rows = kx.indices.filter { bandLimit.contains(kx[$0]) }
        var rowOfIndex = [Int32](repeating: -1, count: grid.nx)
        for (row, index) in rows.enumerated() { rowOfIndex[index] = Int32(row) }
        self.rowOfIndex = rowOfIndex
        paddedRows = (rows.count + Self.lanes - 1) / Self.lanes * Self.lanes
        tiles = (grid.ny + Self.lanes - 1) / Self.lanes
        spectra = try FourierPlan(
            lines: .init(length: grid.ny, count: rows.count, stride: 1, distance: grid.ny), direction: .forward,
            effort: .measure)
    }

    /// Where the real part of (row, y) lies in a wave, in floats; the imaginary part is one vector further.
    private func place(row: Int, y: Int) -> Int {
        ((y / Self.lanes) * paddedRows + row) * 2 * Self.lanes + y % Self.lanes
    }

    package func makeWave() -> Wave<Float> {
        Wave(storage: AlignedBuffer(count: tiles * paddedRows * Self.lanes, repeating: .zero))
    }

    package func planeWave() -> Wave<Float> {
        let wave = makeWave()
        let values = wave.storage.floats
        for y in 0..<grid.ny { values[place(row: 0, y: y)] = 1 }
        return wave
    }

    package func makeTile() -> AlignedBuffer<Complex<Float>> {
        AlignedBuffer(count: max(grid.nx, tiles * Self.lanes) * Self.lanes, repeating: .zero)
    }

    package func layOut(_ transmission: TransmissionFunction<Float>) -> LaidOutTransmission<Float> {
        let buffer = AlignedBuffer<Complex<Float>>(count: tiles * grid.nx * Self.lanes, repeating: .zero)
        for x in 0..<grid.nx {
            let place = alongX.place(of: x)
            for y in 0..<grid.ny {
                let start = ((y / Self.lanes) * grid.nx + place) * 2 * Self.lanes + y % Self.lanes
                buffer.floats[start] = transmission.values[x, y].real
                buffer.floats[start + Self.lanes] = transmission.values[x, y].imaginary
            }
        }
        return LaidOutTransmission(storage: buffer)
    }

    package func layOut(_ propagator: Propagator) -> LaidOutPropagator<Float> {
        let buffer = AlignedBuffer<Complex<Float>>(count: paddedRows * grid.ny, repeating: .zero)
        let (phasesX, phasesY) = propagator.phases()
        let (kx, ky) = (grid.kx, grid.ky)
        let places = (0..<grid.ny).map { alongY.place(of: $0) }
        let scale = Complex(1 / Double(grid.nx * grid.ny))
        for (row, x) in rows.enumerated() {
            let factor = phasesX[x] * scale
            let group = (row / Self.lanes) * grid.ny * 2 * Self.lanes + row % Self.lanes
            for y in 0..<grid.ny where propagator.bandLimit.contains(kx[x], ky[y]) {
                let value = factor * phasesY[y]
                buffer.floats[group + places[y] * 2 * Self.lanes] = Float(value.real)
                buffer.floats[group + places[y] * 2 * Self.lanes + Self.lanes] = Float(value.imaginary)
            }
        }
        return LaidOutPropagator(storage: buffer)
    }

    package func advance(
        _ wave: Wave<Float>, through transmission: LaidOutTransmission<Float>, by propagator: LaidOutPropagator<Float>,
        tile: AlignedBuffer<Complex<Float>>
    ) {
        let state = wave.storage.floats
        tb_pass_along_x(
            state, Int32(tiles), Int32(paddedRows), rowOfIndex, transmission.storage.floats, alongX.plan, tile.floats)
        tb_pass_along_y(
            state, Int32(tiles), Int32(paddedRows), propagator.storage.floats, alongY.plan, tile.floats)
    }

    package func spectrum(of wave: Wave<Float>) -> [Complex<Float>] {
        let lines = AlignedBuffer<Complex<Float>>(count: rows.count * grid.ny, repeating: .zero)
        let values = wave.storage.floats
        for row in rows.indices {
            for y in 0..<grid.ny {
                let start = place(row: row, y: y)
                lines.pointer[row * grid.ny + y] = Complex(values[start], values[start + Self.lanes])
            }
        }
        spectra.execute(at: lines.pointer)
        let scale = 1 / Float(grid.ny)
        return (0..<rows.count * grid.ny).map { index in
            Complex(lines.pointer[index].real * scale, lines.pointer[index].imaginary * scale)
        }
    }
}

extension AlignedBuffer where Element == Complex<Float> {
    /// The memory as plain numbers.
    fileprivate var floats: UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Float.self)
    }
}
