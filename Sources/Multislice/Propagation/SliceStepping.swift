package import Arrays
package import ComplexModule

/// One slice step, ψ ← P ∗ (t ψ), arranged so that each pass works on data in cache.
///
/// Between slices the wave is kept *mixed*: Fourier-transformed along x, real along y, and only the rows of kx within the
/// band, one after the other. A step is then
///   1. for a tile of a few y: inverse transform along x, times t, transform along x (the tile stays in cache);
///   2. for a few rows of kx: transform along y, times P, inverse transform along y.
/// The factor 1/(Nx Ny) of the two inverse transforms is part of P.
package protocol SliceStepping<Scalar>: Sendable {
    associatedtype Scalar: FourierScalar

    var grid: ReciprocalGrid { get }
    /// Grid indices along x whose |kx| lies within the band, in the order of a spectrum's rows.
    var rows: [Int] { get }

    /// An empty wave, to be copied into.
    func makeWave() -> Wave<Scalar>
    /// The wave of some Fourier coefficients ψ̂(kx, ky), all others being zero.
    func wave(of components: [WaveComponent]) -> Wave<Scalar>
    /// Working memory for one thread.
    func makeTile() -> AlignedBuffer<Complex<Scalar>>
    func layOut(_ transmission: TransmissionFunction<Scalar>) -> LaidOutTransmission<Scalar>
    func layOut(_ propagator: Propagator) -> LaidOutPropagator<Scalar>

    /// Takes `wave` through one slice.
    func advance(
        _ wave: Wave<Scalar>, through transmission: LaidOutTransmission<Scalar>,
        by propagator: LaidOutPropagator<Scalar>, tile: AlignedBuffer<Complex<Scalar>>)

    /// The wave's Fourier coefficients ψ̂(kx, ky), with 1 for the incident beam: one row for each of `rows`, ny each.
    func spectrum(of wave: Wave<Scalar>) -> [Complex<Scalar>]
}

extension SliceStepping {
    /// A plane wave of unit amplitude, along the beam.
    package func planeWave() -> Wave<Scalar> { wave(of: [WaveComponent(x: 0, y: 0, amplitude: Complex(1, 0))]) }
}

/// One Fourier coefficient of a wave.
package struct WaveComponent: Sendable {
    /// Grid indices of the frequency.
    package let x: Int
    package let y: Int
    package let amplitude: Complex<Double>

    package init(x: Int, y: Int, amplitude: Complex<Double>) {
        self.x = x
        self.y = y
        self.amplitude = amplitude
    }

    /// amplitude · exp(2πi kv/n): what the component adds to its row at point v of n, `index` being k.
    func value(at v: Int, of points: Int, index k: Int) -> Complex<Double> {
        // Reduced first, so that the phase is exact whatever the grid.
        amplitude * Complex(length: 1, phase: 2 * .pi * Double(k * v % points) / Double(points))
    }
}

/// A wave between slices, in the mixed state and layout of the step that made it.
package struct Wave<Scalar: FourierScalar>: Sendable {
    let storage: AlignedBuffer<Complex<Scalar>>
    package func copy(from other: Wave) { storage.copy(from: other.storage) }
}

/// A transmission function in the layout of a slice step.
package struct LaidOutTransmission<Scalar: FourierScalar>: Sendable {
    let storage: AlignedBuffer<Complex<Scalar>>
}

/// A propagator in the layout of a slice step.
package struct LaidOutPropagator<Scalar: FourierScalar>: Sendable {
    let storage: AlignedBuffer<Complex<Scalar>>
}

/// The fastest step for a precision and a grid.
package enum SliceStep {
    /// Vector kernels in single precision where they cover both sizes, else FFTW.
    ///
    /// - Parameters:
    ///   - period: that of all slices the wave will meet; the vector kernels compute one period of the cell.
    ///   - effort: with which FFTW looks for fast plans. Being patient takes seconds for each size.
    /// - Throws: `FourierError.noPlan` for sizes that FFTW refuses.
    package static func make<Scalar: FourierScalar>(
        _ type: Scalar.Type = Scalar.self, grid: ReciprocalGrid, bandLimit: BandLimit,
        period: SharedPeriod = .wholeCell, effort: FourierEffort = .patient
    ) throws(FourierError) -> any SliceStepping<Scalar> {
        if Scalar.self == Float.self, let step = try VectorSliceStep(grid: grid, bandLimit: bandLimit, period: period),
            let vector = step as? any SliceStepping<Scalar>
        {
            return vector
        }
        return try FFTWSliceStep<Scalar>(grid: grid, bandLimit: bandLimit, effort: effort)
    }
}
