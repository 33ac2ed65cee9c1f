"""Walks of PyTorch's SGD with momentum on four functions, for the chapter momentum.

python3 tests/oracles/momentum_torch.py > tests/oracles/momentum_torch.tsv
Made with PyTorch 1.13 (Debian 12, python3-torch), double precision, one thread.
Rows: function 0..3, method, step 0..200, the two coordinates (the second is 0 for the quartic).
Methods: 0 momentum; 1 nesterov; 2 dampening = momentum; 3 momentum with the step size divided by
ten after step 100. All have weight decay 0; dampening is 0 in 0, 1 and 3.
"""
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def bowl(x):                                    # curvatures 1 and 100
    return (50.5 * x[0] ** 2 + 99 * x[0] * x[1] + 50.5 * x[1] ** 2) / 2


def banana(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


def quartic(x):
    return x[0] ** 4 - 2 * x[0] ** 2 + x[0]


def log_cosh(x):
    t = torch.stack([x[0] + 2 * x[1] - 1, x[1] - x[0] + 1, 3 * x[0] + x[1] / 2 - 0.5])
    return torch.log(torch.cosh(t)).sum()


#        function  start         lr     momentum
cases = [(bowl, [1.0, 0.5], 0.02, 0.8),
         (banana, [-1.2, 1.0], 0.0005, 0.9),
         (quartic, [1.5, 0.0], 0.02, 0.8),
         (log_cosh, [2.0, -1.0], 0.05, 0.9)]

for number, (f, start, lr, beta) in enumerate(cases):
    for method in range(4):
        if number > 0 and method > 1:
            continue
        x = torch.tensor(start, requires_grad=True)
        sgd = torch.optim.SGD([x], lr=lr, momentum=beta, nesterov=method == 1,
                              dampening=beta if method == 2 else 0)
        for k in range(201):
            print("%d\t%d\t%d\t%.17g\t%.17g" % (number, method, k, x[0].item(), x[1].item()))
            if method == 3 and k == 100:
                sgd.param_groups[0]["lr"] = lr / 10
            sgd.zero_grad()
            f(x).backward()
            sgd.step()
