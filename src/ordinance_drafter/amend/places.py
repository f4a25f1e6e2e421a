"""Places as amending language names them: 제5조제1항제2호가목 본문, 같은 조 제3항부터 제5항까지, 별표 1 비고란."""

from __future__ import annotations

import re
from dataclasses import replace

from ordinance_drafter.amend.steps import Part, Place, UnitStep
from ordinance_drafter.model import (
    ADDENDA,
    ALL_LEVELS,
    ANNEXES,
    ARTICLE,
    ITEM,
    SUBITEM,
    SUBITEM2,
    SUBITEM3,
    SUBITEM4,
)
from ordinance_drafter.numbering import SYLLABLE_INDEX, Number

_BY_WORD = {level.word: level for level in ALL_LEVELS if level.rank <= ITEM.rank}
_UNIT = re.compile(r"(제)\s?(\d{1,4})\s?(편|장|절|관|조|항|호)(?:의\s?(\d{1,3})(?![\d)]))?")
_SHORT_UNIT = re.compile(r"()(\d{1,4})\s?(조|항|호)(?:의\s?(\d{1,3})(?![\d)]))?(?=[ ,ㆍ]|까지|제\d|[가-하]목|[을를] )")
_ITEM = re.compile(
    r"([가-힣])목(?:의(\d{1,2}))?(?=[을를의과와은는이가,ㆍ·\s()\d]|으로|로|에|부터|까지|중|외|본문|단서|전단|후단|[가-하]\)|$)"
)
_SUB = re.compile(r"(?:(\d{1,2})|([가-하]))\)|\((?:(\d{1,2})|([가-하]))\)")
_ROW = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"
_ANY_UNIT = rf"(?:제\d{{1,3}}호|[{_ROW}]목|(?:\d{{1,2}}|[{_ROW}])\)|\((?:\d{{1,2}}|[{_ROW}])\))"
_OUTSIDE = re.compile(rf"\s?{_ANY_UNIT}(?:(?:\s?(?:부터|및|까지)\s?|[ㆍ,]\s?)?(?:{_ANY_UNIT})?){{0,8}}\s?외의\s?부분")
_SAME = re.compile(r"(?:(?:같은|동)\s?(편|장|절|관|조|항|호|목)|동)")
_SAME_ANNEX = re.compile(r"(?:같은|동)\s?(?:표|별표|서식|별지)(?=의|[ ,ㆍ중]|[을를에] |$)")
_SAME_INSIDE = re.compile(r"(?:같은|동)\s?(?:호|목|란|쪽|항|면|번호|비고)(?![가-힣])")
_SAME_ADDENDA = re.compile(r"(?:같은|동)\s?부칙")
_ANNEX = re.compile(
    r"(?:의\s?)?[\[〔]?(?:(별\s?표)(?:\s*(\d{1,3})(?:의(\d{1,3})(?![\d)]))?)?"
    r"|별지\s*(?:제\s?(\d{1,3})\s?호(?:의\s?(\d{1,3}))?\s?)?서식)[\]〕]?"
)
_ADDENDA = re.compile(
    r"(?P<text>(?:[가-힣ㆍ]{1,20}(?: [가-힣]+)? ?제[\d-]+호)[^“\"\n]{0,120}?\s?)?부\s?칙\s?(?P<label>(?:[<(〈][^<>()〈〉]*[>)〉]\s?){0,3})"
)
_OTHER_TEXT = re.compile(r"(?:법률|대통령령|조례|규칙|[가-힣]{2,10}령) 제[\d-]+호 [^“\"\n]{2,90}?(?=제\d+조)")
_LOWER_UNIT = re.compile(r"제\d+호|[가-하]목(?=부터|[^가-힣]|[을를] )|\d{1,2}\)|[가-하]\)|비고")
_EVERYWHERE = re.compile(r"(?:기타 |그 밖에 )?(이 (?:법|영|규칙|조례|규정)) ?(?=중)")
_FORMER = re.compile(r"\s?\(종전의?\s*([^()]{1,40}?)(?:을 말한다)?\)")
_COVERS = re.compile(
    r"\s?\[제\d[^\[\]“\"]{1,200}\]|\s?\(제\d[^()“\"]{1,60}\)|\s?\([^()“\"]{1,40}\)(?=\s?(?:제\d|중|의 ))"
)
_PARTS = tuple(
    (re.compile(rf"(?:의\s|의(?=제목)|\s*){words}"), part)
    for words, part in (
        (r"제목\s?외의\s?부분", Part.REST),
        (
            r"(?:각\s?(?:호|목|세목|세부\s?사항)|계산식|산식|표|그림|"
            rf"(?:{_ANY_UNIT}[ㆍ,\s]*(?:및|부터|까지)?\s*){{1,6}})\s?외의\s?부분",
            Part.CHAPEAU,
        ),
        (r"(?:제목|[장절편관]명)(?=[^가-힣]|중|[을를은]|$)", Part.HEADING),
        (r"본문", Part.MAIN),
        (r"단서", Part.PROVISO),
        (r"전단", Part.FORMER),
        (r"후단", Part.LATTER),
        (r"각\s?[호목](?=[을를 ,ㆍ]|중|$)", Part.ITEMS),
    )
)
_SEPARATOR = re.compile(r"\s*(?:,\s*및|[,ㆍ·․‧･]|및|와(?= )|과(?= )|또는)\s*|\s+(?=제\d+조)")
_FORMULA = re.compile(r"\s?(계산식|산식)(?=[,ㆍ]|\s?중| 및)")
_FROM, _TO = re.compile(r"\s?부터\s*"), re.compile(r"\s?까지(?:의 규정)?")
_THROUGH = re.compile(r"\s?(?:내지|~|∼)\s?")
_ANNEX_RANGE = re.compile(r"\s?부터\s?별[표지]|(?:으?로|까지)(?=[ 를을])")
_INSIDE_END = re.compile(
    r"\s*(?:,|및|ㆍ)\s*(?=제\d+조|별표|별지|(?:같은|동)\s?(?:표|별표|서식|별지|조|항))|\s중\s?[“\"(「]|\s?중\s[“\"]"
    r"|[을를](?=\s(?:각각\s)?(?:별지|삭제|다음|제|별표))|에\s(?=.{1,60}신설)|의?\s제목\s?[“\"]|의?\s제목을|\s[“\"]"
)


def read_place(text: str, at: int, before: Place | None) -> tuple[Place, int] | None:
    """Return the place named at ``at`` and where its name ends; None when no place is named there.

    Args:
        text: the instruction.
        at: where to look.
        before: the place named before, which 같은 조 and units without their article go on from.
    """
    place, begin = _start(text, at, before)
    if place.branch == ANNEXES:
        return _inside(text, begin, place)
    units, end = _units(text, begin, place.units)
    if annex := _ANNEX.match(text, end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip())):
        return _annex(text, annex, replace(place, units=units if end > at else ()))
    named = end > at
    if place.former is not None:  # 같은 항 제1호 after 제4항(종전의 제3항): still by the numbers before
        kept = next(
            (i for i, (a, b) in enumerate(zip(units, place.units, strict=False)) if a != b),
            min(len(units), len(place.units)),
        )
        former = (*place.former[:kept], *units[kept:])
        place = replace(place, former=None if former == units else former)
    place, end = _with_former(text, end, replace(place, units=units))
    if match := _COVERS.match(text, end):
        end = match.end()
    place, end = _parts(text, end, place, named)
    if place.former is None and (match := _FORMER.match(text, end)):  # 제1항(종전의 제목 외의 부분) 전단
        place, end = replace(place, former=former_units(match[1], place.units, place.units)), match.end()
    if place.units and (match := _FORMULA.match(text, end)):
        place, end = replace(place, inside=match[1]), match.end()
    known = place.units or place.parts or place.branch == ADDENDA or place.text
    return (place, end) if end > at and known else None


def _start(text: str, at: int, before: Place | None) -> tuple[Place, int]:
    """Return what a place goes on from (같은 조, 부칙, 별표) and where its own units begin."""
    if match := _ADDENDA.match(text, at):
        named = match[0].strip() if match["text"] or match["label"] else ""
        return Place(branch=ADDENDA, text=named), match.end()
    if match := _EVERYWHERE.match(text, at):
        return Place(text=match[1]), match.end(1)
    if match := _OTHER_TEXT.match(text, at):
        return Place(text=match[0].strip()), match.end()
    if before is None:
        return Place(), at
    clean = replace(before, parts=(), until=None, inside="")
    if before.branch == ANNEXES:
        return _start_in_annex(text, at, clean)
    if match := _SAME_ADDENDA.match(text, at):
        return replace(clean, units=()), match.end()
    end, level = at, None
    while match := _SAME.match(text, end):
        word = match[1]
        if word is None and not _UNIT.match(text, match.end()):
            break
        level, end = (_BY_WORD[word] if word else level), match.end()
        end += len(text[end:]) - len(text[end:].lstrip(" "))
    if level is not None:
        units = tuple(each for each in before.units if each[0].rank <= level.rank)
        return replace(clean, units=units, former=before.former and before.former[: len(units)]), end
    if end > at:
        return clean, end
    return clean, at


def _start_in_annex(text: str, at: int, before: Place) -> tuple[Place, int]:
    """Return where a place after one in an annex begins: in the same annex, or in the articles again."""
    if match := _SAME_ANNEX.match(text, at):
        return before, match.end()
    if _SAME_INSIDE.match(text, at) or _LOWER_UNIT.match(text, at):
        return before, at
    return Place(units=before.units), at


def _units(text: str, at: int, before: tuple[UnitStep, ...]) -> tuple[tuple[UnitStep, ...], int]:
    """Return the units named from ``at`` on, under those they go on from."""
    units, end = before, at
    first = True
    while found := _unit(text, end, units):
        (level, number), after = found
        if not first and level.rank <= units[-1][0].rank:
            break
        if level is ARTICLE and not (units and units[-1][0].is_division):
            units = ((level, number),)  # 제9조 after 제3장제8조 is named without its chapter
        else:
            units = (*(each for each in units if each[0].rank < level.rank), (level, number))
        first, end = False, after
    return units, end


def _unit(text: str, at: int, above: tuple[UnitStep, ...]) -> tuple[UnitStep, int] | None:
    if above and _OUTSIDE.match(text, at):
        return None  # 1)부터 3)까지 외의 부분: what is meant is the unit above
    skip = re.compile(r"\s{0,2}(?:의\s(?=제?\d|[가-하]목))?").match(text, at)
    start = skip.end() if skip else at
    match = _UNIT.match(text, start)
    if match is None and above and start == at:
        match = _SHORT_UNIT.match(text, start)  # 제2항부터 4항까지
    if match:
        return (_BY_WORD[match[3]], Number(int(match[2]), int(match[4] or 0))), match.end()
    if (match := _ITEM.match(text, start)) and match[1] in SYLLABLE_INDEX:
        return (ITEM, Number(SYLLABLE_INDEX[match[1]], int(match[2] or 0))), match.end()
    if above and above[-1][0].rank >= ITEM.rank and (match := _SUB.match(text, start)):
        level = next(
            lv for lv, value in zip((SUBITEM, SUBITEM2, SUBITEM3, SUBITEM4), match.groups(), strict=True) if value
        )
        value = match[match.lastindex or 1]
        return (level, Number(int(value) if value.isdigit() else SYLLABLE_INDEX[value])), match.end()
    return None


def _parts(text: str, at: int, place: Place, named: bool) -> tuple[Place, int]:
    """Return the place with the words of its last unit that are named; without a new unit they must be named."""
    parts: list[Part] = []
    end = at
    while True:
        for pattern, part in _PARTS:
            match = pattern.match(text, end)
            if match and (named or parts or not match[0].startswith("의")):
                parts.append(part)
                end = match.end()
                break
        else:
            return replace(place, parts=tuple(parts)), end


def _with_former(text: str, at: int, place: Place) -> tuple[Place, int]:
    """Take (종전의 제2항) after units, and the units that follow it: 제9조(종전의 제8조)제1항(종전의 제2항)제3호."""
    end = at
    units, former = place.units, place.former or place.units
    while match := _FORMER.match(text, end):
        former = former_units(match[1], units, former)
        below, end = _units(text, match.end(), units)
        if below[: len(units)] == units:
            former = (*former, *below[len(units) :])
        units = below
    return (replace(place, units=units, former=former) if end > at else place), end


def former_units(words: str, units: tuple[UnitStep, ...], former: tuple[UnitStep, ...]) -> tuple[UnitStep, ...]:
    """Return the old numbers of ``units``, the last of them as said in (종전의 …).

    Where that was no unit (제목 외의 부분) they are those of the unit above.
    """
    named, end = _units(words, 0, units[:-1])
    if not end:
        return (*former[:-1], *former[-2:-1])
    return (*former[:-1], named[-1]) if len(named) == len(units) else named


def _annex(text: str, match: re.Match[str], place: Place) -> tuple[Place, int]:
    """Return the place of an annex, with where in it."""
    if match[1]:
        name = "별표" + (f" {match[2]}" if match[2] else "") + (f"의{match[3]}" if match[3] else "")
    else:
        branch = f"의{match[5]}" if match[5] else ""
        name = f"별지 제{match[4]}호{branch}서식" if match[4] else "별지 서식"
    return _inside(text, match.end(), Place(place.units, branch=ANNEXES, annex=name, text=place.text))


def _inside(text: str, at: int, place: Place) -> tuple[Place, int]:
    """Take the words that say where in an annex; they are not looked into."""
    if _ANNEX_RANGE.match(text, at):
        return place, at
    match = _INSIDE_END.search(text, at)
    end = match.start() if match else at
    return replace(place, inside=text[at:end].strip()), end


def read_places(text: str, at: int, before: Place | None) -> tuple[tuple[Place, ...], int] | None:
    """Return the places listed from ``at`` on and where the list ends; None when none is named there."""
    found = _range(text, at, before)
    if found is None:
        return None
    places = [found[0]]
    end = found[1]
    while match := _SEPARATOR.match(text, end):
        found = _range(text, match.end(), places[-1])
        if found is None:
            break
        place, end = found
        places.append(place)
    return tuple(places), end


def _range(text: str, at: int, before: Place | None) -> tuple[Place, int] | None:
    found = read_place(text, at, before)
    if found is None:
        return None
    place, end = found
    match = _FROM.match(text, end) or _THROUGH.match(text, end)
    if match is None:
        return found
    last = read_place(text, match.end(), place)
    if last is None:
        return found
    after = last[1]
    if to := _TO.match(text, after):
        after = to.end()
    elif _FROM.match(text, end) and text[after : after + 1] not in (",", "ㆍ"):
        return found
    if place.branch == ANNEXES:
        return replace(place, inside=f"부터 {last[0].annex} {last[0].inside}".strip() + "까지"), after
    if not last[0].units or not place.units:
        return found
    until = last[0].units[len(place.units) - 1] if len(last[0].units) >= len(place.units) else last[0].units[-1]
    parts, after = _parts(text, after, place, False)
    return replace(place, until=until, parts=parts.parts or last[0].parts), after
