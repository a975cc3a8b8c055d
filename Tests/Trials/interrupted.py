"""Breaks off runs of the program and looks at what is left.

    python3 Tests/Trials/interrupted.py .build/release/twinbench [--seed 1] [--times 20] [--only NAME]

Each row: how often, how often every file was afterwards the old one or a whole new one and the same command went on to
the same bytes, and how often not. About half an hour. Full disks need the right to mount (root); the row says so where
they are left out. The standard library alone is used.
"""

import argparse
import contextlib
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from workshop import Workshop, commands, prepare

NOBODY = 65534


class Table:
    def __init__(self):
        self.rows = []

    def row(self, trial, results):
        """`results`: what was wrong with each trial, an empty text where nothing was."""
        wrong = [text for text in results if text]
        self.rows.append((trial, len(results), len(results) - len(wrong), len(wrong)))
        print(f"| {trial} | {len(results)} | {len(results) - len(wrong)} | {len(wrong)} |", flush=True)
        for text in wrong:
            print(f"    lost: {text}", file=sys.stderr, flush=True)

    @property
    def lost(self):
        return sum(row[3] for row in self.rows)


def reference(workshop, command):
    """What an undisturbed run makes, and how long it takes."""
    put_old(workshop, command, {})
    workshop.remove("reference-cache")
    start = time.monotonic()
    workshop.must(command.first, cache="reference-cache")
    return command.made(workshop), time.monotonic() - start


def put_old(workshop, command, old):
    """The state before the run: files of another run under the same names, or none."""
    litter = [path.name for path in workshop.folder.iterdir() if re.search(r"\.(tmp-|partial$|lock$)", path.name)]
    workshop.remove("cache", "out", *litter, *[name for name in command.outputs if "/" not in name])
    for name, contents in old.items():
        (workshop.folder / name).write_bytes(contents)


def old_files(workshop, command):
    if command.old is None:
        return {}
    put_old(workshop, command, {})
    workshop.must(command.old)
    return {name: workshop.bytes(name) for name in command.outputs}


def judged(workshop, command, old, new, before):
    """What is wrong after a run was broken off and run again, or nothing."""
    made = command.made(workshop)
    for name, contents in made.items():
        if contents not in (old.get(name), new[name]):
            return f"{command.name}: {name} is neither the old nor a whole new file"
    if command.name == "convert to .npy" and made["copy.npy.json"] is not None:
        pair = (made["copy.npy"], made["copy.npy.json"])
        if pair not in ((old.get("copy.npy"), old.get("copy.npy.json")), (new["copy.npy"], new["copy.npy.json"])):
            return "convert: axes of one run beside the array of another"
    status, errors = workshop.run(command.again)
    if status not in (0, 1):
        return f"{command.name}: run again, it ended with {status}: {errors.strip()}"
    if command.made(workshop) != new:
        return f"{command.name}: run again, it made other bytes"
    extra = set(workshop.files()) - before - set(command.outputs) - {"out/scores.csv", "out/convergence.csv"}
    extra = {name for name in extra if not name.startswith("out/")} | {
        name for name in extra if re.search(r"\.(tmp|partial|lock)", name)}
    return f"{command.name}: it left {', '.join(sorted(extra))}" if extra else ""


def killed(table, workshop, stream, times, only):
    """kill -9 at random moments."""
    for command in commands():
        if not command.name.startswith(only):
            continue
        old = old_files(workshop, command)
        new, seconds = reference(workshop, command)
        before = set(workshop.files()) | set(old)
        results = []
        while len(results) < times:
            put_old(workshop, command, old)
            moment = stream.uniform(0, seconds)
            if not workshop.killed(command.first, moment):
                continue  # it had come to its end
            fault = judged(workshop, command, old, new, before)
            results.append(fault and f"{fault} (killed after {moment:.3f} of {seconds:.3f} s)")
        table.row(f"kill -9, {command.name}", results)
        put_old(workshop, command, {})


@contextlib.contextmanager
def small_disk(parent, kilobytes):
    place = pathlib.Path(tempfile.mkdtemp(dir=parent))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)
        place.rmdir()


def complaint(command, status, errors):
    """What is wrong with how a run failed that could not write, or nothing."""
    lines = errors.strip().splitlines()
    if status < 0:
        return f"{command.name}: ended by signal {-status}"
    if status not in (2, 3):
        return f"{command.name}: ended with {status} though nothing could be written"
    errors = [line for line in lines if line.startswith("twinbench: ")]
    return "" if len(errors) == 1 else f"{command.name}: {len(errors)} lines of error: {lines}"


def full_disk(table, workshop, stream, times, only):
    """Disks that hold a random part of what the command writes."""
    if os.geteuid() != 0:
        print("full disk: left out, it needs the right to mount (root)")
        return
    for command in commands():
        if not command.name.startswith(only):
            continue
        old = old_files(workshop, command)
        new, _ = reference(workshop, command)
        inputs = {name: contents for name, contents in workshop.files().items() if "/" not in name}
        room = sum(len(contents) for contents in inputs.values())
        used = sum(path.stat().st_size for path in (workshop.folder / "reference-cache").rglob("*") if path.is_file())
        used += sum((workshop.folder / name).stat().st_size for name in command.outputs)
        results = []
        for _ in range(times):
            size = int((room + stream.uniform(0, used)) / 1024) + 80
            with small_disk(workshop.folder, size) as place:
                small = Workshop(workshop.program, place)
                for name, contents in {**inputs, **old}.items():
                    if name not in command.outputs or name in old:
                        (place / name).write_bytes(contents)
                before = set(small.files())
                status, errors = small.run(command.first)
                fault = "" if status in (0, 1) else complaint(command, status, errors)
                left = [name for name in small.files() if ".tmp-" in name]
                if left:
                    fault = fault or f"{command.name}: a full disk left {left}"
                subprocess.run(["mount", "-o", "remount,size=200m", place], check=True)
                fault = fault or judged(small, command, old, new, before)
                results.append(fault and f"{fault} (disk of {size} kB)")
        table.row(f"full disk, {command.name}", results)
        put_old(workshop, command, {})


def read_only(table, program, stream, times, only, parent):
    """A folder that may not be written any more from a random moment on."""
    uid = NOBODY if os.geteuid() == 0 else None
    workshop = Workshop(program, parent / "read-only", uid)
    prepare(workshop)
    for command in commands():
        if not command.name.startswith(only):
            continue
        old = old_files(workshop, command)
        new, seconds = reference(workshop, command)
        before = set(workshop.files()) | set(old)
        folder = workshop.folder / "out" if command.name == "validate" else workshop.folder
        results = []
        for _ in range(times):
            put_old(workshop, command, old)
            for name in old:
                os.chown(workshop.folder / name, uid or os.getuid(), -1)
            if command.name == "validate":
                folder.mkdir()
                os.chown(folder, uid or os.getuid(), -1)
            process = workshop.start(command.first)
            moment = stream.uniform(0, seconds)
            time.sleep(moment)
            folders = [folder, *[path for path in folder.rglob("*") if path.is_dir() and "cache" not in str(path)]]
            for path in folders:
                path.chmod(0o555)
            _, errors = process.communicate(timeout=300)
            for path in folders:
                path.chmod(0o755)
            status = process.returncode
            fault = "" if status in (0, 1) else complaint(command, status, errors)
            fault = fault or judged(workshop, command, old, new, before)
            results.append(fault and f"{fault} (read-only after {moment:.3f} of {seconds:.3f} s)")
        table.row(f"folder made read-only, {command.name}", results)
        put_old(workshop, command, {})


def two_at_once(table, workshop, stream, times, only):
    """A second run that writes to the output of a first one."""
    for command in commands():
        if not command.name.startswith(only):
            continue
        new, seconds = reference(workshop, command)
        results = []
        while len(results) < times:
            put_old(workshop, command, {})
            first = workshop.start(command.first)
            time.sleep(stream.uniform(0.1, 0.6) * seconds)
            status, errors = workshop.run(command.first, cache="other-cache")
            still = first.poll() is None
            _, first_errors = first.communicate(timeout=300)
            workshop.remove("other-cache")
            fault = ""
            if first.returncode not in (0, 1):
                fault = f"the first run ended with {first.returncode}: {first_errors.strip()}"
            elif command.made(workshop) != new:
                fault = "the first run made other bytes"
            elif status not in (2, 3) and not still:
                continue  # The first was over before the second began.
            elif status != 2 or str(first.pid) not in errors:
                fault = f"the second run ended with {status} and did not name {first.pid}: {errors.strip()}"
            results.append(fault and f"{command.name}: {fault}")
        table.row(f"two runs at once, {command.name}", results)
        put_old(workshop, command, {})


def shared_cache(table, workshop, stream, times):
    """Two runs of one experiment into two folders, over one cache."""
    command = next(command for command in commands() if command.name == "validate")
    new, seconds = reference(workshop, command)
    results = []
    for _ in range(times):
        put_old(workshop, command, {})
        first = workshop.start(command.first)
        time.sleep(stream.uniform(0, seconds))
        status, errors = workshop.run(["validate", "experiment.yaml", "--report", "twice"])
        _, first_errors = first.communicate(timeout=300)
        fault = ""
        if status not in (0, 1) or first.returncode not in (0, 1):
            fault = f"ended with {first.returncode} and {status}: {first_errors.strip()} {errors.strip()}"
        elif "damaged" in errors + first_errors:
            fault = f"an entry was taken for damaged: {errors + first_errors}"
        elif command.made(workshop) != new:
            fault = "the first run made other bytes"
        else:
            twice = {name: workshop.bytes(name.replace("out/", "twice/")) for name in new if name.endswith((".hspy", ".h5"))}
            if any(contents != new[name] for name, contents in twice.items()):
                fault = "the second run made other bytes"
        results.append(fault)
        workshop.remove("twice")
    table.row("two runs at once over one cache, validate", results)


def altered_cache(table, workshop, stream, times):
    """An entry of the cache that was cut short or altered."""
    command = next(command for command in commands() if command.name == "validate")
    new, _ = reference(workshop, command)
    kept = workshop.folder / "reference-cache"
    entries = sorted(
        path for path in kept.rglob("*") if path.is_file() and (path.with_name(path.name + ".sha256")).exists())
    # The fresh run again, so that a later stage takes what an earlier one made.
    results = []
    for number in range(times):
        put_old(workshop, command, {})
        shutil.copytree(kept, workshop.folder / "cache")
        entry = workshop.folder / "cache" / stream.choice(entries).relative_to(kept)
        contents = bytearray(entry.read_bytes())
        way = ["cut short", "altered", "emptied", "removed"][number % 4]
        if way == "cut short":
            contents = contents[:stream.randrange(len(contents))]
        elif way == "altered":
            contents[stream.randrange(len(contents))] ^= 1 << stream.randrange(8)
        elif way == "emptied":
            contents = b""
        entry.unlink() if way == "removed" else entry.write_bytes(contents)
        status, errors = workshop.run(command.first)
        made = command.made(workshop)
        name = str(entry.relative_to(workshop.folder / "cache"))
        # Beams are not looked at while the dataset that was made of them is there.
        is_used = "/beams/" not in f"/{name}"
        fault = ""
        if status not in (0, 1):
            fault = f"ended with {status}: {errors.strip()}"
        elif made != new:
            wrong = [key for key in new if made[key] != new[key]]
            fault = f"other bytes in {', '.join(wrong)}"
        elif is_used and "made again" not in errors:
            fault = "it did not say so"
        elif is_used and entry.exists() and way != "removed" and entry.read_bytes() == contents:
            fault = "the entry was not made again"
        results.append(fault and f"{name} {way}: {fault}")
    table.row("cache entry cut short, altered, emptied or removed, validate", results)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="", help="commands whose name begins so")
    parser.add_argument("--kinds", default="killed,full,read-only,two,shared,cache")
    options = parser.parse_args()
    kinds = options.kinds.split(",")
    table = Table()
    start = time.monotonic()
    print("| trial | times | survived | lost |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory(prefix="twinbench-trials-") as folder:
        parent = pathlib.Path(folder)
        parent.chmod(0o755)
        workshop = Workshop(options.program, parent / "work")
        prepare(workshop)

        def stream(kind):
            return random.Random(f"{options.seed} {kind}")

        if "killed" in kinds:
            killed(table, workshop, stream("killed"), options.times, options.only)
        if "full" in kinds:
            full_disk(table, workshop, stream("full"), options.times, options.only)
        if "read-only" in kinds:
            read_only(table, options.program, stream("read-only"), options.times, options.only, parent)
        if "two" in kinds:
            two_at_once(table, workshop, stream("two"), options.times, options.only)
        if "shared" in kinds and "validate".startswith(options.only):
            shared_cache(table, workshop, stream("shared"), options.times)
        if "cache" in kinds and "validate".startswith(options.only):
            altered_cache(table, workshop, stream("cache"), options.times)
    print(f"seed {options.seed}, {time.monotonic() - start:.0f} s, {table.lost} lost")
    sys.exit(1 if table.lost else 0)


if __name__ == "__main__":
    main()
