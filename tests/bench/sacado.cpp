#include <Sacado_trad.hpp>
#include "peer.hpp"
extern "C" const char *const peer_name;
const char *const peer_name = "sacado";
typedef Sacado::Rad::ADvar<double> T;
extern "C" __attribute__((noinline)) double bench_once(int task, const double *x, double *g)
{
    std::vector<T> v(x, x + inputs[task]);
    T y = task_value(task, v.data());
    T::Gradcomp();
    for (size_t i = 0; i < inputs[task]; i++) g[i] = v[i].adj();
    return y.val();
}
