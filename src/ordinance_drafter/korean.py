"""Korean text: particles by the sound before them, dates, sentence spans and terminal cell widths.

Sources: 한글 맞춤법 (particles after a final consonant, ㄹ before 로), 외래어 표기법 제3장 제1절 (how English words
end in Korean), 행정업무규정 시행규칙 (dates written ``2026. 1. 2.``), UAX #11 (cell width).
All functions are pure and linear in their input; a sound that cannot be judged is ``Final.UNKNOWN``, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from itertools import accumulate, pairwise


class Final(Enum):
    """The sound a text ends in when it is read aloud."""

    NONE = "none"  # a vowel
    RIEUL = "rieul"  # ㄹ, which takes 로 and not 으로
    OTHER = "other"  # any other final consonant
    UNKNOWN = "unknown"


_PAIRS = (
    "은/는 이/가 을/를 과/와 으로/로 이라/라 이란/란 이나/나 아/야 이며/며 이고/고 "
    "으로서/로서 으로써/로써 이든/든 이랑/랑"
)
PAIRS: tuple[tuple[str, str], ...] = tuple(re.findall(r"(\w+)/(\w+)", _PAIRS))  # (after a consonant, after a vowel)
_MARKERS = {marker: (a, b) for a, b in PAIRS for marker in (f"{a}({b})", f"{b}({a})")}
_MARKERS |= {f"({a.removesuffix(b)}){b}": (a, b) for a, b in PAIRS if a.endswith(b)}  # (으)로, (이)라
_FORMS = _MARKERS | {form: p for p in PAIRS for form in (*p, f"{p[0]}/{p[1]}", f"{p[1]}/{p[0]}")}
_MARKER_SIZES = sorted({len(marker) for marker in _MARKERS}, reverse=True)

_WINDOW = 64  # no number, word or unit that matters is longer; keeps every look-back constant
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CLOSERS = frozenset("”’\"'」』)]〉》>］｣】〕»›.,!?;:…®™©*`\u200b\ufe0f")
_OPENERS = frozenset("“‘「『([〈《<［｢【〔«‹{")
_WIDE_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _hangul_final(syllable: str) -> Final:
    """The final of one precomposed syllable (Unicode 3.12: the trailing index is the code modulo 28)."""
    return {0: Final.NONE, 8: Final.RIEUL}.get((ord(syllable) - 0xAC00) % 28, Final.OTHER)


def _table(none: str, rieul: str, other: str, unknown: str = "") -> dict[str, Final]:
    """Words by the sound they end in; ``unknown`` lists those with two readings."""
    return {w: f for f, words in zip(Final, (none, rieul, other, unknown), strict=True) for w in words.split()}


_DIGIT = [_hangul_final(c) for c in "영일이삼사오육칠팔구"]
_ENGLISH_DIGIT = [_hangul_final(c) for c in "로원투리포브스븐트인"]  # 제로 원 투 쓰리 포 파이브 식스 세븐 에이트 나인
_SCALE = [_hangul_final(c) for c in "천만억조경해자"]  # by zeros: 1-3 (십, 백, 천), 4-7, 8-11 …
_SYMBOLS = _table(
    none="% ℃ ℉ ° $ € £ ㎡ ㎥ ㎢ ㎠ ㎤ ㎟ ㎣ ㎞ ㎝ ㎜ ㎛ ㎚ ㎘ ℓ ㎗ ㎖ ㏄ ㎾ ㎿ ㎐ ㎑ ㎒ ㎓ ㏊ ㎉ ㎳ ㎸ ㎃ "
    "α β γ δ ζ η θ ι κ λ μ µ ν ξ π ρ σ ς τ φ χ ψ ω Α Β Γ Δ Ζ Η Θ Λ Π Σ Φ Ψ Ω",
    rieul="‰ ㏈ ㎩ ㎪ ㎫",  # 퍼밀, 데시벨, 파스칼
    other="㎏ ㎎ ㎍ ㏙ ε Ε ο Ο υ Υ ¥ ￥ ₩ ￦ \u2126",  # 그램, 피피엠, 엡실론, 오미크론, 입실론, 엔, 원, 옴
    unknown="〇",  # a blank to fill in more often than a zero
)
_UNITS = _table(  # as written, with or without a number in front
    none="km cm mm nm ml mL dL kL kW MW GW TW Wh kWh MWh GWh TWh kV kVA MVA KB kB MB GB TB PB EB Hz kHz MHz GHz THz "
    "ppb bps Kbps Mbps Gbps dpi kcal km/h ㎞/h m/s ㎾h ㎿h",
    rieul="dB px Pa hPa kPa MPa kJ MJ GJ",  # 데시벨, 픽셀, 파스칼, 줄
    other="kg mg ppm rpm",
)
_COUNTED = _table(  # units only after a number: alone they are letters or words
    none="m l L s a V A C sec ha cal bar lx KM Km CM MM ML pt",
    rieul="J mol",
    other="g t h N min lm KG Kg",  # 그램, 톤, 시간, 뉴턴, 분, 루멘
    unknown="M T F d ea",  # 메가 or 엠, 톤 or 티, 층 or 에프, 일 or 디, 개 or 이에이
)
_LETTER = _table(none="A B C D E F G H I J K O P Q S T U V W X Y Z", rieul="L R", other="M N")
_WORDS = _table(  # words in any case that the letter names or the spelling rules below would get wrong or leave open
    none="hub github blog tag log bug flag pipe tape scope recipe landscape loop bit kit set sheet street boot root "
    "site website update note route gate remote suite lite check week boutique unique theme anime chile finale "
    "nestle lidar radar jpeg mooc server center user naver",
    rieul="mail email google mobile",
    other="lab web club job tab pub fab big bag good god type prototype europe group deep net internet ethernet "
    "robot bot chatbot chat market ticket format pilot copilot summit reset slot unit tablet planet input output "
    "layout template block stock track back feedback truck click slack tiktok technique mac restaurant croissant "
    "york munich postech opec apec toeic app map top tip",
    unknown="resume simile gap sap zip i iii vi vii viii xi xii",  # 리줌 or 레주메, 갭 or 지에이피, 삼 or 아이
)
_SPELLING = {  # endings of lower-cased words; the first that matches decides
    r"(?:que|gne|[^aeiouy][mn]e|[pt]e)$": Final.UNKNOWN,  # type 타입, tape 테이프, private 프라이빗, site 사이트
    r"(?:l|le)$": Final.RIEUL,  # model, table
    r"(?:ng|m|n|mb|[aeiouy][mn]e)$": Final.OTHER,  # marketing, system, design, time, zone
    r"[^aeiouywck]k$|[^aeiouywt]t$|[^aeiouywp]p$|[^aeiouywc]c$": Final.NONE,  # network, test, camp, disc
    r"(?:^|[^aeiou]|qu)[aeiou]pp?$": Final.OTHER,  # a short vowel before p: app, chip, startup
    r"ook$|[aeiouy].*ic$": Final.OTHER,  # book 북, logic 로직
    r"[bgktpcq]$": Final.UNKNOWN,  # web 웹 but hub 허브, net 넷 but set 세트, back 백 but check 체크
    r"": Final.NONE,  # every other ending is a vowel or gets 으 or 이: cloud 클라우드, service, tech, user
}
_DOTTED_DATE = r"(?<![0-9.])([0-9]{4}|[’'][0-9]{2})\.( ?[0-9]{1,2}\. ?[0-9]{1,2}\.?| [0-9]{1,2}\.)$"
_HANJA_WORD = "[가-힣㐀-䶿一-鿿豈-﫿]*[㐀-䶿一-鿿豈-﫿]$"


def _agree(*finals: Final) -> Final:
    """The one sound all readings share, else UNKNOWN."""
    return finals[0] if len(set(finals)) == 1 else Final.UNKNOWN


def _integer_final(digits: str) -> Final:
    """Sino-Korean reading of the whole number; a number with a leading zero is read digit by digit."""
    zeros = len(digits) - len(digits.rstrip("0"))
    if digits[0] == "0" or not zeros:
        return _DIGIT[int(digits[-1])]
    return _SCALE[zeros // 4] if zeros // 4 < len(_SCALE) else Final.UNKNOWN


def _number_final(window: str) -> Final:
    """The sound of a number at the end of ``window``, with what stands right before it (currency, letters, ``/``)."""
    head = window.rstrip(_DIGITS + ".,")
    run = window[len(head) :].lstrip(".,")
    if len(run) >= _WINDOW - 1:
        return Final.UNKNOWN
    number = run.replace(",", "") if re.match(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.|$)", run) else run.split(",")[-1]
    whole, _, last = number.rpartition(".")
    sound = _DIGIT[int(last[-1])] if whole else _integer_final(last)
    if head and head[-1] in "$€£¥￥₩￦":
        return _SYMBOLS[head[-1]]  # $100 is 백 달러
    if re.search(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$|(?<![0-9])[0-9]{1,2}:[0-9]{2}$", window):
        return Final.UNKNOWN  # 2026-01-02: 이 or 2일; 10:05: 오 or 5분
    if ratio := re.search(r"([0-9]+)/[0-9]+$", window):
        return _agree(sound, _integer_final(ratio[1]))  # 1/2 is 이분의 일
    latin = re.search(r"([A-Za-z]+)-?$", head)
    if latin and number in ("2", "3") and latin[1] in ("m", "km", "cm", "mm"):
        return Final.NONE  # m2, m3: 제곱미터, 세제곱미터
    spoken = last[-1] if whole else last
    if not latin or len(spoken) > 2:
        return sound
    teen = len(spoken) == 2 and spoken[0] == "1"  # G7, GPT-3, PM10 may be said in English: 세븐, 쓰리, 텐
    return _agree(sound, Final.OTHER if teen else _ENGLISH_DIGIT[int(spoken[-1])])


def _word_final(word: str) -> Final:
    """Capitals and words without a vowel by letter names, others by spelling (외래어 표기법); long capitals by both."""
    letter = _LETTER[word[-1].upper()]
    if not re.search("[aeiouy]", word.lower()) or (word.isupper() and len(word) < 4):
        return letter
    spelled = next(final for pattern, final in _SPELLING.items() if re.search(pattern, word.lower()))
    return _agree(letter, spelled) if word.isupper() else spelled


def _latin_final(window: str) -> Final:
    """The sound of Latin letters at the end of ``window``: unit, known word, acronym, then spelling."""
    head = window.rstrip(_LETTERS)
    word = window[len(head) :]
    token = window[len(window.rstrip(_LETTERS + "/㎞㎾㎿")) :]  # km/h, or the word itself
    counted = _COUNTED if re.search(r"[0-9] ?$|[μµ]$", head) else {}
    unit = _UNITS.get(token) or _UNITS.get(word) or counted.get(word)
    if token not in _UNITS and re.search(r"[^A-Z]/$", head) and (unit or word in _COUNTED):
        return Final.UNKNOWN  # mg/L: 밀리그램 퍼 리터 or 리터당 밀리그램
    if unit:
        return unit
    if len(word) == 1 and word.islower():
        return _agree(_LETTER[word.upper()], _COUNTED.get(word, _LETTER[word.upper()]))
    pieces = re.search(r"(?:[A-Z]+|[A-Z]?[a-z]+)$", word)
    piece = pieces[0] if pieces else word  # OpenAI -> AI, GitHub -> Hub, IoT -> T
    known = _WORDS.get(word.lower()) or _WORDS.get(piece.lower())
    return known or _word_final(piece)


def _symbol_final(window: str, reading: str) -> Final:
    """The sound of a last character that is neither an ASCII digit nor an ASCII letter."""
    last = window[-1]
    if last in _SYMBOLS:
        return Final.UNKNOWN if window[-2:-1] == "/" else _SYMBOLS[last]  # 원/㎡
    if "ㄱ" <= last <= "ㅣ":  # letters by their names: 기역, 리을, 아
        return Final.NONE if last > "ㅎ" else Final.RIEUL if last == "ㄹ" else Final.OTHER
    composed = unicodedata.normalize("NFC", window[-3:])[-1]
    if "가" <= composed <= "힣":  # decomposed Hangul counts too
        return _hangul_final(composed)
    if last in "²³":
        return Final.NONE if re.search(r"(?<![A-Za-z/])[cmk]?m.$", window) else Final.UNKNOWN
    if word := re.search(_HANJA_WORD, window):  # 人工知能(인공지능): one syllable each
        hanja = len(re.sub("[가-힣]", "", word[0]))
        fits = re.fullmatch("[가-힣]+", reading) and hanja <= len(reading) <= len(word[0])
        return _hangul_final(reading[-1]) if fits else Final.UNKNOWN
    form = unicodedata.decomposition(last)
    number = unicodedata.numeric(last, 0.5)
    if unicodedata.category(last) in ("No", "Nl") and not form.startswith(("<su", "<frac")) and number == int(number):
        return _integer_final(str(int(number)))  # ① ⑴ ❶ Ⅳ
    inner = unicodedata.normalize("NFKC", last) if form.startswith("<circle>") else ""
    return final_sound(inner)  # ㉮ Ⓐ


def _final_at(chars: Sequence[str], end: int, partner: Sequence[int]) -> Final:
    """The sound of ``chars[:end]``; ``partner[i]``: where the bracket that closes at i opens, -1 for none."""
    start, reading = 0, ""
    while end > start:
        char = chars[end - 1]
        date_text = "".join(chars[max(start, end - 16) : end]) if char == "." or "0" <= char <= "9" else ""
        if re.search(_DOTTED_DATE, date_text):
            return Final.RIEUL  # 2026. 1. 2. is read 2일, 2026. 1. is read 1월
        if partner[end - 1] >= 0:
            left = before = partner[end - 1]
            while before > start and chars[before - 1] in " \u3000\xa0":
                before -= 1
            last = chars[before - 1] if before > start else "\n"
            quoted = last in "\"'" and (before - 1 == start or chars[before - 2].isspace())
            apart = before < left and (last == "." or chars[left] in "[［" or end - left < 5)  # 목 (2), 제1조 [별표 1]
            if last.isspace() or last in _OPENERS or quoted or apart:
                start, end = left + 1, end - 1  # the group is all there is: its content decides
            else:
                reading = "".join(chars[left + 1 : min(end - 1, left + _WINDOW)])
                end = before
        elif char.translate(_WIDE_ASCII) in _CLOSERS:
            end -= 1
        else:
            break
    if end <= start:
        return Final.UNKNOWN
    window = "".join(chars[max(start, end - _WINDOW) : end]).translate(_WIDE_ASCII)
    if window[-1] in _DIGITS:
        return _number_final(window)
    return _latin_final(window) if window[-1] in _LETTERS else _symbol_final(window, reading)


def _push(chars: Sequence[str], i: int, opens: list[int]) -> int:
    """Note the bracket at ``i``; where its opening one stands if it closes the innermost, -1 for anything else."""
    if chars[i] in "([（［":
        opens.append(i)
    return opens.pop() if opens and chars[opens[-1]] + chars[i] in ("()", "[]", "（）", "［］") else -1


def final_sound(text: str) -> Final:
    """The sound at the end of ``text`` as it is read aloud.

    Closing marks and end punctuation are skipped. A parenthesis group is skipped and the word before it decides
    (``고양시장(이하 “시장”이라 한다)`` ends in 장), unless it stands alone or gives the reading of Hanja.
    ``Final.UNKNOWN`` for an empty text and for all that has no certain reading. Linear time, no errors.
    """
    text = text.rstrip()
    if text and "가" <= text[-1] <= "힣":
        return _hangul_final(text[-1])
    opens: list[int] = []
    return _final_at(text, len(text), [_push(text, i, opens) for i in range(len(text))])


def _choose(final: Final, pair: tuple[str, str]) -> str:
    consonant, vowel = pair
    after_vowel = final is Final.NONE or (final is Final.RIEUL and consonant.startswith("으로"))
    return f"{consonant}({vowel})" if final is Final.UNKNOWN else vowel if after_vowel else consonant


def particle(word: str, pair: str) -> str:
    """The form of ``pair`` that follows ``word``; both forms, as ``을(를)``, where the sound is unknown.

    ``pair`` is written ``을/를``, ``을(를)``, ``(으)로``, ``을`` or ``를``. ValueError (in Korean) for an unknown pair.
    """
    found = _FORMS.get(pair.strip())
    if found is None:
        raise ValueError(f"알 수 없는 조사입니다: “{pair}”. 을/를, 은/는, 이/가, 과/와, 으로/로처럼 적어 주십시오.")
    return _choose(final_sound(word), found)


def attach(word: str, pair: str) -> str:
    """``word`` with the right form of ``pair`` after it; errors as :func:`particle`."""
    return word + particle(word, pair)


def fix_particles(text: str) -> str:
    """Replace every marker such as ``은(는)``, ``와(과)``, ``(으)로`` by the form the word in front of it takes.

    A marker after an unknown sound, a space or nothing stays. The result is a fixed point: fixing it again changes
    nothing, because each replacement is read back character by character like any other text. Linear time, no errors.
    """
    if ")" not in text or not any(marker in text for marker in _MARKERS):
        return text
    chars: list[str] = []
    partner: list[int] = []
    opens: list[int] = []
    for source in text:
        waiting = [source]
        while waiting:
            chars.append(waiting.pop())
            partner.append(_push(chars, len(partner), opens))
            if ")" not in chars[-3:]:
                continue
            marker = next((m for size in _MARKER_SIZES if (m := "".join(chars[-size:])) in _MARKERS), "")
            end = len(chars) - len(marker)
            final = _final_at(chars, end, partner) if marker else Final.UNKNOWN
            if final is not Final.UNKNOWN:
                del chars[end:], partner[end:]  # a marker's parentheses are balanced, so ``opens`` still holds
                waiting.extend(reversed(_choose(final, _MARKERS[marker])))
    return "".join(chars)


_DATE = (
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|\.\s*([0-9]{1,2})\.\s*([0-9]{1,2})\.?"
    r"|년\s*([0-9]{1,2})월\s*([0-9]{1,2})일|([0-9]{2})([0-9]{2}))"
)


def format_date(day: date) -> str:
    """``2026년 1월 2일``, as 부칙 and sentences write it."""
    return f"{day.year}년 {day.month}월 {day.day}일"


def format_date_dotted(day: date) -> str:
    """``2026. 1. 2.``, the official short form (행정업무 규정)."""
    return f"{day.year}. {day.month}. {day.day}."


def parse_date(text: str) -> date:
    """Read ``2026-01-02``, ``2026. 1. 2.``, ``2026.1.2``, ``2026년 1월 2일``, ``20260102``; ValueError (Korean)."""
    found, given = re.fullmatch(_DATE, text.strip()), truncate(text.strip(), 40)
    if not found:
        raise ValueError(f"날짜로 읽을 수 없습니다: “{given}”. 2026-01-02 또는 2026. 1. 2.처럼 적어 주십시오.")
    try:
        return date(*(int(part) for part in found.groups() if part is not None))
    except ValueError:
        raise ValueError(f"달력에 없는 날짜입니다: “{given}”.") from None


def add_days(day: date, days: int) -> date:
    """``day`` moved by ``days`` (negative: back); ValueError in Korean outside the years 1-9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise ValueError(f"{format_date(day)}에 {days}일을 더한 날짜는 나타낼 수 없습니다.") from None


_LABEL = (
    r"(?:[①-⑳]|[0-9]+(?:의[0-9]+)?[.)](?=\s|$)|\([0-9가-하]\)(?=\s|$)"
    r"|[가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허][.)](?=\s|$))"
)
_LABELS = rf"\s*(?:{_LABEL}\s*)*"
_NEW_LINE = rf"[^\S\n]*(?:\n|{_LABEL}|제[0-9]+조(?:의[0-9]+)?\()"  # empty line, list item, article
_BRACKETS = "()「」『』“”‘’[]〈〉《》"
_ANY_BRACKET = rf"[{re.escape(_BRACKETS)}]"
_OPENER_OF = dict(zip(_BRACKETS[1::2], _BRACKETS[::2], strict=True))


def _bracket_depths(text: str) -> list[int]:
    """For each position, how many matched brackets enclose it; a bracket without its partner counts for nothing."""
    steps = [0] * (len(text) + 1)
    opens: dict[str, list[int]] = {opening: [] for opening in _BRACKETS[::2]}
    for mark in re.finditer(_ANY_BRACKET, text):
        i, char = mark.start(), mark[0]
        if char in opens:
            opens[char].append(i)
        elif opens[_OPENER_OF[char]]:
            steps[opens[_OPENER_OF[char]].pop()] += 1
            steps[i] -= 1
    return list(accumulate(steps))


def _ends_sentence(text: str, i: int, depths: list[int]) -> bool:
    """Whether the full stop at ``i`` (outside brackets) ends a sentence."""
    before, after = text[i - 1 : i], text[i + 1 : i + 3]
    if after and not after[0].isspace() and after != "다만":
        return False
    if before in _OPENER_OF:
        return i > 1 and depths[i - 2] > 0  # a matched bracket: … 말한다(이하 같다).
    label = before in "가나다라마카타파" and text[i - 2 : i - 1].isspace()  # a list in one line: … 나. …
    return "가" <= before <= "힣" and not label


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of statute prose, without the white space between them.

    A sentence ends at a full stop after Hangul or a closing bracket, before a space, the end or 다만; not inside
    brackets or quotation marks, in a date or number, nor at a list label (``가.``). A line break ends one only where
    an empty line, a list item or an article follows. Linear time, no errors.
    """
    depths = _bracket_depths(text)
    labels, new_line = re.compile(_LABELS), re.compile(_NEW_LINE)  # here and not above: a light import
    cuts, body = [0], next(labels.finditer(text)).end()
    for mark in re.finditer(r"[.\n]", text):
        i = mark.start()
        if i < body or depths[i]:
            continue
        if new_line.match(text, i + 1) if text[i] == "\n" else _ends_sentence(text, i, depths):
            cuts.append(i + 1)
            body = next(labels.finditer(text, i + 1)).end()
    pieces = [(start, end, text[start:end]) for start, end in pairwise([*cuts, len(text)])]
    return [(end - len(p.lstrip()), start + len(p.rstrip())) for start, end, p in pieces if p.strip()]


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0  # combining marks, joiners, and the vowels and finals of decomposed Hangul
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def display_width(text: str) -> int:
    """Terminal cells: 2 for wide and fullwidth characters, 0 for combining ones, else 1 (ambiguous ones are 1)."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cut(text: str, width: int) -> list[str]:
    """``text`` in pieces of at most ``width`` cells (at least one character each)."""
    pieces, start, used = [], 0, 0
    for i, char in enumerate(text):
        cells = _cells(char)
        if used + cells > width and i > start:
            pieces.append(text[start:i])
            start, used = i, 0
        used += cells
    return [*pieces, text[start:]]


def wrap(text: str, width: int, indent: str = "", first: str = "") -> list[str]:
    """Lines of at most ``width`` cells, broken at spaces; a word longer than a line is cut.

    The first line starts with ``first``, every other with ``indent``; line breaks in ``text`` stay. At least one line.
    ValueError when a prefix leaves less than the two cells one Hangul syllable needs.
    """
    limit = width - max(display_width(indent), display_width(first))
    if limit < 2:
        raise ValueError(f"width {width} leaves no room for a syllable after the indent")
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, empty = indent if lines else first, True
        for word in paragraph.split():
            for n, piece in enumerate(_cut(word, limit)):
                if not empty and (n or display_width(line) + 1 + display_width(piece) > width):
                    lines.append(line)
                    line, empty = indent, True
                line += piece if empty else " " + piece
                empty = False
        lines.append(line.rstrip() if empty else line)
    return lines


def pad(text: str, width: int) -> str:
    """``text`` filled with spaces on the right to ``width`` cells; longer text is returned as it is."""
    return text + " " * (width - display_width(text))


def truncate(text: str, width: int) -> str:
    """``text`` if it fits in ``width`` cells, else its beginning with ``…``; "" when ``width`` is below 1."""
    if display_width(text) <= width:
        return text
    used = 1  # the ellipsis
    for i, char in enumerate(text):
        used += _cells(char)
        if used > width:
            return text[:i] + "…" * min(width, 1)
    return text
