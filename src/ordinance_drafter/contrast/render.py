"""A comparison as text for a terminal, Markdown, blocks for Word, and data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ordinance_drafter.blocks import Block, Cell, Document, Paragraph, Run, Style, Table
from ordinance_drafter.contrast.compare import Contrast, Kind, LinePair, Row, Shared
from ordinance_drafter.contrast.units import Line, Unit
from ordinance_drafter.korean import pad, wrap

TITLE = "조문 비교표"
KINDS = {
    Kind.SAME: "같음",
    Kind.REWORDED: "다름",
    Kind.PART: "일부와 견줌",
    Kind.LEFT: "왼쪽에만",
    Kind.RIGHT: "오른쪽에만",
}
LEGEND = "[-왼쪽에만 있는 말-] {+오른쪽에만 있는 말+}"
WORD_LEGEND = (
    "왼쪽의 빨간 취소선은 오른쪽에 없는 말, 오른쪽의 파란 밑줄은 왼쪽에 없는 말이다. 조ㆍ항ㆍ호의 번호는 견주지 않고, "
    "서로 맞는 조를 가리키는 인용은 번호가 달라도 같은 것으로 본다."
)
RED, BLUE = "C00000", "1F4E9E"
_MARKDOWN = re.compile(r"([\\*_`<>&|~\[\]])")
_NONE = "─"


class Heads(NamedTuple):
    """What the two texts are called, and what more is known of them (시행일 …)."""

    left: str
    right: str
    left_note: str = ""
    right_note: str = ""


def summary_lines(found: Contrast, heads: Heads) -> Iterator[str]:
    """Yield what the two texts are, and how many provisions are alike, differ, moved, or are in one only."""
    for side, head, note in (("왼쪽", heads.left, heads.left_note), ("오른쪽", heads.right, heads.right_note)):
        yield f"{side}: {head}{f' [{note}]' if note else ''}"
    figures = [f"{word} {found.count(kind)}" for kind, word in KINDS.items()]
    moved = sum(row.moved for row in found.rows)
    yield f"조문: {', '.join(figures)}. 차례가 옮겨진 것 {moved}."
    if found.requirements:
        has = [(bool(each.left), bool(each.right)) for each in found.requirements]
        yield (
            f"요건 {len(has)}가지: 둘 다 {has.count((True, True))}, 왼쪽에만 {has.count((True, False))}, "
            f"오른쪽에만 {has.count((False, True))}, 둘 다 없음 {has.count((False, False))}."
        )


def requirement_lines(found: Contrast) -> Iterator[str]:
    """Yield the requirements that only one text meets, and those that stand in articles that are not matched."""
    for words, side in (("왼쪽", 0), ("오른쪽", 1)):
        names = [
            f"{each.label}({', '.join((each.left, each.right)[side][:2])})"
            for each in found.requirements
            if (each.left, each.right)[side] and not (each.left, each.right)[1 - side]
        ]
        if names:
            yield f"{words}에만 있는 요건: {', '.join(names)}"
    apart = [
        f"{each.label}({', '.join(each.left[:2])} ↔ {', '.join(each.right[:2])})"
        for each in found.requirements
        if each.elsewhere
    ]
    if apart:
        yield f"서로 다른 조에 있는 같은 요건: {', '.join(apart)}"


def verdict(row: Row) -> str:
    """Return what a row says in a few words: 다름(82% 같음), 차례 옮김."""
    words = KINDS[row.kind]
    if row.kind in (Kind.REWORDED, Kind.PART):
        words += f"({percent(row.likeness)}% 같음)"
    return words + (", 차례 옮김" if row.moved else "")


def percent(likeness: float) -> int:
    """Return a likeness in per cent; what differs is never 100."""
    return 100 if likeness == 1 else min(99, round(likeness * 100))


def labels_of(row: Row, found: Contrast) -> tuple[str, ...]:
    """Return the requirements of a row as they are called."""
    names = {each.id: each.label for each in found.requirements}
    return tuple(names.get(each, each) for each in row.requirements)


def _name(unit: Unit | None) -> str:
    return unit.name if unit is not None else _NONE


# ── one column ───────────────────────────────────────────────────────────────


def marked(pair: LinePair, quote: Callable[[str], str] = str) -> str:
    """Return a line of both texts in one: [-taken out-]{+put in+}, labels of both where they differ."""
    made = []
    for piece in pair.pieces:
        if not piece.differs:
            made.append(quote(piece.right or piece.left))
            continue
        gap = " " if (piece.right or piece.left).endswith(" ") else ""
        out, new = quote(piece.left.rstrip()), quote(piece.right.rstrip())
        made.append((f"[-{out}-]" if out else "") + (f"{{+{new}+}}" if new else "") + gap)
    label = " → ".join(dict.fromkeys(quote(each.label) for each in (pair.left, pair.right) if each and each.label))
    heading = any(each and each.is_heading for each in (pair.left, pair.right))
    words = "".join(made).strip()
    words = f"{label}({words})" if heading and label else f"{label} {words}".strip()
    return f"{words} ({quote(pair.elsewhere)} 참조)" if pair.elsewhere else words


def _depth(pair: LinePair) -> int:
    line = pair.left or pair.right
    return line.depth if line is not None else 0


def as_text(found: Contrast, heads: Heads, rows: Sequence[Row], width: int, *, brief: bool) -> str:
    """Return the comparison for a terminal: a table of rows, below each its differences unless ``brief``."""
    lines = [*summary_lines(found, heads), ""]
    half = max(16, (width - 34) // 2)
    verdicts = 18
    lines += _table_row(("왼쪽", "오른쪽", "차이", "요건"), half, verdicts, width)
    lines.append("─" * width)
    for row in rows:
        cells = (_name(row.left), _name(row.right), verdict(row), ", ".join(labels_of(row, found)[:3]))
        lines += _table_row(cells, half, verdicts, width)
        if not brief and row.kind in (Kind.REWORDED, Kind.PART):
            for pair in row.lines:
                if pair.differs:
                    indent = "    " + "  " * _depth(pair)
                    lines += wrap(marked(pair), width, indent=indent + "  ", first=indent)
    lines += ["", *(piece for line in requirement_lines(found) for piece in wrap(line, width, indent="  "))]
    if not brief:
        lines += ["", LEGEND]
    return "\n".join(lines).rstrip() + "\n"


def _table_row(cells: Sequence[str], half: int, verdicts: int, width: int) -> Iterator[str]:
    last = max(12, width - 2 * half - verdicts - 6)
    sizes = (half, half, verdicts, last)
    columns = [wrap(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    for number in range(max(map(len, columns))):
        pieces = [column[number] if number < len(column) else "" for column in columns]
        yield "  ".join(pad(piece, size) for piece, size in zip(pieces, sizes, strict=True)).rstrip()


def as_markdown(found: Contrast, heads: Heads, rows: Sequence[Row], *, brief: bool) -> str:
    """Return the comparison in Markdown: a table of rows, then each difference in one column."""
    lines = [f"# {TITLE}", ""]
    lines += [f"- {_quoted(line)}" for line in (*summary_lines(found, heads), *requirement_lines(found))]
    lines += ["", f"| {_quoted(heads.left)} | {_quoted(heads.right)} | 차이 | 요건 |", "|---|---|---|---|"]
    for row in rows:
        cells = (_name(row.left), _name(row.right), verdict(row), ", ".join(labels_of(row, found)))
        lines.append("| " + " | ".join(map(_quoted, cells)) + " |")
    if brief:
        return "\n".join(lines) + "\n"
    lines += ["", LEGEND]
    for row in rows:
        if row.kind is Kind.SAME:
            continue
        names = " ↔ ".join(_quoted(unit.name) for unit in (row.left, row.right) if unit)
        lines += ["", f"## {names}: {verdict(row)}", ""]
        lines += [f"{'  ' * _depth(pair)}- {marked(pair, _quoted)}" for pair in row.lines if pair.pieces]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split("\n")))


# ── two columns ──────────────────────────────────────────────────────────────


def document(found: Contrast, heads: Heads, rows: Sequence[Row], *, brief: bool) -> Document:
    """Return the comparison for Word: left text, right text, difference and requirements, side by side."""
    head = tuple(_cell(words, Style.TABLE_HEAD) for words in (heads.left, heads.right, "차이와 요건"))
    body = []
    for row in rows:
        told = [verdict(row), *(f"ㆍ{label}" for label in labels_of(row, found))]
        note = Cell(tuple(Paragraph(Style.TABLE_CELL, (Run(words, bold=not n),)) for n, words in enumerate(told)))
        body.append((*(Cell(tuple(_column(row, side, brief))) for side in (0, 1)), note))
    blocks: list[Block] = [Paragraph(Style.PART_TITLE, (Run(TITLE),))]
    blocks += [Paragraph(Style.NOTE, (Run(line),)) for line in summary_lines(found, heads)]
    blocks.append(Table((head, *body), (5, 5, 2), header_rows=1))
    blocks += [Paragraph(Style.NOTE, (Run(line),)) for line in requirement_lines(found)]
    if not brief:
        blocks.append(Paragraph(Style.NOTE, (Run(WORD_LEGEND),)))
    return Document(f"{heads.left} ↔ {heads.right} {TITLE}", tuple(blocks))


def _cell(words: str, style: Style) -> Cell:
    return Cell((Paragraph(style, (Run(words),)),))


def _column(row: Row, side: int, brief: bool) -> Iterator[Paragraph]:
    """Yield one column of a row, its lines in the order of their own text."""
    unit = (row.left, row.right)[side]
    if unit is None:
        yield Paragraph(Style.TABLE_CELL, (Run(_NONE),))
        return
    if brief:
        yield Paragraph(Style.TABLE_CELL, (Run(unit.name),))
        return
    if row.kind is Kind.SAME and side == 1:
        yield Paragraph(Style.TABLE_CELL, (Run(unit.name, bold=True), Run(" (왼쪽과 같음)")))
        return
    if not any(line.is_heading and line.path == unit.path for line in unit.lines):
        yield Paragraph(Style.TABLE_CELL, (Run(unit.place, bold=True),))
    pairs = {id(line): pair for pair in row.lines if (line := (pair.left, pair.right)[side]) is not None}
    for line in unit.lines:
        yield Paragraph(Style.TABLE_CELL, tuple(_runs(line, pairs.get(id(line)), side, row.kind)))


def _runs(line: Line, pair: LinePair | None, side: int, kind: Kind) -> Iterator[Run]:
    indent = "\u3000" * line.depth
    if line.is_heading:
        yield Run(f"{indent}{line.label}" + ("(" if line.text else ""), bold=True)
    elif line.label:
        yield Run(f"{indent}{line.label} ")
    elif indent:
        yield Run(indent)
    for piece in pair.pieces if pair else ():
        words = (piece.left, piece.right)[side]
        bare = words.rstrip()
        if piece.differs and bare and kind not in (Kind.LEFT, Kind.RIGHT):  # an article by itself stays readable
            red = side == 0
            color = RED if red else BLUE
            yield Run(bare, bold=line.is_heading, underline=not red, strike=red, color=color)
            words = words[len(bare) :]
        if words:
            yield Run(words, bold=line.is_heading)
    if line.is_heading and line.text:
        yield Run(")", bold=True)
    if pair and pair.elsewhere:
        yield Run(f" ({pair.elsewhere} 참조)", color="7F7F7F")


# ── data ─────────────────────────────────────────────────────────────────────


def as_data(found: Contrast, heads: Heads, rows: Iterable[Row]) -> dict[str, Any]:
    """Return the comparison as data for JSON."""
    return {
        "left": {"title": heads.left, "state": heads.left_note},
        "right": {"title": heads.right, "state": heads.right_note},
        "rows": [_row_data(row) for row in rows],
        "requirements": [_shared_data(each) for each in found.requirements],
    }


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "left": row.left.place if row.left else None,
        "left_heading": row.left.heading if row.left else "",
        "right": row.right.place if row.right else None,
        "right_heading": row.right.heading if row.right else "",
        "whole": list(row.whole),
        "by": row.by,
        "likeness": row.likeness,
        "moved": row.moved,
        "requirements": list(row.requirements),
        "lines": [
            {
                "left": pair.left.label if pair.left else None,
                "right": pair.right.label if pair.right else None,
                "elsewhere": pair.elsewhere,
                "pieces": [[piece.left, piece.right, piece.differs] for piece in pair.pieces],
            }
            for pair in row.lines
        ],
    }


def _shared_data(each: Shared) -> dict[str, Any]:
    return {
        "id": each.id, "label": each.label, "theme": each.theme, "level": each.level, "left": list(each.left),
        "right": list(each.right), "statuses": list(each.statuses), "elsewhere": each.elsewhere,
    }  # fmt: skip
