"""Which local government a text belongs to, and what it may be called."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ordinance_drafter.check.places import places


class Place(NamedTuple):
    """A local government: its name, its kind (시, 군, 구, 도, 광역), and every word that asks for it."""

    name: str = ""
    level: str = ""
    names: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def _named(words: str) -> Place:
    known = places()
    first, _, rest = words.partition(" ")
    second = rest.partition(" ")[0]
    now = known.former.get(first, known.short.get(first, first))
    level = known.level(f"{now} {second}")
    if not level:
        return Place()
    if now in known.lower and second in known.lower[now]:
        return Place(f"{first} {second}", level, tuple(dict.fromkeys((second, f"{first} {second}", f"{now} {second}"))))
    short = tuple(word for word, name in known.short.items() if name == now)
    uppers = tuple(f"{upper} {now}" for upper in known.uppers_of.get(now, ()))
    return Place(first, level, tuple(dict.fromkeys((first, now, *short, *(uppers if len(uppers) == 1 else ())))))


def place_of(title: str, municipality: str = "") -> Place:
    """Return the local government of a text.

    Args:
        title: begins with its name, or does not.
        municipality: what the source says (경기도 고양시); tells when the title does not.
    """
    place = _named(" ".join(title.split()[:2]))
    told = _named(" ".join(municipality.split()[:2]))
    return told if not place.name or told.name.endswith(f" {place.name}") else place
