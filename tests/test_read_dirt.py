"""The dirt of real texts: each kind as a case, what is told of it, and the way back to the original."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordinance_drafter.model import articles
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.read import read
from tests.conftest import HERE

_FILE = (HERE / "data" / "reading_cases.txt").read_text("utf-8")
_CASES = [case.split("\n", 1) for case in _FILE.split("\n==== ")[1:]]
CASES = {head: body.split("\n----\n") for head, body in _CASES}

_MARKDOWN = (HERE / "data" / "markdown_cases.txt").read_text("utf-8").split("\n==== ")[1:]
MARKDOWN = {case.split("\n", 1)[0]: case.split("\n", 1)[1].split("\n----\n") for case in _MARKDOWN}


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_of_law_sites(name: str) -> None:
    source, expected = MARKDOWN[name]
    tree = read(source, "markdown").ordinance
    assert to_text(tree).strip() == expected.strip()
    assert parse(to_text(tree)) == tree


def written(text: str) -> str:
    """Return a case's text with the characters that are spelt ``{U+XXXX}``."""
    return re.sub(r"\{U\+([0-9A-F]{4})\}", lambda match: chr(int(match[1], 16)), text)


@pytest.mark.parametrize("head", CASES)
def test_dirt_is_read_and_told(head: str) -> None:
    text, expected = CASES[head]
    reading = read(written(text))
    assert re.sub(r"\n{3,}", "\n\n", to_text(reading.ordinance)).strip() == expected.strip()
    codes = re.search(r"\[(.*)\]$", head)
    assert codes
    assert sorted(found.code for found in reading.findings) == codes[1].split()


@pytest.mark.parametrize("head", CASES)
def test_what_was_read_reads_back_without_a_word(head: str) -> None:
    tree = read(written(CASES[head][0])).ordinance
    again = read(to_text(tree))
    assert again.ordinance == tree
    assert {found.code for found in again.findings} <= {"P011"}  # 개정문 stays 개정문


@pytest.mark.parametrize("head", CASES)
def test_every_unit_knows_its_original(head: str) -> None:
    reading = read(written(CASES[head][0]))
    assert "\n".join(reading.source) == written(CASES[head][0])
    for path, unit in articles(reading.ordinance):
        span = reading.spans[path]
        line = reading.source[span.line - 1][span.column - 1 :]
        assert line[:1] in "제第", (unit.label, line)
        assert reading.original(path) == "\n".join(reading.source[span.line - 1 : span.last])
    for found in reading.findings:
        assert found.line is not None
        assert 1 <= found.line <= len(reading.source)


def test_glued_units_know_their_column() -> None:
    text = "가 조례\n제1조(목적) 가를 정한다.제2조(정의) ① 나를 말한다. ② 다"
    reading = read(text)
    line = text.split("\n")[1]
    places = {path: line[span.column - 1 :] for path, span in reading.spans.items()}
    assert places[(0, 0)].startswith("제1조")
    assert places[(0, 1)].startswith("제2조")
    assert places[(0, 1, 0)].startswith("① 나")
    assert places[(0, 1, 1)].startswith("② 다")


def test_a_unit_ends_with_what_is_under_it() -> None:
    text = "가 조례\n\n제1조(목적) 가\n\n제2조(정의) ① 나\n1. 하나\n가. 둘\n② 다\n\n부칙\n이 조례는 시행한다.\n\n[별표]\n표\n"
    spans = {path: (span.line, span.last) for path, span in read(text).spans.items()}
    assert spans == {
        (0, 0): (3, 3),
        (0, 1): (5, 8),
        (0, 1, 0): (5, 7),
        (0, 1, 0, 0): (6, 7),
        (0, 1, 0, 0, 0): (7, 7),
        (0, 1, 1): (8, 8),
        (1, 0): (10, 11),
        (1, 0, 0): (11, 11),
        (2, 0): (13, 14),
    }


PIECES = st.sampled_from(
    ["제1조(목적) ", "제2조(정의)", "① ", "② ", "1. ", "2.", "가. ", "나.", "다음 각 호와 같다. ", "한다. ", "삭제",
     "<삭제 2011.1.14>", "부칙 ", "[별표 1]", "·", "제4조2(", "\n", "\n", " ", "&#12539;", "제3조(가)에", "및", "가나다"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_words_are_lost_or_made(text: str) -> None:
    """Whatever is mended, the letters of the source are the letters of the tree, in their order."""
    source = "가 조례\n" + text
    read_back, stood = _letters(to_text(read(source, "text").ordinance)), _letters(source)
    if "[별표" in source:  # annexes come last in the tree, wherever they stood
        read_back, stood = "".join(sorted(read_back)), "".join(sorted(stood))
    assert read_back == stood


def _letters(text: str) -> str:
    text = re.sub("&#12539;|[・·]", "ㆍ", text).replace("제4조2(", "제4조의2(")
    text = re.sub(r"삭제|<[\d. ]*>|<삭제 [\d.]*>", "", text)  # "<삭제 2011.1.14>" is turned to "삭제 <2011.1.14>"
    return re.sub(r"[\s\\()ㆍ]+", "", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_encodings_are_told_apart(encoding: str) -> None:
    text = "가나시 조례\r\n\r\n제1조(목적) 이 조례는 ‘똠방각하’를 정한다.\r\n"
    tree = read(text.encode(encoding)).ordinance
    assert to_text(tree) == "가나시 조례\n\n제1조(목적) 이 조례는 ‘똠방각하’를 정한다.\n"


def test_real_texts_are_read_whole(corpus: Path) -> None:
    """The table of docs/reading.md on the texts at hand: nothing may fail."""
    from benchmarks.reading import corpus_files, measure

    files = corpus_files([corpus])
    assert len(files) > 200
    failures = {name: failed for name, _, failed in map(measure, files) if failed}
    assert failures == {}
