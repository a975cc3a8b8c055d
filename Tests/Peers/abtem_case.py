"""The [311] GaAs crystal of Tests/Reference in abTEM: one core, single precision, Kirkland's factors, 300 kV.

Shared by the scripts beside it. The potential is built before any clock starts, and one run is made beforehand, so that
FFTW's plans and the compiled functions are there.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import pathlib
import time
import warnings

warnings.filterwarnings("ignore")

import abtem
import ase
import dask
import numpy
from abtem.tilt import precession_tilts

dask.config.set(scheduler="synchronous")
abtem.config.set({"precision": "float32", "device": "cpu", "fftw.threads": 1})

REFERENCE = pathlib.Path(__file__).resolve().parent.parent / "Reference" / "multislice"


class Crystal:
    """A stack of `units` blocks of crystal A (3.75 nm each), cut into `slices` a block, on a grid of (nx, ny)."""

    def __init__(self, grid, slices, units):
        box = 10 * numpy.load(REFERENCE / "bicrystal_311_atoms.box.npy")
        table = numpy.load(REFERENCE / "bicrystal_311_atoms.A.npy")
        scaled = table[:, :3].copy()
        # An eighth of the layers' spacing, so that no atom lies on a cut.
        scaled[:, 2] += 1 / 22 / 8
        atoms = ase.Atoms(
            numbers=table[:, 3].astype(int), scaled_positions=scaled % 1, cell=box, pbc=True
        )
        thickness = box[2] / slices
        block = abtem.Potential(
            atoms, gpts=grid, slice_thickness=thickness, parametrization="kirkland", projection="infinite"
        ).build(lazy=False)
        self.grid, self.extent = tuple(grid), tuple(box[:2])
        self.steps = slices * units
        self.potential = abtem.PotentialArray(
            numpy.tile(numpy.asarray(block.array), (units, 1, 1)), slice_thickness=thickness, extent=self.extent
        )

    def intensities(self, angle, azimuths):
        """Beam intensities (nx, ny) in fft order, the mean over the azimuths of a precessing beam (mrad)."""
        wave = abtem.PlaneWave(
            energy=300e3, gpts=self.grid, extent=self.extent, tilt=precession_tilts(angle, azimuths)
        )
        exit_waves = numpy.asarray(wave.multislice(self.potential, lazy=False).array)
        spectra = numpy.fft.fft2(exit_waves) / (self.grid[0] * self.grid[1])
        return (numpy.abs(spectra) ** 2).mean(0)

    def timed(self, angle, azimuths, rounds):
        """The median time of some runs, s, and the intensities."""
        self.intensities(angle, 1)
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            result = self.intensities(angle, azimuths)
            times.append(time.perf_counter() - start)
        return float(numpy.median(times)), result
