/* fftw_complex must stay a pair of numbers: never include complex.h before fftw3.h. */
#include <fftw3.h>

/* Swift does not import arrays of unknown length. */
static inline const char *twinbench_fftw_version(void) { return fftwf_version; }
