"""The files of a folder, fast: what is in it, how big, and when it last changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from ordinance_drafter.errors import reason
from ordinance_drafter.find.block import File


def scan(folder: bytes, suffixes: Sequence[str]) -> tuple[list[File], list[str]]:
    """Return the files under a folder, sorted by path, and sentences on the folders that could not be looked into.

    Args:
        folder: its path, as the system has it.
        suffixes: of the files to take, in small letters.
    """
    ends = tuple(os.fsencode(suffix) for suffix in suffixes)
    found: list[File] = []
    problems: list[str] = []
    waiting = [b""]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(folder + b"/" + here if here else folder) as entries:
                for entry in entries:
                    path = here + b"/" + entry.name if here else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        if not entry.name.startswith(b"."):
                            waiting.append(path)
                    elif entry.name.lower().endswith(ends) and not entry.name.startswith((b".", b"~$")):
                        found.extend(_file(entry, path))
        except OSError as error:
            name = os.fsdecode(folder + b"/" + here if here else folder)
            problems.append(f"{name}: 폴더를 읽을 수 없습니다({reason(error)}).")
    found.sort()
    return found, problems


def _file(entry: os.DirEntry[bytes], path: bytes) -> Iterator[File]:
    try:
        if entry.is_file():
            about = entry.stat()
            yield File(path, about.st_size, about.st_mtime_ns)
        elif entry.is_symlink() and not entry.is_dir():
            yield File(path, 0, 0)  # a link to nowhere: reading it tells why
    except OSError:
        yield File(path, 0, 0)
