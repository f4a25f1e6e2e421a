"""What one line of statute notation says: the grammar that notation.py reads with and guards against."""

from __future__ import annotations

import re
from datetime import date

from ordinance_drafter.model import (
    ALL_LEVELS,
    ARTICLE,
    ITEM,
    PARAGRAPH,
    SUBITEM,
    SUBITEM2,
    SUBITEM3,
    SUBITEM4,
    SUBPARAGRAPH,
    Level,
    Ordinance,
    kind_of,
)
from ordinance_drafter.numbering import CIRCLED_INDEX, SYLLABLE_INDEX, Number

_DIVISIONS = {level.word: level for level in ALL_LEVELS if level.is_division}
_ARTICLE = re.compile(r"제(\d{1,4})조(?:의(\d{1,3}))?(?![\d가-힣])[ \t\u3000]*(.*)", re.S)
_DIVISION = re.compile(r"제(\d{1,4})([편장절관])(?:의(\d{1,3}))?(?:[ \t\u3000]+(.*)|$)", re.S)
_ARABIC = re.compile(
    r"(\d{1,3})(?:의(\d{1,3}))?(?:\.(?!\d)[ \t\u3000]*(?!\d{1,2}\.\s*(?:\d|$))|(\))[ \t\u3000]*)(.*)", re.S
)
_SYLLABLE = re.compile(r"([가-힣])(?:의(\d{1,3}))?(?:\.|(\)))(?:[ \t\u3000]+|$)(.*)", re.S)
_PARENS = re.compile(r"\((?:(\d{1,3})|([가-힣]))(?:의(\d{1,3}))?\)(?:[ \t\u3000]+|$)(.*)", re.S)
_BEYOND_CIRCLED = re.compile(r"<(\d{2,3})>[ \t\u3000]*(.*)", re.S)
# 조 제목 없이 "제7조"로 시작하지만 조가 아닌 문장: 개정문("제3조 중 …")과 이어지는 문장
NOT_AN_ARTICLE = re.compile(
    r"(?:중|및|또는|부터|내지|다음과 같이|각 호|본문|단서|전단|후단|제목)(?![가-힣])|[,.ㆍ~∼\-]|제\d"
)
# 제목까지 갖추어 인용한 문장의 첫머리: "제7조(정의)에 따른 …", "제33조(결격사유) 각 호의 …"
_READS_ON = re.compile(
    r"에(?=[ 서도는])|의(?= )|[를을와과로](?= )|으로(?= )|부터|까지|에게|[ ]?(?:및|또는|내지) |,|제\d|[ㆍ~∼]"
    r"| 각 호| (?:본문|단서|전단|후단)(?=[ 에의을,ㆍ]|부터)| 중 [“\"]"
)
_SIMPLE_PARENTHESES = re.compile(r"\(([^()]*)\)")
NOT_A_DIVISION = re.compile(r"(?:중|및|또는|부터|내지|다음과 같이)(?![가-힣])|[,.ㆍ~∼\-]|제\d|.*\.$", re.S)
DELETED = re.compile(r"삭\s?제(?:[ \t]*((?:<[^<>]*>|\[[^\[\]]*\])[ \t]*)*)?\.?")
_NOTE_WORDS = re.compile("개정|신설|삭제|전문|본조|제목|시행|이동|생략|종전")
_NOTE_LINE_WORDS = re.compile("신설|개정|이동|삭제|시행일|헌법|위헌|생략")
_BRACKETED = re.compile(r"[ \t]*\[(?!별표|별지)([^\[\]]*)\]")
ADDENDA = re.compile(
    r"부[ \t\u3000]*칙[ \t\u3000]*"
    r"((?:(?:<[^<>]*>|〈[^〈〉]*〉|\((?!시행일|경과|유효|적용)[^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])[ \t\u3000]*)*)(.*)",
    re.S,
)
_ADDENDA_REST = re.compile(
    r"$|제\d{1,3}조(?:의\d{1,2})?[ \t]?\((?![^()]*\)(?:[을를의]|[ ]?(?:중|제\d)))|[①②]|\((?:시행일|경과|유효|적용)"
    r"|이[ \t]?(?:조례|규칙|법|영|규정|훈령|지침|예규)|공포[ ]?(?:한 날|후)|1\. ?[(가-힣]"
)
# 단서가 달린 부칙의 머리: <2010. 4. 30. 조례 제1270호>, (제정 1992.2.1), <제8758호,2007.12.21>
_DATED = re.compile(r"\d{1,4}\.|제\s?\d|\d\s?호|\d년")
ANNEX = re.compile(
    r"\[(?:(별표)(?:[ \t]*(\d{1,3})(?:의(\d{1,3}))?)?"
    r"|(별지)[ \t]*(?:제[ \t]*(\d{1,3})[ \t]*호(?:의(\d{1,3}))?[ \t]*)?서식)\](?:[ \t]+(.*)|$)",
    re.S,
)
_META = re.compile(r"(?:\[시행 ([^\[\]]+)\])?[ ]?(?:\[([^\[\]]*)\])?")
_META_ACT = re.compile(
    r"(?:(?P<who>[^,]*?) ?)?(?:(?<![가-힣])(?P<act>조례|규칙|법률|대통령령|법령))(?: 제(?P<number>[^,\s]+)호)?(?:, (?P<on>\d{4}\. \d{1,2}\. \d{1,2}\.))?(?:, (?P<revision>[^,]+))?"
)
_LONGEST_META = 2_000
_ACT_WORDS = {"ordinance": "조례", "rule": "규칙", "act": "법률", "decree": "대통령령", "other": "법령"}
SPACES = " \t\u3000\xa0"

Head = tuple[Level, Number | None, str, str, bool, str]
"""Level, number, heading, words, deleted, note of the unit a line starts."""


def head_of(line: str, in_addenda: bool) -> Head | None:
    """Return what the head of a line says of the unit that starts there, or None."""
    first = line[0]
    if first == "제":
        return _ordinal_head(line, in_addenda)
    if first in CIRCLED_INDEX:
        return _paragraph_head(Number(CIRCLED_INDEX[first]), line[1:].lstrip(SPACES), in_addenda)
    if first in "0123456789":
        match = _ARABIC.match(line)
        if match is None or not int(match[1]):
            return None
        level = SUBITEM if match[3] else SUBPARAGRAPH
        return _plain_head(level, Number(int(match[1]), int(match[2] or 0)), match[4])
    if first in SYLLABLE_INDEX:
        match = _SYLLABLE.match(line)
        if match is None:
            return None
        number = Number(SYLLABLE_INDEX[first], int(match[2] or 0))
        return _plain_head(SUBITEM2 if match[3] else ITEM, number, match[4])
    if first == "(":
        match = _PARENS.match(line)
        if match is None or (match[2] and match[2] not in SYLLABLE_INDEX) or match[1] == "0":
            return None
        main = int(match[1]) if match[1] else SYLLABLE_INDEX[match[2]]
        return _plain_head(SUBITEM3 if match[1] else SUBITEM4, Number(main, int(match[3] or 0)), match[4])
    if first == "<" and (match := _BEYOND_CIRCLED.match(line)):
        return _paragraph_head(Number(int(match[1])), match[2], in_addenda)
    return None


def _ordinal_head(line: str, in_addenda: bool) -> Head | None:
    if match := _ARTICLE.match(line):
        if not int(match[1]):
            return None
        rest = match[3]
        number = Number(int(match[1]), int(match[2] or 0))
        if rest[:1] == "(":
            heading, tail = _parenthesised(rest)
            if heading and reads_on(tail):
                return None
            if heading is not None:
                level, _, _, text, deleted, note = _plain_head(ARTICLE, number, tail)
                return level, number, heading, text, deleted, note
        if NOT_AN_ARTICLE.match(rest):
            return None
        return _plain_head(ARTICLE, number, rest)
    if not in_addenda and (match := _DIVISION.fullmatch(line)) and int(match[1]):
        heading = match[4] or ""
        if heading[:1] != "\\" and NOT_A_DIVISION.match(heading):
            return None
        number = Number(int(match[1]), int(match[3] or 0))
        level, _, _, text, deleted, note = _plain_head(_DIVISIONS[match[2]], number, heading)
        if found := trailing_notes(text):
            text, note = text[: len(text) - len(found)].rstrip(SPACES), found.strip(SPACES)
        return level, number, text.removeprefix("\\"), "", deleted, note
    return None


def trailing_notes(text: str) -> str:
    """Return the ``<개정 …>`` notes a text ends in, with the white space before them; "" when it ends in none.

    Read from the right: a pattern would try every place of the text.
    """
    end = len(text)
    while text[end - 1 : end] == ">":
        start = text.rfind("<", 0, end)
        if (
            start < 0
            or ">" in text[start : end - 1]
            or "\n" in text[start:end]
            or not _NOTE_WORDS.search(text, start, end)
        ):
            break
        end = start
        while text[end - 1 : end] in (" ", "\t"):
            end -= 1
    return text[end:]


def is_note_line(line: str) -> bool:
    """Return whether a line is nothing but notes in brackets: ``[본조신설 2010. 1. 1.] [제목개정 2012. 3. 2.]``"""
    end = 0
    while match := _BRACKETED.match(line, end):
        if not _NOTE_LINE_WORDS.search(match[1]):
            return False
        end = match.end()
    return end == len(line) > 0


def _paragraph_head(number: Number, rest: str, in_addenda: bool) -> Head:
    if in_addenda and rest[:1] == "(":
        heading, tail = _parenthesised(rest)
        if heading:
            level, _, _, text, deleted, note = _plain_head(PARAGRAPH, number, tail)
            return level, number, heading, text, deleted, note
    return _plain_head(PARAGRAPH, number, rest)


def _plain_head(level: Level, number: Number, rest: str) -> Head:
    rest = rest.lstrip(SPACES)
    if rest[:1] == "삭" and DELETED.fullmatch(rest):
        return level, number, "", "", True, rest[rest.index("제") + 1 :].strip(" \t.")
    return level, number, "", rest, False, ""


def reads_on(tail: str) -> bool:
    """Return whether the words after ``제7조(정의)`` make it a citation inside a sentence, not an article's head."""
    return _READS_ON.match(tail) is not None


def _parenthesised(text: str) -> tuple[str | None, str]:
    """Split ``(제목) 본문`` at the matching parenthesis; None when it is never closed on this line."""
    if match := _SIMPLE_PARENTHESES.match(text):
        return match[1].strip(SPACES), text[match.end() :]
    depth = 0
    for index, mark in enumerate(text):
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth -= 1
            if depth == 0:
                return text[1:index].strip(SPACES), text[index + 1 :]
    return None, text


def parse_meta(line: str) -> dict[str, str | date] | None:
    """Return the facts of ``[시행 2025. 5. 23.] [고양시 조례 제2918호, 2025. 5. 23., 제정]``, or None."""
    match = _META.fullmatch(line) if line[:1] == "[" and len(line) < _LONGEST_META else None
    if match is None:
        return None
    facts: dict[str, str | date] = {}
    if match[1]:
        when = _parse_date(match[1])
        if when is None:
            return None
        facts["effective"] = when
    if match[2] is not None:
        act = _META_ACT.fullmatch(match[2])
        if act is None:
            return None
        promulgated = _parse_date(act["on"]) if act["on"] else None
        if act["on"] and promulgated is None:
            return None
        facts |= {"municipality": act["who"] or "", "number": act["number"] or "", "revision": act["revision"] or ""}
        facts["kind"] = next(kind for kind, word in _ACT_WORDS.items() if word == act["act"])
        if promulgated:
            facts["promulgated"] = promulgated
    return facts


def _parse_date(text: str) -> date | None:
    match = re.fullmatch(r"(\d{4})\. (\d{1,2})\. (\d{1,2})\.", text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def addenda_head(line: str) -> tuple[str, str] | None:
    """Return the label and the words after it of a line that opens an addenda (``부칙 <…> 이 조례는 …``), or None."""
    match = ADDENDA.match(line)
    if match is None:
        return None
    label, rest = " ".join(match[1].split()), match[2]
    if _ADDENDA_REST.match(rest) or (_DATED.search(label) and not reads_on(rest)):
        return label, rest
    return None


def addenda_words(line: str) -> str:
    """Return the words that stand on the line of an addenda's head ("" when none do)."""
    head = addenda_head(line)
    return head[1] if head else ""


def is_branch_mark(line: str) -> bool:
    """Return whether a line opens an addenda or an annex."""
    line = line.strip(SPACES)
    if line[:1] == "부":
        return addenda_head(line) is not None
    return line[:1] == "[" and ANNEX.fullmatch(line) is not None


def format_meta(ordinance: Ordinance) -> str:
    """Return the line of facts under the title, the inverse of :func:`parse_meta`; "" when there are none."""
    parts = []
    if ordinance.effective:
        parts.append(f"[시행 {_format_date(ordinance.effective)}]")
    o = ordinance
    if o.municipality or o.number or o.promulgated or o.revision or o.kind != kind_of(o.title):
        act = f"{o.municipality} {_ACT_WORDS[o.kind]}".lstrip(SPACES) + (f" 제{o.number}호" if o.number else "")
        act += f", {_format_date(o.promulgated)}" if o.promulgated else ""
        parts.append(f"[{act}, {o.revision}]" if o.revision else f"[{act}]")
    return " ".join(parts)


def _format_date(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
