"""The bill of a partial amendment: from the text in force and the edited text, or from amending sentences."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ordinance_drafter.amend import apply
from ordinance_drafter.amend.same import differences
from ordinance_drafter.bill.partial import build_partial_bill
from ordinance_drafter.cli import main
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Library
from ordinance_drafter.project import read_project
from ordinance_drafter.read import read
from ordinance_drafter.write import write
from tests.conftest import ROOT, problems_of

SAMPLE = ROOT / "examples" / "amend-sample"
CHANGES = """municipality: goyang
amendment:
  base: 현행.txt
  changes:
    - 제3조제1항 중 “해마다”를 “2년마다”로 한다.
    - |
      제5조에 단서를 다음과 같이 신설한다.
      다만, 예산이 없으면 두지 않는다.
  addenda: |
    제1조(시행일) 이 조례는 2027년 1월 1일부터 시행한다.
    제2조(지원계획에 관한 적용례) 제3조제1항의 개정규정은 이 조례 시행 이후 수립하는 지원계획부터 적용한다.
bill: {reason: [계획의 주기를 늘리려는 것임.]}
"""
Write = Callable[[str], Path]


@pytest.fixture
def sample(tmp_path: Path) -> Write:
    folder = tmp_path / "일부개정"
    shutil.copytree(SAMPLE, folder)

    (folder / "빈.txt").write_text("아무 글\n", "utf-8")

    def written(content: str) -> Path:
        (folder / "ordinance.yaml").write_text(content, "utf-8")
        return folder

    return written


def test_the_sample_has_every_part(library: Library) -> None:
    bill = build_partial_bill(read_project(SAMPLE), library)
    assert bill.title == "고양시 작은도서관 이웃 나눔 조례 일부개정조례안"
    assert [part.id for part in bill.parts] == [
        "cover", "explanation", "ordinance", "comparison", "cost", "statutes", "notice", "checklist",
    ]  # fmt: skip
    text = write(bill.document(), "txt").decode()
    assert "(안 제5조의2)" in text and "「도서관법」" in text and "개정이유" in text
    assert "제6조를 삭제한다." in text
    assert "지시" in text and "개정안과 같음" in text


def test_the_amendment_of_the_bill_makes_the_edited_text(library: Library) -> None:
    bill = build_partial_bill(read_project(SAMPLE), library)
    base, edited = (read(SAMPLE / name).ordinance for name in ("현행.txt", "고친것.txt"))
    reading = read(write(bill.document(), "docx"), "docx")
    ordinance = next(part for part in bill.parts if part.id == "ordinance")
    text = "\n".join(block.text for block in ordinance.blocks[2:] if hasattr(block, "text"))
    made = apply(base, text)
    assert [line for line in differences(made, edited) if not line.startswith("부칙")] == []
    assert len(made.addenda) == 2
    assert any("일부를 다음과 같이 개정한다" in line for line in reading.source)


def test_amending_sentences_do_as_well(sample: Write, library: Library) -> None:
    bill = build_partial_bill(read_project(sample(CHANGES)), library)
    text = write(bill.document(), "txt").decode()
    assert "제3조제1항 중 “해마다”를 “2년마다”로 한다." in text
    assert "제2조(지원계획에 관한 적용례)" in text
    assert "(안 제3조)" in text and "(안 제5조)" in text


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("base: 현행.txt", "base: 없는것.txt", "파일이 없습니다"),
        ("base: 현행.txt", "base: 빈.txt", "조례의 조문을 찾지 못했습니다"),
        ("해마다", "날마다", "“날마다”가 제3조제1항에 없습니다"),
        ("  changes:", "  edited: 고친것.txt\n  changes:", "가운데 하나를 적습니다"),
        ("goyang", "goyangg", "없는 지방자치단체"),
        ("municipality: goyang", "kind: repeal", "일부개정에만 씁니다"),
        ("로 한다.", "로 바꾼다.", "줄"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, words: str, sample: Write, library: Library) -> None:
    folder = sample(CHANGES.replace(old, new, 1))
    problems = problems_of(lambda: build_partial_bill(read_project(folder), library))
    assert words in "\n".join(problems)
    assert all(problem.startswith("ordinance.yaml:") for problem in problems)


def test_a_partial_amendment_needs_its_texts(sample: Write) -> None:
    (problem,) = problems_of(lambda: read_project(sample("kind: partial_amendment\n")))
    assert "고친 글(edited)을 적습니다" in problem
    assert read_project(sample("kind: partial_amendment\n" + CHANGES)).project.amendment is not None


def test_nothing_to_change_is_told(sample: Write, library: Library) -> None:
    folder = sample("municipality: goyang\namendment: {base: 현행.txt, edited: 현행.txt}\n")
    with pytest.raises(InputError, match="현행과 같습니다"):
        build_partial_bill(read_project(folder), library)


def test_draft_writes_the_bill(sample: Write, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sample((SAMPLE / "ordinance.yaml").read_text("utf-8"))
    assert main(["draft", str(folder), "--parts"]) == 0, capsys.readouterr().err
    names = {path.name for path in (folder / "out").glob("*.docx")}
    assert {"03 개정문.docx", "04 신ㆍ구조문대비표.docx", "변경 추적본.docx"} <= names
    capsys.readouterr()


def test_check_and_coverage_see_the_amendment(sample: Write, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sample((SAMPLE / "ordinance.yaml").read_text("utf-8"))
    assert main(["check", str(folder / "ordinance.yaml"), "--show", "warning"]) == 0
    assert "작은도서관" in capsys.readouterr().out
    assert main(["coverage", str(folder / "ordinance.yaml"), "--format", "json"]) in (0, 1)
    assert "작은도서관" in capsys.readouterr().out


def test_costs_are_no_guess(library: Library) -> None:
    bill = build_partial_bill(read_project(SAMPLE), library)
    waiver = next(part for part in bill.parts if part.id == "cost")
    assert "생기는 조문은 없다" not in waiver.markup
