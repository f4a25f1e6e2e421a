"""Where a finding is: how its unit is cited, and the line and column it begins at in the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ordinance_drafter.finding import Finding, Reading
from ordinance_drafter.model import ADDENDA, ANNEXES, Ordinance, Path, address, at

_SAME = str.maketrans({"·": "ㆍ", "・": "ㆍ", "•": "ㆍ", "‧": "ㆍ", "･": "ㆍ", "\u00a0": " ", "（": "(", "）": ")"})
"""Characters of a source that reading puts in one form."""


def address_of(ordinance: Ordinance, finding: Finding) -> str:
    """Return how the place of a finding is cited: 제7조제1항, 부칙 제2조, 별표 1, 제명; "" for the whole."""
    if finding.path is None:
        return "제명" if finding.field == "title" else ""
    return unit_address(ordinance, finding.path)


def unit_address(ordinance: Ordinance, path: Path) -> str:
    """Return how the unit, addenda or annex at ``path`` is cited."""
    if path[0] == ANNEXES:
        return ordinance.annexes[path[1]].label
    if path[0] == ADDENDA and len(path) == 2:
        several = f" {ordinance.addenda[path[1]].label}" if len(ordinance.addenda) > 1 else ""
        return f"부칙{several}".rstrip()
    return address(ordinance, path)


class Spot(NamedTuple):
    """A place in the source: ``line`` and ``column`` from 1, ``length`` in characters of the line (0: no caret)."""

    line: int
    column: int
    length: int


def spot_of(reading: Reading, finding: Finding) -> Spot | None:
    """Return where a finding stands in the source, None when nothing tells.

    Reading may have changed characters, joined lines and dropped marks, so that the words are looked up in the
    unit's own lines, character by character, spaces and marks aside.
    """
    if finding.field == "source" and finding.line and finding.span:
        return Spot(finding.line, finding.span[0] + 1, finding.span[1] - finding.span[0])
    if finding.path is None:
        if finding.field == "title":
            return _title_spot(reading, finding)
        return Spot(finding.line, 1, 0) if finding.line else None
    span = reading.spans.get(finding.path)
    if span is None:
        return Spot(finding.line, 1, 0) if finding.line else None
    if finding.span is None or finding.path[0] == ANNEXES or len(finding.path) < 2:
        return Spot(span.line, span.column, 0)
    unit = at(reading.ordinance, finding.path) if finding.path[0] != ADDENDA or len(finding.path) > 2 else None
    if unit is None:
        return Spot(span.line, span.column, 0)
    words = unit.heading if finding.field == "heading" else unit.text
    return align(reading.source, words, finding.span, span.line, max(span.last, span.line)) or Spot(
        span.line, span.column, 0
    )


def _title_spot(reading: Reading, finding: Finding) -> Spot | None:
    title = reading.ordinance.title
    for number, line in enumerate(reading.source[:200], 1):
        if "".join(title.split()) and "".join(title.split()) in "".join(line.split()):
            span = finding.span or (0, len(title))
            return align(reading.source, title, span, number, number) or Spot(number, 1, 0)
    return Spot(1, 1, 0) if reading.source else None


def align(lines: Sequence[str], words: str, span: tuple[int, int], first: int, last: int) -> Spot | None:
    """Return where a span of words stands in lines ``first`` to ``last`` (from 1), None when they are not there.

    The words and the lines are walked side by side from where the words begin, spaces and marks aside.
    """
    source = [
        (number, column, char)
        for number in range(first, min(last, len(lines)) + 1)
        for column, char in enumerate(lines[number - 1], 1)
        if not char.isspace()
    ]
    plain = [(index, char) for index, char in enumerate(words.translate(_SAME)) if not char.isspace()]
    if not plain or not source:
        return None
    letters = "".join(char for _, _, char in source).translate(_SAME)
    wanted = "".join(char for _, char in plain)
    begin = letters.find(wanted[:12])
    while begin >= 0:
        where = _walk(letters, wanted, begin)
        if where:
            return _spot(source, plain, where, span)
        begin = letters.find(wanted[:12], begin + 1)
    return None


_MARKS = frozenset("*\\_#>|")


def _walk(letters: str, wanted: str, begin: int) -> list[int] | None:
    """Return for each wanted letter where it stands, marks of Markdown and notes <…> in the source passed over."""
    where = []
    position = begin
    for letter in wanted:
        while position < len(letters) and letters[position] != letter and (
            letters[position] in _MARKS or letters[position] == "<"
        ):  # fmt: skip
            skipped = letters.find(">", position) + 1 if letters[position] == "<" else position + 1
            if not skipped:
                return None
            position = skipped
        if position >= len(letters) or letters[position] != letter:
            return None
        where.append(position)
        position += 1
    return where


def _spot(
    source: list[tuple[int, int, str]], plain: list[tuple[int, str]], where: list[int], span: tuple[int, int]
) -> Spot:
    inside = [where[n] for n, (index, _) in enumerate(plain) if span[0] <= index < span[1]]
    if not inside:  # only spaces: the gap itself
        before = [where[n] for n, (index, _) in enumerate(plain) if index < span[0]]
        number, column, _ = source[before[-1]] if before else source[where[0]]
        return Spot(number, column + (1 if before else 0), max(1, span[1] - span[0]))
    number, column, _ = source[inside[0]]
    ends = [source[position][1] for position in inside if source[position][0] == number]
    return Spot(number, column, ends[-1] - column + 1)
