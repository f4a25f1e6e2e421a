"""The same words changed in many places: one instruction with 각각 for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ordinance_drafter.amend.instruct import Change
from ordinance_drafter.amend.steps import Action, Part
from ordinance_drafter.model import BODY, Ordinance

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
