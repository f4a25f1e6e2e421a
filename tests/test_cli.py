"""The command line: exit codes, files written whole or not at all, help in Korean that fits the terminal."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ordinance_drafter import __version__
from ordinance_drafter.cli import COMMANDS, main
from ordinance_drafter.cli.clauses import ELSEWHERE
from ordinance_drafter.cli.clauses import clauses as clause_group
from ordinance_drafter.cli.output import MANIFEST
from ordinance_drafter.korean import display_width
from ordinance_drafter.library import Library
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.read import read
from ordinance_drafter.resources import data_dir
from ordinance_drafter.shelf.schemas import KINDS as SCHEMA_KINDS
from tests.conftest import HERE

TINY = HERE / "tiny_library"
ORDINANCE = """가나다 조례
[시행 2025. 5. 23.] [다라군 조례 제12호, 2025. 5. 23., 일부개정]

제1장 총칙

제1조(목적) 이 조례는 “가”를 목적으로 한다.

제5조의2(정의) ① 이 조례에서 쓰는 말은 다음과 같다.
  1. 가
    가. 나
      1) 다
  1의2. 라
② 삭제 <2024. 1. 1.>

부칙 <2025. 5. 23. 조례 제12호>

이 조례는 공포한 날부터 시행한다.

[별표 1] 표

가 | 나
"""
PROJECT = "municipality: dara\nset: bicycles\nanswers: {parking_places: [역 앞]}\n"
TITLE = "다라군 자전거 이용 활성화 조례안"


class Run:
    """What one call of the command line did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Call = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command line in an empty folder with nobody at the keyboard."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return call


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "일"
    folder.mkdir()
    (folder / "ordinance.yaml").write_text(PROJECT, "utf-8")
    return folder


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# ── help ─────────────────────────────────────────────────────────────────────

CLAUSES = [*clause_group.commands, *ELSEWHERE]
PAGES = [(), *((name,) for name in COMMANDS), *(("clauses", name) for name in CLAUSES)]


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_fits_the_terminal(page: tuple[str, ...], option: str, run: Call) -> None:
    result = run(*page, option)
    assert (result.code, result.err) == (0, "")
    assert [line for line in result.out.split("\n") if display_width(line) > 80] == []
    assert result.out.startswith(f"사용법: ordinance-drafter{''.join(f' {name}' for name in page)} ")


@pytest.mark.parametrize("columns", ["40", "200"])
def test_help_fits_other_terminals(columns: str, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for page in PAGES:
        lines = run(*page, "--help").out.split("\n")
        assert [line for line in lines if display_width(line) > 80] == []


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_help_is_korean(page: tuple[str, ...], run: Call, library: Library) -> None:
    shelf = library.clause_set("ai-industry")
    names = [*COMMANDS, *CLAUSES, *library.set_ids, *library.municipality_codes, *shelf.file.recipes]
    names += [*shelf.file.themes, *shelf.requirements, "enactment", "whole_amendment", "repeal"]
    names += [
        "ordinance-drafter",
        "ordinance.yaml",
        "ordinance-check.yaml",
        *("auto", "in_force", "partial_amendment", "none", "error", "warning", "info", "never", "allow"),
        *("sarif", "junit", "table", "csv", "RGT", "LNG", "STR"),
        "styles.yaml",
        "bill",
        "out",
        "docx",
        "txt",
        "md",
        "json",
        "text",
        "markdown",
        "hwpx",
        "hwp",
        "xml",
        *("html", "written", "keep", "renumber", "diff", "ai", "left", "right", "changed"),
        *("organisation", "city", "project", "overlay", "original", "ref", "id", "origin", "plan", "discretionary"),
        *("YAML", "requires", "field", "from"),
        *("after", "before", "Ctrl", "C"),
    ]
    names += ["JSON", "Schema", "YAML", *SCHEMA_KINDS]
    known = {word for name in names for word in re.findall("[A-Za-z]+", name)}
    plain = re.sub(r"(?<![\w-])--?[a-zA-Z][a-z-]*", "", run(*page, "--help").out)
    assert set(re.findall("[A-Za-z]+", plain)) <= known


def test_version(run: Call) -> None:
    for option in ("--version", "-V"):
        assert run(option).out == f"ordinance-drafter {__version__}\n"


@pytest.mark.parametrize("page", [(), ("clauses",)], ids=" ".join)
def test_without_a_command_the_help_is_shown(page: tuple[str, ...], run: Call) -> None:
    result = run(*page)
    assert result.code == 2
    assert "명령:\n" in result.out + result.err
    assert "오류: 사용법" not in result.out + result.err  # a page of help is no error's sentence


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    environment = {**os.environ, "_ORDINANCE_DRAFTER_COMPLETE": f"{shell}_source"}
    done = subprocess.run(
        [sys.executable, "-m", "ordinance_drafter"], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"_ORDINANCE_DRAFTER_COMPLETE" in done.stdout
    assert b"ordinance-drafter" in done.stdout


def test_completion_knows_the_commands() -> None:
    environment = {
        **os.environ,
        "_ORDINANCE_DRAFTER_COMPLETE": "fish_complete",
        "COMP_WORDS": "ordinance-drafter ",
        "COMP_CWORD": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "ordinance_drafter"], env=environment, capture_output=True, check=False
    )
    assert all(name in done.stdout.decode() for name in COMMANDS)


# ── usage ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "‘nothing’라는 명령은 없습니다"),
        (["clauses", "nothing"], "‘nothing’라는 명령은 없습니다"),
        (["draft"], "입안파일 자리를 적어야 합니다"),
        (["draft", "a", "--formt", "docx"], "--formt 옵션은 없습니다. 비슷한 것: --format"),
        (["draft", "a", "--format", "pdf"], "--format: docx, txt, md 가운데 하나"),
        (["draft", "a", "b"], "알 수 없는 인자가 있습니다: "),
        (["draft", "a", "--statutes"], "--statutes 옵션에 값을 적어야 합니다"),
        (["new", "a", "--kind", "x"], "--kind: enactment, whole_amendment, repeal 가운데 하나"),
        (["tree"], "파일... 자리를 적어야 합니다"),
        (["tree", "a", "--format", "pdf"], "--format: text, markdown, docx, hwpx, hwp, xml, json 가운데 하나"),
        (["convert"], "원본... 결과 자리를 적어야 합니다"),
        (["convert", "a"], "결과 자리를 적어야 합니다"),
        (["clauses", "search"], "낱말... 자리를 적어야 합니다"),
        (["--nothing"], "--nothing 옵션은 없습니다"),
    ],
)
def test_wrong_usage(arguments: list[str], words: str, run: Call) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("오류: ")
    assert words in result.err
    assert "도움말: ordinance-drafter" in result.err or "값을 적어야" in words


@pytest.mark.parametrize(
    "arguments",
    [
        ["draft", "없음"],
        ["draft", "일", "--templates", "없음"],
        ["draft", "일", "--statutes", "없음"],
        ["draft", "일", "--base", "없음"],
        ["draft", "일", "--library", "없음"],
        ["draft", "일"],
        ["tree", "없음.txt"],
        ["tree", "일"],
        ["convert", "없음.txt", "가.json"],
        ["convert", "일", "가", "--to", "json"],
        ["new", "가", "--municipality", "없음"],
        ["new", "가", "--set", "없음"],
        ["new", "가", "--recipe", "없음"],
        ["new", "가", "--library", "없음"],
        ["clauses", "list", "--theme", "없음"],
        ["clauses", "list", "--requirement", "없음"],
        ["clauses", "search", "가", "--set", "없음"],
        ["clauses", "show", "없음"],
    ],
    ids=" ".join,
)
def test_wrong_input(arguments: list[str], run: Call, project: Path) -> None:
    """The project needs the tiny library, so it is wrong with the shipped one, too."""
    before = hashes(project.parent)
    result = run(*arguments)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("오류: ")
    assert "Traceback" not in result.err
    assert hashes(project.parent) == before


def test_every_problem_is_one_line_and_they_are_counted(run: Call, project: Path) -> None:
    (project / "ordinance.yaml").write_text("recipe: 없음\nvariants: {plan: 없음, plann: 없음}\n", "utf-8")
    result = run("draft", "일")
    assert result.code == 3
    lines = result.err.splitlines()
    assert [line[:19] for line in lines[:3]] == ["오류: ordinance.yaml:"] * 3
    assert lines[3] == "모두 3가지입니다. 고친 뒤 다시 하십시오. 아무것도 쓰지 않았습니다."


# ── draft ────────────────────────────────────────────────────────────────────


def drafted(run: Call, *more: object) -> Run:
    return run("draft", "일", "--library", TINY, "--no-check", *more)


def test_draft_writes_three_formats_beside_the_project(run: Call, project: Path) -> None:
    result = drafted(run)
    assert (result.code, result.err) == (0, "")
    names = [f"{TITLE}.{suffix}" for suffix in ("docx", "txt", "md")]
    assert result.out.splitlines() == [str(Path("일/out") / name) for name in names]
    assert set(hashes(project / "out")) == {*names, MANIFEST}
    assert zipfile.is_zipfile(project / "out" / names[0])
    assert TITLE in (project / "out" / names[1]).read_text("utf-8")


def test_draft_writes_what_is_asked_for(run: Call, tmp_path: Path, project: Path) -> None:
    assert drafted(run, "-o", "곳", "--format", "txt", "--format", "txt").code == 0
    assert set(hashes(tmp_path / "곳")) == {f"{TITLE}.txt", MANIFEST}
    assert not (project / "out").exists()


def test_draft_writes_the_parts(run: Call, project: Path) -> None:
    assert drafted(run, "--parts", "--format", "md").code == 0
    names = [
        "01 표지", "02 제안이유ㆍ주요내용ㆍ참고사항", "03 조례안", "05 비용추계서", "06 관계 법령 발췌", "07 입법예고문", "08 입안 점검표",
        "09 조문별 입안 근거",
    ]  # fmt: skip
    assert set(hashes(project / "out")) == {f"{TITLE}.md", MANIFEST, *(f"{name}.docx" for name in names)}


def test_draft_twice_gives_the_same_bytes(run: Call, tmp_path: Path, project: Path) -> None:
    for folder in ("가", "나"):
        assert drafted(run, "--parts", "-o", folder).code == 0
    assert hashes(tmp_path / "가") == hashes(tmp_path / "나")
    assert len(hashes(tmp_path / "가")) == 12
    assert drafted(run, "--parts", "-o", "가").code == 0


def test_draft_gives_the_same_bytes_in_another_process(tmp_path: Path, project: Path) -> None:
    for seed, zone in (("1", "UTC"), ("2", "Asia/Seoul")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [
            sys.executable,
            "-m",
            "ordinance_drafter",
            "draft",
            str(project),
            "--library",
            str(TINY),
            "--no-check",
            "-o",
            str(tmp_path / seed),
        ]
        subprocess.run(command, env=environment, check=True, capture_output=True, cwd=tmp_path)
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")


def test_a_file_somebody_changed_is_kept(run: Call, project: Path) -> None:
    assert drafted(run).code == 0
    edited = project / "out" / f"{TITLE}.txt"
    edited.write_text("사람이 고침", "utf-8")
    (project / "ordinance.yaml").write_text(PROJECT.replace("역 앞", "장터"), "utf-8")
    before = hashes(project / "out")
    result = drafted(run)
    assert (result.code, result.out) == (3, "")
    assert f"{TITLE}.txt: 만든 뒤에 사람이 고친 파일입니다." in result.err
    assert "--force" in result.err
    assert hashes(project / "out") == before, "the other files changed although one was refused"
    assert drafted(run, "--force").code == 0
    assert "장터" in edited.read_text("utf-8")


def test_files_nobody_changed_follow_the_project(run: Call, project: Path) -> None:
    assert drafted(run).code == 0
    (project / "ordinance.yaml").write_text(PROJECT.replace("역 앞", "장터"), "utf-8")
    assert drafted(run).code == 0
    assert "장터" in (project / "out" / f"{TITLE}.txt").read_text("utf-8")


@pytest.mark.parametrize("manifest", [None, b"", b"\xff\xfe", b"[1]", b'{"a": 1}'])
def test_a_file_of_unknown_origin_is_kept(manifest: bytes | None, run: Call, project: Path) -> None:
    (project / "out").mkdir()
    (project / "out" / f"{TITLE}.md").write_text("남의 글", "utf-8")
    if manifest is not None:
        (project / "out" / MANIFEST).write_bytes(manifest)
    before = hashes(project / "out")
    assert drafted(run).code == 3
    assert hashes(project / "out") == before


@pytest.mark.parametrize(
    "change",
    [
        "recipe: 없음\n",
        "bill: {costs: {start_year: 2027, lines: [{clause: plan, item: 가, basis: 나, amounts: [1, 1, 1, 1, 1]}], funding: {비: [1, 1, 1, 1, 2]}}}\n",
        "statutes: 없음\n",
        "own: [{id: mine, heading: 조, text: 제99조, summary: 정함}]\n",
        "drop: [plan]\n",
    ],
)
def test_nothing_is_written_when_something_is_wrong(change: str, run: Call, project: Path) -> None:
    (project / "ordinance.yaml").write_text(PROJECT + change, "utf-8")
    assert drafted(run).code == 3
    assert set(hashes(project)) == {"ordinance.yaml"}
    (project / "ordinance.yaml").write_text(PROJECT, "utf-8")
    assert drafted(run).code == 0
    before = hashes(project / "out")
    (project / "ordinance.yaml").write_text(PROJECT + change, "utf-8")
    assert drafted(run, "--force").code == 3
    assert hashes(project / "out") == before


def test_a_full_disk_leaves_all_as_it_was(run: Call, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drafted(run).code == 0
    before = hashes(project / "out")
    calls: list[int] = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (project / "ordinance.yaml").write_text(PROJECT.replace("역 앞", "장터"), "utf-8")
    result = drafted(run)
    assert result.code == 3
    assert "아무것도 바꾸지 않았습니다" in result.err
    assert hashes(project / "out") == before


@pytest.mark.parametrize(
    "arguments", [["draft", "일", "--library", str(TINY), "-o", "막힘"], ["convert", "조례.txt", "막힘/가.json"]]
)
def test_a_place_that_cannot_be_written_is_told_in_korean(
    arguments: list[str], run: Call, tmp_path: Path, project: Path
) -> None:
    (tmp_path / "막힘").write_text("", "utf-8")
    (tmp_path / "조례.txt").write_text(ORDINANCE, "utf-8")
    result = run(*arguments)
    assert result.code == 3
    assert "쓸 수 없습니다" in result.err
    assert not re.search("File exists|Not a directory", result.err)


def test_titles_become_safe_file_names(run: Call, project: Path) -> None:
    (project / "ordinance.yaml").write_text(PROJECT + 'title: "../가/나: <다>*?|\\"라\\" 조례"\n', "utf-8")
    assert drafted(run, "--format", "txt").code == 0
    (name,) = set(hashes(project / "out")) - {MANIFEST}
    assert not set(name) & set('/\\:*?"<>|')
    (project / "ordinance.yaml").write_text(PROJECT + f"title: {'가' * 300} 조례\n", "utf-8")
    assert drafted(run, "-o", "긴것", "--format", "docx").code == 0


def test_options_come_before_the_file(run: Call, tmp_path: Path, project: Path) -> None:
    (project / "ordinance.yaml").write_text("municipality: mulgyeol\nset: bicycles\n", "utf-8")
    base, statutes = HERE / "data" / "base_bicycles.txt", HERE / "data" / "statutes"
    assert drafted(run, "--base", base, "--statutes", statutes, "--format", "txt", "-o", "곳").code == 0
    (text,) = (path.read_text("utf-8") for path in (tmp_path / "곳").glob("*.txt"))
    assert "제6조(깃발)" in text and "제5조(지방의 계획)" in text


def test_an_office_brings_its_looks(run: Call, tmp_path: Path, project: Path) -> None:
    (tmp_path / "서식").mkdir()
    shipped = (data_dir("templates") / "styles.yaml").read_text("utf-8")
    (tmp_path / "서식" / "styles.yaml").write_text(shipped.replace("  left: 25", "  left: 30", 1), "utf-8")
    assert drafted(run, "--format", "docx", "-o", "가").code == 0
    assert drafted(run, "--format", "docx", "-o", "나", "--templates", "서식").code == 0
    assert hashes(tmp_path / "가") != hashes(tmp_path / "나")
    (tmp_path / "서식" / "styles.yaml").write_text("page: 3\n", "utf-8")
    result = drafted(run, "-o", "다", "--templates", "서식")
    assert (result.code, (tmp_path / "다").exists()) == (3, False)
    assert "styles.yaml" in result.err


def test_draft_tells_what_the_checker_finds(run: Call, tmp_path: Path) -> None:
    assert run("new", "일", "--municipality", "goyang", "--kind", "enactment").code == 0
    file = tmp_path / "일" / "ordinance.yaml"
    written = file.read_text("utf-8").replace("  - repeal\n", "").replace("add:\n", "add: []\n")
    staying = "coexists: [{title: 고양시 인공지능산업 육성 및 지원 조례, reason: 산업만 다루므로 둔다}]\n"
    file.write_text(written + staying, "utf-8")
    result = run("draft", "일")
    assert result.code == 1
    assert "TTL006" in result.err and "allow" in result.err
    assert len(result.out.splitlines()) == 3
    file.write_text(written + staying + "allow: [{code: TTL006, reason: 제명은 심의에서 바꾼다}]\n", "utf-8")
    result = run("draft", "일")
    assert (result.code, result.err) == (0, "")
    file.write_text(written + staying + "title: 고양시 인공지능산업 진흥 조례\n", "utf-8")
    assert run("draft", "일").code == 0  # coexists is the reason that CTX001 asks for
    file.write_text(
        written + staying + "title: 고양시 인공지능산업 진흥 조례\nallow: [{code: TTL006, reason: 남은 허용}]\n",
        "utf-8",
    )
    assert "CHK002" in run("draft", "일").err


def test_draft_lives_without_a_provision_for_a_reason(run: Call, tmp_path: Path) -> None:
    assert run("new", "일", "--municipality", "yangpyeong").code == 0
    file = tmp_path / "일" / "ordinance.yaml"
    written = file.read_text("utf-8").replace("drop:\n", "drop: [survey]\n")
    reason = "without:\n  survey: 다른 조례에 따라 조사한다\n"
    file.write_text(written.replace("without:\n", reason, 1), "utf-8")
    assert run("draft", "일").err == ""


# ── new and schema ───────────────────────────────────────────────────────────


def test_new_never_asks_when_nobody_is_there(run: Call, tmp_path: Path) -> None:
    result = run("new", "일")
    assert (result.code, result.out, result.err) == (0, f"{Path('일') / 'ordinance.yaml'}\n", "")
    assert set(hashes(tmp_path / "일")) == {"ordinance.yaml", "ordinance.schema.json"}
    assert run("draft", "일").code == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--municipality", "gyeonggi", "--recipe", "full"],
        ["--municipality", "goyang", "--kind", "repeal"],
        ["--municipality", "goyang", "--kind", "enactment"],
        ["--municipality", "yangpyeong", "--recipe", "ethics"],
    ],
    ids=" ".join,
)
def test_what_new_writes_is_drafted(options: list[str], run: Call) -> None:
    assert run("new", "일", *options).code == 0
    result = run("draft", "일")
    assert (result.code, len(result.out.splitlines())) == (0, 3)


def test_new_takes_what_another_library_has(run: Call, tmp_path: Path) -> None:
    assert run("new", "일", "--library", TINY).code == 0
    assert "municipality: dara " in (tmp_path / "일" / "ordinance.yaml").read_text("utf-8")
    result = run("draft", "일", "--library", TINY)
    assert result.code == 3
    assert "주차장을 둘 곳" in result.err


def test_new_keeps_a_file_that_is_there(run: Call, project: Path) -> None:
    before = (project / "ordinance.yaml").read_bytes()
    result = run("new", "일")
    assert result.code == 3
    assert "--force" in result.err
    assert (project / "ordinance.yaml").read_bytes() == before
    assert set(hashes(project)) == {"ordinance.yaml"}
    assert run("new", "일", "--force").code == 0
    assert (project / "ordinance.yaml").read_bytes() != before


class Terminal(io.StringIO):
    """A stream that says somebody is there."""

    def isatty(self) -> bool:
        return True


def test_new_asks_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", Terminal("\n없음\ngyeonggi\nfull\n"))
    monkeypatch.setattr("sys.stderr", Terminal())
    assert main(["new", "일"]) == 0
    text = (tmp_path / "일" / "ordinance.yaml").read_text("utf-8")
    assert "municipality: gyeonggi " in text and "recipe: full " in text


def test_schema_is_printed_and_written_alike(run: Call, tmp_path: Path) -> None:
    run("new", "일")
    printed = run("schema")
    assert printed.code == 0
    assert json.loads(printed.out) == json.loads((tmp_path / "일" / "ordinance.schema.json").read_text("utf-8"))


# ── clauses ──────────────────────────────────────────────────────────────────


def listed(result: Run) -> list[str]:
    return [line.split()[0] for line in result.out.splitlines()]


def test_clauses_are_listed(run: Call, library: Library) -> None:
    result = run("clauses", "list")
    assert (result.code, result.err) == (0, f"{len(library.clause_set('ai-industry').paths)}개\n")
    assert sorted(listed(result)) == sorted(library.clause_set("ai-industry").paths)
    assert {len(line.split("  ")) > 2 for line in result.out.splitlines()} == {True}


def test_clauses_are_filtered(run: Call, library: Library) -> None:
    shelf = library.clause_set("ai-industry")
    ethics = run("clauses", "list", "--theme", "ethics")
    assert listed(ethics) == [clause.id for clause in shelf.clauses() if clause.theme == "ethics"]
    fund = run("clauses", "list", "--requirement", "fund")
    assert "fund-setup" in listed(fund) and "purpose" not in listed(fund)
    both = run("clauses", "list", "--requirement", "fund", "--theme", "ethics")
    assert (both.code, both.out) == (1, "")
    assert listed(run("clauses", "list", "--set", "bicycles", "--library", TINY, "--theme", "general")) == [
        "plan",
        "purpose",
    ]


@pytest.mark.parametrize("word", ["기금", "윤리", "창업", "위탁", "수당", "법"])
def test_short_korean_words_are_found(word: str, run: Call) -> None:
    result = run("clauses", "search", word)
    assert result.code == 0
    headings = [line.split("  ")[-1] for line in result.out.splitlines()]
    inside = [word in heading for heading in headings]
    assert inside == sorted(inside, reverse=True), "headings with the word come first"


def test_search_wants_every_word(run: Call) -> None:
    both = set(listed(run("clauses", "search", "위원", "수당")))
    assert both == set(listed(run("clauses", "search", "위원"))) & set(listed(run("clauses", "search", "수당")))
    assert "committee-allowance" in both
    assert listed(run("clauses", "search", "기금", "--theme", "governance")) != listed(run("clauses", "search", "기금"))
    assert set(listed(run("clauses", "search", "기금", "--requirement", "fund"))) <= set(
        listed(run("clauses", "search", "기금"))
    )
    assert listed(run("clauses", "search", "지방자치법", "--theme", "supplementary"))  # a basis
    assert listed(run("clauses", "search", "전남광주통합특별시"))  # a model


def test_search_that_finds_nothing_ends_with_1(run: Call) -> None:
    result = run("clauses", "search", "없는낱말임")
    assert (result.code, result.out, result.err) == (1, "", "0개\n")


def test_a_clause_is_shown_with_all_it_knows(run: Call) -> None:
    result = run("clauses", "show", "sharing", "--set", "bicycles", "--library", TINY)
    assert result.code == 0
    for line in (
        "sharing: 공공자전거 (자전거 이용의 지원)",
        "요지: 공공자전거를 운영할 수 있도록 함.",
        "까닭: 자전거가 없는 사람도 탈 수 있도록 할 필요가 있음.",
        "근거: 「두바퀴이동 진흥법」 제9조: 공공자전거의 운영을 정한다.",
        "참고: 없음",
        "변형: sharing=none 두지 않음: 비용이 들지 않는다.",
        "변형: sharing=run 직접 운영: 누구나 쓰지만 해마다 비용이 든다. (바뀌는 것: summary)",
        "함께 있어야 할 조문: parking",
        "함께 둘 수 없는 조문: helmets",
        "이 조보다 앞에 올 조문: parking",
        "살필 점: 시험에만 쓴다.",
    ):
        assert line in result.out.splitlines()
    slots = run("clauses", "show", "parking", "--set", "bicycles", "--library", TINY).out
    assert "자리: parking_places: 주차장을 둘 곳 (list, 답해야 함)" in slots
    assert "요건: 주차장 비용(parking-cost) 제3항" in slots
    assert "참고: 「물결시 자전거 조례」 제3조(시행 여부 미확인)" in slots


def test_clauses_of_every_kind_are_shown(run: Call, library: Library) -> None:
    for clause_id in list(library.clause_set("ai-industry").paths)[::9]:
        assert run("clauses", "show", clause_id).code == 0


def test_a_mistyped_clause_is_offered(run: Call) -> None:
    assert "혹시 ‘survey’입니까?" in run("clauses", "show", "surve").err


# ── tree and convert ─────────────────────────────────────────────────────────

TREE_KEYS = {"title", "kind", "body", "addenda", "annexes", "findings"}
MORE_KEYS = {"municipality", "number", "promulgated", "effective", "revision", "preamble"}
UNIT_KEYS = {"level", "number", "heading", "text", "note", "deleted", "place", "children"}


def units_in(data: Any) -> list[dict[str, Any]]:
    return [inner for unit in data for inner in (unit, *units_in(unit["children"]))]


def test_the_tree_has_exactly_its_keys(run: Call, tmp_path: Path) -> None:
    (tmp_path / "조례.txt").write_text(ORDINANCE, "utf-8")
    result = run("tree", "조례.txt")
    assert (result.code, result.err) == (0, "")
    tree = json.loads(result.out)
    assert set(tree) == TREE_KEYS | MORE_KEYS | {"format", "parts"}
    assert set(tree["addenda"][0]) == {"label", "place", "provisions"}
    assert set(tree["annexes"][0]) == {"kind", "number", "heading", "text", "place"}
    units = units_in(tree["body"]) + units_in(tree["addenda"][0]["provisions"])
    assert all(set(unit) == UNIT_KEYS for unit in units)
    assert (tree["title"], tree["kind"], tree["findings"]) == ("가나다 조례", "ordinance", [])
    assert (tree["effective"], tree["promulgated"], tree["number"]) == ("2025-05-23", "2025-05-23", "12")


def test_numbers_stand_in_the_tree_as_they_are_read(run: Call) -> None:
    result = run("tree", "-", stdin=ORDINANCE.encode())
    assert result.code == 0
    tree = json.loads(result.out)
    found = [(unit["level"], unit["number"]) for unit in units_in(tree["body"])]
    assert found == [
        ("chapter", "1"), ("article", "1"), ("article", "5의2"), ("paragraph", "1"), ("subparagraph", "1"), ("item", "가"),
        ("subitem", "1"), ("subparagraph", "1의2"), ("paragraph", "2"),
    ]  # fmt: skip
    assert (units_in(tree["body"])[-1]["deleted"], units_in(tree["body"])[-1]["note"]) == (True, "<2024. 1. 1.>")
    assert [annex["number"] for annex in tree["annexes"]] == ["1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_the_tree_is_read_in_any_encoding(encoding: str, run: Call) -> None:
    plain = run("tree", "-", stdin=ORDINANCE.encode()).out
    assert run("tree", "-", stdin=ORDINANCE.encode(encoding)).out == plain
    assert run("tree", "-", stdin=ORDINANCE.replace("\n", "\r\n").encode(encoding)).out == plain


def test_the_tree_of_nothing_and_of_garbage(run: Call) -> None:
    nothing = run("tree", "-")
    assert (nothing.code, nothing.out) == (3, "")
    assert "읽을 글이 없습니다" in nothing.err
    for garbage in (b"\x80\x81\xff\xfe", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"):
        result = run("tree", "-", stdin=garbage)
        assert (result.code, result.out) == (3, "")
        assert re.search("저장", result.err)


def test_the_format_may_be_told(run: Call) -> None:
    assert run("tree", "-", "--format", "json", stdin=ORDINANCE.encode()).code == 3
    assert json.loads(run("tree", "-", "--format", "text", stdin=b"# \xea\xb0\x80").out)["title"] == "# 가"
    assert json.loads(run("tree", "-", "--format", "markdown", stdin=b"# \xea\xb0\x80").out)["title"] == "가"


def test_an_ordinance_goes_through_every_format_and_back(run: Call, tmp_path: Path) -> None:
    (tmp_path / "가.txt").write_text(ORDINANCE, "utf-8")
    for source, target in (
        ("가.txt", "나.json"),
        ("나.json", "다.md"),
        ("다.md", "라.txt"),
        ("라.txt", "마.md"),
        ("마.md", "바.json"),
    ):
        result = run("convert", source, target)
        assert (result.code, result.out, result.err) == (0, f"{target}\n", "")
    assert (tmp_path / "라.txt").read_text("utf-8") == to_text(parse(ORDINANCE))
    assert (tmp_path / "바.json").read_bytes() == (tmp_path / "나.json").read_bytes()
    assert read(tmp_path / "다.md").ordinance == parse(ORDINANCE)
    assert run("convert", "다.md", "사.docx").code == 0
    assert zipfile.is_zipfile(tmp_path / "사.docx")


def test_convert_keeps_files_that_are_there(run: Call, tmp_path: Path) -> None:
    (tmp_path / "가.txt").write_text(ORDINANCE, "utf-8")
    (tmp_path / "나.json").write_text("남의 글", "utf-8")
    assert run("convert", "가.txt", "나.json").code == 3
    assert (tmp_path / "나.json").read_text("utf-8") == "남의 글"
    assert run("convert", "가.txt", "나.json", "--force").code == 0
    assert run("convert", "가.txt", "나.json").code == 0  # the same content may be written again


@pytest.mark.parametrize("target", ["가.pdf", "가", "가.hwpx"])
def test_convert_refuses_other_formats(target: str, run: Call, tmp_path: Path) -> None:
    (tmp_path / "조례.txt").write_text(ORDINANCE, "utf-8")
    result = run("convert", "조례.txt", target)
    assert result.code == 3
    assert "쓸 수 있는 형식: txt, md, json, docx" in result.err


UNIT = {"level": "article", "number": "1", "heading": "", "text": "가", "children": []}


@pytest.mark.parametrize(
    "tree",
    [
        {"title": "가\n제1조(나) 다", "body": []},
        {"title": "가", "body": [{**UNIT, "text": "나 "}]},
        {"title": "가", "body": [{**UNIT, "children": [{**UNIT, "level": "chapter"}]}]},
        {"title": "가", "body": [{**UNIT, "number": ""}, UNIT]},
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_convert_refuses_what_would_not_read_back(tree: dict[str, Any], suffix: str, run: Call, tmp_path: Path) -> None:
    (tmp_path / "가.json").write_text(json.dumps(tree), "utf-8")
    result = run("convert", "가.json", f"나.{suffix}")
    assert result.code == 3
    assert "온전히 옮길 수 없어 쓰지 않았습니다" in result.err
    assert not (tmp_path / f"나.{suffix}").exists()


WRONG_TREES = [
    '{"title": "가", "body": [{"level": "paragraph", "number": "1의2", "text": "나"}]}',
    '{"title": "가", "body": [], "kind": "nothing"}',
    '{"title": "가", "body": [], "annexes": [{"kind": "table", "number": "1의x"}]}',
    '{"title": "가", "body": [], "annexes": [{"kind": "table", "number": "²"}]}',
    '{"title": "\\ud800", "body": []}',
    '{"title": ' + "9" * 5000 + ', "body": []}',
    '{"title": null, "body": []}',
    '{"title": "가", "body": 5}',
    '{"title": "가", "body": ["나"]}',
    '{"title": "가", "body": [{"level": [], "number": "1"}]}',
    '{"title": "가", "body": [{"level": "article", "number": 3}]}',
    '{"title": "가", "body": [{"level": "article", "number": "' + "9" * 5000 + '"}]}',
    '{"title": "가", "body": [], "promulgated": 5}',
    '{"title": "가", "body": [], "addenda": [{"label": ""}]}',
    '{"title": "가", "body": ' + '[{"level": "article", "number": "1", "children": ' * 20 + "[]" + "}]" * 20 + "}",
    "[1, 2]",
    "{",
    "[" * 100_000,
]


@pytest.mark.parametrize("content", WRONG_TREES, ids=lambda content: content[:60])
def test_a_wrong_tree_is_told_in_korean(content: str, run: Call, tmp_path: Path) -> None:
    (tmp_path / "가.json").write_text(content, "utf-8")
    result = run("convert", "가.json", "나.txt")
    assert (result.code, result.out) == (3, "")
    assert not (tmp_path / "나.txt").exists()
    words = set(re.findall("[A-Za-z]{3,}", result.err.replace("가.json", "").replace("나.txt", "")))
    assert words <= {"JSON", "title", "body", "addenda", "annexes", "level", "number", "article", "children", "label", "kind",
                     "provisions", "promulgated", "json", "txt"}  # fmt: skip
    assert len(result.err) < 400
