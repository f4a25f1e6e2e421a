"""What rules are told of a document: its units, words, references, definitions, kind and municipality."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ordinance_drafter.check.declared import Declared, declared_in
from ordinance_drafter.check.dictionary import Dictionary, dictionary
from ordinance_drafter.check.kinds import document_kind, kinds_of
from ordinance_drafter.check.profile import Profile, profile_for, profiles
from ordinance_drafter.check.rule import WHOLE_TEXTS, Found
from ordinance_drafter.check.words import Words
from ordinance_drafter.finding import Part, Reading
from ordinance_drafter.korean import split_sentences
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, Path, Provision, address, at
from ordinance_drafter.refs import Mention, Places, Resolution, mentions, resolve

if TYPE_CHECKING:
    from ordinance_drafter.check.amending import Amending
    from ordinance_drafter.check.word_facts import PageFacts
    from ordinance_drafter.model import Ordinance


class Unit(NamedTuple):
    """A unit with its place; ``article`` is the index of its article in :attr:`Document.articles` (None outside)."""

    path: Path
    provision: Provision
    article: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """An article of the body: its unit, what it is about (see :mod:`check.kinds`), and all its words.

    ``start`` and ``end`` bound its own and its units' words in ``Document.words``.
    """

    path: Path
    provision: Provision
    kinds: frozenset[str]
    text: str
    start: int
    end: int

    @property
    def heading(self) -> str:
        """The words in parentheses after its number."""
        return self.provision.heading


class Document:
    """One document as rules see it; everything is worked out once, when a rule first asks for it.

    Attributes:
        reading: what was read, with places and the parts of a bill.
        ordinance: its tree.
        kind: ``in_force``, ``enactment``, ``whole_amendment``, ``partial_amendment`` or ``repeal``; a file
            without articles, such as a cover alone, is ``papers``, about which no rule is.
        profile: the municipality it is checked for, None when it is not known.
        as_of: the day to judge by; without one, the newest day the library was checked on.
        page: how the Word file looks it was read from (see ``check.word_facts``), None for other formats.
        base: the text in force that a partial amendment amends, None when it is not given.
    """

    def __init__(
        self,
        reading: Reading,
        *,
        kind: str = "auto",
        municipality: str = "auto",
        as_of: date | None = None,
        page: PageFacts | None = None,
        base: Ordinance | None = None,
    ) -> None:
        self.reading = reading
        self.base = base
        self.ordinance = reading.ordinance
        self.profile: Profile | None = profile_for(self.ordinance, municipality)
        if self.profile is None and municipality == "auto":
            tight = re.match(r"[가-힣]{1,4}[시군](?=[가-힣])", self.ordinance.title)
            self.profile = next((each for each in profiles().values() if tight and each.name == tight[0]), None)
        self.kind = document_kind(reading, self._titles_in_force()) if kind == "auto" else kind
        self._call_ordinance()
        self._as_of = as_of
        self.page = page
        self.units: list[Unit] = []
        self._bounds: list[tuple[Path, Provision, int, int]] = []
        self._gather()
        if kind == "auto" and self.kind in WHOLE_TEXTS and not self._bounds and not self.ordinance.addenda:
            self.kind = "papers"

    def _call_ordinance(self) -> None:
        """Take a text for an ordinance whose first article says it is one, whatever word its title ends in."""
        first = next((unit for unit in self.ordinance.body if unit.text), None)
        if self.ordinance.kind == "decree" and first and first.text.startswith("이 조례는"):
            self.ordinance = replace(self.ordinance, kind="ordinance")

    def _titles_in_force(self) -> tuple[str, ...]:
        return tuple(each["title"] for each in self.profile.existing) if self.profile else ()

    @property
    def is_draft(self) -> bool:
        """Whether it is a text that is still to be promulgated."""
        return self.kind != "in_force"

    @property
    def municipality(self) -> str:
        """The code of the municipality, "" when it is not known."""
        return self.profile.code if self.profile else ""

    @cached_property
    def statutes(self) -> Dictionary:
        """The dictionary of statutes."""
        return dictionary()

    @cached_property
    def as_of(self) -> date:
        """The day to judge by."""
        return self._as_of or self.statutes.checked_on

    # ── units and words ──────────────────────────────────────────────────────

    @cached_property
    def addenda(self) -> tuple[int, ...]:
        """The addenda to look at: all of a draft, the last of a text in force (the older ones are history)."""
        count = len(self.ordinance.addenda)
        return tuple(range(count)) if self.is_draft or count < 2 else (count - 1,)

    def _gather(self) -> None:
        self._add(self.ordinance.body, (BODY,), None)
        for index in self.addenda:
            self._add(self.ordinance.addenda[index].provisions, (ADDENDA, index), None)

    def _add(self, provisions: Sequence[Provision], above: Path, article: int | None) -> None:
        for index, unit in enumerate(provisions):
            path = (*above, index)
            first = len(self.units)
            inside = article
            if path[0] == BODY and unit.level is ARTICLE:
                inside = len(self._bounds)
                self._bounds.append((path, unit, first, first))
            self.units.append(Unit(path, unit, inside))
            if unit.children:
                self._add(unit.children, path, inside)
            if inside is not None and article is None:
                self._bounds[inside] = (path, unit, first, len(self.units))

    @cached_property
    def words(self) -> Words:
        """The running text of body and addenda."""
        return Words((unit.path, unit.provision.text) for unit in self.units)

    @cached_property
    def body_end(self) -> int:
        """Where the words of the body end in :attr:`words`."""
        starts = self.words.starts
        return next(
            (starts[i] for i, path in enumerate(self.words.paths) if path and path[0] != BODY), len(self.words.text)
        )

    @cached_property
    def headings(self) -> Words:
        """The headings of articles and divisions."""
        return Words(((unit.path, unit.provision.heading) for unit in self.units), "heading")

    @cached_property
    def grams(self) -> set[int]:
        """What :attr:`Words.grams` tells of running text and headings together."""
        return self.words.grams | self.headings.grams

    @cached_property
    def title(self) -> Words:
        """The title of the ordinance."""
        return Words([(None, self.ordinance.title)], "title")

    def words_of(self, field: str) -> Words:
        """Return :attr:`words`, :attr:`headings` or :attr:`title` by the name of the field (``Words.field``)."""
        return self.words if field == "text" else self.headings if field == "heading" else self.title

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the body in order, deleted ones too."""
        starts = dict(zip(self.words.paths, self.words.starts, strict=True))
        made = []
        for path, unit, first, last in self._bounds:
            inner = [starts[each.path] for each in self.units[first:last] if each.path in starts]
            start = inner[0] if inner else 0
            end = self.words.unit(inner[-1])[1] if inner else 0
            text = self.words.text[start:end]
            made.append(Article(path, unit, kinds_of(unit, text), text, start, end))
        return tuple(made)

    def of_kind(self, *kinds: str) -> list[Article]:
        """Return the articles that are about any of ``kinds``."""
        wanted = frozenset(kinds)
        return [article for article in self.articles if article.kinds & wanted]

    def article_at(self, path: Path) -> Article | None:
        """Return the article that ``path`` is in, None outside of the body's articles."""
        ends = range(2, len(path) + 1)
        return next((self._by_path[path[:end]] for end in ends if path[:end] in self._by_path), None)

    @cached_property
    def _by_path(self) -> dict[Path, Article]:
        return {article.path: article for article in self.articles}

    def units_of(self, article: Article) -> list[Unit]:
        """Return the article and the units under it, in order."""
        _, _, first, last = self._bounds[self.articles.index(article)]
        return self.units[first:last]

    def sentences(self, path: Path) -> list[tuple[int, int]]:
        """Return the spans of the sentences of a unit's words."""
        return self._sentences(at(self.ordinance, path).text)

    @staticmethod
    def _sentences(text: str) -> list[tuple[int, int]]:
        return split_sentences(text)

    # ── what the words say ───────────────────────────────────────────────────

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every reference of the units that are looked at."""
        return list(mentions(self.ordinance, frozenset(self.addenda)))

    @cached_property
    def resolutions(self) -> list[tuple[Mention, Resolution]]:
        """Every reference with where it leads."""
        places = Places(self.ordinance)
        return [(mention, resolve(self.ordinance, mention, places)) for mention in self.mentions]

    @cached_property
    def declared(self) -> tuple[Declared, ...]:
        """Defined terms and declared short names, in order."""
        return tuple(declared_in(self.units, self.articles))

    @cached_property
    def amending(self) -> Amending:
        """What the 개정문 says, and what it makes of the text in force."""
        from ordinance_drafter.check.amending import Amending

        return Amending(self)

    # ── the other papers of a bill ───────────────────────────────────────────

    def parts(self, name: str = "") -> list[Part]:
        """Return the parts of a bill by name (표지, 제안이유, 주요내용 …), all of them without one."""
        return [part for part in self.reading.parts if not name or part.name == name]

    def lines(self, part: Part) -> Iterator[tuple[int, str]]:
        """Yield the lines of a part with their numbers."""
        for number in range(part.line, part.last + 1):
            yield number, self.reading.source[number - 1]

    # ── findings ─────────────────────────────────────────────────────────────

    def address(self, path: Path) -> str:
        """Return how the unit at ``path`` is cited."""
        return address(self.ordinance, path)

    def found(self, message: str, words: Words, start: int, end: int, replacement: str | None = None) -> Found:
        """Return a finding at a place of :attr:`words`, :attr:`headings` or :attr:`title`."""
        path, span = words.place(start, end)
        return Found(message, path, span, words.field, replacement)
