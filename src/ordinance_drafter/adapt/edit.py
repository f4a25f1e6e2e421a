"""Putting other words into a text: the particles behind them follow their new sound."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ordinance_drafter import korean

_PARTICLE = re.compile(
    r"(으로|이라|이란|이나|이며|이고|이든|로|라|란|나|며|고|든|은|는|을|를|과|와|이|가)"
    r"(?=(?:서|써|부터|서의|써의|서는)?(?:의|는|도|만|고|지|면|은|야)?(?![가-힣]))"
)
_CLOSERS = "”’\"'」』｣″"
_PAIRS = {form: f"{after}/{before}" for after, before in korean.PAIRS for form in (after, before)}


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to put in place of ``text[start:end]``; ``mark`` stands behind them, after a closing bracket."""

    start: int
    end: int
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Particle:
    """A particle that was repaired: where it stood, its new form."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, list[tuple[int, int]], list[Particle]]:
    """Return the text with the edits made, where it was changed (start and shift), and the particles repaired.

    Args:
        text: the words.
        edits: in order, not overlapping.
    """
    edits = list(edits)
    taken = [(edit.start, edit.end) for edit in edits]
    particles = [found for edit in edits if (found := _particle_after(text, edit))]
    particles = [each for each in particles if not any(low < each.end and each.start < high for low, high in taken)]
    pieces: list[tuple[int, int, str]] = [(each.start, each.end, each.text) for each in particles]
    for edit in edits:
        pieces.append((edit.start, edit.end, edit.text))
        if edit.mark:
            place = _mark_place(text, edit.end)
            pieces.append((place, place, edit.mark))
    result, at, shifts, moved = [], 0, [], 0
    for start, end, words in sorted(dict.fromkeys(pieces)):
        result += [text[at:start], words]
        at = end
        moved += len(words) - (end - start)
        shifts.append((end, moved))
    return "".join([*result, text[at:]]), shifts, particles


def shifted(position: int, shifts: list[tuple[int, int]]) -> int:
    """Return where a place of the old text is in the new one."""
    at = bisect_right(shifts, (position, sys.maxsize))
    return position + (shifts[at - 1][1] if at else 0)


def _mark_place(text: str, end: int) -> int:
    """Return where a mark goes: behind the bracket that closes the title."""
    return end + 1 if text[end : end + 1] in ("」", "』", "｣") else end


def _particle_after(text: str, edit: Edit) -> Particle | None:
    """Return the particle that belongs to the words of an edit, in its new form; None when it is right or not there.

    It stands right behind them, or behind closing marks and a group in parentheses: 고양시장(이하 “시장”이라 한다)은.
    """
    if text[edit.start : edit.end] == edit.text and not edit.mark:
        return None
    at = _behind(text, edit.end)
    match = _PARTICLE.match(text, at)
    if not match and text[at - 1 : at] in _CLOSERS:
        match = re.compile(r" (이라|라|이란|란)(?=고? )").match(text, at)  # “시장” 이라 한다
    if not match:
        return None
    right = korean.particle(edit.text, _PAIRS[match[1]])
    if right == match[1] or "(" in right:
        return None
    return Particle(match.start(1), match.end(1), right)


def _behind(text: str, at: int) -> int:
    while at < len(text):
        if text[at] in _CLOSERS:
            at += 1
            continue
        opening = re.compile(r" ?\(").match(text, at)
        if not opening:
            return at
        close = _closing(text, opening.end() - 1)
        if close < 0:
            return at
        at = close + 1
    return at


def _closing(text: str, opening: int) -> int:
    depth = 0
    for index in range(opening, min(len(text), opening + 400)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return -1
