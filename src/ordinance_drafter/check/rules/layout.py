"""Structural rules about 서식 (the word and pattern rules are rows of ``clause_library/rules``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.rule import DRAFTS, Found, rule
from ordinance_drafter.korean import attach
from ordinance_drafter.model import ANNEXES, Path

if TYPE_CHECKING:
    from ordinance_drafter.check.word_facts import Look

_BOOK = "법제처 「자치법규 입안 길라잡이」 348~352쪽"
_PAGE = {
    "width": ("용지 너비", 210), "height": ("용지 높이", 297), "top": ("위 여백", 16), "bottom": ("아래 여백", 16),
    "left": ("왼쪽 여백", 25), "right": ("오른쪽 여백", 25), "header": ("머리말", 12.7), "footer": ("꼬리말", 12.7),
    "gutter": ("제본", 0),
}  # fmt: skip
_NEAR_MM, _NEAR_PT = 0.6, 0.3


@rule(
    "FMT001",
    "warning",
    "용지와 여백",
    basis=_BOOK,
    why="자치법규안의 용지는 A4, 여백은 위ㆍ아래 16㎜, 왼쪽ㆍ오른쪽 25㎜, 머리말ㆍ꼬리말 12.7㎜이다. 의회가 따로 정한 서식이 있으면 그것을 따른다.",
    bad="(워드 파일) 용지 Letter, 여백 25.4㎜",
    good="(워드 파일) 용지 A4, 여백 16ㆍ25ㆍ12.7㎜",
    documents=DRAFTS,
)
def page_and_margins(document: Document) -> Iterator[Found]:
    if document.page is None or not document.page.page:
        return
    wrong = [
        f"{name} {document.page.page[key]:.1f}㎜(기준 {wanted:g}㎜)"
        for key, (name, wanted) in _PAGE.items()
        if key in document.page.page and abs(document.page.page[key] - wanted) > _NEAR_MM
    ]
    if wrong:
        yield Found(f"용지와 여백이 입안 서식과 다릅니다: {', '.join(wrong)}. 의회의 서식이 따로 있는지 확인하십시오.")


def _usual(looks: list[tuple[Path, Look]], what: str) -> tuple[object, Path] | None:
    """Return the commonest value of a property, and the first unit that has it."""
    values = [(getattr(look, what), path) for path, look in looks if getattr(look, what) is not None]
    if not values:
        return None
    common = Counter(value for value, _ in values).most_common(1)[0][0]
    return common, next(path for value, path in values if value == common)


@rule(
    "FMT002",
    "warning",
    "글자 크기",
    basis=_BOOK,
    why="본문은 14포인트, 제명은 16포인트 진하게, 부칙의 제목은 14포인트 진하게 쓴다.",
    bad="(워드 파일) 본문 11포인트",
    good="(워드 파일) 본문 14포인트, 제명 16포인트 진하게",
    documents=DRAFTS,
)
def sizes(document: Document) -> Iterator[Found]:
    page = document.page
    if page is None:
        return
    body = _usual(page.units.get("article", []), "size")
    if body and isinstance(body[0], float) and abs(body[0] - 14) > _NEAR_PT:
        yield Found(f"본문의 글자가 {body[0]:g}포인트입니다. 14포인트로 하십시오.", body[1])
    for name, size, looks in (("제명", 16, [(None, page.title)]), ("부칙의 제목", 14, page.addenda)):
        for path, look in looks:
            if look and look.size and (abs(look.size - size) > _NEAR_PT or not look.bold):
                bold = "진하게" if look.bold else "진하지 않게"
                yield Found(
                    f"{attach(name, '이/가')} {look.size:g}포인트 {bold} 되어 있습니다. {size}포인트 진하게 하십시오.",
                    path,
                    field="text" if path else "title",
                )
                break


@rule(
    "FMT003",
    "warning",
    "정렬",
    basis=_BOOK,
    why="제명, 장의 제목, 부칙의 제목은 가운데에 놓고 나머지는 양쪽으로 맞춘다.",
    bad="(워드 파일) 제명을 왼쪽에 놓음",
    good="(워드 파일) 제명을 가운데에 놓음",
    documents=DRAFTS,
)
def alignment(document: Document) -> Iterator[Found]:
    page = document.page
    if page is None:
        return
    if page.title and page.title.align != "center":
        yield Found("제명이 가운데에 있지 않습니다. 가운데로 맞추십시오.", field="title")
    for name, looks in (("부칙의 제목", page.addenda), ("장의 제목", page.units.get("chapter", []))):
        path = next((path for path, look in looks if look.align != "center"), None)
        if path:
            yield Found(f"{attach(name, '이/가')} 가운데에 있지 않습니다. 가운데로 맞추십시오.", path)
    body = _usual(page.units.get("article", []), "align")
    if body and body[0] not in ("both", "distribute"):
        yield Found("본문이 양쪽 맞춤이 아닙니다. 양쪽으로 맞추십시오.", body[1])


@rule(
    "FMT004",
    "warning",
    "줄 간격",
    basis=_BOOK,
    why="본문의 줄 간격은 230퍼센트이다. 워드의 배수는 글꼴의 줄 높이에 곱하므로 눈에 띄게 좁은 것만 본다.",
    bad="(워드 파일) 줄 간격 1줄",
    good="(워드 파일) 줄 간격 230퍼센트에 가까운 값",
    documents=DRAFTS,
)
def line_spacing(document: Document) -> Iterator[Found]:
    body = _usual(document.page.units.get("article", []), "line") if document.page else None
    if body and isinstance(body[0], float) and body[0] < 1.5:
        yield Found(f"본문의 줄 간격이 글자의 {body[0]:.0%}쯤입니다. 230퍼센트에 맞추십시오.", body[1])


@rule(
    "FMT005",
    "warning",
    "내어쓰기",
    basis=_BOOK,
    why="호와 목은 단계마다 더 들여 써서 어느 것에 딸린 것인지 보이게 한다.",
    bad="(워드 파일) 호와 목을 들여 쓰지 않음",
    good="(워드 파일) 호 24.4포인트, 목 45.4포인트",
    documents=DRAFTS,
)
def indents(document: Document) -> Iterator[Found]:
    if document.page is None:
        return
    for level, name in (("subparagraph", "호"), ("item", "목")):
        looks = document.page.units.get(level, [])
        if looks and all(look.left <= 0 for _, look in looks):
            yield Found(f"{attach(name, '을/를')} 들여 쓰지 않았습니다. 단계마다 내어쓰기를 하십시오.", looks[0][0])


_NUMBER = re.compile(r"(?:조례|규칙)\s*제\s*\d+\s*호")


@rule(
    "FMT006",
    "info",
    "조례 번호의 자리",
    basis="법제처 「자치법규 입안 길라잡이」 350쪽",
    why="조례의 번호는 공포할 때 붙는다. 안에서는 비워 둔다.",
    bad="고양시 조례 제3001호\n\n고양시 보기 조례\n\n제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
    good="고양시 조례 제     호\n\n고양시 보기 조례\n\n제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.",
    documents=DRAFTS,
)
def number_is_blank(document: Document) -> Iterator[Found]:
    for part in document.parts("번호와 개정문"):
        for number, line in document.lines(part):
            if len(line) < 60 and _NUMBER.search(line):
                yield Found("안에 조례 번호가 적혀 있습니다. 공포할 때까지 비워 두십시오.", line=number, field="part")
                return
    if document.ordinance.number:
        yield Found("안에 조례 번호가 적혀 있습니다. 공포할 때까지 비워 두십시오.")


_RELATED = re.compile(r"\(제\d+조[^()]*관련\)|\(제\d+조[^()]*\)")


@rule(
    "FMT007",
    "warning",
    "별표와 서식의 머리",
    basis="법제처 「자치법규 입안 길라잡이」 346~348쪽",
    why="별표와 서식에는 제목을 달고, 어느 조에서 온 것인지 (제○조 관련)을 적는다.",
    bad="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(기준) 지원의 기준은 별표와 같다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n[별표] 지원의 기준\n100만원",
    good="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(기준) 지원의 기준은 별표와 같다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n[별표] 지원의 기준(제2조 관련)\n100만원",
    in_force="off",
)
def annex_heads(document: Document) -> Iterator[Found]:
    for index, annex in enumerate(document.ordinance.annexes):
        span = document.reading.spans.get((ANNEXES, index))
        line = (
            document.reading.source[span.line - 1].strip(" *#\u3000")
            if span and document.reading.format == "text"
            else ""
        )
        if line.startswith(("별표", "별지")):
            told = f"별표와 서식의 머리는 대괄호로 묶습니다. “[{annex.label}]”처럼 쓰십시오."
            yield Found(told, (ANNEXES, index), field="label")
        head = annex.heading or "\n".join(annex.text.split("\n")[:2])
        if annex.kind == "table" and not _RELATED.search(head):
            yield Found(
                f"{annex.label}의 제목에 어느 조의 것인지가 없습니다. (제○조 관련)을 붙이십시오.",
                (ANNEXES, index),
                field="label",
            )


_ATTACHED = re.compile(r"(?:첨부\s?서류|구비\s?서류|붙임\s?서류)")


@rule(
    "FMT008",
    "warning",
    "서식에만 있는 의무",
    basis="법제처 「자치법규 입안 길라잡이」 348쪽",
    why="서식은 조문이 정한 것을 적는 자리이다. 서류를 내게 하려면 조문에 근거가 있어야 한다.",
    bad="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(신청) 지원의 신청은 별지 제1호서식에 따른다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n[별지 제1호서식] 지원 신청서\n구비서류: 재무제표 1부",
    good="제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(신청) 지원을 신청하려는 사람은 별지 제1호서식에 재무제표 등 서류를 첨부하여 제출한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n\n[별지 제1호서식] 지원 신청서\n구비서류: 재무제표 1부",
    in_force="info",
)
def duties_in_forms(document: Document) -> Iterator[Found]:
    if re.search(r"서류|첨부", document.words.text):
        return
    for index, annex in enumerate(document.ordinance.annexes):
        if annex.kind == "form" and _ATTACHED.search(annex.text):
            yield Found(
                f"{annex.label}이 서류를 요구하지만 본문에 근거가 없습니다. 조문에 근거를 두거나 서식에서 빼십시오.",
                (ANNEXES, index),
                field="label",
            )


@rule(
    "FMT009",
    "error",
    "번호는 글자로",
    basis="자동 번호로는 글로 옮기거나 대비표를 만들 때 번호가 없어지거나 달라진다(이 검사기의 기준).",
    why="조례의 번호는 글자이다. 자동 번호로 만들면 다른 프로그램에서 번호가 빠지거나 바뀐다.",
    bad="(워드 파일) 항과 호를 자동 번호로 만듦",
    good="(워드 파일) ①, 1., 가.를 글자로 적음",
    documents=DRAFTS,
)
def numbers_are_letters(document: Document) -> Iterator[Found]:
    for finding in document.reading.findings:
        if finding.code == "P020":
            yield Found(
                "번호가 워드나 한글의 자동 번호입니다. 글자로 바꾸십시오.",
                finding.path,
                line=finding.line,
                field="label",
            )
