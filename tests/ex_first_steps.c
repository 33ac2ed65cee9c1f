/* tests/ex_first_steps.c: tangled from book/1-credit/first.nw; change it there. */
#include <math.h>
#include <stdio.h>
#include "ds.h"

ds_idx steps(double r, double eps);

static ds_idx brute(double r, double eps)
{
    if (eps < 1 && fabs(r) >= 1)
        return -1;
    ds_idx k = 0;
    for (double x = 1; fabs(x) > eps; x *= r)
        k++;
    return k;
}
static int check(double r, double eps)
{
    ds_idx want = brute(r, eps), got = steps(r, eps);
    if (got == want)
        return 0;
    printf("steps(%g, %g): expected %td, got %td; "
           "breaks equation (first.steps): |r|^k <= eps, least such k\n",
           r, eps, want, got);
    return 1;
}

int main(void)
{
    const double r[] = {0.9, -0.9, 0.5, -0.5, 0.99, 1e-9, 0, 1, -1, 3};
    for (int i = 0; i < 10; i++)
        for (int e = -1; e <= 40; e++)
            if (check(r[i], ldexp(1, -e)))
                return 1;
    return 0;
}
