"""Tracked changes: the whole text with what an amendment takes out and puts in, to be accepted or rejected in Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ordinance_drafter.amend.compare import Kind, Row, Words, lines_of, pairs_of, rows_of_pair
from ordinance_drafter.blocks import Block, Document, Paragraph, Run, Style
from ordinance_drafter.model import ARTICLE, ITEM, SUBPARAGRAPH, Ordinance, Provision

TITLE = "변경 추적본"
_STYLES = {SUBPARAGRAPH: Style.SUBPARAGRAPH, ITEM: Style.ITEM}
_DEPTHS = (Style.ARTICLE, Style.SUBPARAGRAPH, Style.ITEM, Style.SUBITEM, Style.SUBITEM2, Style.SUBITEM3)
PUT_IN, TAKEN_OUT = "ins", "del"


def redline(old: Ordinance, new: Ordinance) -> Document:
    """Return the new text with tracked changes from the old: accepting all gives the new, rejecting all the old.

    Args:
        old: the text in force.
        new: the text wanted; notes (<개정 …>) and annexes are left aside.
    """
    blocks: list[Block] = [Paragraph(Style.TITLE, tuple(_interleaved(*_titles(old, new))), outline=0)]
    for before, after in pairs_of(old, new):
        blocks += _pair(before, after)
    for index in range(max(len(old.addenda), len(new.addenda))):
        blocks += _addenda(old, new, index)
    return Document(f"{new.title} {TITLE}", tuple(blocks))


def _titles(old: Ordinance, new: Ordinance) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    differ = old.title != new.title
    return (Words(old.title, differ),), (Words(new.title, differ),)


def _pair(before: Provision | None, after: Provision | None) -> Iterator[Block]:
    rows = list(rows_of_pair(before, after))
    if not rows:
        unit = after if after is not None else before
        if unit is not None and not (after is None and unit.deleted):
            yield from _plain(unit, "")
        return
    for row in rows:
        yield from _row(row)


def _plain(unit: Provision, lead: str, depth: int = 0) -> Iterator[Paragraph]:
    for index, line in enumerate(lines_of(unit)):
        style = Style.DIVISION if unit.level.is_division else _STYLES.get(unit.level, _DEPTHS[min(depth, 5)])
        if index and unit.level.rank <= ARTICLE.rank:
            style = Style.ARTICLE
        yield Paragraph(style, (Run((lead if index == 0 else "") + line),))


def _row(row: Row) -> Iterator[Paragraph]:
    style = _DEPTHS[min(row.depth, 5)]
    if row.kind is Kind.CHANGED:
        yield Paragraph(style, tuple(_interleaved(row.current, row.proposed)))
    elif row.kind is Kind.SAME:
        for index, unit in enumerate(row.news):
            first, *rest = _plain(unit, "", row.depth)
            yield Paragraph(first.style, (*(_lead(row) if index == 0 else ()), *first.runs))
            yield from rest
    elif row.kind is Kind.MOVED:
        yield from _moved(row, style)
    else:
        words, change = (row.proposed, PUT_IN) if row.kind is Kind.NEW else (row.current, TAKEN_OUT)
        yield Paragraph(style, tuple(Run(each.text, change=change) for each in words))


def _lead(row: Row) -> Iterator[Run]:
    """Yield an article's head before its first paragraph, tracked where it changes."""
    if row.lead[0] == row.lead[1]:
        yield Run(row.lead[1])
    else:
        yield from (Run(row.lead[0], change=TAKEN_OUT), Run(row.lead[1], change=PUT_IN))


def _moved(row: Row, style: Style) -> Iterator[Paragraph]:
    """Yield a unit that has another number: only its label changes."""
    label, old_label = row.proposed[0].text, row.current[0].text
    for index, line in enumerate(line for unit in row.news for line in lines_of(unit)):
        if index:
            yield Paragraph(style, (Run(line),))
            continue
        rest = line.removeprefix(label.removeprefix(row.lead[1]))
        yield Paragraph(style, (Run(old_label, change=TAKEN_OUT), Run(label, change=PUT_IN), Run(rest)))


def _interleaved(current: Sequence[Words], proposed: Sequence[Words]) -> Iterator[Run]:
    """Yield one line from two: what stays once, what goes before what comes."""
    i = j = 0
    while i < len(current) or j < len(proposed):
        if i < len(current) and current[i].changed:
            yield Run(current[i].text, change=TAKEN_OUT)
            i += 1
        elif j < len(proposed) and proposed[j].changed:
            yield Run(proposed[j].text, change=PUT_IN)
            j += 1
        elif i < len(current):
            yield Run(current[i].text)
            i, j = i + 1, j + 1
        else:
            yield Run(proposed[j].text)
            j += 1


def _addenda(old: Ordinance, new: Ordinance, index: int) -> Iterator[Block]:
    before = old.addenda[index] if index < len(old.addenda) else None
    after = new.addenda[index] if index < len(new.addenda) else None
    head = after or before
    assert head is not None
    change = "" if before and after else PUT_IN if after else TAKEN_OUT
    yield Paragraph(Style.ADDENDA, (Run(f"부      칙 {head.label}".rstrip(), change=change),))
    ours, theirs = (each.provisions if each else () for each in (before, after))
    if ours == theirs:
        for unit in theirs:
            yield from _plain(unit, "")
        return
    for units, mark in ((ours, TAKEN_OUT), (theirs, PUT_IN)):
        for unit in units:
            for line in lines_of(unit):
                yield Paragraph(Style.ARTICLE, (Run(line, change=mark),))
