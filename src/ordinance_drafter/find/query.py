"""What is looked for: words, phrases and words that must not be there, told in tokens and as expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ordinance_drafter.errors import InputError
from ordinance_drafter.find.words import ALONE, DOTS, JOIN, LETTER, QUOTES, SPACE, language, normal, pairs, words_of

MAX_WORDS, MAX_LETTERS, MAX_PHRASE = 32, 60, 200
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|‘([^’]*)’|([^\s"“‘]+))')
_MARKS = re.compile(rf"[\s{DOTS}{QUOTES}]+")


@dataclass(frozen=True)
class Term:
    """One thing to look for.

    ``kind`` is ``word`` (inside words; spaces may stand in it where two letters or more are on both sides),
    ``letter`` (a word of one letter, with a particle or without) or ``phrase`` (as it stands). ``given`` is what the
    user wrote; a letter that was left of it (시는) is found in that form inside words, too (표시는).
    """

    text: str
    kind: Literal["word", "letter", "phrase"] = "word"
    given: str = ""

    @cached_property
    def whole(self) -> Term | None:
        """The word a letter was left of."""
        return Term(self.given) if self.kind == "letter" and len(self.given) > 1 else None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Fits where the term stands in a text."""
        if self.kind == "letter":
            particles = "|".join(sorted(language().particles, key=lambda word: (-len(word), word)))
            return re.compile(
                rf"(?<!{LETTER}){re.escape(self.text)}(?=(?:{JOIN}(?:{particles}))?{JOIN}(?!{LETTER}))",
                re.IGNORECASE,
            )
        if self.kind == "phrase":
            letters = [SPACE if piece.isspace() else re.escape(piece) for piece in _letters(self.text)]
            between = [
                "" if SPACE in (here, after) else JOIN
                for here, after in zip(letters, [*letters[1:], SPACE], strict=True)
            ]
            return re.compile("".join(map("".join, zip(letters, between, strict=True))), re.IGNORECASE)
        cut = rf"{JOIN}(?:{SPACE}{JOIN})?"
        last = len(self.text) - 2
        parts = [re.escape(self.text[0])]
        for at, letter in enumerate(self.text[1:], 1):
            parts.append((cut if 2 <= at <= last else JOIN) + re.escape(letter))
        return re.compile("".join(parts), re.IGNORECASE)

    @cached_property
    def exact(self) -> bool:
        """Whether the tokens alone tell that the term is there."""
        return (self.kind == "letter" and len(self.given) < 3) or (self.kind == "word" and len(self.text) == 2)

    def spots(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the term stands in a text."""
        if self.whole is not None:
            yield from self.whole.spots(text)
            yield from (span for span in self._alone(text) if not self.whole.pattern.match(text, span[0]))
            return
        for match in self.pattern.finditer(text):
            if self.kind != "word" or all(
                len(_MARKS.sub("", piece)) > 1 for piece in re.split(SPACE, _tight(match[0]))
            ):
                yield match.span()

    def _alone(self, text: str) -> Iterator[tuple[int, int]]:
        yield from (match.span() for match in self.pattern.finditer(text))

    def bits(self, row: Callable[[str], int], lead: str = "") -> int:
        """Return the articles that may have the term, as bits.

        Args:
            row: token -> the articles that have it.
            lead: :data:`words.HEADING` for headings only.
        """
        if self.kind == "letter":
            more = self.whole.bits(row, lead) if self.whole is not None else 0
            return more | row(lead + ALONE + self.text)
        if self.kind == "phrase":
            found = -1
            for word in _words(self.text):
                for token in pairs(word):
                    found &= row(lead + token)
                    if not found:
                        return 0
            return found
        return _spaced(self.text, lambda token: row(lead + token))


def _tight(text: str) -> str:
    """Take away the spaces around middle dots: they do not part a word."""
    return re.sub(rf"[^\S\n]*([{DOTS}])[^\S\n]*", r"\1", text)


def _letters(text: str) -> list[str]:
    """Return letters and runs of spaces, without what does not part a word."""
    bare = re.sub(JOIN, "", text)
    return re.findall(r"\s+|\S", bare.strip())


def _words(phrase: str) -> list[str]:
    return [word for word in words_of(phrase) if len(word) > 1]


def _spaced(word: str, row: Callable[[str], int]) -> int:
    """Return the articles that have all the pairs of a word, or of the pieces it can be written in."""
    parts = pairs(word)
    size = len(word)
    whole = [0] * (size + 1)  # whole[end]: articles that have word[:end], in one piece or several
    whole[0] = -1
    for start in (0, *range(2, size - 1)):
        if not whole[start]:
            continue
        found = whole[start]
        for end in range(start + 2, size + 1):
            found &= row(parts[end - 2])
            if not found:
                break
            if size - end != 1:
                whole[end] |= found
    return whole[size]


@dataclass(frozen=True, slots=True)
class Query:
    """What an article must have, all of it, and what it must not."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()


def parse_query(words: Iterable[str], phrases: Iterable[str] = ()) -> Query:
    """Return what words ask for.

    Args:
        words: each a word, several with spaces between, ``"a phrase"`` or ``-`` before what must not be there.
        phrases: looked for as they stand.

    Raises:
        InputError: there are too many, or nothing in them can be looked for.
    """
    terms: list[Term] = []
    without: list[Term] = []
    for text in words:
        for minus, *quoted, plain in _PIECE.findall(normal(text).replace("\0", " ")):
            phrase = next(filter(None, quoted), "")
            found = [_phrase(phrase)] if phrase else list(_terms(plain))
            (without if minus else terms).extend(found)
    terms += [_phrase(normal(phrase)) for phrase in phrases]
    if len(terms) + len(without) > MAX_WORDS:
        raise InputError(f"낱말이 너무 많습니다({MAX_WORDS}개까지).")
    return Query(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(without)))


def _terms(text: str) -> Iterator[Term]:
    _check_length(text, MAX_LETTERS)
    for word in words_of(text):
        yield Term(word, "letter" if len(word) == 1 else "word", word)


def _phrase(text: str) -> Term:
    _check_length(text, MAX_PHRASE)
    if not _words(text):
        raise InputError(f"구절에는 두 글자 이상의 낱말이 있어야 합니다: {text.strip() or '(빈 구절)'}")
    return Term(" ".join(text.split()), "phrase", text.strip())


def _check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise InputError(f"찾을 말이 너무 깁니다({most}자까지): {text[:20]}…")


def bare(term: Term) -> Term | None:
    """Return the term without its particle, None when it has none that could be taken off."""
    stem = language().without_particle(term.text) if term.kind == "word" else ""
    if not stem:
        return None
    return Term(stem, "letter" if len(stem) == 1 else "word", term.given)
