/* figures/first_cobweb.c: tangled from book/1-credit/first.nw; change it there. */
#include <math.h>
#include "chk.h"
#include "gd1.h"

static double line(double x, void *lambda)
{
    return *(double *)lambda * x;
}

int main(void)
{
    const double product[] = {0.5, 1.5, 2.2};
    const int n[] = {8, 8, 5};
    const char *id[] = {"first.cobweb.1", "first.cobweb.2",
                        "first.cobweb.3"};
    double lambda = 1, x[9];
    for (int p = 0; p < 3; p++) {
        double x0 = p < 2 ? 1 : 0.4;
        ds_gd1(n[p], line, &lambda, x0, product[p], x);
        printf("# eta lambda = %g\n%g\t0\n", product[p], x0);
        for (int k = 0; k < n[p]; k++)
            printf("%.6f\t%.6f\n%.6f\t%.6f\n", x[k], x[k + 1], x[k + 1],
                   x[k + 1]);
        printf("\n\n");
        chk_value(id[p], fabs(x[n[p]] / x0));
    }
    return 0;
}
