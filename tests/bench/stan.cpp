#include <stan/math/rev/core.hpp>
#include <stan/math/rev/scal.hpp>
#include "peer.hpp"
extern "C" const char *const peer_name;
const char *const peer_name = "stan";
extern "C" __attribute__((noinline)) double bench_once(int task, const double *x, double *g)
{
    std::vector<stan::math::var> v(x, x + inputs[task]);
    stan::math::var y = task_value(task, v.data());
    y.grad();
    for (size_t i = 0; i < inputs[task]; i++) g[i] = v[i].adj();
    double f = y.val();
    stan::math::recover_memory();
    return f;
}
