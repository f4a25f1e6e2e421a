"""Blocks -> plain text: one line a paragraph, tables drawn with aligned columns."""

from __future__ import annotations

from ordinance_drafter.blocks import Cell, Document, PageBreak, Paragraph, Style, Table
from ordinance_drafter.korean import display_width, pad

_INDENT = {
    Style.SUBPARAGRAPH: 2,
    Style.ITEM: 4,
    Style.SUBITEM: 6,
    Style.SUBITEM2: 8,
    Style.SUBITEM3: 10,
    Style.SUBITEM4: 12,
}
_SPACED = {
    Style.TITLE, Style.DIVISION, Style.ARTICLE, Style.ADDENDA, Style.ANNEX, Style.PART_TITLE, Style.COVER_TITLE,
    Style.HEADING1, Style.HEADING2, Style.PREAMBLE, Style.SIGNATURE,
}  # fmt: skip


def write_text(document: Document) -> bytes:
    """Return the document as UTF-8 text with Unix line ends."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, PageBreak):
            lines += ["", "─" * 40]
        elif isinstance(block, Table):
            lines += ["", *_table_lines(block)]
        else:
            if block.style in _SPACED:
                lines.append("")
            lines.append(" " * _INDENT.get(block.style, 0) + block.text)
    return ("\n".join(lines).strip("\n") + "\n").encode()


def _table_lines(table: Table) -> list[str]:
    rows = [[_cell_text(cell) for cell in row] for row in table.rows]
    columns = len(table.widths)
    widths = [max((display_width(row[i]) for row in rows if i < len(row)), default=0) for i in range(columns)]
    widths = [min(width, 60) for width in widths]
    lines = []
    for index, row in enumerate(rows):
        lines.append("| " + " | ".join(pad(text, width) for text, width in zip(row, widths, strict=False)) + " |")
        if index + 1 == table.header_rows:
            lines.append("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return lines


def _cell_text(cell: Cell) -> str:
    return " / ".join(paragraph.text for paragraph in cell.paragraphs if isinstance(paragraph, Paragraph))
