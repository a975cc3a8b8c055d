import json
import numpy as np

job = json.load(open("job.json"))
observations = np.load("observations.npy").astype(float)  # scan positions × pixels
rest, pure = observations.copy(), []
for _ in range(job["options"]["components"]):  # the patterns that differ most from each other
    pure.append(np.argmax((rest**2).sum(axis=1)))
    direction = rest[pure[-1]] / np.linalg.norm(rest[pure[-1]])
    rest -= np.outer(rest @ direction, direction)
patterns = observations[pure]
maps = np.linalg.lstsq(patterns.T, observations.T, rcond=None)[0].clip(min=0)
np.save("patterns.npy", patterns)  # sources × pixels
np.save("maps.npy", maps)  # sources × scan positions
