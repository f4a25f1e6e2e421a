"""Korean text: particles by the sound before them, dates, sentence spans and terminal cell widths.

Sources: 한글 맞춤법 (particles after a final consonant, ㄹ before 로), 외래어 표기법 제3장 제1절 (how English words end
in Korean), 「행정업무의 운영 및 혁신에 관한 규정 시행규칙」 (dates written ``2026. 1. 2.``), UAX #11 (cell width).
Everything here is pure and linear in the length of its input; what cannot be judged is ``Final.UNKNOWN``, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache


class Final(Enum):
    """The sound a text ends in when it is read aloud."""

    NONE = "none"  # a vowel
    RIEUL = "rieul"  # ㄹ, which takes 로 and not 으로
    OTHER = "other"  # any other final consonant
    UNKNOWN = "unknown"


PAIRS: tuple[tuple[str, str], ...] = (  # (after a consonant, after a vowel)
    ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"), ("이라", "라"), ("이란", "란"), ("이나", "나"),
    ("아", "야"), ("이며", "며"), ("이고", "고"), ("으로서", "로서"), ("으로써", "로써"), ("이든", "든"), ("이랑", "랑"),
)  # fmt: skip


def _markers(consonant: str, vowel: str) -> list[str]:
    """The ways of writing both forms with parentheses: ``을(를)``, ``를(을)`` and, where one holds the other, ``(으)로``."""
    optional = [f"({consonant.removesuffix(vowel)}){vowel}"] if consonant.endswith(vowel) else []
    return [f"{consonant}({vowel})", f"{vowel}({consonant})", *optional]


_MARKERS = {marker: pair for pair in PAIRS for marker in _markers(*pair)}
_FORMS = _MARKERS | {form: p for p in PAIRS for form in (*p, f"{p[0]}/{p[1]}", f"{p[1]}/{p[0]}")}
_MARKER_SIZES = sorted({len(marker) for marker in _MARKERS}, reverse=True)
_OPTIONAL_ENDS = {marker[-1] for marker in _MARKERS if marker[0] == "("}
_ANY_MARKER = re.compile("|".join(re.escape(marker) for marker in _MARKERS))

_WINDOW = 64  # no number, word or unit that matters is longer; keeps every look-back constant
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CLOSERS = frozenset("”’\"'」』)]〉》>］｣】〕»›.,!?;:…®™©*`\u200b\ufe0f")
_OPENERS = frozenset("“‘「『([〈《<［｢【〔«‹{")
_WIDE_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _hangul_final(syllable: str) -> Final:
    """The final of one precomposed syllable (Unicode 3.12: the trailing index is the code modulo 28)."""
    return {0: Final.NONE, 8: Final.RIEUL}.get((ord(syllable) - 0xAC00) % 28, Final.OTHER)


def _readings(table: str) -> dict[str, Final]:
    """``"lab 랩 web 웹"`` to the finals of the readings; the reading ``?`` marks a word that has more than one."""
    words = table.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return {word: Final.UNKNOWN if reading == "?" else _hangul_final(reading[-1]) for word, reading in pairs}


_DIGIT = [_hangul_final(c) for c in "영일이삼사오육칠팔구"]
_ENGLISH_DIGIT = [_hangul_final(c) for c in "로원투리포브스븐트인"]  # 제로 원 투 쓰리 포 파이브 식스 세븐 에이트 나인
_SCALE = [_hangul_final(c) for c in "만억조경해자"]  # 10^4, 10^8 … 10^24
_CURRENCY = _readings("$ 달러 € 유로 £ 파운드 ¥ 엔 ￥ 엔 ₩ 원 ￦ 원")
_SYMBOLS = _readings(
    "% 퍼센트 ‰ 퍼밀 ℃ 도 ℉ 도 ° 도 ㎡ 제곱미터 ㎥ 세제곱미터 ㎢ 제곱킬로미터 ㎠ 제곱센티미터 ㎤ 세제곱센티미터 ㎟ 제곱밀리미터 "
    "㎣ 세제곱밀리미터 ㎞ 킬로미터 ㎝ 센티미터 ㎜ 밀리미터 ㎛ 마이크로미터 ㎚ 나노미터 ㎏ 킬로그램 ㎎ 밀리그램 ㎍ 마이크로그램 "
    "㎘ 킬로리터 ℓ 리터 ㎗ 데시리터 ㎖ 밀리리터 ㏄ 시시 ㎾ 킬로와트 ㎿ 메가와트 ㎐ 헤르츠 ㎑ 킬로헤르츠 ㎒ 메가헤르츠 ㎓ 기가헤르츠 "
    "㏈ 데시벨 ㎩ 파스칼 ㎪ 킬로파스칼 ㎫ 메가파스칼 ㏊ 헥타르 ㎉ 킬로칼로리 ㏙ 피피엠 ㎳ 밀리초 ㎰ 피코초 ㎸ 킬로볼트 ㎃ 밀리암페어 "
    "α 알파 β 베타 γ 감마 δ 델타 ε 엡실론 ζ 제타 η 에타 θ 세타 ι 요타 κ 카파 λ 람다 μ 뮤 ν 뉴 ξ 크시 ο 오미크론 π 파이 ρ 로 "
    "σ 시그마 ς 시그마 τ 타우 υ 입실론 φ 피 χ 키 ψ 프시 ω 오메가 Α 알파 Β 베타 Γ 감마 Δ 델타 Ε 엡실론 Ζ 제타 Θ 세타 Λ 람다 "
    "Π 파이 Σ 시그마 Φ 피 Ψ 프시 Ω 오메가 Ω 옴 $ 달러 € 유로 £ 파운드 ¥ 엔 ￥ 엔 ₩ 원 ￦ 원"
)
_UNITS = _readings(  # as written, with or without a number in front
    "km 킬로미터 cm 센티미터 mm 밀리미터 nm 나노미터 kg 킬로그램 mg 밀리그램 ml 밀리리터 mL 밀리리터 dL 데시리터 kL 킬로리터 "
    "kW 킬로와트 MW 메가와트 GW 기가와트 TW 테라와트 Wh 와트시 kWh 킬로와트시 MWh 메가와트시 GWh 기가와트시 TWh 테라와트시 "
    "kV 킬로볼트 kVA 킬로볼트암페어 MVA 메가볼트암페어 KB 킬로바이트 kB 킬로바이트 MB 메가바이트 GB 기가바이트 TB 테라바이트 "
    "PB 페타바이트 EB 엑사바이트 Hz 헤르츠 kHz 킬로헤르츠 MHz 메가헤르츠 GHz 기가헤르츠 THz 테라헤르츠 dB 데시벨 ppm 피피엠 "
    "ppb 피피비 bps 비피에스 rpm 아르피엠 dpi 디피아이 px 픽셀 Pa 파스칼 hPa 헥토파스칼 kPa 킬로파스칼 MPa 메가파스칼 kJ 킬로줄 "
    "MJ 메가줄 GJ 기가줄 kcal 킬로칼로리"
)
_COUNTED = _readings(  # units only after a number: alone they are letters or words
    "m 미터 g 그램 t 톤 l 리터 L 리터 h 시간 s 초 a 아르 V 볼트 A 암페어 J 줄 N 뉴턴 C 도 M ? T ? F ? d ? min 분 sec 초 ha 헥타르 "
    "cal 칼로리 bar 바 mol 몰 lm 루멘 lx 럭스 KM 킬로미터 CM 센티미터 MM 밀리미터 KG 킬로그램 ML 밀리리터 Km 킬로미터 Kg 킬로그램 ea ? pt 포인트"
)
_LETTER = _readings(
    "A 에이 B 비 C 시 D 디 E 이 F 에프 G 지 H 에이치 I 아이 J 제이 K 케이 L 엘 M 엠 N 엔 O 오 P 피 Q 큐 R 알 S 에스 T 티 U 유 V 브이 "
    "W 더블유 X 엑스 Y 와이 Z 제트"
)
_ROMAN_OR_LETTERS = frozenset({"I", "III", "VI", "VII", "VIII", "XI", "XII"})  # 삼 or 아이아이아이: not ours to say
_WORDS = _readings(  # read as words, or against the spelling rules below; looked up without regard to case
    "lab 랩 web 웹 hub 허브 club 클럽 job 잡 tab 탭 pub 펍 fab 팹 github 깃허브 blog 블로그 tag 태그 log 로그 bug 버그 flag 플래그 "
    "big 빅 bag 백 good 굿 god 갓 type 타입 prototype 프로토타입 pipe 파이프 tape 테이프 scope 스코프 recipe 레시피 europe 유럽 "
    "landscape 랜드스케이프 group 그룹 loop 루프 deep 딥 net 넷 internet 인터넷 ethernet 이더넷 robot 로봇 bot 봇 chatbot 챗봇 chat 챗 "
    "market 마켓 ticket 티켓 format 포맷 pilot 파일럿 copilot 코파일럿 summit 서밋 bit 비트 kit 키트 set 세트 reset 리셋 slot 슬롯 "
    "unit 유닛 tablet 태블릿 planet 플래닛 input 인풋 output 아웃풋 layout 레이아웃 sheet 시트 street 스트리트 boot 부트 root 루트 "
    "site 사이트 website 웹사이트 update 업데이트 note 노트 route 루트 gate 게이트 remote 리모트 suite 스위트 lite 라이트 template 템플릿 "
    "block 블록 stock 스톡 track 트랙 check 체크 back 백 feedback 피드백 truck 트럭 click 클릭 slack 슬랙 tiktok 틱톡 week 위크 "
    "boutique 부티크 technique 테크닉 unique 유니크 mac 맥 restaurant 레스토랑 croissant 크루아상 york 욕 munich 뮌헨 theme 테마 "
    "anime 아니메 chile 칠레 finale 피날레 nestle 네슬레 resume ? gap ? simile ? wi-fi 와이파이 wifi 와이파이 e-mail 이메일 ai 에이아이 "
    "kaist 카이스트 gist 지스트 unist 유니스트 dgist 디지스트 kist 키스트 postech 포스텍 etri 에트리 keti 케티 nipa 니파 kotra 코트라 "
    "kisa 키사 bert 버트 opec 오펙 apec 에이펙 mooc 무크 toeic 토익 ieee 아이트리플이 lidar 라이다 radar 레이더 jpeg 제이페그 mice 마이스 "
    "safe 세이프 core 코어 bridge 브리지 service 서비스 metaverse 메타버스 software 소프트웨어 hardware 하드웨어 code 코드 smart 스마트 "
    "test 테스트 project 프로젝트 agent 에이전트 event 이벤트 sport 스포트 expert 엑스퍼트 startup 스타트업 chip 칩 step 스텝 shop 숍 "
    "network 네트워크 park 파크 bank 뱅크 link 링크 server 서버 center 센터 center 센터 public 퍼블릭 logic 로직 online 온라인 zone 존 time 타임 "
    "home 홈 drone 드론 phone 폰 blockchain 블록체인 scale 스케일 mobile 모바일 rule 룰 table 테이블 people 피플 google 구글 apple 애플 "
    "youtube 유튜브 naver 네이버 kakao 카카오 km/h 킬로미터 ㎞/h 킬로미터 m/s 미터 m/sec 미터 ㎾h 킬로와트시 ㎿h 메가와트시"
)
_SPELLING: tuple[tuple[re.Pattern[str], Final], ...] = tuple(  # first match decides; endings of lower-cased words
    (re.compile(pattern), final)
    for pattern, final in (
        (r"(?:que|gne|[^aeiouy][mn]e|[pt]e)$", Final.UNKNOWN),  # type 타입, tape 테이프, private 프라이빗, site 사이트
        (r"(?:l|le)$", Final.RIEUL),  # email, google, mobile
        (r"(?:ng|m|n|mb|[aeiouy][mn]e)$", Final.OTHER),  # system, design, marketing, time, zone
        (r"[^aeiouywck]k$|[^aeiouywt]t$|[^aeiouywp]p$|[^aeiouywc]c$", Final.NONE),  # network, test, camp, disc
        (r"(?:^|[^aeiou]|qu)[aeiou]pp?$", Final.OTHER),  # a short vowel before p: app, chip, startup
        (r"ook$|[aeiouy].*ic$", Final.OTHER),  # book 북, logic 로직
        (r"[bgktpcq]$", Final.UNKNOWN),  # web 웹 but hub 허브, net 넷 but set 세트, back 백 but check 체크
        (r"", Final.NONE),  # every other ending is a vowel or gets 으/이: cloud 클라우드, service, tech, user
    )
)  # fmt: skip
_DOTTED_DATE = re.compile(r"(?<![0-9.])(?:[0-9]{4}|[’'][0-9]{2})(?:\. ?[0-9]{1,2}\. ?[0-9]{1,2}\.?|\. ?[0-9]{1,2}\.)$")


def _agree(*finals: Final) -> Final:
    """The one sound all readings share, else UNKNOWN."""
    return finals[0] if len(set(finals)) == 1 else Final.UNKNOWN


def _integer_final(digits: str) -> Final:
    """Sino-Korean reading of the whole number; a number with a leading zero is read digit by digit."""
    zeros = len(digits) - len(digits.rstrip("0"))
    if digits[0] == "0" or not zeros:
        return _DIGIT[int(digits[-1])]
    if zeros < 4:
        return Final.OTHER  # 십, 백, 천
    return _SCALE[zeros // 4 - 1] if zeros // 4 <= len(_SCALE) else Final.UNKNOWN


def _english_final(digits: str) -> Final:
    """How a one- or two-digit number ends when a Latin word makes the reader say it in English (G7, GPT-3)."""
    if len(digits) == 2 and digits[0] == "1":
        return Final.NONE if digits == "12" else Final.OTHER  # 텐, 일레븐, 트웰브, 서틴 …
    return Final.NONE if len(digits) == 2 and digits[1] == "0" else _ENGLISH_DIGIT[int(digits[-1])]


def _number_final(window: str) -> Final:
    """The sound of a number at the end of ``window``, with what stands right before it (currency, letters, ``/``)."""
    head = window.rstrip(_DIGITS + ".,")
    run = window[len(head) :].lstrip(".,")
    if len(run) >= _WINDOW - 1:
        return Final.UNKNOWN
    number = run.replace(",", "") if re.match(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$", run) else run.split(",")[-1]
    whole, _, fraction = number.rpartition(".")
    sound = _DIGIT[int(fraction[-1])] if whole else _integer_final(number)
    if head[-1:] in _CURRENCY:
        return _CURRENCY[head[-1]]  # $100 is 백 달러
    if re.search(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$", window):
        return _agree(sound, Final.RIEUL)  # 2026-01-02: 이 or 일
    if re.search(r"(?<![0-9])[0-9]{1,2}:[0-9]{2}$", window):
        return _agree(sound, Final.OTHER)  # 10:05: 오 or 오 분
    ratio = re.search(r"([0-9]+)/[0-9]+$", window)
    if ratio:
        return _agree(sound, _integer_final(ratio[1]))  # 1/2 is 이분의 일
    latin = re.search(r"([A-Za-z]+)-?$", head)
    if not latin:
        return sound
    if number in ("2", "3") and latin[1] in ("m", "km", "cm", "mm"):
        return Final.NONE  # m2, m3: 제곱미터, 세제곱미터
    spoken = fraction or number
    return _agree(sound, _english_final(spoken[-1] if whole else spoken)) if whole or len(number) < 3 else sound


def _acronym_final(word: str) -> Final:
    """Capitals read letter by letter; a longer one that may be read as a word counts only where both readings agree."""
    readable = len(word) > 3 and any(c in "AEIOU" for c in word)
    return Final.UNKNOWN if readable and word[-1] in "BCEGKPQRT" else _LETTER[word[-1]]


def _spelled_final(word: str) -> Final:
    """A lower-case or capitalised word by its spelling, as 외래어 표기법 would write its end."""
    if not any(c in "aeiouy" for c in word):
        return _LETTER[word[-1].upper()]  # html, csv, www
    return next(final for pattern, final in _SPELLING if pattern.search(word))


def _latin_final(window: str) -> Final:
    """The sound of Latin letters at the end of ``window``: unit, known word, acronym, then spelling."""
    head = window.rstrip(_LETTERS)
    word = window[len(head) :]
    token = window[len(window.rstrip(_LETTERS + _DIGITS + "-./㎞㎾㎿")) :].lstrip(_DIGITS + ".-/")
    if token.casefold() in _WORDS:
        return _WORDS[token.casefold()]
    unit = _UNITS.get(word)
    if unit is None and (head[-1:] in ("μ", "µ") or re.search(r"[0-9] ?$|[0-9]/$", head)):
        unit = _COUNTED.get(word)
    if head[-1:] == "/" and (unit or word in _COUNTED) and not head[-2:-1].isupper():
        return Final.UNKNOWN  # mg/L: 밀리그램 퍼 리터 or 리터당 밀리그램
    if unit:
        return unit
    if len(word) == 1:
        letter = _LETTER[word.upper()]
        known = word != "I"  # 아이 or 로마자 일
        return _agree(letter, _COUNTED.get(word, letter) if word.islower() else letter) if known else Final.UNKNOWN
    pieces = re.search(r"(?:[A-Z]+|[A-Z]?[a-z]+)$", word)
    piece = pieces[0] if pieces else word  # OpenAI -> AI, GitHub -> Hub, IoT -> T
    for known_word in (word.casefold(), piece.casefold() if len(piece) > 1 else ""):
        if known_word in _WORDS:
            return _WORDS[known_word]
    if word in _ROMAN_OR_LETTERS:
        return Final.UNKNOWN
    return _acronym_final(piece) if piece.isupper() else _spelled_final(piece.lower())


def _is_hanja(char: str) -> bool:
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or "豈" <= char <= "﫿"


def _hanja_final(window: str, reading: str) -> Final:
    """Hanja say nothing by themselves; ``人工知能(인공지능)`` gives the reading, one syllable for each character."""
    run = re.search(r"[가-힣㐀-䶿一-鿿豈-﫿]*$", window)
    hanja = sum(map(_is_hanja, run[0])) if run else 0
    fits = re.fullmatch("[가-힣]+", reading) and run and hanja <= len(reading) <= len(run[0])
    return _hangul_final(reading[-1]) if fits else Final.UNKNOWN


def _symbol_final(window: str, reading: str) -> Final:
    """The sound of a last character that is not Hangul, an ASCII digit or an ASCII letter."""
    last = window[-1]
    if last in _SYMBOLS:
        return Final.UNKNOWN if window[-2:-1] == "/" else _SYMBOLS[last]  # 원/㎡
    if "ㄱ" <= last <= "ㅣ":  # letters by their names: 기역, 리을, 아
        return Final.NONE if last > "ㅎ" else Final.RIEUL if last == "ㄹ" else Final.OTHER
    if "\u1100" <= last <= "\u11ff":  # decomposed Hangul
        composed = unicodedata.normalize("NFC", window[-3:])[-1]
        return _hangul_final(composed) if "가" <= composed <= "힣" else Final.UNKNOWN
    if last in "²³":
        unit = re.search(r"(?<![A-Za-z])[cmk]?m$", window[:-1])
        return Final.NONE if unit else Final.UNKNOWN
    if _is_hanja(last):
        return _hanja_final(window, reading)
    form = unicodedata.decomposition(last)
    number = unicodedata.numeric(last, 0.5)
    if unicodedata.category(last) in ("No", "Nl") and not form.startswith(("<su", "<frac")) and number == int(number):
        return _integer_final(str(int(number)))  # ① ⑴ ❶ Ⅳ
    inner = unicodedata.normalize("NFKC", last) if form.startswith("<circle>") else ""
    return final_sound(inner)  # ㉮ Ⓐ


def _final_at(chars: Sequence[str], end: int, partner: Sequence[int]) -> Final:
    """The sound of ``chars[:end]``; ``partner[i]`` is where the ``(`` of the ``)`` at i stands, -1 for none."""
    start, reading = 0, ""
    while end > start:
        char = chars[end - 1]
        if char.isdigit() or char in ".．":
            if _DOTTED_DATE.search("".join(chars[max(start, end - 16) : end])):
                return Final.RIEUL  # 2026. 1. 2. is read 2일, 2026. 1. is read 1월
        if partner[end - 1] >= 0:
            left = before = partner[end - 1]
            while before > start and chars[before - 1] in " \u3000\xa0":
                before -= 1
            gap = before < left and chars[before - 1] in ".\t"  # a sentence end and a space: nothing of this word
            if before == start or gap or chars[before - 1] in _OPENERS or chars[before - 1].isspace():
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
    if "가" <= window[-1] <= "힣":
        return _hangul_final(window[-1])
    if window[-1] in _DIGITS:
        return _number_final(window)
    return _latin_final(window) if window[-1] in _LETTERS else _symbol_final(window, reading)


def _push(char: str, position: int, opens: list[int]) -> int:
    """Note a parenthesis at ``position``; the place of its ``(`` for a closing one, -1 for anything else."""
    if char in "(（":
        opens.append(position)
    return opens.pop() if char in ")）" and opens else -1


def final_sound(text: str) -> Final:
    """The sound at the end of ``text`` as it is read aloud.

    Closing marks and end punctuation are skipped; a closing parenthesis group is skipped and the word before it decides
    (``고양시장(이하 “시장”이라 한다)`` ends in 장), unless it is all there is or it gives the reading of Hanja.
    Numbers by the Sino-Korean reading of the whole number, Latin letters by name, dictionary or spelling.
    ``Final.UNKNOWN`` for an empty text and for all that has no certain reading. Linear time, no errors.
    """
    text = text.rstrip()
    if text and "가" <= text[-1] <= "힣":
        return _hangul_final(text[-1])
    opens: list[int] = []
    return _final_at(text, len(text), [_push(char, i, opens) for i, char in enumerate(text)])


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


def _trailing_marker(chars: list[str]) -> str:
    """The longest marker that ``chars`` end in, "" for none."""
    if chars[-1] != ")" and not (chars[-1] in _OPTIONAL_ENDS and ")" in chars[-3:]):
        return ""
    tail = "".join(chars[-_MARKER_SIZES[0] :])
    return next((tail[-size:] for size in _MARKER_SIZES if tail[-size:] in _MARKERS), "")


def fix_particles(text: str) -> str:
    """Replace every marker such as ``은(는)``, ``와(과)``, ``(으)로`` by the form the word in front of it takes.

    A marker after an unknown sound, a space or nothing stays. The result is a fixed point: fixing it again changes
    nothing, because each replacement is read back character by character like any other text. Linear time, no errors.
    """
    if not _ANY_MARKER.search(text):
        return text
    chars: list[str] = []
    partner: list[int] = []
    opens: list[int] = []
    for source in text:
        waiting = [source]
        while waiting:
            char = waiting.pop()
            partner.append(_push(char, len(chars), opens))
            chars.append(char)
            marker = _trailing_marker(chars)
            end = len(chars) - len(marker)
            if not marker or end == 0 or chars[end - 1].isspace():
                continue
            final = _final_at(chars, end, partner)
            if final is not Final.UNKNOWN:
                del chars[end:], partner[end:]  # a marker's parentheses are balanced, so ``opens`` still holds
                waiting.extend(reversed(_choose(final, _MARKERS[marker])))
    return "".join(chars)


_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|\.\s?([0-9]{1,2})\.\s?([0-9]{1,2})\.?"
    r"|년\s?([0-9]{1,2})월\s?([0-9]{1,2})일|([0-9]{2})([0-9]{2}))"
)


def format_date(day: date) -> str:
    """``2026년 1월 2일``, as 부칙 and sentences write it."""
    return f"{day.year}년 {day.month}월 {day.day}일"


def format_date_dotted(day: date) -> str:
    """``2026. 1. 2.``, the official short form (행정업무 규정)."""
    return f"{day.year}. {day.month}. {day.day}."


def parse_date(text: str) -> date:
    """Read ``2026-01-02``, ``2026. 1. 2.``, ``2026.1.2``, ``2026년 1월 2일`` or ``20260102``; else ValueError in Korean."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"날짜로 읽을 수 없습니다: “{truncate(text, 40)}”. 2026-01-02 또는 2026. 1. 2.처럼 적어 주십시오.")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"달력에 없는 날짜입니다: “{text.strip()}”.") from None


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
_LABELS = re.compile(rf"\s*(?:{_LABEL}\s*)*")
_NEW_LINE = re.compile(rf"[^\S\n]*(?:\n|{_LABEL}|제[0-9]+조)")  # an empty line, a list item, an article
_BRACKETS = dict(["()", "「」", "『』", "“”", "‘’", "[]", "〈〉", "《》"])  # noqa: C406
_BRACKET_ENDS = {closing: opening for opening, closing in _BRACKETS.items()}


def _bracket_depths(text: str) -> list[int]:
    """For each position, how many matched brackets enclose it; a bracket without its partner counts for nothing."""
    steps = [0] * (len(text) + 1)
    opens: dict[str, list[int]] = {opening: [] for opening in _BRACKETS}
    for i, char in enumerate(text):
        if char in opens:
            opens[char].append(i)
        elif char in _BRACKET_ENDS and opens[_BRACKET_ENDS[char]]:
            steps[opens[_BRACKET_ENDS[char]].pop()] += 1
            steps[i] -= 1
    depth = 0
    return [depth := depth + step for step in steps]


def _ends_sentence(text: str, i: int) -> bool:
    """Whether the full stop at ``i`` (outside brackets) ends a sentence."""
    after = text[i + 1 : i + 3]
    before = text[i - 1 : i]
    return ("가" <= before <= "힣" or before in _BRACKET_ENDS) and (not after.strip() or after[0].isspace() or after == "다만")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of statute prose, without the white space between them.

    A sentence ends at a full stop after Hangul or a closing bracket, before a space, the end or 다만; not inside
    brackets or quotation marks, in a date or number, nor at a list label (``가.``). A line break ends one only where
    an empty line, a list item or an article follows. Linear time, no errors.
    """
    spans: list[tuple[int, int]] = []
    depths = _bracket_depths(text)

    def close(start: int, end: int) -> None:
        sentence = text[start:end]
        if sentence.strip():
            spans.append((end - len(sentence.lstrip()), start + len(sentence.rstrip())))

    start, body = 0, _body_start(text, 0)
    for mark in re.finditer(r"[.\n]", text):
        i = mark.start()
        if i < body or depths[i]:
            continue
        if _NEW_LINE.match(text, i + 1) if text[i] == "\n" else _ends_sentence(text, i):
            close(start, i + 1)
            start, body = i + 1, _body_start(text, i + 1)
    close(start, len(text))
    return spans


def _body_start(text: str, start: int) -> int:
    """Where the words of a sentence that starts at ``start`` begin, after its list labels."""
    labels = _LABELS.match(text, start)
    return labels.end() if labels else start


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
    if width - max(display_width(indent), display_width(first)) < 2:
        raise ValueError(f"width {width} leaves no room for a syllable after the indent")
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, empty = (indent if lines else first), True
        used = display_width(line)
        for word in paragraph.split():
            room = width - used - (not empty)
            for piece in [word] if display_width(word) <= room else _cut(word, width - display_width(indent)):
                size = display_width(piece)
                if not empty and used + 1 + size > width or used + size > width:
                    lines.append(line.rstrip() if empty else line)
                    line, empty, used = indent, True, display_width(indent)
                line += piece if empty else " " + piece
                used += size + (not empty)
                empty = False
        lines.append(line)
    return lines


def pad(text: str, width: int) -> str:
    """``text`` filled with spaces on the right to ``width`` cells; longer text is returned as it is."""
    return text + " " * (width - display_width(text))


def truncate(text: str, width: int) -> str:
    """``text`` if it fits in ``width`` cells, else its beginning with ``…``; "" when ``width`` is below 1."""
    if display_width(text) <= width:
        return text
    return "" if width < 1 else (_cut(text, width - 1)[0] if width > 1 else "") + "…"
