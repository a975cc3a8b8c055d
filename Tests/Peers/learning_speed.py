"""Times scikit-learn and scikit-fuzzy on counts like those of precession diffraction and prints JSON, for `make bench`.

    python Tests/Peers/learning_speed.py --data counts.npy [--rows 3000] [--side 144] [--members 3] [--rounds 3]

The data follow from a seed: each of `members` patterns is a diffuse centre with 40 Gaussian spots of 1.7 px at random places;
each of `rows` positions mixes them with shares drawn from a Dirichlet distribution of 0.5, and each pixel is a Poisson count.
They are saved as float32 (row x pixel) at --data, so that Twinbench reads the very same numbers. One thread; medians of
--rounds.
"""

import argparse
import json
import os
import statistics
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import skfuzzy
import sklearn
from sklearn.decomposition import NMF, FastICA, TruncatedSVD

parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
parser.add_argument("--rows", type=int, default=3000)
parser.add_argument("--side", type=int, default=144)
parser.add_argument("--members", type=int, default=3)
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()


def counts():
    random = np.random.default_rng(7)
    side, members = options.side, options.members
    y, x = np.indices((side, side), dtype=np.float64)
    middle = side / 2
    patterns = np.empty((members, side * side))
    for member in range(members):
        image = 80 * np.exp(-np.sqrt((y - middle) ** 2 + (x - middle) ** 2) / (side / 6))
        for cy, cx, height in random.uniform([6, 6, 100], [side - 6, side - 6, 1600], (40, 3)):
            image += height * np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / (2 * 1.7**2))
        patterns[member] = image.ravel()
    shares = random.dirichlet(np.full(members, 0.5), options.rows)
    return random.poisson(shares @ patterns).astype(np.float32)


if os.path.exists(options.data):
    data = np.load(options.data)
else:
    data = counts()
    np.save(options.data, data)


def timed(work, rounds=options.rounds):
    """Median of the seconds, and the last result."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def independent():
    patterns = TruncatedSVD(options.members, random_state=0).fit(data).components_
    ica = FastICA(options.members, whiten="unit-variance", random_state=0, max_iter=1000, tol=1e-8)
    return ica.fit_transform(patterns.T)


members = options.members
answer = {"peer": f"scikit-learn {sklearn.__version__}"}
seconds, svd = timed(lambda: TruncatedSVD(20, random_state=0).fit(data))
answer["svd"] = {"seconds": seconds, "objective": float((svd.singular_values_.astype(np.float64) ** 2).sum())}
seconds, sources = timed(independent)
contrasts = np.log(np.cosh(sources.astype(np.float64))).mean(0)
answer["ica"] = {"seconds": seconds, "objective": float(contrasts.mean())}


def factorised():
    model = NMF(members, init="nndsvd", solver="cd", tol=0, max_iter=100)
    return model.fit_transform(data), model.components_


def relative_error(maps, patterns):
    """In double precision: the program's own figure is rounded to single."""
    left = whole = 0.0
    for rows in range(0, len(data), 250):
        part = data[rows : rows + 250].astype(np.float64)
        left += ((part - maps[rows : rows + 250].astype(np.float64) @ patterns.astype(np.float64)) ** 2).sum()
        whole += (part**2).sum()
    return float(np.sqrt(left / whole))


seconds, factors = timed(factorised, rounds=1)
answer["nmf"] = {"seconds": seconds, "objective": relative_error(*factors)}
scores = TruncatedSVD(members, random_state=0).fit_transform(data).astype(np.float64)
seconds, fuzzy = timed(lambda: skfuzzy.cmeans(scores.T, members, 2.0, error=1e-9, maxiter=1000, seed=0))
answer["fuzzy"] = {"seconds": seconds, "objective": float(fuzzy[4][-1]), "peer": f"scikit-fuzzy {skfuzzy.__version__}"}
print(json.dumps(answer))
