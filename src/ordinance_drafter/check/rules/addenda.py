"""Structural rules about 부칙 (the word and pattern rules are rows of ``clause_library/rules/addenda.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import DRAFTS, EVERY_DOCUMENT, Found, rule
from ordinance_drafter.check.rules.addenda_wording import (
    ADDENDA_BASIS,
    ONE,
    SENTENCE,
    addenda_of,
    is_effective,
    whole_text,
)
from ordinance_drafter.korean import attach
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, Path


@rule(
    "ADD003",
    "warning",
    "시행일뿐인 부칙",
    basis=ADDENDA_BASIS,
    why="부칙의 내용이 시행일 하나이면 조를 나누지 않고 조 번호와 제목 없이 쓴다.",
    bad=ONE + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.",
    good=ONE + "이 조례는 공포한 날부터 시행한다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
)
def only_an_effective_date_has_no_number(document: Document) -> Iterator[Found]:
    for path, provisions in addenda_of(document):
        unit = provisions[0]
        if len(provisions) == 1 and is_effective(unit) and (unit.number or unit.text.startswith("(시행일)")):
            told = "부칙의 내용이 시행일뿐이므로 조 번호와 제목을 빼고 문장만 두십시오."
            yield Found(told, (*path, 0), field="label" if unit.number else "text")


_MATTER = re.compile(r"(?!\s*(?:다만|단,|이 경우)).+다\.$")


@rule(
    "ADD004",
    "error",
    "부칙의 조 구분",
    basis=ADDENDA_BASIS,
    why="부칙에 시행일 말고도 정할 것이 있으면 제1조, 제2조로 나누고 조마다 제목을 붙인다.",
    bad=ONE
    + "① (시행일) 이 조례는 공포한 날부터 시행한다.\n② (경과조치) 이 조례 시행 당시 진행 중인 사업은 종전의 규정에 따른다.",
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(진행 중인 사업에 관한 경과조치) 이 조례 시행 당시 진행 중인 사업은 종전의 규정에 따른다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
)
def several_matters_are_articles(document: Document) -> Iterator[Found]:
    for path, provisions in addenda_of(document):
        first = provisions[0]
        if first.level is not ARTICLE and len(provisions) > 1:
            yield Found(
                "부칙에 여러 사항을 정할 때에는 제1조, 제2조로 나누고 조 제목을 붙이십시오.", (*path, 0), field="label"
            )
        elif first.level is ARTICLE and first.number is None:
            later = list(SENTENCE.finditer(first.text))[1:]
            other = next((each for each in later if _MATTER.match(each[0])), None)
            if other or first.children or len(provisions) > 1:
                span = other.span() if other else None
                yield Found(
                    "시행일 말고도 정한 것이 있으므로 부칙을 제1조, 제2조로 나누고 조 제목을 붙이십시오.",
                    (*path, 0),
                    span,
                )
        elif len(provisions) > 1:
            for index, unit in enumerate(provisions):
                if unit.level is ARTICLE and not unit.heading and not unit.deleted and "생략" not in unit.text[:6]:
                    yield Found(
                        "부칙의 조에 제목이 없습니다. 조 번호 뒤의 괄호에 제목을 쓰십시오.",
                        (*path, index),
                        field="label",
                    )


_ORDER = (
    "시행일",
    "유효기간",
    "다른 조례의 폐지",
    "시행을 위한 준비행위",
    "적용례",
    "특례",
    "경과조치",
    "다른 조례의 개정",
    "다른 조례와의 관계",
)
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^시행일",
        r"(?:유효|적용) ?기간|존속 ?기한",
        r"폐지$",
        r"준비|시행 ?전",
        r"적용[례예]",
        r"특례$",
        r"경과 ?(?:조치|규정|사항)",
        r"다른 [가-힣ㆍ ]*개정$",
        r"다른 [가-힣ㆍ ]*관계$",
    )
)


@rule(
    "ADD005",
    "warning",
    "부칙의 순서",
    basis=ADDENDA_BASIS,
    why="부칙은 시행일, 유효기간, 폐지, 준비행위, 적용례, 특례, 경과조치, 다른 조례의 개정, 다른 조례와의 관계의 차례로 둔다.",
    bad=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 개정) 고양시 가나 조례 일부를 다음과 같이 개정한다.\n제3조 중 “가”를 “나”로 한다.\n제3조(위원에 관한 경과조치) 이 조례 시행 당시 위원은 이 조례에 따른 위원으로 본다.",
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(위원에 관한 경과조치) 이 조례 시행 당시 위원은 이 조례에 따른 위원으로 본다.\n제3조(다른 조례의 개정) 고양시 가나 조례 일부를 다음과 같이 개정한다.\n제4조 중 “가”를 “나”로 한다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
)
def addenda_are_in_order(document: Document) -> Iterator[Found]:
    for path, provisions in addenda_of(document):
        highest = 0
        for index, unit in enumerate(provisions):
            kinds = [place for place, pattern in enumerate(_PLACES) if pattern.search(unit.heading)]
            if len(kinds) != 1 or not kinds[0]:
                continue  # 시행일의 자리는 ADD001, 두 가지를 함께 정한 조는 판정하지 않는다
            if kinds[0] < highest:
                told = (
                    f"{attach(_ORDER[kinds[0]], '은/는')} {_ORDER[highest]}보다 앞에 둡니다. 이 조를 앞으로 옮기십시오."
                )
                yield Found(told, (*path, index), (0, len(unit.heading)), "heading")
                break
            highest = max(highest, kinds[0])


_REPEALS = re.compile(
    r"(?P<particle>(?<!이)[을를])? ?(?P<verb>폐(?:지|기)(?:한다|된다|하기로 한다|토록 한다|하도록 한다|함))(?![가-힣])"
)


_OF_ITSELF = re.compile(r"(?:이|본) (?:조례|규칙)(?:은|는|를|을)(?:(?!조례|규칙|」)[^\n])*폐")


@rule(
    "ADD008",
    "error",
    "폐지의 문형",
    basis=ADDENDA_BASIS,
    why="다른 조례를 폐지할 때에는 제목을 “다른 조례의 폐지”로 하고 “「○○ 조례」는 폐지한다.”로 쓴다.",
    bad=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 폐지) 「고양시 가나 조례」를 폐기한다.",
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 폐지) 「고양시 가나 조례」는 폐지한다.",
    in_force="info",
    documents=EVERY_DOCUMENT,
)
def repeals_are_worded_as_usual(document: Document) -> Iterator[Found]:
    for path, provisions in addenda_of(document):
        for index, unit in enumerate(provisions):
            match = _REPEALS.search(unit.text)
            if not match or not re.search(r"조례|규칙|규정|」", unit.text[: match.start()]) or "개정한다" in unit.text:
                continue
            yield from _repeal_words((*path, index), match)
            if _OF_ITSELF.match(unit.text):
                continue
            if unit.heading and not re.match(
                r"(?:다른|종전의?) (?:조례|규칙|자치법규|훈령)[가-힣 ]*폐지$", unit.heading
            ):
                told = "다른 조례를 폐지하는 조의 제목은 “다른 조례의 폐지”로 씁니다."
                yield Found(
                    told,
                    (*path, index),
                    (0, len(unit.heading)),
                    "heading",
                    severity="" if "폐지" not in unit.heading else "warning",
                )
    if document.kind == "repeal":
        match = _REPEALS.search(document.ordinance.preamble)
        for found in _repeal_words((), match) if match else ():
            yield found._replace(path=None, span=None, replacement=None)


def _repeal_words(path: Path, match: re.Match[str]) -> Iterator[Found]:
    right = {"을": "은", "를": "는"}.get(match["particle"] or "", "")
    if right:
        told = f"폐지하는 조례의 이름 뒤에는 “{match['particle']}”이 아니라 “{right}”을 씁니다. “「○○ 조례」는 폐지한다.”로 쓰십시오."
        yield Found(told, path, match.span("particle"), replacement=right)
    if match["verb"] != "폐지한다":
        told = f"{attach('“' + match['verb'] + '”', '은/는')} 폐지의 꼴이 아닙니다. “폐지한다”로 쓰십시오."
        yield Found(told, path, match.span("verb"), replacement="폐지한다")


_TITLE = re.compile(r"「([^」\n]+)」|((?:[가-힣ㆍ]+ )+(?:조례|규칙))(?=[은는을를]|$)", re.MULTILINE)


def _former(document: Document) -> tuple[str, Path] | None:
    """Return the title of an ordinance that this one takes the place of, and where the addenda repeal it."""
    for path, provisions in addenda_of(document):
        for index, unit in enumerate(provisions):
            text = whole_text(unit)
            if "폐지한다" in text and "개정한다" not in text:
                titles = [match[1] or match[2] for match in _TITLE.finditer(text)]
                return next((title for title in titles if "각 호" not in title), ""), (*path, index)
    return None


@rule(
    "ADD009",
    "warning",
    "경과조치",
    basis="법제처 「자치법규 입안 길라잡이」 453쪽(입안 점검표)",
    why="종전 조례에 따라 세운 계획, 맡긴 사무, 위촉한 위원을 새 조례에서 어떻게 볼지 부칙에 정해 두어야 한다.",
    bad="고양시 인공지능산업 육성 및 지원 조례\n\n" + ONE + "이 조례는 공포한 날부터 시행한다.",
    good="고양시 인공지능산업 육성 및 지원 조례\n\n"
    + ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(일반적 경과조치) 이 조례 시행 당시 종전의 「고양시 인공지능산업 육성 및 지원 조례」에 따라 한 행위는 이 조례에 따라 한 것으로 본다.",
    in_force="off",
    facts={"kind": "whole_amendment"},
)
def former_acts_are_provided_for(document: Document) -> Iterator[Found]:
    former = _former(document)
    if document.kind != "whole_amendment" and not former:
        return
    whole = "\n".join(whole_text(unit) for _, provisions in addenda_of(document) for unit in provisions)
    if not whole or re.search(r"경과 ?(?:조치|규정|사항)|종전의 |시행 (?:당시|전)", whole):
        return
    titles = {document.ordinance.title.removesuffix("안"), former[0] if former else ""}
    known = [each for each in (document.profile.existing if document.profile else ()) if each["title"] in titles]
    matters = {"plan": "기본계획", "entrustment": "위탁", "committee": "위원회", "fund": "기금"}
    named = [word for key, word in matters.items() if any(key in each["articles"] for each in known)]
    path = former[1] if former else (ADDENDA, document.addenda[0], 0)
    if named:
        what = ", ".join(named)
        yield Found(f"종전 조례에 {attach(what, '이/가')} 있습니다. 부칙에 이에 관한 경과조치를 두십시오.", path)
    elif not known:
        told = "종전 조례에 따른 처분, 계획, 위원, 위탁이 있으면 부칙에 경과조치를 두십시오."
        yield Found(told, path, severity="info", state="unverified")


_AMENDS = re.compile(r"(?:의 )?일부를 다음과 같이 개정한다")
_CHANGES = re.compile(
    r"[“\"][^”\"\n]+[”\"] ?(?:을|를|은|는)?[^.\n]{0,20}(?:로|으로) 한다|(?:을|를) (?:각각 )?삭제한다|다음과 같이 (?:한다|신설한다)"
)
_AMENDS_OTHERWISE = re.compile(r"[^.\n]{0,20}(?:다음과 같이|아래와 같이)[^.\n]{0,10}개정[^.\n]{0,8}다|일부를 개정한다")


@rule(
    "ADD010",
    "error",
    "다른 조례의 개정의 문형",
    basis=ADDENDA_BASIS,
    why="다른 조례를 고칠 때에는 제목을 “다른 조례의 개정”으로 하고, “○○ 조례 일부를 다음과 같이 개정한다.” 다음 줄에 개정할 내용을 쓴다.",
    bad=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 개정) 고양시 가나 조례 제3조 중 “가”를 “나”로 한다.",
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 개정) 고양시 가나 조례 일부를 다음과 같이 개정한다.\n제3조 중 “가”를 “나”로 한다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
)
def amendments_of_others_are_worded_as_usual(document: Document) -> Iterator[Found]:
    for path, provisions in addenda_of(document):
        for index, unit in enumerate(provisions):
            headed = re.search(r"^다른 [가-힣ㆍ ]*개정$", unit.heading)
            if not headed and unit.level is ARTICLE and unit.number and _AMENDS.search(unit.text):
                told = "다른 조례를 고치는 조의 제목은 “다른 조례의 개정”으로 씁니다."
                yield Found(told, (*path, index), (0, len(unit.heading)) if unit.heading else None, "heading")
            if not headed:
                continue
            parts = [((*path, index), unit)]
            if not unit.text:
                parts = [((*path, index, n), child) for n, child in enumerate(unit.children)]
            for place, part in parts:
                yield from _amending_words(place, part.text)


def _amending_words(path: Path, text: str) -> Iterator[Found]:
    right = _AMENDS.search(text)
    if right:
        after = text[right.end() :].lstrip(".")
        if re.match(r" *(?:제\d|제명|별[표지]|“)", after):
            yield Found(
                "개정할 내용은 “다음과 같이 개정한다.” 다음 줄에서 시작하십시오.",
                path,
                right.span(),
                severity="warning",
            )
        return
    wrong = _AMENDS_OTHERWISE.search(text) or _CHANGES.search(text)
    if wrong:
        told = "“○○ 조례 일부를 다음과 같이 개정한다.”를 먼저 쓰고 다음 줄에 개정할 내용을 쓰십시오."
        yield Found(told, path, wrong.span())


@rule(
    "ADD011",
    "error",
    "부칙에서 조를 가리키는 법",
    basis="법제처 「자치법규 입안 길라잡이」 412쪽",
    why="부칙에서 조 번호만 쓰면 본칙의 조이다. 부칙의 조를 가리킬 때에만 “부칙 제2조”로 쓴다.",
    bad=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(계획에 관한 경과조치) 종전의 계획은 본칙 제1조에 따른 계획으로 본다.",
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(계획에 관한 경과조치) 종전의 계획은 제1조에 따른 계획으로 본다.",
    in_force="info",
    documents=EVERY_DOCUMENT,
)
def addenda_name_articles_as_usual(document: Document) -> Iterator[Found]:
    words, plain = document.words, document.words.plain
    if len(plain) > document.body_end and "칙" in plain[document.body_end :]:
        for match in re.compile(r"(본칙 ?)(?=제\d+조)|(이 부칙 )(?=제\d+조)").finditer(plain, document.body_end):
            right = "" if match[1] else "부칙 "
            told = "본칙의 조는 조 번호만 씁니다." if match[1] else "부칙의 조는 “부칙 제1조”처럼 씁니다."
            yield document.found(told, words, *match.span(), right)
    first = next(iter(document.articles), None)
    if first is None or "purpose" not in first.kinds or document.kind == "partial_amendment":
        return
    for mention, resolution in document.resolutions:
        if mention.path[0] == BODY or resolution.path != first.path:
            continue
        text = (
            document.ordinance.addenda[mention.path[1]].provisions[mention.path[2]].text
            if len(mention.path) == 3
            else ""
        )
        if re.match(r"(?:에도 불구하고|에 따른 시행일|의 시행일|단서)", text[mention.span[1] :].lstrip()):
            told = "본칙 제1조를 가리키는 것으로 읽힙니다. 부칙의 조이면 “부칙 제1조”로 쓰십시오."
            yield Found(told, mention.path, mention.span)


@rule(
    "ADD014",
    "error",
    "부칙의 조 번호",
    basis=ADDENDA_BASIS,
    why="부칙의 조 번호는 본칙에 이어 매기지 않고 제1조부터 새로 매긴다.",
    bad=ONE
    + "제2조(시행일) 이 조례는 공포한 날부터 시행한다.\n제3조(적용례) 이 조례는 이 조례 시행 이후 신청하는 경우부터 적용한다.",
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(적용례) 이 조례는 이 조례 시행 이후 신청하는 경우부터 적용한다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
)
def addenda_are_numbered_from_one(document: Document) -> Iterator[Found]:
    for path, provisions in addenda_of(document):
        first = provisions[0]
        if first.level is ARTICLE and first.number and first.number.main != 1:
            yield Found("부칙의 조 번호는 제1조부터 새로 매기십시오.", (*path, 0), field="label")
            continue
        for index, (one, other) in enumerate(pairwise(provisions), 1):
            if (
                document.kind not in DRAFTS
                or document.ordinance.addenda[path[1]].label
                or one.level is not ARTICLE
                or other.level is not ARTICLE
            ):
                break
            if one.number and other.number and other.number.main != one.number.main + 1:
                told = f"부칙의 {one.label} 다음에 {attach(other.label, '이/가')} 옵니다. 번호를 차례로 매기십시오."
                yield Found(told, (*path, index), field="label")


@rule(
    "ADD017",
    "info",
    "폐지ㆍ개명에 따른 인용 정비",
    basis="법제처 「자치법규 입안 길라잡이」 453쪽(입안 점검표)",
    why="폐지하거나 제명을 바꾸는 조례를 인용한 다른 자치법규는 부칙에서 함께 고쳐야 인용이 끊어지지 않는다.",
    bad=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 폐지) 「고양시 가나 조례」는 폐지한다.",
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(다른 조례의 폐지) 「고양시 가나 조례」는 폐지한다.\n제3조(다른 조례의 개정) 고양시 다라 조례 일부를 다음과 같이 개정한다.\n제2조 중 “「고양시 가나 조례」”를 “「고양시 보기 조례」”로 한다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
)
def citations_of_repealed_ordinances(document: Document) -> Iterator[Found]:
    if any(
        re.search(r"다른 [가-힣ㆍ ]*(?:개정|관계)$", unit.heading)
        for _, units in addenda_of(document)
        for unit in units
    ):
        return
    former = _former(document)
    renamed = _renamed(document) if document.kind == "whole_amendment" else ""
    if former or renamed:
        title = former[0] if former else renamed
        what = f"「{title}」" if title else "이 조례들"
        told = f"{what}의 이름이 없어집니다. 이를 인용하는 다른 자치법규를 찾아 부칙에 다른 조례의 개정을 두십시오."
        yield Found(told, former[1] if former else None, state="unverified")


def _renamed(document: Document) -> str:
    """Return the former title when a whole amendment changes it."""
    lines = [document.ordinance.preamble]
    lines += [line for part in document.parts("번호와 개정문") for _, line in document.lines(part)]
    for line in lines:
        match = re.search(r"^\s*「?([가-힣ㆍ()A-Za-z0-9 ]+(?:조례|규칙))」?(?:의)? 전부를", line, re.MULTILINE)
        if match and match[1] != document.ordinance.title.removesuffix("안"):
            return match[1]
    return ""
