"""Structural rules about 위원회 (the word and pattern rules are rows of ``clause_library/rules/committee.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.committees import SIZE, committees, members_articles, sentence_at
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.check.rules.committee_members import WHOLE, but, milder, without
from ordinance_drafter.korean import attach

_NEEDED = (
    ("심의ㆍ자문할 사항", re.compile(r"심의|자문|의결|조정")),
    (
        "위원의 수와 구성",
        re.compile(r"\d+ ?(?:명|인)[^.\n]{0,20}(?:구성|위원으로|위원을)|위원의 수는|위원은 위원장[^.\n]*\d+명"),
    ),
    ("위원의 임기", re.compile(r"임기")),
    ("위원장", re.compile(r"위원장|회장|의장")),
    ("회의와 의결정족수", re.compile(r"과반수|정족수|개의|\d분의 ?\d 이상의 ?(?:출석|찬성)|의결한다")),
)


@rule(
    "COM001",
    "error",
    "위원회 조문의 요소",
    basis="「고양시 각종 위원회 구성 및 운영에 관한 조례」 제5조제1항",
    why="위원회를 두는 조례에는 하는 일, 구성과 임기, 위원장, 회의와 의결정족수를 정해야 한다. 회의에 관한 것은 다른 조례를 준용할 수 있다.",
    bad="제1조(목적) 이 조례는 나무를 돌보는 데 필요한 사항을 규정함을 목적으로 한다.\n제2조(위원회) 시장은 나무위원회를 둘 수 있다.",
    good=WHOLE,
    in_force="info",
)
def committees_have_what_they_need(document: Document) -> Iterator[Found]:
    for each in committees(document):
        missing = [name for name, pattern in _NEEDED if not pattern.search(each.about)]
        if not each.appoints or each.ad_hoc:
            missing = [name for name in missing if name != "위원의 임기"]
        if each.bylaw:
            missing = [name for name in missing if not name.startswith("회의")]
        if missing:
            told = f"{each.name}에 관하여 {attach(', '.join(missing), '을/를')} 정하지 않았습니다. 조문을 더하십시오."
            yield Found(told, each.article.path, field="heading", severity=milder(document))


_DECIDES = re.compile(r"(?:심의|심사)(?:ㆍ|, ?| 및 | 또는 |하고 |하거나 |하여 )의결|(?<!심의ㆍ)의결하기 위하여")
_CHARACTER = re.compile(r"심의|자문|의결|조정|협의|심사|검토|평가|논의")


@rule(
    "COM002",
    "warning",
    "위원회의 성격",
    basis="「지방자치법」 제130조제1항 및 제2항, 법제처 「법령 입안ㆍ심사 기준」 461쪽",
    why="조례로 두는 위원회는 자문기관이므로 심의하거나 자문에 응한다. 의결하게 하려면 법률에 근거가 있어야 한다.",
    bad=but("심의ㆍ자문하기", "심의ㆍ의결하기"),
    good=WHOLE,
    in_force="info",
)
def committees_advise(document: Document) -> Iterator[Found]:
    for each in committees(document):
        if each.by_statute:
            continue
        plain = document.words.plain
        spans = [each.span]
        for match in re.compile(r"위원회는 다음 각 호의 사항(?:을|에 관하여)[^.\n]*").finditer(
            plain, each.start, each.end
        ):
            spans.append(match.span())
        for low, high in spans:
            decides = _DECIDES.search(plain, low, high)
            if decides:
                told = "법률의 근거가 없으면 의결하는 위원회를 둘 수 없습니다. “심의ㆍ자문”으로 쓰거나 근거 법률을 밝히십시오."
                yield document.found(told, document.words, *decides.span())._replace(severity=milder(document))
        if not _CHARACTER.search(each.article.text) and not _CHARACTER.search(each.sentence):
            told = f"{attach(each.name, '이/가')} 심의를 하는지 자문에 응하는지 밝히지 않았습니다. 두는 목적과 함께 쓰십시오."
            yield Found(told, each.article.path, field="heading", severity="warning")


_CHAIR_COUNTED = re.compile(r"포함|장(?:과|,| 및)[^.\n]*제외")


@rule(
    "COM003",
    "warning",
    "위원 수의 문형",
    basis="법제처 「법령 입안ㆍ심사 기준」 461쪽부터 481쪽까지",
    why="위원장이 위원의 수에 들어가는지, 위원이 많아야 몇 명인지 분명해야 한다. “위원장 1명을 포함하여 ○명 이내의 위원으로 구성한다”로 쓴다.",
    bad=(but("위원장 1명을 포함하여 9명 이내의 위원으로", "9인 이내로"), but("9명 이내", "9명 내외")),
    good=WHOLE,
    in_force="info",
)
def committee_sizes_are_worded_as_usual(document: Document) -> Iterator[Found]:
    words, plain = document.words, document.words.plain
    for article in members_articles(document):
        bounds = article.start, article.end
        for match in re.compile(r"(?<!\d)(\d+) ?인(?= ?(?:이내|이상|이하|내외|으로|의 위원|을|과|이 되|,))").finditer(
            plain, *bounds
        ):
            told = f"사람의 수는 “{match[1]}명”으로 씁니다."
            yield document.found(told, words, *match.span(), f"{match[1]}명")
        vague = re.compile(r"\d+ ?[명인] ?(내외|정도|안팎)").search(plain, *bounds)
        if vague:
            told = f"{attach(f'“{vague[1]}”', '으로/로')}는 위원의 수가 정해지지 않습니다. “○명 이내”로 쓰십시오."
            yield document.found(told, words, *vague.span())
        size = SIZE.search(plain, *bounds)
        if size and size[0].startswith(("위원회", "협의회", "심의회")) and not _CHAIR_COUNTED.search(size[0]):
            if plain[: size.start()].endswith(("분과", "소", "실무", "전문")):
                continue
            told = "위원장이 위원의 수에 들어가는지 알 수 없습니다. “위원장 1명을 포함하여 ○명 이내의 위원으로 구성한다”로 쓰십시오."
            yield document.found(told, words, size.start("number"), size.end("unit"))


_TERM = re.compile(r"임기[는를은] ?[^.\n\d]{0,12}(?P<years>\d+|[삼사오육칠팔]) ?년")
_NUMERALS = {"삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8}


@rule(
    "COM004",
    "error",
    "위촉직 위원의 임기",
    basis="「지방자치법 시행령」 제79조, 「고양시 각종 위원회 구성 및 운영에 관한 조례」 제8조제1항",
    why="공무원이 아닌 위원의 임기는 3년을 넘을 수 없다.",
    bad=but("임기는 2년", "임기는 5년"),
    good=WHOLE,
    in_force="warning",
)
def terms_are_three_years_at_most(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    statutory = [each for each in committees(document) if each.by_statute]
    for article in members_articles(document):
        if any(each.start <= article.start < each.end for each in statutory):
            continue
        for match in _TERM.finditer(plain, article.start, article.end):
            years = _NUMERALS.get(match["years"]) or int(match["years"])
            low, _ = sentence_at(plain, match.start(), (article.start, article.end))
            if years > 3 and "당연직" not in plain[low : match.start()]:
                told = f"위촉직 위원의 임기는 3년을 넘을 수 없습니다. {years}년을 3년 이내로 줄이십시오."
                yield document.found(told, document.words, *match.span())


_ONCE = re.compile(
    r"(?:1회|1차례?|한 ?번|한 ?차례|일 회)(?:만|에 한(?:하여|해서?|정하여|하고|함)|까지만?|에 한정하여)?(?= 연임)"
)
_OFTEN = re.compile(r"(?:두|세|네) ?(?:차례|번)|[2-9] ?(?:회|차례|번|차)|여러 차례|계속(?:하여)?|제한 없이|제한을 두지")


_MAY_AGAIN = re.compile(r"연임(?:할 수|이 가능|될 수|도 가능| ?가능)")


@rule(
    "COM005",
    "error",
    "연임의 횟수",
    basis="「고양시 각종 위원회 구성 및 운영에 관한 조례」 제10조제1항, 법제처 「자치법규 입안 길라잡이」 396쪽부터 409쪽까지",
    why="한 사람이 오래 위원을 맡지 않도록 연임은 한 차례로 제한하고, “한 차례만 연임할 수 있다”로 쓴다.",
    bad=(but("한 차례만 연임", "연임"), but("한 차례만", "1회에 한하여")),
    good=WHOLE,
    in_force="info",
)
def members_serve_again_only_once(document: Document) -> Iterator[Found]:
    plain, words = document.words.plain, document.words
    if "연임" not in plain:
        return
    bylaw = any(each.bylaw for each in committees(document))
    for article in members_articles(document):
        for match in re.compile("연임").finditer(plain, article.start, article.end):
            low, high = sentence_at(plain, match.start(), (article.start, article.end))
            sentence = plain[low:high]
            once, often = _ONCE.search(sentence), _OFTEN.search(sentence)
            if re.search(r"연임(?:할 수 없|하지 못|하지 않|되지 않|하지 아니|이 제한)|초과하여 연임", sentence):
                continue
            if often:
                told = "연임은 한 차례만 할 수 있도록 하십시오."
                yield document.found(told, words, low + often.start(), low + often.end())._replace(
                    severity=milder(document)
                )
            elif once and once[0] != "한 차례만":
                told = f"{attach(f'“{once[0]}”', '은/는')} “한 차례만”으로 씁니다."
                yield document.found(told, words, low + once.start(), low + once.end(), "한 차례만")._replace(
                    severity="warning"
                )
            elif not once and "차례" not in sentence and _MAY_AGAIN.match(plain, match.start()):
                told = "연임할 수 있는 횟수가 없습니다. “한 차례만 연임할 수 있다”로 쓰십시오."
                severity = "warning" if bylaw else milder(document)  # 준용하는 조례가 횟수를 정할 수 있다
                yield document.found(told, words, *match.span())._replace(severity=severity)


_RATIO = re.compile(r"(\d+)분의 ?(\d+)|(\d+)(?:퍼센트|%|％)")


@rule(
    "COM006",
    "error",
    "위촉직 위원의 성별",
    basis="「양성평등기본법」 제21조제2항, 「고양시 각종 위원회 구성 및 운영에 관한 조례」 제8조제2항",
    why="위촉직 위원은 특정 성별이 10분의 6을 넘지 않도록 구성해야 한다.",
    bad=but(" 이 경우 특정 성별이 위촉직 위원 수의 10분의 6을 초과하지 않도록 해야 한다.", ""),
    good=WHOLE,
    in_force="info",
)
def neither_sex_exceeds_six_tenths(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    for each in committees(document):
        if (
            "성별" not in each.about
            and "성비" not in each.about
            and not re.search(r"한쪽 성|어느 한 성|남녀|여성", each.about)
        ):
            if each.appoints and not each.bylaw:
                told = f"{each.name}에 성별에 관한 규정이 없습니다. 특정 성별이 위촉직 위원 수의 10분의 6을 초과하지 않도록 정하십시오."
                yield Found(told, each.article.path, field="heading", severity=milder(document))
            continue
        for match in re.compile(r"(?:특정 ?성별|특정 ?성|어느 한 성(?:별)?)[이은][^.\n]*?(?:초과|넘)").finditer(
            plain, each.start, each.end
        ):
            ratio = _RATIO.search(match[0])
            share = (int(ratio[2]) / int(ratio[1]) if ratio[1] else int(ratio[3]) / 100) if ratio else 0
            if ratio and share > 0.6:
                told = "특정 성별은 위촉직 위원 수의 10분의 6을 초과할 수 없습니다. “10분의 6”으로 고치십시오."
                yield document.found(told, document.words, match.start() + ratio.start(), match.start() + ratio.end())


_TITLE = re.compile(
    r"[가-힣]+(?:부시장|부군수|부구청장|국장|실장|과장|담당관|본부장|소장|사업소장|구청장|단장)(?![가-힣]{2})|부시장|부군수|부구청장"
)
_OFFICIALS = re.compile(r"(?:당연직|공무원|국장|과장|실장)[^.\n]*?(\d+) ?명")


@rule(
    "COM007",
    "warning",
    "공무원인 위원의 비율",
    basis="「고양시 각종 위원회 구성 및 운영에 관한 조례」 제8조제3항",
    why="시 소속 공무원인 위원은 위원 수의 3분의 1을 넘을 수 없다.",
    bad=but("시장이 임명하는 2명 이내의", "시장이 임명하는 5명 이내의"),
    good=WHOLE,
    in_force="info",
)
def officials_are_a_third_at_most(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    for each in committees(document):
        size = SIZE.search(plain, each.start, each.end)
        ex_officio = re.compile(r"당연직 ?위원(?:은|으로|이)[^.\n]*|공무원(?:인 위원)?은[^.\n]*명[^.\n]*").search(
            plain, each.start, each.end
        )
        if not size or not ex_officio or each.ad_hoc:
            continue
        number = _OFFICIALS.search(ex_officio[0])
        count = int(number[1]) if number else len(set(_TITLE.findall(ex_officio[0])))
        if count > int(size["number"]) / 3:
            told = f"위원 {size['number']}명 가운데 공무원이 {count}명입니다. 3분의 1을 넘지 않게 줄이십시오."
            severity = "" if document.municipality == "goyang" else "info"
            yield document.found(told, document.words, *ex_officio.span())._replace(severity=severity)


_SUNSET = re.compile(
    r"존속 ?(?:기한|기간)|존치 ?(?:기한|기간)|계속(?:하여)? ?(?:존속|존치)|상설|설치 ?기한|존속한다|존속하는"
)
_UNTIL = re.compile(
    r"(?:존속|존치) ?(?:기한|기간)[은이]? ?[^.\n]{0,30}?(?:(?P<date>\d{4})년|(?P<years>\d+)년)|(?P<lasts>\d+) ?년(?:간|의 기간|까지|을 한도로|의 범위에서)?(?:만|은)? ?존속"
)


@rule(
    "COM008",
    "error",
    "위원회의 존속기한",
    basis="「지방자치법 시행령」 제80조, 「고양시 각종 위원회 구성 및 운영에 관한 조례」 제5조 및 제6조",
    why="계속 두어야 할 까닭이 분명하지 않은 위원회는 5년의 범위에서 존속기한을 조례에 밝혀야 한다.",
    bad=without("존속기한"),
    good=WHOLE,
    in_force="info",
)
def committees_have_an_end(document: Document) -> Iterator[Found]:
    text = document.words.plain
    for each in committees(document):
        if each.ad_hoc or each.by_statute:
            continue
        found = [match for match in _SUNSET.finditer(text, each.start) if _about_committee(document, match.start())]
        if not found:
            told = f"{each.name}의 존속기한이 없습니다. 5년의 범위에서 정하거나 계속 두어야 할 까닭을 밝히십시오."
            yield Found(told, each.article.path, field="heading", severity=milder(document))
        for match in _UNTIL.finditer(text, each.start):
            if not any(match.start() <= other.start() < match.end() + 4 for other in found):
                continue
            lasts = match["years"] or match["lasts"]
            years = int(lasts) if lasts else int(match["date"]) - document.as_of.year
            if years > 5:
                told = "위원회의 존속기한은 5년을 넘을 수 없습니다."
                yield document.found(told, document.words, *match.span())._replace(severity=milder(document))
            elif years < 0:
                told = "위원회의 존속기한이 이미 지났습니다."
                yield document.found(told, document.words, *match.span())._replace(severity="warning")


def _about_committee(document: Document, at: int) -> bool:
    """Whether the words about an end are those of a committee and not of a fund."""
    path, _ = document.words.place(at, at)
    article = document.article_at(path) if path else None
    heading = article.heading if article else ""
    if "기금" in heading and not re.search("위원회|심의회", heading):
        return False
    return not re.search(r"기금(?:의|이|은)? ?$", document.words.plain[max(0, at - 6) : at])
