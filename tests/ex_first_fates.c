/* tests/ex_first_fates.c: tangled from book/1-credit/first.nw; change it there. */
#include <math.h>
#include <stdio.h>
#include "ds.h"

int fate(const double path[], ds_idx n);

enum { N = 6000, LONG = 1000 };
static const char *name[] = {"global minimum", "shallow minimum",
                             "neither", "lost"};
static int label(const double x[])
{
    double lo = x[N], hi = x[N];
    for (int k = N - LONG; k <= N; k++) {
        if (!(fabs(x[k]) < 10)) return 3;
        lo = fmin(lo, x[k]);
        hi = fmax(hi, x[k]);
    }
    return hi - lo > 1e-5 ? 2 : x[N] < 0 ? 0 : 1;
}

int main(void)
{
    static double x[N + 1];
    for (int j = 1; j <= 20; j++)
        for (int i = 0; i < 25; i++) {
            double eta = 0.0247 * j;
            x[0] = -1.5 + i / 8.01;
            for (int k = 0; k < N; k++)
                x[k + 1] = x[k] - eta * (4 * x[k] * (x[k] * x[k] - 1) + 1);
            int want = label(x), got = fate(x, N);
            if (got == want)
                continue;
            printf("start %g, eta %g, last iterate %g: expected %d (%s), "
                   "got %d; breaks claim first.stability\n", x[0], eta,
                   x[N], want, name[want], got);
            return 1;
        }
    return 0;
}
