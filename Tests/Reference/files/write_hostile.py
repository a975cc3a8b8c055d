"""Writes HDF5 files that a reader must not follow, with h5py 3: links and numbers in other files, links without end.

    python write_hostile.py FOLDER
"""

import pathlib
import sys

import h5py
import numpy

folder = pathlib.Path(sys.argv[1])


def signal(name, data):
    """A HyperSpy signal of 2 x 3 patterns of 4 x 5 pixels; `data` puts its numbers in place."""
    with h5py.File(folder / name, "w") as file:
        group = file.create_group("Experiments/s")
        data(group)
        for index in range(4):
            group.create_group(f"axis-{index}")


def external(group):
    group["data"] = h5py.ExternalLink("elsewhere.h5", "/data")


def storage(group):
    group.create_dataset("data", (2, 3, 4, 5), "u1", external=[("elsewhere.raw", 0, 120)])


def virtual(group):
    layout = h5py.VirtualLayout((2, 3, 4, 5), "u1")
    layout[...] = h5py.VirtualSource("elsewhere.h5", "/data", (2, 3, 4, 5))
    group.create_virtual_dataset("data", layout)


signal("link-elsewhere.hspy", external)
signal("numbers-elsewhere.hspy", storage)
signal("virtual.hspy", virtual)

# Soft links that lead through a link into another file.
with h5py.File(folder / "link-through.hspy", "w") as file:
    file["other"] = h5py.ExternalLink("elsewhere.h5", "/")
    file["Experiments/s/data"] = h5py.SoftLink("/other/data")
    for index in range(4):
        file.create_group(f"Experiments/s/axis-{index}")

# An EMD tree of one group with twelve names for itself: 12^8 paths of eight steps.
with h5py.File(folder / "endless.h5", "w") as file:
    file.attrs["emd_group_type"] = "file"
    tree = file.create_group("tree")
    for index in range(12):
        tree[f"again-{index}"] = tree

# A text whose place in the global heap of texts lies behind the end of it: HDF5 1.10 reads there and crashes.
with h5py.File(folder / "heap.hspy", "w") as file:
    group = file.create_group("Experiments/s")
    group["data"] = numpy.zeros((2, 3, 4, 5), "u1")
    for index in range(4):
        group.create_group(f"axis-{index}").attrs["units"] = "nm"
content = bytearray((folder / "heap.hspy").read_bytes())
heap = content.index(b"GCOL")
# A reference is the text's length, the heap's address and the number of the text in it.
reference = (2).to_bytes(4, "little") + heap.to_bytes(8, "little")
place = content.index(reference) + 12
content[place:place + 4] = (0x7FFF_0000).to_bytes(4, "little")
(folder / "heap.hspy").write_bytes(content)
