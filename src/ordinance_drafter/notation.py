"""Statute notation: plain statute text <-> tree, both directions in one file.

``parse(to_text(tree)) == tree`` for every tree in normal form. Normal form: lines carry no white space at their
ends, a text does not end in a note, divisions have no text, siblings never descend in level, an article without
paragraphs keeps its words in ``text``. A line that merely looks like structure is written with ``\\`` before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ordinance_drafter.model import (
    ALL_LEVELS,
    ARTICLE,
    ITEM,
    PARAGRAPH,
    SUBITEM,
    SUBITEM2,
    SUBITEM3,
    SUBITEM4,
    SUBPARAGRAPH,
    Addenda,
    Annex,
    Level,
    Ordinance,
    Provision,
    kind_of,
)
from ordinance_drafter.numbering import CIRCLED_INDEX, SYLLABLE_INDEX, Number

_DIVISIONS = {level.word: level for level in ALL_LEVELS if level.is_division}
_ARTICLE = re.compile(r"제(\d{1,4})조(?:의(\d{1,3}))?(?![\d가-힣])[ \t\u3000]*(.*)", re.S)
_DIVISION = re.compile(r"제(\d{1,4})([편장절관])(?:의(\d{1,3}))?(?:[ \t\u3000]+(.*)|$)", re.S)
_ARABIC = re.compile(
    r"(\d{1,3})(?:의(\d{1,3}))?(?:\.(?!\d)[ \t\u3000]*(?!\d{1,2}\.\s*(?:\d|$))|(\))[ \t\u3000]*)(.*)", re.S
)
_SYLLABLE = re.compile(r"([가-힣])(?:의(\d{1,3}))?(?:\.|(\)))(?:[ \t\u3000]+|$)(.*)", re.S)
_PARENS = re.compile(r"\((?:(\d{1,3})|([가-힣]))(?:의(\d{1,3}))?\)(?:[ \t\u3000]+|$)(.*)", re.S)
_BEYOND_CIRCLED = re.compile(r"<(\d{2,3})>[ \t\u3000]*(.*)", re.S)
# 조 제목 없이 "제7조"로 시작하지만 조가 아닌 문장: 개정문("제3조 중 …")과 이어지는 문장
_NOT_AN_ARTICLE = re.compile(
    r"(?:중|및|또는|부터|내지|다음과 같이|각 호|본문|단서|전단|후단|제목)(?![가-힣])|[,.ㆍ~∼\-]|제\d"
)
_NOT_A_DIVISION = re.compile(r"(?:중|및|또는|부터|내지|다음과 같이)(?![가-힣])|[,.ㆍ~∼\-]|제\d|.*\.$", re.S)
_DELETED = re.compile(r"삭\s?제(?:[ \t]*((?:<[^<>]*>|\[[^\[\]]*\])[ \t]*)*)?\.?")
_NOTE_GROUP = r"<(?:[^<>]*(?:개정|신설|삭제|전문|본조|제목|시행|이동|생략|종전)[^<>]*)>"
_NOTES = re.compile(rf"(?:[ \t]*{_NOTE_GROUP})+$")
_NOTE_LINE = re.compile(
    r"\[(?!별표|별지)[^\[\]]*(?:신설|개정|이동|삭제|시행일|헌법|위헌|생략)[^\[\]]*\]"
    r"(?:[ \t]*\[(?!별표|별지)[^\[\]]*(?:신설|개정|이동|삭제|시행일|헌법|위헌|생략)[^\[\]]*\])*"
)
_ADDENDA = re.compile(
    r"부[ \t\u3000]*칙[ \t\u3000]*"
    r"((?:(?:<[^<>]*>|〈[^〈〉]*〉|\((?!시행일|경과|유효|적용)[^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])[ \t\u3000]*)*)(.*)",
    re.S,
)
_ADDENDA_REST = re.compile(
    r"$|제\d{1,3}조(?:의\d{1,2})?[ \t]?\(|[①②]|\((?:시행일|경과|유효|적용)|이[ \t]?(?:조례|규칙|법|영|규정|훈령|지침|예규)"
)
_ANNEX = re.compile(
    r"\[(?:(별표)(?:[ \t]*(\d{1,3})(?:의(\d{1,3}))?)?"
    r"|(별지)[ \t]*(?:제[ \t]*(\d{1,3})[ \t]*호(?:의(\d{1,3}))?[ \t]*)?서식)\](?:[ \t]+(.*)|$)",
    re.S,
)
_META = re.compile(r"(?:\[시행 ([^\[\]]+)\])?[ ]?(?:\[([^\[\]]*)\])?")
_META_ACT = re.compile(
    r"(?:(?P<who>[^,]*?) ?)?(?:(?<![가-힣])(?P<act>조례|규칙|법률|대통령령|법령))(?: 제(?P<number>[^,\s]+)호)?(?:, (?P<on>\d{4}\. \d{1,2}\. \d{1,2}\.))?(?:, (?P<revision>[^,]+))?"
)
_ACT_WORDS = {"ordinance": "조례", "rule": "규칙", "act": "법률", "decree": "대통령령", "other": "법령"}
_SPACES = " \t\u3000\xa0"

_Node = tuple[Level, Number | None, str, list[str], list[Provision], bool, str]
_Head = tuple[Level, Number | None, str, str, bool, str]


# --------------------------------------------------------------------------------------------- text -> tree


def parse(text: str) -> Ordinance:
    """Return the tree of a text in statute notation. Never fails: what is not structure is text."""
    return parse_lines(text.split("\n"))[0]


def parse_lines(lines: Iterable[str]) -> tuple[Ordinance, list[int]]:
    """Return the tree and, for each provision in document order, the index of the line it starts on."""
    reader = _Reader()
    for index, line in enumerate(lines):
        reader.take(index, line)
    return reader.finish(), reader.starts


def parse_provisions(text: str, *, in_addenda: bool = False) -> tuple[Provision, ...]:
    """Return the units of a fragment (a clause, a quoted new article): no title, addenda or annexes."""
    builder = _Builder(in_addenda)
    for index, line in enumerate(text.split("\n")):
        builder.take(index, line)
    return builder.finish()


class _Reader:
    """Feeds lines to the part of the document they belong to: head, body, one addenda, one annex."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.head: list[str] = []
        self.title: str | None = None
        self.meta: dict[str, str | date] = {}
        self.body: tuple[Provision, ...] | None = None
        self.addenda: list[Addenda] = []
        self.annexes: list[Annex] = []
        self.label: str | None = None
        self.annex: tuple[str, Number | None, str, list[str]] | None = None
        self.builder = _Builder(False)

    def take(self, index: int, line: str) -> None:
        stripped = line.strip(_SPACES + "\r")
        if not stripped:
            if self.annex:
                self.annex[3].append("")
            return
        first = stripped[0]
        if first == "부" and (match := _ADDENDA.match(stripped)) and _ADDENDA_REST.match(match[2]):
            self.close()
            self.label, self.builder = " ".join(match[1].split()), _Builder(True)
            if match[2]:
                self.builder.take(index, match[2])
        elif first == "[" and (match := _ANNEX.fullmatch(stripped)):
            self.close()
            kind, main, branch = ("table", match[2], match[3]) if match[1] else ("form", match[5], match[6])
            self.annex = (kind, Number(int(main), int(branch or 0)) if main else None, match[7] or "", [])
        elif self.annex:
            self.annex[3].append(line.rstrip(_SPACES + "\r") if first != "\\" else stripped[1:])
        elif self.title is None or (self.label is None and not self.builder.open):
            self.take_head(index, stripped)
        else:
            self.builder.take(index, stripped)

    def take_head(self, index: int, line: str) -> None:
        guarded = line[0] == "\\"
        words = line[1:] if guarded else line
        if not guarded and _head_of(line, False):
            self.title = self.title or ""
            self.builder.take(index, line)
        elif self.title is None:
            self.title = words
        elif not guarded and not self.head and not self.meta and (meta := _parse_meta(line)):
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
            **{"kind": kind_of(title), **self.meta},  # type: ignore[arg-type]
        )


class _Builder:
    """Nests the units of one branch by level; a line that is no unit continues the text above it."""

    def __init__(self, in_addenda: bool) -> None:
        self.in_addenda = in_addenda
        self.roots: list[Provision] = []
        self.stack: list[_Node] = []
        self.starts: list[int] = []

    @property
    def open(self) -> bool:
        return bool(self.stack or self.roots)

    def take(self, index: int, line: str) -> None:
        line = line.strip(_SPACES + "\r")
        if not line:
            return
        head = _head_of(line, self.in_addenda)
        if head is None:
            self.extend(index, line)
            return
        self.push(index, head)
        level, text, deleted = head[0], head[3], head[4]
        # "제2조(정의) ① …": the first paragraph stands on its article's line
        if level is ARTICLE and text and not deleted:
            inner = _head_of(text, self.in_addenda)
            if inner is not None and inner[0] is PARAGRAPH:
                self.stack[-1][3].clear()
                self.push(index, inner)

    def push(self, index: int, head: _Head) -> None:
        level, number, heading, text, deleted, note = head
        self.close_to(level.rank)
        if text[:1] == "\\":
            text = text[1:]
        self.stack.append((level, number, heading, [text] if text else [], [], deleted, note))
        self.starts.append(index)

    def extend(self, index: int, line: str) -> None:
        if line[0] == "[" and _NOTE_LINE.fullmatch(line) and self.note(line):
            return
        if line[0] == "\\":
            line = line[1:]
        if not self.stack:
            self.stack.append((ARTICLE, None, "", [], [], False, ""))
            self.starts.append(index)
        self.stack[-1][3].append(line)

    def note(self, line: str) -> bool:
        """Give a [본조신설 …] line to the article it stands under; False when it stands under none."""
        place = next((i for i, node in enumerate(self.stack) if node[0] is ARTICLE and node[1]), None)
        if place is None:
            return False
        node = self.stack[place]
        self.stack[place] = (*node[:6], f"{node[6]} {line}".lstrip())
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
        if last == ">" and (match := _NOTES.search(text)):
            text, found = text[: match.start()].rstrip(_SPACES), match[0].strip()
            note = f"{found} {note}".rstrip()
        if text[-1:] == "\\":
            text = text[:-1]
    return Provision(level, number, heading, text, tuple(children), deleted, note)


def _head_of(line: str, in_addenda: bool) -> _Head | None:
    """Return what the head of a line says of the unit that starts there, or None."""
    first = line[0]
    if first == "제":
        return _ordinal_head(line, in_addenda)
    if first in CIRCLED_INDEX:
        return _paragraph_head(Number(CIRCLED_INDEX[first]), line[1:].lstrip(_SPACES), in_addenda)
    if first in "0123456789":
        match = _ARABIC.match(line)
        if match is None or not int(match[1]):
            return None
        level = SUBITEM if match[3] else SUBPARAGRAPH
        return _plain_head(level, Number(int(match[1]), int(match[2] or 0)), match[4])
    if first in SYLLABLE_INDEX:
        match = _SYLLABLE.match(line)
        if match is None:
            return None
        number = Number(SYLLABLE_INDEX[first], int(match[2] or 0))
        return _plain_head(SUBITEM2 if match[3] else ITEM, number, match[4])
    if first == "(":
        match = _PARENS.match(line)
        if match is None or (match[2] and match[2] not in SYLLABLE_INDEX) or match[1] == "0":
            return None
        main = int(match[1]) if match[1] else SYLLABLE_INDEX[match[2]]
        return _plain_head(SUBITEM3 if match[1] else SUBITEM4, Number(main, int(match[3] or 0)), match[4])
    if first == "<" and (match := _BEYOND_CIRCLED.match(line)):
        return _paragraph_head(Number(int(match[1])), match[2], in_addenda)
    return None


def _ordinal_head(line: str, in_addenda: bool) -> _Head | None:
    if match := _ARTICLE.match(line):
        if not int(match[1]):
            return None
        rest = match[3]
        number = Number(int(match[1]), int(match[2] or 0))
        if rest[:1] == "(":
            heading, tail = _parenthesised(rest)
            if heading is not None:
                level, _, _, text, deleted, note = _plain_head(ARTICLE, number, tail)
                return level, number, heading, text, deleted, note
        if _NOT_AN_ARTICLE.match(rest):
            return None
        return _plain_head(ARTICLE, number, rest)
    if not in_addenda and (match := _DIVISION.fullmatch(line)) and int(match[1]):
        heading = match[4] or ""
        if heading[:1] != "\\" and _NOT_A_DIVISION.match(heading):
            return None
        number = Number(int(match[1]), int(match[3] or 0))
        level, _, _, text, deleted, note = _plain_head(_DIVISIONS[match[2]], number, heading)
        if found := _NOTES.search(text):
            text, note = text[: found.start()].rstrip(_SPACES), found[0].strip()
        return level, number, text.removeprefix("\\"), "", deleted, note
    return None


def _paragraph_head(number: Number, rest: str, in_addenda: bool) -> _Head:
    if in_addenda and rest[:1] == "(":
        heading, tail = _parenthesised(rest)
        if heading:
            level, _, _, text, deleted, note = _plain_head(PARAGRAPH, number, tail)
            return level, number, heading, text, deleted, note
    return _plain_head(PARAGRAPH, number, rest)


def _plain_head(level: Level, number: Number, rest: str) -> _Head:
    rest = rest.lstrip(_SPACES)
    if rest[:1] == "삭" and _DELETED.fullmatch(rest):
        return level, number, "", "", True, rest[rest.index("제") + 1 :].strip(" \t.")
    return level, number, "", rest, False, ""


def _parenthesised(text: str) -> tuple[str | None, str]:
    """Split ``(제목) 본문`` at the matching parenthesis; None when it is never closed on this line."""
    depth = 0
    for index, mark in enumerate(text):
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth -= 1
            if depth == 0:
                return text[1:index].strip(_SPACES), text[index + 1 :]
    return None, text


def _parse_meta(line: str) -> dict[str, str | date] | None:
    """Return the facts of ``[시행 2025. 5. 23.] [고양시 조례 제2918호, 2025. 5. 23., 제정]``, or None."""
    match = _META.fullmatch(line)
    if not match or line[0] != "[":
        return None
    facts: dict[str, str | date] = {}
    if match[1]:
        when = _parse_date(match[1])
        if when is None:
            return None
        facts["effective"] = when
    if match[2] is not None:
        act = _META_ACT.fullmatch(match[2])
        if act is None:
            return None
        promulgated = _parse_date(act["on"]) if act["on"] else None
        if act["on"] and promulgated is None:
            return None
        facts |= {"municipality": act["who"] or "", "number": act["number"] or "", "revision": act["revision"] or ""}
        facts["kind"] = next(kind for kind, word in _ACT_WORDS.items() if word == act["act"])
        if promulgated:
            facts["promulgated"] = promulgated
    return facts


def _parse_date(text: str) -> date | None:
    match = re.fullmatch(r"(\d{4})\. (\d{1,2})\. (\d{1,2})\.", text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


# --------------------------------------------------------------------------------------------- tree -> text


def to_text(ordinance: Ordinance) -> str:
    """Return the ordinance in statute notation, ending in a line break."""
    return "\n".join(_ordinance_lines(ordinance)).strip("\n") + "\n"


def provision_text(unit: Provision, *, in_addenda: bool = False) -> str:
    """Return one unit and all under it in statute notation, lines joined, without a final line break."""
    return "\n".join(_unit_lines(unit, in_addenda)).strip("\n")


def _ordinance_lines(ordinance: Ordinance) -> Iterator[str]:
    yield _guard_head(ordinance.title)
    meta = _format_meta(ordinance)
    if meta:
        yield meta
    if ordinance.preamble:
        yield ""
        first = True
        for line in ordinance.preamble.split("\n"):
            yield "\\" + line if _head_of_or_other(line) or (first and not meta and _parse_meta(line)) else line
            first = False
    for unit in ordinance.body:
        yield from _unit_lines(unit, False)
    for addenda in ordinance.addenda:
        yield ""
        yield f"부칙 {addenda.label}".rstrip()
        for unit in addenda.provisions:
            yield from _unit_lines(unit, True)
    for annex in ordinance.annexes:
        yield ""
        yield f"{_annex_mark(annex)} {annex.heading}".rstrip()
        yield ""
        for line in annex.text.split("\n"):
            yield "\\" + line if line.lstrip(_SPACES)[:1] == "\\" or _is_branch_mark(line) else line


def _guard_head(title: str) -> str:
    return "\\" + title if title and _head_of_or_other(title) else title


def _head_of_or_other(line: str) -> bool:
    return not line or line[0] in "\\ \t\u3000\xa0" or bool(_head_of(line, False)) or _is_branch_mark(line)


def _is_branch_mark(line: str) -> bool:
    line = line.strip(_SPACES)
    if line[:1] == "부":
        match = _ADDENDA.match(line)
        return bool(match and _ADDENDA_REST.match(match[2]))
    return line[:1] == "[" and _ANNEX.fullmatch(line) is not None


def _annex_mark(annex: Annex) -> str:
    return f"[{annex.label}]"


def _format_meta(ordinance: Ordinance) -> str:
    parts = []
    if ordinance.effective:
        parts.append(f"[시행 {_format_date(ordinance.effective)}]")
    o = ordinance
    if o.municipality or o.number or o.promulgated or o.revision or o.kind != kind_of(o.title):
        act = f"{o.municipality} {_ACT_WORDS[o.kind]}".lstrip() + (f" 제{o.number}호" if o.number else "")
        act += f", {_format_date(o.promulgated)}" if o.promulgated else ""
        parts.append(f"[{act}, {o.revision}]" if o.revision else f"[{act}]")
    return " ".join(parts)


def _format_date(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."


def _unit_lines(unit: Provision, in_addenda: bool) -> Iterator[str]:
    level = unit.level
    if level.rank <= ARTICLE.rank:
        yield ""
    inline, brackets = _split_note(unit.note, level)
    indent = " " * (2 * max(0, level.rank - PARAGRAPH.rank))
    head = indent + _label_of(unit, in_addenda)
    words = _words_of(unit, in_addenda)
    if inline and not level.is_division:
        words[-1] = f"{words[-1]} {inline}".lstrip()
    children = unit.children
    if level.is_division:
        yield " ".join(filter(None, (head, "삭제" if unit.deleted else "", inline)))
        if unit.text:
            lines = [_guard_line(line, in_addenda) for line in unit.text.split("\n")]
            yield from (*lines[:-1], _guard_end(lines[-1]))
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
        yield f"{head} {words[0]}".rstrip() if unit.number else words[0]
        yield from words[1:]
    for child in children:
        yield from _unit_lines(child, in_addenda)
    if brackets:
        yield brackets


def _label_of(unit: Provision, in_addenda: bool) -> str:
    if unit.level is ARTICLE and unit.number:
        if unit.heading:
            return f"{unit.label}({unit.heading})"
        # without its heading "제3조 중 …" would read as a sentence: an empty pair keeps it an article
        plain = not unit.text or not _NOT_AN_ARTICLE.match(unit.text)
        return unit.label if plain and unit.text[:1] != "(" else f"{unit.label}()"
    if unit.level.is_division:
        odd = unit.heading and (
            unit.heading[0] == "\\" or _NOT_A_DIVISION.match(unit.heading) or _DELETED.fullmatch(unit.heading)
        )
        return f"{unit.label} {chr(92) if odd else ''}{unit.heading}".rstrip()
    if unit.level is PARAGRAPH and unit.heading:
        return f"{unit.label}({unit.heading})"
    return unit.label


def _words_of(unit: Provision, in_addenda: bool) -> list[str]:
    """Return the unit's words as lines, guarded where they would read back as structure."""
    if unit.deleted:
        return ["삭제"]
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


def _guard_end(line: str) -> str:
    return line + "\\" if line.endswith("\\") or _NOTES.search(line) else line


def _needs_guard_after_label(unit: Provision, first: str, in_addenda: bool) -> bool:
    if first[0] in "\\ \t\u3000\xa0" or _DELETED.fullmatch(first):
        return True
    if unit.level is ARTICLE:
        inner = _head_of(first, in_addenda)
        return inner is not None and inner[0] is PARAGRAPH
    return unit.level is PARAGRAPH and in_addenda and first[0] == "("


def _guard_line(line: str, in_addenda: bool) -> str:
    odd = (
        not line
        or line[0] in "\\ \t\u3000\xa0"
        or _head_of(line, in_addenda) is not None
        or _NOTE_LINE.fullmatch(line)
        or _is_branch_mark(line)
    )
    return "\\" + line if odd else line


def _split_note(note: str, level: Level) -> tuple[str, str]:
    """Split a note into what stands at the end of the words and what stands on a line of its own."""
    if not note or level.rank > ARTICLE.rank:
        return note, ""
    place = note.find("[")
    return (note, "") if place < 0 else (note[:place].rstrip(), note[place:])
