"""OWPML, the XML inside Hangul documents: paragraphs, tables, boxes and notes of its sections as lines.

Elements are known by their local names: Hancom's namespaces (2011) and those of KS X 6101 (2024) differ, names do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.read.hangul.labels import Labels, attributes, composed, integer, local

MAX_COLUMNS = 256
MAX_LINES = 300_000
_CHARACTERS = {"lineBreak": "\n", "tab": "\t", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
_MARKS = ("insertBegin", "insertEnd", "deleteBegin", "deleteEnd")
_SILENT = {"markpenBegin", "markpenEnd", "titleMark"}
_NOTES = {"footNote": "각주", "endNote": "미주"}
_NOTE_TYPES = {"FOOTNOTE": "footNote", "ENDNOTE": "endNote"}
_UNREADABLE = {"pic", "ole", "equation", "chart", "video"}
_SHAPES = {"line", "rect", "ellipse", "arc", "polygon", "curve", "connectLine", "container", "textart"}
_BUTTONS = ("btn", "checkBtn", "radioBtn", "edit", "comboBox", "listBox", "scrollBar")
_IGNORED = {"colPr", "bookmark", "pageNum", "pageHiding", "pageNumCtrl", "indexmark", "linesegarray", "metaTag"}
_TRUE = ("1", "true")
_LINE = 800  # 1/7200 inch: the lowest line there is, 8 points
_DIRECTION = re.compile(r"Direction:wstring:(\d{1,5}):")

Notice = tuple[str, tuple[str, ...]]
"""The code of a finding that will stand at the line it hangs on, and the words its sentence needs."""


@dataclass(slots=True, eq=False)
class Line:
    """One line of text, the index of its paragraph in the document, and what was odd about it."""

    text: str
    paragraph: int
    opaque: bool = False
    notices: list[Notice] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Draft:
    """A paragraph while it is read; one whose end was deleted (a tracked change) goes on in the next."""

    shape: Any
    paragraph: int
    label: str | None = None
    pieces: list[str] = field(default_factory=list)
    breaks: int = 0
    out: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    notices: list[tuple[int, Notice]] = field(default_factory=list)
    fields: dict[str, tuple[int, str]] = field(default_factory=dict)
    changes: dict[str, list[str]] = field(default_factory=lambda: {"insert": [], "delete": []})
    joined: bool = False

    def blank(self) -> bool:
        return not (self.pieces or self.out or self.after or self.label)

    def notice(self, code: str, *words: str) -> None:
        self.notices.append((self.breaks, (code, words)))

    def changed(self, kind: str, text: str) -> None:
        if self.changes[kind]:
            self.changes[kind][-1] += text
        else:
            self.changes[kind].append(text)


class Body:
    """Walks the sections of one document in order; its counters run from one section into the next."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.notes: dict[str, list[Line]] = {"각주": [], "미주": []}
        self.margins: dict[str, list[Line]] = {}
        self.memos: set[str] = set()
        self._size = self._paragraphs = self._cells = 0
        self._numbers = dict.fromkeys(_NOTES, 1)
        self._changes: dict[str, set[str]] = {"insert": set(), "delete": set()}
        self._ends: set[str] = set()
        self._carried: list[Notice] = []

    def section(self, root: Any) -> list[Line]:
        """Return the lines of a section.

        Raises:
            InputError: the document has more paragraphs than anybody reads.
        """
        self._size += sum(1 for _ in root.iter("{*}p", "{*}lineBreak"))
        if self._size > MAX_LINES:
            raise InputError("문단이 너무 많아 읽지 않았습니다. 조례안만 남기고 다시 저장하십시오.")
        self._ends = {_change(end) for name in ("insertEnd", "deleteEnd") for end in root.iter(f"{{*}}{name}")}
        self._changes = {"insert": set(), "delete": set()}
        properties = next(root.iter("{*}secPr"), None)
        self.labels.outline = properties.get("outlineShapeIDRef", "") if properties is not None else ""
        lines = self.paragraphs(root)
        if lines and self._carried:
            lines[-1].notices += self._carried
            self._carried = []
        return lines

    # ── paragraphs ───────────────────────────────────────────────────────────

    def paragraphs(self, parent: Any) -> list[Line]:
        """Return the lines of all paragraphs under an element, through wrappers of any name."""
        lines: list[Line] = []
        draft: _Draft | None = None
        for child in parent.iterchildren("*"):
            if local(child) == "p":
                if draft is None:
                    draft = _Draft(child, self._paragraphs)
                elif draft.blank():
                    draft.shape, draft.paragraph, draft.label = child, self._paragraphs, None
                self._paragraph(child, draft)
                if not draft.joined:
                    lines += self._close(draft)
                    draft = None
            elif local(child) == "memogroup":
                self.memos |= {memo.get("id", "") for memo in child.iterchildren("{*}memo")}
                self._apart(lambda: self.paragraphs(child))  # noqa: B023 - walked at once
            elif len(child):
                lines += self.paragraphs(self._branch(child))
        return lines + self._close(draft) if draft else lines

    def _paragraph(self, element: Any, draft: _Draft) -> None:
        self._paragraphs += 1
        draft.joined = False
        outer = {kind: set(open_) for kind, open_ in self._changes.items()}
        for child in element.iterchildren("*"):
            if local(child) == "run":
                self._children("run", child, draft)
            else:
                self._item(local(child), child, draft)
        # Hancom ends a change with its paragraph; one that never ends must not swallow the rest of the document
        for kind, open_ in self._changes.items():
            self._changes[kind] = {change for change in open_ if change in outer[kind] or change in self._ends}
        draft.joined |= bool(self._changes["delete"] - outer["delete"])

    def _close(self, draft: _Draft) -> list[Line]:
        self._flush(draft, last=not (draft.joined and draft.blank()))
        lines = draft.out + draft.after
        notices = [notice for _, notice in draft.notices]
        for kind, words in draft.changes.items():
            if any(words):
                notices.append((kind, tuple(filter(None, words))))
        if lines:
            lines[0].notices[:0] = self._carried + notices
            self._carried = []
        else:
            self._carried += notices
        return lines

    def _flush(self, draft: _Draft, last: bool = False) -> None:
        """Turn the text gathered so far into lines; blank text makes a line only where nothing else would."""
        if last:
            self._head(draft)
        text, label = "".join(draft.pieces), draft.label or ""
        visible = text.strip()
        if visible or (last and (label or not (draft.out or draft.after))):
            if label:
                text = f"{label} {text.lstrip(' ')}" if visible else label
                draft.label = ""
            lines = [Line(words, draft.paragraph) for words in text.split("\n")]
            for index, notice in draft.notices:
                lines[min(index, len(lines) - 1)].notices.append(notice)
            draft.notices.clear()
            draft.out += lines
        draft.pieces.clear()
        draft.fields.clear()
        draft.breaks = 0

    def _head(self, draft: _Draft) -> None:
        """Count the paragraph's label, once, where the first thing of it that is seen stands."""
        if draft.label is None and not self._changes["delete"]:
            draft.label = self.labels.of(draft.shape)
            self._tell_odd(draft)

    def _tell_odd(self, draft: _Draft) -> None:
        while self.labels.odd:
            draft.notice("P026", self.labels.odd.pop(0))

    # ── what a paragraph holds ───────────────────────────────────────────────

    def _item(self, name: str, element: Any, draft: _Draft) -> None:
        if handler := _HANDLERS.get(name):
            handler(self, name, element, draft)
        elif name not in _IGNORED:
            self._place(draft, lambda: self._object(name, element, draft))

    def _children(self, name: str, element: Any, draft: _Draft) -> None:
        for child in self._branch(element).iterchildren("*"):
            self._item(local(child), child, draft)

    def _branch(self, element: Any) -> Any:
        """Return the one branch of a switch that is read, and any other element as it is."""
        branches = list(element.iterchildren("*")) if local(element) == "switch" else []
        if not branches:
            return element
        chosen = next((branch for branch in branches if local(branch) == "case"), branches[0])
        # paragraphs that are not read still count: Span.paragraph counts all of the file
        self._paragraphs += sum(1 for branch in branches if branch is not chosen for _ in branch.iter("{*}p"))
        return chosen

    def _text(self, name: str, element: Any, draft: _Draft) -> None:
        self._add(draft, _raw(element.text))
        for child in element:
            name = local(child)
            if name in _CHARACTERS:
                self._add(draft, _CHARACTERS[name])
            elif name in _MARKS:
                self._mark(name, child, draft)
            elif name and name not in _SILENT:
                self._add(draft, _raw("".join(child.itertext())))
            self._add(draft, _raw(child.tail))

    def _add(self, draft: _Draft, text: str) -> None:
        if text and self._changes["delete"]:
            draft.changed("delete", text)
        elif text:
            self._head(draft)
            if self._changes["insert"]:
                draft.changed("insert", text)
            draft.breaks += text.count("\n")
            draft.pieces.append(text)

    def _mark(self, name: str, element: Any, draft: _Draft) -> None:
        """A tracked change begins or ends: what was inserted is read, what was deleted is left out."""
        kind, change = name[:6], _change(element)
        if name.endswith("Begin"):
            self._changes[kind].add(change)
            draft.changes[kind].append("")
            return
        self._changes[kind].discard(change)
        self._ends.discard(change)
        if kind == "delete" and element.get("paraend") in _TRUE:
            draft.joined = True
            draft.changed(kind, "" if "".join(draft.changes[kind][-1:]) else "(문단 나눔)")

    def _section_properties(self, name: str, element: Any, draft: _Draft) -> None:
        self.labels.outline = element.get("outlineShapeIDRef", "")
        for note in _NOTES:
            numbering = attributes(element.find(f"{{*}}{note}Pr/{{*}}numbering"))
            if numbering.get("type") == "ON_SECTION":
                self._numbers[note] = integer(numbering.get("newNum"), 1)
        for child in element.iterchildren("{*}header", "{*}footer"):
            self._margin(name, child, draft)

    def _new_number(self, name: str, element: Any, draft: _Draft) -> None:
        if note := _NOTE_TYPES.get(element.get("numType", "")):
            self._numbers[note] = integer(element.get("num"), 1)

    def _auto_number(self, name: str, element: Any, draft: _Draft) -> None:
        """The number of a picture or table in its caption, as it was last shown; pages are not laid out here."""
        if element.get("numType") in ("PICTURE", "TABLE", "EQUATION"):
            form = attributes(element.find("{*}autoNumFormat"))
            number = self.labels.number(integer(element.get("num"), 1), form.get("type", "DIGIT"))
            self._tell_odd(draft)
            self._add(draft, f"{form.get('prefixChar', '')}{number}{form.get('suffixChar', '')}")

    def _note(self, name: str, element: Any, draft: _Draft) -> None:
        word, number = _NOTES[name], self._numbers[name]
        lines = [line for line in self._apart(lambda: self.paragraphs(element)) if line.text.strip()]
        if self._changes["delete"]:
            return
        self._numbers[name] += 1
        for line in lines:
            line.text = f"{word} {number}) {line.text.strip()}"
        self.notes[word] += lines
        draft.notice("P023", word, str(number))

    def _margin(self, name: str, element: Any, draft: _Draft) -> None:
        lines = [line for line in self._apart(lambda: self.paragraphs(element)) if line.text.strip()]
        if lines:
            self.margins.setdefault("\n".join(line.text.strip() for line in lines), lines)

    def _comment(self, name: str, element: Any, draft: _Draft) -> None:
        words = " ".join(line.text for line in self._apart(lambda: self.paragraphs(element))).strip()
        if words:
            draft.notice("P024", words)

    def _field(self, name: str, element: Any, draft: _Draft) -> None:
        """Keep what a field shows, but not the guide text of a 누름틀 that nobody filled in."""
        if name == "fieldEnd":
            start, guide = draft.fields.pop(element.get("beginIDRef", ""), (0, ""))
            if guide and "".join(draft.pieces[start:]).strip() == guide:
                del draft.pieces[start:]
                draft.breaks = "".join(draft.pieces).count("\n")
            return
        if element.get("type") == "MEMO":
            named = (item.text for item in element.iterfind("{*}parameters/*[@name='ID']") if item.text)
            self.memos.add(next(named, f"field {len(self.memos)}"))
        elif guide := _guide(element):
            draft.fields[element.get("id", "")] = (len(draft.pieces), guide)
        self._apart(lambda: self.paragraphs(element))  # a memo: its paragraphs count, its words are no text

    def _button(self, name: str, element: Any, draft: _Draft) -> None:
        words = element.get("caption") or element.findtext("{*}text") or element.get("selectedValue") or ""
        if not words and (item := element.find("{*}listItem")) is not None:
            words = item.get("displayText") or item.get("value") or ""
        if name in ("checkBtn", "radioBtn"):
            words = f"{'☑' if element.get('value') == 'CHECKED' else '☐'} {words}"
        self._add(draft, _raw(words))

    # ── what hangs on a paragraph ────────────────────────────────────────────

    def _apart(self, walk: Callable[[], list[Line]]) -> list[Line]:
        """Walk what is no part of the text around it: it has counters of its own, and its own changes."""
        kept = self.labels, self._changes, self._cells
        self.labels, self._changes, self._cells = self.labels.apart(), {"insert": set(), "delete": set()}, 0
        lines = walk()
        self.labels, self._changes, self._cells = kept
        return lines

    def _place(self, draft: _Draft, walk: Callable[[], list[Line]], above: bool = False, inline: bool = False) -> None:
        """Put an object's lines after the paragraph; a table that is set like a character splits the text instead."""
        if self._changes["delete"]:
            told = len(draft.notices)
            draft.changed("delete", " ".join(line.text for line in self._apart(walk)))
            del draft.notices[told:]
            return
        self._head(draft)
        lines = walk()
        if inline:
            self._flush(draft)
        if inline or (above and not "".join(draft.pieces).strip()):
            draft.out += lines
        else:
            draft.after += lines

    def _object(self, name: str, element: Any, draft: _Draft) -> list[Line]:
        """Return the lines in a box, a group, a caption; tell of what cannot be read as text."""
        words = _raw(element.get("text")).split("\n") if name == "textart" else []
        lines = [Line(text, draft.paragraph) for text in words if text]
        if name not in _SHAPES:
            draft.notice("P025", name, element.findtext("{*}script") or "")
        for child in map(self._branch, element.iterchildren("*")):
            kind = local(child)
            if kind in _UNREADABLE or kind in _SHAPES:
                lines += self._object(kind, child, draft)
            elif kind == "tbl":
                lines += self._rows(child)
            elif len(child):
                lines += self.paragraphs(child)
        return lines

    def _table(self, name: str, element: Any, draft: _Draft) -> None:
        position = attributes(element.find("{*}pos"))
        inline = position.get("treatAsChar") in _TRUE
        # a table that floats at the head of its paragraph stands above its text, unless it is set lower than a line
        lowered = _LINE <= integer(position.get("vertOffset"), 0) < 1 << 31 and position.get("vertRelTo") == "PARA"
        self._place(draft, lambda: self._rows(element), above=not lowered, inline=inline)

    def _rows(self, table: Any) -> list[Line]:
        """Return the lines of a table: a row each, or its paragraphs where it is only a frame around them."""
        rows = [row for row in table.iterchildren("{*}tr") if len(row)]
        frame = self._cells > 0 or all(len(list(row.iterchildren("{*}tc"))) <= 1 for row in rows)
        above: list[Line] = []
        lines: list[Line] = []
        below: list[Line] = []
        cells: list[dict[int, str]] = []
        width = 0
        for child in table.iterchildren("*"):
            if local(child) == "caption":
                (above if child.get("side") == "TOP" else below).extend(self.paragraphs(child))
            elif local(child) == "tr" and not frame and len(child):
                line, words, used = self._row(child)
                lines.append(line)
                cells.append(words)
                width = max(width, used)
            elif len(child):
                (lines if frame else below).extend(self.paragraphs(child))
        for line, words in zip(lines if cells else [], cells, strict=True):
            line.text = f"| {' | '.join(words.get(column, '') for column in range(width))} |"
        return above + lines + below

    def _row(self, row: Any) -> tuple[Line, dict[int, str], int]:
        """Return a row's line, the texts of its cells by column, and how many columns it takes."""
        line = Line("", self._paragraphs, opaque=True)
        words: dict[int, str] = {}
        column = width = 0
        self._cells += 1
        for cell in row.iterchildren("{*}tc"):
            place = integer(attributes(cell.find("{*}cellAddr")).get("colAddr"), -1)
            column = place if 0 <= place < MAX_COLUMNS else column
            lines = self.paragraphs(cell)
            groups = groupby(lines, key=lambda inner: inner.paragraph)  # a line break is no new paragraph
            texts = [" ".join(filter(None, (inner.text.strip() for inner in group))) for _, group in groups]
            texts = [words.get(column, ""), *(text.replace("|", "\\|") for text in texts)]
            words[column] = " / ".join(filter(None, texts))
            line.notices += [notice for inner in lines for notice in inner.notices]
            wide = integer(attributes(cell.find("{*}cellSpan")).get("colSpan"), 1)
            column += max(1, min(wide, MAX_COLUMNS - column))
            width = max(width, column)
        self._cells -= 1
        line.paragraph = min(line.paragraph, max(self._paragraphs - 1, 0))
        return line, words, width


_HANDLERS: dict[str, Callable[[Body, str, Any, _Draft], None]] = {
    "t": Body._text,
    "ctrl": Body._children,
    "switch": Body._children,
    "tbl": Body._table,
    "secPr": Body._section_properties,
    "newNum": Body._new_number,
    "autoNum": Body._auto_number,
    "footNote": Body._note,
    "endNote": Body._note,
    "header": Body._margin,
    "footer": Body._margin,
    "hiddenComment": Body._comment,
    "fieldBegin": Body._field,
    "fieldEnd": Body._field,
    "compose": lambda body, _, element, draft: body._add(draft, composed(element)),
    "dutmal": lambda body, _, element, draft: body._add(draft, _raw(element.findtext("{*}mainText"))),
    **dict.fromkeys(_CHARACTERS, lambda body, name, _, draft: body._add(draft, _CHARACTERS[name])),
    **dict.fromkeys(_MARKS, Body._mark),
    **dict.fromkeys(_BUTTONS, Body._button),
}


def _raw(text: str | None) -> str:
    """Character data as text. A line break typed into the file breaks the line; one between tags is layout."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "" if "\n" in text and not text.strip(" \t\n") else text


def _change(mark: Any) -> str:
    return mark.get("Id") or mark.get("TcId") or ""


def _guide(begin: Any) -> str:
    """The guide text that a 누름틀 shows until somebody types in it; "" once somebody did."""
    if begin.get("type") != "CLICK_HERE" or begin.get("dirty") in _TRUE:
        return ""
    found = {item.get("name"): (item.text or "") for item in begin.iterfind("{*}parameters/{*}stringParam")}
    command: str = found.get("Command", "")
    match = _DIRECTION.search(command)
    guide = command[match.end() : match.end() + int(match[1])] if match else command.partition(";")[0]
    return (found.get("Direction") or guide).strip()
