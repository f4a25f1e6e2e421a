"""The part of an article that shows what was looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ordinance_drafter.find.query import Term

WIDTH = 120
"""Letters of a snippet."""


class Snippet(NamedTuple):
    """Words of an article, and where in them the terms stand."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, terms: Sequence[Term], width: int = WIDTH) -> Snippet:
    """Return the line of a text with the most of the terms, cut to a width around them."""
    lines = text.split("\n")
    scores = [sum(1 for term in terms if next(term.spots(line), None)) for line in lines]
    line = lines[scores.index(max(scores))]
    if len(line) <= width:
        return Snippet(line, marks(line, terms))
    first = min((span[0] for span in marks(line, terms)), default=0)
    start = max(0, min(first - width // 4, len(line) - width))
    if start:
        start = line.find(" ", start, first) + 1 or start  # at the beginning of a word
    cut = ("…" if start else "") + line[start : start + width].strip() + ("…" if start + width < len(line) else "")
    return Snippet(cut, marks(cut, terms))


def marks(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """Return where terms stand in a text, in order, what overlaps put together."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for term in terms for span in term.spots(text)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)
