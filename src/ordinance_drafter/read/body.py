"""Where the ordinance stands among the papers of a council bill: cover, reasons, main points, tables, cost estimate."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ordinance_drafter.finding import Finding, Part
from ordinance_drafter.lines import ANNEX, addenda_head, head_of
from ordinance_drafter.model import ARTICLE

_KIND = r"(?:조례|규칙|규정|법률|시행령|시행규칙|법|훈령|예규)"
_TITLE = re.compile(
    rf"[「『]?[가-힣A-Za-z0-9\d()ㆍ·,\s「」-]{{2,80}}?{_KIND}[」』]?\s?(?:(?:제정|전부\s?개정|일부\s?개정|폐지)?(?:조례|규칙|법률|령)?\s?\(?안\)?)?"
    r"\s?(?:\([^()]{1,12}\))?"
)
_NOT_A_TITLE = re.compile(r"[.:]$|(?:의결|제출|다음과 같이|부서|관계 법령|예고|제\s+호$)|^제\d+조|\|")
_WHOLE = re.compile(r"전부를?\s*다음과 같이\s*개정|전부를\s*개정한다")
_PARTIAL = re.compile(
    r"일부를?\s*(?:다음과 같이\s*)?개정한다|각각 다음과 같이 개정한다|다음과 같이 폐지한다|폐지한다\.?$"
)
_ORDINANCE_NUMBER = re.compile(
    r"(?P<who>[가-힣 ]{2,20}?(?:시|도|군|구)(?:의회)?)\s*(?:조례|규칙)\s*제\s*(?P<number>\d*)[○◯O\s]*호\s*"
)
_RULE = re.compile(r"[─━═\-=_*·\s]{3,}")
_GLUED_FIRST = re.compile(r"제1[편장] [^.제]{1,40} 제1[장절조][ (]")
_LIST_NUMBER = r"(?:(?:\d{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4})\s?\.\s*|[□■○◯❍◦▣◈●]\s*|\[?붙임\s?\d*\]?\s*[.:]?\s*|【|<|\[)?"
_LETTERED = rf"(?:[가-하]\.\s*|{_LIST_NUMBER})"

# 의안의 부분 이름: 짧은 제목 줄이 이 말로 시작하면 그 부분이 시작된다
_TAIL = (
    r"(?:\s?(?:서|표|문|안|및|발췌서?|결과서?|요약|자료|공고|미\s?첨부|생략|사유서?|\([^()]{0,40}\)|<[^<>]{0,30}>))*"
    r"\s*[】>\]]?\s*(?:[:：].{0,60})?"
)
PARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(f"{_LETTERED if name in ('제안이유', '주요내용') else _LIST_NUMBER}(?:{words}){_TAIL}"))
    for name, words in (
        ("표지", r"의\s*안\s*번\s*호(?:\s*제?\s*[\d○]*\s*호)?"),
        (
            "제안이유",
            r"(?:제\s*안|제\s*정|개\s*정|폐\s*지|제ㆍ?개정)\s*이\s*유(?:\s*및\s*주\s*요\s*내\s*용)?|입법\s*취지",
        ),
        ("주요내용", r"주\s*요\s*내\s*용|주요\s*골자"),
        ("참고사항", r"참\s*고\s*사\s*항|주요\s*토의\s*과제"),
        ("신ㆍ구조문대비표", r"신\s*[ㆍ·․‧･.]?\s*구\s*조\s*문\s*(?:대\s*비\s*표)?|중요\s*사항\s*대비표|조문\s*대비표"),
        ("비용추계서", r"비\s*용\s*추\s*계|재정\s*수반\s*요인|예산\s*조치"),
        ("관계 법령", r"(?:관\s*계|관련|근거|상위|참고)\s*법\s*[령규](?:\s*및\s*조례)?"),
        ("입법예고", r"입\s*법\s*예\s*고|예고\s*결과|의견\s*제출"),
        (
            "검토와 협의",
            r"(?:검토|심사)\s*보고|규제\s*심사|성별\s*영향\s*평가|부패\s*영향\s*평가|협의\s*결과|의견\s*수렴|참고\s*자료",
        ),
        ("입안 자료", r"입안\s*점검표|조문별\s*입안\s*근거"),
    )
)
_BILL = {"표지", "제안이유", "주요내용", "참고사항", "입법예고"}
_AFTER = {"신ㆍ구조문대비표", "비용추계서", "관계 법령", "입법예고", "입안 자료"}
"""Papers that follow an ordinance even where it has annexes, whose own headings may look like the others."""
_COVER = re.compile(
    r"(?:의\s*안\s*번\s*호|제\s*출\s*(?:자|연월일|일)|발\s*의\s*(?:자|연월일|일)|제안자)\s*[:：|]?.{0,60}|의결\s*주문.*"
)


@dataclass(frozen=True, slots=True)
class Body:
    """What of a source is the ordinance: lines ``start`` to ``end`` (from 0, end excluded).

    ``title`` is an index, or None; ``skip`` are lines between title and body that are no part of either;
    ``amending`` says that the body is a 개정문 (일부개정, 폐지) and no text of an ordinance; ``anchor`` is its first
    article, or the amending sentence; ``facts`` are what the line "○○시 조례 제…호" states.
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
    marks = [(index, name) for index, name in _part_marks(lines, opaque)]
    first = _first_article(lines, opaque)
    amending = _amending_line(lines, opaque, first)
    anchor = first if amending is None else amending
    if anchor is None:
        return None
    top, title, skip = _title_above(lines, opaque, anchor, marks)
    bill = any(index < anchor and name in _BILL for index, name in marks)
    if amending is None and not bill and not skip:
        return _trailing(lines, marks, anchor)
    if title is not None and amending is not None:
        skip -= {amending}
    if title is None and amending is None:
        title = _cover_title(lines, opaque, top)
    end = _end_of(lines, marks, anchor)
    named = [*_named_parts(lines, marks, top, end), *(Part("번호와 개정문", i + 1, i + 1) for i in skip)]
    parts = tuple(sorted(named, key=lambda part: part.line))
    start = top
    told = _told(parts, start, end, amending)
    if title is not None and title < start:
        words = f"본문 위에 제명이 없어 {title + 1}번째 줄의 제명으로 읽었습니다: {lines[title].strip()[:60]}"
        told += (Finding("P013", "info", words, line=title + 1),)
    facts = _act_facts(lines[index].strip() for index in sorted(skip))
    return Body(start, end, title, frozenset(skip), amending is not None, parts, told, anchor, facts)


def _act_facts(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the municipality and the number that ``고양시 조례 제2918호`` states; a bill has no number yet."""
    match = next((match for line in lines if (match := _ORDINANCE_NUMBER.fullmatch(line))), None)
    if match is None:
        return ()
    return tuple(
        (name, match[key].strip()) for name, key in (("municipality", "who"), ("number", "number")) if match[key]
    )


def _told(parts: tuple[Part, ...], start: int, end: int, amending: int | None) -> tuple[Finding, ...]:
    names = ", ".join(dict.fromkeys(part.name for part in parts))
    found = []
    if names:
        words = f"의안에서 {start + 1}~{end}번째 줄을 조례로 읽었습니다. 조례에 넣지 않은 부분: {names}"
        found.append(Finding("P010", "info", words, line=start + 1))
    if amending is not None:
        words = "개정문이 든 의안입니다. 개정문은 조문으로 나누지 않고 본칙 앞의 글(preamble)에 그대로 두었습니다."
        found.append(Finding("P011", "info", words, line=amending + 1))
    return tuple(found)


def _trailing(lines: Sequence[str], marks: list[tuple[int, str]], anchor: int) -> Body | None:
    """Return the body of a text with papers after it only (a comparison table, statutes); None without any."""
    end = _end_of(lines, marks, anchor)
    if end == len(lines):
        return None
    parts = tuple(_named_parts(lines, marks, 0, end))
    return Body(0, end, None, frozenset(), False, parts, _told(parts, 0, end, None), anchor)


def _part_marks(lines: Sequence[str], opaque: Container[int]) -> Iterator[tuple[int, str]]:
    for index, line in enumerate(lines):
        words = line.strip()
        if not words or len(words) > 70:
            continue
        if index in opaque:
            if _COVER.match(words.strip("| ")):
                yield index, "표지"
            continue
        if _COVER.fullmatch(words):
            yield index, "표지"
            continue
        name = next((name for name, pattern in PARTS if pattern.fullmatch(words)), None)
        if name and not words.endswith(("다.", "함.", "임.", "함", "안)")):
            yield index, name


def _first_article(lines: Sequence[str], opaque: Container[int]) -> int | None:
    """Return the first line that opens a body: 제1조 or 제1장 outside of tables and addenda."""
    for index, line in enumerate(lines):
        words = line.strip()
        if index in opaque or words[:1] != "제":
            continue
        if _GLUED_FIRST.match(words):
            return index
        head = head_of(words, False)
        if head and head[1] and head[1].main == 1 and (head[2] or head[0] is not ARTICLE):
            return index
    return None


def _amending_line(lines: Sequence[str], opaque: Container[int], first: int | None) -> int | None:
    """Return the line that opens a 개정문: ``… 조례 일부를 다음과 같이 개정한다.``, before any 제1조 of a body."""
    for index, line in enumerate(lines[: first if first is not None else len(lines)]):
        words = line.strip()
        if index not in opaque and _PARTIAL.search(words) and len(words) < 120 and re.search(_KIND, words):
            return index
    return None


def _title_above(
    lines: Sequence[str], opaque: Container[int], anchor: int, marks: list[tuple[int, str]]
) -> tuple[int, int | None, set[int]]:
    """Return the first line of the ordinance, its title's line and the lines between that are neither."""
    marked = {index for index, _ in marks}
    seen: list[int] = []
    title: int | None = None
    for index in range(anchor - 1, max(-1, anchor - 16), -1):
        words = lines[index].strip()
        if not words:
            continue
        if index in opaque or index in marked or words.endswith(("함.", "임.", "함", "임")):
            break
        if _TITLE.fullmatch(words) and not _NOT_A_TITLE.search(words):
            title = index
            break
        seen.append(index)
        if len(seen) > 5:
            break
    if title is None:
        return anchor, None, set()
    skip = {index for index in seen if _WHOLE.search(lines[index]) or _ORDINANCE_NUMBER.fullmatch(lines[index].strip())}
    top = title
    before = next((i for i in range(title - 1, -1, -1) if lines[i].strip()), None)
    if before is not None and _ORDINANCE_NUMBER.fullmatch(lines[before].strip()):
        top = before
        skip.add(before)
    return top, title, skip


def _cover_title(lines: Sequence[str], opaque: Container[int], top: int) -> int | None:
    """Return the line of a bill's cover that names the ordinance, when no title stands above the body."""
    for index in range(top):
        words = lines[index].strip()
        if words and index not in opaque and _TITLE.fullmatch(words) and not _NOT_A_TITLE.search(words):
            return index
    return None


def _end_of(lines: Sequence[str], marks: list[tuple[int, str]], anchor: int) -> int:
    """Return the index after the ordinance's last line: a further paper's heading after the addenda ends it."""
    addenda = next((i for i in range(anchor, len(lines)) if addenda_head(lines[i].strip())), anchor)
    annex = next((i for i in range(addenda, len(lines)) if ANNEX.fullmatch(lines[i].strip())), len(lines))
    found = (i for i, name in marks if i > addenda and name != "표지" and (i < annex or name in _AFTER))
    end = next(found, len(lines))
    while end > anchor + 1 and end < len(lines) and (not lines[end - 1].strip() or _RULE.fullmatch(lines[end - 1])):
        end -= 1
    return end


def _named_parts(lines: Sequence[str], marks: list[tuple[int, str]], start: int, end: int) -> Iterator[Part]:
    """Yield the parts outside of the body; what stands before the first heading is the cover."""
    for low, high, default in ((0, start, "표지"), (end, len(lines), "뒷부분")):
        begin, name = low, default
        for index, found in [*((i, n) for i, n in marks if low <= i < high), (high, "")]:
            if found == name and index < high:
                continue
            filled = [i for i in range(begin, index) if lines[i].strip() and not _RULE.fullmatch(lines[i])]
            if filled:
                yield Part(name, filled[0] + 1, filled[-1] + 1)
            begin, name = index, found
