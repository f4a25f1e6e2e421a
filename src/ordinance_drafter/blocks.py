"""The flat list of blocks that stands between every document and every output format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """The looks a paragraph can have; ``templates/styles.yaml`` says what each one is."""

    TITLE = "title"  # 제명 (조례안 본문의 첫머리)
    ORDINANCE_NUMBER = "ordinance_number"  # 고양시 조례 제     호
    PREAMBLE = "preamble"  # 개정문 머리 ("… 전부를 다음과 같이 개정한다.")
    DIVISION = "division"  # 편ㆍ장ㆍ절ㆍ관 제목
    ARTICLE = "article"
    PARAGRAPH = "paragraph"  # 항
    SUBPARAGRAPH = "subparagraph"  # 호
    ITEM = "item"  # 목
    SUBITEM = "subitem"  # 1)
    SUBITEM2 = "subitem2"  # 가)
    SUBITEM3 = "subitem3"  # (1)
    SUBITEM4 = "subitem4"  # (가)
    ADDENDA = "addenda"  # 부      칙
    ANNEX = "annex"  # [별표 1] 제목
    PART_TITLE = "part_title"  # 의안의 부분 제목 (비용추계서, 입법예고 …)
    COVER_TITLE = "cover_title"  # 표지 제명
    COVER_SUBTITLE = "cover_subtitle"  # 표지 부제 (의원 발의)
    COVER_FIELD = "cover_field"  # 표지 항목
    HEADING1 = "heading1"  # 1. 제안이유
    HEADING2 = "heading2"  # 가. 관계 법령
    HEADING3 = "heading3"  # 1) …
    BODY = "body"  # 의안 설명 문단
    NOTE = "note"  # 작은 주석 문단
    SIGNATURE = "signature"  # 가운데 날짜, 기관장 이름
    TABLE_HEAD = "table_head"
    TABLE_CELL = "table_cell"
    TABLE_NUMBER = "table_number"  # 오른쪽 맞춤 숫자 칸


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look.

    ``target`` names the bookmark it links to ("" for none); ``change`` is ``ins`` or ``del`` for a tracked change.
    ``color`` is RRGGBB, "" for the paragraph's own.
    """

    text: str
    bold: bool = False
    underline: bool = False
    target: str = ""
    change: str = ""
    strike: bool = False
    color: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``bookmark`` is a document-wide unique anchor ("" for none); ``outline`` 0-8 or None."""

    style: Style
    runs: tuple[Run, ...]
    bookmark: str = ""
    outline: int | None = None

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: paragraphs, how many grid columns it covers, and whether it continues the cell above."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    merged_up: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``widths`` are relative column widths, the first ``header_rows`` rows repeat on every page."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Paragraph | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be written in any format."""

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    fonts: tuple[str, str] = ("바탕", "돋움")  # 본문, 표ㆍ제목
