"""What the trials work with: the program, small models, and the commands whose runs are broken off."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]

BICRYSTAL = """\
kind: line-scan-bicrystal
crystal: "{crystal}"
debye-waller: {{Ga: "0.68 Å^2", As: "0.56 Å^2"}}
twin: {{axis: [1, -1, 1], angle: "180 deg"}}
beam: {{zone: [3, 1, 1], up: [0, -1, 1]}}
stack: {{unit: "3.74997 nm", units: {units}}}
precession: {{angle: "10 mrad", azimuths: {azimuths}}}
discretization: {{grid: [180, 54], slices-per-unit: 9}}
scan: {{pure-copies: {copies}}}
detector: {{pixels: [{pixels}, {pixels}], half-width: "4 nm^-1"}}
"""

EXPERIMENT = """\
question: Does it survive?
datasets:
  - slow.yaml
  - {model: slow.yaml, as: shifted, set: {precession.angle: "12 mrad"}}
methods:
  - nmf: {components: 2}
  - fuzzy-c-means: {clusters: 2, starts: 5}
claims:
  - {id: T1, text: exact, dataset: slow, method: nmf, metric: map-rmse, at-most: 1}
"""


class Workshop:
    """An empty folder with models in it, and the program to run there."""

    def __init__(self, program, folder, uid=None):
        self.program, self.folder, self.uid = str(pathlib.Path(program).resolve()), pathlib.Path(folder), uid
        self.folder.mkdir(parents=True, exist_ok=True)
        crystal = ROOT / "Models/crystals/GaAs.cif"
        shutil.copy(crystal, self.folder / "GaAs.cif")
        self.write("slow.yaml", BICRYSTAL.format(crystal="GaAs.cif", units=15, azimuths=160, copies=2, pixels=64))
        self.write("other.yaml", BICRYSTAL.format(crystal="GaAs.cif", units=2, azimuths=3, copies=1, pixels=64))
        self.write("wide.yaml", BICRYSTAL.format(crystal="GaAs.cif", units=15, azimuths=3, copies=40, pixels=512))
        self.write("experiment.yaml", EXPERIMENT)
        if uid is not None:
            for path in [self.folder, *self.folder.iterdir()]:
                os.chown(path, uid, uid)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def start(self, arguments, cache="cache"):
        def become():
            if self.uid is not None:
                os.setgroups([])
                os.setgid(self.uid)
                os.setuid(self.uid)

        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder / cache)}
        return subprocess.Popen(
            [self.program, *arguments], cwd=self.folder, env=environment, preexec_fn=become,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, arguments, cache="cache"):
        """Runs the program to its end: (exit status, standard error)."""
        process = self.start(arguments, cache)
        _, errors = process.communicate(timeout=300)
        return process.returncode, errors

    def must(self, arguments, cache="cache"):
        status, errors = self.run(arguments, cache)
        if status not in (0, 1):
            raise SystemExit(f"{' '.join(arguments)} ended with {status}: {errors}")

    def killed(self, arguments, after, cache="cache"):
        """Kills the program so many seconds after its start; whether it was still running."""
        process = self.start(arguments, cache)
        time.sleep(after)
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return alive

    def remove(self, *names):
        for name in names:
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def files(self, below="."):
        """Every file below a folder with its bytes, caches left out."""
        found = {}
        for path in sorted((self.folder / below).rglob("*")):
            name = str(path.relative_to(self.folder))
            if path.is_file() and not name.startswith(("cache", "other-cache")):
                found[name] = path.read_bytes()
        return found

    def bytes(self, name):
        path = self.folder / name
        return path.read_bytes() if path.exists() else None


class Command:
    """One of the commands: how it is called, what it makes, and how it goes on after it was broken off."""

    def __init__(self, name, first, outputs, old=None, again=None):
        self.name, self.first, self.outputs = name, first, outputs
        #: A run that leaves other files under the same names.
        self.old = old
        self.again = again or first

    def made(self, workshop):
        """What it has made, without what depends on when and where it ran."""
        return {name: settled(name, workshop.bytes(name)) for name in self.outputs}


def settled(name, contents):
    """The contents of a file; of a record, without clock, cache and machine; of a page, whether it is whole."""
    if contents is not None and name.endswith(".html"):
        return contents.rstrip().endswith(b"</html>")
    if contents is None or not name.endswith("record.json"):
        return contents
    record = json.loads(contents)
    record.pop("machine")
    for entry in record["datasets"] + record["trials"]:
        entry.pop("seconds")
        entry.pop("cached", None)
    return json.dumps(record, sort_keys=True).encode()


def commands():
    learn = ["learn", "wide.hspy", "--method", "nmf", "-o", "result.h5", "--set"]
    results = [f"out/results/{d}--{m}.h5" for d in ("slow", "shifted") for m in ("nmf", "fuzzy-c-means", "oracle")]
    return [
        Command(
            "simulate", ["simulate", "slow.yaml", "-o", "data.hspy"], ["data.hspy"],
            old=["simulate", "other.yaml", "-o", "data.hspy"],
            again=["simulate", "slow.yaml", "-o", "data.hspy", "--resume"]),
        Command("learn", learn + ["components=3"], ["result.h5"], old=learn + ["components=2"]),
        Command(
            "validate", ["validate", "experiment.yaml", "--report", "out"],
            ["out/record.json", "out/index.html", "out/data/slow.hspy", "out/data/shifted.hspy", *results]),
        Command("convert", ["convert", "wide.hspy", "copy.blo"], ["copy.blo"], old=["convert", "narrow.hspy", "copy.blo"]),
        Command(
            "convert to .npy", ["convert", "wide.hspy", "copy.npy"], ["copy.npy", "copy.npy.json"],
            old=["convert", "narrow.hspy", "copy.npy"]),
    ]


def prepare(workshop):
    """The inputs that commands other than simulate take."""
    workshop.must(["simulate", "wide.yaml", "-o", "wide.hspy"])
    workshop.must(["simulate", "other.yaml", "-o", "narrow.hspy"])
