"""The comparison table and the 개정문 as blocks for Word, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ordinance_drafter.amend.compare import ComparisonTable, Row, Words
from ordinance_drafter.blocks import Block, Cell, Document, Paragraph, Run, Style, Table
from ordinance_drafter.korean import display_width, pad, wrap
from ordinance_drafter.lines import addenda_head, head_of
from ordinance_drafter.model import ADDENDA, BODY, ITEM, SUBPARAGRAPH

TITLE = "신ㆍ구조문대비표"
HEADS = ("현      행", "개   정   안")
_INDENT = "\u3000"
_MARKS = str.maketrans({"|": "\\|", "\n": "<br>", "*": "\\*", "_": "\\_", "`": "\\`", "<": "&lt;", ">": "&gt;"})


def comparison_blocks(table: ComparisonTable) -> list[Block]:
    """Return the table for a document: its heading repeats on every page, what differs is underlined."""
    head = tuple(Cell((Paragraph(Style.TABLE_HEAD, (Run(words),)),)) for words in HEADS)
    rows = [tuple(_cell(row, current=side) for side in (True, False)) for row in table.rows]
    return [Paragraph(Style.PART_TITLE, (Run(TITLE),)), Table((head, *rows), (1, 1))]


def comparison_document(table: ComparisonTable) -> Document:
    """Return the table as a document of its own."""
    return Document(f"{table.title} {TITLE}", tuple(comparison_blocks(table)))


def _cell(row: Row, *, current: bool) -> Cell:
    paragraphs: list[list[Run]] = [[Run(_INDENT * row.depth)] if row.depth else []]
    for words in row.printed(current=current):
        first, *more = words.text.split("\n")
        paragraphs[-1].append(Run(first, underline=words.changed))
        paragraphs += [[Run(piece, underline=words.changed)] for piece in more]
    return Cell(tuple(Paragraph(Style.TABLE_CELL, tuple(run for run in runs if run.text)) for runs in paragraphs))


def comparison_markdown(table: ComparisonTable) -> str:
    """Return the table in Markdown; what differs is in ``<u>``."""
    lines = [f"# {table.title} {TITLE}", "", f"| {HEADS[0]} | {HEADS[1]} |", "|---|---|"]
    for row in table.rows:
        cells = [_INDENT * row.depth + _markdown(row.printed(current=side)) for side in (True, False)]
        lines.append(f"| {cells[0]} | {cells[1]} |")
    return "\n".join(lines) + "\n"


def _markdown(words: Sequence[Words]) -> str:
    made = ((each.text.translate(_MARKS), each.changed) for each in words if each.text)
    return "".join(f"<u>{text}</u>" if changed and text.strip() else text for text, changed in made)


def comparison_html(table: ComparisonTable) -> str:
    """Return the table as a page of its own that prints with its heading on every page."""
    rows = []
    for row in table.rows:
        cells = "".join(
            f'<td style="padding-left:{0.5 + row.depth}em">{_html(row.printed(current=side))}</td>'
            for side in (True, False)
        )
        rows.append(f"<tr>{cells}</tr>")
    title = escape(f"{table.title} {TITLE}")
    style = (
        "body{font-family:'바탕','Batang','Nanum Myeongjo',serif;line-height:1.6}h1{font-size:1.2em;text-align:center}"
        "table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #000;padding:.2em .5em;"
        "vertical-align:top;word-break:break-all}thead{display:table-header-group}tr{break-inside:avoid}"
    )
    return (
        f'<!doctype html>\n<html lang="ko">\n<head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>\n'
        f"<body>\n<h1>{title}</h1>\n<table>\n<thead><tr><th>{HEADS[0]}</th><th>{HEADS[1]}</th></tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>\n</body>\n</html>\n"
    )


def _html(words: Sequence[Words]) -> str:
    made = ((escape(each.text).replace("\n", "<br>"), each.changed) for each in words if each.text)
    return "".join(f"<u>{text}</u>" if changed and text.strip() else text for text, changed in made)


def comparison_text(table: ComparisonTable, width: int = 100) -> str:
    """Return the table for a terminal, two columns of equal width."""
    half = max(24, (width - 3) // 2)
    lines = [f"{pad(HEADS[0].strip(), half)} │ {HEADS[1].strip()}", "─" * (half + 1) + "┼" + "─" * (half + 1)]
    for row in table.rows:
        indent = "  " * row.depth
        columns = [_wrapped(row.line(current=side), half, indent) for side in (True, False)]
        for index in range(max(map(len, columns))):
            left, right = (column[index] if index < len(column) else "" for column in columns)
            lines.append(f"{left}{' ' * (half - display_width(left))} │ {right}".rstrip())
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return [piece for line in text.split("\n") for piece in wrap(line, width, indent=indent + "  ", first=indent)]


def amendment_blocks(text: str) -> list[Block]:
    """Return a 개정문 for a document: instructions as paragraphs, what follows them with the looks of its level."""
    blocks: list[Block] = []
    branch = BODY
    for line in filter(str.strip, text.split("\n")):
        words = line.strip()
        if words.startswith("부") and addenda_head(words) and not words.endswith("한다."):
            branch = ADDENDA
            blocks.append(Paragraph(Style.ADDENDA, (Run("부      칙" + words.removeprefix("부칙")),)))
            continue
        head = head_of(words, branch == ADDENDA)
        style = Style.ARTICLE
        if head is not None:
            style = {SUBPARAGRAPH: Style.SUBPARAGRAPH, ITEM: Style.ITEM}.get(head[0], Style.ARTICLE)
        blocks.append(Paragraph(style if blocks else Style.PREAMBLE, (Run(words),)))
    return blocks
