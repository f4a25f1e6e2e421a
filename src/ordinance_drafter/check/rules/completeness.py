"""STR005 and STR006: provisions an ordinance must have, or had better have, by the clause set on its subject.

What they are is data: ``titles`` and ``missing`` of the requirements.yaml of each set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.coverage import Coverage, Requirement, coverage, load_requirements, set_for

_WHOLE = """고양시 인공지능산업 육성 조례

제1조(목적) 이 조례는 인공지능산업의 육성에 필요한 사항을 규정함을 목적으로 한다.
제2조(정의) 이 조례에서 사용하는 용어의 뜻은 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」 제2조에서 정하는 바에 따른다.
제3조(시장의 책무) 고양시장(이하 “시장”이라 한다)은 인공지능산업을 키우는 시책을 마련해야 한다.
제4조(다른 조례와의 관계) 인공지능산업의 육성에 관하여 다른 조례에 특별한 규정이 없으면 이 조례에 따른다.
제5조(기본계획) 시장은 인공지능산업 육성 기본계획을 5년마다 수립하여 시행해야 한다.
제6조(실태조사) 시장은 인공지능산업의 실태를 조사할 수 있다.
제7조(지원사업) ① 시장은 다음 각 호의 사업을 추진할 수 있다.
1. 인공지능기술의 개발
2. 인공지능기업의 유치
② 시장은 제1항 각 호의 사업을 하는 기업에 예산의 범위에서 비용을 지원할 수 있다.
제8조(위원회) 시장은 인공지능산업에 관한 사항을 심의하기 위하여 고양시 인공지능위원회를 둔다.
제9조(사무의 위탁) 시장은 제7조에 따른 사업을 관련 기관에 위탁할 수 있다.
제10조(협력체계) 시장은 대학, 연구기관 등과 협력체계를 마련할 수 있다.

부칙
이 조례는 공포한 날부터 시행한다.
"""


def without(*articles: str) -> str:
    """Return the example without the articles whose lines begin so."""
    return "\n".join(line for line in _WHOLE.split("\n") if not line.startswith(articles))


@cache
def _wanted(set_id: str) -> tuple[Requirement, ...]:
    """Return what ordinances of a set should have, with what may stand for it."""
    rows = load_requirements(set_id)
    asked = {name for each in rows if each.missing for name in (each.id, *each.instead)}
    return tuple(each for each in rows if each.id in asked)


def _missing(document: Document, severity: str) -> Iterator[Requirement]:
    """Yield what an ordinance lacks of what those on its subject should have; nothing when no set is on its subject."""
    set_id = set_for(document.ordinance.title)
    if not set_id:
        return
    found: Coverage | None = document.__dict__.get("_completeness")
    if found is None:
        found = document.__dict__["_completeness"] = coverage(document.ordinance, _wanted(set_id))
    for each in _wanted(set_id):
        if each.missing == severity and not found[each.id].has_it and not found[each.id].instead:
            yield each


@rule(
    "STR005",
    "error",
    "꼭 있어야 할 조문",
    basis="인공지능산업 조례 14개의 대조(13개 이상에 있음), 창업 지원 조례 5개의 대조, 「지방재정법」 제17조제1항",
    why="인공지능산업 조례에는 목적, 정의, 책무, 기본계획, 지원사업, 재정지원의 근거, 시행일이 있어야 한다. 재정지원은 지원사업 조문의 한 항으로 두어도 된다. 다른 분야는 그 조문 묶음의 규정 목록(missing)을 따른다.",
    bad=(without("제5조"), without("②")),
    good=(
        _WHOLE,
        "고양시 도서관 조례\n\n제1조(목적) 이 조례는 도서관의 운영에 필요한 사항을 규정함을 목적으로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
    ),
    in_force="info",
)
def required_provisions(document: Document) -> Iterator[Found]:
    for each in _missing(document, "error"):
        severity = "" if re.search(each.missing_in, document.ordinance.title) else "info"
        yield Found(f"꼭 있어야 할 규정이 없습니다: {each.label}. 조문을 두십시오.", severity=severity)


@rule(
    "STR006",
    "info",
    "있으면 좋은 조문",
    basis="인공지능산업 조례 14개와 창업 지원 조례 5개의 대조(흔히 두는 조문)",
    why="다른 조례와의 관계, 실태조사, 위원회나 그 대행, 위탁, 협력체계는 인공지능산업 조례가 흔히 두는 조문이다. 두지 않으려면 까닭이 있는지 살핀다.",
    bad=(without("제6조"), without("제9조")),
    good=(
        _WHOLE,
        _WHOLE.replace(
            "제8조(위원회) 시장은 인공지능산업에 관한 사항을 심의하기 위하여 고양시 인공지능위원회를 둔다.",
            "제8조(위원회의 대행) 이 조례에 따른 위원회의 기능은 「고양시 데이터기반행정 활성화에 관한 조례」에 따른 고양시 데이터기반행정위원회가 대행한다.",
        ),
    ),
)
def recommended_provisions(document: Document) -> Iterator[Found]:
    for each in _missing(document, "info"):
        yield Found(f"흔히 두는 규정이 없습니다: {each.label}. 필요한지 살피십시오.")
