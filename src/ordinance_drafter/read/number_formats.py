"""Word's number formats (``w:numFmt``): a count -> the characters Word shows for it."""

from __future__ import annotations

from collections.abc import Callable

from ordinance_drafter.numbering import CIRCLED, LabelStyle, Number, digits

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_HANGUL = "영일이삼사오육칠팔구"
_HANJA = "〇一二三四五六七八九"
_HANJA_ZERO = "零一二三四五六七八九"
_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_HANJA_CIRCLED = "".join(map(chr, range(0x3280, 0x328A)))
_PARENS = "".join(map(chr, range(0x2474, 0x2488)))
_FULL_STOPS = "".join(map(chr, range(0x2488, 0x249C)))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LETTER_ROUNDS = 30  # Word repeats the letter: 27 is aa, 53 is aaa

SAFE_SYLLABLES = 14
"""The 14 syllables 가 to 하 Word and the law count alike; what Word shows after 하 is not written down anywhere sure."""


def spell(count: int, style: str) -> str | None:
    """Return the characters of a count in a number format; None when the format or the count is not known."""
    if style == "none":
        return ""
    speller = _SPELLERS.get(style)
    try:
        return speller(count) if speller else None
    except ValueError:
        return None


def padded(sample: str) -> Callable[[int], str] | None:
    """Return the speller of a custom format such as ``001, 002, 003, ...``; None when it is another custom format."""
    first = sample.split(",", 1)[0].strip()
    if not (0 < len(first) <= 10 and first.isascii() and first.isdigit() and int(first) == 1):
        return None
    return lambda count: str(count).zfill(len(first))


def _from(table: str) -> Callable[[int], str]:
    def speller(count: int) -> str:
        if not 1 <= count <= len(table):
            raise ValueError(count)
        return table[count - 1]

    return speller


def _roman(count: int) -> str:
    if not 1 <= count <= 3999:
        raise ValueError(count)
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * times
    return written


def _letter(count: int) -> str:
    rounds, index = divmod(count - 1, len(_LETTERS))
    if not 0 <= rounds < _LETTER_ROUNDS:
        raise ValueError(count)
    return _LETTERS[index] * (rounds + 1)


def _placed(numerals: str) -> Callable[[int], str]:
    """Spell digit by digit: 21 is 二一."""

    def speller(count: int) -> str:
        if count < 0:
            raise ValueError(count)
        return "".join(numerals[int(digit)] for digit in str(count))

    return speller


def _counted(numerals: str, units: str) -> Callable[[int], str]:
    """Spell as it is spoken: 21 is 二十一; a one in front of 십, 백, 천 is left unsaid."""

    def speller(count: int) -> str:
        if not 0 <= count <= 9999:
            raise ValueError(count)
        if count == 0:
            return numerals[0]
        written = ""
        for place, digit in zip((1000, 100, 10, 1), (units[2], units[1], units[0], ""), strict=True):
            value = count // place % 10
            if value:
                written += ("" if value == 1 and digit else numerals[value]) + digit
        return written

    return speller


def _chinese(count: int) -> str:
    """Chinese counting below a hundred is what Korean hanja counting is; above, the forms differ by program."""
    if not 0 <= count <= 99:
        raise ValueError(count)
    return _counted(_HANJA, "十百千")(count)


def _native(count: int) -> str:
    if not 1 <= count <= 99:
        raise ValueError(count)
    return _NATIVE_TENS[count // 10] + _NATIVE_ONES[count % 10]


def _syllable(count: int) -> str:
    return digits(Number(count), LabelStyle.SYLLABLE)


_circled = _from(CIRCLED)
_SPELLERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda count: str(count).zfill(2),
    "decimalFullWidth": lambda count: str(count).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda count: str(count).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from(_PARENS),
    "decimalEnclosedFullstop": _from(_FULL_STOPS),
    "numberInDash": lambda count: f"- {count} -",
    "ganada": _syllable,
    "chosung": _from(_CHOSUNG),
    "koreanCounting": _counted(_HANGUL, "십백천"),
    "koreanDigital": _placed(_HANGUL),
    "koreanDigital2": _placed(_HANJA_ZERO),
    "koreanLegal": _native,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "ideographDigital": _placed(_HANJA),
    "taiwaneseDigital": _placed("○一二三四五六七八九"),
    "japaneseCounting": _chinese,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographEnclosedCircle": _from(_HANJA_CIRCLED),
}
