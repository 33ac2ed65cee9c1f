#include "bench.h"
const char *const peer_name = "function";
__attribute__((noinline)) double bench_once(int task, const double *x, double *g)
{
    (void)g;
    return plain(task, x);
}
