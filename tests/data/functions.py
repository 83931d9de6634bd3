"""Prints the reference values of functions.tsv: `python functions.py > functions.tsv` (needs mpmath).

Every function of the table at points that hurt and at points that do not, in 60 digits and more,
rounded once: function, u, v, value, derivative by u, derivative by v. A dash stands for no second
argument, nan for a place outside the domain or without a derivative, pole for a pole.
"""
import random
from mpmath import mp, mpf, inf, nan
import mpmath as m

mp.prec = 2400  # 1e300 less a multiple of pi leaves digits enough
random.seed(7)
PI = float(m.pi)

POINTS = [0.0, 1e-300, 1e-100, 1e-20, 1e-8, 1e-5, 0.1, 0.5, 0.9, 1 - 2**-53, 1.0, 1 + 2**-52, 1.001, 1.5, 2.0,
          2.718281828459045, 3.0, 5.0, 8.0, 10.0, 18.5, 20.0, 27.0, 36.0, 38.0, 100.0, 300.0, 600.0, 1e3, 1e5, 1e8, 1e15, 1e22,
          1e100, 1e154, 1e155, 1e300,
          PI / 4, PI / 3, PI / 2, PI, 3 * PI / 2, 2 * PI, 10 * PI, 100.5 * PI]
POINTS = sorted(set([-p for p in POINTS if p] + POINTS))
POINTS += [random.choice([-1, 1]) * 10 ** random.uniform(-3, 2.5) for _ in range(24)]
POINTS += [random.uniform(-1, 1) for _ in range(10)]

one = mpf(1)
def bell(u): return m.exp(-u * u)
def phi(u): return bell(u / m.sqrt(2)) / m.sqrt(2 * m.pi)
def Phi(u): return m.erfc(-u / m.sqrt(2)) / 2
def sigma(u): return 1 / (1 + m.exp(-u))
def jump(u): return nan if u == m.floor(u) else mpf(0)
def real_cbrt(u): return m.cbrt(u) if u >= 0 else -m.cbrt(-u)

# name: where defined, value, slope (None: where the slope is not defined is the same)
ONE = {
    "exp": (lambda u: True, m.exp, m.exp),
    "ln": (lambda u: u > 0, m.log, lambda u: 1 / u),
    "sqrt": (lambda u: u >= 0, m.sqrt, lambda u: inf if u == 0 else 1 / (2 * m.sqrt(u))),
    "cbrt": (lambda u: True, real_cbrt, lambda u: inf if u == 0 else 1 / (3 * real_cbrt(u) ** 2)),
    "abs": (lambda u: True, abs, lambda u: nan if u == 0 else m.sign(u)),
    "sign": (lambda u: True, m.sign, lambda u: nan if u == 0 else mpf(0)),
    "sin": (lambda u: True, m.sin, m.cos),
    "cos": (lambda u: True, m.cos, lambda u: -m.sin(u)),
    "tan": (lambda u: True, m.tan, lambda u: m.sec(u) ** 2),
    "sec": (lambda u: True, m.sec, lambda u: m.sec(u) * m.tan(u)),
    "csc": (lambda u: u != 0, m.csc, lambda u: -m.csc(u) * m.cot(u)),
    "cot": (lambda u: u != 0, m.cot, lambda u: -m.csc(u) ** 2),
    "arcsin": (lambda u: abs(u) <= 1, m.asin, lambda u: inf if abs(u) == 1 else 1 / m.sqrt(1 - u * u)),
    "arccos": (lambda u: abs(u) <= 1, m.acos, lambda u: -inf if abs(u) == 1 else -1 / m.sqrt(1 - u * u)),
    "arctan": (lambda u: True, m.atan, lambda u: 1 / (1 + u * u)),
    "arcsec": (lambda u: abs(u) >= 1, lambda u: m.acos(1 / u), lambda u: inf if abs(u) == 1 else 1 / (abs(u) * m.sqrt(u * u - 1))),
    "arccsc": (lambda u: abs(u) >= 1, lambda u: m.asin(1 / u), lambda u: -inf if abs(u) == 1 else -1 / (abs(u) * m.sqrt(u * u - 1))),
    "arccot": (lambda u: True, lambda u: m.atan(1 / u) if u else m.pi / 2, lambda u: -1 / (1 + u * u) if u else nan),
    "sinh": (lambda u: True, m.sinh, m.cosh),
    "cosh": (lambda u: True, m.cosh, m.sinh),
    "tanh": (lambda u: True, m.tanh, lambda u: m.sech(u) ** 2),
    "sech": (lambda u: True, m.sech, lambda u: -m.sech(u) * m.tanh(u)),
    "csch": (lambda u: u != 0, m.csch, lambda u: -m.csch(u) * m.coth(u)),
    "coth": (lambda u: u != 0, m.coth, lambda u: -m.csch(u) ** 2),
    "arsinh": (lambda u: True, m.asinh, lambda u: 1 / m.sqrt(1 + u * u)),
    "arcosh": (lambda u: u >= 1, m.acosh, lambda u: inf if u == 1 else 1 / m.sqrt(u * u - 1)),
    "artanh": (lambda u: abs(u) < 1, m.atanh, lambda u: 1 / (1 - u * u)),
    "arsech": (lambda u: 0 < u <= 1, lambda u: m.acosh(1 / u), lambda u: -inf if u == 1 else -1 / (u * m.sqrt(1 - u * u))),
    "arcsch": (lambda u: u != 0, lambda u: m.asinh(1 / u), lambda u: -1 / (abs(u) * m.sqrt(1 + u * u))),
    "arcoth": (lambda u: abs(u) > 1, lambda u: m.atanh(1 / u), lambda u: 1 / (1 - u * u)),
    "floor": (lambda u: True, m.floor, jump),
    "ceil": (lambda u: True, m.ceil, jump),
    "step": (lambda u: True, lambda u: mpf(u > 0), lambda u: mpf(0)),
    "relu": (lambda u: True, lambda u: max(u, mpf(0)), lambda u: mpf(u > 0)),
    "leaky_relu": (lambda u: True, lambda u: u if u > 0 else u / 100, lambda u: one if u > 0 else one / 100),
    "elu": (lambda u: True, lambda u: u if u > 0 else m.expm1(u), lambda u: one if u > 0 else m.exp(u)),
    "sigmoid": (lambda u: True, sigma, lambda u: sigma(u) * sigma(-u)),
    "softplus": (lambda u: True, lambda u: m.log1p(m.exp(u)) if u < 3000 else u, sigma),
    "gelu": (lambda u: True, lambda u: u * Phi(u), lambda u: Phi(u) + u * phi(u)),
    "silu": (lambda u: True, lambda u: u * sigma(u), lambda u: sigma(u) + u * sigma(u) * sigma(-u)),
    "erf": (lambda u: True, m.erf, lambda u: 2 * bell(u) / m.sqrt(m.pi)),
}

def odd(n): return n == int(n) and int(n) % 2 == 1
def real_root(u, n): return -((-u) ** (1 / n)) if u < 0 else u ** (1 / n)

TWO = {
    "log_b": (lambda u, v: u > 0 and v > 0 and v != 1, lambda u, v: m.log(u) / m.log(v),
              lambda u, v: 1 / (u * m.log(v)), lambda u, v: -m.log(u) / (v * m.log(v) ** 2)),
    "root": (lambda u, v: v != 0 and (u > 0 or (u < 0 and odd(v)) or (u == 0 and v > 0)),
             lambda u, v: mpf(0) if u == 0 else real_root(u, v),
             lambda u, v: (inf if v > 1 else one if v == 1 else mpf(0)) if u == 0 else real_root(u, v) / (v * u),
             lambda u, v: mpf(0) if u == 0 else nan if u < 0 else -real_root(u, v) * m.log(u) / v**2),
    "atan2": (lambda u, v: u != 0 or v != 0, lambda u, v: m.atan2(u, v),
              lambda u, v: v / (u * u + v * v), lambda u, v: -u / (u * u + v * v)),
    "min": (lambda u, v: True, min, lambda u, v: nan if u == v else mpf(u < v), lambda u, v: nan if u == v else mpf(u > v)),
    "max": (lambda u, v: True, max, lambda u, v: nan if u == v else mpf(u > v), lambda u, v: nan if u == v else mpf(u < v)),
}
PAIRS = [(8.0, 2.0), (9.0, 3.0), (125.0, 5.0), (243.0, 3.0), (1e15, 10.0), (1024.0, 2.0), (5.0, 0.5), (1.0, 7.0), (1e-300, 3.0), (1e300, 1.0001),
         (0.0, 2.0), (0.0, 3.0), (-8.0, 3.0), (-32.0, 5.0), (-8.0, 2.0), (-1.0, 1.5), (2.0, 2.0), (2.0, -2.0), (0.0, -1.0), (0.0, 1.0),
         (3.0, 1.0), (3.0, 4.0), (-3.0, -4.0), (1e300, 1e300), (1e-300, 1e300), (1e-200, 1e-200), (1.0, 0.0), (-1.0, 0.0), (81.0, 4.0), (1e300, 5.0), (1e-300, 7.0), (0.0, 0.0)]
PAIRS += [(random.uniform(-5, 5), random.uniform(-5, 5)) for _ in range(15)] + [(random.uniform(0, 9), float(random.randint(2, 9))) for _ in range(10)]

POLES = {"ln": [0], "csc": [0], "cot": [0], "csch": [0], "coth": [0], "artanh": [-1, 1], "arsech": [0], "arcsch": [0], "arcoth": [-1, 1]}

def show(x):
    x = mpf(x)
    if m.isnan(x): return "nan"
    if m.isinf(x): return "inf" if x > 0 else "-inf"
    return repr(float(x))

for name, (defined, value, slope) in ONE.items():
    for u in POINTS:
        x = mpf(u)
        # Beyond these the exponent of a double is long exceeded.
        if abs(u) > 1e4 and name in ("exp", "sinh", "cosh", "sech", "csch", "elu", "tanh", "coth", "sigmoid", "softplus", "gelu", "silu", "erf"):
            if abs(u) > 1e9: continue
        if u in POLES.get(name, []): print(name, repr(u), "-", "pole", "pole", "-", sep="\t")
        elif not defined(x): print(name, repr(u), "-", "nan", "nan", "-", sep="\t")
        else: print(name, repr(u), "-", show(value(x)), show(slope(x)), "-", sep="\t")
for name, (defined, value, by_u, by_v) in TWO.items():
    for u, v in PAIRS:
        x, y = mpf(u), mpf(v)
        if u == 0 and (name == "log_b" and v > 0 and v != 1 or name == "root" and v < 0):
            print(name, repr(u), repr(v), "pole", "pole", "pole", sep="\t")
        elif not defined(x, y): print(name, repr(u), repr(v), "nan", "nan", "nan", sep="\t")
        else: print(name, repr(u), repr(v), show(value(x, y)), show(by_u(x, y)), show(by_v(x, y)), sep="\t")
