package import Arrays
internal import CKernels
package import ComplexModule
internal import Glibc

/// The slice step with FFTW's transforms: for both precisions and every size, and what the vector kernels are held against.
package final class FFTWSliceStep<Scalar: FourierScalar>: SliceStepping {
    package let grid: ReciprocalGrid
    let layout: MixedLayout

    private let alongXInverse: FourierPlan<Scalar>
    private let alongXForward: FourierPlan<Scalar>
    private let alongYForward: FourierPlan<Scalar>
    private let alongYInverse: FourierPlan<Scalar>

    /// - Throws: `FourierError.noPlan` for sizes that FFTW refuses.
    package init(grid: ReciprocalGrid, bandLimit: BandLimit, effort: FourierEffort) throws(FourierError) {
        self.grid = grid
        let layout = MixedLayout(
            grid: grid, bandLimit: bandLimit, cacheLine: 64 / MemoryLayout<Complex<Scalar>>.stride)
        let tile = FourierLines(length: grid.nx, count: layout.tileWidth, stride: layout.tileWidth, distance: 1)
        let batch = FourierLines(length: grid.ny, count: layout.batch, stride: 1, distance: layout.rowStride)
        alongXInverse = try FourierPlan(lines: tile, direction: .inverse, effort: effort)
        alongXForward = try FourierPlan(lines: tile, direction: .forward, effort: effort)
        alongYForward = try FourierPlan(lines: batch, direction: .forward, effort: effort)
        alongYInverse = try FourierPlan(lines: batch, direction: .inverse, effort: effort)
        self.layout = layout
    }

    package var rows: [Int] { layout.rows }

    package func makeWave() -> Wave<Scalar> {
        Wave(storage: AlignedBuffer(count: layout.waveCount, repeating: .zero))
    }

    package func wave(of components: [WaveComponent]) -> Wave<Scalar> {
        let wave = makeWave()
        for component in components {
            guard let row = rows.firstIndex(of: component.x) else { continue }
            let line = wave.storage.pointer + row * layout.rowStride
            for y in 0..<grid.ny {
                let value = component.value(at: y, of: grid.ny, index: component.y)
                line[y] += Complex(Scalar(value.real), Scalar(value.imaginary))
            }
        }
        return wave
    }

    package func makeTile() -> AlignedBuffer<Complex<Scalar>> {
        AlignedBuffer(count: grid.nx * layout.tileWidth, repeating: .zero)
    }

    /// Tile by tile.
    package func layOut(_ transmission: TransmissionFunction<Scalar>) -> LaidOutTransmission<Scalar> {
        let width = layout.tileWidth
        let buffer = AlignedBuffer<Complex<Scalar>>(count: layout.rowStride * grid.nx, repeating: .zero)
        for x in 0..<grid.nx {
            for y in 0..<grid.ny {
                buffer.pointer[(y / width) * grid.nx * width + x * width + y % width] = transmission.values[x, y]
            }
        }
        return LaidOutTransmission(storage: buffer)
    }

    /// In the rows of the wave, with the normalisation of the transforms.
    package func layOut(_ propagator: Propagator) -> LaidOutPropagator<Scalar> {
        let buffer = AlignedBuffer<Complex<Scalar>>(count: layout.waveCount, repeating: .zero)
        let (alongX, alongY) = propagator.phases()
        let (kx, ky) = (grid.kx, grid.ky)
        let scale = Complex(1 / Double(grid.nx * grid.ny))
        for (row, x) in rows.enumerated() {
            let factor = alongX[x] * scale
            for y in 0..<grid.ny where propagator.bandLimit.contains(kx[x], ky[y]) {
                let value = factor * alongY[y]
                buffer.pointer[row * layout.rowStride + y] = Complex(Scalar(value.real), Scalar(value.imaginary))
            }
        }
        return LaidOutPropagator(storage: buffer)
    }

    package func advance(
        _ wave: Wave<Scalar>, through transmission: LaidOutTransmission<Scalar>,
        by propagator: LaidOutPropagator<Scalar>,
        tile: AlignedBuffer<Complex<Scalar>>
    ) {
        for index in 0..<layout.tileCount { transmit(wave, transmission, tileIndex: index, tile: tile.pointer) }
        let (state, phases) = (wave.storage.pointer, propagator.storage.pointer)
        for start in stride(from: 0, to: layout.waveCount, by: layout.batch * layout.rowStride) {
            alongYForward.execute(at: state + start)
            Scalar.multiply(state + start, by: phases + start, count: layout.batch * layout.rowStride)
            alongYInverse.execute(at: state + start)
        }
    }

    private func transmit(
        _ wave: Wave<Scalar>, _ transmission: LaidOutTransmission<Scalar>, tileIndex: Int,
        tile: UnsafeMutablePointer<Complex<Scalar>>
    ) {
        let (width, element) = (layout.tileWidth, MemoryLayout<Complex<Scalar>>.stride)
        let (tileBytes, waveBytes) = (width * element, layout.rowStride * element)
        let raw = UnsafeMutableRawPointer(tile)
        let column = UnsafeMutableRawPointer(wave.storage.pointer + tileIndex * width)
        memset(raw, 0, grid.nx * tileBytes)
        for run in layout.runs {
            for offset in 0..<run.count {
                memcpy(raw + (run.index + offset) * tileBytes, column + (run.row + offset) * waveBytes, tileBytes)
            }
        }
        alongXInverse.execute(at: tile)
        Scalar.multiply(
            tile, by: transmission.storage.pointer + tileIndex * grid.nx * width, count: grid.nx * width)
        alongXForward.execute(at: tile)
        for run in layout.runs {
            for offset in 0..<run.count {
                memcpy(column + (run.row + offset) * waveBytes, raw + (run.index + offset) * tileBytes, tileBytes)
            }
        }
    }

    package func spectrum(of wave: Wave<Scalar>) -> [Complex<Scalar>] {
        let work = makeWave()
        work.copy(from: wave)
        let scale = 1 / Scalar(grid.ny)
        for start in stride(from: 0, to: layout.waveCount, by: layout.batch * layout.rowStride) {
            alongYForward.execute(at: work.storage.pointer + start)
        }
        var result: [Complex<Scalar>] = []
        result.reserveCapacity(rows.count * grid.ny)
        for row in 0..<rows.count {
            let line = work.storage.pointer + row * layout.rowStride
            for y in 0..<grid.ny { result.append(Complex(line[y].real * scale, line[y].imaginary * scale)) }
        }
        return result
    }
}

extension FourierScalar {
    /// a ← a·b, element by element.
    @inline(__always)
    static func multiply(
        _ a: UnsafeMutablePointer<Complex<Self>>, by b: UnsafeMutablePointer<Complex<Self>>, count: Int
    ) {
        let (left, right) = (UnsafeMutableRawPointer(a), UnsafeRawPointer(b))
        if Self.self == Float.self {
            tb_multiply_f32(
                left.assumingMemoryBound(to: Float.self), right.assumingMemoryBound(to: Float.self), count)
        } else {
            tb_multiply_f64(
                left.assumingMemoryBound(to: Double.self), right.assumingMemoryBound(to: Double.self), count)
        }
    }
}
