"""Names of local governments in a text, with what hangs on them: 고양시장, 고양시의회의원, 경기도교육감."""

from __future__ import annotations

import re
from functools import cache

from ordinance_drafter.locality.data import local_data
from ordinance_drafter.locality.ground import Ground, one_of, particle_end
from ordinance_drafter.locality.places import places
from ordinance_drafter.locality.titles import scan_bare_titles

_GLUED = "앞말에 붙어 있습니다"
_FORMER = "지금은 없는 지방자치단체의 이름입니다"
_OTHER = "다른 지방자치단체의 이름입니다"
_TWO = re.compile(
    r"(?=청장|청(?![가-힣])|의회|민(?![가-힣])|(?:은|는|이|가|을|를|의|에|에서|와|과|로|으로|에게)?(?![가-힣]))"
)


def scan_names(ground: Ground) -> None:
    """Note every name of a local government, the own with its tail first."""
    scan_bare_titles(ground)
    _scan_agencies(ground)
    kinds = _present(ground)
    if not kinds:
        return
    joiner = "\\n?" if ground.texts.has_breaks else ""
    names = sorted(kinds, key=lambda each: (-len(each), each))
    alternatives = [joiner.join(re.escape(char).replace("\\ ", r"\s+") for char in name) for name in names]
    for match in re.finditer("|".join(alternatives), ground.text):
        name = " ".join(match[0].replace("\n", "" if " " not in match[0] else " ").split())
        kind, form = kinds.get(name) or kinds[match[0].replace("\n", "")]
        if ground.free(*match.span()):
            _take(ground, match.start(), match.end(), kind, form)


def _present(ground: Ground) -> dict[str, tuple[str, str]]:
    """Return the names that are in the text, each with its kind and form; the own before all others."""
    words, known = ground.words, places()
    flat = ground.text.replace("\n", "")
    spaced = " ".join(ground.text.split())
    kinds: dict[str, tuple[str, str]] = {}
    for name in known.names:
        if name in flat:
            kinds[name] = ("other", "")
    for name in (*words.wards, *words.lower):
        if name in flat:
            kinds[name] = ("place", "ward" if name in words.wards else "lower")
    for form, which in words.upper.items():
        if form in flat:
            kinds[form] = ("upper", which)
    for form, which in words.own.items():
        if form in flat or form in spaced:
            kinds[form] = ("own", which)
    return kinds


def _take(ground: Ground, start: int, end: int, kind: str, form: str) -> None:
    if ground.is_homograph(start, end) or (
        end - start == 2 and (ground.glued(start) or not _TWO.match(ground.text, end))
    ):
        return
    why = _GLUED if ground.glued(start) else ""
    if kind == "own":
        _take_own(ground, start, end, form, why or (_FORMER if form == "former" else ""))
    elif kind == "upper":
        _take_upper(ground, start, end, form, why)
    elif why and not _after_upper(ground, start):
        return  # 상수원시설: no place at all
    elif kind == "place":
        tail = _tail(ground, start, end)
        ground.add(start, tail[1], "place", form, "관할 구역 안의 이름입니다")
    else:
        ground.add(start, _tail(ground, start, end)[1], "other_place", "", _OTHER, sure=False)


def _after_upper(ground: Ground, start: int) -> bool:
    return ground.text[max(0, start - 9) : start].endswith(tuple(places().lower))


def _take_own(ground: Ground, start: int, end: int, form: str, why: str) -> None:
    below = _below(ground, end)
    if below:  # 서울특별시 강남구청장 in a text of 서울특별시
        ground.add(start, _tail(ground, below[0], below[1])[1], "place", "lower", "관할 구역 안의 이름입니다")
        return
    kind, stop = _tail(ground, start, end)
    body = _corporate().match(ground.text, end)
    if body and not why and particle_end().match(ground.text, body.end()):
        ground.add(start, body.end(), "agency", "named")
    elif kind == "regional":
        ground.add(start, stop, "agency", "regional" if form != "former" else "former", why)
    elif kind:
        ground.add(start, stop, kind, form, why)
    else:
        ground.add(start, end, "formal" if form == "formal" else "city", form, why)


@cache
def _corporate() -> re.Pattern[str]:
    """Return the expression for a body behind a name: 고양시 도시관리공사."""
    return re.compile(rf"\s?[가-힣]{{0,10}}?(?:{one_of(local_data().corporate_endings).pattern})")


def _below(ground: Ground, end: int) -> tuple[int, int] | None:
    """Return where a lower government is named right after the own name."""
    if ground.words.level not in ("metropolitan", "province"):
        return None
    match = re.compile(r"\s?([가-힣]{1,4}[시군구])").match(ground.text, end)
    if match:
        for size in range(len(match[1]), 1, -1):
            if match[1][:size] in ground.words.lower:
                return match.start(1), match.start(1) + size
    return None


def _take_upper(ground: Ground, start: int, end: int, form: str, why: str) -> None:
    match = re.compile(r"\s?([가-힣]{2,5}[시군구])").match(ground.text, end)
    upper = ground.text[start:end]
    if match and (name := _lower_of(upper, match[1])):
        stop = match.start(1) + len(name)
        ground.add(start, _tail(ground, match.start(1), stop)[1], "other_place", "", _OTHER)
        return
    kind, stop = _tail(ground, start, end)
    ground.add(start, stop if kind else end, "upper", kind or "name", why)


def _lower_of(upper: str, word: str) -> str:
    names = places().lower.get(places().short.get(upper, upper), ())
    return next((word[:size] for size in range(len(word), 1, -1) if word[:size] in names), "")


def _tail(ground: Ground, start: int, end: int) -> tuple[str, int]:
    """Return what a name that ends at ``end`` makes with what follows it, and where that ends."""
    text, data = ground.text, local_data()
    joiner = r"\n?" if ground.texts.has_breaks else ""
    body = re.compile(rf"\s?(?:{one_of(data.regional_bodies).pattern})").match(text, end)
    if body:
        return "regional", body.end()
    ending = data.head_endings.get(text[end - 1], "")
    head = re.compile(joiner + joiner.join(ending)).match(text, end) if ending else None
    if head and _word_ends(text, head.end(), data.head_tails):
        return "head", head.end()
    member = re.compile(rf"{joiner}(?:의회\s?)?의원").match(text, end)
    if member and _word_ends(text, member.end(), ()):
        return "member", member.end()
    council = re.compile(f"{joiner}의{joiner}회").match(text, end)
    if council:
        return "council", council.end()
    people = re.compile(f"{joiner}민").match(text, end)
    if people and _word_ends(text, people.end(), (*data.residents_tails, "단체", "사회")):
        return "residents", people.end()
    gazette = re.compile(f"{joiner}보").match(text, end)
    if gazette and _word_ends(text, gazette.end(), ()) and not text.startswith(("보다", "보호"), end):
        return "gazette", gazette.end()
    return "", end


def _word_ends(text: str, end: int, tails: tuple[str, ...]) -> bool:
    """Whether a word ends here, with or without a particle, or one of some words hangs on it."""
    if particle_end().match(text, end):
        return True
    match = one_of(tails).match(text, end) if tails else None
    return bool(match and particle_end().match(text, match.end()))


def _scan_agencies(ground: Ground) -> None:
    for name in ground.words.agencies:
        for match in re.finditer(re.escape(name), ground.text):
            ground.add(*match.span(), "agency", "known")
