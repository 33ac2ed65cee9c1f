/* plain.c — the three functions in plain C, and their adjoints by hand. */
#include <math.h>
#include <string.h>
#include "bench.h"

const size_t inputs[TASKS] = {PAIRS + 1, WEIGHTS, 1};
const double operations[TASKS] = {8.0 * PAIRS + PAIRS - 1, SAMPLES * (2.0 * (H * IN + H * H + H) + 2 * H + 2) + SAMPLES - 1, 12.0 * STEPS};
double sample[SAMPLES][IN], target[SAMPLES];

static double rosen(const double *x, double *g)
{
    double sum = 0;
    if (g) memset(g, 0, (PAIRS + 1) * sizeof *g);
    for (int i = 0; i < PAIRS; i++) {
        double p = x[i + 1] - x[i] * x[i], q = 1 - x[i];
        sum += 100 * p * p + q * q;
        if (g) {
            g[i + 1] += 200 * p;
            g[i] -= 400 * p * x[i] + 2 * q;
        }
    }
    return sum;
}
static double mlp(const double *w, double *g)
{
    const double *w1 = w, *b1 = w1 + H * IN, *w2 = b1 + H, *b2 = w2 + H * H, *w3 = b2 + H;
    double sum = 0;
    if (g) memset(g, 0, WEIGHTS * sizeof *g);
    for (int e = 0; e < SAMPLES; e++) {
        const double *in = sample[e];
        double a[H], b[H], y = w3[H];
        for (int i = 0; i < H; i++) {
            double s = b1[i];
            for (int j = 0; j < IN; j++) s += w1[i * IN + j] * in[j];
            a[i] = tanh(s);
        }
        for (int i = 0; i < H; i++) {
            double s = b2[i];
            for (int j = 0; j < H; j++) s += w2[i * H + j] * a[j];
            b[i] = tanh(s);
        }
        for (int j = 0; j < H; j++) y += w3[j] * b[j];
        y -= target[e];
        sum += y * y;
        if (!g) continue;
        double *g1 = g, *h1 = g1 + H * IN, *g2 = h1 + H, *h2 = g2 + H * H, *g3 = h2 + H;
        double ybar = 2 * y, abar[H] = {0};
        g3[H] += ybar;
        for (int i = 0; i < H; i++) {
            g3[i] += ybar * b[i];
            double d = ybar * w3[i] * (1 - b[i] * b[i]);
            h2[i] += d;
            for (int j = 0; j < H; j++) {
                g2[i * H + j] += d * a[j];
                abar[j] += d * w2[i * H + j];
            }
        }
        for (int i = 0; i < H; i++) {
            double d = abar[i] * (1 - a[i] * a[i]);
            h1[i] += d;
            for (int j = 0; j < IN; j++) g1[i * IN + j] += d * in[j];
        }
    }
    return sum;
}
static double chain(const double *x0, double *g)
{
    static double slope[STEPS];
    double x = x0[0], sum = 0;
    if (!g) {
        for (int k = 0; k < STEPS; k++) {
            CHAIN_STEP(double, x);
            sum += x;
        }
        return sum;
    }
    for (int k = 0; k < STEPS; k++) {
        double s = sin(0.7 * x), c = cos(0.7 * x), e = exp(0.5 * s), d = 1.0 + e;
        double ds = 0.7 * c, de = e * 0.5 * ds;
        slope[k] = 1 + 0.01 * (ds - s / d * de) / d - 0.002 * de;
        x = (x + 0.01 * (s / d) - 0.002 * e) + 0.003;
        sum += x;
    }
    double bar = 0;
    for (int k = STEPS - 1; k >= 0; k--) bar = (bar + 1) * slope[k];
    g[0] = bar;
    return sum;
}
double by_hand(int task, const double *x, double *g)
{
    return task == ROSEN ? rosen(x, g) : task == MLP ? mlp(x, g) : chain(x, g);
}
double plain(int task, const double *x) { return by_hand(task, x, NULL); }
