"""The dictionary of statutes: titles, former titles, articles that exist, what is not yet in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ordinance_drafter.compiled import compiled
from ordinance_drafter.resources import data_dir


@dataclass(frozen=True, slots=True)
class Law:
    """A statute: ``articles`` maps 제3조의2 to its heading; only a ``complete`` list proves that one is missing."""

    title: str
    kind: str = ""
    number: str = ""
    promulgated: str = ""
    effective: str = ""
    state: str = ""
    complete: bool = False
    deleted: tuple[str, ...] = ()
    articles: dict[str, str] | None = None
    checked_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormerTitle:
    """A title that is no longer, or never was, the statute's: ``kind`` is renamed, replaced or mistaken."""

    wrong: str
    right: str
    kind: str
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class LaterArticles:
    """Units of a statute (제16조제3항, 제35조제1항 후단) that came into force later than it: on ``effective``."""

    title: str
    effective: date
    units: tuple[str, ...]
    source: str


class Delegation(NamedTuple):
    """An article of several paragraphs of which only some leave a matter to ordinances."""

    title: str
    article: str
    paragraphs: tuple[str, ...]


class Match(NamedTuple):
    """What a title in 「 」 turns out to be.

    ``kind`` is ``exact``, ``spacing`` (only spaces differ), ``dots`` (middle dots too), ``former`` (see
    :class:`FormerTitle`), ``unofficial``, ``near`` (perhaps mistyped) or ``unknown``; ``title`` the right title.
    """

    kind: str
    title: str = ""
    former: FormerTitle | None = None


_LOWER = (" 시행령", " 시행규칙")
_NEAR, _NEAR_CHECKED = 90.0, 82.0
"""How alike (0 to 100) an unknown title and a known one must be to be taken for a slip of the pen: one of which only
the title is known may itself be an old one, so that more is asked of it."""
_SHORTEST_NEAR = 9


class Dictionary:
    """Statutes by title; ``checked_on`` is the newest day an entry was checked.

    ``titles`` are all that are known to exist, also those of which nothing but the title is known.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.laws = {each["title"]: Law(**{**each, "deleted": tuple(each["deleted"])}) for each in data["statutes"]}
        self.former = {
            each["from"]: FormerTitle(each["from"], each["to"], each["kind"], each["since"], each["source"])
            for each in data["former_titles"]
        }
        self.later = [
            LaterArticles(each["title"], date.fromisoformat(each["effective"]), tuple(each["units"]), each["source"])
            for each in data["later_articles"]
        ]
        self.unofficial = {bare(name): each["title"] for each in data["unofficial_names"] for name in each["names"]}
        self.delegations = {
            (each["title"], each["article"]): Delegation(each["title"], each["article"], tuple(each["paragraphs"]))
            for each in data["delegations"]
        }
        self.checked_on = date.fromisoformat(max(law.checked_on for law in self.laws.values()))
        for old in self.former.values():
            if old.kind == "renamed" and old.wrong in self.laws and old.since <= self.checked_on.isoformat():
                note = f"{old.since}부터 「{old.right}」. {old.source}"
                self.laws[old.wrong] = replace(self.laws[old.wrong], state="renamed", note=note)
        self.titles = frozenset(self.laws) | frozenset(data["cited_titles"])
        self.by_bare_title = {bare(title): title for title in sorted(self.titles)}
        self.former_by_bare = {bare(title): each for title, each in self.former.items()}
        self._matches: dict[str, Match] = {}

    def law(self, title: str) -> Law | None:
        """Return the statute with exactly this title."""
        return self.laws.get(title)

    def match(self, title: str) -> Match:
        """Return what a title is: known, an old one, one with a slip, or unknown."""
        found = self._matches.get(title)
        if found is None:
            found = self._matches[title] = self._match(title)
        return found

    def _match(self, title: str) -> Match:
        compared = bare(title)
        former = self._former(compared)
        if former:
            return Match("former", former.right, former)
        if title in self.titles or self._is_lower_of_known(title):
            return Match("exact", title)
        known = self.by_bare_title.get(compared)
        if known is None:
            base, tail = _split(title)
            upper = self.by_bare_title.get(bare(base)) if tail else None
            known = upper + tail if upper and upper != base else None
        if known:
            same = known.replace(" ", "") == title.replace(" ", "")
            return Match("spacing" if same else "dots", known)
        if compared in self.unofficial:
            return Match("unofficial", self.unofficial[compared])
        near = self._near(compared)
        return Match("near", near) if near else Match("unknown")

    def _is_lower_of_known(self, title: str) -> bool:
        """Whether it is the decree or rule of a statute of which no decree or rule was looked at: it may well exist."""
        base, tail = _split(title)
        listed = any(base + lower in self.laws for lower in _LOWER)
        return bool(tail) and title == base + tail and base in self.titles and not listed

    def _former(self, compared: str) -> FormerTitle | None:
        found = self.former_by_bare.get(compared)
        if found:
            return found
        for tail in _LOWER:
            upper = self.former_by_bare.get(compared.removesuffix(tail.strip()))
            if compared.endswith(tail.strip()) and upper and upper.kind != "replaced":
                return FormerTitle(upper.wrong + tail, upper.right + tail, upper.kind, upper.since, upper.source)
        return None

    def _near(self, compared: str) -> str:
        if len(compared) < _SHORTEST_NEAR:
            return ""
        from rapidfuzz import fuzz, process  # late: most documents have no such title

        tail = _tail(compared)
        same_kind = {each: title for each, title in self.by_bare_title.items() if _tail(each) == tail}
        checked = [each for each, title in same_kind.items() if title in self.laws]
        best = process.extractOne(compared, checked, scorer=fuzz.ratio, score_cutoff=_NEAR_CHECKED)
        best = process.extractOne(compared, list(same_kind), scorer=fuzz.ratio, score_cutoff=_NEAR) or best
        return same_kind[best[0]] if best else ""


def bare(title: str) -> str:
    """Return a title without spaces and middle dots, to compare by."""
    return title.translate(_DROPPED)


_DROPPED = str.maketrans("", "", " ㆍ·・•‧･․⋅∙ᆞ")


def _split(title: str) -> tuple[str, str]:
    """Return a statute's title and what makes it its decree or rule (" 시행령", " 시행규칙" or "")."""
    for tail in _LOWER:
        if title.endswith(tail.strip()):
            return title.removesuffix(tail.strip()).rstrip(), tail
    return title, ""


def _tail(compared: str) -> str:
    """The kind of text a title names: slips are not in it."""
    return next((word for word in ("시행령", "시행규칙", "규칙", "규정", "령") if compared.endswith(word)), "법")


@cache
def dictionary(folder: Path | None = None) -> Dictionary:
    """Return the dictionary of the library."""
    home = (folder or data_dir("clause_library")) / "statutes"
    sources = sorted(home.glob("*.yaml"))
    return Dictionary(compiled("statutes", sources, lambda: _build(sources)))


_KEPT = (
    "title",
    "kind",
    "number",
    "promulgated",
    "effective",
    "state",
    "complete",
    "deleted",
    "articles",
    "checked_on",
    "note",
)


_ROWS = ("statutes", "former_titles", "later_articles", "unofficial_names", "delegations", "cited_titles")


def _build(sources: list[Path]) -> dict[str, Any]:
    from ordinance_drafter.yamlfile import Source, parse_yaml, read_text

    whole: dict[str, Any] = {key: [] for key in _ROWS}
    for path in sources:
        data = parse_yaml(Source(path.name, read_text(path)))
        for key, rows in whole.items():
            rows.extend(data.get(key) or [])
    whole["statutes"] = [{key: each[key] for key in _KEPT if key in each} for each in whole["statutes"]]
    return whole
