"""Particles, dates, sentence spans and cell widths."""

from __future__ import annotations

import unicodedata
import warnings
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordinance_drafter.korean import (
    PAIRS,
    Final,
    add_days,
    attach,
    display_width,
    final_sound,
    fix_particles,
    format_date,
    format_date_dotted,
    pad,
    parse_date,
    particle,
    split_sentences,
    truncate,
    wrap,
)

EIGHT_PAIRS = ["은/는", "이/가", "을/를", "과/와", "으로/로", "이라/라", "이란/란", "이나/나"]
SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]
STEADY = settings(database=None, derandomize=True, deadline=None, max_examples=300)
PIECES = [*"가각갈시장법을를은는이가의로 으 라서고(()))「」“”‘’[]〈〉.,\n\t19AIlLm%㎡①人知", "다.", "다만"]
PIECES += ["은(는)", "이(가)", "으로(로)", "(으)로", "(이)라", "와(과)", "라(이라)", "(이하 “법”이라 한다)"]
PIECES += ["2026. 1. 2.", "가. ", "제1조(목적)", "e\u0301", "🙂", "漢字"]
PROSE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
MIXED = st.one_of(PROSE, st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0xFFFF), max_size=60))


def spoken_final(syllable: str) -> Final:
    """The sound a syllable ends in, from its canonical decomposition (no arithmetic on code points)."""
    jamo = unicodedata.normalize("NFD", syllable)
    if len(jamo) == 2:
        return Final.NONE
    return Final.RIEUL if unicodedata.name(jamo[2]) == "HANGUL JONGSEONG RIEUL" else Final.OTHER


def expected_form(final: Final, pair: str) -> str:
    after_consonant, after_vowel = pair.split("/")
    if final is Final.RIEUL and after_vowel[0] == "로":
        return after_vowel
    return after_vowel if final is Final.NONE else after_consonant


def spell_number(number: int) -> str:
    """The Sino-Korean reading of 0 to 10^16 - 1, written out."""
    if number == 0:
        return "영"
    words = ""
    for size, unit in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        group, number = divmod(number, size)
        if not group:
            continue
        text = ""
        for power, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit, group = divmod(group, power)
            if digit:
                text += ("" if digit == 1 and name else "일이삼사오육칠팔구"[digit - 1]) + name
        words += ("" if text == "일" and unit == "만" else text) + unit
    return words


def cases() -> list[tuple[str, str, str, str]]:
    lines = (Path(__file__).parent / "data" / "particles.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["word", "pair", "expected", "why"]
    rows = [line.split("\t") for line in lines[1:]]
    return [(word, pair, expected, why) for word, pair, expected, why in rows]


@pytest.mark.parametrize("pair", EIGHT_PAIRS)
def test_every_syllable(pair: str) -> None:
    assert len(SYLLABLES) == 11172
    wrong = [s for s in SYLLABLES if particle(s, pair) != expected_form(spoken_final(s), pair)]
    assert wrong == []


def test_every_syllable_decomposed() -> None:
    wrong = [s for s in SYLLABLES if final_sound(unicodedata.normalize("NFD", s)) is not spoken_final(s)]
    assert wrong == []


def test_every_number_below_a_hundred_thousand() -> None:
    wrong = [n for n in range(100_000) if final_sound(str(n)) is not spoken_final(spell_number(n)[-1])]
    assert wrong == []


def test_grouped_numbers_read_like_plain_ones() -> None:
    wrong = [n for n in range(1000, 100_000, 7) if final_sound(f"{n:,}") is not final_sound(str(n))]
    assert wrong == []


@pytest.mark.parametrize("power", range(16))
@pytest.mark.parametrize("digit", [1, 3, 12])
def test_large_numbers(power: int, digit: int) -> None:
    number = digit * 10**power
    if number < 10**16:
        assert final_sound(str(number)) is spoken_final(spell_number(number)[-1])
        assert final_sound(f"제{number:,}") is spoken_final(spell_number(number)[-1])


def test_the_speller_itself() -> None:
    spelled = {0: "영", 10: "십", 21: "이십일", 105: "백오", 10_000: "만", 110_000: "십일만", 10**8: "일억"}
    assert {n: spell_number(n) for n in spelled} == spelled


def test_numbers_agree_with_tossi() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an old package; its warnings are not ours
        tossi = pytest.importorskip("tossi")
        for pair in ("은(는)", "을(를)", "(으)로"):
            wrong = [n for n in range(0, 100_000, 3) if tossi.pick(str(n), pair) != particle(str(n), pair)]
            assert wrong == []


def test_hangul_agrees_with_tossi() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tossi = pytest.importorskip("tossi")
        for word in ("「청년기본법」", "고양시장(이하 “시장”이라 한다)", "제5조제2항", "“조례”", "1.5"):
            assert tossi.pick(word, "을(를)") == particle(word, "을/를")


def test_there_are_enough_judged_cases() -> None:
    judged = cases()
    assert len(judged) >= 200
    assert len({(word, pair) for word, pair, _, _ in judged}) == len(judged)
    assert all(why for *_, why in judged)


@pytest.mark.parametrize(("word", "pair", "expected", "why"), cases())
def test_judged_case(word: str, pair: str, expected: str, why: str) -> None:
    assert particle(word, pair) == expected, why
    assert attach(word, pair) == word + expected


@pytest.mark.parametrize(("after_consonant", "after_vowel"), PAIRS)
def test_every_way_to_name_a_pair(after_consonant: str, after_vowel: str) -> None:
    a, b = after_consonant, after_vowel
    for name in (a, b, f"{a}/{b}", f"{b}/{a}", f"{a}({b})", f"{b}({a})", f" {a}/{b} "):
        assert particle("시장", name) == a
        assert particle("조례", name) == b
    assert particle("?", a) == f"{a}({b})"


def test_optional_pair_names() -> None:
    names = ["(으)로", "(이)라", "(이)나", "(으)로서"]
    assert [particle("법률", name) for name in names] == ["로", "이라", "이나", "로서"]


@pytest.mark.parametrize("pair", ["", "에", "은/를", "까지", "을/를/을", "을()"])
def test_unknown_pair(pair: str) -> None:
    with pytest.raises(ValueError, match="알 수 없는 조사"):
        particle("시장", pair)


@pytest.mark.parametrize("text", ["", " ", "()", "(())", "”", ".", "(", "…", "\n", "((((", "”)”)", "@", "—", "٣", "〇"])
def test_nothing_to_judge(text: str) -> None:
    assert final_sound(text) is Final.UNKNOWN
    assert particle(text, "을/를") == "을(를)"


@pytest.mark.parametrize(
    ("text", "final"),
    [
        ("시장 ", Final.OTHER),
        ("제1조)", Final.NONE),
        ("가) 조례", Final.NONE),
        ("끝난다. (가칭)", Final.OTHER),
        ("조례\n(가칭)", Final.OTHER),
        ("시장((가)(나))", Final.OTHER),
        ("시(가(나)다)각", Final.OTHER),
        ("ＡＩ", Final.NONE),
        ("１０", Final.OTHER),
        ("시（市）", Final.NONE),
        ("㉮", Final.NONE),
        ("⑴", Final.RIEUL),
        ("❷", Final.NONE),
        ("㊿", Final.OTHER),
        ("ⅸ", Final.NONE),
        ("10²", Final.UNKNOWN),
        ("10㎡당 5㎍", Final.OTHER),
        ("원/㎡", Final.UNKNOWN),
        ("PM10", Final.OTHER),
        ("PM2.5", Final.NONE),
        ("ISO 42001", Final.RIEUL),
        ("12:05", Final.UNKNOWN),
        ("1" + "0" * 28, Final.UNKNOWN),
        ("1" + "0" * 500, Final.UNKNOWN),
        ("0" * 20, Final.OTHER),
        ("금액[손실(이익을 뺀다)을 반영한다. 이하 같다]", Final.OTHER),
        ("제1조 [별표 2]", Final.NONE),
        ("같은 목 (2)", Final.NONE),
        ('제8조의 표 "(적용대상)"', Final.OTHER),
        ("[가) 나] 다)", Final.NONE),
        ("高陽市(고양시)", Final.NONE),
        ("고양市(고양시)", Final.NONE),
        ("人人(가나는)", Final.UNKNOWN),
    ],
)
def test_final_sound(text: str, final: Final) -> None:
    assert final_sound(text) is final


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("고양시장은(는) 조례을(를) 정한다.", "고양시장은 조례를 정한다."),
        ("고양시장(이하 “시장”이라 한다)은(는) 위원회이(가)", "고양시장(이하 “시장”이라 한다)은 위원회가"),
        ("시장와(과) 의회과(와) 법률으로(로) 조례(으)로", "시장과 의회와 법률로 조례로"),
        ("“법”(이)라 한다. “조례”이라(라) 한다.", "“법”이라 한다. “조례”라 한다."),
        ("시장를(을) 의회가(이) 조례는(은)", "시장을 의회가 조례는"),
        ("위원으로서(로서) 대표(으)로서 법률로써(으로써)", "위원으로서 대표로서 법률로써"),
        ("청년이란(란) 데이터(이)란 기업이나(나) 단체(이)나", "청년이란 데이터란 기업이나 단체나"),
        ("시민이며(며) 학교(이)고 법(이)든 친구이랑(랑) 고양아(야)", "시민이며 학교고 법이든 친구랑 고양아"),
        ("제5조제2항을(를) 제3조을(를) 3을(를) AI을(를)", "제5조제2항을 제3조를 3을 AI를"),
        ("「청년기본법」을(를) 85㎡을(를) 50%이(가)", "「청년기본법」을 85㎡를 50%가"),
        ("2026. 1. 2.을(를)", "2026. 1. 2.을"),
        ("은(는) 을(를)", "은(는) 을(를)"),
        ("을(를)", "을(를)"),
        ("조사 을(를)을(를) 고친다", "조사 을(를)을 고친다"),
        ("人을(를) ○○이(가) {{ head }}은(는)", "人을(를) ○○이(가) {{ head }}은(는)"),
        ("“은(는)”은 조사이다", "“은(는)”은 조사이다"),
        ("이(李) 가(假)처분 대(對)국민 은(銀) 과(課)", "이(李) 가(假)처분 대(對)국민 은(銀) 과(課)"),
        ("시장(가)은 제1항(나)를 (이)와", "시장(가)은 제1항(나)를 (이)와"),
        ("사람은(는)(는) 손(으)로(로)서", "사람은 손으로서"),
        ("", ""),
        ("마커가 없는 글", "마커가 없는 글"),
    ],
)
def test_fix_particles(text: str, fixed: str) -> None:
    assert fix_particles(text) == fixed


HOSTILE = [
    "(" * 100_000,
    ")" * 100_000 + "을(를)",
    "가" + "(" * 50_000 + ")" * 50_000 + "을(를)",
    "(" * 100_000 + "을(를)",
    "을(를)" * 25_000,
    "가" + "은(는)" * 25_000,
    "은" + "(는)" * 30_000,
    "@" + ")" * 1000 + "(가)이(가)" * 10_000,
    "시장(가나)" * 10_000 + "을(를)",
    "1" * 100_000 + "을(를)",
    "a" * 100_000 + "(이)라",
    "가" + " " * 100_000 + "(가)을(를)",
    "「" * 50_000 + "다. " * 20_000,
    "\n" * 100_000 + "가",
    " " * 100_000 + ".",
    "가. " * 30_000,
    "1" * 100_000 + ".",
    "2026. 1. 2. " * 10_000,
    "“" * 30_000 + "”" * 30_000 + "다.",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_finishes(text: str) -> None:
    fixed = fix_particles(text)
    assert len(fixed) <= len(text)
    final_sound(text)
    split_sentences(text)
    assert all(display_width(line) <= 80 for line in wrap(text, 80))


def test_hostile_results() -> None:
    assert fix_particles("가" + "(" * 50_000 + ")" * 50_000 + "을(를)").endswith("))를")
    assert fix_particles("은" + "(는)" * 3) == "은(는)(는)(는)"
    assert fix_particles("사람은" + "(는)" * 1000) == "사람은"


@STEADY
@given(MIXED, st.sampled_from(PAIRS))
def test_attach_keeps_the_word(word: str, pair: tuple[str, str]) -> None:
    assert attach(word, pair[0]).startswith(word)
    assert attach(word, pair[0])[len(word) :] in (*pair, f"{pair[0]}({pair[1]})")


@STEADY
@given(MIXED)
def test_fixing_twice_is_fixing_once(text: str) -> None:
    assert fix_particles(fix_particles(text)) == fix_particles(text)


@STEADY
@given(st.lists(st.sampled_from("은는이가으로라서()[]人A1"), max_size=30).map("".join))
def test_fixing_twice_is_fixing_once_for_particle_soup(text: str) -> None:
    assert fix_particles(fix_particles(text)) == fix_particles(text)


@STEADY
@given(st.text(alphabet="가나각갈AB12 .,人「」", max_size=30))
def test_text_without_markers_is_untouched(text: str) -> None:
    assert fix_particles(text) == text


@STEADY
@given(PROSE.filter(lambda text: not text[-1:].isspace()), st.sampled_from(PAIRS))
def test_a_marker_is_fixed_as_attach_would(word: str, pair: tuple[str, str]) -> None:
    word = fix_particles(word)
    if word:
        assert fix_particles(f"{word}{pair[0]}({pair[1]})") == fix_particles(attach(word, pair[0]))


@STEADY
@given(MIXED)
def test_sentences_cover_the_text(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@STEADY
@given(MIXED, st.integers(8, 60), st.sampled_from(["", "  ", "가. "]), st.sampled_from(["", "① ", "    "]))
def test_wrap_stays_within_the_width(text: str, width: int, indent: str, first: str) -> None:
    lines = wrap(text, width, indent=indent, first=first)
    assert lines
    assert all(display_width(line) <= width for line in lines)
    assert lines[0].startswith(first.rstrip())
    assert all(line.startswith(indent.rstrip()) for line in lines[1:])


@STEADY
@given(MIXED, st.integers(2, 40))
def test_wrap_keeps_every_word(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@STEADY
@given(MIXED, st.integers(-1, 40))
def test_truncate_and_pad(text: str, width: int) -> None:
    short = truncate(text, width)
    assert display_width(short) <= max(width, 0)
    assert (short == text) == (display_width(text) <= width) or text == ""
    assert pad(text, width).startswith(text)
    assert display_width(pad(text, width)) == max(width, display_width(text))


DAY = date(2026, 1, 2)


def test_format_dates() -> None:
    assert format_date(DAY) == "2026년 1월 2일"
    assert format_date_dotted(DAY) == "2026. 1. 2."
    assert format_date(date(2026, 12, 31)) == "2026년 12월 31일"


@pytest.mark.parametrize(
    "text",
    [
        *["2026-01-02", "2026-1-2", "2026. 1. 2.", "2026. 1. 2", "2026.1.2", "2026.01.02.", "20260102"],
        *["2026년 1월 2일", "2026년1월2일", " 2026-01-02\n"],
    ],
)
def test_parse_date(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        *["", "2026", "2026-01", "26-01-02", "2026/01/02", "2026-01-02T00:00", "2026. 1. 2. 3", "오늘"],
        *["202601020", "２０２６-01-02", "2026-1.2", "x" * 1000],
    ],
)
def test_unreadable_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"^날짜로 읽을 수 없습니다: .+주십시오\.$") as error:
        parse_date(text)
    assert len(str(error.value)) < 120


@pytest.mark.parametrize("text", ["2026-02-29", "2026. 13. 1.", "20260431", "0000-01-01", "2026년 1월 0일"])
def test_date_not_in_the_calendar(text: str) -> None:
    with pytest.raises(ValueError, match=r"^달력에 없는 날짜입니다"):
        parse_date(text)


@STEADY
@given(st.dates())
def test_dates_round_trip(day: date) -> None:
    if day.year >= 1000:
        assert parse_date(format_date(day)) == parse_date(format_date_dotted(day)) == day
    assert parse_date(day.isoformat()) == parse_date(day.strftime("%Y%m%d").rjust(8, "0")) == day


def test_add_days() -> None:
    assert add_days(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert add_days(DAY, -2) == date(2025, 12, 31)
    assert add_days(DAY, 0) == DAY
    for days in (10**7, -(10**7), 10**30):
        with pytest.raises(ValueError, match="나타낼 수 없습니다"):
            add_days(DAY, days)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["이 조례는 공포한 날부터 시행한다."],
        ["시장은 계획을 세워야 한다.", "다만, 긴급한 경우에는 그러하지 아니하다.", "이 경우 의회에 보고한다."],
        ["제1조(목적) 이 조례는 필요한 사항을 정함을 목적으로 한다."],
        ["이 조례는 2026. 1. 2. 시행한다.", "제5조의2. 및 1.5 배를 적용한다."],
        ["“시장”이란 고양시장을 말한다(이하 같다. 단서 생략).", "다음 문장이다."],
        ["“한다. 다만”을 “하여야 한다. 이 경우”로 하고, 「지방자치법. 시행령」 제1조를 따른다."],
        ["가. 사업의 목적을 적을 것.", "나. 그 밖의 사항을 정함."],
        ["① 시장은 지원한다.", "② 의회에 보고한다."],
        ["1. 위원회의 의결을 거친 자.", "2. 그 밖에 필요한 것."],
        ["다음 각 목을 정한다: 가. 목적 나. 내용 다. 방법을 정한다."],
        ["마침표 없는 끝"],
        ["(괄호로 된 문장이다. 끝이다.)"],
        ["짝 없는 괄호 ( 뒤에서도 끝난다.", "다음이다."],
    ],
)
def test_split_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected
    assert sentences("  " + "\n  ".join(expected) + " \n") == expected


def test_sentence_before_an_attached_proviso() -> None:
    assert sentences("지원한다.다만, 제외한다.그 밖에") == ["지원한다.", "다만, 제외한다.그 밖에"]


def test_line_breaks_in_prose() -> None:
    assert sentences("시장은 다음 사업을\n지원한다.") == ["시장은 다음 사업을\n지원한다."]
    items = ["다음 각 호의 사업", "1. 교육", "2. 연구"]
    assert sentences("\n".join(items) + "\r\n\r\n끝") == [*items, "끝"]
    article = "제1조(시행일) 이 조례\n제5조에 따른다."
    assert sentences("부칙\n" + article) == ["부칙", article]
    assert sentences("") == sentences(" \n ") == []


@pytest.mark.parametrize(
    ("text", "width"),
    [
        *[("", 0), ("abc", 3), ("조례", 4), ("제1조", 5), ("ＡＩ", 4), ("e\u0301", 1), ("…", 1), ("“법”", 4)],
        *[("ㆍ", 2), ("①", 1), ("\u1100\u1161\u11a8", 2), ("\u200b", 0), ("人", 2), ("🙂", 2), ("｡", 1)],
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_wrap() -> None:
    assert wrap("이 조례는 공포한 날부터 시행한다.", 16) == ["이 조례는 공포한", "날부터 시행한다."]
    assert wrap("목적을 정한다", 10, indent="    ", first="1. ") == ["1. 목적을", "    정한다"]
    assert wrap("가나다라마바사", 5) == ["가나", "다라", "마바", "사"]
    assert wrap("가 나다라마바사 아", 6) == ["가", "나다라", "마바사", "아"]
    assert wrap("", 10) == [""]
    assert wrap("첫째\n\n둘째", 10, indent="  ") == ["첫째", "", "  둘째"]
    assert wrap("가나다라마", 10, indent="", first="        ") == ["        가", "나", "다", "라", "마"]
    with pytest.raises(ValueError, match="leaves no room"):
        wrap("가", 5, indent="    ")


def test_pad_and_truncate() -> None:
    assert pad("조례", 6) + "|" == "조례  |"
    assert pad("조례안", 4) == "조례안"
    assert truncate("고양시 조례", 11) == "고양시 조례"
    assert truncate("고양시 조례", 10) == "고양시 조…"
    assert truncate("고양시", 4) == "고…"
    assert truncate("고양시", 2) == "…"
    assert truncate("고양시", 1) == "…"
    assert truncate("고양시", 0) == ""
