"""Particles that do not fit the word before them (은/는, 이/가, 을/를, 과/와, 으로/로): found where it is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ordinance_drafter.check.words import FILLER, Words
from ordinance_drafter.korean import Final, final_sound

_END = r"(?=[ ,.ㆍ)」”\n]|$)"
_SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]
_OPEN_ENDS = "".join(char for char in _SYLLABLES if (ord(char) - 0xAC00) % 28 == 0)
_CLOSED_ENDS = "".join(char for char in _SYLLABLES if (ord(char) - 0xAC00) % 28)
_RIEUL_ENDS = "".join(char for char in _SYLLABLES if (ord(char) - 0xAC00) % 28 == 8)
_AFTER = dict.fromkeys(("를", "와", "는", "가", "로"), _CLOSED_ENDS) | dict.fromkeys(
    ("을", "은", "이", "과"), _OPEN_ENDS
)
# 조사의 글자로 시작하는 꼴이라야 빨리 찾는다: 앞 글자는 되돌아본다
_LIKELY = re.compile(
    rf"(?:으로(?<=[{_OPEN_ENDS}{_RIEUL_ENDS}]으로)|"
    + "|".join(f"{particle}(?<=[{ends}]{particle})" for particle, ends in _AFTER.items())
    + f"){_END}"
)
_HANGUL = re.compile("[가-힣]+$")
_AFTER_MARK = re.compile(rf"(?<=[”’」)\]0-9A-Za-z%㎡])(은|는|이|가|을|를|과|와|으로|로|이란|란){_END}")
_PAIRS = {
    "은": ("은", "는"), "는": ("은", "는"), "이": ("이", "가"), "가": ("이", "가"), "을": ("을", "를"), "를": ("을", "를"),
    "과": ("과", "와"), "와": ("과", "와"), "으로": ("으로", "로"), "로": ("으로", "로"), "이란": ("이란", "란"),
    "란": ("이란", "란"),
}  # fmt: skip
_RIEUL, _SSANG_SIOT = 8, 20
# 받침 뒤의 “는”은 동사의 활용(받는, 있는)일 때가 많다: 어간의 끝소리로 쓰이는 글자
_STEMS = frozenset(
    "받있없않맞먹적갖얻낳남넘찾잡막뽑묻듣걷싣닫읽앉닦겪묶섞놓쌓잃앓뚫끊많낫짓잇긋붓젓웃씻벗빗솟뺏입접집업씹줍굽눕돕덮엎짚갚뱉"
    "맡같붙핥훑밟삶굶닮옮곪참숨심감담품뿜듬금죽녹썩속식찍박꺾깎볶낚엮솎늙긁갉밝믿쏟돋뜯닿찧빻땋넣맺잊찢꽂짖젖빚쫓좇높깊낮늦"
    "곱춥덥쉽어렵답럽롭겹엷옅짙깔뀌춤깨낌핀꿈짐절"
)
# 모음 뒤의 “은, 을”이 활용이나 낱말의 한 부분인 것
_FITS_EUN = ("수은", "지은", "나은", "이은", "부은", "그은", "저은", "주은")
_FITS_EUL = ("마을", "가을", "고을", "노을", "지을", "나을", "이을", "부을", "그을", "저을", "개을", "거을")
# 모음으로 끝나 “이, 과”를 받을 수 없는 말, 받침으로 끝나 “가, 로”를 받을 수 없는 말
_OPEN = (
    "위원회", "협의회", "의회", "조례", "단체", "국가", "사유", "군수", "도지사", "대표자", "간사", "자료", "서류", "제도", "절차",
    "범위", "부서", "기구", "회의", "업무", "사무", "경비", "공사", "협의체", "연구소", "센터", "학교", "도시", "정부", "대학교",
    "사례", "체계", "기초", "분야", "조치", "정보", "데이터", "이용자", "사업자", "참여자", "근로자", "신청자", "수탁자", "관리자",
    "책임자", "전문가", "목표", "기회", "수요", "규모", "보조", "지도", "예치", "보호", "개발자", "창업자", "제3자",
)  # fmt: skip
_BODIES = (
    "위원회",
    "협의회",
    "의회",
    "조례",
    "단체",
    "군수",
    "도지사",
    "대표자",
    "협의체",
    "연구소",
    "센터",
    "정부",
    "사업자",
    "근로자",
)
# “○○정책과”처럼 부서의 이름이 되지 않는 말
_CLOSED = (
    "시장", "구청장", "위원장", "의장", "단체장", "센터장", "원장", "교육감", "위원", "기관", "사람", "법인", "계획", "사항", "규정",
    "규칙", "지원", "공무원", "의원", "대상", "비용", "금액", "기간", "임기간", "기금", "예산", "조건", "시설", "청년", "시민", "주민",
    "도민", "구민", "군민", "학생", "직원", "재단", "진흥원", "연구원", "사업장", "기준", "방법", "목적", "내용", "방안", "시책",
    "사업", "인력", "지역", "산업", "기술", "제품", "상담", "교육", "협약", "권한", "의견", "평가위원",
)  # fmt: skip
_NOT_GA = (
    "사업가",
    "기업가",
    "전문가",
    "평가",
    "국가",
    "산업가",
    "지원가",
    "교육가",
    "기술가",
    "법인가",
    "위원가격",
    "사업인가",
)


class Wrong(NamedTuple):
    """A particle that does not fit: where it stands, what it is and what it should be, and the word before it."""

    start: int
    end: int
    particle: str
    right: str
    word: str


def wrong_particles(words: Words) -> Iterator[Wrong]:
    """Yield the particles that surely do not fit the word before them.

    After a Hangul word: only where the written form can be nothing else (a noun with a particle). After a quote, a
    bracket, a digit or a Latin letter: by the sound of what stands before it; what has no certain sound is left.
    """
    for match in _LIKELY.finditer(words.plain):
        found = _HANGUL.search(words.plain, max(0, match.start() - 20), match.start())
        if found and _is_wrong(found[0], match[0]):
            yield Wrong(*match.span(), match[0], _other(match[0]), found[0])
    for match in _AFTER_MARK.finditer(words.plain):
        start, _ = words.unit(match.start())
        before = words.text[max(start, match.start() - 800) : match.start()]
        if not before or before[-1] == FILLER:
            continue
        right = _right(before, match[1])
        if right and right != match[1]:
            yield Wrong(*match.span(1), match[1], right, before[-12:])


def _right(before: str, particle: str) -> str:
    """Return the form that fits after some words, "" when that is not certain."""
    if before[-1] == ")" and not _word_before_bracket(before):
        return ""
    if particle in ("과", "와") and before[-1].isdigit() and _OFFICE.search(before):
        return ""
    sound = final_sound(before)
    if sound is Final.UNKNOWN:
        return ""
    consonant, vowel = _PAIRS[particle]
    open_end = sound is Final.NONE or (consonant == "으로" and sound is Final.RIEUL)
    return vowel if open_end else consonant


_OFFICE = re.compile(r"[가-힣](?<!의)\d+$")
"""심사1과: a department, not a particle."""


def _word_before_bracket(before: str) -> bool:
    """Whether the bracket that ends ``before`` opens in it, with a word in front."""
    depth = 0
    for index in range(len(before) - 1, -1, -1):
        depth += (before[index] == ")") - (before[index] == "(")
        if depth == 0:
            return bool(before[:index].strip())
    return False


def _other(particle: str) -> str:
    first, second = _PAIRS[particle]
    return second if particle == first else first


def _is_wrong(word: str, particle: str) -> bool:
    final = (ord(word[-1]) - 0xAC00) % 28
    if particle in ("를", "와"):
        return final != 0
    if particle == "으로":
        return final in (0, _RIEUL) and len(word) > 1
    if particle == "을":
        return final == 0 and not (word[-1] + particle).endswith(_FITS_EUL) and word != "수"
    if particle == "은":
        return final == 0 and not (word[-1] + particle).endswith(_FITS_EUN)
    if particle == "는":
        return final not in (0, _SSANG_SIOT) and (word.endswith(_CLOSED) or (len(word) > 1 and _is_noun(word)))
    if particle in ("이", "과"):
        return final == 0 and word.endswith(_OPEN if particle == "이" else _BODIES)
    if particle == "가":
        return word.endswith(_CLOSED) and not (word + particle).endswith(_NOT_GA)
    return final not in (0, _RIEUL) and word.endswith(_CLOSED)  # 로


def _is_noun(word: str) -> bool:
    """Whether a word that ends in a consonant can be no verb's stem."""
    return word[-1] not in _STEMS
