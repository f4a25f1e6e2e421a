"""What a scan for local words stands on: the text, what is taken, and a few questions about a place in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from ordinance_drafter.locality.data import local_data
from ordinance_drafter.locality.fields import BREAK, Texts
from ordinance_drafter.locality.vocabulary import Vocabulary
from ordinance_drafter.model import Ordinance, Path

DOTS = "ㆍ·․‧・･ᆞ∙•"
QUOTES = ("“", "”", '"', "‘", "’", "'", "″")
OPEN_TITLE, CLOSE_TITLE = "「『｢", "」』｣"
_QUOTED = re.compile(r"[“”\"″]([^“”\"″\n\x1f]{1,200})[“”\"″]|[‘'](?!\d\d)([^‘’'\n\x1f]{1,200})[’']")
_DEFINES = re.compile(
    r"\s?(?:이?란|이?라\s?(?:함은|하면|고\s?함은|고|한다|하며|하고|칭한다|부른다|약칭한다)|으?로\s?칭한다)"
)
_SUBJECT = re.compile(r"\s?(?:은|는)(?=\s)")
_LINKED = re.compile(
    r"(?:[은는을를이가의에와과만]|으로|로|한|하는|된|되는|될|할|및|또는|하여|하고|하며|따라|따른|위하여|통하여|대하여|관하여|관한|대한|위한|등|에서|에게"
    r"|부터|까지|[다며거나란인고]|[,.)”’」』;:ㆍ·\"'(“‘「\x1f]|\d|[①-⑳]|그|이|각|본|우리)$"
)


@dataclass(frozen=True, slots=True)
class LocalWord:
    """Words of an ordinance that belong to one local government.

    Attributes:
        path: of the unit; () for title and preamble, (1, n) for the head of an addenda, (2, n) for an annex.
        field: ``title`` ``preamble`` ``heading`` ``text`` ``note`` ``addenda`` ``annex``.
        span: offsets in that field.
        kind: ``city`` ``formal`` ``head`` ``head_short`` ``gov_short`` ``council`` ``council_short`` ``member``
            ``residents`` ``gazette`` ``deputy`` ``rule_title`` ``ordinance`` ``agency`` ``upper`` ``lower``
            ``department`` ``place`` ``bare`` ``other_place``.
        role: what of its kind: the form of a name (``name`` ``formal`` ``last`` ``short`` ``status`` ``former``), the
            role of an ordinance or agency (``self``: the ordinance itself; ``regional``: 교육감 and the like), the kind
            of word of an upper or lower government (``name`` ``head`` ``head_short`` ``heads`` ``units`` …).
        sure: whether it may be replaced without asking.
        why: for what is not sure, why, in Korean.
    """

    path: Path
    field: str
    span: tuple[int, int]
    text: str
    kind: str
    role: str = ""
    sure: bool = True
    why: str = ""


class Ground:
    """The text of an ordinance, and which of its letters a local word already covers."""

    def __init__(self, ordinance: Ordinance, words: Vocabulary) -> None:
        self.ordinance = ordinance
        self.words = words
        self.texts = Texts(ordinance)
        self.text = self.texts.text
        self.taken = bytearray(len(self.text))
        self.found: list[tuple[int, int, str, str, bool, str]] = []

    def free(self, start: int, end: int) -> bool:
        """Whether no word covers any of these letters."""
        return not any(self.taken[start:end])

    def mask(self, start: int, end: int) -> None:
        """Let nothing be found in these letters any more."""
        self.taken[start:end] = b"\x01" * (end - start)

    def add(self, start: int, end: int, kind: str, role: str = "", why: str = "", *, sure: bool | None = None) -> None:
        """Note a local word where nothing else was found; with ``why`` it is not sure unless told."""
        if self.free(start, end):
            self.mask(start, end)
            self.found.append((start, end, kind, role, (not why) if sure is None else sure, why))

    def glued(self, start: int) -> bool:
        """Whether a Hangul letter stands right before."""
        return start > 0 and "가" <= self.text[start - 1] <= "힣"

    def before(self, start: int) -> str:
        """Return the word before a place, on the same line ("" at its beginning)."""
        line = self.text[max(0, start - 40) : start]
        line = line[max(line.rfind(BREAK), line.rfind("\n")) + 1 :]
        words = line.split()
        return words[-1] if words else ""

    def after(self, end: int) -> str:
        """Return up to 24 letters after a place, on the same line."""
        return re.split(r"[\x1f\n]", self.text[end : end + 24], maxsplit=1)[0]

    def is_linked(self, start: int) -> bool:
        """Whether what stands before leads on to a new word: a particle, an ending, a mark, or nothing."""
        word = self.before(start)
        return not word or bool(_LINKED.search(word)) or (start > 0 and not self.text[start - 1].isspace())

    @cached_property
    def homographs(self) -> list[tuple[int, int]]:
        """Where words stand that hold a bare name and are none: 고양이, 상수원."""
        names = [*self.words.own, *self.words.bare, *self.words.upper, *self.words.upper_bare]
        spans = []
        for word in local_data().homographs:
            if word in self.text and any(name[:2] in word for name in names):
                spans += [match.span() for match in re.finditer(re.escape(word), self.text)]
        return sorted(spans)

    @cached_property
    def is_of_markets(self) -> bool:
        """Whether the text speaks of markets and never says that 시장 stands for the mayor."""
        if re.search(r"[“”\"‘’']시장[“”\"‘’'] ?이?라", self.text):
            return False
        return self.has_market_signs

    @cached_property
    def has_market_signs(self) -> bool:
        """Whether the text speaks of markets at all."""
        return any(sign in self.text for sign in local_data().market_signs)

    def is_homograph(self, start: int, end: int) -> bool:
        """Whether a name at this place is part of another word."""
        at = bisect_right(self.homographs, (end, 0))
        return any(low < end and start < high for low, high in self.homographs[max(0, at - 4) : at])

    @cached_property
    def quotes(self) -> list[tuple[int, int, bool]]:
        """Where quoted words stand, and whether they are the ordinance's own: a name it declares or defines."""
        spans = []
        for match in _QUOTED.finditer(self.text):
            group = 1 if match[1] is not None else 2
            start, end = match.span(group)
            own = bool(_DEFINES.match(self.text, match.end()))
            own = own or (
                (match.start() == 0 or self.text[match.start() - 1] == BREAK)
                and bool(_SUBJECT.match(self.text, match.end()))
            )
            spans.append((start, end, own))
        return spans

    def results(self) -> tuple[LocalWord, ...]:
        """Return the words found, in document order; words of others that are quoted are not sure."""
        closed = [(start, end) for start, end, own in self.quotes if not own]
        words = []
        for start, end, kind, role, sure, why in sorted(self.found):
            at = bisect_right(closed, (start, len(self.text)))
            if sure and any(low <= start and end <= high for low, high in closed[max(0, at - 2) : at]):
                sure, why = False, "따온 말 안에 있습니다"
            field, begin = self.texts.place(start)
            span = (start - begin, end - begin)
            words.append(LocalWord(field.path, field.field, span, self.text[start:end], kind, role, sure, why))
        return tuple(words)


@cache
def particle_end() -> re.Pattern[str]:
    """Return the expression for the end of a word: no Hangul, or particles and then none."""
    forms = "|".join(sorted(local_data().particles, key=lambda each: (-len(each), each)))
    return re.compile(rf"(?:{forms})?(?![가-힣])")


@cache
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression for any of some words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(set(words), key=lambda each: (-len(each), each))))


def starts_with_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text begins with any of some words; a word of one letter counts only whole (상, not 상인)."""
    return any(text.startswith(word) and (len(word) > 1 or bool(particle_end().match(text, 1))) for word in words)


def word_ends(text: str, end: int, tails: tuple[str, ...] = ()) -> bool:
    """Whether a word ends here, with or without a particle, or one of some words follows."""
    return bool(particle_end().match(text, end)) or (bool(tails) and text.startswith(tails, end))


def particle_at(text: str, end: int) -> str | None:
    """Return the particle right after, "" for none, None when more of a word follows."""
    match = particle_end().match(text, end)
    return match[0] if match else None
