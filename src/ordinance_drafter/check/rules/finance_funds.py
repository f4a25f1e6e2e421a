"""Structural rules about 재정ㆍ보조ㆍ기금: funds (기금)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ordinance_drafter.check.document import Article, Document
from ordinance_drafter.check.rule import DRAFTS, Found, rule

_SETS_UP_FUND = re.compile(
    r"기금(?:\([^()\n]*\))?(?:을|를) (?:설치(?!할 수 있다고|하는|하려)|조성하여|두며|둔다|둘 수|설치ㆍ)"
)
_MANDATED = re.compile(
    r"「(?!지방자치법|지방재정법|지방자치단체 기금관리기본법)[^「」\n]*법」 ?제\d+조[^.\n]{0,40}에 따라[^.\n]{0,60}기금"
)
_FUND_TERM = re.compile(r"존속 ?(?:기한|기간)|(?:기금|유효)[^.\n]{0,16}(?:기한|기간)")
_TERM_DATE = re.compile(r"(\d{4}) ?(?:년|\.) ?(\d{1,2}) ?(?:월|\.) ?(\d{1,2}) ?(?:일|\.)?")
_TERM_YEAR = re.compile(r"(\d{4})년(?:도)?(?:까지| ?말)")
_TERM_YEARS = re.compile(r"(?:부터|기한은|기간은) ?(\d{1,2})년")
_ELEMENTS = (
    ("조성", r"조성|재원"),
    ("용도", r"용도|사용한다|다음 각 호의 (?:사업|용도)"),
    ("운용계획", r"운용 ?계획|운용ㆍ관리|관리ㆍ운용|관리 및 운용|운용 및 관리"),
    ("심의위원회", r"심의|위원회"),
    ("회계공무원", r"운용관|출납원|회계 ?(?:공무원|관계)"),
    ("결산", r"결산"),
    ("준용", r"기금관리기본법|기금(?:의)? ?관리[^.\n]{0,20}조례|통합재정안정화기금|통합관리기금"),
)


def _own_fund(document: Document) -> Article | None:
    """Return the article that sets up a fund of this ordinance (not one that only names another's)."""
    if "기금" not in document.words.plain:
        return None
    for article in document.articles:
        match = _SETS_UP_FUND.search(article.text) if "기금" in article.text else None
        if match and not article.provision.deleted:
            before = article.text[max(0, match.start() - 60) : match.start()]
            if not re.search(r"조례」[^.\n]{0,30}$|기금관리기본법」[^.\n]{0,4}에 따라 설치된", before):
                return article
    return None


_IN_FORCE = re.compile(r"이 조례는 (\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일부터 시행")


def _begins(document: Document) -> tuple[date | None, bool]:
    """Return when the text came or comes into force, and whether that is known and not only supposed."""
    if not document.is_draft:
        return document.ordinance.promulgated or document.ordinance.effective, False
    if match := _IN_FORCE.search(document.words.text, document.body_end):
        try:
            return date(int(match[1]), int(match[2]), int(match[3])), True
        except ValueError:
            pass
    return document.as_of, False


_FUND_BAD = (
    "제1조(목적) 이 조례는 기금에 필요한 사항을 규정함을 목적으로 한다.\n제2조(기금의 설치) 시장은 산업 육성 기금을 설치한다.",
    "제1조(목적) 이 조례는 기금에 필요한 사항을 규정함을 목적으로 한다.\n제2조(기금의 설치) ① 시장은 산업 육성 기금을 설치한다.\n② 기금의 존속기한은 2040년 12월 31일까지로 한다.",
)
_FUND_GOOD = (
    "제1조(목적) 이 조례는 기금에 필요한 사항을 규정함을 목적으로 한다.\n제2조(기금의 설치) ① 시장은 산업 육성 기금을 설치한다.\n"
    "② 기금의 존속기한은 2031년 12월 31일까지로 한다.\n제3조(기금의 조성) 기금은 시의 출연금과 운용수익으로 조성한다.\n"
    "제4조(기금의 용도) 기금은 창업을 지원하는 사업에 사용한다.\n제5조(기금의 운용) ① 시장은 위원회의 심의를 거쳐 기금운용계획을 수립하고 결산보고서를 작성하여야 한다.\n"
    "② 시장은 기금운용관과 기금출납원을 둔다.\n제6조(준용) 그 밖의 사항은 「지방자치단체 기금관리기본법」에 따른다."
)


@rule(
    "FIN007",
    "error",
    "기금 존속기한",
    basis="「지방자치단체 기금관리기본법」 제4조제1항 및 제2항",
    why="기금은 조례에 존속기한을 적어야 하고 그 기간은 5년을 넘을 수 없다. 기한이 지난 기금은 근거를 잃는다.",
    bad=_FUND_BAD,
    good=_FUND_GOOD,
    in_force="warning",
    facts={"as_of": "2027-01-01"},
)
def fund_has_a_term(document: Document) -> Iterator[Found]:
    fund = _own_fund(document)
    if fund is None:
        return
    place = next((each for each in document.articles if _FUND_TERM.search(each.heading + each.text)), None)
    required_by_law = _MANDATED.search(fund.text)
    if place is None:
        yield Found(
            "기금의 존속기한이 없습니다. 시행일부터 5년을 넘지 않는 날짜를 정하십시오.",
            fund.path,
            field="heading",
            severity="info" if required_by_law else "",
        )
        return
    begins, exact = _begins(document)
    about = _FUND_TERM.search(place.text)
    text = place.text[about.start() :] if about else place.text
    span = _TERM_DATE.search(text) or _TERM_YEAR.search(text) or _TERM_YEARS.search(text)
    if span is None:
        yield Found(
            "기금의 존속기한이 날짜로 정해져 있지 않습니다. 날짜를 쓰십시오.",
            place.path,
            field="heading",
            severity="warning",
        )
        return
    first = place.start + (about.start() if about else 0)
    at = (first + span.start(), first + span.end())
    term = _term(span, begins)
    if term and term < document.as_of:
        yield document.found(
            "기금의 존속기한이 지났습니다. 기한을 늘리는 개정을 하거나 기금 조문을 정리하십시오.", document.words, *at
        )
    elif term and begins and term > _latest(begins, exact):
        yield document.found(
            "기금의 존속기한이 시행일부터 5년을 넘습니다. 5년 안의 날짜로 바꾸십시오.", document.words, *at
        )


def _latest(begins: date, exact: bool) -> date:
    """Return the last day that is not more than five years on; a draft may take up to a year to come into force."""
    year, month, day = begins.year + 5, begins.month, min(begins.day, 28)
    return date(year, month, day) if exact else date(year + 1, 1, 1)


def _term(span: re.Match[str], begins: date | None) -> date | None:
    if span.re is _TERM_YEARS:
        years = int(span[1])
        return date(begins.year + years + 1, 12, 31) if begins and years > 5 else None
    try:
        return date(int(span[1]), int(span[2]), int(span[3])) if span.re is _TERM_DATE else date(int(span[1]), 12, 31)
    except ValueError:
        return None


@rule(
    "FIN008",
    "error",
    "기금의 필수 요소",
    basis="「지방자치단체 기금관리기본법」 제4조, 제8조, 제13조 및 제14조",
    why="기금을 두려면 재원과 용도, 운용과 심의, 회계를 맡을 공무원, 결산까지 정해야 기금을 실제로 관리할 수 있다.",
    bad=_FUND_BAD,
    good=_FUND_GOOD,
    in_force="warning",
    facts={"as_of": "2027-01-01"},
)
def fund_is_complete(document: Document) -> Iterator[Found]:
    fund = _own_fund(document)
    if fund is None:
        return
    parts = [each for each in document.articles if "기금" in each.heading or "기금" in each.text]
    text = "\n".join(f"{each.heading}\n{each.text}" for each in parts)
    missing = [name for name, pattern in _ELEMENTS if not re.search(pattern, text)]
    if missing:
        yield Found(
            f"기금에 관한 사항 가운데 빠진 것이 있습니다: {', '.join(missing)}. 이를 정하는 조문을 두십시오.",
            fund.path,
            field="heading",
            severity="" if len(missing) > 2 else "warning",
        )


@rule(
    "FIN009",
    "info",
    "기금 신설 억제",
    basis="「지방자치단체 기금관리기본법」 제3조제3항",
    why="기금은 일반회계나 특별회계로 사업을 하기 어려운 경우에만 둘 수 있으므로, 그 까닭을 제안이유에서 밝혀야 한다.",
    bad=_FUND_BAD[0],
    good=(
        "시장은 예산의 범위에서 사업비를 지원할 수 있다.",
        "시장은 「고양시 중소기업육성기금 설치 및 운용 조례」에 따른 기금에서 융자를 추천할 수 있다.",
    ),
    documents=DRAFTS,
)
def fund_needs_a_reason(document: Document) -> Iterator[Found]:
    fund = _own_fund(document)
    if fund:
        yield Found(
            "기금을 새로 둡니다. 일반회계나 특별회계로 하기 어려운 까닭을 제안이유에 밝히십시오.",
            fund.path,
            field="heading",
        )
