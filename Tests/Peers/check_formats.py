"""Checks that other programs open what `twinbench convert` writes, and that it opens what they write.

    python Tests/Peers/check_formats.py TWINBENCH DATA.hspy

TWINBENCH is the program, DATA.hspy a simulated dataset of square patterns. It wants numpy, h5py, hyperspy, pyxem and
rosettasciio; py4DSTEM is asked only where it can be imported. Exits with 1 when something is wrong. Not a part of
`swift test`.
"""

import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Python"))
failures = []


def check(what, right, seen=""):
    print(f"{'ok   ' if right else 'WRONG'} {what}{': ' if seen != '' else ''}{seen}")
    if not right:
        failures.append(what)


def convert(program, source, target, *options):
    run = subprocess.run([program, "convert", str(source), str(target), "--json", *options], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"convert {source} {target}: {run.stderr}")
    return json.loads(run.stdout)


def stored(path):
    with h5py.File(path) as file:
        (signal,) = file["Experiments"].values()
        axes = [{key: signal[f"axis-{i}"].attrs[key] for key in ("name", "scale", "offset", "units")} for i in range(4)]
        return signal["data"][()], axes


def block_file(program, data, folder):
    from rsciio.blockfile import file_reader

    values, axes = stored(data)
    report = convert(program, data, folder / "a.blo")
    print(f"      scale factor {report['scale']}, largest rounding error {report['largestRoundingError']} counts")
    seen = file_reader(str(folder / "a.blo"))[0]
    frames = numpy.asarray(seen["data"], dtype=float).reshape(values.shape)
    worst = abs(values - frames / report["scale"]).max()
    check("RosettaSciIO reads our .blo within the stated rounding error", worst <= report["largestRoundingError"] * 1.001, worst)
    header = seen["original_metadata"]["blockfile_header"]
    check(".blo scan step", numpy.isclose(header["SX"], axes[1]["scale"]), header["SX"])
    convert(program, folder / "a.blo", folder / "back.hspy")
    again, back = stored(folder / "back.hspy")
    check(".hspy -> .blo -> .hspy: the same frames", bool((again == frames).all()))
    worst = max(abs(x["scale"] / y["scale"] - 1) for x, y in zip(axes, back))
    check(".hspy -> .blo -> .hspy: calibration", worst < 1e-6, worst)


def array(program, data, folder):
    from rsciio.numpy import file_reader

    values, axes = stored(data)
    convert(program, data, folder / "a.npy")
    check("NumPy reads our .npy", bool((numpy.load(folder / "a.npy") == values).all()))
    seen = file_reader(str(folder / "a.npy"))[0]["data"]
    check("RosettaSciIO reads our .npy", bool((numpy.asarray(seen).reshape(values.shape) == values).all()))
    convert(program, folder / "a.npy", folder / "back.hspy")
    again, back = stored(folder / "back.hspy")
    check(".hspy -> .npy -> .hspy: equal", bool((again == values).all()) and axes == back)


def hyperspy(program, folder):
    import hyperspy.api as hs

    random = numpy.random.default_rng(1)
    cases = {
        "uint16, 4-D": (random.integers(0, 60000, (3, 4, 5, 6)).astype("u2"), {}),
        "float64, 4-D": (random.random((3, 4, 5, 6)), {}),
        "int32, 4-D": (random.integers(-5, 9, (3, 4, 5, 6)).astype("i4"), {}),
        "uint8, 3-D": (random.integers(0, 255, (7, 5, 6)).astype("u1"), {}),
        "float32, 3-D": (random.random((4, 5, 6)).astype("f4"), {}),
        "no compression": (random.integers(0, 9, (3, 4, 5, 6)).astype("u2"), dict(compression=None)),
        "gzip 9 in chunks": (
            random.integers(0, 9, (3, 4, 5, 6)).astype("u2"),
            dict(compression="gzip", compression_opts=9, chunks=(2, 3, 5, 6), shuffle=True)),
    }
    for name, (values, options) in cases.items():
        signal = hs.signals.Signal2D(values)
        signal.metadata.General.title = f"wire / {name}"
        signal.save(str(folder / "h.hspy"), overwrite=True, **options)
        convert(program, folder / "h.hspy", folder / "h.npy")
        seen = numpy.load(folder / "h.npy")
        check(f"HyperSpy's .hspy ({name}) is read", numpy.array_equal(seen.reshape(values.shape), values.astype(seen.dtype)))
    signal = hs.load(str(folder / "h.hspy"))
    # What Twinbench wrote from another program's file, opened again.
    convert(program, ROOT / "Tests/Reference/files/test2.blo", folder / "t.hspy")
    loaded = hs.load(str(folder / "t.hspy"))
    check("HyperSpy with pyxem opens a converted .blo", type(loaded).__name__ == "ElectronDiffraction2D", loaded)


def merlin(program, folder):
    from rsciio.quantumdetector import file_reader

    for name in ("u08", "u16", "u32-quad"):
        source = ROOT / f"Tests/Reference/files/{name}.mib"
        convert(program, source, folder / "m.npy")
        ours = numpy.load(folder / "m.npy")
        theirs = numpy.asarray(file_reader(str(source))[0]["data"])
        check(f"{name}.mib as RosettaSciIO reads it", numpy.array_equal(ours, theirs.astype(ours.dtype)), ours.shape)


def helper(data):
    import twinbench

    truth, beams = twinbench.truth(data), twinbench.beams(data)
    values, _ = stored(data)
    check("twinbench.truth", truth is not None and truth.abundances.shape[1:] == values.shape[:2], truth and truth.names)
    if truth is not None:
        check("abundances sum to 1", numpy.allclose(truth.abundances.sum(axis=0), 1))
        check("a pattern for each member", all(pattern.shape == values.shape[2:] for pattern in truth.patterns))
    if beams is not None:
        check("twinbench.beams", beams.intensity.shape == (*values.shape[:2], len(beams.ky)), beams.intensity.shape)


def py4dstem(program, folder):
    import py4DSTEM

    source = ROOT / "Tests/Reference/files/py4DSTEM_size2x3x4x5.h5"
    convert(program, source, folder / "p.h5")
    theirs, ours = py4DSTEM.read(str(source)), py4DSTEM.read(str(folder / "p.h5"))
    check("py4DSTEM opens ours, converted from its own", bool((ours.data == theirs.data).all()), type(ours).__name__)
    check("py4DSTEM pixel size", numpy.isclose(ours.calibration.get_Q_pixel_size(), theirs.calibration.get_Q_pixel_size()))
    check("py4DSTEM units", ours.calibration.get_Q_pixel_units() == theirs.calibration.get_Q_pixel_units())


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, data = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if importlib.util.find_spec("hyperspy"):
            block_file(program, data, folder)
            array(program, data, folder)
            hyperspy(program, folder)
            merlin(program, folder)
            helper(data)
        if importlib.util.find_spec("py4DSTEM"):
            py4dstem(program, folder)
    sys.exit(f"{len(failures)} wrong: {', '.join(failures)}" if failures else 0)


main()
