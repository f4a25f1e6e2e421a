"""Words in a unit: which of them 본문, 단서, 전단, 후단 are, where quoted words occur, and their replacement at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ordinance_drafter.amend.steps import Part
from ordinance_drafter.amend.tree import Node, UnplacedError
from ordinance_drafter.korean import split_sentences

_SAME = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "·": "ㆍ",
        "․": "ㆍ",
        "‧": "ㆍ",
        "・": "ㆍ",
        "･": "ㆍ",
        "\n": " ",
        "\xa0": " ",
        "∼": "~",
        "～": "~",
    }
)
"""Marks that are written differently in copies of the same text; each stands for one character."""
_PROVISO = re.compile(r"다만\s?,|단\s?,|단서|다만 ")
_LATTER = re.compile(r"이 ?경우|이때|이 때")

Region = tuple[Node, str, int, int]
"""Words that an instruction is about: a unit, ``text`` or ``heading``, and from where to where."""


def bare(text: str) -> str:
    """Return a text with the marks that copies write differently made equal; the length stays."""
    return text.translate(_SAME)


def part_span(text: str, part: Part) -> tuple[int, int] | None:
    """Return where a part of a text stands; None when it has none.

    단서 begins with 다만; 후단 is the sentence that begins with 이 경우, or the second; 전단 is what stands before it.
    """
    sentences = split_sentences(text)
    proviso = next((s for s, _ in sentences[1:] if _PROVISO.match(text, s)), None)
    if part is Part.PROVISO:
        return None if proviso is None else (proviso, len(text))
    if part is Part.MAIN:
        return (0, len(text[:proviso].rstrip())) if proviso is not None else (0, len(text))
    plain = [s for s in sentences if proviso is None or s[0] < proviso]
    latter = next((s for s, _ in sentences[1:] if _LATTER.match(text, s)), plain[1][0] if len(plain) > 1 else None)
    if latter is None:
        return None
    if part is Part.FORMER:
        return 0, len(text[:latter].rstrip())
    end = proviso if proviso is not None and proviso > latter else len(text)
    return latter, len(text[:end].rstrip())


def regions(node: Node, parts: Sequence[Part], *, with_heading: bool = False) -> Iterator[Region]:
    """Yield the words an instruction with these parts of a unit is about.

    Raises:
        UnplacedError: the unit has no such part.
    """
    part = parts[-1] if parts else None
    if part is Part.HEADING:
        yield node, "heading", 0, len(node.heading)
    elif part is None or part is Part.REST:
        if with_heading:
            yield node, "heading", 0, len(node.heading)
        for each in node.walk():
            yield each, "text", 0, len(each.text)
    elif part is Part.CHAPEAU:
        yield node, "text", 0, len(node.text)
    elif part is Part.ITEMS:
        for each in node.walk():
            if each is not node:
                yield each, "text", 0, len(each.text)
    else:
        yield from _sentence_regions(node, part)


def _sentence_regions(node: Node, part: Part) -> Iterator[Region]:
    span = part_span(node.text, part)
    if span is None or (part is Part.MAIN and not node.text):
        whole = part is Part.MAIN or (part is Part.FORMER and node.children)
        if not whole:
            raise UnplacedError(
                f"{part.value}{'이' if part is Part.MAIN else '가' if part is Part.PROVISO else '이'} 없습니다."
            )
        for each in node.walk():  # 제5조의 제목 및 본문: all of an article that has paragraphs
            yield each, "text", 0, len(each.text)
        return
    yield node, "text", *span


@dataclass(slots=True)
class Edit:
    """Words to be put in the place of others."""

    start: int
    end: int
    new: str


class Edits:
    """Replacements of one amendment, gathered on the words as they were and made at once."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], tuple[Node, list[Edit]]] = {}

    def gather(self, where: Sequence[Region], pairs: Sequence[tuple[str, str]], *, one: bool = False) -> dict[str, int]:
        """Gather what pairs of words become in some regions; return how often each occurs.

        Where occurrences overlap the longer words count: (“위원회의 위원”, “위원회”) are two instructions. With ``one``
        the instruction speaks of one occurrence (no 각각): where only one begins a word (경찰청, not 해양경찰청), that.
        """
        counts = dict.fromkeys((old for old, _ in pairs), 0)
        longest = sorted(pairs, key=lambda pair: -len(pair[0]))
        if one:
            where = [region for old, _ in longest for region in _whole_word(where, old)] if len(pairs) == 1 else where
        for node, field, start, end in where:
            text = bare(getattr(node, field))
            taken: list[tuple[int, int]] = []
            for old, new in longest:
                for at in _occurrences(text, bare(old), start, end):
                    if any(at < e and s < at + len(old) for s, e in taken):
                        continue
                    taken.append((at, at + len(old)))
                    counts[old] += 1
                    self._add(node, field, Edit(at, at + len(old), new))
        return counts

    def _add(self, node: Node, field: str, edit: Edit) -> None:
        _, edits = self._found.setdefault((id(node), field), (node, []))
        for each in edits:
            if each.start < edit.end and edit.start < each.end:
                if edit.end - edit.start > each.end - each.start:
                    edits.remove(each)
                    break
                return
        edits.append(edit)

    def make(self) -> None:
        """Make all replacements."""
        for (_, field), (node, edits) in self._found.items():
            text = getattr(node, field)
            for edit in sorted(edits, key=lambda each: -each.start):
                text = spliced(text, edit)
            setattr(node, field, text)


def _whole_word(where: Sequence[Region], old: str) -> Sequence[Region]:
    """Return the one region where words that occur several times begin a word, if there is one; else all regions."""
    found = [
        (node, field, at, at + len(old))
        for node, field, start, end in where
        for at in _occurrences(bare(getattr(node, field)), bare(old), start, end)
    ]
    alone = [each for each in found if not _in_word(getattr(each[0], each[1])[each[2] - 1 : each[2]])]
    return alone if len(found) > 1 and len(alone) == 1 else where


def _in_word(char: str) -> bool:
    return "가" <= char <= "힣"


def _occurrences(text: str, old: str, start: int, end: int) -> Iterator[int]:
    if not old:
        return
    at = text.find(old, start, end)
    while at >= 0:
        yield at
        at = text.find(old, at + len(old), end)


def spliced(text: str, edit: Edit) -> str:
    """Return a text with an edit made."""
    before, after = text[: edit.start], text[edit.end :]
    if not edit.new:  # words that are deleted leave one space where two would stand
        if (not before or before.endswith((" ", "\n"))) and after.startswith(" "):
            after = after[1:]
        if not after and before.endswith(" "):
            before = before.rstrip(" ")
    return before + edit.new + after


def without(text: str, start: int, end: int, new: str = "") -> str:
    """Return a text with a part of it replaced, one space at its borders and none at its ends."""
    pieces = (text[:start].rstrip(), new.strip(), text[end:].lstrip())
    return " ".join(piece for piece in pieces if piece)
