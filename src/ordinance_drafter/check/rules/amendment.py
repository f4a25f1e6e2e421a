"""Rules about how a 개정문 is worded; those that need the text in force are in ``amendment_effect``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ordinance_drafter.amend import Action, Step
from ordinance_drafter.amend.steps import UnitStep
from ordinance_drafter.check.amending import Instruction, only_article
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import ALL_TEXTS, DRAFTS, Found, rule
from ordinance_drafter.korean import attach, particle
from ordinance_drafter.model import ANNEXES, ARTICLE, BODY
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import Mention, scan

AMENDING_BASIS = "법제처 「법령 입안ㆍ심사 기준」 810쪽부터 841쪽까지"
GUIDE_BASIS = "법제처 「자치법규 입안 길라잡이」 350쪽"
HEAD = "고양시 보기 조례 일부를 다음과 같이 개정한다.\n"
END = "\n\n부칙\n이 조례는 공포한 날부터 시행한다."
AMENDMENTS: dict[str, Any] = {
    "documents": frozenset({"partial_amendment"}),
    "texts": ALL_TEXTS,
    "facts": {"kind": "partial_amendment"},
}
"""Where the rules of this group apply, and what their examples are."""

_TITLE = r"(?:조례|규칙|규정|법률?|령|직제)」?"
_AMENDS = re.compile(
    rf"{_TITLE}(?P<how>\s?(?:의|중|을|를)?\s?(?:다음|일부)[^.“”\"\n]{{0,24}}(?:개정|수정)(?:한다|하고자 함|하고자 한다|함|합니다))\s?\.?$"
)
_RIGHT = re.compile(rf"{_TITLE}(?:의)? 일부를 다음과 같이 개정한다\s?\.")


OTHER_TEXT = re.compile(r"[가-힣]{2,10} 제[\d-]+호 ")
"""How a place begins that is in another text than the one amended (법률 제1호 …): the base does not hold it."""


def _act(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[을를]|[”\"])\s?(?:각각\s?)?(?P<word>{verbs})(?:한다|하고|하며|함)")


_ADDS = _act("추가|삽입|첨가|변경|수정")
_ADDS_WITHOUT_SAYING = re.compile(r"에 (?:제\d+[조항호](?:의\d+)?|[가-하]목)[을를] 다음과 같이 한다")
_REMOVES = _act("폐지|제거|말소|삭제토록|생략")
_HEADING_UNNAMED = re.compile(r"제\d+조(?:의\d+)?\s?(?:의 )?제목[을를]\s?(?:다음|[“\"]|바꾼|변경|고친|수정|개정)")
_HEADING_JOINED = re.compile(r"제\d+조(?:의\d+)?\s?제목(?=\s?중|\s?[“\"])")
_ANNEX = re.compile(
    r"(?:별표(?:\s?\d+(?:의\d+)?)?|서식)[을를]\s?(?:각각\s?)?(?:다음과 같이 (?:한다|하고|하며)|바꾼|변경|수정|교체|고친|별첨|붙임)"
)
_TOLD = (_ADDS, _ADDS_WITHOUT_SAYING, _REMOVES, _HEADING_UNNAMED, _HEADING_JOINED, _ANNEX)


@rule(
    "AMD001",
    "error",
    "일부개정 첫 문장",
    basis=GUIDE_BASIS,
    why="일부개정조례안은 “○○ 조례 일부를 다음과 같이 개정한다.”로 시작하고, 그 다음 줄부터 고칠 내용을 쓴다.",
    bad="고양시 보기 조례 중 다음을 개정한다.\n제3조 중 “가게”를 “상점”으로 한다." + END,
    good=HEAD + "제3조 중 “가게”를 “상점”으로 한다." + END,
    **AMENDMENTS,
)
def partial_amendments_begin_as_usual(document: Document) -> Iterator[Found]:
    amending = document.amending
    first = amending.first_line
    if not first:
        return
    heads = list(enumerate(amending.lines[: first - 1], 1))
    wrapped = "\n".join(line for _, line in heads).replace("\n", " ")
    own = next(
        ((n, match) for n, line in [*heads, (first, amending.lines[first - 1])] if (match := _AMENDS.search(line))),
        None,
    )
    if "수정안" in document.ordinance.title:
        return
    if own and not _RIGHT.search(own[1].string):
        told = f"“{own[1]['how'].strip()}”로 되어 있습니다. “○○ 조례 일부를 다음과 같이 개정한다.”로 쓰십시오."
        yield Found(told, line=own[0], field="part")
    elif not own and not amending.text.title and not _RIGHT.search(wrapped) and not amending.text.others:
        told = "개정문의 첫 문장이 없습니다. “○○ 조례 일부를 다음과 같이 개정한다.”를 먼저 쓰십시오."
        yield Found(told, line=first, field="part")
    sentences = {each.line: each for each in amending.instructions}
    for missed in amending.text.missed:
        if own and missed.line == own[0]:
            continue
        if not any(pattern.search(sentences[missed.line].plain) for pattern in _TOLD):
            words = missed.text[:30].strip()
            told = f"“{words}”부터 개정하는 말로 읽지 못했습니다. {missed.why} 이 줄은 검사하지 않았으므로 직접 살펴보십시오."
            yield Found(told, line=missed.line, field="part", severity="warning", state="unverified")


_AMENDS_WHOLE = re.compile(
    rf"{_TITLE}(?P<how>\s?(?:의|을|를)?\s?(?:다음과 같이 )?(?:전면|전부|전체|전문)[^.“”\"\n]{{0,20}}개정(?:한다|하고자 함|하고자 한다|함|합니다))"
)
_RIGHT_WHOLE = re.compile(rf"{_TITLE}(?:의)? 전부를 다음과 같이 개정한다\s?\.?$")


@rule(
    "AMD002",
    "error",
    "전부개정 첫 문장",
    basis=AMENDING_BASIS,
    why="전부개정조례안은 “○○ 조례 전부를 다음과 같이 개정한다.”로 시작하고, 이어서 제명과 조문을 모두 쓴다.",
    bad="고양시 보기 조례를 전면 개정한다.\n\n고양시 보기 조례\n\n제1조(목적) 이 조례는 보기에 필요한 사항을 정함을 목적으로 한다."
    + END,
    good="고양시 보기 조례 전부를 다음과 같이 개정한다.\n\n고양시 보기 조례\n\n제1조(목적) 이 조례는 보기에 필요한 사항을 정함을 목적으로 한다."
    + END,
    documents=DRAFTS,
    texts=ALL_TEXTS,
    facts={"kind": "whole_amendment"},
)
def whole_amendments_begin_as_usual(document: Document) -> Iterator[Found]:
    for number, line in enumerate(document.reading.source, 1):
        if re.match(r"\s*제1조", line):
            return
        match = _AMENDS_WHOLE.search(line)
        if match and not _RIGHT_WHOLE.search(line.strip()):
            told = f"“{match['how'].strip()}”로 되어 있습니다. “○○ 조례 전부를 다음과 같이 개정한다.”로 쓰십시오."
            yield Found(told, line=number, field="part")


@rule(
    "AMD004",
    "error",
    "“각각”의 누락",
    basis=AMENDING_BASIS,
    why="고칠 자리나 자구가 둘 이상이면 모두에 미치도록 “각각”을 쓴다. 빠뜨리면 어디까지 고치는지 다툼이 생긴다.",
    bad=HEAD + "제3조 및 제5조 중 “가게”를 “상점”으로 한다." + END,
    good=HEAD + "제3조 및 제5조 중 “가게”를 각각 “상점”으로 한다." + END,
    **AMENDMENTS,
)
def several_places_are_each(document: Document) -> Iterator[Found]:
    amending = document.amending
    told_of = set()
    for step in amending.steps:
        several = len(step.places) > 1 or any(place.until for place in step.places)
        if not several or step.each or step.line in told_of or "각각" in _clause(document, step):
            continue
        if step.action in (Action.WORDS, Action.MOVE, Action.DELETE):
            told_of.add(step.line)
            verb = {Action.WORDS: "고치는", Action.MOVE: "옮기는", Action.DELETE: "삭제하는"}[step.action]
            where = f"{step.places[0]} 등 여러 곳을" if len(step.places) > 1 else attach(str(step.places[0]), "을/를")
            told = f"{where} {verb} 데 “각각”이 없습니다. “각각”을 넣으십시오."
            yield Found(told, line=step.line, field="part", severity="warning" if step.action is Action.DELETE else "")
    for doubt in amending.applied.doubts if amending.applied else ():
        line, _, words = doubt.partition("번째 줄: ")
        quoted = re.search(r"의 “(.+)”[을를] 고치는 데", words)
        longer = quoted and any(quoted[1] in one and quoted[1] != one for s in amending.steps for one, _ in s.words)
        if line.isdigit() and int(line) not in told_of and not longer and not OTHER_TEXT.match(words):
            told_of.add(int(line))
            yield Found(f"{words} 그 말이 둘 이상 있으므로 “각각”을 넣으십시오.", line=int(line), field="part")


def _clause(document: Document, step: Step) -> str:
    line = document.amending.lines[step.line - 1]
    return line[slice(*step.span)] if step.action is not Action.WORDS else ""


def _told(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[Instruction, re.Match[str]]]:
    for each in document.amending.instructions:
        match = pattern.search(each.plain)
        if match:
            yield each, match


@rule(
    "AMD005",
    "error",
    "신설의 문형",
    basis=AMENDING_BASIS,
    why="조ㆍ항ㆍ호를 새로 둘 때에는 “제○조에 제○항을 다음과 같이 신설한다.”로, 자구를 더할 때에는 더할 자리의 말을 인용하여 “A”를 “AB”로 쓴다.",
    bad=HEAD + "제5조에 다음 항을 추가한다.\n③ 시장은 결과를 공개한다." + END,
    good=HEAD + "제5조에 제3항을 다음과 같이 신설한다.\n③ 시장은 결과를 공개한다." + END,
    **AMENDMENTS,
)
def additions_are_worded_as_usual(document: Document) -> Iterator[Found]:
    for each, match in _told(document, _ADDS):
        told = f"“{match['word']}”은 개정문의 말이 아닙니다. 조ㆍ항ㆍ호는 “다음과 같이 신설한다”로, 자구는 “A”를 “B”로 한다고 쓰십시오."
        yield Found(told.replace("”은", f"”{particle(match['word'], '은/는')}", 1), line=each.line, field="part")
    for each, match in _told(document, _ADDS_WITHOUT_SAYING):
        told = f"“{match[0].strip()}”는 새로 두는 말이 아닙니다. “다음과 같이 신설한다”로 쓰십시오."
        yield Found(told, line=each.line, field="part")
    for step in document.amending.steps:
        if (
            step.action in (Action.INSERT, Action.REWRITE)
            and not step.block.strip("?\n ")
            and not _goes_on(document, step)
        ):
            told = f"“다음과 같이” 다음에 {step.places[0]}의 글이 없습니다. 다음 줄에 그 글을 쓰십시오."
            yield Found(told, line=step.line, field="part")


def _goes_on(document: Document, step: Step) -> bool:
    """Whether the line of a step has more after its sentence: a copy without line ends."""
    line = document.amending.lines[step.line - 1]
    end = re.compile(r"다\s?\.").search(line, max(0, step.span[1] - 3))
    return not step.places[-1].units or (end is not None and bool(line[end.end() :].strip()))


@rule(
    "AMD006",
    "error",
    "삭제의 문형",
    basis=AMENDING_BASIS,
    why="조ㆍ항ㆍ호와 자구는 모두 “삭제한다”로 쓴다. 폐지는 조례 전체를 없앨 때 쓰는 말이다.",
    bad=HEAD + "제5조를 폐지한다." + END,
    good=HEAD + "제5조를 삭제한다." + END,
    **AMENDMENTS,
)
def deletions_are_worded_as_usual(document: Document) -> Iterator[Found]:
    for each, match in _told(document, _REMOVES):
        told = f"{attach('“' + match['word'] + '”', '은/는')} 개정문의 말이 아닙니다. “삭제한다”로 쓰십시오."
        yield Found(told, line=each.line, field="part")


@rule(
    "AMD007",
    "warning",
    "개정문의 순서",
    basis=AMENDING_BASIS,
    why="개정문은 제명, 조 번호가 작은 것부터, 별표의 차례로 쓰고, 조ㆍ항ㆍ호를 옮기는 문장을 그 자리에 새로 두는 문장보다 먼저 쓴다.",
    bad=HEAD + "제7조 중 “가게”를 “상점”으로 한다.\n제3조 중 “가게”를 “상점”으로 한다." + END,
    good=HEAD + "제3조 중 “가게”를 “상점”으로 한다.\n제7조 중 “가게”를 “상점”으로 한다." + END,
    **AMENDMENTS,
)
def sentences_are_in_order(document: Document) -> Iterator[Found]:
    steps = document.amending.text.steps
    moved = {units[0] for s in steps if s.action is Action.MOVE for p in (*s.places, *s.targets) if (units := p.units)}
    moved = {unit for unit in moved if unit[0] is ARTICLE} if any(_moves_article(s) for s in steps) else set()
    highest: Number | None = None
    annex = ""
    for step in steps:
        place = step.places[0] if step.places else None
        if place is not None and place.branch == ANNEXES:
            annex = place.annex
            continue
        article = only_article(step)
        number = article[1] if article and article not in moved else None
        if annex and number:
            told = f"{attach(annex, '은/는')} 조문 다음에 고칩니다. 제{number}조의 개정을 그 앞으로 옮기십시오."
            yield Found(told, line=step.line, field="part")
            break
        if number and highest and number < highest and step.action not in (Action.MARK, Action.UNMARK):
            one, other = ARTICLE.reference(number), ARTICLE.reference(highest)
            yield Found(
                f"{other} 다음에 {attach(one, '이/가')} 옵니다. 조 번호의 차례로 쓰십시오.",
                line=step.line,
                field="part",
            )
            break
        highest = max(filter(None, (highest, number)), default=None)
    yield from _moves_come_first(document)


def _moves_article(step: Step) -> bool:
    return step.action is Action.MOVE and any(len(p.units) == 1 and p.units[0][0] is ARTICLE for p in step.places)


def _moves_come_first(document: Document) -> Iterator[Found]:
    steps = document.amending.text.steps
    for index, step in enumerate(steps):
        if step.action is not Action.INSERT or step.places[0].branch != BODY or step.places[0].parts:
            continue
        units = step.places[0].units
        if any(
            s.action is Action.MOVE and any(p.units == units and not p.parts for p in s.places)
            for s in steps[index + 1 :]
        ):
            told = f"{attach(str(step.places[0]), '을/를')} 새로 두는 문장이 옮기는 문장보다 앞에 있습니다. 옮기는 문장을 먼저 쓰십시오."
            yield Found(told, line=step.line, field="part")


@rule(
    "AMD008",
    "error",
    "제목의 개정",
    basis=AMENDING_BASIS,
    why="조의 제목은 괄호까지 인용하여 “제○조의 제목 “(가)”를 “(나)”로 한다.”로 고친다. 지금의 제목을 적어야 무엇을 고치는지 분명하다.",
    bad=HEAD + "제5조 제목을 바꾼다." + END,
    good=HEAD + "제5조의 제목 “(사업)”을 “(지원사업)”으로 한다." + END,
    **AMENDMENTS,
)
def headings_are_amended_as_usual(document: Document) -> Iterator[Found]:
    for each, _ in _told(document, _HEADING_UNNAMED):
        told = "지금의 제목을 적지 않았습니다. “제○조의 제목 “(지금 제목)”을 “(새 제목)”으로 한다.”로 쓰십시오."
        yield Found(told, line=each.line, field="part")
    for each, match in _told(document, _HEADING_JOINED):
        told = f"{attach('“' + match[0] + '”', '은/는')} “제○조의 제목”으로 씁니다. “의”를 넣으십시오."
        yield Found(told, line=each.line, field="part", severity="warning")
    for each in document.amending.instructions:
        if re.search(r"조(?:의\d+)?의 제목\s?[“\"](?![(（])", each.text):
            told = "제목을 통째로 고칠 때에는 괄호까지 인용합니다. “(지금 제목)”을 “(새 제목)”으로 쓰고, 제목의 일부만 고치면 “제목 중”으로 쓰십시오."
            yield Found(told, line=each.line, field="part", severity="warning")


_TIGHT = re.compile(
    r"(?:제\d+[조항호](?:의\d+)?|같은 [조항호목]|각 [호목]|[가-하]목)(?P<word>중|단서|본문|전단|후단)(?=[ ,ㆍ“\"]|$)"
)
_LOOSE = re.compile(r"제\d+조(?:의\d+)? 제\d+[항호]|제\d+항 제\d+호|제\d+호 [가-하]목(?![가-힣])|제\d+조 \d+[항호]")


@rule(
    "AMD011",
    "error",
    "가리키는 말의 띄어쓰기",
    basis=AMENDING_BASIS,
    why="조ㆍ항ㆍ호ㆍ목의 번호는 붙여 쓰고, “중”, “본문”, “단서”, “전단”, “후단”, “각 호 외의 부분”은 띄어 쓴다.",
    bad=HEAD + "제3조제1항중 “가게”를 “상점”으로 한다." + END,
    good=HEAD + "제3조제1항 중 “가게”를 “상점”으로 한다." + END,
    **AMENDMENTS,
)
def places_are_spaced_as_usual(document: Document) -> Iterator[Found]:
    for each, match in _told(document, _TIGHT):
        told = f"“{match[0]}”에서 “{match['word']}”{particle(match['word'], '은/는')} 앞말과 띄어 쓰십시오."
        yield Found(told, line=each.line, field="part")
    for each, match in _told(document, _LOOSE):
        told = f"{attach('“' + match[0] + '”', '은/는')} “{match[0].replace(' ', '')}”처럼 붙여 쓰십시오."
        yield Found(told, line=each.line, field="part", severity="warning")


@rule(
    "AMD016",
    "warning",
    "별표와 서식의 개정",
    basis=AMENDING_BASIS,
    why="별표와 서식은 “별표 1을 별지와 같이 한다.”로 고치고, 그 글은 부칙 다음에 붙인다.",
    bad=HEAD + "별표 1을 바꾼다." + END,
    good=HEAD + "별표 1을 별지와 같이 한다." + END,
    **AMENDMENTS,
)
def annexes_are_amended_as_usual(document: Document) -> Iterator[Found]:
    for each, _ in _told(document, _ANNEX):
        yield Found(
            "별표와 서식은 “별표 1을 별지와 같이 한다.”로 쓰고 그 글을 부칙 다음에 붙이십시오.",
            line=each.line,
            field="part",
        )
    amending = document.amending
    printed = re.compile(r"\s*[\[〔<](?:별표[ \d의]*|별지\s*(?:제\s?\d+호(?:의\d+)?\s?)?서식)[\]〕>]")
    inside = any(step.places and step.places[-1].annex and step.action is not Action.ANNEX for step in amending.steps)
    for number in range(amending.first_line or 1, amending.addenda_line):
        if printed.match(amending.lines[number - 1]) and not inside:
            yield Found("별표가 부칙보다 앞에 있습니다. 부칙 다음으로 옮기십시오.", line=number, field="part")
            return


_NAMED = re.compile(
    r"(?:\s|[,ㆍ]|및|또는|와|과|부터|까지|제\d+[조항호](?:의\d+)?|[가-하]목|본문|단서|전단|후단|각 호|외의 부분|별표 ?\d*)*의?\s?개정\s?규정"
)
_FORMER = re.compile(r"(?:종전의?|부칙|개정 전의?|개정되기 전의?)\s(?:제?[\d조항호의ㆍ,및\s부터까지제]*)?$")


@rule(
    "AMD017",
    "warning",
    "부칙에서 “개정규정”",
    basis="법제처 「법령 입안ㆍ심사 기준」 681쪽부터 701쪽까지",
    why="개정하는 조를 부칙에서 가리킬 때에는 “제○조의 개정규정”이라 하여 고친 뒤의 것임을 밝히고, 고치기 전의 것은 “종전의 제○조”라 한다.",
    bad=HEAD
    + "제5조 중 “가게”를 “상점”으로 한다.\n\n부칙\n제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(적용례) 제5조는 이 조례 시행 이후 신청하는 경우부터 적용한다.",
    good=HEAD
    + "제5조 중 “가게”를 “상점”으로 한다.\n\n부칙\n제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(적용례) 제5조의 개정규정은 이 조례 시행 이후 신청하는 경우부터 적용한다.",
    **AMENDMENTS,
)
def amended_articles_are_called_amended(document: Document) -> Iterator[Found]:
    amending = document.amending
    amended = {p.units for s in amending.text.steps for p in (*s.places, *s.targets) if p.branch == BODY and p.units}
    lines = list(enumerate(amending.lines, 1))[amending.addenda_line :] if amending.addenda_line else []
    others = False
    for number, line in lines:
        head = re.match(r"\s*제\d+조(?:의\d+)?\(([^()]*)\)", line)
        others = "개정" in head[1] if head else others
        if others or "개정한다" in line:
            continue
        start = head.end() if head else 0
        for mention in scan(line):
            if mention.span[0] < start or not _is_amended(mention, amended):
                continue
            begin, end = mention.span
            if _NAMED.match(line, end) or _FORMER.search(line[:begin]):
                continue
            name = line[begin:end]
            told = (
                f"{attach(name, '은/는')} 이 개정문으로 고치는 것입니다. 고친 뒤의 것이면 “{name}의 개정규정”으로,"
                f" 고치기 전의 것이면 “종전의 {name}”{particle(name, '으로/로')} 쓰십시오."
            )
            yield Found(told, line=number, field="part")
            break


def _is_amended(mention: Mention, amended: set[tuple[UnitStep, ...]]) -> bool:
    """Whether a reference to the text itself names what is amended, something in it, or what it is in."""
    steps = mention.ref.steps
    if mention.ref.statute or mention.ref.place or not steps or mention.written.steps[:1] != steps[:1]:
        return False
    if steps[0][0] is not ARTICLE:
        return False
    return any(units[: len(steps)] == steps[: len(units)] for units in amended)
