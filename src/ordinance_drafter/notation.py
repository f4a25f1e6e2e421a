"""Statute notation: plain statute text <-> tree, both directions in one file.

``parse(to_text(tree)) == tree`` for every tree in normal form. Normal form: lines carry no white space at their
ends, a text does not end in a note, divisions have no text, siblings never descend in level, an article without
paragraphs keeps its words in ``text``. A line that merely looks like structure is written with ``\\`` before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import EllipsisType
from typing import Any, NamedTuple

from ordinance_drafter.lines import (
    ANNEX,
    DELETED,
    NOT_A_DIVISION,
    NOT_AN_ARTICLE,
    SPACES,
    Head,
    addenda_head,
    format_meta,
    head_of,
    is_branch_mark,
    is_note_line,
    parse_meta,
    reads_on,
    trailing_notes,
)
from ordinance_drafter.model import (
    ARTICLE,
    PARAGRAPH,
    Addenda,
    Annex,
    Level,
    Ordinance,
    Provision,
    kind_of,
)
from ordinance_drafter.numbering import Number

_INLINE_NOTES = re.compile(r"(?:\s*<[^<>]*>)*")
UNKNOWN = ...
_Node = tuple[Level, Number | None, str, list[str], list[Provision], bool, str]


# --------------------------------------------------------------------------------------------- text -> tree


def parse(text: str) -> Ordinance:
    """Return the tree of a text in statute notation. Never fails: what is not structure is text."""
    return parse_lines(text.split("\n")).ordinance


class Parsed(NamedTuple):
    """A tree and where its units start: index of the line, and how many characters stand before the label.

    ``units`` has every provision in document order; ``addenda`` and ``annexes`` one line index each.
    """

    ordinance: Ordinance
    units: list[tuple[int, int]]
    addenda: list[int]
    annexes: list[int]


def parse_lines(lines: Iterable[str], heads: Mapping[int, Head | None] | None = None) -> Parsed:
    """Return the tree of lines in statute notation, with the place of each unit.

    ``heads`` may give what :func:`~ordinance_drafter.lines.head_of` said of some lines, so that it is not asked again.
    """
    reader = _Reader(heads or {})
    for index, line in enumerate(lines):
        if line or reader.annex:
            reader.take(index, line)
    return Parsed(reader.finish(), reader.starts, reader.addenda_lines, reader.annex_lines)


def parse_provisions(text: str, *, in_addenda: bool = False) -> tuple[Provision, ...]:
    """Return the units of a fragment (a clause, a quoted new article): no title, addenda or annexes."""
    builder = _Builder(in_addenda)
    for index, line in enumerate(text.split("\n")):
        builder.take(index, line)
    return builder.finish()


class _Reader:
    """Feeds lines to the part of the document they belong to: head, body, one addenda, one annex."""

    def __init__(self, heads: Mapping[int, Head | None]) -> None:
        self.heads = heads
        self.starts: list[tuple[int, int]] = []
        self.addenda_lines: list[int] = []
        self.annex_lines: list[int] = []
        self.head: list[str] = []
        self.title: str | None = None
        self.meta: dict[str, Any] = {}
        self.body: tuple[Provision, ...] | None = None
        self.addenda: list[Addenda] = []
        self.annexes: list[Annex] = []
        self.label: str | None = None
        self.annex: tuple[str, Number | None, str, list[str]] | None = None
        self.builder = _Builder(False)

    def take(self, index: int, line: str) -> None:
        stripped = line.strip(SPACES + "\r")
        if not stripped:
            if self.annex:
                self.annex[3].append("")
            return
        first = stripped[0]
        if first == "부" and (head := addenda_head(stripped)):
            self.close()
            self.label, self.builder = head[0], _Builder(True)
            self.addenda_lines.append(index)
            if head[1]:
                self.builder.take(index, line, line.rindex(head[1]))
        elif first == "[" and (match := ANNEX.fullmatch(stripped)):
            self.close()
            kind, main, branch = ("table", match[2], match[3]) if match[1] else ("form", match[5], match[6])
            self.annex = (kind, Number(int(main), int(branch or 0)) if main else None, match[7] or "", [])
            self.annex_lines.append(index)
        elif self.annex:
            self.annex[3].append(line.rstrip(SPACES + "\r") if first != "\\" else stripped[1:])
        elif self.title is None or (self.label is None and not self.builder.open):
            self.take_head(index, line, stripped)
        else:
            self.builder.take(index, line, 0, self.heads.get(index, UNKNOWN))

    def take_head(self, index: int, whole: str, line: str) -> None:
        guarded = line[0] == "\\"
        words = line[1:] if guarded else line
        if not guarded and head_of(line, False):
            self.title = self.title or ""
            self.builder.take(index, whole)
        elif self.title is None:
            self.title = words  # empty only where a guarded empty line says that there is no title
        elif not guarded and not self.head and not self.meta and (meta := parse_meta(line)):
            self.meta = meta
        else:
            self.head.append(words)

    def close(self) -> None:
        """End the branch being read and keep it."""
        if self.annex:
            kind, number, heading, lines = self.annex
            self.annexes.append(Annex(kind, number, heading, "\n".join(lines).strip("\n")))
            self.annex = None
            self.builder = _Builder(True)
        else:
            units = self.builder.finish()
            self.starts += self.builder.starts
            if self.label is not None:
                self.addenda.append(Addenda(self.label, units))
            else:
                self.body = units
        self.label, self.builder = None, _Builder(True)
        self.title = self.title or ""

    def finish(self) -> Ordinance:
        if self.annex or self.label is not None or self.body is None:
            self.close()
        title = self.title or ""
        return Ordinance(
            title,
            self.body or (),
            tuple(self.addenda),
            tuple(self.annexes),
            preamble="\n".join(self.head),
            **{"kind": kind_of(title), **self.meta},
        )


class _Builder:
    """Nests the units of one branch by level; a line that is no unit continues the text above it."""

    def __init__(self, in_addenda: bool) -> None:
        self.in_addenda = in_addenda
        self.roots: list[Provision] = []
        self.stack: list[_Node] = []
        self.starts: list[tuple[int, int]] = []

    @property
    def open(self) -> bool:
        return bool(self.stack or self.roots)

    def take(self, index: int, whole: str, column: int = 0, head: Head | EllipsisType | None = UNKNOWN) -> None:
        """Take a line, or what stands on it from ``column`` on."""
        line = whole[column:].strip(SPACES + "\r") if column else whole.strip(SPACES + "\r")
        if not line:
            return
        if head is UNKNOWN:
            head = head_of(line, self.in_addenda)
        column = whole.index(line, column)
        if head is None:
            self.extend(index, column, line)
            return
        self.push(index, column, head)
        level, text, deleted = head[0], head[3], head[4]
        # "제2조(정의) ① …": the first paragraph stands on its article's line
        if level is ARTICLE and text and not deleted:
            inner = head_of(text, self.in_addenda)
            if inner is not None and inner[0] is PARAGRAPH:
                self.stack[-1][3].clear()
                self.push(index, column + line.rindex(text), inner)

    def push(self, index: int, column: int, head: Head) -> None:
        level, number, heading, text, deleted, note = head
        self.close_to(level.rank)
        if text[:1] == "\\":
            text = text[1:]
        self.stack.append((level, number, heading, [text] if text else [], [], deleted, note))
        self.starts.append((index, column))

    def extend(self, index: int, column: int, line: str) -> None:
        if line[0] == "[" and is_note_line(line) and self.note(line):
            return
        if line[0] == "\\":
            line = line[1:]
        if not self.stack:
            self.stack.append((ARTICLE, None, "", [], [], False, ""))
            self.starts.append((index, column))
        if line or self.stack[-1][3]:  # words never begin with an empty line
            self.stack[-1][3].append(line)

    def note(self, line: str) -> bool:
        """Give a [본조신설 …] line to the article it stands under; False when it stands under none."""
        place = next((i for i, node in enumerate(self.stack) if node[0] is ARTICLE and node[1]), None)
        if place is None:
            return False
        node = self.stack[place]
        self.stack[place] = (*node[:6], f"{node[6]} {line}".lstrip(SPACES))
        return True

    def close_to(self, rank: int) -> None:
        stack = self.stack
        while stack and stack[-1][0].rank >= rank:
            unit = _freeze(stack.pop())
            (stack[-1][4] if stack else self.roots).append(unit)

    def finish(self) -> tuple[Provision, ...]:
        self.close_to(-1)
        return tuple(self.roots)


def _freeze(node: _Node) -> Provision:
    level, number, heading, lines, children, deleted, note = node
    text = lines[0] if len(lines) == 1 else "\n".join(lines)
    if text:
        last = text[-1]
        if last == ">" and (notes := trailing_notes(text)):
            text, found = text[: len(text) - len(notes)].rstrip(SPACES), notes.strip(SPACES)
            note = f"{found} {note}".rstrip(SPACES)
        if text[-1:] == "\\":
            text = text[:-1].rstrip(SPACES)
    return Provision(level, number, heading, text, tuple(children), deleted, note)


# --------------------------------------------------------------------------------------------- tree -> text


def to_text(ordinance: Ordinance) -> str:
    """Return the ordinance in statute notation, ending in a line break."""
    return "\n".join(_ordinance_lines(ordinance)).strip("\n") + "\n"


def provision_text(unit: Provision, *, in_addenda: bool = False) -> str:
    """Return one unit and all under it in statute notation, lines joined, without a final line break."""
    return "\n".join(_unit_lines(unit, in_addenda)).strip("\n")


def _ordinance_lines(ordinance: Ordinance) -> Iterator[str]:
    meta = format_meta(ordinance)
    yield _guard_head(ordinance.title) or ("\\" if meta or ordinance.preamble else "")
    if meta:
        yield meta
    if ordinance.preamble:
        yield ""
        first = True
        for line in ordinance.preamble.split("\n"):
            yield "\\" + line if _head_of_or_other(line) or (first and not meta and parse_meta(line)) else line
            first = False
    for unit in ordinance.body:
        yield from _unit_lines(unit, False)
    for addenda in ordinance.addenda:
        yield ""
        yield f"부칙 {addenda.label}".rstrip(SPACES)
        for unit in addenda.provisions:
            yield from _unit_lines(unit, True)
    for annex in ordinance.annexes:
        yield ""
        yield f"{_annex_mark(annex)} {annex.heading}".rstrip(SPACES)
        yield ""
        for line in annex.text.split("\n"):
            yield "\\" + line if line.lstrip(SPACES)[:1] == "\\" or is_branch_mark(line) else line


def _guard_head(title: str) -> str:
    return "\\" + title if title and _head_of_or_other(title) else title


def _head_of_or_other(line: str) -> bool:
    return not line or line[0] in "\\ \t\u3000\xa0" or bool(head_of(line, False)) or is_branch_mark(line)


def _annex_mark(annex: Annex) -> str:
    return f"[{annex.label}]"


def _unit_lines(unit: Provision, in_addenda: bool) -> Iterator[str]:
    level = unit.level
    if level.rank <= ARTICLE.rank:
        yield ""
    inline, brackets = split_note(unit.note, level)
    indent = " " * (2 * max(0, level.rank - PARAGRAPH.rank))
    head = indent + _label_of(unit, in_addenda)
    words = _words_of(unit, in_addenda)
    if inline and not level.is_division:
        last = 0 if unit.deleted else -1
        words[last] = f"{words[last]} {inline}".lstrip(SPACES)
    if not unit.deleted and (len(words) > 1 or unit.number is None):
        words[-1] = _guarded(words[-1], in_addenda)  # with its note the last line may look like structure
    children = unit.children
    if level.is_division:
        yield " ".join(filter(None, (head, "삭제" if unit.deleted else "", inline)))
        if unit.text:
            lines = [_guard_line(line, in_addenda) for line in unit.text.split("\n")]
            yield from (*lines[:-1], _guarded(_guard_end(lines[-1]), in_addenda))
        for child in children:
            yield from _unit_lines(child, in_addenda)
        return
    glued = level is ARTICLE and unit.number and not words[0] and len(words) == 1 and children
    if glued and children[0].level is PARAGRAPH:
        first, *others = _unit_lines(children[0], in_addenda)
        yield f"{head} {first}"
        yield from others
        children = children[1:]
    else:
        yield f"{head} {words[0]}".rstrip(SPACES) if unit.number else words[0]
        yield from words[1:]
    for child in children:
        yield from _unit_lines(child, in_addenda)
    if brackets:
        yield brackets


def _label_of(unit: Provision, in_addenda: bool) -> str:
    if unit.level is ARTICLE and unit.number:
        if unit.heading:
            return f"{unit.label}({unit.heading})"
        return unit.label
    if unit.level.is_division:
        odd = unit.heading and (
            unit.heading[0] == "\\" or NOT_A_DIVISION.match(unit.heading) or DELETED.fullmatch(unit.heading)
        )
        return f"{unit.label} {chr(92) if odd else ''}{unit.heading}".rstrip(SPACES)
    if unit.level is PARAGRAPH and unit.heading:
        return f"{unit.label}({unit.heading})"
    return unit.label


def _words_of(unit: Provision, in_addenda: bool) -> list[str]:
    """Return the unit's words as lines, guarded where they would read back as structure."""
    if unit.deleted:
        below = [_guard_line(line, in_addenda) for line in unit.text.split("\n")] if unit.text else []
        if below:
            below[-1] = _guarded(_guard_end(below[-1]), in_addenda)
        return ["삭제", *below]
    lines = unit.text.split("\n")
    first = lines[0]
    if unit.number is None:
        lines = [_guard_line(line, in_addenda) for line in lines]
    else:
        if first and _needs_guard_after_label(unit, first, in_addenda):
            lines[0] = "\\" + first
        lines[1:] = [_guard_line(line, in_addenda) for line in lines[1:]]
    lines[-1] = _guard_end(lines[-1])
    return lines


def _guarded(line: str, in_addenda: bool) -> str:
    return line if line[:1] == "\\" else _guard_line(line, in_addenda)


def _guard_end(line: str) -> str:
    return line + "\\" if line.endswith("\\") or trailing_notes(line) else line


def _needs_guard_after_label(unit: Provision, first: str, in_addenda: bool) -> bool:
    if first[0] in "\\ \t\u3000\xa0" or DELETED.fullmatch(first):
        return True
    if unit.level is ARTICLE:
        inner = head_of(first, in_addenda)
        if not unit.heading:  # "제3조 중 …" would read as a sentence, "제3조 (…" as a heading
            return first[0] == "(" or NOT_AN_ARTICLE.match(first) is not None or _is_paragraph(inner)
        return _is_paragraph(inner) or reads_on(f" {first} ")
    return unit.level is PARAGRAPH and in_addenda and first[0] == "("


def _is_paragraph(head: Head | None) -> bool:
    return head is not None and head[0] is PARAGRAPH


def _guard_line(line: str, in_addenda: bool) -> str:
    odd = (
        not line
        or line[0] in "\\ \t\u3000\xa0"
        or head_of(line, in_addenda) is not None
        or is_note_line(line)
        or is_branch_mark(line)
    )
    return "\\" + line if odd else line


def split_note(note: str, level: Level) -> tuple[str, str]:
    """Split a note into what stands at the end of the words and what stands on a line of its own."""
    if not note or level.rank > ARTICLE.rank:
        return note, ""
    inline = _INLINE_NOTES.match(note)
    place = note.find("[", inline.end() if inline else 0)
    if place < 0 or not is_note_line(note[place:]):
        return note, ""
    return note[:place].rstrip(SPACES), note[place:]
