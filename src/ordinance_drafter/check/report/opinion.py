"""The opinion of a review on one page: what was checked, what to mend, what nobody could tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ordinance_drafter.blocks import Block, Cell, Paragraph, Run, Style, Table
from ordinance_drafter.blocks import Document as Page
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.report.results import KINDS, SEVERITY_WORDS, FileResult, Row
from ordinance_drafter.korean import format_date, truncate

MOST = 4
"""Rows of the table: more do not fit the page."""
_WIDE, _BASIS = 76, 40
"""Cells of an opinion and of its basis in the table: two lines each."""


def opinion(document: Document, result: FileResult, missing: Sequence[str]) -> Page:
    """Return the opinion as a document.

    Args:
        document: what was checked.
        result: its findings.
        missing: the labels of core provisions it does not have.
    """
    groups = _groups(row for row in result.rows if row.state != "unverified")
    blocks: list[Block] = [_paragraph(Style.PART_TITLE, "검토의견서"), _facts(document, result)]
    blocks.append(_paragraph(Style.HEADING1, "1. 종합 의견"))
    blocks += [_paragraph(Style.BODY, words) for words in _summary(result, missing)]
    blocks.append(_paragraph(Style.HEADING1, "2. 조문별 의견"))
    if groups:
        most = MOST - bool(missing)
        blocks.append(_table(groups[:most]))
        left = groups[most:]
        if left:
            count = sum(len(rows) for _, rows in left)
            blocks.append(
                _paragraph(Style.NOTE, f"이 밖에 {len(left)}가지 규칙에서 {count}곳이 더 있다. check의 결과를 본다.")
            )
    else:
        blocks.append(_paragraph(Style.BODY, "규칙에 걸린 것이 없다."))
    blocks.append(_paragraph(Style.HEADING1, "3. 확인하지 못한 것"))
    blocks += [_paragraph(Style.BODY, words) for words in _unverified(result)]
    return Page(f"검토의견서 {result.title}", tuple(blocks))


Group = tuple[str, list[Row]]


def _groups(rows: Iterable[Row]) -> list[Group]:
    """Return the findings by rule, the gravest first, and in the order of the text."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    names = list(SEVERITY_WORDS)
    return sorted(found.items(), key=lambda group: min(names.index(row.severity) for row in group[1]))


def _facts(document: Document, result: FileResult) -> Table:
    kind = KINDS.get(result.kind, "")
    number = document.ordinance.number
    rows = [
        ("제명", result.title),
        (
            "문서",
            f"{kind}{f'(제{number}호)' if number else ''}{f', {result.municipality}' if result.municipality else ''}",
        ),
        ("기준일", f"{format_date(document.as_of)} (법령 사전을 확인한 날 또는 지정한 날)"),
        ("결과", _counts(result)),
        ("검토자", ""),
    ]
    cells = tuple((_cell(Style.TABLE_HEAD, name), _cell(Style.TABLE_CELL, words)) for name, words in rows)
    return Table(cells, (16, 84), header_rows=0)


def _counts(result: FileResult) -> str:
    counts = ", ".join(
        f"{word} {sum(row.severity == name and row.state != 'unverified' for row in result.rows)}"
        for name, word in SEVERITY_WORDS.items()
    )
    return f"{counts}, 확인하지 못한 것 {sum(row.state == 'unverified' for row in result.rows)}"


def _summary(result: FileResult, missing: Sequence[str]) -> list[str]:
    errors = sum(row.severity == "error" for row in result.rows)
    warnings = sum(row.severity == "warning" for row in result.rows)
    if errors:
        words = f"바로잡아야 할 것이 {errors}곳 있다. 고친 뒤 다시 검토한다."
    elif warnings:
        words = f"법령이나 형식에 어긋나는 것은 찾지 못했으나 살펴볼 것이 {warnings}곳 있다."
    else:
        words = "규칙에 걸린 것이 없다. 이 검토는 규칙으로 알 수 있는 것만 보며, 내용의 타당성은 검토자가 판단한다."
    if not missing:
        return [words]
    named = ", ".join(missing[:3]) + (f" 등 {len(missing)}가지" if len(missing) > 3 else "")
    return [words, f"꼭 있어야 할 규정 가운데 없는 것: {named}."]


def _table(groups: Sequence[Group]) -> Table:
    head = tuple(_cell(Style.TABLE_HEAD, words) for words in ("정도", "조문", "의견", "근거"))
    rows = [head]
    for code, found in groups:
        first = found[0]
        where = (first.address or first.article) + (f" 등 {len(found)}곳" if len(found) > 1 else "")
        message = truncate(f"{first.message} ({code})", _WIDE)
        words = (SEVERITY_WORDS[first.severity], where, message, truncate(first.basis, _BASIS))
        rows.append(tuple(_cell(Style.TABLE_CELL, word) for word in words))
    return Table(tuple(rows), (9, 17, 48, 26))


def _unverified(result: FileResult) -> list[str]:
    rows = [row for row in result.rows if row.state == "unverified"]
    if not rows:
        return ["없다."]
    words = [f"{row.address or row.article}: {truncate(row.message, 60)}" for row in rows[:2]]
    return [*words, f"이 밖에 {len(rows) - 2}건."] if len(rows) > 2 else words


def _paragraph(style: Style, words: str) -> Paragraph:
    return Paragraph(style, (Run(words),))


def _cell(style: Style, words: str) -> Cell:
    return Cell((_paragraph(style, words),))
