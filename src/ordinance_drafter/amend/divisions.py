"""Parts, chapters and sections: their headings and numbers, and marks set or taken away before an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ordinance_drafter.amend.instruct import Change, heading_change
from ordinance_drafter.amend.match import match_units
from ordinance_drafter.amend.steps import Action, Place, Step, UnitStep
from ordinance_drafter.model import ARTICLE, Level, Ordinance, Provision, articles
from ordinance_drafter.numbering import Number


@dataclass(frozen=True, slots=True)
class Mark:
    """A division as it stands before an article: its line, its path, and the article that follows it."""

    level: Level
    number: Number
    heading: str
    path: tuple[UnitStep, ...]
    before: Number | None

    @property
    def line(self) -> str:
        """The line as it is printed: 제3장 지원."""
        return f"{self.level.label(self.number)} {self.heading}".rstrip()


def flat(
    units: Sequence[Provision], above: tuple[UnitStep, ...] = ()
) -> Iterator[tuple[Provision, tuple[UnitStep, ...]]]:
    """Yield divisions and articles in order, each with the divisions above it."""
    for unit in units:
        yield unit, above
        if unit.level.is_division and unit.number is not None:
            yield from flat(unit.children, (*above, (unit.level, unit.number)))


def _marks(ordinance: Ordinance, survivors: set[Number | None]) -> dict[Number | None, list[Mark]]:
    """Return the divisions by the first article that both texts have after each."""
    found: dict[Number | None, list[Mark]] = {}
    waiting: list[tuple[Provision, tuple[UnitStep, ...], Number | None]] = []
    for unit, above in flat(ordinance.body):
        if unit.level.is_division:
            if not unit.deleted and unit.number is not None:
                waiting.append((unit, above, None))
        elif unit.level is ARTICLE:
            waiting = [(each, path, first or unit.number) for each, path, first in waiting]
            if unit.number in survivors:
                found.setdefault(unit.number, []).extend(map(_mark, waiting))
                waiting = []
    found.setdefault(None, []).extend(map(_mark, waiting))
    return found


def _mark(waiting: tuple[Provision, tuple[UnitStep, ...], Number | None]) -> Mark:
    unit, above, first = waiting
    assert unit.number is not None
    return Mark(unit.level, unit.number, unit.heading, (*above, (unit.level, unit.number)), first)


def division_changes(old: Ordinance, new: Ordinance) -> list[Change]:
    """Return how the divisions of one text become those of another, whatever becomes of the articles in them."""
    if not any(unit.level.is_division for unit in (*old.body, *new.body)):
        return []
    matching = match_units([unit for _, unit in articles(old)], [unit for _, unit in articles(new)])
    became = {before.number: after.number for before, after in matching.pairs if not after.deleted}
    ours = _marks(old, set(became))
    theirs = _marks(new, set(became.values()))
    changes: list[Change] = []
    for anchor in [*became, None]:
        mine, wanted = ours.get(anchor, []), theirs.get(became.get(anchor) if anchor else None, [])
        changes += _changes(mine, wanted)
    return changes


def _changes(mine: Sequence[Mark], wanted: Sequence[Mark]) -> Iterator[Change]:
    keys = [(each.level, each.number, each.heading) for each in mine]
    others = [(each.level, each.number, each.heading) for each in wanted]
    if keys == others:
        return
    for tag, a, b, c, d in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for one, other in zip(mine[a:b], wanted[c:d], strict=False):
            yield from _replaced(one, other)
        for one in mine[a + max(0, min(b - a, d - c)) : b]:
            yield _taken_away(one)
        for other in wanted[c + max(0, min(b - a, d - c)) : d]:
            yield _set(other)


def _replaced(one: Mark, other: Mark) -> Iterator[Change]:
    if one.level is other.level and one.number == other.number and one.heading and other.heading:
        yield heading_change(one.heading, other.heading, Place(one.path))
    elif one.level is other.level and one.heading == other.heading and len(one.path) == 1:
        step = Step(Action.MOVE, (Place(one.path),), targets=(Place(other.path),))
        yield Change(step, "제목이 같으므로 번호만 옮긴다.")
    else:
        yield _taken_away(one)
        yield _set(other)


def _taken_away(mark: Mark) -> Change:
    place = Place(((ARTICLE, mark.before),)) if mark.before else Place(mark.path)
    if mark.before is None:
        return Change(Step(Action.DELETE, (place,)), "비어 있는 장이나 절을 삭제한다.")
    return Change(Step(Action.UNMARK, (place,), ((mark.line, ""),)), "장이나 절의 나눔이 없어진다.")


def _set(mark: Mark) -> Change:
    place = Place(((ARTICLE, mark.before),)) if mark.before else Place(mark.path)
    return Change(Step(Action.MARK, (place,), (("", mark.line),), added=True), "장이나 절을 새로 나눈다.")


def home_of(new: Ordinance, old: Ordinance) -> dict[Number, tuple[UnitStep, ...]]:
    """Return the division to name for a new article: where the article before it is in another one."""
    known = {(above, unit.number, unit.heading) for unit, above in flat(old.body) if unit.level.is_division}
    homes: dict[Number, tuple[UnitStep, ...]] = {}
    before: tuple[UnitStep, ...] | None = None
    headings: dict[tuple[UnitStep, ...], str] = {}
    for unit, above in flat(new.body):
        if unit.level.is_division and unit.number is not None:
            headings[(*above, (unit.level, unit.number))] = unit.heading
        elif unit.level is ARTICLE and unit.number is not None:
            if before is not None and above != before and above:
                key = (above[:-1], above[-1][1], headings.get(above, ""))
                if key in known:
                    homes[unit.number] = above
            before = above
    return homes
