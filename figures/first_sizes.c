/* figures/first_sizes.c: tangled from book/1-credit/first.nw; change it there. */
#include <math.h>
#include "chk.h"
#include "gd1.h"

static double line(double x, void *lambda)
{
    return *(double *)lambda * x;
}

int main(void)
{
    const double product[] = {0.2, 1.8, 2, 2.2};
    double lambda = 2, x[51];
    for (int p = 0; p < 4; p++) {
        ds_gd1(50, line, &lambda, 10, product[p] / 2, x);
        printf("# eta lambda = %g\n", product[p]);
        for (int k = 0; k <= 50; k++)
            printf("%d\t%.9e\n", k, fabs(x[k]));
        printf("\n\n");
        if (p == 0) chk_value("first.sizes.fall", fabs(x[50]));
        if (p == 3) chk_value("first.sizes.rise", fabs(x[50]));
    }
    return 0;
}
