"""Structural rules about 개인정보ㆍ데이터 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.model import ANNEXES, BODY, Path, at

_PRIVACY_ACT = "개인정보 보호법"
_NUMBER = re.compile(r"주민 ?(?:등록 ?)?번호")
_NOT_TAKEN = re.compile(
    r"주민 ?(?:등록 ?)?번호[^.\n]{0,40}(?:지 (?:않|아니|못)|제외|금지|안 ?된|대신|대체|갈음|삭제|가리|가린|파기|(?:외|밖)의)"
)
_NOT_ALLOWED = "조례로는 주민등록번호를 처리하게 할 수 없습니다. 생년월일로 바꾸십시오."
_PERHAPS_ALLOWED = (
    "주민등록번호를 처리하게 합니다. 인용한 법령이 구체적으로 허용하는지 확인하고, 아니면 생년월일로 바꾸십시오."
)
_BY_STATUTE = re.compile(r"법률?」|시행령」|(?<![가-힣])[법영] 제[0-9]+조|24조의2")


@rule(
    "PRV001",
    "error",
    "주민등록번호",
    basis="「개인정보 보호법」 제24조의2제1항",
    why="주민등록번호는 법률이나 대통령령 등에서 구체적으로 허용한 경우에만 처리할 수 있고, 조례로는 정할 수 없다. 생년월일로 바꾼다.",
    bad=("신청서에는 성명과 주민등록번호를 적어야 한다.", "시장은 대상자의 주민번호와 연락처를 관리할 수 있다."),
    good=("신청서에는 성명과 생년월일을 적어야 한다.", "시장은 주민등록번호를 수집하지 않는다."),
)
def resident_number(document: Document) -> Iterator[Found]:
    ordinance = document.ordinance
    if ordinance.kind == "rule" and not (document.profile or ordinance.municipality):
        return  # a rule of a ministry or a court, which statutes may allow it
    words = document.words
    if "주민" in words.plain:
        for match in _NUMBER.finditer(words.plain):
            start, end = words.unit(match.start())
            if not _NOT_TAKEN.search(words.text, start, end):
                path, span = words.place(*match.span())
                by_statute = path is not None and _cites_statute(document, path)
                message = _PERHAPS_ALLOWED if by_statute else _NOT_ALLOWED
                yield Found(message, path, span, severity="warning" if by_statute else "")
    for index, annex in enumerate(ordinance.annexes):
        if "주민" in annex.text and (there := _NUMBER.search(annex.text)):
            message = f"{annex.label}에 주민등록번호를 적게 되어 있습니다. 생년월일로 바꾸십시오."
            yield Found(message, (ANNEXES, index), there.span(), severity="warning")


def _cites_statute(document: Document, path: Path) -> bool:
    """Whether the unit, or one it belongs to, cites a statute that may allow it."""
    above = (at(document.ordinance, path[:depth]) for depth in range(len(path), 1 if path[0] == BODY else 2, -1))
    return any(_BY_STATUTE.search(unit.text) for unit in above)


_USE = r"(?:수집|이용|활용|제공|처리|공유|연계|결합|저장|분석|열람)(?:하|한|할|함|받|토록|ㆍ)"
_PERSONAL = re.compile(
    r"(?:개인정보(?!(?:의 )? ?(?:보호|침해|유출|영향평가|자기결정))|개인영상정보|생체정보|개인위치정보|건강정보|진료기록)"
    r"[를을의와과 ][^.\n]{0,40}?" + _USE
)  # fmt: skip
_ABOUT = re.compile(r"(?:데이터|정보|자료|영상)[를을] [^.\n]{0,30}?" + _USE)
_PEOPLE = re.compile(r"(?:시민|주민|이용자|개인|환자|학생|수급자|가입자|회원|참여자|구직자)(?:의? ?|의 [가-힣]{2,6} )$")
_PROTECTED = re.compile(
    r"가명|익명|비식별|관[계련] 법령|식별할 수 없|식별되지|개인정보[를가] ?(?:제외|포함되지|포함하지|삭제)|개인정보(?:의 )? ?보호|동의를 받|하여서는|해서는"
    r"|지 (?:않|아니)|아니 ?된다|안 ?된다|정보를 제공하기 위|정보제공"
)


@rule(
    "PRV002",
    "warning",
    "개인정보의 처리와 법 인용",
    basis="「개인정보 보호법」 제15조, 제17조, 제28조의2",
    why="개인정보를 모으거나 제공하는 조문은 「개인정보 보호법」에 따른다는 것을 밝혀야 한다. 조례만으로는 처리의 근거가 되지 않는다.",
    bad=(
        "시장은 시민의 데이터를 수집하여 기업에 제공할 수 있다.",
        "시장은 사업에 필요한 개인정보를 수집하여 활용할 수 있다.",
    ),
    good=(
        "시장은 「개인정보 보호법」에 따라 개인정보를 수집하여 활용할 수 있다.",
        "시장은 시민에게 필요한 정보를 제공할 수 있다.",
        "시장은 시민의 데이터를 가명으로 처리하여 제공할 수 있다.",
    ),
    in_force="info",
)
def personal_data_without_the_act(document: Document) -> Iterator[Found]:
    words = document.words
    cited = _PRIVACY_ACT in words.text
    for match in _uses_of_personal_data(words.plain, document.body_end):
        start, end = words.unit(match.start())
        if _PROTECTED.search(words.text, start, end) or not re.search(r"다\.?$", words.text[start:end]):
            continue
        path, span = words.place(*match.span())
        article = document.article_at(path) if path else None
        if article and _PRIVACY_ACT not in article.text and "definitions" not in article.kinds:
            message = "개인정보를 처리하는 문장에 법의 근거가 없습니다. “「개인정보 보호법」에 따라”를 넣고 처리의 범위를 밝히십시오."
            yield Found(message, path, span, severity="info" if cited else "")


def _uses_of_personal_data(plain: str, end: int) -> Iterator[re.Match[str]]:
    named = list(_PERSONAL.finditer(plain, 0, end))
    yield from named
    for match in _ABOUT.finditer(plain, 0, end):
        people = _PEOPLE.search(plain, max(0, match.start() - 14), match.start())
        if people and not any(each.start() < match.end() and match.start() < each.end() for each in named):
            yield match


_OPEN_ACT = "공공데이터의 제공 및 이용 활성화에 관한 법률"
_OPENED = re.compile(
    r"(?:공공 ?데이터|행정 ?데이터|행정 ?정보|데이터)[를을의와과ㆍ ](?:[^.\n]{0,20}?)(?:개방(?:하|한|할|해)|공개하여 제공)"
    r"|공공 ?데이터[를을] [^.\n]{0,20}?제공(?:하|한|할|해)"
)


@rule(
    "PRV003",
    "warning",
    "데이터 개방과 법 인용",
    basis="「공공데이터의 제공 및 이용 활성화에 관한 법률」 제17조, 제26조",
    why="공공데이터를 개방하는 범위와 절차는 법률이 정한다. 조문에서 그 법에 따른다는 것을 밝힌다.",
    bad=("시는 보유한 모든 데이터를 개방한다.", "시장은 공공데이터를 기업에 제공할 수 있다."),
    good=(
        "시장은 「공공데이터의 제공 및 이용 활성화에 관한 법률」 제17조에 따른 공공데이터를 제공할 수 있다.",
        "시장은 시설을 개방할 수 있다.",
    ),
    in_force="info",
)
def opened_data_without_the_act(document: Document) -> Iterator[Found]:
    words = document.words
    if ("데이터" not in words.plain and "행정정보" not in words.plain) or _OPEN_ACT in words.text:
        return
    for match in _OPENED.finditer(words.plain, 0, document.body_end):
        start, end = words.unit(match.start())
        if re.search(r"다\.?$", words.text[start:end]) and not re.search(
            "(?:기업|사업자|민간)[은는이가] ", words.text[start:end]
        ):
            message = f"데이터를 개방하는 근거가 없습니다. “「{_OPEN_ACT}」에 따라”를 넣으십시오."
            yield document.found(message, words, *match.span())


@rule(
    "PRV004",
    "info",
    "비밀 유지",
    basis="「개인정보 보호법」 제28조, 실무의 관행(확인하지 못함)",
    why="위원이나 수탁자가 일하면서 알게 된 비밀을 누설하지 않도록 하는 조문을 두는 것이 보통이다.",
    bad=(
        "제5조(위원회의 설치) 시장은 정책을 심의하기 위하여 고양시 보기위원회를 둔다.\n제6조(위원회의 구성) 위원회는 위원 10명 이내로 구성한다.",
    ),
    good=(
        "제5조(위원회의 설치) 시장은 정책을 심의하기 위하여 고양시 보기위원회를 둔다.\n제6조(비밀 유지) 위원은 직무상 알게 된 비밀을 누설해서는 안 된다.",
        "시장은 시책을 마련해야 한다.",
    ),
    in_force="off",
)
def no_confidentiality(document: Document) -> Iterator[Found]:
    text = document.words.text
    if "비밀" in text or "누설" in text:
        return
    first = next((each for each in document.articles if each.kinds & {"committee_setup", "entrustment"}), None)
    if first and not first.provision.deleted:
        message = "위원이나 수탁자의 비밀 유지 조문이 없습니다. 직무상 알게 된 비밀을 누설하지 않도록 하는 조문을 두는지 살펴보십시오."
        yield Found(message, first.path, field="heading")


_DECIDED = re.compile(
    r"(?:인공지능(?: ?(?:시스템|기술|서비스|모델|프로그램))?|알고리즘|자동화된 시스템|자동화된 방법)"
    r"(?:을 (?:활용|이용|사용)하여|를 (?:활용|이용|사용)하여|을 통하여|를 통하여|을 통해|를 통해|으로|로|에 의하여|에 따라|이|가) "
    r"(?:[^.\n]{0,40}?)(?:결정|선정|심사|판정|선발|배정|처분|판단)(?:한다|하여|할 수|하고|해야|하는)"
)
_DECISION_RIGHTS = re.compile(
    r"37조의2|자동화된 결정|(?:설명|이의|거부)[^.\n]{0,20}(?:요구|신청|제기|절차|할 수)|행정기본법」 제20조"
)


@rule(
    "PRV005",
    "warning",
    "자동화된 결정",
    basis="「개인정보 보호법」 제37조의2, 「행정기본법」 제20조",
    why="인공지능으로 사람에 관한 결정을 하면 그 사람이 거부하거나 설명을 요구할 수 있어야 한다. 그 절차를 조문에 연결한다.",
    bad=("시장은 인공지능으로 지원 대상을 결정한다.", "시장은 알고리즘을 이용하여 수급자를 선정할 수 있다."),
    good=(
        "시장은 인공지능을 활용하여 지원 대상을 선정할 수 있다. 이 경우 「개인정보 보호법」 제37조의2에 따른 설명을 요구하는 방법을 알려야 한다.",
        "시장은 인공지능을 활용한 서비스를 선정하여 지원할 수 있다.",
    ),
    in_force="info",
)
def automated_decision(document: Document) -> Iterator[Found]:
    words = document.words
    if not any(each in words.plain for each in ("인공지능", "알고리즘", "자동화된")):
        return
    for match in _DECIDED.finditer(words.plain, 0, document.body_end):
        path, span = words.place(*match.span())
        if path is None or path[0] != BODY or _DECISION_RIGHTS.search(words.text):
            return
        message = "인공지능으로 결정하는 데 대하여 거부하거나 설명을 요구하는 절차가 없습니다. 「개인정보 보호법」 제37조의2에 따른 절차를 연결하십시오."
        yield Found(message, path, span)
