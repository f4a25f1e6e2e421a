"""Structural rules about 인공지능 특유: only for ordinances about artificial intelligence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ordinance_drafter.check.document import Article, Document
from ordinance_drafter.check.rule import Found, rule

_ACT = "「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」"
_HEAD = (
    "고양시 인공지능산업 육성 조례\n\n제1조(목적) 이 조례는 인공지능산업의 육성에 필요한 사항을 정함을 목적으로 한다.\n"
)
_ENOUGH = 5


def _about_ai(document: Document) -> bool:
    """Whether the ordinance is about artificial intelligence: by its title, or by how often it speaks of it."""
    title = document.ordinance.title
    if "인공지능" in title or re.search(r"(?<![A-Za-z])AI(?![A-Za-z])", title):
        return True
    return document.words.plain.count("인공지능") >= _ENOUGH


def _articles(document: Document, heading: str, text: str = "") -> Iterator[Article]:
    """Yield the articles in force of an ordinance about artificial intelligence, by heading and words."""
    if not _about_ai(document):
        return
    for article in document.articles:
        if not article.provision.deleted and re.search(heading, article.heading) and re.search(text, article.text):
            yield article


_WITH_NATIONAL_PLAN = re.compile(
    r"법 제6조|기본법」 제6조|상위 ?계획|(?:국가|정부|중앙행정기관|과학기술정보통신부)[가-힣]{0,4} [^.\n]{0,30}계획|국가(?:의 )?계획"
    r"|(?:특별자치도|경기도|도지사|광역시|특별시)(?:가|의|에서)? [^.\n]{0,25}계획(?:과|을|에|와)"
)


_WITH_OTHER_PLANS = re.compile(r"지능정보|계획(?:과|을|와|등과|의)? ?[^.\n]{0,25}(?:연계|고려|조화|부합|반영하여|바탕)")


@rule(
    "AIX001",
    "warning",
    "국가 기본계획의 고려",
    basis=f"{_ACT} 제6조제6항",
    why="법은 지방자치단체가 인공지능 기본계획을 고려하여 시책을 추진하게 한다. 지역의 기본계획 조문에 그 연결을 적는다.",
    bad=(_HEAD + "제2조(기본계획의 수립) 시장은 인공지능산업 육성 기본계획을 5년마다 수립하여 시행해야 한다.",),
    good=(
        _HEAD
        + "제2조(기본계획의 수립) 시장은 법 제6조제1항에 따른 인공지능 기본계획을 고려하여 육성계획을 5년마다 수립해야 한다.",
        "제1조(목적) 이 조례는 도서관의 운영에 필요한 사항을 정함을 목적으로 한다.\n제2조(기본계획의 수립) 시장은 기본계획을 수립해야 한다.",
    ),
    in_force="info",
)
def national_plan_not_considered(document: Document) -> Iterator[Found]:
    for article in _articles(document, r"계획", r"계획[^.\n]{0,40}(?:수립|세우|세워|마련)"):
        if "basic_plan" in article.kinds and not article.kinds & {"annual_plan"}:
            if not _WITH_NATIONAL_PLAN.search(article.text):
                message = f"국가의 인공지능 기본계획과 이어지지 않습니다. “{_ACT} 제6조에 따른 기본계획을 고려하여”를 넣으십시오."
                milder = "info" if _WITH_OTHER_PLANS.search(article.text) else ""
                yield Found(message, article.path, field="heading", severity=milder)
            return


_ETHICS = r"윤리 ?(?:기준|헌장|지침|강령|원칙|규범|가이드라인)"
_MAKES_ETHICS = re.compile(_ETHICS + r"[^.\n]{0,40}(?:마련|제정|수립|정하|정할|정한다|만들|채택|공표|선포)")
_OF_ANOTHER_ARTICLE = re.compile(r"제[0-9]+조(?:의[0-9]+)?(?:제[0-9]+항)?에 따른 $")
_NATIONAL_ETHICS = re.compile(
    r"법 제27조|기본법」 제27조|윤리원칙(?:에|을|과) ?[^.\n]{0,15}(?:부합|따라|고려|맞|반영|바탕|토대)|국가의 윤리"
)


@rule(
    "AIX002",
    "warning",
    "윤리기준과 국가의 윤리원칙",
    basis=f"{_ACT} 제27조제3항",
    why="지역의 윤리기준은 법 제27조의 윤리원칙과 어긋나지 않아야 한다. 그 원칙에 부합하게 한다는 것을 적는다.",
    bad=(_HEAD + "제2조(윤리헌장) 시장은 인공지능 윤리헌장을 제정하여 공표한다.",),
    good=(
        _HEAD + "제2조(윤리기준) 시장은 법 제27조제1항에 따른 윤리원칙에 부합하는 인공지능 윤리기준을 마련할 수 있다.",
        _HEAD + "제2조(교육) 시장은 인공지능 윤리기준을 알리는 교육을 할 수 있다.",
    ),
    in_force="info",
)
def ethics_without_national_principles(document: Document) -> Iterator[Found]:
    if "윤리" not in document.words.plain:
        return
    for article in _articles(document, ""):
        for match in _MAKES_ETHICS.finditer(article.text):
            if _OF_ANOTHER_ARTICLE.search(article.text[: match.start()]) or _NATIONAL_ETHICS.search(article.text):
                continue
            at = article.start + match.start()
            message = "국가의 윤리원칙과 이어지지 않습니다. “법 제27조제1항에 따른 윤리원칙에 부합하는”을 넣으십시오."
            yield document.found(message, document.words, at, at + len(match[0]))
            break


_CLUSTER = re.compile(r"(?:인공지능(?:산업)? ?집적단지|집적단지)(?:를|로|를 [^.\n]{0,20})? ?지정(?:하|한|할|해|받)")


@rule(
    "AIX003",
    "warning",
    "집적단지 지정의 법 근거",
    basis=f"{_ACT} 제23조, 같은 법 시행령 제17조, 제18조",
    why="인공지능집적단지의 지정은 법이 정한 절차에 따른다. 지정하는 조문에는 법 제23조를 인용한다.",
    bad=(_HEAD + "제2조(집적단지) 시장은 인공지능집적단지를 지정할 수 있다.",),
    good=(
        _HEAD + "제2조(집적단지) 시장은 법 제23조제2항에 따라 인공지능집적단지를 지정할 수 있다.",
        _HEAD + "제2조(집적단지) 시장은 기업과 연구기관이 모이는 집적단지를 조성할 수 있다.",
    ),
    in_force="info",
)
def cluster_without_the_act(document: Document) -> Iterator[Found]:
    if "집적단지" not in document.words.plain:
        return
    for article in _articles(document, ""):
        match = _CLUSTER.search(article.text)
        if match and "제23조" not in article.text:
            at = article.start + match.start()
            message = "집적단지를 지정하는 근거가 없습니다. “법 제23조제2항에 따라”를 넣으십시오."
            yield document.found(message, document.words, at, at + len(match[0]))


_KNOWN_FIGURES = re.compile(r"제38조|통계|기존|이미 |중복|거듭|다른 조사|활용|갈음|대신|대체")


@rule(
    "AIX004",
    "info",
    "실태조사의 중복 방지",
    basis=f"{_ACT} 제38조제2항",
    why="국가가 하는 실태조사와 이미 있는 통계를 먼저 쓰면 같은 것을 거듭 조사하지 않는다.",
    bad=(_HEAD + "제2조(실태조사) 시장은 매년 모든 인공지능기업을 조사해야 한다.",),
    good=(
        _HEAD + "제2조(실태조사) 시장은 실태를 조사할 때 법 제38조에 따른 실태조사의 결과를 활용할 수 있다.",
        _HEAD + "제2조(점검) 시장은 사업의 추진 상황을 점검한다.",
    ),
    in_force="off",
)
def survey_of_known_figures(document: Document) -> Iterator[Found]:
    for article in _articles(document, r"(?:실태|현황) ?조사"):
        if not _KNOWN_FIGURES.search(article.text):
            message = "이미 있는 통계와 법 제38조에 따른 실태조사의 결과를 활용한다는 문장을 넣는 것이 좋습니다."
            yield Found(message, article.path, field="heading")


_VULNERABLE_SINCE = date(2026, 7, 21)


_VULNERABLE = ("노인", "어르신", "고령", "장애인", "경계선 지능", "치매", "다문화", "저소득")


def _for_the_vulnerable(document: Document) -> bool:
    """Whether the ordinance as a whole is for people the statute calls vulnerable: its title or first articles say so."""
    first = [each.text for each in document.of_kind("purpose", "definitions")]
    return any(word in text for text in (document.ordinance.title, *first) for word in _VULNERABLE)


@rule(
    "AIX005",
    "warning",
    "인공지능취약계층",
    basis=f"{_ACT} 제3조제5항, 제17조의2(2026년 7월 21일 시행)",
    why="신뢰성이나 윤리를 다루는 조례라면 법이 정한 인공지능취약계층의 참여와 이용을 돕는 조문도 둔다.",
    bad=(_HEAD + "제2조(신뢰성의 확보) 시장은 인공지능의 신뢰성을 확보하는 시책을 추진해야 한다.",),
    good=(
        _HEAD
        + "제2조(신뢰성의 확보) 시장은 인공지능의 신뢰성을 확보하는 시책을 추진해야 한다.\n제3조(취약계층의 참여) 시장은 인공지능취약계층의 의견을 들어야 한다.",
        _HEAD + "제2조(지원사업) 시장은 창업을 지원할 수 있다.",
    ),
    in_force="off",
)
def vulnerable_people_left_out(document: Document) -> Iterator[Found]:
    if document.as_of < _VULNERABLE_SINCE or "취약" in document.words.plain or _for_the_vulnerable(document):
        return
    for article in _articles(document, r"신뢰|윤리"):
        message = (
            "인공지능취약계층(법 제3조제5항)에 관한 조문이 없습니다. 참여를 보장하고 이용을 지원하는 조문을 두십시오."
        )
        yield Found(message, article.path, field="heading")
        return


_ASSESSES = re.compile(
    r"((?:사업자|기업|개발자|운영자|이용자|제공자|업체|하는 자|하려는 자|수탁자|단체|기관)(?:등)?)(?:은|는) "
    r"[^.\n]{0,60}?영향평가[^.\n]{0,20}?(?:(?:하여야|해야|받아야|거쳐야) 한다|(?:실시|수행)한다)"
)


@rule(
    "AIX006",
    "warning",
    "영향평가를 하는 주체",
    basis=f"{_ACT} 제35조제1항, 제2항",
    why="법은 사업자에게 영향평가를 하도록 노력하게 할 뿐이다. 조례로 의무를 지울 수 없고, 시가 우선 고려하는 방법으로 이끈다.",
    bad=(_HEAD + "제2조(영향평가) 인공지능사업자는 인공지능 영향평가를 실시하여야 한다.",),
    good=(
        _HEAD + "제2조(영향평가) 시장은 고영향 인공지능을 도입하려면 영향평가를 미리 실시해야 한다.",
        _HEAD + "제2조(영향평가) 인공지능사업자는 영향평가를 하도록 노력하여야 한다.",
    ),
    in_force="info",
)
def assessment_by_others(document: Document) -> Iterator[Found]:
    words = document.words
    if "영향평가" not in words.plain or not _about_ai(document):
        return
    units = {words.unit(match.start()) for match in re.finditer("영향평가", words.plain[: document.body_end])}
    for start, end in sorted(units):
        match = _ASSESSES.search(words.plain, start, end)
        if match and not re.search(r"노력|시장은|권고|권장", words.plain[start : match.end()].rpartition(".")[2]):
            message = "조례로 사업자에게 영향평가를 하게 할 수 없습니다. 시장이 평가하거나, 평가한 제품을 우선 고려하는 것으로 고치십시오."
            yield document.found(message, words, *match.span())


_OLD_WORDS = re.compile(r"4차 ?산업혁명|빅데이터|사물 ?인터넷")


@rule(
    "AIX007",
    "info",
    "낡은 용어",
    basis="인공지능 조례의 관행(확인하지 못함)",
    why="“4차 산업혁명” 같은 말은 뜻이 정해지지 않고 빨리 낡는다. 법이 쓰는 인공지능기술, 인공지능산업, 데이터로 쓴다.",
    bad=(
        _HEAD.replace("인공지능산업의", "4차 산업혁명 시대에 대응하여 인공지능산업의")
        + "제2조(책무) 시장은 시책을 추진해야 한다.",
        _HEAD + "제2조(빅데이터 사업) 시장은 필요한 사업을 추진할 수 있다.",
    ),
    good=(_HEAD + "제2조(지원사업) 시장은 데이터와 사물인터넷을 활용한 사업을 지원할 수 있다.",),
)
def outdated_words(document: Document) -> Iterator[Found]:
    if not _about_ai(document):
        return
    for words in (document.words, document.headings, document.title):
        for match in _OLD_WORDS.finditer(words.plain):
            if words.field == "text" and not match[0].startswith("4차"):
                path, _ = words.place(*match.span())
                article = document.article_at(path) if path else None
                if article is None or not article.kinds & {"purpose", "definitions"}:
                    continue
            message = f"“{match[0]}” 대신 법이 쓰는 “인공지능기술”, “인공지능산업”, “데이터” 같은 말을 쓰십시오."
            yield document.found(message, words, *match.span())


@rule(
    "AIX008",
    "info",
    "중소기업등의 우선 고려",
    basis=f"{_ACT} 제17조제1항",
    why="법은 지원할 때 중소기업등을 우선적으로 고려하게 한다. 지원 조문에 그 기준을 적는 것이 좋다.",
    bad=(_HEAD + "제2조(지원사업) 시장은 인공지능기업에 사업에 드는 비용을 지원할 수 있다.",),
    good=(
        _HEAD
        + "제2조(지원사업) 시장은 인공지능기업에 비용을 지원할 수 있다. 이 경우 중소기업등을 우선적으로 고려해야 한다.",
        _HEAD + "제2조(책무) 시장은 시책을 추진해야 한다.",
    ),
    in_force="off",
)
def small_firms_first(document: Document) -> Iterator[Found]:
    if re.search(r"중소기업|소상공인|벤처|창업기업", document.words.text):
        return
    for article in _articles(document, "", r"(?:기업|사업자|법인)[^.\n]{0,60}(?:비용|경비|자금)[^.\n]{0,20}지원"):
        if "support" in article.kinds or "financial_support" in article.kinds:
            message = "지원할 때 중소기업등을 우선적으로 고려한다는 기준이 없습니다. 법 제17조제1항을 고려하여 넣는 것이 좋습니다."
            yield Found(message, article.path, field="heading")
            return
