"""Loss, gradient and Hessian product of the 16-32-32-1 network of chapter tape.

Weights sin(i)/4, inputs cos(i), target 1, direction cos(2 i); doubles.
Run: python3 tests/oracles/tape_torch.py > tests/oracles/tape_torch.tsv
"""
import math
import torch

torch.set_default_dtype(torch.float64)
sizes = [16, 32, 32, 1]
count = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
w = torch.tensor([math.sin(i) / 4 for i in range(count)], requires_grad=True)
v = torch.tensor([math.cos(2 * i) for i in range(count)])


def loss(w):
    x, at = torch.tensor([math.cos(i) for i in range(16)]), 0
    for k, (cols, rows) in enumerate(zip(sizes, sizes[1:])):
        x = w[at:at + rows * cols].view(rows, cols) @ x + w[at + rows * cols:at + rows * cols + rows]
        at += rows * cols + rows
        if k < 2:
            x = torch.tanh(x)
    return ((x - 1) ** 2).sum()


value = loss(w)
g, = torch.autograd.grad(value, w, create_graph=True)
hv, = torch.autograd.grad(g @ v, w)
print("%.17g" % value.item())
for a, b in zip(g.tolist(), hv.tolist()):
    print("%.17g\t%.17g" % (a, b))
