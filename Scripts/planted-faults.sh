#!/bin/bash
# Plants one known fault after the other in a copy of the sources, builds, and sees that the baseline finds it.
#
#     planted-faults.sh [COPY]
#     planted-faults.sh --still-fit
#
# COPY is a clean checkout for this purpose; by default one is made in .build/faults and kept, so that a second run builds
# faster. Every fault is taken out again. Exit 0: every fault was found, and nothing was found without one. The second
# form builds nothing: it only sees that the sources still hold what the faults replace.
set -euo pipefail
cd "$(dirname "$0")/.."

# what is wrong | file | sound text => fault, and more of them after ;;
faults=(
    "NMF loadings are not scaled to a maximum of 1|Sources/Learning/Decompositions/NonNegative/NMF.swift|= factors.scaledToMaximumOne() => = (factors.z.transposed, factors.w);;mapScaling: .maximumOne => mapScaling: .native"
    "NNDSVD starts from the parts of the wrong sign|Sources/Learning/Decompositions/NonNegative/NMFStarts.swift|sizes.0 > sizes.1 ? positive => sizes.0 < sizes.1 ? positive"
    "the propagator's phase has the wrong sign|Sources/Multislice/Propagation/Propagator.swift|phase: -.pi => phase: .pi"
    "the offset in the pure phase has the wrong sign|Sources/Metrics/Maps/PureOffset.swift|1 - mean) => mean - 1)"
)

plant() { # file, changes, what to do with the faulty text: write or discard
    python3 - "$@" <<'PLANT'
import pathlib
import sys

path = pathlib.Path(sys.argv[1])
text = path.read_text() if path.exists() else ""
for change in sys.argv[2].split(";;"):
    sound, fault = change.split(" => ")
    if text.count(sound) != 1:
        sys.exit(f"faults: {path} no longer holds this once: {sound}; mend the list in Scripts/planted-faults.sh")
    text = text.replace(sound, fault)
if sys.argv[3] == "write":
    path.write_text(text)
PLANT
}

if [ "${1:-}" = --still-fit ]; then
    for fault in "${faults[@]}"; do
        IFS='|' read -r what file changes <<<"$fault"
        plant "$file" "$changes" discard
    done
    exit 0
fi

here=$PWD
copy=${1:-.build/faults}
if [ ! -e "$copy" ]; then git clone --quiet --no-hardlinks . "$copy"; fi
cd "$copy"
[ -z "$(git status --porcelain)" ] || { echo "faults: $PWD is not clean; commit or choose another copy" >&2; exit 2; }
[ "$PWD" = "$here" ] || [ $# -gt 0 ] || git pull --quiet --ff-only

check() { # the scores of this copy; its exit status
    swift build -c release >.build-faults.log 2>&1 || { tail -5 .build-faults.log; return 3; }
    .build/release/twinbench check Validation/paper.yaml --baseline Validation/baselines/paper.json \
        --cache .build/fault-cache --report .build/fault-report
}

run() { # expected status, description
    local status=0
    rm -rf .build/fault-cache .build/fault-report
    echo "== $2"
    check >.build-fault-lines.txt 2>&1 || status=$?
    head -n 8 .build-fault-lines.txt
    tail -n 1 .build-fault-lines.txt
    if [ "$status" -eq "$1" ]; then echo "as expected: exit $status"; else
        echo "NOT AS EXPECTED: exit $status instead of $1"
        failed=1
    fi
}

failed=0
trap 'git checkout --quiet -- Sources; rm -f .build-faults.log .build-fault-lines.txt' EXIT
for fault in "${faults[@]}"; do
    IFS='|' read -r what file changes <<<"$fault"
    plant "$file" "$changes" write
    run 1 "$what ($file)"
    git checkout --quiet -- "$file"
done
run 0 "no fault"
exit "$failed"
