"""Heads and governments named side by side: 시장ㆍ군수, 시ㆍ군ㆍ구, 시ㆍ도지사; those below, or all of a kind."""

from __future__ import annotations

import re
from functools import cache

from ordinance_drafter.locality.data import local_data
from ordinance_drafter.locality.ground import DOTS, Ground, particle_end, word_ends

GENERIC = "여러 지방자치단체를 두루 이르는 말인지 가릴 수 없습니다"


@cache
def _list_pattern() -> re.Pattern[str]:
    data = local_data()
    heads, units = (
        "|".join(sorted(words, key=lambda each: (-len(each), each)))
        for words in (data.heads_in_list, data.units_in_list)
    )
    heads, units = heads.replace("ㆍ", f"[{DOTS}]"), units.replace("ㆍ", f"[{DOTS}]")
    joint, wide = rf"\s?[{DOTS},/]\s?", r"(?:\s?(?:또는|및)\s|이나\s|나\s|과\s|와\s)"
    end = rf"(?={particle_end().pattern}|의회|교육감|교육청)"
    return re.compile(
        rf"(?<![가-힣])(?:(?P<heads>(?:{heads})(?:(?:{joint}|{wide})(?:{heads}){end})+)|(?P<one>시[{DOTS}]도지사)"
        rf"|(?P<units>(?:{units})(?:{joint}(?:{units}){end})+))"
    )


def scan_lists(ground: Ground) -> None:
    """Note lists of governments below; mask those that mean all of a kind."""
    for match in _list_pattern().finditer(ground.text):
        start, end = match.span()
        if not word_ends(ground.text, end, ("의회", "교육감", "교육청")) or not ground.free(start, end):
            continue
        if match["one"]:
            ground.mask(start, end)
            continue
        parts = [
            part for part in re.split(rf"\s?[{DOTS},/]\s?|\s?(?:또는|및)\s|이나\s|나\s|과\s|와\s", match[0]) if part
        ]
        role = "heads" if match["heads"] else "units"
        _take_list(ground, start, end, role, {part.split()[-1] for part in parts})


def _take_list(ground: Ground, start: int, end: int, role: str, parts: set[str]) -> None:
    words = ground.words
    own = {words.head_short, words.words.head} if role == "heads" else {words.gov_short, words.words.gov}
    if words.level in ("province", "metropolitan"):
        below = _below_words(ground, role)
        if parts <= below:
            ground.add(start, end, "lower", role)
        elif parts & own and words.level == "metropolitan" and parts - own <= below:
            return  # 시장 또는 구청장: each by itself
        elif parts <= {"시장", "군수", "구청장", "시", "군", "구"}:
            ground.add(start, end, "lower", role, GENERIC)
        elif "ㆍ" in ground.text[start:end]:
            ground.mask(start, end)
        return
    if words.wards and parts <= own | {"구청장", "구"}:
        return
    if re.search(rf"[{DOTS},/]", ground.text[start:end]) and not (
        parts & own and len(parts) == 2 and role == "heads" and not parts <= {"시장", "군수", "구청장"}
    ):
        ground.mask(start, end)


def _below_words(ground: Ground, role: str) -> set[str]:
    if ground.words.level == "province":
        return {"시장", "군수", "행정시장"} if role == "heads" else {"시", "군"}
    if ground.words.gov_short == "통합특별시":
        return {"시장", "군수", "구청장"} if role == "heads" else {"시", "군", "구"}
    return {"구청장", "군수", "자치구청장"} if role == "heads" else {"구", "군", "자치구"}
