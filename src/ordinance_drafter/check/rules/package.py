"""Structural rules about 의안 묶음: they speak only of a bill with its papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.papers import (
    COSTS,
    COVER,
    GOOD_BILL,
    NOT_IN_FORCE,
    NOTES,
    POINTS,
    REASON,
    TEXT,
    Line,
    papers_of,
)
from ordinance_drafter.check.rule import Found, rule
from ordinance_drafter.korean import attach
from ordinance_drafter.refs import scan


def _at(line: Line | None, message: str, severity: str = "") -> Found:
    return Found(message, line=line.number if line else None, field="part", severity=severity)


@rule(
    "PKG001",
    "error",
    "표지의 항목",
    basis="「지방자치법」 제76조; 표지의 배열은 관행(확인하지 못함)",
    why="의안의 표지에는 의안번호(빈칸), 제출연월일이나 발의연월일, 제출자나 발의자를 적는다.",
    bad=GOOD_BILL.replace("제출자: 고양시장\n", ""),
    good=GOOD_BILL,
    documents=NOT_IN_FORCE,
)
def cover_items(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if not papers.is_bill or papers.is_notice_only:
        return
    missing = [
        name
        for name, pattern in (
            ("의안번호", r"의\s*안\s*번\s*호"),
            ("제출연월일(발의연월일)", r"(?:제\s*출|발\s*의)\s*(?:연\s*월\s*일|일)"),
            ("제출자(발의자)", r"제\s*출\s*자|발\s*의\s*자|제\s*안\s*자|의원\s*(?:대표)?\s*발의"),
        )
        if not papers.has(pattern)
    ]
    if missing:
        found = len(missing) < 3
        words = ", ".join(missing)
        yield Found(f"표지에 {attach(words, '이/가')} 없습니다.", field="part", severity="" if found else "warning")


@rule(
    "PKG002",
    "error",
    "의원발의의 부제",
    basis="「지방자치법」 제76조제4항",
    why="의원이 발의하는 조례안은 제명의 부제로 발의한 의원의 성명을 적는다. 둘 이상이면 대표발의한 의원 한 명을 적는다.",
    bad=GOOD_BILL.replace(
        "제출연월일: 2027. 2. 1.\n제출자: 고양시장", "발의연월일: 2027. 2. 1.\n발의자: 홍길동 의원 등 5명"
    ),
    good=GOOD_BILL.replace(
        "고양시 보기 조례안\n제출연월일: 2027. 2. 1.\n제출자: 고양시장",
        "고양시 보기 조례안\n(홍길동 의원 대표발의)\n발의연월일: 2027. 2. 1.\n발의자: 홍길동 의원 등 5명",
    ),
    documents=NOT_IN_FORCE,
)
def names_of_members(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if (
        papers.is_bill
        and papers.by_members
        and not papers.has(r"\([^()]{2,20}의원\s*(?:등\s*\d+\s*[명인]\s*)?(?:대표)?\s*발의[^()]{0,12}\)")
    ):
        yield _at(
            papers.find(r"발\s*의\s*자"),
            "의원발의 조례안에 부제가 없습니다. 제명 아래에 (○○○ 의원 대표발의)처럼 적으십시오.".replace("○○○", "이름"),
        )


_ORDER = ("제안이유", "주요내용", "참고사항", "번호와 개정문", "신ㆍ구조문대비표", "비용추계서", "관계 법령")


@rule(
    "PKG003",
    "error",
    "의안의 차례",
    basis="법제처 「자치법규 입안 길라잡이」 350쪽; 세부는 관행(확인하지 못함)",
    why="의안은 제안이유, 주요내용, 참고사항, 본문, 대비표, 비용추계서, 관계 법령의 차례로 묶는다.",
    bad=COVER
    + "1. 주요내용\n가. 보기의 지원을 정함(안 제2조).\n\n2. 제안이유\n보기에 관한 사항을 정하려는 것임.\n\n"
    + NOTES
    + TEXT
    + COSTS,
    good=GOOD_BILL,
    documents=NOT_IN_FORCE,
)
def order_of_papers(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if not papers.is_bill or papers.is_notice_only:
        return
    if papers.part("주요내용") and document.articles and not papers.has(r"이\s*유|필요성|배경|목적"):
        yield Found("제안이유가 없습니다. 주요내용 앞에 두십시오.", line=papers.first_line("주요내용"), field="part")
    elif papers.part("제안이유") and document.articles and not papers.has(r"주\s*요\s*(?:내\s*용|골\s*자)"):
        yield Found("주요내용이 없습니다. 제안이유 다음에 두십시오.", line=papers.first_line("제안이유"), field="part")
    places = [(line, name) for name in _ORDER if (line := papers.place(name))]
    for (line, name), (after, next_name) in pairwise(places):
        if line > after:
            yield Found(
                f"{attach(name, '이/가')} {next_name}보다 뒤에 있습니다. {name}, {next_name}의 차례로 두십시오.",
                line=line,
                field="part",
            )
            return


_POINT_REF = re.compile(r"\(안\s*(?P<refs>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_ARTICLE = re.compile(r"제(\d+)조(?:의(\d+))?")


def _numbers(words: str) -> Iterator[tuple[int, int]]:
    """Yield the articles that (안 제2조부터 제4조까지) names, ranges filled."""
    for mention in scan(words):
        first = next((number for level, number in mention.ref.steps if level.name == "article"), None)
        last = next((number for level, number in mention.ref.until if level.name == "article"), None)
        if first and last and not first.branch and not last.branch and first.main < last.main < first.main + 300:
            yield from ((main, 0) for main in range(first.main, last.main + 1))
        elif first:
            yield first.main, first.branch


@rule(
    "PKG004",
    "error",
    "주요내용과 조문",
    basis="관행(확인하지 못함)",
    why="주요내용은 항목마다 어느 조문의 내용인지 (안 제○조)로 밝힌다. 조문의 번호가 바뀌면 여기가 가장 먼저 어긋난다.",
    bad=(GOOD_BILL.replace("(안 제2조)", "(안 제25조)"), GOOD_BILL.replace("(안 제2조)", "")),
    good=GOOD_BILL,
    documents=NOT_IN_FORCE - {"partial_amendment", "repeal"},
)
def main_points_name_articles(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    points = list(papers.main_points())
    if not papers.is_bill or not points or not document.articles:
        return
    known = {
        (each.provision.number.main, each.provision.number.branch): each
        for each in document.articles
        if each.provision.number
    }
    covered: set[tuple[int, int]] = set()
    for line in points:
        marks = [match["refs"] for match in _POINT_REF.finditer(line.text)]
        if not marks:
            yield _at(line, "주요내용의 항목에 어느 조문의 것인지가 없습니다. 끝에 (안 제2조)처럼 적으십시오.")
        for number in (number for words in marks for number in _numbers(words)):
            covered.add(number)
            if number not in known and "부칙" not in "".join(marks):
                name = f"제{number[0]}조" + (f"의{number[1]}" if number[1] else "")
                yield _at(
                    line, f"주요내용이 가리키는 {attach(name, '이/가')} 조례안에 없습니다. 조문의 번호와 맞추십시오."
                )
        yield from _of_another_article(document, line, {number for words in marks for number in _numbers(words)})
    silent = frozenset({"purpose", "definitions", "enforcement_rule", "relation", "deleted"})
    usual = frozenset({"duty", "scope", "confidentiality", "awards", "cooperation"})
    left = [
        document.address(each.path)
        for number, each in known.items()
        if number not in covered and not each.kinds & silent
    ]
    core = any(not each.kinds & (silent | usual) for number, each in known.items() if number not in covered)
    if covered and left:
        named = ", ".join(left[:6]) + (f" 등 {len(left)}개 조" if len(left) > 6 else "")
        yield _at(points[-1], f"주요내용에 나오지 않는 조문이 있습니다: {named}.", "warning" if core else "info")


_MATTERS = (
    "실태조사",
    "기본계획",
    "시행계획",
    "종합계획",
    "위원회",
    "위탁",
    "포상",
    "기금",
    "협력체계",
    "비밀",
    "실증",
    "센터",
)


def _of_another_article(document: Document, line: Line, numbers: set[tuple[int, int]]) -> Iterator[Found]:
    """Yield a main point whose articles say nothing of what it is about, when another article is headed by it."""
    articles = [each for each in document.articles if each.provision.number]
    named = [
        each
        for each in articles
        if each.provision.number and (each.provision.number.main, each.provision.number.branch) in numbers
    ]
    for word in _MATTERS:
        if word not in line.text or not named or any(word in f"{each.heading} {each.text}" for each in named):
            continue
        headed = [each for each in articles if word in each.heading.replace(" ", "")]
        if headed and len(named) == len(numbers):
            told = f"{headed[0].provision.label}({headed[0].heading})"
            yield _at(
                line,
                f"주요내용의 “{word}”에 적은 조 번호가 맞지 않습니다. {attach(told, '을/를')} 가리키려던 것이 아닌지 확인하십시오.",
            )
            return


_TITLE = re.compile(r"「([^「」]{2,80})」")


@rule(
    "PKG005",
    "warning",
    "관계 법령의 목록",
    basis="「고양시 자치법규 입법에 관한 조례」 제5조제1항",
    why="참고사항의 관계 법령은 본문이 인용한 법령과 같아야 한다.",
    bad=GOOD_BILL.replace("가. 관계 법령\n「지방자치법」", "가. 관계 법령\n「지방재정법」"),
    good=GOOD_BILL,
    documents=NOT_IN_FORCE - {"partial_amendment"},
)
def list_of_statutes(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    notes = papers.part("참고사항")
    start = next((i for i, line in enumerate(notes) if re.search(r"관\s*계\s*법\s*령", line.text)), None)
    if not papers.is_bill or start is None:
        return
    end = next(
        (i for i, line in enumerate(notes[start + 1 :], start + 1) if re.match(r"\s*[가-하]\.\s", line.text)),
        len(notes),
    )
    listed = {title for line in notes[start:end] for title in _TITLE.findall(line.text)}
    cited = {
        each.ref.statute
        for each in document.mentions
        if each.path[0] == 0 and len(each.ref.statute) > 2 and not each.ref.statute.endswith(("조례", "규칙"))
        and f"「{each.ref.statute}」" in document.words.text
    }  # fmt: skip
    missing = sorted(cited - listed)
    none = any(re.search(r"없음|해당 ?사항", line.text) for line in notes[start:end])
    if (listed or none) and missing:
        named = ", ".join(f"「{title}」" for title in missing)
        yield _at(notes[start], f"본문이 인용한 법령이 관계 법령의 목록에 없습니다: {named}.")


@rule(
    "PKG006",
    "error",
    "비용추계서 또는 미첨부 사유",
    basis="「지방자치법」 제78조; 「고양시 의안의 비용추계에 관한 조례」 제3조ㆍ제4조",
    why="비용이 드는 조례안에는 비용추계서를 붙인다. 붙이지 않으려면 그 사유를 적은 서류를 붙인다.",
    bad=COVER + REASON + POINTS + NOTES.replace("별첨 비용추계서 참조", "없음") + TEXT,
    good=GOOD_BILL,
    documents=NOT_IN_FORCE - {"partial_amendment", "repeal"},
)
def costs(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if not papers.is_bill or papers.is_notice_only or not papers.spending or papers.first_line("비용추계서"):
        return
    if papers.has(r"미\s?첨부|비용추계서?\s*(?:의\s*)?생략|추계서를? (?:붙이지|첨부하지)"):
        return
    named = ", ".join(papers.spending[:4]) + (f" 등 {len(papers.spending)}곳" if len(papers.spending) > 4 else "")
    referred = papers.find(r"비용\s?추계")
    words = (
        "비용추계서를 참조하라고 적었으나 붙어 있지 않습니다." if referred else "비용추계서도 미첨부 사유서도 없습니다."
    )
    yield _at(referred, f"비용이 드는 조문({named})이 있는데 {words}")


@rule(
    "PKG007",
    "error",
    "대비표",
    basis="「고양시 자치법규 입법에 관한 조례」 제5조제1항제3호",
    why="일부개정에는 신ㆍ구조문대비표를, 전부개정에는 중요사항 대비표를 붙인다. 제정에는 붙이지 않는다.",
    bad=GOOD_BILL + "\n신ㆍ구조문대비표\n현행과 개정안\n",
    good=GOOD_BILL,
    documents=NOT_IN_FORCE,
)
def comparison(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if not papers.is_bill or papers.is_notice_only:
        return
    whole = papers.find(r"중\s*요\s*사\s*항\s*대\s*비\s*표")
    table = papers.first_line("신ㆍ구조문대비표")
    line = Line(table, "") if table else None
    if document.kind == "partial_amendment" and not table:
        yield Found("일부개정안에 신ㆍ구조문대비표가 없습니다.", field="part")
    elif document.kind == "whole_amendment" and not whole:
        words = (
            "전부개정안에는 신ㆍ구조문대비표가 아니라 중요사항 대비표를 붙이십시오."
            if table
            else "전부개정안에 중요사항 대비표가 없습니다."
        )
        yield _at(line, words)
    elif document.kind == "enactment" and (table or whole):
        yield _at(line or whole, "제정안에는 대비표를 붙이지 않습니다. 개정안이면 제명과 개정문을 확인하십시오.")


_DAY = re.compile(r"(\d{4})\s*[.년]\s*(\d{1,2})\s*[.월]\s*(\d{1,2})\s*[.일]?")


@rule(
    "PKG008",
    "warning",
    "입법예고의 기재",
    basis="「행정절차법」 제43조; 「고양시 자치법규 입법에 관한 조례」 제9조",
    why="입법예고는 20일 이상 하고, 기간과 제출된 의견의 처리를 참고사항에 적는다.",
    bad=(
        GOOD_BILL.replace("2027. 1. 4. ~ 2027. 1. 25.", "2027. 1. 4. ~ 2027. 1. 14."),
        GOOD_BILL.replace("1) 입법예고: 2027. 1. 4. ~ 2027. 1. 25., 결과: 의견 없음\n", ""),
    ),
    good=GOOD_BILL,
    documents=NOT_IN_FORCE,
)
def public_notice(document: Document) -> Iterator[Found]:
    papers = papers_of(document)
    if not papers.is_bill or papers.by_members or not papers.part("참고사항"):
        return
    line = next((each for each in papers.part("참고사항") if re.search(r"입\s*법\s*예\s*고", each.text)), None)
    if line is None:
        yield _at(papers.part("참고사항")[0], "참고사항에 입법예고의 기간과 결과가 없습니다.")
        return
    after = [each.text for each in papers.part("참고사항") if line.number <= each.number <= line.number + 3]
    if not re.search(r"의견|결과|생략|제외|예정", " ".join(after)):
        yield _at(line, "입법예고에서 제출된 의견과 그 처리가 없습니다. 의견이 없으면 없다고 적으십시오.")
        return
    days = [_date(match) for match in _DAY.finditer(line.text)]
    known = [day for day in days if day]
    if len(known) >= 2 and (known[1] - known[0]) < 20:
        yield _at(
            line, f"입법예고의 기간이 {known[1] - known[0]}일입니다. 20일 이상이어야 하고, 줄였으면 사유를 적으십시오."
        )


def _date(match: re.Match[str]) -> int:
    from datetime import date

    try:
        return date(int(match[1]), int(match[2]), int(match[3])).toordinal()
    except ValueError:
        return 0
