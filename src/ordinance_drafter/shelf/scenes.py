"""Under what circumstances a clause is tried: municipalities, kinds of bill, choices, slots, company of clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, get_args

from ordinance_drafter.assemble import fixed_values, page_value, terms_of
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, Existing, Kind, Municipality, Recipe, Term
from ordinance_drafter.project import Added, Project, project_of
from ordinance_drafter.selection import Roles, Setting
from ordinance_drafter.shelf.book import Book, SetBook
from ordinance_drafter.slots import Slot
from ordinance_drafter.template import Asked, asked

MOST = 64
"""Combinations of choices, slots and neighbours a clause is tried in, in each scene."""
KINDS: tuple[Kind, ...] = get_args(Kind)
_EXAMPLES: dict[str, Any] = {
    "integer": 1,
    "text": "보기",
    "list": ("하나", "둘"),
    "boolean": True,
    "date": "2026-01-02",
}


@dataclass(frozen=True)
class Scene:
    """A municipality and a kind of bill, with the names every clause can use."""

    city: Municipality
    kind: Kind
    values: Mapping[str, Any]
    terms: Mapping[str, Term]


def scenes_of(book: Book, read: SetBook) -> list[Scene]:
    """Return every scene of a set: each municipality with each kind of bill, with and without a known former text.

    Raises:
        InputError: the terms of the set cannot be filled.
    """
    found = [
        Scene(setting.municipality, setting.kind, fixed_values(setting), terms_of(setting))
        for city in book.cities
        for setting in _settings(read, city)
    ]
    first = [scene for scene in found if scene.city is found[0].city]
    return found + [replace(scene, values={**scene.values, **names}) for scene in first for names in _EXTREMES]


class _Every(dict[str, str]):
    """Has a name for every role."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def __missing__(self, role: str) -> str:
        return self.word


_EXTREMES = (
    {"ordinances": Roles(), "agencies": Roles()},
    {
        "ordinances": _Every("보기시 보기 조례"),
        "agencies": _Every("보기진흥원"),
        "former": Roles(title="보기시 종전 조례", label="조례 제1호", articles=_Every("제5조")),
    },
)
"""Municipalities of which nothing is known, and all: there are more than the library has."""


def _settings(read: SetBook, city: Municipality) -> Iterator[Setting]:
    recipes = read.data.recipes
    recipe_id = read.data.default_recipe if read.data.default_recipe in recipes else next(iter(recipes), "")
    recipe = recipes.get(recipe_id) or Recipe(label="", description="", body=(), addenda=())
    known = next((item for item in city.existing if item.set == read.id), None)
    named = Existing(set=read.id, title=f"{city.name} 종전 조례", number="조례 제1호")
    variants = {name: choice.default for name, choice in read.data.choices.items()}
    tried: list[tuple[Kind, Existing | None, tuple[Added, ...]]] = [("enactment", None, ())]
    tried += [("enactment", known or named, (Added(id="repeal"),))]
    tried += [(kind, former, ()) for kind in KINDS[1:] for former in (known, named) if former]
    for kind, former, added in tried:
        file = project_of(Project(municipality=city.code, set=read.id, add=added))
        yield Setting(file, read.of, city, recipe_id, recipe, kind, variants, former)


def slots_of(read: SetBook, clause: Clause) -> dict[str, Slot]:
    """Return the slots a clause can use: its own and those of the set."""
    return {**read.data.slots, **clause.slots}


def example(slot: Slot) -> Any:
    """Return a value for a slot as texts have it: its default, else something that fits."""
    return page_value(slot, sample(slot))


def sample(slot: Slot) -> Any:
    """Return a value for a slot as people write it."""
    value = slot.default
    if value is None or slot.check(value):
        value = _EXAMPLES.get(slot.type)
        if slot.type == "choice":
            value = slot.options[0] if slot.options else "보기"
        if slot.type == "integer":
            value = slot.min if slot.min is not None else slot.max if slot.max is not None else 1
    return value


@dataclass(frozen=True)
class Axes:
    """What may differ while a clause stays the same: ``names`` and, for each, what it may be.

    A neighbour is an axis named ``clause:<id>`` that is there or not.
    """

    names: tuple[str, ...]
    options: tuple[tuple[Any, ...], ...]

    @property
    def size(self) -> int:
        """How many combinations there are."""
        total = 1
        for each in self.options:
            total *= len(each)
        return total

    def combinations(self) -> Iterator[dict[str, Any]]:
        """Yield all combinations, or, when they are many, each value at least once and then some evenly spread."""
        if self.size <= MOST:
            for values in product(*self.options):
                yield dict(zip(self.names, values, strict=True))
            return
        first = [each[0] for each in self.options]
        told = {tuple(first)}
        yield dict(zip(self.names, first, strict=True))
        for values in (*self._one_by_one(first), *self._spread()):
            if values not in told and len(told) < MOST:
                told.add(values)
                yield dict(zip(self.names, values, strict=True))

    def _one_by_one(self, first: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for place, each in enumerate(self.options):
            for value in each[1:]:
                yield (*first[:place], value, *first[place + 1 :])

    def _spread(self) -> Iterator[tuple[Any, ...]]:
        step = max(1, self.size // MOST) | 1  # odd: an even step would meet the same half of a pair again and again
        for index in range(0, self.size, step):
            values, rest = [], index
            for each in reversed(self.options):
                rest, place = divmod(rest, len(each))
                values.append(each[place])
            yield tuple(reversed(values))


def axes_of(read: SetBook, clause: Clause) -> Axes:
    """Return what the templates of a clause ask for: choices, its yes-or-no and choice slots, neighbours."""
    names: list[str] = [clause.choice] if clause.choice in read.data.choices else []
    neighbours: list[str] = []
    deciding: set[str] = set()
    for _, form in read.forms(clause):
        for template in (form.text, form.heading, form.summary, form.rationale, condition(clause)):
            found, near = _asked_in(template)
            names += [each.root for each in found]
            deciding |= {each.root for each in found if each.decides}
            neighbours += near
    choices, slots = read.data.choices, slots_of(read, clause)
    options: dict[str, tuple[Any, ...]] = {}
    for name in dict.fromkeys(names):
        if name in slots and slots[name].type in ("boolean", "choice"):
            options[name] = (True, False) if slots[name].type == "boolean" else slots[name].options or ("보기",)
        elif name in slots and name in deciding:
            options[name] = _both(slots[name])
        elif name in choices:
            default = choices[name].default
            options[name] = (default, *(each for each in choices[name].options if each != default))
    company = together(read, clause)
    for other in dict.fromkeys(neighbours):
        if other in read.ids and other != clause.id and other not in company and other not in clause.conflicts:
            options[f"clause:{other}"] = (True, False)
    return Axes(tuple(options), tuple(options.values()))


def condition(clause: Clause) -> str:
    """Return the condition of a clause as a template."""
    return "{% if " + clause.when + " %}{% endif %}" if clause.when else ""


def _both(slot: Slot) -> tuple[Any, ...]:
    """Return values of a slot that a condition can tell apart: the usual one, another, and none at all."""
    values = [example(slot), _EXAMPLES.get(slot.type), slot.min, slot.max, "" if slot.type == "text" else None]
    fitting = [value for value in values if value is not None and (value == "" or not slot.check(value))]
    return tuple(page_value(slot, value) for index, value in enumerate(fitting) if value not in fitting[:index])


def _asked_in(template: str) -> tuple[list[Asked], list[str]]:
    from ordinance_drafter.shelf.lines import REF

    neighbours = REF.findall(template)
    try:
        found = asked(template) if "{" in template else []
    except InputError:
        return [], neighbours
    return found, neighbours + [word for each in found if each.name == "clauses" for word in each.compared]


def together(read: SetBook, clause: Clause) -> frozenset[str]:
    """Return what is always there when a clause is: all it requires, and all those require."""
    found: set[str] = set()
    waiting = list(clause.requires)
    while waiting:
        other = waiting.pop()
        if other not in found and other != clause.id:
            found.add(other)
            waiting += read.clauses[other].requires if other in read.clauses else ()
    return frozenset(found)


def situations(
    read: SetBook, clause: Clause, scenes: Sequence[Scene], axes: Axes
) -> Iterator[tuple[Scene, dict[str, Any]]]:
    """Yield every scene a clause may stand in, with values for all it asks."""
    slots = slots_of(read, clause)
    defaults = {name: example(slot) for name, slot in slots.items()}
    company = together(read, clause)
    for scene in scenes:
        if (clause.levels and scene.city.level not in clause.levels) or (
            clause.kinds and scene.kind not in clause.kinds
        ):
            continue
        local = scene.city.answers.get(read.id, {})
        answered = {
            name: page_value(slots[name], local[name])
            for name in slots
            if name in local and not slots[name].check(local[name])
        }
        for combination in axes.combinations():
            there = [
                name.removeprefix("clause:") for name, yes in combination.items() if name.startswith("clause:") and yes
            ]
            chosen = {name: value for name, value in combination.items() if not name.startswith("clause:")}
            ids = [clause.id, *sorted({*company, *there})]
            yield scene, {**scene.values, **defaults, **answered, **chosen, "clauses": ids}
