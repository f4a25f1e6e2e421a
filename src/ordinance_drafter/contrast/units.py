"""A text as the units that are compared: articles, units of addenda, annexes, each with its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ordinance_drafter.model import ADDENDA, ANNEXES, ARTICLE, BODY, Ordinance, Path, Provision, address, articles
from ordinance_drafter.refs import resolutions

Pointer = tuple[int, int, Path]
"""Where a reference stands in a line, and where it leads in the same text."""
PREAMBLE = 3
"""The branch of what stands between title and body; the others are those of ``model.Path``."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one unit without those under it; ``label`` (제3조, ①, 1.) is not compared."""

    path: Path
    label: str
    text: str
    depth: int = 0
    is_heading: bool = False
    pointers: tuple[Pointer, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared with a unit of the other text.

    Attributes:
        path: its place; the first number is the branch (body, addenda, annexes, preamble), and only units of one
            branch are compared.
        place: how it is cited: 제3조, 제6조제1항제2호, 부칙 제2조, 별표 1.
        heading: of an article or annex.
        lines: its words with those under it.
    """

    path: Path
    place: str
    heading: str
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """The place with the heading: 제3조(책무)."""
        return f"{self.place}({self.heading})" if self.heading else self.place


class Text:
    """An ordinance laid out for comparing.

    ``units`` are its articles, then the units of its addenda, its annexes and its preamble, deleted ones left out.
    """

    def __init__(self, ordinance: Ordinance) -> None:
        self.ordinance = ordinance
        self._pointers = _pointers(ordinance)
        self.units = tuple(self._units())

    def _units(self) -> Iterator[Unit]:
        for path, article in articles(self.ordinance):
            if not article.deleted:
                yield self.unit(path, article)
        for index, addenda in enumerate(self.ordinance.addenda):
            for number, provision in enumerate(addenda.provisions):
                if not provision.deleted:
                    yield self.unit((ADDENDA, index, number), provision)
        for index, annex in enumerate(self.ordinance.annexes):
            path = (ANNEXES, index)
            heading = (Line(path, annex.label, annex.heading, is_heading=True),)
            rows = tuple(Line(path, "", row.strip()) for row in annex.text.split("\n") if row.strip())
            yield Unit(path, annex.label, annex.heading, heading + rows)
        if self.ordinance.preamble.strip():
            rows = tuple(Line((PREAMBLE,), "", row) for row in self.ordinance.preamble.split("\n") if row.strip())
            yield Unit((PREAMBLE,), "본문 앞", "", rows)

    def unit(self, path: Path, provision: Provision) -> Unit:
        """Return a provision of body or addenda as a unit."""
        place = address(self.ordinance, path)
        return Unit(path, place, provision.heading, tuple(self._lines(path, provision, 0)))

    def parts(self, path: Path, provision: Provision) -> Iterator[Unit]:
        """Yield the units right under a provision and those under them."""
        for index, child in enumerate(provision.children):
            if not child.deleted:
                below = (*path, index)
                yield self.unit(below, child)
                yield from self.parts(below, child)

    def _lines(self, path: Path, unit: Provision, depth: int) -> Iterator[Line]:
        label = unit.label
        if unit.level is ARTICLE and unit.heading:
            yield Line(path, label, unit.heading, depth, is_heading=True)
            label = ""
        if unit.text or (label and not unit.children):
            yield Line(path, label, unit.text, depth, pointers=tuple(self._pointers.get(path, ())))
        elif label:
            yield Line(path, label, "", depth, is_heading=True)
        below = depth if unit.level is ARTICLE else depth + 1
        for index, child in enumerate(unit.children):
            if not child.deleted:
                yield from self._lines((*path, index), child, below)


def _pointers(ordinance: Ordinance) -> Mapping[Path, list[Pointer]]:
    """Return the references of each unit that lead to an article of the body."""
    found: dict[Path, list[Pointer]] = defaultdict(list)
    for mention, target in resolutions(ordinance):
        if target.kind == "internal" and target.path and target.path[0] == BODY:
            found[mention.path].append((*mention.span, target.path))
    return found
