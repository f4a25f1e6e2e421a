"""Who is to do what by which right: duties, the subjects of sentences, and whether a statute is cited for them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from ordinance_drafter.model import PARAGRAPH, at

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Article, Document

# 법률의 근거: 낫표로 인용한 법령, 약칭 뒤의 조, "관계 법령"
_STATUTE = re.compile(
    r"「[^「」\n]*(?:법|법률|령|규정|헌법)(?: 시행령| 시행규칙)?」|같은 (?:법|영)(?<![가-힣]...[법영])"
    r"|(?P<short>[법영령] ?(?:시행령 ?)?제\d)|법령(?<!다른 법령)|법률(?:에|로|의|이|과)|상위법"
)
_SHORT = re.compile(r"(?<![가-힣])(?:[가-힣]{1,12}법|법|영|령|시행령)$")
# 의무를 나타내는 서술어. "하여야 한다"ㆍ"해야 한다"ㆍ"아니 된다"ㆍ"할 수 없다"ㆍ"금지한다" 따위
MODAL = re.compile(
    r"야 ?(?:한다|하며|하고|하되|할 의무|된다)|아니 ?(?:된다|되며|되고)|안 ?(?:된다|되며|되고)|수 없(?:다|으며|고)|금지(?:한다|된다|하며)"
    r"|반드시 [^.\n]{0,40}?한다(?=[.\n]|$)|도록 한다(?=[.\n]|$)"
    r"|지 못한다|의무(?:를|가) (?:진다|지며|있다|부담)"
    r"|한다(?<=(?:제출|신고|등록|보고|납부|게시|부착|비치|이수|이행|준수|가입)한다)(?=[.\n]|$)"
    r"|받는다(?<=(?:허가|승인|인가|인증|검사|교육|지정)[을를] 받는다)"
)
_PARTICLE = r"(?:은|는|도)(?=[ ,])"
_PRIVATE = (
    r"사업자등?|기업(?:등|인)?|업체|업소|업자|(?<![가-힣])(?:시민|주민|도민|군민|구민|국민)(?:등)?|지역 주민|이용자|소유자|점유자"
    r"|(?<!총괄)(?<!업무)(?<!담당)(?<!실무)(?<!사업)관리자|사용자|운영자|영업자|판매자|제조자|제공자|개발자|공급자|설치자|생산자|유통인|배출자|체납자|운전자|보행자|위반자|거주자|세입자|창업자|제작자"
    r"|마트|백화점|편의점|대규모점포|준대규모점포|약국|음식점|식당|호텔|주유소|학원|공장|플랫폼|건축주|건물주|소유주|사업주|업주|견주|농장주|임차인|임대인|상인|시공자|시행자|중개사|(?<![가-힣])(?:법인|단체|협회|조합|회사|은행|언론사)"
    r"|(?:기관|법인|협회|시민|민간)ㆍ?단체|도매시장법인|시장도매인|보호자|부모|청소년|학생|방문객|관람객|관광객|입주자|입주기업|관리주체"
    r"|세대주|종사자|근로자|사용인|농업인|어업인|농가|모든 사람| 사람|(?<=[가-힣] )자|병원|의료기관|어린이집|유치원|복지시설|요양시설|숙박시설|사업장|영업장|점포|[가-힣](?<![확승원요할라자신증본사])인|(?<![가-힣])시설의 장"
)
_PUBLIC = (
    r"(?:시|군|구|도|청|과|국|소|원|관|서|실|부서|팀|사)장|군수|지사|교육감|(?<![가-힣])(?:시|군|구|도)|의 장|위원장?|위원회|협의회|심의회"
    r"|공무원|직원|간사|담당관|책임관|감사|이사장?|의원|의회|의장|센터|진흥원|재단|공단|공사|평가단|자문관|변호사|옴부즈만|조사관|장관|국가"
    r"|행정기관|지방자치단체|교육청|교육지원청|교육장|경찰서|경찰청|소방서|법원|검찰청?|정부|(?:경기|강원|충청?[남북]|전라?[남북]|경상?[남북]|제주|자치)도|대학|학교|공공기관|기관"
)
_ACTOR = re.compile(
    rf"(?P<private>{_PRIVATE})(?:\([^()\n]*\))?{_PARTICLE}|(?P<public>{_PUBLIC})(?:\([^()\n]*\))?{_PARTICLE}"
)
_ANYBODY = re.compile(r"누구(?:든지|라도|나)|(?:모든|어떠한|어떤) (?:사람|자)(?:도|은|는)")
_AT_A_PLACE = re.compile(
    r"(?:공원|도로|거리|광장|하천|해수욕장|산림|지역|구역|장소|정류소|골목)(?:과|와|ㆍ)?[^.\n]{0,12}에서(?:는|의)?"
)
_FORBIDS = ("금지", "아니", "안 ")
_ENTERS = re.compile(
    rf"(?P<who>{_PRIVATE})(?:이|가) [^.\n]{{0,60}}?(?:려면|려는 (?:경우|때)|고자 (?:하는 (?:경우|때)|할 때)|하는 때)(?:에는|에)?"
)
# 스스로 들어온 관계: 위탁ㆍ보조ㆍ사용허가ㆍ위촉ㆍ신청ㆍ참여. 의무를 지우는 데 법률의 위임이 필요 없다
_JOINED = re.compile(
    r"수탁|위탁|보조사업|보조금|교부|지원(?:을|금을|비를)? ?(?:받|신청)|지원 ?대상|지원금|선정된|협약|계약|위촉|위원|임대차?|대부|대관|사용(?:을 )?허가"
    r"|허가받은|이용(?:을)?하려|(?:시설|공간|장비|센터)(?:을|를) (?:이용|사용)하|사용(?:을)?하려|사용료|이용료|관람료|신청|응모|참가|참여(?:하|한|자)|(?:보조|수탁|지원|선정|참여|협약|대상)$|입주|교육생|수강|수료|회원|수상|수여|증서|포상|표창|추천"
    r"|청구인|청구하려|제안|제출하려|제출한|후보|자문|강사|봉사자|출자ㆍ출연|출연기관|공무원|직원|임직원|근무|종사|대여|융자|보상금|장학|수혜|수급|인증(?:을|서를)? ?받은"
    r"|지정(?:을)? ?받은|지정된|변상|반환|납부|임용|상담(?!업)|조사원|평가(?:를)? ?(?:받|하)|(?<!인)증(?:을|를) (?:받|발급)|요구한|의뢰"
)
_SOFT = re.compile(
    r"(?:노력|협력|협조|적극(?:적으로)? (?:참여|동참)|존중|배려|힘써|힘쓰|앞장|기여|애써|관심을|함양|주의)[^.\n]{0,8}$"
)
_FACILITY = re.compile(r"(?:설치|운영|관리|이용|사용|개방)")
_USED = re.compile(
    r"^.{0,14}(?:시설물?|장비|공간|회의실|도서|물품|자전거|비품|전시물|자료)(?:을|를|의|이|가|에서|에|과|와)(?: |$)"
)
_USERS = frozenset({"이용자", "사용자", "방문객", "관람객", "입주자"})


class Duty(NamedTuple):
    """A sentence that obliges: its span, where its predicate stands, who is obliged, and what a statute has to do with it.

    ``subject`` is ``private``, ``public``, ``anybody`` or "" (not said); ``who`` are its words; ``joined`` whether it
    stands in a relation it entered itself (수탁자, 보조사업자, 신청인 …); ``soft`` for 노력ㆍ협력 and the like.
    """

    start: int
    end: int
    modal: tuple[int, int]
    subject: str
    who: str
    actor: tuple[int, int]
    joined: bool
    soft: bool
    basis: str
    article: Article | None


class Authority:
    """What the sentences of a document oblige whom to, with places in ``document.words``."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = document.words
        self.plain = document.words.plain

    @cached_property
    def _statutes(self) -> list[int]:
        text = self.words.text
        found = []
        for match in _STATUTE.finditer(text):
            start = match.start()
            if match["short"]:
                name = _SHORT.search(text, max(0, start - 12), start + 1)
                if name is None:
                    continue
                start = name.start()
            found.append(start)
        return found

    @cached_property
    def _articles(self) -> list[int]:
        return [article.start for article in self.document.articles]

    @cached_property
    def delegated(self) -> bool:
        """Whether the ordinance says it regulates what a statute has delegated to it (위임된 사항)."""
        purpose = [each for each in self.document.articles[:2] if "purpose" in each.kinds]
        return any("위임" in each.text or "에서 정한 사항" in each.text for each in purpose)

    def cited(self, start: int, end: int) -> bool:
        """Whether a statute is cited between two places."""
        index = bisect_left(self._statutes, start)
        return index < len(self._statutes) and self._statutes[index] < end

    def article(self, position: int) -> Article | None:
        """Return the article of the body that a place is in."""
        index = bisect_right(self._articles, position) - 1
        while index >= 0:
            article = self.document.articles[index]
            if article.start <= position < article.end:
                return article
            if article.end > article.start:
                return None
            index -= 1
        return None

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the span of the sentence that a place is in."""
        first, last = self.words.unit(position)
        end = self.plain.find("다.", position, last)
        while end >= 0 and end + 2 < last and not (self.plain[end + 2].isspace() or self.plain[end + 2] == "다"):
            end = self.plain.find("다.", end + 2, last)
        start = self.plain.rfind("다. ", first, position)
        return (first if start < 0 else start + 3), (last if end < 0 else end + 2)

    def paragraph(self, position: int) -> tuple[int, int]:
        """Return the span of the paragraph (항) a place is in, its items included, else of its unit."""
        first, last = self.words.unit(position)
        article = self.article(position)
        index = bisect_right(self.words.starts, position) - 1
        path = self.words.paths[index]
        if article is None or path is None or len(path) <= len(article.path):
            return first, last
        top = path[: len(article.path) + 1]
        if at(self.document.ordinance, top).level is not PARAGRAPH:
            return article.start, article.end
        low = index
        while low and (self.words.paths[low - 1] or ())[: len(top)] == top:
            low -= 1
        return self.words.starts[low], last

    def basis(self, start: int, end: int) -> str:
        """Return where a statute is cited for a sentence: sentence, paragraph, article, whole, or "" for nowhere."""
        if self.cited(start, end):
            return "sentence"
        if self.cited(*self.paragraph(start)):
            return "paragraph"
        article = self.article(start)
        if article and self.cited(article.start, article.end):
            return "article"
        return "whole" if self.delegated else ""

    @cached_property
    def duties(self) -> list[Duty]:
        """The sentences that oblige somebody, in order."""
        return [duty for match in MODAL.finditer(self.plain) if (duty := self._duty(match))]

    def _duty(self, match: re.Match[str]) -> Duty | None:
        start, end = self.sentence(match.start())
        subject, who, actor = self.subject(start, match.start())
        if not subject:
            return None
        clause = self.plain[start : match.start()]
        joined = subject != "public" and self._joined(actor, match.end())
        soft = bool(_SOFT.search(clause))
        basis = "" if subject == "public" else self.basis(start, end if match[0].endswith("다") else match.end())
        return Duty(start, end, match.span(), subject, who, actor, joined, soft, basis, self.article(start))

    def subject(self, start: int, end: int) -> tuple[str, str, tuple[int, int]]:
        """Return who a predicate at ``end`` is said of: the last topic before it that can act."""
        found = _last_actor(self.plain, start, end)
        anybody = _ANYBODY.search(self.plain, start, end)
        if anybody and (found is None or found.start() <= anybody.start()):
            return "anybody", anybody[0], anybody.span()
        if found:
            name = "private" if found["private"] else "public"
            return name, found[name].strip(), found.span(name)
        if enters := _ENTERS.search(self.plain, start, end):
            return "private", enters["who"].strip(), enters.span("who")
        place = _AT_A_PLACE.search(self.plain, start, end) if self.plain.startswith(_FORBIDS, end) else None
        return ("anybody", place[0], place.span()) if place else ("", "", (start, start))

    def _joined(self, actor: tuple[int, int], end: int) -> bool:
        """Whether the words that describe an actor, or its article's heading, say that it entered a relation itself."""
        first, _ = self.words.unit(actor[0])
        before = self.plain[max(first, actor[0] - 45) : actor[0]]
        if _JOINED.search(before):
            return True
        article = self.article(actor[0])
        heading = article.heading if article else ""
        if _JOINED.search(heading):
            return True
        word = self.plain[slice(*actor)]
        if word.strip() not in _USERS:
            return word.strip() == "입주기업"
        return _FACILITY.search(self.document.ordinance.title) is not None or bool(
            _USED.match(self.plain[actor[1] : end])
        )


_KNOWN: WeakKeyDictionary[Document, Authority] = WeakKeyDictionary()


def authority(document: Document) -> Authority:
    """Return what is known of the duties of a document; worked out once."""
    known = _KNOWN.get(document)
    if known is None:
        known = _KNOWN[document] = Authority(document)
    return known


_TOPIC = re.compile("[은는도][ ,]")
_LONGEST = 14


def _last_actor(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last actor between two places: looked for before each 은, 는 and 도 from the end, which is faster."""
    for topic in reversed(list(_TOPIC.finditer(text, start, end))):
        stop = topic.start() + 1
        low = start if text[stop - 2] == ")" else max(start, stop - _LONGEST)
        found = last(_ACTOR, text, low, min(stop + 1, end))
        if found and found.end() == stop:
            return found
    return None


def last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last match of an expression between two places."""
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found


def private_duties(document: Document) -> Iterator[Duty]:
    """Yield the duties of people and businesses that no statute is cited for in the same paragraph."""
    for duty in authority(document).duties:
        if duty.subject in ("private", "anybody") and duty.basis not in ("sentence", "paragraph"):
            yield duty
