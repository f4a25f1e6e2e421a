"""When two texts are the same law: their units are equal, notes left aside, and what is deleted is deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ordinance_drafter.amend.match import bare_unit
from ordinance_drafter.model import ARTICLE, Addenda, Ordinance, Provision, articles


def differences(one: Ordinance, other: Ordinance) -> Iterator[str]:
    """Yield where two texts differ, a line each, the place first; nothing when they are the same.

    Notes (<개정 …>) are left aside, and units that only one text lists as deleted.
    """
    if one.title != other.title:
        yield f"제명: “{one.title}” ≠ “{other.title}”"
    if one.preamble != other.preamble:
        yield "전문: 다름"
    yield from _rows([unit for _, unit in articles(one)], [unit for _, unit in articles(other)], "")
    if _divisions(one.body) != _divisions(other.body):
        yield "장ㆍ절: 다름"
    yield from _addenda(one.addenda, other.addenda)
    if one.annexes != other.annexes:
        yield "별표: 다름"


def _addenda(one: Sequence[Addenda], other: Sequence[Addenda]) -> Iterator[str]:
    if len(one) != len(other):
        yield f"부칙: {len(one)}개 ≠ {len(other)}개"
        return
    for index, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        yield from _rows(mine.provisions, theirs.provisions, f"부칙 {index + 1} ")


def _rows(ones: Sequence[Provision], others: Sequence[Provision], where: str) -> Iterator[str]:
    mine = [bare_unit(unit) for unit in ones if not unit.deleted]
    theirs = [bare_unit(unit) for unit in others if not unit.deleted]
    if mine == theirs:
        return
    left = {(unit.level, unit.number): unit for unit in mine}
    right = {(unit.level, unit.number): unit for unit in theirs}
    for key in [*right, *(key for key in left if key not in right)]:
        one, other = left.get(key), right.get(key)
        if one == other:
            continue
        if one is not None and other is not None and _deep(one) == _deep(other):
            continue
        label = key[0].reference(key[1]) if key[1] else key[0].word
        yield f"{where}{label}: “{_short(one)}” ≠ “{_short(other)}”"
    if [key for key in left if key in right] != [key for key in right if key in left]:
        yield f"{where}차례: 다름"


def _deep(unit: Provision) -> Provision:
    """Return a unit without the deleted units under it."""
    return replace(unit, children=tuple(_deep(child) for child in unit.children if not child.deleted))


def _short(unit: Provision | None) -> str:
    return "없음" if unit is None else f"{unit.heading} {unit.text}".strip()[:40]


def _divisions(units: Sequence[Provision]) -> list[tuple[object, ...]]:
    """Return the divisions that hold something, with the article that each begins with."""
    found: list[tuple[object, ...]] = []
    for unit in units:
        if unit.level.is_division and not unit.deleted:
            first = next((each.number for each in _articles(unit) if not each.deleted), None)
            found.append((unit.level.name, unit.number, unit.heading, first))
            found += _divisions(unit.children)
    return found


def _articles(unit: Provision) -> Iterator[Provision]:
    if unit.level is ARTICLE:
        yield unit
    for child in unit.children:
        if unit.level.is_division:
            yield from _articles(child)
