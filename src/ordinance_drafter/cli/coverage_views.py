"""The four looks of a coverage: a table for the terminal, JSON, CSV and a Word document."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ordinance_drafter.korean import display_width, pad, wrap

if TYPE_CHECKING:
    from ordinance_drafter.blocks import Cell, Document, Style
    from ordinance_drafter.coverage import Covered, Requirement

MARKS = {"present": "●", "partial": "◐", "absent": "─"}
STATUSES = {"present": "있음", "partial": "일부", "absent": "없음"}
LEVELS = {"core": "필수", "common": "흔함", "optional": "선택"}
LEGEND = "● 있음   ◐ 일부(언급만 하거나 재량)   ─ 없음"
NARROWEST = 14
"""Cells a column of places needs; a narrower one shows marks only."""
LABEL_WIDTH = 36


class File(NamedTuple):
    """What was found in one file: plain data, for it comes from a worker."""

    path: str
    title: str
    rows: tuple[Covered, ...]
    set_id: str = ""
    state: str = ""
    name: str = ""

    def by_id(self) -> dict[str, Covered]:
        """Return the rows by requirement id."""
        return {row.id: row for row in self.rows}


def screen_width() -> int:
    """Return how wide the terminal is."""
    return shutil.get_terminal_size((100, 24)).columns


def titles_of(files: Sequence[File]) -> list[str]:
    """Return what the columns are called: the title, with the file's name or path where titles are alike or missing."""
    plain = [f"{file.title}안" if file.path.endswith((".yaml", ".yml")) else file.title for file in files]
    names = [file.path.rpartition("/")[2] for file in files]
    titles, both = Counter(plain), Counter(zip(plain, names, strict=True))
    called = []
    for file, title, name in zip(files, plain, names, strict=True):
        name = name if both[title, name] == 1 else file.path
        called.append(file.name or (title if title and titles[title] == 1 else f"{title} ({name})".strip()))
    return called


def heads_of(files: Sequence[File]) -> list[str]:
    """Return the heads of columns for people: what each is called and its state (2025. 5. 23. 시행, 조례안)."""
    titles = titles_of(files)
    return [f"{title} [{file.state}]" if file.state else title for file, title in zip(files, titles, strict=True)]


def _places(row: Covered, most: int) -> str:
    more = f" 외 {len(row.at) - most}곳" if len(row.at) > most else ""
    return ", ".join(row.at[:most]) + more


def _cell(row: Covered, labels: dict[str, str], most: int) -> str:
    """Return the mark with the places, or with what stands in its stead."""
    if row.instead:
        return f"{MARKS[row.status]} ‘{labels.get(row.instead, row.instead)}’ 규정이 대신함"
    return f"{MARKS[row.status]} {_places(row, most)}".rstrip()


def summary(file: File, title: str) -> str:
    """Return one line of figures."""
    count = Counter(row.status for row in file.rows)
    core = [row for row in file.rows if row.level == "core"]
    met = sum(row.has_it or bool(row.instead) for row in core)
    figures = f"{len(file.rows)}가지 가운데 있음 {count['present']}, 일부 {count['partial']}, 없음 {count['absent']}"
    return f"{title}: {figures}" + (f". 필수 {len(core)}가지 가운데 {met}가지가 있습니다." if core else ".")


# ── the terminal ─────────────────────────────────────────────────────────────


def as_table(files: Sequence[File], asked: Sequence[Requirement], width: int | None) -> bytes:
    """Return aligned lines; ``width`` is the terminal's, None for as wide as needed."""
    return "".join(f"{line}\n" for line in _table_lines(files, asked, width)).encode("utf-8", "backslashreplace")


def _table_lines(files: Sequence[File], asked: Sequence[Requirement], width: int | None) -> Iterator[str]:
    titles, labels = titles_of(files), {row.id: row.label for row in asked}
    found = [file.by_id() for file in files]
    label_width = min(LABEL_WIDTH, max(display_width(row.label) for row in asked))
    most = 2 if len(files) > 1 else 4
    cells = {row.id: [_cell(each[row.id], labels, most) for each in found] for row in asked}
    widths = _column_widths(cells, len(files), width, label_width + 8)
    if min(widths) < NARROWEST:
        cells = {name: [cell[0] for cell in row] for name, row in cells.items()}
        widths = _column_widths(cells, len(files), width, label_width + 8)
    if len(files) == 1:
        yield titles[0]
    elif min(widths) < NARROWEST:
        yield from (f"{number} {title}" for number, title in enumerate(heads_of(files), 1))
        yield from _row("", "수준", [str(number) for number in range(1, len(files) + 1)], label_width, widths)
    else:
        yield from _row("", "수준", heads_of(files), label_width, widths)
    for theme, rows in groupby(asked, lambda row: row.theme_label):
        yield ""
        yield f"[{theme}]"
        for row in rows:
            yield from _row(row.label, LEVELS[row.level], cells[row.id], label_width, widths)
    yield ""
    yield LEGEND
    yield from (summary(file, title) for file, title in zip(files, titles, strict=True))
    yield from _missing(files, titles)


def _column_widths(cells: dict[str, list[str]], count: int, width: int | None, taken: int) -> list[int]:
    natural = [max(NARROWEST if len(row[number]) > 1 else 3 for row in cells.values()) for number in range(count)]
    natural = [
        max(least, *(display_width(row[number]) for row in cells.values())) for number, least in enumerate(natural)
    ]
    if width is None or taken + sum(natural) + 2 * count <= width:
        return natural
    return [max(3, min(each, (width - taken) // count - 2)) for each in natural]


def _row(label: str, level: str, cells: Sequence[str], label_width: int, widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a row: cells that are too long go on below."""
    columns = [wrap(label, label_width), [level]]
    columns += [
        wrap(cell, max(width, 2), indent="  " if width > 8 else "") for cell, width in zip(cells, widths, strict=True)
    ]
    for number in range(max(map(len, columns))):
        pieces = [column[number] if number < len(column) else "" for column in columns]
        yield "  ".join(map(pad, pieces, (label_width, 4, *widths))).rstrip()


def _missing(files: Sequence[File], titles: Sequence[str]) -> Iterator[str]:
    for file, title in zip(files, titles, strict=True):
        names = [row.label for row in file.rows if row.level == "core" and not row.has_it and not row.instead]
        if names:
            yield f"{title}에 없는 필수 규정: {', '.join(names)}"


# ── for other programs ───────────────────────────────────────────────────────


def as_json(files: Sequence[File], asked: Sequence[Requirement], width: int | None) -> bytes:
    """Return the files with their requirements."""
    data = [
        {
            "path": file.path,
            "title": file.title,
            "requirements": [
                {
                    "id": row.id,
                    "status": row.status,
                    "at": list(row.at),
                    "theme": row.theme,
                    "level": row.level,
                    "label": row.label,
                    "instead": row.instead,
                }
                for row in file.rows
            ],
        }
        for file in files
    ]
    return (json.dumps({"files": data}, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def as_csv(files: Sequence[File], asked: Sequence[Requirement], width: int | None) -> bytes:
    """Return one row a requirement, two columns a file: whether it is there, and where."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [head for title in titles_of(files) for head in (title, f"{title} 자리")]
    writer.writerow(map(_plain, ["주제", "규정", "수준", "id", *heads]))
    found = [file.by_id() for file in files]
    for row in asked:
        pairs = [(STATUSES[each[row.id].status], ", ".join(each[row.id].at)) for each in found]
        writer.writerow(
            map(
                _plain,
                [row.theme_label, row.label, LEVELS[row.level], row.id, *(word for pair in pairs for word in pair)],
            )
        )
    return out.getvalue().encode("utf-8", "backslashreplace")


def _plain(word: str) -> str:
    """A spreadsheet takes what begins like this for a formula."""
    return f"'{word}" if word.startswith(("=", "+", "-", "@")) else word


# ── Word ─────────────────────────────────────────────────────────────────────


def as_docx(files: Sequence[File], asked: Sequence[Requirement], width: int | None) -> bytes:
    """Return a landscape document: a table whose heading is repeated on every page."""
    from ordinance_drafter.blocks import Block, Document, Paragraph, Run, Style, Table

    titles = titles_of(files)
    head = tuple(_words(word, Style.TABLE_HEAD) for word in ("규정", "수준", *heads_of(files)))
    rows = [head, *_docx_rows(files, asked)]
    share = max(8, 70 // len(files))
    table = Table(tuple(rows), (24, 5, *(share for _ in files)), header_rows=1)
    name = f"조례 규정 대비표 ({len(files)}건)" if len(files) > 1 else f"{titles[0]} 규정 점검표"
    notes = [LEGEND, *(summary(file, title) for file, title in zip(files, titles, strict=True))]
    notes += _missing(files, titles)
    blocks: list[Block] = [Paragraph(Style.PART_TITLE, (Run(name),)), table]
    blocks += [Paragraph(Style.NOTE, (Run(note),)) for note in notes]
    return write_landscape(Document(name, tuple(blocks)))


def write_landscape(document: Document) -> bytes:
    """Return a document on paper turned on its side, with smaller letters in tables."""
    import tempfile
    from pathlib import Path

    from ordinance_drafter.write import write

    with tempfile.TemporaryDirectory(prefix="ordinance-drafter-") as folder:
        styles = Path(folder) / "styles.yaml"
        styles.write_text(_landscape(), "utf-8")
        return write(document, "docx", styles)


def _docx_rows(files: Sequence[File], asked: Sequence[Requirement]) -> Iterator[tuple[Cell, ...]]:
    from ordinance_drafter.blocks import Style

    found, labels = [file.by_id() for file in files], {row.id: row.label for row in asked}
    most = 4 if len(files) == 1 else 2 if len(files) <= 6 else 0
    for theme, rows in groupby(asked, lambda row: row.theme_label):
        yield (_words(theme, Style.TABLE_HEAD, span=len(files) + 2),)
        for row in rows:
            cells = [_cell(each[row.id], labels, most) if most else MARKS[each[row.id].status] for each in found]
            yield tuple(_words(word, Style.TABLE_CELL) for word in (row.label, LEVELS[row.level], *cells))


def _words(text: str, style: Style, span: int = 1) -> Cell:
    from ordinance_drafter.blocks import Cell, Paragraph, Run

    return Cell((Paragraph(style, (Run(text),)),), span)


def _landscape() -> str:
    """Return the styles that come along, on paper turned on its side and with smaller letters in tables."""
    from ordinance_drafter.resources import data_dir

    text = (data_dir("templates") / "styles.yaml").read_text("utf-8")
    for key, value in {"width": 297, "height": 210, "left": 15, "right": 15}.items():
        text = re.sub(rf"(?m)^(  {key}: )[\d.]+", rf"\g<1>{value}", text, count=1)
    for key, value in {"size": 10, "line": 130}.items():
        text = re.sub(rf"(?m)^(  table_(?:head|cell):(?:\n    .*)*?\n    {key}: )[\d.]+", rf"\g<1>{value}", text)
    return re.sub(r"(?m)^(table:(?:\n  .*)*?\n  bottom: )[\d.]+", r"\g<1>2", text)


VIEWS: dict[str, Callable[[Sequence[File], Sequence[Requirement], int | None], bytes]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
    "docx": as_docx,
}
