"""Files are written whole or not at all, and never over a file somebody changed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ordinance_drafter.errors import InputError, reason

MANIFEST = ".ordinance-drafter.json"
"""Remembers what was generated in a folder: file name -> SHA-256."""


def write_files(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write files into a folder, all or none.

    Args:
        folder: made when missing.
        files: name -> content.
        force: write over files that were changed since they were generated, or that are not ours.

    Raises:
        InputError: a file was changed by somebody (and not ``force``), or the folder cannot be written.
    """
    taken = [name for name in files if (folder / name).is_dir()]
    if taken:
        raise InputError(
            *(f"{folder / name}: 같은 이름의 폴더가 있습니다. 옮기거나 다른 폴더에 만드십시오." for name in taken)
        )
    known = _read_manifest(folder)
    if not force:
        changed = [name for name, content in files.items() if _is_someones(folder / name, content, known.get(name))]
        if changed:
            raise InputError(
                *(
                    f"{folder / name}: 만든 뒤에 사람이 고친 파일입니다. 덮어쓰려면 --force를 붙이고, "
                    "그대로 두려면 -o로 다른 폴더를 적으십시오."
                    for name in changed
                ),
            )
    manifest = known | {name: _digest(content) for name, content in files.items()}
    listing = (json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace_all(folder, {**files, MANIFEST: listing})
    except OSError as error:
        raise InputError(f"{folder}: 쓸 수 없습니다({reason(error)}). 아무것도 바꾸지 않았습니다.") from None
    return [folder / name for name in files]


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write one file whole; an existing file of other content needs ``force``.

    Raises:
        InputError: it exists, or cannot be written.
    """
    if path.is_dir():
        raise InputError(f"{path}: 같은 이름의 폴더가 있습니다.")
    if path.exists() and not force and (path.is_dir() or path.read_bytes() != content):
        raise InputError(f"{path}: 이미 있는 파일입니다. 덮어쓰려면 --force를 붙이십시오.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace_all(path.parent, {path.name: content})
    except OSError as error:
        raise InputError(f"{path}: 쓸 수 없습니다({reason(error)}).") from None


def write_tree(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write files (names with folders) under a folder, all or none; existing ones of other content need ``force``.

    Raises:
        InputError: some exist (all are named, up to ten), or they cannot be written.
    """
    there = [name for name, content in files.items() if _differs(folder / name, content)]
    if there and not force:
        raise InputError(
            *(f"{folder / name}: 이미 있는 파일입니다. 덮어쓰려면 --force를 붙이십시오." for name in there[:10])
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace_all(folder, files)
    except OSError as error:
        raise InputError(f"{folder}: 쓸 수 없습니다({reason(error)}).") from None
    return [folder / name for name in files]


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and (path.is_dir() or path.read_bytes() != content)


def generated(folder: Path) -> list[str]:
    """Return the names of the files that were generated in a folder."""
    return sorted(_read_manifest(folder))


def is_as_generated(folder: Path, name: str) -> bool:
    """Whether a file is still as it was generated."""
    return _digest((folder / name).read_bytes()) == _read_manifest(folder).get(name)


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Stage every file beside its place first, so that a full disk leaves all as it was."""
    staged: list[tuple[str, Path]] = []
    try:
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".쓰는중-", dir=target.parent)
            staged.append((temporary, target))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).chmod(0o644)
        for temporary, target in staged:
            Path(temporary).replace(target)
    finally:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)


def _is_someones(path: Path, content: bytes, known: str | None) -> bool:
    if not path.exists():
        return False
    present = path.read_bytes()
    return present != content and _digest(present) != known


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in data.items()} if isinstance(data, dict) else {}
