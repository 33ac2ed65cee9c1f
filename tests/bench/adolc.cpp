#include <adolc/adolc.h>
#include "peer.hpp"
extern "C" const char *const peer_name;
const char *const peer_name = "adolc";
extern "C" __attribute__((noinline)) double bench_once(int task, const double *x, double *g)
{
    const int n = (int)inputs[task];
    double f, one = 1;
    trace_on(1, 1);
    {
        std::vector<adouble> v(n);
        for (int i = 0; i < n; i++) v[i] <<= x[i];
        adouble y = task_value(task, v.data());
        y >>= f;
    }
    trace_off();
    fos_reverse(1, 1, n, &one, g);
    return f;
}
