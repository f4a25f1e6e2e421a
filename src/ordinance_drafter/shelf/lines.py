"""Which line of a clause's file a rendered word came from: every line of a template carries its number through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ordinance_drafter.model import Path, Provision

REF = re.compile(r"\{ref:([a-z0-9-]+)\}")
_BASE = 0xE100
_MOST = 0xF8FF - _BASE
_MARKS = re.compile("[\ue100-\uf8ff]")
_TAGS_ALONE = re.compile(r"[ \t]*(?:\{%[^%\n]*%\}[ \t]*)+")
_BRACES = re.compile(r"\{[{%]|[%}]\}")


def marked(text: str) -> str:
    """Return a template whose every line ends in a private mark of its number; lines of tags alone have none."""
    lines = text.split("\n")
    if len(lines) > _MOST or _MARKS.search(text):
        return text
    result, open_ = [], False
    for number, line in enumerate(lines, 1):
        for brace in _BRACES.findall(line):
            open_ = brace[0] == "{"
        plain = open_ or not line.strip() or _TAGS_ALONE.fullmatch(line)
        result.append(line if plain else line + chr(_BASE + number))
    return "\n".join(result)


def unmarked(text: str) -> str:
    """Return a text without the marks."""
    return _MARKS.sub("", text)


def numbers_in(text: str) -> set[int]:
    """Return the numbers of the lines a rendered text came from."""
    return {ord(mark) - _BASE for mark in _MARKS.findall(text)}


def units(unit: Provision, above: Path = ()) -> Iterator[tuple[Path, Provision]]:
    """Yield a unit and all under it, each with its place below the first."""
    yield above, unit
    for index, child in enumerate(unit.children):
        yield from units(child, (*above, index))


def lines_of(rendered: str, unit: Provision, bind: Callable[[re.Match[str]], str]) -> dict[Path, int]:
    """Return on which line of the template each unit of an article began.

    Args:
        rendered: the marked template, filled.
        unit: the article it was read as.
        bind: what a mark of a reference becomes.
    """
    rows: list[tuple[str, int]] = []
    last = 1
    for row in rendered.split("\n"):
        marks = [ord(mark) - _BASE for mark in _MARKS.findall(row)]
        last = marks[-1] if marks else last
        rows.append((_squeezed(REF.sub(bind, unmarked(row))), last))
    found: dict[Path, int] = {}
    start = 0
    for path, each in units(unit):
        words = _squeezed(each.text.split("\n")[0])
        at = next((index for index in range(start, len(rows)) if words and words in rows[index][0]), None)
        start = start if at is None else at
        found[path] = rows[min(start, len(rows) - 1)][1]
        if at is not None and each.level.name != "article":
            start = at + 1
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
