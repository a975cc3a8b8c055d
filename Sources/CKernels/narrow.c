#include "CKernels.h"

#include <string.h>

#include "clones.h"
#define INLINE static inline __attribute__((always_inline))

typedef float lanes __attribute__((vector_size(32)));

#define LANES 8
/* Inner sums at a time: so many rows of the narrow factor stay in the first-level cache. */
#define DEPTH 192
/* Columns of the observations that are copied side by side. */
#define LINE 128

/* Adds to `items` rows of out (each `width` apart) sum over k of a(i, k) * narrow(k, ...), for `packs` times 8 columns. */
INLINE void add_tile(const float *a, size_t along_item, size_t along_sum, int items, const float *narrow, size_t width,
                     int packs, size_t depth, float *out) {
    lanes sums[4][3] = {{{0}}};
    for (size_t k = 0; k < depth; k++) {
        lanes f[3];
        for (int p = 0; p < packs; p++) memcpy(&f[p], narrow + k * width + LANES * p, sizeof f[p]);
        for (int i = 0; i < items; i++) {
            float value = a[i * along_item + k * along_sum];
            for (int p = 0; p < packs; p++) sums[i][p] += f[p] * value;
        }
    }
    for (int i = 0; i < items; i++) {
        for (int p = 0; p < packs; p++) {
            lanes before;
            float *to = out + i * width + LANES * p;
            memcpy(&before, to, sizeof before);
            before += sums[i][p];
            memcpy(to, &before, sizeof before);
        }
    }
}

/* The same for any number of items and columns. */
INLINE void add_product(const float *a, size_t along_item, size_t along_sum, size_t items, const float *narrow,
                        size_t width, size_t depth, float *out) {
    for (size_t i = 0; i < items; i += 4) {
        int few = items - i < 4 ? (int)(items - i) : 4;
        const float *from = a + i * along_item;
        float *to = out + i * width;
        size_t t = 0;
        while (width - t >= LANES) {
            int packs = width - t >= 3 * LANES ? 3 : width - t >= 2 * LANES ? 2 : 1;
            if (few == 4 && packs == 3)
                add_tile(from, along_item, along_sum, 4, narrow + t, width, 3, depth, to + t);
            else if (few == 4 && packs == 2)
                add_tile(from, along_item, along_sum, 4, narrow + t, width, 2, depth, to + t);
            else if (few == 4)
                add_tile(from, along_item, along_sum, 4, narrow + t, width, 1, depth, to + t);
            else
                for (int q = 0; q < few; q++)
                    for (int p = 0; p < packs; p++)
                        add_tile(from + q * along_item, along_item, along_sum, 1, narrow + t + LANES * p, width, 1, depth,
                                 to + q * width + t + LANES * p);
            t += LANES * packs;
        }
        for (; t < width; t++)
            for (int q = 0; q < few; q++)
                for (size_t k = 0; k < depth; k++)
                    to[q * width + t] += from[q * along_item + k * along_sum] * narrow[k * width + t];
    }
}

CLONES void tb_multiply_narrow(const float *x, size_t rows, size_t columns, const float *v, size_t width, float *out) {
    memset(out, 0, rows * width * sizeof *out);
    for (size_t first = 0; first < columns; first += DEPTH) {
        size_t depth = columns - first < DEPTH ? columns - first : DEPTH;
        add_product(x + first, columns, 1, rows, v + first * width, width, depth, out);
    }
}

CLONES void tb_multiply_narrow_transposed(const float *x, size_t rows, size_t columns, const float *y, size_t width,
                                          float *out) {
    memset(out, 0, columns * width * sizeof *out);
    float side[DEPTH * LINE];
    for (size_t first = 0; first < rows; first += DEPTH) {
        size_t depth = rows - first < DEPTH ? rows - first : DEPTH;
        for (size_t c = 0; c < columns; c += LINE) {
            size_t count = columns - c < LINE ? columns - c : LINE;
            for (size_t r = 0; r < depth; r++) {
                /* Rows lie pages apart, which no processor foresees; beyond the end nothing is read. */
                const char *next = (const char *)(x + (first + r) * columns + c + LINE);
                for (size_t byte = 0; byte < LINE * sizeof *x; byte += 64) __builtin_prefetch(next + byte);
                memcpy(side + r * LINE, x + (first + r) * columns + c, count * sizeof *side);
            }
            add_product(side, 1, LINE, count, y + first * width, width, depth, out + c * width);
        }
    }
}
