"""Numbers of statutory units and their labels, both ways: 제3조의2, ①, 1의2., 가., 1), 가), (1), (가)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# 각 목의 차례: 가~하, 거~허, 고~호, 구~후, 그~흐, 기~히 (법제처 「자치법규 입안 길라잡이」)
_INITIALS = (0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18)
_VOWELS = (0, 4, 8, 13, 18, 20)
SYLLABLES = "".join(chr(0xAC00 + (initial * 21 + vowel) * 28) for vowel in _VOWELS for initial in _INITIALS)
SYLLABLE_INDEX = {syllable: index for index, syllable in enumerate(SYLLABLES, 1)}

CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
CIRCLED_INDEX = {mark: index for index, mark in enumerate(CIRCLED, 1)}


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A unit's number: ``main`` counts from 1, ``branch`` is the 가지번호 (의2 is 2), 0 for none."""

    main: int
    branch: int = 0

    def __str__(self) -> str:
        return f"{self.main}의{self.branch}" if self.branch else str(self.main)


class LabelStyle(Enum):
    """How a unit's number is written at the head of its line."""

    ORDINAL = "제{}"  # 제3조의2
    CIRCLED = "①"
    ARABIC = "1."
    SYLLABLE = "가."
    ARABIC_PAREN = "1)"
    SYLLABLE_PAREN = "가)"
    ARABIC_PARENS = "(1)"
    SYLLABLE_PARENS = "(가)"


_SYLLABIC = {LabelStyle.SYLLABLE, LabelStyle.SYLLABLE_PAREN, LabelStyle.SYLLABLE_PARENS}
_FRAMES = {
    LabelStyle.ARABIC: ("", "."),
    LabelStyle.SYLLABLE: ("", "."),
    LabelStyle.ARABIC_PAREN: ("", ")"),
    LabelStyle.SYLLABLE_PAREN: ("", ")"),
    LabelStyle.ARABIC_PARENS: ("(", ")"),
    LabelStyle.SYLLABLE_PARENS: ("(", ")"),
}
_VALUE = re.compile(
    r"(?P<digits>[0-9]{1,6})(?:의(?P<branch>[0-9]{1,6}))?|(?P<syllable>[가-힣])(?:의(?P<branch2>[0-9]{1,6}))?"
)


def digits(number: Number, style: LabelStyle) -> str:
    """Return the number as its style spells it, without marks: ``5의2``, ``가``.

    Raises:
        ValueError: the style has no such number (the 85th 목).
    """
    if style in _SYLLABIC:
        if not 1 <= number.main <= len(SYLLABLES):
            raise ValueError(f"목의 번호는 {len(SYLLABLES)}개까지입니다: {number.main}")
        head = SYLLABLES[number.main - 1]
        return f"{head}의{number.branch}" if number.branch else head
    return str(number)


def label(number: Number, style: LabelStyle, word: str = "") -> str:
    """Return the label at the head of a unit's line.

    Args:
        number: the unit's number.
        style: how the unit's level writes numbers.
        word: the unit word for ORDINAL labels (조, 장 …).

    Raises:
        ValueError: the style has no label for this number.
    """
    if style is LabelStyle.ORDINAL:
        return f"제{number.main}{word}의{number.branch}" if number.branch else f"제{number.main}{word}"
    if style is LabelStyle.CIRCLED:
        if number.branch:
            raise ValueError("항에는 가지번호가 없습니다.")  # 법제처 길라잡이; rules NUM013
        return CIRCLED[number.main - 1] if 1 <= number.main <= len(CIRCLED) else f"<{number.main}>"
    before, after = _FRAMES[style]
    return f"{before}{digits(number, style)}{after}"


def parse_label(text: str, style: LabelStyle, word: str = "") -> Number:
    """Return the number of a label; the inverse of :func:`label`.

    Raises:
        ValueError: ``text`` is not a label of this style.
    """
    if style is LabelStyle.ORDINAL:
        match = re.fullmatch(rf"제([0-9]+){word}(?:의([0-9]+))?", text)
        if match:
            return Number(int(match[1]), int(match[2] or 0))
    elif style is LabelStyle.CIRCLED:
        if text in CIRCLED_INDEX:
            return Number(CIRCLED_INDEX[text])
        if match := re.fullmatch(r"<([0-9]+)>", text):
            return Number(int(match[1]))
    else:
        before, after = _FRAMES[style]
        if text.startswith(before) and text.endswith(after):
            return parse_digits(text[len(before) : len(text) - len(after)], style)
    raise ValueError(f"{style.value} 꼴의 번호가 아닙니다: {text}")


def parse_digits(text: str, style: LabelStyle) -> Number:
    """Return the number spelt by :func:`digits`.

    Raises:
        ValueError: ``text`` is not such a number.
    """
    match = _VALUE.fullmatch(text)
    if match and style in _SYLLABIC and match["syllable"] in SYLLABLE_INDEX:
        return Number(SYLLABLE_INDEX[match["syllable"]], int(match["branch2"] or 0))
    if match and style not in _SYLLABIC and match["digits"]:
        return Number(int(match["digits"]), int(match["branch"] or 0))
    raise ValueError(f"번호가 아닙니다: {text}")
