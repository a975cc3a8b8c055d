"""HyperSpy's decomposition of the patterns, as one would do it in a notebook."""
import json
import logging

import hyperspy.api as hs
import numpy as np

logging.getLogger("hyperspy").setLevel(logging.ERROR)
job = json.load(open("job.json"))
components = job["options"]["components"]
patterns = np.load("observations.npy").reshape(job["scan"] + job["detector"])
signal = hs.signals.Signal2D(patterns)
signal.decomposition(
    algorithm=job["options"]["algorithm"], output_dimension=components, print_info=False
)
factors = signal.get_decomposition_factors().data[:components]
loadings = signal.get_decomposition_loadings().data[:components]
np.save("patterns.npy", factors.reshape(components, -1))
np.save("maps.npy", loadings.reshape(components, -1))
