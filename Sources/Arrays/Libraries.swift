internal import CFFTW
internal import COpenBLAS

/// The numerical libraries that this process runs on, for records.
package enum Libraries {
    /// Such as "fftw-3.3.10-sse2-avx".
    package static var fftw: String { String(cString: twinbench_fftw_version()) }

    /// With the processor that its kernels were chosen for, such as "OpenBLAS 0.3.21 ... SkylakeX MAX_THREADS=64".
    package static var openblas: String { String(cString: openblas_get_config()) }
}
