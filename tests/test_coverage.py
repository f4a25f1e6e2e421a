"""Coverage: every requirement is recognised in invented articles, in real ordinances and in our own drafts."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ordinance_drafter.assemble import assemble
from ordinance_drafter.cli import main
from ordinance_drafter.coverage import Coverage, Requirement, coverage, load_requirements, provided_by, set_for
from ordinance_drafter.coverage.signs import needed_words
from ordinance_drafter.errors import InputError
from ordinance_drafter.korean import display_width
from ordinance_drafter.library import ClauseSet
from ordinance_drafter.notation import parse
from ordinance_drafter.project import read_project
from tests.conftest import CORPUS, HERE, ROOT

REQUIREMENTS = load_requirements()
IDS = [row.id for row in REQUIREMENTS]
EXPECTED = {"+": "present", "~": "partial", "-": "absent"}
EXAMPLE = ROOT / "examples" / "goyang-ai"
SMALL = """가나시 인공지능 조례

제1조(목적) 이 조례는 인공지능산업의 육성을 목적으로 한다.

제2조(지원사업) 시장은 다음 각 호의 사업을 할 수 있다.
1. 인공지능 클러스터의 구축
2. 전시회의 개최

부칙

이 조례는 공포한 날부터 시행한다.
"""


def cases(name: str = "coverage_cases.txt") -> Iterator[tuple[str, str, str]]:
    """Yield (requirement id, sign, text) of the cases file."""
    current = ""
    sign, lines = "", list[str]()
    for line in [*(HERE / "data" / name).read_text("utf-8").splitlines(), "=="]:
        if line[:2] in ("+ ", "- ", "~ ", "=="):
            if lines:
                yield current, sign, "\n".join(lines)
            sign, lines = line[0], [line[2:]] if line[:2] != "==" else []
            current = line[3:].strip() if line.startswith("==") else current
        elif line.startswith("  "):
            lines.append(line[2:])


CASES = list(cases())
OTHER_CASES = [(set_id, *case) for set_id in ("startup-support",) for case in cases(f"coverage_cases_{set_id}.txt")]


def cover(text: str) -> Coverage:
    return coverage(parse(f"가나시 시험 조례\n\n{text}\n"), REQUIREMENTS)


@pytest.mark.parametrize(
    ("requirement", "sign", "text"), CASES, ids=[f"{i}{s}{n}" for n, (i, s, _) in enumerate(CASES)]
)
def test_invented_articles(requirement: str, sign: str, text: str) -> None:
    found = cover(text)[requirement]
    assert found.status == EXPECTED[sign], (text, found)
    assert bool(found.at) == (sign != "-")


@pytest.mark.parametrize(
    ("set_id", "requirement", "sign", "text"),
    OTHER_CASES,
    ids=[f"{i}{s}{n}" for n, (_, i, s, _) in enumerate(OTHER_CASES)],
)
def test_invented_articles_of_other_fields(set_id: str, requirement: str, sign: str, text: str) -> None:
    rows = load_requirements(set_id)
    found = coverage(parse(f"가나군 창업 지원 조례\n\n{text}\n"), rows)[requirement]
    assert found.status == EXPECTED[sign], (text, found)


def test_every_requirement_of_other_fields_has_cases_for_and_against() -> None:
    for set_id in {each[0] for each in OTHER_CASES}:
        ids = {row.id for row in load_requirements(set_id)}
        for sign in "+-":
            assert {name for _, name, each, _ in OTHER_CASES if each == sign} == ids


def test_every_requirement_has_cases_for_and_against() -> None:
    assert len(IDS) == 72
    for sign in "+-":
        assert {requirement for requirement, each, _ in CASES if each == sign} == set(IDS)


EVERY_ROW = [*REQUIREMENTS, *load_requirements("startup-support")]


@pytest.mark.parametrize("row", EVERY_ROW, ids=[row.id for row in EVERY_ROW])
def test_signs_are_found_by_words(row: Requirement) -> None:
    """An expression without words would be tried on every unit of every ordinance."""
    for sign in row.signs:
        for expression in (sign.heading, sign.text):
            assert not expression.pattern or expression.near, expression.pattern


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("실태조사", ["실태조사"]),
        ("가나|다라", ["가나", "다라"]),
        ("(?:기본|종합)계획", ["계획"]),
        ("(?:연도별)?시행계획", ["시행계획"]),
        ("위원회?를둔다", ["를둔다"]),
        ("기금(?=의)", ["기금"]),
        ("(?<!분과)위원회", ["위원회"]),
        (r"[가-힣]+\d", []),
        ("가나|.*", []),
        ("가나*다라마", ["다라마"]),
        ("가{0,2}나다", ["나다"]),
        ("(?:가|나다)?라", ["라"]),
        ("인공지능(?:제품|서비스)", ["제품", "서비스"]),
        ("인공지능", ["인공지능"]),
    ],
)
def test_needed_words(pattern: str, words: list[str]) -> None:
    assert needed_words(pattern) == words


def test_places_and_paths() -> None:
    found = cover(SMALL.split("\n", 1)[1])
    assert found["cluster"].at == ("제2조제1호",)
    assert found["cluster"].paths == ((0, 1, 0),)
    assert found["effective-date"].at == ("부칙",)
    assert found["purpose"].at == ("제1조",)
    assert (found["events"].theme_label, found["events"].level) == ("산업 육성", "common")


def test_what_stands_instead() -> None:
    found = cover(
        next(text for requirement, sign, text in CASES if (requirement, sign) == ("definitions-statutory", "+"))
    )
    assert (found["definitions"].status, found["definitions"].instead) == ("absent", "definitions-statutory")
    assert found["committee"].instead == ""
    with pytest.raises(KeyError):
        found["없음"]


def test_deleted_units_do_not_count() -> None:
    assert not cover("제1조 삭제 <2024. 1. 1.>")["purpose"].has_it
    assert not cover("제2조(지원사업) 시장은 다음 각 호의 사업을 한다.\n1. 삭제 <2024. 1. 1.>")["events"].has_it


def test_default_requirements() -> None:
    ordinance = parse(SMALL)
    assert coverage(ordinance) == coverage(ordinance, REQUIREMENTS)


def test_unknown_names() -> None:
    with pytest.raises(InputError, match=r"없는 구성입니다: standrd\. 있는 것: "):
        provided_by("standrd")
    with pytest.raises(InputError, match="조문 묶음이 아닙니다: 없음"):
        load_requirements("없음")


def test_a_wrong_expression_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "ai-industry"
    folder.mkdir()
    source = ROOT / "clause_library" / "ai-industry"
    (folder / "set.yaml").write_bytes((source / "set.yaml").read_bytes())
    text = (source / "requirements.yaml").read_text("utf-8")
    (folder / "requirements.yaml").write_text(text.replace("heading: '표준화'", "heading: '(표준화'"), "utf-8")
    with pytest.raises(InputError, match=r"requirements\.yaml:\d+:\d+: .*정규식이 아닙니다"):
        load_requirements(folder=tmp_path)
    (folder / "requirements.yaml").write_text(text.replace("within: [research]", "within: [reserch]"), "utf-8")
    with pytest.raises(InputError, match="topics에 없는 이름입니다: reserch"):
        load_requirements(folder=tmp_path)


# ── our own drafts ───────────────────────────────────────────────────────────


def is_within(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def test_the_example_has_what_its_clauses_satisfy() -> None:
    assembly = assemble(read_project(EXAMPLE))
    found = coverage(assembly.ordinance, REQUIREMENTS)
    for placed in assembly.placed:
        for requirement, at in placed.satisfied:
            place = f"부칙 {at}" if placed.clause.place == "addenda" else at
            row = found[requirement]
            assert any(is_within(place, each) for each in row.at), (requirement, place, row)
            listed = row.label.endswith("(독립 조)") and at.endswith("호")
            assert row.status in ("present", "partial") if listed else row.status == "present", (
                requirement,
                place,
                row,
            )
    met = {requirement for placed in assembly.placed for requirement, _ in placed.satisfied}
    # 도입 자금의 지원은 융자를 일부 갖춘 것으로 본다: 실제 조례를 적은 표가 그렇다.
    assert {row.id for row in found.requirements if row.has_it} - met <= {"loans"}
    assert found["loans"].status in ("present", "partial") if "loans" in met else found["loans"].status != "present"
    assert met <= provided_by("standard")


def test_recipes_provide(clause_set: ClauseSet) -> None:
    for recipe in clause_set.file.recipes:
        assert {row.id for row in REQUIREMENTS if row.level == "core"} - provided_by(recipe) <= {"support-programs"}
    assert "fund" in provided_by("full")
    assert "fund" not in provided_by("standard")


# ── the corpus ───────────────────────────────────────────────────────────────

corpus = pytest.mark.skipif(not (CORPUS.parent / "requirements.tsv").exists(), reason="the corpus is not here")


@corpus
def test_real_ordinances_against_the_table() -> None:
    spec = importlib.util.spec_from_file_location("bench_coverage", ROOT / "benchmarks" / "coverage.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    from ordinance_drafter.read import read

    right = missed = extra = astray = 0
    for name, cells in bench.read_table(CORPUS.parent / "requirements.tsv").items():
        ordinance = read(CORPUS / "ordinances" / bench.COLUMNS[name]).ordinance
        lost, more, wrong, good = bench.compare(coverage(ordinance, REQUIREMENTS), cells)
        right, missed, extra, astray = right + good, missed + len(lost), extra + len(more), astray + len(wrong)
    assert (missed, astray) == (0, 0)
    assert extra <= 1
    assert right == 166


# ── the command ──────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "가.txt").write_text(SMALL, "utf-8")
    (tmp_path / "나.txt").write_text(SMALL.replace("가나시 인공지능 조례", "다라군 인공지능산업 조례"), "utf-8")
    return tmp_path


def test_table_of_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "가.txt"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("가나시 인공지능 조례\n")
    lines = out.splitlines()
    assert any(line.startswith("목적 ") and line.endswith("필수  ● 제1조") for line in lines)
    assert any(line.startswith("집적단지 조성") and line.endswith("흔함  ● 제2조제1호") for line in lines)
    assert "없는 필수 규정: 정의(조례가 직접 정의), 장의 책무" in out
    assert "72가지 가운데 있음 5, 일부 0, 없음 67. 필수 11가지 가운데 3가지가 있습니다." in out


def test_table_of_several_is_aligned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "가.txt", "나.txt", str(EXAMPLE / "ordinance.yaml"), "--theme", "promotion"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(name in lines[0] for name in ("고양시", "가나시", "다라군"))
    rows = [line for line in lines if "  필수  " in line or "  흔함  " in line or "  선택  " in line]
    assert len(rows) == 16
    assert len({display_width(line[: min(line.index(m) for m in "●◐─" if m in line)]) for line in rows}) == 1


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", ".", "--format", "json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(file["path"], file["title"]) for file in files] == [
        ("가.txt", "가나시 인공지능 조례"),
        ("나.txt", "다라군 인공지능산업 조례"),
    ]
    rows = {row["id"]: row for row in files[0]["requirements"]}
    assert list(rows) == IDS
    assert (rows["cluster"]["status"], rows["cluster"]["at"]) == ("present", ["제2조제1호"])
    assert (rows["survey"]["status"], rows["survey"]["at"]) == ("absent", [])


def test_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "가.txt", "나.txt", "-o", "표.csv"]) == 0
    assert main(["coverage", "가.txt", "나.txt", "-o", "표2.csv", "--bom"]) == 0
    data = (folder / "표.csv").read_bytes()
    assert (folder / "표2.csv").read_bytes() == b"\xef\xbb\xbf" + data
    head, *rows = csv.reader(io.StringIO(data.decode()))
    assert head == ["주제", "규정", "수준", "id", "가나시 인공지능 조례", "가나시 인공지능 조례 자리",
                    "다라군 인공지능산업 조례", "다라군 인공지능산업 조례 자리"]  # fmt: skip
    assert len(rows) == 72
    assert rows[0] == ["총칙과 계획", "목적", "필수", "purpose", "있음", "제1조", "있음", "제1조"]


def test_docx_opens(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    assert main(["coverage", "가.txt", "나.txt", "-o", "표.docx"]) == 0
    document = docx.Document(str(folder / "표.docx"))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:3] == ["규정", "수준", "가나시 인공지능 조례"]
    assert table.rows[2].cells[2].text == "● 제1조"
    with zipfile.ZipFile(folder / "표.docx") as package:
        assert b"<w:tblHeader/>" in package.read("word/document.xml")


def test_choosing_rows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "가.txt", "--recipe", "standard", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["files"][0]["requirements"]
    assert {row["id"] for row in rows} == provided_by("standard")
    assert main(["coverage", "가.txt", "--theme", "부칙", "--level", "core", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["files"][0]["requirements"]
    assert [row["id"] for row in rows] == ["effective-date"]
    assert main(["coverage", "가.txt", "--theme", "supplementary", "--level", "선택", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["files"][0]["requirements"]
    assert [row["id"] for row in rows] == ["transition"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["없음.txt"], 3, "오류: 없음.txt: "),
        (["가.txt", "--recipe", "x"], 3, "없는 구성입니다: x"),
        (["가.txt", "--theme", "x"], 3, "없는 주제입니다: x"),
        (["가.txt", "--set", "x"], 3, "조문 묶음이 아닙니다: x"),
        (["가.txt", "--theme", "trust", "--level", "core"], 3, "그런 규정이 없습니다"),
        (["가.txt", "--format", "docx"], 2, "docx는 -o로"),
        (["가.txt", "--format", "pdf"], 2, "--format: table, json, csv, docx 가운데 하나"),
        (["빈.txt"], 3, "오류: 빈.txt: "),
    ],
)
def test_mistakes_are_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    (folder / "빈.txt").write_text("조문이 없는 글\n", "utf-8")
    assert main(["coverage", *arguments]) == code
    assert words in capsys.readouterr().err


def test_one_bad_file_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "다.docx").write_bytes(b"PK broken")
    assert main(["coverage", ".", "--format", "json"]) == 3
    out, err = capsys.readouterr()
    assert len(json.loads(out)["files"]) == 2
    assert "오류: 다.docx: " in err


def test_kept_data_needs_neither_pydantic_nor_yaml(folder: Path) -> None:
    """What was read once is read as JSON."""
    code = (
        "import sys; from ordinance_drafter.coverage import coverage, load_requirements, provided_by;"
        "from ordinance_drafter.notation import parse; coverage(parse('가 조례\\n\\n제1조(목적) 나'), load_requirements());"
        "provided_by('standard'); print([m for m in ('pydantic', 'ruamel.yaml') if m in sys.modules])"
    )
    environment = {"XDG_CACHE_HOME": str(folder / "cache"), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    runs = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert runs[1].stdout.strip() == "[]"


def test_columns_stand_as_they_were_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["coverage", "나.txt", str(EXAMPLE), "가.txt"]
    assert main([*arguments, "--format", "json"]) == 0
    titles = [file["title"] for file in json.loads(capsys.readouterr().out)["files"]]
    assert [title.split()[0] for title in titles] == ["다라군", "고양시", "가나시"]
    assert main([*arguments, "--name", "하나", "--name", "둘", "--name", "셋"]) == 0
    head = capsys.readouterr().out.splitlines()[0]
    assert head.index("하나") < head.index("둘 [조례안]") < head.index("셋")
    assert main([*arguments, "--name", "하나"]) == 3
    assert "칸마다 하나씩" in capsys.readouterr().err


def test_only_rows_that_differ(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "가.txt", str(EXAMPLE), "--differences"]) == 0
    out = capsys.readouterr().out
    assert "\n실태조사 " in out
    assert "\n목적 " not in out
    assert main(["coverage", "가.txt", "나.txt", "--differences"]) == 3
    assert "칸마다 다른 규정이 없습니다" in capsys.readouterr().err


# ── the set an ordinance is looked at with ───────────────────────────────────

STARTUP = "가나시 창업 지원 조례\n\n제1조(목적) 이 조례는 창업의 지원에 필요한 사항을 정함을 목적으로 한다.\n"
AI = (
    "가나시 인공지능산업 육성 조례\n\n제1조(목적) 이 조례는 인공지능산업의 육성에 필요한 사항을 정함을 목적으로 한다.\n"
)


@pytest.mark.parametrize(
    ("title", "set_id"),
    [
        ("고양시 인공지능산업 육성 및 지원 조례", "ai-industry"),
        ("광주광역시 인공지능(AI)산업 육성 및 지원 조례", "ai-industry"),
        ("경기도 인공지능 기본조례", "ai-industry"),
        ("서울특별시 인공지능윤리 기반 조성에 관한 조례", ""),
        ("익산시 창업 지원 조례", "startup-support"),
        ("대전광역시 창업 촉진 조례", "startup-support"),
        ("부산광역시 기술창업 지원 조례", "startup-support"),
        ("안산시 청년창업 지원 조례", "startup-support"),
        ("가나시 창업 및 벤처기업 육성에 관한 조례", "startup-support"),
        ("가나시 창업ㆍ벤처 육성 조례", "startup-support"),
        ("가나시 창업보육센터 설치 및 운영 지원 조례", ""),
        ("가나시 청년 창업농 육성 조례", ""),
        ("고양시 도서관 조례", ""),
        ("", ""),
    ],
)
def test_the_set_that_fits_a_title(title: str, set_id: str) -> None:
    assert set_for(title) == set_id


def test_coverage_takes_the_set_that_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    startup, ai = tmp_path / "s.txt", tmp_path / "a.txt"
    startup.write_text(STARTUP, "utf-8")
    ai.write_text(AI, "utf-8")
    whole = {set_id: len(load_requirements(set_id)) for set_id in ("ai-industry", "startup-support")}

    def rows(*arguments: str) -> list[int]:
        assert main(["coverage", *arguments, "--format", "json", "--jobs", "1"]) == 0
        return [len(each["requirements"]) for each in json.loads(capsys.readouterr().out)["files"]]

    assert rows(str(startup)) == [whole["startup-support"]]
    assert rows(str(startup), "--set", "ai-industry") == [whole["ai-industry"]]
    assert rows(str(ai), str(startup)) == [whole["ai-industry"], whole["startup-support"]]
    assert main(["coverage", str(ai), str(startup), "--jobs", "1"]) == 3
    assert "섞여" in capsys.readouterr().err
