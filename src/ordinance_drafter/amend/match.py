"""Which unit of the new text a unit of the old has become: the same, edited, moved, deleted, or new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from ordinance_drafter.model import ARTICLE, Provision

_SAME_NUMBER, _OTHER_NUMBER, _OTHER_HEADING = 0.35, 0.6, 0.85
"""How alike two units must be to be one that was edited: with one number, another, and (articles) another heading."""
_MOST_PAIRS = 4_000


@dataclass(slots=True)
class Matching:
    """How a row of units became another.

    ``pairs`` has both, in the order of the new row; ``removed`` has no counterpart, nor has ``added``.
    """

    pairs: list[tuple[Provision, Provision]] = field(default_factory=list)
    removed: list[Provision] = field(default_factory=list)
    added: list[Provision] = field(default_factory=list)


@lru_cache(maxsize=200_000)
def bare_unit(unit: Provision) -> Provision:
    """Return a unit without its number's notes and those of the units under it."""
    children = tuple(bare_unit(child) for child in unit.children)
    return replace(unit, note="", children=children) if unit.note or children != unit.children else unit


@lru_cache(maxsize=200_000)
def content(unit: Provision) -> Provision:
    """Return what a unit says, whatever its number."""
    return replace(bare_unit(unit), number=None)


@lru_cache(maxsize=100_000)
def words_of(unit: Provision) -> str:
    """Return all words of a unit in one line."""
    return " ".join([unit.heading, unit.text, *(words_of(child) for child in unit.children)]).strip()


def likeness(one: Provision, other: Provision) -> float:
    """Return how alike the words of two units are, from 0 to 1."""
    score = fuzz.ratio(words_of(one), words_of(other)) / 100
    if one.level is ARTICLE and one.heading and one.heading == other.heading:
        score = max(score, 0.5 + score / 2)
    return score


def match_units(olds: Sequence[Provision], news: Sequence[Provision]) -> Matching:
    """Match two rows of units of one level.

    Units that say the same are one, first those with the same number; then the most alike, edited; then those that
    only share their number: what stood there is written anew.
    """
    left = [unit for unit in olds if unit.number is not None]
    right = [unit for unit in news if unit.number is not None]
    partner: dict[int, Provision] = {}
    left = _take_same_numbers(left, right, partner)
    left = _take_equal(left, right, partner)
    left = _take_alike(left, right, partner)
    by_number = {unit.number: unit for unit in left}
    made = Matching()
    taken: set[int] = set()
    for new in news:
        old = partner.get(id(new))
        if old is None and new.number in by_number:
            old = by_number[new.number]
            taken.add(id(old))
        if old is None:
            made.added.append(new)
        else:
            made.pairs.append((old, new))
    made.removed = [unit for unit in left if id(unit) not in taken]
    return made


def _take_same_numbers(
    left: list[Provision], right: Sequence[Provision], partner: dict[int, Provision]
) -> list[Provision]:
    numbered = {unit.number: unit for unit in right}
    rest = []
    for old in left:
        new = numbered.get(old.number)
        if new is not None and id(new) not in partner and (content(old) == content(new) or old.deleted or new.deleted):
            partner[id(new)] = old
        else:
            rest.append(old)
    return rest


def _take_equal(left: list[Provision], right: Sequence[Provision], partner: dict[int, Provision]) -> list[Provision]:
    waiting: dict[Provision, list[Provision]] = {}
    for new in right:
        if id(new) not in partner and not new.deleted:
            waiting.setdefault(content(new), []).append(new)
    rest = []
    for old in left:
        found = waiting.get(content(old))
        if found and not old.deleted and len(words_of(old)) > 3:
            partner[id(found.pop(0))] = old
        else:
            rest.append(old)
    return rest


def _least(old: Provision, new: Provision) -> float:
    """Return how alike two units must be; an article under another number and heading says something else."""
    if old.number == new.number:
        return _SAME_NUMBER
    return _OTHER_HEADING if old.level is ARTICLE and old.heading != new.heading else _OTHER_NUMBER


def _take_alike(left: list[Provision], right: Sequence[Provision], partner: dict[int, Provision]) -> list[Provision]:
    free = [new for new in right if id(new) not in partner and not new.deleted]
    candidates = []
    crowded = len(left) * len(free) > _MOST_PAIRS
    for i, old in enumerate(left):
        if old.deleted:
            continue
        for k, new in enumerate(free):
            same = old.number == new.number
            if crowded and not same and old.heading != new.heading:
                continue
            score = likeness(old, new)
            if score >= _least(old, new):
                candidates.append((-score - 0.15 * same, i, k))
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, i, k in sorted(candidates):
        if i not in used_old and k not in used_new:
            used_old.add(i)
            used_new.add(k)
            partner[id(free[k])] = left[i]
    return [old for i, old in enumerate(left) if i not in used_old]
