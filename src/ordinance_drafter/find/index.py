"""The index of one folder: one SQLite file in the user's cache, brought up to date with what changed in the folder."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from ordinance_drafter.compiled import cache_folder
from ordinance_drafter.find.block import (
    ALIVE,
    Article,
    Block,
    Entry,
    File,
    bits_of,
    digest_of,
    make_block,
    pack,
    read_entry,
    unpack,
    unpack_articles,
)  # fmt: skip
from ordinance_drafter.resources import data_dir

FORMAT = 2
PREFIX = "search-"
WAIT = 60.0
"""Seconds to wait for another process that is writing the index."""
BLOCK_BYTES = 12_000_000
BLOCK_SHARE = 12
LEAST_BYTES = 1_000_000
"""A block is a twelfth of the folder, from 1 to 12 MB: enough of them for all cores, few enough to stay small."""
SMALL, MANY_SMALL = 1 / 4, 16
"""So many blocks of less than this share of the biggest are put together."""
SAMPLE = 24
"""Files whose texts give the words by which the others pack smaller."""

Work = Callable[["list[File]"], Block]
Run = Callable[[Work, "Sequence[list[File]]"], Iterable["Block | None"]]
"""Does the work on each list of files, in order; None for a list that could not be done."""


def one_by_one(work: Work, lists: Sequence[list[File]]) -> Iterator[Block | None]:
    """Do the work in this process."""
    yield from map(work, lists)


@dataclass
class Report:
    """What bringing an index up to date did: files read anew and gone, and sentences for the user."""

    read: int = 0
    gone: int = 0
    notes: list[str] = field(default_factory=list)


class Index:
    """An open index of a folder, ready to be asked."""

    def __init__(self, folder: bytes, base: sqlite3.Connection) -> None:
        self.folder = folder
        self.base = base
        meta = dict(base.execute("SELECT name, value FROM meta"))
        self.words: bytes = meta["words"]
        self.articles, self.letters, self.files = (int(meta[name]) for name in ("articles", "letters", "files"))

    def close(self) -> None:
        """Let the file go."""
        self.base.close()

    def rows(self, token: str) -> dict[int, bytes]:
        """Return the packed articles of a token, by block."""
        return dict(self.base.execute("SELECT block, articles FROM postings WHERE token = ?", (token,)))

    def file_at(self, block: int, number: int) -> tuple[bytes, int, int]:
        """Return path, first article and number of articles of the file that has an article of a block."""
        row: tuple[bytes, int, int] = self.base.execute(
            "SELECT path, first, count FROM files WHERE block = ? AND first <= ? ORDER BY first DESC LIMIT 1",
            (block, number),
        ).fetchone()
        return row

    def about(self, path: bytes) -> tuple[str, str, str, int, int]:
        """Return title, local government and its kind, size and time of a file."""
        row: tuple[str, str, str, int, int] = self.base.execute(
            "SELECT title, city, level, size, mtime FROM files WHERE path = ?", (path,)
        ).fetchone()
        return row

    def piece_at(self, block: int, number: int) -> tuple[int, list[Article]]:
        """Return articles that stand together, one of them the wanted one, and the number of the first."""
        place, packed = self.base.execute(
            "SELECT id, articles FROM texts WHERE id <= ? ORDER BY id DESC LIMIT 1", (block << 32 | number,)
        ).fetchone()
        return place & 0xFFFFFFFF, unpack_articles(packed, self.words)

    def problems(self) -> Iterator[tuple[bytes, str]]:
        """Yield the files that could not be read, and why."""
        yield from self.base.execute("SELECT path, problem FROM files WHERE problem <> '' ORDER BY path")


# ── where it is ──────────────────────────────────────────────────────────────


def index_path(folder: bytes) -> Path:
    """Return where the index of a folder is kept."""
    return cache_folder() / f"{PREFIX}{hashlib.sha256(folder).hexdigest()[:24]}.sqlite"


def known_folders() -> list[bytes]:
    """Return the folders that have an index, sorted."""
    found = []
    with suppress(OSError):
        for path in cache_folder().glob(f"{PREFIX}*.sqlite"):
            with suppress(sqlite3.Error, TypeError), closing(_connect(path, "ro")) as base:
                found.append(bytes(base.execute("SELECT value FROM meta WHERE name = 'folder'").fetchone()[0]))
    return sorted(found)


@cache
def version() -> str:
    """Return what an index depends on besides the files: the program and the data it knows provisions by."""
    whole = hashlib.sha256(f"{FORMAT} {sys.version_info[:2]} {sqlite3.sqlite_version_info[:1]}".encode())
    code = Path(__file__).parent.parent
    for folder in (code, *(code / name for name in ("find", "read", "coverage"))):
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    whole.update(f"{entry.name} {about.st_size} {about.st_mtime_ns}\0".encode())
    library = data_dir("clause_library")
    for path in (library / "search.yaml", library / "places.yaml", *sorted(library.glob("*/requirements.yaml"))):
        whole.update(path.read_bytes() + b"\0")
    return whole.hexdigest()


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    base = sqlite3.connect(f"{path.as_uri()}?mode={mode}", timeout=WAIT, uri=True, isolation_level=None)
    base.execute("PRAGMA cache_size = -65536")
    return base


# ── bringing it up to date ───────────────────────────────────────────────────


def open_index(
    folder: bytes, files: list[File] | None, run: Run = one_by_one, *, rebuild: bool = False
) -> tuple[Index, Report]:
    """Return the index of a folder as its files are now.

    Args:
        folder: absolute path.
        files: what :func:`scan` found; None takes an index that is there as it is.
        run: does work on lists of files, here or in other processes.
        rebuild: make it anew.

    Raises:
        LookupError: ``files`` is None and there is no index.
    """
    path = index_path(folder)
    report = Report()
    kept = None if rebuild else _kept(path, folder)
    if files is None:
        if kept is None:
            raise LookupError(folder)
        return Index(folder, kept), report
    if kept is not None:
        if _fingerprint(files) == kept.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()[0]:
            return Index(folder, kept), report
        try:
            kept.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            kept = _in_memory(kept, report)
            kept.execute("BEGIN IMMEDIATE")
        try:
            _update(kept, folder, files, run, report)
            kept.execute("COMMIT")
            return Index(folder, kept), report
        except sqlite3.DatabaseError:  # broken inside, or no room: made anew
            kept.close()
    return _made_anew(path, folder, files, run, report), report


def _kept(path: Path, folder: bytes) -> sqlite3.Connection | None:
    """Return the index that is there, None when there is none of this folder and this version."""
    for mode in ("rw", "ro"):
        base = None
        try:
            if not path.is_file():
                return None
            base = _connect(path, mode)
            meta = dict(base.execute("SELECT name, value FROM meta"))
            if meta.get("version") == version() and meta.get("folder") == folder:
                return base
            base.close()
            return None
        except sqlite3.OperationalError:  # a folder that cannot be written to
            if base is not None:
                base.close()
        except (sqlite3.DatabaseError, OSError):
            if base is not None:
                base.close()
            return None
    return None


def _in_memory(kept: sqlite3.Connection, report: Report) -> sqlite3.Connection:
    report.notes.append("색인을 캐시에 쓸 수 없어 이번에만 메모리에서 고쳐 씁니다.")
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with closing(kept):
        kept.backup(copy)
    return copy


def _made_anew(path: Path, folder: bytes, files: list[File], run: Run, report: Report) -> Index:
    """Make the index beside its place and put it there whole; in memory where the cache cannot be written."""
    report.read = report.gone = 0
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".making-", suffix=".sqlite", dir=path.parent)
        os.close(handle)
        with closing(_connect(Path(temporary), "rw")) as base:
            base.execute("PRAGMA page_size = 16384")
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            _fill(base, folder, files, run, report)
        Path(temporary).replace(path)
        return Index(folder, _connect(path, "rw"))
    except (OSError, sqlite3.OperationalError):
        report.read = 0
        report.notes.append("색인을 캐시에 남길 수 없어 이번에만 메모리에 만들어 씁니다.")
        base = sqlite3.connect(":memory:", isolation_level=None)
        base.execute("PRAGMA temp_store = MEMORY")
        _fill(base, folder, files, run, report)
        return Index(folder, base)
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE files (id INTEGER PRIMARY KEY, block INTEGER, first INTEGER, count INTEGER, letters INTEGER,"
    " path BLOB, size INTEGER, mtime INTEGER, digest BLOB, title TEXT, city TEXT, level TEXT, problem TEXT)",
    "CREATE TABLE texts (id INTEGER PRIMARY KEY, articles BLOB)",
    "CREATE TABLE postings (token TEXT, block INTEGER, articles BLOB, PRIMARY KEY (token, block)) WITHOUT ROWID",
)
_STAGE = "CREATE TEMP TABLE stage (block INTEGER, token TEXT, articles BLOB, PRIMARY KEY (block, token)) WITHOUT ROWID"
"""Where a new index gathers its postings, to be put in sorted: pages then are full, and a token's rows together."""


def _fill(base: sqlite3.Connection, folder: bytes, files: list[File], run: Run, report: Report) -> None:
    base.execute("BEGIN")
    for table in _TABLES:
        base.execute(table)
    words = _sample_words(folder, files)
    base.executemany("INSERT INTO meta VALUES (?, ?)", [("version", version()), ("folder", folder), ("words", words)])
    base.execute(_STAGE)
    _add(base, folder, files, run, words, "stage")
    base.execute("INSERT INTO postings SELECT token, block, articles FROM stage ORDER BY token, block")
    base.execute("DROP TABLE stage")
    base.execute("CREATE UNIQUE INDEX places ON files (block, first)")
    base.execute("CREATE UNIQUE INDEX paths ON files (path)")
    _tell(base, files)
    base.execute("COMMIT")
    report.read = len(files)


def _sample_words(folder: bytes, files: Sequence[File]) -> bytes:
    """Return words of texts from all over the folder: deflate can look back 32 KB."""
    chosen = [file for file in files if file.size < LEAST_BYTES]
    step = max(1, len(chosen) // SAMPLE)
    share = 32_768 // SAMPLE
    pieces = []
    for file in chosen[::step][:SAMPLE]:
        for article in read_entry(folder, file).articles[:8]:
            pieces.append(article.text.encode("utf-8", "surrogatepass")[: share // 4])
    return b"".join(pieces)[-32_768:]


def _add(
    base: sqlite3.Connection, folder: bytes, files: Sequence[File], run: Run, words: bytes, table: str = "postings"
) -> None:
    """Read files and put them in, a block at a time."""
    work = partial(_block_of, folder=folder, words=words)
    lists = list(_lists(files))
    lost: list[list[File]] = []
    for chunk, block in zip(lists, run(work, lists), strict=True):
        if block is None:
            lost.append(chunk)
        else:
            _insert(base, block, table)
    for chunk in lost:  # one of these files ends the process that reads it
        alone = [[file] for file in chunk]
        for (file,), block in zip(alone, run(work, alone), strict=True):
            why = "읽던 작업이 갑자기 끝났습니다. 메모리가 모자란 듯합니다."
            _insert(base, block or make_block([Entry(file, b"", problem=why)], words), table)


def _block_of(files: list[File], folder: bytes, words: bytes) -> Block:
    return make_block((read_entry(folder, file) for file in files), words)


def _lists(files: Sequence[File]) -> Iterator[list[File]]:
    """Yield neighbouring files, about as many bytes each time."""
    most = min(max(sum(file.size for file in files) // BLOCK_SHARE, LEAST_BYTES), BLOCK_BYTES)
    chunk: list[File] = []
    total = 0
    for file in files:
        if chunk and total + file.size > most:
            yield chunk
            chunk, total = [], 0
        chunk.append(file)
        total += file.size
    if chunk:
        yield chunk


def _insert(base: sqlite3.Connection, block: Block, table: str) -> None:
    (number,) = base.execute("SELECT coalesce(max(block), 0) + 1 FROM files").fetchone()
    (last,) = base.execute("SELECT coalesce(max(id), 0) FROM files").fetchone()
    base.executemany(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                last + at, number, row.first, row.articles, row.letters, row.file.path, row.file.size, row.file.mtime_ns,
                row.digest, row.title, row.city, row.level, row.problem,
            )
            for at, row in enumerate(block.rows, 1)
        ],
    )  # fmt: skip
    pieces = ((number << 32 | first, packed) for row in block.rows for first, packed in row.pieces)
    base.executemany("INSERT INTO texts VALUES (?, ?)", pieces)
    postings = ((token, number, packed) for token, packed in block.postings)
    base.executemany(f"INSERT INTO {table} (token, block, articles) VALUES (?, ?, ?)", postings)


def _update(base: sqlite3.Connection, folder: bytes, files: list[File], run: Run, report: Report) -> None:
    """Take out what changed or is gone, put in what is new or changed; a file of the same content stays."""
    known = {
        path: (size, mtime, digest, number)
        for path, size, mtime, digest, number in base.execute("SELECT path, size, mtime, digest, id FROM files")
    }
    fresh: list[File] = []
    out: list[int] = []
    for file in files:
        size, mtime, digest, number = known.pop(file.path, (-1, 0, b"", 0))
        if (size, mtime) == (file.size, file.mtime_ns):
            continue
        if size == file.size and digest and digest == digest_of(Path(os.fsdecode(folder + b"/" + file.path))):
            base.execute("UPDATE files SET mtime = ? WHERE id = ?", (file.mtime_ns, number))
            continue
        fresh.append(file)
        if number:
            out.append(number)
    gone = [number for *_, number in known.values()]
    report.read, report.gone = len(fresh), len(gone)
    out += gone
    if out or fresh:
        again = _crumbs(base, set(out))
        out += again
        unchanged = {path for (path,) in _each(base, "SELECT path FROM files WHERE id = ?", again)}
        wanted = unchanged.union(file.path for file in fresh)
        _take_out(base, out)
        (words,) = base.execute("SELECT value FROM meta WHERE name = 'words'").fetchone()
        _add(base, folder, [file for file in files if file.path in wanted], run, words)
    _tell(base, files)


def _each(base: sqlite3.Connection, query: str, numbers: Iterable[int]) -> Iterator[tuple[bytes]]:
    for number in numbers:
        yield from base.execute(query, (number,))


def _crumbs(base: sqlite3.Connection, out: set[int]) -> list[int]:
    """Return the files of blocks that became too small, when there are too many of those."""
    sizes = base.execute("SELECT block, sum(max(count, 1)) FROM files GROUP BY block").fetchall()
    most = max((size for _, size in sizes), default=0)
    small = [block for block, size in sizes if size < most * SMALL]
    if len(small) < MANY_SMALL:
        return []
    found = [number for block in small for (number,) in base.execute("SELECT id FROM files WHERE block = ?", (block,))]
    return [number for number in found if number not in out]


def _take_out(base: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Forget files: their articles stay in the block but are alive no more; a block without files goes."""
    touched: dict[int, int] = {}
    for number in numbers:
        block, first, count = base.execute("SELECT block, first, count FROM files WHERE id = ?", (number,)).fetchone()
        touched[block] = touched.get(block, 0) | ((1 << count) - 1) << first
        base.execute("DELETE FROM files WHERE id = ?", (number,))
        start = block << 32 | first
        base.execute("DELETE FROM texts WHERE id BETWEEN ? AND ?", (start, start + count - 1))
    empty = []
    for block, dead in touched.items():
        row = base.execute("SELECT articles FROM postings WHERE token = ? AND block = ?", (ALIVE, block)).fetchone()
        if row is not None:
            alive = list(bits_of(unpack(row[0]) & ~dead))
            base.execute(
                "UPDATE postings SET articles = ? WHERE token = ? AND block = ?", (pack(alive, True), ALIVE, block)
            )
        if base.execute("SELECT 1 FROM files WHERE block = ? LIMIT 1", (block,)).fetchone() is None:
            empty.append(block)
    if empty:
        base.execute(f"DELETE FROM postings WHERE block IN ({','.join(map(str, empty))})")


def _tell(base: sqlite3.Connection, files: Sequence[File]) -> None:
    (articles, letters) = base.execute(
        "SELECT coalesce(sum(count), 0), coalesce(sum(letters), 0) FROM files"
    ).fetchone()
    rows = [("articles", articles), ("letters", letters), ("files", len(files)), ("fingerprint", _fingerprint(files))]
    base.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def _fingerprint(files: Sequence[File]) -> bytes:
    whole = b"\0".join([b"%b\0%d\0%d" % file for file in files])
    return hashlib.blake2b(whole, digest_size=16).digest()
