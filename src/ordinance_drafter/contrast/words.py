"""What differs between two lines: whole words, never syllables, in the order of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from ordinance_drafter.contrast.names import Names
from ordinance_drafter.contrast.units import Line
from ordinance_drafter.model import Path

_MARKS = r"「」『』“”\"'‘’()\[\]{}<>,.ㆍ·・‧;:/~∼"
_TOKEN = re.compile(rf"(?:[^\s{_MARKS}]+|[{_MARKS}])\s*")
_ONE_FORM = str.maketrans({"·": "ㆍ", "・": "ㆍ", "‧": "ㆍ", "∼": "~", '"': "”", "“": "”", "'": "’", "‘": "’"})
_ARTICLE = re.compile(r"제\d+조(?:의\d+)?")
_WEAK = re.compile(rf"[{_MARKS}]|및|또는|등|그|그 밖의|수|것|한다|하는|있다|따른|대한|관한|위한")
_LEAST_SHARED = 0.25
"""Where less of two lines is the same, words that happen to be in both tell nothing: one is put for the other."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two lines: the same words, or words of one for words of the other ("" for none)."""

    left: str
    right: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark as it is written, with the white space after it, and what it is compared by."""

    text: str
    key: str


Follow = Callable[[Path], str]
"""What an article's number is compared by: the same for articles of two texts that were matched."""


def tokens(line: Line, names: Names | None = None, follow: Follow | None = None) -> list[Token]:
    """Return the words of a line.

    Args:
        line: of one text.
        names: of the municipality that are not to count; None when they are.
        follow: what stands for the article a reference leads to; None to compare references as they are written.
    """
    found = []
    targets = {start: path for start, _, path in line.pointers} if follow else {}
    for match in _TOKEN.finditer(line.text):
        word = match[0].rstrip()
        key = word.translate(_ONE_FORM)
        if follow and match.start() in targets and (written := _ARTICLE.match(word)):
            key = follow(targets[match.start()]) + word[written.end() :]
        found.append(Token(match[0], names.key(key) if names else key))
    return found


def pieces(ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[Piece, ...]:
    """Return what two lines share and where they differ; swapping the lines only swaps the sides."""
    if [each.text for each in ours] > [each.text for each in theirs]:
        return tuple(Piece(each.right, each.left, each.differs) for each in _pieces(theirs, ours))
    return _pieces(ours, theirs)


def _pieces(ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[Piece, ...]:
    left, right = [each.key for each in ours], [each.key for each in theirs]
    runs: list[tuple[bool, list[Token], list[Token]]] = []
    for step in LCSseq.opcodes(left, right):
        differs = step.tag != "equal"
        one, other = ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end]
        if runs and runs[-1][0] == differs:
            runs[-1][1].extend(one)
            runs[-1][2].extend(other)
        else:
            runs.append((differs, list(one), list(other)))
    made = [Piece(_written(one), _written(other), differs) for differs, one, other in _joined(runs)]
    if shared(made) < _LEAST_SHARED and any(each.differs for each in made):
        return (Piece(_written(ours), _written(theirs), True),)
    return tuple(made)


def _joined(runs: list[tuple[bool, list[Token], list[Token]]]) -> list[tuple[bool, list[Token], list[Token]]]:
    """Join changes between which only a mark or a small word stays: nobody reads confetti."""
    made: list[tuple[bool, list[Token], list[Token]]] = []
    for index, (differs, one, other) in enumerate(runs):
        inside = 0 < index < len(runs) - 1
        if not differs and inside and all(_WEAK.fullmatch(each.key) for each in one) and _both(runs, index):
            differs = True
        if made and made[-1][0] and differs:
            made[-1][1].extend(one)
            made[-1][2].extend(other)
        else:
            made.append((differs, list(one), list(other)))
    return made


def _both(runs: list[tuple[bool, list[Token], list[Token]]], index: int) -> bool:
    """Whether the changes before and after a run each take words out and put words in."""
    return all(runs[each][1] and runs[each][2] for each in (index - 1, index + 1))


def _written(words: Sequence[Token]) -> str:
    return "".join(each.text for each in words)


def shared(made: Sequence[Piece]) -> float:
    """Return how much of two lines is the same, from 0 to 1."""
    same = sum(_size(each.left) + _size(each.right) for each in made if not each.differs)
    whole = sum(_size(each.left) + _size(each.right) for each in made)
    return same / whole if whole else 1.0


def _size(text: str) -> int:
    return len("".join(text.split()))
