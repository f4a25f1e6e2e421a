"""A block of the index: the articles of some files, packed, and for every token the articles that have it."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ordinance_drafter.errors import InputError, reason
from ordinance_drafter.find.words import HEADING, normal, tokens_of, words_of

if TYPE_CHECKING:
    from ordinance_drafter.coverage import Requirement
    from ordinance_drafter.finding import Reading
    from ordinance_drafter.model import Path as TreePath
    from ordinance_drafter.model import Provision

ADDENDA, CITY, LEVEL, MEETS, LENGTH, ALIVE = "+", "@", "~", "=", "_", "*"
"""First letters of tokens that are no words; ALIVE is a whole token: the articles of files that are still so."""
AT_ONCE = ADDENDA + LENGTH + ALIVE
"""Those that most answers need of every block: kept so that unpacking them takes no time."""
LENGTHS = (40, 80, 120, 180, 270, 400, 600, 900, 1400, 2200)
"""Letters by which articles are put into classes of length."""
WORTH = 0.7
"""Bits are packed when they shrink to less than this share: unpacking takes time in every answer."""
PIECE = 3000
"""Letters of articles that are packed together."""
FEW = 96
"""As many articles or fewer are kept as the steps between them, more as one bit each."""


class File(NamedTuple):
    """A file as the folder tells it: its path in the folder, size and time of its last change."""

    path: bytes
    size: int
    mtime_ns: int


class Article(NamedTuple):
    """One article of a file: how it is cited, its heading, line in the source, words, and whether it is of a 부칙."""

    address: str
    heading: str
    line: int
    text: str
    addenda: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was read: its articles, or why it could not be."""

    file: File
    digest: bytes
    title: str = ""
    city: str = ""
    level: str = ""
    problem: str = ""
    articles: tuple[Article, ...] = ()
    meets: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()


class Row(NamedTuple):
    """A file in a block: ``first`` is the number of its first article there; ``pieces`` hold articles, from which one."""

    file: File
    digest: bytes
    first: int
    articles: int
    letters: int
    title: str
    city: str
    level: str
    problem: str
    pieces: list[tuple[int, bytes]]


class Block(NamedTuple):
    """Files and postings, ready to be put into the index; ``size`` is the number of articles."""

    rows: list[Row]
    postings: list[tuple[str, bytes]]
    size: int


# ── reading ──────────────────────────────────────────────────────────────────


def read_entry(folder: bytes, file: File) -> Entry:
    """Read one file of a folder; what cannot be read is an entry with a problem."""
    from ordinance_drafter.read import read

    path = Path(os.fsdecode(folder + b"/" + file.path))
    digest = digest_of(path)
    try:
        return _entry(file, digest, read(path))
    except InputError as error:
        lead = f"{path}: "
        return Entry(file, digest, problem=" ".join(line.removeprefix(lead) for line in error.problems))
    except OSError as error:
        return Entry(file, digest, problem=f"읽을 수 없습니다({reason(error)}).")
    except MemoryError:
        return Entry(file, digest, problem="메모리가 모자라 읽지 못했습니다.")
    except Exception as error:
        return Entry(file, digest, problem=f"읽는 중에 뜻밖의 오류가 났습니다({type(error).__name__}).")


def digest_of(path: Path) -> bytes:
    """Return the digest of a file's content, empty when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
    except (OSError, ValueError):
        return b""


def _entry(file: File, digest: bytes, reading: Reading) -> Entry:
    from ordinance_drafter.find.place import place_of

    ordinance = reading.ordinance
    paths, found = [], []
    for path, units, address, heading, addenda in _articles(reading):
        span = reading.spans.get(path)
        text = normal("\n".join(_lines(units)))
        found.append(Article(address, normal(heading), span.line if span else 0, text, addenda))
        paths.append(path)
    place = place_of(ordinance.title, ordinance.municipality)
    meets = tuple(tuple(sorted(row)) for row in _met(reading, paths))
    return Entry(file, digest, normal(ordinance.title), place.name, place.level, "", tuple(found), meets, place.names)


def _articles(reading: Reading) -> Iterator[tuple[TreePath, tuple[Provision, ...], str, str, bool]]:
    """Yield path, units, address, heading and branch of every article; a 부칙 without articles is one."""
    from ordinance_drafter.model import ADDENDA as BRANCH
    from ordinance_drafter.model import ARTICLE, address, articles

    ordinance = reading.ordinance
    for path, unit in articles(ordinance):
        if not unit.deleted:
            yield path, (unit,), address(ordinance, path), unit.heading, False
    for index, addenda in enumerate(ordinance.addenda):
        units = addenda.provisions
        if not any(unit.level is ARTICLE for unit in units):
            label = f" {addenda.label}" if len(ordinance.addenda) > 1 and addenda.label else ""
            yield (BRANCH, index), units, f"부칙{label}", "", True
            continue
        for at, unit in enumerate(units):
            if not unit.deleted:
                path = (BRANCH, index, at)
                yield path, (unit,), address(ordinance, path), unit.heading, True


def _lines(units: Iterable[Provision], top: bool = True) -> Iterator[str]:
    """Yield the words of units and of all under them, each with its label, the labels of articles left out."""
    for unit in units:
        if not unit.deleted:
            label = "" if top and unit.level.name == "article" else unit.label
            line = f"{label} {unit.text}".strip()
            if line:
                yield line
            yield from _lines(unit.children, False)


def _met(reading: Reading, paths: Sequence[TreePath]) -> list[set[str]]:
    """Return for each article which requirements it meets, as ``set/requirement``."""
    from ordinance_drafter.coverage import coverage

    met: list[set[str]] = [set() for _ in paths]
    order = sorted(range(len(paths)), key=lambda number: paths[number])
    keys = [paths[number] for number in order]
    for set_id, requirements in asked().items():
        for each in coverage(reading.ordinance, requirements).requirements:
            for path in each.paths:
                at = bisect_left(keys, (*path, -1)) - 1
                if at >= 0 and path[: len(keys[at])] == keys[at]:
                    met[order[at]].add(f"{set_id}/{each.id}")
    return met


_asked: dict[str, tuple[Requirement, ...]] = {}


def asked() -> dict[str, tuple[Requirement, ...]]:
    """Return the requirements of every set of the library that has some."""
    from ordinance_drafter.coverage import load_requirements
    from ordinance_drafter.resources import data_dir

    if not _asked:
        for path in sorted(data_dir("clause_library").glob("*/requirements.yaml")):
            _asked[path.parent.name] = load_requirements(path.parent.name)
    return _asked


# ── packing ──────────────────────────────────────────────────────────────────


def make_block(entries: Iterable[Entry], words: bytes = b"") -> Block:
    """Return the block of files, in their order.

    Args:
        entries: the files.
        words: a text like theirs, by which their texts pack smaller; the same is needed to unpack them.
    """
    rows: list[Row] = []
    numbers: dict[str, list[int]] = {}
    total = 0
    for entry in entries:
        letters = 0
        for number, article in enumerate(entry.articles, total):
            letters += len(article.text)
            for token in _article_tokens(entry, article, entry.meets[number - total]):
                numbers.setdefault(token, []).append(number)
        rows.append(_row(entry, total, letters, words))
        total += max(1, len(entry.articles))  # each file has a number of its own
    alive = [number for row in rows for number in range(row.first, row.first + row.articles)]
    if alive:
        numbers[ALIVE] = alive
    return Block(rows, [(token, pack(numbers[token], token[0] in AT_ONCE)) for token in sorted(numbers)], total)


def _article_tokens(entry: Entry, article: Article, meets: Sequence[str]) -> set[str]:
    heading = words_of(article.heading)
    found = tokens_of(words_of(article.text))
    found |= tokens_of(heading)
    found |= tokens_of(heading, HEADING)
    found.update(MEETS + each for each in meets)
    found.update(CITY + name for name in entry.names)
    found.add(LEVEL + entry.level)
    found.add(f"{LENGTH}{bisect_left(LENGTHS, len(article.text))}")
    if article.addenda:
        found.add(ADDENDA)
    return found


def _row(entry: Entry, first: int, letters: int, words: bytes) -> Row:
    return Row(
        entry.file, entry.digest, first, len(entry.articles), letters, entry.title, entry.city, entry.level,
        entry.problem, [(first + at, _packed(piece, words)) for at, piece in _pieces(entry.articles)],
    )  # fmt: skip


def _pieces(articles: Sequence[Article]) -> Iterator[tuple[int, Sequence[Article]]]:
    """Yield neighbouring articles with the place of the first: one is read without the whole of a long text."""
    start = letters = 0
    for at, article in enumerate(articles):
        if letters > PIECE:
            yield start, articles[start:at]
            start, letters = at, 0
        letters += len(article.text)
    if start < len(articles):
        yield start, articles[start:]


def _packed(articles: Sequence[Article], words: bytes) -> bytes:
    content = json.dumps(articles, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=words) if words else zlib.compressobj(9, wbits=-15)
    return packer.compress(content) + packer.flush()


def unpack_articles(packed: bytes, words: bytes) -> list[Article]:
    """Return the articles of a piece."""
    unpacker = zlib.decompressobj(-15, zdict=words) if words else zlib.decompressobj(-15)
    content = unpacker.decompress(packed) + unpacker.flush()
    return [Article(*each) for each in json.loads(content.decode("utf-8", "surrogatepass"))]


def pack(numbers: Sequence[int], at_once: bool = False) -> bytes:
    """Return rising numbers, few as steps and many as bits; see :func:`unpack`.

    Args:
        numbers: rising.
        at_once: leave the bits as they are.
    """
    if len(numbers) <= FEW:
        steps = array("B")
        last = -1
        for number in numbers:
            step, last = number - last - 1, number
            while step > 127:
                steps.append(step & 127 | 128)
                step >>= 7
            steps.append(step)
        return b"s" + steps.tobytes()
    bits = bytearray((numbers[-1] >> 3) + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    if at_once:
        return b"b" + bytes(bits)
    packer = zlib.compressobj(6, zlib.DEFLATED, -12)
    packed = packer.compress(bits) + packer.flush()
    return b"z" + packed if len(packed) < len(bits) * WORTH else b"b" + bytes(bits)


def unpack(packed: bytes) -> int:
    """Return packed numbers as one integer with a bit for each."""
    kind = packed[:1]
    if kind == b"z":
        return int.from_bytes(zlib.decompress(packed[1:], -15), "little")
    if kind == b"b":
        return int.from_bytes(packed[1:], "little")
    found, number, step, shift = 0, -1, 0, 0
    for byte in packed[1:]:
        step |= (byte & 127) << shift
        if byte > 127:
            shift += 7
            continue
        number += step + 1
        found |= 1 << number
        step = shift = 0
    return found


def bits_of(found: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, rising."""
    base = 0
    while found:  # in pieces: each step on a long integer costs its length
        skip = (found & -found).bit_length() - 1
        base, found = base + skip, found >> skip
        piece = found & 0xFFFFFFFFFFFFFFFF
        while piece:
            low = piece & -piece
            yield base + low.bit_length() - 1
            piece ^= low
        base, found = base + 64, found >> 64
