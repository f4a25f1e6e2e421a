"""The dictionary of statutes: titles, former titles, articles that exist, what is not yet in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

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


class Dictionary:
    """Statutes by title; ``checked_on`` is the newest day an entry was checked."""

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
        self.checked_on = date.fromisoformat(max(law.checked_on for law in self.laws.values()))
        self.by_bare_title = {bare(title): title for title in self.laws}

    def law(self, title: str) -> Law | None:
        """Return the statute with exactly this title."""
        return self.laws.get(title)


def bare(title: str) -> str:
    """Return a title without spaces and middle dots, to compare by."""
    return "".join(char for char in title if char not in " ㆍ·・•‧･")


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


def _build(sources: list[Path]) -> dict[str, Any]:
    from ordinance_drafter.yamlfile import Source, parse_yaml, read_text

    whole: dict[str, Any] = {"statutes": [], "former_titles": [], "later_articles": []}
    for path in sources:
        data = parse_yaml(Source(path.name, read_text(path)))
        for key, rows in whole.items():
            rows.extend(data.get(key) or [])
    whole["statutes"] = [{key: each[key] for key in _KEPT if key in each} for each in whole["statutes"]]
    return whole
