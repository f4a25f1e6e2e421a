"""What rules are told of a 개정문: its sentences, its steps, and what they make of the text in force, if that is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ordinance_drafter.amend import Action, AmendingText, Applied, Place, Step, apply_amendment, read_amendment
from ordinance_drafter.amend.moves import move_units
from ordinance_drafter.amend.tree import Node, Tree, UnplacedError
from ordinance_drafter.lines import SPACES, addenda_head
from ordinance_drafter.model import ANNEXES, ARTICLE, BODY
from ordinance_drafter.refs import Step as Numbered

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Document

_KEPT = ("표지", "번호와 개정문")
_QUOTED = re.compile(r"([“\"])([^“”\"\n]*)([”\"])")
_MARKS = re.compile(r"^\s*#+\s+|\*\*|\\(?=[.\-*_#()\[\]<>~+|`])")
_ENDS = re.compile(r"다\s?\.|한다\s*$")
_PROBLEM = re.compile(r"(?:(?P<line>\d+)번째 줄, )?(?P<place>.*?): (?P<why>.*)", re.DOTALL)
_WRAPPED = 12


class Instruction(NamedTuple):
    """A sentence of amending language: its line, its words, and the words with what is quoted covered by □."""

    line: int
    text: str
    plain: str


class Problem(NamedTuple):
    """What could not be followed: the line, the place as the reader names it, why, and what was to be done there."""

    line: int | None
    place: str
    why: str
    action: Action | None


class Amending:
    """The amending text of a document, read once.

    Attributes:
        lines: the lines of the document; those of other papers of a bill are empty, so that numbers stay.
        text: what they say.
        base: the text in force, None when it is not given or is of another title (``other_base``).
    """

    def __init__(self, document: Document) -> None:
        self.lines = list(document.reading.source)
        if document.reading.format == "markdown":
            self.lines = [_MARKS.sub("", line) for line in self.lines]
        for part in document.reading.parts:
            if part.name not in _KEPT:
                self.lines[part.line - 1 : part.last] = [""] * (part.last - part.line + 1)
        self.text: AmendingText = read_amendment("\n".join(self.lines))
        mine = document.base is not None and _same_title(self.text.title, document.base.title)
        self.base = document.base if mine else None
        self.other_base = document.base is not None and not mine

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All steps, those of 다른 조례의 개정 too."""
        return (*self.text.steps, *(step for _, steps in self.text.others for step in steps))

    @cached_property
    def first_line(self) -> int:
        """The line of the first instruction, 0 when there is none."""
        numbers = [*(step.line for step in self.steps), *(missed.line for missed in self.text.missed)]
        return min(numbers, default=0)

    @cached_property
    def addenda_line(self) -> int:
        """The line of 부칙, 0 without one."""
        start = self.first_line or 1
        rest = enumerate(self.lines[start - 1 :], start)
        return next((n for n, line in rest if (words := line.strip(SPACES))[:1] == "부" and addenda_head(words)), 0)

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """The sentences, in the order of the text; also the lines that could not be read."""
        missed = {each.line for each in self.text.missed}
        return tuple(self._instruction(line, line in missed) for line in sorted(missed | {s.line for s in self.steps}))

    def _instruction(self, line: int, missed: bool) -> Instruction:
        text = self.lines[line - 1].strip()
        for more in self.lines[line : line + _WRAPPED]:
            if missed or _ENDS.search(text) or "다음과 같이" in text:
                break
            text = f"{text} {more.strip()}"
        plain = text
        words = {word for step in self.steps if step.line == line for pair in step.words for word in pair if word}
        for word in sorted(words, key=len, reverse=True):
            for opens, closes in ("“”", '""'):
                plain = plain.replace(f"{opens}{word}{closes}", opens + "□" * len(word) + closes)
        return Instruction(line, text, _QUOTED.sub(lambda m: m[1] + "□" * len(m[2]) + m[3], plain))

    # ── with the text in force ───────────────────────────────────────────────

    @cached_property
    def applied(self) -> Applied | None:
        """What becomes of the text in force, None without it."""
        return apply_amendment(self.base, self.text) if self.base is not None and self.text.steps else None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be followed in the text in force."""
        made = []
        for words in self.applied.problems if self.applied else ():
            match = _PROBLEM.fullmatch(words)
            if match:
                line = int(match["line"]) if match["line"] else None
                actions = [s.action for s in self.text.steps if s.line == line and match["place"] in _named(s)]
                made.append(Problem(line, match["place"], match["why"], actions[0] if actions else None))
        return tuple(made)

    @cached_property
    def tree(self) -> Tree | None:
        """The text in force with its units moved: a unit's ``old`` is its number now."""
        if self.base is None:
            return None
        tree = Tree(self.base)
        chosen = [s for s in self.text.steps if s.action is Action.MOVE and s.places[-1].branch != ANNEXES]
        list(move_units(tree, chosen))
        return tree

    def nodes(self, step: Step) -> Iterator[tuple[Place, Node]]:
        """Yield the units of the text in force that a step is about."""
        for place in step.places:
            if self.tree is None or place.branch != BODY or not place.units:
                continue
            try:
                yield from ((place, node) for node in self.tree.range(place))
            except UnplacedError:
                continue


def _named(step: Step) -> str:
    return ", ".join(map(str, step.places[:3])) + (" 등" if len(step.places) > 3 else "")


def _same_title(one: str, other: str) -> bool:
    mine, theirs = (re.sub(r"[\sㆍ·「」]", "", title) for title in (one, other))
    return not mine or mine.endswith(theirs)


def old_steps(node: Node) -> tuple[Numbered, ...]:
    """Return how a unit is cited now, before the amendment, from its article down."""
    steps: list[Numbered] = []
    here: Node | None = node
    while here is not None and here.parent is not None and not here.level.is_division:
        if not here.wraps:
            steps.insert(0, (here.level, here.old))
        here = here.parent
    return tuple(steps)


def new_steps(node: Node) -> tuple[Numbered, ...]:
    """Return how a unit is cited after the moves, from its article down."""
    steps: list[Numbered] = []
    here: Node | None = node
    while here is not None and here.parent is not None and not here.level.is_division:
        steps.insert(0, (here.level, here.number))
        here = here.parent
    return tuple(steps)


def article_of(place: Place) -> Numbered | None:
    """Return the article that a place of the body is in or is, None for chapters, annexes and addenda."""
    if place.branch != BODY or place.text or not place.units:
        return None
    return next((each for each in place.units if each[0] is ARTICLE), None)


def only_article(step: Step) -> Numbered | None:
    """Return the article that all places of a step are in, None where there are several or none."""
    found = {article_of(place) for place in step.places}
    one = found.pop() if len(found) == 1 else None
    ranges = any(place.until and place.until[0] is ARTICLE for place in step.places)
    return None if ranges else one


def covers(places: Sequence[Place], steps: tuple[Numbered, ...]) -> bool:
    """Whether the unit cited by ``steps`` is in one of the places."""
    for place in places:
        if place.branch != BODY:
            continue
        units = tuple(each for each in (place.former or place.units) if not each[0].is_division)
        if not units:
            return True
        level, first = units[-1]
        at = len(units) - 1
        if len(steps) <= at or steps[:at] != units[:-1] or steps[at][0] is not level:
            continue
        number = steps[at][1]
        last = place.until[1] if place.until else first
        if number is not None and first <= number <= last:
            return True
    return False
