/* Exercise first.steps: the least k >= 0 with |r|^k <= eps, or -1.
 * Replace the line DS_HOLE by your code; then: make try E=first.steps */
#include <math.h>
#include "ds.h"

ds_idx steps(double r, double eps);

ds_idx steps(double r, double eps)
{
    ds_idx k = 0;
    const double a = fabs(r);
    (void)a, (void)eps;
    DS_HOLE("count the steps");
    return k;
}
