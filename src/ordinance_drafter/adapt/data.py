"""The words of adapting: ``clause_library/adapt.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ordinance_drafter.compiled import compiled
from ordinance_drafter.library import Expression, GovernmentLevel
from ordinance_drafter.resources import data_dir
from ordinance_drafter.slots import Strict


class Marks(Strict):
    """What is written after words somebody must check."""

    title: str
    agency: str


class LevelRow(Strict):
    """A kind of provision that fits governments of one level only.

    ``unless_wards``: not for a target with districts of its own (자치구가 아닌 구); ``other_upper``: only when the
    government above is another kind; ``drop``: the unit may be left out on request.
    """

    id: str
    label: str
    source: tuple[GovernmentLevel, ...]
    target: tuple[GovernmentLevel, ...]
    pattern: Expression
    message: str
    drop: bool = False
    unless_wards: bool = False
    other_upper: bool = False


class AdaptData(Strict):
    """The whole file."""

    marks: Marks
    commencement: str
    history: tuple[Expression, ...]
    sunset_words: tuple[str, ...]
    level_only: tuple[LevelRow, ...]


@cache
def adapt_data() -> AdaptData:
    """Return the words of the library."""
    source = data_dir("clause_library") / "adapt.yaml"
    return AdaptData.model_validate(compiled("adapt-words", [source], lambda: _build(source)))


def _build(source: Path) -> dict[str, Any]:
    from ordinance_drafter.yamlfile import load

    return load(source, AdaptData, source.name)[0].model_dump(mode="json")
