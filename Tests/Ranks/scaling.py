"""Measures what a slice step, a potential and a pass over data cost, and how 2 ranks do against 1: docs/clusters.md.

    python3 Tests/Ranks/scaling.py .build-mpi/release/twinbench [simulate] [learn] [--times 3]

One thread a rank, each rank on a processor of its own; medians of interleaved runs, on a machine that does nothing else.
Prints tables in Markdown. About ten minutes. The standard library alone is used.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

LINE_SCAN = """\
kind: line-scan-bicrystal
crystal: {crystal}
debye-waller: {{Ga: "0.68 Å^2", As: "0.56 Å^2"}}
twin: {{axis: [1, -1, 1], angle: "180 deg"}}
beam: {{zone: [3, 1, 1], up: [0, -1, 1]}}
stack: {{unit: "3.74997 nm", units: {units}}}
precession: {{angle: "10 mrad", azimuths: {azimuths}}}
scattering: {{thermal: {{frozen-phonons: {{configurations: {configurations}}}}}}}
discretization: {{grid: [{nx}, {ny}], slices-per-unit: 9}}
scan: {{pure-copies: 1}}
detector: {{pixels: [64, 64], half-width: "4 nm^-1"}}
"""

COUNTS = """\
kind: gaussian-arrays
pixels: [256, 256]
sigma: "2.5 px"
cut-off: "8 px"
members:
  - {{name: A, lattice: {{spacing: "32 px", origin: [128, 128], range: [-3, 3], sites: all}}}}
  - {{name: B, lattice: {{spacing: "32 px", origin: [144, 144], range: [-4, 3], sites: all}}}}
scan: {{pure: 12, mixed: 16, lines: {lines}}}
counts: 20
storage: uint16
"""


class Machine:
    def __init__(self, program, folder, times):
        self.program, self.folder, self.times = str(pathlib.Path(program).resolve()), pathlib.Path(folder), times
        self.caches = 0

    def run(self, ranks, arguments):
        """The program's summary; every run has an empty cache."""
        self.caches += 1
        environment = dict(
            os.environ, XDG_CACHE_HOME=str(self.folder / f"cache-{self.caches}"), OMPI_ALLOW_RUN_AS_ROOT="1",
            OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
        command = ["mpirun", "--bind-to", "core", "-n", str(ranks), self.program, *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}: {done.stderr}")
        return json.loads(done.stdout)

    def medians(self, jobs):
        """Median seconds of each job (ranks, arguments), run in turns."""
        seconds = [[] for _ in jobs]
        for _ in range(self.times):
            for found, (ranks, arguments) in zip(seconds, jobs):
                found.append(self.run(ranks, arguments)["seconds"])
        return [statistics.median(found) for found in seconds]


class LineScan:
    """A simulation, and what its cost is made of."""

    def __init__(self, machine, grid, units, azimuths, configurations):
        self.name = f"{grid[0]}x{grid[1]}-{units}-{azimuths}-{configurations}"
        self.grid, self.units, self.azimuths, self.configurations = grid, units, azimuths, configurations
        text = LINE_SCAN.format(
            crystal=ROOT / "Models/crystals/GaAs.cif", nx=grid[0], ny=grid[1], units=units, azimuths=azimuths,
            configurations=configurations)
        (machine.folder / f"{self.name}.yaml").write_text(text)
        # Position k goes through k units of A, shared by all positions, and the rest of B.
        self.steps = 9 * (units + units * (units + 1) // 2) * azimuths * configurations
        self.potentials = 2 * 9 * units * configurations

    @property
    def arguments(self):
        return ["simulate", f"{self.name}.yaml", "-o", f"{self.name}.hspy", "--threads", "1", "--json"]

    def loads(self, ranks=1):
        """1, points × log₂ of slice steps, points of potentials; 10⁹ of them, of the rank with most."""
        points = self.grid[0] * self.grid[1]
        blocks = math.ceil(self.azimuths / 4) * self.configurations
        share = math.ceil(blocks / ranks) / blocks
        made = math.ceil(self.configurations / ranks) / self.configurations
        return [1, self.steps * share * points * math.log2(points) / 1e9, self.potentials * made * points / 1e9]


def fitted(rows, values):
    """Least squares of relative errors, by the normal equations."""
    rows = [[x / value for x in row] for row, value in zip(rows, values)]
    n = len(rows[0])
    matrix = [[sum(row[i] * row[j] for row in rows) for j in range(n)] + [sum(row[i] for row in rows)] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(matrix[k][i]))
        matrix[i], matrix[pivot] = matrix[pivot], matrix[i]
        for k in range(n):
            if k != i:
                factor = matrix[k][i] / matrix[i][i]
                matrix[k] = [a - factor * b for a, b in zip(matrix[k], matrix[i])]
    return [matrix[i][n] / matrix[i][i] for i in range(n)]


def simulate(machine):
    small, middle, large = (180, 54), (360, 108), (512, 512)
    jobs = [
        LineScan(machine, small, 6, 64, 2), LineScan(machine, small, 6, 192, 2),
        LineScan(machine, middle, 3, 32, 2), LineScan(machine, middle, 3, 96, 2),
        LineScan(machine, large, 1, 16, 2), LineScan(machine, large, 1, 64, 2), LineScan(machine, large, 1, 64, 4),
    ]
    one = machine.medians([(1, job.arguments) for job in jobs])
    model = fitted([job.loads() for job in jobs], one)
    print(
        f"\nseconds = {model[0]:.2f} + {model[1]:.3g} × slice steps × points × log₂ points / 10⁹ "
        f"+ {model[2]:.3g} × potentials × points / 10⁹\n")
    two = machine.medians([(2, job.arguments) for job in jobs])

    def expected(job, ranks):
        return sum(a * b for a, b in zip(model, job.loads(ranks)))

    print("| grid | slice steps | potentials | 1 rank, s | model | 2 ranks, s | model | ratio |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for job, alone, both in zip(jobs, one, two):
        print(
            f"| {job.grid[0]} × {job.grid[1]} | {job.steps} | {job.potentials} | {alone:.2f} | {expected(job, 1):.2f} "
            f"| {both:.2f} | {expected(job, 2):.2f} | {alone / both:.2f} |")
    print("\nweak scaling: 1 rank with 2 configurations against 2 ranks with 4: "
          f"{one[5] / two[6]:.3f} (1 is perfect)")


def learn(machine, methods):
    """Data larger than what a process holds (2²⁷ values): 1 rank reads them at each pass, 2 ranks do so of the last only."""
    methods = {name: [] for name in methods}
    print("\n| patterns of 256 × 256 | method | 1 rank, s | passes | 2 ranks, s | ratio |")
    print("|--:|---|--:|--:|--:|--:|")
    sizes = (52, 78, 105)
    for lines in sizes:
        (machine.folder / "counts.yaml").write_text(COUNTS.format(lines=lines))
        machine.run(1, ["simulate", "counts.yaml", "-o", "counts.hspy", "--json"])
        for method in methods:
            arguments = ["learn", "counts.hspy", "--method", method, "-o", "result.h5", "--threads", "1", "--json"]
            one, two = [], []
            for _ in range(max(1, machine.times // 2)):
                one.append(machine.run(1, arguments))
                two.append(machine.run(2, arguments))
            alone, both = (statistics.median(run["seconds"] for run in runs) for runs in (one, two))
            passes = one[0]["passes"]
            # Rows of 12 pure positions on either side and 16 between.
            rows = lines * 40
            methods[method].append((rows, passes, alone))
            print(f"| {rows} | {method} | {alone:.1f} | {passes} | {both:.1f} | {alone / both:.2f} |", flush=True)
    print()
    for method, runs in methods.items():
        model = fitted([[1, rows * 65536 * passes / 1e9] for rows, passes, _ in runs], [run[2] for run in runs])
        print(f"{method}: seconds = {model[0]:.2f} + {model[1]:.3g} × values × passes / 10⁹")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("parts", nargs="*", help="simulate, learn; both by default")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--methods", default="svd,nmf,fuzzy-c-means")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(arguments.program, folder, arguments.times)
        if not arguments.parts or "simulate" in arguments.parts:
            simulate(machine)
        if not arguments.parts or "learn" in arguments.parts:
            learn(machine, arguments.methods.split(","))


if __name__ == "__main__":
    main()
