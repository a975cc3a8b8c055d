/* The few vector kernels that Swift cannot express as fast. Complex arrays are interleaved (re, im), and
 * counts are in complex numbers. */
#ifndef TWINBENCH_CKERNELS_H
#define TWINBENCH_CKERNELS_H

#include <stddef.h>

/* a[i] *= b[i] */
void tb_multiply_f32(float *a, const float *b, size_t count);
void tb_multiply_f64(double *a, const double *b, size_t count);

/* rows of a: a[r * stride_a + i] *= b[r * stride_b + i], for i < width */
void tb_multiply_rows_f32(float *a, size_t stride_a, const float *b, size_t stride_b, size_t rows, size_t width);
void tb_multiply_rows_f64(double *a, size_t stride_a, const double *b, size_t stride_b, size_t rows, size_t width);

#endif
