"""Defined terms and short names: where they are declared, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ordinance_drafter.model import Path

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Article, Unit


class Declared(NamedTuple):
    """A name declared in the text.

    ``kind`` is ``definition`` (“…”이란 … 말한다) or ``short_name`` ((이하 “…”이라 한다)); ``span`` is where the name
    itself stands, inside its quotes; ``full`` is what a short name stands for as far as it can be told ("" if not).
    """

    name: str
    kind: str
    path: Path
    span: tuple[int, int]
    full: str = ""


_DEFINITION = re.compile(
    r"^\s*[“\"']([^”\"'\n]{1,60})[”\"']\s?(?:이?란|(?:이?라)\s?(?:함은|하면|고 함은)|(?:은|는))(?=\s|$)"
)
_SHORT = re.compile(r"\(\s*이하\s*(?:[^()“\"']{0,30})[“\"']([^”\"'\n]{1,60})[”\"']\s?(?:이?라|로|으로)[^()]{0,20}\)")
_TITLE_BEFORE = re.compile(r"「([^「」]{1,200})」[^「」()]{0,10}$")
_WORDS_BEFORE = re.compile(r"([가-힣A-Za-z0-9ㆍ]+(?: [가-힣A-Za-z0-9ㆍ]+){0,3})$")


def declared_in(units: Sequence[Unit], articles: Sequence[Article]) -> Iterator[Declared]:
    """Yield the names declared in units, in the order they stand."""
    defining = {index for index, article in enumerate(articles) if "definitions" in article.kinds}
    for unit in units:
        text = unit.provision.text
        if "“" not in text and '"' not in text and "'" not in text:
            continue
        if unit.article in defining and (match := _DEFINITION.match(text)):
            yield Declared(match[1], "definition", unit.path, match.span(1))
        for match in _SHORT.finditer(text):
            yield Declared(match[1], "short_name", unit.path, match.span(1), _full(text[: match.start()]))


def _full(before: str) -> str:
    title = _TITLE_BEFORE.search(before)
    if title:
        return title[1]
    words = _WORDS_BEFORE.search(before.rstrip())
    return words[1] if words else ""
