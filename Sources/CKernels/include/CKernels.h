/* The few vector kernels that Swift cannot express as fast. Complex arrays are interleaved (re, im) unless said, and
 * counts are in complex numbers. */
#ifndef TWINBENCH_CKERNELS_H
#define TWINBENCH_CKERNELS_H

#include <stddef.h>

/* a[i] *= b[i] */
void tb_multiply_f32(float *a, const float *b, size_t count);
void tb_multiply_f64(double *a, const double *b, size_t count);

/* Transforms of TB_LANES lines at once: element k of all lines is one vector of real and one of imaginary parts. */
#define TB_LANES 16
#define TB_MOST_STAGES 12

/* A mixed-radix transform: n is the product of the radices (2, 3, 4, 5 or 8), applied in their order when frequencies
 * are decimated. twiddles[s] holds exp(+2 pi i j p / n_s) for j < m_s and p = 1 ... r_s - 1, where n_s is the length at
 * stage s and m_s = n_s / r_s; the last stage has none. */
typedef struct {
    int n;
    int stages;
    int radices[TB_MOST_STAGES];
    const float *twiddles[TB_MOST_STAGES];
} tb_transform;

/* The pass along the first axis of a slice step, for each tile of TB_LANES values of the second: inverse transform,
 * times factor, transform.
 *   state   tiles x rows x (re, im) x TB_LANES: the rows of the first axis' frequencies within the band
 *   row_of  n entries: the row of each grid index, or -1 for one outside the band
 *   factor  tiles x n x (re, im) x TB_LANES, in the order that the transform leaves (digit-reversed)
 *   tile    n x (re, im) x TB_LANES of scratch */
void tb_pass_along_first(float *state, int tiles, int rows, const int *row_of, const float *factor,
                         const tb_transform *transform, float *tile);

/* The pass along the second axis, for each group of TB_LANES rows: transform, times factor, inverse transform.
 *   factor  groups x n x (re, im) x TB_LANES, digit-reversed
 *   twist   groups x n x (re, im) x TB_LANES, or NULL: the lines times twist before, times its conjugate after
 *   rows is a multiple of TB_LANES; n <= tiles * TB_LANES */
void tb_pass_along_second(float *state, int tiles, int rows, const float *factor, const float *twist,
                          const tb_transform *transform, float *tile);

#endif
