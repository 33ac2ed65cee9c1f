/* replay.c — the network recorded for one sample and replayed for all, recording included; with -DJOIN in rows. */
#include <stdlib.h>
#include <string.h>
#include "bench.h"
#include "replay.h"
#ifdef JOIN
const char *const peer_name = "rows";
#else
const char *const peer_name = "replay";
#endif
static ds_tape *t;
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
    static ds_var v[WEIGHTS + IN + 1];
    static double row[SAMPLES][IN + 1];
    ds_var *in = v + WEIGHTS, a[H], b[H], y;
    if (task != MLP) abort();
    if (!t) t = ds_tape_new();
    ds_tape_rewind(t, 0);
    for (int i = 0; i < WEIGHTS + IN + 1; i++) v[i] = ds_leaf(t, 0.5);
    layer(H, IN, v, in, a);
    for (int i = 0; i < H; i++) a[i] = ds_tanh(t, a[i]);
    layer(H, H, v + H * IN + H, a, b);
    for (int i = 0; i < H; i++) b[i] = ds_tanh(t, b[i]);
    layer(1, H, v + H * IN + H + H * H + H, b, &y);
    y = ds_sub(t, y, in[IN]);
    y = ds_mul(t, y, y);
    ds_replay *p = ds_replay_new(t, y, WEIGHTS, v, IN + 1, in);
    if (!p) abort();
#ifdef JOIN
    if (ds_replay_join(p)) abort();
#endif
    for (int e = 0; e < SAMPLES; e++) {
        memcpy(row[e], sample[e], sizeof sample[e]);
        row[e][IN] = target[e];
    }
    double f = ds_replay_sum(p, x, SAMPLES, row[0], g);
    ds_replay_free(&p);
    tape_bytes = (size_t)t->n * (sizeof *t->node + 128);
    return f;
}
