"""Structural rules about 목적ㆍ정의ㆍ약칭 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from ordinance_drafter.check.declared import Declared
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.check.rules.short_names import (
    PURPOSE,
    STANDARDS,
    TERMS,
    core,
    definitions,
    lacks_annexes,
    outside_definitions,
    squeezed,
    starts_of,
)  # fmt: skip
from ordinance_drafter.korean import attach, particle
from ordinance_drafter.model import SUBPARAGRAPH, at

# ── 목적 ─────────────────────────────────────────────────────────────────────


@rule(
    "DEF001",
    "error",
    "목적 조문의 꼴",
    basis=f"{STANDARDS} 111~121쪽",
    why="목적 조문은 항이나 호로 나누지 않고 “이 조례는”으로 시작해 “목적으로 한다.”로 끝나는 한 문장으로 쓴다.",
    bad=(
        "제1조(목적) 지역의 인공지능산업을 키우고자 한다.",
        "제1조(목적) 이 조례는 보기에 필요한 사항을 규정한다. 이를 통하여 시민의 편의를 목적으로 한다.",
    ),
    good="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함으로써 시민의 편의에 이바지함을 목적으로 한다.",
    in_force="warning",
)
def purpose_sentence(document: Document) -> Iterator[Found]:
    first = next(iter(document.articles), None)
    if not first or first.provision.deleted or "purpose" not in first.kinds:
        return
    unit = first.provision
    text = unit.text.strip()
    if unit.children:
        yield Found("목적 조문은 항이나 호로 나누지 않습니다. 한 문장으로 쓰십시오.", first.path)
    elif len(document.sentences(first.path)) > 1:
        yield Found("목적 조문이 여러 문장입니다. 한 문장으로 쓰십시오.", first.path)
    elif not re.search(r"(?:목적으로\s?한다|목적이 있다)\.?$", text) or "목적이 있다" in text:
        yield Found("목적 조문은 “… 목적으로 한다.”로 끝맺습니다.", first.path)
    elif document.ordinance.kind in ("ordinance", "rule") and not re.match(r"이\s?(?:조례|규칙)[는은]", text):
        word = "조례" if document.ordinance.kind == "ordinance" else "규칙"
        yield Found(f"목적 조문은 “이 {word}는”으로 시작합니다.", first.path, (0, min(len(text), 10)))


# ── 정의 ─────────────────────────────────────────────────────────────────────

_SAYS = re.compile(r"[”\"']\s?((이?)라\s?(?:고\s?)?(?:함은|하면))")
_ENDS = re.compile(r"말한다|뜻한다|같다|따른다|의미한다")


@rule(
    "DEF004",
    "warning",
    "정의하는 호의 꼴",
    basis=f"법제처 「알기 쉬운 법령 정비기준」, {STANDARDS} 121쪽",
    why="정의하는 호는 “○○”(이)란으로 시작하여 “말한다.”로 끝낸다. “(이)라 함은”은 옛 문투이다.",
    bad=(
        PURPOSE + TERMS + "1. “시민참여”라 함은 시민이 정책을 함께 정하는 것을 말한다.",
        PURPOSE + TERMS + "1. 시민참여란 시민이 정책을 함께 정하는 것을 말한다.\n2. “참여단”이란 시민의 모임을 말한다.",
    ),
    good=PURPOSE + TERMS + "1. “시민참여”란 시민이 정책을 함께 정하는 것을 말한다.",
    in_force="info",
)
def shape_of_definition(document: Document) -> Iterator[Found]:
    for each in definitions(document):
        unit = at(document.ordinance, each.path)
        start, end = each.span
        says = _SAYS.match(unit.text, end)
        if says:
            better = f"{says[2]}란"
            yield Found(
                f"“{each.name}”의 뜻을 “{says[1]}”으로 풀이합니다. “{better}”으로 쓰십시오.",
                each.path,
                says.span(1),
                replacement=better,
            )
        elif unit.level is SUBPARAGRAPH and unit.text[start - 1 : start] not in ("“", '"', "'", "‘"):
            yield Found(
                f"정의하는 말 “{each.name}”을 큰따옴표로 묶으십시오.".replace(
                    "”을", "”" + particle(each.name, "을/를")
                ),
                each.path,
                each.span,
            )
        elif unit.level is SUBPARAGRAPH and start <= 2 and not unit.children and not _ENDS.search(unit.text, end):
            yield Found(f"“{each.name}”의 정의가 “말한다.”로 끝나지 않습니다.", each.path)


def _counts(document: Document) -> Iterator[tuple[Declared, int, bool]]:
    """Yield each defined term with how often it stands outside of the definitions, and whether others use it there."""
    terms = definitions(document)
    if not terms:
        return
    outside = outside_definitions(document)
    plain, starts = document.words.plain, starts_of(document)
    inner = [(each, document.words.unit(starts[each.path])) for each in terms if each.path in starts]
    for each, (start, end) in inner:
        name = core(each.name)
        count = outside.count(name)
        elsewhere = any(name in squeezed(plain[low:high]) for other, (low, high) in inner if low != start) or any(
            name in core(other.name) for other, _ in inner if other is not each and count == 0
        )
        if not elsewhere and count == 0:
            elsewhere = any(
                name in squeezed(plain[art.start : start] + plain[end : art.end])
                for art in document.of_kind("definitions")
                if art.start <= start < art.end
            )
        yield each, count, elsewhere


@rule(
    "DEF005",
    "error",
    "정의하고 쓰지 않은 용어",
    basis=f"{STANDARDS} 121~131쪽",
    why="정의는 그 용어가 본문에 쓰일 때에만 둔다. 쓰지 않는 정의는 해석에 혼란만 준다.",
    bad=PURPOSE + TERMS + "1. “드론”이란 무인비행장치를 말한다.\n제3조(지원) 시장은 시민을 지원할 수 있다.",
    good=PURPOSE + TERMS + "1. “드론”이란 무인비행장치를 말한다.\n제3조(지원) 시장은 드론기업을 지원할 수 있다.",
    in_force="warning",
)
def unused_term(document: Document) -> Iterator[Found]:
    for each, count, elsewhere in _counts(document):
        if count:
            continue
        if elsewhere:
            words = f"{attach(f'“{each.name}”', '은/는')} 다른 정의에서만 쓰입니다. 따로 정의할 필요가 있는지 보십시오."
            yield Found(words, each.path, each.span, severity="info")
        else:
            words = f"“{each.name}”{particle(each.name, '을/를')} 정의하였으나 본문에서 쓰지 않습니다. 정의를 지우거나 본문에서 쓰십시오."
            yield Found(words, each.path, each.span, severity="warning" if lacks_annexes(document) else "")


@rule(
    "DEF006",
    "info",
    "한두 번만 쓰는 용어",
    basis=f"{STANDARDS} 121~131쪽",
    why="한두 번 쓰는 말은 정의 조문에 두지 않고 쓰는 자리에서 풀어 쓰는 편이 읽기 쉽다.",
    bad=PURPOSE + TERMS + "1. “드론”이란 무인비행장치를 말한다.\n제3조(지원) 시장은 드론의 구입을 지원할 수 있다.",
    good=PURPOSE
    + TERMS
    + "1. “드론”이란 무인비행장치를 말한다.\n제3조(지원) ① 시장은 드론의 구입을 지원할 수 있다.\n② 시장은 드론의 수리를 지원할 수 있다.\n③ 드론의 종류는 규칙으로 정한다.",
    in_force="off",
)
def rarely_used_term(document: Document) -> Iterator[Found]:
    for each, count, elsewhere in _counts(document):
        if count in (1, 2) and not elsewhere:
            yield Found(
                f"“{each.name}”{particle(each.name, '은/는')} 정의 조문 밖에서 {count}번만 쓰입니다. 쓰는 자리에서 풀어 쓰는 것을 생각해 보십시오.",
                each.path,
                each.span,
            )


@rule(
    "DEF012",
    "info",
    "정의의 “등”과 “그 밖에”",
    basis=f"{STANDARDS} 121~131쪽",
    why="정의에 “등”이나 “그 밖에”를 쓰면 뜻의 테두리가 열린다. 법률에도 흔하므로 살펴볼 일로만 알린다.",
    bad=PURPOSE + TERMS + "1. “기반시설”이란 전산실, 통신망 등을 말한다.",
    good=PURPOSE + TERMS + "1. “기반시설”이란 전산실과 통신망을 말한다.",
    in_force="off",
)
def open_definition(document: Document) -> Iterator[Found]:
    for each in definitions(document):
        unit = at(document.ordinance, each.path)
        text = re.sub(r"「[^」]*」", lambda match: "□" * len(match[0]), unit.text)
        match = re.search(r"(?<=[가-힣] )등(?=[을를의에이과와 ])|그 밖[에의]", text[each.span[1] :])
        if match:
            low = each.span[1]
            words = f"“{each.name}”의 정의에 “{match[0]}”{particle(match[0], '이/가')} 있습니다. 뜻의 테두리를 닫을 수 있는지 보십시오."
            yield Found(words, each.path, (low + match.start(), low + match.end()))


@rule(
    "DEF013",
    "warning",
    "정의 안의 규범",
    basis=f"{STANDARDS} 121쪽",
    why="정의는 말의 뜻만 밝힌다. 의무나 권한은 그 일을 정하는 조문에 둔다.",
    bad=PURPOSE + TERMS + "1. “자문단”이란 전문가의 모임을 말하며, 시장이 구성하여야 한다.",
    good=PURPOSE + TERMS + "1. “자문단”이란 시장이 구성하는 전문가의 모임을 말한다.",
    in_force="info",
)
def norm_in_definition(document: Document) -> Iterator[Found]:
    seen = set()
    for each in definitions(document):
        if each.path in seen:
            continue
        seen.add(each.path)
        text = at(document.ordinance, each.path).text
        match = re.search(
            r"(?:하여야|해야|되어야|[가-힣]야) 한다|시장[은이] [^.\n]{0,30}(?:할 수 있으며|하여야 하며|해야 하며)|(?:할 수|둘 수|될 수) 있다(?=[.,]|$)|해서는 (?:아니 된다|안 된다)",
            text,
        )
        if match:
            yield Found(
                f"“{each.name}”의 정의 안에 “{match[0]}”는 규정이 있습니다. 그 일을 정하는 조문으로 옮기십시오.",
                each.path,
                match.span(),
            )


AI_TERMS = {
    "인공지능": 1, "인공지능시스템": 2, "인공지능기술": 3, "고영향인공지능": 4, "생성형인공지능": 5, "인공지능산업": 6,
    "인공지능제품": 6, "인공지능서비스": 6, "인공지능사업자": 7, "이용자": 8, "영향받는자": 9, "인공지능사회": 10,
    "인공지능윤리": 11, "학습용데이터": 12,
}  # fmt: skip
"""Terms of 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제2조 (without spaces) and their 호."""
_AI_ACT, _AI_ACT_IN_FORCE = "인공지능발전과신뢰기반조성등에관한기본법", date(2026, 1, 22)


@rule(
    "DEF014",
    "warning",
    "법률이 정의한 용어를 달리 정의함",
    basis="「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제2조",
    why="법률이 뜻을 정한 용어를 조례가 달리 정의하면 두 뜻이 부딪힌다. 법률의 해당 호를 받아 정의한다.",
    bad=(
        PURPOSE + TERMS + "1. “인공지능”이란 사람처럼 생각하는 기계 기술을 말한다.",
        PURPOSE
        + TERMS
        + "1. “인공지능기술”이란 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제2조제1호에 따른 인공지능기술을 말한다.",
    ),
    good=PURPOSE
    + TERMS
    + "1. “인공지능”이란 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제2조제1호에 따른 인공지능을 말한다.",
)
def term_of_the_act(document: Document) -> Iterator[Found]:
    if document.as_of < _AI_ACT_IN_FORCE or "인공지능" not in document.words.text:
        return
    names = {each.name: squeezed(each.full) for each in document.declared if each.kind == "short_name"}
    about = _AI_ACT in squeezed(document.words.text)
    for each in definitions(document):
        number = AI_TERMS.get(core(each.name))
        if not number or (core(each.name) == "이용자" and not about and "인공지능" not in document.ordinance.title):
            continue
        text = at(document.ordinance, each.path).text
        cited = "「" in text or any(re.search(rf"(?<![가-힣]){re.escape(name)} 제\d", text) for name in names if name)
        if not cited:
            yield Found(
                f"“{each.name}”{particle(each.name, '은/는')} 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제2조제{number}호가 정의한 말입니다. 법률의 정의를 받아 쓰십시오.",
                each.path,
                each.span,
            )
            continue
        act = next((name for name, full in names.items() if full == _AI_ACT), "법")
        match = re.search(rf"(?:기본법」(?:\(이하[^()]*\))?|(?<![가-힣]){re.escape(act)}) ?제2조제(\d+)호", text)
        ours = match and (_AI_ACT in squeezed(text) or names.get(act) == _AI_ACT)
        if match and ours and int(match[1]) != number:
            yield Found(
                f"“{each.name}”{particle(each.name, '을/를')} 정의한 것은 같은 법 제2조제{number}호입니다. 제{match[1]}호를 고치십시오.",
                each.path,
                match.span(1),
            )


@rule(
    "DEF018",
    "info",
    "하나뿐인 정의",
    basis=f"{STANDARDS} 121~131쪽",
    why="정의할 말이 하나면 호로 나누지 않고 한 문장으로 쓴다.",
    bad=PURPOSE + TERMS + "1. “드론”이란 무인비행장치를 말한다.",
    good=PURPOSE + "제2조(정의) 이 조례에서 “드론”이란 무인비행장치를 말한다.",
    in_force="off",
)
def only_definition(document: Document) -> Iterator[Found]:
    for article in document.of_kind("definitions"):
        for each in document.units_of(article):
            items = [child for child in each.provision.children if child.level is SUBPARAGRAPH]
            if len(items) == 1 and not items[0].deleted and re.match(r"\s*[“\"'‘]", items[0].text):
                yield Found("정의하는 말이 하나뿐입니다. 호로 나누지 말고 한 문장으로 쓰십시오.", each.path)


@rule(
    "DEF020",
    "warning",
    "정의한 말과 다른 띄어쓰기",
    basis=f"{STANDARDS} 121~131쪽",
    why="정의하거나 줄여 부른 말은 본문에서도 똑같이 적어야 같은 말임을 알 수 있다.",
    bad=PURPOSE
    + TERMS
    + "1. “지역화폐”란 시장이 발행한 상품권을 말한다.\n제3조(지원) 시장은 지역 화폐를 사용하는 시민을 지원한다.",
    good=PURPOSE
    + TERMS
    + "1. “지역화폐”란 시장이 발행한 상품권을 말한다.\n제3조(지원) 시장은 지역화폐를 사용하는 시민을 지원한다.",
)
def spacing_of_term(document: Document) -> Iterator[Found]:
    places = [(each, each.plain.replace(" ", "")) for each in (document.words, document.headings, document.title)]
    names = {re.sub(r"\([^()]*\)", "", each.name).strip() for each in document.declared} | _terms_taken_over(document)
    tights = Counter(name.replace(" ", "") for name in names)
    for name in sorted(names):
        tight = name.replace(" ", "")
        if len(tight) < 4 or tights[tight] > 1:
            continue
        for where, joined in places:
            if joined.count(tight) <= where.plain.count(name):
                continue
            for written in _other_spacings(name, tight):
                place = where.plain.find(written)
                while place >= 0:
                    end = place + len(written)
                    if _is_word(where.plain, place, end):
                        done = "띄어" if " " in written else "붙여"
                        told = f"“{name}”{particle(name, '을/를')} “{written}”{particle(written, '으로/로')} {done} 썼습니다. 선언한 대로 쓰십시오."
                        yield document.found(told, where, place, end)
                    place = where.plain.find(written, end)


def _other_spacings(name: str, tight: str) -> Iterator[str]:
    """Yield the ways to write a name with none, one or two spaces that are not its own."""
    cuts = range(1, len(tight))
    for cut in ((), *combinations(cuts, 1), *combinations(cuts, 2)):
        written = " ".join(tight[low:high] for low, high in pairwise((0, *cut, len(tight))))
        if written != name and not (tight[-1] == "등" and written == f"{tight[:-1]} 등"):  # 보상금 등 is an open list
            yield written


_OF_THE_ACT = frozenset(
    {
        "인공지능시스템",
        "인공지능기술",
        "인공지능산업",
        "인공지능제품",
        "인공지능서비스",
        "인공지능사업자",
        "학습용데이터",
    }
)


def _terms_taken_over(document: Document) -> frozenset[str]:
    """Return the terms of the Act when an article of definitions takes its meanings over."""
    places = [article.path for article in document.of_kind("definitions")]
    taken = any(
        squeezed(each.ref.statute) == _AI_ACT and each.path[: len(place)] == place
        for each in (document.mentions if places else ())
        for place in places
    )
    return _OF_THE_ACT if taken else frozenset()


_AFTER_WORD = re.compile(
    r"(?:은|는|이|가|을|를|의|에|에게|에서|과|와|으로|로|도|만|까지|부터|이란|란|등)?(?:[ ,.)ㆍ”\n]|$)"
)


def _is_word(plain: str, start: int, end: int) -> bool:
    before = plain[start - 1 : start]
    return not ("가" <= before <= "힣" or before.isalnum()) and bool(_AFTER_WORD.match(plain, end))
