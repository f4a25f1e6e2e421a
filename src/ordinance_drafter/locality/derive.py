"""Any local government of Korea from its name, and whose ordinance a text is."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ordinance_drafter.compiled import compiled
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import GovernmentLevel, Library, Municipality, load_library
from ordinance_drafter.locality.data import Special, local_data
from ordinance_drafter.locality.places import places
from ordinance_drafter.model import Ordinance, walk
from ordinance_drafter.resources import data_dir

_KIND = re.compile(r"(?:통합특별시|특별자치시|특별자치도|특별시|광역시|특례시|시|군|구|도)$")
_INITIALS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_FINALS = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "p",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]


class Place(NamedTuple):
    """A local government by name: ``upper`` is the one it is in ("" for an upper one)."""

    name: str
    upper: str = ""

    @property
    def formal(self) -> str:
        """The name with the one above it: 경기도 고양시."""
        return f"{self.upper} {self.name}".strip()


def bare_name(name: str) -> str:
    """Return a name without its kind: 고양시 -> 고양; "" when only one letter is left (중구)."""
    bare = _KIND.sub("", name)
    return bare if len(bare) > 1 else ""


def bare_names(name: str) -> tuple[str, ...]:
    """Return what a place is called without its kind: 경상남도 -> 경남, 고양시 -> 고양."""
    given = local_data().bare.get(name)
    if given:
        return given
    bare = bare_name(name)
    return (bare,) if bare else ()


@cache
def _uppers() -> dict[str, tuple[str, ...]]:
    """Upper governments, those that are no more too, with those in them."""
    return {**dict.fromkeys(places().lower, ()), **places().lower, **local_data().former_lower}


def find_places(name: str) -> tuple[Place, ...]:
    """Return the local governments a name can mean: one, several (중구), or none.

    ``name`` may have the upper one before it, with a space or without (서울특별시 강남구), be short (서울시), or carry
    the status of a 특례시.
    """
    words = "".join(name.split())
    if words in _uppers():
        return (Place(words),)
    if words in places().short:
        return (Place(places().short[words]),)
    words = re.sub("특례시$", "시", words)
    known = {**{each: each for each in _uppers()}, **places().short}
    for upper in sorted(known, key=len, reverse=True):
        rest = words.removeprefix(upper)
        if rest != words and rest in _uppers()[known[upper]]:
            return (Place(rest, known[upper]),)
    current = [upper for upper in places().lower if words in places().lower[upper]]
    return tuple(Place(words, upper) for upper in current)


def derive(name: str) -> Municipality | None:
    """Return what can be told of a local government from its name alone, None when the name is not one.

    Nothing of it was checked: ``checked_on`` is "" and ``notes`` says so. A name that several have (중구) needs the
    upper one before it, else it is none.
    """
    found = find_places(name)
    return _derived(found[0]) if len(found) == 1 else None


@cache
def _derived(place: Place) -> Municipality:
    data = local_data()
    level = level_of(place)
    words = data.levels[level]
    special = data.special.get(place.name, Special())
    own = place.formal if level == "district" else place.name
    head_short = special.head_short or words.head
    council = f"{own}의회"
    lower = words.lower_heads if special.lower_heads is None else special.lower_heads
    if lower == "구청장" and any(each.endswith("군") for each in _uppers().get(place.name, ())):
        lower = "구청장ㆍ군수"
    return Municipality(
        code=code_of(place),
        name=own,
        formal_name=place.formal,
        level=level,
        head=own + data.head_endings[own[-1]],
        head_short=head_short,
        gov_short=special.gov_short or words.gov,
        council=council,
        council_short=special.council_short or words.council,
        council_member=f"{council}의원",
        residents=words.residents,
        rule_word="규칙",
        gazette=words.gazette,
        lower_heads=lower,
        upper=place.upper,
        checked_on="",
        notes=(
            f"{place.formal}의 자료 파일이 없어 이름에서 미루어 적은 것이다. 하나도 확인하지 못했다"
            "(공보의 이름, 의회와 주민을 부르는 말, 조례의 제명을 확인해야 한다).",
        ),
    )


def level_of(place: Place) -> GovernmentLevel:
    """Return the level of a place."""
    if not place.upper:
        return "province" if place.name.endswith("도") else "metropolitan"
    return {"시": "city", "군": "county", "구": "district"}[place.name[-1]]  # type: ignore[return-value]


def code_of(place: Place) -> str:
    """Return a code of Latin letters: suwon, seoul-jung."""
    own = romanised(bare_name(place.name) or _KIND.sub("", place.name))
    if place.upper and len(places().uppers_of.get(place.name, ())) == 1 and not place.name.endswith("구"):
        return own
    return f"{romanised(bare_name(place.upper))}-{own}" if place.upper else own


def romanised(text: str) -> str:
    """Return Hangul letter by letter in Latin letters, for codes and names of files."""
    parts = []
    for char in text:
        index = ord(char) - 0xAC00
        if 0 <= index < 11172:
            parts.append(_INITIALS[index // 588] + _VOWELS[index // 28 % 21] + _FINALS[index % 28])
        elif char.isascii() and char.isalnum():
            parts.append(char.lower())
    return "".join(parts) or "place"


def profile_named(name: str, library: Library | None = None) -> Municipality:
    """Return the profile of a code or a name: from the library's file, else derived.

    Raises:
        InputError: it is the name of none, or of several.
    """
    library = library or _library()
    wanted = name.strip()
    if wanted in library.municipality_codes:
        return library.municipality(wanted)
    found = find_places(wanted)
    if len(found) > 1:
        names = ", ".join(f"‘{each.formal}’" for each in found[:12])
        raise InputError(f"이름이 ‘{wanted}’인 곳이 여럿입니다. 그 위의 지방자치단체까지 적으십시오: {names}")
    if not found:
        raise InputError(
            f"지방자치단체의 이름이나 코드가 아닙니다: {wanted}. ‘수원시’, ‘서울특별시 강남구’처럼 적거나 코드를 적으십시오: "
            f"{', '.join(library.municipality_codes)}"
        )
    code = _codes_by_name(library).get("".join(found[0].formal.split()))
    return library.municipality(code) if code else _derived(found[0])


@cache
def _library() -> Library:
    return load_library()


def _codes_by_name(library: Library) -> dict[str, str]:
    """Return the codes of the library's profiles by formal name without spaces."""

    def build() -> dict[str, str]:
        profiles = (library.municipality(code) for code in library.municipality_codes)
        return {"".join(each.formal_name.split()): each.code for each in profiles}

    if library is not _library():
        return build()
    sources = sorted((data_dir("clause_library") / "municipalities").glob("*.yaml"))
    names: dict[str, str] = compiled("municipality-names", sources, build)
    return names


# ─────────────────────────────────────────────────────────────────────── whose ordinance

_HEAD_DECLARED = re.compile(r"((?:[가-힣]{2,8} )?[가-힣]{1,8}[시군구도])(?:장|수|청장|지사)\s?\(이하")


def municipality_of(ordinance: Ordinance) -> str:
    """Return the formal name of the local government an ordinance is of, "" when it cannot be told.

    Its title says, then the facts of the document, then the head it declares (고양시장(이하 “시장”이라 한다)). A name
    that several have (중구) is settled by an upper government named in the text.
    """
    for words in (ordinance.title, ordinance.municipality, _declared(ordinance)):
        found = _at_head(words, ordinance)
        if found:
            return _as_told(found, ordinance.municipality)
    return _by_bare(ordinance.title)


def _as_told(formal: str, fact: str) -> str:
    """Return the name under the upper government the document's facts give: 전라남도 순천시 before 2026-07-01."""
    told = find_places(fact)
    return fact if len(told) == 1 and told[0].formal == fact and fact.split()[-1] == formal.split()[-1] else formal


def _at_head(words: str, ordinance: Ordinance) -> str:
    tokens = words.strip().replace("(", " ").split()[:2]
    for text in (" ".join(tokens), _inside(tokens), *tokens[:1]):
        found = find_places(text) if text else ()
        if len(found) == 1:
            return found[0].formal
        if found:
            whole = _text(ordinance)
            named = [each for each in found if each.upper in whole]
            return named[0].formal if len(named) == 1 else ""
    glued = re.match(r"[가-힣]+", words.strip())
    return _glued(glued[0]) if glued else ""


def _inside(tokens: list[str]) -> str:
    """Return 서울특별시 중구 of 서울특별시 중구의회, "" where there is no such word."""
    if len(tokens) < 2 or tokens[0] not in _uppers():
        return ""
    inside = [name for name in _uppers()[tokens[0]] if tokens[1].startswith((f"{name}의회", f"{name}청"))]
    return f"{tokens[0]} {inside[0]}" if inside else ""


def _glued(word: str) -> str:
    """Return the place a word without spaces begins with: 양평군수영장설치조례."""
    for end in range(min(len(word), 14), 2, -1):
        found = find_places(word[:end])
        if len(found) == 1 and word[end - 1] in "시군구도":
            return found[0].formal
    return ""


def _declared(ordinance: Ordinance) -> str:
    match = _HEAD_DECLARED.search(_text(ordinance))
    return match[1] if match else ""


def _by_bare(title: str) -> str:
    """Return the place whose bare name a title begins with, when only one is so called: 고양누리버스 …."""
    word = re.sub(r"^[^가-힣]+|^[‘’'\d]+", "", title)
    by_bare: dict[str, set[str]] = {}
    for upper, names in places().lower.items():
        by_bare.setdefault(bare_name(upper), set()).add(upper)
        for name in names:
            if bare_name(name):
                by_bare.setdefault(bare_name(name), set()).add(f"{upper} {name}")
    begun = [bare for bare in by_bare if bare and word.startswith(bare) and bare not in local_data().common_bare]
    longest = max(begun, key=len, default="")
    found = by_bare.get(longest, set())
    return next(iter(found)) if len(found) == 1 else ""


def _text(ordinance: Ordinance) -> str:
    return "\n".join([ordinance.preamble, *(unit.text for _, unit in walk(ordinance))])
