"""Which rows stand in another order than their neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ordinance_drafter.model import Path

if TYPE_CHECKING:
    from ordinance_drafter.contrast.compare import Row


def moved(rows: Sequence[Row], left: Mapping[Path, int], right: Mapping[Path, int]) -> list[Row]:
    """Return the rows with those marked that stand in another order in the two texts.

    What crosses most of the others has moved; it is taken out, and so on until nothing crosses. Rows that cross
    equally many have moved together (two that changed places), so that it does not matter which text is on the left.

    Args:
        rows: of units that stand in both texts.
        left, right: where the units of each text stand.
    """
    places = [
        (row.left.path[0], left[row.left.path], right[row.right.path]) if row.left and row.right else (-1, 0, 0)
        for row in rows
    ]
    crossing = {
        index: {
            other
            for other, (branch, one, two) in enumerate(places)
            if branch == here[0] and (one - here[1]) * (two - here[2]) < 0
        }
        for index, here in enumerate(places)
    }
    gone: set[int] = set()
    while most := max(map(len, crossing.values()), default=0):
        out = {index for index, others in crossing.items() if len(others) == most}
        gone |= out
        crossing = {index: others - out for index, others in crossing.items() if index not in out}
    return [replace(row, moved=True) if index in gone else row for index, row in enumerate(rows)]
