"""Documents -> blocks: an ordinance's tree and the bill's light markup become the same flat list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ordinance_drafter.blocks import Block, Cell, PageBreak, Paragraph, Run, Style, Table
from ordinance_drafter.errors import InputError
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, PARAGRAPH, Annex, Ordinance, Path, Provision, articles
from ordinance_drafter.notation import split_note
from ordinance_drafter.refs import resolutions, scan

_STYLES = {
    "article": Style.ARTICLE,
    "paragraph": Style.PARAGRAPH,
    "subparagraph": Style.SUBPARAGRAPH,
    "item": Style.ITEM,
    "subitem": Style.SUBITEM,
    "subitem2": Style.SUBITEM2,
    "subitem3": Style.SUBITEM3,
    "subitem4": Style.SUBITEM4,
}
_Links = dict[Path, list[tuple[int, int, str]]]


def ordinance_blocks(
    ordinance: Ordinance, *, number_line: str = "", facts_line: str = "", preamble: str = ""
) -> list[Block]:
    """Return the blocks of an ordinance: number line, title, facts ([시행 …] [… 제2918호 …]), 개정문, body, addenda, annexes.

    References inside the text become links to the unit they lead to.
    """
    links = _links(ordinance)
    blocks: list[Block] = []
    if number_line:
        blocks.append(_paragraph(Style.ORDINANCE_NUMBER, number_line))
    blocks.append(_paragraph(Style.TITLE, ordinance.title, outline=0))
    if facts_line:
        blocks.append(_paragraph(Style.NOTE, facts_line))
    for line in filter(None, (preamble, *ordinance.preamble.split("\n"))):
        blocks.append(_paragraph(Style.PREAMBLE, line))
    for index, unit in enumerate(ordinance.body):
        blocks += _unit_blocks(unit, (BODY, index), links)
    for index, addenda in enumerate(ordinance.addenda):
        words = f"부      칙 {addenda.label}".rstrip()
        blocks.append(Paragraph(Style.ADDENDA, (Run(words),), f"addenda{index}"))
        for place, unit in enumerate(addenda.provisions):
            blocks += _unit_blocks(unit, (ADDENDA, index, place), links)
    for index, annex in enumerate(ordinance.annexes):
        blocks += _annex_blocks(annex, index)
    return blocks


def article_bookmark(number: object) -> str:
    """Return the anchor of an article of the body: ``a5``, ``a5_2``."""
    return f"a{number}".replace("의", "_")


def _links(ordinance: Ordinance) -> _Links:
    articles_by_path = dict(articles(ordinance))
    links: _Links = {}
    for mention, result in resolutions(ordinance):
        if result.kind != "internal" or result.path is None:
            continue
        target = _bookmark(result.path, articles_by_path)
        links.setdefault(mention.path, []).append((*mention.span, target))
    return links


def _bookmark(path: Path, articles_by_path: dict[Path, Provision]) -> str:
    if path in articles_by_path:
        return article_bookmark(articles_by_path[path].number)
    if path[-1] == 0 and path[:-1] in articles_by_path and not articles_by_path[path[:-1]].text:
        return article_bookmark(articles_by_path[path[:-1]].number)  # ① stands on its article's line
    if path[0] == 2:
        return f"annex{path[1]}"
    if path[0] == ADDENDA and len(path) == 2:
        return f"addenda{path[1]}"
    return "p" + "_".join(map(str, path))


def _unit_blocks(unit: Provision, path: Path, links: _Links) -> Iterator[Block]:
    if unit.level.is_division:
        words = " ".join(filter(None, (unit.label, unit.heading, "삭제" if unit.deleted else "", unit.note)))
        yield Paragraph(Style.DIVISION, (Run(words),), "p" + "_".join(map(str, path)))
        for line in filter(None, unit.text.split("\n")):
            yield _paragraph(Style.BODY, line)
        yield from _children_blocks(unit, path, links, 0)
        return
    style = _STYLES[unit.level.name]
    is_body_article = unit.level is ARTICLE and path[0] == BODY
    bookmark = article_bookmark(unit.number) if is_body_article else "p" + "_".join(map(str, path))
    head = unit.label + (f"({unit.heading})" if unit.heading else "")
    glued = unit.level is ARTICLE and not unit.text and not unit.deleted and bool(unit.children)
    inline, brackets = split_note(unit.note, unit.level)
    glued = glued and unit.children[0].level is PARAGRAPH and not inline
    if glued:
        first = unit.children[0]
        lead = f"{head} {first.label}" + (f"({first.heading})" if first.heading else "")
        yield from _words_blocks(style, lead, first, (*path, 0), bookmark, links)
        yield from _children_blocks(first, (*path, 0), links, 0)
    else:
        yield from _words_blocks(style, head, replace(unit, note=inline), path, bookmark, links)
    yield from _children_blocks(unit, path, links, int(glued))
    if brackets:  # [본조신설 …] stands on a line of its own under the article
        yield _paragraph(Style.BODY, brackets)


def _children_blocks(unit: Provision, path: Path, links: _Links, start: int) -> Iterator[Block]:
    for index in range(start, len(unit.children)):
        yield from _unit_blocks(unit.children[index], (*path, index), links)


def _words_blocks(
    style: Style, head: str, unit: Provision, path: Path, bookmark: str, links: _Links
) -> Iterator[Block]:
    runs = [Run("삭제"), *([Run(f"\n{unit.text}")] if unit.text else [])]
    if not unit.deleted:
        runs = _linked(unit.text, links.get(path, ()))
    tail = [Run(f" {unit.note}")] if unit.note else []
    lines = _split_lines(runs)
    lines[0 if unit.deleted else -1] += tail
    lead = [Run(f"{head} " if head and lines != [[]] and lines != [tail] else head)] if head else []
    yield Paragraph(style, _merge([*lead, *lines[0]]), bookmark)
    for line in lines[1:]:
        yield Paragraph(style, _merge(line))


def _linked(text: str, links: list[tuple[int, int, str]] | tuple[()]) -> list[Run]:
    runs, at = [], 0
    for start, end, target in sorted(links):
        if start < at:
            continue
        runs += [Run(text[at:start]), Run(text[start:end], target=target)]
        at = end
    return [run for run in (*runs, Run(text[at:])) if run.text]


def _split_lines(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        pieces = run.text.split("\n")
        for index, piece in enumerate(pieces):
            if index:
                lines.append([])
            if piece:
                lines[-1].append(Run(piece, run.bold, run.underline, run.target))
    return lines


def _merge(runs: list[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and (last.bold, last.underline, last.target) == (run.bold, run.underline, run.target):
            merged[-1] = Run(last.text + run.text, run.bold, run.underline, run.target)
        else:
            merged.append(run)
    return tuple(merged)


def _annex_blocks(annex: Annex, index: int) -> Iterator[Block]:
    yield PageBreak()
    yield Paragraph(Style.ANNEX, (Run(f"[{annex.label}] {annex.heading}".rstrip()),), f"annex{index}")
    for line in annex.text.split("\n"):
        yield _paragraph(Style.BODY, line)


def _paragraph(style: Style, text: str, outline: int | None = None) -> Paragraph:
    return Paragraph(style, (Run(text),) if text else (), outline=outline)


# ------------------------------------------------------------------------------------------- light markup

_LINE_STYLES = {
    "@cover": Style.COVER_TITLE,
    "@subtitle": Style.COVER_SUBTITLE,
    "@field": Style.COVER_FIELD,
    "@sign": Style.SIGNATURE,
    "@note": Style.NOTE,
    "#": Style.PART_TITLE,
    "##": Style.HEADING1,
    "###": Style.HEADING2,
    "####": Style.HEADING3,
}
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_CELLS = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([\\|#@])")
_PROPOSED = re.compile(r"\(안 [^()]*(?:\([^()]*\)[^()]*)*\)")


LINE_BREAK = "\ue002"
"""Parts the paragraphs of one table cell; a private-use character no document carries."""


def escape(text: str) -> str:
    """Return ``text`` so that light markup reads it as plain words on one line."""
    flat = " ".join(text.split("\n")).strip().replace("\\", "\\\\").replace("|", "\\|")
    return f"\\{flat}" if flat.startswith(("#", "@")) else flat


def markup_blocks(markup: str) -> list[Block]:
    """Return the blocks of a bill part written in light markup.

    One line is one paragraph: ``# 부분 제목`` ``## 1. 제목`` ``### 가. 제목`` ``#### 1) 제목`` ``@cover`` ``@subtitle``
    ``@field`` ``@sign`` ``@note`` ``@page``; ``| 칸 | 칸 |`` rows make a table, ``|---|--:|`` ends its head and
    aligns numbers right, ``@widths 2 3`` before it sets widths. A backslash keeps the next mark a plain character.
    """
    blocks: list[Block] = []
    rows: list[str] = []
    widths: tuple[int, ...] = ()
    for line in (*markup.split("\n"), ""):
        line = line.strip()
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            blocks.append(_table(rows, widths))
            rows, widths = [], ()
        if not line:
            continue
        mark, _, words = line.partition(" ")
        if mark == "@page":
            blocks.append(PageBreak())
        elif mark == "@widths":
            widths = tuple(int(width) for width in words.split() if width.isdigit())
        elif mark in _LINE_STYLES:
            blocks.append(Paragraph(_LINE_STYLES[mark], _proposed_runs(_plain(words))))
        else:
            blocks.append(Paragraph(Style.BODY, _proposed_runs(_plain(line))))
    return blocks


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.strip())


def _proposed_runs(text: str) -> tuple[Run, ...]:
    """Link the articles named in “(안 제5조 및 제6조)” to the draft."""
    spans = []
    for group in _PROPOSED.finditer(text):
        for mention in scan(group[0]):
            steps = mention.ref.steps
            if not mention.ref.statute and steps and steps[0][0] is ARTICLE and not mention.ref.place:
                start = group.start()
                spans.append((start + mention.head[0], start + mention.head[1], article_bookmark(steps[0][1])))
    return tuple(_linked(text, spans))


def _table(lines: list[str], widths: tuple[int, ...]) -> Table:
    rows: list[list[str]] = []
    head = 0
    right: list[bool] = []
    for line in lines:
        if _RULE.fullmatch(line):
            head = len(rows)
            right = [cell.strip().endswith("-:") for cell in line.strip("|").split("|")]
            continue
        rows.append([_plain(cell) for cell in _CELLS.split(line)[1:-1]])
    if not rows:
        raise InputError(f"표에 줄이 없습니다: {lines[0]}")
    columns = max(map(len, rows))
    rows = [[*row, *[""] * (columns - len(row))] for row in rows]
    right = [*right, *[False] * (columns - len(right))]
    cells = [
        tuple(_cell(text, index < head, right[column]) for column, text in enumerate(row))
        for index, row in enumerate(rows)
    ]
    return Table(tuple(cells), widths if len(widths) == columns else (1,) * columns, head)


def _cell(text: str, head: bool, right: bool) -> Cell:
    style = Style.TABLE_HEAD if head else Style.TABLE_NUMBER if right else Style.TABLE_CELL
    lines = text.split(LINE_BREAK)
    return Cell(tuple(Paragraph(style, _proposed_runs(line.strip())) for line in lines))
