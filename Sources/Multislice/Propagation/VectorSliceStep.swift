package import Arrays
internal import CKernels
package import ComplexModule
internal import RealModule

/// The slice step with vector kernels, single precision: 16 lines are transformed at once, in split real and imaginary
/// parts, and the product with t or P happens in the middle of the transform there and back, so that no data are
/// reordered. Of a cell with a shared period only one period is computed (see `VectorAxes`).
package final class VectorSliceStep: SliceStepping {
    package typealias Scalar = Float
    package let grid: ReciprocalGrid
    package let rows: [Int]

    private let axes: VectorAxes
    private let alongFirst: VectorTransform
    private let alongSecond: VectorTransform
    private let spectra: FourierPlan<Float>
    /// Row of each grid index of the first axis, -1 outside the band.
    private let rowOfIndex: [Int32]
    /// exp(-2πi residue·v/second) of every row, in the layout of a propagator; nil where the whole cell is computed.
    private let twist: AlignedBuffer<Complex<Float>>?
    static let lanes = Int(TB_LANES)

    /// nil for sizes with other prime factors than 2, 3 and 5.
    ///
    /// - Parameter period: that of all slices; its order divides both sizes of the grid.
    /// - Throws: `FourierError.noPlan` when FFTW, which makes the final spectra, refuses the size.
    package init?(
        grid: ReciprocalGrid, bandLimit: BandLimit, period: SharedPeriod = .wholeCell
    ) throws(FourierError) {
        let axes = VectorAxes(grid: grid, bandLimit: bandLimit, period: period, lanes: Self.lanes)
        guard let alongFirst = VectorTransform(length: axes.first),
            let alongSecond = VectorTransform(length: axes.kept)
        else { return nil }
        self.grid = grid
        self.axes = axes
        self.alongFirst = alongFirst
        self.alongSecond = alongSecond
        rows = grid.kx.indices.filter { bandLimit.contains(grid.kx[$0]) }
        var rowOfIndex = [Int32](repeating: -1, count: axes.first)
        for (row, index) in axes.rows.enumerated() { rowOfIndex[index] = Int32(row) }
        self.rowOfIndex = rowOfIndex
        twist = axes.order > 1 ? Self.twist(axes) : nil
        spectra = try FourierPlan(
            lines: .init(length: axes.kept, count: axes.rows.count, stride: 1, distance: axes.kept),
            direction: .forward, effort: .estimate)
    }

    private static func twist(_ axes: VectorAxes) -> AlignedBuffer<Complex<Float>> {
        let buffer = AlignedBuffer<Complex<Float>>(count: axes.paddedRows * axes.kept, repeating: .zero)
        for (row, u) in axes.rows.enumerated() {
            for v in 0..<axes.kept {
                let phase = Self.twist(axes, row: u, v)
                buffer.floats[Self.factorPlace(axes, row: row, v)] = phase.real
                buffer.floats[Self.factorPlace(axes, row: row, v) + lanes] = phase.imaginary
            }
        }
        return buffer
    }

    private static func twist(_ axes: VectorAxes, row u: Int, _ v: Int) -> Complex<Float> {
        let exact = Complex<Double>(
            length: 1, phase: -2 * .pi * Double(axes.residue(ofRow: u) * v) / Double(axes.second))
        return Complex(Float(exact.real), Float(exact.imaginary))
    }

    /// Where the real part of (row, v) lies in a wave, in floats; the imaginary part is one vector further.
    private func place(row: Int, _ v: Int) -> Int {
        ((v / Self.lanes) * axes.paddedRows + row) * 2 * Self.lanes + v % Self.lanes
    }

    /// The same in a factor of the pass along the second axis.
    private static func factorPlace(_ axes: VectorAxes, row: Int, _ v: Int) -> Int {
        ((row / lanes) * axes.kept + v) * 2 * lanes + row % lanes
    }

    package func makeWave() -> Wave<Float> {
        Wave(storage: AlignedBuffer(count: axes.tiles * axes.paddedRows * Self.lanes, repeating: .zero))
    }

    /// - Precondition: the frequencies are among those that the shared period leaves.
    package func wave(of components: [WaveComponent]) -> Wave<Float> {
        let wave = makeWave()
        for component in components {
            let (u, k) = axes.isSwapped ? (component.y, component.x) : (component.x, component.y)
            let row = Int(rowOfIndex[u])
            guard row >= 0 else { continue }
            for v in 0..<axes.kept {
                let value = component.value(at: v, of: axes.second, index: k)
                wave.storage.floats[place(row: row, v)] += Float(value.real)
                wave.storage.floats[place(row: row, v) + Self.lanes] += Float(value.imaginary)
            }
        }
        return wave
    }

    package func makeTile() -> AlignedBuffer<Complex<Float>> {
        AlignedBuffer(count: max(axes.first, axes.tiles * Self.lanes) * Self.lanes, repeating: .zero)
    }

    package func layOut(_ transmission: TransmissionFunction<Float>) -> LaidOutTransmission<Float> {
        let buffer = AlignedBuffer<Complex<Float>>(count: axes.tiles * axes.first * Self.lanes, repeating: .zero)
        let values = transmission.values.elements
        for u in 0..<axes.first {
            let line = alongFirst.place(of: u)
            for v in 0..<axes.kept {
                let start = ((v / Self.lanes) * axes.first + line) * 2 * Self.lanes + v % Self.lanes
                let (x, y) = axes.point(u, v)
                buffer.floats[start] = values[x * grid.ny + y].real
                buffer.floats[start + Self.lanes] = values[x * grid.ny + y].imaginary
            }
        }
        return LaidOutTransmission(storage: buffer)
    }

    package func layOut(_ propagator: Propagator) -> LaidOutPropagator<Float> {
        let buffer = AlignedBuffer<Complex<Float>>(count: axes.paddedRows * axes.kept, repeating: .zero)
        let (phasesX, phasesY) = propagator.phases()
        let (kx, ky) = (grid.kx, grid.ky)
        let places = (0..<axes.kept).map { alongSecond.place(of: $0) }
        let scale = Complex(1 / Double(axes.first * axes.kept))
        for (row, u) in axes.rows.enumerated() {
            let residue = axes.residue(ofRow: u)
            for m in 0..<axes.kept {
                let (x, y) = axes.point(u, axes.order * m + residue)
                guard propagator.bandLimit.contains(kx[x], ky[y]) else { continue }
                let value = phasesX[x] * phasesY[y] * scale
                let start = Self.factorPlace(axes, row: row, places[m])
                buffer.floats[start] = Float(value.real)
                buffer.floats[start + Self.lanes] = Float(value.imaginary)
            }
        }
        return LaidOutPropagator(storage: buffer)
    }

    package func advance(
        _ wave: Wave<Float>, through transmission: LaidOutTransmission<Float>, by propagator: LaidOutPropagator<Float>,
        tile: AlignedBuffer<Complex<Float>>
    ) {
        let (state, tiles, rows) = (wave.storage.floats, Int32(axes.tiles), Int32(axes.paddedRows))
        tb_pass_along_first(
            state, tiles, rows, rowOfIndex, transmission.storage.floats, alongFirst.plan, tile.floats)
        tb_pass_along_second(
            state, tiles, rows, propagator.storage.floats, twist?.floats, alongSecond.plan, tile.floats)
    }

    package func spectrum(of wave: Wave<Float>) -> [Complex<Float>] {
        let lines = AlignedBuffer<Complex<Float>>(count: axes.rows.count * axes.kept, repeating: .zero)
        let values = wave.storage.floats
        for row in axes.rows.indices {
            for v in 0..<axes.kept {
                let start = place(row: row, v)
                var value = Complex(values[start], values[start + Self.lanes])
                if let twist {
                    let phase = Self.factorPlace(axes, row: row, v)
                    value *= Complex(twist.floats[phase], twist.floats[phase + Self.lanes])
                }
                lines.pointer[row * axes.kept + v] = value
            }
        }
        spectra.execute(at: lines.pointer)
        return inRowsOfX(lines)
    }

    /// The frequencies of the second axis that each row holds, put into rows of kx; all others are zero.
    private func inRowsOfX(_ lines: AlignedBuffer<Complex<Float>>) -> [Complex<Float>] {
        var rowOfX = [Int](repeating: -1, count: grid.nx)
        for (row, x) in rows.enumerated() { rowOfX[x] = row }
        let scale = 1 / Float(axes.kept)
        var result = [Complex<Float>](repeating: .zero, count: rows.count * grid.ny)
        for (row, u) in axes.rows.enumerated() {
            let residue = axes.residue(ofRow: u)
            for m in 0..<axes.kept {
                let (x, y) = axes.point(u, axes.order * m + residue)
                guard rowOfX[x] >= 0 else { continue }
                let value = lines.pointer[row * axes.kept + m]
                result[rowOfX[x] * grid.ny + y] = Complex(value.real * scale, value.imaginary * scale)
            }
        }
        return result
    }
}

extension AlignedBuffer where Element == Complex<Float> {
    /// The memory as plain numbers.
    fileprivate var floats: UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Float.self)
    }
}
