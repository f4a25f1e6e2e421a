"""Which units of two texts are each other's counterpart: by the requirements they meet, and by how alike they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ordinance_drafter.contrast.names import Names
from ordinance_drafter.contrast.units import Line, Unit
from ordinance_drafter.contrast.words import tokens
from ordinance_drafter.coverage import Coverage

_PARTLY = 0.4
"""What a requirement counts that a part of an article meets (a paragraph, an item in a list); a whole one counts 1."""
_HEADING = 0.35
"""How much of the likeness of two units is that of their headings."""
_STRONG = 0.3
"""What two articles gain that both are wholly about one requirement."""
_LEAST_ALIKE, _LEAST_PARTLY = 0.38, 0.3
"""How alike two units must be: with no requirement in common, and with one that a part of them meets."""
_OTHER_AIMS = 0.15
"""How much more alike they must be when both meet requirements, and none in common."""
_LEAST_PART, _LEAST_OTHER_PART = 0.45, 0.65
"""How alike an article must be to a part of another: usually, and when it is about a requirement of its own."""
_LEAST_LINES = 0.3
_EXACT = 2.0
_MOST_PAIRS = 150_000
"""With more pairs than this, only units whose headings or requirements have something in common are weighed."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A unit as it is weighed: pairs of neighbouring letters without white space and marks, names by role.

    ``exact`` are its words as they are written.
    """

    heading: frozenset[str]
    words: frozenset[str]
    exact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that belong together, by their indexes; ``by`` is ``requirement`` or ``likeness``."""

    left: int
    right: int
    by: str


@dataclass(slots=True)
class Shares:
    """Which requirements the units of a text meet: unit -> requirement -> 1 wholly, less in part."""

    of: dict[int, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))


def shape(unit: Unit, names: Names) -> Shape:
    """Return what a unit is weighed by; ``names`` are its municipality's."""
    heading = "".join(_letters(line, names) for line in unit.lines if line.is_heading)
    words = "\n".join(_letters(line, names) for line in unit.lines if not line.is_heading)
    return Shape(_grams(heading), _grams(words), tuple(line.text for line in unit.lines))


def line_shape(line: Line, names: Names) -> Shape:
    """Return what one line is weighed by."""
    return Shape(frozenset(), _grams(_letters(line, names)), (line.text,))


def _letters(line: Line, names: Names) -> str:
    return "".join(each.key for each in tokens(line, names) if each.key[0].isalnum() or each.key[0] >= "\ue000")


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset(filter(None, [text]))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def alike(one: Shape, other: Shape) -> float:
    """Return how alike two units are, from 0 to 1."""
    words = _dice(one.words, other.words)
    if one.heading and other.heading:
        return _HEADING * _dice(one.heading, other.heading) + (1 - _HEADING) * words
    return words


def shares(units: Sequence[Unit], found: Coverage | None) -> Shares:
    """Return which requirements each unit meets."""
    made = Shares()
    owner = {unit.path: index for index, unit in enumerate(units)}
    for row in found.requirements if found else ():
        for path in row.paths:
            index = next((owner[path[:end]] for end in range(len(path), 0, -1) if path[:end] in owner), None)
            if index is not None:
                weight = 1.0 if path == units[index].path else _PARTLY
                made.of[index][row.id] = max(weight, made.of[index].get(row.id, 0.0))
    return made


def match(
    left: Sequence[Shape], right: Sequence[Shape], ours: Mapping[int, dict[str, float]],
    theirs: Mapping[int, dict[str, float]], allowed: Mapping[int, Sequence[int]],
) -> list[Pair]:  # fmt: skip
    """Return the pairs of units that belong together, each unit at most once.

    Args:
        left, right: the units as they are weighed.
        ours, theirs: the requirements they meet.
        allowed: unit on the left -> units on the right it may be matched with (those of its branch).
    """
    scores: list[tuple[float, int, int, int, str]] = []
    crowded = sum(map(len, allowed.values())) > _MOST_PAIRS
    for i, others in allowed.items():
        met = ours.get(i, {})
        for j in others:
            met_there = theirs.get(j, {})
            common = met.keys() & met_there.keys()
            if crowded and not common and not left[i].heading & right[j].heading:
                continue
            score, by = _weigh(alike(left[i], right[j]), met, met_there, common)
            if left[i].exact == right[j].exact:  # nothing can be more alike
                score, by = score + _EXACT, by or "likeness"
            if score:
                scores.append((-score, i + j, i, j, by))
    used: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, _, i, j, by in sorted(scores):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            found.append(Pair(i, j, by))
    return found


def _weigh(likeness: float, met: dict[str, float], there: dict[str, float], common: set[str]) -> tuple[float, str]:
    """Return the worth of a pair, 0 when it is none, and by what it is one."""
    if not common:
        other_aims = bool(met and there)
        least = _LEAST_ALIKE + (_OTHER_AIMS if other_aims else 0.0)
        return (likeness if likeness >= least else 0.0), "likeness"
    both = sum(min(met[each], there[each]) for each in common)
    whole = sum(met.values()) + sum(there.values()) - both
    strong = any(met[each] == there[each] == 1.0 for each in common)
    if not strong and likeness < _LEAST_PARTLY:
        return 0.0, ""
    return (both / whole + likeness) / 2 + (_STRONG if strong else 0.0), "requirement"


def best_part(whole: Shape, parts: Iterator[tuple[Unit, Shape]], has_aim: bool) -> Unit | None:
    """Return the unit among the parts of other articles that says most nearly what a whole article says.

    Args:
        whole: the article.
        parts: paragraphs and items of the articles it may be a part of.
        has_aim: whether it is wholly about a requirement, which the other text does not meet.
    """
    best, found = _LEAST_OTHER_PART if has_aim else _LEAST_PART, None
    for unit, each in parts:
        likeness = _dice(whole.words, each.words)
        if likeness > best:
            best, found = likeness, unit
    return found


def match_lines(left: Sequence[Shape], right: Sequence[Shape]) -> dict[int, int]:
    """Return which line of an article has become which: the most alike first, of equals the nearest."""
    scores = [
        (-score, abs(i * len(right) - j * len(left)), i + j, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (score := _EXACT if one.exact == other.exact else _dice(one.words, other.words)) >= _LEAST_LINES
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(scores):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found
