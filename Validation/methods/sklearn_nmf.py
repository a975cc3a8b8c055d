"""NMF by scikit-learn: coordinate descent from NNDSVD, stopped by the projected gradient."""
import json
import warnings

import numpy as np
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning

job = json.load(open("job.json"))
options = job["options"]
observations = np.load("observations.npy")
lit = observations.any(axis=0)  # a pixel that is always black stays black
model = NMF(
    n_components=options["components"],
    init="nndsvd",
    solver="cd",
    tol=options["tolerance"],
    max_iter=options["max-sweeps"],
    random_state=job["seed"] % 2**32,
)
with warnings.catch_warnings():
    warnings.simplefilter("ignore", ConvergenceWarning)
    maps = model.fit_transform(observations[:, lit].astype(np.float64)).T
patterns = np.zeros((len(maps), observations.shape[1]))
patterns[:, lit] = model.components_
print(f"scikit-learn NMF: {model.n_iter_} sweeps, residual {model.reconstruction_err_:.6g}")
np.save("patterns.npy", patterns)
np.save("maps.npy", maps)
