"""Orientation mapping by pyxem's polar template matching (Cautaerts et al. 2022), on kinematic patterns of diffsims.

Every position is indexed; the orientations that index most positions stand for the phases, and each position belongs to
the one that its own orientation is nearest to. A map is 1 there and 0 elsewhere; the pattern is the mean of the patterns
there.
"""
import json

import numpy as np
from diffpy.structure import Atom, Lattice, Structure
from diffsims.generators.simulation_generator import SimulationGenerator
from orix.crystal_map import Phase
from orix.quaternion import Orientation
from orix.sampling import get_sample_reduced_fundamental
from pyxem.signals import ElectronDiffraction2D

job = json.load(open("job.json"))
options = job["options"]
axis = job["calibration"]["detector-x"]
if axis["units"] not in ("A^-1", "1/A", "Å^-1"):
    raise SystemExit(f"the detector is calibrated in {axis['units']}, and templates need reciprocal length")
height, width = job["detector"]
observations = np.load("observations.npy")
reach = axis["scale"] * min(height, width) / 2

# Zinc blende: A at 0 and B at 1/4, face-centred (space group 216).
a = options["lattice-constant"]
atoms = [Atom(options["elements"][0], [0, 0, 0]), Atom(options["elements"][1], [0.25, 0.25, 0.25])]
phase = Phase("crystal", space_group=216, structure=Structure(atoms, Lattice(a, a, a, 90, 90, 90)))
grid = get_sample_reduced_fundamental(options["resolution"], point_group=phase.point_group)
generator = SimulationGenerator(job["calibration"]["beam-energy-kV"], minimum_intensity=1e-10)
simulation = generator.calculate_diffraction2d(
    phase, rotation=grid, reciprocal_radius=reach, max_excitation_error=options["excitation"], with_direct_beam=False,
    show_progressbar=False)
print(grid.size, "templates")

signal = ElectronDiffraction2D(np.sqrt(observations.reshape(*job["scan"], height, width)))
signal.calibration(scale=axis["scale"], units=r"$\AA^{-1}$", center=(width // 2, height // 2))
polar = signal.get_azimuthal_integral2d(
    npt=options["radial-bins"], radial_range=(0.1, reach), mean=True, show_progressbar=False)
found = polar.get_orientation(simulation, n_best=1, frac_keep=1, show_progressbar=False)
crystals = found.to_crystal_map()
best = Orientation(crystals.rotations.data.reshape(len(observations), -1, 4)[:, 0], symmetry=phase.point_group)

kept, counts = [], []
apart = np.radians(options["apart"])
angles = best.get_distance_matrix(degrees=False)
near = angles < apart
while len(kept) < options["phases"]:
    free = ~near[kept].any(axis=0) if kept else np.ones(best.size, dtype=bool)
    if not free.any():
        break
    votes = (near & free).sum(axis=1) * free
    kept.append(int(votes.argmax()))
    counts.append(int(votes.max()))
for i, count in zip(kept, counts):
    print("Euler angles", best[i].to_euler(degrees=True).round(1).tolist(), "at", count, "positions")
winner = angles[kept].argmin(axis=0)
maps = np.array([winner == phase for phase in range(len(kept))], dtype=float)
np.save("maps.npy", maps)
np.save("patterns.npy", np.array([observations[winner == phase].mean(axis=0) for phase in range(len(kept))]))
