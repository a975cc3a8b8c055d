"""Beam intensities by abTEM's multislice on potential arrays made from the formulae of Tests/Reference/multislice/README.md.

    /path/to/python Tests/Peers/abtem_same_potential.py            # compares with Tests/Reference/abtem, ends with 1 on a difference
    /path/to/python Tests/Peers/abtem_same_potential.py --write    # writes Tests/Reference/abtem

Needs abTEM (1.0.11 made the stored numbers) and numpy. About half a minute.
"""
import json
import sys
from pathlib import Path

import abtem
import numpy as np

TESTS = Path(__file__).resolve().parent.parent
STORED, KNOWN = TESTS / "Reference/abtem", TESTS / "Reference/multislice"

A = 5.6533  # Å
ENERGY = 300e3  # eV
POTENTIAL = 47.877647305682397  # h²/(2π m₀ e), V Å²
DEBYE_WALLER = {31: 0.68, 33: 0.56}  # Å²
REACH = 1.62  # Å⁻¹, the largest |kx| and |ky| stored
SLOPES = [[0, 0], [0.005, 0], [0, 0.01], [-0.012, 0.016]]  # tangents of the beam's tilt along x and y
KIRKLAND = {int(z): rows for z, rows in json.loads((KNOWN / "kirkland_GaAs.json").read_text()).items()}

abtem.config.set({"precision": "float64", "antialias.cutoff": 2 / 3, "antialias.taper": 0.0, "device": "cpu"})
abtem.config.set({"diagnostics.progress_bar": False})


def frequencies(grid, box):
    return np.fft.fftfreq(grid[0], box[0] / grid[0])[:, None], np.fft.fftfreq(grid[1], box[1] / grid[1])[None, :]


def potentials(atoms, box, grid, slices, shift):
    """Projected potentials, V Å, of the slices of a block; atoms are rows x, y, z in Å and Z."""
    kx, ky = frequencies(grid, box)
    g2 = kx**2 + ky**2
    index = np.floor(((atoms[:, 2] + shift) % box[2]) / (box[2] / slices)).astype(int)
    arrays = []
    for j in range(slices):
        spectrum = np.zeros(grid, complex)
        for number, b in DEBYE_WALLER.items():
            here = atoms[(index == j) & (atoms[:, 3] == number)]
            factor = sum(p / (g2 + q) + r * np.exp(-s * g2) for p, q, r, s in zip(*KIRKLAND[number]))
            phases = np.exp(-2j * np.pi * kx * here[:, 0]) @ np.exp(-2j * np.pi * ky.T * here[:, 1]).T
            spectrum += factor * np.exp(-b * g2 / 4) * phases
        arrays.append(np.fft.ifft2(spectrum).real * spectrum.size * POTENTIAL / (box[0] * box[1]))
    return np.array(arrays)


def crystal(zone, x, y, divisors):
    """Atoms of GaAs in the block whose sides are x, y, zone, divided by `divisors`, in units of a; rows x, y, z, Z."""
    axes = np.array([x, y, zone], float)
    sides = np.linalg.norm(axes, axis=1) / divisors * A
    rotation = axes / np.linalg.norm(axes, axis=1)[:, None]
    n = int(np.ceil(sides.sum() / A)) + 1
    cells = np.stack(np.meshgrid(*[np.arange(-n, n + 1)] * 3, indexing="ij"), -1).reshape(-1, 1, 3)
    centring = np.array([[0, 0, 0], [0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]])
    rows = []
    for number, offset in ((31, 0.0), (33, 0.25)):
        positions = ((cells + centring + offset).reshape(-1, 3) @ rotation.T) * A
        inside = np.all((positions > -1e-6) & (positions < sides - 1e-6), axis=1)
        rows.append(np.c_[np.abs(positions[inside]), np.full(inside.sum(), number)])
    return np.concatenate(rows), sides


def single(zone, x, y, divisors, grid, slices, repeats, shift):
    atoms, box = crystal(zone, x, y, divisors)
    unit = potentials(atoms, box, grid, slices, shift)
    facts = {"zone": zone, "x": x, "y": y, "divisors": divisors, "slicesPerPeriod": slices, "periods": repeats}
    return np.tile(unit, (repeats, 1, 1)), box, box[2] / slices, facts


def bicrystal(units_of_a, units=15, grid=(360, 108), slices=9):
    box = np.load(KNOWN / "bicrystal_311_atoms.box.npy") * 10
    unit = {}
    for name in "AB":
        atoms = np.load(KNOWN / f"bicrystal_311_atoms.{name}.npy") * [*box, 1]
        unit[name] = potentials(atoms, box, grid, slices, A / np.sqrt(11) / 8)
    stack = np.concatenate([unit["A" if k < units_of_a else "B"] for k in range(units)])
    return stack, box, box[2] / slices, {"unitsOfA": units_of_a, "units": units, "slicesPerUnit": slices}


CASES = {
    "GaAs_110": lambda: single([1, 1, 0], [0, 0, 1], [1, -1, 0], [1, 2, 2], (96, 64), 2, 137, A / np.sqrt(8) / 4),
    "GaAs_311": lambda: single([3, 1, 1], [-2, 3, 3], [0, -1, 1], [2, 2, 1], (160, 48), 11, 30, A / np.sqrt(11) / 8),
    "GaAs_511": lambda: single([5, 1, 1], [-2, 5, 5], [0, -1, 1], [2, 2, 1], (250, 50), 27, 19, A / np.sqrt(27) / 8),
    "bicrystal_311": lambda: bicrystal(7),
}


def run(stack, box, thickness):
    """Intensities (slope, kx, ky) of the beams within reach, 1 for the incident beam, and their frequencies, Å⁻¹."""
    potential = abtem.PotentialArray(stack, slice_thickness=thickness, extent=tuple(box[:2]))
    kx, ky = (k.ravel() for k in frequencies(stack.shape[1:], box))
    keep = np.ix_(np.abs(kx) <= REACH, np.abs(ky) <= REACH)
    result = []
    for slope in SLOPES:
        tilt = tuple(float(t) for t in 1e3 * np.arctan(slope))
        wave = abtem.PlaneWave(energy=ENERGY, tilt=tilt).multislice(potential).compute().array
        wave = wave.reshape(wave.shape[-2:])
        result.append((np.abs(np.fft.fft2(wave) / wave.size) ** 2)[keep])
    return np.array(result), kx[np.abs(kx) <= REACH], ky[np.abs(ky) <= REACH]


worst = 0.0
for name, make in CASES.items():
    stack, box, thickness, facts = make()
    intensities, kx, ky = run(stack, box, thickness)
    if "--write" in sys.argv:
        facts |= {"grid": stack.shape[1:], "box": list(box), "slopes": SLOPES, "abtem": abtem.__version__,
                  "kx": list(kx), "ky": list(ky)}
        (STORED / f"{name}.json").write_text(json.dumps(facts) + "\n")
        np.save(STORED / f"{name}.npy", intensities.astype(np.float32))
    deviation = np.abs(intensities - np.load(STORED / f"{name}.npy")).max()
    worst = max(worst, deviation)
    print(f"{name}: {len(stack)} slices, direct beam {intensities[:, 0, 0].round(4)}, largest deviation {deviation:.1e}")
sys.exit(int(worst > 1e-6))
