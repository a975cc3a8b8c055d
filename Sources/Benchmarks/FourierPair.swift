import Arrays
import CFFTW
import ComplexModule

/// FFTW's own transform and inverse of a two-dimensional array, single precision, in place, planned with PATIENT.
final class FourierPair {
    private let forward: fftwf_plan
    private let inverse: fftwf_plan
    private let data: AlignedBuffer<Complex<Float>>

    init?(nx: Int, ny: Int) {
        data = AlignedBuffer(count: nx * ny, repeating: .zero)
        let pointer = UnsafeMutableRawPointer(data.pointer).assumingMemoryBound(to: fftwf_complex.self)
        let (rows, columns) = (Int32(nx), Int32(ny))
        guard let forward = fftwf_plan_dft_2d(rows, columns, pointer, pointer, FFTW_FORWARD, FFTW_PATIENT),
            let inverse = fftwf_plan_dft_2d(rows, columns, pointer, pointer, FFTW_BACKWARD, FFTW_PATIENT)
        else { return nil }
        self.forward = forward
        self.inverse = inverse
        for index in 0..<nx * ny { data.pointer[index] = .zero }
    }

    func execute() {
        fftwf_execute(forward)
        fftwf_execute(inverse)
    }

    deinit {
        fftwf_destroy_plan(forward)
        fftwf_destroy_plan(inverse)
    }
}
