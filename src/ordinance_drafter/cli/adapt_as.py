"""``adapt --as set`` and ``--as bill``: an adapted ordinance as a clause set, or with its bill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.adapt import Adapted
    from ordinance_drafter.library import Library
    from ordinance_drafter.model import Ordinance


def write_set(adapted: Adapted, original: Ordinance, library: Library, folder: Path, name: str, *, force: bool) -> str:
    """Write an adapted ordinance as a clause set into a layer's folder; return the set's id.

    Raises:
        InputError: the set is there already, or cannot be written.
    """
    from ordinance_drafter.cli.clauses_import import is_name, take, write
    from ordinance_drafter.importing.cities import profile_of

    profile, known = profile_of(adapted.target.formal_name, library)
    set_id = name or f"{profile.code}-adapted"
    if not is_name(set_id):
        raise InputError(f"--name에는 소문자, 숫자, 붙임표로 된 이름을 적으십시오: {set_id}")
    if not force and (folder / set_id).exists():
        raise InputError(
            f"{folder / set_id}: 이미 있는 묶음입니다. 덮어쓰려면 --force를, 따로 두려면 --name을 적으십시오."
        )
    imported = take(adapted.ordinance, profile, known, set_id, library, taken_from=original)
    for path in write(imported, folder, force):
        click.echo(str(path))
    return set_id


def write_bill(
    adapted: Adapted, original: Ordinance, library: Library, folder: Path, name: str, *, force: bool
) -> None:
    """Write the set, a project file for it and the bill's documents.

    Raises:
        InputError: something is there already, or the bill cannot be made.
    """
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.bill import build_bill
    from ordinance_drafter.cli.draft import bill_files
    from ordinance_drafter.cli.output import write_file, write_files
    from ordinance_drafter.importing.cities import profile_of
    from ordinance_drafter.library.layers import FOLDER
    from ordinance_drafter.project import FILE_NAME, read_project
    from ordinance_drafter.scaffold import scaffold

    if not force and (folder / FILE_NAME).exists():
        raise InputError(f"{folder / FILE_NAME}: 이미 있는 파일입니다. 덮어쓰려면 --force를 붙이십시오.")
    set_id = write_set(adapted, original, library, folder / FOLDER, name, force=force)
    shelf = library.with_layers([folder / FOLDER])
    code = profile_of(adapted.target.formal_name, shelf)[0].code
    text = scaffold(shelf, code, set_id, "standard", None)
    write_file(folder / FILE_NAME, text.encode(), force=force)
    click.echo(str(folder / FILE_NAME))
    file = read_project(folder)
    bill = build_bill(assemble(file, library), None)
    for path in write_files(folder / "out", bill_files(bill), force=force):
        click.echo(str(path))
