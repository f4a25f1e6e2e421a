"""What one local government is called: its names, those above, beside and below it, and its short words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ordinance_drafter.library import Municipality
from ordinance_drafter.locality.data import LevelWords, local_data
from ordinance_drafter.locality.derive import bare_names, find_places
from ordinance_drafter.locality.places import places


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one local government.

    ``own`` has every full form of its name and which form it is; ``upper`` those of the one above; ``lower`` and
    ``wards`` what is in it; ``bare`` its names without their kind (``upper_bare``: those of the one above).
    """

    profile_name: str
    formal: str
    level: str
    last: str
    own: dict[str, str]
    upper: dict[str, str]
    lower: tuple[str, ...]
    wards: tuple[str, ...]
    bare: tuple[str, ...]
    upper_bare: tuple[str, ...]
    words: LevelWords
    head_short: str
    gov_short: str
    council_short: str
    residents: str
    gazette: str
    deputy: str
    upper_words: LevelWords | None
    agencies: tuple[str, ...]
    departments: tuple[str, ...]


def vocabulary(profile: Municipality) -> Vocabulary:
    """Return the words of a local government."""
    agencies = tuple(sorted((each.name for each in profile.agencies.values()), key=len, reverse=True))
    departments = tuple(each["name"] for each in profile.departments if each.get("name"))
    shorts = (profile.head_short, profile.gov_short, profile.council_short, profile.residents, profile.gazette)
    return _vocabulary(profile.name, profile.formal_name, profile.level, profile.upper, shorts, agencies, departments)


@lru_cache(maxsize=64)
def _vocabulary(
    name: str,
    formal: str,
    level: str,
    upper: str,
    shorts: tuple[str, str, str, str, str],
    agencies: tuple[str, ...],
    departments: tuple[str, ...],
) -> Vocabulary:
    data = local_data()
    last = formal.split()[-1]
    head, gov, council, residents, gazette = shorts
    words = data.levels[level]  # type: ignore[index]
    upper_level = "" if not upper else "province" if upper.endswith("도") else "metropolitan"
    base = bare_names(last)
    return Vocabulary(
        name, formal, level, last, _own(name, formal, last), _upper(upper), _inside(last),
        tuple(data.wards.get(last, ())), base, bare_names(upper) if upper else (), words, head, gov, council, residents, gazette,
        words.deputy, data.levels[upper_level] if upper_level else None, agencies, departments,  # type: ignore[index]
    )  # fmt: skip


def _own(name: str, formal: str, last: str) -> dict[str, str]:
    forms = {formal: "formal", formal.replace(" ", ""): "formal", name: "name"}
    if name.replace(" ", "") != name:
        forms[name.replace(" ", "")] = "name"
    forms.setdefault(last, "last")
    if last.endswith("시") and not last.endswith(("특별시", "광역시", "특별자치시")):
        forms[f"{last[:-1]}특례시"] = "status"
    forms |= {short: "short" for short, whole in places().short.items() if whole == last and len(short) < len(whole)}
    forms |= {old: "former" for old, new in places().former.items() if new == last}
    return forms


def _upper(upper: str) -> dict[str, str]:
    if not upper:
        return {}
    forms = {upper: "name"}
    forms |= {short: "short" for short, whole in places().short.items() if whole == upper}
    return forms | {old: "former" for old, new in places().former.items() if new == upper}


def _inside(name: str) -> tuple[str, ...]:
    return local_data().former_lower.get(name) or places().lower.get(name, ())


def role_of(title: str) -> str:
    """Return the role an ordinance's title tells (subsidy, private_entrustment …), "" when none is known.

    A title that says more than its role does (지방보조금심의위원회, 모범시민 포상) is of another ordinance.
    """
    packed = re.sub(r"[\s()]|[ㆍ·․‧・･ᆞ,]", "", title)
    for each in local_data().roles:
        word = next((word for word in sorted(each.words, key=len, reverse=True) if word in packed), "")
        if word:
            rest = _without_names(packed)
            if each.whole:
                return each.role if _GENERAL.sub("", rest) in each.whole else ""
            return each.role if not _GENERAL.sub("", rest.replace(word, "")) else ""
    return ""


_GENERAL = re.compile(
    r"설치|구성|운영|운용|및|등|에|관한|관리|기본|의안|행정|의|조례안?|활성화|촉진|사무|기금|물품|심사|지급|절차"
)
"""What a title of a general ordinance says besides its subject."""


def _without_names(packed: str) -> str:
    """Return a title without the names of governments: 위원회 … of 고양시 위원회 …, not of 고양시 청년위원회 …."""
    rest = packed
    for place in sorted((name for name in places().names if name in rest), key=len, reverse=True):
        rest = rest.replace(place, "")
    return re.sub(r"^[가-힣]{1,2}구(?=각종|위원회|지방보조금|사무|민간|포상|공유재산|개인정보)", "", rest)


def is_place(name: str) -> bool:
    """Whether a name is that of a local government, with or without the upper one."""
    return bool(find_places(name))
