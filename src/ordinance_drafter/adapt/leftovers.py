"""A second look over the adapted text, by other means: nothing of the other city may pass unseen."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

from ordinance_drafter.adapt.answers import Translator
from ordinance_drafter.adapt.result import Flag
from ordinance_drafter.locality import local_words
from ordinance_drafter.locality.data import local_data
from ordinance_drafter.locality.derive import romanised
from ordinance_drafter.locality.fields import Field, address_of, fields
from ordinance_drafter.locality.places import places
from ordinance_drafter.model import Ordinance, Path

Known = dict[tuple[Path, str], list[tuple[int, int]]]
"""Places already told: path and field -> spans."""

_SOURCE = "옮겨 온 곳의 이름이 남아 있습니다. 맞게 고치거나 빼십시오."
_STATUTE = "법령이나 규정의 제명 안에 옮겨 온 곳의 이름이 있어 바꾸지 않았습니다. 이 조례에도 맞는 법령인지 보십시오."
_COMMON = "옮겨 온 곳의 이름을 줄인 말과 글자가 같습니다. 보통 낱말인지 보십시오."
_OTHER = "다른 지방자치단체의 이름입니다. 맞게 고치거나 빼십시오."
_WORD = "옮겨 온 곳의 말이 남아 있습니다. 맞게 고치십시오."
_HANJA = re.compile(r"[시군구도장사수민회] ?[(（]([㐀-䶿一-鿿豈-﫿]{2,})[)）]")
_TITLE = re.compile(r"「[^」]*」")


def second_look(ordinance: Ordinance, translator: Translator, known: Known) -> list[Flag]:
    """Return a flag for each place that still has words of the source and was not told yet.

    Two looks: the scan that found the words is made again over the result; then every name is searched letter by
    letter, without spaces, line breaks and invisible characters, inside quotations and titles as well.
    """
    told = {(each.path, each.field): bytearray(len(each.text)) for each in fields(ordinance)}
    for key, spans in known.items():
        for span in spans:
            _mark(told.get(key), *span)
    flags = _words_again(ordinance, translator, told)
    for field in fields(ordinance):
        flags += _names_by_letter(ordinance, field, translator, told[(field.path, field.field)])
        flags += _in_other_letters(ordinance, field, translator)
    return flags


def _mark(letters: bytearray | None, start: int, end: int) -> None:
    """Note letters as told."""
    if letters is not None:
        end = min(end, len(letters))
        letters[start:end] = b"\x01" * max(0, end - start)


def _words_again(ordinance: Ordinance, translator: Translator, told: dict[tuple[Path, str], bytearray]) -> list[Flag]:
    flags = []
    for word in local_words(ordinance, translator.source):
        letters = told[(word.path, word.field)]
        if translator.is_targets(word):
            continue
        answer = translator.answer(word)
        if (answer.text == word.text and not answer.flag) or any(letters[slice(*word.span)]):
            continue
        _mark(letters, *word.span)
        where = address_of(ordinance, word.path, word.field)
        kind = answer.flag or "leftover"
        flags.append(Flag(kind, where, word.text, answer.message or _WORD, word.path, word.field))
    return flags


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Return the letters of a text without spaces and invisible characters, and where each stood."""
    letters: list[str] = []
    places_of: list[int] = []
    for index, char in enumerate(text):
        if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
            continue
        for letter in char if "가" <= char <= "힣" else unicodedata.normalize("NFKC", char):
            letters.append(letter)
            places_of.append(index)
    joined = "".join(letters)
    if any("\u1100" <= letter <= "\u11ff" for letter in letters):  # decomposed Hangul
        return _composed(joined, places_of)
    return joined, places_of


def _composed(joined: str, places_of: list[int]) -> tuple[str, list[int]]:
    letters, where = [], []
    for match in re.finditer("[\u1100-\u11ff]+|[^\u1100-\u11ff]", joined):
        composed = unicodedata.normalize("NFC", match[0])
        letters.append(composed)
        where += [places_of[match.start()]] * (len(composed) - 1) + [places_of[match.end() - 1]]
    return "".join(letters), where


def _names_by_letter(ordinance: Ordinance, field: Field, translator: Translator, told: bytearray) -> list[Flag]:
    packed, where = _squeezed(field.text)
    covered = bytearray(len(packed))
    for low, high in _spans(packed, (*_target_words(translator), *(word for word in _homographs() if word in packed))):
        _mark(covered, low, high)
    titles = [match.span() for match in _TITLE.finditer(field.text)]
    flags = []
    for start, end, what in _hits(packed, translator):
        low, high = where[start], where[end - 1] + 1
        if all(covered[start:end]) or any(told[low:high]):
            continue
        if not _one_word(field.text[low:high], end - start) or (
            what == "other" and low and "가" <= field.text[low - 1] <= "힣"
        ):
            continue
        _mark(told, low, high)
        at = bisect_right(titles, (low, len(field.text)))
        inside = any(a < low and high < b for a, b in titles[max(0, at - 1) : at])
        message = {"mine": _STATUTE if inside else _SOURCE, "common": _COMMON, "other": _OTHER}[what]
        kind = "common" if what == "common" else "leftover"
        address = address_of(ordinance, field.path, field.field)
        flags.append(Flag(kind, address, field.text[low:high], message, field.path, field.field))
    return flags


def _in_other_letters(ordinance: Ordinance, field: Field, translator: Translator) -> list[Flag]:
    """Return flags for the source's name in Latin letters (suwon.go.kr) and for Hanja behind a name (수원시(水原市))."""
    names = {romanised(bare) for bare in translator.mine.bare} - {romanised(bare) for bare in translator.theirs.bare}
    latin = "|".join(sorted(name for name in names if len(name) > 3))
    found = [match[0] for match in re.finditer(latin, field.text, re.IGNORECASE)] if latin else []
    if translator.source != translator.target:
        found += [match[1] for match in _HANJA.finditer(field.text)]
    where = address_of(ordinance, field.path, field.field)
    return [Flag("leftover", where, words, _SOURCE, field.path, field.field) for words in found]


def _one_word(text: str, letters: int) -> bool:
    """Whether letters with gaps read as one name: set apart evenly, broken by a line end or by invisible characters."""
    gaps = re.findall(r"[^\S\n]+", text)
    return not gaps or "\n" in text or len(gaps) >= letters - 1


def _hits(packed: str, translator: Translator) -> list[tuple[int, int, str]]:
    """Return where names stand in squeezed letters and whose they are, the longest of those that overlap.

    ``mine`` is a name of the source, ``common`` its bare name that is an ordinary word as well, ``other`` another place.
    """
    source, known = translator.mine, places()
    kinds = dict.fromkeys((name for name in known.names if name in packed), "other")
    bares = list(source.bare)
    if translator.source.upper != translator.target.upper:
        bares += source.upper_bare
        kinds |= dict.fromkeys(source.upper, "mine")
    kinds |= {bare: "common" if bare in local_data().common_bare else "mine" for bare in bares}
    kinds |= dict.fromkeys(("".join(name.split()) for name in (*source.own, *source.wards, *source.agencies)), "mine")
    hits = [
        (start, end, kind) for name, kind in kinds.items() if len(name) > 1 for start, end in _spans(packed, (name,))
    ]
    kept: list[tuple[int, int, str]] = []
    taken = bytearray(len(packed))
    for start, end, kind in sorted(hits, key=lambda each: (each[0] - each[1], each[0])):
        if not any(taken[start:end]):
            kept.append((start, end, kind))
            _mark(taken, start, end)
    return sorted(kept)


def _target_words(translator: Translator) -> Iterable[str]:
    """Return the names that may stand in the result: the target's own, and of the source none but inside these."""
    theirs, target, mine = translator.theirs, translator.target, translator.mine
    names = [*theirs.own, *theirs.upper, *theirs.wards, *theirs.agencies]
    names += [each.title for each in target.ordinances.values()]
    if theirs.level in ("metropolitan", "province"):
        names += theirs.lower
    else:
        names += [f"{target.upper}{body}" for body in local_data().regional_bodies]
    return ("".join(name.split()) for name in names if name not in mine.own or name in theirs.own)


def _homographs() -> tuple[str, ...]:
    return tuple("".join(word.split()) for word in local_data().homographs)


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    found = []
    for word in words:
        at = text.find(word) if word else -1
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return found
