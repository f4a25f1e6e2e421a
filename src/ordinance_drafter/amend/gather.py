"""The same words changed in many places as one instruction with 각각, and all instructions in the order of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ordinance_drafter.amend.divisions import flat
from ordinance_drafter.amend.instruct import Change
from ordinance_drafter.amend.steps import Action, Part, Step, UnitStep
from ordinance_drafter.model import ARTICLE, BODY, Ordinance
from ordinance_drafter.numbering import Number

_WHY = "여러 곳의 같은 말을 고치므로 한 문장으로 모아 각각 고친다."


def gather(old: Ordinance, changes: Sequence[Change]) -> list[Change]:
    """Return the changes with those of one pair of words joined, at the place of the first."""
    groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for index, change in enumerate(changes):
        step = change.step
        place = step.places[0] if step.places else None
        if (
            step.action is Action.WORDS
            and place is not None
            and place.branch == BODY
            and place.units
            and len(step.words) == 1
            and Part.HEADING not in place.parts
            and place.former is None
        ):
            groups.setdefault(step.words, []).append(index)
    merged: dict[int, Change] = {}
    dropped: set[int] = set()
    for indexes in groups.values():
        if len(indexes) < 2:
            continue
        first = changes[indexes[0]].step
        places = tuple(changes[index].step.places[0] for index in indexes)
        merged[indexes[0]] = Change(replace(first, places=places, each=True), _WHY)
        dropped |= set(indexes[1:])
    return [merged.get(index, change) for index, change in enumerate(changes) if index not in dropped]


def in_order(old: Ordinance, changes: Sequence[Change]) -> list[Change]:
    """Return the changes in the order of the articles they are about; a move stands before what takes its number.

    Source: 법령 입안ㆍ심사 기준 (rule AMD007).
    """
    first: dict[tuple[UnitStep, ...], Number] = {}
    for unit, above in flat(old.body):
        if unit.level is ARTICLE and unit.number is not None:
            for depth in range(1, len(above) + 1):
                first.setdefault(above[:depth], unit.number)
    return sorted(changes, key=lambda change: _place_in_text(change.step, first))


def _place_in_text(step: Step, first: Mapping[tuple[UnitStep, ...], Number]) -> tuple[int, Number, int]:
    place = step.places[0] if step.places else None
    if place is None or Part.TITLE in place.parts:
        return 0, Number(0), 0
    if place.branch != BODY or not place.units:
        return 2 + place.branch, Number(0), 0
    units = place.former or place.units
    divisions = tuple(each for each in units if each[0].is_division)
    if len(divisions) == len(units):
        return 1, first.get(divisions, Number(0)), 0
    number = units[len(divisions)][1]
    if step.action is Action.MOVE and len(units) == len(divisions) + 1:
        return 1, number, 1
    return 1, number, 2 if step.action is Action.INSERT and len(units) == len(divisions) + 1 else 3
