/* bench.h — the three tasks of the scalar tape, a million elementary operations each.
 *   rosen  sum of 100 (y - x^2)^2 + (1 - x)^2 over 125 000 pairs of neighbours: 8 operations a term
 *   mlp    squared loss of a 16-32-32-1 tanh network over 312 samples, 1 633 parameters
 *   chain  83 334 steps of sine, exponential and quotient, 12 operations each; the sum of all states,
 *          so that no adjoint vanishes
 * A peer is one function; main.c times it and compares its gradient with a hand-written adjoint. */
#ifndef BENCH_H
#define BENCH_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
enum { ROSEN, MLP, CHAIN, TASKS };
enum { IN = 16, H = 32, SAMPLES = 312, STEPS = 83334, PAIRS = 125000 };
enum { WEIGHTS = H * IN + H + H * H + H + H + 1 };
extern const size_t inputs[TASKS];
extern const double operations[TASKS];
extern double sample[SAMPLES][IN], target[SAMPLES];
extern const char *const peer_name;
/* f and, into g, its gradient at x; g NULL: f alone. Noted bytes of tape, or 0. */
double bench_once(int task, const double *x, double *g);
extern size_t tape_bytes;
double plain(int task, const double *x);
double by_hand(int task, const double *x, double *g);
#ifdef __cplusplus
}
#endif
/* one step of the chain, written once for every kind of number */
#define CHAIN_STEP(T, x) do { \
    T s_ = sin(0.7 * x), e_ = exp(0.5 * s_); \
    x = (x + 0.01 * (s_ / (1.0 + e_)) - 0.002 * e_) + 0.003; \
} while (0)
#endif
