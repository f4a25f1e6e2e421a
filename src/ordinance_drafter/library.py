"""The clause library: YAML files -> clauses, sets, municipalities, statutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.resources import data_dir
from ordinance_drafter.slots import Slot, Strict

Kind = Literal["enactment", "whole_amendment", "repeal"]
GovernmentLevel = Literal["metropolitan", "province", "city", "county", "district"]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"정규식이 아닙니다({error}): {pattern}") from None
    return pattern


class Satisfies(Strict):
    """A requirement the clause meets; ``at`` is the part of the clause that does (제2항제5호), "" for all of it."""

    id: Identifier
    at: str = ""


class Basis(Strict):
    """A legal basis: exact statute title, article, and why it is one."""

    statute: str
    article: str = ""
    why: str


class ModelledOn(Strict):
    """A real ordinance the clause was modelled on; ``in_force`` on the day the library was checked."""

    title: str
    article: str = ""
    in_force: bool | Literal["unknown"]
    note: str = ""


class ClauseVariant(Strict):
    """What a choice changes in a clause; None leaves the clause's own."""

    heading: str | None = None
    text: str | None = None
    summary: str | None = None
    rationale: str | None = None
    satisfies: tuple[Satisfies, ...] | None = None
    notes: str | None = None
    cost: str | None = None


class Clause(Strict):
    """One article of the library. See docs/clause-format.md for every key."""

    id: Identifier
    theme: str = "own"
    heading: str = ""
    text: str
    satisfies: tuple[Satisfies, ...] = ()
    choice: str = ""
    variants: dict[str, ClauseVariant] = Field(default_factory=dict)
    slots: dict[Name, Slot] = Field(default_factory=dict)
    basis: tuple[Basis, ...]
    modelled_on: tuple[ModelledOn, ...]
    rationale: str
    summary: str
    summary_group: str = ""
    cost: str = ""
    requires: tuple[Identifier, ...] = ()
    conflicts: tuple[Identifier, ...] = ()
    before: tuple[Identifier, ...] = ()
    after: tuple[Identifier, ...] = ()
    levels: tuple[GovernmentLevel, ...] = ()
    place: Literal["body", "addenda"] = "body"
    kinds: tuple[Kind, ...] = ()
    when: str = ""
    declare_terms: bool = True
    notes: str = ""

    def in_variant(self, option: str) -> Clause:
        """Return the clause with what the chosen option changes."""
        variant = self.variants.get(option)
        if variant is None:
            return self
        changed = {name: value for name, value in variant if value is not None}
        return self.model_copy(update=changed)


class Option(Strict):
    """One way to decide a choice, with what it costs and brings in one line."""

    label: str
    tradeoff: str


class Choice(Strict):
    """A question on which practice differs."""

    label: str
    default: str
    options: dict[Name, Option]


class RecipeItem(Strict):
    """A clause in a recipe and the choices under which it is there."""

    clause: Identifier
    when: dict[Name, str] = Field(default_factory=dict)


class Division(Strict):
    """A chapter of a recipe ("" for none) and its clauses in order."""

    chapter: str = ""
    clauses: tuple[RecipeItem, ...]

    @field_validator("clauses", mode="before")
    @classmethod
    def _plain_ids(cls, value: Any) -> Any:
        return (
            [{"clause": item} if isinstance(item, str) else item for item in value]
            if isinstance(value, list)
            else value
        )


class Recipe(Strict):
    """An ordered choice of clauses, with the variants it prefers."""

    label: str
    description: str
    title: str = ""
    variants: dict[Name, str] = Field(default_factory=dict)
    without: dict[Identifier, str] = Field(default_factory=dict)
    body: tuple[Division, ...]
    addenda: tuple[RecipeItem, ...]

    _plain = field_validator("addenda", mode="before")(
        lambda value: [{"clause": i} if isinstance(i, str) else i for i in value] if isinstance(value, list) else value
    )


class Term(Strict):
    """A short name declared at its first use: full form and short form (both with slots)."""

    full: str
    short: str


Expression = Annotated[str, AfterValidator(_compiles)]


class Topic(Strict):
    """What an article is about, told by its heading or by the heading of the chapter it stands in."""

    heading: Expression
    chapter: Expression = ""


class Sign(Strict):
    """One way a provision shows itself in any ordinance; expressions meet words without spaces and middle dots.

    ``heading`` and ``not_heading`` are of the article, ``text`` and ``unless`` of a unit's own words, ``under`` of the
    words its list stands under. Without ``text`` the article is what is found. ``at`` is what to name: the unit, the
    unit its list belongs to, or the whole article. A ``fallback`` is tried when no sign before it was seen.
    """

    heading: Expression = ""
    not_heading: Expression = ""
    text: Expression = ""
    unless: Expression = ""
    under: Expression = ""
    unit: tuple[Literal["article", "paragraph", "item"], ...] = ()
    place: Literal["body", "addenda"] = "body"
    within: tuple[Name, ...] = ()
    outside: tuple[Name, ...] | None = None
    status: Literal["present", "partial"] = "present"
    at: Literal["unit", "list", "article"] = "unit"
    fallback: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Sign:
        if not self.heading and not self.text:
            raise ValueError("heading이나 text 가운데 하나는 적어야 합니다.")
        return self


class Requirement(Strict):
    """A provision an ordinance of this set can have; any of ``instead`` serves as well."""

    id: Identifier
    theme: str
    level: Literal["core", "common", "optional"]
    label: str
    basis: str = ""
    instead: tuple[Identifier, ...] = ()
    recognise: tuple[Sign, ...] = ()


class RequirementFile(Strict):
    """requirements.yaml; a sign that names no ``outside`` does not look in the ``elsewhere`` topics."""

    topics: dict[Name, Topic] = Field(default_factory=dict)
    elsewhere: tuple[Name, ...] = ()
    requirements: tuple[Requirement, ...]

    @model_validator(mode="after")
    def _topics_exist(self) -> RequirementFile:
        for row in self.requirements:
            for sign in row.recognise:
                for name in (*sign.within, *(sign.outside or ())):
                    if name not in self.topics:
                        raise ValueError(f"{row.id}: topics에 없는 이름입니다: {name}")
        return self


class SetFile(Strict):
    """set.yaml: titles, recipes, choices, shared slots and terms of one clause set."""

    id: Identifier
    label: str
    subject: str
    title: str
    default_recipe: Identifier
    themes: dict[str, str]
    choices: dict[Name, Choice] = Field(default_factory=dict)
    slots: dict[Name, Slot] = Field(default_factory=dict)
    terms: dict[Name, Term] = Field(default_factory=dict)
    background: tuple[str, ...] = ()
    closing: str = ""
    roles: dict[str, str] = Field(default_factory=dict)
    recipes: dict[Identifier, Recipe]


class LocalOrdinance(Strict):
    """An ordinance of the municipality that drafts cite."""

    title: str
    number: str = ""
    promulgated: str = ""
    state: str = ""
    source: str = ""
    checked_on: str = ""


class Agency(Strict):
    """An agency of the municipality."""

    name: str
    source: str = ""
    checked_on: str = ""


class Existing(Strict):
    """An ordinance in force on the subject of a set; ``articles`` maps roles to article numbers."""

    set: str
    title: str
    number: str = ""
    promulgated: str = ""
    department: str = ""
    articles: dict[str, str] = Field(default_factory=dict)
    headings: dict[str, str] = Field(default_factory=dict)
    source: str = ""
    checked_on: str = ""
    note: str = ""


class Municipality(Strict):
    """A municipality's names, offices and ordinances, each with where and when it was checked."""

    code: Identifier
    name: str
    formal_name: str
    level: GovernmentLevel
    head: str
    head_short: str
    gov_short: str
    council: str
    council_short: str
    council_member: str
    residents: str
    rule_word: str
    gazette: str
    lower_heads: str = ""
    upper: str = ""
    fonts: dict[str, str] = Field(default_factory=dict)
    checked_on: str
    ordinances: dict[str, LocalOrdinance] = Field(default_factory=dict)
    agencies: dict[str, Agency] = Field(default_factory=dict)
    existing: tuple[Existing, ...] = ()
    procedure: dict[str, Any] = Field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = Field(default_factory=dict)
    departments: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class ClauseSet:
    """A clause set on disk; clauses are read when they are first asked for."""

    folder: Path
    source: yamlfile.Source
    file: SetFile
    _clauses: dict[str, Clause] = field(default_factory=dict)

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Where each clause id is: clauses/<theme>/<id>.yaml."""
        return {path.stem: path for path in sorted(self.folder.glob("clauses/*/*.yaml"))}

    def clause(self, clause_id: str) -> Clause:
        """Return a clause.

        Raises:
            KeyError: the set has no such clause.
            InputError: its file is wrong.
        """
        if clause_id not in self._clauses:
            path = self.paths[clause_id]
            clause, source = yamlfile.load(path, Clause, f"{path.parent.name}/{path.name}")
            if clause.id != clause_id:
                raise InputError(source.problem(("id",), f"id가 파일 이름과 다릅니다: {clause.id}"))
            if clause.theme != path.parent.name:
                raise InputError(source.problem(("theme",), f"theme이 폴더 이름과 다릅니다: {clause.theme}"))
            self._clauses[clause_id] = clause
        return self._clauses[clause_id]

    def clauses(self) -> Iterator[Clause]:
        """Yield every clause of the set."""
        for clause_id in self.paths:
            yield self.clause(clause_id)

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """The requirements of the set by id."""
        path = self.folder / "requirements.yaml"
        if not path.exists():
            return {}
        loaded, _ = yamlfile.load(path, RequirementFile, path.name)
        return {item.id: item for item in loaded.requirements}


@dataclass
class Library:
    """A folder of clause sets, municipalities and statutes."""

    folder: Path
    _sets: dict[str, ClauseSet] = field(default_factory=dict)
    _municipalities: dict[str, Municipality] = field(default_factory=dict)

    @cached_property
    def set_ids(self) -> tuple[str, ...]:
        """The clause sets there are."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/set.yaml")))

    @cached_property
    def municipality_codes(self) -> tuple[str, ...]:
        """The municipalities there are."""
        return tuple(sorted(path.stem for path in self.folder.glob("municipalities/*.yaml")))

    def clause_set(self, set_id: str) -> ClauseSet:
        """Return a clause set.

        Raises:
            KeyError: there is none of this id.
            InputError: its set.yaml is wrong.
        """
        if set_id not in self._sets:
            if set_id not in self.set_ids:
                raise KeyError(set_id)
            folder = self.folder / set_id
            file, source = yamlfile.load(folder / "set.yaml", SetFile, f"{set_id}/set.yaml")
            self._sets[set_id] = ClauseSet(folder, source, file)
        return self._sets[set_id]

    def municipality(self, code: str) -> Municipality:
        """Return a municipality profile.

        Raises:
            KeyError: there is none of this code.
            InputError: its file is wrong.
        """
        if code not in self.municipality_codes:
            raise KeyError(code)
        if code not in self._municipalities:
            path = self.folder / "municipalities" / f"{code}.yaml"
            self._municipalities[code] = yamlfile.load(path, Municipality, path.name)[0]
        return self._municipalities[code]


def load_library(path: Path | None = None) -> Library:
    """Return the library in ``path``, or the one that comes with the program.

    Raises:
        InputError: ``path`` is no folder.
    """
    folder = path or data_dir("clause_library")
    if not folder.is_dir():
        raise InputError(f"{folder}: 조문 묶음의 폴더가 아닙니다.")
    return Library(folder)
