"""Writes small .mib files from the published layout of Merlin files, without Twinbench.

    python3 write_mib.py

Each file holds a scan of 2 lines of 3 frames, 6 pixels wide and 4 high. In the orientation in which RosettaSciIO and
Twinbench give a frame (its rows turned upside down), pixel (y, x) of frame f has the value 40 f + 6 y + x, times the
factor of the number type: 1, 250, 70000.
"""

import struct

FORMATS = {"U08": ("B", 1), "U16": (">H", 250), "U32": (">I", 70000), "R64": (">H", 250)}


def header(frame, length, kind, chips):
    layout = "   1x1" if chips == 1 else "   2x2"
    # A frame takes a millisecond, and the beam needs five to come to the next line.
    seconds = 29 + frame * 0.001 + (frame // 3) * 0.005
    time = f"14:01:{seconds:.9f}"
    dacs = ",".join(["3RX"] + ["175"] * 27)
    fields = [
        "MQ1", f"{frame + 1:06d}", f"{length:05d}", f"{chips:02d}", "0006", "0004", kind, layout, "01",
        f"2019-05-16 {time[:-3]}", "0.001000", "0", "0", "0", *(["1.200000E+2"] * 8), *([dacs] * chips), "MQ1A",
        f"2019-05-16T{time}Z", "1000000ns", "12", "",
    ]
    text = ",".join(fields).encode()
    assert len(text) <= length
    return text.ljust(length, b"\0")


def write(name, kind, length=384, chips=1, frames=6):
    code, factor = FORMATS[kind]
    with open(name, "wb") as file:
        for frame in range(frames):
            file.write(header(frame, length, kind, chips))
            for y in reversed(range(4)):
                for x in range(6):
                    file.write(struct.pack(code, (40 * frame + 6 * y + x) * factor))


write("u08.mib", "U08")
write("u16.mib", "U16")
write("u32-quad.mib", "U32", length=768, chips=4)
write("r64.mib", "R64")
