"""What amending language says: places in the text in force, and steps that change them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ordinance_drafter.model import ADDENDA, ANNEXES, BODY, Level, Provision
from ordinance_drafter.numbering import Number

UnitStep = tuple[Level, Number]


class Part(Enum):
    """Which words of a unit are meant; the value is how amending language calls them."""

    TITLE = "제명"
    HEADING = "제목"
    REST = "제목 외의 부분"
    CHAPEAU = "각 호 외의 부분"
    ITEMS = "각 호"
    MAIN = "본문"
    PROVISO = "단서"
    FORMER = "전단"
    LATTER = "후단"


@dataclass(frozen=True, slots=True)
class Place:
    """A place an instruction acts on, by the numbers before the amendment.

    Attributes:
        units: from the top down: 제3장, 제9조, 제1항 ….
        parts: words of the last unit that are meant, the narrowest last (각 호 외의 부분, 단서); () all of it.
        until: the last unit of a range (제2항부터 제4항까지), of the level of the last of ``units``.
        branch: ``BODY``, ``ADDENDA`` or ``ANNEXES``.
        annex: 별표 or 서식 as named ("별표 1", "별지 제2호서식"), "" elsewhere.
        inside: where in an annex or a table, in the words of the instruction; "" all of it.
        former: the numbers before the amendment, one for each of ``units``, where the instruction calls a unit by its
            new one (제4항(종전의 제3항)); a paragraph that was an article's words (종전의 제목 외의 부분) has the
            article's own. None where they are those of ``units``.
        text: another text than the one amended that the place is in (법률 제1호 … 부칙), "" for its own.
    """

    units: tuple[UnitStep, ...] = ()
    parts: tuple[Part, ...] = ()
    until: UnitStep | None = None
    branch: int = BODY
    annex: str = ""
    inside: str = ""
    former: tuple[UnitStep, ...] | None = None
    text: str = ""

    def __str__(self) -> str:
        words = [self.text] if self.text else []
        if self.branch == ADDENDA and "부칙" not in self.text:
            words.append("부칙")
        if self.branch == ANNEXES:
            words.append(self.annex)
        if self.units:
            words.append("".join(level.reference(number) for level, number in self.units))
        if self.until:
            words[-1] += f"부터 {self.until[0].reference(self.until[1])}까지"
        words += [self.inside] if self.inside else []
        return " ".join([*words, *(part.value for part in self.parts)])


class Action(Enum):
    """What a step does to its places."""

    WORDS = "words"
    """A becomes B; B is "" where A is deleted."""
    REWRITE = "rewrite"
    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"
    ANNEX = "annex"
    """An annex becomes, or is added, as printed after the addenda (별지와 같이)."""
    MARK = "mark"
    """A chapter or section begins before an article: 제9조 앞에 “제3장 지원”을 신설한다."""
    UNMARK = "unmark"
    """A chapter or section before an article is taken away; its articles stay."""
    WHOLE = "whole"
    """The whole text becomes the one that follows (전부개정)."""
    REPEAL = "repeal"


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction.

    Attributes:
        action: what is done.
        places: where, in the order written.
        words: for WORDS: the words now and the words to be ("" deletes them).
        each: whether the instruction says 각각.
        targets: for MOVE: the numbers to be, one for each of ``places``.
        added: whether an ANNEX is new.
        block: the text given after the instruction, as lines; "" where there is none.
        units: the units that ``block`` holds for the step's places.
        title: of the text amended, "" for the one the amendment is about.
        sentence: number of the sentence it stands in, from 0: moves of a sentence are made before the rest of it.
        span: where in the text read it stands.
        line: the line it stands on, from 1.
    """

    action: Action
    places: tuple[Place, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    each: bool = False
    targets: tuple[Place, ...] = ()
    added: bool = False
    block: str = ""
    units: tuple[Provision, ...] = ()
    title: str = ""
    sentence: int = 0
    span: tuple[int, int] = (0, 0)
    line: int = 1
