/* fftw_complex must stay a pair of numbers: never include complex.h before fftw3.h. */
#include <fftw3.h>
