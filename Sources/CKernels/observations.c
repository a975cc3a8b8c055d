#include "CKernels.h"

#include <string.h>

#include "clones.h"
#define INLINE static inline __attribute__((always_inline))

typedef double doubles __attribute__((vector_size(64)));
typedef float floats __attribute__((vector_size(32)));
typedef long long integers __attribute__((vector_size(64)));
typedef unsigned words __attribute__((vector_size(64)));

#define LANES 8
/* Pixels at a time: what a few rows and factors take of them stays in the first-level cache. */
#define CHUNK 1024

/* Vectors are handed over by address: by value their calling convention would depend on the processor. */
INLINE void widen(doubles *to, const float *x) {
    floats v;
    memcpy(&v, x, sizeof v);
    *to = __builtin_convertvector(v, doubles);
}

INLINE void load(doubles *to, const double *x) { memcpy(to, x, sizeof *to); }

INLINE void store(double *x, const doubles *v) { memcpy(x, v, sizeof *v); }

INLINE double total(const doubles *v) {
    double lane[LANES];
    memcpy(lane, v, sizeof lane);
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

CLONES tb_row_digest tb_digest(const float *x, size_t count) {
    doubles squares[2] = {{0}, {0}}, sums[2] = {{0}, {0}};
    integers negative = {0};
    words hash[2];
    for (int i = 0; i < 16; i++) hash[0][i] = hash[1][i] = 0x811c9dc5u + 0x9e3779b9u * (unsigned)i;
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        for (int half = 0; half < 2; half++) {
            doubles a, b;
            widen(&a, x + i + 16 * half);
            widen(&b, x + i + 16 * half + 8);
            squares[0] += a * a;
            squares[1] += b * b;
            sums[0] += a;
            sums[1] += b;
            negative |= (a < 0) | (b < 0);
            float plain[16];
            /* Adding zero makes -0 and 0, which are equal, hash equally. */
            for (int lane = 0; lane < 16; lane++) plain[lane] = x[i + 16 * half + lane] + 0.0f;
            words bits;
            memcpy(&bits, plain, sizeof bits);
            hash[half] = (hash[half] ^ bits) * 0x01000193u;
            hash[half] ^= hash[half] >> 15;
        }
    }
    squares[0] += squares[1];
    sums[0] += sums[1];
    tb_row_digest digest = {total(&squares[0]), total(&sums[0]), 0, 0xcbf29ce484222325u};
    for (int lane = 0; lane < LANES; lane++) digest.has_negative |= negative[lane] != 0;
    for (; i < count; i++) {
        double value = x[i];
        digest.squared_norm += value * value;
        digest.sum += value;
        digest.has_negative |= value < 0;
        float plain = x[i] + 0.0f;
        unsigned bits;
        memcpy(&bits, &plain, sizeof bits);
        digest.hash = (digest.hash ^ bits) * 0x100000001b3u;
    }
    for (int half = 0; half < 2; half++)
        for (int lane = 0; lane < 16; lane++) digest.hash = (digest.hash ^ hash[half][lane]) * 0x100000001b3u;
    return digest;
}

/* Products of up to 4 rows with up to 2 factors over a chunk of pixels. */
INLINE void multiply_chunk(const float *x, size_t columns, int rows, const double *w, size_t width, int rank, size_t count,
                           double *out, size_t stride) {
    doubles sums[4][2] = {{{0}}};
    double rest[4][2] = {{0}};
    size_t c = 0;
    for (; c + LANES <= count; c += LANES) {
        doubles f[2];
        for (int t = 0; t < rank; t++) load(&f[t], w + t * width + c);
        for (int r = 0; r < rows; r++) {
            doubles v;
            widen(&v, x + r * columns + c);
            for (int t = 0; t < rank; t++) sums[r][t] += v * f[t];
        }
    }
    for (; c < count; c++)
        for (int r = 0; r < rows; r++)
            for (int t = 0; t < rank; t++) rest[r][t] += x[r * columns + c] * w[t * width + c];
    for (int r = 0; r < rows; r++)
        for (int t = 0; t < rank; t++) out[t * stride + r] += total(&sums[r][t]) + rest[r][t];
}

/* Adds up to 4 rows, each times its numbers, to up to 2 sums over a chunk of pixels. */
INLINE void add_chunk(const float *x, size_t columns, int rows, const double *z, size_t stride, int rank, size_t count,
                      double *sums) {
    double factor[4][2];
    for (int r = 0; r < rows; r++)
        for (int t = 0; t < rank; t++) factor[r][t] = z[t * stride + r];
    size_t c = 0;
    for (; c + LANES <= count; c += LANES) {
        doubles s[2];
        for (int t = 0; t < rank; t++) load(&s[t], sums + t * columns + c);
        for (int r = 0; r < rows; r++) {
            doubles v;
            widen(&v, x + r * columns + c);
            for (int t = 0; t < rank; t++) s[t] += v * factor[r][t];
        }
        for (int t = 0; t < rank; t++) store(sums + t * columns + c, &s[t]);
    }
    for (; c < count; c++)
        for (int r = 0; r < rows; r++)
            for (int t = 0; t < rank; t++) sums[t * columns + c] += x[r * columns + c] * factor[r][t];
}

/* One of the two above. It is chosen by a constant, so that each caller gets its own loop. */
INLINE void work_chunk(int adds, const float *x, size_t columns, int rows, double *vectors, double *numbers, size_t stride,
                       int rank, size_t count) {
    if (adds)
        add_chunk(x, columns, rows, numbers, stride, rank, count, vectors);
    else
        multiply_chunk(x, columns, rows, vectors, columns, rank, count, numbers, stride);
}

/* Goes over all rows with all factors, chunk by chunk, 4 rows and 2 factors at a time.
   vectors: factor x column; numbers: factor x row, `stride` from one factor to the next. */
INLINE void work_rows(int adds, const float *x, size_t rows, size_t columns, double *vectors, size_t rank, double *numbers,
                      size_t stride) {
    for (size_t first = 0; first < columns; first += CHUNK) {
        size_t count = columns - first < CHUNK ? columns - first : CHUNK;
        for (size_t r = 0; r < rows; r += 4) {
            const float *at = x + r * columns + first;
            size_t few = rows - r < 4 ? rows - r : 4;
            size_t t = 0;
            for (; t + 2 <= rank; t += 2) {
                double *v = vectors + t * columns + first, *n = numbers + t * stride + r;
                if (few == 4)
                    work_chunk(adds, at, columns, 4, v, n, stride, 2, count);
                else
                    for (size_t q = 0; q < few; q++)
                        work_chunk(adds, at + q * columns, columns, 1, v, n + q, stride, 2, count);
            }
            if (t < rank) {
                double *v = vectors + t * columns + first, *n = numbers + t * stride + r;
                if (few == 4)
                    work_chunk(adds, at, columns, 4, v, n, stride, 1, count);
                else
                    for (size_t q = 0; q < few; q++)
                        work_chunk(adds, at + q * columns, columns, 1, v, n + q, stride, 1, count);
            }
        }
    }
}

CLONES void tb_multiply_rows(const float *x, size_t rows, size_t columns, const double *w, size_t rank, double *out,
                             size_t stride) {
    for (size_t t = 0; t < rank; t++) memset(out + t * stride, 0, rows * sizeof *out);
    /* The factors are read only. */
    work_rows(0, x, rows, columns, (double *)w, rank, out, stride);
}

CLONES void tb_add_weighted_rows(const float *x, size_t rows, size_t columns, const double *z, size_t rank, size_t stride,
                                 double *sums) {
    /* The numbers are read only. */
    work_rows(1, x, rows, columns, sums, rank, (double *)z, stride);
}

CLONES double tb_descend(double *f, const double *linear, const double *quadratic, size_t rank, size_t count,
                         size_t stride, const double *weights) {
    doubles violation = {0};
    double rest = 0;
    size_t c = 0;
    for (; c + LANES <= count; c += LANES) {
        doubles weight = {1, 1, 1, 1, 1, 1, 1, 1};
        if (weights) load(&weight, weights + c);
        for (size_t t = 0; t < rank; t++) {
            doubles g, old;
            load(&g, linear + t * stride + c);
            g = -g;
            for (size_t s = 0; s < rank; s++) {
                load(&old, f + s * stride + c);
                g += old * quadratic[t * rank + s];
            }
            load(&old, f + t * stride + c);
            /* At zero only a negative gradient counts. */
            integers still = (old == 0) & (g > 0);
            doubles size = (doubles)((integers)g & 0x7fffffffffffffffLL);
            violation += weight * (doubles)((integers)size & ~still);
            if (quadratic[t * rank + t] > 0) {
                doubles next = old - g / quadratic[t * rank + t];
                next = (doubles)((next > 0) & (integers)next);
                store(f + t * stride + c, &next);
            }
        }
    }
    for (; c < count; c++) {
        for (size_t t = 0; t < rank; t++) {
            double g = -linear[t * stride + c];
            for (size_t s = 0; s < rank; s++) g += f[s * stride + c] * quadratic[t * rank + s];
            double old = f[t * stride + c];
            double size = old == 0 && g > 0 ? 0 : (g < 0 ? -g : g);
            rest += (weights ? weights[c] : 1) * size;
            if (quadratic[t * rank + t] > 0) {
                double next = old - g / quadratic[t * rank + t];
                f[t * stride + c] = next > 0 ? next : 0;
            }
        }
    }
    return total(&violation) + rest;
}
