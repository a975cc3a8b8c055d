"""Checks that HyperSpy, pyxem and py4DSTEM read a dataset that Twinbench wrote.

    python Tests/Peers/check_hyperspy.py DATA.hspy

prints what they saw and exits with 1 when something is wrong. It wants h5py, hyperspy 2.5 and pyxem 0.21 (pip install
hyperspy pyxem). py4DSTEM 0.14 needs other versions of NumPy than these, so it is asked only where it can be imported;
run the script with a second Python that has it:

    python3.11 -m venv p4d && p4d/bin/pip install py4DSTEM==0.14.18 && p4d/bin/python Tests/Peers/check_hyperspy.py DATA.hspy

What they see is held against the file as h5py reads it. Not a part of `swift test`.
"""

import importlib.util
import pathlib
import shutil
import sys
import tempfile

import h5py
import numpy

failures = []


def check(what, seen, expected):
    right = seen == expected if isinstance(expected, (str, tuple, list, type(None))) else numpy.allclose(seen, expected)
    print(f"{'ok   ' if right else 'WRONG'} {what}: {seen}" + ("" if right else f", expected {expected}"))
    if not right:
        failures.append(what)


def raw(path):
    """Data, axes (name, scale, offset, units) and title straight from the file."""
    with h5py.File(path) as file:
        (signal,) = file["Experiments"].values()
        axes = [dict(signal[f"axis-{i}"].attrs) for i in range(4)]
        title = signal["metadata/General"].attrs["title"]
        energy = signal["metadata/Acquisition_instrument/TEM"].attrs.get("beam_energy")
        check("py4DSTEM's tree holds the same array", bool(file["datacube_root/datacube/data"] == signal["data"]), True)
        return signal["data"][()], axes, title, energy


def hyperspy(path, data, axes, title, energy):
    import hyperspy.api as hs

    signal = hs.load(path)
    check("HyperSpy class", type(signal).__name__, "ElectronDiffraction2D")
    check("HyperSpy shape", signal.data.shape, data.shape)
    check("HyperSpy dtype", str(signal.data.dtype), str(data.dtype))
    check("HyperSpy values equal", bool((signal.data == data).all()), True)
    check("HyperSpy title", signal.metadata.General.title, title)
    manager = signal.axes_manager
    check("HyperSpy navigation axes", [a.name for a in manager.navigation_axes], [axes[1]["name"], axes[0]["name"]])
    check("HyperSpy signal axes", [a.name for a in manager.signal_axes], [axes[3]["name"], axes[2]["name"]])
    for axis, expected in zip(manager._axes, axes):
        check(f"HyperSpy axis {axis.name}", (axis.scale, axis.offset, axis.units), (expected["scale"], expected["offset"], expected["units"]))
    if energy is not None:
        check("HyperSpy beam energy, keV", signal.metadata.Acquisition_instrument.TEM.beam_energy, energy)
        check("pyxem beam energy, keV", signal.beam_energy, energy)
    lazy = hs.load(path, lazy=True)
    check("HyperSpy lazy sum", int(lazy.data.sum().compute()), int(data.sum()))
    return signal


def truth(path):
    with h5py.File(path) as file:
        if "Truth" not in file:
            return
        group = file["Truth"]
        scan = file["datacube_root/datacube/data"].shape[:2]
        check("truth: abundances", group["abundances"].shape, (len(group["endmembers"]), *scan))
        check("truth: abundances sum to 1", group["abundances"][()].sum(axis=0), 1.0)
        for index, member in sorted(group["endmembers"].items()):
            print(f"      end member {index}: {member.attrs['name']}, {len(member['reflections/y'])} reflections")
    print("      provenance:", dict(file_attributes(path)))


def file_attributes(path):
    with h5py.File(path) as file:
        yield "seed", int(file["Provenance"].attrs["seed"])
        yield from file["Provenance/versions"].attrs.items()


def py4dstem(path, data, axes):
    import py4DSTEM

    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy.h5"
        shutil.copy(path, copy)
        cube = py4DSTEM.read(str(copy))
    check("py4DSTEM class", type(cube).__name__, "DataCube")
    check("py4DSTEM shape", cube.data.shape, data.shape)
    check("py4DSTEM values equal", bool((cube.data == data).all()), True)
    known = {"px": "pixels"}
    check("py4DSTEM Q pixel size", cube.calibration.get_Q_pixel_size(), axes[2]["scale"])
    check("py4DSTEM Q pixel units", cube.calibration.get_Q_pixel_units(), known.get(axes[2]["units"], axes[2]["units"]))
    check("py4DSTEM R pixel size", cube.calibration.get_R_pixel_size(), axes[1]["scale"])
    check("py4DSTEM R pixel units", cube.calibration.get_R_pixel_units(), known.get(axes[1]["units"], axes[1]["units"]))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = sys.argv[1]
    data, axes, title, energy = raw(path)
    asked = 0
    if importlib.util.find_spec("hyperspy") and importlib.util.find_spec("pyxem"):
        hyperspy(path, data, axes, title, energy)
        asked += 1
    if importlib.util.find_spec("py4DSTEM"):
        py4dstem(path, data, axes)
        asked += 1
    truth(path)
    if not asked:
        sys.exit("neither hyperspy with pyxem nor py4DSTEM is installed: nothing was checked")
    sys.exit(f"{len(failures)} wrong: {', '.join(failures)}" if failures else 0)


main()
