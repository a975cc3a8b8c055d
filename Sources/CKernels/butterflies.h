/* Small discrete Fourier transforms of vectors, in place: y_p = sum_q a_q exp(sign 2 pi i p q / r).
 * Vectors go by pointer, so that no calling convention for wide registers is involved. */
#ifndef TWINBENCH_BUTTERFLIES_H
#define TWINBENCH_BUTTERFLIES_H

#include "CKernels.h"

#define INLINE static inline __attribute__((always_inline))

typedef float lanes __attribute__((vector_size(4 * TB_LANES), aligned(4 * TB_LANES)));
typedef struct {
    lanes re, im;
} complex_lanes;

/* a + sign i b */
INLINE void add_turned(complex_lanes *y, const complex_lanes *a, const complex_lanes *b, float sign) {
    y->re = a->re - sign * b->im;
    y->im = a->im + sign * b->re;
}

INLINE void add(complex_lanes *y, const complex_lanes *a, const complex_lanes *b) {
    y->re = a->re + b->re;
    y->im = a->im + b->im;
}

INLINE void subtract(complex_lanes *y, const complex_lanes *a, const complex_lanes *b) {
    y->re = a->re - b->re;
    y->im = a->im - b->im;
}

/* a times (re + sign i im) */
INLINE void turn(complex_lanes *a, float re, float im, float sign) {
    lanes x = a->re, y = a->im;
    im *= sign;
    a->re = x * re - y * im;
    a->im = x * im + y * re;
}

INLINE void butterfly2(complex_lanes *a) {
    complex_lanes b = a[1];
    subtract(&a[1], &a[0], &b);
    add(&a[0], &a[0], &b);
}

INLINE void butterfly3(complex_lanes *a, float sign) {
    complex_lanes sum, difference, middle;
    add(&sum, &a[1], &a[2]);
    subtract(&difference, &a[1], &a[2]);
    middle.re = a[0].re - 0.5f * sum.re;
    middle.im = a[0].im - 0.5f * sum.im;
    difference.re *= 0.86602540378443865f;
    difference.im *= 0.86602540378443865f;
    add(&a[0], &a[0], &sum);
    add_turned(&a[1], &middle, &difference, sign);
    add_turned(&a[2], &middle, &difference, -sign);
}

/* The four values at a, a + step, a + 2 step, a + 3 step. */
INLINE void butterfly4(complex_lanes *a, int step, float sign) {
    complex_lanes s02, d02, s13, d13;
    add(&s02, &a[0], &a[2 * step]);
    subtract(&d02, &a[0], &a[2 * step]);
    add(&s13, &a[step], &a[3 * step]);
    subtract(&d13, &a[step], &a[3 * step]);
    add(&a[0], &s02, &s13);
    subtract(&a[2 * step], &s02, &s13);
    add_turned(&a[step], &d02, &d13, sign);
    add_turned(&a[3 * step], &d02, &d13, -sign);
}

INLINE void butterfly5(complex_lanes *a, float sign) {
    const float c1 = 0.30901699437494742f, c2 = -0.80901699437494742f;
    const float s1 = 0.95105651629515357f, s2 = 0.58778525229247313f;
    complex_lanes s14, d14, s23, d23, m1, m2, n1, n2;
    add(&s14, &a[1], &a[4]);
    subtract(&d14, &a[1], &a[4]);
    add(&s23, &a[2], &a[3]);
    subtract(&d23, &a[2], &a[3]);
    m1.re = a[0].re + c1 * s14.re + c2 * s23.re;
    m1.im = a[0].im + c1 * s14.im + c2 * s23.im;
    m2.re = a[0].re + c2 * s14.re + c1 * s23.re;
    m2.im = a[0].im + c2 * s14.im + c1 * s23.im;
    n1.re = s1 * d14.re + s2 * d23.re;
    n1.im = s1 * d14.im + s2 * d23.im;
    n2.re = s2 * d14.re - s1 * d23.re;
    n2.im = s2 * d14.im - s1 * d23.im;
    a[0].re += s14.re + s23.re;
    a[0].im += s14.im + s23.im;
    add_turned(&a[1], &m1, &n1, sign);
    add_turned(&a[4], &m1, &n1, -sign);
    add_turned(&a[2], &m2, &n2, sign);
    add_turned(&a[3], &m2, &n2, -sign);
}

INLINE void butterfly8(complex_lanes *a, float sign) {
    const float half = 0.70710678118654752f;
    butterfly4(a, 2, sign);
    butterfly4(a + 1, 2, sign);
    /* the odd values a[1], a[3], a[5], a[7] times 1, w, i, i w with w = exp(sign 2 pi i / 8) */
    turn(&a[3], half, half, sign);
    turn(&a[7], -half, half, sign);
    complex_lanes even[4] = {a[0], a[2], a[4], a[6]}, odd[4] = {a[1], a[3], a[5], a[7]};
    add(&a[0], &even[0], &odd[0]);
    subtract(&a[4], &even[0], &odd[0]);
    add(&a[1], &even[1], &odd[1]);
    subtract(&a[5], &even[1], &odd[1]);
    add_turned(&a[2], &even[2], &odd[2], sign);
    add_turned(&a[6], &even[2], &odd[2], -sign);
    add(&a[3], &even[3], &odd[3]);
    subtract(&a[7], &even[3], &odd[3]);
}

INLINE void butterfly(complex_lanes *a, int radix, float sign) {
    switch (radix) {
    case 2: butterfly2(a); break;
    case 3: butterfly3(a, sign); break;
    case 4: butterfly4(a, 1, sign); break;
    case 5: butterfly5(a, sign); break;
    case 8: butterfly8(a, sign); break;
    }
}

#endif
