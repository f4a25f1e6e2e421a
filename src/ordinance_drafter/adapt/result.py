"""What adapting an ordinance comes to: the new text, every change, and all that is left to a reader."""

from __future__ import annotations

from dataclasses import dataclass

from ordinance_drafter.library import Municipality
from ordinance_drafter.model import Ordinance, Path

FLAGS = {
    "leftover": "남은 말",
    "title": "제명을 확인할 조례ㆍ규칙",
    "agency": "맞는 기관을 찾지 못한 것",
    "level": "다른 종류의 지방자치단체에만 맞는 규정",
    "reference": "없어진 조항을 가리키는 인용",
    "sunset": "존속기한",
    "cited": "조 번호를 확인할 인용",
    "common": "보통 낱말일 수 있는 이름",
    "date": "날짜",
    "department": "부서와 직위",
    "history": "내력과 부칙",
    "profile": "지방자치단체의 자료",
}
"""Kind of flag -> its heading in reports, in the order they are told."""
MUST_DECIDE = frozenset({"leftover", "title", "agency", "level", "reference"})
"""Kinds that somebody must settle before the text is used: with any of them the command ends in 1."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words that were changed; ``kind`` is that of the local word, or ``particle`` ``history`` ``number`` ``declaration``."""

    address: str
    field: str
    before: str
    after: str
    kind: str
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """Something left to a reader: ``kind`` is a key of :data:`FLAGS`, ``words`` what it is about, ``message`` a sentence."""

    kind: str
    address: str
    words: str
    message: str
    path: Path = ()
    field: str = ""

    @property
    def must_decide(self) -> bool:
        """Whether it must be settled before the text is used."""
        return self.kind in MUST_DECIDE


@dataclass(frozen=True, slots=True)
class Adapted:
    """An ordinance of ``source`` as one of ``target``."""

    ordinance: Ordinance
    changes: tuple[Change, ...]
    flags: tuple[Flag, ...]
    source: Municipality
    target: Municipality

    def of(self, kind: str) -> tuple[Flag, ...]:
        """Return the flags of one kind."""
        return tuple(flag for flag in self.flags if flag.kind == kind)

    @property
    def leftovers(self) -> tuple[Flag, ...]:
        """What still smells of the other city."""
        return self.of("leftover")

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left that must be settled."""
        return not any(flag.must_decide for flag in self.flags)
