"""Short words that mean a local government: 시장, 시, 시의회, 시민, 시보; told from 시장 개척, 위반 시, 시민단체, 도보."""

from __future__ import annotations

import re

from ordinance_drafter.locality.data import local_data
from ordinance_drafter.locality.fields import BREAK
from ordinance_drafter.locality.ground import (
    QUOTES,
    Ground,
    one_of,
    particle_at,
    particle_end,
    starts_with_any,
    word_ends,
)
from ordinance_drafter.locality.lists import GENERIC, scan_lists

_FINAL_RIEUL = frozenset(chr(code) for code in range(0xAC00 + 8, 0xD7A4, 28))
_MARKET = "사람인지 시장(市場)인지 가릴 수 없습니다"
_GOV = "지방자치단체인지 가릴 수 없습니다"
_COMPOUND = "다른 말과 붙어 있습니다"
_GAZETTE = "공보의 이름인지 가릴 수 없습니다"
_LEVEL = "다른 종류의 지방자치단체의 말입니다"


def scan_short(ground: Ground) -> None:
    """Note the short words of the own level, then those of other levels."""
    scan_lists(ground)
    _scan_compounds(ground)
    for word, kind in _own_words(ground):
        _SCANS[kind](ground, word, kind)
    _scan_others(ground)


def _own_words(ground: Ground) -> list[tuple[str, str]]:
    words = ground.words
    level = words.words
    pairs = [
        (words.head_short, "head_short"),
        (level.head, "head_short"),
        (words.deputy, "deputy"),
        (f"{words.council_short}의원", "member"),
        (f"{words.council_short} 의원", "member"),
        (f"{words.gov_short}의원", "member"),
        (words.council_short, "council_short"),
        (level.council, "council_short"),
        (words.residents, "residents"),
        *([(words.gazette, "gazette")] if words.gazette != "공보" else []),
        (level.gazette, "gazette"),
        (words.gov_short, "gov_short"),
        (level.gov, "gov_short"),
        ("의회", "council_short"),
    ]
    return list(dict.fromkeys(pairs))


def _next_word(after: str, particle: str) -> str:
    words = after[len(particle) :].split()
    return words[0] if words else ""


# ──────────────────────────────────────────────────────────────────── 시장


def _scan_head(ground: Ground, word: str, kind: str) -> None:
    for match in re.finditer(rf"(?<![가-힣]){re.escape(word)}", ground.text):
        start, end = match.span()
        if not ground.free(start, end):
            continue
        sure = head_verdict(ground, start, end) if word == "시장" else _plain_head(ground, end)
        if sure is not None:
            ground.add(start, end, kind, "", "" if sure else (_MARKET if word == "시장" else _COMPOUND))


def _plain_head(ground: Ground, end: int) -> bool | None:
    """Whether 군수, 구청장, 도지사 is a head here: None for 군수품."""
    if particle_at(ground.text, end) is not None:
        return not ground.after(end).startswith((" 물자", " 공장", " 산업"))
    return True if _ends_with_tail(ground.text, end) else None


def _ends_with_tail(text: str, end: int) -> bool:
    match = one_of(local_data().head_tails).match(text, end)
    return bool(match and particle_end().match(text, match.end()))


def head_verdict(ground: Ground, start: int, end: int) -> bool | None:
    """Whether 시장 is a mayor: True, False for undecided, None for a market.

    In a text that speaks of markets only what no market can be (시장은, 시장에게, 시장의 승인) is a mayor; when it does
    not say that 시장 stands for one, only 시장에게.
    """
    verdict = _verdict(ground, start, end)
    if not verdict or not ground.has_market_signs:
        return verdict
    if ground.text.startswith(("에게", "께"), end) or ground.text[start - 1 : start] in QUOTES:
        return True
    particle = particle_at(ground.text, end)
    following = _next_word(ground.after(end), particle or "")
    acts = particle in ("은", "이", "과") or (particle == "의" and starts_with_any(following, local_data().person_of))
    return acts and not ground.is_of_markets


def _verdict(ground: Ground, start: int, end: int) -> bool | None:
    """Whether 시장 is a mayor: True, False for undecided, None for a market."""
    data, text = local_data(), ground.text
    if text[start - 1 : start] in QUOTES and text[end : end + 1] in QUOTES:
        return True
    particle = particle_at(text, end)
    if particle is None:
        return True if _ends_with_tail(text, end) else None
    after = ground.after(end)
    following = _next_word(after, particle)
    marketlike = ground.before(start) in data.market_before and text[start - 1 : start] == " "
    if particle == "":
        return _bare_head(ground, after, following, marketlike)
    if particle in ("에게", "에게는", "에게서", "께", "에게로"):
        return True
    if particle == "의":
        return not (marketlike or starts_with_any(following, data.market_of))
    if particle in (
        "에서",
        "에서는",
        "에서의",
        "내",
        "내의",
        "내에",
        "내에서",
        "별",
        "별로",
        "안의",
        "안에",
        "간",
        "간의",
    ):
        return None
    if particle in ("을", "를", "에", "에는", "으로", "로"):
        if starts_with_any(following, data.market_verbs) and not starts_with_any(following, ("대한", "관한", "한정")):
            return None
        return starts_with_any(following, data.person_after) and not starts_with_any(following, ("대한", "관한"))
    if starts_with_any(following, data.market_verbs):
        return False
    return not marketlike


def _bare_head(ground: Ground, after: str, following: str, marketlike: bool) -> bool | None:
    data = local_data()
    if not after.startswith(" "):
        return not marketlike  # 시장), 시장, 시장ㆍ
    person = starts_with_any(following, data.person_after)
    market = starts_with_any(following, data.market_after) and not person
    if market:
        return None
    if marketlike:
        return False
    return person


# ──────────────────────────────────────────────────────────────────── 시, 군, 구, 도


def _scan_gov(ground: Ground, word: str, kind: str) -> None:
    for match in re.finditer(rf"(?<![가-힣0-9]){re.escape(word)}", ground.text):
        start, end = match.span()
        if not ground.free(start, end):
            continue
        verdict = (
            True if len(word) > 1 and word_ends(ground.text, end, ("립",)) else gov_verdict(ground, start, end, word)
        )
        if verdict is not None:
            ground.add(start, end, kind, "", "" if verdict else _GOV)


def gov_verdict(ground: Ground, start: int, end: int, word: str) -> bool | None:
    """Whether 시 (군, 구, 도) is the local government: True, False for undecided, None for another word."""
    data, text = local_data(), ground.text
    if text[start - 1 : start] in QUOTES and text[end : end + 1] in QUOTES:
        return True
    if text.startswith("립", end):
        return (
            True if particle_end().match(text, end + 1) or re.match(r"립\s?[가-힣]{2}", text[end : end + 4]) else None
        )
    particle = particle_at(text, end)
    if particle is None:
        return None
    following = _next_word(ground.after(end), particle)
    refused = any(
        following.startswith(each) if len(each) > 1 else following == each for each in data.gov_not_after.get(word, ())
    )
    linked = ground.is_linked(start) and not _is_time(ground, start)
    if particle == "":
        return _bare_gov(ground, start, end, following, linked, refused)
    return _gov_with_particle(ground, start, word, particle, following, linked and not refused)


def _is_time(ground: Ground, start: int) -> bool:
    """Whether the word before makes 시 a time: 위반 시, 위반할 시."""
    word = ground.before(start)
    if not word or start == 0 or ground.text[start - 1] not in " \n":
        return False
    stem = re.sub(r"[^가-힣]+$", "", word)
    if stem != word:
        return False
    ends = word.endswith(local_data().time_before)
    return ends or (len(word) > 1 and word[-1] in _FINAL_RIEUL and word[-1] not in "을를일월별실율률물칠팔길술말")


def _bare_gov(ground: Ground, start: int, end: int, following: str, linked: bool, refused: bool) -> bool | None:
    data = local_data()
    after = ground.after(end)
    fits = starts_with_any(following, data.gov_after) and not refused
    if not after.startswith(" "):  # 시, 시) 시ㆍ
        return None if _is_time(ground, start) or not linked or not after[:1].strip() else False
    if refused:
        return None
    if linked:
        return fits or (
            text_is_open(ground, start) and following[:1] >= "가" and ground.text[start:end] in ("시", "도")
        )
    if ground.before(start) in data.gov_before and fits:
        return True
    if _is_time(ground, start) and not fits:
        return None
    return False if fits or ground.text[start:end] == "시" else None


def text_is_open(ground: Ground, start: int) -> bool:
    """Whether a word begins a text or follows a particle or ending, not a bracket or mark."""
    word = ground.before(start)
    return not word or "가" <= word[-1] <= "힣"


def _gov_with_particle(
    ground: Ground, start: int, word: str, particle: str, following: str, linked: bool
) -> bool | None:
    data = local_data()
    before = ground.before(start)
    if _is_other_word(ground, start, word, particle, following) or before in data.gov_before_not.get(word, ()):
        return None
    if word == "구" and particle.startswith("내"):
        return False  # 구내
    if linked:
        return True
    if word == "시" and _is_time(ground, start):
        return None if particle in ("의", "에", "에는", "까지", "에도", "에만") else False
    return before in data.gov_before or particle in ("에서", "가", "는", "은", "이")


def _is_other_word(ground: Ground, start: int, word: str, particle: str, following: str) -> bool:
    """Whether letter and particle make another word: 시가(時價), 도로, 구로, 이웃을 도와."""
    data = local_data()
    if particle not in data.gov_particles:
        return True
    if word == "시" and particle == "가":
        after = ground.text[start + 2 : start + 3]
        return after == "(" or following[:1].isdigit() or starts_with_any(following, data.price_after)
    if word + particle in ("도로", "구로", "시이", "도이", "구이"):
        return True
    return word + particle == "도와" and ground.before(start).endswith(("을", "를"))


def _scan_compounds(ground: Ground) -> None:
    """시청, 군정, 구유재산: words made with the letter of the own level."""
    gov = ground.words.words.gov
    for each in local_data().gov_compounds:
        if gov not in each.for_ or gov + each.tail not in ground.text:
            continue
        for match in re.finditer(rf"(?<![가-힣0-9]){gov}{each.tail}", ground.text):
            start, end = match.span()
            particle = particle_at(ground.text, end)
            after = ground.text[end : end + 12]
            if (particle is None and each.tail not in ("립", "금고")) or after.startswith(each.not_):
                continue
            following = _next_word(ground.after(end), particle or "")
            if starts_with_any(following, each.not_) or ground.before(start) in each.before_not:
                continue
            sure = (
                gov in each.always
                or starts_with_any(following, each.sure)
                or (particle in ("에", "의") and each.tail == "정")
            )
            ground.add(start, end, "gov_short", "compound", "" if sure else _GOV)


# ──────────────────────────────────────────────────────────────────── 의회, 의원, 시민, 시보


def _scan_plain(ground: Ground, word: str, kind: str) -> None:
    tails = ("의장", "사무국", "사무처", "사무과", "의원", "부의장", "상임위원회") if kind == "council_short" else ()
    for match in re.finditer(rf"(?<![가-힣]){re.escape(word)}", ground.text):
        if word_ends(ground.text, match.end(), tails):
            ground.add(*match.span(), kind, "alone" if word == "의회" else "")


def _scan_residents(ground: Ground, word: str, kind: str) -> None:
    data = local_data()
    for match in re.finditer(re.escape(word), ground.text):
        start, end = match.span()
        glued = re.search(r"[가-힣]+\Z", ground.text[max(0, start - 8) : start])
        if glued and glued[0] not in data.residents_heads:
            continue
        if ground.text.startswith(data.not_residents, start) or (glued and glued[0] == "생활"):
            continue
        if ground.before(start) in ("민주", "세계", "디지털", "깨어있는") and not glued:
            continue
        if ground.text[end:].startswith((" 단체", " 사회단체", " 사회")):
            continue
        tail = word_ends(ground.text, end, data.residents_tails)
        ground.add(start, end, kind, "", "" if tail else _COMPOUND)


def _scan_gazette(ground: Ground, word: str, kind: str) -> None:
    data = local_data()
    for match in re.finditer(rf"(?<![가-힣]){re.escape(word)}", ground.text):
        if not word_ends(ground.text, match.end()):
            continue
        around = ground.text[max(0, match.start() - 20) : match.start()].rpartition(BREAK)[2] + ground.after(
            match.end()
        )
        near = any(each in around for each in data.gazette_near)
        if near and not (word == "도보" and particle_at(ground.text, match.end()) in ("로", "으로")):
            ground.add(*match.span(), kind)
        elif word not in ("도보", "시보", "공보"):
            ground.add(*match.span(), kind, "", _GAZETTE)


_SCANS = {
    "head_short": _scan_head,
    "gov_short": _scan_gov,
    "deputy": lambda ground, word, kind: _scan_deputy(ground, word, kind),
    "member": _scan_plain,
    "council_short": _scan_plain,
    "residents": _scan_residents,
    "gazette": _scan_gazette,
}


def _scan_deputy(ground: Ground, word: str, kind: str) -> None:
    """부시장, and 행정부시장, 제1부시장, of which there may be none elsewhere."""
    for match in re.finditer(rf"(?<![가-힣])([가-힣]{{2,6}}|제?[12])?{re.escape(word)}", ground.text):
        if word_ends(ground.text, match.end()):
            prefix = bool(match[1])
            ground.add(
                *match.span(), kind, "named" if prefix else "", "이름이 따로 있는 부단체장입니다" if prefix else ""
            )


# ──────────────────────────────────────────────────────────────────── other levels


def _scan_others(ground: Ground) -> None:
    words, data = ground.words, local_data()
    above = words.upper_words
    _scan_autonomous(ground)
    for level in data.levels.values():
        if level.head == words.words.head:
            continue
        kind = "upper" if above and level.head == above.head else "other_place"
        below = kind == "other_place" and (
            words.level in ("metropolitan", "province") or (bool(words.wards) and level.head == "구청장")
        )
        kind = "lower" if below else kind
        _scan_other(ground, level.head, kind, "head_short")
        _scan_other(ground, level.council, kind, "council_short")
        _scan_other(ground, f"{level.gov}의원", kind, "member")
        _scan_other(ground, level.residents, kind, "residents")
        _scan_other(ground, level.deputy, kind, "deputy")


def _scan_autonomous(ground: Ground) -> None:
    """자치구, 자치구청장, and the notes that say which districts are meant: (자치구의 구청장을 말한다)."""
    for match in re.finditer(r"(?<![가-힣])자치구(의 구청장|청장)?(?!가 아닌)", ground.text):
        start, end = match.span()
        if match[1] == "의 구청장" or re.compile(r"[를의] ?(?:구청장을 )?말한다").match(ground.text, end):
            ground.add(start, end, "lower", "note", GENERIC)
        elif word_ends(ground.text, end, ("의회", "의원")):
            ground.add(start, end, "lower", "head_short" if match[1] else "units")


def _scan_other(ground: Ground, word: str, kind: str, role: str) -> None:
    for match in re.finditer(rf"(?<![가-힣]){re.escape(word)}", ground.text):
        start, end = match.span()
        if not ground.free(start, end):
            continue
        if word == "시장":
            verdict = head_verdict(ground, start, end)
            if verdict is None or (verdict is False and kind == "other_place"):
                continue
            ground.add(
                start, end, kind, role, "" if verdict and kind == "upper" else _MARKET if not verdict else _LEVEL
            )
            continue
        if word in ("시민", "도민", "군민", "구민") and ground.text.startswith(local_data().not_residents, start):
            continue
        if word_ends(ground.text, end):
            ground.add(start, end, kind, role, "" if kind in ("upper", "lower") else _LEVEL)
