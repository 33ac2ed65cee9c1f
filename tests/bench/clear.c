/* clear.c — the clear tape of the book, an operation a node. */
#include <stdlib.h>
#include "bench.h"
#include "tape.h"
const char *const peer_name = "clear";
static ds_tape *t;
static ds_var real(double x) { return ds_leaf(t, x); }
static ds_var layer(int rows, int cols, const ds_var *w, const ds_var *in, ds_var *out)
{
    for (int i = 0; i < rows; i++) {
        out[i] = w[rows * cols + i];
        for (int j = 0; j < cols; j++) out[i] = ds_add(t, out[i], ds_mul(t, w[i * cols + j], in[j]));
    }
    return out[0];
}
__attribute__((noinline)) double bench_once(int task, const double *x, double *g)
{
    static ds_var v[PAIRS + 1];
    if (!t) t = ds_tape_new();
    ds_tape_rewind(t, 0);
    for (size_t i = 0; i < inputs[task]; i++) v[i] = real(x[i]);
    ds_var sum = real(0);
    for (int i = 0; task == ROSEN && i < PAIRS; i++) {
        ds_var p = ds_sub(t, v[i + 1], ds_mul(t, v[i], v[i])), q = ds_sub(t, real(1), v[i]);
        sum = ds_add(t, sum, ds_add(t, ds_mul(t, ds_mul(t, real(100), p), p), ds_mul(t, q, q)));
    }
    for (int e = 0; task == MLP && e < SAMPLES; e++) {
        ds_var in[IN], a[H], b[H], y;
        for (int j = 0; j < IN; j++) in[j] = real(sample[e][j]);
        layer(H, IN, v, in, a);
        for (int i = 0; i < H; i++) a[i] = ds_tanh(t, a[i]);
        layer(H, H, v + H * IN + H, a, b);
        for (int i = 0; i < H; i++) b[i] = ds_tanh(t, b[i]);
        layer(1, H, v + H * IN + H + H * H + H, b, &y);
        y = ds_sub(t, y, real(target[e]));
        sum = ds_add(t, sum, ds_mul(t, y, y));
    }
    ds_var s = v[0];
    for (int k = 0; task == CHAIN && k < STEPS; k++) {
        ds_var si = ds_sin(t, ds_mul(t, real(0.7), s)), e = ds_exp(t, ds_mul(t, real(0.5), si));
        ds_var d = ds_mul(t, real(0.01), ds_div(t, si, ds_add(t, real(1), e)));
        s = ds_add(t, ds_sub(t, ds_add(t, s, d), ds_mul(t, real(0.002), e)), real(0.003));
        sum = ds_add(t, sum, s);
    }
    if (ds_backward(t, sum, 1)) abort();
    for (size_t i = 0; i < inputs[task]; i++) g[i] = ds_adjoint(t, v[i]);
    tape_bytes = (size_t)t->n * sizeof *t->node;
    return ds_value(t, sum);
}
