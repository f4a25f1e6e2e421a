"""Write a document as a Word file; equal documents give equal bytes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, count, pairwise, zip_longest
from pathlib import Path

from ordinance_drafter.blocks import Block, Cell, Document, PageBreak, Paragraph, Run, Style, Table
from ordinance_drafter.errors import InputError
from ordinance_drafter.resources import data_dir
from ordinance_drafter.write.docx_styles import (
    PAGE_NUMBER_ID,
    WORD,
    Page,
    Sheet,
    escape,
    fonts_part,
    load_sheet,
    style_id,
    styles_part,
    twips,
    twips_of_mm,
)
from ordinance_drafter.write.freeze import pack

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-"
_FOOTER_ID = "rId4"
_RELATED = {"rId1": "styles", "rId2": "settings", "rId3": "fontTable", _FOOTER_ID: "footer"}
_FILES = {"styles": "styles.xml", "settings": "settings.xml", "fontTable": "fontTable.xml", "footer": "footer1.xml"}
_FIXED_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_MIME}package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_MIME}package.core-properties+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MIME}officedocument.wordprocessingml.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{file}" ContentType="{_MIME}officedocument.wordprocessingml.{kind}+xml"/>'
        for kind, file in _FILES.items()
    )
    + "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>",
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{_FILES[kind]}"/>'
        for number, kind in _RELATED.items()
    )
    + "</Relationships>",
    # mode 15 is Word 2013 and later; lines ended by hand are not stretched to the margin
    "word/settings.xml": f'<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="800"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>',
    "word/footer1.xml": f'<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="{PAGE_NUMBER_ID}"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">- </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p></w:ftr>',
}
_DOCUMENT_OPEN = f'{_XML}<w:document xmlns:w="{WORD}" xmlns:r="{_OFFICE}"><w:body>'
_DOCUMENT_CLOSE = "</w:body></w:document>"
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_WORD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


def _empty_line(points: int, flags: str = "") -> str:
    """A paragraph without words that Word's grammar wants, as low as given."""
    line = f'<w:spacing w:before="0" w:after="0" w:line="{twips(points)}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{flags}{line}<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'


_NOTHING = _empty_line(1)
_GAP_BETWEEN_TABLES = _empty_line(12)
_FIRST_CHANGE = 100_000
"""Numbers of tracked changes begin here, above those of bookmarks."""
_BREAK_BEFORE_TABLE = _empty_line(1, "<w:pageBreakBefore/>")


def write_docx(document: Document, styles: Path | None = None) -> bytes:
    """Return the document as the bytes of a .docx; ``styles`` replaces the ``styles.yaml`` that comes along.

    Raises:
        InputError: the styles file cannot be read or is wrong, or a font has no name.
    """
    path = styles or data_dir("templates") / "styles.yaml"
    try:
        content = path.read_bytes()
    except OSError:
        raise InputError(f"{path}: 스타일 파일을 열 수 없습니다. 경로와 권한을 확인하십시오.") from None
    base = _base(content, path.name, document.fonts)
    body = "".join(_Body(base.sheet, document.blocks).xml())
    return pack(
        {
            **base.parts,
            "docProps/core.xml": _core_properties(document).encode(),
            "word/document.xml": f"{_DOCUMENT_OPEN}{body}{base.section}{_DOCUMENT_CLOSE}".encode(),
        }
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """What all documents of one look share."""

    sheet: Sheet
    parts: dict[str, bytes]
    section: str


@lru_cache(maxsize=16)
def _base(content: bytes, source: str, fonts: tuple[str, str]) -> _Base:
    if not all(font.strip() for font in fonts):
        raise InputError("글꼴 이름이 비어 있습니다. 본문 글꼴과 표ㆍ제목 글꼴의 이름을 모두 적으십시오.")
    sheet = load_sheet(content, source)
    parts = {
        **_FIXED_PARTS,
        "word/styles.xml": styles_part(sheet, fonts),
        "word/fontTable.xml": fonts_part(fonts),
    }
    return _Base(sheet, {name: (_XML + part).encode() for name, part in parts.items()}, _section(sheet.page))


class _Body:
    """Turns blocks into the XML of the document's body."""

    def __init__(self, sheet: Sheet, blocks: tuple[Block, ...]) -> None:
        self._sheet = sheet
        self._blocks = blocks
        self._anchors = _anchors(blocks)
        self._unplaced = dict(self._anchors)
        self._openings: dict[tuple[Style, int | None, bool, bool], str] = {}
        self._table_opening = _table_opening(sheet)
        self._changes = 0

    def xml(self) -> Iterator[str]:
        """Yield the XML block by block; a table is never last and never touches text or another table."""
        before: Block | None = None
        page_break = False
        for block, after in zip_longest(self._blocks, self._blocks[1:]):
            if isinstance(block, PageBreak):
                page_break = before is not None
                continue
            if isinstance(block, Paragraph):
                yield self.paragraph(block, page_break, isinstance(after, Table))
            else:
                if page_break:
                    yield _BREAK_BEFORE_TABLE
                elif isinstance(before, Table):
                    yield _GAP_BETWEEN_TABLES
                yield self.table(block)
            before, page_break = block, False
        if not isinstance(before, Paragraph):
            yield _NOTHING

    def paragraph(self, paragraph: Paragraph, page_break: bool = False, before_table: bool = False) -> str:
        """Return one ``w:p``."""
        key = (paragraph.style, paragraph.outline, page_break, before_table)
        opening = self._openings.get(key) or self._openings.setdefault(key, self._opening(*key))
        runs = "".join(map(self._run, paragraph.runs))
        changes = {run.change for run in paragraph.runs if run.text}
        if len(changes) == 1 and changes != {""}:  # the paragraph's own mark comes or goes with its words
            opening = opening.replace("</w:pPr>", f"<w:rPr><w:{changes.pop()} {self._change_facts()}/></w:rPr></w:pPr>")
        name = self._unplaced.pop(paragraph.bookmark, "") if paragraph.bookmark else ""
        if name:
            number = len(self._anchors) - len(self._unplaced)
            runs = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
        return f"{opening}{runs}</w:p>"

    def _opening(self, style: Style, outline: int | None, page_break: bool, before_table: bool) -> str:
        flag = "<w:pageBreakBefore/>" if page_break else ""
        above = self._sheet.table.above
        tight = before_table and self._sheet.looks[style].after < above
        gap = f'<w:spacing w:after="{twips(above)}"/>' if tight else ""
        level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{flag}{gap}{level}</w:pPr>'

    def _run(self, run: Run) -> str:
        pieces = _text(run.text)
        if not pieces:
            return ""
        look = _run_look(run)
        xml = f"<w:r>{look}{pieces}</w:r>"
        if run.change:
            return self._tracked(run.change, xml)
        anchor = self._anchors.get(run.target) if run.target else None
        return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{xml}</w:hyperlink>' if anchor else xml

    def _tracked(self, change: str, xml: str) -> str:
        """Return runs as a tracked change (``ins`` or ``del``); it has no date, so that equal input gives equal bytes."""
        if change == "del":
            xml = xml.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"<w:{change} {self._change_facts()}>{xml}</w:{change}>"

    def _change_facts(self) -> str:
        self._changes += 1
        return f'w:id="{_FIRST_CHANGE + self._changes}" w:author="ordinance-drafter"'

    def table(self, table: Table) -> str:
        """Return one ``w:tbl`` as wide as the text, or nothing for a table without rows.

        Raises:
            ValueError: the cells of a row do not fill the columns exactly.
        """
        if not table.rows:
            return ""
        edges = _edges(table.widths, self._sheet.text_width)
        columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
        rows = "".join(
            self._row(cells, edges, number < table.header_rows) for number, cells in enumerate(_placed_cells(table))
        )
        return f"{self._table_opening}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, cells: list[_PlacedCell], edges: list[int], is_head: bool) -> str:
        widths = [edges[column + cell.span] - edges[column] for column, cell, _ in cells]
        whole = is_head or all(self._is_short(cell, width) for (_, cell, _), width in zip(cells, widths, strict=True))
        flags = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if is_head else "")
        inside = "".join(self._cell(cell, width, merge) for (_, cell, merge), width in zip(cells, widths, strict=True))
        return f"<w:tr>{f'<w:trPr>{flags}</w:trPr>' if flags else ''}{inside}</w:tr>"

    def _cell(self, cell: Cell, width: int, merge: str) -> str:
        paragraphs = cell.paragraphs or (Paragraph(Style.TABLE_CELL, ()),)
        style = paragraphs[0].style
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        joined = f'<w:vMerge w:val="{merge}"/>' if merge else ""
        fill = self._sheet.table.head_fill if style is Style.TABLE_HEAD else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        vertical = f'<w:vAlign w:val="{self._sheet.looks[style].vertical}"/>'
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{joined}{shade}{vertical}</w:tcPr>'
            f"{''.join(map(self.paragraph, paragraphs))}</w:tc>"
        )

    def _is_short(self, cell: Cell, width: int) -> bool:
        """Whether the cell takes less than about a third of a page, so that keeping its row whole leaves no hole."""
        page = self._sheet.page
        room = twips_of_mm(page.height - page.top - page.bottom) / 3
        inside = max(width - 2 * twips(self._sheet.table.side), 1)
        for paragraph in cell.paragraphs:
            look = self._sheet.looks[paragraph.style]
            lines = sum(math.ceil(len(line) * twips(look.size) / inside) or 1 for line in paragraph.text.split("\n"))
            room -= lines * twips(look.pitch)
        return room > 0


# ── paragraphs ───────────────────────────────────────────────────────────────


def _run_look(run: Run) -> str:
    """Return a run's properties, in the order the schema wants them."""
    if not (run.bold or run.underline or run.strike or run.color):
        return ""
    bold = "<w:b/><w:bCs/>" if run.bold else ""
    strike = "<w:strike/>" if run.strike else ""
    color = f'<w:color w:val="{run.color}"/>' if run.color else ""
    underline = '<w:u w:val="single"/>' if run.underline else ""
    return f"<w:rPr>{bold}{strike}{color}{underline}</w:rPr>"


def _text(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text and "\t" not in text:
        words = escape(text)
        return f'<w:t xml:space="preserve">{words}</w:t>' if words else ""
    return "".join(_MARKS.get(piece) or _text(piece) for piece in re.split(r"([\n\t])", text))


def _anchors(blocks: Iterable[Block]) -> dict[str, str]:
    """Map the bookmarks to names Word takes: ASCII, at most 40 characters, different without regard to case."""
    names = dict.fromkeys(paragraph.bookmark for paragraph in _paragraphs(blocks) if paragraph.bookmark)
    kept: dict[str, str] = {}
    for name in names:
        if _WORD_NAME.fullmatch(name):
            kept.setdefault(name.casefold(), name)
    free = (name for name in map("b{}".format, count(1)) if name not in kept)
    return {name: name if kept.get(name.casefold()) == name else next(free) for name in names}


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            yield from (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)


# ── tables ───────────────────────────────────────────────────────────────────

_PlacedCell = tuple[int, Cell, str]  # its first column, itself, and "restart", "continue" or "" for merging downwards


def _placed_cells(table: Table) -> list[list[_PlacedCell]]:
    """Say where each cell stands; a cell continues the one above only where both cover the same columns."""
    rows: list[list[_PlacedCell]] = []
    above: dict[int, int] = {}  # first column -> place in the row above
    for row in table.rows:
        starts = list(accumulate((cell.span for cell in row), initial=0))
        if starts[-1] != len(table.widths) or any(cell.span < 1 for cell in row):
            raise ValueError(f"a row covers {starts[-1]} columns of {len(table.widths)}: {row}")
        placed: list[_PlacedCell] = []
        for column, cell in zip(starts, row, strict=False):
            merge = ""
            if cell.merged_up and column in above:
                upper = rows[-1][above[column]]
                if upper[1].span == cell.span:
                    merge = "continue"
                    rows[-1][above[column]] = (*upper[:2], upper[2] or "restart")
            placed.append((column, cell, merge))
        above = {column: place for place, (column, _, _) in enumerate(placed)}
        rows.append(placed)
    return rows


def _edges(widths: tuple[int, ...], room: int) -> list[int]:
    """Where the columns begin and end when relative widths fill the room exactly."""
    sums = list(accumulate((max(width, 1) for width in widths), initial=0))
    return [round(room * part / sums[-1]) for part in sums]


def _table_opening(sheet: Sheet) -> str:
    look = sheet.table
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{round(look.border * 8)}" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{twips(points)}" w:type="dxa"/>'
        for side, points in (("top", look.top), ("left", look.side), ("bottom", look.bottom), ("right", look.side))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sheet.text_width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        "</w:tblPr>"
    )


# ── the package ──────────────────────────────────────────────────────────────


def _section(page: Page) -> str:
    margins = " ".join(
        f'w:{side}="{twips_of_mm(getattr(page, side))}"'
        for side in ("top", "right", "bottom", "left", "header", "footer", "gutter")
    )
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{_FOOTER_ID}"/>'
        f'<w:pgSz w:w="{twips_of_mm(page.width)}" w:h="{twips_of_mm(page.height)}"/><w:pgMar {margins}/></w:sectPr>'
    )


def _core_properties(document: Document) -> str:
    moment = 'xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z'
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{escape(document.author)}</dc:creator>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    )
