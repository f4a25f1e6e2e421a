"""What only smells of a city: bodies named after it, its bare name, addresses, departments. None of it is sure."""

from __future__ import annotations

import re
from functools import cache

from ordinance_drafter.locality.data import local_data
from ordinance_drafter.locality.ground import DOTS, Ground, one_of, particle_end

_BARE = "이름의 줄인 말입니다"
_AGENCY = "지방자치단체의 이름을 딴 기관이나 제도입니다"
_ADDRESS = "주소로 보입니다"
_DEPARTMENT = "부서와 직위의 이름은 지방자치단체마다 다릅니다"


def scan_loose(ground: Ground) -> None:
    """Note bodies, bare names and addresses."""
    for bare in ground.words.bare:
        _scan_bare(ground, bare, "own")
    for bare in ground.words.upper_bare:
        _scan_bare(ground, bare, "upper")
    _scan_addresses(ground)


@cache
def _agency_pattern(bare: str) -> re.Pattern[str]:
    endings = one_of(local_data().agency_endings).pattern
    return re.compile(rf"{re.escape(bare)}\s?[가-힣A-Za-z0-9]{{0,12}}?(?:{endings})")


def _scan_bare(ground: Ground, bare: str, whose: str) -> None:
    data, text = local_data(), ground.text
    common = bare in data.common_bare
    for match in re.finditer(re.escape(bare), text):
        start, end = match.span()
        if not ground.free(start, end) or ground.is_homograph(start, end):
            continue
        agency = _agency_pattern(bare).match(text, start)
        if agency and not ground.glued(start) and not (common and text[end : end + 1] == " "):
            stop = agency.end()
            kind = "agency" if whose == "own" else "upper"
            ground.add(start, stop, kind, "unknown", _AGENCY)
        elif not common or (not ground.glued(start) and text.startswith(data.bare_tails, end)):
            ground.add(start, end, "bare" if whose == "own" else "upper", whose if whose == "own" else "bare", _BARE)


_ROAD = re.compile(
    r"(?<![가-힣])[가-힣]{1,8}(?:\d{1,4}번)?(?:대로|로|길) ?\d{1,5}(?:-\d{1,4})?(?=[ ,.()\x1f\n]|번지|번길|과|와|에|의|을|를|로|및|$)"
)
_LOT = re.compile(
    r"(?<![가-힣])[가-힣]{1,4}\d{0,2}(?:동|리|읍|면|가) ?(?:산 ?)?\d{1,5}(?:-\d{1,5}(?:번지)?|번지)(?![.\d])"
)


def _scan_addresses(ground: Ground) -> None:
    for pattern in (_ROAD, _LOT):
        for match in pattern.finditer(ground.text):
            if not re.match(r"[가-힣]*(?:으로|제\d|별표|[은는을를에서]로)", match[0]):
                ground.add(*match.span(), "place", "address", _ADDRESS)
    tails = "|".join(local_data().place_tails)
    one = r"[가-힣]{1,4}\d?(?:동|리|읍|면)"
    pattern = re.compile(rf"(?<![가-힣]){one}(?:[{DOTS}, ]+{one})*(?=\s(?:{tails})|주민센터|행정복지센터)")
    for match in pattern.finditer(ground.text):
        if not match[0].endswith(("활동", "이동", "공동", "운동", f"{DOTS[0]}동", "관리", "처리", "해당 동")):
            ground.add(*match.span(), "place", "address", _ADDRESS)


def scan_departments(ground: Ground) -> None:
    """Note the names of departments and posts; before the short words, which they may hold (시민안전실장)."""
    data = local_data()
    for name in ground.words.departments:
        for match in re.finditer(rf"(?<![가-힣]){re.escape(name)}", ground.text):
            ground.add(*match.span(), "department", "known", _DEPARTMENT)
    generic = frozenset(data.generic_departments)
    pattern = rf"(?<![가-힣])[가-힣]{{2,12}}?(?:{one_of(data.department_endings).pattern})"
    for match in re.finditer(pattern, ground.text):
        if match[0] not in generic and particle_end().match(ground.text, match.end()):
            ground.add(*match.span(), "department", "", _DEPARTMENT)
