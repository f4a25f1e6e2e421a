"""Words of many units as one text, so that a rule looks once and not once for each unit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from ordinance_drafter.model import Path

FILLER = "\u25a1"
"""Stands for each character of a title in 「 」 or of words in “ ” in :attr:`Words.plain`: no rule looks for it."""
_QUOTED = re.compile(r"「[^「」\n]*」|“[^“”\n]*”")


def _blank(match: re.Match[str]) -> str:
    whole = match[0]
    return whole[0] + FILLER * (len(whole) - 2) + whole[-1]


@lru_cache(maxsize=8192)
def gram(word: str) -> int:
    """Return the number :attr:`Words.grams` holds for the first two characters of a word (or its only one)."""
    return int.from_bytes(word[:2].encode("utf-16-le"), "little")


class Words:
    """The words of units, one after the other, a line feed between them.

    Attributes:
        text: the words.
        plain: the same length, titles in 「 」 and words in “ ” blanked out with ``FILLER``: what is written there
            is somebody else's, and is not to be judged or changed.
    """

    def __init__(self, units: Iterable[tuple[Path | None, str]], field: str = "text") -> None:
        self.field = field
        self.paths: list[Path | None] = []
        self.starts: list[int] = []
        parts: list[str] = []
        at = 0
        for path, words in units:
            if words:
                self.paths.append(path)
                self.starts.append(at)
                parts.append(words)
                at += len(words) + 1
        self.text = "\n".join(parts)

    @cached_property
    def plain(self) -> str:
        """The text with titles and quoted words blanked out."""
        return _QUOTED.sub(_blank, self.text) if "「" in self.text or "“" in self.text else self.text

    @cached_property
    def grams(self) -> set[int]:
        """Every character of the text and every two that stand together (see :func:`gram`).

        Tells at once what cannot be in it. They are read off the UTF-16 of the text as numbers of two and of four
        bytes, which is five times as fast as cutting the text up.
        """
        data = self.text.encode("utf-16-le", "surrogatepass")
        found = set(memoryview(data).cast("H"))
        for shifted in (data, data[2:]):
            found.update(memoryview(shifted[: len(shifted) // 4 * 4]).cast("I"))
        return found

    def place(self, start: int, end: int) -> tuple[Path | None, tuple[int, int]]:
        """Return the unit that ``start`` is in, and the span in its own words (cut at their end)."""
        index = bisect_right(self.starts, start) - 1
        first = self.starts[index]
        last = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.paths[index], (start - first, min(end, last) - first)

    def has_any(self, words: Sequence[str], *, quoted: bool = False) -> bool:
        """Whether any of some words is in the text; what is quoted counts only with ``quoted``."""
        grams, text = self.grams, self.text if quoted else self.plain
        return any(gram(word) in grams and word in text for word in words)

    def unit(self, position: int) -> tuple[int, int]:
        """Return where the words of the unit at ``position`` start and end in :attr:`text`."""
        index = bisect_right(self.starts, position) - 1
        last = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.starts[index], last

    def matches(self, pattern: re.Pattern[str], *, quoted: bool = False) -> Iterator[re.Match[str]]:
        """Yield what an expression finds; what is quoted is looked at only with ``quoted``."""
        return pattern.finditer(self.text if quoted else self.plain)
