"""Reading: a file, its bytes or a text -> one tree. A new format is one file and one row of the table."""

from __future__ import annotations

from pathlib import Path

from ordinance_drafter.errors import InputError, reason
from ordinance_drafter.facade import call_as
from ordinance_drafter.finding import Reading
from ordinance_drafter.model import Ordinance
from ordinance_drafter.model import walk as _walk
from ordinance_drafter.notation import parse_lines

MAX_BYTES = 64_000_000
SUFFIXES = {".txt": "text", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
_ENCODINGS = ("utf-8-sig", "cp949")


def read(source: Path | bytes | str, format: str | None = None) -> Reading:
    """Return the tree of a source.

    Args:
        source: a ``Path`` is a file, ``bytes`` a file's content, a ``str`` the text itself.
        format: ``text`` ``markdown`` or ``json``; found out from the content, then the suffix, when None.

    Raises:
        InputError: the source cannot be read, or is not of the format.
    """
    suffix = ""
    if isinstance(source, Path):
        suffix = source.suffix.lower()
        source = _load(source)
    if isinstance(source, bytes):
        source = _decode(source)
    format = format or _sniff(source, suffix)
    if format == "json":
        from ordinance_drafter.read.json_tree import read_json

        return Reading(read_json(source))
    if format == "markdown":
        from ordinance_drafter.read.markdown import read_markdown

        return read_markdown(source)
    if format == "text":
        return reading_of(source.split("\n"))
    raise InputError(f"읽을 수 없는 형식입니다: {format}. 읽을 수 있는 형식: text, markdown, json")


def reading_of(lines: list[str]) -> Reading:
    """Return the reading of lines in statute notation, with the line each unit starts on."""
    ordinance, starts = parse_lines(lines)
    return Reading(ordinance, _spans(ordinance, starts))


def _spans(ordinance: Ordinance, starts: list[int]) -> dict[tuple[int, ...], int]:
    return {path: start + 1 for (path, _), start in zip(_walk(ordinance), starts, strict=True)}


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: 파일이 너무 큽니다({MAX_BYTES // 1_000_000}MB까지).")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: 파일이 없습니다.") from None
    except IsADirectoryError:
        raise InputError(f"{path}: 파일이 아니라 폴더입니다.") from None
    except OSError as error:
        raise InputError(f"{path}: 읽을 수 없습니다({reason(error)}).") from None


def _decode(data: bytes) -> str:
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0" or data[:5] == b"%PDF-":
        raise InputError("글 파일이 아닙니다. 워드나 한글, PDF 문서는 txt로 저장한 뒤 다시 하십시오.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise InputError("UTF-16 글이 중간에 깨졌습니다.") from None
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise InputError("글자 부호를 알 수 없습니다. UTF-8로 저장하십시오.")


def _sniff(text: str, suffix: str) -> str:
    head = text.lstrip()[:1]
    if head == "{" and suffix in ("", ".json"):
        return "json"
    if suffix in SUFFIXES and suffix != ".txt":
        return SUFFIXES[suffix]
    marks = text.startswith(("---\n", "# ")) or "\n##### " in text
    return "markdown" if marks else "text"


call_as(__name__, read)
