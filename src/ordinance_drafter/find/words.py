"""Words of a text as the index knows them: pairs of letters inside words, and words of one letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ordinance_drafter.compiled import compiled
from ordinance_drafter.resources import data_dir

DOTS = "ㆍ·・‧•･"
QUOTES = "“”‘’\"'「」『』"
JOIN = rf"(?:[^\S\n]*[{DOTS}][^\S\n]*|[{QUOTES}])*+"
"""What does not part a word: middle dots and quotation marks (수립ㆍ시행, “기본계획”이라)."""
SPACE = r"[^\S\n]+"
LETTER = r"[0-9A-Za-z가-힣一-鿿]"
_JOINS = re.compile(rf"(?:[^\S\n]*[{DOTS}][^\S\n]*|[{QUOTES}])+")
_WORD = re.compile(rf"{LETTER}+")
ALONE, HEADING = "'", "#"
"""Tokens that are no pairs of letters in a text: a word of one letter, a pair of letters of a heading."""


def normal(text: str) -> str:
    """Return the text in the form that is indexed and shown: composed Hangul."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[str]:
    """Return the words of a text, small letters, what does not part words left out."""
    return _WORD.findall(_JOINS.sub("", text.lower()))


def tokens_of(words: Iterable[str], lead: str = "") -> set[str]:
    """Return the tokens of words: every two letters that stand side by side, and letters that are a word.

    Args:
        words: as :func:`words_of` gives them.
        lead: put before each token (:data:`HEADING`).
    """
    found: set[str] = set()
    for word in words:
        found.update(_tokens(word))
    return {lead + token for token in found} if lead else found


def pairs(word: str) -> list[str]:
    """Return the tokens of a piece of a word of two letters or more, in order."""
    return [word[at : at + 2] for at in range(len(word) - 1)]


_KNOWN: dict[str, tuple[str, ...]] = {}


def _tokens(word: str) -> tuple[str, ...]:
    known = _KNOWN.get(word)
    if known is None:
        if len(_KNOWN) > 200_000:  # a whole country's words would not fit; most texts use the same ones
            _KNOWN.clear()
        alone = len(word) < 5 and (len(word) == 1 or word[1:] in language().particles)
        known = _KNOWN[word] = (*pairs(word), *([ALONE + word[0]] if alone else []))
    return known


@dataclass(frozen=True, slots=True)
class Language:
    """The words of search.yaml: particles, names of levels by what they mean, and words for slots."""

    particles: frozenset[str]
    levels: dict[str, str]
    slots: dict[str, str]

    def without_particle(self, word: str) -> str:
        """Return the word without the longest particle it can end with, "" when it ends with none."""
        if not "가" <= word[-1:] <= "힣":
            return ""
        return next((word[:at] for at in range(1, len(word)) if word[at:] in self.particles), "")


@cache
def language() -> Language:
    """Return the words of the library."""
    source = data_dir("clause_library") / "search.yaml"
    data = compiled("search", [source], lambda: _read(source))
    levels = {word: level for level, words in data["levels"].items() for word in words}
    return Language(frozenset(data["particles"]), levels, data["slots"])


def _read(source: Path) -> Any:
    from ordinance_drafter.find.data import SearchFile
    from ordinance_drafter.yamlfile import load

    return load(source, SearchFile, source.name)[0].model_dump(mode="json")
