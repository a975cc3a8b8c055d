#include "butterflies.h"

#include "clones.h"

/* Decimation in frequency: butterfly, then twiddle. The blocks of length radix * m are independent. */
INLINE void decimate_frequency(complex_lanes *x, int n, int radix, int m, const float *twiddles, float sign) {
    for (int block = 0; block < n; block += radix * m) {
        const float *w = twiddles;
        for (int j = 0; j < m; j++, w += 2 * (radix - 1)) {
            complex_lanes a[8];
            complex_lanes *at = x + block + j;
            for (int q = 0; q < radix; q++) a[q] = at[q * m];
            butterfly(a, radix, sign);
            at[0] = a[0];
            for (int p = 1; p < radix; p++) {
                turn(&a[p], w[2 * p - 2], w[2 * p - 1], sign);
                at[p * m] = a[p];
            }
        }
    }
}

/* Decimation in time: twiddle, then butterfly; it undoes the order that decimation in frequency leaves. */
INLINE void decimate_time(complex_lanes *x, int n, int radix, int m, const float *twiddles, float sign) {
    for (int block = 0; block < n; block += radix * m) {
        const float *w = twiddles;
        for (int j = 0; j < m; j++, w += 2 * (radix - 1)) {
            complex_lanes a[8];
            complex_lanes *at = x + block + j;
            a[0] = at[0];
            for (int p = 1; p < radix; p++) {
                a[p] = at[p * m];
                turn(&a[p], w[2 * p - 2], w[2 * p - 1], sign);
            }
            butterfly(a, radix, sign);
            for (int q = 0; q < radix; q++) at[q * m] = a[q];
        }
    }
}

/* The last stage one way, the product, and the first stage back, without leaving the registers. */
INLINE void turn_around(complex_lanes *x, int n, int radix, const complex_lanes *factor, float sign) {
    for (int block = 0; block < n; block += radix) {
        complex_lanes a[8];
        for (int q = 0; q < radix; q++) a[q] = x[block + q];
        butterfly(a, radix, sign);
        for (int q = 0; q < radix; q++) {
            const complex_lanes f = factor[block + q];
            lanes re = a[q].re, im = a[q].im;
            a[q].re = re * f.re - im * f.im;
            a[q].im = re * f.im + im * f.re;
        }
        butterfly(a, radix, -sign);
        for (int q = 0; q < radix; q++) x[block + q] = a[q];
    }
}

/* The radix has to be a constant where the butterflies are expanded. */
#define FOR_RADIX(radix, call)                                                                                  \
    switch (radix) {                                                                                            \
    case 2: { enum { R = 2 }; call; } break;                                                                    \
    case 3: { enum { R = 3 }; call; } break;                                                                    \
    case 4: { enum { R = 4 }; call; } break;                                                                    \
    case 5: { enum { R = 5 }; call; } break;                                                                    \
    case 8: { enum { R = 8 }; call; } break;                                                                    \
    }

/* One way with exp(sign ...), times factor, and back with exp(-sign ...). */
INLINE void there_and_back(complex_lanes *x, const complex_lanes *factor, const tb_transform *t, float sign) {
    int m = t->n, lengths[TB_MOST_STAGES];
    const int last = t->stages - 1;
    for (int s = 0; s < last; s++) {
        m /= t->radices[s];
        lengths[s] = m;
        FOR_RADIX(t->radices[s], decimate_frequency(x, t->n, R, m, t->twiddles[s], sign))
    }
    FOR_RADIX(t->radices[last], turn_around(x, t->n, R, factor, sign))
    for (int s = last - 1; s >= 0; s--) {
        FOR_RADIX(t->radices[s], decimate_time(x, t->n, R, lengths[s], t->twiddles[s], -sign))
    }
}

CLONES void tb_pass_along_first(float *state, int tiles, int rows, const int *row_of, const float *factor,
                                const tb_transform *transform, float *tile) {
    const int n = transform->n;
    complex_lanes *x = (complex_lanes *)tile;
    const complex_lanes zero = {0};
    for (int t = 0; t < tiles; t++) {
        complex_lanes *column = (complex_lanes *)state + (size_t)t * rows;
        for (int k = 0; k < n; k++) x[k] = row_of[k] < 0 ? zero : column[row_of[k]];
        there_and_back(x, (const complex_lanes *)factor + (size_t)t * n, transform, 1.0f);
        for (int k = 0; k < n; k++)
            if (row_of[k] >= 0) column[row_of[k]] = x[k];
    }
}

/* A TB_LANES x TB_LANES block, transposed by swapping ever larger sub-blocks. */
INLINE void swap_blocks(lanes *a, lanes *b, int width) {
    lanes x = *a, y = *b;
    switch (width) {
    case 1:
        *a = __builtin_shufflevector(x, y, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30);
        *b = __builtin_shufflevector(x, y, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
        break;
    case 2:
        *a = __builtin_shufflevector(x, y, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
        *b = __builtin_shufflevector(x, y, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
        break;
    case 4:
        *a = __builtin_shufflevector(x, y, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
        *b = __builtin_shufflevector(x, y, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
        break;
    case 8:
        *a = __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
        *b = __builtin_shufflevector(x, y, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
        break;
    }
}

INLINE void transpose(lanes *a) {
    for (int i = 0; i < 16; i += 2) swap_blocks(&a[i], &a[i + 1], 1);
    for (int i = 0; i < 16; i += 4)
        for (int k = 0; k < 2; k++) swap_blocks(&a[i + k], &a[i + k + 2], 2);
    for (int i = 0; i < 16; i += 8)
        for (int k = 0; k < 4; k++) swap_blocks(&a[i + k], &a[i + k + 4], 4);
    for (int k = 0; k < 8; k++) swap_blocks(&a[k], &a[k + 8], 8);
}

/* Between 16 rows of 16 y and 16 y of 16 rows; count of the latter are real, the rest is padding. */
INLINE void transpose_in(complex_lanes *y, const complex_lanes *rows, int count) {
    lanes re[16], im[16];
    for (int i = 0; i < 16; i++) re[i] = rows[i].re, im[i] = rows[i].im;
    transpose(re);
    transpose(im);
    for (int i = 0; i < count; i++) y[i].re = re[i], y[i].im = im[i];
}

INLINE void transpose_out(complex_lanes *rows, const complex_lanes *y, int count) {
    lanes re[16] = {0}, im[16] = {0};
    for (int i = 0; i < count; i++) re[i] = y[i].re, im[i] = y[i].im;
    transpose(re);
    transpose(im);
    for (int i = 0; i < 16; i++) rows[i].re = re[i], rows[i].im = im[i];
}

INLINE void multiply(complex_lanes *y, const complex_lanes *by, int n, float sign) {
    for (int i = 0; i < n; i++) {
        lanes re = y[i].re, im = y[i].im, factor = sign * by[i].im;
        y[i].re = re * by[i].re - im * factor;
        y[i].im = re * factor + im * by[i].re;
    }
}

CLONES void tb_pass_along_second(float *state, int tiles, int rows, const float *factor, const float *twist,
                                 const tb_transform *transform, float *tile) {
    const int n = transform->n;
    complex_lanes *y = (complex_lanes *)tile;
    for (int group = 0; group < rows; group += TB_LANES) {
        complex_lanes *at = (complex_lanes *)state + group;
        const size_t offset = (size_t)group / TB_LANES * n;
        int t = 0;
        for (; (t + 1) * TB_LANES <= n; t++) transpose_in(y + t * TB_LANES, at + (size_t)t * rows, TB_LANES);
        if (t * TB_LANES < n) transpose_in(y + t * TB_LANES, at + (size_t)t * rows, n - t * TB_LANES);
        if (twist) multiply(y, (const complex_lanes *)twist + offset, n, 1.0f);
        there_and_back(y, (const complex_lanes *)factor + offset, transform, -1.0f);
        if (twist) multiply(y, (const complex_lanes *)twist + offset, n, -1.0f);
        for (t = 0; (t + 1) * TB_LANES <= n; t++) transpose_out(at + (size_t)t * rows, y + t * TB_LANES, TB_LANES);
        if (t * TB_LANES < n) transpose_out(at + (size_t)t * rows, y + t * TB_LANES, n - t * TB_LANES);
    }
}
