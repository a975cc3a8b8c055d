"""Checks `twinbench virtual` against sums that NumPy makes over masks of its own.

    python Tests/Peers/check_virtual.py TWINBENCH DATA.hspy

TWINBENCH is the program, DATA.hspy a simulated dataset. It wants numpy and h5py. Exits with 1 when something is wrong. Not
a part of `swift test`.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy

failures = []


def check(what, right, seen=""):
    print(f"{'ok   ' if right else 'WRONG'} {what}{': ' if seen != '' else ''}{seen}")
    if not right:
        failures.append(what)


def virtual(program, data, target, *options):
    run = subprocess.run([program, "virtual", data, "-o", str(target), "--json", *options], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"virtual {data}: {run.stderr}")
    return json.loads(run.stdout)


def main(program, data):
    with h5py.File(data) as file:
        (signal,) = file["Experiments"].values()
        patterns = signal["data"][()].astype(float)
        truth = file["Truth"]
        members = [truth[f"endmembers/{i}"] for i in range(len(truth["endmembers"]))]
        apertures = dict(truth["apertures"].attrs)
        own = {
            member.attrs["name"]: numpy.column_stack([member[f"reflections/{key}"][()] for key in ("y", "x")])[
                member["reflections/kind"][()] == 0
            ]
            for member in members
        }
    ky, kx = numpy.indices(patterns.shape[2:])

    def image(discs):
        mask = numpy.zeros(ky.shape, bool)
        for y, x, radius in discs:
            mask |= (ky - y) ** 2 + (kx - x) ** 2 <= radius**2
        return patterns[..., mask].sum(-1)

    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "images.h5"
        virtual(program, data, target)
        with h5py.File(target) as file:
            parts = [file[f"Virtual/{i}"] for i in range(len(file["Virtual"]))]
            found = {part.attrs["name"]: (part["image"][()], part["discs"][()]) for part in parts}
        beam = [(apertures["center-y"], apertures["center-x"], apertures["direct-beam"])]
        expected = {"bright field": image(beam)}
        for name, places in own.items():
            if len(places):
                expected[name] = image([(y, x, apertures["disc"]) for y, x in places])
        check("the same images", set(found) == set(expected), sorted(found))
        for name, values in expected.items():
            worst = abs(found[name][0] - values).max() / max(1, abs(values).max())
            check(f"{name} is the sum over the mask, largest relative difference", worst < 1e-12, worst)
        arrays = pathlib.Path(folder) / "images.npy"
        centre = [patterns.shape[2] * 0.4, patterns.shape[3] * 0.55]
        virtual(program, data, arrays, "--aperture", f"{centre[0]},{centre[1]},3.7 px")
        worst = abs(numpy.load(arrays)[0] - image([(*centre, 3.7)])).max()
        check("a chosen aperture in .npy, largest difference in counts", worst < 1e-6, worst)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
