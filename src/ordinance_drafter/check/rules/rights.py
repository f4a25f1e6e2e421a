"""Structural rules about 권리ㆍ의무ㆍ제재 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.authority import Duty, authority, private_duties
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import EVERY_DOCUMENT, Found, rule

_AUTONOMY = "「지방자치법」 제28조제1항 단서"
_MILDER = {"article": "info", "whole": "info", "sentence": "info", "paragraph": "info"}
_PERMIT_WORD = r"허가|등록|신고|인가|면허|승인|인증|지정"
_PERMIT = re.compile(
    rf"(?:{_PERMIT_WORD})(?:을|를|은|는|부터)? ?(?:미리 |사전에 |먼저 |반드시 )?"
    r"(?:받아야|하여야|해야|얻어야|득하여야|득해야|마쳐야|필하여야|갱신하여야|한다(?=[.\n]|$)|받는다|받은 자만|한 자만|(?:받|하)지 ?(?:아니|않)(?:하고|고|한|은)[^.\n]{0,60}?"
    r"(?:수 없|아니 ?된|안 ?된|못한))"
)
_DATA = re.compile(
    r"(?:자료|서류|장부|정보|보고서|내역|실적|현황)(?:의|을|를|등을)?[^.\n]{0,24}(?:제출|제공|보고|열람|공개)[^.\n]{0,14}$"
)


_NO_BASIS = (
    "주민이나 사업자에게 지운 의무의 근거 법률이 보이지 않습니다. "
    "위임한 법률의 조문을 인용하거나 노력ㆍ권고로 바꾸십시오."
)


def _told(document: Document, duty: Duty, message: str, severity: str) -> Found:
    words = document.words
    found = document.found(message, words, duty.actor[0], duty.modal[1])
    return found._replace(severity=severity)


def _clause(document: Document, duty: Duty) -> str:
    return document.words.plain[duty.actor[0] : duty.modal[1]]


def _needs_permit(document: Document, duty: Duty) -> bool:
    return _PERMIT.search(document.words.plain, duty.actor[0], duty.end) is not None


def _gives_data(document: Document, duty: Duty) -> bool:
    return _DATA.search(document.words.plain[duty.actor[0] : duty.modal[0]]) is not None


_NOT_A_DUTY = re.compile(
    r"비밀|(?:신청서|위임장|서약서|동의서|증명서|지정서|인증서|증서|위촉장)(?:를|을)|(?:이|가) 될 수 없|(?:위촉|임명|선정|지원|보조|수상)(?:될|받을|을 받을|할) 수 없|신청할 수 없|자격(?:을|이)|겸(?:할|직)|직무를 수행할 수 없|해당하지 (?:아니|않)"
    r"|(?:요건|조건|어느 하나에 해당)[^.\n]{0,20}(?:갖추어야|충족하여야|하여야)|거주하(?:여야|고 있어야)|있어야 한다|두어야 한다$"
)


_OF_THE_HEAD = re.compile(
    r"(?:[가-힣]{0,8}(?:시장|군수|구청장|지사)|시|군|구|도|지방자치단체)(?:의 장)?(?: ?등)?의? ?(?:책무|책임과 의무|책임)"
)


def _in_duty_article(duty: Duty) -> bool:
    """Whether it stands in an article on the part of citizens; one on the part of the mayor does not excuse it."""
    article = duty.article
    return article is not None and "duty" in article.kinds and not _OF_THE_HEAD.match(article.heading.strip("( "))


@rule(
    "RGT003",
    "error",
    "주민ㆍ사업자에게 의무",
    basis=f"{_AUTONOMY}, 대법원 2006추52 판결, 대법원 2021추5036 판결",
    why="주민의 권리를 제한하거나 의무를 지우는 조례는 법률의 위임이 있어야 한다. 위임한 법률 조문을 인용하거나, 노력ㆍ권고로 바꾼다.",
    bad="인공지능사업자는 서비스를 시작하기 전에 영향을 평가하고 그 결과를 게시하여야 한다.",
    good=(
        "인공지능사업자는 이용자의 권익을 지키도록 노력하여야 한다.",
        "시장은 인공지능사업자에게 영향을 평가하도록 권고할 수 있다.",
        "사업자는 「폐기물관리법」 제13조에 따라 폐기물을 처리하여야 한다.",
    ),
    in_force="warning",
    documents=EVERY_DOCUMENT,
)
def private_duty_needs_statute(document: Document) -> Iterator[Found]:
    for duty in private_duties(document):
        if duty.joined or _in_duty_article(duty) or _needs_permit(document, duty) or _gives_data(document, duty):
            continue
        if duty.soft or _NOT_A_DUTY.search(document.words.plain, duty.actor[1], duty.modal[1]):
            continue
        yield _told(
            document,
            duty,
            _NO_BASIS,
            _MILDER.get(duty.basis, _weaker(document, duty)),
        )
    yield from _made_to(document)


def _weaker(document: Document, duty: Duty) -> str:
    return "warning" if document.words.plain.startswith("도록", duty.modal[0]) else ""


_RESTRICTS = re.compile(
    r"(?:영업(?: ?시간)?|판매|통행|운행|건축|입점|개업|개설|집회|시위|흡연|음주|촬영|사육|취업|고용|거래|임대료 ?인상|개발 ?행위|설치)(?:을|를|의)? ?(?:전면 )?(?:제한|금지|중단)(?:할 수 있|하여야|해야|한다)"
)
_MADE_KEY = "로 하여금|에게 "
_MADE_TO = re.compile(
    r"(?:사업자|기업|업체|업소|업주|시민|주민|소유자|점유자|건축주|법인|단체|영업자|운영자|제공자|이용자|학생|보호자|임대인|관리주체|(?<=[가-힣] )자|사람)(?:에게|로 하여금|으로 하여금)"
    r" [^.\n]{0,60}?(?:하게|하도록|받도록|받게|하지 (?:못|않|아니)(?:하게|하도록|도록)|제한하도록|내도록|내게|두도록|두게|들도록) ?(?:하여야|해야|한다|명할 수|명하여야|의무)"
)


def _made_to(document: Document) -> Iterator[Found]:
    """Yield what the mayor is to make people and businesses do, or to forbid."""
    known = authority(document)
    restricts = any(word in known.plain for word in ("제한", "금지", "중단"))
    for match in document.words.matches(_RESTRICTS) if restricts else ():
        start, end = known.sentence(match.start())
        basis = known.basis(start, end)
        if basis in ("sentence", "paragraph") or re.search("시설|청사|" + _CONTROLLED.pattern, known.plain[start:end]):
            continue
        severity = _MILDER.get(basis, "warning")
        yield document.found(_NO_BASIS, document.words, *match.span())._replace(severity=severity)
    for match in document.words.near(_MADE_KEY, _MADE_TO):
        span = known.paragraph(match.start())
        if (
            not known.cited(*span)
            and not _CONTROLLED.search(document.words.text, *span)
            and not _NOT_A_PERMIT.search(match[0])
        ):
            found = document.found(
                "주민이나 사업자에게 의무를 지우게 하는데 근거 법률이 보이지 않습니다. 위임한 법률의 조문을 인용하거나 권고로 바꾸십시오.",
                document.words,
                *match.span(),
            )
            yield found._replace(severity="warning")


_USES = re.compile(
    r"(?:시설|공간|장비|회의실|강당|센터|체육관|공연장|전시실)[^.\n]{0,10}?(?:을|를) (?:이용|사용)하려[^.\n]*?허가(?<!사용허가)(?<!이용허가)(?:를|을) 받아야"
)
_OF_FACILITIES = "시설의 사용허가이면 「공유재산 및 물품 관리법」 등 근거 법률의 조문을 인용하십시오."


_SET_UP = re.compile(
    rf"(?:{_PERMIT_WORD})제(?:를|도를) (?:도입|실시|시행|운영|둔다|둘 수)"
    rf"|(?:려면|려는 (?:경우|때)에는?|고자 (?:하는|할) (?:경우|때)에는?)[^.\n]{{0,40}}?(?:시장|군수|구청장|도지사)(?:의|에게)[^.\n]{{0,20}}?(?:{_PERMIT_WORD})(?:을|를)? ?"
    r"(?:받아야|하여야|해야|얻어야|득하여야|마쳐야)"
    rf"|(?:허가|등록|신고|면허|인가)(?:을|를)? ?(?:받|하)지 ?(?:아니|않)(?:하고|고|하면|으면|한 자는|은 자는)[^.\n]{{0,60}}?(?:수 없|아니 ?된|안 ?된|못한)"
)
_NOT_A_PERMIT = re.compile(
    r"수탁|위탁|보조|교부|협약|대관|대부|시설|공간|회의실|장비|사용허가|이용허가|사용(?:을 )?(?:하려|승인)|이용(?:을 )?하려|위원|공무원|직원|의회|정관|예산"
    r"|진흥원|재단|공사|공단|(?<!데이터)센터|주민등록|자율 ?(?:등록|신고|인증|적)|명칭|로고|상표|휘장|마크|해외|출장|휴가|입주|수강|참가"
)


@rule(
    "RGT004",
    "error",
    "허가ㆍ등록ㆍ신고제 창설",
    basis=f"{_AUTONOMY}, 「행정규제기본법」 제4조제3항",
    why="허가ㆍ등록ㆍ신고를 거쳐야 어떤 일을 할 수 있게 하는 것은 권리의 제한이다. 법률이 그 제도를 두었거나 조례에 맡긴 경우에만 정할 수 있다.",
    bad=(
        "인공지능서비스를 하려는 자는 시장에게 신고하여야 한다.",
        "전시장을 열려면 미리 시장의 허가를 받아야 한다.",
    ),
    good=(
        "시장은 자율등록을 한 사업자에게 교육을 제공할 수 있다.",
        "전시장을 열려는 자는 「공연법」 제9조에 따라 시장에게 등록하여야 한다.",
    ),
    in_force="warning",
    documents=EVERY_DOCUMENT,
)
def permit_needs_statute(document: Document) -> Iterator[Found]:
    told = set()
    message = "법률의 근거 없이 {} 제도를 새로 두었습니다. 근거 법률의 조문을 인용하거나 이 의무를 지우십시오."
    for duty in private_duties(document):
        match = _PERMIT.search(document.words.plain, duty.actor[0], duty.end)
        if match is None:
            continue
        if _USES.search(document.words.plain, duty.start, duty.end):
            told.add(duty.start)
            yield _told(document, duty, _OF_FACILITIES, "info")
        elif not duty.joined and not _NOT_A_PERMIT.search(document.words.text, duty.start, duty.end):
            told.add(duty.start)
            yield _told(document, duty, message.format(_word(match[0])), _MILDER.get(duty.basis, ""))
    if not re.search(r"제(?:를|도를) |려면|려는 (?:경우|때)|고자 |지 ?(?:아니|않)", document.words.plain):
        return
    known = authority(document)
    for match in document.words.near(_PERMIT_WORD, _SET_UP):
        start, end = known.sentence(match.start())
        subject = known.subject(start, match.end())[0]
        if start in told or subject == "public" or known.basis(start, end) in ("sentence", "paragraph"):
            continue
        if not _NOT_A_PERMIT.search(document.words.text, start, end):
            found = document.found(message.format(_word(match[0])), document.words, *match.span())
            yield found._replace(severity=_MILDER.get(known.basis(start, end), ""))


def _word(text: str) -> str:
    found = re.findall(_PERMIT_WORD, text)
    return found[-1] if found else "허가"


_ENTRY_KEY = "출입|들어가|수거|압수|봉인|폐기|철거|제출|보고|검사|열람|요구할|조사|처분|이동"
_ENTRY = re.compile(
    r"(?:사업장|업소|사무소|사무실|시설|영업장|점포|공장|주택|주거|건물|건축물|토지|농장|현장|그 장소|장소)[^.\n]{0,24}(?:에|을|를) ?(?:직접 |수시로 )?출입[^.\n]{0,50}?(?:할|하게 할|시킬) 수 있"
    r"|출입(?:하여|해|ㆍ|, ?|하고)[^.\n]{0,40}(?:검사|조사|점검|확인|수거)(?:하게)? ?(?:할 수 있|한다|하여야)"
    r"|(?:장부|서류|사업장|영업장|업소|물건|시료|저장물|소유물|축사|차량)[^.\n]{0,30}(?:검사|조사|수거|압수|봉인|열람)(?:하게)? ?할 수 있"
    r"|(?:자료|서류|장부|보고서?)(?:의|을|를)?[^.\n]{0,24}(?:제출|보고)(?:하게 할|을 명할|하도록 명할|할 것을 명할|하도록 할|을 강제할) 수 있"
    r"|(?:사업자|기업|업체|업소|법인|단체|주민|시민|소유자|영업자|관계인)[^.\n]{0,30}(?:에게|에 대하여|으로 하여금|로 하여금)[^.\n]{0,50}"
    r"(?:자료|서류|장부|보고)[^.\n]{0,24}(?:요구할 수 있|제출하게|보고하게|제출을 명)"
    r"|(?:동의(?:를|가)? ?없이|강제로|직접)[^.\n]{0,20}(?:수거|폐기|철거|이동|처분|봉인)(?:하거나|할 수 있|한다|하여야)"
    r"|(?:주거|주택|집|사업장|토지|건물)(?:에|로|의 안에) ?들어가[^.\n]{0,40} 수 있"
    r"|(?:폐기|수거|철거|처분|이동)[^.\n]{0,30}(?:가족|배우자|직계|보호자|세대원|친족|이웃)[^.\n]{0,20}동의"
)
_CONTROLLED = re.compile(
    r"수탁|위탁|보조|교부|지원(?:을|금을)? ?받|지원금|협약|계약|대부|사용허가|대관|입주|출자|출연|진흥원|재단|공사|공단|(?<!데이터)센터|위원회|소속 (?:기관|부서)|행정기관|부서|보조금|공공기관"
    r"|시설을 (?:사용|이용)|기금|융자|정산|감사"
)


@rule(
    "RGT005",
    "warning",
    "출입ㆍ검사ㆍ자료 강제",
    basis=f"{_AUTONOMY}, 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제38조제2항",
    why="민간의 장소에 들어가 조사하거나 물건과 자료를 내놓게 하는 것은 권리의 제한이어서 법률의 근거가 필요하다. 근거가 없으면 협조를 요청하는 데 그친다.",
    bad=(
        "시장은 소속 공무원이 사업장에 출입하여 장부를 검사하게 할 수 있다.",
        "인공지능사업자는 매년 이용 현황 자료를 시장에게 제출하여야 한다.",
    ),
    good=(
        "시장은 인공지능사업자에게 필요한 자료의 제출을 요청할 수 있다.",
        "시장은 수탁기관의 사무소에 출입하여 장부를 검사할 수 있다.",
    ),
    documents=EVERY_DOCUMENT,
)
def entry_needs_statute(document: Document) -> Iterator[Found]:
    known = authority(document)
    message = "민간에 출입ㆍ조사나 자료의 제출을 강제하는데 근거 법률이 보이지 않습니다. 근거 조문을 인용하거나 협조 요청으로 바꾸십시오."
    for duty in private_duties(document):
        if not duty.joined and not duty.soft and _gives_data(document, duty):
            yield _told(document, duty, message, _MILDER.get(duty.basis, ""))
    for match in document.words.near(_ENTRY_KEY, _ENTRY):
        span = known.paragraph(match.start())
        article = known.article(match.start())
        heading = article.heading if article else ""
        if known.cited(*span) or _CONTROLLED.search(document.words.text, *span) or _CONTROLLED.search(heading):
            continue
        yield document.found(message, document.words, *match.span())


_SANCTION_KEY = "정지|과징금|파면|감봉|정직|징계|강제|공표|명단|위반|체납|명할|명한|명령|명하|폐쇄|집행|입찰|벌점|말소|취소|부과금|상호"
_SANCTION = re.compile(
    r"(?P<hard>(?:영업|업무)(?:의|을|를)? ?(?:전부 또는 일부(?:의|를) |일부(?:의|를) )?정지|과징금|이행 ?강제금|부과금|벌점|자격 ?정지|(?:영업소|사업장|업소)[^.\n]{0,6} ?폐쇄|영업 ?취소|면허 ?취소|허가 ?취소"
    r"|등록 ?취소|등록 ?말소)(?:이|을|를|의)? ?(?:처분|조치|명령)?(?:을|를)? ?(?:등을 |등의 조치를 )?"
    r"(?:명할|명하|부과(?! ?처분을? 받|되지|받)|징수|처한|처할|내릴|내려|하여야|해야|할 수 있|한다|시킬|취할)"
    r"|(?P<hard2>(?:파면|감봉|정직|징계)(?:한다|하여야 한다|해야 한다|에 처한다|처분을 한다)(?=[.\n]|$)|(?:과징금|이행 ?강제금|부과금)(?:은|의 금액은|의)[^.\n]{0,50}?(?:부과|징수|산정)(?:한다|할 수|하여야))"
    r"|(?P<public>(?:위반(?:한)? ?(?:사실|자|업체|사업자|내용)?|명단|상호|체납자|성명)[^.\n]{0,20}(?:공표|공개|게시)(?:한다|할 수 있|하여야|해야|하고))"
    r"|(?P<mild>(?:시정|개선|중지|철거|원상 ?(?:복구|회복)|이전|사용 ?중지|폐기|제거|반출)[^.\n]{0,6}(?:을|를|하도록|할 것을) ?명(?:할 수 있|한다|하여야|하고|령할 수|하거나)"
    r"|(?:시정|개선|중지|철거|원상복구|사용중지|폐기) ?명령(?:을|를) ?(?:할|하여|내릴|한다)"
    r"|입찰 ?참가(?: ?자격)?(?:을|를)? ?제한(?:한다|할 수 있|하여야)|(?:행정)?대집행(?:을|할|한다)|강제 ?(?:철거|퇴거|집행))"
)


_SUPPORTED = re.compile(r"지원(?:을|금을|비를)? ?받|지원금|지원|보조금")
_RELATED = re.compile(r"사용허가|대관|지원|지정|위촉|포상")
_CHEATED = re.compile(r"거짓|부정(?:한|하게)|속여|속인|위반|어[긴기겼]")
_PAST = re.compile(r"시행 ?(?:전|이전|당시)|종전|산정에 포함")


def _in_transition(document: Document, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a sentence of the addenda tells of measures already taken."""
    return match.start() >= document.body_end and _PAST.search(document.words.plain, start, end) is not None


def _within_a_relation(document: Document, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the one it falls on has entered a relation in which it may (위탁, 사용허가); support is none for 업무정지."""
    article = authority(document).article(match.start())
    around = slice(article.start, article.end) if article and match["mild"] else slice(start, end)
    words, heading = document.words.text[around], article.heading if article else ""
    if match["hard"] or match["hard2"]:
        return _CONTROLLED.search(_SUPPORTED.sub("", words)) is not None or _CONTROLLED.search(heading) is not None
    if match["public"] and _CHEATED.search(words):
        words = _SUPPORTED.sub("", words).replace("지정", "")
    return any(each.search(words) for each in (_CONTROLLED, _RELATED)) or _CONTROLLED.search(heading) is not None


@rule(
    "RGT006",
    "error",
    "제재처분 창설",
    basis=f"{_AUTONOMY}, 「행정기본법」 제22조, 제28조 및 제31조",
    why="영업정지, 과징금, 이행강제금, 위반 사실의 공표처럼 불이익을 주는 처분은 법률에 근거가 있어야 한다. 조례만으로는 지원 대상에서 빼는 정도를 정할 수 있다.",
    bad="위반 사실을 공표하고 과징금을 부과할 수 있다.",
    good=(
        "시장은 거짓으로 신청한 자를 지원 대상에서 제외할 수 있다.",
        "과징금 처분을 받은 자는 지원 대상에서 제외할 수 있다.",
    ),
    in_force="warning",
    documents=EVERY_DOCUMENT,
)
def sanction_needs_statute(document: Document) -> Iterator[Found]:
    known = authority(document)
    for match in document.words.near(_SANCTION_KEY, _SANCTION):
        start, end = known.sentence(match.start())
        if known.cited(*known.paragraph(match.start())) or _in_transition(document, match, start, end):
            continue
        if _within_a_relation(document, match, start, end):
            continue
        mild = _MILDER.get(known.basis(start, end), "")
        if match["mild"] or (match["public"] and _SUPPORTED.search(known.plain, start, end)):
            mild = "warning"
        yield document.found(
            "법률의 근거 없이 불이익 처분을 두었습니다. 근거 법률의 조문을 인용하거나, 지원 대상에서 제외하는 정도로 바꾸십시오.",
            document.words,
            *match.span(),
        )._replace(severity=mild)


_FINE = re.compile(
    r"과태료(?:를|를 각각|에|의 부과를)? ?(?:각각 )?(?:부과(?:ㆍ ?징수)?|처한|처할|과한|과할|물린|물릴|징수|납부하여야|내야|병과)(?:한다|하여야|해야|할 수|하고|하며|하거나|(?<=처한다)|(?<=과한다)|(?<=과할)|(?<=처할)|(?<=물린)|(?<=물릴)|(?<=야))(?![가-힣]{0,2} 사무)"
)
_AMOUNT = re.compile(
    r"([\d,.]+|[일이삼사오육칠팔구십백천]+) ?(억|천만|백만|십만|만|천)? ?원 ?(?:이하|이상|이내|미만)?의? ?(?:의 )?과태료"
)
_UNIT = {"억": 10**8, "천만": 10**7, "백만": 10**6, "십만": 10**5, "만": 10**4, "천": 10**3, None: 1}
_DIGITS = dict(zip("일이삼사오육칠팔구", range(1, 10), strict=True))
_LIMIT = 10_000_000


def _won(number: str, unit: str | None) -> int:
    if number[0].isdigit():
        return int(float(number.replace(",", "").rstrip(".") or 0) * _UNIT[unit])
    total, digit = 0, 0
    for char in number:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * {"십": 10, "백": 100, "천": 1000}[char]
            digit = 0
    return (total + digit) * _UNIT[unit]


@rule(
    "RGT002",
    "error",
    "과태료의 한도와 전제",
    basis="「지방자치법」 제34조제1항, 제28조제1항 및 제156조",
    why="조례로 정하는 과태료는 1천만원을 넘을 수 없고, 어긴 의무 자체가 법률의 위임을 받은 것이어야 한다.",
    bad=("위반한 자에게 2천만원 이하의 과태료를 부과한다.", "시장은 신고하지 않은 사업자에게 과태료를 부과할 수 있다."),
    good=(
        "「공유재산 및 물품 관리법」 제99조에 따라 500만원 이하의 과태료를 부과한다.",
        "과태료의 부과ㆍ징수 절차는 「질서위반행위규제법」에 따른다.",
        "과태료를 체납한 자는 지원하지 않을 수 있다.",
    ),
    in_force="warning",
    documents=EVERY_DOCUMENT,
)
def fine_within_limits(document: Document) -> Iterator[Found]:
    words = document.words
    if "과태료" not in words.plain:
        return
    known = authority(document)
    told = set()
    for match in words.matches(_AMOUNT):
        if _won(match[1], match[2]) > _LIMIT:
            told.add(known.sentence(match.start())[0])
            yield document.found(
                "조례로 정하는 과태료는 1천만원을 넘을 수 없습니다. 금액을 낮추십시오.", words, *match.span()
            )
    for match in words.matches(_FINE):
        start, end = known.sentence(match.start())
        span = known.paragraph(match.start())
        if start in told or not _without_duty(known.words.text[slice(*span)]):
            continue
        told.add(start)
        yield document.found(
            "과태료의 전제가 되는 의무를 맡긴 법률이 보이지 않습니다. 그 의무의 근거 법률 조문을 인용하거나 과태료를 지우십시오.",
            words,
            *match.span(),
        )._replace(severity=_MILDER.get(known.basis(start, end), ""))


_POWER_ONLY = re.compile(r"「지방자치법」|「질서위반행위규제법」|「행정기본법」")
_OTHER_STATUTE = re.compile(r"「[^「」\n]*(?:법|법률|령)」|(?<![가-힣])(?:법|영) ?제\d|같은 법|법령|다른 법률")


def _without_duty(text: str) -> bool:
    """Whether a paragraph on a fine cites no statute but those that only empower to fine."""
    if "제156조" in text or "사용료" in text or "수수료" in text:
        return "「" not in text
    return _OTHER_STATUTE.search(_POWER_ONLY.sub("", text)) is None


_FOLLOW = re.compile(r"(?:노력|협력|협조|참여|동참|존중|이해|힘써|힘쓰|앞장|기여|애써|관심|배려|함양|실천)")


@rule(
    "RGT009",
    "warning",
    "시민의 책무",
    basis=_AUTONOMY,
    why="주민이나 기업의 책무를 적는 조문은 함께 노력하자는 뜻을 밝히는 데 그쳐야 한다. 따르라고 명하면 법률의 위임이 필요한 의무가 된다.",
    bad="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(시민의 책무) 시민은 시의 정책에 따라야 한다.",
    good="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(시민의 책무) 시민은 시의 정책에 협력하도록 노력한다.",
    in_force="info",
    documents=EVERY_DOCUMENT,
)
def citizens_are_asked(document: Document) -> Iterator[Found]:
    for duty in private_duties(document):
        if _in_duty_article(duty) and not duty.soft and not _FOLLOW.search(_clause(document, duty)):
            yield _told(
                document,
                duty,
                f"책무 조문이 {duty.who}에게 의무를 지웁니다. “노력하여야 한다”나 “협력하도록 노력한다”로 바꾸십시오.",
                "",
            )
