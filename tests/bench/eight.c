/* eight.c — the clear tape of eight numbers: a tape for every eight samples of the network. */
#include <math.h>
#include <stdlib.h>
#include "bench.h"
#include "mem.h"
#include "tape.h"
#include "tape_eight.h"
const char *const peer_name = "eight";
static ds_tape_eight *t;
static ds_var real(double x) { return ds_leaf_eight(t, (eight){{x, x, x, x, x, x, x, x}}); }
static void layer(int rows, int cols, const ds_var *w, const ds_var *in, ds_var *out)
{
    for (int i = 0; i < rows; i++) {
        out[i] = w[rows * cols + i];
        for (int j = 0; j < cols; j++)
            out[i] = ds_add_eight(t, out[i], ds_mul_eight(t, w[i * cols + j], in[j]));
    }
}
__attribute__((noinline)) double bench_once(int task, const double *x, double *g)
{
    static ds_var v[WEIGHTS];
    double sum = 0;
    if (task != MLP) abort();
    if (!t) t = ds_tape_new_eight();
    ds_tape_rewind_eight(t, 0);
    for (int i = 0; i < WEIGHTS; i++) v[i] = real(x[i]);
    for (int e = 0; e < SAMPLES; e += 8) {
        ds_var in[IN], a[H], b[H], y;
        eight s;
        ds_tape_rewind_eight(t, WEIGHTS);
        for (int j = 0; j < IN; j++) {
            for (int i = 0; i < 8; i++) s.of[i] = sample[e + i][j];
            in[j] = ds_leaf_eight(t, s);
        }
        layer(H, IN, v, in, a);
        for (int i = 0; i < H; i++) a[i] = ds_tanh_eight(t, a[i]);
        layer(H, H, v + H * IN + H, a, b);
        for (int i = 0; i < H; i++) b[i] = ds_tanh_eight(t, b[i]);
        layer(1, H, v + H * IN + H + H * H + H, b, &y);
        for (int i = 0; i < 8; i++) s.of[i] = target[e + i];
        y = ds_sub_eight(t, y, ds_leaf_eight(t, s));
        y = ds_mul_eight(t, y, y);
        if (ds_backward_eight(t, y, (eight){{1, 1, 1, 1, 1, 1, 1, 1}})) abort();
        s = ds_value_eight(t, y);
        for (int i = 0; i < 8; i++) sum += s.of[i];
    }
    for (int k = 0; k < WEIGHTS; k++) {
        eight s = ds_adjoint_eight(t, v[k]);
        g[k] = 0;
        for (int i = 0; i < 8; i++) g[k] += s.of[i];
    }
    tape_bytes = (size_t)t->n * sizeof *t->node;
    return sum;
}
