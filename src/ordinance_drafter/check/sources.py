"""Sources that can be changed in place: a text or Markdown file, and a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.fix import Place, Source, replaced
from ordinance_drafter.check.place import align, spot_of
from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding, Reading
from ordinance_drafter.model import at
from ordinance_drafter.read import read

Edits = dict[Place, list[tuple[int, int, str]]]
Make = Callable[[Reading], Document]
"""Gives the document of a reading: the kind and municipality it is checked for."""


@dataclass(frozen=True, slots=True)
class TextSource:
    """A text or Markdown file: its lines, and how they are written as bytes."""

    rows: tuple[str, ...]
    ends: tuple[str, ...]
    format: str
    encoding: str
    make: Make

    def document(self) -> Document:
        """Read it."""
        return self.make(read("\n".join(self.rows), self.format))

    def edited(self, reading: Reading, edits: Edits) -> TextSource | None:
        """Return it with edits made, None when one is not found."""
        by_line: dict[int, list[tuple[int, int, str]]] = {}
        for (path, field), unit_edits in edits.items():
            if field.startswith("source:"):
                by_line.setdefault(int(field.partition(":")[2]), []).extend(unit_edits)
                continue
            for start, end, new in unit_edits:
                spot = spot_of(reading, Finding("", "", "", path, (start, end), field=field))
                if spot is None or not spot.length:
                    return None
                by_line.setdefault(spot.line, []).append((spot.column - 1, spot.column - 1 + spot.length, new))
        rows = list(self.rows)
        for line, line_edits in by_line.items():
            rows[line - 1] = replaced(rows[line - 1], sorted(set(line_edits), reverse=True))
        return replace(self, rows=tuple(rows))

    def lines(self) -> list[str]:
        """Return its lines."""
        return list(self.rows)

    def content(self) -> bytes:
        """Return it as a file, in the encoding and with the line ends it had."""
        return "".join(map("".join, zip(self.rows, (*self.ends, ""), strict=True))).encode(self.encoding)


_ENDS = re.compile("(\r\n|\r|\n)")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordSource:
    """A .docx file; only words of its main part change, every other part stays byte for byte."""

    data: bytes
    make: Make

    def document(self) -> Document:
        """Read it."""
        return self.make(read(self.data, "docx"))

    def edited(self, reading: Reading, edits: Edits) -> WordSource | None:
        """Return it with edits made in the runs the words stand in, None when one is not found."""
        from ordinance_drafter.read.container import Container, parse_xml

        container = Container(self.data)
        if MAIN not in container.names:
            return None
        root = parse_xml(container.read(MAIN))
        body = root.find(W + "body")
        if body is None:
            return None
        paragraphs = list(body.iter(W + "p"))
        for (path, field), unit_edits in edits.items():
            span = reading.spans.get(path) if path is not None else None
            words = _words(reading, path, field)
            if span is None or span.paragraph is None or span.paragraph >= len(paragraphs):
                return None
            for start, end, new in unit_edits:
                if not _edit_paragraph(paragraphs[span.paragraph], words, (start, end), new):
                    return None
                words = replaced(words, [(start, end, new)])
        return replace(self, data=_with_main(self.data, root))

    def lines(self) -> list[str]:
        """Return the words as they are read, for showing what changed."""
        return list(read(self.data, "docx").source)

    def content(self) -> bytes:
        """Return the file."""
        return self.data


def _words(reading: Reading, path: Any, field: str) -> str:
    if field.startswith("source:"):
        return reading.source[int(field.partition(":")[2]) - 1]
    if path is None:
        return reading.ordinance.title
    unit = at(reading.ordinance, path)
    return unit.heading if field == "heading" else unit.text


def _edit_paragraph(paragraph: Any, words: str, span: tuple[int, int], new: str) -> bool:
    """Replace a span of words in a paragraph's text nodes; the first of them takes the new words."""
    nodes = [node for node in paragraph.iter(W + "t") if node.text]
    whole = "".join(node.text for node in nodes)
    if "\n" in whole:
        return False
    spot = align([whole], words, span, 1, 1)
    if spot is None:
        return False
    start, end = spot.column - 1, spot.column - 1 + spot.length
    at_ = 0
    for node in nodes:
        size = len(node.text)
        low, high = max(start - at_, 0), min(end - at_, size)
        if low < high:
            node.text = node.text[:low] + new + node.text[high:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            new = ""
        at_ += size
    return True


def _with_main(data: bytes, root: Any) -> bytes:
    """Return the package with another main part, every other part as it was, in the same order."""
    from lxml import etree

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == MAIN:
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(entry, content)
    return out.getvalue()


def source_of(path: File, make: Make) -> Source:
    """Return a file as a source that can be changed.

    Raises:
        InputError: it cannot be read, or is of a format that is not changed in place.
    """
    reading = read(path)
    data = path.read_bytes()
    if reading.format == "docx":
        return WordSource(data, make)
    if reading.format not in ("text", "markdown"):
        raise InputError(
            f"{path}: 이 형식({reading.format})의 파일은 그 자리에서 고치지 않습니다. "
            "convert로 docx나 txt로 바꾼 뒤 고치십시오."
        )
    return _text_source(path, data, reading, make)


def _text_source(path: File, data: bytes, reading: Reading, make: Make) -> TextSource:
    for encoding in ("utf-8", "utf-16", "cp949", "utf-16-le", "utf-16-be"):
        if encoding == "utf-8" and data[:3] == b"\xef\xbb\xbf":
            encoding = "utf-8-sig"
        try:
            pieces = _ENDS.split(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if pieces[::2] == list(reading.source):
            return TextSource(tuple(pieces[::2]), tuple(pieces[1::2]), reading.format, encoding, make)
    raise InputError(f"{path}: 줄을 나누는 글자가 여럿이라 고치지 않습니다. 편집기에서 UTF-8로 다시 저장하십시오.")
