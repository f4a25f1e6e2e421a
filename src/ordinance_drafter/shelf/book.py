"""Everything a library folder holds, read file by file: what is broken is told, and the rest is looked at."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from ordinance_drafter import yamlfile
from ordinance_drafter.check.plain_rows import TermFile
from ordinance_drafter.check.rows import RowFile
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import (
    Clause,
    ClauseSet,
    Library,
    Municipality,
    Requirement,
    RequirementFile,
    SetFile,
    load_library,
)
from ordinance_drafter.shelf.kinds import PlacesFile, StatutesFile
from ordinance_drafter.shelf.problem import CODES, File, Problem, Report

T = TypeVar("T", bound=BaseModel)
_PLACED = re.compile(r"(?s):(\d+):(\d+): (.*)")
_SCHEMA = re.compile(r"# yaml-language-server: \$schema=(\S+)")


@dataclass
class SetBook:
    """One clause set: what could be read of it."""

    id: str
    of: ClauseSet
    file: File
    data: SetFile
    clauses: dict[str, Clause] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    requirements: dict[str, Requirement] = field(default_factory=dict)
    requirement_file: File | None = None
    mine: set[str] = field(default_factory=set)
    """The clauses a layer writes itself; empty for a library of its own."""
    whole: bool = True
    """Whether every clause could be read: else much of what is missing is only a consequence."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every clause there is a file of, broken ones too."""
        return frozenset(self.of.paths)

    @cached_property
    def history(self) -> frozenset[str]:
        """The clauses that only recipes ``as_written`` have: deleted articles, old 부칙."""
        found: dict[bool, set[str]] = {True: set(), False: set()}
        for recipe in self.data.recipes.values():
            items = [item for division in recipe.body for item in division.clauses]
            found[recipe.as_written] |= {item.clause for item in (*items, *recipe.addenda, *recipe.annexes)}
        return frozenset(found[True] - found[False])

    def forms(self, clause: Clause) -> Iterator[tuple[str, Clause]]:
        """Yield the clause as each option leaves it; "" is the clause as written."""
        yield "", clause
        for option in clause.variants:
            yield option, clause.in_variant(option)

    def location(self, clause: Clause, option: str, name: str) -> tuple[str, ...]:
        """Return where a key of the clause stands that is in force under an option."""
        variant = clause.variants.get(option)
        changed = variant is not None and getattr(variant, name, None) is not None
        return ("variants", option, name) if changed else (name,)


@dataclass
class Book:
    """A library: its sets and municipalities, those that could be read."""

    folder: Path
    library: Library
    report: Report
    sets: dict[str, SetBook] = field(default_factory=dict)
    municipalities: dict[str, tuple[Municipality, File]] = field(default_factory=dict)
    statutes_fit: bool = True
    layer: bool = False
    """Whether the folder is a layer: the clauses below it are read, but only its own are looked at."""
    scenes: dict[str, Any] = field(default_factory=dict)
    """What ``shelf.scenes`` has made of each set."""

    @property
    def cities(self) -> list[Municipality]:
        """The municipalities to fill clauses for: the library's own, else those that come with the program."""
        own = [city for city, _ in self.municipalities.values()]
        if self.layer:
            return [self.library.municipality(code) for code in self.library.municipality_codes]
        if own:
            return own
        shipped = load_library()
        return [shipped.municipality(code) for code in shipped.municipality_codes]

    @cached_property
    def statutes_folder(self) -> Path | None:
        """The library whose statutes count: this one when it has any that can be read, else the shipped one."""
        own = self.statutes_fit and any(self.folder.glob("statutes/*.yaml"))
        return self.folder if own else None


def read_book(folder: Path, only: tuple[str, ...] = ()) -> Book:
    """Read a library folder.

    Args:
        folder: of sets, municipalities and statutes.
        only: the sets to look at, all without.

    Raises:
        InputError: it is no folder, holds nothing to check, or has no such set.
    """
    library = load_library(folder)
    unknown = [name for name in only if name not in library.set_ids]
    if unknown:
        hints = [f"없는 조문 묶음입니다: {name}.{yamlfile.nearest(name, library.set_ids)}" for name in unknown]
        raise InputError(*hints)
    book = Book(folder, library, Report())
    for path in sorted(folder.glob("municipalities/*.yaml")):
        found = load_file(book.report, path, Municipality)
        if found:
            book.municipalities[path.stem] = found
            if found[0].code != path.stem:
                book.report.add(
                    "CLB002",
                    found[1],
                    ("code",),
                    f"code가 파일 이름과 다릅니다: {found[0].code}. {path.stem}(으)로 고치십시오.",
                )
    for set_id in only or library.set_ids:
        _read_set(book, set_id)
    if not only:
        _read_data(book)
    if not library.set_ids and not book.municipalities and not list(folder.glob("statutes/*.yaml")):
        raise InputError(f"{folder}: 검사할 것이 없습니다. 묶음(set.yaml)이나 municipalities가 있는 폴더를 적으십시오.")
    _misplaced(book, only)
    _pointers(book, only)
    return book


def _read_set(book: Book, set_id: str) -> None:
    folder = book.folder / set_id
    loaded = load_file(book.report, folder / "set.yaml", SetFile)
    if loaded is None:
        for path in sorted(folder.glob("clauses/*/*.yaml")):
            load_file(book.report, path, Clause)
        if (folder / "requirements.yaml").exists():
            load_file(book.report, folder / "requirements.yaml", RequirementFile)
        return
    data, file = loaded
    if data.id != set_id:
        book.report.add("CLB002", file, ("id",), f"id가 폴더 이름과 다릅니다: {data.id}. {set_id}(으)로 고치십시오.")
    read = SetBook(set_id, book.library.clause_set(set_id), file, data)
    book.sets[set_id] = read
    _read_requirements(book, read, folder / "requirements.yaml")
    seen: dict[str, Path] = {}
    for path in sorted(folder.glob("clauses/*/*.yaml")):
        found = load_file(book.report, path, Clause)
        if found is None:
            read.whole = False
            continue
        clause, source = found
        read.whole &= _names_agree(book.report, read, clause, source, seen)
        seen[path.stem] = path
        read.clauses[path.stem], read.files[path.stem] = clause.model_copy(update={"id": path.stem}), source


def _names_agree(report: Report, read: SetBook, clause: Clause, file: File, seen: dict[str, Path]) -> bool:
    path, fine = file.path, True
    if clause.id != path.stem:
        report.add("CLB002", file, ("id",), f"id가 파일 이름과 다릅니다: {clause.id}. {path.stem}(으)로 고치십시오.")
        fine = False
    if clause.theme != path.parent.name:
        words = f"theme이 폴더 이름과 다릅니다: {clause.theme}. {path.parent.name}(으)로 고치십시오."
        report.add("CLB002", file, ("theme",), words)
        fine = False
    elif clause.theme not in read.data.themes:
        report.add(
            "CLB002", file, ("theme",), f"set.yaml의 themes에 없는 주제입니다: {clause.theme}.", severity="warning"
        )
    if path.stem in seen:
        words = f"{shown(seen[path.stem])}에도 같은 이름의 조문이 있습니다. 하나의 이름을 바꾸십시오."
        report.add("CLB002", file, ("id",), words)
    return fine


def _read_requirements(book: Book, read: SetBook, path: Path) -> None:
    if not path.exists():
        return
    found = load_file(book.report, path, RequirementFile)
    if found is None:
        return
    data, read.requirement_file = found
    for index, row in enumerate(data.requirements):
        if row.id in read.requirements:
            book.report.add(
                "CLB050",
                read.requirement_file,
                ("requirements", index, "id"),
                f"두 번 나오는 요건입니다: {row.id}. 하나를 지우거나 이름을 바꾸십시오.",
            )
        read.requirements[row.id] = row
    known = read.requirements
    for index, row in enumerate(data.requirements):
        for place, other in enumerate(row.instead):
            if other not in known:
                words = f"instead가 없는 요건을 가리킵니다: {other}.{yamlfile.nearest(other, known)}"
                book.report.add("CLB050", read.requirement_file, ("requirements", index, "instead", place), words)


def _read_data(book: Book) -> None:
    for path in sorted(book.folder.glob("statutes/*.yaml")):
        book.statutes_fit &= load_file(book.report, path, StatutesFile) is not None
    for path in sorted(book.folder.glob("rules/*.yaml")):
        load_file(book.report, path, RowFile)
    for path in sorted(book.folder.glob("terms/*.yaml")):
        load_file(book.report, path, TermFile)
    if (book.folder / "places.yaml").exists():
        load_file(book.report, book.folder / "places.yaml", PlacesFile)


def _misplaced(book: Book, only: tuple[str, ...]) -> None:
    """Tell of files that look like clauses but are never read: a wrong ending, or a folder too many or too few."""
    for set_id in only or book.library.set_ids:
        for path in sorted((book.folder / set_id).rglob("*")):
            if path.suffix not in (".yaml", ".yml") or not path.is_file():
                continue
            inner = path.relative_to(book.folder / set_id).parts
            clause = len(inner) == 3 and inner[0] == "clauses" and path.suffix == ".yaml"
            if clause or inner in (("set.yaml",), ("requirements.yaml",)):
                continue
            words = "이 자리의 파일은 읽히지 않습니다. 조문이면 clauses/<주제>/<조문-id>.yaml로 옮기십시오."
            book.report.add("CLB003", File(path, yamlfile.Source(shown(path), "")), (), words)


def _pointers(book: Book, only: tuple[str, ...]) -> None:
    """Tell of first lines that send the editor to a schema that is not there."""
    folders = [book.folder / name for name in only] if only else [book.folder]
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            try:
                text = yamlfile.read_text(path)
            except InputError:
                continue
            match = _SCHEMA.match(text)
            if match and "://" not in match[1] and not (path.parent / match[1]).is_file():
                words = f"첫 줄의 $schema가 가리키는 파일이 없습니다: {match[1]}. ‘schema --all -o 폴더’로 쓰거나 줄을 지우십시오."
                file = File(path, yamlfile.Source(shown(path), ""))
                book.report.problems.append(
                    Problem(file.name, 1, match.start(1) + 1, "CLB004", words, CODES["CLB004"][0])
                )


def load_file(report: Report, path: Path, model: type[T]) -> tuple[T, File] | None:
    """Read a file, or note everything that is wrong with it."""
    name = shown(path)
    try:
        data, source = yamlfile.load(path, model, name)
    except InputError as error:
        for problem in error.problems:
            tell_wrong(report, path, name, problem)
        return None
    return data, File(path, source)


def tell_wrong(report: Report, path: Path, name: str, problem: str) -> None:
    """Note a sentence of reading that begins with the file, as a problem at the place it names."""
    rest = problem.removeprefix(name).removeprefix(str(path))
    placed = _PLACED.fullmatch(rest)
    line, column, words = (int(placed[1]), int(placed[2]), placed[3]) if placed else (1, 1, rest.lstrip(": "))
    report.problems.append(Problem(name, line, column, "CLB001", words, "error"))


def shown(path: Path) -> str:
    """Return a path as people know it: from where they stand when it is below."""
    whole, here = os.path.abspath(path), os.path.abspath(os.curdir)  # noqa: PTH100 - resolve() would follow links
    inside = os.path.commonpath([whole, here]) == here if whole[:1] == here[:1] else False
    return Path(os.path.relpath(whole, here)).as_posix() if inside else path.as_posix()
