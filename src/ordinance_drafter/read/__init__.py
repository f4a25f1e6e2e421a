"""Reading: a file, its bytes or a text -> one tree. A new format is one file and one row of the table."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ordinance_drafter.errors import InputError, reason
from ordinance_drafter.facade import call_as
from ordinance_drafter.finding import Reading
from ordinance_drafter.read.extract import Extract

MAX_BYTES = 64_000_000
"""Bytes of a file: the longest statute of Korea with its annexes is about 3 MB of text."""

FORMATS = {
    "text": (".txt",),
    "markdown": (".md", ".markdown"),
    "json": (".json",),
    "xml": (".xml",),
    "docx": (".docx", ".docm", ".dotx"),
    "hwpx": (".hwpx",),
    "hwp": (".hwp",),
}
"""Format -> suffixes of its files."""

_CONTAINERS = {"docx": ("word", "extract_docx"), "hwpx": ("hangul", "extract_hwpx"), "hwp": ("hangul", "extract_hwp")}
_NOT_PLAIN = "웹 페이지(HTML)나 서식 있는 글(RTF)입니다. 화면의 글을 복사해 txt로 저장하거나 워드로 저장해 주십시오."
_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,200}\?>")
_NAMES = ", ".join(FORMATS)


def read(source: Path | bytes | str, format: str | None = None) -> Reading:
    """Return the tree of a source, the place of each unit in it, and what was odd.

    Args:
        source: a ``Path`` is a file, ``bytes`` a file's content, a ``str`` the text itself.
        format: one of :data:`FORMATS`; found out from the content, then the suffix, when None.

    Raises:
        InputError: the source cannot be read, or is not of the format.
    """
    if format is not None and format not in FORMATS:
        raise InputError(f"읽을 수 없는 형식입니다: {format}. 읽을 수 있는 형식: {_NAMES}")
    if not isinstance(source, Path):
        return _read(source, format, "")
    try:
        return _read(_load(source), format, source.suffix.lower())
    except InputError as error:
        raise InputError(*(f"{source}: {line}" for line in error.problems)) from None


def _read(source: bytes | str, format: str | None, suffix: str) -> Reading:
    if len(source) > MAX_BYTES:
        raise InputError(f"너무 큽니다({MAX_BYTES // 1_000_000}MB까지). 조례가 아닌 파일이 아닌지 보십시오.")
    if isinstance(source, bytes):
        format = format or _sniff_bytes(source, suffix)
        if format in _CONTAINERS:
            return _reading(_extract(source, format), format)
    from ordinance_drafter.read.decode import check_text, decode

    text = decode(source) if isinstance(source, bytes) else check_text(source)
    format = format or _sniff_text(text, suffix)
    if format == "json":
        from ordinance_drafter.read.json_tree import read_json

        return Reading(read_json(text), format="json", source=tuple(text.split("\n")))
    if format == "xml":
        return _reading(_extract(_DECLARATION.sub("", text.lstrip(), count=1).encode(), format), format)
    if format in _CONTAINERS:
        raise InputError(f"글은 {format} 문서가 아닙니다. 파일을 그대로 주십시오.")
    return _reading(_extract_text(text, format), format)


def _extract(data: bytes, format: str) -> Extract:
    module, name = _CONTAINERS.get(format, ("xml", "extract_xml"))
    extract: Callable[[bytes], Extract] = getattr(import_module(f"{__name__}.{module}"), name)
    return extract(data)


def _extract_text(text: str, format: str) -> Extract:
    if format == "markdown":
        from ordinance_drafter.read.markdown import extract_markdown

        return extract_markdown(text)
    lines = text.split("\n")
    return Extract(lines, opaque={n for n, line in enumerate(lines) if line[:1] == "|" and line.rstrip()[-1:] == "|"})


def _reading(extract: Extract, format: str) -> Reading:
    from ordinance_drafter.read.grammar import reading_of

    published = format == "xml" or bool(extract.facts)  # a law site's copy holds the law alone
    reading = reading_of(extract, format, papers=not published, loose=extract.heads is None)
    if not any(line.strip() for line in reading.source):
        raise InputError("읽을 글이 없습니다. 빈 파일입니다.")
    return reading


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1) if path.stat().st_size <= MAX_BYTES else b""
        if len(content) > MAX_BYTES or path.stat().st_size > MAX_BYTES:
            raise InputError(f"파일이 너무 큽니다({MAX_BYTES // 1_000_000}MB까지). 조례가 아닌 파일이 아닌지 보십시오.")
        return content
    except FileNotFoundError:
        raise InputError("파일이 없습니다.") from None
    except IsADirectoryError:
        raise InputError("파일이 아니라 폴더입니다.") from None
    except (OSError, ValueError) as error:
        raise InputError(
            f"읽을 수 없습니다({reason(error) if isinstance(error, OSError) else '이름이 이상합니다'})."
        ) from None


def _sniff_bytes(data: bytes, suffix: str) -> str | None:
    """Return the format a file's content tells: a container, XML, or None for a text.

    What is no container but is named like one goes to its reader, which knows what such files are (DRM, HWPML …).
    """
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        from ordinance_drafter.read.container import Container

        names = Container(data).names
        hangul = "version.xml" in names or any(name.startswith("Contents/section") for name in names)
        return "hwpx" if hangul else "docx"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or data[:17] == b"HWP Document File":
        return "hwp"
    if data[:5] == b"%PDF-":
        from ordinance_drafter.read.decode import NOT_TEXT

        raise InputError(NOT_TEXT)
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:5] == b"{\\rtf" or head[:14].lower() == b"<!doctype html" or head[:5].lower() == b"<html":
        raise InputError(_NOT_PLAIN)
    if (
        head.startswith(b"<?xml")
        or (head[:1] == b"<" and suffix == ".xml")
        or head.startswith((b"<LawService", "<법령".encode(), b"<!DOCTYPE"))
    ):
        return "xml"
    if data:
        return next((name for name in _CONTAINERS if suffix in FORMATS[name]), None)
    return None


def _sniff_text(text: str, suffix: str) -> str:
    head = text.lstrip()
    if head[:1] == "{" and suffix in ("", ".json"):
        return "json"
    if head.startswith("<?xml"):
        return "xml"
    named = next((name for name, suffixes in FORMATS.items() if suffix in suffixes), None)
    if named in ("markdown", "json"):
        return named
    marks = text.startswith(("---\n", "# ")) or "\n##### " in text
    return "markdown" if marks else "text"


call_as(__name__, read)
