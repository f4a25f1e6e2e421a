"""Automatic numbering of Hangul documents (``header.xml``) resolved into the labels a reader of the page sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from ordinance_drafter.numbering import CIRCLED
from ordinance_drafter.read.number_formats import spell

_LEVELS = 10
_LONGEST = 100
_HOLES = re.compile(r"\^(10|[1-9]|[nN])")
# bullets from symbol fonts: private characters of Wingdings, and what Hangul draws for them
_BULLETS = str.maketrans("\uf06c\uf06e\uf06f\uf075\uf076\uf09f\uf0a1\uf0a7\uf0ab\uf0fe", "●■□◆★●○■★□")


def _cycle(first: str, count: int) -> Callable[[int], str]:
    """Hangul begins anew after the last of these signs."""
    return lambda number: chr(ord(first) + (number - 1) % count)


def _word(style: str) -> Callable[[int], str]:
    """As Word's format of this name; in digits where that has no such number."""
    return lambda number: spell(number, style) or str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "DIGIT": str,
    "CIRCLED_DIGIT": _word("decimalEnclosedCircle"),
    "ROMAN_CAPITAL": _word("upperRoman"),
    "ROMAN_SMALL": _word("lowerRoman"),
    "LATIN_CAPITAL": _cycle("A", 26),
    "LATIN_SMALL": _cycle("a", 26),
    "CIRCLED_LATIN_CAPITAL": _cycle("Ⓐ", 26),
    "CIRCLED_LATIN_SMALL": _cycle("ⓐ", 26),
    "HANGUL_SYLLABLE": _word("ganada"),
    "CIRCLED_HANGUL_SYLLABLE": _cycle("㉮", 14),
    "HANGUL_JAMO": _word("chosung"),
    "CIRCLED_HANGUL_JAMO": _cycle("㉠", 14),
    "HANGUL_PHONETIC": _word("koreanCounting"),
    "IDEOGRAPH": _word("chineseCounting"),
    "CIRCLED_IDEOGRAPH": _word("ideographEnclosedCircle"),
    "DECAGON_CIRCLE": lambda number: "갑을병정무기경신임계"[(number - 1) % 10],
    "DECAGON_CIRCLE_HANJA": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
}
_CIRCLES = {str(number): mark for number, mark in enumerate(CIRCLED, 1)}
_CIRCLES |= {letter: chr(ord("㉮") + index) for index, letter in enumerate("가나다라마바사아자차카타파하")}
_CIRCLES |= {letter: chr(ord("㉠") + index) for index, letter in enumerate("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ")}


class Labels:
    """Labels that Hangul draws before paragraphs but does not write into their text.

    A numbering counts each level on its own; a paragraph restarts the levels below it. Outline paragraphs use the
    numbering of their section. Levels skipped on the way down count as their first number.
    """

    def __init__(self, header: Any | None) -> None:
        self.outline = ""
        self.odd: list[str] = []
        self.counts: Counter[str] = Counter()
        self._heads: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._bullets: dict[str, str] = {}
        self._headings: dict[str, tuple[str, str, int]] = {}
        self._styles: dict[str, str] = {}
        self._told: set[str] = set()
        self._counters: dict[str, dict[int, int]] = {}
        for element in header.iter("{*}numbering", "{*}bullet", "{*}paraPr", "{*}style") if header is not None else ():
            self._define(local(element), element.get("id", ""), element)

    def _define(self, name: str, key: str, element: Any) -> None:
        if name == "numbering":
            self._heads[key] = {
                integer(head.get("level"), 1): (
                    (head.text or "")[:_LONGEST],
                    head.get("numFormat", "DIGIT"),
                    integer(head.get("start"), 1) or 1,
                )
                for head in element.iterchildren("{*}paraHead")
            }
        elif name == "bullet":
            self._bullets[key] = element.get("char", "").translate(_BULLETS)
        elif name == "style":
            self._styles[key] = element.get("paraPrIDRef", "")
        # deep outline levels stand in a switch, the same heading in each branch
        elif (heading := next(element.iter("{*}heading"), None)) is not None and heading.get("type") != "NONE":
            level = integer(heading.get("level"), 0) + 1
            self._headings[key] = (heading.get("type", ""), heading.get("idRef", ""), level)

    def apart(self) -> Labels:
        """Return the same labels with counters of their own: notes do not count in the body."""
        other = Labels(None)
        other.outline, other.odd, other.counts, other._told = self.outline, self.odd, self.counts, self._told
        other._heads, other._bullets = self._heads, self._bullets
        other._headings, other._styles = self._headings, self._styles
        return other

    def of(self, paragraph: Any) -> str:
        """Count a paragraph and return its label."""
        shape = paragraph.get("paraPrIDRef") or self._styles.get(paragraph.get("styleIDRef", ""), "")
        heading = self._headings.get(shape)
        if heading is None:
            return ""
        kind, key, level = heading
        if kind == "BULLET":
            label = self._bullets.get(key, "●")
        else:
            label = self._numbered(self.outline if kind == "OUTLINE" else key, level)
        if label:
            self.counts[kind] += 1
        return label

    def _numbered(self, key: str, level: int) -> str:
        heads = self._heads.get(key)
        if heads is None:  # Hangul numbers by the path of levels where the numbering is not defined
            heads = dict.fromkeys(range(1, _LEVELS + 1), ("^N", "DIGIT", 1)) if key else {}
        if level not in heads or level > _LEVELS:
            return ""
        counters = self._counters.setdefault(key, {})
        for upper in range(1, level):
            if upper in heads:
                counters.setdefault(upper, heads[upper][2])
        counters[level] = counters[level] + 1 if level in counters else heads[level][2]
        for lower in [other for other in counters if other > level]:
            del counters[lower]
        path = ".".join(str(counters.get(upper, 1)) for upper in range(1, level + 1))

        def fill(match: re.Match[str]) -> str:
            if match[1] in "nN":
                return path if match[1] == "n" else f"{path}."
            _, kind, start = heads.get(int(match[1]), ("", "DIGIT", 1))
            return self.number(counters.get(int(match[1]), start), kind)

        return _HOLES.sub(fill, heads[level][0]).strip()

    def number(self, value: int, kind: str) -> str:
        """Return a number in one of Hangul's number formats; in digits where the format is not known."""
        if kind not in _FORMATS and kind not in self._told:
            self._told.add(kind)
            self.odd.append(kind)
        return _FORMATS.get(kind, str)(value) if value > 0 else str(value)


def composed(element: Any) -> str:
    """Return characters set over each other (글자 겹치기); one in a circle is the one character for both."""
    text: str = element.get("composeText", "")
    bare = text.strip("○◯●\u3000")
    circle = element.get("circleType", "SHAPE_CIRCLE") in ("SHAPE_CIRCLE", "SHAPE_REVERSAL_CIRCLE")
    return _CIRCLES.get(bare, text) if circle or bare != text else text


def local(element: Any) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def integer(text: str | None, default: int) -> int:
    """Return a whole number written in an attribute, or the default."""
    try:
        return int(text) if text and len(text) < 12 else default
    except ValueError:
        return default


def attributes(element: Any | None) -> Any:
    """Return an element's attributes; none where there is no element."""
    return {} if element is None else element.attrib
