"""What kind of document a text is, and what each of its articles is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ordinance_drafter.finding import Reading
from ordinance_drafter.model import Provision, articles

# 조문의 종류: 제목의 꼴. 한 조문이 여러 종류일 수 있다. 본문으로 아는 것은 아래의 식
_BY_HEADING: tuple[tuple[str, str], ...] = (
    ("purpose", r"^목적(?=$|[ㆍ과와,]| 및| 등)|^(?:제정|설치|설립)?의? ?목적$"),
    ("principles", r"기본 ?(?:이념|원칙|방향)|^이념"),
    ("definitions", r"^(?:용어의? ?)?정의(?=$|[ㆍ와,]| 및| 등)|용어의 (?:뜻|정의)|^용어$"),
    ("duty", r"책무|책임과 의무"),
    ("scope", r"적용 ?(?:범위|대상)"),
    ("relation", r"다른 (?:조례|법령|법규|법률|규정|자치법규)[^)]*관계|(?:조례|법령|규칙)(?:과|와)의 관계"),
    (
        "basic_plan",
        r"(?:기본|종합|실행|육성|진흥|발전|활성화|중장기|지원|추진|활용|촉진)\s?계획|^(?!.*(?:시행|연도))[가-힣ㆍ ]*계획의 수립",
    ),
    ("annual_plan", r"시행\s?계획|연도별 ?계획|연차별"),
    ("survey", r"실태\s?조사|현황\s?조사"),
    ("policy", r"시책|정책의 (?:수립|추진|방향)"),
    ("support", r"지원|사업|육성|진흥|촉진|조성"),
    ("committee", r"위원회|협의회|심의회|자문단"),
    ("fund", r"기금"),
    (
        "financial_support",
        r"재정\s?(?:상의? ?)?지원|경비(?:의|등의| 등의)? ?(?:지원|보조)|보조금|비용(?:의| 등의)? ?(?:지원|보조)|재정적 지원"
        r"|예산(?:의)? ?지원|사업비(?:의| 등의)? ?(?:지원|보조)|자금(?:의)? ?지원",
    ),
    ("entrustment", r"위탁|대행"),
    ("delegation", r"위임"),
    ("cooperation", r"협력|협의체|연계"),
    ("awards", r"포상|표창"),
    ("confidentiality", r"비밀"),
    ("enforcement_rule", r"시행\s?규칙"),
    ("sunset", r"존속\s?기한|유효\s?기간"),
    ("penalty", r"^과태료|^벌칙|^양벌|^과징금"),
)
_HEADINGS = [(kind, re.compile(pattern)) for kind, pattern in _BY_HEADING]
_ABOUT_COMMITTEE = re.compile(
    r"^(?:구성|위원의|위원장|임기|해촉|위촉|회의|간사|제척|수당|기능|분과|소위원회|운영세칙|운영|의견|직무)"
)
_LEAVES_TO_RULE = re.compile(
    r"이 (?:조례|법)[를의]? ?시행[^.\n]{0,20}필요한 사항은 (?:[^.\n]{1,12}[이가] )?규칙으로 정한다"
)
_SETS_UP_COMMITTEE = re.compile(r"(?:위원회|협의회|심의회)(?:\(이하[^)]*\))?(?:를|을) (?:설치|구성|운영|둔다|둘 수)")


@lru_cache(maxsize=4096)  # few headings are of one ordinance alone
def _kinds_by_heading(heading: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _HEADINGS if pattern.search(heading))


def kinds_of(article: Provision, text: str) -> frozenset[str]:
    """Return what an article is about, by its heading and words.

    Args:
        article: the article.
        text: all its words.
    """
    if article.deleted:
        return frozenset({"deleted"})
    heading = article.heading.strip("() ")  # some files hold the heading in two pairs of parentheses
    found = set(_kinds_by_heading(heading))
    if _SETS_UP_COMMITTEE.search(text):
        found |= {"committee", "committee_setup"}
    if "규칙으로 정한다" in text and len(text) < 80 and _LEAVES_TO_RULE.search(text):
        found.add("enforcement_rule")
    if _ABOUT_COMMITTEE.match(heading) and "위원" in text:
        found.add("committee")
    return frozenset(found)


_AMENDS_WHOLE = re.compile(r"전부를?\s*(?:다음과 같이\s*)?개정|전부개정(?:조례|규칙)")
_AMENDS_PART = re.compile(r"일부를?\s*(?:다음과 같이\s*)?개정|일부개정(?:조례|규칙)")
_NOTE = re.compile(r"<(?:개정|신설|삭제)\s?\d{4}|[<\[](?:전문|본조)(?:개정|신설)")
_REPEALS = re.compile(r"폐지(?:조례|규칙)|(?:을|를) (?:다음과 같이 )?폐지한다")


_ENACTS = re.compile(r"제정|(?:조례|규칙)\s?\(?안")


def _bare(title: str) -> str:
    return re.sub(r"[\sㆍ·]", "", title)


def document_kind(reading: Reading, in_force: Sequence[str] = ()) -> str:
    """Return which kind of document was read.

    A whole text with exactly the title of an ordinance there is already (``in_force``) that does not call itself
    new is taken for its whole amendment.

    A law site's copy, a text with a promulgation number, and a text that shows traces of amendment (notes, deleted
    units, branch numbers) is in force; a bill says itself what it is; anything else is a text to be enacted.
    """
    ordinance = reading.ordinance
    head = f"{ordinance.title}\n{ordinance.preamble}"
    for part in reading.parts:
        if part.name in ("표지", "번호와 개정문", "제안이유"):
            head += "\n" + "\n".join(reading.source[part.line - 1 : part.last])
    if not ordinance.promulgated and not (ordinance.number and _was_amended(reading)):
        for pattern, kind in (
            (_AMENDS_WHOLE, "whole_amendment"),
            (_AMENDS_PART, "partial_amendment"),
            (_REPEALS, "repeal"),
        ):
            if pattern.search(head):
                return kind
        if not _was_amended(reading):
            again = any(_bare(title) == _bare(ordinance.title) for title in in_force)
            return "whole_amendment" if again and not _ENACTS.search(head) else "enactment"
    return "in_force"


def _was_amended(reading: Reading) -> bool:
    ordinance = reading.ordinance
    if ordinance.effective is not None or reading.format == "xml":
        return True
    if any(addenda.label for addenda in ordinance.addenda):
        return True
    if any(_NOTE.search(line) for line in reading.source if "<" in line or "[" in line):
        return True
    return any(unit.deleted or unit.note for _, unit in articles(ordinance))
