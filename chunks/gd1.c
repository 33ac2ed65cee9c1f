/* chunks/gd1.c: tangled from book/1-credit/first.nw; change it there. */
#include <math.h>
#include "gd1.h"

void ds_gd1(ds_idx n, ds_fn1 df, void *ctx, double x0, double eta,
            double path[])
{
    DS_REQUIRE(n >= 0 && df && path && isfinite(eta));
    path[0] = x0;
    for (ds_idx k = 0; k < n; k++)
        path[k + 1] = path[k] - eta * df(path[k], ctx);
}

ds_regime ds_gd1_regime(double eta, double lambda)
{
    const double t = eta * lambda;
    DS_REQUIRE(isfinite(t));
    if (t == 0) return DS_STILL;
    if (t < 0 || t > 2) return DS_DIVERGENT;
    if (t == 2) return DS_TWO_CYCLE;
    return t < 1 ? DS_MONOTONE : t == 1 ? DS_ONE_STEP : DS_ALTERNATING;
}

ds_idx ds_gd1_steps(double r, double eps)
{
    DS_REQUIRE(!isnan(r) && eps > 0);
    const double a = fabs(r);
    if (eps >= 1) return 0;
    if (a >= 1) return -1;
    if (a <= eps) return 1;
    ds_idx k = (ds_idx)ceil(log(eps) / log(a));
    /* move k by one if the quotient was rounded across an integer */
    if (pow(a, (double)(k - 1)) <= eps)
        k--;
    else if (pow(a, (double)k) > eps)
        k++;
    return k;
}
