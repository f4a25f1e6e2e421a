"""The clauses of the library as something to be searched: few enough to be read through each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ordinance_drafter.compiled import compiled
from ordinance_drafter.find.words import DOTS, language, normal
from ordinance_drafter.korean import fix_particles
from ordinance_drafter.resources import data_dir

if TYPE_CHECKING:
    from ordinance_drafter.library import Clause, ClauseSet

_TAG_LINE = re.compile(r"(?m)^[ \t]*(?:\{%[^%\n]*%\}[ \t]*)+\n?")
_TAG = re.compile(r"\{%[^%\n]*%\}")
_SLOT = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)[^}\n]*\}\}")
_REFERENCE = re.compile(r"\{ref:([a-z0-9-]+)\}")


@dataclass(frozen=True, slots=True)
class Shelved:
    """One clause: its set, theme, requirements and levels, and its words with every variant's, slots told in words."""

    set_id: str
    id: str
    theme: str
    meets: tuple[str, ...]
    levels: tuple[str, ...]
    addenda: bool
    heading: str
    text: str


@cache
def shelf() -> tuple[Shelved, ...]:
    """Return the clauses of the shipped library, in the order of their sets and ids.

    Raises:
        InputError: a file of the library is wrong.
    """
    library = data_dir("clause_library")
    sources = [
        *sorted(library.glob("*/set.yaml")),
        *sorted(library.glob("*/clauses/*/*.yaml")),
        library / "search.yaml",
    ]
    rows: list[list[Any]] = compiled("shelf", sources, _build)
    return tuple(Shelved(row[0], row[1], row[2], tuple(row[3]), tuple(row[4]), *row[5:]) for row in rows)


def _build() -> list[list[Any]]:
    from ordinance_drafter.library import load_library

    library = load_library()
    rows = []
    for set_id in library.set_ids:
        shelf_set = library.clause_set(set_id)
        for clause in shelf_set.clauses():
            meets = {f"{set_id}/{each.id}" for each in clause.satisfies}
            for variant in clause.variants.values():
                meets |= {f"{set_id}/{each.id}" for each in variant.satisfies or ()}
            lines = dict.fromkeys(_lines(shelf_set, clause))
            rows.append([
                set_id, clause.id, clause.theme, sorted(meets), list(clause.levels), clause.place == "addenda",
                _told(shelf_set, clause, clause.heading), "\n".join(lines),
            ])  # fmt: skip
    return rows


def _lines(shelf_set: ClauseSet, clause: Clause) -> Iterator[str]:
    """Yield the lines of the clause and of its variants, and what they say in short."""
    for text in (clause.text, *(variant.text or "" for variant in clause.variants.values())):
        yield from filter(None, _told(shelf_set, clause, text).split("\n"))
    for words in (clause.summary, *(variant.summary or "" for variant in clause.variants.values())):
        if words:
            yield f"요지: {_told(shelf_set, clause, words)}"
    for variant in clause.variants.values():
        if variant.heading:
            yield _told(shelf_set, clause, variant.heading)


def _told(shelf_set: ClauseSet, clause: Clause, text: str) -> str:
    """Return a text of the library with words for its slots, references and conditions."""
    slots = {**shelf_set.file.slots, **clause.slots}
    words = language().slots

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name in words:
            return words[name]
        slot = slots.get(name)
        if slot is None:
            term = shelf_set.file.terms.get(name)
            return term.short if term is not None and "{" not in term.short else "○○"
        return str(slot.default) if isinstance(slot.default, (str, int)) else slot.label

    bare = _TAG.sub("", _TAG_LINE.sub("", text))
    bare = _REFERENCE.sub(lambda match: f"‘{_heading(shelf_set, match[1])}’", _SLOT.sub(word, bare))
    lines = (" ".join(line.split()) for line in fix_particles(bare).strip().split("\n"))
    return normal("\n".join(line for line in lines if line.strip(DOTS + " ")))


def _heading(shelf_set: ClauseSet, clause_id: str) -> str:
    heading = shelf_set.clause(clause_id).heading if clause_id in shelf_set.paths else clause_id
    return _SLOT.sub("○○", _TAG.sub("", heading))
