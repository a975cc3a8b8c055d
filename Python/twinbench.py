"""What hyperspy.api.load leaves out of a Twinbench dataset: the truth and the beams.

    import twinbench
    truth = twinbench.truth("data.hspy")   # None where it is not known
    beams = twinbench.beams("data.hspy")   # None where nothing was simulated

Needs h5py and NumPy. Copy this file beside your script.
"""

from types import SimpleNamespace

import h5py


def truth(path):
    """names; patterns (member, ky, kx), counts; abundances (member, y, x), shares of the thickness; thickness (y, x), Å;
    fields (y, x) by name, such as the local tilt."""
    with h5py.File(path) as file:
        if "Truth/endmembers" not in file:
            return None
        group = file["Truth"]
        members = [group[f"endmembers/{index}"] for index in range(len(group["endmembers"]))]
        thickness = group["thickness"][()] if "thickness" in group else None
        fields = {name: field[()] for name, field in group["fields"].items()} if "fields" in group else {}
        return SimpleNamespace(
            names=[member.attrs["name"] for member in members], patterns=[member["pattern"][()] for member in members],
            reflections=[{key: member[f"reflections/{key}"][()] for key in member["reflections"]} for member in members],
            abundances=group["abundances"][()], thickness=thickness, fields=fields,
            apertures=dict(group["apertures"].attrs))


def beams(path):
    """intensity (y, x, beam), incident beam = 1; ky and kx (beam), Å⁻¹; labels such as "A 2 -2 0"."""
    with h5py.File(path) as file:
        if "Beams" not in file:
            return None
        return SimpleNamespace(**{name: file[f"Beams/{name}"][()] for name in ("intensity", "ky", "kx", "labels")})
