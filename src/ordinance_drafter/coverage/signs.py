"""The signs by which provisions are recognised: rows of requirements.yaml, kept ready to be searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ordinance_drafter.compiled import compiled
from ordinance_drafter.errors import InputError
from ordinance_drafter.resources import data_dir

if TYPE_CHECKING:
    from ordinance_drafter.library import ClauseSet

Status = Literal["present", "partial", "absent"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression; ``near`` are words of which one stands in every match (none: it has to be tried)."""

    pattern: str = ""
    near: tuple[str, ...] = ()

    def fits(self, text: str) -> bool:
        """Whether it is somewhere in the text."""
        return _compiled(self.pattern).search(text) is not None


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about, told by its heading or the heading of its chapter."""

    name: str
    heading: Expression
    chapter: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """In which units to look; one object for all signs that look in the same ones, so that it is worked out once."""

    place: str
    unit: tuple[str, ...]
    within: tuple[Topic, ...]
    outside: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One way a provision shows itself; see ``library.Sign``."""

    heading: Expression
    not_heading: Expression
    text: Expression
    unless: Expression
    under: Expression
    where: Where
    status: Status
    at: str
    fallback: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """A provision an ordinance can have, with its signs; ``theme_label`` is the theme in Korean."""

    id: str
    theme: str
    theme_label: str
    level: str
    label: str
    instead: tuple[str, ...]
    missing: str
    missing_in: str
    signs: tuple[Sign, ...]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def load_requirements(set_id: str = "ai-industry", folder: Path | None = None) -> tuple[Requirement, ...]:
    """Return the requirements of a clause set in the order of its file.

    Args:
        set_id: the clause set.
        folder: the clause library (the shipped one by default).

    Raises:
        InputError: there is no such set, or a file is wrong.
    """
    data = _data(set_id, folder)
    topics = {
        name: Topic(name, _expression(row["heading"]), _expression(row["chapter"]))
        for name, row in data["topics"].items()
    }
    places: dict[tuple[Any, ...], Where] = {}
    return tuple(
        Requirement(
            row["id"],
            row["theme"],
            data["themes"].get(row["theme"], row["theme"]),
            row["level"],
            row["label"],
            tuple(row["instead"]),
            row["missing"],
            row["missing_in"],
            tuple(_sign(sign, topics, places) for sign in row["recognise"]),
        )
        for row in data["requirements"]
    )


def requirements_of(clause_set: ClauseSet) -> tuple[Requirement, ...]:
    """Return what a clause set answers to, ready to be looked for; nothing when it has no requirements.

    Raises:
        InputError: a file is wrong.
    """
    home = clause_set.requirement_home
    if home is None:
        return ()
    themes = clause_set.base.requirement_themes
    return tuple(row for row in load_requirements(home.id, home.home.folder) if not themes or row.theme in themes)


def set_for(title: str, folder: Path | None = None) -> str:
    """Return the clause set whose requirements are for ordinances of this title, "" when no set's are.

    Args:
        title: of an ordinance.
        folder: the clause library (the shipped one by default).

    Raises:
        InputError: a file is wrong.
    """
    words = re.sub(r"[\s\u318d\u00b7]", "", title)
    return next((set_id for set_id, pattern in _titles(folder) if _compiled(pattern).search(words)), "")


@cache
def _titles(folder: Path | None) -> tuple[tuple[str, str], ...]:
    """Return the sets that say which titles they are for, with the expression of their titles."""
    found = [(set_id, _data(set_id, folder)["titles"]) for set_id in _known(folder or data_dir("clause_library"))]
    return tuple((set_id, pattern) for set_id, pattern in found if pattern)


def provided_by(recipe: str, set_id: str = "ai-industry", folder: Path | None = None) -> frozenset[str]:
    """Return the ids of the requirements that a recipe with its own choices meets.

    Raises:
        InputError: there is no such set or recipe, or a file is wrong.
    """
    home = _sources(set_id, folder)[0].parent
    sources = [home / "set.yaml", *sorted(home.glob("clauses/*/*.yaml"))]
    data = compiled(f"recipes-{set_id}", sources, lambda: _build_recipes(home))
    if recipe not in data:
        raise InputError(f"없는 구성입니다: {recipe}. 있는 것: {', '.join(data)}")
    return frozenset(data[recipe])


def _data(set_id: str, folder: Path | None) -> dict[str, Any]:
    sources = _sources(set_id, folder)
    data: dict[str, Any] = compiled(f"requirements-{set_id}", sources, lambda: _build(sources))
    return data


def _known(library: Path) -> list[str]:
    return sorted(path.parent.name for path in library.glob("*/requirements.yaml"))


def _sources(set_id: str, folder: Path | None) -> list[Path]:
    library = folder or data_dir("clause_library")
    known = _known(library)
    if set_id not in known:
        raise InputError(f"규정 목록이 있는 조문 묶음이 아닙니다: {set_id}. 있는 것: {', '.join(known) or '없음'}")
    return [library / set_id / "requirements.yaml", library / set_id / "set.yaml"]


def _expression(data: Sequence[Any]) -> Expression:
    return Expression(data[0], tuple(data[1]))


def _sign(row: dict[str, Any], topics: dict[str, Topic], places: dict[tuple[Any, ...], Where]) -> Sign:
    key = (row["place"], *(tuple(row[name]) for name in ("unit", "within", "outside")))
    if key not in places:
        within, outside = (tuple(topics[name] for name in row[each]) for each in ("within", "outside"))
        places[key] = Where(row["place"], tuple(row["unit"]), within, outside)
    heading, not_heading, text, unless, under = (_expression(row[name]) for name in _EXPRESSIONS)
    return Sign(heading, not_heading, text, unless, under, places[key], row["status"], row["at"], row["fallback"])


_EXPRESSIONS = ("heading", "not_heading", "text", "unless", "under")


# ── reading the data (only when it changed) ──────────────────────────────────


def _build(sources: Sequence[Path]) -> dict[str, Any]:
    from ordinance_drafter import yamlfile
    from ordinance_drafter.library import RequirementFile, SetFile

    path, set_path = sources
    loaded, _ = yamlfile.load(path, RequirementFile, path.name)
    themes = yamlfile.load(set_path, SetFile, set_path.name)[0].themes
    rows = []
    for requirement in loaded.requirements:
        row = requirement.model_dump(mode="json")
        for sign in row["recognise"]:
            sign["outside"] = list(loaded.elsewhere) if sign["outside"] is None else sign["outside"]
            sign |= {name: (sign[name], needed_words(sign[name])) for name in _EXPRESSIONS}
        rows.append(row)
    topics = {
        name: {key: (getattr(topic, key), needed_words(getattr(topic, key))) for key in ("heading", "chapter")}
        for name, topic in loaded.topics.items()
    }
    return {"titles": loaded.titles, "topics": topics, "themes": themes, "requirements": rows}


def _build_recipes(home: Path) -> dict[str, list[str]]:
    from ordinance_drafter.library import load_library

    clause_set = load_library(home.parent).clause_set(home.name)
    found = {}
    for name, recipe in clause_set.file.recipes.items():
        chosen = {key: choice.default for key, choice in clause_set.file.choices.items()} | recipe.variants
        items = [item for division in recipe.body for item in division.clauses] + list(recipe.addenda)
        clauses = [
            clause_set.clause(item.clause)
            for item in items
            if all(chosen.get(key) == value for key, value in item.when.items())
        ]
        met = {each.id for clause in clauses for each in clause.in_variant(chosen.get(clause.choice, "")).satisfies}
        found[name] = sorted(met)
    return found


def needed_words(pattern: str) -> list[str]:
    """Return words of which one stands in every match of an expression; none when that cannot be told.

    Knows what the data uses: literals, alternatives, groups, quantifiers. Whatever it is not sure of is no word.
    """
    found: list[str] = []
    for branch in _branches(pattern):
        best = max(_required(branch), key=_worth, default=[])
        if not best:
            return []
        found += best
    return list(dict.fromkeys(found))


def _worth(words: list[str]) -> tuple[int, int]:
    """Rare words tell more: the longer, the rarer, except for the subject of a set, which is in every line."""
    return min([1 if word in _EVERYWHERE else len(word) for word in words]), -len(words)


_EVERYWHERE = frozenset(("인공지능", "창업"))


def _branches(pattern: str) -> list[str]:
    """Split at the alternatives of the outermost level."""
    found, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|\[\^?\]?[^\]]*\]|[()|]", pattern):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if match[0] == "|" and depth == 0:
            found.append(pattern[start : match.start()])
            start = match.end()
    return [*found, pattern[start:]]


_TOKEN = re.compile(
    r"(?P<skip>\\.|\[\^?\]?[^\]]*\]|[.^$])|(?P<open>\((?:\?(?:[:=!]|<[=!]))?)|(?P<char>[^()\[\]{}?*+|])"
)
_QUANTIFIER = re.compile(r"[?*+]|\{(\d*),?\d*\}")


def _required(branch: str) -> Iterator[list[str]]:
    """Yield the sets of words of which every match of a branch has one."""
    run, place = "", 0
    while place < len(branch):
        token = _TOKEN.match(branch, place)
        if token is None:
            return
        end = token.end() if token["open"] is None else _closing(branch, token.end())
        quantifier = _QUANTIFIER.match(branch, end)
        optional = quantifier is not None and (quantifier[0] in "?*" or quantifier[1] in ("0", ""))
        if token["char"] and not optional:
            run += token["char"]
        elif token["open"] in ("(", "(?:") and not optional:
            inner = needed_words(branch[token.end() : end - 1])
            if inner:
                yield inner
        if not token["char"] or quantifier is not None:
            if run:
                yield [run]
            run = ""
        place = quantifier.end() if quantifier else end
    if run:
        yield [run]


def _closing(pattern: str, start: int) -> int:
    depth = 1
    for match in re.compile(r"\\.|\[\^?\]?[^\]]*\]|[()]").finditer(pattern, start):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(pattern)
