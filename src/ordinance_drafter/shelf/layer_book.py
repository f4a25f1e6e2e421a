"""A layer's folder read as a book: its clauses and municipalities as they are over the library below."""

from __future__ import annotations

from pathlib import Path

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, Municipality, SetFile, load_library
from ordinance_drafter.library.layers import (
    LAYER_FILE,
    OVERLAY_FILE,
    ClausePatch,
    LayerFile,
    MunicipalityPatch,
    OverlayFile,
)
from ordinance_drafter.shelf.book import Book, SetBook, load_file, shown, tell_wrong
from ordinance_drafter.shelf.problem import File, Report


def is_layer(folder: Path) -> bool:
    """Whether a folder is a layer and not a library of its own."""
    return (folder / LAYER_FILE).is_file()


def read_layer_book(folder: Path, only: tuple[str, ...], under: tuple[str, ...]) -> Book:
    """Read a layer over the shipped library.

    Args:
        folder: of the layer.
        only: the sets to look at, all it touches without.
        under: folders of the layers below it.

    Raises:
        InputError: a folder is no layer, or it has no such set.
    """
    library = load_library().with_layers([*map(Path, under), folder])
    touched = tuple(name for name in library.set_ids if (folder / name).is_dir())
    if unknown := [name for name in only if name not in touched]:
        raise InputError(
            *(f"{folder}: 이 층에 없는 묶음입니다: {name}.{yamlfile.nearest(name, touched)}" for name in unknown)
        )
    book = Book(folder, library, Report(), layer=True)
    load_file(book.report, folder / LAYER_FILE, LayerFile)
    for path in sorted(folder.glob("municipalities/*.yaml")):
        _city(book, path)
    for set_id in only or touched:
        _set(book, set_id)
    return book


def _city(book: Book, path: Path) -> None:
    below = [layer for layer in book.library.layers if layer.folder != book.folder]
    partial = any((layer.folder / "municipalities" / path.name).exists() for layer in below)
    found = load_file(book.report, path, MunicipalityPatch if partial else Municipality)
    if found is not None:
        book.municipalities[path.stem] = book.library.municipality(path.stem), found[1]


def _set(book: Book, set_id: str) -> None:
    report, folder = book.report, book.folder / set_id
    home, overlay = folder / "set.yaml", folder / OVERLAY_FILE
    files = [
        found[1]
        for path, model in ((home, SetFile), (overlay, OverlayFile))
        if path.exists() and (found := load_file(report, path, model)) is not None
    ]
    missing = [path for path in (home, overlay) if path.exists()]
    if len(files) < len(missing):
        return
    clause_set = book.library.clause_set(set_id)
    try:
        data = clause_set.file
    except InputError as error:
        for problem in error.problems:
            tell_wrong(report, overlay, shown(overlay), problem)
        return
    about = files[-1] if files else File(folder, yamlfile.Source(shown(folder), ""))
    read = SetBook(set_id, clause_set, about, data, requirements=clause_set.requirements)
    book.sets[set_id] = read
    for clause_id in clause_set.paths:
        _clause(book, read, clause_id)


def _clause(book: Book, read: SetBook, clause_id: str) -> None:
    place = read.of.files[clause_id][-1][1]
    mine = book.folder in place.parents
    if mine:
        data = yamlfile.parse_yaml(yamlfile.Source(str(place), yamlfile.read_text(place)))
        partial = isinstance(data, dict) and "overrides" in data
        if load_file(book.report, place, ClausePatch if partial else Clause) is None:
            read.whole = False
            return
    try:
        clause = read.of.clause(clause_id)
    except InputError as error:
        read.whole = False
        for problem in error.problems:
            tell_wrong(book.report, place, shown(place), problem)
        return
    name = shown(place) if mine else str(place)
    read.clauses[clause_id] = clause
    read.files[clause_id] = File(place, yamlfile.Source(name, yamlfile.read_text(place)))
    if mine:
        read.mine.add(clause_id)
