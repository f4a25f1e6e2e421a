"""신ㆍ구조문대비표: the official marks, the two columns put together again, numbering, and the commands."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ordinance_drafter.amend import amend, apply
from ordinance_drafter.amend.compare import Kind, compare, lines_of
from ordinance_drafter.amend.match import content, match_units
from ordinance_drafter.amend.numbering import renumbered
from ordinance_drafter.amend.redline import redline
from ordinance_drafter.amend.render import comparison_document, comparison_html, comparison_markdown, comparison_text
from ordinance_drafter.amend.same import differences
from ordinance_drafter.cli import main
from ordinance_drafter.model import Ordinance, Provision, articles
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.read import read
from ordinance_drafter.write import write
from tests.conftest import CORPUS
from tests.test_amend import BASE

EDITS = (
    ("관내의", "가람시의"),
    ("물의 양", "물의 양과 깊이"),
    ("  3. 비용", "  3. 사람\n  4. 비용"),
    ("③ 시장은 계획을 알린다.", "③ 두 해마다 한다.\n④ 시장은 계획을 알린다."),
    ("제5조(사용료)", "제5조(순찰) 연못지기는 날마다 돌아본다.\n제6조(사용료)"),
    ("제6조(시행규칙)", "제7조(시행규칙)"),
    ("② 사용료는 시장이 정한다.\n", ""),
)


def _edited() -> Ordinance:
    text = to_text(BASE)
    for old, new in EDITS:
        text = text.replace(old, new)
    return parse(text)


def test_each_row_has_its_mark() -> None:
    rows = [(row.line(current=True), row.line(current=False)) for row in compare(BASE, _edited()).rows]
    assert rows == [
        (
            "제1조(목적) 이 조례는 관내의 연못을 가꾸는 데 필요한 사항을 정함을 목적으로 한다.",
            "제1조(목적) ----------가람시------------------------------------------------------.",
        ),
        ("제3조(관리 계획) ① (생  략)", "제3조(관리 계획) ① (현행과 같음)"),
        ("② (생  략)", "② (현행과 같음)"),
        ("1. (생  략)", "1. (현행과 같음)"),
        ("2. 물의 양", "2. -----양과 깊이"),
        ("<신  설>", "3. 사람"),
        ("3. (생  략)", "4. (현행 제3호와 같음)"),
        ("<신  설>", "③ 두 해마다 한다."),
        ("③ (생  략)", "④ (현행 제3항과 같음)"),
        ("<신  설>", "제5조(순찰) 연못지기는 날마다 돌아본다."),
        ("제5조(사용료) ① (생  략)", "제6조(사용료) ① (현행과 같음)"),
        ("② 사용료는 시장이 정한다.", "<삭  제>"),
        ("제6조(시행규칙) (생  략)", "제7조(시행규칙) (현행 제6조와 같음)"),
    ]


def test_units_that_stay_are_left_out_together() -> None:
    new = parse(to_text(BASE).replace("③ 시장은 계획을 알린다.", "③ 시장은 계획을 널리 알린다."))
    assert compare(BASE, new).rows[0].line(current=True) == "제3조(관리 계획) ①ㆍ② (생  략)"


def test_columns_are_the_two_texts_again() -> None:
    _assert_reassembles(BASE, _edited())


def _assert_reassembles(old: Ordinance, new: Ordinance) -> None:
    """Every line of an article that changes stands in its column, and no line that is not in the text."""
    table = compare(old, new)
    ours, theirs = (column.replace(") ①", ")\n①").split("\n") for column in table.texts())
    before, after = [unit for _, unit in articles(old)], [unit for _, unit in articles(new)]
    matching = match_units(before, after)
    for one, other in matching.pairs:
        if content(one) != content(other) and not one.deleted and not other.deleted:
            assert [line for line in _split(one) if line not in ours] == []
            assert [line for line in _split(other) if line not in theirs] == []
    known = {line for unit in before for line in _split(unit)}, {line for unit in after for line in _split(unit)}
    for row in table.rows:
        if row.kind is Kind.CHANGED and row.olds and row.olds[0].level.rank >= 4 and row.olds[0].number:
            assert set("".join(each.text for each in row.current).replace(") ①", ")\n①").split("\n")) & known[0]
            assert set("".join(each.text for each in row.proposed).replace(") ①", ")\n①").split("\n")) & known[1]


def _split(unit: Provision) -> list[str]:
    """Return the lines of a unit; a deleted one that only one text still lists is no line of the table."""
    return [
        line for text in lines_of(unit) for line in text.replace(") ①", ")\n①").split("\n") if not line.endswith("삭제")
    ]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real texts")
def test_columns_of_real_versions() -> None:
    with gzip.open(CORPUS / "amendments" / "pairs.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in [json.loads(line) for line in rows][::20]:
            _assert_reassembles(*(read(row[name], "markdown").ordinance for name in ("old", "new")))


def test_formats_underline_what_differs() -> None:
    table = compare(BASE, _edited())
    assert "<u>가람시</u>" in comparison_markdown(table)
    assert "<u>가람시</u>" in comparison_html(table) and "table-header-group" in comparison_html(table)
    assert "│" in comparison_text(table, 100)
    assert write(comparison_document(table), "docx") == write(comparison_document(table), "docx")
    hostile = parse(to_text(BASE).replace("물의 양", "<script>|"))
    assert "<script>" not in comparison_html(compare(BASE, hostile))
    assert "<script>|" not in comparison_markdown(compare(BASE, hostile))


# ── tracked changes ──────────────────────────────────────────────────────────


def test_tracked_changes_accepted_are_the_new_text_and_rejected_the_old() -> None:
    new = replace(_edited(), title="가람시 못 조례", addenda=(*BASE.addenda, *BASE.addenda))
    content = write(redline(BASE, new), "docx")
    assert content == write(redline(BASE, new), "docx")
    assert list(differences(read(content, "docx").ordinance, new)) == []
    assert list(differences(read(_rejected(content), "docx").ordinance, BASE)) == []


def _rejected(content: bytes) -> bytes:
    """Return a Word file with its tracked changes rejected, as Word does."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    xml = files["word/document.xml"].decode()
    gone = r"<w:p>(?:(?!</w:p>).)*?<w:rPr><w:ins [^>]*/></w:rPr></w:pPr>(?:(?!</w:p>).)*</w:p>"
    xml = re.sub(gone, "", xml, flags=re.S)
    xml = re.sub(r"<w:ins [^>]*[^/]>.*?</w:ins>", "", xml, flags=re.S)
    xml = re.sub(r"<w:rPr><w:del [^>]*/></w:rPr>|</?w:del(?: [^>]*)?>", "", xml).replace("w:delText", "w:t")
    files["word/document.xml"] = xml.encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


# ── numbering ────────────────────────────────────────────────────────────────


def test_new_articles_get_branch_numbers_and_references_follow() -> None:
    new = parse(to_text(_edited()).replace("규칙으로 정한다", "제6조를 뺀 것은 규칙으로 정한다"))
    kept = renumbered(BASE, new, "keep")
    assert [str(unit.number) for _, unit in articles(kept)] == ["1", "2", "3", "4", "4의2", "5", "6"]
    assert "제5조를 뺀 것" in to_text(kept)
    again = renumbered(BASE, kept, "renumber")
    assert [str(unit.number) for _, unit in articles(again)] == ["1", "2", "3", "4", "5", "6", "7"]
    assert "제6조를 뺀 것" in to_text(again)
    assert amend(BASE, kept).proved and amend(BASE, again).proved


# ── commands ─────────────────────────────────────────────────────────────────


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "현행.txt").write_text(to_text(BASE), "utf-8")
    (tmp_path / "개정안.md").write_bytes(write(_edited(), "md"))
    return tmp_path


@pytest.mark.parametrize("suffix", ["txt", "md", "docx"])
def test_the_amendment_of_a_command_is_applied_by_another(
    suffix: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["amend", "현행.txt", "개정안.md", "-o", f"개정문.{suffix}"]) == 0
    assert main(["apply", "현행.txt", f"개정문.{suffix}", "-o", "결과.json"]) == 0
    result = read(files / "결과.json").ordinance
    assert result == apply(BASE, amend(BASE, _edited()).text)
    capsys.readouterr()


def test_commands_tell_what_is_wrong(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "틀린.txt").write_text(
        "가람시 연못 조례 일부를 다음과 같이 개정한다.\n제9조를 삭제한다.\n제1조 중 가를 나로 한다.\n", "utf-8"
    )
    assert main(["apply", "현행.txt", "틀린.txt", "-o", "결과.txt"]) == 3
    told = capsys.readouterr().err
    assert "제9조가 현행에 없습니다" in told and "3번째 줄" in told and "아무것도 쓰지 않았습니다" in told
    assert not (files / "결과.txt").exists()
    (files / "빈.txt").write_text("아무 글\n", "utf-8")
    assert main(["amend", "현행.txt", "빈.txt"]) == 3
    assert main(["apply", "현행.txt", "빈.txt"]) == 3
    assert "개정하라는 말" in capsys.readouterr().err
    assert main(["compare", "현행.txt", "현행.txt"]) == 0
    assert main(["compare", "현행.txt", "개정안.md", "-o", "표.xls"]) == 3


@pytest.mark.parametrize("suffix", ["docx", "md", "html", "txt"])
def test_the_table_is_written(suffix: str, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "현행.txt", "개정안.md", "-o", f"표.{suffix}"]) == 1
    assert (files / f"표.{suffix}").stat().st_size > 500
    assert main(["compare", "현행.txt", "개정안.md"]) == 1
    assert "<신" in capsys.readouterr().out


def test_each_step_is_explained(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "현행.txt", "개정안.md", "--explain"]) == 0
    told = capsys.readouterr().out
    assert "제1조는 바뀌는 낱말만 고친다." in told
    assert main(["amend", "현행.txt", "개정안.md", "--whole"]) == 0
    assert "전부를 다음과 같이 개정한다" in capsys.readouterr().out
