"""Import every ordinance of the given folders as a clause set and assemble it again: is it the same tree?

    python benchmarks/importing.py FOLDER... [--show]
    python benchmarks/importing.py --table ../shared     (are the proposed requirements right?)

Printed: files, how many came back equal (``==`` on the whole tree, its number and days included), how many pieces
keep their words without places, what was left to a person, requirements proposed by confidence, seconds a file.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ordinance_drafter.assemble import assemble
from ordinance_drafter.cli.clauses_import import take
from ordinance_drafter.errors import InputError
from ordinance_drafter.importing.cities import city_of
from ordinance_drafter.importing.files import municipality_file, yaml_files
from ordinance_drafter.library import load_library
from ordinance_drafter.project import Project
from ordinance_drafter.read import read

SUFFIXES = {".md", ".txt", ".docx", ".hwpx", ".json", ".xml"}


def proposals(shared: Path) -> int:
    """Compare the requirements proposed for six ordinances with the table of what they have, by confidence."""
    from coverage import COLUMNS, places_of, read_table

    table, library, right, wrong = (
        read_table(shared / "requirements.tsv"),
        load_library(),
        Counter[str](),
        Counter[str](),
    )
    for column, name in COLUMNS.items():
        ordinance = read(shared / "corpus" / "ordinances" / name).ordinance
        profile, known = city_of(ordinance, library)
        imported = take(ordinance, profile, known, "taken", library)
        for data in imported.files.values():
            article = data.get("origin", {}).get("article", "").removeprefix("부칙").strip()
            for item in data.get("satisfies", ()):
                if "confidence" not in item:
                    continue
                cell = table[column].get(item["id"], "")
                places = places_of(cell)
                here = data.get("place") == "addenda" or any(place.startswith(article) for place in places)
                (right if cell and here else wrong)[item["confidence"]] += 1
    for level in ("high", "medium", "low"):
        total = right[level] + wrong[level]
        print(f"{level}: {right[level]} of {total} right ({right[level] / max(1, total):.3f})")
    return 0


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--table"]:
        return proposals(Path(arguments[1]))
    show = "--show" in arguments
    folders = [Path(argument) for argument in arguments if argument != "--show"]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES)
    library, counts, sure, spent = load_library(), Counter[str](), Counter[str](), 0.0
    for path in files:
        try:
            ordinance = read(path).ordinance
            profile, known = city_of(ordinance, library)
        except InputError as error:
            counts["not an ordinance of a known city"] += 1
            if show:
                print(f"skipped {path.name}: {error.problems[0][:90]}")
            continue
        if not ordinance.body:
            continue
        began = time.perf_counter()
        imported = take(ordinance, profile, known, "taken", library)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            texts = yaml_files(imported)
            if imported.municipality is not None:
                place = f"municipalities/{imported.municipality['code']}.yaml"
                texts[place] = municipality_file(imported, folder / place) or ""
            for place, text in texts.items():
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                (folder / place).write_text(text, "utf-8")
            layered = library.with_layers([folder])
            made = assemble(Project(municipality=profile.code, set="taken"), layered).ordinance
        spent += time.perf_counter() - began
        equal = made == ordinance
        counts["files"] += 1
        counts["equal"] += equal
        counts["clauses"] += imported.clauses
        counts["pieces without places"] += sum("글을 그대로 둠" in row.what for row in imported.unsure)
        counts["left to a person"] += len(set(imported.unsure))
        for data in imported.files.values():
            sure.update(item.get("confidence", "") for item in data.get("satisfies", ()))
        if show and not equal:
            print(f"DIFFERENT {path}")
    print(f"{counts['equal']} of {counts['files']} equal; {dict(counts)}")
    print(f"requirements proposed by confidence: {dict(sure)}")
    print(f"{spent / max(1, counts['files']):.3f} s a file (import, write, read, assemble)")
    return 0 if counts["equal"] == counts["files"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
