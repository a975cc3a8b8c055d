"""Repeats four of the stored bicrystal patterns from the text of README.md and prints the largest deviation."""
import json
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
WAVELENGTH = 0.0019687489006848797  # nm
SIGMA = 0.006526161421721633  # rad / (V nm)
POTENTIAL = 0.047877647305682397  # V nm^3 per Angstrom of scattering factor
DEBYE_WALLER = {31: 0.0068, 33: 0.0056}  # nm^2
GRID, SLICES, UNITS = (360, 108), 9, 15


def array(name):
    return np.load(FOLDER / f"{name}.npy")


box = array("bicrystal_311_atoms.box")
thickness = box[2] / SLICES
shift = 0.56533 / np.sqrt(11) / 8
kx = np.fft.fftfreq(GRID[0], box[0] / GRID[0])[:, None]
ky = np.fft.fftfreq(GRID[1], box[1] / GRID[1])[None, :]
g2 = kx**2 + ky**2
mask = g2 < (2 / 3 * min(GRID[0] / 2 / box[0], GRID[1] / 2 / box[1])) ** 2
parameters = {int(z): rows for z, rows in json.loads((FOLDER / "kirkland_GaAs.json").read_text()).items()}


def scattering_factor(number):
    q2 = g2 / 100  # 1 / Angstrom^2
    return sum(a / (q2 + b) + c * np.exp(-d * q2) for a, b, c, d in zip(*parameters[number]))


def transmission_functions(atoms):
    index = np.floor(((atoms[:, 2] * box[2] + shift) % box[2]) / thickness).astype(int)
    for j in range(SLICES):
        potential = np.zeros(GRID, complex)
        for number, b in DEBYE_WALLER.items():
            here = atoms[(index == j) & (atoms[:, 3] == number)]
            phase_x = np.exp(-2j * np.pi * kx * here[:, 0] * box[0])
            phase_y = np.exp(-2j * np.pi * ky.T * here[:, 1] * box[1])
            potential += scattering_factor(number) * np.exp(-b * g2 / 4) * (phase_x @ phase_y.T)
        values = np.fft.ifft2(potential * POTENTIAL / (box[0] * box[1]) * potential.size).real
        yield np.fft.ifft2(np.fft.fft2(np.exp(1j * SIGMA * values)) * mask)


def pattern(units_of_a, tilt=(0.0, 0.0)):
    propagator = mask * np.exp(
        -1j * np.pi * WAVELENGTH * thickness * (g2 + 2 * (kx * tilt[0] + ky * tilt[1]) / WAVELENGTH))
    wave = np.ones(GRID, complex)
    for unit in range(UNITS):
        for t in upper if unit < units_of_a else lower:
            wave = np.fft.ifft2(np.fft.fft2(wave * t) * propagator)
    intensity = np.abs(np.fft.fft2(wave) / wave.size) ** 2
    return intensity[np.ix_(np.abs(kx[:, 0]) <= 16.2, np.abs(ky[0]) <= 16.2)]


upper = list(transmission_functions(array("bicrystal_311_atoms.A")))
lower = list(transmission_functions(array("bicrystal_311_atoms.B")))
stored = array("bicrystal_311_float64.I0_az1")
for k in (0, 7, 15):
    print(f"no precession, {k} units of A: {np.abs(pattern(k) - stored[k]).max():.1e}")
azimuths = 2 * np.pi * np.arange(8) / 8
mean = np.mean([pattern(7, (0.01 * np.cos(phi), 0.01 * np.sin(phi))) for phi in azimuths], axis=0)
print(f"10 mrad, 8 azimuths, 7 units of A: {np.abs(mean - array('bicrystal_311_float64.I10_az8')[7]).max():.1e}")
