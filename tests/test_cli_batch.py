"""``tree`` and ``convert`` on many files: which are taken, in what order, and what one bad file does to the others."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ordinance_drafter.cli import main, workers
from ordinance_drafter.finding import Reading
from ordinance_drafter.korean import display_width
from ordinance_drafter.notation import parse
from ordinance_drafter.read import read as honest_read

linux = pytest.mark.skipif(sys.platform != "linux", reason="a forked worker knows what the test has patched")


class Run:
    """What one call of the command line did."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def paths(self) -> list[str]:
        return [row["path"] for row in self.rows]

    @property
    def summary(self) -> str:
        return self.err.splitlines()[-1]


Call = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Run(code, *capsys.readouterr())

    return call


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take other processes for the smallest work, too."""
    monkeypatch.setattr(workers, "FEW", 1)
    monkeypatch.setattr(workers, "LITTLE", {"fork": 0, "spawn": 0})


def text_of(name: str) -> str:
    return f"{name} 조례\n\n제1조(목적) 이 조례는 {name}을 목적으로 한다.\n"


def put(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text_of(path.name.split(".")[0])
        if path.suffix.lower() == ".json":
            text = json.dumps({"title": path.name.split(".")[0], "body": []})
        path.write_text(text, "utf-8")


def files_in(folder: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


BROKEN = b"\x80\x81\xff\xfe\x00"


# ── which files ──────────────────────────────────────────────────────────────

STOCK = (
    "의안/나.txt",
    "의안/가.md",
    "의안/다.TXT",
    "의안/속/깊이/라.json",
    "의안/속/마.markdown",
    "의안/그림.png",
    "의안/.숨김.txt",
    "의안/~$나.txt",
    "의안/.git/바.txt",
    "딴곳/사.txt",
    "[별표 1].txt",
)
IN_FOLDER = ["의안/가.md", "의안/나.txt", "의안/다.TXT", "의안/속/깊이/라.json", "의안/속/마.markdown"]


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (["의안"], IN_FOLDER),
        (["./의안/"], IN_FOLDER),
        (["의안/*.txt"], ["의안/나.txt"]),
        (["의안/?.*"], ["의안/가.md", "의안/나.txt", "의안/다.TXT"]),
        (["의안/*"], IN_FOLDER),  # as a shell would give them, the folder with all that is in it
        (["의안/[가나].*"], ["의안/가.md", "의안/나.txt"]),
        (["의안/**/*.json"], ["의안/속/깊이/라.json"]),
        (["의안/**"], IN_FOLDER),
        (["**/마.*"], ["의안/속/마.markdown"]),
        (["*/속/**/*.*"], ["의안/속/깊이/라.json", "의안/속/마.markdown"]),
        (["**/속/*"], ["의안/속/마.markdown"]),
        (["의안/나.txt", "의안/가.md"], ["의안/가.md", "의안/나.txt"]),
        (["의안", "의안/나.txt", "./의안/*.md"], IN_FOLDER),
        (["의안/나.txt", "의안/나.txt"], ["의안/나.txt"]),
        (["딴곳", "의안/그림.png"], ["딴곳/사.txt", "의안/그림.png"]),
        (["딴곳", "의안/.숨김.txt"], ["딴곳/사.txt", "의안/.숨김.txt"]),
        (["딴곳", "[별표 1].txt"], ["[별표 1].txt", "딴곳/사.txt"]),
        (["*[[]별표*"], ["[별표 1].txt"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_taken(arguments: list[str], paths: list[str], run: Call) -> None:
    put(*STOCK)
    result = run("tree", *arguments)
    assert (result.code, result.paths) == (0, paths)
    assert result.summary.startswith(f"모두 {len(paths)}개: 읽은 파일 {len(paths)}개(")


@pytest.mark.parametrize("argument", ["의안/나.txt", "[별표 1].txt", "-"])
def test_one_file_is_shown_by_itself(argument: str, run: Call) -> None:
    put(*STOCK)
    result = run("tree", argument, stdin=text_of("가").encode())
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith('{\n  "title"')


@pytest.mark.parametrize("argument", ["빈곳", "빈곳/*", "*.docx", "**/*.hwp", "없음/*.txt", "[가].txt"])
def test_nothing_to_read(argument: str, run: Call) -> None:
    put("빈곳/그림.png", "빈곳/.숨김.txt")
    result = run("tree", argument)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"오류: {argument}: 읽을 수 있는 파일이 없습니다(.txt")
    assert len(result.err.splitlines()) == 1
    assert run("convert", argument, "결과", "--to", "json").err == result.err
    assert not Path("결과").exists()


def test_an_empty_name_is_not_this_folder(run: Call) -> None:
    put("가.txt")
    for arguments in (["tree", ""], ["tree", "가.txt", ""], ["convert", "", "곳", "--to", "md"]):
        result = run(*arguments)
        assert (result.code, result.out) == (3, "")
        assert result.err == "오류: 빈 이름이 있습니다. 읽을 파일이나 폴더의 이름을 적으십시오.\n"
    assert run("convert", "가.txt", "", "--to", "md").code == 2
    assert files_in(".") == {"가.txt"}


def test_an_empty_folder_among_others_is_one_failure(run: Call) -> None:
    put("가.txt", "빈곳/그림.png")
    result = run("tree", "가.txt", "빈곳", "없음.txt", "없음*")
    assert (result.code, result.paths) == (3, ["가.txt", "빈곳", "없음*", "없음.txt"])
    assert [row.get("error", "").split(":")[0] for row in result.rows] == ["", "빈곳", "없음*", "없음.txt"]
    assert result.summary.endswith("읽지 못한 파일 3개.")


@pytest.mark.skipif(not hasattr(os, "symlink") or sys.platform == "win32", reason="links")
def test_links_do_not_lead_in_circles(run: Call) -> None:
    put("의안/속/가.txt", "딴곳/나.txt")
    Path("의안/속/위").symlink_to("..")
    Path("의안/속/또").symlink_to("../속")
    Path("의안/딴곳").symlink_to("../딴곳")
    Path("의안/다.txt").symlink_to("../딴곳/나.txt")
    Path("의안/라.txt").symlink_to("라.txt")
    Path("의안/마.txt").symlink_to("없음")
    for argument in ("의안", "의안/**/*.txt", "의안/*", "*안"):
        result = run("tree", argument)
        assert result.paths == ["의안/다.txt", "의안/라.txt", "의안/마.txt", "의안/속/가.txt"]
        assert [row.get("error") for row in result.rows[1:3]] == [
            "의안/라.txt: 읽을 수 없습니다(바로 가기가 맴돕니다).",
            "의안/마.txt: 파일이 없습니다.",
        ]


def test_a_folder_that_cannot_be_listed_is_told(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    put("의안/가.txt", "의안/속/나.txt")
    scandir = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("속"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("os.scandir", closed)
    result = run("tree", "의안")
    assert (result.code, result.paths) == (3, ["의안/가.txt", "의안/속"])
    assert result.rows[1]["error"] == "의안/속: 폴더를 읽을 수 없습니다(권한이 없습니다)."
    assert run("convert", "의안", "결과", "--to", "json").out == f"{Path('결과/가.json')}\n"


@linux
def test_a_name_that_is_no_utf8_is_valid_json(run: Call) -> None:
    put("의안/가.txt")
    name = os.fsdecode(b"\xff.txt")
    try:
        Path("의안", name).write_bytes(text_of("나").encode())
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    assert run("tree", "의안").paths == ["의안/가.txt", f"의안/{name}"]


# ── rows ─────────────────────────────────────────────────────────────────────


def test_a_broken_file_among_good_ones(run: Call) -> None:
    put("의안/가.txt", "의안/다.txt", "의안/속/라.md")
    Path("의안/나.txt").write_bytes(BROKEN)
    Path("의안/마.json").write_text("{", "utf-8")
    result = run("tree", "의안")
    assert result.code == 3
    assert result.paths == ["의안/가.txt", "의안/나.txt", "의안/다.txt", "의안/마.json", "의안/속/라.md"]
    assert [set(row) for row in result.rows] == [{"path", key} for key in ("tree", "error", "tree", "error", "tree")]
    assert result.rows[0]["tree"] == json.loads(run("tree", "의안/가.txt").out)
    for row in (result.rows[1], result.rows[3]):
        assert row["error"].startswith(f"{row['path']}: ")
        assert row["error"].count(row["path"]) == 1
    told = [f"오류: {row['error']}" for row in result.rows if "error" in row]
    assert result.err.splitlines()[:-1] == told
    assert re.fullmatch(r"모두 5개: 읽은 파일 3개\(살펴볼 것이 있는 파일 \d개\), 읽지 못한 파일 2개\.", result.summary)


@pytest.mark.parametrize("arguments", [["없음.txt"], ["나.txt"], ["없음.txt", "나.txt"]])
def test_an_error_names_the_file_once(arguments: list[str], run: Call) -> None:
    put("가.txt")
    Path("나.txt").write_bytes(BROKEN)
    for result in (run("tree", *arguments), run("convert", *arguments, "곳", "--to", "json")):
        lines = [line for line in result.err.splitlines() if line.startswith("오류: ")]
        assert [line.count(name) for line, name in zip(lines, sorted(arguments), strict=True)] == [1] * len(arguments)
        assert all(line.startswith(f"오류: {name}: ") for line, name in zip(lines, sorted(arguments), strict=True))


def test_rows_are_compact_and_korean(run: Call) -> None:
    put("의안/가.txt", "의안/나.txt")
    result = run("tree", "의안")
    assert len(result.out.splitlines()) == 2
    assert result.out.startswith('{"path":"의안/가.txt","tree":{"title":"가 조례",')


def test_findings_are_counted(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from ordinance_drafter.finding import Finding

    def odd(source: Any, format: str | None = None) -> Reading:
        reading = honest_read(source, format)
        found = (Finding("odd", "note", "이상합니다."),) if "나" in str(source) else ()
        return Reading(reading.ordinance, findings=found)

    monkeypatch.setattr("ordinance_drafter.read.read", odd)
    put("의안/가.txt", "의안/나.txt", "의안/다.txt")
    assert run("tree", "의안").err == "모두 3개: 읽은 파일 3개(살펴볼 것이 있는 파일 1개), 읽지 못한 파일 0개.\n"
    result = run("convert", "의안", "결과", "--to", "md")
    assert result.err == "모두 3개: 바꾼 파일 3개(살펴볼 것이 있는 파일 1개), 바꾸지 못한 파일 0개.\n"


def test_standard_input_among_files(run: Call) -> None:
    put("나.txt")
    result = run("tree", "나.txt", "-", stdin=text_of("가").encode())
    assert (result.code, result.paths) == (0, ["-", "나.txt"])
    assert result.rows[0]["tree"]["title"] == "가 조례"
    assert run("tree", "-", "-o", "곳", stdin=text_of("가").encode()).out == f"{Path('곳/표준입력.json')}\n"
    assert run("tree", "-", "나.txt", stdin=BROKEN).rows[0]["error"].startswith("표준 입력: ")
    assert run("tree", "-", stdin=BROKEN).err.startswith("오류: 표준 입력: ")
    assert run("convert", "-", "다.md", stdin=text_of("가").encode()).code == 0
    assert honest_read(Path("다.md")).ordinance == parse(text_of("가"))


def test_the_format_is_told_for_all(run: Call) -> None:
    put("의안/가.txt", "의안/나.md")
    result = run("tree", "의안", "--format", "json")
    assert (result.code, [*map(set, result.rows)]) == (3, [{"path", "error"}] * 2)


# ── workers ──────────────────────────────────────────────────────────────────


def stock_many() -> None:
    put(*(f"의안/{number // 10}/{number}.txt" for number in range(60)))
    for number in (7, 33):
        Path(f"의안/{number // 10}/{number}.txt").write_bytes(BROKEN)


@pytest.mark.usefixtures("crowd")
def test_the_same_bytes_with_any_number_of_workers(run: Call) -> None:
    stock_many()
    alone = run("tree", "의안", "--jobs", "1")
    assert alone.paths == sorted(alone.paths)
    assert [row["path"] for row in alone.rows if "error" in row] == ["의안/0/7.txt", "의안/3/33.txt"]
    for jobs in ([], ["--jobs", "2"], ["--jobs", "4"], ["--jobs", "9999"]):
        result = run("tree", "의안", *jobs)
        assert (result.code, result.out, result.err) == (3, alone.out, alone.err)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("command", [["tree", "의안", "-o"], ["convert", "의안", "--to", "docx"]], ids=lambda c: c[0])
def test_the_same_files_with_any_number_of_workers(command: list[str], run: Call) -> None:
    stock_many()
    told = []
    for jobs in ("1", "4"):
        result = run(*command, f"곳{jobs}", "--jobs", jobs)
        assert result.code == 3
        told.append((result.out.replace(f"곳{jobs}", "곳"), result.err))
    assert told[0] == told[1]
    assert len(told[0][0].splitlines()) == 58
    assert files_in("곳1") == files_in("곳4")
    assert all(Path("곳1", name).read_bytes() == Path("곳4", name).read_bytes() for name in files_in("곳1"))


@pytest.mark.usefixtures("crowd")
def test_workers_that_start_afresh(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows and macOS, where nothing is inherited."""
    put(*(f"의안/{number}.txt" for number in range(12)))
    alone = run("tree", "의안", "--jobs", "1")
    monkeypatch.setattr(workers, "_start", lambda: "spawn")
    result = run("tree", "의안", "--jobs", "2")
    assert (result.code, result.out, result.err) == (0, alone.out, alone.err)


def strange_read(source: Any, format: str | None = None) -> Reading:
    """Read, but die, run out of memory or fail as the name of the file asks."""
    if "죽음" in str(source) and os.getpid() != TEST_PROCESS:
        os._exit(7)
    if "부족" in str(source):
        raise MemoryError
    if "잘못" in str(source):
        raise ZeroDivisionError("division by zero")
    return honest_read(source, format)


TEST_PROCESS = os.getpid()
DIED = "읽던 작업이 갑자기 끝났습니다. 메모리가 모자란 듯하니 이 파일만 따로 해 보십시오."


@linux
@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("deadly", [[0], [29], [59], [3, 4, 40], range(24, 32)], ids=str)
def test_a_worker_that_dies_costs_its_file_only(deadly: Any, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ordinance_drafter.read.read", strange_read)
    names = [f"의안/{number:02}{'죽음' * (number in deadly)}.txt" for number in range(60)]
    put(*names)
    result = run("tree", "의안", "--jobs", "4")
    assert (result.code, result.paths) == (3, names)
    for number, (name, row) in enumerate(zip(names, result.rows, strict=True)):
        assert row.get("error") == (f"{name}: {DIED}" if number in deadly else None)
    assert f"읽은 파일 {60 - len(deadly)}개" in result.summary


@linux
@pytest.mark.usefixtures("crowd")
def test_what_dies_writes_nothing(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ordinance_drafter.read.read", strange_read)
    put(*(f"의안/{number}.txt" for number in range(20)), "의안/죽음.txt")
    result = run("convert", "의안", "결과", "--to", "md", "--jobs", "3")
    assert result.code == 3
    assert files_in("결과") == {f"{number}.md" for number in range(20)}
    assert f"오류: {Path('의안/죽음.txt')}: {DIED}" in result.err


@linux
@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("jobs", ["1", "4"])
def test_a_bug_costs_its_file_only(jobs: str, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ordinance_drafter.read.read", strange_read)
    put("의안/가.txt", "의안/나잘못.txt", "의안/다부족.txt", "의안/라.txt")
    result = run("tree", "의안", "--jobs", jobs)
    assert (result.code, len(result.rows)) == (3, 4)
    assert result.rows[1]["error"].startswith("의안/나잘못.txt: 읽는 중에 뜻밖의 오류가 났습니다(ZeroDivisionError). ")
    assert result.rows[2]["error"] == "의안/다부족.txt: 메모리가 모자라 읽지 못했습니다."
    assert "Traceback" not in result.err


def test_a_bug_in_a_single_file_is_no_sentence(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ordinance_drafter.read.read", strange_read)
    put("잘못.txt")
    with pytest.raises(ZeroDivisionError):
        run("tree", "잘못.txt")
    with pytest.raises(ZeroDivisionError):
        run("convert", "잘못.txt", "가.json")


@pytest.mark.usefixtures("crowd")
def test_where_no_process_can_be_had_the_work_is_done_here(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    stock_many()
    alone = run("tree", "의안", "--jobs", "1")

    def none_to_be_had(count: int) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(workers, "_Crew", none_to_be_had)
    assert run("tree", "의안", "--jobs", "4").out == alone.out


def test_little_work_takes_no_process(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(count: int) -> None:
        raise AssertionError("a process was started for nothing")

    monkeypatch.setattr(workers, "_crew", never)
    put(*(f"의안/{number}.txt" for number in range(30)))
    assert run("tree", "의안", "--jobs", "4").code == 0
    put(*(f"큰것/{number}.txt" for number in range(7)))
    Path("큰것/0.txt").write_text(text_of("가") + "나" * 2_000_000, "utf-8")
    assert run("tree", "큰것", "--jobs", "4").code == 0


def test_few_results_are_under_way_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    monkeypatch.setattr(workers, "LITTLE", {"fork": 0, "spawn": 0})
    given: list[int] = []
    submit = workers._Crew.submit

    def counted(crew: Any, job: Any, chunk: list[int]) -> Any:
        given.extend(chunk)
        return submit(crew, job, chunk)

    monkeypatch.setattr(workers._Crew, "submit", counted)
    numbers = list(range(2000))
    results = workers.in_order(workers.Job(str, str, lambda number: 1), numbers, 2)
    for number, result in zip(numbers, results, strict=True):
        assert result == str(number)
        assert len(given) - number <= workers.CHUNK * (2 * 2 + 1)
    assert given == numbers


def test_large_files_are_not_heaped_on_one_worker() -> None:
    job = workers.Job(str, str, lambda number: workers.CHUNK_BYTES // 3 if number < 10 else 1)
    chunks = list(workers._chunks(job, list(range(1000)), 2))
    assert [thing for chunk in chunks for thing in chunk] == list(range(1000))
    assert [len(chunk) for chunk in chunks[:3]] == [3, 3, 3]
    assert {len(chunk) for chunk in chunks[5:-1]} == {workers.CHUNK}


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("jobs", ["1", "4"])
def test_ctrl_c_ends_cleanly(jobs: str, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    stock_many()
    shown: list[Any] = []

    def interrupted(outcome: Any) -> None:
        shown.append(outcome)
        if len(shown) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr("ordinance_drafter.cli.tree._show_row", interrupted)
    result = run("tree", "의안", "--jobs", jobs)
    assert result.code == 2
    assert [line for line in result.err.splitlines() if line] == ["멈추었습니다."]
    assert multiprocessing.active_children() == []


@linux
@pytest.mark.usefixtures("crowd")
def test_a_worker_that_hangs_does_not_hold_up_ctrl_c(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(source: Any, format: str | None = None) -> Reading:
        while "끝없음" in str(source):
            signal.pause()
        return honest_read(source, format)

    def interrupted(outcome: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ordinance_drafter.read.read", endless)
    monkeypatch.setattr("ordinance_drafter.cli.tree._show_row", interrupted)
    monkeypatch.setattr(workers, "GRACE", 0.01)
    put(*(f"의안/{number}{'끝없음' * (number > 2)}.txt" for number in range(8)))
    result = run("tree", "의안", "--jobs", "2")
    assert (result.code, result.err.strip()) == (2, "멈추었습니다.")
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", ["0", "-1", "가", "1.5", "10000", ""])
def test_a_wrong_number_of_jobs(jobs: str, run: Call) -> None:
    result = run("tree", "가.txt", "--jobs", jobs)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("오류: --jobs: 1에서 9999까지의 수를 적으십시오.")


# ── tree -o ──────────────────────────────────────────────────────────────────


def test_trees_are_written_into_a_folder(run: Call) -> None:
    put("의안/가.txt", "의안/가.md", "의안/속/나.txt")
    Path("의안/깨짐.txt").write_bytes(BROKEN)
    result = run("tree", "의안", "-o", "곳")
    names = ["가.md.json", "가.txt.json", "속/나.txt.json"]
    assert (result.code, result.out.splitlines()) == (3, [str(Path("곳", name)) for name in names])
    assert files_in("곳") == set(names)
    assert Path("곳/가.txt.json").read_bytes().decode() == run("tree", "의안/가.txt").out
    assert run("tree", "의안/가.txt", "--out", "딴곳").out == f"{Path('딴곳/가.txt.json')}\n"


def test_trees_are_not_written_over(run: Call) -> None:
    put("의안/가.txt", "의안/나.txt")
    assert run("tree", "의안", "-o", "곳").code == 0
    assert run("tree", "의안", "-o", "곳").code == 0  # the same content may be written again
    Path("곳/가.txt.json").write_text("남의 글", "utf-8")
    result = run("tree", "의안", "-o", "곳")
    assert (result.code, result.out) == (3, f"{Path('곳/나.txt.json')}\n")
    assert f"오류: {Path('의안/가.txt')}: {Path('곳/가.txt.json')}: 이미 있는 파일입니다." in result.err
    assert Path("곳/가.txt.json").read_text("utf-8") == "남의 글"
    assert run("tree", "의안", "-o", "곳", "--force").code == 0
    assert json.loads(Path("곳/가.txt.json").read_text("utf-8"))["title"] == "가 조례"


def test_earlier_results_are_not_read_again(run: Call) -> None:
    put("의안/가.txt")
    for _ in range(2):
        result = run("tree", "의안", "-o", "의안/결과")
        assert (result.code, result.out) == (0, f"{Path('의안/결과/가.txt.json')}\n")
    assert result.err.startswith(f"결과를 두는 {Path('의안/결과')} 폴더의 파일은 읽지 않습니다.\n")
    assert files_in("의안") == {"가.txt", "결과/가.txt.json"}
    assert run("tree", "의안/결과/가.txt.json", "-o", "의안/결과").code == 0  # named, so it is read


@pytest.mark.parametrize("command", [["tree", "-o"], ["convert", "--to", "json"]], ids=lambda command: command[0])
def test_the_folder_of_results_is_no_file(command: list[str], run: Call) -> None:
    put("의안/가.txt", "파일")
    result = run(*command[:1], "의안", *command[1:], "파일")
    assert (result.code, result.out) == (3, "")
    assert result.err == "오류: 파일: 폴더가 아니라 파일입니다. 결과를 둘 폴더를 적으십시오.\n"


# ── convert ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("to", ["docx", "txt", "md", "json"])
def test_a_folder_is_converted(to: str, run: Call) -> None:
    put("의안/가.txt", "의안/속/나.md", "의안/속/다.2024.markdown")
    result = run("convert", "의안", "결과", "--to", to)
    names = [f"가.{to}", f"속/나.{to}", f"속/다.2024.{to}"]
    assert (result.code, result.out.splitlines()) == (0, [str(Path("결과", name)) for name in names])
    assert files_in("결과") == set(names)
    assert result.err == "모두 3개: 바꾼 파일 3개(살펴볼 것이 있는 파일 0개), 바꾸지 못한 파일 0개.\n"
    if to != "docx":
        assert honest_read(Path(f"결과/가.{to}")).ordinance == parse(text_of("가"))


@pytest.mark.parametrize(
    ("originals", "names"),
    [
        (["가/ㄱ.txt", "나/ㄱ.txt"], {"가/ㄱ.json", "나/ㄱ.json"}),
        (["가", "나"], {"가/ㄱ.json", "나/ㄱ.json", "나/ㄴ.json"}),
        (["나/*.txt"], {"ㄱ.json", "ㄴ.json"}),
        (["나/ㄴ.txt"], {"ㄴ.json"}),
        (["**/ㄱ.*"], {"가/ㄱ.json", "나/ㄱ.json"}),
        (["나/../가"], {"ㄱ.json"}),
    ],
    ids=str,
)
def test_results_keep_their_folders(originals: list[str], names: set[str], run: Call) -> None:
    put("가/ㄱ.txt", "나/ㄱ.txt", "나/ㄴ.txt")
    assert run("convert", *originals, "결과", "--to", "json").code == 0
    assert files_in("결과") == names


def test_sources_of_one_name_do_not_become_one(run: Call) -> None:
    put("의안/가.txt", "의안/가.md", "의안/나.txt", "의안/B.txt", "의안/b.md")
    assert run("convert", "의안", "결과", "--to", "json").code == 0
    assert files_in("결과") == {"가.txt.json", "가.md.json", "나.json", "B.txt.json", "b.md.json"}
    put("의안/가.txt.json")
    result = run("convert", "의안", "또", "--to", "json")
    assert result.code == 3
    assert files_in("또") == {"가.md.json", "나.json", "B.txt.json", "b.md.json"}
    assert result.err.count("이름이 같은 원본이 또 있습니다") == 2


def test_convert_refuses_one_and_goes_on(run: Call) -> None:
    put("의안/가.json", "의안/다.txt")
    Path("의안/나.json").write_text(json.dumps({"title": "가\n제1조(나) 다", "body": []}), "utf-8")
    result = run("convert", "의안", "결과", "--to", "txt")
    assert (result.code, files_in("결과")) == (3, {"가.txt", "다.txt"})
    assert re.search("^오류: 의안/나.json: .*온전히 옮길 수 없어 쓰지 않았습니다", result.err)
    assert result.summary == "모두 3개: 바꾼 파일 2개(살펴볼 것이 있는 파일 0개), 바꾸지 못한 파일 1개."


def test_convert_keeps_what_is_there(run: Call) -> None:
    put("의안/가.txt", "의안/나.txt")
    put("결과/가.json")
    before = Path("결과/가.json").read_bytes()
    result = run("convert", "의안", "결과", "--to", "json")
    assert (result.code, result.out) == (3, f"{Path('결과/나.json')}\n")
    assert Path("결과/가.json").read_bytes() == before
    assert run("convert", "의안", "결과", "--to", "json", "--force").code == 0
    assert Path("결과/가.json").read_bytes() != before
    assert run("convert", "의안", "결과", "--to", "json").code == 0


def test_no_source_is_written_over(run: Call) -> None:
    put("의안/가.txt", "의안/나.md", "의안/다.md", "의안/다.txt")
    before = Path("의안/나.md").read_bytes()
    result = run("convert", "의안", "의안", "--to", "md", "--force")
    assert (result.code, Path("의안/나.md").read_bytes()) == (3, before)
    assert result.err.startswith("오류: 의안/나.md: 결과(의안/나.md)가 원본을 덮어쓰게 됩니다.")
    assert files_in("의안") == {"가.md", "가.txt", "나.md", "다.md", "다.txt", "다.md.md", "다.txt.md"}


@pytest.mark.parametrize("originals", [["의안"], ["의안/*.txt"], ["의안/가.txt", "의안/나.txt"], ["빈곳"]], ids=str)
def test_many_need_a_format(originals: list[str], run: Call) -> None:
    put("의안/가.txt", "의안/나.txt", "빈곳/그림.png")
    result = run("convert", *originals, "결과.json")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("오류: 여러 파일이나 폴더를 바꾸려면 --to로 결과의 형식(txt, md, json, docx)을 적")
    assert result.err.endswith("도움말: ordinance-drafter convert --help\n")
    assert not Path("결과.json").exists()


def test_a_format_means_a_folder(run: Call) -> None:
    put("가.txt")
    assert run("convert", "가.txt", "곳", "--to", "md").out == f"{Path('곳/가.md')}\n"
    result = run("convert", "가.txt", "나.md", "--to", "md")
    assert (result.code, Path("나.md").exists()) == (2, False)
    assert "--to를 적으면 결과는 폴더입니다." in result.err
    assert run("convert", "가.txt", "나.md", "--to", "pdf").err.startswith(
        "오류: --to: txt, md, json, docx 가운데 하나"
    )


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("결과", "결과: 결과 파일의 이름에 형식이 없습니다. 이름 끝에 .docx처럼 적으십시오."),
        ("결과.pdf", "결과.pdf: 쓸 수 없는 형식입니다(.pdf). 이름 끝에 .docx처럼 적으십시오."),
        ("곳", "곳: 폴더입니다. 폴더에 쓰려면 --to로 결과의 형식(txt, md, json, docx)을 적으십시오."),
    ],
)
def test_the_name_of_one_result_says_its_format(target: str, words: str, run: Call) -> None:
    put("가.txt", "곳/나.txt")
    result = run("convert", "가.txt", target)
    assert (result.code, result.out) == (3, "")
    assert words in result.err
    assert "txt, md, json, docx" in result.err


# ── progress ─────────────────────────────────────────────────────────────────


class Terminal(io.StringIO):
    """A stream that says somebody is there."""

    def isatty(self) -> bool:
        return True


def test_progress_is_for_a_terminal(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    put("의안/가.txt", f"의안/{'긴이름' * 20}.txt", "의안/나.txt")
    Path("의안/나.txt").write_bytes(BROKEN)
    plain = run("tree", "의안")
    assert "\r" not in plain.err
    assert len(plain.err.splitlines()) == 2
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    assert main(["tree", "의안"]) == 3
    steps = screen.getvalue().split("\r\033[K")
    assert steps[1:3] == ["0/3 파일 ", ""]
    assert {"1/3 파일 의안/가.txt", f"3/3 파일 {Path('의안/나.txt')}"} <= set(steps)
    assert steps[-1] == plain.summary + "\n"  # the line was wiped before
    assert all(display_width(line) < 80 for step in steps[:-1] for line in step.splitlines() if "파일" in line[:8])


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from ordinance_drafter.cli import main; main([sys.argv[1], '--help']);"
        "heavy = {'multiprocessing', 'concurrent.futures', 'lxml', 'docx', 'pydantic', 'ordinance_drafter.read'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    for command in ("tree", "convert"):
        done = subprocess.run([sys.executable, "-c", code, command], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
