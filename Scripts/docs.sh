#!/bin/bash
# Builds the documents as a website in .build/docs: the articles of docs/ and the reference of every library module.
#
# Needs what `make build` leaves, and the docc of the Swift toolchain; no network and no other build.
set -euo pipefail
cd "$(dirname "$0")/.."

work=.build/docs-work
site=.build/docs
modules=(Quantities Arrays Ranks Specimens Multislice Datasets Detection Formats Learning Metrics Records Modelling Harness
    Reporting)

fail() {
    echo "docs: $*" >&2
    exit 1
}

docc=$(command -v docc || true)
[ -n "$docc" ] || docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
[ -x "$docc" ] || fail "the Swift toolchain has no docc; install the whole toolchain from https://www.swift.org/install"
[ -d .build/release/Modules ] || fail "nothing is built yet; run make build first"
target=$(swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p' | head -n 1)

# Where Clang finds the C modules that ours import.
includes=()
while read -r map; do
    includes+=(-I "$(dirname "$map")")
done < <(find Sources .build/release/*.build .build/checkouts -name module.modulemap -not -path '*/Tests/*' -not -path '.build/release/*/include/*')
for flag in $(pkg-config --cflags-only-I hdf5 fftw3 openblas libpng); do includes+=(-Xcc "$flag"); done

rm -rf "$work" "$site"
mkdir -p "$work/articles.docc"

# The articles link each other as files, which is what readers of the repository need; DocC wants names, each its own.
while read -r page; do
    name=$(sed 's,^docs/,,; s,/README,,; s,/,-,g; s,\.md$,,' <<<"$page")
    [ "$page" = docs/README.md ] && name=Twinbench
    python3 Scripts/docc_page.py "$page" "$name" >"$work/articles.docc/$name.md"
done < <(find docs -name '*.md' | sort)
find docs -name '*.svg' -exec cp {} "$work/articles.docc/" \;

convert() { # catalog or nothing, symbol graphs or nothing, archive
    "$docc" convert ${1:+"$1"} ${2:+--additional-symbol-graph-dir "$2"} --output-path "$3" \
        --fallback-display-name "$4" --fallback-bundle-identifier "twinbench.$4" 2>&1 |
        { grep -E '^(error|warning: .*could not|.*\.md.*(error|warning))' || true; }
    [ -d "$3" ] || fail "$4 could not be converted"
}

archives=()
convert "$work/articles.docc" "" "$work/Twinbench.doccarchive" Twinbench
archives+=("$work/Twinbench.doccarchive")
for module in "${modules[@]}"; do
    mkdir -p "$work/$module"
    swift symbolgraph-extract -module-name "$module" -I .build/release/Modules "${includes[@]}" -target "$target" \
        -output-dir "$work/$module" -minimum-access-level public
    convert "" "$work/$module" "$work/$module.doccarchive" "$module"
    archives+=("$work/$module.doccarchive")
done
"$docc" merge "${archives[@]}" --output-path "$work/site.doccarchive" --synthesized-landing-page-name Twinbench \
    --synthesized-landing-page-kind Documents
"$docc" process-archive transform-for-static-hosting "$work/site.doccarchive" --output-path "$site" \
    --hosting-base-path "${DOCS_BASE:-/}"
rm -rf "$work"
echo "The site is $PWD/$site. To read it: python3 -m http.server --directory $site, then http://localhost:8000/documentation/twinbench"
