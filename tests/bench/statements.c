/* statements.c — the book's tape of statements. */
#include <stdlib.h>
#include <string.h>
#include "bench.h"
#include "stape.h"
const char *const peer_name = "statements";
static ds_stape *t;
static ds_svar at(ds_svar first, int i) { return (ds_svar){first.i + (uint32_t)i}; }
static ds_svar layer(int rows, int cols, ds_svar w, ds_svar in, int bend)
{
    ds_svar first = {0}, bent = {0};
    for (int i = 0; i < rows; i++) {
        ds_svar y = ds_sdot(t, cols, at(w, i * cols), in, at(w, rows * cols + i));
        if (i == 0) first = y;
    }
    for (int i = 0; i < rows && bend; i++) {
        ds_svar y = at(first, i);
        y = ds_send1(t, ds_ltanh1(ds_sarg1(t, y)), y);
        if (i == 0) bent = y;
    }
    return bend ? bent : first;
}
__attribute__((noinline)) double bench_once(int task, const double *x, double *g)
{
    if (!t) t = ds_stape_new();
    ds_stape_rewind(t);
    ds_svar v = ds_sleaves(t, (ds_idx)inputs[task], x), first = {0}, sum = {0};
    for (int i = 0; task == ROSEN && i < PAIRS; i++) {
        ds_svar xv = at(v, i), yv = at(v, i + 1);
        ds_local2 a = {ds_svalue(t, xv), 1, 0}, b = {ds_svalue(t, yv), 0, 1};
        ds_local2 p = ds_lsub2(b, ds_lmul2(a, a)), q = {1 - a.v, -1, 0};
        p = ds_ladd2(ds_lmul2(ds_lmul2(ds_lreal2(100), p), p), ds_lmul2(q, q));
        ds_svar z = ds_send2(t, p, xv, yv);
        if (i == 0) first = z;
    }
    if (task == ROSEN) sum = ds_ssum(t, PAIRS, first);
    static ds_svar loss[SAMPLES];
    static double ones[SAMPLES];
    double total = 0;
    for (int e = 0; task == MLP && e < SAMPLES; e++) {
        ds_svar in = ds_sleaves(t, IN, sample[e]);
        ds_svar a = layer(H, IN, v, in, 1), b = layer(H, H, at(v, H * IN + H), a, 1);
        ds_svar y = layer(1, H, at(v, H * IN + H + H * H + H), b, 0);
        ds_local1 d = ds_sarg1(t, y);
        d.v -= target[e];
        loss[e] = ds_send1(t, ds_lmul1(d, d), y);
        total += ds_svalue(t, loss[e]);
        ones[e] = 1;
    }
    if (task == MLP) sum = ds_snode(t, total, SAMPLES, loss, ones);
    ds_svar s = v;
    ds_local1 y = ds_sarg1(t, v);            /* the value stays at hand from step to step */
    for (int k = 0; task == CHAIN && k < STEPS; k++) {
        ds_local1 a = {0.7 * y.v, 0.7 * y.d0}, si = ds_lsin1(a);
        ds_local1 h = {0.5 * si.v, 0.5 * si.d0}, e = ds_lexp1(h), d = {1 + e.v, e.d0};
        d = ds_ldiv1(si, d);
        ds_local1 r = {(y.v + 0.01 * d.v - 0.002 * e.v) + 0.003, y.d0 + 0.01 * d.d0 - 0.002 * e.d0};
        s = ds_send1(t, r, s);
        y.v = r.v;
    }
    if (task == CHAIN) sum = ds_ssum(t, STEPS, at(v, 1));
    if (ds_sbackward(t, sum, 1)) abort();
    memcpy(g, t->g + v.i, inputs[task] * sizeof *g);
    tape_bytes = ds_stape_bytes(t);
    return ds_svalue(t, sum);
}
