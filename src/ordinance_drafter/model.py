"""The tree of an ordinance: one Provision class for every level, and the table of levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ordinance_drafter.numbering import LabelStyle, Number, digits, label

Path = tuple[int, ...]
"""A unit's place: child indexes from the top. The first number says the branch: 0 body, 1 addenda, 2 annexes."""

BODY, ADDENDA, ANNEXES = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Level:
    """One row of the level table.

    ``rank`` orders levels from the top; ``word`` is the unit word; ``in_reference`` is how a reference
    spells it, with ``{}`` for the number (제{}항, {}목); ``akn`` is the Akoma Ntoso 3.0 element.
    """

    name: str
    rank: int
    word: str
    style: LabelStyle
    in_reference: str
    akn: str

    def label(self, number: Number) -> str:
        """Return the label at the head of the unit's line."""
        return label(number, self.style, self.word)

    def reference(self, number: Number) -> str:
        """Return how a reference names the unit: 제3조의2, 제1항, 제1호의2, 가목."""
        if self.style is LabelStyle.ORDINAL:
            return self.label(number)
        head, tail = digits(Number(number.main), self.style), f"의{number.branch}" if number.branch else ""
        return self.in_reference.format(head) + tail

    @property
    def is_division(self) -> bool:
        """Whether the level groups articles (편ㆍ장ㆍ절ㆍ관)."""
        return self.rank < ARTICLE.rank


_ORDINAL = LabelStyle.ORDINAL
PART = Level("part", 0, "편", _ORDINAL, "제{}편", "part")
CHAPTER = Level("chapter", 1, "장", _ORDINAL, "제{}장", "chapter")
SECTION = Level("section", 2, "절", _ORDINAL, "제{}절", "section")
SUBSECTION = Level("subsection", 3, "관", _ORDINAL, "제{}관", "subsection")
ARTICLE = Level("article", 4, "조", _ORDINAL, "제{}조", "article")
PARAGRAPH = Level("paragraph", 5, "항", LabelStyle.CIRCLED, "제{}항", "paragraph")
SUBPARAGRAPH = Level("subparagraph", 6, "호", LabelStyle.ARABIC, "제{}호", "subparagraph")
ITEM = Level("item", 7, "목", LabelStyle.SYLLABLE, "{}목", "point")
SUBITEM = Level("subitem", 8, "1)", LabelStyle.ARABIC_PAREN, "{})", "indent")
SUBITEM2 = Level("subitem2", 9, "가)", LabelStyle.SYLLABLE_PAREN, "{})", "indent")
SUBITEM3 = Level("subitem3", 10, "(1)", LabelStyle.ARABIC_PARENS, "({})", "indent")
SUBITEM4 = Level("subitem4", 11, "(가)", LabelStyle.SYLLABLE_PARENS, "({})", "indent")
ALL_LEVELS = (
    PART, CHAPTER, SECTION, SUBSECTION, ARTICLE, PARAGRAPH,
    SUBPARAGRAPH, ITEM, SUBITEM, SUBITEM2, SUBITEM3, SUBITEM4,
)  # fmt: skip
LEVELS = {level.name: level for level in ALL_LEVELS}


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of any level.

    ``number`` is None only for the words of an addenda that has no units. An article's words stand in
    ``text`` when it has no paragraphs. ``note`` holds <개정 …> and [본조신설 …]; a deleted unit keeps its number.
    """

    level: Level
    number: Number | None
    heading: str = ""
    text: str = ""
    children: tuple[Provision, ...] = ()
    deleted: bool = False
    note: str = ""

    @property
    def label(self) -> str:
        """The label at the head of the unit's line ("" when unnumbered)."""
        return self.level.label(self.number) if self.number else ""


@dataclass(frozen=True, slots=True)
class Annex:
    """별표 (kind ``table``) or 별지 서식 (kind ``form``); ``number`` is None for an only one."""

    kind: str
    number: Number | None
    heading: str = ""
    text: str = ""

    @property
    def label(self) -> str:
        """How the annex is named in references: 별표, 별표 1의2, 별지 제1호의2서식."""
        if self.kind == "table":
            return f"별표 {self.number}" if self.number else "별표"
        if self.number is None:
            return "별지 서식"
        branch = f"의{self.number.branch}" if self.number.branch else ""
        return f"별지 제{self.number.main}호{branch}서식"


@dataclass(frozen=True, slots=True)
class Addenda:
    """One 부칙; ``label`` is what follows the word: ``<2025. 5. 23. 조례 제2918호>`` and the like."""

    label: str
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Ordinance:
    """A legal text as a tree.

    ``kind`` is ``ordinance`` ``rule`` ``act`` ``decree`` or ``other`` (see :func:`kind_of`); ``revision`` is
    the word of the last enactment (제정, 일부개정 …); ``preamble`` is what stands between title and body.
    """

    title: str
    body: tuple[Provision, ...] = ()
    addenda: tuple[Addenda, ...] = ()
    annexes: tuple[Annex, ...] = ()
    kind: str = "other"
    municipality: str = ""
    number: str = ""
    promulgated: date | None = None
    effective: date | None = None
    revision: str = ""
    preamble: str = ""


_KINDS = (
    ("조례", "ordinance"), ("시행규칙", "rule"), ("규칙", "rule"), ("시행령", "decree"),
    ("규정", "decree"), ("법률", "act"), ("특별법", "act"), ("법", "act"),
)  # fmt: skip


def kind_of(title: str) -> str:
    """Return the kind of text a title names, by its last word (``other`` when it names none)."""
    bare = title.removesuffix("안").rstrip()
    return next((kind for word, kind in _KINDS if bare.endswith(word)), "other")


def children_of(ordinance: Ordinance, path: Path) -> tuple[Provision, ...]:
    """Return the provisions directly under ``path`` (``(0,)`` is the body, ``(1, 2)`` the third addenda)."""
    if path == (BODY,):
        return ordinance.body
    if len(path) == 2 and path[0] == ADDENDA:
        return ordinance.addenda[path[1]].provisions
    return at(ordinance, path).children


def at(ordinance: Ordinance, path: Path) -> Provision:
    """Return the provision at ``path``.

    Raises:
        LookupError: there is none.
    """
    if len(path) < 2 or path[0] not in (BODY, ADDENDA):
        raise LookupError(f"조문의 자리가 아닙니다: {path}")
    units, rest = (ordinance.body, path[1:]) if path[0] == BODY else (ordinance.addenda[path[1]].provisions, path[2:])
    if not rest:
        raise LookupError(f"조문의 자리가 아닙니다: {path}")
    for index in rest[:-1]:
        units = units[index].children
    return units[rest[-1]]


def walk(ordinance: Ordinance) -> Iterator[tuple[Path, Provision]]:
    """Yield every provision of body and addenda with its path, in document order."""
    yield from _walk(ordinance.body, (BODY,))
    for index, addenda in enumerate(ordinance.addenda):
        yield from _walk(addenda.provisions, (ADDENDA, index))


def _walk(units: tuple[Provision, ...], above: Path) -> Iterator[tuple[Path, Provision]]:
    for index, unit in enumerate(units):
        path = (*above, index)
        yield path, unit
        if unit.children:
            yield from _walk(unit.children, path)


def articles(ordinance: Ordinance) -> Iterator[tuple[Path, Provision]]:
    """Yield the articles of the body with their paths, through all divisions."""
    stack: list[tuple[Path, Provision]] = [((BODY, i), unit) for i, unit in reversed(list(enumerate(ordinance.body)))]
    while stack:
        path, unit = stack.pop()
        if unit.level is ARTICLE:
            yield path, unit
        elif unit.level.is_division:
            stack.extend(((*path, index), child) for index, child in reversed(list(enumerate(unit.children))))


def replace_at(ordinance: Ordinance, path: Path, new: Provision) -> Ordinance:
    """Return the ordinance with the provision at ``path`` replaced by ``new``."""
    at(ordinance, path)
    if path[0] == BODY:
        return replace(ordinance, body=_replace(ordinance.body, path[1:], new))
    changed = replace(
        ordinance.addenda[path[1]], provisions=_replace(ordinance.addenda[path[1]].provisions, path[2:], new)
    )
    addenda = (*ordinance.addenda[: path[1]], changed, *ordinance.addenda[path[1] + 1 :])
    return replace(ordinance, addenda=addenda)


def _replace(units: tuple[Provision, ...], path: Path, new: Provision) -> tuple[Provision, ...]:
    index, rest = path[0], path[1:]
    unit = replace(units[index], children=_replace(units[index].children, rest, new)) if rest else new
    return (*units[:index], unit, *units[index + 1 :])


def chain(ordinance: Ordinance, path: Path) -> list[Provision]:
    """Return the provisions from the top of the branch down to ``path``."""
    start = 2 if path[0] == BODY else 3
    return [at(ordinance, path[:end]) for end in range(start, len(path) + 1)]


def address(ordinance: Ordinance, path: Path) -> str:
    """Return how the unit at ``path`` is cited: 제3조제2항제1호가목, 부칙 제2조, 제3장."""
    units = chain(ordinance, path)
    named = [unit for unit in units if not unit.level.is_division] or units[-1:]
    words = "".join(unit.level.reference(unit.number) for unit in named if unit.number)
    if path[0] != ADDENDA:
        return words
    label = ordinance.addenda[path[1]].label if len(ordinance.addenda) > 1 else ""
    return " ".join(filter(None, ("부칙", label, words)))
