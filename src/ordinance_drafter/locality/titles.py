"""Titles of other laws: local ones belong to a city, those of statutes are never touched."""

from __future__ import annotations

import re
from functools import lru_cache

from ordinance_drafter.locality.data import local_data
from ordinance_drafter.locality.ground import CLOSE_TITLE, DOTS, OPEN_TITLE, Ground, particle_end
from ordinance_drafter.locality.places import is_national_rule, places
from ordinance_drafter.locality.vocabulary import Vocabulary, role_of

_TITLE = re.compile(rf"[{OPEN_TITLE}]([^{OPEN_TITLE}{CLOSE_TITLE}\x1f]{{1,200}})[{CLOSE_TITLE}]")
_RULE = re.compile(r"(?:규칙|규정|지침|훈령|예규|고시|요강|내규)$")
_NOT_OF_TITLE = re.compile(
    r"(?:[은는을를다]|하여|하고|하는|따라|따른|정한|정하는|에서|에게|[,.])$|^(?:이|그|다른|해당|관계|각|같은)$"
)
UNNAMED = "어느 지방자치단체의 조례인지 적혀 있지 않습니다"
_FORMER = "지금은 없는 지방자치단체의 것입니다"


def packed(title: str) -> str:
    """Return a title without spaces and middle dots, as titles are compared."""
    return re.sub(rf"[\s{DOTS},()]", "", title)


@lru_cache(maxsize=256)
def _beginnings(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(forms, key=lambda each: (-len(each), each)))


def owner(title: str, words: Vocabulary) -> str:
    """Return whose a title is by its beginning: a form of the own name, ``upper`` ``lower`` ``other`` ``bare``, "" if nobody's."""
    own = next((form for form in _beginnings(tuple(words.own)) if title.startswith(form)), "")
    if own:
        rest = title[len(own) :].lstrip()
        inside = any(rest.startswith((f"{name} ", f"{name}의회")) for name in (*words.lower, *words.wards))
        return "lower" if inside and words.level in ("metropolitan", "province") else words.own[own]
    for form in _beginnings(tuple(words.upper)):
        if title.startswith(form):
            rest = title[len(form) :].lstrip()
            below = any(rest.startswith(f"{name} ") for name in places().lower.get(form, ()))
            return "other" if below else "upper"
    known = places()
    if title[:3] in known.beginnings and any(title.startswith(name) for name in known.names):
        return "other"
    if title.startswith(known.of_districts):
        return "other"
    return "bare" if words.bare and title.startswith(words.bare) else ""


def is_national(title: str) -> bool:
    """Whether a title is that of a statute, a decree or the rule of a statute."""
    bare = title.rstrip()
    if bare.endswith(local_data().local_endings):
        return False
    return bare.endswith(local_data().national_endings) or is_national_rule(bare)


def scan_titles(ground: Ground) -> None:
    """Note the titles in 「 」 that are a city's own; mask every other."""
    own_title = packed(ground.ordinance.title.removesuffix("안"))
    for match in _TITLE.finditer(ground.text):
        title = " ".join(match[1].split())
        lead = len(match[1]) - len(match[1].lstrip())
        start, end = match.start(1) + lead, match.start(1) + len(match[1].rstrip())
        if not is_national(title):
            _add_title(ground, title, start, end, own_title)
        ground.mask(*match.span())


def _add_title(ground: Ground, title: str, start: int, end: int, own_title: str) -> None:
    whose = owner(title, ground.words)
    ordinance = title.endswith(local_data().local_endings)
    if not ordinance and not (whose and _RULE.search(title)):
        if whose and whose != "bare":
            ground.add(start, end, "other_place" if whose == "other" else "rule_title", "", "낫표 안의 글입니다")
        return
    kind = "ordinance" if ordinance and not title.endswith("규칙") else "rule_title"
    if packed(title) == own_title:
        ground.add(start, end, "ordinance", "self")
    elif whose == "other":
        ground.add(start, end, "other_place", kind, "다른 지방자치단체의 조례입니다", sure=True)
    elif whose in ("upper", "lower"):
        ground.add(start, end, whose, kind)
    elif whose == "former":
        ground.add(start, end, kind, role_of(title), _FORMER)
    elif whose or any(form in title for form in ground.words.own):
        ground.add(start, end, kind, role_of(title))
    else:
        ground.add(start, end, kind, role_of(title), UNNAMED)


def scan_bare_titles(ground: Ground) -> None:
    """Note titles that stand without 「 」 after the city's name: 고양시 각종 위원회 구성 및 운영에 관한 조례."""
    names = "|".join(re.escape(form) for form in _beginnings(tuple(ground.words.own)))
    inner = rf"( ?[가-힣A-Za-z0-9{DOTS}()]{{1,24}}(?: [가-힣A-Za-z0-9{DOTS}()]{{1,24}}){{0,13}}?)"
    end = r"(?![가-힣])|(?=(?:은|는|을|를|이|가|의|로|와|과|에|으로|에서)(?![가-힣]))"
    pattern = re.compile(rf"(?<![가-힣])(?:{names}){inner} ?(?:조례|규칙)(?:{end})")
    own_title = packed(ground.ordinance.title.removesuffix("안"))
    for match in pattern.finditer(ground.text):
        words = match[1].split()
        if match[1][0] != " " and particle_end().fullmatch(words[0]):  # 고양시의 …
            continue
        if any(_NOT_OF_TITLE.search(word) for word in words) or ground.texts.place(match.start())[0].field == "title":
            continue
        if packed(match[0]) == own_title:
            ground.add(*match.span(), "ordinance", "self")
        else:
            kind = "rule_title" if match[0].endswith("규칙") else "ordinance"
            former = owner(match[0], ground.words) == "former"
            ground.add(*match.span(), kind, role_of(match[0]), _FORMER if former else "")
