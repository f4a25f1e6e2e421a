"""Rules that are rows of data: words and expressions in ``clause_library/rules/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ordinance_drafter.check.rule import ALL_TEXTS, EVERY_DOCUMENT, ORDINANCES, WHOLE_TEXTS, Found, Rule
from ordinance_drafter.check.words import Words, gram, grams_of
from ordinance_drafter.compiled import compiled
from ordinance_drafter.korean import fix_particles
from ordinance_drafter.resources import data_dir

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Document

_TEXTS = {"ordinances": ORDINANCES, "all": ALL_TEXTS}
_DOCUMENTS = {"whole": WHOLE_TEXTS, "drafts": WHOLE_TEXTS - {"in_force"}, "every": EVERY_DOCUMENT}


_MANY = 24
"""More units than this are not searched one by one."""


class Pattern:
    """One expression of a row: ``near`` has words of which one must be there before it is worth trying."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.near: list[str] = row["near"]
        self._near = [(word, grams_of(word)) for word in self.near]
        self._heads = _heads(self.near)
        self.find: str = row["find"]
        self.message: str = row["message"]
        self.replace: str | None = row.get("replace")
        self.unless: str = row.get("unless") or ""
        self.quoted: bool = row.get("quoted", False)
        self.within: list[str] = row.get("within") or ["text"]
        self.kinds: frozenset[str] = frozenset(row.get("kinds") or ())
        self.branch: str = row.get("branch") or ""

    @cached_property
    def _find(self) -> re.Pattern[str]:
        return re.compile(self.find, re.MULTILINE)

    @cached_property
    def _unless(self) -> re.Pattern[str]:
        return re.compile(self.unless, re.MULTILINE)

    def search(self, document: Document, words: Words, stretches: Sequence[tuple[int, int]]) -> Iterator[Found]:
        """Yield what is found in some stretches of the words of a document."""
        text = words.text if self.quoted else words.plain
        for start, end in stretches:
            for match in self._find.finditer(text, start, end):
                if match.start() == match.end() or not self._applies(document, words, match):
                    continue
                replacement = None if self.replace is None else match.expand(self.replace)
                yield document.found(self._told(match, words, replacement), words, *match.span(), replacement)

    def stretches(self, words: Words) -> Sequence[tuple[int, int]]:
        """Return the stretches of a text worth trying: the units with a word of ``near``; all when they are many."""
        if not self.near:
            return [(0, len(words.text))]
        if self._heads and words.grams.isdisjoint(self._heads):
            return ()
        return words.units_with(self._near, _MANY, quoted=self.quoted)

    def _applies(self, document: Document, words: Words, match: re.Match[str]) -> bool:
        if self.unless:
            start, end = words.unit(match.start())
            if self._unless.search(words.text, start, end):
                return False
        if not self.kinds and not self.branch:
            return True
        path, _ = words.place(*match.span())
        if self.branch and path is not None and (path[0] == 0) != (self.branch == "body"):
            return False
        article = document.article_at(path) if path else None
        return not self.kinds or (article is not None and bool(article.kinds & self.kinds))

    def _told(self, match: re.Match[str], words: Words, replacement: str | None) -> str:
        groups = [
            words.text[slice(*match.span(n))] if match.span(n)[0] >= 0 else "" for n in range(match.re.groups + 1)
        ]
        groups[0] = groups[0].strip()
        return fix_particles(self.message.format(*groups, to=(replacement or "").strip()))


def _heads(words: Sequence[str]) -> frozenset[int]:
    """Return the first two letters of words as ``Words.grams`` has them; nothing when one has a single letter."""
    return frozenset() if any(len(word) < 2 for word in words) else frozenset(gram(word[:2]) for word in words)


class PatternRule:
    """The function of a row: every expression in every field it is to look in."""

    def __init__(self, patterns: Sequence[dict[str, Any]]) -> None:
        self.patterns = [Pattern(row) for row in patterns]
        sure = all(pattern.near for pattern in self.patterns)
        self._heads = _heads([word for pattern in self.patterns for word in pattern.near]) if sure else frozenset()
        fields = sorted({field for pattern in self.patterns for field in pattern.within})
        self._fields = [(field, [each for each in self.patterns if field in each.within]) for field in fields]

    def __call__(self, document: Document) -> Iterator[Found]:
        for field, patterns in self._fields:
            words = document.words_of(field)
            if self._heads and words.grams.isdisjoint(self._heads):
                continue
            for pattern in patterns:
                if stretches := pattern.stretches(words):
                    yield from pattern.search(document, words, stretches)


def pattern_rules(folder: Path | None = None) -> list[Rule]:
    """Return the rules of the rows in ``rules/*.yaml`` of the library.

    Raises:
        InputError: a file is wrong; all problems with file, line and column.
    """
    home = (folder or data_dir("clause_library")) / "rules"
    sources = sorted(home.glob("*.yaml"))
    rows = compiled("rules", sources, lambda: _build(sources))
    return [rule_of(row) for row in rows]


def rule_of(row: dict[str, Any]) -> Rule:
    """Return the rule of one row (the data of a ``check.rows.Row``)."""
    return Rule(
        row["code"],
        row["severity"],
        row["title"],
        row["basis"],
        row["why"],
        tuple(row["bad"]),
        tuple(row["good"]),
        PatternRule(row["patterns"]),
        in_force=row["in_force"],
        texts=_TEXTS[row["texts"]],
        documents=_DOCUMENTS[row["documents"]],
        municipality=row["municipality"],
        facts=row["facts"],
    )


def _build(sources: Sequence[Path]) -> list[dict[str, Any]]:
    from ordinance_drafter.check.rows import read_rows

    return read_rows(sources)
