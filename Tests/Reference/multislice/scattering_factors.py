"""Writes scattering_factors.json: electron scattering factors by abTEM 1.0.11's own functions of its three parametrisations."""
import json
from pathlib import Path

import abtem
from abtem.parametrizations import KirklandParametrization, LobatoParametrization, PengParametrization

abtem.config.set({"precision": "float64"})
ELEMENTS = {"H": 1, "C": 6, "O": 8, "Mg": 12, "Al": 13, "Si": 14, "Ti": 22, "Ga": 31, "As": 33, "Sr": 38, "Ag": 47, "Au": 79, "Cf": 98}
FREQUENCIES = [0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8]  # |g| = 1/d, 1/Å
FITS = {
    "kirkland": KirklandParametrization(),
    "lobato": LobatoParametrization(),
    "peng": PengParametrization("peng_high.json"),
    "peng-low": PengParametrization("peng_low.json"),
}

factors = {
    name: {str(number): [float(fit.scattering_factor(symbol)(g * g)) for g in FREQUENCIES] for symbol, number in ELEMENTS.items()}
    for name, fit in FITS.items()
}
out = {"frequencies": FREQUENCIES, "factors": factors}
Path(__file__).with_name("scattering_factors.json").write_text(json.dumps(out) + "\n")
