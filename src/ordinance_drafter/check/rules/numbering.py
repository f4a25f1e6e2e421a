"""How the units of a document are numbered: what of 항, 호 and 목 is out of place, worked out once for its rules.

Reading keeps what it finds: a 항 written (1) becomes a unit of another level, 1 without a full stop running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from ordinance_drafter.check.document import Document, Unit
from ordinance_drafter.check.rule import Found
from ordinance_drafter.check.words import Words
from ordinance_drafter.model import (
    ADDENDA,
    ARTICLE,
    BODY,
    ITEM,
    PARAGRAPH,
    SUBPARAGRAPH,
    Level,
    Path,
    Provision,
)

Group = tuple[Path, Provision | None, tuple[Provision, ...]]
"""Units beside each other, what they stand under (None directly in an addenda), and its path."""

LEAD = re.compile(r"각 ?호|다음과 같|다음의|다음에|다음 사항|아래")
_ITEMS = re.compile("각 ?목")
_CODES = {SUBPARAGRAPH: "NUM003", ITEM: "NUM004"}
_RIGHT = {
    "NUM001": "항의 부호는 ①, ②, ③입니다.",
    "NUM003": "호의 번호는 1., 2., 3.입니다.",
    "NUM004": "목의 번호는 가., 나., 다.입니다.",
    "NUM005": "목 아래는 1), 가), (1), (가)의 차례입니다.",
    "NUM011": "항 아래에는 호(1., 2.)를 먼저 둡니다.",
    "NUM012": "가지번호는 조에는 “제5조의2”, 호에는 “1의2.”처럼 붙여 씁니다.",
    "NUM014": "조의 머리는 “제3조(제목) 본문”처럼 조와 괄호를 붙여 씁니다.",
    "STR011": "장과 절의 머리는 “제1장 총칙”처럼 씁니다.",
}
_UNITS: WeakKeyDictionary[Document, list[Unit]] = WeakKeyDictionary()
_GROUPS: WeakKeyDictionary[Document, list[Group]] = WeakKeyDictionary()
_PROBLEMS: WeakKeyDictionary[Document, dict[str, list[Found]]] = WeakKeyDictionary()


def units(document: Document) -> list[Unit]:
    """Return the units of the articles and addenda: what stands outside of them is no part of an ordinance."""
    if document not in _UNITS:
        _UNITS[document] = (
            [unit for unit in document.units if unit.article is not None or unit.path[0] == ADDENDA]
            if document.articles
            else []
        )
    return _UNITS[document]


def groups(document: Document) -> list[Group]:
    """Return the units beside each other from the paragraphs down, of body and addenda."""
    if document not in _GROUPS:
        rank = ARTICLE.rank
        found: list[Group] = [
            (unit.path, unit.provision, unit.provision.children)
            for unit in units(document)
            if unit.provision.children and unit.provision.level.rank >= rank
        ]
        amending = {path for path, parent, _ in found if path[0] == ADDENDA and parent and _amends(parent)}
        if amending:
            found = [each for each in found if not any(each[0][: len(path)] == path for path in amending)]
        if not document.is_draft:  # law sites leave out what an addenda amends
            found = [each for each in found if each[0][0] != ADDENDA]
        for index in document.addenda if document.is_draft else ():
            provisions = document.ordinance.addenda[index].provisions
            if provisions and (provisions[0].level is not ARTICLE):
                found.append(((ADDENDA, index), None, provisions))
        _GROUPS[document] = found
    return _GROUPS[document]


def _amends(article: Provision) -> bool:
    """Whether an article of an addenda holds words of another ordinance, numbered as they are there."""
    return "개정" in article.heading or _AMENDS.search(article.text) is not None


_AMENDS = re.compile("다음과 같이|신설한다|개정한다")


def problems(document: Document, code: str) -> list[Found]:
    """Return what is wrong with 항, 호 and 목 and belongs to a rule (NUM001, 003, 004, 005, 011, 012, 014, STR011)."""
    if document not in _PROBLEMS:
        told: dict[str, list[Found]] = {}
        for which, found in _all(document):
            told.setdefault(which, []).append(found)
        _PROBLEMS[document] = told
    return _PROBLEMS[document].get(code, [])


def _all(document: Document) -> Iterator[tuple[str, Found]]:
    for group in groups(document):
        yield from _levels(group)
        yield from _sequence(document, group)
        yield from _paragraphs(group)
    yield from _opening_marks(document)
    if document.is_draft:
        yield from _loose_lines(document)
        yield from _tight_labels(document)
        yield from _mended(document)


def has_lines(words: Words) -> bool:
    """Whether any unit has words of more than one line."""
    return words.text.count("\n") >= len(words.paths)


# ── levels ───────────────────────────────────────────────────────────────────


def is_list(words: str) -> bool:
    """Whether words announce 호."""
    return LEAD.search(words) is not None


def _levels(group: Group) -> Iterator[tuple[str, Found]]:
    """Report the first unit of a level that does not belong directly under its parent."""
    path, parent, children = group
    above = ARTICLE if parent is None else parent.level
    for index, unit in enumerate(children):
        below = unit.level
        if below.rank <= PARAGRAPH.rank or (above.rank <= PARAGRAPH.rank and below is SUBPARAGRAPH):
            continue
        if below.rank == above.rank + 1:
            continue
        code = _wrong_level(parent, above, below)
        told = f"여기에는 “{unit.label}” 번호를 쓰지 않습니다. {_RIGHT[code]}"
        yield code, Found(told, (*path, index), field="label")
        return


def _wrong_level(parent: Provision | None, above: Level, below: Level) -> str:
    if above is SUBPARAGRAPH:
        return "NUM004"
    if above.rank >= ITEM.rank:
        return "NUM005"
    if below is ITEM:
        return "NUM011"
    return "NUM001" if parent is not None and above is ARTICLE and not is_list(parent.text) else "NUM003"


# ── numbers of 호, 목 and below ──────────────────────────────────────────────


def _sequence(document: Document, group: Group) -> Iterator[tuple[str, Found]]:
    path, parent, children = group
    last, level = 0, None
    if parent is not None and parent.level is ARTICLE and _OPENING.match(parent.text):
        last = 1
    for index, unit in enumerate(children):
        if unit.level.rank <= PARAGRAPH.rank or unit.number is None:
            last, level = 0, None
            continue
        if level is not None and unit.level is not level:
            last = 0
        level = unit.level
        main, branch = unit.number.main, unit.number.branch
        told = _broken(document, unit, last, main, branch)
        if told:
            yield _CODES.get(level, "NUM005"), Found(told, (*path, index), field="label")
        last = main


def _broken(document: Document, unit: Provision, last: int, main: int, branch: int) -> str:
    """What is wrong with a number after ``last`` ("" if nothing)."""
    word = unit.level.word if unit.level in (SUBPARAGRAPH, ITEM) else "번호"
    if branch:
        fits = main == last or not document.is_draft
        if document.is_draft and fits:
            return f"제정안과 전부개정안에는 가지번호({unit.label})를 쓰지 않습니다. 차례로 다시 매기십시오."
        return "" if fits else f"{unit.label} 앞에 그 {word}가 없습니다. 번호를 차례로 매기십시오."
    if main == last + 1:
        return ""
    right = unit.level.label(type(unit.number)(last + 1)) if unit.number else ""
    if main == last:
        return f"{unit.label} 번호가 되풀이됩니다. {right}부터 차례로 다시 매기십시오."
    if main < last:
        return f"번호가 {unit.label}로 되돌아갑니다. 차례로 다시 매기십시오."
    return f"{right} 번호가 빠지고 {unit.label} 번호가 왔습니다. 차례로 다시 매기십시오."


# ── 항 ───────────────────────────────────────────────────────────────────────


def _paragraphs(group: Group) -> Iterator[tuple[str, Found]]:
    """Report the first ① … that is out of sequence: a slip of a 항, or a 호 or 목 written with ①."""
    path, parent, children = group
    if parent is not None and parent.level is not ARTICLE:
        return
    last = 0
    before = parent if parent is not None and parent.text else None
    for index, unit in enumerate(children):
        if unit.level is not PARAGRAPH or unit.number is None:
            before = _deepest(unit)
            continue
        main = unit.number.main
        if main == last + 1 and (before is None or before.level is PARAGRAPH or last):
            last, before = main, _deepest(unit)
            continue
        yield _stray(unit, last, before), Found(_told(unit, last, before), (*path, index), field="label")
        return


def _deepest(unit: Provision) -> Provision:
    while unit.children:
        unit = unit.children[-1]
    return unit


def _stray(unit: Provision, last: int, before: Provision | None) -> str:
    """Which rule a ① out of sequence breaks: only one that begins anew can stand for a 호 or 목."""
    if unit.number is None or unit.number.main != 1 or before is None:
        return "NUM001"
    if before.level.rank >= ITEM.rank:
        return "NUM005"
    if before.level is SUBPARAGRAPH:
        return "NUM004" if _ITEMS.search(before.text) else "NUM001"
    listed = is_list(before.text) and (not unit.text.endswith("다.") or unit.text[:1] in "“‘\"'")
    return "NUM003" if listed else "NUM001"


def _told(unit: Provision, last: int, before: Provision | None) -> str:
    code = _stray(unit, last, before)
    if code != "NUM001":
        return f"{unit.label} 부호는 항에만 씁니다. {_RIGHT[code]}"
    main = unit.number.main if unit.number else 0
    if not last and before is not None:
        if main == 1:
            return "① 앞에 부호 없는 글이 있습니다. 그 글을 제1항으로 하고 번호를 다시 매기십시오."
        return "첫 항에 ①이 없습니다. 항이 둘 이상이면 첫 항부터 ①을 붙이십시오."
    right = PARAGRAPH.label(type(unit.number)(last + 1)) if unit.number else ""
    if main == last:
        return f"{unit.label} 부호가 되풀이됩니다. {right}부터 차례로 다시 매기십시오."
    if main < last:
        return f"항의 부호가 {unit.label}로 되돌아갑니다. 차례로 다시 매기십시오."
    return f"{right} 부호가 빠지고 {unit.label} 부호가 왔습니다. 항의 부호를 차례로 다시 매기십시오."


_OPENING = re.compile(r"(?:\(\d{1,2}\)|[⑴-⒇]|\d{1,2}[.)]|\([①-⑳]\)|[가나다][.)](?= ))\s?(?=[가-힣“])")


def _opening_marks(document: Document) -> Iterator[tuple[str, Found]]:
    """Report an article whose words open with (1), 1) or 1. where ① is due."""
    for path, unit, _ in units(document):
        if unit.level is not ARTICLE or not unit.text or ("가" < unit.text[0] <= "힣" and unit.text[0] not in "나다"):
            continue
        match = _OPENING.match(unit.text)
        if match and "다." in unit.text and not unit.text[match.end() :].startswith("“"):
            told = f"“{match[0].strip()}” 표시는 항의 부호가 아닙니다. {_RIGHT['NUM001']}"
            yield "NUM001", Found(told, path, match.span())


# ── what reading left in the words, or put right ─────────────────────────────

_MARK = re.compile(
    r"\n[ \t]*(?P<mark>(?P<digits>\d{1,3})(?:[,:]| ?호[.,]?| )(?= ?[가-힣“「])|제(?P<nth>\d{1,3})호[. ]|(?P<branch>\d{1,3}-\d{1,2}\.?) "
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴ]+[.)]? ?|[-–—•◦○●◎▪■□◇◆▶∙*] ?(?=[가-힣“「])|[ㆍ·] ?(?=[가-힣“「])|[ㄱ-ㅎ][.)]|[a-zA-Z][.)] ?(?=[가-힣“「])"
    r"|[㉠-㉻ⓐ-ⓩ]|\([①-⑳]\)|\[\d{1,2}\] )"
)


def _loose_lines(document: Document) -> Iterator[tuple[str, Found]]:
    """Report lines inside of a unit's words that open with what is no label of a unit."""
    if not has_lines(document.words):
        return
    for path, unit, _ in units(document):
        if "\n" not in unit.text or "|" in unit.text or unit.level.rank < ARTICLE.rank:
            continue
        number = unit.number.main if unit.number and unit.level is SUBPARAGRAPH else 0
        for match in _MARK.finditer(unit.text):
            nth = match["digits"] or match["nth"]
            code = _mark_code(unit, nth)
            if match["branch"]:
                code = "NUM012"
            elif nth and int(nth) != number + 1:
                continue
            number += bool(nth)
            if code:
                told = f"“{match['mark'].strip()}” 표시는 조례에 쓰는 번호가 아닙니다. {_RIGHT[code]}"
                yield code, Found(told, path, match.span("mark"))


def _mark_code(unit: Provision, nth: str | None) -> str:
    if unit.level in (ARTICLE, PARAGRAPH):
        return "NUM003" if is_list(unit.text) else "" if nth else "NUM001"
    if unit.level is SUBPARAGRAPH:
        return "NUM003" if nth else "NUM004"
    return "" if nth else "NUM005"


_SPACES = frozenset(" \t\u3000\xa0")


def _tight_labels(document: Document) -> Iterator[tuple[str, Found]]:
    """Report labels with no space after them; reading passes over that without a word."""
    spans, source = document.reading.spans, document.reading.source
    if not spans or not source:
        return
    for path, unit, _ in units(document):
        if not PARAGRAPH.rank <= unit.level.rank <= SUBPARAGRAPH.rank or not unit.text or path not in spans:
            continue
        span = spans[path]
        line, label = source[span.line - 1], unit.label
        end = span.column - 1 + len(label)
        if line.startswith(label, span.column - 1) and line[end : end + 1] and line[end] not in _SPACES:
            told = f"“{label}” 뒤를 한 칸 띄우십시오."
            if unit.level is SUBPARAGRAPH:
                yield "NUM003", Found(told, path, field="label")
            else:
                yield "NUM001", Found(told, path, field="label", severity="warning")


_HEADS = (
    ("NUM001", re.compile(r"\s*(?:제 ?\d+ ?조[^)]*\)\s*)?[ⓛ➀-➓❶-❿]")),
    ("NUM012", re.compile(r"\s*제 ?\d+ ?조(?: ?의 +\d| +의 ?\d|\d)")),
    ("NUM014", re.compile(r"\s*[제第](?: *[\d０-９]+ *[조條])")),
    ("STR011", re.compile(r"\s*[제第](?: *[\d０-９]+ *[편장절관編章節款])")),
    ("NUM003", re.compile(r"\s*(?:[⒈-⒛]|[\d０-９]{1,3}(?:의\d+)? ?[．，、]|\d{1,3} \.|[０-９]+[.．]|\d{1,3}\.\d)")),
    ("NUM004", re.compile(r"\s*[가-힣] ?[．，、.]")),
)


def _mended(document: Document) -> Iterator[tuple[str, Found]]:
    """Report heads that reading put right (P006): in a draft they are slips."""
    lines = [each.line for each in document.reading.findings if each.code == "P006" and each.line]
    if not lines:
        return
    places: dict[int, Path] = {}
    for path, span in document.reading.spans.items():
        if len(path) > len(places.get(span.line, ())) and (path[0] in (BODY, ADDENDA)):
            places[span.line] = path
    for number in dict.fromkeys(lines):
        line = document.reading.source[number - 1]
        code = next((code for code, pattern in _HEADS if pattern.match(line)), "")
        if code and "삭" not in line[:12]:
            place = places.get(number)
            told = f"“{line.strip()[:14].strip()}”의 머리가 표준 꼴이 아닙니다. {_RIGHT[code]}"
            yield code, Found(told, place, field="label", line=None if place else number)
