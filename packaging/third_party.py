"""Writes the licences of the crates that the program is built from: third_party.py TARGET > third-party.txt

Most of those licences ask that their text go along with a binary. Each text stands once, with the crates it comes with.
"""

import json
import subprocess
import sys
from pathlib import Path

NAMES = ("licen", "copying", "notice", "unlicense")


def shipped(metadata):
    """The packages that become part of the program; not what only builds or tests it, and not the program's own."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found, waiting = set(), [root]
    while waiting:
        for dep in nodes[waiting.pop()]["deps"]:
            if dep["pkg"] not in found and any(kind["kind"] is None for kind in dep["dep_kinds"]):
                found.add(dep["pkg"])
                waiting.append(dep["pkg"])
    packages = [package for package in metadata["packages"] if package["id"] in found]
    return sorted(packages, key=lambda package: (package["name"], package["version"]))


def texts(package):
    folder = Path(package["manifest_path"]).parent
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.lower().startswith(NAMES):
            yield path.read_text(encoding="utf-8", errors="replace").strip()


def main(target):
    command = ["cargo", "metadata", "--format-version=1", "--locked", f"--filter-platform={target}"]
    packages = shipped(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
    owners = {}
    print("Dabir is built from these crates, too:\n")
    for package in packages:
        name = f"{package['name']} {package['version']}"
        authors = ", ".join(author.split(" <")[0] for author in package["authors"])
        print(f"  {name}: {package['license']}" + (f"; {authors}" if authors else ""))
        for text in texts(package):
            # The same words with other line ends are the same text.
            owners.setdefault(" ".join(text.split()), (text, []))[1].append(name)
    for text, names in owners.values():
        print(f"\n{'-' * 80}\n{', '.join(dict.fromkeys(names))}\n\n{text}")


main(sys.argv[1])
