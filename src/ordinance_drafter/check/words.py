"""Words of many units as one text, so that a rule looks once and not once for each unit."""

from __future__ import annotations

import re
import sys
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
def grams_of(word: str) -> frozenset[int]:
    """Return the numbers :attr:`Words.grams` must hold for a word to be in a text: one for each two letters of it.

    A single letter has none: it is simply looked for.
    """
    data = word.encode("utf-16-le")
    return frozenset(int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data) - 2, 2))


@lru_cache(maxsize=1024)
def with_grams(words: str) -> tuple[tuple[str, frozenset[int]], ...]:
    """Return the words of a list parted by ``|``, each with its :func:`grams_of`."""
    return tuple((word, grams_of(word)) for word in words.split("|"))


def gram(pair: str) -> int:
    """Return the number :attr:`Words.grams` holds for two characters that stand together."""
    return int.from_bytes(pair.encode("utf-16-le")[:4], "little")


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
        """Every two characters that stand together in the text (see :func:`grams_of`).

        Tells at once what cannot be in it. They are read off the UTF-16 of the text as numbers of four bytes, which
        is five times as fast as cutting the text up.
        """
        data = self.text.encode("utf-16-le", "surrogatepass")
        found: set[int] = set()
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
        return any(grams_of(word) <= grams and word in text for word in words)

    def units_with(
        self, near: Iterable[tuple[str, frozenset[int]]], most: int = sys.maxsize, *, quoted: bool = False
    ) -> list[tuple[int, int]]:
        """Return where the units start and end that hold any of some words, given with their :func:`grams_of`.

        Looking for letters is far faster than trying an expression everywhere. When there are more units than
        ``most``, nothing is gained and the whole text is the only stretch returned.
        """
        grams = self.grams
        present = [word for word, needed in near if needed <= grams]
        if not present:
            return []
        text = self.text if quoted else self.plain
        starts, count = self.starts, len(self.starts)
        following: set[int] = set()  # of each unit found, the index of the next: where to look on
        for word in present:
            at = text.find(word)
            while at >= 0:
                after = bisect_right(starts, at)
                following.add(after)
                if len(following) > most:
                    return [(0, len(text))]
                at = text.find(word, starts[after]) if after < count else -1
        return [(starts[after - 1], starts[after] - 1 if after < count else len(text)) for after in sorted(following)]

    def near(self, words: str, pattern: re.Pattern[str], *, quoted: bool = False) -> Iterator[re.Match[str]]:
        """Yield what an expression finds in the units that have one of a few words, given with ``|`` between them."""
        text = self.text if quoted else self.plain
        for start, end in self.units_with(with_grams(words), quoted=quoted):
            yield from pattern.finditer(text, start, end)

    def unit(self, position: int) -> tuple[int, int]:
        """Return where the words of the unit at ``position`` start and end in :attr:`text`."""
        index = bisect_right(self.starts, position) - 1
        last = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.starts[index], last

    def matches(self, pattern: re.Pattern[str], *, quoted: bool = False) -> Iterator[re.Match[str]]:
        """Yield what an expression finds; what is quoted is looked at only with ``quoted``."""
        return pattern.finditer(self.text if quoted else self.plain)
