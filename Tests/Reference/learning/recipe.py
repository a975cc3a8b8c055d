"""Makes the inputs again from the text of README.md and prints the largest deviation from the stored ones."""
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent


def array(path):
    return np.load(FOLDER / f"{path}.npy")


def report(name, made, stored):
    print(f"{name}: {np.abs(made - stored).max():.1e}")


y, x = np.mgrid[:64, :64]


def spots(points, s, radius):
    picture = np.zeros(x.shape)
    for px, py in points:
        r2 = (x - px) ** 2 + (y - py) ** 2
        picture += np.where(r2 < radius**2, np.exp(-r2 / (2 * s**2)), 0)
    return picture


f = np.r_[np.ones(10), 1 - np.arange(1, 11) / 11, np.zeros(10)]
line = np.c_[f, 1 - f]

# a: two arrays without overlap
a = spots([(32 + 16 * i, 32 + 16 * j) for i in range(-1, 2) for j in range(-1, 2)], 1.25, 5)
b = spots([(40 + 16 * i, 40 + 16 * j) for i in range(-2, 2) for j in range(-2, 2)], 1.25, 5)
report("a, W", np.stack([a, b]).reshape(2, -1), array("inputs_a_fig5.W"))
report("a, Z", line, array("inputs_a_fig5.Z"))

# b: a checkerboard
board = [(i, j) for i in range(-2, 3) for j in range(-2, 3)]
common = spots([(32 + 10 * i, 32 + 10 * j) for i, j in board if (i + j) % 2 == 0], 1.25, 5)
unique = spots([(32 + 10 * i, 32 + 10 * j) for i, j in board if (i + j) % 2 == 1], 1.25, 5)
report("b, W", np.stack([common + unique, common]).reshape(2, -1), array("inputs_b_fig6.W"))
report("b, Z", line, array("inputs_b_fig6.Z"))

# c: two crystals and vacuum, with counting noise
background = 3 * np.exp(-np.hypot(x - 32, y - 32) / 12) + 0.15
direct = spots([(32, 32)], 1.6, 8)


def row(h, q):
    return [(32 + 13 * h, 32 + 3 * q * h + 12 * k) for k in range(-3, 4) if abs(3 * q * h + 12 * k) <= 27]


def reflections(points):
    return sum(25 * np.exp(-((px - 32) ** 2 + (py - 32) ** 2) / (2 * 16**2)) * spots([(px, py)], 1.1, 6)
               for px, py in points)


shared = reflections([p for p in row(0, 1) if p != (32, 32)] + row(2, 1) + row(-2, 1))
crystal = [80 * direct + background + shared + reflections(row(1, q) + row(-1, q)) for q in (1, -1)]
patterns = np.stack(crystal + [100 * direct + 0.3 * background]).reshape(3, -1)
thickness = np.where(np.arange(20) == 3, 0.5, (np.arange(20) >= 4) & (np.arange(20) <= 15)).astype(float)[:, None]
share = np.clip((20.5 - np.arange(30)) / 11, 0, 1)[None, :]
maps = np.stack([thickness * share, thickness * (1 - share), 1 - thickness + 0 * share], axis=-1).reshape(600, 3)
report("c, W", patterns, array("inputs_c_noisy.W"))
report("c, Z", maps, array("inputs_c_noisy.Z"))


def poisson(means):
    with np.errstate(over="ignore"):
        m = np.arange(1, means.size + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(20190315)
        m = (m ^ (m >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        m = (m ^ (m >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        m ^= m >> np.uint64(31)
    u = (m >> np.uint64(11)) * 2.0**-53
    counts, term = np.zeros(means.size, int), np.exp(-means)
    total = term.copy()
    while (above := total <= u).any():
        counts[above] += 1
        term[above] *= means[above] / counts[above]
        total[above] += term[above]
    return counts


report("c, X", poisson((maps @ patterns).ravel()), array("inputs_c_noisy.X").ravel().astype(int))

# d: multislice beams on a detector, rows kx
pixels = np.arange(128) - 64
sigma = 2 / np.sqrt(8 * np.log(2))


def spread(frequencies):
    distance = pixels[None, :] - frequencies[:, None] / 0.25
    return np.exp(-(distance**2) / (2 * sigma**2)) / (np.sqrt(2 * np.pi) * sigma)


for angle, archive, name in [(0, "float64", "I0_az1"), (10, "10mrad_200az", "I200"), (20, "20mrad_200az", "I200")]:
    source = f"../multislice/bicrystal_311_{archive}"
    beams = array(f"{source}.{name}").astype(float)
    rendered = np.einsum("kab,ai,bj->kij", beams, spread(array(f"{source}.kx")), spread(array(f"{source}.ky")))
    report(f"d, {angle} mrad", np.round(rendered / rendered.max() * 65535), array(f"inputs_d_multislice.P{angle}").astype(int))
