"""Hypothesis strategies for trees in the normal form that notation.py promises to round-trip."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from ordinance_drafter import model as m
from ordinance_drafter.numbering import SYLLABLES, LabelStyle, Number

# words that try to be mistaken for structure
TRICKY = [
    "①", "② ", "1.", "1. ", "1의2. ", "가. ", "하. ", "1) ", "가) ", "(1) ", "(가) ", "제1조", "제2조(목적) ", "제3조의2 ",
    "제1장 총칙", "제2절", "부칙", "부칙 <2020. 1. 1.>", "[별표]", "[별표 1] 표", "[별지 제1호서식]", "삭제", "삭제 <2020.1.1>",
    "<개정 2020. 1. 1.>", "[본조신설 2020. 1. 1.]", "\\", "\\\\", "(", ")", "<", ">", "[", "]", "2026. 1. 1.부터", "중", "및",
    "<51> ", "다.", ". ", "”", "「지방자치법」 제28조", "漢字", "&", "이 조례는 ", "[시행 2020. 1. 1.]",
]  # fmt: skip
_piece = st.sampled_from(TRICKY) | st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=4)
line = st.lists(_piece | st.just(" "), max_size=6).map(lambda parts: "".join(parts).strip(" \t\u3000\xa0\r"))
filled_line = line.filter(bool)


@st.composite
def texts(draw: st.DrawFn, *, required: bool = False) -> str:
    first = draw(filled_line if required else line)
    if not first:
        return ""
    middle = draw(st.lists(line, max_size=2))
    lines = [first, *middle]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


_heading_word = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4)
headings = st.one_of(
    st.just(""), _heading_word, _heading_word.map(lambda w: f"{w}({w}) 등"), st.just("“가”ㆍ나"), st.just("삭제한 것")
)
_angle = st.sampled_from(["", "<개정 2020. 1. 1.>", "<신설 2020.1.1, 2021.2.2> <개정 2022.3.3>"])
_bracket = st.sampled_from(
    ["", "[본조신설 2020. 1. 1.]", "[전문개정 2020.1.1] [제목개정 2021.1.1]", "[제3조에서 이동 <2020.1.1>]"]
)


def numbers(level: m.Level) -> st.SearchStrategy[Number]:
    if level.style is LabelStyle.CIRCLED:
        return st.integers(1, 120).map(Number)
    top = len(SYLLABLES) if level.style.value[-2:] in ("가.", "가)") or "가" in level.style.value else 300
    return st.builds(Number, st.integers(1, top), st.sampled_from([0, 0, 0, 2, 11]))


@st.composite
def provisions(draw: st.DrawFn, level: m.Level, depth: int = 3, *, addenda: bool = False) -> m.Provision:
    number = draw(numbers(level))
    lower = [other for other in m.ALL_LEVELS if other.rank > level.rank and not (addenda and other.is_division)]
    children: tuple[m.Provision, ...] = ()
    if depth and lower and draw(st.booleans()):
        children = draw(siblings(lower, depth - 1, addenda=addenda))
    if level.is_division:
        heading = draw(headings)
        text = draw(texts()) if draw(st.integers(0, 5)) == 0 else ""
        return m.Provision(level, number, heading, text, children, False, draw(_angle))
    is_article = level is m.ARTICLE
    heading = draw(headings) if is_article or (addenda and level is m.PARAGRAPH) else ""
    note = " ".join(filter(None, [draw(_angle), draw(_bracket) if is_article else ""]))
    if draw(st.integers(0, 6)) == 0:
        return m.Provision(level, number, heading, "", children, True, note)
    return m.Provision(level, number, heading, draw(texts()), children, False, note)


@st.composite
def siblings(
    draw: st.DrawFn, levels: list[m.Level], depth: int = 3, *, addenda: bool = False, least: int = 0
) -> tuple[m.Provision, ...]:
    chosen = draw(st.lists(st.sampled_from(levels), min_size=least, max_size=3))
    chosen.sort(key=lambda level: -level.rank)  # a lower level after a higher one would be its child
    return tuple(draw(provisions(level, depth, addenda=addenda)) for level in chosen)


_BODY_LEVELS = [level for level in m.ALL_LEVELS if level.rank <= m.ARTICLE.rank]
_ADDENDA_LEVELS = [m.ARTICLE, m.PARAGRAPH]
_labels = st.sampled_from(
    ["", "<2020. 1. 1. 조례 제1호>", "(다른 조례) <조례 제2호, 2020.1.1>", "<2016.10.18.> (일괄개정(안) 조례)"]
)


@st.composite
def addenda(draw: st.DrawFn) -> m.Addenda:
    if not draw(st.booleans()):
        return m.Addenda(draw(_labels), draw(siblings(_ADDENDA_LEVELS, 2, addenda=True)))
    children = draw(siblings(_ADDENDA_LEVELS[1:], 1, addenda=True))  # units below the words belong to them
    words = m.Provision(m.ARTICLE, None, "", draw(texts(required=True)), children, False, draw(_angle))
    return m.Addenda(draw(_labels), (words, *draw(siblings([m.ARTICLE], 2, addenda=True))))


@st.composite
def annexes(draw: st.DrawFn) -> m.Annex:
    kind = draw(st.sampled_from(["table", "form"]))
    number = draw(st.none() | st.builds(Number, st.integers(1, 99), st.sampled_from([0, 2])))
    rows = draw(st.lists(line | line.map(lambda words: f"  {words}".rstrip()), max_size=4))
    return m.Annex(kind, number, draw(line), "\n".join(rows).strip("\n"))


@st.composite
def ordinances(draw: st.DrawFn) -> m.Ordinance:
    title = draw(filled_line)
    facts = {}
    if draw(st.booleans()):
        facts = {
            "municipality": draw(st.sampled_from(["", "고양시", "경기도 고양시"])),
            "number": draw(st.sampled_from(["", "2918", "00012"])),
            "promulgated": draw(st.none() | st.dates(date(1949, 1, 1), date(2100, 1, 1))),
            "effective": draw(st.none() | st.dates(date(1949, 1, 1), date(2100, 1, 1))),
            "revision": draw(st.sampled_from(["", "제정", "전부개정"])),
        }
    kind = draw(st.sampled_from([m.kind_of(title), "ordinance", "rule", "act", "decree", "other"]))
    return m.Ordinance(
        title,
        draw(siblings(_BODY_LEVELS, 3)),
        tuple(draw(st.lists(addenda(), max_size=2))),
        tuple(draw(st.lists(annexes(), max_size=2))),
        kind=kind,
        preamble=draw(texts()),
        **facts,
    )
