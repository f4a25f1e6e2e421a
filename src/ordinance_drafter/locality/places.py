"""The names of local governments, and which of them a text belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ordinance_drafter.compiled import compiled
from ordinance_drafter.resources import data_dir

_AFTER = r"(?=장|지사|의회|청|민|[^가-힣]|은|는|이|가|을|를|의|에|와|과|로|으로|내|및|$)"


@dataclass(frozen=True)
class Places:
    """Names of local governments.

    Attributes:
        lower: cities, counties and districts by the names of the governments they are in.
        short: other words for the upper ones (서울시) by what they mean.
        former: names that are no more, and what has become of them.
        with_districts: cities that have heads of districts of their own (자치구가 아닌 구).
    """

    lower: dict[str, tuple[str, ...]]
    short: dict[str, str]
    former: dict[str, str]
    with_districts: frozenset[str]

    @cached_property
    def uppers_of(self) -> dict[str, list[str]]:
        """The upper governments a lower one of this name is in: 고성군 is in two, 중구 in many."""
        found: dict[str, list[str]] = {}
        for upper, names in self.lower.items():
            for name in names:
                found.setdefault(name, []).append(upper)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that stands for one kind of place wherever it is written (중구, 서구 … do not)."""
        lower = {name for names in self.lower.values() for name in names if len(name) > 2}
        return frozenset({*self.lower, *self.short, *self.former, *lower})

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first three letters of every name: what is looked for first."""
        return frozenset(name[:3] for name in self.names)

    @cached_property
    def of_districts(self) -> tuple[str, ...]:
        """What a name of two letters must stand in to count: 중구청장, 중구의회."""
        two = sorted(name for name in self.uppers_of if len(name) == 2)
        return tuple(name + tail for name in two for tail in ("청장", "의회"))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the names as a word, with 장, 의회 or a particle after it."""
        names = "|".join(sorted(self.names, key=lambda name: (-len(name), name)))
        two = "|".join(sorted({name for name in self.uppers_of if len(name) == 2}))
        return re.compile(rf"(?<![가-힣])(?:(?:{names}){_AFTER}|(?:{two})(?=청장|의회))")

    def own(self, title: str, upper: str = "") -> frozenset[str]:
        """Return the names that belong in a text of this title: its place, those above it and those in it.

        Args:
            title: the title, which begins with the name of its municipality.
            upper: the upper government, where it is known.
        """
        first, _, rest = title.partition(" ")
        second = rest.partition(" ")[0]
        mine = {first}
        if first in self.lower:
            mine |= {second} if second in self.lower[first] else set(self.lower[first])
            mine |= {short for short, name in self.short.items() if name == first}
            mine |= {old for old, new in self.former.items() if new == first}
        else:
            mine |= {upper} if upper else set(self.uppers_of.get(first, ()))
        return frozenset(mine)

    def level(self, title: str) -> str:
        """Return 시, 군, 구, 도 or 광역 for the municipality a title begins with, "" when it names none."""
        first, _, rest = title.partition(" ")
        if first in self.lower:
            second = rest.partition(" ")[0]
            if second in self.lower[first]:
                return second[-1]
            return "도" if first.endswith("도") else "광역"
        return first[-1] if first in self.uppers_of else ""


@cache
def places() -> Places:
    """Return the names of the library."""
    source = data_dir("clause_library") / "places.yaml"
    data = compiled("places", [source], lambda: _build(source))
    return Places(
        {each["name"]: tuple(each["lower"]) for each in data["uppers"]},
        {short: each["name"] for each in data["uppers"] for short in each["short"]},
        data["former"],
        frozenset(data["with_districts"]),
    )


def is_national_rule(title: str) -> bool:
    """Whether a title is that of the rule of a statute: 「도로교통법 시행규칙」, not 「고양시 … 조례 시행규칙」."""
    return title.endswith(("법 시행규칙", "법률 시행규칙")) and not places().level(title)


def _build(source: Path) -> dict[str, Any]:
    from ordinance_drafter.yamlfile import Source, parse_yaml, read_text

    data: dict[str, Any] = parse_yaml(Source(source.name, read_text(source)))
    return data
