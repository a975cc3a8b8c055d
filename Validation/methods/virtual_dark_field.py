"""Virtual dark-field images from the reflections whose intensity changes most, and least alike, along the scan.

An operator chooses such reflections by eye. A map is the intensity in the disc; the pattern is the mean of the patterns at
the positions where the image is brighter than 90 % of its maximum.
"""
import json

import numpy as np

job = json.load(open("job.json"))
height, width = job["detector"]
stack = np.load("observations.npy").astype(float).reshape(-1, height, width)
radius = max(1.5, job["options"]["radius"] * width)
y, x = np.mgrid[:height, :width]

# Reflections: the brightest pixels of the standard deviation over the scan, a disc apart from each other.
spread = stack.std(axis=0)
spread[(y - height // 2) ** 2 + (x - width // 2) ** 2 < (4 * radius) ** 2] = 0  # the direct beam
profiles = []
for _ in range(40):
    cy, cx = np.unravel_index(spread.argmax(), spread.shape)
    if spread[cy, cx] == 0:
        break
    disc = (y - cy) ** 2 + (x - cx) ** 2 <= radius**2
    profiles.append(stack[:, disc].sum(axis=1))
    spread[(y - cy) ** 2 + (x - cx) ** 2 < (3 * radius) ** 2] = 0
if not profiles:
    raise SystemExit("no reflection changes along the scan")

# The first, then always the one that correlates least with those taken.
profiles = np.array(profiles)
alike = np.corrcoef(profiles) if len(profiles) > 1 else np.ones((1, 1))
taken = [0]
while len(taken) < min(job["options"]["images"], len(profiles)):
    worst = alike[taken].max(axis=0)
    worst[taken] = np.inf
    taken.append(int(worst.argmin()))
maps = profiles[taken]
rows = stack.reshape(len(stack), -1)
patterns = np.array([rows[image >= 0.9 * image.max()].mean(axis=0) for image in maps])
np.save("patterns.npy", patterns)
np.save("maps.npy", maps)
