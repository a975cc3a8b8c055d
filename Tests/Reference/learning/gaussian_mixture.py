"""Gaussian mixtures by scikit-learn, from the k-means clustering of input c: writes gaussian_mixture.json.

Run with scikit-learn 1.x and numpy: python gaussian_mixture.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

here = pathlib.Path(__file__).parent
scores = np.load(here / "expected_c_maps.scores.npy").astype(float)
labels = np.load(here / "expected_c_maps.kmeans_labels.npy").ravel().astype(int)
assert labels.shape == (600,) and set(labels) == {0, 1, 2}
members = [scores[labels == k] for k in range(3)]
mixture = GaussianMixture(
    3, covariance_type="full", reg_covar=0, tol=1e-15, max_iter=20000,
    weights_init=[len(m) / 600 for m in members], means_init=[m.mean(0) for m in members],
    precisions_init=[np.linalg.inv(np.cov(m.T, bias=True)) for m in members],
).fit(scores)
result = {
    "scikit-learn": sklearn.__version__,
    "negativeLogLikelihood": -float(mixture.score_samples(scores).sum()),
    "weights": mixture.weights_.tolist(),
    "means": mixture.means_.tolist(),
    "covariances": mixture.covariances_.tolist(),
    "probabilities_row_315": mixture.predict_proba(scores)[315].tolist(),
}
(here / "gaussian_mixture.json").write_text(json.dumps(result, indent=1) + "\n")
print(result["negativeLogLikelihood"], mixture.n_iter_, mixture.converged_)
