"""Rules about when an ordinance comes into force and what it applies to, and what the rules about 부칙 share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import EVERY_DOCUMENT, Found, rule
from ordinance_drafter.korean import add_days, attach, format_date
from ordinance_drafter.model import ADDENDA, Path, Provision

ADDENDA_BASIS = "법제처 「법령 입안ㆍ심사 기준」 681쪽부터 701쪽까지"
ONE = "제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n\n부칙\n"
_STARTS = re.compile(
    r"(?:\(시행일\) ?)?(?:이|본) ?(?:조례|규칙|법|규정)안?[은는이가을를의] (?:(?!까지|다\. )[^\n])*?(?:시행|실시|효력|적용)[^.\n]*다"
)
SENTENCE = re.compile(r"[^\n]+?(?:다\.(?=\s|$)|$)", re.MULTILINE)
_DATE = re.compile(r"(\d{4})(?:년 ?|\. ?)(\d{1,2})(?:월 ?|\. ?)(\d{1,2})(?:일|\.)? ?(?:로)?부터(?! ?(?:소급|적용))")


def addenda_of(document: Document) -> Iterator[tuple[Path, tuple[Provision, ...]]]:
    """Yield the addenda to look at with their paths."""
    for index in document.addenda:
        provisions = document.ordinance.addenda[index].provisions
        # 일부개정안에 적힌 “부칙 제2조 중 …”은 부칙을 고치는 문장이다
        if provisions and (document.kind != "partial_amendment" or any(map(is_effective, provisions))):
            yield (ADDENDA, index), provisions


def is_effective(unit: Provision) -> bool:
    """Whether a unit of an addenda says when the ordinance comes into force."""
    if unit.heading:
        return unit.heading.startswith("시행") and "전" not in unit.heading and "준비" not in unit.heading
    return _STARTS.match(unit.text.lstrip()) is not None


def _effective(document: Document) -> Iterator[tuple[Path, Provision]]:
    """Yield for each addenda the unit about the day of effect."""
    for path, provisions in addenda_of(document):
        for index, unit in enumerate(provisions):
            if is_effective(unit):
                yield (*path, index), unit
                break


def whole_text(unit: Provision) -> str:
    """Return the words of a unit and of all under it."""
    return "\n".join([unit.heading, unit.text, *(whole_text(child) for child in unit.children)])


@rule(
    "ADD001",
    "error",
    "시행일 규정",
    basis="법제처 「법령 입안ㆍ심사 기준」 681쪽, 「지방자치법」 제32조제8항",
    why="시행일을 정하지 않으면 공포한 날부터 20일이 지나야 효력이 생긴다. 시행일은 부칙의 맨 앞에 둔다.",
    bad=(
        ONE + "제1조(경과조치) 이 조례 시행 당시 종전의 규정에 따라 한 행위는 이 조례에 따라 한 것으로 본다.",
        ONE
        + "제1조(일반적 적용례) 이 조례는 이 조례 시행 이후 신청하는 경우부터 적용한다.\n제2조(시행일) 이 조례는 공포한 날부터 시행한다.",
    ),
    good=ONE
    + "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(일반적 적용례) 이 조례는 이 조례 시행 이후 신청하는 경우부터 적용한다.",
    in_force="info",
    documents=EVERY_DOCUMENT,
)
def effective_date_comes_first(document: Document) -> Iterator[Found]:
    for path, provisions in addenda_of(document):
        where = next((index for index, unit in enumerate(provisions) if is_effective(unit)), None)
        if where is None:
            if not re.search(r"(?:날|일|월|때)(?:로)?부터 시행|시행일[은는]", "\n".join(map(whole_text, provisions))):
                yield Found("부칙에 시행일이 없습니다. 부칙의 맨 앞에 시행일을 정하십시오.", (*path, 0))
        elif where:
            told = "시행일은 부칙의 맨 앞에 둡니다. 이 조를 부칙 제1조로 옮기십시오."
            yield Found(told, (*path, where), field="heading" if provisions[where].heading else "text")


_RIGHT = re.compile(
    r"공포한 날부터 ?시행|공포 ?후 ?\d+(?:일|개월|년)이 (?:경과한|지난) 날부터 ?시행|\d{4}년 ?\d{1,2}월 ?\d{1,2}일부터 ?시행"
)
_OTHER_DAY = re.compile(r"(?:날|시행일)부터 ?시행")
_AT_ONCE = re.compile(
    r"공포(?:와|함과) ?동시에|공포(?:한|일|된|하는)? ?(?:후 )?즉시(?:부터)?|공포 ?당일(?:로)?부터|공포일자?(?:로)?부터(?= ?시행)"
    r"|공포(?:한|된|하는|되는) ?(?:날|일|일자)(?:로)?부터(?= ?시행)|공포 ?후(?:부터)?(?= ?시행)"
)
_AFTER = re.compile(
    r"공포(?:일(?:로)?부터|(?:한|된) 날(?:로)?부터|(?:한|일)? ?후|한 날 후) ?(\d+)(일|개월|월|년)[이을가]? ?(?:경과|지)[가-힣]+ ?(?:날|때|후)?(?:로)?(?:부터)?"
)
_VERB = re.compile(r"시행(?:된다|되며|하여야|해야|하도록|토록|하기로|함)|실시한다|효력(?:을|이) ?(?:발생|생|가)|발효")
_FORM = "“공포한 날부터 시행한다”, “공포 후 ○개월이 경과한 날부터 시행한다”, “○년 ○월 ○일부터 시행한다” 가운데 하나로 쓰십시오."


@rule(
    "ADD002",
    "error",
    "시행일 문형",
    basis="법제처 「자치법규 입안 길라잡이」 335쪽부터 338쪽까지, 「행정기본법」 제7조",
    why="시행일은 날짜를 다르게 셀 여지가 없도록 정해진 꼴로 쓴다. 공포한 날부터 시행하면 공포한 날이 시행일이다.",
    bad=(ONE + "이 조례는 공포 즉시 시행한다.", ONE + "이 조례는 공포일로부터 시행한다."),
    good=(ONE + "이 조례는 공포한 날부터 시행한다.", ONE + "이 조례는 공포 후 3개월이 경과한 날부터 시행한다."),
    in_force="info",
    documents=EVERY_DOCUMENT,
)
def effective_date_is_worded_as_usual(document: Document) -> Iterator[Found]:
    for path, unit in _effective(document):
        if re.match(r"시행(?:일자|시기|기일|일시)?$", unit.heading):
            yield Found(
                f"“{unit.heading}”의 조 제목은 “시행일”로 씁니다.", path, (0, len(unit.heading)), "heading", "시행일"
            )
        for number, match in enumerate(SENTENCE.finditer(unit.text)):
            found = _wording(document, path, match[0], match.start(), own=not number)
            if found:
                yield found


def _wording(document: Document, path: Path, sentence: str, at: int, *, own: bool) -> Found | None:
    """Return what is wrong with a sentence about the day of effect; ``own`` is the first, others are provisos."""
    if (not own and "시행" not in sentence) or re.search(r"생 ?략|현행과 같음", sentence):
        return None
    verb = _VERB.search(sentence) if own else None
    if verb:
        return Found(f"시행일은 “시행한다”로 끝맺습니다. {_FORM}", path, (at + verb.start(), at + verb.end()))
    wrong = _subject(document, sentence) if own else None
    if wrong:
        right = f"{_word(document)}는"
        return Found(
            f"시행일의 주어는 “이 {right}”으로 씁니다.",
            path,
            (at + wrong.start(1), at + wrong.end(1)),
            replacement=right,
        )
    if _RIGHT.search(sentence):
        return None
    for pattern in (_AFTER, _AT_ONCE):
        match = pattern.search(sentence)
        if match:
            right = "공포한 날부터"
            if pattern is _AFTER:
                right = f"공포 후 {match[1]}{'개월' if match[2] == '월' else match[2]}이 경과한 날부터"
            told = f"{attach(f'“{match[0]}”', '은/는')} 시행일의 꼴이 아닙니다. “{right}”로 쓰십시오."
            return Found(told, path, (at + match.start(), at + match.end()), replacement=right)
    if ("공포" not in sentence and _OTHER_DAY.search(sentence)) or "정하는 날부터 시행" in sentence:
        return None
    day = _DATE.search(sentence)
    if day:
        right = f"{int(day[1])}년 {int(day[2])}월 {int(day[3])}일부터"
        told = f"시행일의 날짜는 “{right}”로 씁니다."
        return Found(told, path, (at + day.start(), at + day.end()), replacement=right, severity="warning")
    return (
        Found(f"시행일의 꼴이 아닙니다. {_FORM}", path, (at, at + len(sentence))) if own or "공포" in sentence else None
    )


def _word(document: Document) -> str:
    return "규칙" if document.ordinance.kind == "rule" else "조례"


def _subject(document: Document, sentence: str) -> re.Match[str] | None:
    """Return the noun and particle of the first sentence when they are not 조례는 (규칙은 in a rule)."""
    match = re.match(r"(?:\(시행일\) ?)?이 ?((?:조례|규칙|법|규정)안?[은는이가을를의])(?= )", sentence)
    good = {"rule": ("규칙은",), "ordinance": ("조례는",)}.get(
        document.ordinance.kind, ("조례는", "규칙은", "법은", "규정은")
    )
    return match if match and match[1] not in good else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None  # 달력에 없는 날짜는 번호 규칙이 말한다


def _days(document: Document) -> Iterator[tuple[Path, tuple[int, int], date]]:
    for path, unit in _effective(document):
        for match in _DATE.finditer(unit.text):
            day = _day(match)
            if day:
                yield path, match.span(), day


_COVER_DATE = re.compile(r"연월일 ?:? ?(\d{4})[년.] ?(\d{1,2})[월.] ?(\d{1,2})")


def _today(document: Document) -> date:
    """Return the day to judge by, or an earlier day that the bill's cover gives."""
    lines = [line for part in document.parts("표지") for _, line in document.lines(part)]
    days = [_day(match) for match in map(_COVER_DATE.search, lines) if match]
    return min([document.as_of, *(day for day in days if day)])


@rule(
    "ADD006",
    "error",
    "지난 날짜의 시행일",
    basis="법제처 「자치법규 입안 길라잡이」 335쪽",
    why="공포하기 전의 날짜로 시행일을 정하면 소급하여 시행하는 것이 된다.",
    bad=ONE + "이 조례는 2026년 1월 1일부터 시행한다.",
    good=ONE + "이 조례는 공포한 날부터 시행한다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
    facts={"as_of": "2026-12-20"},
)
def effective_date_is_not_past(document: Document) -> Iterator[Found]:
    for path, span, day in _days(document):
        if day < _today(document):
            told = f"시행일 {attach(format_date(day), '이/가')} 이미 지났습니다. 공포할 날보다 뒤의 날짜나 “공포한 날”로 정하십시오."
            given = document.as_of != document.statutes.checked_on  # 판정할 날을 알려 주지 않았으면 옛 안일 수 있다
            yield Found(told, path, span, severity="" if given else "warning")


@rule(
    "ADD016",
    "warning",
    "날짜 시행일의 여유",
    basis="「지방자치법」 제32조제1항 및 제2항, 법제처 「자치법규 입안 길라잡이」 335쪽",
    why="의결한 조례안은 5일 이내에 이송하고 20일 이내에 공포하므로, 시행일은 의결할 날부터 25일 뒤의 날이어야 안전하다.",
    bad=ONE + "이 조례는 2026년 12월 20일부터 시행한다.",
    good=ONE + "이 조례는 2027년 1월 20일부터 시행한다.",
    in_force="off",
    documents=EVERY_DOCUMENT,
    facts={"as_of": "2026-12-15"},
)
def effective_date_leaves_time_to_promulgate(document: Document) -> Iterator[Found]:
    for path, span, day in _days(document):
        first = add_days(_today(document), 25)
        if _today(document) <= day <= first:
            told = f"지금 의결하더라도 공포는 {attach(format_date(first), '이/가')} 될 수 있습니다. 그 뒤의 날짜나 “공포한 날”로 정하십시오."
            yield Found(told, path, span)


_MONEY = ("과태료", "과징금", "변상금", "가산금", "이행강제금", "사용료", "부담금")
_PEOPLE = [
    "시민",
    "주민",
    "도민",
    "군민",
    "구민",
    "사업자",
    "사업주",
    "소유자",
    "점유자",
    "이용자",
    "사용자",
    "영업자",
    "건축주",
    "입주자",
    "설치자",
]
_SUBJECTS = ("누구든지", *(word + "는" if word[-1] in "자주" else word + "은" for word in _PEOPLE))
_TAKES = re.compile(rf"(?:{'|'.join(_MONEY)})[^.\n]{{0,30}}(?:부과|징수)(?:한다|할 수|하고|하며|하여야|해야)")
_BINDS = re.compile(
    rf"(?:{'|'.join(_SUBJECTS)}) (?:(?!노력|협력|협조|시장은|군수는|구청장은|도지사는)[^.\n]){{0,120}}"
    r"(?:(?:하여야|해야|받아야|갖추어야) 한다|(?:아니|안) ?된다)"
)
_LENGTH = re.compile(r"공포 ?후 ?(\d+)(일|개월|년)")


def _burden(document: Document) -> re.Match[str] | None:
    """Return the first words of the body that lay a duty on residents or take money from them."""
    plain = document.words.plain
    for words, pattern in ((_MONEY, _TAKES), (_SUBJECTS, _BINDS)):
        match = pattern.search(plain, 0, document.body_end) if any(word in plain for word in words) else None
        if match:
            return match
    return None


@rule(
    "ADD007",
    "warning",
    "의무를 지우는 조례의 유예기간",
    basis="「고양시 자치법규 입법에 관한 조례」 제20조제3항, 「법령 등 공포에 관한 법률」 제13조의2(법령의 시행유예기간)",
    why="주민의 권리를 제한하거나 의무를 지우는 조례는 주민이 미리 알 수 있도록 공포한 날부터 30일이 지난 뒤에 시행한다.",
    bad="제1조(목적) 이 조례는 쉼터의 관리에 필요한 사항을 규정함을 목적으로 한다.\n제2조(과태료) 시장은 제3조를 위반한 자에게 10만원의 과태료를 부과한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
    good="제1조(목적) 이 조례는 쉼터의 관리에 필요한 사항을 규정함을 목적으로 한다.\n제2조(과태료) 시장은 제3조를 위반한 자에게 10만원의 과태료를 부과한다.\n\n부칙\n이 조례는 공포 후 30일이 경과한 날부터 시행한다.",
    in_force="off",
)
def duties_are_given_time(document: Document) -> Iterator[Found]:
    for path, unit in _effective(document):
        text = unit.text
        length = _LENGTH.search(text)
        days = int(length[1]) * {"일": 1, "개월": 30, "년": 365}[length[2]] if length else 0
        if days >= 30 or "공포" not in text:
            continue
        burden = _burden(document)
        if burden:
            article, _ = document.words.place(*burden.span())
            where = document.address(article) if article else "본칙"
            told = f"{where}에서 의무를 지우거나 돈을 걷습니다. “공포 후 30일이 경과한 날부터 시행한다”처럼 유예기간을 두십시오."
            yield Found(told, path, severity="" if document.municipality == "goyang" else "info")


_RETRO = re.compile(
    r"소급(?!(?:하여|해)? ?(?:적용|시행)?(?:하지|되지|할 수 없))"
    r"|시행 ?(?:일 )?(?:이전|전)(?:에|의)?[^.\n]{0,60}(?:에도|에 대하여도|에 대해서도|에게도)[^.\n]{0,30}(?:적용한다|부과한다|징수한다)"
)
_PAST_USE = re.compile(r"(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일(?:로)?부터 ?(?:소급하여 ?)?적용한다")


@rule(
    "ADD015",
    "error",
    "소급 적용",
    basis="법제처 「자치법규 입안 길라잡이」 335쪽",
    why="이미 끝난 일에 새 의무나 불이익을 적용할 수 없다. 이익을 주는 경우에도 소급할 까닭이 분명해야 한다.",
    bad="제1조(목적) 이 조례는 쉼터의 관리에 필요한 사항을 규정함을 목적으로 한다.\n제2조(사용료) 시장은 쉼터의 사용료를 징수한다.\n\n부칙\n이 조례는 공포한 날부터 시행하되, 2025년 1월 1일부터 소급하여 적용한다.",
    good="제1조(목적) 이 조례는 쉼터의 관리에 필요한 사항을 규정함을 목적으로 한다.\n제2조(사용료) 시장은 쉼터의 사용료를 징수한다.\n\n부칙\n제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n제2조(사용료에 관한 적용례) 제2조는 이 조례 시행 이후 사용하는 경우부터 적용한다.",
    in_force="info",
    documents=EVERY_DOCUMENT,
)
def nothing_is_applied_to_the_past(document: Document) -> Iterator[Found]:
    words, start = document.words, document.body_end
    plain = words.plain
    hits = [match.span() for match in _RETRO.finditer(plain, start)]
    if document.is_draft and not hits:
        for match in _PAST_USE.finditer(plain, start):
            day = _day(match)
            if day and day < _today(document):
                hits.append(match.span())
    for low, high in hits:
        unit_start, unit_end = words.unit(low)
        harm = re.search(r"부과|징수|반환|환수|취소|과태료|납부|제한", plain[unit_start:unit_end]) or _burden(document)
        told = "지난 일에 소급하여 적용합니다. 의무나 불이익이면 빼고, “이 조례 시행 이후 …하는 경우부터 적용한다”로 쓰십시오."
        yield document.found(told, words, low, high)._replace(severity="" if harm else "warning")
