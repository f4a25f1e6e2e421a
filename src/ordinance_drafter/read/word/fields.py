"""Fields of a Word file: what shows on the page of one, and what of one that stored no result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ordinance_drafter.numbering import CIRCLED
from ordinance_drafter.read.word.package import MC, W, number, switched_on
from ordinance_drafter.read.word.symbols import symbol

PAGE_NUMBERS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
CONTENTS = "TOC"
# fields that never show anything, and page numbers, tables of contents and their entries that are no words of the text
_SILENT = PAGE_NUMBERS | {
    *("ADVANCE", "ASK", "BIBLIOGRAPHY", "DATA", "FORMTEXT", "INDEX", "NEXT", "NEXTIF", "PAGEREF", "PRINT", "PRIVATE"),
    *("RD", "SECTION", "SET", "SKIPIF", "TA", "TC", "TOA", "TOC", "XE", ""),
}
_NUMBERS = frozenset(("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"))
_ENCLOSED = re.compile(r"\\o(?:\\a[clr])?\((.),(?:\\s\\(?:up|do)\d+\((.{1,3})\)|(.{1,3}))\)", re.IGNORECASE)
_CIRCLES = "○◯〇"
_GANADA = "가나다라마바사아자차카타파하"
_PROMPT = re.compile(r"(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r"SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r'\\f\s*"?([^"\\]+)')


@dataclass(slots=True)
class Field:
    """A field being read. ``data`` is its ``w:ffData`` (form fields).

    Once its result begins ``shown`` is set, ``muted`` when the result is left out, ``contents`` for a table of contents.
    """

    code: list[str] = field(default_factory=list)
    data: Any = None
    shown: bool = False
    muted: bool = False
    contents: bool = False

    @property
    def name(self) -> str:
        """The field's kind: the first word of its code, in capitals."""
        words = "".join(self.code).split(None, 1)
        return words[0].upper() if words else ""


def balanced(root: Any) -> set[Any]:
    """Return the ``w:fldChar`` marks that open or close a whole field.

    A begin without an end would swallow the rest of the document, so only marks that have their partner count.
    """
    whole: set[Any] = set()
    opened: list[Any] = []
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "separate" or _unread(mark):
            continue
        if kind == "begin":
            opened.append(mark)
        elif kind == "end" and opened:
            whole.add(opened.pop())
            whole.add(mark)
    return whole


def _unread(mark: Any) -> bool:
    return any(parent.tag in _UNREAD for parent in mark.iterancestors())


_UNREAD = frozenset((W + "del", W + "moveFrom", MC + "Fallback"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field without a stored result shows; or the sentence about what could not be read, with its code."""

    text: str = ""
    code: str = "P025"
    told: str = ""


def without_result(done: Field) -> Shown:
    """Return what a field shows that stored no result."""
    name, code = done.name, " ".join("".join(done.code).split())
    if done.data is not None and (shown := _form(done.data)):
        return Shown(shown)
    if name == "EQ" and (circled := _circled(code)):
        return Shown(circled)
    if name == "SYMBOL" and (match := _SYMBOL.match(code)):
        font = _FONT.search(match[2])
        if sign := symbol(font[1].strip() if font else "", int(match[1], 16 if match[1][:2].lower() == "0x" else 10)):
            return Shown(sign)
    if match := _PROMPT.match(code):
        return Shown(match[1])
    if name in _SILENT:
        return Shown()
    if name in _NUMBERS:
        return Shown("", "P026", f"자동 번호 필드({name})의 번호를 읽지 못했습니다. 원본을 보고 적어 넣으십시오.")
    return Shown(told=f"값이 저장되지 않은 필드(‘{code:.40}’)를 읽지 못했습니다. 원본을 보고 적어 넣으십시오.")


def _form(data: Any) -> str:
    """Return what a form field shows: a box ticked or not, or the chosen line of a list."""
    box = data.find(W + "checkBox")
    if box is not None:
        mark = box.find(W + "checked")
        return "☒" if switched_on(mark if mark is not None else box.find(W + "default")) else "☐"
    choices = data.find(W + "ddList")
    if choices is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choices.findall(W + "listEntry")]
    picked = choices.find(W + "result")
    index = number(picked.get(W + "val")) if picked is not None else 0
    return entries[index] if 0 <= index < len(entries) else ""


def _circled(code: str) -> str:
    """Return the circled character Word's 원 문자 writes as ``EQ \\o\\ac(○,1)``; none for another equation."""
    match = _ENCLOSED.search(code.replace(" ", ""))
    inside = (match[2] or match[3]) if match else ""
    if not match or match[1] not in _CIRCLES:
        return ""
    if inside.isascii() and inside.isdigit() and 1 <= int(inside) <= len(CIRCLED):
        return CIRCLED[int(inside) - 1]
    return chr(0x326E + _GANADA.index(inside)) if inside in _GANADA else ""
