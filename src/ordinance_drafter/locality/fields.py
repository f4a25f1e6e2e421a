"""Every place of an ordinance where words stand, as one text to look through."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from ordinance_drafter.model import ADDENDA, ANNEXES, BODY, Ordinance, Path, address, walk

BREAK = "\x1f"
"""Stands between two fields: no document carries it."""
NAMES = {
    "title": "제명", "preamble": "전문", "heading": "제목", "text": "", "note": "개정 표시", "addenda": "부칙의 머리", "annex": "내용",
}  # fmt: skip
"""Field -> how a report names it after the address."""


@dataclass(frozen=True, slots=True)
class Field:
    """The words of one field; ``path`` is () for title and preamble, (1, n) for an addenda, (2, n) for an annex."""

    path: Path
    field: str
    text: str


def fields(ordinance: Ordinance) -> tuple[Field, ...]:
    """Return all fields with words, in document order."""
    found = [Field((), "title", ordinance.title), Field((), "preamble", ordinance.preamble)]
    seen = -1
    for path, unit in walk(ordinance):
        if path[0] == ADDENDA and path[1] != seen:
            found += [Field((ADDENDA, i), "addenda", ordinance.addenda[i].label) for i in range(seen + 1, path[1] + 1)]
            seen = path[1]
        found += [Field(path, "heading", unit.heading), Field(path, "text", unit.text), Field(path, "note", unit.note)]
    found += [
        Field((ADDENDA, i), "addenda", ordinance.addenda[i].label) for i in range(seen + 1, len(ordinance.addenda))
    ]
    for index, annex in enumerate(ordinance.annexes):
        found += [Field((ANNEXES, index), "heading", annex.heading), Field((ANNEXES, index), "annex", annex.text)]
    return tuple(each for each in found if each.text)


class Texts:
    """The fields of an ordinance one after the other, ``BREAK`` between them."""

    def __init__(self, ordinance: Ordinance) -> None:
        self.fields = fields(ordinance)
        self.starts: list[int] = []
        at = 0
        for each in self.fields:
            self.starts.append(at)
            at += len(each.text) + 1
        self.text = BREAK.join(each.text for each in self.fields)

    def place(self, start: int) -> tuple[Field, int]:
        """Return the field ``start`` is in, and where that field begins in :attr:`text`."""
        index = bisect_right(self.starts, start) - 1
        return self.fields[index], self.starts[index]

    def is_body(self, start: int) -> bool:
        """Whether ``start`` is in the body (or the title, preamble or an annex), not in the addenda."""
        field, _ = self.place(start)
        return not field.path or field.path[0] != ADDENDA

    @cached_property
    def has_breaks(self) -> bool:
        """Whether any field has several lines."""
        return "\n" in self.text


def address_of(ordinance: Ordinance, path: Path, field: str) -> str:
    """Return how a place is called in reports: 제3조제2항, 제3조 제목, 부칙 제2조, 별표 1 내용."""
    if not path:
        return NAMES[field]
    if path[0] == ANNEXES:
        return f"{ordinance.annexes[path[1]].label} {NAMES[field]}".strip()
    if len(path) == 2 and path[0] == ADDENDA and field == "addenda":
        return f"부칙 {ordinance.addenda[path[1]].label}".strip()
    where = address(ordinance, path) or ("부칙" if path[0] != BODY else "본칙")
    return f"{where} {NAMES[field]}".strip()
