"""The tree: places, addresses, replacing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from ordinance_drafter.model import Ordinance, address, articles, at, children_of, kind_of, replace_at, walk
from ordinance_drafter.notation import parse
from tests.strategies import ordinances

TEXT = """시험 조례

제1장 총칙
제1조(목적) 이 조례는 시험한다.
제2조의2(정의) ① 뜻은 다음과 같다.
1. 하나
가. 둘
② 삭제
제2장 보칙
제3조(시행규칙) 규칙으로 정한다.

부칙 <2020. 1. 1.>
제1조(시행일) 이 조례는 공포한 날부터 시행한다.
부칙 <2021. 1. 1.>
이 조례는 공포한 날부터 시행한다.
"""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((0, 0), "제1장"),
        ((0, 0, 0), "제1조"),
        ((0, 0, 1, 0, 0, 0), "제2조의2제1항제1호가목"),
        ((0, 1, 0), "제3조"),
        ((1, 0, 0), "부칙 <2020. 1. 1.> 제1조"),
        ((1, 1, 0), "부칙 <2021. 1. 1.>"),
    ],
)
def test_addresses_are_written_as_citations(path: tuple[int, ...], words: str) -> None:
    assert address(parse(TEXT), path) == words


@settings(max_examples=60, deadline=None)
@given(ordinances())
def test_every_walked_place_is_there_and_can_be_replaced(tree: Ordinance) -> None:
    for path, unit in walk(tree):
        assert at(tree, path) is unit
        changed = replace_at(tree, path, replace(unit, heading="바뀐 제목"))
        assert at(changed, path).heading == "바뀐 제목"
        assert replace_at(changed, path, unit) == tree


def test_articles_are_found_through_chapters() -> None:
    assert [str(unit.number) for _, unit in articles(parse(TEXT))] == ["1", "2의2", "3"]


def test_children_of_branches() -> None:
    tree = parse(TEXT)
    assert children_of(tree, (0,)) == tree.body
    assert children_of(tree, (1, 1)) == tree.addenda[1].provisions


@pytest.mark.parametrize("path", [(), (0,), (1, 0), (2, 0), (0, 9)])
def test_a_place_that_is_no_unit_is_an_error(path: tuple[int, ...]) -> None:
    with pytest.raises(LookupError):
        at(parse(TEXT), path)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("가 조례", "ordinance"),
        ("가 조례안", "ordinance"),
        ("가 조례 시행규칙", "rule"),
        ("지방자치법", "act"),
        ("지방자치법 시행령", "decree"),
        ("메모", "other"),
    ],
)
def test_the_kind_follows_the_title(title: str, kind: str) -> None:
    assert kind_of(title) == kind
