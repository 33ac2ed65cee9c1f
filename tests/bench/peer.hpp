// peer.hpp — the three tasks for any C++ number type T with overloaded operators.
#include <cmath>
#include <vector>
#include "bench.h"
using std::exp; using std::sin; using std::tanh;
template <class T> T task_value(int task, const T *x)
{
    if (task == ROSEN) {
        T sum = 0.0;
        for (int i = 0; i < PAIRS; i++) {
            T p = x[i + 1] - x[i] * x[i], q = 1.0 - x[i];
            sum += 100.0 * p * p + q * q;
        }
        return sum;
    }
    if (task == CHAIN) {
        T s = x[0], sum = 0.0;
        for (int k = 0; k < STEPS; k++) {
            CHAIN_STEP(T, s);
            sum += s;
        }
        return sum;
    }
    const T *w1 = x, *b1 = w1 + H * IN, *w2 = b1 + H, *b2 = w2 + H * H, *w3 = b2 + H;
    T sum = 0.0;
    for (int e = 0; e < SAMPLES; e++) {
        T a[H], b[H], y = w3[H];
        for (int i = 0; i < H; i++) {
            T s = b1[i];
            for (int j = 0; j < IN; j++) s += w1[i * IN + j] * sample[e][j];
            a[i] = tanh(s);
        }
        for (int i = 0; i < H; i++) {
            T s = b2[i];
            for (int j = 0; j < H; j++) s += w2[i * H + j] * a[j];
            b[i] = tanh(s);
        }
        for (int j = 0; j < H; j++) y += w3[j] * b[j];
        y -= target[e];
        sum += y * y;
    }
    return sum;
}
