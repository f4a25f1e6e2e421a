"""Odd heads of lines in real texts -> the heads the notation knows: 제4조2(, 【목적】, ⓛ, 附則, ■ … [별표 1] (P006)."""

from __future__ import annotations

import re
from collections.abc import Callable

from ordinance_drafter.lines import ANNEX, parse_meta
from ordinance_drafter.numbering import CIRCLED, SYLLABLES

_FULL = str.maketrans("０１２３４５６７８９（）［］．，", "0123456789()[].,")
_HANJA = str.maketrans("第條項編章節款附則", "제조항편장절관부칙")
_CIRCLED = {"ⓛ": "①"} | {
    mark: CIRCLED[index]
    for start in (0x2776, 0x2780, 0x278A)
    for index, mark in enumerate(map(chr, range(start, start + 10)))
}
_NUMBERED = {chr(0x2474 + n): f"({n + 1})" for n in range(20)} | {chr(0x2488 + n): f"{n + 1}." for n in range(20)}
_NUMBERED |= {chr(0x320E + n): f"({'가나다라마바사아자차카타파하'[n]})" for n in range(14)}

SUSPECT = re.compile(
    r"[ \t]*(?:[제第][ \t\d０-９]|[\d０-９]{1,3}(?:의\d+)? ?[.．，、]|[ⓛ➀-➓❶-❿⑴-⒛㈎-㈛]|부[ ]*칙|[附【〔\[<(]|별[표지]|■|[가-힣] ?[．、])"
)
"""What the head of a line may look like when it needs a closer look; everything else is left at once."""

_NUM = r"([\d０-９]{1,4})"
_ARTICLE = re.compile(
    rf"(?P<all>[제第] ?{_NUM} ?[조條](?: ?의 ?([\d０-９]{{1,3}})|([\d０-９]{{1,3}}))?) ?(?P<open>[(（【〔\[])(?P<rest>.*)",
    re.S,
)
_BARE_ARTICLE = re.compile(r"제 ?(\d{1,4}) ?조(?: ?의 ?(\d{1,3}))?(?P<rest>$| *(?:삭\s?제|<)(?![가-힣]).*)", re.S)
_DIVISION = re.compile(
    rf"[제第] ?{_NUM} ?([편編장章절節관款])(?: ?의 ?(\d{{1,3}}))?(?P<rest> +\S.*| *<[^<>]*>|$)", re.S
)
_CLOSERS = {"(": ")", "（": "）", "【": "】", "〔": "〕", "[": "]"}
_DOTTED = re.compile(rf"(\d{{1,3}}(?:의\d{{1,3}})?|[{SYLLABLES}]) ?[.．，、] *(?=\D)", re.S)
_FULL_DOTTED = re.compile(rf"([\d０-９]{{1,3}}|[{SYLLABLES}])([．，、]| \.) *(?=[^\d\s])", re.S)
_ADDENDA = re.compile(r"[【〔\[<]? ?[부附] *[칙則](?: *[】〕\]>])?(?: *[:：])?(?P<rest>.*)", re.S)
_ADDENDA_FACTS = re.compile(
    r" *((?:제정|개정|전부개정|일부개정|조례|규칙|법률|대통령령|훈령|예규|제|호|년|월|일|[\d’'.,:\s\-―~]){1,120})"
    r"(?=$|제\d{1,3}조 ?\(|[①②]|이 ?(?:조례|규칙|법|영|규정))"
)
_MARK = r"별표|별지|서식"
_TABLE = re.compile(
    rf"(?P<before>■[^\[【〔<]{{0,60}})?[\[【〔<(] ?(?P<kind>{_MARK}) ?(?:제? ?(?P<no>\d{{1,3}}) ?호?(?: ?의 ?(?P<branch>\d{{1,3}}))?)?"
    r" ?(?P<form>서식)? ?[\]】〕>)](?P<rest>.*)",
    re.S,
)
_BARE_TABLE = re.compile(
    r"별표 ?(?:(?P<no>\d{1,3})(?:의(?P<branch>\d{1,3}))?)?(?:[.:]? (?P<rest>\S.*관련\) ?(?:<[^<>]*>)?)| *(?P<note><[^<>]*>)?)$"
)
_FACTS = re.compile(r"(?:\[ ?시행 ?[^\[\]]{6,20}\])? *(?:\[[^\[\]]*(?:조례|규칙|법률|대통령령)[^\[\]]*\])?")
_FACTS_DATE = re.compile(r"(\d{4})[.\-] ?(\d{1,2})[.\-] ?(\d{1,2})\.?")
_FACTS_ACT = re.compile(r"([가-힣]*[가-힣]) ?(조례|규칙) ?제 ?(\d+) ?호")
_WHEN = r"([\d.,\s]{0,40})"
_DELETION = re.compile(
    rf"<\s?삭\s?제{_WHEN}>\.?|\(\s?삭\s?제{_WHEN}\)|\[\s?삭\s?제{_WHEN}\]|삭\s?제\s?\({_WHEN}\)|삭\s?제\s?\[{_WHEN}\]"
)
_DELETED_RANGE = re.compile(
    r"제(\d{1,3})조 ?(내지|부터|~|∼|-|ㆍ|,|및|와|과) ?제(\d{1,3})조 ?(?:까지)?(?:는|은)? ?(?:각각 ?)?삭\s?제 ?(<[^<>]*>)?\.?"
)
_NOTE_WORD = re.compile(r"신설|개정|이동|삭제|시행일|헌법|위헌|생략|전문|제목")


def repair_head(line: str) -> str:
    """Return a line with its head in standard form; the line itself when nothing is odd.

    Only heads are touched, and only where the shape leaves no doubt: a sentence that begins with 제7조 stays.
    """
    if not SUSPECT.match(line):
        return line
    body = line.lstrip(" \t")
    margin = line[: len(line) - len(body)]
    mark = body[0]
    if mark in _CIRCLED:
        return margin + _CIRCLED[mark] + body[1:]
    if mark in _NUMBERED:
        return f"{margin}{_NUMBERED[mark]} {body[1:].lstrip()}"
    for repair in _REPAIRS.get(mark, _OTHER):
        fixed = repair(body)
        if fixed is not None:
            return margin + fixed
    return line


def deletion_of(words: str) -> str | None:
    """Return ``삭제 <2011.1.14>`` for the ways real texts say that a unit is gone; None when the words say more."""
    match = _DELETION.fullmatch(words)
    if match is None:
        return None
    when = next((group.strip() for group in match.groups() if group), "")
    return f"삭제 <{when}>" if when else "삭제"


def deleted_range(line: str) -> list[str] | None:
    """Return ``제5조 내지 제7조 삭제 <2005. 7. 15>`` as one deleted article a line; None for another line."""
    match = _DELETED_RANGE.fullmatch(line)
    if match is None or not int(match[1]) < int(match[3]) <= int(match[1]) + 60:
        return None
    gone = f"삭제 {match[4] or ''}".rstrip()
    through = match[2] not in ("ㆍ", ",", "및", "와", "과")
    numbers = range(int(match[1]), int(match[3]) + 1) if through else (int(match[1]), int(match[3]))
    return [f"제{number}조 {gone}" for number in numbers]


def first_paragraph(words: str) -> str:
    """Return the words after an article's head with their ⓛ or ❶ as ①."""
    return _CIRCLED[words[0]] + words[1:] if words[:1] in _CIRCLED else words


def repair_facts(line: str) -> str:
    """Return ``[시행 2025.5.23.] [경기도고양시조례 제2918호, 2025.5.23., 제정]`` as the notation spaces it.

    The line itself when it is no such line, or one the notation knows already.
    """
    if len(line) > 300 or not _FACTS.fullmatch(line) or parse_meta(line):
        return line
    fixed = _FACTS_DATE.sub(lambda match: f"{match[1]}. {int(match[2])}. {int(match[3])}.", line)
    fixed = _FACTS_ACT.sub(r"\1 \2 제\3호", fixed)
    fixed = re.sub(r"\] *\[", "] [", fixed)
    return fixed if parse_meta(fixed) else line


def _article(line: str) -> str | None:
    match = _ARTICLE.match(line)
    if match is None:
        return _bare_article(line)
    opening = match["open"]
    end = _closing(match["rest"], opening)
    if end < 0:
        return None
    heading, rest = match["rest"][:end].strip(), match["rest"][end + 1 :]
    if opening not in "(（" and (_NOTE_WORD.search(heading) or not heading):
        return None
    branch = match[3] or match[4]
    label = f"제{_digits(match[2])}조" + (f"의{_digits(branch)}" if branch else "")
    return f"{label}({heading}){rest}"


def _bare_article(line: str) -> str | None:
    match = _BARE_ARTICLE.fullmatch(line)
    if match is None:
        return None
    return (f"제{match[1]}조" + (f"의{match[2]}" if match[2] else "") + f" {match['rest'].strip()}").rstrip()


def _division(line: str) -> str | None:
    match = _DIVISION.fullmatch(line)
    if match is None or line.rstrip().endswith(("다.", "다")):
        return None
    word = match[2].translate(_HANJA)
    label = f"제{_digits(match[1])}{word}" + (f"의{match[3]}" if match[3] else "")
    return f"{label} {match['rest'].strip()}".rstrip()


def _closing(text: str, opening: str) -> int:
    close, depth = _CLOSERS[opening], 1
    for index, mark in enumerate(text):
        if mark == opening:
            depth += 1
        elif mark == close or (opening in "(（" and mark in ")）"):
            depth -= 1
            if depth == 0:
                return index
    return -1


def _dotted(line: str) -> str | None:
    match = _FULL_DOTTED.match(line)
    return f"{_digits(match[1])}. {line[match.end() :]}" if match else None


def _addenda(line: str) -> str | None:
    match = _ADDENDA.match(line)
    if match is None:
        return None
    framed = line[0] in "【〔[<"
    rest = match["rest"].strip(" ")
    if framed and rest and not re.match(r"[<(\[]|제\d|[①②]|이 ?[조규법영]", rest):
        return None
    facts = _ADDENDA_FACTS.match(match["rest"])
    if facts and re.search(r"\d{4}|[’']\d\d|제 ?\d+ ?호", facts[1]):
        return f"부칙 <{' '.join(facts[1].split())}> {match['rest'][facts.end() :].strip()}".rstrip()
    if framed or line[0] == "附" or re.match(r"부 *칙 *[:：]", line):
        return f"부칙 {rest}".rstrip()
    return None


def _annex(line: str) -> str | None:
    match = _TABLE.fullmatch(line)
    if match is None:
        return None
    if match["rest"][:1] not in ("", " ", "<", "(") or match["rest"].rstrip().endswith("다."):
        return None  # "[별표 6]의 계급란 중 …을 삭제한다."는 개정문이다
    if not match["before"] and line[0] in "(<" and match["rest"].strip():
        return None  # "(별표 1) 에 따라 …"는 문장이다
    if match["kind"] == "별지" and not match["form"]:
        return None  # "[별지 2]"가 서식인지는 알 수 없다
    return _annex_line(match["kind"], match["no"], match["branch"], match["rest"])


def _annex_line(kind: str, number: str | None, branch: str | None, rest: str) -> str | None:
    tail = f"의{branch}" if branch else ""
    if kind == "별표":
        mark = f"[별표 {number}{tail}]" if number else "[별표]"
    else:
        mark = f"[별지 제{number}호{tail}서식]" if number else "[별지 서식]"
    return f"{mark} {rest.strip()}".rstrip()


def _bare_annex(line: str) -> str | None:
    match = _BARE_TABLE.fullmatch(line)
    if match is None:
        return None
    return _annex_line("별표", match["no"], match["branch"], match["rest"] or match["note"] or "")


def _digits(text: str) -> str:
    return str(int(text.translate(_FULL))) if text.translate(_FULL).isdigit() else text


def _framed(line: str) -> str | None:
    if ANNEX.fullmatch(line):
        return None
    return _annex(line) or _addenda(line)


_OTHER: tuple[Callable[[str], str | None], ...] = (_dotted,)
_REPAIRS: dict[str, tuple[Callable[[str], str | None], ...]] = {
    "제": (_article, _division),
    "第": (_article, _division),
    "부": (_addenda, _dotted),
    "附": (_addenda,),
    "별": (_bare_annex,),
    **dict.fromkeys("【〔[<(■", (_framed,)),
}
