"""Times abTEM's multislice and prints JSON, for `make bench`.

    python Tests/Peers/abtem_speed.py [--grid 360 108] [--slices 9] [--units 5] [--tilts 20] [--rounds 3]

The work: `tilts` beam tilts on a cone of 20 mrad through `units` blocks of `slices` slices of the [311] GaAs crystal.
"""

import argparse
import json

from abtem_case import Crystal, abtem

parser = argparse.ArgumentParser()
parser.add_argument("--grid", type=int, nargs=2, default=(360, 108))
parser.add_argument("--slices", type=int, default=9)
parser.add_argument("--units", type=int, default=5)
parser.add_argument("--tilts", type=int, default=20)
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()

crystal = Crystal(tuple(options.grid), options.slices, options.units)
seconds, intensities = crystal.timed(20.0, options.tilts, options.rounds)
print(
    json.dumps(
        {
            "peer": f"abTEM {abtem.__version__}",
            "seconds": seconds,
            "steps": crystal.steps * options.tilts,
            "directBeam": float(intensities[0, 0]),
        }
    )
)
