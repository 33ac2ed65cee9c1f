/* mat.c — time the matrix kernels of the book, or of a library behind the same interface.
 * mat TASK PEER REPETITIONS: PEER is ijk, loops, blocks, or the file of a BLAS with LAPACK; ijk and blocks know the product only.
 * Prints task, peer, ns per operation on numbers, difference from the loops (in units of the bound of the chapter), operations. */
#define _POSIX_C_SOURCE 200809L
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "blas.h"
#include "chol.h"
#include "mat.h"
#include "qr.h"
#include "vec.h"

enum { GEMM, CHOL, LSQ, TASKS, N = 512, M = 1000, COLS = 200, BLOCK = 64 };
static const char *const task_name[] = {"gemm", "chol", "lsq"};
static const double operations[] = {2.0 * N * N * N, (double)N * N * N / 3, 2.0 * COLS * COLS * (M - COLS / 3.0)};
static double A[M * N], B[N * N], C[M * N], in[M * N], tau[COLS], b[M];
static enum { IJK, BLOCKS, OTHER } way = OTHER;

static uint64_t state = 42;
static double uniform(void)              /* SplitMix64, in [-1, 1) */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-52 - 1;
}
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
static void ijk(int n, const double *x, const double *y, double *z)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++) z[i * n + j] += x[i * n + k] * y[k * n + j];
}
static void work(int task)
{
    if (task == GEMM && way == IJK) ijk(N, A, B, C);
    else if (task == GEMM && way == BLOCKS) ds_gemm_block(N, N, N, A, N, B, N, C, N, BLOCK);
    else if (task == GEMM) ds_gemm(N, N, N, A, N, B, N, C, N);
    else if (task == CHOL && ds_chol(N, C, N)) abort();
    else if (task == LSQ) {
        ds_qr(M, COLS, C, COLS, tau);
        if (ds_qr_lsq(M, COLS, C, COLS, tau, b)) abort();
    }
}
__attribute__((noinline)) void bench_once(int task) { work(task); }    /* what callgrind counts */
static size_t start(int task)            /* fills C and b; how many numbers of C count */
{
    size_t n = task == GEMM ? 0 : task == CHOL ? (size_t)N * N : (size_t)M * COLS;
    memset(C, 0, sizeof C);
    memcpy(C, in, n * sizeof *C);
    state = 7;
    for (int i = 0; i < M; i++) b[i] = uniform();
    return task == GEMM ? (size_t)N * N : n;
}
int main(int argc, char **argv)
{
    int task = 0, reps = argc == 4 ? atoi(argv[3]) : 0;
    while (task < TASKS && argc == 4 && strcmp(argv[1], task_name[task]) != 0) task++;
    if (task == TASKS || reps < 1) {
        fprintf(stderr, "usage: %s gemm|chol|lsq ijk|loops|blocks|LIBRARY REPETITIONS\n", argv[0]);
        return 2;
    }
    for (size_t i = 0; i < sizeof A / sizeof *A; i++) A[i] = in[i] = uniform();
    for (size_t i = 0; i < sizeof B / sizeof *B; i++) B[i] = uniform();
    if (task == CHOL) {                  /* B B' + I */
        memset(in, 0, sizeof in);
        for (int i = 0; i < N; i++) {
            ds_gemv(N, N, B, N, B + i * N, in + i * N);
            in[i * N + i] += 1;
        }
    }
    static double want[M * N], bwant[M];
    size_t n = start(task);
    work(task);
    memcpy(want, C, sizeof C), memcpy(bwant, b, sizeof b);
    if (strcmp(argv[2], "ijk") == 0) way = IJK;
    else if (strcmp(argv[2], "blocks") == 0) way = BLOCKS;
    else if (strcmp(argv[2], "loops") != 0) {
        const char *missing = ds_blas_use(argv[2]);
        if (missing) { fprintf(stderr, "%s: %s\n", argv[2], missing); return 1; }
    }
    double best = INFINITY;
    for (int r = 0; r < reps; r++) {
        start(task);
        double t = now();
        bench_once(task);
        t = now() - t;
        if (t < best) best = t;
    }
    double far = 0;
    for (size_t i = 0; i < n && task == GEMM; i++) {     /* 2 gamma_k |A||B|, with |A||B| <= k */
        double d = fabs(C[i] - want[i]) / ((double)N * N * DBL_EPSILON);
        if (!(d <= far)) far = d;
    }
    if (task == CHOL) {                                  /* sqrt 2 gamma_(n+1) trace^1.5 */
        double trace = 0;
        for (int i = 0; i < N; i++) {
            trace += in[i * N + i];
            for (int j = 0; j <= i; j++) far = hypot(far, C[i * N + j] - want[i * N + j]);
        }
        far /= sqrt(2) * (N + 1) * DBL_EPSILON / 2 * pow(trace, 1.5);
    }
    for (int i = 0; i < COLS && task == LSQ; i++) {      /* of the size of the solution */
        double d = fabs(b[i] - bwant[i]) / (COLS * (6 * M + 30.0) * DBL_EPSILON);
        if (!(d <= far)) far = d;
    }
    printf("%s\t%s\t%.4f\t%.1e\t%.0f\n", task_name[task], argv[2], best * 1e9 / operations[task], far, operations[task]);
    if (far <= 1) return 0;
    fprintf(stderr, "%s: %s: off by %.1e times the bound\n", argv[2], task_name[task], far);
    return 1;
}
