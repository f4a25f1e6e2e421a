"""Import: an ordinance becomes a clause set that gives it back, whatever it is made of."""

from __future__ import annotations

import re
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ordinance_drafter.assemble import assemble
from ordinance_drafter.cli import main
from ordinance_drafter.cli.clauses_import import take
from ordinance_drafter.importing import Imported
from ordinance_drafter.importing.cities import city_of, profile_of, romanised
from ordinance_drafter.importing.files import municipality_file, yaml_files
from ordinance_drafter.library import Library, load_library
from ordinance_drafter.model import Ordinance
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.project import Project, read_project
from ordinance_drafter.read import read
from tests.conftest import draft, problems_of
from tests.strategies import ordinances

TEXT = """\
광주광역시 자전거 이용 활성화에 관한 조례

제1장 총칙
제1조(목적) 이 조례는 광주광역시의 자전거 이용에 필요한 사항을 정함을 목적으로 한다.
제2조(책무) ① 광주광역시장(이하 “시장”이라 한다)은 시민이 자전거를 편하게 탈 수 있도록 해야 한다.
② 시장은 제3조의2제1항에 따른 계획을 광주광역시의회에 보고한다. <신설 2020. 1. 1.>
제2장 계획
제3조 삭제 <2020. 1. 1.>
제3조의2(계획) ① 시장은 「자전거 이용 활성화에 관한 법률」 제5조에 따라 계획을 세운다.
② 제1항의 계획을 세울 때에는 「광주광역시 각종 위원회 조례」에 따른 위원회의 의견을 듣는다.
[본조신설 2020. 1. 1.]

부칙 <2015. 3. 1. 조례 제100호>
이 조례는 공포한 날부터 시행한다.

부칙 <2020. 1. 1. 조례 제200호>
제1조(시행일) 이 조례는 공포한 날부터 시행한다.
제2조(경과조치) 종전의 제3조에 따른 계획은 제3조의2에 따른 계획으로 본다.

[별표 1] 보관소의 기준(제2조 관련)

광주광역시 안의 보관소 {1}
"""


def bring(ordinance: Ordinance, library: Library, folder: Path, city: str = "") -> tuple[Imported, Library]:
    profile, known = city_of(ordinance, library, city)
    imported = take(ordinance, profile, known, "taken", library)
    files = yaml_files(imported)
    if imported.municipality is not None:
        place = f"municipalities/{imported.municipality['code']}.yaml"
        files[place] = municipality_file(imported, folder / place) or ""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return imported, library.with_layers([folder])


def back(ordinance: Ordinance, library: Library, folder: Path, city: str = "") -> Ordinance:
    imported, layered = bring(ordinance, library, folder, city)
    code = city_of(ordinance, library, city)[0].code
    assert imported.exact
    return assemble(Project(municipality=code, set="taken"), layered).ordinance


def test_what_was_taken_apart_comes_back_as_it_was(library: Library, tmp_path: Path) -> None:
    ordinance = parse(TEXT)
    made = back(ordinance, library, tmp_path)
    assert to_text(made) == to_text(ordinance)


def test_names_citations_and_references_become_places(library: Library, tmp_path: Path) -> None:
    imported, layered = bring(parse(TEXT), library, tmp_path)
    shelf = layered.clause_set("taken")
    texts = "\n".join(clause.text + clause.heading for clause in shelf.clauses())
    assert "광주광역시" not in texts and shelf.base.title.startswith("{{ city }}")
    assert "{{ head_full }}(이하 “{{ head_title }}”이라(라) 한다)은(는)" in texts
    assert "「자전거 이용 활성화에 관한 법률」 제5조" in texts
    assert "{ref:article-3-2}제1항" in texts or "}제1항에 따른 계획" in texts
    assert imported.municipality is not None
    assert list(imported.municipality["answers"]["taken"].values()) == ["광주광역시 각종 위원회 조례"]


def test_another_city_gets_its_own_names_and_is_asked_for_what_nobody_knows(library: Library, tmp_path: Path) -> None:
    _, layered = bring(parse(TEXT.replace("각종 위원회 조례", "자전거길 조례")), library, tmp_path)
    asked = Project(municipality="goyang", set="taken")
    problems = problems_of(lambda: assemble(asked, layered))
    assert len(problems) == 1 and "광주광역시 자전거길 조례" in problems[0] and "answers" in problems[0]
    name = next(iter(layered.clause_set("taken").base.slots))
    made = assemble(asked.model_copy(update={"answers": {name: "고양시 자전거길 조례"}}), layered).ordinance
    text = to_text(made)
    assert "광주" not in text and "고양시장(이하 “시장”이라 한다)은" in text
    assert "삭제" not in text and "2020" not in text and "제3조의2" not in text
    assert made.title == "고양시 자전거 이용 활성화에 관한 조례"
    assert "② 시장은 제3조제1항에 따른 계획을 고양시의회에" in text


def test_a_set_on_another_subject_does_not_amend_what_the_city_has_on_the_first(
    library: Library, tmp_path: Path
) -> None:
    """Goyang has an ordinance on artificial intelligence: nothing an ordinance on bicycles takes the place of."""
    _, layered = bring(parse(TEXT.replace("각종 위원회 조례", "자전거길 조례")), library, tmp_path)
    assert layered.clause_set("taken").base.requirements_of == "ai-industry"
    name = next(iter(layered.clause_set("taken").base.slots))
    asked = Project(municipality="goyang", set="taken", recipe="standard", answers={name: "고양시 자전거길 조례"})
    setting = assemble(asked, layered).setting
    assert (setting.kind, setting.former) == ("enactment", None)


def test_a_text_as_written_does_not_keep_marks_of_what_was_dropped(library: Library, tmp_path: Path) -> None:
    _, layered = bring(parse(TEXT), library, tmp_path / "layer")
    clauses = layered.clause_set("taken").clauses()
    text, target = next((c, m[1]) for c in clauses if (m := re.search(r"\{ref:([a-z0-9-]+)\}", c.text)))
    home = tmp_path / "mine" / "taken"
    home.mkdir(parents=True)
    (home / "overlay.yaml").write_text(f"drop: {{{target}: 시험에서 뺀다}}\n", "utf-8")
    (home.parent / "layer.yaml").write_text("level: project\n", "utf-8")
    code = city_of(parse(TEXT), library, "")[0].code
    whole = library.with_layers([tmp_path / "layer", home.parent])
    problems = problems_of(lambda: assemble(Project(municipality=code, set="taken", recipe="original"), whole))
    assert any(text.id in each and target in each for each in problems)


def test_a_text_as_written_takes_no_article_without_a_number(library: Library, tmp_path: Path) -> None:
    _, layered = bring(parse(TEXT), library, tmp_path / "layer")
    first = layered.clause_set("taken").base.recipes["original"].body[0].clauses[0].clause
    home = tmp_path / "mine" / "taken"
    home.mkdir(parents=True)
    words = f"add:\n  - {{clause: {first}, after: {first}, recipes: [original]}}\n"
    (home / "overlay.yaml").write_text(words, "utf-8")
    (home.parent / "layer.yaml").write_text("level: project\n", "utf-8")
    whole = library.with_layers([tmp_path / "layer", home.parent])
    code = city_of(parse(TEXT), library, "")[0].code
    (problem,) = problems_of(lambda: assemble(Project(municipality=code, set="taken", recipe="original"), whole))
    assert "overlay.yaml:2:" in problem and "번호를 새로 매기는 구성" in problem


def test_a_known_ordinance_of_the_city_needs_no_question(library: Library, tmp_path: Path) -> None:
    cited = library.municipality("daegu").ordinances["subsidy"].title
    text = f"대구광역시 시험 조례\n\n제1조(보조) 시장은 「{cited}」에 따라 보조할 수 있다.\n"
    _, layered = bring(parse(text), library, tmp_path)
    made = assemble(Project(municipality="goyang", set="taken"), layered).ordinance
    assert f"「{library.municipality('goyang').ordinances['subsidy'].title}」에 따라" in to_text(made)


CASES = list(product(("goyang", "daegu", "gangnam", "gyeonggi", "yangpyeong"), ("standard", "full", "minimal")))


@pytest.mark.parametrize(("code", "recipe"), CASES)
def test_our_own_drafts_come_back(library: Library, tmp_path: Path, code: str, recipe: str) -> None:
    asked = {"municipality": code, "recipe": recipe}
    existing = library.municipality(code).existing
    kind = "whole_amendment" if existing else "enactment"
    coexists = [{"title": each.title, "reason": "시험에 쓰는 안"} for each in existing]
    ordinance = draft(library, kind=kind, coexists=coexists, **asked).ordinance
    assert back(ordinance, library, tmp_path, code) == ordinance


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ordinances())
def test_any_tree_comes_back(ordinance: Ordinance) -> None:
    library = load_library()
    if not ordinance.body and not ordinance.addenda:
        return
    with tempfile.TemporaryDirectory() as folder:
        imported, layered = bring(ordinance, library, Path(folder), "goyang")
        made = assemble(Project(municipality="goyang", set="taken", recipe="original"), layered).ordinance
        assert imported.exact
        assert to_text(made) == to_text(ordinance)


def test_real_ordinances_come_back(corpus: Path, library: Library, tmp_path: Path) -> None:
    paths = sorted((corpus / "ordinances").glob("*.md"))
    for index, path in enumerate(paths):
        ordinance = read(path).ordinance
        assert back(ordinance, library, tmp_path / str(index)) == ordinance, path.name


def test_the_command_writes_a_layer_and_says_what_it_is_unsure_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("원문.txt").write_text(TEXT, "utf-8")
    assert main(["clauses", "import", "원문.txt", "--as", "bikes"]) == 0
    told = capsys.readouterr()
    assert "원문과 같습니다" in told.err and "overlay/bikes/set.yaml" in told.out.replace("\\", "/")
    assert Path("overlay/bikes/확인할 것.md").is_file()
    assert main(["clauses", "list", "--set", "bikes", "--layer", "overlay"]) == 0
    assert "article-3-2" in capsys.readouterr().out
    Path("원문.txt").write_text(TEXT.replace("편하게", "즐겁게"), "utf-8")
    assert main(["clauses", "import", "원문.txt", "--as", "bikes"]) == 3
    assert "--force" in capsys.readouterr().err
    assert main(["clauses", "import", "원문.txt", "--as", "bikes", "--force"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["없는 파일.txt"], "없는 파일.txt"),
        (["글.txt"], "어느 지방자치단체"),
        (["글.txt", "--from", "고담시"], "모르는 지방자치단체입니다"),
        (["글.txt", "--from", "goyang", "--as", "한글"], "소문자"),
        (["글.txt", "--from", "goyang", "--as", "ai-industry"], "이미 있는 조문 묶음"),
        (["글.txt", "--from", "goyang", "--requirements", "nope"], "없는 조문 묶음입니다"),
    ],
)
def test_what_cannot_be_imported_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("글.txt").write_text("자전거 조례\n\n제1조(목적) 자전거를 탄다.\n", "utf-8")
    assert main(["clauses", "import", *arguments]) == 3
    assert words in capsys.readouterr().err
    assert not Path("overlay").exists()


def test_codes_are_latin_letters_and_not_taken(library: Library) -> None:
    assert romanised("광주광역시", library) == "gwangju"
    assert romanised("고양시", library) != "goyang"
    assert profile_of("경기도 고양시", library)[0].code == "goyang"


def test_an_adapted_ordinance_becomes_a_set_and_a_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bill's text is the adapted text, and its clauses say where they came from."""
    monkeypatch.chdir(tmp_path)
    Path("원문.txt").write_text(TEXT, "utf-8")
    assert main(["adapt", "원문.txt", "--to", "goyang", "-o", "조례.txt"]) == 0
    assert main(["adapt", "원문.txt", "--to", "goyang", "--as", "bill", "-o", "의안", "--name", "bikes"]) == 0
    made = read_project(Path("의안"))
    assembly = assemble(made)
    adapted = read(Path("조례.txt")).ordinance
    assert [to_text(Ordinance("", (unit,))) for unit in assembly.ordinance.body] == [
        to_text(Ordinance("", (unit,))) for unit in adapted.body
    ]
    clause = assembly.body[0].clause
    assert clause.origin is not None and clause.origin.title.startswith("광주광역시 자전거")
    assert list(Path("의안/out").glob("*.docx"))
    assert main(["adapt", "원문.txt", "--to", "goyang", "--as", "bill", "-o", "의안", "--name", "bikes"]) == 3
    capsys.readouterr()
    assert main(["adapt", "원문.txt", "--to", "goyang", "--as", "set"]) == 2
    assert "폴더" in capsys.readouterr().err
    assert main(["adapt", "원문.txt", "--to", "goyang", "--as", "set", "-o", "층", "--name", "bikes"]) == 0
    layered = load_library().with_layers([Path("층")])
    again = assemble(Project(municipality="goyang", set="bikes"), layered).ordinance
    assert to_text(again) == to_text(adapted)
