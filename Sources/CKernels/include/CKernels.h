/* The few vector kernels that Swift cannot express as fast. Complex arrays are interleaved (re, im) unless said, and
 * counts are in complex numbers. */
#ifndef TWINBENCH_CKERNELS_H
#define TWINBENCH_CKERNELS_H

#include <malloc.h>
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

/* What one pass over a row of observations tells. squared_norm is not finite where a value is not. Equal rows have equal
 * hashes. */
typedef struct {
    double squared_norm;
    double sum;
    int has_negative;
    unsigned long long hash;
} tb_row_digest;
tb_row_digest tb_digest(const float *x, size_t count);

/* Products of observations (rows x columns) with a few vectors side by side in single precision, for which a general
 * product spends half its time on copies. Fastest where width is a multiple of 8. */

/* out[r][t] = sum over c of x[r][c] v[c][t] */
void tb_multiply_narrow(const float *x, size_t rows, size_t columns, const float *v, size_t width, float *out);

/* out[c][t] = sum over r of x[r][c] y[r][t] */
void tb_multiply_narrow_transposed(const float *x, size_t rows, size_t columns, const float *y, size_t width,
                                   float *out);

/* Products of observations (rows x columns) with factors in double precision (rank x columns, or rank x stride). */

/* out[t * stride + r] = sum over c of x[r][c] w[t][c] */
void tb_multiply_rows(const float *x, size_t rows, size_t columns, const double *w, size_t rank, double *out,
                      size_t stride);

/* sums[t][c] += sum over r of z[t * stride + r] x[r][c] */
void tb_add_weighted_rows(const float *x, size_t rows, size_t columns, const double *z, size_t rank, size_t stride,
                          double *sums);

/* Cyclic coordinate descent on each of count columns of f (rank x stride): for t in turn
 *   g = sum over s of quadratic[t][s] f[s] - linear[t];  f[t] = max(0, f[t] - g / quadratic[t][t])
 * Returns the sum of weights (NULL: 1) times |projected gradient|, that is |g|, or |min(0, g)| where f[t] is zero. */
double tb_descend(double *f, const double *linear, const double *quadratic, size_t rank, size_t count, size_t stride,
                  const double *weights);

/* Gives the memory of freed blocks back to the system. Swift's Glibc module leaves malloc_trim out. */
static inline void tb_trim_heap(void) { malloc_trim(0); }

#endif
