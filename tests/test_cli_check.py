"""``check``, ``explain``, ``rules`` and ``fix`` as a reviewer uses them."""

from __future__ import annotations

import io
import json
import pickle
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ordinance_drafter.check import all_rules
from ordinance_drafter.check.report.word_comments import AUTHOR
from ordinance_drafter.cli import main
from ordinance_drafter.korean import display_width
from ordinance_drafter.read import read
from tests.conftest import HERE

BAD = HERE / "data" / "bad_ordinance.txt"
GOOD = """고양시 보기 조례

제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.

부칙
이 조례는 공포한 날부터 시행한다.
"""
ONE = GOOD.replace("보기에 필요한", "당해 보기에 필요한")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Run:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Call = Callable[..., Run]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "one.txt").write_text(ONE, "utf-8")

    def call(*arguments: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        return Run(main([str(argument) for argument in arguments]), *capsys.readouterr())

    return call


class TestCheck:
    def test_text_has_the_line_and_a_caret_under_the_words(self, run: Call) -> None:
        shown = run("check", "one.txt", "--select", "LNG003").out.splitlines()
        caret = next(index for index, line in enumerate(shown) if line.strip().strip("│").strip().startswith("^"))
        above = shown[caret - 1]
        before = display_width(shown[caret].split("^")[0])
        at = next(index for index in range(len(above)) if display_width(above[:index]) == before)
        assert above[at : at + 2] == "당해"
        assert shown[caret].count("^") == display_width("당해")
        assert "3:" in shown[caret - 2]

    def test_no_line_is_wider_than_the_terminal(self, run: Call) -> None:
        path, *lines = run("check", BAD).out.splitlines()
        assert path == str(BAD)
        assert max(map(display_width, lines)) <= 90

    def test_json_has_the_promised_keys(self, run: Call) -> None:
        (file,) = json.loads(run("check", BAD, "--format", "json").out)["files"]
        assert file["path"] == str(BAD)
        assert {"STR001", "LNG003"} <= {each["code"] for each in file["findings"]}
        for each in file["findings"]:
            assert {"code", "severity", "address", "line", "message", "basis", "fixable"} <= set(each)
        (term,) = [each for each in file["findings"] if each["code"] == "LNG003"]
        assert (term["address"], term["line"], term["fixable"]) == ("제3조제1항", 5, True)

    def test_json_of_many_files_is_a_row_a_line(self, run: Call) -> None:
        lines = run("check", "good.txt", "one.txt", "--format", "json").out.splitlines()
        assert [json.loads(line.strip(","))["path"] for line in lines[1:3]] == ["good.txt", "one.txt"]

    def test_exit_codes(self, run: Call) -> None:
        assert run("check", "one.txt", "--select", "LNG003").code == 0
        assert run("check", "one.txt", "--select", "LNG003", "--fail-on", "warning").code == 1
        assert run("check", BAD, "--fail-on", "never").code == 0
        assert run("check", BAD).code == 1
        assert run("check", "none.txt").code == 3
        assert run("check", "one.txt", "--select", "그것").code == 2

    def test_a_file_that_cannot_be_read_is_a_row_and_the_others_go_on(self, run: Call, tmp_path: Path) -> None:
        (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04no zip")
        for format_ in ("json", "junit", "markdown", "sarif", "text"):
            done = run("check", "bad.docx", "one.txt", "--format", format_)
            assert done.code == 3
            assert "bad.docx" in done.err
            assert "one.txt" in done.out
        rows = json.loads(run("check", "bad.docx", "one.txt", "--format", "json").out)["files"]
        assert "깨졌습니다" in rows[0]["error"]

    def test_standard_input_and_show(self, run: Call) -> None:
        done = run("check", "-", "--select", "LNG003", "--show", "error", stdin=ONE.encode())
        assert "LNG003" not in done.out
        assert "경고 1" in done.out

    def test_output_is_a_file(self, run: Call, tmp_path: Path) -> None:
        assert run("check", "one.txt", "--format", "markdown", "-o", "out.md").out == "out.md\n"
        assert "| 경고 | LNG003 |" in (tmp_path / "out.md").read_text("utf-8")
        assert run("check", "good.txt", "--format", "markdown", "-o", "out.md").code == 3

    def test_a_project_is_checked_as_it_would_be_drafted(self, run: Call) -> None:
        run("new", "case")
        done = run("check", "case/ordinance.yaml", "--format", "json")
        (file,) = json.loads(done.out)["files"]
        assert (file["kind"], file["municipality"]) == ("whole_amendment", "고양시")

    def test_folder_in_any_order_and_number_of_workers(self, run: Call, tmp_path: Path) -> None:
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(12):
            text = ONE * 1 if number % 2 else GOOD
            (folder / f"{number:02}.txt").write_text(text + "\n" * 30_000, "utf-8")
        one = run("check", "many", "--format", "json", "--jobs", "1", "--select", "LNG")
        assert one.out == run("check", "many", "--format", "json", "--jobs", "3", "--select", "LNG").out
        assert json.loads(one.out)["summary"]["files"] == 12


class TestFormats:
    def test_sarif_lists_all_rules(self, run: Call) -> None:
        report = json.loads(run("check", BAD, "--format", "sarif").out)
        (made,) = report["runs"]
        ids = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
        assert {rule.code for rule in all_rules()} <= set(ids)
        for result in made["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
        term = next(result for result in made["results"] if result["ruleId"] == "LNG003")
        region = term["locations"][0]["physicalLocation"]["region"]
        line = BAD.read_text("utf-8").splitlines()[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "당해"

    def test_junit_counts_what_fails(self, run: Call) -> None:
        root = ElementTree.fromstring(run("check", BAD, "good.txt", "--format", "junit").out)
        first = root[0]
        assert int(first.attrib["failures"]) == len(first.findall("testcase/failure")) > 0
        assert int(first.attrib["tests"]) == len(first.findall("testcase"))

    def test_markdown_cells_hold_no_bar(self, run: Call) -> None:
        for line in run("check", BAD, "--format", "markdown").out.splitlines():
            if line.startswith("| 오류"):
                assert len(re.findall(r"(?<!\\)\|", line)) == 7


class TestOffice:
    CONFIG = """municipality: goyang
severities: {LNG003: error}
terms: [{code: OWN001, avoid: 보기에, use: 예시에, why: 우리 기관의 말}]
checklist: [{code: OWN101, title: 성과 평가, heading: 평가}]
allow: [{code: STR001, at: 제1조, reason: 옛 조례라 그대로 둔다.}]
"""

    def test_is_taken_from_the_folder(self, run: Call, tmp_path: Path) -> None:
        (tmp_path / "ordinance-check.yaml").write_text(self.CONFIG, "utf-8")
        done = run("check", "one.txt", "--format", "json", "--select", "LNG003,OWN,CHK")
        (file,) = json.loads(done.out)["files"]
        assert {(each["code"], each["severity"]) for each in file["findings"]} == {
            ("LNG003", "error"),
            ("OWN001", "warning"),
            ("OWN101", "warning"),
            ("CHK002", "warning"),
        }
        assert done.code == 1

    def test_every_mistake_is_told_with_its_place(self, run: Call, tmp_path: Path) -> None:
        (tmp_path / "my.yaml").write_text(
            self.CONFIG.replace("STR001", "STX001").replace(", heading: 평가", "").replace("goyang", "goyong"), "utf-8"
        )
        done = run("check", "one.txt", "--config", "my.yaml")
        assert done.code == 3
        assert [line for line in done.err.splitlines() if re.match(r"오류: my\.yaml:\d+:\d+: ", line)].__len__() == 3

    def test_allow_needs_a_reason(self, run: Call, tmp_path: Path) -> None:
        (tmp_path / "my.yaml").write_text("allow: [{code: STR001, at: 제1조}]\n", "utf-8")
        done = run("check", "one.txt", "--config", "my.yaml")
        assert done.code == 3
        assert "reason" in done.err


class TestBaseline:
    def test_only_new_findings_are_told(self, run: Call, tmp_path: Path) -> None:
        run("check", "one.txt", "--select", "LNG003", "--write-baseline", "known.json")
        assert "LNG003" not in run("check", "one.txt", "--select", "LNG003", "--baseline", "known.json").out
        moved = "\n\n" + ONE.replace("\n부칙", "제2조(보기) 당해 일을 한다.\n\n부칙")
        (tmp_path / "one.txt").write_text(moved, "utf-8")
        shown = run("check", "one.txt", "--select", "LNG003", "--baseline", "known.json").out
        assert shown.count("LNG003") == 1
        assert "제2조" in shown

    def test_what_is_no_baseline_is_refused(self, run: Call, tmp_path: Path) -> None:
        (tmp_path / "known.json").write_text('{"files": 3}', "utf-8")
        done = run("check", "one.txt", "--baseline", "known.json")
        assert done.code == 3
        assert "기준 파일이 아닙니다" in done.err


class TestExplainAndRules:
    def test_explain_shows_reason_basis_and_examples(self, run: Call) -> None:
        shown = run("explain", "lng003").out
        for words in ("LNG003", "근거:", "걸리는 보기:", "걸리지 않는 보기:"):
            assert words in shown
        assert max(map(display_width, shown.splitlines())) <= 80

    def test_every_rule_can_be_explained(self, run: Call) -> None:
        done = run("explain", *(rule.code for rule in all_rules()), "CHK001")
        assert done.code == 0

    def test_unknown_code(self, run: Call) -> None:
        done = run("explain", "LNG0O3")
        assert done.code == 3
        assert "LNG" in done.err

    def test_rules_are_filtered(self, run: Call) -> None:
        assert "LNG003" in run("rules", "당해").out
        assert "LNG003" not in run("rules", "--group", "STR").out
        chosen = json.loads(run("rules", "--severity", "error", "--format", "json").out)["rules"]
        assert {rule["severity"] for rule in chosen} == {"error"}
        assert run("rules", "없는말없는말").code == 3


class TestFix:
    def test_shows_and_writes_only_when_told(self, run: Call, tmp_path: Path) -> None:
        done = run("fix", "one.txt", "--select", "LNG003")
        assert "-제1조(목적) 이 조례는 당해" in done.out
        assert (tmp_path / "one.txt").read_text("utf-8") == ONE
        run("fix", "one.txt", "--write", "--select", "LNG003")
        assert (tmp_path / "one.txt").read_text("utf-8") == ONE.replace("당해", "해당")
        assert run("fix", "one.txt", "--select", "LNG003").out == ""

    def test_titles_and_quotations_stay(self, run: Call, tmp_path: Path) -> None:
        text = ONE.replace("당해 보기", "「당해 법」과 “당해 말”")
        (tmp_path / "one.txt").write_text(text, "utf-8")
        run("fix", "one.txt", "--write")
        assert "「당해 법」과 “당해 말”" in (tmp_path / "one.txt").read_text("utf-8")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
    @pytest.mark.parametrize("ends", ["\n", "\r\n"])
    def test_encoding_and_line_ends_stay(self, run: Call, tmp_path: Path, encoding: str, ends: str) -> None:
        (tmp_path / "one.txt").write_bytes(ONE.replace("\n", ends).encode(encoding))
        run("fix", "one.txt", "--write", "--select", "LNG003")
        wanted = ONE.replace("당해", "해당").replace("\n", ends).encode(encoding)
        assert (tmp_path / "one.txt").read_bytes() == wanted

    def test_markdown_keeps_its_marks(self, run: Call, tmp_path: Path) -> None:
        text = "# 고양시 보기 조례\n\n##### 제1조 (목적)\n\n**①** 당해 일을 한다. <개정 2020.1.1.>\n\n**②** 그 **당해** 일이다.\n"
        (tmp_path / "a.md").write_text(text, "utf-8")
        run("fix", "a.md", "--write", "--select", "LNG003")
        fixed = (tmp_path / "a.md").read_text("utf-8")
        assert "**①** 해당 일을 한다. <개정 2020.1.1.>" in fixed

    def test_word_file_changes_in_its_words_only(self, run: Call, tmp_path: Path) -> None:
        run("convert", "one.txt", "one.docx")
        before = (tmp_path / "one.docx").read_bytes()
        run("fix", "one.docx", "-o", "two.docx", "--select", "LNG003")
        after = (tmp_path / "two.docx").read_bytes()
        with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            assert old.namelist() == new.namelist()
            changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["word/document.xml"]
        assert read(after, "docx").ordinance == read(before.replace(b"", b""), "docx").ordinance.__class__(
            **{
                **_fields(read(before, "docx").ordinance),
                "body": read(GOOD.replace("보기에", "해당 보기에")).ordinance.body,
            }
        )

    def test_formats_that_are_not_changed_in_place(self, run: Call) -> None:
        run("convert", "one.txt", "one.json")
        done = run("fix", "one.json")
        assert done.code == 3
        assert "convert" in done.err

    def test_fixing_the_bad_ordinance_reaches_an_end(self, run: Call, tmp_path: Path) -> None:
        (tmp_path / "bad.txt").write_bytes(BAD.read_bytes())
        run("fix", "bad.txt", "--write")
        again = run("fix", "bad.txt")
        assert again.out == ""
        rows = json.loads(run("check", "bad.txt", "--format", "json").out)["files"][0]["findings"]
        assert not [row["code"] for row in rows if row["fixable"]]


def _fields(ordinance: object) -> dict[str, object]:
    return {name: getattr(ordinance, name) for name in ordinance.__slots__}  # type: ignore[attr-defined]


class TestPapers:
    def comments(self, data: bytes) -> tuple[list[str], ElementTree.Element]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            comments = ElementTree.fromstring(archive.read("word/comments.xml"))
            main = ElementTree.fromstring(archive.read("word/document.xml"))
        texts = [
            "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in each.iter(W + "p")) for each in comments
        ]
        assert {each.get(W + "author") for each in comments} == {AUTHOR}
        return texts, main

    def test_each_finding_is_a_comment_at_its_article(self, run: Call, tmp_path: Path) -> None:
        run("convert", BAD, "bad.docx")
        shown = json.loads(run("check", "bad.docx", "--format", "json").out)["files"][0]["findings"]
        assert run("check", "bad.docx", "--annotate", "out.docx").code == 1
        texts, main = self.comments((tmp_path / "out.docx").read_bytes())
        assert len(texts) == len(shown)
        for text, each in zip(texts, shown, strict=True):
            assert each["code"] in text
            assert each["message"] in text
        marked = {start.get(W + "id") for start in main.iter(W + "commentRangeStart")}
        assert marked == {str(number) for number in range(len(texts))}
        number = str(next(n for n, text in enumerate(texts) if "LNG003" in text))
        paragraph = next(
            p for p in main.iter(W + "p") if any(s.get(W + "id") == number for s in p.iter(W + "commentRangeStart"))
        )
        assert "제3조(지원)" in "".join(t.text or "" for t in paragraph.iter(W + "t"))

    def test_nothing_else_changes(self, run: Call, tmp_path: Path) -> None:
        run("convert", BAD, "bad.docx")
        run("check", "bad.docx", "--annotate", "out.docx")
        before, after = (tmp_path / "bad.docx").read_bytes(), (tmp_path / "out.docx").read_bytes()
        parts = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
        with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}
            assert all(old.read(name) == new.read(name) for name in old.namelist() if name not in parts)
            was, now = (ElementTree.fromstring(each.read("word/document.xml")) for each in (old, new))
        for paragraph in now.iter(W + "p"):
            for child in list(paragraph):
                reference = child.find(W + "commentReference") is not None
                if child.tag in (W + "commentRangeStart", W + "commentRangeEnd") or reference:
                    paragraph.remove(child)
        assert ElementTree.tostring(was) == ElementTree.tostring(now)
        assert read(after, "docx").ordinance == read(before, "docx").ordinance

    def test_comments_join_those_that_are_there(self, run: Call, tmp_path: Path) -> None:
        run("convert", "one.txt", "one.docx")
        run("check", "one.docx", "--annotate", "first.docx", "--select", "LNG003")
        run("check", "first.docx", "--annotate", "second.docx", "--select", "LNG003")
        texts, main = self.comments((tmp_path / "second.docx").read_bytes())
        assert len(texts) == 2
        assert {start.get(W + "id") for start in main.iter(W + "commentRangeStart")} == {"0", "1"}

    def test_a_text_becomes_a_word_file_with_comments(self, run: Call, tmp_path: Path) -> None:
        run("check", "one.txt", "--annotate", "out.docx", "--select", "LNG003")
        texts, _ = self.comments((tmp_path / "out.docx").read_bytes())
        assert len(texts) == 1

    def test_same_bytes_twice(self, run: Call, tmp_path: Path) -> None:
        for name in ("a", "b"):
            run("check", BAD, "--annotate", f"{name}.docx", "--opinion", f"{name}-opinion.docx")
        assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
        assert (tmp_path / "a-opinion.docx").read_bytes() == (tmp_path / "b-opinion.docx").read_bytes()

    def test_opinion_names_the_ordinance_and_what_is_gravest(self, run: Call, tmp_path: Path) -> None:
        run("check", BAD, "--opinion", "opinion.docx")
        words = "\n".join(read(tmp_path / "opinion.docx").source)
        assert "검토의견서" in words
        assert "바로잡아야 할 것" in words

    def test_one_file_only(self, run: Call) -> None:
        assert run("check", "good.txt", "one.txt", "--annotate", "out.docx").code == 2


def test_what_reading_mended_is_fixed_in_the_source(run: Call, tmp_path: Path) -> None:
    text = GOOD.replace("보기에 필요한", "보기·예시에 필요한").replace("제1조(목적) ", "제1조(목적)  ")
    (tmp_path / "dots.txt").write_text(text, "utf-8")
    run("fix", "dots.txt", "--write", "--select", "SPL001,SPL006")
    assert (tmp_path / "dots.txt").read_text("utf-8") == GOOD.replace("보기에 필요한", "보기ㆍ예시에 필요한")


class TestBase:
    """``--base``: the text in force that a partial amendment amends."""

    AMENDING = "고양시 보기 조례 일부를 다음과 같이 개정한다.\n제1조 중 “{}”을 “사물”로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n"

    @pytest.mark.parametrize(("word", "code"), [("사항", 0), ("비용", 1)])
    def test_words_that_are_not_in_force_are_told(self, run: Call, tmp_path: Path, word: str, code: int) -> None:
        (tmp_path / "bill.txt").write_text(self.AMENDING.format(word), "utf-8")
        shown = run("check", "bill.txt", "--base", "good.txt", "--select", "AMD003")
        assert shown.code == code
        assert ("AMD003" in shown.out) == bool(code)
        assert run("check", "bill.txt", "--select", "AMD003").code == 0

    def test_base_is_for_one_file_and_can_be_sent_to_workers(self, run: Call, tmp_path: Path) -> None:
        assert run("check", "good.txt", "one.txt", "--base", "good.txt").code == 2
        ordinance = read(tmp_path / "good.txt").ordinance
        assert pickle.loads(pickle.dumps(ordinance)) == ordinance
