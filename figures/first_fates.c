/* figures/first_fates.c: tangled from book/1-credit/first.nw; change it there. */
#include <math.h>
#include "chk.h"
#include "gd1.h"

enum { COLS = 241, ROWS = 200, STEPS = 4000 };
static double slope(double x, void *ctx)
{
    (void)ctx;
    return 4 * x * (x * x - 1) + 1;
}
/* tell the fate of one walker */
static int fate(double x, double eta)
{
    static double path[STEPS + 1];
    ds_gd1(STEPS, slope, NULL, x, eta, path);
    double a = path[STEPS], b = path[STEPS - 1];
    if (!(fabs(a) < 10)) return 3;
    if (fabs(a - b) > 1e-7) return 2;
    return a < 0 ? 0 : 1;
}
int main(void)
{
    double dark = 0, all = 0;
    for (int j = 1; j <= ROWS; j++) {
        double eta = 0.5 * j / ROWS;
        int count[4] = {0};
        for (int i = 0; i < COLS; i++) {
            double x0 = -1.5 + 3.0 * i / (COLS - 1);
            int end = fate(x0, eta);
            count[end]++;
            printf("%.5f\t%.4f\t%d\n", x0, eta, end);
        }
        printf("\n");
        if (count[0] > 0) dark = eta;
        if (count[1] == COLS && all <= 0) all = eta;
    }
    chk_value("first.fates.dark", dark);
    chk_value("first.fates.all", all);
    return 0;
}
