"""The papers of a bill around its ordinance: cover, reason, main points, notes, and what is said in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import EVERY_DOCUMENT

NOT_IN_FORCE = EVERY_DOCUMENT - {"in_force"}
COVER = "의안번호: 제     호\n\n고양시 보기 조례안\n제출연월일: 2027. 2. 1.\n제출자: 고양시장\n\n"
REASON = "1. 제안이유\n보기에 관한 사항을 정하려는 것임.\n\n"
POINTS = "2. 주요내용\n가. 보기의 지원을 정함(안 제2조).\n\n"
NOTES = (
    "3. 참고사항\n가. 관계 법령\n「지방자치법」\n나. 예산조치\n별첨 비용추계서 참조\n다. 합의\n협의 완료\n라. 기타\n"
    "1) 입법예고: 2027. 1. 4. ~ 2027. 1. 25., 결과: 의견 없음\n2) 규제심사: 해당 없음\n3) 성별영향평가: 원안 동의\n"
    "4) 부패영향평가: 원안 동의\n\n"
)
TEXT = (
    "고양시 보기 조례\n\n제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n"
    "제2조(지원) 시장은 「지방자치법」 제28조에 따라 예산의 범위에서 비용을 지원할 수 있다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n"
)
COSTS = "비용추계서\n1. 비용 발생 요인\n제2조의 지원\n"
GOOD_BILL = COVER + REASON + POINTS + NOTES + TEXT + COSTS
"""A small bill with nothing wrong: the examples of rules are made from it."""


class Line(NamedTuple):
    """A line of the papers with its number in the source."""

    number: int
    text: str


SPENDING = re.compile(
    r"(?:비용|경비|자금|사업비|보조금|수당|여비|장려금|지원금)[^.\n]{0,40}(?:지원|지급|보조|출연|융자)"
    r"|예산의 범위|출연(?:하거나|할 수)|위원회를 둔다|(?:센터|시설|창업공간)[^.\n]{0,12}(?:설치|운영)"
)
BY_MEMBERS = re.compile(r"발\s*의\s*(?:연월일|일|자)|의원\s*(?:대표)?\s*발의|찬\s*성\s*(?:의원|자)")
_AFTER = ("신ㆍ구조문대비표", "비용추계서", "관계 법령")
_ITEM = re.compile(r"^\s*(?:[가-하]\.|[○◯❍◦•▪\-]|\d{1,2}\)|[①-⑳])\s*")


class Papers:
    """What a bill's papers say; ``is_bill`` tells whether there are any."""

    def __init__(self, document: Document) -> None:
        self.document = document
        names = {part.name for part in document.parts()}
        self.is_bill = "제안이유" in names or "주요내용" in names or self.has(r"의\s*안\s*번\s*호|의\s*결\s*주\s*문")
        self.is_notice_only = (
            self.is_bill and "입법예고" in names and not self.has(r"제\s*출\s*자|의\s*안\s*번\s*호|발\s*의\s*자")
        )

    @cached_property
    def lines(self) -> list[Line]:
        """Every line outside of the ordinance."""
        return [Line(*row) for part in self.document.parts() for row in self.document.lines(part)]

    def has(self, pattern: str) -> bool:
        """Whether any line of the papers matches."""
        return self.find(pattern) is not None

    def find(self, pattern: str) -> Line | None:
        """Return the first line that matches."""
        found = re.compile(pattern)
        return next((line for line in self.lines if found.search(line.text)), None)

    def part(self, name: str) -> list[Line]:
        """Return the lines of the first part of a name."""
        part = next(iter(self.document.parts(name)), None)
        return [Line(*row) for row in self.document.lines(part)] if part else []

    def first_line(self, name: str) -> int:
        """Return where the first part of a name begins, 0 when there is none."""
        return next((part.line for part in self.document.parts(name)), 0)

    def place(self, name: str) -> int:
        """Return where a paper stands: papers after the ordinance are mentioned before it too, so their last place."""
        lines = [part.line for part in self.document.parts(name)]
        return (lines[-1] if name in _AFTER else lines[0]) if lines else 0

    def main_points(self) -> Iterator[Line]:
        """Yield the items of 주요내용, each with its continued lines."""
        held: Line | None = None
        for line in self.part("주요내용")[1:]:
            if not line.text.strip():
                continue
            if _ITEM.match(line.text):
                if held:
                    yield held
                held = line
            elif held:
                held = Line(held.number, f"{held.text} {line.text.strip()}")
        if held:
            yield held

    @cached_property
    def spending(self) -> list[str]:
        """The addresses of articles that cost money."""
        return [
            self.document.address(article.path)
            for article in self.document.articles
            if not article.provision.deleted and SPENDING.search(article.text)
        ]

    @cached_property
    def by_members(self) -> bool:
        """Whether members of the council propose the bill."""
        return self.has(BY_MEMBERS.pattern)


def papers_of(document: Document) -> Papers:
    """Return the papers of a document, worked out once."""
    held: Papers | None = document.__dict__.get("_papers")
    if held is None:
        held = document.__dict__["_papers"] = Papers(document)
    return held
