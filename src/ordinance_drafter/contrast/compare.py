"""Two texts side by side: which provisions answer each other, what differs in them, and what only one has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from ordinance_drafter.contrast.match import (
    Pair,
    Shape,
    best_part,
    line_shape,
    match,
    match_lines,
    shape,
    shares,
)
from ordinance_drafter.contrast.moves import moved
from ordinance_drafter.contrast.names import Names, names_of
from ordinance_drafter.contrast.units import Line, Text, Unit
from ordinance_drafter.contrast.words import Piece, pieces, shared, tokens
from ordinance_drafter.coverage import Coverage, Requirement, coverage
from ordinance_drafter.model import ANNEXES, BODY, Ordinance, Path, at


class Kind(Enum):
    """What a row says of its two units."""

    SAME = "same"
    REWORDED = "reworded"
    PART = "part"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class LinePair:
    """A line of each text ("" for none) with what differs; ``elsewhere`` names the unit it is compared with instead."""

    left: Line | None
    right: Line | None
    pieces: tuple[Piece, ...]
    elsewhere: str = ""

    @property
    def differs(self) -> bool:
        """Whether words differ."""
        return any(each.differs for each in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """Two units that answer each other, or one that only one text has.

    Attributes:
        kind: SAME, REWORDED, PART (an article that is a part of another's article), LEFT or RIGHT (in one only).
        left, right: the units; of a PART the one whose ``whole`` is not set stands wholly in another row.
        whole: whether the row is where the left and where the right article stands: every article has one such row.
        by: ``requirement`` or ``likeness``.
        likeness: how much of the words is the same, from 0 to 1.
        moved: whether it stands in another order than its neighbours.
        requirements: ids of those both units meet (of an only unit: those it meets).
        lines: what differs, in the order of the left text, what only the right one has in its place.
    """

    kind: Kind
    left: Unit | None
    right: Unit | None
    whole: tuple[bool, bool]
    by: str = ""
    likeness: float = 0.0
    moved: bool = False
    requirements: tuple[str, ...] = ()
    lines: tuple[LinePair, ...] = ()

    @property
    def renumbered(self) -> bool:
        """Whether the two units have other numbers."""
        return self.left is not None and self.right is not None and self.left.place != self.right.place


@dataclass(frozen=True, slots=True)
class Shared:
    """A requirement in both texts: where, and how wholly.

    ``links`` are the units that answer each other in it: those of one row, or when none stand in one row
    (``elsewhere``) all that meet it.
    """

    id: str
    label: str
    theme: str
    theme_label: str
    level: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    statuses: tuple[str, str]
    links: tuple[tuple[str, str], ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two texts compared: ``rows`` in the order of the left one, ``requirements`` in the order they were asked for."""

    left: Ordinance
    right: Ordinance
    title: tuple[Piece, ...]
    rows: tuple[Row, ...]
    requirements: tuple[Shared, ...]

    @property
    def differs(self) -> bool:
        """Whether anything but numbers differs."""
        return any(each.kind is not Kind.SAME or each.moved for each in self.rows) or any(
            each.differs for each in self.title
        )

    def count(self, kind: Kind) -> int:
        """Return how many rows are of a kind."""
        return sum(row.kind is kind for row in self.rows)


def contrast(
    left: Ordinance,
    right: Ordinance,
    requirements: Sequence[Requirement] = (),
    names: tuple[Names, Names] | None = None,
    *,
    ignore_names: bool = False,
) -> Contrast:
    """Return two texts compared.

    Args:
        left, right: of any municipalities.
        requirements: by which provisions are recognised (``coverage.load_requirements``); with none, by likeness only.
        names: of the two municipalities and their offices; worked out from titles by default.
        ignore_names: those names are no difference.
    """
    return _Comparison(left, right, tuple(requirements), names, ignore_names).result()


class _Side:
    """One text with what it is weighed by."""

    def __init__(self, ordinance: Ordinance, requirements: tuple[Requirement, ...], names: Names) -> None:
        self.text = Text(ordinance)
        self.names = names
        self.units = self.text.units
        self.shapes = [shape(unit, names) for unit in self.units]
        self.coverage: Coverage | None = coverage(ordinance, requirements) if requirements else None
        self.met = shares(self.units, self.coverage).of
        self.index = {unit.path: number for number, unit in enumerate(self.units)}

    def owner(self, path: Path) -> int | None:
        """Return the index of the unit a path is in."""
        return next((self.index[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.index), None)

    def part(self, path: Path) -> Unit:
        """Return any unit of body or addenda."""
        if path in self.index:
            return self.units[self.index[path]]
        return self.text.unit(path, at(self.text.ordinance, path))

    def parts(self, indexes: Sequence[int]) -> Iterator[tuple[Unit, Shape]]:
        """Yield the units within articles."""
        for index in indexes:
            path = self.units[index].path
            if path[0] < ANNEXES:
                for unit in self.text.parts(path, at(self.text.ordinance, path)):
                    yield unit, shape(unit, self.names)

    def places(self, requirement: str) -> tuple[Path, ...]:
        """Return where a requirement is met."""
        return self.coverage[requirement].paths if self.coverage else ()


class _Comparison:
    """The work of :func:`contrast`."""

    def __init__(
        self, left: Ordinance, right: Ordinance, asked: tuple[Requirement, ...],
        names: tuple[Names, Names] | None, ignore_names: bool,
    ) -> None:  # fmt: skip
        ours, theirs = names or (names_of(left), names_of(right))
        self.sides = (_Side(left, asked, ours), _Side(right, asked, theirs))
        self.asked, self.ignore_names = asked, ignore_names
        self.pairs = self._match()
        self.partner: tuple[dict[int, int], dict[int, int]] = (
            {pair.left: pair.right for pair in self.pairs},
            {pair.right: pair.left for pair in self.pairs},
        )
        self.lent: tuple[dict[Path, str], dict[Path, str]] = ({}, {})
        self.paired = {pair.left: number for number, pair in enumerate(self.pairs)}

    def result(self) -> Contrast:
        """Return the comparison."""
        left, right = self.sides
        parts = [*self._parts(0), *self._parts(1)]  # first: what they take is not missing in the rows of the others
        rows = [self._pair_row(pair) for pair in self.pairs]
        rows = moved(rows, left.index, right.index)
        known: tuple[set[Path], set[Path]] = (set(), set())
        for row in (*rows, *parts):
            for number, unit in enumerate((row.left, row.right)):
                if unit is not None and row.whole[number]:
                    known[number].add(unit.path)
        only = [self._only(0, index) for index, unit in enumerate(left.units) if unit.path not in known[0]]
        only += [self._only(1, index) for index, unit in enumerate(right.units) if unit.path not in known[1]]
        ordered = self._ordered([*rows, *parts, *only])
        title = [Line((), "", side.text.ordinance.title) for side in self.sides]
        return Contrast(
            left.text.ordinance, right.text.ordinance, self._pieces(*title), ordered, tuple(self._requirements(ordered))
        )

    # ── matching ─────────────────────────────────────────────────────────────

    def _match(self) -> list[Pair]:
        left, right = self.sides
        branches = defaultdict(list)
        for index, unit in enumerate(right.units):
            branches[unit.path[0]].append(index)
        allowed = {index: branches[unit.path[0]] for index, unit in enumerate(left.units)}
        return match(left.shapes, right.shapes, left.met, right.met, allowed)

    def _parts(self, number: int) -> Iterator[Row]:
        """Yield a row for each unmatched article that is a part of a matched one of the other text."""
        side, other = self.sides[number], self.sides[1 - number]
        taken = sorted(self.partner[1 - number])
        for index, unit in enumerate(side.units):
            if index in self.partner[number] or unit.path[0] != BODY:
                continue
            found, by = self._met_within(index, side, other), "requirement"
            if found is None:
                candidates = [each for each in taken if other.units[each].path[0] == BODY]
                has_aim = 1.0 in side.met.get(index, {}).values()
                found, by = best_part(side.shapes[index], other.parts(candidates), has_aim), "likeness"
            if found is None:
                continue
            self.lent[1 - number][found.path] = unit.place
            left, right = (unit, found) if number == 0 else (found, unit)
            yield self._row(Kind.PART, left, right, (number == 0, number == 1), by)

    def _met_within(self, index: int, side: _Side, other: _Side) -> Unit | None:
        """Return the unit of the other text that meets what an article is wholly about; the most alike of several."""
        wholly = [name for name, weight in side.met.get(index, {}).items() if weight == 1.0]
        paths = {path for name in wholly for path in other.places(name) if path[0] == BODY}
        candidates = [other.part(path) for path in sorted(paths)]
        weighed = [
            (-len(side.shapes[index].words & shape(unit, other.names).words), unit.path, unit) for unit in candidates
        ]
        return min(weighed, key=lambda each: each[:2])[2] if weighed else None

    # ── rows ─────────────────────────────────────────────────────────────────

    def _pair_row(self, pair: Pair) -> Row:
        left, right = self.sides
        return self._row(Kind.REWORDED, left.units[pair.left], right.units[pair.right], (True, True), pair.by)

    def _row(self, kind: Kind, left: Unit, right: Unit, whole: tuple[bool, bool], by: str) -> Row:
        lines = tuple(self._lines(left, right, kind is Kind.REWORDED))
        differs = any(line.differs for line in lines)
        if kind is Kind.REWORDED and not differs:
            kind = Kind.SAME
        told = [piece for line in lines if not line.elsewhere for piece in line.pieces]
        met = [set(self._met(side, unit)) for side, unit in zip(self.sides, (left, right), strict=True)]
        common = tuple(each.id for each in self.asked if each.id in met[0] & met[1])
        return Row(kind, left, right, whole, by, round(shared(told), 4), requirements=common, lines=lines)

    def _met(self, side: _Side, unit: Unit) -> Iterator[str]:
        for row in side.coverage.requirements if side.coverage else ():
            if any(path[: len(unit.path)] == unit.path for path in row.paths):
                yield row.id

    def _only(self, number: int, index: int) -> Row:
        side = self.sides[number]
        unit = side.units[index]
        met = set(self._met(side, unit))
        lines = tuple(self._one_sided(line, number) for line in unit.lines)
        kind = (Kind.LEFT, Kind.RIGHT)[number]
        asked = tuple(each.id for each in self.asked if each.id in met)
        left, right = (unit, None) if number == 0 else (None, unit)
        return Row(kind, left, right, (number == 0, number == 1), requirements=asked, lines=lines)

    def _one_sided(self, line: Line, number: int) -> LinePair:
        piece = (Piece(line.text, "", True), Piece("", line.text, True))[number]
        left, right = (line, None) if number == 0 else (None, line)
        return LinePair(left, right, (piece,) if line.text else ())

    def _lines(self, left: Unit, right: Unit, is_pair: bool) -> Iterator[LinePair]:
        """Yield the lines of two units side by side, in the order of the left one."""
        ours, theirs = ([line for line in unit.lines if line.text] for unit in (left, right))
        partner = self._line_partners(ours, theirs)
        taken = set(partner.values())
        waiting = 0

        def only_right(until: int) -> Iterator[LinePair]:
            nonlocal waiting
            for index in range(waiting, until):
                if index not in taken:
                    yield self._told_elsewhere(theirs[index], 1, is_pair)
            waiting = max(waiting, until)

        for index, line in enumerate(ours):
            found = partner.get(index)
            if found is None:
                yield self._told_elsewhere(line, 0, is_pair)
                continue
            yield from only_right(found)
            yield LinePair(line, theirs[found], self._pieces(line, theirs[found]))
        yield from only_right(len(theirs))

    def _line_partners(self, ours: Sequence[Line], theirs: Sequence[Line]) -> dict[int, int]:
        left, right = self.sides
        heads = [next((i for i, line in enumerate(lines) if line.is_heading), None) for lines in (ours, theirs)]
        shapes = [
            [
                line_shape(line, side.names) if not line.is_heading else Shape(frozenset(), frozenset(), (str(number),))
                for line in lines
            ]
            for number, (side, lines) in enumerate(((left, ours), (right, theirs)))
        ]
        found = match_lines(*shapes)
        if heads[0] is not None and heads[1] is not None:
            found[heads[0]] = heads[1]
        words = [[i for i, line in enumerate(lines) if not line.is_heading] for lines in (ours, theirs)]
        if len(words[0]) == len(words[1]) == 1:  # one sentence each: they answer each other whatever they say
            found[words[0][0]] = words[1][0]
        return found

    def _told_elsewhere(self, line: Line, number: int, is_pair: bool) -> LinePair:
        """Return a line without a counterpart: missing there, unless it is compared with another article."""
        pair = self._one_sided(line, number)
        if is_pair:
            place = next((each for path, each in self.lent[number].items() if line.path[: len(path)] == path), "")
            if place:
                return replace(
                    pair, pieces=tuple(replace(each, differs=False) for each in pair.pieces), elsewhere=place
                )
        return pair

    def _pieces(self, left: Line, right: Line) -> tuple[Piece, ...]:
        ours, theirs = (
            tokens(line, side.names if self.ignore_names else None, partial(self._followed, number))
            for number, (line, side) in enumerate(zip((left, right), self.sides, strict=True))
        )
        return pieces(ours, theirs)

    def _followed(self, number: int, path: Path) -> str:
        """Return what an article's number is compared by: one word for two articles that answer each other."""
        side = self.sides[number]
        index = side.owner(path)
        if index is None:
            return ""
        pair = index if number == 0 else self.partner[1].get(index)
        if pair is not None and pair in self.paired:
            return f"\ue010{self.paired[pair]}\ue011"
        return f"\ue010{'LR'[number]}{side.units[index].place}\ue011"

    # ── order and requirements ───────────────────────────────────────────────

    def _ordered(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows in the order of the left text; what stands only on the right comes after what it follows."""
        left, right = self.sides
        made = sorted((row for row in rows if row.whole[0] and row.left), key=lambda row: left.index[_path(row.left)])
        news = sorted(
            (row for row in rows if not row.whole[0] and row.right), key=lambda row: right.index[_path(row.right)]
        )
        for row in news:
            own = right.index[_path(row.right)]
            before = [
                (right.index[_path(each.right)], place)
                for place, each in enumerate(made)
                if each.whole[1] and each.right and right.index[_path(each.right)] < own
                and _path(each.right)[0] == _path(row.right)[0]
            ]  # fmt: skip
            first = next((i for i, each in enumerate(made) if _branch(each) >= _path(row.right)[0]), len(made))
            made.insert(max(before)[1] + 1 if before else first, row)
        return tuple(made)

    def _requirements(self, rows: Sequence[Row]) -> Iterator[Shared]:
        left, right = self.sides
        together = {(left.owner(row.left.path), right.owner(row.right.path)) for row in rows if row.left and row.right}
        for each in self.asked:
            if left.coverage is None or right.coverage is None:
                return
            one, other = left.coverage[each.id], right.coverage[each.id]
            links = {(left.owner(a), right.owner(b)) for a in one.paths for b in other.paths}
            apart = bool(links) and not links & together  # else what stands in one row answers each other
            chosen = sorted(
                (a, b) for a, b in (links if apart else links & together) if a is not None and b is not None
            )
            places = tuple((left.units[a].place, right.units[b].place) for a, b in chosen)
            yield Shared(
                each.id, each.label, each.theme, each.theme_label, each.level,
                one.at, other.at, (one.status, other.status), places, apart,
            )  # fmt: skip


def _path(unit: Unit | None) -> Path:
    return unit.path if unit is not None else ()


def _branch(row: Row) -> int:
    unit = row.left or row.right
    return unit.path[0] if unit is not None else 0
