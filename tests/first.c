/* tests/first.c: tangled from book/1-credit/first.nw; change it there. */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include "chk.h"
#include "gd1.h"

#define U (DBL_EPSILON / 2)     /* unit roundoff, 2^-53 */

static double parabola(double x, void *lambda)
{
    return *(double *)lambda * x;
}

/* judge a regime by its path */
static int regime_is_right(uint64_t seed, void *ctx)
{
    const double edges[] = {0, 1, 2};
    double lambda = exp2(floor(8 * chk_unif(&seed)) - 4), x[4];
    double t = chk_unif(&seed) < 0.2 ? edges[seed % 3]
                                     : 4 * chk_unif(&seed) - 1;
    (void)ctx;
    ds_gd1(3, parabola, &lambda, 1, t / lambda, x);
    double a = fabs(x[3]);
    switch (ds_gd1_regime(t / lambda, lambda)) {
    case DS_STILL:       return x[3] == 1;
    case DS_MONOTONE:    return 0 < x[3] && x[3] < x[2] && x[2] < x[1];
    case DS_ONE_STEP:    return x[1] == 0;
    case DS_ALTERNATING: return x[1] < 0 && x[2] > 0 && a < -x[1];
    case DS_TWO_CYCLE:   return x[1] == -1 && x[2] == 1 && x[3] == -1;
    case DS_DIVERGENT:   return a > fabs(x[2]) && fabs(x[2]) > 1;
    }
    return 0;
}
Test(first, regimes)
{
    cr_expect(chk_prop("first.regimes.run", 2000, 1, regime_is_right,
                       NULL));
}

Test(first, overshoot)
{
    double lambda = 2, path[51], worst = 0;
    long grows = 0;
    ds_gd1(50, parabola, &lambda, 10, 1.1, path);
    for (int k = 1; k <= 50; k++) {
        long double exact = 10 * powl(-6.0L / 5, k);
        double e = (double)fabsl((path[k] - exact) / exact);
        worst = fmax(worst, e / (k * U));
        grows += fabs(path[k]) > fabs(path[k - 1]);
    }
    for (int k = 1; k <= 4; k++) {
        const char *id[] = {"first.walk.1", "first.walk.2",
                            "first.walk.3", "first.walk.4"};
        chk_value(id[k - 1], path[k]);
    }
    chk_value("first.walk.50", path[50]);
    cr_expect(chk_le("first.overshoot", worst, 5));
    cr_expect(chk_all("first.overshoot.grows", grows, 50));
}

static ds_idx count(double r, double eps)
{
    ds_idx k = 0;
    for (double x = 1; fabs(x) > eps; x *= r)
        k++;
    return k;
}

Test(first, steps)
{
    double eta[40], k[40];
    long same = 0;
    for (int i = 0; i < 40; i++) {
        eta[i] = pow(10, -4 + 2.0 * i / 39);
        k[i] = (double)ds_gd1_steps(1 - eta[i], 1e-6);
        same += ds_gd1_steps(1 - eta[i], 1e-6) == count(1 - eta[i], 1e-6);
    }
    cr_expect(chk_all("first.steps.exact", same, 40));
    cr_expect(chk_slope("first.steps", 40, eta, k, -1, 0.01, 0.999));
}

static double one_weight(double w, void *data)
{
    const double *d = data;         /* x, y */
    return (w * d[0] - d[1]) * d[0];
}

Test(first, weight)
{
    double data[] = {2, 3}, w[31];
    ds_gd1(30, one_weight, data, 0, 0.1, w);
    double error = fabs((w[30] - 1.5) - pow(0.6, 30) * (w[0] - 1.5));
    cr_expect(chk_le("first.weight.rate", error, 10 * U));
}

/* the quartic and its critical points */
static double quartic(double x) { return x * (x * (x * x - 2) + 1); }
static double slope(double x, void *ctx)
{
    (void)ctx;
    return 4 * x * (x * x - 1) + 1;
}
static double bisect(double below, double above)   /* f' < 0, f' > 0 */
{
    for (int i = 0; i < 100; i++) {
        double m = (below + above) / 2;
        if (slope(m, NULL) < 0) below = m; else above = m;
    }
    return below;
}
static void fold(double eta, double end[2])    /* T(-c), T(T(-c)) */
{
    double c = sqrt((1 / eta + 4) / 12);
    end[0] = -c - eta * slope(-c, NULL);
    end[1] = end[0] - eta * slope(end[0], NULL);
}
Test(first, critical)
{
    const double x[] = {bisect(-2, -1), bisect(1, 0), bisect(0.5, 1)};
    const char *name[] = {"first.g", "first.h", "first.s"};
    for (int i = 0; i < 3; i++) {
        char id[32];
        chk_value(name[i], x[i]);
        snprintf(id, sizeof id, "%s.f", name[i]);
        chk_value(id, quartic(x[i]));
        snprintf(id, sizeof id, "%s.f2", name[i]);
        chk_value(id, 12 * x[i] * x[i] - 4);
        snprintf(id, sizeof id, "%s.max", name[i]);
        chk_value(id, 2 / (12 * x[i] * x[i] - 4));
    }
}

enum { GLOBAL, SHALLOW, NEITHER, LOST };
static int fate(double x, double eta, int steps)
{
    for (int k = 0; k < steps && fabs(x) < 10; k++)
        x -= eta * slope(x, NULL);
    if (!(fabs(x) < 10)) return LOST;
    if (fabs(x - bisect(-2, -1)) < 1e-6) return GLOBAL;
    return fabs(x - bisect(0.5, 1)) < 1e-6 ? SHALLOW : NEITHER;
}

static long at_home(double eta, double *deep)
{
    long held = 0, global = 0;
    const double h = bisect(1, 0);
    for (int i = 0; i <= 600; i++) {
        double x0 = -1.5 + i / 200.0;
        int end = fate(x0, eta, 5000);
        held += end == (x0 < h ? GLOBAL : SHALLOW);
        global += end == GLOBAL;
    }
    *deep = (double)global / 601;
    return held;
}

Test(first, basin)
{
    double deep;
    cr_expect(chk_all("first.trap.order", at_home(1.0 / 23, &deep), 601));
    cr_expect(chk_all("first.trap.basin", at_home(0.04, &deep), 601));
    chk_value("first.trap.share", deep);
}

Test(first, jump)
{
    double deep, eta = (1.5 - bisect(1, 0)) * 2 / 17;
    long below = at_home(0.999 * eta, &deep);
    chk_value("first.trap.jump.eta", eta);
    cr_expect(chk_all("first.trap.jump",
                      below + (fate(1.5, 1.001 * eta, 5000) == GLOBAL),
                      602));
    at_home(0.18, &deep);
    chk_value("first.trap.share18", deep);
}

static double cube(double x, void *ctx)
{
    (void)ctx;
    return x * x * x;
}

/* run the slow law from one random start */
static int slow_law(uint64_t seed, void *ctx)
{
    double t = 0.01 + 0.98 * chk_unif(&seed), x = 1 + chk_unif(&seed);
    double eta = t / (x * x);
    (void)ctx;
    for (int k = 0; k < 1000000; k++)
        x -= eta * cube(x, NULL);
    return fabs(x * sqrt(2e6 * eta) - 1) <= 1e-3;
}
Test(first, flat)
{
    enum { N = 100000 };
    static double path[N + 1];
    double k[41], x[41];
    ds_gd1(N, cube, NULL, 1, 0.1, path);
    for (int i = 0; i <= 40; i++) {
        ds_idx j = (ds_idx)lround(pow(10, 3 + i / 20.0));
        k[i] = (double)j;
        x[i] = path[j];
    }
    double ratio = path[N] * sqrt(2 * 0.1 * N);
    chk_value("first.flat.1000", path[1000]);
    cr_expect(chk_slope("first.flat.rate", 41, k, x, -0.5, 0.005, 0.999));
    cr_expect(chk_near("first.flat.law.run", ratio, 1, 0.005));
    cr_expect(chk_prop("first.flat.law", 20, 5, slow_law, NULL));
}

Test(first, stability)
{
    long held = 0;
    const double at[] = {bisect(-2, -1), bisect(0.5, 1)};
    for (int m = 0; m < 2; m++)
        for (int i = -50; i <= 50; i++) {
            double edge = 2 / (12 * at[m] * at[m] - 4), far = 0;
            double x0 = at[m] + 1e-4 * i, x = x0;
            held += fate(x0, 0.99 * edge, 5000) == (m ? SHALLOW : GLOBAL);
            for (int k = 0; k < 5000; k++) {
                x -= 1.01 * edge * slope(x, NULL);
                far = fmax(far, fabs(x - at[m]));
            }
            held += i == 0 || far > 0.01;
        }
    cr_expect(chk_all("first.stability", held, 404));
}

Test(first, valley)
{
    long shallow = 0, band = 0;
    double left = 9, right = -9;
    for (int i = 0; i <= 20000; i++)
        shallow += fate(-1.5 + 3.0 * i / 20000, 0.33, 2000) == SHALLOW;
    for (int i = 0; i <= 2000; i++)
        band += fate(-1.5 + 3.0 * i / 2000, 0.3, 5000) == NEITHER;
    /* walk the band at $\eta = 3/10$ and note its ends */
    double end[2], x = -1;
    fold(0.3, end);
    for (int k = 0; k < 1000000; k++) {
        x -= 0.3 * slope(x, NULL);
        left = fmin(left, x);
        right = fmax(right, x);
    }
    chk_value("first.band.left", end[0]);
    chk_value("first.band.right", end[1]);
    double lo = 0.3, hi = 0.31;
    for (int k = 0; k < 60; k++) {
        double mid = (lo + hi) / 2, e[2];
        fold(mid, e);
        if (e[1] < bisect(1, 0)) lo = mid; else hi = mid;
    }
    chk_value("first.crisis", lo);
    chk_value("first.band.share", (double)band / 2001);
    cr_expect(chk_all("first.flat.wins", shallow, 20001));
    cr_expect(chk_ge("first.band", (double)band / 2001, 0.6));
    cr_expect(chk_le("first.band.ends", fabs(left - end[0])
                     + fabs(right - end[1]), 1e-3));
}

Test(first, sharp)
{
    long held = 0;
    const double h = bisect(1, 0), s = bisect(0.5, 1);
    for (int i = 1; i <= 100; i++) {
        double eta = 2 / (12 * s * s - 4) * i / 100;
        double lo = s, hi = 100, c = sqrt((1 / eta + 4) / 12);
        for (int k = 0; k < 80; k++) {
            double m = (lo + hi) / 2;
            if (m - eta * slope(m, NULL) > h) lo = m; else hi = m;
        }
        held += c > h && c - eta * slope(c, NULL) <= lo;
    }
    cr_expect(chk_all("first.sharp", held, 100));
}
