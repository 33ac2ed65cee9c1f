"""torch_tape.py REPS [SECONDS]: the tasks of bench.h in PyTorch, ns per elementary operation.

rosen and mlp as a user of PyTorch writes them, with whole tensors; chain with scalars, and
a hundredth of the steps. One thread. The value and the gradient are not compared: the other
peers are, and tests/oracles compares PyTorch with the tape.
"""
import math
import sys
import time
import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
LEAST = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
PAIRS, SAMPLES, STEPS = 125000, 312, 833


def rosen(x):
    p, q = x[1:] - x[:-1] ** 2, 1 - x[:-1]
    return (100 * p * p + q * q).sum()


inputs, target = torch.rand(SAMPLES, 16), torch.rand(SAMPLES, 1)


def mlp(w):
    x, at = inputs, 0
    for k, (a, b) in enumerate([(16, 32), (32, 32), (32, 1)]):
        x = x @ w[at:at + a * b].view(b, a).T + w[at + a * b:at + a * b + b]
        at += a * b + b
        if k < 2:
            x = torch.tanh(x)
    return ((x - target) ** 2).sum()


def chain(x):
    x, total = x[0], 0.0
    for _ in range(STEPS):
        s = torch.sin(0.7 * x)
        e = torch.exp(0.5 * s)
        x = (x + 0.01 * (s / (1.0 + e)) - 0.002 * e) + 0.003
        total = total + x
    return total


for name, f, n, ops in (("rosen", rosen, PAIRS + 1, 9 * PAIRS - 1), ("mlp", mlp, 1633, SAMPLES * 3203 - 1), ("chain", chain, 1, 12 * STEPS)):
    best, spent, r = math.inf, 0.0, 0
    while r < int(sys.argv[1]) or spent < LEAST:
        r += 1
        x = (torch.rand(n) * 0.4).requires_grad_()
        start = time.process_time()
        f(x).backward()
        took = time.process_time() - start
        spent += took
        best = min(best, took)
    print("%s\ttorch\t%.4f\t-\t0\t0" % (name, best * 1e9 / ops))
