"""Structural rules about 의안 묶음: what stands in 참고사항, the excerpts, who proposes, and the kind of bill."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.papers import GOOD_BILL, NOT_IN_FORCE, Line, papers_of
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import attach


def _at(line: Line | None, message: str, severity: str = "") -> Found:
    return Found(message, line=line.number if line else None, field="part", severity=severity)


_REVIEWS = (
    ("규제심사", r"규\s*제\s*심\s*사"),
    ("성별영향평가", r"성\s*별\s*영\s*향"),
    ("부패영향평가", r"부\s*패\s*영\s*향"),
)
_BLANK = re.compile(r":\s*(?:\([^()]*(?:적는다|적으|기재)[^()]*\))?\s*$")


@rule(
    "PKG009",
    "warning",
    "평가와 협의의 기재",
    basis="「성별영향평가법」 제5조제1항; 「부패방지 및 국민권익위원회의 설치와 운영에 관한 법률」 제28조제1항제3호",
    why="제출하기 전에 거쳐야 하는 심사와 평가의 결과를 참고사항에 적는다.",
    bad=GOOD_BILL.replace("3) 성별영향평가: 원안 동의\n", ""),
    good=GOOD_BILL,
    documents=NOT_IN_FORCE,
)
def reviews(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    notes = papers.part("참고사항")
    if not papers.is_bill or papers.by_members or not notes:
        return
    text = "\n".join(line.text for line in notes)
    missing = [name for name, pattern in _REVIEWS if not re.search(pattern, text)]
    if missing:
        yield _at(
            notes[0], f"참고사항에 {attach(', '.join(missing), '이/가')} 없습니다. 결과나 해당 없음을 적으십시오."
        )
    blank = [line for line in notes if re.match(r"\s*\d+\)", line.text) and _BLANK.search(line.text)]
    if blank:
        yield _at(blank[0], f"참고사항에 결과를 적지 않은 칸이 {len(blank)}개 있습니다.", "info")


@rule(
    "PKG010",
    "warning",
    "지방보조금관리위원회의 심의",
    basis="「지방자치단체 보조금 관리에 관한 법률」 제26조제2항제2호",
    why="지방보조금을 정하는 조례안은 지방보조금관리위원회의 심의를 거치고 그 결과를 적는다.",
    bad=GOOD_BILL.replace("비용을 지원할 수 있다.", "지방보조금을 교부할 수 있다."),
    good=GOOD_BILL.replace("비용을 지원할 수 있다.", "지방보조금을 교부할 수 있다.").replace(
        "4) 부패영향", "4) 지방보조금관리위원회 심의: 원안 가결\n5) 부패영향"
    ),
    documents=NOT_IN_FORCE,
)
def subsidy_committee(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    notes = papers.part("참고사항")
    if (
        papers.is_bill
        and notes
        and "지방보조금" in document.words.plain
        and not papers.has(r"보조금\s?관리\s?위원회|보조금\s?심의")
    ):
        yield _at(
            notes[0], "지방보조금 조문이 있는데 지방보조금관리위원회의 심의 결과가 없습니다. 참고사항에 적으십시오."
        )


@rule(
    "PKG011",
    "info",
    "관계 법령 발췌의 기준",
    basis="관행(확인하지 못함)",
    why="발췌한 법령이 언제의 것인지 알 수 있게 시행일과 법령의 번호를 적는다.",
    bad=GOOD_BILL + "\n관계 법령 발췌\n「지방자치법」\n제28조(조례) 조례를 제정할 수 있다는 내용\n",
    good=GOOD_BILL
    + "\n관계 법령 발췌\n「지방자치법」\n[시행 2026. 1. 1.] [법률 제12345호, 2025. 1. 1., 일부개정]\n제28조(조례) 조례를 제정할 수 있다는 내용\n",
    documents=NOT_IN_FORCE,
)
def date_of_excerpts(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    lines = papers.part("관계 법령")
    body = any(re.match(r"\s*제\d+조(?:의\d+)?\s?\(", line.text) for line in lines)
    if (
        papers.is_bill
        and body
        and not any(re.search(r"시행\s?\d{4}|(?:법률|대통령령)\s*제\d+호", line.text) for line in lines)
    ):
        yield _at(lines[0], "관계 법령 발췌에 시행일과 법령의 번호가 없습니다. 발췌한 법령마다 적으십시오.")


@rule(
    "PKG012",
    "warning",
    "제출자의 이름",
    basis="고양시 조례의 명칭 관행; 표지의 실물은 확인하지 못함",
    why="조례와 의안에는 지방자치단체의 이름인 고양시를 쓴다. 특례시는 지위이지 이름이 아니다.",
    bad=GOOD_BILL.replace("제출자: 고양시장", "제출자: 고양특례시장"),
    good=GOOD_BILL,
    documents=NOT_IN_FORCE,
)
def name_of_proposer(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    line = papers.find(r"제\s*출\s*자[^가-힣]{0,6}[가-힣]+특례시장") if papers.is_bill else None
    if line:
        yield _at(line, "제출자가 특례시장으로 적혀 있습니다. 지방자치단체의 이름으로 고양시장처럼 적으십시오.")


@rule(
    "PKG013",
    "warning",
    "의원발의와 재정부담",
    basis="「지방자치법」 제148조; 대법원 2002추16",
    why="새로운 재정부담이 따르는 조례안을 의회가 의결하려면 미리 지방자치단체의 장의 의견을 들어야 한다.",
    bad=GOOD_BILL.replace(
        "제출연월일: 2027. 2. 1.\n제출자: 고양시장",
        "(홍길동 의원 대표발의)\n발의연월일: 2027. 2. 1.\n발의자: 홍길동 의원",
    ),
    good=GOOD_BILL.replace(
        "제출연월일: 2027. 2. 1.\n제출자: 고양시장",
        "(홍길동 의원 대표발의)\n발의연월일: 2027. 2. 1.\n발의자: 홍길동 의원",
    ).replace("다. 합의\n협의 완료", "다. 합의\n시장 의견: 이견 없음"),
    documents=NOT_IN_FORCE,
)
def opinion_of_head(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if (
        papers.is_bill
        and papers.by_members
        and papers.spending
        and not papers.has(r"(?:시장|군수|구청장|도지사|단체장|집행부|집행기관)[^가-힣]{0,3}(?:의\s*)?의견")
    ):
        yield _at(
            papers.find(r"발\s*의\s*자"),
            "의원발의 조례안에 비용이 드는 조문이 있는데 시장의 의견이 없습니다. 의견을 듣고 적으십시오.",
        )


_NAMED_KIND = re.compile(r"조례\s*(전부\s?개정|일부\s?개정|폐지|제정)\s?조례안|(폐지)\s?조례안|조례안")
_KINDS = {"전부개정": "whole_amendment", "일부개정": "partial_amendment", "폐지": "repeal", "제정": "enactment"}


@rule(
    "PKG014",
    "error",
    "의안의 종류와 제명",
    basis="법제처 「자치법규 입안 길라잡이」 348~352쪽",
    why="표지와 의결 주문의 제명에 적은 의안의 종류는 개정문과 같아야 한다.",
    bad=GOOD_BILL.replace(
        "고양시 보기 조례\n\n제1조", "고양시 보기 조례\n\n고양시 보기 조례 전부를 다음과 같이 개정한다.\n\n제1조"
    ),
    good=GOOD_BILL,
    documents=NOT_IN_FORCE,
)
def kind_of_bill(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if not papers.is_bill:
        return
    enacting = "\n".join([document.ordinance.preamble, *(line.text for line in papers.part("번호와 개정문"))])
    enacting += "\n".join(
        line.text for part in document.parts("번호와 개정문") for line in [Line(*row) for row in document.lines(part)]
    )
    real = (
        "whole_amendment" if re.search(r"전부를?\s*(?:다음과 같이\s*)?개정", enacting)
        else "partial_amendment" if re.search(r"일부를?\s*(?:다음과 같이\s*)?개정", enacting)
        else "enactment" if document.articles and not papers.first_line("신ㆍ구조문대비표") else ""
    )  # fmt: skip
    words = {"whole_amendment": "전부개정조례안", "partial_amendment": "일부개정조례안", "enactment": "조례안"}
    for line in papers.part("표지"):
        match = _NAMED_KIND.search(line.text)
        if not match or not real:
            continue
        named = _KINDS[(match[1] or match[2]).replace(" ", "")] if match[1] or match[2] else "enactment"
        if named != real:
            yield _at(line, f"표지의 “{match[0]}”이 개정문과 다릅니다. “{words[real]}”으로 맞추십시오.")
            return
