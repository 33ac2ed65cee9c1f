/* eig.c REPETITIONS: time each method of one peer at n = 50 and 200; print n, name, best ms, and two errors in units of
 * 1e-14 n: max |Av - lv| / max |l| and max |V V' - I|. An error above one ends the program: README.md derives the gate.
 * The matrix has the spectrum 1/n, 2/n, .., 1 and directions at random, the same for all peers. */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "eig_peer.h"
#include "quad.h"
#include "vec.h"

enum { MOST = 200 };
static double A[MOST * MOST], B[MOST * MOST], V[MOST * MOST], w[MOST], work[MOST * MOST + 2 * MOST];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}
static double residual(int n)
{
    double top = 0, most = 0;
    for (int j = 0; j < n; j++) top = fmax(top, fabs(w[j]));
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) {
            double e = fabs(ds_dot(n, A + i * n, V + j * n) - w[j] * V[j * n + i]) / top;
            if (!(e <= most)) most = e;                /* a NaN stays */
        }
    return most;
}
static double slant(int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double e = fabs(ds_dot(n, V + i * n, V + j * n) - (i == j));
            if (!(e <= most)) most = e;
        }
    return most;
}
int main(int argc, char *argv[])
{
    const int reps = argc > 1 ? atoi(argv[1]) : 7;
    for (int n = 50; n <= MOST; n += 150) {
        ds_rng r;
        ds_rng_seed(&r, 1, (uint64_t)n);
        for (int i = 0; i < n; i++) w[i] = (i + 1.0) / n;
        ds_quad_random(n, w, &r, A, n, work);
        for (const method *m = methods; m->name; m++) {
            double best = INFINITY;
            for (int k = 0; k < reps; k++) {
                memcpy(B, A, sizeof B);
                const double start = now();
                if (m->solve(n, B, w, V)) {
                    fprintf(stderr, "%s, n = %d: no result\n", m->name, n);
                    return 1;
                }
                best = fmin(best, now() - start);
            }
            const double gate = 1e-14 * n, a = residual(n) / gate, b = slant(n) / gate;
            if (!(a <= 1 && b <= 1)) {
                fprintf(stderr, "%s, n = %d: |Av - lv| is %g and |VV' - I| is %g of what is allowed\n", m->name, n, a, b);
                return 1;
            }
            printf("%d\t%s\t%.6f\t%.3f\t%.3f\n", n, m->name, best, a, b);
        }
    }
    return 0;
}
