"""An ordinance taken apart: one piece an article, with what stands over and around it, to be put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ordinance_drafter.model import ADDENDA, ANNEXES, ARTICLE, BODY, Ordinance, Path, Provision
from ordinance_drafter.notation import provision_text

Fill = Callable[[Path, str, str], str]
"""Path of a unit, name of its field, its words -> the words with places in them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an ordinance that becomes a clause, or (``division``) the line that opens a chapter.

    ``number`` is what stands before its heading (제3조의2, [별표 1]); ``under`` is the label of the 부칙 it begins.
    """

    path: Path
    number: str
    heading: str
    text: str
    unit: Provision | None
    division: bool = False
    under: str | None = None

    @property
    def place(self) -> str:
        """Where it stands: ``body``, ``addenda`` or ``annex``."""
        return {BODY: "body", ADDENDA: "addenda", ANNEXES: "annex"}[self.path[0]]

    @property
    def deleted(self) -> bool:
        """Whether it is the place of an article that was deleted."""
        return self.unit is not None and self.unit.deleted


def take_apart(ordinance: Ordinance, fill: Fill) -> tuple[Piece, ...]:
    """Return the pieces of an ordinance in order, their words passed through ``fill``."""
    pieces = [piece for i, unit in enumerate(ordinance.body) for piece in _units(unit, (BODY, i), fill)]
    for index, addenda in enumerate(ordinance.addenda):
        under: str | None = fill((ADDENDA, index), "addenda", addenda.label)
        if not addenda.provisions:
            pieces.append(Piece((ADDENDA, index), "", "", "", None, under=under))
        for i, unit in enumerate(addenda.provisions):
            for piece in _units(unit, (ADDENDA, index, i), fill):
                pieces.append(replace(piece, under=under))
                under = None
    for index, annex in enumerate(ordinance.annexes):
        path = (ANNEXES, index)
        text = _annex_text(fill(path, "annex", annex.text))
        pieces.append(Piece(path, f"[{annex.label}]", fill(path, "heading", annex.heading), text, None))
    return tuple(pieces)


def _annex_text(text: str) -> str:
    """Return the words of an annex as the notation writes them."""
    from ordinance_drafter.model import Annex
    from ordinance_drafter.notation import to_text

    return to_text(Ordinance("조례", annexes=(Annex("table", None, "", text),))).partition("[별표]\n\n")[2].rstrip("\n")


def _units(unit: Provision, path: Path, fill: Fill) -> Iterator[Piece]:
    in_addenda = path[0] == ADDENDA
    if unit.level.is_division:
        line = provision_text(_filled(replace(unit, children=()), path, fill), in_addenda=in_addenda)
        yield Piece(path, "", "", line, unit, division=True)
        for index, child in enumerate(unit.children):
            yield from _units(child, (*path, index), fill)
        return
    filled = _filled(unit, path, fill)
    chunk = provision_text(filled, in_addenda=in_addenda)
    if unit.level is not ARTICLE or unit.number is None:
        yield Piece(path, "", "", chunk, unit)
        return
    head = f"{unit.label}({filled.heading})" if filled.heading else unit.label
    first, *rest = chunk.split("\n")
    text = "\n".join((first.removeprefix(head).lstrip(" "), *rest))
    yield Piece(path, unit.label, filled.heading, text, unit)


def _filled(unit: Provision, path: Path, fill: Fill) -> Provision:
    children = tuple(_filled(child, (*path, index), fill) for index, child in enumerate(unit.children))
    return replace(
        unit,
        heading=fill(path, "heading", unit.heading),
        text=fill(path, "text", unit.text),
        note=fill(path, "note", unit.note),
        children=children,
    )


def untouched(path: Path, field: str, words: str) -> str:
    """A fill that leaves words as they are."""
    return words
