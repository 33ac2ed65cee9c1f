/* main.c — time one peer: PEER [TASK REPETITIONS [SECONDS]], at least so many and at least so long; prints task, peer, ns per operation, gradient error, tape bytes per operation, operations. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "bench.h"

size_t tape_bytes;
static double now(void)                  /* processor time: other programs do not count */
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
static uint64_t state = 42;
static double uniform(void)              /* SplitMix64, in [-1, 1) */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-52 - 1;
}
int main(int argc, char **argv)
{
    static double x[PAIRS + 1], g[PAIRS + 1], want[PAIRS + 1];
    const char *const name[] = {"rosen", "mlp", "chain"};
    int only = -1, reps = argc > 2 ? atoi(argv[2]) : 7;
    const double least = argc > 3 ? atof(argv[3]) : 0;
    for (int t = 0; t < TASKS && argc > 1; t++)
        if (strcmp(argv[1], name[t]) == 0) only = t;
    if ((argc > 1 && only < 0 && strcmp(argv[1], "all") != 0) || reps < 1) {
        fprintf(stderr, "%s: the tasks are rosen, mlp, chain and all; repetitions at least 1\n", argv[0]);
        return 2;
    }
    for (int e = 0; e < SAMPLES; e++) {
        for (int j = 0; j < IN; j++) sample[e][j] = uniform();
        target[e] = uniform();
    }
    for (int t = 0; t < TASKS; t++) {
        if (only >= 0 && t != only) continue;
        state = 7;
        for (size_t i = 0; i < inputs[t]; i++) x[i] = uniform() * (t == MLP ? 0.4 : 1);
        double best = INFINITY, f = 0, spent = 0;
        for (int r = 0; r < reps || spent < least; r++) {
            double start = now();
            f = bench_once(t, x, g);
            double s = now() - start;
            spent += s;
            if (s < best) best = s;
        }
        double fw = by_hand(t, x, want), most = 0, far = fabs(f - fw) / fabs(fw);
        for (size_t i = 0; i < inputs[t]; i++) {
            if (fabs(want[i]) > most) most = fabs(want[i]);
            double d = fabs(g[i] - want[i]);
            if (!(d <= far * most) || d != d) far = d != d ? NAN : d / most > far ? d / most : far;
        }
        if (strcmp(peer_name, "function") == 0) far = 0;
        printf("%s\t%s\t%.4f\t%.2e\t%.2f\t%.0f\n", name[t], peer_name, best * 1e9 / operations[t], far,
               (double)tape_bytes / operations[t], operations[t]);
        if (!(far <= 1e-13)) {
            fprintf(stderr, "%s: %s: gradient off by %.2e\n", peer_name, name[t], far);
            return 1;
        }
    }
    return 0;
}
