"""What abTEM needs to come within 1e-3 of its own finest setting, as JSON, for `make bench`.

    python Tests/Peers/abtem_convergence.py SETTING ... FINEST        each as NXxNYxSLICES, such as 360x108x9

The work: 8 tilts on a cone of 20 mrad through one block (3.75 nm) of the [311] GaAs crystal, repeated to 18.75 nm. The
error is the largest difference of a beam's intensity up to 1.6 / Å, in parts of the incident beam.
"""

import json
import sys

import numpy
from abtem_case import Crystal, abtem

REACH = 1.6


def beams(intensities, extent):
    """Intensities by beam number, those within the reach."""
    h, k = (int(REACH * length) for length in extent)
    return intensities[numpy.ix_(range(-h, h + 1), range(-k, k + 1))]


rows = []
for setting in sys.argv[1:]:
    nx, ny, slices = (int(number) for number in setting.split("x"))
    crystal = Crystal((nx, ny), slices, 5)
    rounds = 1 if setting == sys.argv[-1] else 3  # The time of the finest is not asked for.
    seconds, intensities = crystal.timed(20.0, 8, rounds)
    rows.append((setting, seconds, beams(intensities, crystal.extent)))

finest = rows[-1][2]
print(
    json.dumps(
        {
            "peer": f"abTEM {abtem.__version__}",
            "settings": [
                {"setting": setting, "seconds": seconds, "error": float(abs(found - finest).max())}
                for setting, seconds, found in rows
            ],
        }
    )
)
