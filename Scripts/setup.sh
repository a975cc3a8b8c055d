#!/bin/bash
# Installs the system packages that Twinbench links and that are missing here, and says which; with --mpi also Open MPI.
# Checks the Swift version; never installs Swift. Exit 0: ready to build.
set -euo pipefail

swift_major=6
swift_minor=2

# Debian package, then the pkg-config modules that it brings.
libraries=(
    "libfftw3-dev fftw3 fftw3f"
    "libopenblas-dev openblas"
    "libhdf5-dev hdf5"
    "libpng-dev libpng"
    "libssl-dev libcrypto"
)

programs=(pkg-config python3)
if [ "${1:-}" = --mpi ]; then
    # SWIFT_MPI_PC names the pkg-config module of another MPI, which has to be there.
    libraries+=("libopenmpi-dev ${SWIFT_MPI_PC:-ompi-c}")
    programs+=(mpirun)
fi

fail() {
    echo "setup: $*" >&2
    exit 1
}

# True when pkg-config knows every module named.
have_modules() {
    command -v pkg-config >/dev/null && pkg-config --exists "$@"
}

# True when the Debian package is installed, whatever pkg-config knows.
have_package() {
    command -v dpkg-query >/dev/null \
        && [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

list_missing() {
    local entry fields program
    # The tests run methods in plain Python; the program itself does not need it.
    for program in "${programs[@]}"; do
        command -v "$program" >/dev/null || echo "${program/#mpirun/openmpi-bin}"
    done
    for entry in "${libraries[@]}"; do
        read -r -a fields <<<"$entry"
        have_modules "${fields[@]:1}" || have_package "${fields[0]}" || echo "${fields[0]}"
    done
}

install_packages() {
    local as_root=()
    if ! command -v apt-get >/dev/null; then
        fail "missing: $*. These are Debian's names; install what your system calls them," \
            "with headers and pkg-config files for: fftw3, fftw3f, openblas, hdf5, libpng, libcrypto; for MPI: ompi-c."
    fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "missing: $*. Run as root: apt-get install $*"
        as_root=(sudo)
    fi
    echo "setup: installing $*"
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

check_swift() {
    local advice version major minor
    advice="install Swift $swift_major.$swift_minor or later from https://www.swift.org/install"
    command -v swift >/dev/null || fail "no swift on the PATH; $advice."
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || fail "swift --version does not tell its version; $advice."
    major=${version%%.*}
    minor=${version#*.}
    if [ "$major" -lt "$swift_major" ] || { [ "$major" -eq "$swift_major" ] && [ "$minor" -lt "$swift_minor" ]; }; then
        fail "Swift $version is too old; $advice."
    fi
    echo "setup: Swift $version"
}

mapfile -t missing < <(list_missing)
if [ "${#missing[@]}" -gt 0 ]; then
    install_packages "${missing[@]}"
else
    echo "setup: all system packages are here"
fi
check_swift
