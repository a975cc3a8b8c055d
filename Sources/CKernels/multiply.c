#include "CKernels.h"

#include "clones.h"

#define MULTIPLY(name, scalar)                                                                                  \
    CLONES void name(scalar *restrict a, const scalar *restrict b, size_t count) {                              \
        for (size_t i = 0; i < count; i++) {                                                                    \
            scalar ar = a[2 * i], ai = a[2 * i + 1], br = b[2 * i], bi = b[2 * i + 1];                          \
            a[2 * i] = ar * br - ai * bi;                                                                       \
            a[2 * i + 1] = ar * bi + ai * br;                                                                   \
        }                                                                                                       \
    }

MULTIPLY(tb_multiply_f32, float)
MULTIPLY(tb_multiply_f64, double)
