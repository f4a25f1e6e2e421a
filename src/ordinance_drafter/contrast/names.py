"""The names of a municipality and its offices, so that texts of two can be compared without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ordinance_drafter.korean import PAIRS
from ordinance_drafter.library import Municipality
from ordinance_drafter.locality import derive, municipality_of
from ordinance_drafter.locality.data import local_data
from ordinance_drafter.model import Ordinance

_ROLES = {"gov": "\ue000", "head": "\ue001", "council": "\ue002", "member": "\ue003", "residents": "\ue004"}
"""Role -> the private character that stands for any of its names."""
_OWN = re.compile(r"((?:[가-힣]{1,10}[시군구도] ){1,2})")
_SHORTEST = 3
"""A name of so many letters is itself whatever follows (고양시의); a shorter one only before a particle (시장은)."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names -> the character of their role."""

    marks: tuple[tuple[str, str], ...] = ()

    def key(self, word: str) -> str:
        """Return a word with the name it begins with replaced by its role, particles in one form."""
        return _key(self.marks, word)


@cache
def _particles() -> dict[str, str]:
    one = {vowel: consonant for consonant, vowel in PAIRS}
    return {each: one.get(each, each) for each in local_data().particles}


@lru_cache(maxsize=100_000)
def _key(marks: tuple[tuple[str, str], ...], word: str) -> str:
    particles = _particles()
    for name, mark in marks:
        rest = word.removeprefix(name)
        if rest != word and (not rest or rest in particles or len(name) >= _SHORTEST):
            return mark + particles.get(rest, rest)
    return particles.get(word, word)


def names_of(ordinance: Ordinance, municipality: Municipality | None = None) -> Names:
    """Return the names of the municipality whose ordinance it is.

    Args:
        ordinance: its facts or the beginning of its title say whose it is.
        municipality: the profile, when it is known.
    """
    if municipality is None and (name := municipality_of(ordinance)):
        municipality = derive(name)
    return _of_profile(municipality) if municipality is not None else _of_title(ordinance.title)


def _of_title(title: str) -> Names:
    """Return the names of a place nobody knows, by the last syllable of the name a title begins with."""
    match = _OWN.match(f"{title} ")
    name = match[1].split()[-1] if match else ""
    words = next((each for each in local_data().levels.values() if name.endswith(each.ending)), None)
    if words is None or len(name) < 2:
        return Names()
    return _names(
        gov=(name, words.gov),
        head=(name + local_data().head_endings[name[-1]], words.head),
        council=(f"{name}의회", words.council),
        member=(f"{name}의회의원", f"{words.council}의원"),
        residents=(f"{name}민", words.residents),
    )


def _of_profile(one: Municipality) -> Names:
    return _names(
        gov=(one.formal_name, one.name, one.gov_short),
        head=(one.head, one.head_short),
        council=(one.council, one.council_short),
        member=(one.council_member, f"{one.council_short}의원"),
        residents=(one.residents,),
    )


def _names(**words: tuple[str, ...]) -> Names:
    pairs = {word: _ROLES[role] for role, names in words.items() for name in names for word in name.split()[-1:]}
    return Names(tuple(sorted(pairs.items(), key=lambda item: (-len(item[0]), item[0]))))
