"""Clause files and set.yaml: what people write about clauses, recipes and choices."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from ordinance_drafter.library.names import GovernmentLevel, Identifier, Kind, Name
from ordinance_drafter.slots import Slot, Strict

Confidence = Literal["high", "medium", "low"]


class Satisfies(Strict):
    """A requirement the clause meets; ``at`` is the part of the clause that does (제2항제5호), "" for all of it."""

    id: Identifier
    at: str = ""
    confidence: Confidence | None = None
    """How sure a machine was that proposed it; None when a person said so."""


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


class Origin(Strict):
    """Where a clause was taken from: a clause of a lower layer or set (fork), or an article of an ordinance (import)."""

    layer: str = ""
    set: str = ""
    clause: str = ""
    digest: str = ""
    title: str = ""
    article: str = ""


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
    place: Literal["body", "addenda", "annex"] = "body"
    kinds: tuple[Kind, ...] = ()
    when: str = ""
    declare_terms: bool = True
    notes: str = ""
    origin: Origin | None = None

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
    """A clause in a recipe and the choices under which it is there.

    ``number`` (제3조의2, [별표 1]) and ``under`` (the 부칙 it begins) are of recipes that keep a text as written.
    """

    clause: Identifier
    when: dict[Name, str] = Field(default_factory=dict)
    number: str = ""
    under: str | None = None


class Division(Strict):
    """A chapter of a recipe ("" for none) and its clauses in order; ``line`` is the whole line as written (제2장 …)."""

    chapter: str = ""
    line: str = ""
    clauses: tuple[RecipeItem, ...]

    @field_validator("clauses", mode="before")
    @classmethod
    def _plain_ids(cls, value: Any) -> Any:
        return (
            [{"clause": item} if isinstance(item, str) else item for item in value]
            if isinstance(value, list)
            else value
        )


class Enacted(Strict):
    """The head of a text in force: number (of 제…호), days (2025-05-23), kind of revision, who enacted it."""

    city: str
    municipality: str = ""
    number: str = ""
    promulgated: str = ""
    effective: str = ""
    revision: str = ""
    kind: str = "ordinance"


class Recipe(Strict):
    """An ordered choice of clauses, with the variants it prefers.

    With ``as_written`` the text keeps its own numbers, notes, addenda and annexes; ``enacted`` is its head then.
    """

    label: str
    description: str
    title: str = ""
    variants: dict[Name, str] = Field(default_factory=dict)
    without: dict[Identifier, str] = Field(default_factory=dict)
    body: tuple[Division, ...]
    addenda: tuple[RecipeItem, ...]
    annexes: tuple[RecipeItem, ...] = ()
    as_written: bool = False
    preamble: str = ""
    enacted: Enacted | None = None

    _plain = field_validator("addenda", "annexes", mode="before")(
        lambda value: [{"clause": i} if isinstance(i, str) else i for i in value] if isinstance(value, list) else value
    )


class Term(Strict):
    """A short name declared at its first use: full form and short form (both with slots)."""

    full: str
    short: str


class SetFile(Strict):
    """set.yaml: titles, recipes, choices, shared slots and terms of one clause set."""

    id: Identifier
    label: str
    subject: str
    title: str
    default_recipe: Identifier
    recipe_elsewhere: Identifier | None = None
    """The default for municipalities other than the one that enacted the text of the default recipe."""
    themes: dict[str, str]
    choices: dict[Name, Choice] = Field(default_factory=dict)
    slots: dict[Name, Slot] = Field(default_factory=dict)
    terms: dict[Name, Term] = Field(default_factory=dict)
    background: tuple[str, ...] = ()
    closing: str = ""
    roles: dict[str, str] = Field(default_factory=dict)
    requirements_of: Identifier | None = None
    """Another set whose requirements this one answers to; its own requirements.yaml when None."""
    requirement_themes: tuple[str, ...] = ()
    """The themes of that set that apply here; all of them when none is named."""
    recipes: dict[Identifier, Recipe]
