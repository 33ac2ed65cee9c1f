"""Vectors for the claim first.torch: forty steps of PyTorch's SGD on x^4 - 2x^2 + x.

python3 tests/oracles/first_torch.py > tests/oracles/first_torch.tsv
Made with PyTorch 1.13.1 (Debian 12, python3-torch), double precision, one thread.
"""
import torch

x = torch.tensor(1.5, dtype=torch.float64, requires_grad=True)
method = torch.optim.SGD([x], lr=0.04)
print(f"{x.item():.17g}")
for _ in range(40):
    method.zero_grad()
    (x**4 - 2 * x**2 + x).backward()
    method.step()
    print(f"{x.item():.17g}")
