"""The papers of a bill: the ordinance is found among them, and the rest is named."""

from __future__ import annotations

import pytest

from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import build_bill
from ordinance_drafter.finding import Reading
from ordinance_drafter.library import Library
from ordinance_drafter.model import articles
from ordinance_drafter.notation import to_text
from ordinance_drafter.project import read_project
from ordinance_drafter.read import read
from ordinance_drafter.write import write
from ordinance_drafter.write.layout import ordinance_blocks
from tests.conftest import HERE, ROOT
from tests.test_assemble import KINDS, RECIPES, of_kind


def parts_of(reading: Reading) -> list[tuple[str, int, int]]:
    return [(part.name, part.line, part.last) for part in reading.parts]


def test_an_enactment_is_found_among_its_papers() -> None:
    reading = read(HERE / "data" / "bill_enactment.txt")
    tree = reading.ordinance
    assert tree.title == "가나시 다라 지원 조례안"
    assert (tree.municipality, tree.number) == ("가나시", "")
    assert [unit.label for _, unit in articles(tree)] == ["제1조", "제2조", "제3조"]
    assert len(tree.addenda) == 1
    assert [annex.text for annex in tree.annexes] == ["1. 참고 자료\n2. 금액"]
    assert [name for name, _, _ in parts_of(reading)] == [
        "표지", "제안이유", "주요내용", "참고사항", "번호와 개정문", "신ㆍ구조문대비표", "관계 법령", "비용추계서",
    ]  # fmt: skip
    (found,) = (found for found in reading.findings if found.code == "P010")
    assert found.line == 21
    assert reading.source[found.line - 1] == "가나시 다라 지원 조례안"


def test_what_is_no_part_and_no_ordinance_is_nowhere() -> None:
    """Every line with words belongs to the ordinance or to a named part, and to one of them only."""
    for name in ("bill_enactment.txt", "bill_amendment.txt"):
        reading = read(HERE / "data" / name)
        outside = {line for _, first, last in parts_of(reading) for line in range(first, last + 1)}
        text = to_text(reading.ordinance).replace(" ", "").replace("\\", "")
        for number, line in enumerate(reading.source, 1):
            words = line.replace(" ", "")
            assert not words or (words in text) or number in outside, (number, line)


def test_an_amending_bill_keeps_its_sentences() -> None:
    reading = read(HERE / "data" / "bill_amendment.txt")
    tree = reading.ordinance
    assert tree.title == "가나시 다라 지원 조례 일부개정조례안"
    assert tree.body == ()
    assert tree.preamble.split("\n") == [
        "가나시 다라 지원 조례 일부를 다음과 같이 개정한다.",
        "제3조제1항 중 “다”를 “라”로 한다.",
        "제3조의2를 다음과 같이 신설한다.",
        "제3조의2(특례) ① 시장은 특례를 둘 수 있다.",
        "② 특례는 규칙으로 정한다.",
    ]
    assert [unit.heading for unit in tree.addenda[0].provisions] == ["시행일", "적용례"]
    assert [found.code for found in reading.findings] == ["P010", "P011"]
    again = read(to_text(tree)).ordinance
    assert again == tree


def test_an_ordinance_alone_is_left_whole() -> None:
    text = "가나시 다라 조례\n\n제1조(목적) 가\n제2조(관계 법령) 나\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n"
    reading = read(text)
    assert reading.parts == ()
    assert reading.findings == ()


def test_a_title_on_the_cover_is_taken_and_told() -> None:
    text = "가나시 다라 조례\nⅠ. 제안이유\n다라를 정하려는 것임.\nⅡ. 조문\n제1조(목적) 가\n부칙\n이 조례는 공포한 날부터 시행한다.\n"
    reading = read(text)
    assert reading.ordinance.title == "가나시 다라 조례"
    assert "P013" in {found.code for found in reading.findings}


def test_papers_without_an_ordinance_are_told() -> None:
    assert "P014" in {found.code for found in read("회의 결과\n\n다음과 같이 알립니다.\n").findings}


@pytest.mark.parametrize("form", ["docx", "txt", "md"])
def test_the_example_drafts_and_reads_back(form: str, library: Library) -> None:
    """The whole bill of examples/goyang-ai, read back, holds the assembled tree."""
    assembly = assemble(read_project(ROOT / "examples" / "goyang-ai"), library)
    bill = build_bill(assembly)
    content = write(bill.document(), form)
    names = {"docx": "docx", "txt": "text", "md": "markdown"}
    reading = read(content, names[form])
    assert reading.ordinance == assembly.ordinance
    assert {"표지"} <= {part.name for part in reading.parts}


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize(("code", "kind"), [(code, kind) for code, kind in KINDS if kind != "repeal"])
def test_every_kind_of_bill_reads_back(code: str, kind: str, recipe: str, library: Library) -> None:
    assembly = of_kind(library, code, recipe, kind)
    content = write(build_bill(assembly).document(), "docx")
    assert read(content).ordinance == assembly.ordinance


def test_an_ordinance_by_itself_reads_back_from_word() -> None:
    tree = read("가나시 다라 조례\n[가나시 조례 제3호]\n제1조(목적) 가\n1. 나\n부칙\n이 조례는 시행한다.").ordinance
    assert tuple(ordinance_blocks(tree))
    assert read(write(tree, "docx")).ordinance.body == tree.body
