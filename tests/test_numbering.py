"""Labels and numbers, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordinance_drafter.model import ALL_LEVELS, ARTICLE, CHAPTER, ITEM, PARAGRAPH, SUBITEM2, SUBPARAGRAPH, Level
from ordinance_drafter.numbering import SYLLABLES, LabelStyle, Number, digits, label, parse_digits, parse_label
from tests.strategies import numbers


@given(st.sampled_from(ALL_LEVELS).flatmap(lambda level: st.tuples(st.just(level), numbers(level))))
def test_a_label_reads_back_as_its_number(case: tuple[Level, Number]) -> None:
    level, number = case
    assert parse_label(level.label(number), level.style, level.word) == number
    assert parse_digits(digits(number, level.style), level.style) == number


@pytest.mark.parametrize(
    ("level", "number", "written"),
    [
        (ARTICLE, Number(3), "제3조"),
        (ARTICLE, Number(3, 2), "제3조의2"),
        (CHAPTER, Number(2, 3), "제2장의3"),
        (PARAGRAPH, Number(1), "①"),
        (PARAGRAPH, Number(20), "⑳"),
        (PARAGRAPH, Number(21), "㉑"),
        (PARAGRAPH, Number(50), "㊿"),
        (PARAGRAPH, Number(51), "<51>"),
        (SUBPARAGRAPH, Number(1, 2), "1의2."),
        (ITEM, Number(1), "가."),
        (ITEM, Number(14), "하."),
        (ITEM, Number(15), "거."),
        (ITEM, Number(29), "고."),
        (SUBITEM2, Number(14), "하)"),
    ],
)
def test_labels_are_the_official_ones(level: Level, number: Number, written: str) -> None:
    assert level.label(number) == written


def test_items_run_through_84_syllables_without_repeat() -> None:
    assert len(SYLLABLES) == len(set(SYLLABLES)) == 84
    assert SYLLABLES[:14] == "가나다라마바사아자차카타파하"
    with pytest.raises(ValueError, match="84"):
        label(Number(85), LabelStyle.SYLLABLE)


def test_paragraphs_have_no_branch() -> None:
    with pytest.raises(ValueError, match="가지번호"):
        PARAGRAPH.label(Number(2, 2))


@pytest.mark.parametrize(
    ("text", "style"),
    [("제3", LabelStyle.ORDINAL), ("가.", LabelStyle.ARABIC), ("1.", LabelStyle.SYLLABLE), ("", LabelStyle.CIRCLED)],
)
def test_what_is_no_label_is_refused(text: str, style: LabelStyle) -> None:
    with pytest.raises(ValueError, match="번호"):
        parse_label(text, style, "조")


def test_numbers_order_branches_after_their_main() -> None:
    assert sorted([Number(6), Number(5, 2), Number(5), Number(5, 10)]) == [
        Number(5),
        Number(5, 2),
        Number(5, 10),
        Number(6),
    ]
