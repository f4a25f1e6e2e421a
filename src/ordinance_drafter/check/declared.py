"""Defined terms and short names: where they are declared, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ordinance_drafter.korean import Final, final_sound
from ordinance_drafter.model import SUBPARAGRAPH, Path

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Article, Unit


class Declared(NamedTuple):
    """A name declared in the text.

    ``kind`` is ``definition`` (“…”이란 … 말한다) or ``short_name`` ((이하 “…”이라 한다)); ``span`` is where the name
    itself stands, inside its quotes; ``full`` is what a short name stands for as far as it can be told ("" if not);
    ``scope`` is the unit word a short name is limited to (이하 이 조에서: 조), "" for the whole text.
    """

    name: str
    kind: str
    path: Path
    span: tuple[int, int]
    full: str = ""
    scope: str = ""


_OPEN, _CLOSE = "[“\"'‘]", "[”\"'’]"
_NAME = "[^“”\"'‘’\\n]{1,60}"
# “…”이란, “…”라 함은 …, 항목의 맨 앞에서는 “…”은(는)도
_DEFINITION = re.compile(
    rf"{_OPEN}({_NAME}){_CLOSE}\s?(?:이?란|이?라\s?(?:함은|하면|고\s?함은|고\s?하면))(?=[\s,]|$)"
    rf"|^\s*{_OPEN}({_NAME}){_CLOSE}\s?(?:은|는)(?=\s)"
)
_BARE_DEFINITION = re.compile(r"^\s*([가-힣A-Za-z0-9][가-힣A-Za-z0-9ㆍ() ]{0,38}?)(이란|란|이라\s?함은|라\s?함은)\s")
_MEANING_OF_ANOTHER = re.compile(r"정하는|정한|(?:으로|로) 지정|^이?라 한다|\(이하")
# (이하 “…”이라 한다), (… 말한다. 이하 이 조에서 “…”, “…”이라 한다), (이하“…” 라고 한다), (이하 …라 한다)
_SHORT = re.compile(
    rf"이하\s*(?P<scope>[^()“”\"'‘’.\n]{{0,30}}?)"
    rf"(?P<names>{_OPEN}{_NAME}{_CLOSE}(?:\s?(?:,|및|또는|ㆍ|과|와)\s?{_OPEN}{_NAME}{_CLOSE}){{0,3}}|[가-힣]{{1,12}}?)"
    r"\s?(?:이?라|으?로)\s?(?:고\s?)?(?:한다|함|하며|하고|부른다|칭한다|약칭한다|통칭한다|총칭한다)"
)
_QUOTED = re.compile(rf"{_OPEN}({_NAME}){_CLOSE}")
_SCOPE = re.compile(r"이 ([편장절관조항호목])에서")
_TITLE_BEFORE = re.compile(r"「([^「」]{1,200})」[^「」()]{0,10}$")
_WORD = re.compile(r"[가-힣A-Za-z0-9ㆍ]+$")
# 이름에 들지 않는 앞말: 조사나 어미로 끝나는 말
_NOT_OF_NAME = re.compile(
    r"(?:[은는을를에]|하여|따라|따른|의한|관한|대한|위한|위하여|통하여|및|또는|으로|로서|로써|에서|까지|부터|이하|각|그|미리|따라서"
    r"|된|한|할|될|있는|[가-힣]와|(?<![성효결교초경])과|[시군구도]의|(?<![회협심결주합동강문논정토건질임상])의|(?<![평국허인증추물휴문])가|[가-힣]{2}(?<![차])이)$"
)


def declared_in(units: Sequence[Unit], articles: Sequence[Article]) -> Iterator[Declared]:
    """Yield the names declared in units, in the order they stand."""
    defining = {index for index, article in enumerate(articles) if "definitions" in article.kinds}
    for unit in units:
        text = unit.provision.text
        found = list(_definitions(unit, text)) if unit.article in defining and text else []
        if "이하" in text:
            found += _short_names(unit, text)
        yield from sorted(found, key=lambda each: each.span)


def _definitions(unit: Unit, text: str) -> Iterator[Declared]:
    several = False
    if "”" in text or '"' in text or "'" in text:
        for match in _DEFINITION.finditer(text):
            group = 1 if match[1] else 2
            if not _MEANING_OF_ANOTHER.search(match[group]):
                several = True
                yield Declared(match[group], "definition", unit.path, match.span(group))
    if not several and unit.provision.level is SUBPARAGRAPH and (bare := _BARE_DEFINITION.match(text)):
        after_vowel = final_sound(bare[1]) is Final.NONE
        if after_vowel != bare[2].startswith("이") and "말한다" in text:
            yield Declared(bare[1], "definition", unit.path, bare.span(1))


def _short_names(unit: Unit, text: str) -> Iterator[Declared]:
    for match in _SHORT.finditer(text):
        scope = _SCOPE.search(match["scope"])
        opening = text.rfind("(", 0, match.start())
        inside = opening >= 0 and ")" not in text[opening : match.start()]
        full = _full(text[: opening if inside else match.start()])
        low, high = match.span("names")
        spans = [each.span(1) for each in _QUOTED.finditer(text, low, high)] or [(low, high)]
        if len(spans) == 1 and spans[0] == (low, high) and match["scope"].strip() and not scope:
            continue  # (이하 그 밖의 기관으로 한다): no name
        for start, end in spans:
            name = text[start:end].strip()
            yield Declared(name, "short_name", unit.path, (start, end), full, scope[1] if scope else "")


def _full(before: str) -> str:
    """Return the name at the end of ``before``: a title in 「 」, or the words back to the last particle or ending."""
    title = _TITLE_BEFORE.search(before)
    if title:
        return title[1]
    words: list[str] = []
    for word in reversed(before[-80:].split(" ")):
        if not _WORD.fullmatch(word) or (words and _NOT_OF_NAME.search(word)):
            break
        words.insert(0, word)
        if len(words) == 6:
            break
    return " ".join(words)
