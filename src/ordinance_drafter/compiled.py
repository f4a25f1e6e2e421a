"""Data files read once: what was made of YAML is kept as JSON in the user's cache, by the digest of its sources."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any


def compiled(name: str, sources: Sequence[Path], build: Callable[[], Any]) -> Any:
    """Return what ``build`` makes of the files, as JSON data (lists, dicts, words, numbers).

    The same sources give the same data whether they were just read or kept: reading YAML with places and checks
    costs far more than reading JSON, and commands should start in a blink. A cache that cannot be read or written
    is done without.

    Args:
        name: of the kind of data; part of the key, with the program's code.
        sources: every file the data depends on.
        build: reads and checks the sources; may raise an InputError.
    """
    kept = cache_folder() / f"{name}-{_digest(sources, build)}.json"
    try:
        return json.loads(kept.read_bytes())
    except (OSError, ValueError):
        pass
    data = json.dumps(build(), ensure_ascii=False, separators=(",", ":"))
    _keep(kept, data.encode())
    return json.loads(data)


def cache_folder() -> Path:
    """Return the folder of the user's cache for this program; it may not be there yet."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(base) if base else Path(os.path.expanduser("~")) / ".cache"  # noqa: PTH111 - Path.home() may raise
    return home / "ordinance-drafter"


def _digest(sources: Sequence[Path], build: Callable[[], Any]) -> str:
    whole = hashlib.sha256()
    code = Path(build.__code__.co_filename).parent if isinstance(build, FunctionType) else Path(__file__).parent
    with os.scandir(code) as entries:  # another version of the program may build other data from the same sources
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name.endswith(".py"):
                about = entry.stat()
                whole.update(f"{entry.name} {about.st_size} {about.st_mtime_ns}\0".encode())
    for path in sources:
        content = path.read_bytes()
        whole.update(f"\0{path.name} {len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()[:32]


def _keep(path: Path, content: bytes) -> None:
    """Write the file whole; older ones of its kind go."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for older in path.parent.glob(f"{path.name.rpartition('-')[0]}-*.json"):
            older.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".making-", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(path)
    except OSError:
        return
