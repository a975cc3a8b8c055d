#!/usr/bin/env python3
"""Makes small faults by rule in the numeric files of a room, one at a time, and counts how many the tests catch.

    mutants.py                              20 mutants in each of Multislice, Detection, Learning and Metrics
    mutants.py --rooms Metrics --count 5    fewer
    mutants.py --list                       what would be drawn, without building anything

Each mutant is built in a copy of the last commit and tested: the room's own tests first (a build of that room and what it
needs), then all other tests, then the paper's experiment against its baseline; the first failure ends it. A mutant that does
not compile is drawn anew, and so is one of Scripts/equivalent-mutants.txt, which changes no number. The draw follows from
--seed. What was found is kept beside the copy, so that a stopped run goes on. With other sources in its room a mutant is tried
anew; with other tests only those that nothing caught. The table is written to --report.
"""

import argparse
import dataclasses
import hashlib
import json
import os
import pathlib
import random
import re
import shlex
import signal
import subprocess
import sys
import threading
import time

ROOMS = ["Multislice", "Detection", "Learning", "Metrics"]
# Tables of numbers, texts and errors: nothing in them computes.
NOT_NUMERIC = re.compile(r"(Table|Error|MetricList|TruthFreeMetrics|Catalogue|Options|Traits)\.swift$|/ScanMetrics\.swift$")

# name, pattern of what is replaced, its replacement
REPLACEMENTS = [
    ("sign", r"(?<=[=(,:] )-(?=[\w(.])", ""),
    ("sign", r"(?<=\()-(?=[\w(.])", ""),
    ("sign", r"(?<=return )-(?=[\w(.])", ""),
    ("operator", r" \+ (?=[\w(.])", " - "),
    ("operator", r" - (?=[\w(.])", " + "),
    ("operator", r" \* ", " / "),
    ("operator", r" / ", " * "),
    ("operator", r" \+= ", " -= "),
    ("operator", r" -= ", " += "),
    ("operator", r" \*= ", " /= "),
    ("operator", r" /= ", " *= "),
    ("operator", r" && ", " || "),
    ("operator", r" \|\| ", " && "),
    ("operator", r"\bmax\(", "min("),
    ("operator", r"\bmin\(", "max("),
    ("operator", r" == ", " != "),
    ("axis", r"\.x\b", ".y"),
    ("axis", r"\.y\b", ".x"),
    ("axis", r"\bkx\b", "ky"),
    ("axis", r"\bky\b", "kx"),
    ("axis", r"\bnx\b", "ny"),
    ("axis", r"\bny\b", "nx"),
    ("axis", r"\.rows\b", ".columns"),
    ("axis", r"\.columns\b", ".rows"),
    ("axis", r"\.row\(", ".column("),
    ("axis", r"\.column\(", ".row("),
    ("axis", r"\bscanX\b(?!:)", "scanY"),
    ("axis", r"\bscanY\b(?!:)", "scanX"),
    ("axis", r"\bdetectorX\b(?!:)", "detectorY"),
    ("axis", r"\bdetectorY\b(?!:)", "detectorX"),
    ("conjugate", r"\.conjugate\b", ""),
    ("conjugate", r"\.transposed\b", ""),
    ("conjugate", r"transposing(First|Second): true", r"transposing\1: false"),
    ("bound", r" < (?=[\w(.])", " <= "),
    ("bound", r" <= (?=[\w(.])", " < "),
    ("bound", r" > (?=[\w(.])", " >= "),
    ("bound", r" >= (?=[\w(.])", " > "),
    ("bound", r"\.\.<", "..."),
    ("bound", r"\b0\.\.<", "1..<"),
    ("bound", r" [+-] 1\b(?!\.)", ""),
    ("bound", r"\.dropFirst\(\)", ""),
    ("bound", r"\.dropLast\(\)", ""),
]
# A crash is enough to know: its backtrace takes seconds, and does not always end.
QUIET = {"SWIFT_BACKTRACE": "enable=no"}
# What swift test prints when something fails.
FAILURE = re.compile(r"✘ Test (?!run)")
# Two plain arguments of a call.
ARGUMENTS = re.compile(r"(?<!min\()(?<!max\()(?<=[\w)]\()(\w+: )?(\w[\w.]*), (\w+: )?(\w[\w.]*)(?=[,)])")
# Functions of which it does not matter in which order they get two arguments: exchanging them is no fault.
SYMMETRIC = ("dot(", "hypot(")
# A line that is a statement by itself and changes something.
STATEMENT = re.compile(r"^\s*(?!self\.)[a-z_]\w*[\w.]*(\[[^\]]*\])* [-+*/&|]?= [^{]*[^{,(\[&|+*/-]$")


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    column: int
    rule: str
    before: str
    after: str

    @property
    def key(self):
        return hashlib.sha256(repr(dataclasses.astuple(self)).encode()).hexdigest()[:16]


def code_of(line):
    """A line with its comments and texts blanked, or None where nothing may be changed."""
    text = line.rstrip("\n")
    stripped = text.strip()
    if not stripped or stripped.startswith(("//", "import ", "internal import", "public import", "package import", "@", "case .")):
        return None
    if "container." in stripped or re.search(r"\bfunc \w|\binit[?]?\(|\b(struct|enum|class|protocol|extension|typealias|operator) |precondition", stripped):
        return None
    text = re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: '"' + "\0" * (len(found.group()) - 2) + '"', text)
    comment = text.find("//")
    return text if comment < 0 else text[:comment]


def mutants_of(path, root):
    """All mutants of a file."""
    found = []
    name = str(path.relative_to(root))
    in_text = False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.count('"""') == 1:
            in_text = not in_text
            continue
        code = None if in_text or '"""' in line else code_of(line)
        if code is None:
            continue
        for rule, pattern, replacement in REPLACEMENTS:
            for place in re.finditer(pattern, code):
                after = line[: place.start()] + place.expand(replacement) + line[place.end():]
                found.append(Mutant(name, number, place.start(), rule, line, after))
        for place in ARGUMENTS.finditer(code):
            first, a, second, b = (text or "" for text in place.groups())
            if a != b:
                swapped = f"{first}{b}, {second}{a}"
                after = line[: place.start()] + swapped + line[place.end():]
                found.append(Mutant(name, number, place.start(), "argument", line, after))
        if STATEMENT.match(code):
            found.append(Mutant(name, number, 0, "statement", line, re.match(r"\s*", line).group() + "// skipped"))
    return found


def draw(room, root, seed):
    """Mutants of a room in the order of the draw: file after file in turn, the rule drawn before the place."""
    random_numbers = random.Random(f"{seed} {room}")
    files = sorted(path for path in (root / "Sources" / room).rglob("*.swift") if not NOT_NUMERIC.search(str(path)))
    random_numbers.shuffle(files)
    by_file = [mutants for mutants in (mutants_of(path, root) for path in files) if mutants]
    while by_file:
        for mutants in list(by_file):
            rule = random_numbers.choice(sorted({mutant.rule for mutant in mutants}))
            chosen = random_numbers.choice([mutant for mutant in mutants if mutant.rule == rule])
            mutants.remove(chosen)
            if not mutants:
                by_file.remove(mutants)
            if chosen.rule != "argument" or not chosen.before[: chosen.column].endswith(SYMMETRIC):
                yield chosen


def entries(text, start):
    """The elements of the array literal that opens at `start`, split at its commas."""
    depth, begin, parts, in_string, position = 0, start + 1, [], False, start
    while True:
        character = text[position]
        if character == '"':
            in_string = not in_string
        elif not in_string and text.startswith("//", position):
            position = text.index("\n", position)
        elif not in_string and character in "[(":
            depth += 1
        elif not in_string and character in "])":
            depth -= 1
            if depth == 0:
                return parts + [text[begin:position]], position + 1
        elif not in_string and character == "," and depth == 1:
            parts.append(text[begin:position])
            begin = position + 1
        position += 1


def manifest_of(room, manifest):
    """Package.swift with the room's tests and what they need, and nothing else."""
    targets = manifest.rindex("targets: [") + len("targets: ")
    parts, end = entries(manifest, targets)
    by_name = {}
    for part in parts:
        code = re.sub(r"//[^\n]*", "", part)
        names = re.findall(r'"([^"]+)"', code)
        if names:
            extra = ["TestSupport"] if code.strip().startswith("tests(") else []
            by_name[names[0]] = (code.strip(), names[1:] + extra)
    wanted, open_names = [], [f"{room}Tests"]
    while open_names:
        name = open_names.pop()
        if name in by_name and name not in wanted:
            wanted.append(name)
            open_names += by_name[name][1]
    kept = ",\n".join(by_name[name][0] for name in by_name if name in wanted)
    products = manifest.index("products: [") + len("products: ")
    _, products_end = entries(manifest, products)
    return manifest[:products] + "[]" + manifest[products_end:targets] + "[\n" + kept + "\n]" + manifest[end:]


def equivalents(root):
    """The mutants that change no number, from the list beside this script; each must be one of what the sources hold."""
    path = root / "Scripts" / "equivalent-mutants.txt"
    blocks = [[line for line in block.splitlines() if not line.startswith("#")] for block in path.read_text().split("\n\n")]
    found = set()
    for block in filter(None, blocks):
        if len(block) != 4:
            sys.exit(f"mutants: {path.name}: not a file, a line, what it becomes and why: {block}")
        file, before, after, _ = block
        source = root / file
        if not source.exists() or (before, after) not in {texts(mutant) for mutant in mutants_of(source, root)}:
            sys.exit(f"mutants: {path.name}: {file} has no such mutant any more; remove it:\n  {before}\n  {after}")
        found.add((file, before, after))
    return found


def texts(mutant):
    return mutant.before.strip(), mutant.after.strip()


class Trial:
    """The copy, and what is run in it."""

    def __init__(self, options, root):
        self.copy = pathlib.Path(options.copy).resolve()
        self.prefix = shlex.split(options.prefix)
        self.only_room = options.room_tests_only
        if not self.copy.exists():
            self.copy.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(root), str(self.copy)], check=True)
        self.root = root
        self.commit = self.revision("HEAD")
        self.tests_digest = self.revision("HEAD:Tests")
        self.git("fetch", "--quiet", str(root), "HEAD")
        self.git("checkout", "--quiet", "--force", "--detach", self.commit)
        self.manifest = (self.copy / "Package.swift").read_text()

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.copy, check=True)

    def revision(self, name):
        """What git calls a commit, or a folder in it."""
        found = subprocess.run(["git", "rev-parse", name], cwd=self.root, check=True, capture_output=True, text=True)
        return found.stdout.strip()

    def run(self, command, limit):
        """The exit status and what was printed, to the first test that fails; status None where it ran out of time."""
        with subprocess.Popen(
            self.prefix + command, cwd=self.copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace", start_new_session=True, env={**os.environ, **QUIET},
        ) as process:
            late = threading.Event()

            def kill():
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass

            def stop():
                late.set()
                kill()

            timer = threading.Timer(limit, stop)
            timer.start()
            output = []
            try:
                for line in process.stdout:
                    output.append(line)
                    if FAILURE.match(line):
                        break
            finally:
                timer.cancel()
                if output and FAILURE.match(output[-1]) or sys.exc_info()[0]:
                    kill()
            process.wait()
        return None if late.is_set() else process.returncode, "".join(output)

    def tests(self, scratch, arguments, limit):
        """"passed", "failed", "timeout" or "no compile"."""
        command = ["swift", "test", "-c", "release", "--disable-testable-imports", "--scratch-path", scratch, *arguments]
        status, output = self.run(command, limit)
        (self.copy / ".build-mutants-last.log").write_text(output)
        if status == 0 and re.search(r"Test run with [1-9]\d* tests?", output):
            return "passed"
        if status == 0:
            sys.exit(f"mutants: no test ran: {' '.join(command)}\n{output[-2000:]}")
        if "Test run started" in output:
            return "timeout" if status is None else "failed"
        if status is None:
            sys.exit(f"mutants: the build took more than {limit:.0f} s; raise --limit")
        return "no compile"

    def is_open(self, entry):
        """Whether a mutant that was tried before may be caught now."""
        if entry["outcome"].startswith("caught") or entry["outcome"] == "no compile":
            return False
        more_tests = entry["outcome"].startswith("not caught") and not self.only_room
        return more_tests or entry["tests"] != self.tests_digest

    def of_room(self, room, limit):
        (self.copy / "Package.swift").write_text(manifest_of(room, self.manifest))
        try:
            return self.tests(".build-room", ["--filter", f"{room}Tests"], limit)
        finally:
            (self.copy / "Package.swift").write_text(self.manifest)

    def of_rest(self, room, limit):
        found = self.tests(".build-all", ["--skip", f"{room}Tests"], limit)
        if found != "passed":
            return found
        status, _ = self.run(
            [".build-all/release/twinbench", "check", "Validation/paper.yaml", "--baseline", "Validation/baselines/paper.json",
             "--cache", ".build-all/mutant-cache", "--report", ".build-all/mutant-report"], limit)
        self.run(["rm", "-rf", ".build-all/mutant-cache", ".build-all/mutant-report"], limit)
        return "passed" if status == 0 else "failed"

    def outcome(self, mutant, room, room_limit, limit):
        path = self.copy / mutant.file
        text = path.read_text()
        lines = text.split("\n")
        if lines[mutant.line - 1] != mutant.before:
            sys.exit(f"mutants: {mutant.file}:{mutant.line} is not what was drawn; the copy was changed")
        lines[mutant.line - 1] = mutant.after
        path.write_text("\n".join(lines))
        try:
            found = self.of_room(room, room_limit)
            if found == "no compile":
                return found
            if found != "passed":
                return "caught by the room's tests"
            if self.only_room:
                return "not caught by the room's tests"
            return "survived" if self.of_rest(room, limit) == "passed" else "caught by the rest"
        finally:
            path.write_text(text)


def table(drawn, passed_over, commit, options):
    """The counts by room, and the mutants that nothing caught, as Markdown."""
    by_own, by_rest = "caught by the room's tests", "caught by the rest"
    rows = ["| room | tried | caught by its own tests | by the rest | not caught | share caught | equivalent, passed over |",
            "|---|---|---|---|---|---|---|"]
    left = []
    for room in options.rooms:
        tried = [entry for entry in drawn.get(room, []) if entry["outcome"] != "no compile"]
        own, rest = (sum(entry["outcome"] == outcome for entry in tried) for outcome in (by_own, by_rest))
        share = f"{100 * (own + rest) / len(tried):.0f} %" if tried else ""
        rest_text = "not run" if options.room_tests_only else rest
        rows.append(f"| {room} | {len(tried)} | {own} | {rest_text} | {len(tried) - own - rest} | {share} | {passed_over[room]} |")
        left += [entry for entry in tried if not entry["outcome"].startswith("caught")]
    lines = rows + ["", f"Seed {options.seed}, commit {commit[:10]}."]
    if left:
        lines += ["", "Not caught:", ""]
        lines += [f"- {entry['file']}:{entry['line']} ({entry['rule']}): `{entry['before'].strip()}` became "
                  f"`{entry['after'].strip()}`" for entry in left]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", default=",".join(ROOMS), help="separated by commas")
    parser.add_argument("--count", type=int, default=20, help="mutants in each room (20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copy", default=".build/mutants", help="the copy that is changed and built")
    parser.add_argument("--report", default="Reports/mutants.md", help="where the table is written")
    parser.add_argument("--limit", type=float, default=3600, help="seconds that all tests and their build may take")
    parser.add_argument("--room-limit", type=float, default=900, help="seconds that a room's tests and their build may take")
    parser.add_argument("--prefix", default="", help="a command that runs the builds and tests, such as 'nice'")
    parser.add_argument("--room-tests-only", action="store_true", help="leave out all tests but the room's own")
    parser.add_argument("--list", action="store_true", help="print the draw and build nothing")
    options = parser.parse_args()
    options.rooms = options.rooms.split(",")
    root = pathlib.Path(__file__).resolve().parent.parent
    for room in options.rooms:
        if room not in ROOMS:
            parser.error(f"--rooms: {room} is none of {', '.join(ROOMS)}")
    if options.list:
        without_effect = equivalents(root)
        for room in options.rooms:
            drawn = (mutant for mutant in draw(room, root, options.seed) if (mutant.file, *texts(mutant)) not in without_effect)
            for mutant, _ in zip(drawn, range(options.count)):
                print(f"{mutant.file}:{mutant.line} {mutant.rule}\n    {mutant.before.strip()}\n    {mutant.after.strip()}")
        return
    trial = Trial(options, root)
    store = trial.copy.parent / f"{trial.copy.name}-{options.seed}.json"
    found = json.loads(store.read_text()) if store.exists() else {}
    report = root / options.report
    drawn = {room: [] for room in options.rooms}
    passed_over = {room: 0 for room in options.rooms}
    without_effect = equivalents(trial.copy)
    for room in options.rooms:
        sources = trial.revision(f"HEAD:Sources/{room}")
        found[room] = [entry for entry in found.get(room, []) if entry["sources"] == sources]
        known = {entry["key"]: entry for entry in found[room]}
        whole = None
        tried = 0
        for mutant in draw(room, trial.copy, options.seed):
            if tried == options.count:
                break
            if (mutant.file, *texts(mutant)) in without_effect:
                passed_over[room] += 1
                continue
            entry = known.get(mutant.key)
            if entry is None or trial.is_open(entry):
                if whole is None:
                    whole = trial.of_room(room, options.limit)
                    if whole != "passed":
                        sys.exit(f"mutants: the tests of {room} do not pass without a mutant: {whole}")
                began = time.monotonic()
                outcome = trial.outcome(mutant, room, options.room_limit, options.limit)
                entry = {**dataclasses.asdict(mutant), "key": mutant.key, "outcome": outcome, "sources": sources,
                         "tests": trial.tests_digest, "seconds": round(time.monotonic() - began)}
                found[room] = [other for other in found[room] if other["key"] != mutant.key] + [entry]
                store.write_text(json.dumps(found, indent=1))
                print(f"{room} {mutant.file}:{mutant.line} ({mutant.rule}): {outcome}, {entry['seconds']} s", flush=True)
            drawn[room].append(entry)
            report.parent.mkdir(parents=True, exist_ok=True)
            report.write_text(table(drawn, passed_over, trial.commit, options))
            tried += entry["outcome"] != "no compile"
    print(table(drawn, passed_over, trial.commit, options), end="")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
