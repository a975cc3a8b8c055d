"""Writes hyperspy.hspy with HyperSpy 2.5.0 (RosettaSciIO 0.15.0), without Twinbench.

    python write_hspy.py

A signal of float64, scan 2 × 3, patterns of 4 × 5 pixels, value 1000 y + 100 x + 10 ky + kx + 0.25, in chunks of whole
patterns with shuffle and gzip 9, axes calibrated as pyxem does (units in TeX).
"""

import hyperspy.api as hs
import numpy

y, x, ky, kx = numpy.indices((2, 3, 4, 5))
signal = hs.signals.Signal2D(1000.0 * y + 100 * x + 10 * ky + kx + 0.25)
signal.metadata.General.title = "wire / first scan"
signal.metadata.set_item("Acquisition_instrument.TEM.beam_energy", 300.0)
names = [("x", 10.0, 5.0, "nm"), ("y", 12.0, 0.0, "nm"), ("kx", 0.03, -0.06, r"$\AA^{-1}$"), ("ky", 0.02, -0.04, r"$\AA^{-1}$")]
for axis, (name, scale, offset, units) in zip(signal.axes_manager._get_axes_in_natural_order(), names):
    axis.name, axis.scale, axis.offset, axis.units = name, scale, offset, units
signal.save("hyperspy.hspy", overwrite=True, chunks=(1, 1, 4, 5), compression="gzip", compression_opts=9, shuffle=True)
