/* chunks/gd1.h: tangled from book/1-credit/first.nw; change it there. */
#ifndef DS_GD1_H
#define DS_GD1_H
#include "ds.h"

typedef double (*ds_fn1)(double x, void *ctx);

/* declare the descent */
/* ds_gd1 — n steps of gradient descent in one variable.
 *   df, ctx  the slope f'(x); a NaN or infinity it returns travels on
 *   x0       start
 *   eta      step size, finite; units of x squared over units of f
 *   path     (n+1) out  path[k] is x_k, path[0] is x0
 * Checked  n >= 0, df and path not NULL, eta finite.
 * Cost     n calls of df, 2n flops.
 * Source   Cauchy (1847); {eq:first.step}. */
void ds_gd1(ds_idx n, ds_fn1 df, void *ctx, double x0, double eta,
            double path[]);
/* declare the regimes */

typedef enum {
    DS_STILL,           /* eta lambda = 0                  */
    DS_MONOTONE,        /* 0 < eta lambda < 1              */
    DS_ONE_STEP,        /* eta lambda = 1                  */
    DS_ALTERNATING,     /* 1 < eta lambda < 2              */
    DS_TWO_CYCLE,       /* eta lambda = 2                  */
    DS_DIVERGENT        /* eta lambda < 0 or > 2           */
} ds_regime;

/* ds_gd1_regime — what descent does on (lambda/2) x^2.
 * Checked  eta * lambda is finite.  Cost  O(1).
 * Source   {first.parabola.regimes}. */
ds_regime ds_gd1_regime(double eta, double lambda);
/* declare the count of steps */

/* ds_gd1_steps — least k >= 0 with |r|^k <= eps; -1 if there is none.
 *   r    multiplier 1 - eta lambda     eps  > 0
 * Checked  r is not a NaN, eps > 0.    Cost  O(1): two logarithms.
 * Source   {eq:first.steps}. */
ds_idx ds_gd1_steps(double r, double eps);
#endif
