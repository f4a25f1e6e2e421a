"""Whose ordinance it is: a profile of the library, or one derived from the name."""

from __future__ import annotations

import re
import unicodedata

from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Library, Municipality
from ordinance_drafter.locality import derive, municipality_of
from ordinance_drafter.model import Ordinance

_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
_FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip
_WORD = re.compile(r"(?:특별자치|통합특별|특별|광역)?[시도군구]$")


def city_of(ordinance: Ordinance, library: Library, name: str = "") -> tuple[Municipality, bool]:
    """Return the profile of the city an ordinance belongs to, and whether the library has it.

    Args:
        ordinance: the ordinance.
        library: its profiles come first, over what can be derived from a name.
        name: a code or a name given by a person, over what the ordinance says of itself.

    Raises:
        InputError: it cannot be told, or there is no such local government.
    """
    wanted = name or municipality_of(ordinance)
    if not wanted:
        raise InputError(
            "어느 지방자치단체의 조례인지 알 수 없습니다. --from에 이름을 적으십시오(예: --from 광주광역시)."
        )
    return profile_of(wanted, library)


def profile_of(wanted: str, library: Library) -> tuple[Municipality, bool]:
    """Return the profile of a code or a name, and whether the library has it; errors as :func:`city_of`."""
    if wanted in library.municipality_codes:
        return library.municipality(wanted), True
    spelled = unicodedata.normalize("NFC", wanted).strip()
    for code in library.municipality_codes:
        profile = library.municipality(code)
        if spelled in (profile.formal_name, profile.name):
            return profile, True
    derived = derive(spelled)
    if derived is None:
        raise InputError(
            f"모르는 지방자치단체입니다: {wanted}. 코드(goyang)나 정식 이름(광주광역시 동구)을 적으십시오."
        )
    return derived.model_copy(update={"code": romanised(derived.formal_name, library)}), False


def romanised(name: str, library: Library) -> str:
    """Return a code for a name in Latin letters, syllable by syllable (광주광역시 -> gwangju), not yet taken."""
    bare = " ".join(_WORD.sub("", word) or word for word in name.split())
    code = re.sub(r"[^a-z0-9]+", "-", "".join(map(_letters, bare))).strip("-")[:40] or "city"
    taken = set(library.municipality_codes)
    return next(each for each in (code, *(f"{code}-{i}" for i in range(2, 999))) if each not in taken)


def _letters(char: str) -> str:
    index = ord(char) - 0xAC00
    if not 0 <= index < 11172:
        return char.lower()
    return _INITIALS[index // 588] + _VOWELS[index // 28 % 21] + _FINALS[index % 28]
