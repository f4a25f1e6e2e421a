"""Statute notation: round trips on invented and on real trees, and cases kept as data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordinance_drafter.model import Ordinance, walk
from ordinance_drafter.notation import parse, parse_lines, parse_provisions, provision_text, to_text
from tests.strategies import TRICKY, ordinances

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "corpus"
_CASES = (Path(__file__).parent / "data" / "notation_cases.txt").read_text("utf-8").split("\n==== ")[1:]
CASES = [(case.split("\n", 1)[0], *case.split("\n", 1)[1].split("\n----\n")) for case in _CASES]


@settings(max_examples=400, deadline=None)
@given(ordinances())
def test_what_is_printed_reads_back_equal(tree: Ordinance) -> None:
    assert parse(to_text(tree)) == tree


@settings(max_examples=200, deadline=None)
@given(ordinances())
def test_printing_is_stable(tree: Ordinance) -> None:
    once = to_text(tree)
    assert to_text(parse(once)) == once


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(TRICKY) | st.text(max_size=3), max_size=4).map("".join), max_size=12).map(
        "\n".join
    )
)
def test_any_text_at_all_reads_and_prints_stably(text: str) -> None:
    tree = parse(text)
    assert parse(to_text(tree)) == tree


@pytest.mark.parametrize(("name", "written", "expected"), CASES, ids=[case[0] for case in CASES])
def test_real_shapes(name: str, written: str, expected: str) -> None:
    tree = parse(written)
    assert to_text(tree).rstrip("\n") == expected.rstrip("\n")
    assert parse(to_text(tree)) == tree


def test_units_know_the_line_they_start_on() -> None:
    text = "가 조례\n\n제1조(목적) ① 하나\n1. 호\n② 둘\n부칙\n\n이 조례는 시행한다."
    tree, units, addenda, annexes = parse_lines(text.split("\n"))
    lines = [text.split("\n")[start][column:] for start, column in units]
    assert len(units) == len(list(walk(tree)))
    assert lines == ["제1조(목적) ① 하나", "① 하나", "1. 호", "② 둘", "이 조례는 시행한다."]
    assert (addenda, annexes) == ([5], [])


def test_a_fragment_is_units_without_a_title() -> None:
    units = parse_provisions("① 하나\n1. 호\n② 둘")
    assert [unit.label for unit in units] == ["①", "②"]
    assert provision_text(units[0]) == "① 하나\n  1. 호"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="실제 법령의 모음(../shared/corpus)이 없습니다")
def test_real_texts_round_trip() -> None:
    files = [*CORPUS.glob("ordinances/*.md"), *CORPUS.glob("statutes/*.md")]
    assert files
    for file in files:
        body = file.read_text("utf-8").split("---", 2)[2]
        text = re.sub(r"(?m)^#+ |\*\*", "", body).replace("\\.", ".")
        tree = parse(text)
        assert parse(to_text(tree)) == tree, file.name
        assert to_text(parse(to_text(tree))) == to_text(tree), file.name
