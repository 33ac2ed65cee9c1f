/* Exercise first.fates: 0 global minimum, 1 shallow, 2 neither, 3 lost.
 * path[0..n] are the iterates.  make try E=first.fates */
#include <math.h>
#include "ds.h"

int fate(const double path[], ds_idx n);

int fate(const double path[], ds_idx n)
{
    const double last = path[n], before = path[n - 1];
    int answer = 2;
    (void)last, (void)before;
    DS_HOLE("tell the fate");
    return answer;
}
