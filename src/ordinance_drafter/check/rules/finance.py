"""Structural rules about 재정ㆍ보조ㆍ기금 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.authority import authority
from ordinance_drafter.check.document import Article, Document
from ordinance_drafter.check.rule import DRAFTS, EVERY_DOCUMENT, Found, rule

_MONEY = r"비용|경비|사업비|자금|보조금|지원금|장려금|수당|보상금|출연금|이차|임차료|사용료|예산|재정|금액|실비|여비|상금|바우처"
_SPENDS = re.compile(
    rf"(?:{_MONEY})[^.\n]{{0,90}}?(?:지원|보조|지급|교부|부담|보상|보전|출연|융자|대여|지출)(?:을|를|ㆍ)?[^.\n]{{0,14}}?(?:할 수 있|한다|하여야|해야|받을 수)"
)
_HELPS = re.compile(r"(?:지원|보조|지급|교부)(?:을|를)? ?(?:등을 )?(?:할|해 줄) 수 있")
_PAYS = re.compile(r"(?:지원|보조|지급|교부)(?:을|를)? ?(?:할|해 줄) 수 있다")
_PROMISES = re.compile(r"지원|육성|진흥|촉진|활성화|장려")
_NO_MONEY = re.compile(r"기본 ?조례|윤리|위원회|관리 ?조례|설치|설립|운영|시행규칙|수수료|사용료|감면|포상")
_FRAME = "제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n"


@rule(
    "FIN001",
    "warning",
    "직접 지출 근거",
    basis="「지방재정법」 제17조제1항제4호 및 같은 항 단서",
    why="권장하는 사업에 돈을 지원하려면 누구에게 무슨 사업의 비용을 지원하는지가 조례에 직접 적혀 있어야 한다. 시책이나 계획을 세운다는 조문만으로는 지출의 근거가 되지 않는다.",
    bad="고양시 인공지능기업 지원 조례\n\n"
    + _FRAME
    + "제2조(시책) 시장은 인공지능기업을 육성하는 시책을 추진하여야 한다.",
    good="고양시 인공지능기업 지원 조례\n\n"
    + _FRAME
    + "제2조(지원) 시장은 인공지능기업에 예산의 범위에서 기술개발 사업에 필요한 경비를 지원할 수 있다.",
    in_force="info",
)
def spending_is_grounded(document: Document) -> Iterator[Found]:
    title = document.ordinance.title
    if not _PROMISES.search(title) or _NO_MONEY.search(title) or not document.articles:
        return
    text = document.words.plain[: document.body_end]
    if _SPENDS.search(text) or (_HELPS.search(text) and re.search(_MONEY, text)):
        return
    about = next((each for each in document.articles if "support" in each.kinds), document.articles[0])
    yield Found(
        "지원의 대상과 사업, 비용을 지원할 수 있다는 문장이 한 곳도 없습니다. “…에 예산의 범위에서 …에 필요한 비용을 지원할 수 있다”고 직접 쓰십시오.",
        about.path,
        field="heading",
    )


@rule(
    "FIN003",
    "info",
    "예산 한정어 누락",
    basis="관행(확인하지 못함)",
    why="돈을 지원하는 문장에는 예산의 범위에서 한다는 말을 두는 것이 보통이다. 법으로 꼭 있어야 하는 말은 아니다.",
    bad="시장은 참가 기업에 사업비를 지원할 수 있다.",
    good=("시장은 예산의 범위에서 참가 기업에 사업비를 지원할 수 있다.", "시장은 기업에 상담과 교육을 지원할 수 있다."),
    in_force="off",
)
def within_the_budget(document: Document) -> Iterator[Found]:
    words = document.words
    if "지원" not in words.plain and "보조" not in words.plain:
        return
    known = authority(document)
    for match in words.matches(_PAYS):
        start, end = known.sentence(match.start())
        if not re.search(_MONEY.replace("예산|", ""), words.plain[start : match.start()]):
            continue
        article = known.article(match.start())
        around = article.text if article else words.text[start:end]
        if "예산" not in around and "기금" not in around:
            yield document.found(
                "지원하는 문장에 “예산의 범위에서”가 없습니다. 넣을지 살피십시오.", words, *match.span()
            )


_SUBSIDY = re.compile(
    r"(?:보조금|보조)(?:을|를)? ?[^.\n]{0,12}?(?:지급|교부|지원|보조)?(?:할 수 있|하여야|해야|한다)|보조할 수 있|보조금의 (?:신청|교부|정산|지급)"
    r"|보조금(?:을|를) ?(?:신청|받으려|받고자|교부받|지급받|지원받|받은)[^.\n]*(?:신청서|계획서|정산|실적)[^.\n]*(?:제출|보고)"
)
_SUBSIDY_LAW = re.compile(r"「[^「」\n]*보조금[^「」\n]*(?:조례|법률?|규칙)」|보조금 (?:관리 )?조례")


def _subsidy_articles(document: Document) -> list[Article]:
    if "보조" not in document.words.plain or "보조금" in document.ordinance.title:
        return []
    return [each for each in document.articles if "보조" in each.text and _SUBSIDY.search(each.text)]


@rule(
    "FIN005",
    "warning",
    "보조금 절차의 준용",
    basis="「지방자치단체 보조금 관리에 관한 법률」, 「고양시 지방보조금 관리 조례」",
    why="보조금의 신청ㆍ교부ㆍ정산은 보조금에 관한 일반 조례가 이미 정한다. 다시 정하지 말고 그 조례에 따른다고 적는다.",
    bad="시장은 예산의 범위에서 사업을 하는 단체에 보조금을 교부할 수 있다.",
    good="시장은 예산의 범위에서 사업을 하는 단체에 보조금을 교부할 수 있다. 이 경우 교부와 정산에 관하여는 「고양시 지방보조금 관리 조례」에 따른다.",
    in_force="info",
)
def subsidy_ordinance_applies(document: Document) -> Iterator[Found]:
    articles = _subsidy_articles(document)
    if articles and not _SUBSIDY_LAW.search(document.words.text):
        profile = document.profile
        name = (profile.ordinances.get("subsidy", {}).get("title") if profile else "") or "지방보조금 관리 조례"
        yield Found(
            f"보조금의 교부와 정산을 어느 조례에 따르는지 없습니다. 「{name}」에 따른다는 문장을 두십시오.",
            articles[0].path,
            field="heading",
        )


@rule(
    "FIN013",
    "info",
    "중복 지원 제한",
    basis="「지방자치단체 보조금 관리에 관한 법률」 제6조제3항",
    why="같은 일에 다른 법령이나 조례로 이미 지원을 받은 경우를 어떻게 할지 적어 두면 거듭 지원하는 것을 막을 수 있다.",
    bad="시장은 예산의 범위에서 사업을 하는 단체에 보조금을 교부할 수 있다.",
    good="시장은 예산의 범위에서 사업을 하는 단체에 보조금을 교부할 수 있다. 다만, 같은 사업으로 다른 조례에 따라 지원을 받은 경우에는 지원하지 않을 수 있다.",
    in_force="off",
)
def no_support_twice(document: Document) -> Iterator[Found]:
    articles = _subsidy_articles(document)
    if articles and not re.search(
        r"중복|(?:다른|동일한?|같은) [^.\n]{0,30}(?:지원|보조)[^.\n]{0,6}받", document.words.plain
    ):
        yield Found(
            "같은 일에 거듭 지원하지 않는다는 문장이 없습니다. 필요한지 살피십시오.", articles[0].path, field="heading"
        )


# ── 출자ㆍ출연, 융자, 포상 ────────────────────────────────────────────────────

_INVESTS = re.compile(
    r"출자(?:하거나|하여야|해야|할 수 있|ㆍ출연(?:을|할|하|한)|한다|를 할 수|하고)|출연(?:하거나 출자|할 수 있)"
)
_ENDOWS = re.compile(r"출연(?:하거나|하여야|해야|할 수 있|한다|을 할 수|하고)")
_BODY = re.compile(
    r"진흥원|재단|공사|공단|연구원|산업원|센터|테크노파크|대학|(?:이|그) 법인|출연 ?기관|신용보증|공공기관|출자ㆍ출연 기관|시가 (?:설립|출연)|「[^「」]*조례」"
)


_ALREADY = re.compile(
    r"제\d+[조항][^.\n]{0,8}에 따(?:라|른) (?:출연|출자)|(?:출연|출자)(?:한|된) (?:자금|금액|기관|재산)"
)
"""What another provision has given a basis for is only mentioned here."""


@rule(
    "FIN010",
    "error",
    "출자ㆍ출연의 근거",
    basis="「지방재정법」 제18조제1항 및 제2항",
    why="출자는 법령에 근거가 있을 때만, 출연은 법령이나 공공기관에 대한 조례에 근거가 있을 때만 할 수 있다. 근거 조문과 대상 기관을 함께 적는다.",
    bad=("시장은 관련 기업에 출자할 수 있다.", "시장은 사업을 하는 단체에 출연할 수 있다."),
    good=(
        "시장은 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제18조제2항에 따라 창업을 지원하는 공공단체에 출연하거나 출자할 수 있다.",
        "시장은 재단법인 고양산업진흥원에 사업비를 출연할 수 있다.",
    ),
    in_force="warning",
    documents=EVERY_DOCUMENT,
)
def investment_needs_statute(document: Document) -> Iterator[Found]:
    words = document.words
    if "출자" not in words.plain and "출연" not in words.plain:
        return
    known = authority(document)
    for match in words.matches(re.compile(f"{_INVESTS.pattern}|{_ENDOWS.pattern}")):
        start, end = known.sentence(match.start())
        article = known.article(match.start())
        if known.cited(*known.paragraph(match.start())) or (article and "fund" in article.kinds):
            continue
        if _ALREADY.search(words.plain, max(0, match.start() - 20), match.end() + 10):
            continue
        invests = "출자" in match[0]
        if not invests and (_BODY.search(words.text, start, end) or _BODY.search(document.ordinance.title)):
            continue
        severity = "warning" if invests and ("설립" in document.ordinance.title) else ""
        yield document.found(
            f"{'출자' if invests else '출연'}의 근거 법령이나 대상 기관이 없습니다. 근거 조문을 인용하고 대상 기관을 밝히십시오.",
            words,
            *match.span(),
        )._replace(severity=severity)


_LOANS = re.compile(
    r"(?:융자|이차 ?보전|대출 ?이자|이자 ?(?:차액|지원))(?:를|을|하|금)?[^.\n]{0,24}?(?:할 수 있|하여야|해야|한다|지원|지급|보전)"
)


_LOAN_ORDINANCE = re.compile(r"(?:융자|이차|이자|대출)[^.\n]*조례」|조례」[^.\n]*(?:융자|이차|이자|대출)")


@rule(
    "FIN017",
    "warning",
    "융자ㆍ이차보전",
    basis="「지방재정법」 및 「지방자치단체 기금관리기본법」(해석)",
    why="융자와 이차보전에는 돈을 대는 기금이나 특별회계가 있어야 한다. 재원과 근거 조례를 함께 적는다.",
    bad="시장은 창업한 기업에 융자를 할 수 있다.",
    good="시장은 「고양시 중소기업육성기금 설치 및 운용 조례」에 따라 창업한 기업에 융자를 추천할 수 있다.",
    in_force="info",
)
def loans_have_a_source(document: Document) -> Iterator[Found]:
    words = document.words
    if "융자" not in words.plain and "이차" not in words.plain and "이자" not in words.plain:
        return
    known = authority(document)
    for match in words.matches(_LOANS):
        article = known.article(match.start())
        around = article.text if article else words.text[slice(*known.paragraph(match.start()))]
        near = words.text[slice(*known.paragraph(match.start()))]
        if not (
            re.search(r"기금|특별회계|추천|알선", around) or "조례」" in near or _LOAN_ORDINANCE.search(around)
        ) and not (article and known.cited(article.start, article.end)):
            yield document.found(
                "융자나 이차보전의 재원과 근거 조례가 없습니다. 기금이나 특별회계와 그 조례를 적으십시오.",
                words,
                *match.span(),
            )


_AWARDS = re.compile(
    r"포상(?:을|금|할|하)|표창(?:을|할|하|장)|시상(?:을|할|금|하)|(?<![가-힣])상금|(?<![가-힣])부상(?:을 수여|으로)|상패"
)
_AWARD_WORDS = ("포상", "표창", "시상", "상금", "부상")
_PRIZE = re.compile(r"(?<!보)상금|(?<![가-힣])부상(?:을 수여|으로)")
_AWARD_GROUND = re.compile(r"「[^「」\n]*(?:포상|표창|시상|상훈)[^「」\n]*(?:조례|규칙|규정|법)」|포상 ?조례")


@rule(
    "FIN018",
    "warning",
    "포상",
    basis="「공직선거법」 제112조 및 제114조(내용은 확인하지 못함), 「고양시 포상 조례」",
    why="포상은 시의 포상 조례가 정한 절차에 따른다. 상금이나 부상은 근거가 없으면 기부행위로 다루어질 수 있다.",
    bad="시장은 우수한 기업에 상금을 지급한다.",
    good="시장은 우수한 기업을 「고양시 포상 조례」에 따라 포상할 수 있다.",
    in_force="info",
)
def awards_follow_the_ordinance(document: Document) -> Iterator[Found]:
    if not any(word in document.words.plain for word in _AWARD_WORDS):
        return
    if re.search(r"포상|표창|시상", document.ordinance.title):
        return
    known = authority(document)
    known_ordinance = document.profile is None or "awards" in document.profile.ordinances
    for article in document.articles:
        match = _AWARDS.search(article.text) if any(word in article.text for word in (*_AWARD_WORDS, "상패")) else None
        if match is None or not re.search(
            r"(?:포상|표창|시상|(?<![가-힣])상금|(?<![가-힣])부상|상패)[^.\n]{0,30}(?:할 수 있|한다|하여야|해야|수여|지급)",
            article.text,
        ):
            continue
        if not _AWARD_GROUND.search(article.text) and not known.cited(article.start, article.end):
            at = article.start + match.start()
            yield document.found(
                "포상의 근거 조례가 없습니다. 포상에 관한 조례를 인용하고, 상금과 부상은 근거를 밝히십시오.",
                document.words,
                at,
                at + len(match[0]),
            )._replace(severity="" if known_ordinance or _PRIZE.search(article.text) else "info")


_COSTS = re.compile(
    rf"(?:{_MONEY})[^.\n]{{0,60}}?(?:지원|지급|보조|출연|부담|보전)[^.\n]{{0,12}}?(?:할 수 있|한다|하여야|해야)"
    r"|(?:설치|운영|구축|조성|개최)(?:ㆍ운영)?(?:을|를)? ?(?:할 수 있|한다|하여야|해야)|사업을 추진(?:할 수 있|하여야|해야)|위탁할 수 있|둔다(?=[.\n]|$)|수당과 여비|실태조사를"
)


@rule(
    "FIN019",
    "info",
    "비용 발생 조문 목록",
    basis="「지방자치법」 제78조, 「고양시 의안의 비용추계에 관한 조례」 제3조",
    why="돈이 드는 의안에는 비용추계서를 붙인다. 지원ㆍ설치ㆍ운영을 정한 조문을 모아 추계에서 빠진 것이 없는지 본다.",
    bad="시장은 예산의 범위에서 참가 기업에 사업비를 지원할 수 있다.",
    good="시장은 필요한 시책을 마련하여야 한다.",
    documents=DRAFTS,
)
def articles_that_cost(document: Document) -> Iterator[Found]:
    costly = [each for each in document.articles if not each.provision.deleted and _COSTS.search(each.text)]
    if costly:
        names = ", ".join(each.provision.label for each in costly)
        yield Found(
            f"비용이 드는 조문으로 보입니다: {names}. 비용추계서에 모두 들어 있는지 보십시오.",
            costly[0].path,
            field="heading",
        )
