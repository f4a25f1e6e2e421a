"""The parts of a Word file: found through relationships, strict files made transitional, damage remembered."""

from __future__ import annotations

import lzma
import posixpath
import struct
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ordinance_drafter.errors import InputError
from ordinance_drafter.read.container import Container, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix every Word file uses
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_STRICT = "{http://purl.oclc.org/ooxml/"
_TRANSITIONAL = "{http://schemas.openxmlformats.org/"
_MAIN = "word/document.xml"
_USUAL = ("numbering", "styles", "footnotes", "endnotes", "comments")
_PATIENCE = 8
"""Side parts that may turn out broken before the rest is left unread: each may cost a full unpacking."""

_ASK = "워드 문서(.docx)로 저장한 뒤 다시 하십시오."
_OTHERS = (
    ("xl/workbook.xml", f"워드 문서가 아니라 엑셀 통합 문서입니다. {_ASK}"),
    ("xl/workbook.bin", f"워드 문서가 아니라 엑셀 통합 문서입니다. {_ASK}"),
    ("ppt/presentation.xml", f"워드 문서가 아니라 파워포인트 문서입니다. {_ASK}"),
    ("visio/document.xml", f"워드 문서가 아니라 비지오 문서입니다. {_ASK}"),
    ("contents/section0.xml", f"워드 문서가 아니라 한글 문서(HWPX)입니다. {_ASK}"),
    ("content.xml", f"워드 문서가 아니라 오픈도큐먼트 문서입니다. {_ASK}"),
)
_NO_WORD = f"워드 문서가 아닙니다. 파일 안에 {_MAIN}이 없습니다."
_NO_BODY = "워드 문서의 본문을 찾을 수 없습니다. 파일이 깨졌거나 워드 문서가 아닙니다. 워드에서 다시 저장하십시오."
_COMPOUND = (
    "암호가 걸린 워드 문서이거나 옛 형식(.doc)의 문서입니다. 암호를 풀고 워드 문서(.docx)로 저장한 뒤 다시 하십시오."
)
_ODD_ZIP = "파일이 깨졌거나 워드가 쓰지 않는 방법으로 압축되었습니다. 워드에서 다시 저장하십시오."


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part points at: the last word of the relationship's type, and the part's name."""

    kind: str
    part: str


class Package:
    """A Word file. ``root`` is the main part's; ``damaged`` names the side parts that could not be read."""

    def __init__(self, data: bytes) -> None:
        """Open the file in ``data``.

        Raises:
            InputError: it is no Word file, or its main part cannot be read.
        """
        if data[:4] == b"\xd0\xcf\x11\xe0":
            raise InputError(_COMPOUND)
        self._zip = Container(data)
        # names of parts are case-blind, and some programs write them with backslashes
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.names}
        self.damaged: list[str] = []
        self.main = self._find_main()
        self.root = _transitional(parse_xml(self._read(self.main)))
        if self.root.tag != W + "document" or self.root.find(W + "body") is None:
            raise InputError(_NO_BODY)
        self.body = self.root.find(W + "body")
        self.relations = self._relations(self.main)

    def part(self, kind: str) -> str | None:
        """Return the name of the main part's side part of a kind (``numbering`` ``styles`` …), if there is one."""
        for relation in self.relations.values():
            if relation.kind == kind:
                return relation.part
        if kind in _USUAL and not self.relations:  # the list of relationships is lost: look where Word puts the part
            return self._known(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))
        return None

    def side(self, part: str | None) -> Any:
        """Return the root of a side part; None when there is none or it is damaged (see ``damaged``)."""
        if part is None or len(self.damaged) >= _PATIENCE:
            return None
        try:
            return _transitional(parse_xml(self._read(part)))
        except InputError:
            self.damaged.append(part)
            return None

    def _read(self, part: str) -> bytes:
        try:
            return self._zip.read(self._names[part.lower()])
        except (lzma.LZMAError, struct.error, MemoryError, RecursionError):
            raise InputError(_ODD_ZIP) from None

    def _known(self, part: str) -> str | None:
        return part if part.lower() in self._names else None

    def _find_main(self) -> str:
        for relation in self._relations("").values():
            if relation.kind == "officeDocument" and not relation.part.lower().startswith(("xl/", "ppt/", "visio/")):
                return relation.part
        if self._known(_MAIN):
            return _MAIN
        for name, sentence in _OTHERS:
            if name in self._names:
                raise InputError(sentence)
        raise InputError(_NO_WORD)

    def _relations(self, part: str) -> dict[str, Relation]:
        """Return what a part points at inside the file: addresses outside are never looked at."""
        folder, name = posixpath.split(part)
        listing = self._known(posixpath.join(folder, "_rels", f"{name}.rels"))
        root = self.side(listing)
        found: dict[str, Relation] = {}
        for item in root if root is not None else ():
            target = item.get("Target")
            if item.tag != REL + "Relationship" or item.get("TargetMode") == "External" or not target:
                continue
            inside = self._inside(folder, target)
            if inside:
                kind = (item.get("Type") or "").rsplit("/", 1)[-1]
                found[item.get("Id") or ""] = Relation(kind, inside)
        return found

    def _inside(self, folder: str, target: str) -> str | None:
        """Return the name of the part a target means, or None when it means none of this file."""
        path = target.replace("\\", "/")
        path = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
        for spelling in (path, unquote(path)):
            if known := self._known(posixpath.normpath(spelling)):
                return known
        return None


def _transitional(root: Any) -> Any:
    """Give the names of a strict file (ISO/IEC 29500 Strict) the namespaces every other Word file has."""
    if not (isinstance(root.tag, str) and root.tag.startswith(_STRICT)):
        return root
    for element in root.iter("*"):
        element.tag = _renamed(element.tag)
        strict = [name for name in element.attrib if name.startswith(_STRICT)]
        for name in strict:
            element.set(_renamed(name), element.attrib.pop(name))
    return root


def _renamed(name: str) -> str:
    if not name.startswith(_STRICT):
        return name
    space, _, local = name[len(_STRICT) :].partition("}")
    folder, _, rest = space.partition("/")
    return f"{_TRANSITIONAL}{folder}/2006/{rest}}}{local}"


def number(text: str | None, default: int = 0) -> int:
    """Return a whole number of an attribute; ``default`` for none and for what is no number of this world."""
    try:
        value = int(text) if text else default
    except ValueError:
        return default
    return value if abs(value) < 1_000_000_000 else default


def switched_on(element: Any) -> bool:
    """Return what an on/off element says: present without a value means on."""
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off", "none")


def chosen(alternate: Any) -> Any:
    """Return the one branch of ``mc:AlternateContent`` to read: the first choice, unless only the fallback has text."""
    choices = alternate.findall(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    if not choices:
        return fallback if fallback is not None else ()
    if fallback is not None and not _has_text(choices[0]) and _has_text(fallback):
        return fallback
    return choices[0]


def _has_text(branch: Any) -> bool:
    return any(node.text for node in branch.iter(W + "t", A + "t", M + "t"))
