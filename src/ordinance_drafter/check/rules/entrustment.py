"""Structural rules about 위임ㆍ위탁 (the word and pattern rules are rows of ``clause_library/rules/entrustment.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ordinance_drafter.check.document import Article, Document, Unit
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import attach

_FRAME = "제1조(목적) 이 조례는 나무를 돌보는 데 필요한 사항을 규정함을 목적으로 한다.\n제2조(사업) 시장은 나무를 심는 사업을 할 수 있다.\n"
_GOOD = (
    _FRAME
    + """제3조(사무의 위탁) ① 시장은 제2조에 따른 사업을 관련 법인 또는 단체에 위탁할 수 있다.
② 시장은 수탁기관에 예산의 범위에서 필요한 경비를 지원할 수 있다.
③ 위탁에 관하여 이 조례에서 규정한 사항 외에는 「고양시 민간위탁 관리 조례」에서 정하는 바에 따른다."""
)
_ENTRUSTS = re.compile(
    r"(?:을|를|은|는|에|에게|하여|게) (?:[가-힣]+적으로 )?위탁(?:할 수 있다|하여야 한다|해야 한다|한다|하게 할 수|하거나|하여 (?:운영|처리|수행|관리|추진)(?:할 수 있다|한다|하게))|(?<![가-힣])위탁할 수 있다"
)
_TO_WHOM = re.compile(
    r"(?:기관|법인|단체|진흥원|재단|연구원|공단|공사|센터|협회|대학교?|기업|업체|개인|[가-힣]*자|민간|조합|학교|연구소|위원회|전문가|등|곳|[시군구청]장|협의회|사업단)(?:\([^()\n]*\))? ?(?:에|에게|으로 하여금|로 하여금)(?![가-힣])"
)
_PRIVATE = re.compile(r"법인|단체|민간|개인|기업|업체|협회|대학|조합|비영리")
_PUBLIC = re.compile(r"출자ㆍ?출연 ?기관|진흥원|공단|공사(?![업])|산하 ?기관|연구원|문화재단|공공기관")
_BARE = re.compile(
    r"(?:^|[은는] |위하여 |경우 |경우에는 |따라 |, )(?:그 |해당 )?(?:사무|업무|사업)(?:의 (?:전부|일부|전부 또는 일부|전부나 일부))?(?:를|을) "
)
_VAGUE = re.compile(r"이 조례(?:에서|에) ?(?:따른|정한|정하는|규정한|의한) (?:사무|업무|사업)")
_RULES = re.compile(r"「[^」\n]*(?:위탁|출자ㆍ?출연)[^」\n]*(?:조례|규칙|법률|법)」")
_PRIVATE_RULES = re.compile(r"「(?P<title>[^」\n]*민간 ?위탁[^」\n]*조례)」")


class _Entrusting(NamedTuple):
    """An article that entrusts work: the unit and sentence that do, without and with quoted titles."""

    article: Article
    unit: Unit
    span: tuple[int, int]
    sentence: str
    quoted: str

    def found(self, message: str, severity: str = "") -> Found:
        return Found(message, self.unit.path, self.span, severity=severity)


_KNOWN: WeakKeyDictionary[Document, tuple[_Entrusting, ...]] = WeakKeyDictionary()


def _entrusting(document: Document) -> tuple[_Entrusting, ...]:
    """Return the articles of a document that entrust work."""
    known = _KNOWN.get(document)
    if known is None:
        known = _KNOWN[document] = tuple(_found(document))
    return known


def _found(document: Document) -> Iterator[_Entrusting]:
    plain, words = document.words.plain, document.words
    if "위탁" not in plain:
        return
    for article in document.articles:
        if article.provision.deleted or "위탁" not in article.text:
            continue
        if "entrustment" not in article.kinds and "위탁할 수 있다" not in article.text:
            continue
        for unit in document.units_of(article):
            match = _ENTRUSTS.search(unit.provision.text) if "위탁" in unit.provision.text else None
            if match is None or re.search(r"재위탁|다시 위탁|위탁받", unit.provision.text[: match.end()]):
                continue
            start = words.starts[words.paths.index(unit.path)]
            text = plain[start : start + len(unit.provision.text)]
            low = text.rfind(". ", 0, match.start()) + 2 if ". " in text[: match.start()] else 0
            stop = text.find(".", match.end())
            high = len(text) if stop < 0 else stop + 1
            yield _Entrusting(article, unit, (low, high), text[low:high], unit.provision.text[low:high])
            break


def _whole(document: Document) -> str:
    """Return the words of every article that entrusts work."""
    return "\n".join(each.article.text for each in _entrusting(document))


@rule(
    "ENT001",
    "error",
    "위탁하는 조의 요소",
    basis="「지방자치법」 제117조",
    why="사무는 조례로 정하는 바에 따라 위탁하므로, 어떤 사무를 누구에게 위탁하는지 조례에서 알 수 있어야 한다.",
    bad=(
        "제1조(목적) 이 조례는 나무를 돌보는 데 필요한 사항을 규정함을 목적으로 한다.\n제2조(사무의 위탁) 시장은 사무를 위탁할 수 있다.",
        _FRAME + "제3조(위탁) 시장은 필요한 경우 업무의 일부를 관련 기관에 위탁할 수 있다.",
    ),
    good=_GOOD,
    in_force="info",
)
def entrusting_articles_say_what_to_whom(document: Document) -> Iterator[Found]:
    for each in _entrusting(document):
        missing = []
        if not _TO_WHOM.search(each.quoted) and not each.unit.provision.children:
            missing.append("맡을 기관이나 단체")
        if _BARE.search(each.sentence) and not re.search(r"제\d+조|각 호", each.sentence):
            missing.append("위탁하는 사무(조 번호)")
        if missing:
            yield each.found(f"위탁하는 조에 {attach(', '.join(missing), '이/가')} 없습니다. 분명히 쓰십시오.")
        elif _VAGUE.search(each.sentence):
            told = "위탁하는 사무가 분명하지 않습니다. “제○조에 따른 사업”처럼 조 번호로 쓰십시오."
            yield each.found(told, "warning")


_COST = re.compile(r"경비|비용|사업비|예산|위탁비|위탁료|운영비|보조금|재정")
_COST_ELSEWHERE = re.compile(r"(?:위탁|수탁)[^.\n]{0,40}(?:경비|비용|사업비|예산|보조금)")
_CONTROL_ELSEWHERE = re.compile(r"(?:수탁|위탁(?:을 )?(?:받은|한|된))[^.\n]{0,40}(?:지도|감독|점검|검사|보고)")
_CONTROL = re.compile(r"지도|감독|점검|검사|보고|감사|평가")


@rule(
    "ENT003",
    "warning",
    "위탁의 비용과 지도ㆍ감독",
    basis="「고양시 민간위탁 관리 조례」 제13조",
    why="위탁하면 드는 비용을 누가 대는지, 수탁기관을 어떻게 지도ㆍ감독하는지 정하거나 이를 정한 조례에 따르게 해야 한다.",
    bad=_FRAME + "제3조(사무의 위탁) 시장은 제2조에 따른 사업을 관련 법인 또는 단체에 위탁할 수 있다.",
    good=_GOOD,
    in_force="info",
)
def entrusted_work_is_paid_and_supervised(document: Document) -> Iterator[Found]:
    first = next(iter(_entrusting(document)), None)
    if first is None:
        return
    whole = _whole(document)
    for match in _RULES.finditer(whole):
        line = whole[whole.rfind("\n", 0, match.start()) + 1 : (whole + "\n").find("\n", match.end())]
        if re.search(r"준용|따른다|따라|정하는 바|적용한다|의한다", line.replace(match[0], "")):
            return
    plain = document.words.plain
    missing = [] if _COST.search(whole) or _COST_ELSEWHERE.search(plain) else ["비용의 지급"]
    if not _CONTROL.search(whole) and not _CONTROL_ELSEWHERE.search(plain):
        missing.append("지도ㆍ감독")
    if missing:
        told = f"위탁하는 조에 {attach('과 '.join(missing), '이/가')} 없습니다. 항을 더하거나 이를 정한 조례에 따르게 하십시오."
        yield Found(told, first.article.path, field="heading")


_PERIOD = re.compile(
    r"(?:위탁|수탁|계약|협약)(?:의|하는)? ?기간[은는이을를]? ?[^.\n\d]{0,25}(\d+)년|(\d+)년 (?:이내|이하|의 범위)[^.\n]{0,15}위탁"
)


@rule(
    "ENT004",
    "error",
    "위탁 기간",
    basis="「고양시 민간위탁 관리 조례」 제12조",
    why="민간위탁의 기간은 3년 이내로 정한다.",
    bad=_GOOD + "\n④ 위탁기간은 5년으로 한다.",
    good=_GOOD + "\n④ 위탁기간은 3년 이내로 한다.",
    in_force="info",
)
def entrusted_for_three_years_at_most(document: Document) -> Iterator[Found]:
    for each in _entrusting(document):
        if re.search(r"공유재산|관리위탁|행정재산|공원|체육시설", each.article.text):
            continue
        private = _PRIVATE.search(each.sentence) is not None
        for match in _PERIOD.finditer(document.words.plain, each.article.start, each.article.end):
            called = document.words.plain[: match.end()].rfind("민간", match.start() - 3) >= 0
            if int(match[1] or match[2]) > 3 and (private or called):
                told = "민간위탁의 기간은 3년을 넘을 수 없습니다. 3년 이내로 줄이십시오."
                severity = "" if document.municipality == "goyang" else "info"
                yield document.found(told, document.words, *match.span())._replace(severity=severity)


def _agencies(document: Document) -> list[str]:
    return [each["name"] for each in document.profile.agencies.values()] if document.profile else []


@rule(
    "ENT005",
    "warning",
    "산하기관에 대한 위탁",
    basis="「고양시 민간위탁 관리 조례」 제2조",
    why="시가 출자하거나 출연한 기관에 위탁하는 것은 민간위탁이 아니므로 민간위탁 조례를 준용하지 않는다.",
    bad=_FRAME
    + "제3조(사무의 위탁) ① 시장은 제2조에 따른 사업을 고양산업진흥원에 위탁할 수 있다.\n② 위탁에 필요한 사항은 「고양시 민간위탁 관리 조례」를 준용한다.",
    good=(
        _GOOD,
        _FRAME
        + "제3조(사무의 위탁) 시장은 제2조에 따른 사업을 「고양시 출자ㆍ출연 기관의 운영에 관한 조례」에 따른 출자ㆍ출연 기관에 위탁할 수 있다.",
    ),
    in_force="info",
)
def agencies_are_not_private(document: Document) -> Iterator[Found]:
    for each in _entrusting(document):
        public = _PUBLIC.search(each.sentence) or any(name in each.sentence for name in _agencies(document))
        if not public or _PRIVATE.search(each.sentence):
            continue
        text = document.words.text
        for match in _PRIVATE_RULES.finditer(text, each.article.start, each.article.end):
            rest = text[match.end() : match.end() + 40]
            if not re.search(r"적용하지|준용하지|따르지", rest):
                told = "출자ㆍ출연 기관에 대한 위탁은 민간위탁이 아닙니다. 민간위탁 조례를 준용하는 부분을 빼십시오."
                yield document.found(told, document.words, *match.span())


_POWERS = re.compile(
    r"(?:보조금|지원금)?(?:의|을|를)? ?교부(?:의|를|을)? ?결정|(?:지정|허가|인가|승인|등록|선정)(?:과|의|ㆍ|, ?| 및 | 또는 |이나 )? ?취소|과태료|과징금|부과(?:ㆍ| 및 |와 )징수"
    r"|허가(?:ㆍ|와 | 및 )|인허가|인ㆍ허가|행정 ?처분|시정 ?명령|단속|(?:지도ㆍ감독|지도와 감독|지도 및 감독)(?=에 관한|$|을 |업무|, )"
)
_KEPT_BACK = re.compile(r"제외|위탁할 수 없|위탁하지 (?:아니|않)|위탁해서는|위탁하여서는")


@rule(
    "ENT006",
    "error",
    "권력적 사무의 위탁",
    basis="「지방자치법」 제117조제3항",
    why="민간에 위탁할 수 있는 것은 조사, 검사, 관리처럼 주민의 권리ㆍ의무와 직접 관련되지 않는 사무이다.",
    bad=_FRAME
    + "제3조(사무의 위탁) 시장은 다음 각 호의 사무를 관련 법인 또는 단체에 위탁할 수 있다.\n1. 나무를 심는 교육\n2. 보조금의 교부결정",
    good=_FRAME
    + "제3조(사무의 위탁) 시장은 다음 각 호의 사무를 관련 법인 또는 단체에 위탁할 수 있다.\n1. 나무를 심는 교육\n2. 나무에 관한 조사와 상담",
    in_force="warning",
)
def powers_are_not_entrusted(document: Document) -> Iterator[Found]:
    for each in _entrusting(document):
        severity = "warning" if _PUBLIC.search(each.sentence) and not _PRIVATE.search(each.sentence) else ""
        told = "주민의 권리ㆍ의무와 직접 관련되는 사무는 위탁할 수 없습니다. 위탁하는 사무에서 빼십시오."
        match = _POWERS.search(each.sentence[: each.sentence.find("위탁")])
        if match and not _KEPT_BACK.search(each.sentence):
            low = each.span[0]
            yield Found(told, each.unit.path, (low + match.start(), low + match.end()), severity=severity)
        for index, child in enumerate(each.unit.provision.children):
            match = None if child.deleted else _POWERS.search(child.text)
            if match and not re.search(r"제외|지원 ?업무|보조 ?업무|에 (?:필요한|관한) (?:조사|안내|상담)", child.text):
                yield Found(told, (*each.unit.path, index), match.span(), severity=severity)


_AGAIN = re.compile(
    r"(?:재위탁|다시 (?:다른 [가-힣 ]*)?위탁|제3자에게 (?:다시 )?위탁|재차 위탁)(?:을|를)? ?(?:하게 )?(?:할|허용할|승인할) 수 있다"
)


@rule(
    "ENT007",
    "warning",
    "재위탁",
    basis="「지방자치법」 제117조제4항, 「고양시 민간위탁 관리 조례」 제11조",
    why="위탁받은 사무를 다시 위탁하면 책임이 흐려진다. 법률은 장의 승인을 받도록 하고 고양시 조례는 금지한다.",
    bad=_GOOD + "\n④ 수탁기관은 위탁받은 사무의 일부를 다시 위탁할 수 있다.",
    good=_GOOD + "\n④ 수탁기관은 위탁받은 사무를 다시 위탁할 수 없다.",
    in_force="info",
)
def entrusted_work_is_not_entrusted_again(document: Document) -> Iterator[Found]:
    plain = document.words.plain
    if "위탁" not in plain:
        return
    for match in _AGAIN.finditer(plain, 0, document.body_end):
        start = max(plain.rfind("\n", 0, match.start()), plain.rfind(". ", 0, match.start())) + 1
        sentence = plain[start : match.end()].strip()
        approved = re.search(r"(?:승인|동의|허가|협의)[을를]? ?(?:받|얻|거)", sentence)
        own = re.match(r"(?:[가-힣]*시장|군수|구청장|도지사|[가-힣]*특별시장)(?:은|는)", sentence)
        if own or (approved and document.municipality != "goyang"):
            continue
        yield document.found(
            "다시 위탁하는 것을 허용합니다. 빼거나 “다시 위탁할 수 없다”로 고치십시오.", document.words, *match.span()
        )


@rule(
    "ENT008",
    "info",
    "민간위탁의 절차",
    basis="「고양시 민간위탁 관리 조례」 제5조 및 제7조, 대법원 2009. 12. 24. 선고 2009추121 판결",
    why="고양시의 사무를 민간에 위탁하려면 시의회의 동의를 받고 수탁기관을 공개모집해야 한다.",
    bad=_GOOD,
    good=_FRAME + "제3조(사무의 위탁) 시장은 제2조에 따른 사업을 고양산업진흥원에 위탁할 수 있다.",
    in_force="off",
    municipality="goyang",
)
def private_entrustment_needs_consent(document: Document) -> Iterator[Found]:
    for each in _entrusting(document):
        if _PRIVATE.search(each.sentence):
            told = "민간위탁이면 시의회의 동의와 공개모집의 절차를 밟아야 합니다. 사업계획과 일정에 넣으십시오."
            yield Found(told, each.article.path, field="heading")
            return
