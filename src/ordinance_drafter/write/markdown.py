"""Blocks -> Markdown, and an ordinance's tree -> the Markdown of law sites (``##### 제1조(목적)``)."""

from __future__ import annotations

import re

from ordinance_drafter.blocks import Document, PageBreak, Style, Table
from ordinance_drafter.lines import DELETED, head_of, is_branch_mark, is_note_line
from ordinance_drafter.model import ALL_LEVELS, ARTICLE, PARAGRAPH, Ordinance
from ordinance_drafter.notation import to_text

_HEADINGS = {
    Style.COVER_TITLE: "# ", Style.PART_TITLE: "# ", Style.TITLE: "# ", Style.HEADING1: "## ", Style.DIVISION: "## ",
    Style.ADDENDA: "## ", Style.ANNEX: "## ", Style.HEADING2: "### ", Style.HEADING3: "#### ",
}  # fmt: skip
_INDENT = {Style.SUBPARAGRAPH: "  ", Style.ITEM: "    ", Style.SUBITEM: "      ", Style.SUBITEM2: "        "}
_LIST_LABEL = re.compile(r"^(\s*)(\d+(?:의\d+)?)\.")
_GUARDED_LABEL = re.compile(r"\s*\d+(?:의\d+)?\\\.")
_ARTICLE = re.compile(r"(제\d+조(?:의\d+)?(?:\(.*?\)(?=\s|$))?)(?:\s+(.*))?$", re.S)
_DIVISION_MARKS = {level.word: "#" * (2 + level.rank) for level in ALL_LEVELS if level.is_division}
_DIVISION = re.compile(r"제\d+([편장절관])(?:의\d+)?(?:\s|$)")


def write_markdown(document: Document) -> bytes:
    """Return the document as UTF-8 Markdown."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, PageBreak):
            lines += ["---", ""]
        elif isinstance(block, Table):
            lines += [*_table_lines(block), ""]
        else:
            text = _escape_line(block.text)
            lines += [_HEADINGS.get(block.style, _INDENT.get(block.style, "")) + text, ""]
    return ("\n".join(lines).strip("\n") + "\n").encode()


def _escape(text: str) -> str:
    """Escape what Markdown reads as marks anywhere in a line."""
    return re.sub(r"([\\*_`<>&|~\[\]])", r"\\\1", text)


def _escape_line(text: str) -> str:
    """Escape a paragraph, with what Markdown reads as structure at the head of a line."""
    escaped = _escape(text.strip(" \t"))
    if escaped[:1] in ("#", "+", "-", "="):
        return "\\" + escaped
    return _LIST_LABEL.sub(r"\1\2\\.", escaped)


def _table_lines(table: Table) -> list[str]:
    lines = []
    for index, row in enumerate(table.rows):
        cells = ["<br>".join(_escape(p.text) for p in cell.paragraphs) for cell in row]
        lines.append("| " + " | ".join(cells) + " |")
        if index + 1 == max(1, table.header_rows):
            lines.append("|" + "---|" * len(table.widths))
    return lines


def ordinance_markdown(ordinance: Ordinance) -> str:
    """Return an ordinance in the Markdown of law sites; ``read`` gives the same tree back."""
    lines = to_text(ordinance).split("\n")
    title = lines[0]
    result = [f"# {chr(92)}{title}" if title[:1] in ("\\", "#") else f"# {title}"]
    in_annex = False
    for line in lines[1:]:
        in_annex = in_annex or (line[:1] == "[" and is_branch_mark(line))
        plain = in_annex and not is_branch_mark(line)  # an annex holds words only
        result += [_guard(line)] if plain else _markdown_lines(line)
    return "\n".join(result)


def _markdown_lines(line: str) -> list[str]:
    if match := _DIVISION.match(line):
        return [f"{_DIVISION_MARKS[match[1]]} {line}"]
    if is_branch_mark(line):
        return [f"## {line}"]
    match = _ARTICLE.match(line)
    found = head_of(line, True) if match and match[1] else None
    if found is not None and found[0] is ARTICLE:
        head, rest = _split_article(line)
        if "(" not in head or _is_structure(rest):
            return [f"##### {line}"]
        return [f"##### {head}", "", _guard(rest)] if rest else [f"##### {head}"]
    return [_guard(line)]


def _is_structure(rest: str) -> bool:
    """Whether an article's words would read as something else on a line of their own."""
    if head := rest and (head_of(rest, True) or head_of(rest, False)):
        return head[0] is not PARAGRAPH
    return bool(DELETED.fullmatch(rest) or is_note_line(rest)) or is_branch_mark(rest)


def _split_article(line: str) -> tuple[str, str]:
    """Split an article's line after its heading, at the parenthesis that matches."""
    place = re.match(r"제\d+조(?:의\d+)?", line)
    end = place.end() if place else 0
    if line[end : end + 1] == "(":
        depth = 0
        for index in range(end, len(line)):
            depth += {"(": 1, ")": -1}.get(line[index], 0)
            if depth == 0:
                end = index + 1
                break
    return line[:end], line[end:].strip()


def _guard(line: str) -> str:
    if line[:1] in ("\\", "#") or line[:2] == "**" or _GUARDED_LABEL.match(line):
        return "\\" + line
    return _LIST_LABEL.sub(r"\1\2\\.", line)
