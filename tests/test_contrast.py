"""Two texts side by side: what is matched, what differs, and the laws a comparison keeps."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordinance_drafter.cli import main
from ordinance_drafter.contrast import Contrast, Kind, contrast
from ordinance_drafter.contrast.render import LEGEND, marked
from ordinance_drafter.coverage import load_requirements
from ordinance_drafter.model import Ordinance, articles
from ordinance_drafter.notation import parse
from tests.conftest import CORPUS, HERE, ROOT
from tests.strategies import ordinances

REQUIREMENTS = load_requirements()
LEFT, RIGHT = ((HERE / "data" / f"contrast_{side}.txt").read_text("utf-8") for side in ("left", "right"))
ROWS = [line.split("\t") for line in (HERE / "data" / "contrast_rows.tsv").read_text("utf-8").splitlines()[1:]]


def compared(*, ignore_names: bool = False) -> Contrast:
    return contrast(parse(LEFT), parse(RIGHT), REQUIREMENTS, ignore_names=ignore_names)


def _shown(found: Contrast) -> list[list[str]]:
    return [
        [
            row.kind.value,
            row.left.place if row.left else "-",
            row.right.place if row.right else "-",
            row.by or "-",
            "moved" if row.moved else "-",
        ]
        for row in found.rows
    ]


def test_rows() -> None:
    assert _shown(compared()) == ROWS


def test_words_that_differ() -> None:
    rows = {row.left.place: row for row in compared().rows if row.left}
    lines = [marked(line) for line in rows["제3조"].lines]
    assert lines == [
        "제3조 → 제4조([-시장의-]{+군수의+} 책무)",
        "[-시장은-]{+군수는+} 등대의 불을 [-밤마다-]{+날마다+} 켜야 한다.",
    ]
    assert all(not line.differs for line in rows["제1조"].lines[:1])


def test_names_are_no_difference_when_ignored() -> None:
    rows = {row.left.place: row for row in compared(ignore_names=True).rows if row.left}
    words = [marked(line) for line in rows["제3조"].lines]
    assert words[1] == "군수는 등대의 불을 [-밤마다-]{+날마다+} 켜야 한다."
    assert rows["제1조"].kind is Kind.SAME


def test_references_follow_their_articles() -> None:
    """제3조 on the left has become 제4조 on the right: a reference to it is no difference."""
    rows = {row.left.place: row for row in compared(ignore_names=True).rows if row.left}
    row = rows["제5조"]
    assert row.right is not None
    assert (row.kind, row.right.place) == (Kind.SAME, "제6조")


def test_a_part_is_not_missing_in_the_row_of_the_whole() -> None:
    rows = [row for row in compared().rows if row.kind is Kind.PART]
    assert [(row.left.place, row.right.place) for row in rows if row.left and row.right] == [("제8조", "제8조제2항")]
    whole = next(row for row in compared().rows if row.right and row.right.place == "제8조" and all(row.whole))
    assert [line.elsewhere for line in whole.lines if line.elsewhere] == ["제8조"]


def _facts(found: Contrast) -> Counter[tuple[object, ...]]:
    return Counter(
        (row.kind, row.left and row.left.place, row.right and row.right.place, row.whole, row.likeness, row.moved)
        for row in found.rows
    )


_OTHER = {Kind.LEFT: Kind.RIGHT, Kind.RIGHT: Kind.LEFT}


def _mirrored(found: Contrast) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            _OTHER.get(row.kind, row.kind),
            row.right and row.right.place,
            row.left and row.left.place,
            row.whole[::-1],
            row.likeness,
            row.moved,
        )
        for row in found.rows
    )


def _check_each_once(found: Contrast) -> None:
    for side, text in enumerate((found.left, found.right)):
        wanted = Counter(path for path, unit in articles(text) if not unit.deleted)
        got = Counter(
            unit.path for row in found.rows for unit in [(row.left, row.right)[side]] if unit and row.whole[side]
        )
        assert Counter({path: count for path, count in got.items() if path[0] == 0}) == wanted


def test_swapping_only_swaps_the_sides() -> None:
    one = contrast(parse(LEFT), parse(RIGHT), REQUIREMENTS)
    other = contrast(parse(RIGHT), parse(LEFT), REQUIREMENTS)
    assert _facts(one) == _mirrored(other)
    _check_each_once(one)


@settings(max_examples=40, deadline=None)
@given(ordinances(), ordinances())
def test_laws_on_any_text(one: Ordinance, other: Ordinance) -> None:
    assert not contrast(one, one).differs
    found = contrast(one, other)
    _check_each_once(found)
    assert [(r.kind, r.likeness) for r in found.rows] == [(r.kind, r.likeness) for r in contrast(one, other).rows]


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(len(parse(LEFT).body))))
def test_another_order_changes_only_what_moved(order: list[int]) -> None:
    text = parse(LEFT)
    found = contrast(text, replace(text, body=tuple(text.body[index] for index in order)), REQUIREMENTS)
    body = [row for row in found.rows if row.left and row.left.path[0] == 0]
    assert all(row.kind is Kind.SAME and not row.renumbered for row in body)
    assert any(row.moved for row in body) == (list(order) != sorted(order))


# ── real texts ───────────────────────────────────────────────────────────────


@pytest.mark.skipif(not (CORPUS.parent / "requirements.tsv").exists(), reason="the corpus is not here")
def test_real_ordinances_against_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    spec = importlib.util.spec_from_file_location("bench_contrast", ROOT / "benchmarks" / "contrast.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    precision, recall, f1 = bench.score(CORPUS.parent, REQUIREMENTS)
    assert min(precision, recall, f1) >= 0.95
    assert bench.score(CORPUS.parent, (), whole=True)[2] >= 0.8


# ── the command ──────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "가.txt").write_text(LEFT, "utf-8")
    (tmp_path / "나.txt").write_text(RIGHT, "utf-8")
    return tmp_path


def test_table_and_exit_codes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clauses", "diff", "가.txt", "나.txt"]) == 1
    out = capsys.readouterr().out
    assert LEGEND in out
    assert "{+날마다+}" in out
    assert main(["clauses", "diff", "가.txt", "나.txt", "--summary"]) == 1
    assert "{+" not in capsys.readouterr().out
    assert main(["clauses", "diff", "가.txt", "가.txt"]) == 0


def test_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for only, kinds in (("left", {"left"}), ("right", {"right"}), ("changed", {"reworded", "part"})):
        assert main(["clauses", "diff", "가.txt", "나.txt", "--only", only, "--format", "json"]) == 1
        assert {row["kind"] for row in json.loads(capsys.readouterr().out)["rows"]} == kinds


def test_word_strikes_and_underlines(folder: Path) -> None:
    import docx

    assert main(["clauses", "diff", "가.txt", "나.txt", "-o", "표.docx"]) == 1
    (table,) = docx.Document(str(folder / "표.docx")).tables
    assert [cell.text for cell in table.rows[0].cells] == ["가람시 등대 조례", "나루군 등대 조례", "차이와 요건"]
    with zipfile.ZipFile(folder / "표.docx") as package:
        xml = package.read("word/document.xml").decode()
    assert '<w:rPr><w:strike/><w:color w:val="C00000"/></w:rPr><w:t xml:space="preserve">밤마다' in xml
    assert '<w:rPr><w:color w:val="1F4E9E"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">날마다' in xml


def test_sides(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = str(ROOT / "examples" / "goyang-ai")
    library = str(ROOT / "clause_library" / "ai-industry")
    for left, right in (("goyang", "gyeonggi"), (project, "ai-industry:full"), (library, "나.txt")):
        assert main(["clauses", "diff", left, right, "--summary", "--format", "markdown"]) == 1
        assert capsys.readouterr().out.startswith("# 조문 비교표\n")
    assert main(["clauses", "diff", library, "ai-industry", "--format", "json"]) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["없음", "나.txt"], 3, "그런 파일도, 조문 묶음도, 지방자치단체의 코드도 없습니다"),
        (["가.txt", "ai-industry:x"], 3, "없는 구성입니다: x"),
        (["가.txt", "."], 3, "폴더가 아닙니다"),
        (["가.txt", "나.txt", "--theme", "x"], 3, "없는 주제입니다: x"),
        (["가.txt", "나.txt", "--set", "x"], 3, "없는 조문 묶음입니다: x"),
        (["가.txt", "ai-industry", "--municipality", "x"], 3, "없는 지방자치단체입니다: x"),
        (["가.txt", "나.txt", "--format", "docx"], 2, "docx는 -o로"),
    ],
)
def test_mistakes_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert main(["clauses", "diff", *arguments]) == code
    assert words in capsys.readouterr().err
