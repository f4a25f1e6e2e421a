"""Structural rules about 맞춤법ㆍ부호ㆍ조사 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.particles import wrong_particles
from ordinance_drafter.check.rule import ALL_TEXTS, Found, rule
from ordinance_drafter.check.words import Words
from ordinance_drafter.korean import attach
from ordinance_drafter.model import Path

_EASY = "법제처 「알기 쉬운 법령 정비기준」"


def _told_in_reading(document: Document, code: str, message: str) -> Iterator[Found]:
    """Yield what reading told under a P code: line by line in a draft, once with its number in a text in force."""
    lines = sorted({each.line for each in document.reading.findings if each.code == code and each.line})
    lines = [line for line in lines if _in_ordinance(document, line)]
    if not lines:
        return
    if not document.is_draft:
        more = f" 모두 {len(lines)}줄입니다." if len(lines) > 1 else ""
        yield Found(message + more, _unit_at(document, lines[0]), field="label", line=lines[0])
        return
    for line in lines:
        yield Found(message, _unit_at(document, line), field="label", line=line)


def _in_source(document: Document, pattern: re.Pattern[str], message: str, new: str) -> Iterator[Found]:
    """Yield what an expression finds in the lines of a draft that reading has mended, each with its replacement."""
    lines = sorted({each.line for each in document.reading.findings if each.line})
    for line in lines if document.is_draft else ():
        if _in_ordinance(document, line):
            for match in pattern.finditer(document.reading.source[line - 1]):
                yield Found(message, _unit_at(document, line), match.span(), "source", new, line=line)


def _in_ordinance(document: Document, line: int) -> bool:
    return not any(part.line <= line <= part.last for part in document.reading.parts)


def _unit_at(document: Document, line: int) -> Path | None:
    """Return the smallest unit of body and addenda that a line of the source is in."""
    best: Path | None = None
    for path, span in document.reading.spans.items():
        if path[0] != 2 and span.line <= line <= max(span.last, span.line) and (best is None or len(path) >= len(best)):
            best = path
    return best


_DOTS = re.compile(r"(?<=[가-힣A-Za-z0-9」』”’)\]%])[·・•‧･․⋅∙](?=[가-힣A-Za-z0-9「『“‘(\[])")


@rule(
    "SPL001",
    "error",
    "가운뎃점의 글자",
    basis=f"{_EASY} 107~121쪽",
    why="가운뎃점은 ㆍ(U+318D) 하나로 쓴다. 모양이 비슷한 다른 글자를 섞으면 찾기와 견주기가 어긋난다.",
    bad="시장은 산·학·연의 협력을 지원한다.",
    good="시장은 산ㆍ학ㆍ연의 협력을 지원한다.",
    in_force="info",
)
def middle_dots(document: Document) -> Iterator[Found]:
    message = "가운뎃점이 ㆍ(U+318D)가 아닙니다. ㆍ로 바꾸십시오."
    found = list(_in_source(document, _DOTS, message, "ㆍ"))
    yield from found or _told_in_reading(document, "P001", message)
    for words in (document.words, document.headings, document.title):
        for match in re.finditer(r"[·・•‧･․⋅∙]", words.text):
            yield document.found("가운뎃점이 ㆍ(U+318D)가 아닙니다. ㆍ로 바꾸십시오.", words, *match.span(), "ㆍ")


@rule(
    "SPL002",
    "error",
    "곧은 따옴표",
    basis=_EASY,
    why="따옴표는 여는 것과 닫는 것이 다른 “ ”와 ‘ ’를 쓴다.",
    bad='시장은 "기본계획"을 세운다.',
    good="시장은 “기본계획”을 세운다.",
    in_force="off",
)
def straight_quotes(document: Document) -> Iterator[Found]:
    for words in (document.words, document.headings, document.title):
        for mark, left, right in (('"', "“", "”"), ("'", "‘", "’")):
            if mark not in words.text:
                continue
            for start, end in _units_with(words.starts, words.text, mark):
                yield from _straight(document, words.text[start:end], words, start, (mark, left, right))


def _units_with(starts: list[int], text: str, mark: str) -> Iterator[tuple[int, int]]:
    for index, start in enumerate(starts):
        end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
        if mark in text[start:end]:
            yield start, end


def _straight(document: Document, text: str, words: Words, start: int, marks: tuple[str, str, str]) -> Iterator[Found]:
    mark, left, right = marks
    places = [index for index, char in enumerate(text) if char == mark]
    message = f"곧은 따옴표입니다. {left} {right}로 바꾸십시오."
    if len(places) % 2:
        yield document.found(message, words, start + places[0], start + places[0] + 1)
        return
    for low, high in zip(places[::2], places[1::2], strict=True):
        new = left + text[low + 1 : high] + right
        yield document.found(message, words, start + low, start + high + 1, new)


_MARKS = re.compile(r"[()\[\]「」『』“”‘’]")


def _unbalanced(text: str, pairs: dict[str, str]) -> tuple[int, str] | None:
    """Return the first mark without its partner, and that partner."""
    closing = {right: left for left, right in pairs.items()}
    opened: list[tuple[int, str]] = []
    for match in _MARKS.finditer(text):
        char = match[0]
        if char in pairs:
            opened.append((match.start(), char))
        elif char in closing:
            if not opened or opened[-1][1] != closing[char]:
                return (opened[-1][0], pairs[opened[-1][1]]) if opened else (match.start(), closing[char])
            opened.pop()
    return (opened[-1][0], pairs[opened[-1][1]]) if opened else None


_YEAR = re.compile(r"(?P<mark>[‘’])\d{2}(?!\d)")


def _without_years(text: str) -> str:
    """Blank the apostrophes of years (’97, ‘97): a ‘ only where no ’ closes it."""

    def blank(match: re.Match[str]) -> str:
        closed = match["mark"] == "‘" and re.match(r"[^‘\n]{0,40}’(?!\d)", text[match.end() :])
        return match[0] if closed else " " + match[0][1:]

    return _YEAR.sub(blank, text) if _YEAR.search(text) else text


_QUOTES = {"“": "”", "‘": "’"}
_BRACKETS = {"(": ")", "[": "]", "「": "」", "『": "』"}
_ANY_BRACKET = re.compile(r"[()\[\]「」『』]")
_COUNTED = re.compile(r"(?:^|[\s,:])\d{1,2}$")
_LIST_MARK = re.compile(
    r"(?:^|(?<=\n))\s*(?:\d{1,2}|[가나다라마바사아자차카타파하])\)|(?<=[목호])\d{1,2}\)(?:[가-하]\))?"
)


@rule(
    "SPL003",
    "error",
    "따옴표의 짝",
    basis="글로 옮긴 조례에서 실제로 나타나는 흠(고양산업진흥원 설립 및 운영 조례 제5조제2항)",
    why="여는 따옴표와 닫는 따옴표는 짝이 맞아야 한다. 짝이 없으면 어디까지가 이름인지 알 수 없다.",
    bad="고양시장(이하 “시장이라 한다)은 계획을 세운다.",
    good="고양시장(이하 “시장”이라 한다)은 계획을 세운다.",
    in_force="warning",
    texts=ALL_TEXTS,
)
def quotes_in_pairs(document: Document) -> Iterator[Found]:
    if not any(mark in document.words.text for mark in "“”‘’"):
        return
    for unit in document.units:
        text = unit.provision.text
        if "“" in text or "”" in text or "‘" in text or "’" in text:
            wrong = _unbalanced(_without_years(text), _QUOTES)
            if wrong:
                at, partner = wrong
                yield Found(
                    f"따옴표 {text[at]}의 짝 {partner} 표가 없습니다. 짝을 맞추십시오.", unit.path, (at, at + 1)
                )


@rule(
    "SPL004",
    "error",
    "괄호의 짝",
    basis="글로 옮긴 조례에서 실제로 나타나는 흠(고양시 자치법규 입법에 관한 조례 제9조제2항)",
    why="여는 괄호와 닫는 괄호는 짝이 맞고 서로 엇갈리지 않아야 한다.",
    bad="고양시장(이하 “시장”이라 한다은 계획을 세운다.",
    good="고양시장(이하 “시장”이라 한다)은 계획을 세운다. 금액은 1) 기본급, 2) 수당으로 한다.",
    in_force="warning",
    texts=ALL_TEXTS,
)
def brackets_in_pairs(document: Document) -> Iterator[Found]:
    for unit in document.units:
        for field, text in (("text", unit.provision.text), ("heading", unit.provision.heading)):
            if not text or not _ANY_BRACKET.search(text) or "|" in text:
                continue
            bare = _LIST_MARK.sub(lambda match: " " * len(match[0]), text)
            wrong = _unbalanced(bare, _BRACKETS)
            while wrong and bare[wrong[0]] == ")" and _COUNTED.search(bare, 0, wrong[0]):  # “1) 기본급, 2) 수당”
                bare = f"{bare[: wrong[0]]} {bare[wrong[0] + 1 :]}"
                wrong = _unbalanced(bare, _BRACKETS)
            if wrong and not _closed_below(document, unit.path, bare, wrong[0]):
                at, partner = wrong
                yield Found(
                    f"괄호 {text[at]}의 짝 {partner} 표가 없습니다. 짝을 맞추십시오.", unit.path, (at, at + 1), field
                )


def _closed_below(document: Document, path: Path, text: str, at: int) -> bool:
    """Whether a bracket that a unit leaves open is closed in a unit next to it (a list inside brackets)."""
    if text[at] not in "([":
        after = [each.provision.text for each in document.units if each.path[:-1] == path[:-1] and each.path < path]
        return any(_unbalanced(each, _BRACKETS) is not None for each in after)
    below = [each.provision.text for each in document.units if each.path[: len(path)] == path and each.path != path]
    beside = [each.provision.text for each in document.units if each.path[:-1] == path[:-1] and each.path > path]
    return any(_unbalanced(each, _BRACKETS) is not None for each in (*below, *beside))


_ENDS = re.compile(r"[가-힣]다(?=$)")
_VERB_ENDS = re.compile(r"(?:[한된있없않는본둔같니간온든진린킨준쓴낸른킨인난]|하|되|아니)다$")
_MIDDLE = re.compile(r"(?:[한된있없않는]|아니하)다(?= (?:다만,|이 경우|단,))")


@rule(
    "SPL005",
    "error",
    "마침표",
    basis="글로 옮긴 조례에서 실제로 나타나는 흠(전남광주통합특별시 인공지능산업 육성 및 지원 조례 제15조)",
    why="문장은 마침표로 끝낸다.",
    bad="시장은 위원회를 둔다",
    good="시장은 위원회를 둔다.",
    in_force="warning",
)
def full_stops(document: Document) -> Iterator[Found]:
    joined = document.words.has_any(("다 다만,", "다 이 경우", "다 단,"), quoted=True)
    for unit in document.units:
        text = unit.provision.text
        if not text or unit.provision.deleted or text.startswith("|"):
            continue
        bare = text.rstrip()
        if bare.endswith("다"):
            whole = unit.provision.level.name in ("article", "paragraph")
            if _ENDS.search(bare) if whole else _VERB_ENDS.search(bare):
                yield Found(
                    "문장이 마침표로 끝나지 않았습니다. 마침표를 찍으십시오.",
                    unit.path,
                    (len(bare) - 1, len(bare)),
                    replacement="다.",
                )
        for match in _MIDDLE.finditer(text) if joined else ():
            at = match.end() - 1
            yield Found(
                "단서나 후단 앞의 문장에 마침표가 없습니다. 마침표를 찍으십시오.",
                unit.path,
                (at, at + 1),
                replacement="다.",
            )


_AFTER_LABEL = re.compile(
    r"^\s*(?:(?:제\d+조(?:의\d+)?\s?\([^)]*\))?\s*[①-⑳]|\d+(?:의\d+)?\.|[가-하]\.|제\d+조(?:의\d+)?\s?\([^)]*\))(?P<gap>[ \t\u00a0\u3000]{2,})\S"
)
_SPACES = re.compile(r"(?<=\S)[^\S\n]{2,}(?=\S)")
_TABLE = re.compile("[|\u2500-\u257f]")
_BEFORE_MARK = re.compile(r"(?<=[가-힣)」”]) +(?=[.,](?:[\s<]|$))")


@rule(
    "SPL006",
    "warning",
    "공백",
    basis="편집의 기준",
    why="낱말 사이는 한 칸만 띄운다. 두 칸, 탭, 보이지 않는 글자는 찾기와 견주기를 어긋나게 한다.",
    bad=(
        "시장은  계획을 세운다.",
        "제1조(목적) 이 조례는 보기를 정함을 목적으로 한다.\n제2조(보기) ①  시장은 정한다.\n② 시장은 알린다.",
    ),
    good="시장은 계획을 세운다.",
    in_force="info",
)
def spaces(document: Document) -> Iterator[Found]:
    yield from _told_in_reading(
        document, "P004", "특수한 공백이나 보이지 않는 글자가 들어 있습니다. 보통 빈칸으로 바꾸거나 지우십시오."
    )
    gaps = list(_gaps(document))
    if not document.is_draft:
        if gaps:
            more = f" 모두 {len(gaps)}곳입니다." if len(gaps) > 1 else ""
            yield gaps[0]._replace(message=gaps[0].message + more)
        return
    yield from gaps


def _gaps(document: Document) -> Iterator[Found]:
    for words in (document.words, document.headings, document.title):
        if "  " in words.text or "\t" in words.text:
            for match in _SPACES.finditer(words.text):
                low, high = words.unit(match.start())
                if not _TABLE.search(words.text, low, high):
                    yield document.found("빈칸이 둘 이상입니다. 한 칸만 띄우십시오.", words, *match.span(), " ")
    if " ." in document.words.text or " ," in document.words.text:
        for match in _BEFORE_MARK.finditer(document.words.text):
            yield document.found("마침표나 쉼표 앞의 빈칸을 없애십시오.", document.words, *match.span(), "")
    for number, line in enumerate(document.reading.source, 1):
        gap = _AFTER_LABEL.match(line) if "  " in line or "\t" in line else None
        if gap and _in_ordinance(document, number):
            message = "번호 뒤의 빈칸이 둘 이상입니다. 한 칸만 띄우십시오."
            yield Found(message, _unit_at(document, number), gap.span("gap"), "source", " ", line=number)


@rule(
    "SPL007",
    "error",
    "문자 참조",
    basis="글로 옮긴 조례에서 실제로 나타나는 흠(전남광주통합특별시 인공지능산업 육성 및 지원 조례 제8조)",
    why="&#12539;나 &nbsp; 같은 문자 참조는 글을 옮기다 남은 찌꺼기이다. 본디 글자로 바꾼다.",
    bad="시장은 산&#12539;학의 협력을 지원한다.",
    good="시장은 산ㆍ학의 협력과 연구(R&D)를 지원한다.",
    in_force="info",
)
def character_references(document: Document) -> Iterator[Found]:
    yield from _told_in_reading(document, "P003", "문자 참조(&…;)나 <br>이 남아 있습니다. 본디 글자로 바꾸십시오.")
    if "&" in document.words.text or "<br" in document.words.text:
        for match in re.finditer(r"&(?:#\w{1,8}|[a-zA-Z]{2,8});|<br\s*/?>", document.words.text):
            yield document.found(
                "문자 참조(&…;)나 <br>이 남아 있습니다. 본디 글자로 바꾸십시오.", document.words, *match.span()
            )


@rule(
    "SPL015",
    "error",
    "조사",
    basis="「한글 맞춤법」; 글로 옮긴 조례에서 실제로 나타나는 흠",
    why="조사는 앞말의 끝소리에 맞춘다. 괄호 안의 말은 건너뛰고 괄호 앞의 말에 맞춘다.",
    bad=(
        "시장는 계획를 세운다.",
        "고양시장(이하 “시장”이라 한다)는 계획을 세운다.",
        "위원회은 「지방자치법」를 따른다.",
    ),
    good=(
        "시장은 계획을 세운다.",
        "고양시장(이하 “시장”이라 한다)은 계획을 세우고 있는 사람을 돕는다.",
        "전문가가 서울로 가는 마을을 지원한다.",
    ),
    in_force="warning",
)
def particles(document: Document) -> Iterator[Found]:
    for words in (document.words, document.headings):
        for wrong in wrong_particles(words):
            message = f"“{_shown(wrong.word)}” 뒤의 조사는 “{attach_to(wrong.particle)} 아니라 “{wrong.right}”입니다."
            yield document.found(message, words, wrong.start, wrong.end, wrong.right)


_IN_MARKS = re.compile(r"[“‘「『]([^“”‘’「」『』]+)[”’」』]$")
_LAST_WORD = re.compile(r"(?:\S*분의 )?[^\s“‘「『]+$")


def _shown(before: str) -> str:
    """Return the last word of what stands before a particle: what is in quotes, or what a bracket follows."""
    bare = re.sub(r"\([^()]*\)$", "", before)
    bare = bare if bare.strip() else before
    match = _IN_MARKS.search(bare)
    last = _LAST_WORD.search(bare)
    return match[1] if match else last[0] if last else bare


def attach_to(particle: str) -> str:
    """Return a particle in quotes with 이 or 가."""
    return f"{particle}”" + attach(particle, "이/가").removeprefix(particle)


_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")


@rule(
    "SPL021",
    "warning",
    "한자",
    basis=f"{_EASY} 12~35쪽",
    why="조문은 한글로 쓴다. 뜻을 가리기 위해 한자가 필요하면 한글 뒤의 괄호 안에 적는다.",
    bad="시장은 條例로 정하는 바에 따른다.",
    good="시장은 공동체(共同體)를 조례로 정하는 바에 따라 지원한다.",
    in_force="info",
)
def chinese_characters(document: Document) -> Iterator[Found]:
    for words in (document.words, document.headings, document.title):
        for match in _HAN.finditer(words.plain):
            low, high = words.unit(match.start())
            before, after = words.plain[low : match.start()], words.plain[match.end() : high]
            inside = before.rfind("(") > before.rfind(")") and 0 <= after.find(")") < (after.find("(") % 9999)
            if not inside or not re.match(r"[\s,ㆍ:)\u3400-\u9fff\uf900-\ufaff]", after):
                message = (
                    f"한자가 그대로 쓰였습니다(“{match[0]}”). 한글로 적고, 필요하면 괄호 안에 한자를 함께 적으십시오."
                )
                yield document.found(message, words, *match.span())


_LATIN = re.compile(r"(?<![A-Za-z(「“/])AI(?![A-Za-z)”」/])")


@rule(
    "SPL022",
    "warning",
    "로마자 약어",
    basis="법제처 「자치법규 입안 길라잡이」 396~409쪽",
    why="로마자 약어는 우리말로 쓰고, 필요하면 처음 나올 때 괄호 안에 적는다.",
    bad="시장은 AI 산업을 육성한다.",
    good="시장은 인공지능(AI)산업을 육성한다.",
    in_force="info",
)
def latin_abbreviations(document: Document) -> Iterator[Found]:
    if "AI" not in document.words.plain or any(each.name == "AI" for each in document.declared):
        return
    for match in _LATIN.finditer(document.words.plain):
        yield document.found("“AI”는 “인공지능”으로 쓰십시오.", document.words, *match.span())


_LONE = re.compile("[ㄱ-ㅎㅏ-ㅣ\u1100-\u11ff]+")


@rule(
    "SPL025",
    "error",
    "풀어쓴 자모",
    basis="문자 처리의 기준",
    why="글자가 자모로 풀려 저장되면(NFD) 눈에는 같아 보여도 찾기와 견주기에서 다른 글이 된다.",
    bad=("시장은 계획을 세운다.".replace("계획", "\u1100\u1168\u1112\u116c\u11a8"), "시장은 ㅈㅏ료를 낸다."),
    good="시장은 계획을 세운다.",
    in_force="info",
)
def decomposed(document: Document) -> Iterator[Found]:
    yield from _told_in_reading(document, "P005", "풀어쓴 자모(NFD)가 들어 있습니다. 완성된 글자로 바꾸십시오.")
    for words in (document.words, document.headings, document.title):
        for match in _LONE.finditer(words.text):
            yield document.found("낱자(자모)가 홀로 쓰였습니다. 빠진 글자가 없는지 보십시오.", words, *match.span())
