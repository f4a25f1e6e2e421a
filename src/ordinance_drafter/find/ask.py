"""Asking: which articles of indexes and of the library have what is looked for, the best first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import merge
from itertools import islice

from ordinance_drafter.find.block import ADDENDA, ALIVE, CITY, LENGTH, LENGTHS, LEVEL, MEETS, Article, bits_of, unpack
from ordinance_drafter.find.index import Index
from ordinance_drafter.find.query import Query, Term, bare
from ordinance_drafter.find.shelf import Shelved
from ordinance_drafter.find.words import HEADING

COMPARED = 60
"""Articles that are read and compared at least, whatever is asked for: of more, the shortest ones with the words."""
SEEN = 48
"""Articles looked at to tell whether a word ends with a particle."""
K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Filter:
    """What articles must be.

    Attributes:
        meets: set/requirement, of which an article of a folder meets one; None for all articles.
        requirement: set/requirement that a clause of the library meets.
        theme: set/theme that a clause of the library has.
        city: name of the local government, as :func:`place_of` has it.
        level: 시, 군, 구, 도 or 광역.
        set_id: clause set.
    """

    meets: tuple[str, ...] | None = None
    requirement: str = ""
    theme: str = ""
    city: str = ""
    level: str = ""
    set_id: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article: where it is, what it says, and what of it was looked for.

    ``folder`` and ``path`` are empty for a clause of the library, whose id is the ``address`` and whose set is the
    ``title``. ``tier`` is the number of words that do not stand in the heading; ``stamp`` is size and time of the
    file when it was indexed.
    """

    folder: bytes
    path: bytes
    stamp: tuple[int, int]
    line: int
    address: str
    heading: str
    text: str
    title: str
    city: str
    level: str
    addenda: bool
    tier: int
    score: float
    order: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The best hits in order, how many articles there are (at most, unless ``exact``), and the terms as they were used."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool
    terms: tuple[Term, ...]


class Asked:
    """One index and one query: bits of the articles that may be hits, block by block."""

    def __init__(self, index: Index, query: Query, what: Filter) -> None:
        self.index, self.query, self.what = index, query, what
        self.tokens: dict[str, dict[int, bytes]] = {}
        self.known: dict[tuple[str, int], int] = {}
        self.terms: dict[tuple[Term, int, str], int] = {}
        self.piece: tuple[int, int, list[Article]] = (0, 0, [])

    def row(self, token: str, block: int) -> int:
        """Return the articles of a block that have a token."""
        rows = self.tokens.get(token)
        if rows is None:
            rows = self.tokens[token] = self.index.rows(token)
        packed = rows.get(block)
        if packed is None:
            return 0
        key = token, block
        if key not in self.known:
            self.known[key] = unpack(packed)
        return self.known[key]

    def term(self, term: Term, block: int, lead: str = "") -> int:
        """Return the articles of a block that may have a term."""
        key = term, block, lead
        if key not in self.terms:
            self.terms[key] = term.bits(lambda token: self.row(token, block), lead)
        return self.terms[key]

    @cached_property
    def found(self) -> dict[int, int]:
        """The articles that may be hits, by block."""
        self.row(ALIVE, 0)
        found = {}
        for block in self.tokens[ALIVE]:
            bits = self._fits(block)
            for term in self.query.terms:
                bits = bits and bits & self.term(term, block)
            for term in self.query.without:
                if term.exact and bits:
                    bits &= ~self.term(term, block)
            if bits:
                found[block] = bits
        return found

    def _fits(self, block: int) -> int:
        bits, what = self.row(ALIVE, block), self.what
        if what.meets is not None:
            met = 0
            for each in what.meets:
                met |= self.row(MEETS + each, block)
            bits &= met
        if what.city and bits:
            bits &= self.row(CITY + what.city, block)
        if what.level and bits:
            bits &= self.row(LEVEL + what.level, block)
        return bits

    def count(self, term: Term) -> int:
        """Return how many articles may have a term."""
        self.row(ALIVE, 0)
        return sum((self.term(term, block) & self.row(ALIVE, block)).bit_count() for block in self.tokens[ALIVE])

    def in_order(self, bits: dict[int, int]) -> Iterator[tuple[bytes, int, int, int]]:
        """Yield path, place in the file, block and number of articles, by path and place: whatever the blocks are."""
        yield from merge(*(self._block_in_order(block, found) for block, found in bits.items() if found))

    def _block_in_order(self, block: int, found: int) -> Iterator[tuple[bytes, int, int, int]]:
        first = count = 0
        path = b""
        for number in bits_of(found):
            if not first <= number < first + count:
                path, first, count = self.index.file_at(block, number)
            yield path, number - first, block, number

    def candidates(self) -> Iterator[tuple[int, Iterator[tuple[bytes, int, int, int]]]]:
        """Yield the articles that may be hits, tier by tier, the shorter first."""
        left = dict(self.found)
        for tier in _tiers(len(self.query.terms)):
            here = {block: bits & self._in_heading(block, tier) for block, bits in left.items()}
            for block, bits in here.items():
                left[block] &= ~bits
            if not any(here.values()):
                continue
            for addenda in (False, True):
                for length in range(len(LENGTHS) + 1):
                    yield tier, self.in_order({b: self._of(b, bits, addenda, length) for b, bits in here.items()})

    def _in_heading(self, block: int, tier: int) -> int:
        """Return the articles with all words in the heading (0), with some (1), or all articles (2)."""
        if tier == 2:
            return -1
        rows = [self.term(term, block, HEADING) for term in self.query.terms]
        found = -1 if tier == 0 else 0
        for row in rows:
            found = found & row if tier == 0 else found | row
        return found

    def _of(self, block: int, bits: int, addenda: bool, length: int) -> int:
        if not bits:
            return 0
        ends = self.row(ADDENDA, block)
        bits &= ends if addenda else ~ends
        return bits and bits & self.row(f"{LENGTH}{length}", block)

    def article(self, block: int, number: int) -> Article:
        """Return an article."""
        at, first, piece = self.piece
        if at != block or not first <= number < first + len(piece):
            first, piece = self.index.piece_at(block, number)
            self.piece = block, first, piece
        return piece[number - first]


def _tiers(terms: int) -> tuple[int, ...]:
    return (0, 1, 2) if terms > 1 else (0, 2) if terms else (2,)


# ── the words ────────────────────────────────────────────────────────────────


def settle(query: Query, indexes: Sequence[Index], clauses: Sequence[Shelved]) -> Query:
    """Return the query with particles taken off: of a word that, as it stands, is hardly ever part of a longer one.

    시장은 never goes on (시장은을), so 은 is a particle and 시장 finds more; 경기도 goes on (경기도의), so 도 is none.
    """
    return replace(query, terms=tuple(dict.fromkeys(_settled(term, indexes, clauses) for term in query.terms)))


def _settled(term: Term, indexes: Sequence[Index], clauses: Sequence[Shelved]) -> Term:
    stem = bare(term)
    if stem is None:
        return term
    seen = ends = 0
    for text in islice(_texts_with(term, indexes, clauses), SEEN):
        for _, end in term.spots(text):
            seen += 1
            ends += not "가" <= text[end : end + 1] <= "힣"
    return stem if ends * 10 >= seen * 9 else term


def _texts_with(term: Term, indexes: Sequence[Index], clauses: Sequence[Shelved]) -> Iterator[str]:
    for index in indexes:
        asked = Asked(index, Query((term,)), Filter())
        for found in islice(asked.in_order(asked.found), SEEN):
            yield asked.article(*found[2:]).text
    for clause in clauses:
        yield clause.text


# ── the answer ───────────────────────────────────────────────────────────────


def ask(
    query: Query, indexes: Sequence[Index], clauses: Sequence[Shelved] = (), what: Filter | None = None,
    limit: int = 20,
) -> Answer:  # fmt: skip
    """Return the articles that have all terms of a query.

    Those with the words in their headings come first, then by how often and how rare the words are and how short the
    article is (BM25); equal ones by folder, path and place. Where more than :data:`COMPARED` have the words equally
    in heading or text, only the shortest are compared.

    Args:
        query: what to look for.
        indexes: of folders.
        clauses: of the library.
        what: which articles count.
        limit: how many hits to return.
    """
    what = what or Filter()
    query = settle(query, indexes, clauses)
    asked = [Asked(index, query, what) for index in indexes]
    shelved = [clause for clause in clauses if _fits(clause, what) and _has(clause.heading, clause.text, query)]
    weights = _weights(query, asked, clauses)
    hits = [
        replace(
            _hit(Article(clause.id, clause.heading, 0, clause.text, clause.addenda), query, weights, order),
            title=clause.set_id,
        )
        for order, clause in enumerate(shelved)
    ]
    total, exact = len(shelved), True
    by_tokens = all(term.exact for term in (*query.terms, *query.without))
    for each in asked:
        most = sum(bits.bit_count() for bits in each.found.values())
        found, all_seen = _best(each, query, weights, max(limit, COMPARED))
        hits += found
        total, exact = total + (len(found) if all_seen else most), exact and (by_tokens or all_seen)
    hits.sort(key=lambda hit: (hit.tier, hit.addenda, -hit.score, hit.folder, hit.path, hit.order))
    folders = {index.folder: index for index in indexes}
    return Answer(tuple(_of_file(hit, folders) for hit in hits[:limit]), total, exact, query.terms)


def _of_file(hit: Hit, folders: dict[bytes, Index]) -> Hit:
    """Return the hit with what is known of its file."""
    if not hit.folder:
        return hit
    title, city, level, *stamp = folders[hit.folder].about(hit.path)
    return replace(hit, title=title, city=city, level=level, stamp=(stamp[0], stamp[1]))


def _best(asked: Asked, query: Query, weights: _Weights, most: int) -> tuple[list[Hit], bool]:
    """Return hits of an index, enough to choose the best from, and whether they are all there are."""
    hits: list[Hit] = []
    for _, articles in asked.candidates():
        for path, place, block, number in articles:
            if len(hits) >= most:
                return hits, False
            article = asked.article(block, number)
            if _has(article.heading, article.text, query):
                hit = _hit(article, query, weights, place)
                hits.append(replace(hit, folder=asked.index.folder, path=path))
    return hits, True


def _has(heading: str, text: str, query: Query) -> bool:
    def there(term: Term) -> bool:
        return any(True for words in (heading, text) for _ in term.spots(words))

    return all(map(there, query.terms)) and not any(map(there, query.without))


def _fits(clause: Shelved, what: Filter) -> bool:
    if what.city or (what.set_id and what.set_id != clause.set_id):
        return False
    if what.level and clause.levels and _LEVELS.get(what.level, "") not in clause.levels:
        return False
    by_theme = what.theme in ("", f"{clause.set_id}/{clause.theme}")
    return by_theme and (not what.requirement or what.requirement in clause.meets)


_LEVELS = {"광역": "metropolitan", "도": "province", "시": "city", "군": "county", "구": "district"}


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much each term tells, and how long articles are."""

    terms: tuple[float, ...]
    length: float


def _weights(query: Query, asked: Iterable[Asked], clauses: Sequence[Shelved]) -> _Weights:
    asked = list(asked)
    total = sum(each.index.articles for each in asked) + len(clauses)
    letters = sum(each.index.letters for each in asked) + sum(len(clause.text) for clause in clauses)
    worth = []
    for term in query.terms:
        count = sum(each.count(term) for each in asked) + sum(_has(c.heading, c.text, Query((term,))) for c in clauses)
        worth.append(math.log(1 + (total - count + 0.5) / (count + 0.5)))
    return _Weights(tuple(worth), max(1.0, letters / total if total else 1.0))


def _hit(article: Article, query: Query, weights: _Weights, order: int) -> Hit:
    """Return the article as a hit, of no file yet."""
    score, missing = 0.0, 0
    longer = K1 * (1 - B + B * len(article.text) / weights.length)
    for term, worth in zip(query.terms, weights.terms, strict=True):
        in_heading = sum(1 for _ in term.spots(article.heading))
        times = in_heading + sum(1 for _ in term.spots(article.text))
        missing += not in_heading
        score += worth * times * (K1 + 1) / (times + longer)
    return Hit(
        b"", b"", (0, 0), article.line, article.address, article.heading, article.text, "", "", "", article.addenda,
        missing, round(score, 9), order,
    )  # fmt: skip
