"""Runs the program over several ranks and holds what it makes against what one process makes.

    python3 Tests/Ranks/ranks.py .build-mpi/release/twinbench [--only NAME]

The program is one with the package trait MPI; mpirun is on the PATH. The standard library alone is used. Ends with status 1
where something does not hold.
"""

import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Trials"))
from workshop import BICRYSTAL, ROOT, Workshop

#: Ranks may outnumber processors here, and be root's, as in a container.
MPIRUN = ["mpirun", "--oversubscribe", "--bind-to", "none"]


class Ranks(Workshop):
    """The workshop, and the program over several ranks in it."""

    def __init__(self, program, folder):
        super().__init__(program, folder)
        models = {
            "azimuths": BICRYSTAL.format(crystal="GaAs.cif", units=2, azimuths=18, copies=1, pixels=64),
            # FFTW's transforms, whose plans decide the last bits.
            "double": BICRYSTAL.format(crystal="GaAs.cif", units=1, azimuths=10, copies=1, pixels=64).replace(
                "slices-per-unit: 9", "slices-per-unit: 9, precision: double"),
            "phonons": BICRYSTAL.format(crystal="GaAs.cif", units=1, azimuths=3, copies=1, pixels=64)
            + "scattering: {thermal: {frozen-phonons: {configurations: 4}}}\n",
            # The scan of a convergent probe: its positions in each configuration.
            "probe": BICRYSTAL.format(crystal="GaAs.cif", units=1, azimuths=2, copies=1, pixels=64).replace(
                "line-scan-bicrystal", "probe-scan")
            + 'illumination: {semi-angle: "1.5 mrad"}\nprobe: {window: [1, 2]}\n'
            + "scattering: {thermal: {frozen-phonons: {configurations: 2}}}\n",
            "long": BICRYSTAL.format(crystal="GaAs.cif", units=15, azimuths=400, copies=2, pixels=64),
            "noisy": BICRYSTAL.format(crystal="GaAs.cif", units=15, azimuths=8, copies=20, pixels=64).replace(
                'half-width: "4 nm^-1"', 'half-width: "4 nm^-1", dose: "100000 electrons"'),
        }
        for name, text in models.items():
            self.write(f"{name}.yaml", text)

    def many(self, count, arguments, cache="cache"):
        """Starts the program over so many ranks, in a process group of its own."""
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder / cache),
            "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "TMPDIR": "/tmp",
        }
        return subprocess.Popen(
            [*MPIRUN, "-n", str(count), self.program, *arguments], cwd=self.folder, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def over(self, count, arguments, cache="cache"):
        """Runs the program over so many ranks to its end: (exit status, standard output, standard error)."""
        process = self.many(count, arguments, cache)
        output, errors = process.communicate(timeout=300)
        return process.returncode, output, errors

    def plans_from(self, source, target):
        """A cache with nothing in it but the plans of the transforms of another."""
        self.remove(target)
        (self.folder / target / "twinbench").mkdir(parents=True)
        for path in (self.folder / source / "twinbench").glob("wisdom-*"):
            shutil.copy(path, self.folder / target / "twinbench")

    def reference(self, name):
        """The dataset of a model as one process makes it."""
        self.remove("cache")
        self.must(["simulate", f"{name}.yaml", "-o", f"{name}.hspy"])
        return self.bytes(f"{name}.hspy")

    def ranks_of(self, process):
        """Process numbers of the program's ranks."""
        found = []
        for folder in pathlib.Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                command = (folder / "cmdline").read_bytes().split(b"\0")
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError):
                continue
            if parent == process.pid and command[0].decode() == self.program:
                found.append(int(folder.name))
        return sorted(found)

    def ended(self, members):
        """Whether processes end within some seconds; one that nobody has waited for yet has ended."""

        def runs(member):
            try:
                return pathlib.Path(f"/proc/{member}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
            except OSError:
                return False

        end = time.monotonic() + 10
        while any(map(runs, members)):
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def blocks(self, name):
        return len(list((self.folder / f"{name}.hspy.partial").glob("block-*[0-9]")))

    def begun(self, process, name, count):
        """Waits until so many blocks of a simulation are finished."""
        end = time.monotonic() + 120
        while self.blocks(name) < count and time.monotonic() < end and process.poll() is None:
            time.sleep(0.01)


def same_bytes(ranks, name, count):
    whole = ranks.reference(name)
    ranks.plans_from("cache", "other-cache")
    output = f"{name}-{count}.hspy"
    status, _, errors = ranks.over(count, ["simulate", f"{name}.yaml", "-o", output], cache="other-cache")
    if status != 0:
        return f"status {status}: {errors}"
    return "" if ranks.bytes(output) == whole else f"{output} has other bytes than {name}.hspy of one process"


def killed(ranks, sent, count, again):
    """A rank is killed: the job ends, says so, and another number of ranks goes on to the same bytes."""
    whole = ranks.reference("long")
    ranks.remove("cache", "long.hspy")
    process = ranks.many(count, ["simulate", "long.yaml", "-o", "long.hspy"])
    ranks.begun(process, "long", 4)
    victims = ranks.ranks_of(process)
    if len(victims) != count:
        return f"{len(victims)} ranks are there, not {count}"
    os.kill(victims[-1], sent)
    try:
        _, errors = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return "the job goes on a minute after one of its ranks was killed"
    if process.returncode == 0:
        return "the job ended with status 0"
    if not errors.strip():
        return "nothing was said"
    if sent == signal.SIGTERM and "run the same command with --resume" not in errors:
        return f"nothing was said of --resume: {errors}"
    kept = ranks.blocks("long")
    if not 4 <= kept < 100 or ranks.bytes("long.hspy") is not None:
        return f"{kept} of 100 blocks were left"
    go_on = ["simulate", "long.yaml", "-o", "long.hspy", "--resume"]
    status, _, errors = ranks.over(again, go_on) if again > 1 else (*ranks.run(go_on)[:1], "", "")
    if status != 0:
        return f"--resume ended with {status}: {errors}"
    left = [path.name for path in ranks.folder.iterdir() if "long.hspy." in path.name]
    if left:
        return f"{left} were left"
    return "" if ranks.bytes("long.hspy") == whole else "the file has other bytes than that of one process"


def interrupted(ranks):
    """Ctrl-C on mpirun: all ranks end, and one process goes on to the same bytes."""
    whole = ranks.reference("long")
    ranks.remove("cache", "long.hspy")
    process = ranks.many(2, ["simulate", "long.yaml", "-o", "long.hspy"])
    ranks.begun(process, "long", 4)
    members = ranks.ranks_of(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    if process.returncode == 0:
        return "the job ended with status 0"
    if not ranks.ended(members):
        return "a rank goes on after its job has ended"
    if not 4 <= ranks.blocks("long") < 100:
        return f"{ranks.blocks('long')} of 100 blocks were left"
    status, errors = ranks.run(["simulate", "long.yaml", "-o", "long.hspy", "--resume"])
    if status != 0:
        return f"--resume ended with {status}: {errors}"
    return "" if ranks.bytes("long.hspy") == whole else "the file has other bytes than that of one process"


def scores(ranks, result):
    process = ranks.start(["evaluate", result, "--truth", "noisy.hspy", "--json"])
    output, errors = process.communicate(timeout=300)
    if process.returncode != 0:
        raise SystemExit(f"evaluate {result} ended with {process.returncode}: {errors}")
    found = {}
    for score in json.loads(output)["scores"]:
        if isinstance(score.get("value"), (int, float)):
            found[score["metric"], score.get("member")] = score["value"]
    return found


def learned(ranks, method, count):
    """Scores of a result of several ranks are those of one process's, to 1e-6 of each or of 1."""
    if ranks.bytes("noisy.hspy") is None:
        ranks.reference("noisy")
    learn = ["learn", "noisy.hspy", "--method", method, "-o"]
    ranks.must([*learn, f"{method}.h5"])
    status, _, errors = ranks.over(count, [*learn, f"{method}-{count}.h5"])
    if status != 0:
        return f"status {status}: {errors}"
    one, many = scores(ranks, f"{method}.h5"), scores(ranks, f"{method}-{count}.h5")
    # Singular values that NMF has no use for are left out over ranks, as they are of data larger than memory.
    missing = [name for name in one if name not in many and not name[0].startswith("scree")]
    if len(many) < 10 or missing:
        return f"{len(many)} scores, and {missing} are missing"
    for name, value in one.items():
        if name in many and abs(many[name] - value) > 1e-6 * max(1, abs(value)):
            return f"{name} is {many[name]}, and {value} of one process"
    return ""


def refused(ranks, arguments, words):
    """Bad input is said once, by the root, and ends the job with status 2."""
    status, _, errors = ranks.over(2, arguments)
    lines = [line for line in errors.splitlines() if line.startswith("twinbench: ")]
    if status != 2 or len(lines) != 1 or words not in lines[0]:
        return f"status {status}: {errors}"
    return ""


def trials():
    for name in ("azimuths", "double", "phonons", "probe"):
        for count in (2, 3):
            yield f"{name}: {count} ranks make the bytes of one process", lambda r, n=name, c=count: same_bytes(r, n, c)
    yield "kill -9 of a rank of 2, on with 3", lambda r: killed(r, signal.SIGKILL, 2, 3)
    yield "SIGTERM to a rank of 3, on with 2", lambda r: killed(r, signal.SIGTERM, 3, 2)
    yield "Ctrl-C, on with one process", interrupted
    for method in ("svd", "nmf", "fuzzy-c-means"):
        for count in (2, 3):
            yield f"learn: {method} over {count} ranks", lambda r, m=method, c=count: learned(r, m, c)
    yield "a misspelt key is said once", lambda r: refused(
        r, ["simulate", "azimuths.yaml", "-o", "bad.hspy", "--set", "precesion.angle=1 mrad"], "did you mean")
    yield "a method for one process is refused", lambda r: refused(
        r, ["learn", "noisy.hspy", "--method", "ica", "-o", "bad.h5"], "over several run")
    yield "a command for one process is refused", lambda r: refused_by_all(r)


def refused_by_all(ranks):
    status, _, errors = ranks.over(2, ["evaluate", "nmf.h5", "--truth", "noisy.hspy"])
    return "" if status == 2 and "processes were started" in errors else f"status {status}: {errors}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--only", default="", help="trials whose name has this in it")
    arguments = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        ranks = Ranks(arguments.program, folder)
        for name, trial in trials():
            if arguments.only not in name:
                continue
            start = time.monotonic()
            problem = trial(ranks)
            wrong += bool(problem)
            print(f"{'WRONG' if problem else 'holds'}  {name} ({time.monotonic() - start:.1f} s)", flush=True)
            if problem:
                print(f"       {problem}", file=sys.stderr, flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
