"""First lines that tell an editor the schema of a file, and the schemas themselves beside a layer's files."""

from __future__ import annotations

from pathlib import Path

from ordinance_drafter.resources import data_dir

FOLDER = "schemas"
KINDS = ("clause", "change", "overlay", "layer", "set", "municipality", "municipality-change")
"""The kinds of files a layer can have."""


def pointer(kind: str, depth: int) -> str:
    """Return the first line of a file of a kind that lies ``depth`` folders below its layer's."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{kind}.schema.json\n"


def pointed(text: str, kind: str, depth: int) -> str:
    """Return the text of a file with the first line of its kind, in place of one that led elsewhere."""
    first, _, rest = text.partition("\n")
    return pointer(kind, depth) + (rest if first.startswith("# yaml-language-server:") else text)


def missing_schemas(layer: Path) -> dict[Path, str]:
    """Return the schemas a layer's folder does not have yet, by where they belong."""
    home = data_dir("clause_library") / FOLDER
    names = [f"{kind}.schema.json" for kind in KINDS]
    there = {name: home / name for name in names if (home / name).is_file()}
    return {
        layer / FOLDER / name: path.read_text("utf-8")
        for name, path in there.items()
        if not (layer / FOLDER / name).exists()
    }
