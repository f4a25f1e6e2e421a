"""An effect as a document for Word and Markdown, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ordinance_drafter.amend.compare import Words
from ordinance_drafter.blocks import Block, Cell, Document, Paragraph, Run, Style, Table
from ordinance_drafter.check.report.results import SEVERITY_WORDS
from ordinance_drafter.impact import words as say
from ordinance_drafter.impact.effect import ArticleChange, Effect, Status, UnitChange
from ordinance_drafter.impact.side import Told


def effect_document(effect: Effect, change: Sequence[str] = (), *, marks: bool = False) -> Document:
    """Return an effect as a document: articles, references that follow, requirements, findings, each as a table.

    Args:
        effect: what to tell.
        change: what was changed, a line each.
        marks: put words that differ in 〔 〕 (for formats without underlines).
    """
    title = f"{effect.title}{say.TITLE}"
    blocks: list[Block] = [Paragraph(Style.PART_TITLE, (Run(title),), outline=0)]
    blocks += [Paragraph(Style.BODY, (Run(line),)) for line in change]
    blocks.append(Paragraph(Style.BODY, (Run(say.summary(effect) if effect else say.NOTHING),)))
    sections = (
        ("조문", ("조", "전", "후"), (3, 5, 5), list(_text_rows(effect, marks))),
        ("따라 바뀐 인용", ("자리", "전", "후"), (1, 1, 1), [_row(each.at, each.before, each.after) for each in effect.followed]),
        ("요건", ("무엇", "요건", "전", "후"), (2, 4, 4, 4), [_row(*say.requirement(each)) for each in effect.requirements]),
        ("검사", ("무엇", "자리", "결과"), (2, 3, 8), list(_finding_rows(effect))),
        ("함께 고칠 것", ("의안의 다른 부분",), (1,), [_row(each) for each in effect.problems]),
    )  # fmt: skip
    number = 0
    for name, heads, widths, rows in sections:
        if rows:
            number += 1
            blocks.append(Paragraph(Style.HEADING1, (Run(f"{number}. {name}"),), outline=1))
            top = tuple(Cell((Paragraph(Style.TABLE_HEAD, (Run(each),)),)) for each in heads)
            blocks.append(Table((top, *rows), widths))
    return Document(title, tuple(blocks))


def _row(*cells: str) -> tuple[Cell, ...]:
    return tuple(Cell((Paragraph(Style.TABLE_CELL, (Run(each),)),)) for each in cells)


def _text_rows(effect: Effect, marks: bool) -> Iterator[tuple[Cell, ...]]:
    for change in effect.of(Status.ADDED, Status.REMOVED, Status.CHANGED):
        yield _wide(f"{say.STATUS[change.status]}: {say.head(change)}", bold=True)
        for status, units in groupby(change.units, key=lambda each: each.status):
            if status is Status.MOVED:
                yield _wide(say.moved_units(list(units)))
            else:
                inside = change.status is Status.CHANGED
                yield from (_unit_row(unit, f"{say.became(unit)}: " if inside else "", marks) for unit in units)
    for unit in effect.others:
        yield _unit_row(unit, f"{say.STATUS[unit.status]}: ", marks)
    for line in say.shifts(effect.of(Status.MOVED)):
        yield _wide(f"{say.STATUS[Status.MOVED]}: {line}")


def _wide(words: str, *, bold: bool = False) -> tuple[Cell, ...]:
    return (Cell((Paragraph(Style.TABLE_CELL, (Run(words, bold=bold),)),), span=3),)


def _unit_row(unit: UnitChange, word: str, marks: bool) -> tuple[Cell, ...]:
    name = Cell((Paragraph(Style.TABLE_CELL, (Run(word + say.name(unit)),)),))
    return name, *(_cell(words, marks and unit.status is Status.CHANGED) for words in (unit.old, unit.new))


def _cell(words: Sequence[Words], marks: bool) -> Cell:
    runs = tuple(
        Run(f"〔{each.text}〕" if marks and each.changed else each.text, underline=each.changed) for each in words
    )
    return Cell((Paragraph(Style.TABLE_CELL, runs or (Run(""),)),))


def _finding_rows(effect: Effect) -> Iterator[tuple[Cell, ...]]:
    found = effect.findings
    if found is None:
        return
    for word, rows in (
        ("생김", found.appear),
        ("사라짐", found.vanish),
        ("말이 바뀜", [each.after for each in found.altered]),
    ):
        for each in rows:
            yield _row(word, each.address, _finding(each))


def _finding(told: Told) -> str:
    severity = "미확인" if told.state == "unverified" else SEVERITY_WORDS[told.severity]
    return f"{severity} {told.code}: {told.message}"


def effect_json(effect: Effect, change: Sequence[str] = ()) -> str:
    """Return an effect as JSON: one object, keys in English, words in Korean."""
    found = effect.findings
    data = {
        "title": effect.title,
        "change": list(change),
        "changed": bool(effect),
        "summary": {
            **{status.value: len(effect.of(status)) for status in say.STATUS},
            "same": effect.same,
            "references": len(effect.followed),
        },
        "articles": [_article_data(each) for each in effect.articles],
        "others": [_unit_data(each) for each in effect.others],
        "requirements": [
            {
                "id": each.id, "label": each.label, "level": each.level, "change": each.kind,
                "before": {"status": each.before, "at": list(each.before_at)},
                "after": {"status": each.after, "at": list(each.after_at), "instead": each.instead},
            }
            for each in effect.requirements
        ],
        "findings": None if found is None else {
            "appear": [_told_data(each) for each in found.appear],
            "vanish": [_told_data(each) for each in found.vanish],
            "altered": [
                {"before": _told_data(each.before), "after": _told_data(each.after)} for each in found.altered
            ],
            "same": found.same,
        },
        "problems": list(effect.problems),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _article_data(change: ArticleChange) -> dict[str, Any]:
    return {
        "status": change.status.value,
        "clause": change.clause,
        "before": change.before,
        "after": change.after,
        "heading": {"before": change.old_heading, "after": change.heading},
        "units": [_unit_data(each) for each in change.units],
        "references": [{"at": each.at, "before": each.before, "after": each.after} for each in change.followed],
    }


def _unit_data(change: UnitChange) -> dict[str, Any]:
    return {
        "status": change.status.value,
        "before": change.before,
        "after": change.after,
        "old": [{"text": each.text, "changed": each.changed} for each in change.old],
        "new": [{"text": each.text, "changed": each.changed} for each in change.new],
    }


def _told_data(told: Told) -> dict[str, str]:
    return {"code": told.code, "severity": told.severity, "address": told.address, "message": told.message}
