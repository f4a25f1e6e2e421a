"""What a reference is, and how it is written (법제처 「자치법규 입안 길라잡이」 409~413쪽)."""

from __future__ import annotations

from dataclasses import dataclass

from ordinance_drafter.model import ARTICLE, ITEM, PARAGRAPH, SUBPARAGRAPH, Level, Path
from ordinance_drafter.numbering import Number

Step = tuple[Level, Number | None]
"""A level and its number; the number is None only in a first step read from 같은 조 or 이 조."""

PARTS = {
    "each_subparagraph": "각 호",
    "each_item": "각 목",
    "chapeau": "각 호 외의 부분",
    "item_chapeau": "각 목 외의 부분",
    "main_clause": "본문",
    "proviso": "단서",
    "former": "전단",
    "latter": "후단",
}
ANCHORS = {"same": "같은", "this": "이"}


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference, as written or with what it inherits filled in.

    ``statute`` is "" for the text itself, else the title in 「 」 or the word used for it (법, 같은 법).
    ``place`` is "" for the body, ``addenda`` for 부칙, ``table`` for 별표, ``form`` for 별지 서식.
    ``annex`` is the number of the table or form. ``steps`` lead from the top down; ``parts`` name a part of
    the last unit (keys of PARTS); ``until`` is the end of a range 부터 … 까지.
    """

    steps: tuple[Step, ...] = ()
    statute: str = ""
    parts: tuple[str, ...] = ()
    until: tuple[Step, ...] = ()
    place: str = ""
    annex: Number | None = None
    anchor: str = ""

    @property
    def is_external(self) -> bool:
        """Whether the reference leads out of the text it stands in."""
        return bool(self.statute)


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference found in a text.

    ``ref`` says what is meant, ``written`` what is written; ``span`` covers the whole mention, ``head`` the
    first chain of units (제5조제1항), ``tail`` the end of a range, both as offsets in the unit's text.
    """

    ref: Ref
    written: Ref
    span: tuple[int, int]
    head: tuple[int, int]
    tail: tuple[int, int] | None = None
    path: Path = ()


def format_chain(steps: tuple[Step, ...], anchor: str = "") -> str:
    """Return a chain of units: 제5조제1항제2호가목; 같은 조 제2항, 이 조 제1항 with an anchor."""
    words, rest = "", steps
    if anchor and steps:
        words, rest = f"{ANCHORS[anchor]} {steps[0][0].word}", steps[1:]
    chain = "".join(level.reference(number) for level, number in rest if number)
    return f"{words} {chain}".strip() if words else chain


def format_ref(ref: Ref) -> str:
    """Return the reference in the official manner; the inverse of ``parse_ref``."""
    words = []
    if ref.statute:
        bare = ref.statute in SHORT_WORDS or ref.statute.startswith("같은 ")
        words.append(ref.statute if bare else f"「{ref.statute}」")
    if ref.place == "addenda":
        words.append("부칙")
    elif ref.place == "table":
        words.append(f"별표 {ref.annex}" if ref.annex else "별표")
    elif ref.place == "form" and ref.annex:
        branch = f"의{ref.annex.branch}" if ref.annex.branch else ""
        words.append(f"별지 제{ref.annex.main}호{branch}서식")
    chain = format_chain(ref.steps, ref.anchor)
    words += [chain] if chain else []
    words += [PARTS[part] for part in ref.parts]
    text = " ".join(words)
    return f"{text}부터 {format_chain(ref.until)}까지" if ref.until else text


SHORT_WORDS = frozenset({"법", "법률", "영", "령", "시행령", "시행규칙", "규칙", "조례", "규정"})


def inherit(steps: tuple[Step, ...], before: tuple[Step, ...]) -> tuple[Step, ...]:
    """Fill the upper units a chain leaves out from the chain ``before`` it: 제5조제1항 및 제3항 -> 제5조제3항."""
    if not steps:
        return steps
    top = steps[0][0].rank
    if top <= ARTICLE.rank:
        return steps
    return (*[step for step in before if ARTICLE.rank <= step[0].rank < top], *steps)


def absolute(units: list[Step]) -> tuple[Step, ...]:
    """Return the steps that name a unit by itself: from its article down, or its divisions when it is one."""
    below = [step for step in units if step[0].rank >= ARTICLE.rank]
    return tuple(below or units)


RELATIVE_LEVELS = (PARAGRAPH, SUBPARAGRAPH, ITEM)
