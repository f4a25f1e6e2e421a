"""What every part of a bill says alike: titles, dates, main points, statutes, each derived once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.assemble import Assembly, Placed
from ordinance_drafter.model import articles
from ordinance_drafter.numbering import SYLLABLES, Number
from ordinance_drafter.refs import statutes_cited
from ordinance_drafter.template import render
from ordinance_drafter.write.layout import escape

BLANK_DATE = "20    년    월    일"
KIND_WORDS = {
    "enactment": "조례안", "whole_amendment": "전부개정조례안", "repeal": "폐지조례안", "partial_amendment": "일부개정조례안",
}  # fmt: skip
REASON_LABELS = dict.fromkeys(KIND_WORDS, "제안이유")
ACTIONS = {"enactment": "제정", "whole_amendment": "전부개정", "repeal": "폐지", "partial_amendment": "개정"}


@dataclass(frozen=True)
class Point:
    """One item of 주요내용: its sentence and the articles it tells of."""

    text: str
    numbers: tuple[Number, ...]

    @property
    def articles(self) -> str:
        """(안 제5조), (안 제5조 및 제6조), (안 제5조부터 제7조까지)."""
        return f"(안 {article_list(self.numbers)})"


def article_list(numbers: Iterable[Number]) -> str:
    """Return article numbers as a list, three or more in a row as a range.

    Source: 법제처 「자치법규 입안 길라잡이」 (범위는 부터 ~까지, 둘이면 및).
    """
    runs: list[list[Number]] = []
    for number in numbers:
        if runs and not number.branch and number.main == runs[-1][-1].main + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        if len(run) > 2:
            words.append(f"제{run[0]}조부터 제{run[-1]}조까지")
        else:
            words += [f"제{number.main}조" + (f"의{number.branch}" if number.branch else "") for number in run]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} 및 {words[-1]}"


@dataclass(frozen=True)
class Context:
    """An assembled draft seen as a bill."""

    assembly: Assembly

    @property
    def kind(self) -> str:
        """enactment, whole_amendment or repeal."""
        return self.assembly.setting.kind

    @property
    def article_numbers(self) -> frozenset[Number]:
        """The articles that 주요내용 must tell of: all of the draft."""
        return frozenset(unit.number for _, unit in articles(self.assembly.ordinance) if unit.number)

    @cached_property
    def bill_title(self) -> str:
        """○○ 조례안, ○○ 조례 전부개정조례안, ○○ 조례 폐지조례안."""
        former = self.assembly.setting.former
        if self.kind == "enactment" or former is None:
            return f"{self.assembly.ordinance.title}안"
        return f"{former.title} {KIND_WORDS[self.kind]}"

    @cached_property
    def subtitle(self) -> str:
        """의원 발의이면 발의 의원의 성명 (지방자치법 제76조제4항ㆍ제5항)."""
        proposer = self.assembly.setting.file.project.bill.proposer
        if proposer.type == "head":
            return ""
        verb = "대표발의" if len(proposer.names) > 1 else "발의"
        return f"({proposer.names[0].removesuffix('의원').strip()} 의원 {verb})"

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """The paragraphs of 제안이유: background, one reason a theme, what this bill does."""
        setting, values = self.assembly.setting, self.assembly.values
        own = setting.file.project.bill.reason
        file = setting.clause_set.file
        background = [korean.fix_particles(render(line, values)) for line in file.background]
        if self.kind == "repeal":
            return (*(own or ("(폐지하려는 까닭을 적는다)",)), *background[-1:])
        themes: dict[str, str] = {}
        for placed in self.assembly.body:
            if placed.rationale and placed.clause.theme in file.themes and placed.clause.theme != "general":
                themes.setdefault(placed.clause.theme, placed.rationale)
        lines = [f"○ {file.themes[theme]}: {themes[theme]}." for theme in file.themes if theme in themes]
        closing = [render(file.closing, values)] if file.closing else []
        found = (*background[:-1], *own, *lines, *background[-1:], *closing)
        return found or ("(제안이유를 적는다)",)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The items of 주요내용; clauses of one summary group share an item named by their headings."""
        groups: dict[str, list[Placed]] = {}
        for placed in self.assembly.body:
            groups.setdefault(placed.clause.summary_group or placed.clause.id, []).append(placed)
        if self.kind == "repeal":
            return ()
        return tuple(_point(members) for members in groups.values())

    @cached_property
    def statutes(self) -> tuple[str, ...]:
        """National statutes the draft cites, in order of first appearance (조례ㆍ규칙 excluded)."""
        return tuple(title for title in self._cited if not title.endswith(("조례", "규칙")))

    @cached_property
    def local_ordinances(self) -> tuple[str, ...]:
        """Ordinances the draft cites, the amended one excluded."""
        former = self.assembly.setting.former
        own = {former.title if former else "", self.assembly.ordinance.title}
        return tuple(title for title in self._cited if title.endswith(("조례", "규칙")) and title not in own)

    @cached_property
    def _cited(self) -> tuple[str, ...]:
        return tuple(statutes_cited(self.assembly.ordinance))

    @cached_property
    def notice_end(self) -> date | None:
        """The last day for opinions.

        The first day does not count (행정기본법 제6조제1항, 민법 제157조); a last day on Saturday or Sunday
        moves to Monday (민법 제161조). Other holidays are not known here and must be looked up.
        """
        notice = self.assembly.setting.file.project.bill.notice
        if notice.start is None:
            return None
        end = korean.add_days(notice.start, notice.days)
        return end + timedelta(days={5: 2, 6: 1}.get(end.weekday(), 0))

    @cached_property
    def notice_period(self) -> str:
        """예고 기간 as text, blank while the first day is not known."""
        notice = self.assembly.setting.file.project.bill.notice
        if notice.start is None or self.notice_end is None:
            return f"{BLANK_DATE} ~ {BLANK_DATE}({notice.days}일 이상)"
        start, end = korean.format_date(notice.start), korean.format_date(self.notice_end)
        moved = korean.add_days(notice.start, notice.days) != self.notice_end
        why = ", 마지막 날이 쉬는 날이라 다음 월요일" if moved else ""
        return f"{start} ~ {end}({notice.days}일, 첫날은 세지 않음{why})"

    @property
    def has_subsidy(self) -> bool:
        """Whether the draft grants 지방보조금 (지방보조금법 제26조제2항제2호: 심의 필요)."""
        return any("지방보조금" in title or "보조금 관리" in title for title in self._cited)

    @property
    def cost_items(self) -> tuple[Placed, ...]:
        """Clauses that cost money."""
        return tuple(placed for placed in self.assembly.body if placed.clause.cost)

    def article_of(self, placed: Placed) -> str:
        """제5조(기본계획의 수립ㆍ시행)."""
        number = f"제{placed.number}조" if placed.number else ""
        if placed in self.assembly.addenda:
            number = f"부칙 {number}".strip()
        return f"{number}({placed.heading})" if placed.heading else number


def _point(members: Sequence[Placed]) -> Point:
    numbers = tuple(placed.number for placed in members if placed.number)
    if len(members) == 1:
        return Point(members[0].summary, numbers)
    headings = [placed.heading for placed in members]
    if len(headings) > 4:
        return Point(f"{', '.join(headings[:3])} 등에 관한 사항을 정함", numbers)
    return Point(f"{', '.join(headings[:-1])} 및 {headings[-1]}에 관한 사항을 정함", numbers)


def labelled(items: Iterable[Mapping[str, Any]], style: str = "가.") -> list[dict[str, Any]]:
    """Give items the labels 가. 나. … or 1) 2) …"""
    result = []
    for index, item in enumerate(items):
        mark = f"{SYLLABLES[index % len(SYLLABLES)]}." if style == "가." else f"{index + 1})"
        result.append({"label": mark, **item})
    return result


def safe(value: Any) -> Any:
    """Escape every text in ``value`` for light markup."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Mapping):
        return {key: safe(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [safe(item) for item in value]
    return value
