"""Layers of a library: what an organisation, a city or a project changes, kept in folders of their own.

library < organisation < city < project: the higher layer wins. A layer's folder looks like the library's:
``layer.yaml``, ``<set>/overlay.yaml``, ``<set>/clauses/<theme>/<id>.yaml``, ``municipalities/<code>.yaml``, whole sets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model, field_validator

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.library.clauses import Clause, Recipe, RecipeItem, SetFile, Term
from ordinance_drafter.library.municipalities import Municipality
from ordinance_drafter.library.names import Identifier, Name
from ordinance_drafter.slots import Slot, Strict

LEVELS = {"library": "기본 묶음", "organisation": "기관", "city": "지방자치단체", "project": "입안"}
"""Level of a layer -> its name, from the lowest up."""
LAYER_FILE, OVERLAY_FILE, FOLDER = "layer.yaml", "overlay.yaml", "overlay"
"""``FOLDER`` beside a project file is its own layer."""


class LayerFile(Strict):
    """layer.yaml: which level a layer is of, and what people call it."""

    level: Literal["organisation", "city", "project"] = "project"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder of clauses, overlays and municipalities."""

    folder: Path
    level: str = "library"
    label: str = ""

    @property
    def name(self) -> str:
        """How it is called in messages: 기본 묶음, 지방자치단체(고양시)."""
        return f"{LEVELS[self.level]}({self.label})" if self.label else LEVELS[self.level]


def read_layer(folder: Path) -> Layer:
    """Return the layer in a folder.

    Raises:
        InputError: there is no such folder, or its layer.yaml is wrong.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: 덧묶음의 폴더가 아닙니다. ‘clauses layers’로 쓰는 폴더를 보십시오.")
    path = folder / LAYER_FILE
    file = yamlfile.load(path, LayerFile, str(path))[0] if path.exists() else LayerFile()
    return Layer(folder, file.level, file.label or folder.resolve().name)


def in_rank(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """Return the layers from the lowest level up, each folder once; those of one level stay in their order."""
    once = {layer.folder.resolve(): layer for layer in layers}
    return tuple(sorted(once.values(), key=lambda layer: list(LEVELS).index(layer.level)))


# ------------------------------------------------------------------------------------------------ overlay.yaml


class AddedItem(Strict):
    """A clause put into recipes (all of them when none is named), after or before another."""

    clause: Identifier
    recipes: tuple[Identifier, ...] = ()
    after: Identifier | None = None
    before: Identifier | None = None
    when: dict[Name, str] = Field(default_factory=dict)


class OverlayFile(Strict):
    """<set>/overlay.yaml: what a layer changes in a set beyond the words of its clauses."""

    drop: dict[Identifier, str] = Field(default_factory=dict)
    add: tuple[AddedItem, ...] = ()
    choose: dict[Name, str] = Field(default_factory=dict)
    answers: dict[Name, Any] = Field(default_factory=dict)
    terms: dict[Name, Term] = Field(default_factory=dict)
    slots: dict[Name, Slot] = Field(default_factory=dict)
    recipes: dict[Identifier, Recipe] = Field(default_factory=dict)

    @field_validator("drop", "choose", "answers", "terms", "slots", "recipes", "add", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any, info: Any) -> Any:
        return ([] if info.field_name == "add" else {}) if value is None else value


@dataclass(frozen=True)
class Overlay:
    """One layer's overlay.yaml of a set."""

    layer: Layer
    file: OverlayFile
    source: yamlfile.Source


def read_overlays(layers: Iterable[Layer], set_id: str) -> tuple[Overlay, ...]:
    """Return what the layers change in a set, lowest first.

    Raises:
        InputError: an overlay.yaml is wrong.
    """
    found = []
    for layer in layers:
        path = layer.folder / set_id / OVERLAY_FILE
        if path.exists():
            found.append(Overlay(layer, *yamlfile.load(path, OverlayFile, str(path))))
    return tuple(found)


def overlaid(base: SetFile, overlays: Iterable[Overlay], clause_of: Callable[[str], Clause | None]) -> SetFile:
    """Return set.yaml as the overlays leave it.

    Args:
        base: the set as its own folder says.
        overlays: lowest first.
        clause_of: a clause by its id; the reason for dropping one is the reason not to meet what it meets.

    Raises:
        InputError: an overlay names what the set does not have; all problems at once.
    """
    for overlay in overlays:
        file, problems = overlay.file, _unknown(overlay, base)
        if problems:
            raise InputError(*problems)
        changed = {name: {**getattr(base, name), **getattr(file, name)} for name in ("terms", "slots", "recipes")}
        choices = {
            name: choice.model_copy(update={"default": file.choose.get(name, choice.default)})
            for name, choice in base.choices.items()
        }
        changed["recipes"] = {
            name: _recipe(name, recipe, overlay, clause_of) for name, recipe in changed["recipes"].items()
        }
        base = base.model_copy(update={**changed, "choices": choices})
    return base


def _unknown(overlay: Overlay, base: SetFile) -> list[str]:
    """Return what is wrong with the names of an overlay."""
    file, where, found = overlay.file, overlay.source.problem, []
    for name, option in file.choose.items():
        if name not in base.choices:
            hint = yamlfile.nearest(name, base.choices)
            found.append(where(("choose", name), f"없는 선택입니다: {name}.{hint}", key=True))
        elif option not in base.choices[name].options:
            hint = yamlfile.nearest(option, base.choices[name].options)
            found.append(where(("choose", name), f"‘{base.choices[name].label}’에 없는 변형입니다: {option}.{hint}"))
    for clause_id, reason in file.drop.items():
        if len(reason.strip()) < 5:
            found.append(where(("drop", clause_id), f"‘{clause_id}’ 조문을 빼는 까닭을 다섯 글자 이상 적으십시오."))
    recipes = {**base.recipes, **file.recipes}
    for index, item in enumerate(file.add):
        for name in item.recipes:
            if name not in recipes:
                hint = yamlfile.nearest(name, recipes)
                found.append(where(("add", index, "recipes"), f"없는 구성입니다: {name}.{hint}"))
    return found


def _recipe(name: str, recipe: Recipe, overlay: Overlay, clause_of: Callable[[str], Clause | None]) -> Recipe:
    file = overlay.file
    if name in file.recipes:
        return recipe
    body = [division.model_copy(update={"clauses": _kept(division.clauses, file)}) for division in recipe.body]
    addenda = list(_kept(recipe.addenda, file))
    places = [list(division.clauses) for division in body] + [addenda]
    for item in file.add:
        if (not item.recipes and not recipe.as_written) or name in item.recipes:
            _insert(places, item, clause_of)
    body = [
        division.model_copy(update={"clauses": tuple(items)}) for division, items in zip(body, places, strict=False)
    ]
    without = dict(recipe.without)
    for clause_id, reason in file.drop.items():
        clause = clause_of(clause_id)
        without |= {item.id: reason for item in clause.satisfies} if clause else {}
    return recipe.model_copy(
        update={
            "body": tuple(body),
            "addenda": tuple(places[-1]),
            "variants": {**recipe.variants, **file.choose},
            "without": without,
        }
    )


def _kept(items: tuple[RecipeItem, ...], file: OverlayFile) -> tuple[RecipeItem, ...]:
    return tuple(item for item in items if item.clause not in file.drop)


def _insert(places: list[list[RecipeItem]], added: AddedItem, clause_of: Callable[[str], Clause | None]) -> None:
    """Put a clause beside the one that is named; where a recipe lacks that, where its own before and after let it."""
    item, clause = RecipeItem(clause=added.clause, when=added.when), clause_of(added.clause)
    beside = added.after or added.before
    if not beside and any(other.clause == added.clause for items in places for other in items):
        return  # it is there: where, nobody said otherwise
    for items in places:
        items[:] = [other for other in items if other.clause != added.clause]
    for items in places:
        index = next((i for i, other in enumerate(items) if other.clause == beside), None)
        if index is not None:
            items.insert(index + bool(added.after), item)
            return
    home = places[-1] if clause and clause.place == "addenda" else places[max(0, len(places) - 2)]
    later = [
        i
        for i, other in enumerate(home)
        if (clause and other.clause in clause.before)
        or ((found := clause_of(other.clause)) and added.clause in found.after)
    ]
    home.insert(min(later, default=len(home)), item)


# ------------------------------------------------------------------------------------------------- patches


class Overrides(Strict):
    """The clause a partial file was written against: its layer and digest then."""

    layer: str = ""
    digest: str = ""


def _partial(model: type[BaseModel], name: str, keep: tuple[str, ...], **more: Any) -> type[Strict]:
    """Return a model with the same keys of which only ``keep`` must be there."""
    fields: dict[str, Any] = {
        key: (field.annotation, field if key in keep else None) if key in keep else (field.annotation | None, None)  # type: ignore[operator]
        for key, field in model.model_fields.items()
    }
    return create_model(name, __base__=Strict, **fields, **more)


ClausePatch = _partial(Clause, "ClausePatch", ("id",), overrides=(Overrides, ...))
"""A clause file of a layer that says only what changes."""
MunicipalityPatch = _partial(Municipality, "MunicipalityPatch", ("code",))
"""A municipality file of a layer that says only what changes."""


def merged(below: BaseModel, patch: BaseModel) -> dict[str, Any]:
    """Return the data of a model with what a patch says written over it; mappings are joined, all else replaced."""
    data = below.model_dump(exclude_unset=True)
    new = patch.model_dump(exclude_unset=True)
    new.pop("overrides", None)
    return {**data, **{key: _joined(data.get(key), value) for key, value in new.items()}}


def _joined(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _joined(old.get(key), value) for key, value in new.items()}}
    return new


def digest(clause: Clause) -> str:
    """Return twelve characters that tell whether a clause is still what it was."""
    data = clause.model_dump(mode="json", exclude={"origin"}, exclude_defaults=True)
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]
