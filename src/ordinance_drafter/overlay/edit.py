"""Changes of a planner to a clause set, each a file of the planner's own layer: fork, override, drop, add, choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, ClauseSet, Layer, Library, digest
from ordinance_drafter.library.layers import LAYER_FILE, LEVELS, OVERLAY_FILE, ClausePatch, in_rank
from ordinance_drafter.overlay import roundtrip
from ordinance_drafter.overlay.pointers import missing_schemas, pointed, pointer
from ordinance_drafter.template import names_used

_FIXED = frozenset({"id", "theme", "overrides", "origin"})


@dataclass(frozen=True, slots=True)
class Edit:
    """Files to write (whole), and what was done in one sentence each."""

    files: dict[Path, str]
    done: tuple[str, ...]


@dataclass
class Desk:
    """Where a planner works: a set through all layers, and the layer that takes the changes.

    Nothing is written here: every method returns an :class:`Edit`, checked to read back.
    """

    clause_set: ClauseSet
    layer: Layer
    _fresh: dict[Path, str] = field(default_factory=dict)

    @property
    def library(self) -> Library:
        """The library with its layers."""
        return self.clause_set.library

    def fork(self, clause_id: str, new_id: str = "", to_set: str = "") -> Edit:
        """Copy a clause whole into the layer, as it is now; ``new_id`` makes it another clause, ``to_set`` another set's.

        Raises:
            InputError: no such clause, the new id is taken, or the layer has the clause already.
        """
        clause = self._clause(clause_id)
        name = new_id or clause_id
        home = self._other(to_set) if to_set else self.clause_set
        if (new_id or to_set) and name in home.paths:
            raise InputError(f"이미 있는 조문의 id입니다: {name}. 다른 id를 적으십시오(--as).")
        path = self.layer.folder / home.id / "clauses" / clause.theme / f"{name}.yaml"
        if path.exists():
            raise InputError(f"{path}: 이미 있는 파일입니다. 그 파일을 고치십시오.")
        files = self.clause_set.clause_files(clause_id)
        data = roundtrip.load(files[-1].path) if len(files) == 1 else _data(clause)
        data["id"] = name
        data["origin"] = {
            "layer": files[-1].layer.level,
            "set": self.clause_set.id,
            "clause": clause_id,
            "digest": digest(clause),
        }
        text = pointed(roundtrip.dump(data), "clause", 3)
        made = yamlfile.validate(
            yamlfile.Source(str(path), text), yamlfile.parse_yaml(yamlfile.Source("", text)), Clause
        )
        if digest(made.model_copy(update={"id": clause_id})) != digest(clause):
            raise InputError(f"{files[-1].path}: 옮겨 적은 조문이 원래와 달라집니다. 파일을 그대로 복사해 고치십시오.")
        words = f"‘{clause_id}’ 조문을 통째로 옮겨 적음" + (f": {new_id}" if new_id else "")
        return self._edit({path: text}, words)

    def override(self, clause_id: str, changes: Mapping[str, Any], variant: str = "") -> Edit:
        """Write only what changes of a clause; without changes its heading and text as they are, ready to be edited.

        Args:
            clause_id: of a clause of a lower layer.
            changes: keys of a clause (heading, text, slots …) and their new values.
            variant: the changes are of this variant.

        Raises:
            InputError: no such clause, or the changes make no valid clause.
        """
        clause = self._clause(clause_id)
        if fixed := sorted(_FIXED & changes.keys()):
            words = "id와 theme은 파일의 자리로 정해지므로 고칠 수 없습니다. clauses fork --as로 다른 조문을 만드십시오"
            raise InputError(f"{words}: {', '.join(fixed)}")
        path = self._path(clause.theme, clause_id)
        changes = dict(changes) or {"heading": clause.heading, "text": clause.text}
        for value in changes.values():
            if isinstance(value, str):
                names_used(value)  # a template that cannot be read is told now, not at the next draft
        if variant:
            self._check_variant(clause, variant)
            changes = {"variants": {variant: changes}}
        if path.exists():
            data = roundtrip.load(path)
        else:
            lower, below = self._below(clause)
            data = roundtrip.load_words(
                f"{pointer('change', 3)}# ‘{clause_id}’ 조문에서 고칠 것만 적는다. 나머지는 아래 층({below.name})의 것을 그대로 쓴다.\n"
                f"id: {clause_id}\noverrides: {{layer: {below.level}, digest: {digest(lower)!r}}}\n"
            )
        _join(data, changes)
        text = roundtrip.dump(data)
        source = yamlfile.Source(str(path), text)
        plain = yamlfile.parse_yaml(source)
        yamlfile.validate(source, plain, ClausePatch if "overrides" in plain else Clause)
        keys = ", ".join(changes if not variant else changes["variants"][variant])
        return self._edit({path: text}, f"‘{clause_id}’ 조문의 {keys} 고침")

    def drop(self, clause_id: str, reason: str) -> Edit:
        """Take a clause out of every recipe; the reason is kept, and excuses the requirements it met.

        Raises:
            InputError: no such clause, no reason, or another clause needs it.
        """
        self._clause(clause_id)
        if len(reason.strip()) < 5:
            raise InputError(f"‘{clause_id}’ 조문을 빼는 까닭을 다섯 글자 이상 적으십시오(--reason).")
        data = self._overlay()
        _mapping(data, "drop")[clause_id] = reason.strip()
        data["add"] = [item for item in data.get("add") or [] if item["clause"] != clause_id]
        return self._overlay_edit(data, f"‘{clause_id}’ 조문을 뺌: {reason.strip()}")

    def add(
        self, clause_id: str, *, after: str = "", before: str = "", recipes: Sequence[str] = (), when: Mapping[str, str]
    ) -> Edit:
        """Put a clause into recipes (all of them by default), after or before another.

        Raises:
            InputError: no such clause or recipe.
        """
        for name in filter(None, (clause_id, after, before)):
            self._clause(name)
        given = {"after": after, "before": before, "recipes": list(recipes), "when": dict(when)}
        item = {"clause": clause_id} | {key: value for key, value in given.items() if value}
        data = self._overlay()
        if clause_id in (data.get("drop") or {}) and len(item) == 1:
            del data["drop"][clause_id]  # back where the recipe has it
            return self._overlay_edit(data, f"‘{clause_id}’ 조문을 되살림")
        kept = [other for other in data.get("add") or [] if other["clause"] != clause_id]
        data["add"] = [*kept, item]
        if clause_id in (data.get("drop") or {}):
            del data["drop"][clause_id]
        return self._overlay_edit(data, f"‘{clause_id}’ 조문을 넣음")

    def choose(self, choices: Mapping[str, str]) -> Edit:
        """Make options the default of their choices.

        Raises:
            InputError: no such choice or option; all of them.
        """
        known, problems = self.clause_set.base.choices, []
        for name, option in choices.items():
            if name not in known:
                problems.append(f"없는 선택입니다: {name}.{yamlfile.nearest(name, known)}")
            elif option not in known[name].options:
                hint = yamlfile.nearest(option, known[name].options)
                problems.append(f"‘{known[name].label}’에 없는 변형입니다: {option}.{hint}")
        if problems:
            raise InputError(*problems)
        data = self._overlay()
        _mapping(data, "choose").update(choices)
        said = [f"{known[name].label}: {known[name].options[option].label}" for name, option in choices.items()]
        return self._overlay_edit(data, *said)

    # ------------------------------------------------------------------------------------------------

    def _clause(self, clause_id: str) -> Clause:
        if clause_id not in self.clause_set.paths:
            raise InputError(f"없는 조문입니다: {clause_id}.{yamlfile.nearest(clause_id, self.clause_set.paths)}")
        return self.clause_set.clause(clause_id)

    def _below(self, clause: Clause) -> tuple[Clause, Layer]:
        """Return the clause as it is below the layer that takes the changes, and the layer it is of there."""
        lower = self.clause_set.below(clause.id, self.layer)
        if lower is None:
            return clause, self.clause_set.clause_files(clause.id)[-1].layer
        order = [each.folder for each in in_rank((*self.library.layers, self.layer))]
        under = order[: order.index(self.layer.folder)]
        return lower, [layer for layer, _ in self.clause_set.files[clause.id] if layer.folder in under][-1]

    def _check_variant(self, clause: Clause, variant: str) -> None:
        choice = self.clause_set.base.choices.get(clause.choice)
        if choice is None:
            raise InputError(f"‘{clause.id}’ 조문에는 변형이 없습니다. --variant를 빼십시오.")
        if variant not in choice.options:
            hint = yamlfile.nearest(variant, choice.options)
            raise InputError(f"‘{choice.label}’에 없는 변형입니다: {variant}.{hint}")

    def _other(self, set_id: str) -> ClauseSet:
        if set_id not in self.library.set_ids:
            raise InputError(f"없는 조문 묶음입니다: {set_id}.{yamlfile.nearest(set_id, self.library.set_ids)}")
        return self.library.clause_set(set_id)

    def _path(self, theme: str, clause_id: str) -> Path:
        return self.layer.folder / self.clause_set.id / "clauses" / theme / f"{clause_id}.yaml"

    def _overlay(self) -> Any:
        path = self.layer.folder / self.clause_set.id / OVERLAY_FILE
        if path.exists():
            return roundtrip.load(path)
        label = self.clause_set.base.label
        return roundtrip.load_words(
            f"{pointer('overlay', 1)}# 조문 묶음 ‘{label}’({self.clause_set.id})에서 이 층이 바꾸는 것\n{{}}\n"
        )

    def _overlay_edit(self, data: Any, *done: str) -> Edit:
        for key in [key for key, value in data.items() if not value]:
            del data[key]
        return self._edit({self.layer.folder / self.clause_set.id / OVERLAY_FILE: roundtrip.dump(data)}, *done)

    def _edit(self, files: dict[Path, str], *done: str) -> Edit:
        about = self.layer.folder / LAYER_FILE
        if not about.exists():
            files[about] = (
                f"{pointer('layer', 0)}# 이 폴더는 조문 묶음 위에 덧대는 층이다: organisation(기관) < city(지방자치단체) < project(입안)\n"
                f"level: {self.layer.level}\nlabel: {self.layer.label or self.layer.folder.resolve().name}\n"
            )
        return Edit({**files, **missing_schemas(self.layer.folder)}, done)


def level_of(folder: Path, level: str) -> Layer:
    """Return the layer a folder is or will be.

    Raises:
        InputError: it is a layer of another level already.
    """
    from ordinance_drafter.library import read_layer

    if not folder.is_dir():
        return Layer(folder, level or "project", folder.resolve().name)
    layer = read_layer(folder)
    if level and (folder / LAYER_FILE).exists() and layer.level != level:
        raise InputError(f"{folder}: 이미 {LEVELS[layer.level]} 층의 폴더입니다. 다른 폴더를 적으십시오.")
    return layer if not level else Layer(folder, level, layer.label)


def _mapping(data: Any, key: str) -> Any:
    if not data.get(key):
        data[key] = {}
    return data[key]


def _join(data: Any, changes: Mapping[str, Any]) -> None:
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(data.get(key), dict):
            _join(data[key], value)
        else:
            data[key] = value


def _data(clause: Clause) -> dict[str, Any]:
    """Return a clause as plain data in the order of the format, without what is at its default."""
    data: dict[str, Any] = clause.model_dump(mode="json", exclude_defaults=True)
    return {"id": clause.id, "theme": clause.theme, **data}
