"""Structural rules about 위원회: its members, their fees, its powers, and the ordinances applied to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.committees import SIZE, committees, general_bylaws, members_articles, sentence_at
from ordinance_drafter.check.dictionary import bare
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import attach

WHOLE = """제1조(목적) 이 조례는 나무를 돌보는 데 필요한 사항을 규정함을 목적으로 한다.
제2조(나무위원회) 시장은 다음 각 호의 사항을 심의ㆍ자문하기 위하여 고양시 나무위원회(이하 “위원회”라 한다)를 둔다.
1. 나무를 돌보는 계획에 관한 사항
2. 그 밖에 나무를 돌보기 위하여 위원장이 회의에 부치는 사항
제3조(위원회의 구성) ① 위원회는 위원장 1명을 포함하여 9명 이내의 위원으로 구성한다.
② 당연직 위원은 나무에 관한 업무를 맡은 부서의 장 중에서 시장이 임명하는 2명 이내의 사람이 된다.
③ 위촉직 위원은 다음 각 호의 사람 중에서 시장이 위촉한다. 이 경우 특정 성별이 위촉직 위원 수의 10분의 6을 초과하지 않도록 해야 한다.
1. 고양시의회에서 추천하는 고양시의회의원
2. 나무에 관한 학식과 경험이 풍부한 사람
④ 위촉직 위원의 임기는 2년으로 하되, 한 차례만 연임할 수 있다.
제4조(위원회의 운영) ① 위원장은 위원회를 대표하고 회의를 소집한다.
② 위원회의 회의는 재적위원 과반수의 출석으로 개의하고, 출석위원 과반수의 찬성으로 의결한다.
③ 시장은 회의에 출석한 위원에게 예산의 범위에서 수당을 지급할 수 있다. 다만, 공무원인 위원이 소관 업무와 직접 관련하여 출석한 경우에는 지급하지 않는다.
④ 위원회의 존속기한은 2030년 12월 31일까지로 한다.
제5조(위원의 제척ㆍ기피ㆍ회피) 위원은 자신과 이해관계가 있는 안건을 회피해야 한다.
제6조(위원의 해촉) 시장은 위촉직 위원이 직무를 수행하기 어려운 경우에는 해촉할 수 있다.
"""


def but(old: str, new: str) -> str:
    """Return the example with some words of it replaced."""
    return WHOLE.replace(old, new)


def without(heading: str) -> str:
    return "\n".join(line for line in WHOLE.split("\n") if heading not in line)


def milder(document: Document) -> str:
    """Return the severity of what only the ordinances of Goyang make a duty."""
    return "" if document.municipality == "goyang" else "warning"


@rule(
    "COM009",
    "warning",
    "제척ㆍ기피ㆍ회피",
    basis="「고양시 각종 위원회 구성 및 운영에 관한 조례」 제17조",
    why="이해관계가 있는 위원이 심의에 참여하지 못하도록 정하거나, 이를 정한 조례를 준용해야 한다.",
    bad=without("회피"),
    good=WHOLE,
    in_force="info",
)
def conflicts_of_interest(document: Document) -> Iterator[Found]:
    for each in committees(document):
        if not each.bylaw and not re.search(r"제척|기피|회피|이해관계가 있는 위원", each.about):
            told = f"{each.name} 위원의 제척ㆍ기피ㆍ회피를 정하지 않았습니다. 조문을 두거나 위원회에 관한 조례를 준용하십시오."
            yield Found(told, each.article.path, field="heading")


@rule(
    "COM010",
    "warning",
    "위원의 해촉",
    basis="「고양시 각종 위원회 구성 및 운영에 관한 조례」 제16조",
    why="위촉직 위원을 임기 전에 그만두게 할 수 있는 사유를 정하거나, 이를 정한 조례를 준용해야 한다.",
    bad=without("해촉"),
    good=WHOLE,
    in_force="info",
)
def members_can_be_dismissed(document: Document) -> Iterator[Found]:
    for each in committees(document):
        if (
            each.appoints
            and not each.bylaw
            and not re.search(r"해촉|해임|위촉 ?해제|위촉을 (?:해제|철회|취소)", each.about)
        ):
            told = (
                f"{each.name} 위원의 해촉을 정하지 않았습니다. 해촉 사유를 정하거나 위원회에 관한 조례를 준용하십시오."
            )
            yield Found(told, each.article.path, field="heading")
    for article in document.articles:
        if "해촉" not in article.heading and "위촉 해제" not in article.heading:
            continue
        causes = [unit.provision for unit in document.units_of(article) if unit.provision.level.name == "subparagraph"]
        if causes and all(re.match(r"그 밖|그밖|기타", unit.text) for unit in causes):
            yield Found(
                "해촉 사유가 “그 밖의 사유”뿐입니다. 구체적인 사유를 호로 나누어 쓰십시오.",
                article.path,
                field="heading",
            )


_PAYS = re.compile(r"(?:지급|지불)(?:하여야|해야) 한다|(?:지급|지불)한다")


@rule(
    "COM013",
    "warning",
    "위원의 수당",
    basis="「고양시 각종 위원회 구성 및 운영에 관한 조례」 제19조",
    why="위원의 수당과 여비는 예산의 범위에서 지급할 수 있도록 정하고, 공무원인 위원이 소관 업무로 출석한 경우에는 지급하지 않는다.",
    bad=(but("지급할 수 있다", "지급하여야 한다"), but("예산의 범위에서 수당", "수당")),
    good=WHOLE,
    in_force="info",
)
def fees_are_within_the_budget(document: Document) -> Iterator[Found]:
    plain, words = document.words.plain, document.words
    if "수당" not in plain and "여비" not in plain:
        return
    for article in members_articles(document):
        for match in re.compile(
            r"(?:수당|여비|실비)[^.\n]*?(?:지급|지불)(?:할 수 있다|하여야 한다|해야 한다|한다)"
        ).finditer(plain, article.start, article.end):
            low, high = sentence_at(plain, match.start(), (article.start, article.end))
            sentence = plain[low:high]
            if not re.search(r"위원|출석|참석", sentence) or re.search(r"제\d+[조항]", sentence):
                continue
            duty = _PAYS.search(match[0])
            if duty and ("야 한다" in duty[0] or "「" not in sentence):
                told = "수당을 반드시 지급하는 것으로 읽힙니다. “예산의 범위에서 …을 지급할 수 있다”로 쓰십시오."
                yield document.found(told, words, match.start() + duty.start(), match.start() + duty.end())
            elif "예산" not in sentence and "「" not in sentence:
                yield document.found("수당은 “예산의 범위에서” 지급할 수 있다고 쓰십시오.", words, *match.span())
            elif "공무원" not in article.text and "「" not in article.text:
                told = "공무원인 위원이 소관 업무와 직접 관련하여 출석한 경우에는 지급하지 않는다는 단서를 두십시오."
                yield document.found(told, words, *match.span())._replace(severity="info")


# 고양시에 있는 것을 확인한 위원회(자치법규의 본문에서 읽은 것만)
_EXISTING = {
    "goyang": (
        ("데이터기반행정위원회", "고양시 데이터기반행정 활성화에 관한 조례"),
        ("지능정보화위원회", "고양시 지능정보화 조례"),
    ),
}
_OVERLAPS = re.compile(r"인공지능|데이터|정보화|스마트|4차 ?산업|디지털")


@rule(
    "COM015",
    "warning",
    "겹치는 위원회",
    basis="「지방자치법」 제130조제4항",
    why="성격과 기능이 겹치는 자문기관은 둘 수 없다. 이미 있는 위원회에 기능을 더하거나 대행하게 할 수 있다.",
    bad=WHOLE.replace("나무위원회", "데이터위원회"),
    good=(
        WHOLE,
        WHOLE.replace("을 둔다.", "를 둔다.")
        + "제7조(대행) 위원회의 기능은 「고양시 숲 조례」에 따른 숲위원회가 대행할 수 있다.",
    ),
    in_force="off",
)
def committees_do_not_overlap(document: Document) -> Iterator[Found]:
    existing = _EXISTING.get(document.municipality, ())
    title = bare(document.ordinance.title)
    for each in committees(document):
        topic = re.sub(r"(?:자문|심의|운영|추진|정책|기본)*(?:위원회|심의회|협의회)$", "", each.name)
        same = [(name, home) for name, home in existing if len(topic) > 2 and topic in name and bare(home) not in title]
        if same:
            name, home = same[0]
            told = f"이름이 「{home}」의 {attach(name, '과/와')} 겹칩니다. 그 위원회가 기능을 대행하게 할 수 있는지 살피십시오."
            yield Found(told, each.article.path, field="heading")
        elif document.municipality and _OVERLAPS.search(each.name):
            told = f"{attach(each.name, '과/와')} 성격이나 기능이 겹치는 위원회가 이미 있는지 살피십시오. 있으면 그 위원회가 대행하게 할 수 있습니다."
            yield Found(told, each.article.path, field="heading", severity="info", state="unverified")


_ACTS = re.compile(
    r"위원회(?:는|가) (?P<between>(?:(?!시장|군수|구청장|도지사|심의|자문|의견|건의|권고|요청)[^.\n]){0,60}?)"
    r"(?P<act>(?:승인|허가|인가|취소|부과|징수|시정 ?명령|명령|환수|지정)(?:을|를)? ?(?:하|할|한)(?:ㄴ다)?(?: 수 있다|여야 한다|다|거나|며|고)|명한다|명할 수 있다|(?:승인|지정|취소)해야 한다)"
)
_OWN_WORK = re.compile(r"기피|제척|회피|분과|소위원회|간사|위원(?:을|의|장)|회의|안건|의결")
_BOUND = re.compile(
    r"(?:시장|군수|구청장|도지사|신청인|사업자|기업|단체|사람|자)(?:은|는|이|가) [^.\n]{0,60}위원회의 (?:승인|허가|인가|동의)(?:을|를)? (?:받|얻)"
)


@rule(
    "COM016",
    "error",
    "위원회의 처분",
    basis="「지방자치법」 제130조제2항",
    why="자문기관은 심의하고 자문에 응할 뿐이다. 승인, 취소, 부과처럼 밖에 효력이 있는 일은 지방자치단체의 장이 한다.",
    bad="위원회는 지원을 받은 자가 조건을 어기면 지원을 취소할 수 있다.",
    good="시장은 지원을 받은 자가 조건을 어기면 위원회의 심의를 거쳐 지원을 취소할 수 있다.",
    in_force="warning",
)
def committees_do_not_decide_cases(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "위원회" not in plain:
        return
    for match in _ACTS.finditer(plain, 0, document.body_end):
        if not _OWN_WORK.search(match["between"]):
            told = (
                "위원회는 자문기관이므로 처분을 할 수 없습니다. “시장은 위원회의 심의를 거쳐 …할 수 있다”로 쓰십시오."
            )
            yield document.found(told, document.words, *match.span("act"))
    bound = (
        _BOUND.finditer(plain, 0, document.body_end) if re.search(r"위원회의 (?:승인|허가|인가|동의)", plain) else ()
    )
    for match in bound:
        low, high = document.words.unit(match.start())
        if "「" not in plain[low:high]:
            told = "위원회의 승인이나 동의를 받도록 하면 자문기관의 권한을 넘습니다. “위원회의 심의를 거쳐”로 쓰십시오."
            yield document.found(told, document.words, *match.span())._replace(severity="warning")


_LIST = re.compile(r"위원[은이][^.\n]*(?:다음|각 ?호|각 ?목)[^.\n]*?(?P<act>임명|위촉)[^.\n]*(?:다|고|며|되)")
_OWN_OFFICIAL = re.compile(
    r"소속 (?:관계 )?(?:[가-힣]*급 이상 )?공무원|관계 공무원|부시장|부군수|부구청장|(?:담당|소관|업무) ?(?:부서의 장|실ㆍ국장|국장|과장|실장)|실ㆍ국장|^[가-힣 ]*(?:국장|과장|담당관)$"
)
_CIVILIAN = re.compile(r"교수|전문가|학식|경험이 풍부|추천하는|대표|임직원|변호사|시민단체|의원")
_PHRASE = re.compile(
    r"공무원(?:과|와|,|ㆍ| 및)[^.\n]{0,40}?(?:교수|전문가|시민|주민|대표|사람)[^.\n]{0,30}?(?:을|를)? ?(?P<act>임명|위촉)한다"
)


@rule(
    "COM017",
    "error",
    "임명과 위촉",
    basis="법제처 「법령 입안ㆍ심사 기준」 461쪽부터 481쪽까지",
    why="소속 공무원은 위원으로 임명하고 민간인은 위촉한다. 함께 적은 명단에는 “임명하거나 위촉한다”로 쓴다.",
    bad="제1조(목적) 이 조례는 나무를 돌보는 데 필요한 사항을 규정함을 목적으로 한다.\n제2조(위원회의 구성) 위원은 다음 각 호의 사람 중에서 시장이 위촉한다.\n1. 시 소속 공무원\n2. 나무에 관한 학식과 경험이 풍부한 사람",
    good="제1조(목적) 이 조례는 나무를 돌보는 데 필요한 사항을 규정함을 목적으로 한다.\n제2조(위원회의 구성) 위원은 다음 각 호의 사람 중에서 시장이 임명하거나 위촉한다.\n1. 시 소속 공무원\n2. 나무에 관한 학식과 경험이 풍부한 사람",
    in_force="info",
)
def officials_are_appointed(document: Document) -> Iterator[Found]:
    for article in members_articles(document):
        if "위촉" not in article.text and "임명" not in article.text:
            continue
        for path, unit, _ in document.units_of(article):
            phrase = _PHRASE.search(unit.text)
            match = phrase or (_LIST.search(unit.text) if unit.children else None)
            if not match:
                continue
            both = "임명" in match[0] and "위촉" in match[0]
            items = [child.text for child in unit.children if not child.deleted]
            officials = bool(phrase) or any(_OWN_OFFICIAL.search(item) for item in items)
            civilians = bool(phrase) or any(_CIVILIAN.search(item) for item in items)
            if both or not (civilians if match["act"] == "임명" else officials):
                continue
            told = "공무원과 민간인이 함께 있으면 “임명하거나 위촉한다”로 쓰십시오."
            if not (officials and civilians):
                told = (
                    "민간인은 임명하지 않고 위촉합니다."
                    if match["act"] == "임명"
                    else "소속 공무원은 위촉하지 않고 임명합니다."
                )
            yield Found(told, path, match.span("act"))


@rule(
    "COM020",
    "warning",
    "준용하는 조례의 이름",
    basis="「고양시 각종 위원회 구성 및 운영에 관한 조례」",
    why="준용하는 조례의 제명이 다르면 무엇을 준용하는지 알 수 없다.",
    bad=WHOLE
    + "제7조(준용) 위원회의 구성과 운영에 관하여 이 조례에서 규정한 사항 외에는 「고양시 위원회 조례」를 준용한다.",
    good=WHOLE
    + "제7조(준용) 위원회의 구성과 운영에 관하여 이 조례에서 규정한 사항 외에는 「고양시 각종 위원회 구성 및 운영에 관한 조례」를 준용한다.",
    in_force="info",
)
def committee_bylaws_are_named_right(document: Document) -> Iterator[Found]:
    profile = document.profile
    right = profile.ordinances.get("committees", {}).get("title", "") if profile else ""
    if not profile or not right or "위원회" not in document.words.text:
        return
    seen: set[int] = set()
    for each in committees(document):
        for start, end, title in general_bylaws(document, each):
            if title == right or not bare(title).startswith(bare(profile.name)) or start in seen:
                continue
            if re.search(r"[가-힣]위원회", title.removeprefix(profile.name)) and "각종" not in title:
                continue  # 다른 위원회의 조례
            seen.add(start)
            told = f"위원회에 관한 조례의 제명은 「{right}」입니다. 제명을 맞추십시오."
            yield document.found(told, document.words, start, end)


@rule(
    "COM021",
    "info",
    "위원의 수와 가부 동수",
    basis="법제처 「법령 입안ㆍ심사 기준」 461쪽부터 481쪽까지",
    why="위원의 수가 홀수이면 찬반이 같은 수로 나뉘는 일이 적다.",
    bad=but("9명 이내", "10명 이내"),
    good=WHOLE,
    in_force="off",
)
def even_numbers(document: Document) -> Iterator[Found]:
    for each in committees(document):
        size = SIZE.search(document.words.plain, each.start, each.end)
        if size and int(size["number"]) % 2 == 0:
            told = (
                f"위원의 수가 짝수({size['number']}명)입니다. 찬반이 같은 수로 나뉘지 않도록 홀수로 정할 수 있습니다."
            )
            yield document.found(told, document.words, size.start("number"), size.end("unit"))
