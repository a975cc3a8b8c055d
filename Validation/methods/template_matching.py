"""Template matching by plain normalised correlation (numpy alone): the best template takes the whole position.

Templates are kinematic: |structure factor|² with Z as scattering factor, damped with the excitation error at the exact zone
axis. A map is 1 where its template wins and 0 elsewhere; the pattern is the mean of the patterns there.
"""
import json

import numpy as np

job = json.load(open("job.json"))
options = job["options"]
axis = job["calibration"]["detector-x"]
if axis["units"] not in ("A^-1", "1/A", "Å^-1"):
    raise SystemExit(f"the detector is calibrated in {axis['units']}, and templates need reciprocal length")
energy = job["calibration"]["beam-energy-kV"] * 1e3
wavelength = 12.2643 / np.sqrt(energy + 0.97845e-6 * energy**2)  # Å, relativistic
height, width = job["detector"]
observations = np.load("observations.npy").reshape(-1, height, width)
reach = axis["scale"] * width / 2

# Reflections of zinc blende: A at 0 and B at 1/4, face-centred.
n = int(np.ceil(reach * options["lattice-constant"]))
h, k, l = (i.ravel() for i in np.mgrid[-n : n + 1, -n : n + 1, -n : n + 1])
allowed = (h % 2 == k % 2) & (k % 2 == l % 2) & (h**2 + k**2 + l**2 > 0)
indices = np.stack([h, k, l], axis=1)[allowed]
first, second = options["atomic-numbers"]
factor = np.abs(first + second * np.exp(0.5j * np.pi * indices.sum(axis=1)))
vectors = indices / options["lattice-constant"]


def templates():
    """Yields zone and turn with the pixels of a template and their weights, of unit norm."""
    for zone in options["zones"]:
        z = np.array(zone) / np.linalg.norm(zone)
        up = np.cross(z, [1, 0, 0] if abs(z[0]) < 0.9 else [0, 1, 0])
        up /= np.linalg.norm(up)
        across = np.cross(up, z)
        length = np.linalg.norm(vectors, axis=1)
        excitation = vectors @ z - 0.5 * wavelength * length**2
        intensity = factor**2 * np.exp(-((excitation / options["excitation"]) ** 2)) / length**4
        seen = intensity > 1e-3 * intensity.max()
        kx, ky = vectors[seen] @ across, vectors[seen] @ up
        for turn in np.arange(0, 360, options["turn"]):
            c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
            column = np.rint(width // 2 + (c * kx - s * ky) / axis["scale"]).astype(int)
            row = np.rint(height // 2 + (s * kx + c * ky) / axis["scale"]).astype(int)
            inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
            weight = np.sqrt(intensity[seen][inside])
            yield (zone, turn), row[inside], column[inside], weight / np.linalg.norm(weight)


# Correlation of square roots: strong beams would decide everything. The mean of a sparse pattern is nearly zero, and the
# norm of the pattern is the same for all templates.
roots = np.sqrt(observations)
names, scores = [], []
for name, row, column, weight in templates():
    names.append(name)
    scores.append(roots[:, row, column] @ weight)
scores = np.array(scores)
wins = np.bincount(scores.argmax(axis=0), minlength=len(names))
kept = []
for candidate in np.argsort(-wins, kind="stable"):
    # A turn next to one that is kept is the same orientation.
    same = [
        names[i][0] == names[candidate][0] and abs((names[i][1] - names[candidate][1] + 180) % 360 - 180) <= 3
        for i in kept
    ]
    if wins[candidate] and not any(same) and len(kept) < options["phases"]:
        kept.append(candidate)
for i in kept:
    print(f"zone {names[i][0]}, turned by {names[i][1]:.0f} deg: best at {wins[i]} positions")
winner = scores[kept].argmax(axis=0)
maps = np.array([winner == phase for phase in range(len(kept))], dtype=float)
rows = observations.reshape(len(observations), -1)
patterns = np.array([rows[winner == phase].mean(axis=0) for phase in range(len(kept))])
np.save("patterns.npy", patterns)
np.save("maps.npy", maps)
