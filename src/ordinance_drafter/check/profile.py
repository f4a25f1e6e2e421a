"""The municipality a document is checked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from ordinance_drafter.compiled import compiled
from ordinance_drafter.model import Ordinance
from ordinance_drafter.resources import data_dir


@dataclass(frozen=True, slots=True)
class Profile:
    """What rules use of a municipality's file (see ``library.Municipality``, whose names these are)."""

    code: str
    name: str
    formal_name: str
    level: str
    head: str
    head_short: str
    gov_short: str
    council: str
    council_short: str
    council_member: str
    residents: str
    rule_word: str
    lower_heads: str
    upper: str
    checked_on: str
    ordinances: dict[str, dict[str, str]]
    agencies: dict[str, dict[str, str]]
    existing: list[dict[str, Any]]
    departments: list[dict[str, str]]
    procedure: dict[str, Any]


def _beginnings(profile: Profile) -> tuple[str, ...]:
    """How a title of the municipality may begin; 특례시 is a status and wrong in a title, but tells whose it is."""
    names = (profile.name, profile.formal_name, re.sub("시$", "특례시", profile.name))
    return tuple(f"{name} " for name in names)


def _is_below(title: str, profile: Profile) -> bool:
    """Whether a title is of a city, county or district of the upper government: 대구광역시 동구 …, 경기도 수원시 …."""
    return profile.level in ("province", "metropolitan", "metropolitan_city") and bool(
        re.match(rf"{profile.name} [가-힣]{{1,5}}[시군구] ", title)
    )


@cache
def profiles() -> dict[str, Profile]:
    """Return the municipalities of the library by code."""
    folder = data_dir("clause_library")
    sources = sorted(folder.glob("municipalities/*.yaml"))

    def build() -> dict[str, Any]:
        from ordinance_drafter.library import load_library

        library = load_library(folder)
        names = {field.name for field in fields(Profile)}
        return {
            code: library.municipality(code).model_dump(mode="json", include=names)
            for code in library.municipality_codes
        }

    return {code: Profile(**data) for code, data in compiled("profiles", sources, build).items()}


def profile_for(ordinance: Ordinance, code: str = "auto") -> Profile | None:
    """Return the profile by code (``none`` for none), or with ``auto`` the one whose name the title begins with."""
    if code != "auto":
        return profiles().get(code)
    title = ordinance.title
    found = [each for each in profiles().values() if title.startswith(_beginnings(each)) and not _is_below(title, each)]
    by_name = [each for each in profiles().values() if each.name in ordinance.municipality.split()]
    return max(found, key=lambda each: len(each.name), default=None) or (by_name[0] if by_name else None)
