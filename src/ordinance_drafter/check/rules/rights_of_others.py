"""Structural rules about 권리ㆍ의무ㆍ제재: what belongs to the State and to other bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.authority import Authority, authority, last
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import EVERY_DOCUMENT, Found, rule

_OTHERS = re.compile(
    r"(?P<who>국가(?:기관)?|정부|중앙행정기관(?:의 장)?|[가-힣]{2,10}부장관|(?:[가-힣]{2,4} ?)?교육청|교육감|교육지원청|교육장|경찰(?:청|서)(?:장)?|소방서장?|법원|검찰청?"
    r"|(?:[가-힣]{1,4}도)(?:지사)?|다른 지방자치단체(?:의 장)?|관계 기관(?:의 장)?|관계기관(?:의 장)?|대학(?:교|등)?(?:의 장| ?총장)?|학교(?:의 장|장)?"
    r"|(?P<own>공공기관(?:의 장|장)|출자ㆍ출연 ?기관(?:의 장)?|공사|공단|사장))(?:은|는) "
)


_OTHERS_KEY = "국가는|정부는|도지사는|경기도는|교육청은|교육감은|교육지원청은|경찰청|경찰서장은|대학은"
_OTHERS_DO = re.compile(
    r"(?:국가|정부|[가-힣]{2}도지사|경기도|교육청|교육감|교육지원청|경찰청장?|경찰서장|대학)(?:은|는) [^.\n]{0,80}?(?:부담|지원|시행|운영|제공|설치|배치|보조)한다(?=[.\n]|$)"
)
_TOLD = "조례로 다른 기관({})에 의무를 지울 수 없습니다. 협조를 요청하거나 권고하는 문장으로 바꾸십시오."
_TO_HEAD = re.compile(r"(?:시장|군수|구청장|지사|시|군|구)(?:에게|의|과|에) |따라야|응하여야|응해야")


@rule(
    "RGT008",
    "warning",
    "다른 기관에 대한 의무",
    basis="「지방자치법」 제28조제1항(자치사무의 범위, 해석)",
    why="조례는 그 지방자치단체의 사무에 관한 것이어서 국가, 교육청, 다른 지방자치단체, 대학에 의무를 지울 수 없다. 협조를 요청하는 문장으로 쓴다.",
    bad="교육청은 학교에서 인공지능 교육을 하여야 한다.",
    good=("시장은 교육청에 인공지능 교육에 관한 협조를 요청할 수 있다.", "교육청은 사업에 협력하도록 노력하여야 한다."),
    in_force="info",
    documents=EVERY_DOCUMENT,
)
def others_are_asked(document: Document) -> Iterator[Found]:
    known = authority(document)
    yield from _inner_affairs(document)
    for found in document.words.near(_OTHERS_KEY, _OTHERS_DO):
        name = re.split("[은는] ", found[0])[0]
        if not _is_own(document, name) and not known.cited(*known.sentence(found.start())):
            yield document.found(_TOLD.format(name), document.words, *found.span())
    for duty in known.duties:
        if duty.subject == "private" or duty.soft:
            continue
        match = last(_OTHERS, known.plain, max(duty.start, duty.actor[0] - 14), duty.modal[0])
        if match is None or match.end() < duty.actor[1] or _is_own(document, match["who"]):
            continue
        if known.cited(duty.start, duty.end) or known.cited(*known.paragraph(duty.start)):
            continue
        who = match["who"]
        if match["own"] and _TO_HEAD.search(known.plain, match.end(), duty.modal[1]):
            continue
        yield document.found(
            _TOLD.format(who),
            document.words,
            match.start(),
            duty.modal[1],
        )


def _is_own(document: Document, who: str) -> bool:
    """Whether a province is the one whose ordinance it is, or a 교육감 the head of the office whose it is."""
    name = document.ordinance.title.split(" ")[0]
    if who in ("교육감", "교육청", "교육지원청", "교육장"):
        heads = {each.name for each in document.declared} & {"교육감", "시장", "군수", "구청장", "도지사"}
        return "교육청" in name or heads == {"교육감"}
    return who.removesuffix("지사") in (name, "도") and name.endswith("도")


_CORPORATE = re.compile(
    r"(?:이사|감사|노동이사|노동자이사)(?:은|는)[^.\n]{0,90}(?:요구|요청|제안|부의|제출)(?:를|을)? ?(?:등을 |등 )?(?:할 수 있|하게 할 수|권을 (?:갖|가진))"
    r"|부의권을 (?:갖|가진)|이사장은[^.\n]{0,60}(?:이사회에서|이사 중에서) ?(?:선출|호선)|(?:다음 각 호의 )?임원을 둔다"
    r"|(?:임원|기관장|대표이사?|사장|이사)[^.\n]{0,30}(?:보수|연봉|임금|급여)(?:[^.\n]|\d\.\d){0,90}(?:이내|상한|초과할 수 없|초과하여서는|초과하지)"
)
_COUNCIL_SEATS = re.compile(r"의회(?:의장)?(?:가|에서|이|의) ?추천(?:하는|한)? ?(?:사람 |자 |위원 )?(\d{1,2}) ?명")
_ANY_SEATS = re.compile(r"추천(?:하는|한)? ?(?:사람 |자 |위원 )?(\d{1,2}) ?명")


def _inner_affairs(document: Document) -> Iterator[Found]:
    """Yield what an ordinance says of the organs of corporations that it does not establish itself."""
    plain, words = document.words.plain, document.words
    known = authority(document)
    if any(word in plain for word in ("이사", "임원", "사장", "기관장")) and "설립" not in document.ordinance.title:
        for match in words.matches(_CORPORATE):
            if not known.cited(*known.sentence(match.start())):
                yield document.found(
                    "독립한 법인의 임원이나 이사회에 관한 사항은 그 법인의 정관으로 정할 일입니다. 이 부분을 지우거나 근거 법률의 조문을 인용하십시오.",
                    words,
                    *match.span(),
                )
    if "추천위원회" not in plain:
        return
    for article in document.articles:
        if "추천위원회" in article.heading + article.text and (seat := _COUNCIL_SEATS.search(article.text)):
            every = [int(match[1]) for match in _ANY_SEATS.finditer(article.text)]
            if 2 * int(seat[1]) >= sum(every):
                at = article.start + seat.start()
                yield document.found(
                    "의회가 추천하는 사람이 추천위원회의 절반 이상이어서 임명권을 침해할 수 있습니다. 의회의 몫을 줄이십시오.",
                    words,
                    at,
                    at + len(seat[0]),
                )


_AI_KEY = "고영향|대리인|생성형|생성물|결과물|딥페이크|사실조사|출입|시정|중지|과태료|이행결과|안전성|연산량|사실 조사|이행 결과"
_AI_POWER = re.compile(
    r"고영향 ?인공지능(?: ?사업자|을 이용한 사업자)?[^.\n]{0,30}(?:감독|단속|조사|점검)(?:을|를|하)[^.\n]{0,14}(?:하여야|해야|할 수 있|한다)"
    r"|고영향 ?인공지능[^.\n]{0,40}(?:심사|확인서|인증)[^.\n]{0,20}(?:한다|하여야|해야|할 수 있)"
    r"|고영향 ?인공지능 ?사업자(?:를|로|의)[^.\n]{0,12}(?:지정|등록|신고)[^.\n]{0,14}(?:하여야|해야|할 수 있|한다|하고)"
    r"|고영향 ?인공지능[^.\n]{0,40}(?:해당|여부|대상)[^.\n]{0,30}(?:확인|판단|결정|판정|인정|지정|고시)(?:하여야|해야|할 수 있|한다|하고)"
    r"|고영향 ?인공지능(?:을|으로)? ?(?:지정|인정|고시|결정|판정)(?:하여야|해야|할 수 있|한다|하고)"
    r"|국내 ?대리인[^.\n]{0,30}(?:지정|신고|두어야|선임)"
    r"|(?:생성형 ?인공지능|인공지능 ?(?:생성물|결과물)|딥페이크)[^.\n]{0,60}(?:표시|고지|워터마크)[^.\n]{0,20}(?:하여야|해야|하게 (?:하여야|할 수)|하도록 (?:하여야|해야|명)|명할|아니 ?된)"
    r"|인공지능 ?(?:사업자|기업|개발사업자|이용사업자)[^.\n]{0,50}(?:사실 ?조사|출입|시정(?:명령|을 명)|중지(?:명령|를 명)|과태료|이행 ?결과)[^.\n]{0,30}(?:할 수 있|한다|하여야|해야)"
    r"|인공지능[^.\n]{0,40}안전성 ?(?:확보)?[^.\n]{0,20}(?:이행 ?결과|조치 ?결과|의무)[^.\n]{0,30}(?:제출|보고|확인|감독|점검)[^.\n]{0,12}(?:하여야|해야|할 수 있|한다|하게)"
    r"|(?:누적 ?연산량)[^.\n]{0,60}(?:정한다|고시|하여야|할 수 있)"
)
_OWN_USE = re.compile(
    r"(?:^|[ ,])(?:시|군|구|도|소속 기관|공공기관)(?:가|이|에서|의 업무|의 사무) |자체적으로|도입하려는|소속 공무원|장관|노력|협력|권고|권장"
)
_NATIONAL = re.compile(
    r"(?:외교|국방|군사|병역|국세|물가 ?정책|금융 ?정책|최저임금|근로 ?기준)[^.\n]{0,60}(?:정한다|정할 수 있|정하여야|체결할 수 있|체결한다|협상할)"
    r"|(?:외교|국방|군사|병역|(?<![가-힣])사법|국세|금융 ?정책|물가 ?정책|수출입|관세|출입국|근로 ?기준|최저임금|측량 ?단위|국가하천|국유림|고속국도|국립공원"
    r"|항공 ?관리|항공기|기상 ?(?:행정|예보)|원자력|원전)[^.\n]{0,60}(?:조사|검증|검사|허가|감독|단속|명령|결정|규제|점검|면허|인가|제한|금지|이전)"
    r"(?:(?:단|반|ㆍ|을|를)[^.\n]{0,50}?)?(?:할 수 있|한다|하여야|해야)"
)
_ENFORCEMENT = re.compile(
    r"(?:과태료|과징금|범칙금|단속|행정처분|벌점|운전면허)(?:을|를|의|은|는)?[^.\n]{0,30}?(?:유예|면제|감면|감경|부과하지 ?(?:아니|않)|(?<!포함)하지 ?(?:아니|않)|생략)(?:할 수 있|한다|하여야|해야|다(?=[.\n]))"
)
_OVERRIDES = re.compile(
    r"(?:「[^「」\n]*(?:법|법률|령)」(?: ?시행령)?(?: ?제\d+조[^\s,]{0,20})?(?:의 규정)?|(?<![가-힣])법 ?제\d+조[^\s,]{0,20}|법령(?:의 규정)?)에도 불구하고"
)
_TERRITORY = re.compile(
    r"(?:특별시|광역시|자치시|자치도|북도|남도|자치구|지방자치단체|(?<![가-힣])(?:시|군|구|도))(?:(?:를|을|의) ?(?:새로 |하나로 |둘로 )?|(?:와|과) ?[가-힣]{1,8}(?:를|을|의) ?)"
    r"(?:신설|설치|폐지|통합|분할|분리|분도|편입)(?:한다|하고|하여|함|하는|(?:를|을)? ?(?:추진|준비))"
    r"|관할 ?구역(?:은|을)[^.\n]{0,120}(?:로|으로) ?(?:한다|변경)|행정구역(?:을|의)? ?(?:개편|통합|변경|조정|분리)|지방행정체제 ?개편|북도(?:의)? 설치|분도"
)


def _labels_its_own(known: Authority, match: re.Match[str], start: int) -> bool:
    """Whether it is the mayor who tells people of an artificial intelligence, not one who makes others do so."""
    if not re.search(r"표시|고지", match[0]) or re.search(r"하게|하도록|명할|명하|사업자|기업", match[0]):
        return False
    return known.subject(start, match.end())[0] == "public"


@rule(
    "RGT007",
    "error",
    "국가 사무의 재규정",
    basis="「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제31조부터 제36조까지, 제40조 및 제43조, 「지방자치법」 제5조 및 제15조",
    why="법률이 국가에 맡긴 사무를 조례로 시장의 권한이나 사업자의 의무로 다시 정할 수 없다. 시가 스스로 도입하고 운영하는 것에 관하여는 정할 수 있다.",
    bad=(
        "시장은 고영향 인공지능에 해당하는지 여부를 확인하여야 한다.",
        "시장은 원자력시설의 사고를 조사하기 위한 검증단을 운영할 수 있다.",
    ),
    good=(
        "시장은 시가 도입하려는 인공지능이 고영향 인공지능에 해당하는지를 확인하여야 한다.",
        "시장은 과학기술정보통신부장관에게 고영향 인공지능에 해당하는지의 확인을 요청할 수 있다.",
    ),
    in_force="warning",
    documents=EVERY_DOCUMENT,
)
def national_affairs(document: Document) -> Iterator[Found]:
    words = document.words
    plain = words.plain
    known = authority(document)
    if "인공지능" in plain or "딥페이크" in plain:
        for match in document.words.near(_AI_KEY, _AI_POWER):
            start, end = known.sentence(match.start())
            if not _OWN_USE.search(plain, start, end) and not _labels_its_own(known, match, start):
                yield document.found(
                    "「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」이 국가와 인공지능사업자 사이의 일로 정한 것을 조례로 다시 정했습니다. "
                    "시가 도입ㆍ운영하는 인공지능에 관한 것으로 좁히십시오.",
                    words,
                    *match.span(),
                )
    for key, pattern, message, severity in _STATE_FORMS:
        for match in document.words.near(key, pattern, quoted=pattern is _OVERRIDES):
            if (
                pattern is _ENFORCEMENT
                and match.start() >= document.body_end
                and "시행" in match.string[known.sentence(match.start())[0] : match.start()]
            ):
                continue
            if pattern in (_TERRITORY, _OVERRIDES) or not known.cited(*known.sentence(match.start())):
                yield document.found(message, words, *match.span())._replace(severity=severity)
                break


_STATE_FORMS = (
    (
        "외교|국방|군사|병역|사법|국세|정책|수출입|관세|출입국|근로기준|최저임금|측량|국가하천|국유림|고속국도|근로 기준|국립공원|항공|기상|원자력|원전",
        _NATIONAL,
        "국가가 처리하는 사무로 보입니다(「지방자치법」 제15조). 조사ㆍ감독 같은 권한을 지우고 협조 요청이나 주민 안내로 바꾸십시오.",
        "warning",
    ),
    (
        "신설|설치|폐지|통합|분할|분리|분도|편입|관할|행정구역|체제",
        _TERRITORY,
        "지방자치단체의 설치ㆍ폐지와 관할 구역은 법률로 정합니다(「지방자치법」 제5조). 조례로 정할 수 있는 사무인지 살피십시오.",
        "warning",
    ),
    (
        "과태료|과징금|범칙금|단속|행정처분|벌점|운전면허",
        _ENFORCEMENT,
        "법률에 따른 단속이나 처분을 조례로 늦추거나 면제할 수 없습니다(대법원 2021추5036 판결). 이 부분을 지우거나 근거 법률의 조문을 인용하십시오.",
        "warning",
    ),
    (
        "에도 불구하고",
        _OVERRIDES,
        "조례로 법률의 적용을 배제할 수 없습니다. 법률이 조례에 맡긴 조문을 인용하거나 이 부분을 지우십시오.",
        "warning",
    ),
)
