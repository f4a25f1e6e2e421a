"""The words by which local things are known: ``clause_library/local_words.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from ordinance_drafter.compiled import compiled
from ordinance_drafter.library import GovernmentLevel
from ordinance_drafter.resources import data_dir
from ordinance_drafter.slots import Strict

Texts = tuple[str, ...]


class LevelWords(Strict):
    """How a government of one level is called for short; ``ending`` is the last syllable of its name."""

    ending: str
    head: str
    gov: str
    council: str
    residents: str
    gazette: str
    deputy: str
    lower_heads: str
    units: str


class Special(Strict):
    """What one government is called otherwise than its level."""

    gov_short: str | None = None
    head_short: str | None = None
    council_short: str | None = None
    lower_heads: str | None = None


class Role(Strict):
    """An ordinance every city has, known by words of its title; ``whole``: only if nothing else is left of the title."""

    role: str
    words: Texts
    whole: Texts = ()


class GovCompound(Strict):
    """A word made of 시, 군, 구 or 도 and ``tail``: 시청; what tells it from its homographs stands in the file."""

    tail: str
    for_: Texts = Field(alias="for")
    always: Texts
    sure: Texts
    not_: Texts = Field(alias="not")
    before_not: Texts


class LocalData(Strict):
    """The whole file; what each list is for stands beside it there."""

    levels: dict[GovernmentLevel, LevelWords]
    head_endings: dict[str, str]
    special: dict[str, Special]
    bare: dict[str, Texts]
    former_lower: dict[str, Texts]
    wards: dict[str, Texts]
    particles: Texts
    head_tails: Texts
    market_before: Texts
    market_after: Texts
    market_of: Texts
    market_verbs: Texts
    market_signs: Texts
    person_of: Texts
    person_after: Texts
    gov_after: Texts
    gov_particles: Texts
    gov_before_not: dict[str, Texts]
    gov_not_after: dict[str, Texts]
    price_after: Texts
    time_before: Texts
    gov_before: Texts
    not_residents: Texts
    residents_tails: Texts
    residents_heads: Texts
    gazette_near: Texts
    not_council: Texts
    member_ending: str
    regional_bodies: Texts
    agency_endings: Texts
    common_bare: Texts
    bare_tails: Texts
    homographs: Texts
    roles: tuple[Role, ...]
    national_endings: Texts
    local_endings: Texts
    not_titles: Texts
    department_endings: Texts
    generic_departments: Texts
    place_tails: Texts
    heads_in_list: Texts
    units_in_list: Texts
    gov_compounds: tuple[GovCompound, ...]
    corporate_endings: Texts


@cache
def local_data() -> LocalData:
    """Return the words of the library."""
    source = data_dir("clause_library") / "local_words.yaml"
    return LocalData.model_validate(compiled("local-words", [source], lambda: _build(source)))


def _build(source: Path) -> dict[str, Any]:
    from ordinance_drafter.yamlfile import load

    return load(source, LocalData, source.name)[0].model_dump(mode="json", by_alias=True)
