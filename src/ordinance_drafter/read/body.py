"""Where the ordinance stands among the papers of a council bill; and that a file holds two, or a table of contents."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from ordinance_drafter.finding import Finding, Part
from ordinance_drafter.lines import ANNEX, addenda_head, head_of
from ordinance_drafter.model import ARTICLE
from ordinance_drafter.read.papers import (
    AFTER,
    BILL,
    COMPARISON,
    GLUED_FIRST,
    KIND,
    ORDINANCE_NUMBER,
    PARTIAL,
    RULE,
    is_enacting,
    is_title,
    named_parts,
    part_marks,
)

_CONTENTS = re.compile(r"[<\[【(]?\s*(?:목\s*차|차\s*례)\s*[>\]】)]?")
_DOTS = re.compile(r"[.·ㆍ…‥\s]*\d*$")


@dataclass(frozen=True, slots=True)
class Body:
    """What of a source is the ordinance: lines ``start`` to ``end`` (from 0, end excluded).

    ``title`` is an index, or None; ``skip`` are lines within that are no part of it; ``amending`` says that the body is
    a 개정문 (일부개정, 폐지) and no text of an ordinance; ``anchor`` is its first article, or the amending sentence;
    ``facts`` are what the line "○○시 조례 제…호" states.
    """

    start: int
    end: int
    title: int | None = None
    skip: frozenset[int] = frozenset()
    amending: bool = False
    parts: tuple[Part, ...] = ()
    findings: tuple[Finding, ...] = ()
    anchor: int = 0
    facts: tuple[tuple[str, str], ...] = ()


def find_body(lines: Sequence[str], opaque: Container[int]) -> Body | None:
    """Return where the ordinance stands in the papers of a bill; None when the source is the ordinance alone."""
    marks = list(part_marks(lines, opaque))
    first = _first_article(lines, opaque)
    contents = _contents(lines, opaque, first)
    if contents:
        first = _first_article(lines, opaque, contents[1])
    amending = _amending_line(lines, opaque, first)
    if first is not None and amending is None:
        first = _after_a_table(lines, opaque, first)
    anchor = first if amending is None else amending
    if anchor is None:
        return None
    top, title, skip = _title_above(lines, opaque, anchor, marks, contents)
    bill = amending is not None or bool(skip) or any(index < anchor and name in BILL for index, name in marks)
    end = _end_of(lines, marks, anchor, bill)
    other = _other_ordinance(lines, opaque, anchor, end)
    if not bill and end == len(lines) and other is None and not contents:
        return None
    if title is None and bill and amending is None:
        title = _cover_title(lines, opaque, top)
    start = top if bill else 0
    parts = _parts(lines, marks, start, end if other is None else other, skip, contents)
    told = _told(lines, parts, start, end, skip, title, amending, other)
    if contents:
        skip |= set(range(*contents))
    facts = _act_facts(lines[index].strip() for index in sorted(skip))
    end = end if other is None else other
    return Body(start, end, title, frozenset(skip), amending is not None, parts, told, anchor, facts)


def _first_article(lines: Sequence[str], opaque: Container[int], begin: int = 0) -> int | None:
    """Return the first line that opens a body: 제1조 or 제1장 outside of tables."""
    for index in range(begin, len(lines)):
        words = lines[index].strip()
        if words[:1] != "제" or index in opaque:
            continue
        if GLUED_FIRST.match(words):
            return index
        head = head_of(words, False)
        if head and head[1] and head[1].main == 1 and (head[2] or head[0] is not ARTICLE):
            return index
    return None


def _contents(lines: Sequence[str], opaque: Container[int], first: int | None) -> tuple[int, int] | None:
    """Return the range of a table of contents before the body: heads without words, the first of which comes again."""
    if first is None:
        return None
    opening = _bare(lines[first])
    articles = 0
    for index in range(first, min(len(lines), first + 600)):
        words = lines[index].strip()
        if index > first and articles > 1 and words.startswith(opening) and not _DOTS.fullmatch(words[len(opening) :]):
            break
        if index > first and articles > 1 and words == opening:
            break
        head = head_of(_bare(words) or " ", False)
        if head is not None and head[0].rank <= ARTICLE.rank and not head[3]:
            articles += head[0] is ARTICLE
        elif words and index not in opaque and not addenda_head(_bare(words)) and not ANNEX.fullmatch(_bare(words)):
            return None
    else:
        return None
    named = next((i for i in range(first - 1, -1, -1) if lines[i].strip()), None)
    begin = named if named is not None and _CONTENTS.fullmatch(lines[named].strip()) else first
    return begin, index


def _bare(line: str) -> str:
    """Return a line of a table of contents without its dots and page."""
    line = line.strip()
    page = line.rstrip("0123456789")
    words = page.rstrip(" \t.·ㆍ…‥")
    return words if len(page) - len(words) > 1 else line


def _amending_line(lines: Sequence[str], opaque: Container[int], first: int | None) -> int | None:
    """Return the line that opens a 개정문: ``… 조례 일부를 다음과 같이 개정한다.``, before any 제1조 of a body."""
    for index, line in enumerate(lines[: first if first is not None else len(lines)]):
        words = line.strip()
        if index not in opaque and PARTIAL.search(words) and len(words) < 120 and re.search(KIND, words):
            return index
    return None


def _after_a_table(lines: Sequence[str], opaque: Container[int], first: int) -> int:
    """Return the body's first article when what came first stands in a comparison printed before the ordinance."""
    if any(is_enacting(line) for line in lines[max(0, first - 16) : first]):
        return first
    for index in range(first, len(lines)):
        if addenda_head(lines[index].strip()):
            break
        if index not in opaque and is_enacting(lines[index]):
            later = _first_article(lines, opaque, index)
            near = later is not None and sum(bool(line.strip()) for line in lines[index:later]) <= 8
            return later if later is not None and near else first
    return first


def _title_above(
    lines: Sequence[str],
    opaque: Container[int],
    anchor: int,
    marks: list[tuple[int, str]],
    contents: tuple[int, int] | None,
) -> tuple[int, int | None, set[int]]:
    """Return the first line of the ordinance, its title's line, and the lines above its body that are neither.

    In a whole amendment the title stands twice, above and below "… 전부를 다음과 같이 개정한다."; the lower one is the
    ordinance's own.
    """
    marked = {index for index, _ in marks}
    above = [i for i in range(anchor - 1, -1, -1) if lines[i].strip() and not (contents and i in range(*contents))]
    title: int | None = None
    for index in above[:7]:
        words = lines[index].strip()
        if index in opaque or index in marked or words.endswith(("함.", "임.", "함", "임")):
            break
        if is_title(lines, opaque, index):
            title = index
            break
    if title is None:
        return anchor, None, set()
    skip = {index for index in above if title < index < anchor and is_enacting(lines[index])}
    top = title
    for index in (i for i in above if i < title):
        if is_enacting(lines[index]) or (
            is_title(lines, opaque, index) and (skip or _enacted_above(lines, above, index))
        ):
            skip.add(index)
            top = index
        else:
            break
    return top, title, skip


def _enacted_above(lines: Sequence[str], above: list[int], index: int) -> bool:
    """Return whether the line with words above ``index`` is an ordinance's number."""
    higher = next((i for i in above if i < index), None)
    return higher is not None and ORDINANCE_NUMBER.fullmatch(lines[higher].strip()) is not None


def _cover_title(lines: Sequence[str], opaque: Container[int], top: int) -> int | None:
    """Return the line of a bill's cover that names the ordinance, when no title stands above the body."""
    return next((index for index in range(top) if is_title(lines, opaque, index)), None)


def _end_of(lines: Sequence[str], marks: list[tuple[int, str]], anchor: int, bill: bool) -> int:
    """Return the index after the ordinance's last line: a further paper's heading after the addenda ends it.

    A heading inside an annex is the annex's own (비용추계서 is a form of many ordinances): it ends nothing without a
    bill around it, in an annex's first lines, or where further annexes follow.
    """
    addenda = next((i for i in range(anchor, len(lines)) if addenda_head(lines[i].strip())), anchor)
    annexes = [i for i in range(addenda, len(lines)) if ANNEX.fullmatch(lines[i].strip())]
    for index, name in marks:
        if index <= addenda or name == "표지":
            continue
        inside = [annex for annex in annexes if annex < index]
        if inside and name != COMPARISON:  # a comparison table is no annex of an ordinance
            first_lines = sum(bool(line.strip()) for line in lines[inside[-1] + 1 : index]) < 2
            if not bill or name not in AFTER or annexes[-1] > index or first_lines:
                continue
        end = index
        while end > anchor + 1 and (not lines[end - 1].strip() or RULE.fullmatch(lines[end - 1])):
            end -= 1
        return end
    return len(lines)


def _other_ordinance(lines: Sequence[str], opaque: Container[int], anchor: int, end: int) -> int | None:
    """Return where a second ordinance begins after the addenda of the first: its number or title, then 제1조(목적)."""
    addenda = next((i for i in range(anchor, end) if addenda_head(lines[i].strip())), end)
    for index in range(addenda + 1, end):
        if index in opaque or not (is_title(lines, opaque, index) or is_enacting(lines[index])):
            continue
        below = [i for i in range(index + 1, min(end, index + 12)) if lines[i].strip()][:4]
        for place in below:
            head = head_of(lines[place].strip(), False)
            if head and head[1] and head[1].main == 1 and (head[2] == "목적" or head[0].is_division):
                return index
            if not (is_title(lines, opaque, place) or is_enacting(lines[place])):
                break
    return None


def _parts(
    lines: Sequence[str],
    marks: list[tuple[int, str]],
    start: int,
    end: int,
    skip: set[int],
    contents: tuple[int, int] | None,
) -> tuple[Part, ...]:
    """Return the named parts that are no ordinance, in the order of the source."""
    named = [*named_parts(lines, marks, start, end), *(Part("번호와 개정문", i + 1, i + 1) for i in skip)]
    if contents:
        named.append(Part("목차", contents[0] + 1, contents[1]))
    return tuple(sorted(named, key=lambda part: part.line))


def _told(
    lines: Sequence[str],
    parts: tuple[Part, ...],
    start: int,
    end: int,
    skip: set[int],
    title: int | None,
    amending: int | None,
    other: int | None,
) -> tuple[Finding, ...]:
    names = ", ".join(dict.fromkeys(part.name for part in parts))
    begin = next((index for index in range(start, end) if index not in skip and lines[index].strip()), start)
    found = []
    if names:
        words = f"{begin + 1}~{other or end}번째 줄을 조례로 읽었습니다. 조례에 넣지 않은 부분: {names}"
        found.append(Finding("P010", "info", words, line=begin + 1))
    if amending is not None:
        words = "개정문이 든 의안입니다. 개정문은 조문으로 나누지 않고 본칙 앞의 글(preamble)에 그대로 두었습니다."
        found.append(Finding("P011", "info", words, line=amending + 1))
    if title is not None and title < start:
        words = f"본문 위에 제명이 없어 {title + 1}번째 줄의 제명으로 읽었습니다: {lines[title].strip()[:60]}"
        found.append(Finding("P013", "info", words, line=title + 1))
    if other is not None:
        words = (
            f"한 파일에 조례가 둘 이상 있습니다. {other + 1}번째 줄부터는 읽지 않았으니 파일을 나누어 다시 하십시오."
        )
        found.append(Finding("P015", "warning", words, line=other + 1))
    return tuple(found)


def _act_facts(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the municipality and the number that ``고양시 조례 제2918호`` states; a bill has no number yet."""
    match = next((match for line in lines if len(line) < 120 and (match := ORDINANCE_NUMBER.fullmatch(line))), None)
    if match is None:
        return ()
    return tuple(
        (name, match[key].strip()) for name, key in (("municipality", "who"), ("number", "number")) if match[key]
    )
