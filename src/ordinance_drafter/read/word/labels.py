"""Word's automatic numbering (``numbering.xml``) resolved into the labels a reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from ordinance_drafter.read.number_formats import SAFE_SYLLABLES, padded, spell
from ordinance_drafter.read.word.package import MC, W, number, switched_on
from ordinance_drafter.read.word.styles import Styles
from ordinance_drafter.read.word.symbols import SYMBOL_FONTS, is_private

BULLET = "•"
_PLACE = re.compile("%([1-9])")
_LONGEST = 200  # Word itself stops at some 30 characters; a label is put on every line, so its length must be bounded
_LINKS = 8  # how many numbering styles may pass a list on to one another


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list, as ``w:lvl`` says it."""

    style: str = "decimal"
    custom: str = ""
    text: str = ""
    start: int = 0
    restart: int | None = None
    legal: bool = False
    glue: str = " "
    paragraph_style: str = ""
    hidden: bool = False
    symbols: bool = False


@dataclass(slots=True)
class NumberedList:
    """A ``w:num``: its levels, where it begins anew when first used, and the key of the lists it counts on with."""

    key: str
    levels: dict[int, Level]
    fresh: dict[int, int]
    by_style: dict[str, int]

    def start(self, depth: int) -> int:
        """Return the first number of a level."""
        level = self.levels.get(depth)
        return level.start if level else 1


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in front of a paragraph, with the space after it; ``trouble`` is a sentence for the user, or empty."""

    text: str = ""
    trouble: str = ""


class Numbering:
    """The lists of a document and how far each has counted. Ask for the labels in the order of the paragraphs.

    The rules are those Word was seen to follow (docx4j, CR-014, measured the printed page of Word itself): lists of one
    abstract definition count on together, each story counts on its own, a start override works once, a style numbers
    no paragraph with a level that belongs to another style.
    """

    def __init__(self, root: Any, styles: Styles, *, lost: bool = False) -> None:
        """``root`` is of ``numbering.xml``; None when the document has none, or (``lost``) when it cannot be read."""
        self._styles = styles
        self._lost = lost
        self._abstracts: dict[str, Any] = {}
        self._nums: dict[str, Any] = {}
        self._lists: dict[str, NumberedList | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._told: set[str] = set()
        if root is not None:
            for item in root.iter(W + "abstractNum"):
                self._abstracts.setdefault(item.get(W + "abstractNumId", ""), item)
            for item in root.iter(W + "num"):
                self._nums.setdefault(item.get(W + "numId", ""), item)

    def label(self, properties: Any, style: str) -> Label | None:
        """Count a paragraph and return its label; None when the paragraph is not numbered.

        Args:
            properties: the paragraph's ``w:pPr``, or None.
            style: the id of its style.
        """
        own = properties.find(W + "numPr") if properties is not None else None
        own_id, depth = _pair(own)
        inherited = self._styles.numbering(style)
        list_id = own_id if own_id is not None else inherited.list_id
        if list_id is None or list_id == "0":
            return None
        numbered = self.list_of(list_id)
        if numbered is None and self._lost:
            return Label()
        if numbered is None:
            return Label(
                trouble=self._once(
                    f"num {list_id}", f"자동 번호의 목록({list_id:.20})이 파일에 없어 번호를 읽지 못했습니다."
                )
            )
        if depth is None:
            depth = self._depth(numbered, inherited.steps)
        level = numbered.levels.get(depth)
        owner = level.paragraph_style if level else ""
        if own_id is None and owner and owner not in inherited.line:
            return None
        return self._next(list_id, numbered, depth)

    @contextmanager
    def story(self) -> Iterator[None]:
        """Count from the start of every list while a story of its own is read (a text box, the notes, the headers)."""
        outer = self._counts, self._begun
        self._counts, self._begun = {}, set()
        yield
        self._counts, self._begun = outer

    def list_of(self, list_id: str) -> NumberedList | None:
        """Return the list of a ``w:numId``."""
        if list_id not in self._lists:
            self._lists[list_id] = self._resolve(list_id, _LINKS)
        return self._lists[list_id]

    def _resolve(self, list_id: str, links: int) -> NumberedList | None:
        num = self._nums.get(list_id)
        pointer = num.find(W + "abstractNumId") if num is not None else None
        key = pointer.get(W + "val", "") if pointer is not None else ""
        abstract = self._abstracts.get(key)
        if num is None or abstract is None:
            return None
        link = abstract.find(W + "numStyleLink")
        base: NumberedList | None = None
        if link is not None and links:
            target = self._styles.numbering(link.get(W + "val", "")).list_id
            base = self._resolve(target, links - 1) if target and target != list_id else None
        levels = dict(base.levels) if base else {}
        for item in abstract.findall(W + "lvl"):
            levels[number(item.get(W + "ilvl"))] = _level(item, Level())
        fresh: dict[int, int] = dict(base.fresh) if base else {}
        for override in num.findall(W + "lvlOverride"):
            depth = number(override.get(W + "ilvl"))
            full = override.find(W + "lvl")
            if full is not None:
                levels[depth] = _level(full, levels.get(depth, Level()))
            start = override.find(W + "startOverride")
            if start is not None:
                fresh[depth] = number(start.get(W + "val"), 1)
        by_style = {level.paragraph_style: depth for depth, level in levels.items() if level.paragraph_style}
        return NumberedList(key, levels, fresh, by_style)  # a list that a style passes on still counts on its own

    @staticmethod
    def _depth(numbered: NumberedList, steps: tuple[tuple[str, int | None], ...]) -> int:
        """Return the level a paragraph's style gives: the level that names the style, else the one the style names."""
        for style, depth in steps:
            if style in numbered.by_style:
                return numbered.by_style[style]
            if depth is not None:
                return depth
        return 0

    def _next(self, list_id: str, numbered: NumberedList, depth: int) -> Label:
        counts = self._counts.setdefault(numbered.key, {})
        anew = depth in numbered.fresh and (list_id, depth) not in self._begun
        self._begun.add((list_id, depth))
        if anew:
            counts[depth] = numbered.fresh[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else numbered.start(depth)
        for above in numbered.levels:
            if above < depth:
                counts.setdefault(above, numbered.start(above))  # it shows in labels, so it counts as used
        below = [other for other in counts if other > depth]
        for other in below:
            if _restarts(numbered.levels.get(other), other, depth):
                del counts[other]
        level = numbered.levels.get(depth)
        if level is None:
            return Label(
                trouble=self._once(
                    f"{list_id}/{depth}",
                    f"자동 번호의 {depth + 1}단계가 파일에 정해져 있지 않아 번호를 읽지 못했습니다.",
                )
            )
        if level.hidden:
            return Label()
        if level.style == "bullet":
            mark = level.text.strip()
            odd = level.symbols or any(map(is_private, mark))
            return Label((BULLET if odd else mark) + level.glue) if mark or odd else Label()
        return self._written(numbered, level, counts)

    def _written(self, numbered: NumberedList, level: Level, counts: dict[int, int]) -> Label:
        trouble = ""

        def value(match: re.Match[str]) -> str:
            nonlocal trouble
            depth = int(match[1]) - 1
            count = counts.get(depth, numbered.start(depth))
            shown = numbered.levels.get(depth, level)
            if shown.style in ("bullet", "none"):
                return ""  # a level that has no number of its own
            if level.legal:
                return str(count)
            written = spell(count, shown.style)
            if written is None and shown.custom and (speller := padded(shown.custom)):
                written = speller(count)
            if written is None:
                trouble = trouble or self._unknown(shown.custom or shown.style, count)
                return str(count)
            if shown.style == "ganada" and count > SAFE_SYLLABLES:
                trouble = trouble or self._once(
                    "ganada",
                    "자동 번호의 가나다가 ‘하’를 넘었습니다. 법령의 차례(거, 너, 더 …)로 적었으니 원본과 맞춰 보십시오.",
                )
            return written

        text = _PLACE.sub(value, level.text)
        return Label(text + level.glue if text.strip() else "", trouble)

    def _unknown(self, style: str, count: int) -> str:
        if spell(1, style) is not None:
            return self._once(
                f"{style} {count}",
                f"자동 번호의 {count}번째는 ‘{style}’ 꼴로 적을 수 없어 아라비아 숫자로 적었습니다. 원본과 맞춰 보십시오.",
            )
        return self._once(
            style, f"자동 번호의 꼴(‘{style:.40}’)을 알 수 없어 아라비아 숫자로 적었습니다. 원본과 맞춰 보십시오."
        )

    def _once(self, key: str, sentence: str) -> str:
        if key in self._told:
            return ""
        self._told.add(key)
        return sentence


def _restarts(level: Level | None, deeper: int, depth: int) -> bool:
    """Return whether a paragraph at ``depth`` makes the level ``deeper`` count from its start again."""
    after = level.restart if level else None
    if after is None or after > deeper:  # naming itself or a level below means nothing
        return True
    return depth < after  # 0: never


def _pair(properties: Any) -> tuple[str | None, int | None]:
    """Return the list and the level a ``w:numPr`` names."""
    if properties is None:
        return None, None
    list_id, depth = properties.find(W + "numId"), properties.find(W + "ilvl")
    return (
        list_id.get(W + "val") if list_id is not None else None,
        number(depth.get(W + "val")) if depth is not None else None,
    )


def _level(element: Any, base: Level) -> Level:
    """Return the level of a ``w:lvl``; what the element leaves unsaid stays as in ``base``."""
    said: dict[str, Any] = {}
    for child in element:
        key, value = child.tag, child.get(W + "val")
        if key == MC + "AlternateContent":  # a custom format stands beside the plain one older programs use
            child = next(child.iter(W + "numFmt"), child)
            key, value = child.tag, child.get(W + "val")
        if key == W + "numFmt":
            said["style"], said["custom"] = value or "decimal", (child.get(W + "format") or "")[:_LONGEST]
        elif key == W + "lvlText":
            said["text"] = " ".join(re.split(r"[\n\r\t]", (value or "")[:_LONGEST]))
        elif key == W + "start":
            said["start"] = number(value, 1)
        elif key == W + "lvlRestart":
            said["restart"] = number(value)
        elif key == W + "isLgl":
            said["legal"] = switched_on(child)
        elif key == W + "suff":
            said["glue"] = "" if value == "nothing" else " "
        elif key == W + "pStyle":
            said["paragraph_style"] = value or ""
        elif key == W + "rPr":
            fonts = child.find(W + "rFonts")
            said["hidden"] = switched_on(child.find(W + "vanish"))
            said["symbols"] = fonts is not None and fonts.get(W + "ascii") in SYMBOL_FONTS
        elif key == W + "lvlPicBulletId":
            said["symbols"] = True
    return replace(base, **said)
