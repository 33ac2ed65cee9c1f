/* figures/first_basins.c: tangled from book/1-credit/first.nw; change it there. */
#include <math.h>
#include "chk.h"
#include "gd1.h"

static double height(double x) { return x * (x * (x * x - 2) + 1); }
static double slope(double x, void *ctx)
{
    (void)ctx;
    return 4 * x * (x * x - 1) + 1;
}

int main(void)
{
    const double start[] = {-1.5, 0.25, 0.29};
    double x[81];
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i <= 300; i++) {
            double x0 = -1.55 + 3.1 * i / 300, path[2001];
            ds_gd1(2000, slope, NULL, x0, 0.04, path);
            if ((path[2000] > 0) == side)
                printf("%.4f\t%.5f\n", x0, height(x0));
        }
        printf("\n\n");
    }
    for (int w = 0; w < 3; w++) {
        ds_gd1(80, slope, NULL, start[w], 0.04, x);
        for (int k = 0; k <= 80; k++)
            printf("%.5f\t%.5f\n", x[k], height(x[k]));
        printf("\n\n");
    }
    chk_value("first.basins.gap", start[2] - start[1]);
    return 0;
}
