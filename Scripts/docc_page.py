"""Turns a page of docs/ into an article of DocC.

    python3 docc_page.py docs/metrics/leakage.md metrics-leakage

Links to other pages become references, links to files elsewhere in the repository become plain names, pictures lose
their folder. The front page becomes the root.
"""

import os
import re
import sys

path, name = sys.argv[1:]
text = open(path, encoding="utf-8").read()
folder = os.path.dirname(path)


def link(match):
    label, target = match.groups()
    if re.match(r"[a-z]+:", target):
        return match.group(0)
    file, _, anchor = target.partition("#")
    if not file:
        return label
    place = os.path.normpath(os.path.join(folder, file))
    if not os.path.exists(place):
        sys.exit(f"{path}: links to {place}, which is not there")
    if place.endswith(".md") and place.startswith("docs/"):
        inner = place[len("docs/"):-len(".md")].replace("/README", "").replace("/", "-")
        return f"<doc:{'Twinbench' if place == 'docs/README.md' else inner}>"
    return f"{label} (`{place}`)"


text = re.sub(r"!\[([^]]*)\]\(([^)]+)\)", lambda m: f"![{m[1]}]({os.path.basename(m[2])})\x00", text)
text = re.sub(r"(?<!!)\[([^]]*)\]\(([^)\x00]+)\)(?!\x00)", link, text).replace("\x00", "")
if name == "Twinbench":
    head, _, rest = text.partition("\n")
    text = f"{head}\n\n@Metadata {{\n    @TechnologyRoot\n}}\n{rest}"
sys.stdout.write(text)
