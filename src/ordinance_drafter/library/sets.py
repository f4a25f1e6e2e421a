"""The library on disk: clause sets and municipalities, through all layers, read when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.library.clauses import Clause, SetFile
from ordinance_drafter.library.layers import (
    ClausePatch,
    Layer,
    MunicipalityPatch,
    Overlay,
    in_rank,
    merged,
    overlaid,
    read_layer,
    read_overlays,
)
from ordinance_drafter.library.municipalities import Municipality
from ordinance_drafter.library.requirements import Requirement, RequirementFile
from ordinance_drafter.resources import data_dir


@dataclass(frozen=True)
class ClauseFile:
    """One file of a clause: the layer it is of, and whether it is the whole clause or only what changes."""

    layer: Layer
    path: Path
    partial: bool
    keys: frozenset[str]
    """The keys it writes."""


_WRITTEN = "적힌 그대로의 구성이라 번호가 없는 조문을 넣을 수 없습니다. 번호를 새로 매기는 구성에 넣으십시오."


@dataclass
class ClauseSet:
    """A clause set through all layers."""

    library: Library
    id: str
    home: Layer
    source: yamlfile.Source
    base: SetFile
    _clauses: dict[str, tuple[Clause, tuple[ClauseFile, ...]]] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder with its set.yaml."""
        return self.home.folder / self.id

    @cached_property
    def overlays(self) -> tuple[Overlay, ...]:
        """What the layers change in the set, lowest first."""
        return read_overlays(self.library.layers, self.id)

    @cached_property
    def file(self) -> SetFile:
        """set.yaml as the layers leave it."""
        for overlay in self.overlays:
            self._check_names(overlay)
        return overlaid(self.base, self.overlays, lambda name: self.clause(name) if name in self.paths else None)

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What the layers answer, the highest layer's answer to each question."""
        return {name: value for overlay in self.overlays for name, value in overlay.file.answers.items()}

    def _check_names(self, overlay: Overlay) -> None:
        problem, found = overlay.source.problem, []
        for clause_id in overlay.file.drop:
            if clause_id not in self.paths:
                hint = yamlfile.nearest(clause_id, self.paths)
                found.append(problem(("drop", clause_id), f"없는 조문입니다: {clause_id}.{hint}", key=True))
        for index, item in enumerate(overlay.file.add):
            for key in ("clause", "after", "before"):
                name = getattr(item, key)
                if name and name not in self.paths:
                    hint = yamlfile.nearest(name, self.paths)
                    found.append(problem(("add", index, key), f"없는 조문입니다: {name}.{hint}"))
            for name in item.recipes:
                if name in self.base.recipes and self.base.recipes[name].as_written:
                    found.append(problem(("add", index, "recipes"), f"{name}: {_WRITTEN}"))
        if found:
            raise InputError(*found)

    @cached_property
    def files(self) -> dict[str, tuple[tuple[Layer, Path], ...]]:
        """Every file of each clause id, lowest layer first: clauses/<theme>/<id>.yaml."""
        found: dict[str, tuple[tuple[Layer, Path], ...]] = {}
        for layer in self.library.layers:
            for path in sorted((layer.folder / self.id).glob("clauses/*/*.yaml")):
                found[path.stem] = (*found.get(path.stem, ()), (layer, path))
        return dict(sorted(found.items(), key=lambda item: item[1][0][1].parent.name)) if found else {}

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Where each clause id is first written."""
        return {clause_id: files[0][1] for clause_id, files in self.files.items()}

    def clause(self, clause_id: str) -> Clause:
        """Return a clause as the layers leave it.

        Raises:
            KeyError: the set has no such clause.
            InputError: one of its files is wrong.
        """
        return self._read(clause_id)[0]

    def clause_files(self, clause_id: str) -> tuple[ClauseFile, ...]:
        """Return the files a clause is made of, lowest layer first; errors as :meth:`clause`."""
        return self._read(clause_id)[1]

    def below(self, clause_id: str, layer: Layer) -> Clause | None:
        """Return a clause as the layers below one leave it, None when it is not there yet."""
        order = in_rank((*self.library.layers, layer))
        under = {each.folder for each in order[: next(i for i, x in enumerate(order) if x.folder == layer.folder)]}
        return self._compose(clause_id, [each for each in self.files[clause_id] if each[0].folder in under])[0]

    def _read(self, clause_id: str) -> tuple[Clause, tuple[ClauseFile, ...]]:
        if clause_id not in self._clauses:
            clause, files = self._compose(clause_id, self.files[clause_id])
            assert clause is not None  # the first file of a clause is whole, or reading it failed
            self._clauses[clause_id] = clause, files
        return self._clauses[clause_id]

    def _compose(
        self, clause_id: str, places: Iterable[tuple[Layer, Path]]
    ) -> tuple[Clause | None, tuple[ClauseFile, ...]]:
        current: Clause | None = None
        files = []
        for layer, path in places:
            name = f"{path.parent.name}/{path.name}" if layer.level == "library" else str(path)
            source = yamlfile.Source(name, yamlfile.read_text(path))
            data = yamlfile.kept_data(path, source) if layer.level == "library" else yamlfile.parse_yaml(source)
            partial = isinstance(data, dict) and "overrides" in data
            keys = frozenset(data) if isinstance(data, dict) else frozenset()
            if not partial:
                current = yamlfile.validate(source, data, Clause)
                if current.theme != path.parent.name:
                    raise InputError(source.problem(("theme",), f"theme이 폴더 이름과 다릅니다: {current.theme}"))
            elif current is None:
                words = "고칠 조문이 아래 층에 없습니다. overrides를 지우고 조문 전체를 적으십시오."
                raise InputError(source.problem(("overrides",), words, key=True))
            else:
                patch = yamlfile.validate(source, data, ClausePatch)
                current = yamlfile.validate(source, merged(current, patch), Clause)
            if current.id != clause_id:
                raise InputError(source.problem(("id",), f"id가 파일 이름과 다릅니다: {current.id}"))
            files.append(ClauseFile(layer, path, partial, keys))
        return current, tuple(files)

    def clauses(self) -> Iterator[Clause]:
        """Yield every clause of the set."""
        for clause_id in self.paths:
            yield self.clause(clause_id)

    @property
    def requirement_home(self) -> ClauseSet | None:
        """The set whose requirements.yaml this one answers to: itself, another, or none."""
        other = self.base.requirements_of
        if other and other in self.library.set_ids:
            return self.library.clause_set(other)
        return self if (self.folder / "requirements.yaml").exists() else None

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """The requirements of the set by id; those of another set when it says so."""
        home, themes = self.requirement_home, self.base.requirement_themes
        if home is None:
            return {}
        path = home.folder / "requirements.yaml"
        loaded, _ = yamlfile.load(path, RequirementFile, path.name, kept=True)
        return {row.id: row for row in loaded.requirements if not themes or row.theme in themes}


@dataclass
class Library:
    """A folder of clause sets, municipalities and statutes, with the layers over it (lowest first, itself included)."""

    folder: Path
    over: tuple[Layer, ...] = ()
    _sets: dict[str, ClauseSet] = field(default_factory=dict)
    _municipalities: dict[str, Municipality] = field(default_factory=dict)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The library itself and what lies over it, lowest first."""
        return (Layer(self.folder), *self.over)

    def with_layers(self, folders: Iterable[Path]) -> Library:
        """Return the library with more layers over it (itself when there are none).

        Raises:
            InputError: a folder is missing, or its layer.yaml is wrong; all of them.
        """
        found, problems = [*self.over], list[str]()
        for folder in folders:
            try:
                found.append(read_layer(folder))
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(*problems)
        layers = in_rank(found)
        return self if layers == self.over else Library(self.folder, layers)

    @cached_property
    def set_ids(self) -> tuple[str, ...]:
        """The clause sets there are."""
        return tuple(sorted({path.parent.name for layer in self.layers for path in layer.folder.glob("*/set.yaml")}))

    @cached_property
    def municipality_codes(self) -> tuple[str, ...]:
        """The municipalities there are."""
        return tuple(
            sorted({path.stem for layer in self.layers for path in layer.folder.glob("municipalities/*.yaml")})
        )

    def clause_set(self, set_id: str) -> ClauseSet:
        """Return a clause set.

        Raises:
            KeyError: there is none of this id.
            InputError: its set.yaml is wrong, or two layers define it.
        """
        if set_id not in self._sets:
            if set_id not in self.set_ids:
                raise KeyError(set_id)
            homes = [layer for layer in self.layers if (layer.folder / set_id / "set.yaml").exists()]
            if len(homes) > 1:
                raise InputError(
                    f"{homes[1].folder / set_id}/set.yaml: 아래 층에 이미 있는 묶음입니다. 고칠 것만 overlay.yaml에 적으십시오."
                )
            base, source = yamlfile.load(
                homes[0].folder / set_id / "set.yaml", SetFile, f"{set_id}/set.yaml", kept=True
            )
            self._sets[set_id] = ClauseSet(self, set_id, homes[0], source, base)
        return self._sets[set_id]

    def municipality(self, code: str) -> Municipality:
        """Return a municipality profile as the layers leave it.

        Raises:
            KeyError: there is none of this code.
            InputError: one of its files is wrong.
        """
        if code not in self.municipality_codes:
            raise KeyError(code)
        if code not in self._municipalities:
            current: Municipality | None = None
            for layer in self.layers:
                path = layer.folder / "municipalities" / f"{code}.yaml"
                if not path.exists():
                    continue
                name = path.name if layer.level == "library" else str(path)
                if current is None:
                    current = yamlfile.load(path, Municipality, name, kept=True)[0]
                else:
                    patch, source = yamlfile.load(path, MunicipalityPatch, name)
                    current = yamlfile.validate(source, merged(current, patch), Municipality)
            if current is None:
                raise KeyError(code)
            self._municipalities[code] = current
        return self._municipalities[code]


def load_library(path: Path | None = None, layers: Iterable[Path] = ()) -> Library:
    """Return the library in ``path``, or the one that comes with the program, with layers over it.

    Raises:
        InputError: ``path`` or a layer is no folder.
    """
    folder = path or data_dir("clause_library")
    if not folder.is_dir():
        raise InputError(f"{folder}: 조문 묶음의 폴더가 아닙니다.")
    return Library(folder).with_layers(layers)
