"""Words to be replaced by plainer ones: the rows of ``clause_library/terms/plain.yaml`` and how they are found.

A word counts only as a word of its own: nothing of Hangul before it, and after it a particle, an ending of 하다 or
되다, or no Hangul at all. What a row says of the unit's other words (``near``, ``unless``) tells words of the same
sound apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ordinance_drafter.check.rule import Found
from ordinance_drafter.check.words import gram, grams_of
from ordinance_drafter.compiled import compiled
from ordinance_drafter.resources import data_dir

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.check.words import Words

_MANY = 8
"""More units than this are not searched one by one."""
_PARTICLE = (
    r"(?:이|가|을|를|은|는|의|과|와|도|만|나|이나|라|이라|란|이란|인|이다|로|으로|에|에게|까지|부터|마다|보다|등|이며|이고)?"
    r"(?:서|써|는|도|만|의|부터|까지|나)?(?![가-힣])"
)
_DOING = (
    r"(?:하[가-힣]*|한다?|할|함[을은이에]?|해[가-힣]{0,3}|했[가-힣]+|되[가-힣]*|된다?|될|됨|돼[가-힣]*"
    r"|시[키킨킬켜][가-힣]*|토록|케)(?![가-힣])"
)
_ALONE = "(?<![가-힣])"
_ENDS = {"noun": _PARTICLE, "verb": _DOING, "both": f"(?:{_DOING}|{_PARTICLE})", "phrase": "", "loose": ""}


class Term:
    """One word: ``words`` are literals of which one stands wherever it is found, ``heads`` those at a word's start."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.old: str = row["old"]
        self.new: str = row["new"]
        self.form: str = row["form"]
        self.severity: str = row["severity"]
        self.rule: str = row["told_by"] or "LNG001"
        self.basis: str = row["basis"]
        self.condition: str = row["condition"]
        self.bad: list[str] = row["bad"]
        self.good: list[str] = row["good"]
        self._row = row
        stem = self.old.removesuffix("하다") if self.form == "verb" else self.old
        self.words: list[str] = row["words"] or [stem]
        self._needed = [(word, grams_of(word)) for word in self.words]
        self.starts_a_word = self.form != "loose" if not row["find"] else row["find"].startswith(_ALONE)

    @cached_property
    def _find(self) -> re.Pattern[str]:
        word, find = self.words[0], self._row["find"]
        alone = f"{word}(?<![가-힣]{word})"  # the letters first: what is looked for is found faster
        if not find:
            return re.compile((word if self.form == "loose" else alone) + _ENDS[self.form])
        if len(self.words) == 1 and find.startswith(_ALONE + word) and "|(?<!" not in find:
            find = alone + find.removeprefix(_ALONE + word)
        return re.compile(find, re.MULTILINE)

    @cached_property
    def _near(self) -> re.Pattern[str]:
        return re.compile(self._row["near"], re.MULTILINE)

    @cached_property
    def _unless(self) -> re.Pattern[str]:
        return re.compile(self._row["unless"], re.MULTILINE)

    def matches(self, words: Words) -> Iterator[re.Match[str]]:
        """Yield where the word stands as one to be replaced."""
        stretches = words.units_with(self._needed, _MANY)
        for match in (match for span in stretches for match in self._find.finditer(words.plain, *span)):
            start, end = words.unit(match.start())
            if self._row["near"] and not self._near.search(words.text, start, end):
                continue
            if self._row["unless"] and self._unless.search(words.text, start, end):
                continue
            yield match

    def told(self, word: str) -> str:
        """Return what is told of it."""
        note = f" {self.condition.rstrip('.')}." if self.condition and self.severity == "info" else ""
        return f"“{word.strip()}” 대신 “{self.new}” 등 알기 쉬운 말을 쓰십시오.{note}"


def _head(word: str, starts: bool) -> str:
    """Return the two letters a word of the text must begin with where ``word`` stands, "" when none is sure."""
    match = re.search("^[가-힣]{2}" if starts else "(?<= )[가-힣]{2}", word)
    return match[0] if match else ""


class Terms:
    """The words one rule tells of, sorted by how a text is asked whether it can hold them."""

    def __init__(self, terms: list[Term]) -> None:
        self.all = terms
        self._by_head: dict[int, list[tuple[frozenset[int], str, Term]]] = {}
        inside: list[tuple[frozenset[int], str, Term]] = []
        anywhere: list[tuple[frozenset[int], str, Term]] = []
        for term in terms:
            for word in term.words:
                if head := _head(word, term.starts_a_word):
                    self._by_head.setdefault(gram(head), []).append((grams_of(word), word, term))
                else:
                    (inside if re.search("[가-힣]{2,}", word) else anywhere).append((grams_of(word), word, term))
        self._others = inside + anywhere

    def search(self, document: Document) -> Iterator[tuple[Term, Found]]:
        """Yield the words of a document that have plainer ones, in running text and headings."""
        present = self._present(document)
        for words in (document.words, document.headings):
            for term in present:
                for match in term.matches(words):
                    found = document.found(term.told(match[0]), words, *match.span())._replace(basis=term.basis)
                    yield term, found._replace(severity=term.severity)

    def _present(self, document: Document) -> list[Term]:
        """Return the terms that may stand in a text: one look at its words instead of one for each term."""
        plain = f"{document.words.plain}\n{document.headings.plain}"
        grams = document.grams
        found = [
            term
            for head, pairs in self._by_head.items()
            if head in grams
            for needed, word, term in pairs
            if needed <= grams and word in plain
        ]
        found += [term for needed, word, term in self._others if needed <= grams and word in plain]
        return list({id(term): term for term in found}.values())


@cache
def terms(rule: str, folder: Path | None = None) -> Terms:
    """Return the words that findings of ``rule`` are about.

    Raises:
        InputError: the file is wrong; all problems with line and column.
    """
    return Terms([term for term in all_terms(folder) if term.rule == rule and term.severity != "off"])


@cache
def all_terms(folder: Path | None = None) -> tuple[Term, ...]:
    """Return every word of the file, those that another rule tells of and those that may stay too."""
    source = (folder or data_dir("clause_library")) / "terms" / "plain.yaml"
    return tuple(Term(row) for row in compiled("plain-terms", [source], lambda: _build(source)))


def _build(source: Path) -> list[dict[str, Any]]:
    from ordinance_drafter.check.plain_rows import read_terms

    return read_terms(source)
