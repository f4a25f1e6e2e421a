"""Layers over the library: what a planner changes from the command line, and what the draft makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ordinance_drafter.assemble import assemble
from ordinance_drafter.cli import main
from ordinance_drafter.library import Library, load_library
from ordinance_drafter.model import ARTICLE, walk
from ordinance_drafter.overlay import roundtrip, trace
from ordinance_drafter.project import Project, read_project
from ordinance_drafter.resources import data_dir
from tests.conftest import problems_of

LIBRARY = data_dir("clause_library")
PROJECT = """\
municipality: goyang
set: ai-industry
recipe: standard
kind: whole_amendment
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project file, where the commands are called."""
    (tmp_path / "ordinance.yaml").write_text(PROJECT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ids(folder: Path) -> list[str]:
    return [placed.clause.id for placed in assemble(read_project(folder)).placed]


def headings(folder: Path) -> list[str]:
    return [unit.heading for _, unit in walk(assemble(read_project(folder)).ordinance) if unit.level is ARTICLE]


def layer(folder: Path, level: str, heading: str) -> Path:
    """Write a layer that gives the article on surveys another heading."""
    path = folder / "ai-industry" / "clauses" / "general" / "survey.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"id: survey\noverrides: {{layer: library}}\nheading: {heading}\n", "utf-8")
    (folder / "layer.yaml").write_text(f"level: {level}\n", "utf-8")
    return folder


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*/clauses/*/*.yaml")), ids=lambda path: path.stem)
def test_a_clause_file_is_written_back_byte_for_byte(path: Path) -> None:
    assert roundtrip.dump(roundtrip.load(path)) == path.read_text("utf-8")


def test_choices_drops_additions_and_words_reach_the_draft(desk: Path) -> None:
    before = ids(desk)
    assert main(["clauses", "choose", "ethics=advisory"]) == 0
    assert main(["clauses", "drop", "testbed", "--reason", "실증은 다른 조례로 정한다"]) == 0
    assert main(["clauses", "add", "awards", "--after", "cooperation"]) == 0
    assert main(["clauses", "override", "survey", "--heading", "인공지능 실태조사"]) == 0
    after = ids(desk)
    assert "ethics-committee" in after and "ethics-committee" not in before
    assert "testbed" in before and "testbed" not in after
    assert after[after.index("cooperation") + 1] == "awards"
    assert "인공지능 실태조사" in headings(desk)


def test_the_library_itself_is_never_written(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clauses", "fork", "survey", "--into", str(LIBRARY)]) == 3
    assert "조문 묶음 자체는 고치지 않습니다" in capsys.readouterr().err
    assert main(["clauses", "drop", "survey", "--reason", "실태조사를 하지 않음", "--into", str(LIBRARY / "ours")]) == 3


def test_comments_and_order_stay_when_an_overlay_is_changed_again(desk: Path) -> None:
    main(["clauses", "choose", "plan=discretionary"])
    path = desk / "overlay" / "ai-industry" / "overlay.yaml"
    text = path.read_text("utf-8") + "# 마지막 줄의 설명\n"
    path.write_text(
        text.replace("plan:", "plan:  # 시장이 정함\n   ").replace("choose:", "choose:   # 우리의 선택"), "utf-8"
    )
    written = path.read_text("utf-8").replace("# 시장이 정함\n    discretionary", "discretionary  # 시장이 정함")
    path.write_text(written, "utf-8")
    assert main(["clauses", "choose", "survey=annual"]) == 0
    again = path.read_text("utf-8")
    assert "# 우리의 선택" in again and "# 시장이 정함" in again
    assert again.index("plan:") < again.index("survey: annual")


def test_a_dropped_core_clause_is_excused_by_its_reason(desk: Path) -> None:
    assert main(["clauses", "drop", "survey", "--reason", "다른 조례에 따라 조사한다"]) == 0
    assembly = assemble(read_project(desk))
    assert assembly.setting.recipe.without["survey"] == "다른 조례에 따라 조사한다"


def test_adding_a_dropped_clause_brings_it_back(desk: Path) -> None:
    main(["clauses", "drop", "testbed", "--reason", "실증은 다른 조례로 정한다"])
    main(["clauses", "add", "testbed", "--after", "survey"])
    found = ids(desk)
    assert found[found.index("survey") + 1] == "testbed"


def test_a_fork_stands_for_the_clause_and_says_where_it_came_from(desk: Path, library: Library) -> None:
    assert main(["clauses", "fork", "survey"]) == 0
    mine = load_library().with_layers([desk / "overlay"]).clause_set("ai-industry")
    clause, shipped = mine.clause("survey"), library.clause_set("ai-industry").clause("survey")
    assert clause.origin is not None and clause.origin.clause == "survey" and clause.origin.layer == "library"
    assert clause.model_copy(update={"origin": None}) == shipped
    assert main(["clauses", "fork", "survey"]) == 3


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a"), ("b", "c", "a")])
def test_the_higher_layer_wins_whatever_the_order_they_are_named_in(tmp_path: Path, order: tuple[str, ...]) -> None:
    layer(tmp_path / "a", "organisation", "기관의 제목")
    layer(tmp_path / "b", "city", "시의 제목")
    layer(tmp_path / "c", "project", "입안의 제목")
    for end in (1, 2, 3):
        named = [name for name in order if name in "abc"[:end]]
        found = load_library().with_layers([tmp_path / name for name in named]).clause_set("ai-industry")
        assert found.clause("survey").heading == ("기관의 제목", "시의 제목", "입안의 제목")[end - 1]


def test_the_folder_beside_the_project_is_its_own_layer_and_named_ones_lie_below(desk: Path) -> None:
    layer(desk / "overlay", "project", "입안의 제목")
    layer(desk / "city", "city", "시의 제목")
    (desk / "ordinance.yaml").write_text(PROJECT + "layers: [city]\n", "utf-8")
    assert "입안의 제목" in headings(desk)


def test_a_municipality_of_a_layer_says_only_what_changes(tmp_path: Path) -> None:
    folder = tmp_path / "m" / "municipalities"
    folder.mkdir(parents=True)
    (folder / "goyang.yaml").write_text(
        "code: goyang\nresidents: 고양시민\nanswers: {ai-industry: {committee_size: 9}}\n", "utf-8"
    )
    library = load_library().with_layers([tmp_path / "m"])
    profile, shipped = library.municipality("goyang"), load_library().municipality("goyang")
    assert profile.residents == "고양시민" and profile.head == shipped.head
    assert profile.answers["ai-industry"] == {**shipped.answers["ai-industry"], "committee_size": 9}
    made = assemble(Project(municipality="goyang", kind="whole_amendment"), library)
    assert made.values["committee_size"] == 9


def test_an_answer_of_a_layer_is_used_until_the_project_answers(desk: Path) -> None:
    folder = desk / "overlay" / "ai-industry"
    folder.mkdir(parents=True)
    (folder / "overlay.yaml").write_text("answers: {plan_cycle_years: 3}\n", "utf-8")
    assert assemble(read_project(desk)).values["plan_cycle_years"] == 3
    (desk / "ordinance.yaml").write_text(PROJECT + "answers: {plan_cycle_years: 4}\n", "utf-8")
    assert assemble(read_project(desk)).values["plan_cycle_years"] == 4


def test_layers_shows_what_is_changed_and_what_went_stale(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["clauses", "override", "survey", "--heading", "조사"])
    path = desk / "overlay" / "ai-industry" / "clauses" / "general" / "survey.yaml"
    capsys.readouterr()
    main(["clauses", "layers"])
    assert "아래 층의 조문이 그 뒤에 바뀜" not in capsys.readouterr().out
    text = path.read_text("utf-8")
    path.write_text(text.replace(text[text.index("digest: ") : text.index("}")], "digest: '000000000000'"), "utf-8")
    main(["clauses", "layers"])
    shown = capsys.readouterr().out
    assert "survey (heading)" in shown and "아래 층의 조문이 그 뒤에 바뀜" in shown


def test_a_layer_between_others_is_not_stale_because_of_those_above(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for level, folder in (("organisation", "기관"), ("city", "시")):
        (desk / folder).mkdir()
        (desk / folder / "layer.yaml").write_text(f"level: {level}\n", "utf-8")
    (desk / "ordinance.yaml").write_text(PROJECT + "layers: [기관, 시]\n", "utf-8")
    for folder, words in (("시", "시의 제목"), ("기관", "기관의 제목"), ("overlay", "입안의 제목")):
        assert main(["clauses", "override", "survey", "--heading", words, "--into", folder]) == 0
    capsys.readouterr()
    main(["clauses", "layers"])
    shown = capsys.readouterr().out
    assert shown.count("아래 층의 조문이 그 뒤에 바뀜") == 1  # the city's was written before the organisation's
    assert "입안의 제목" in headings(desk)


def test_a_dropped_clause_comes_back_to_its_place(desk: Path) -> None:
    before = ids(desk)
    main(["clauses", "drop", "survey", "--reason", "다른 조례에 따라 조사한다"])
    assert main(["clauses", "add", "survey"]) == 0
    assert ids(desk) == before
    assert main(["clauses", "add", "survey"]) == 0
    assert ids(desk) == before


def test_origin_tells_library_overlay_profile_and_answer(desk: Path) -> None:
    (desk / "ordinance.yaml").write_text(PROJECT + "answers: {plan_cycle_years: 4}\n", "utf-8")
    main(["clauses", "override", "basic-plan", "--heading", "기본계획"])
    file = read_project(desk)
    assembly = assemble(file)
    found = trace(assembly.setting.clause_set, "basic-plan", assembly)
    where = {step.what: step for step in (*found.keys, *found.filled)}
    assert where["heading"].kind.startswith("입안") and where["text"].kind == "기본 묶음"
    assert where["고양시장"].kind == "지방자치단체 프로필" and "goyang.yaml:7" in where["고양시장"].place
    assert where["4"].kind == "입안 파일의 답" and where["4"].place.startswith("ordinance.yaml:5")
    assert any("고양시장[1]은 " in line for line in found.lines)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["override", "nope"], "없는 조문입니다: nope"),
        (["drop", "survey"], "까닭을 다섯 글자 이상"),
        (["add", "survey", "--after", "nope"], "없는 조문입니다: nope"),
        (["add", "survey", "--recipe", "nope"], "없는 구성입니다: nope"),
        (["choose", "plan=x", "nope=y"], "모두 2가지입니다"),
        (["override", "survey", "--field", "levels=[planet]"], "levels"),
        (["override", "survey", "--field", "theme=general"], "fork --as로 다른 조문을 만드십시오: theme"),
        (["override", "committee", "--variant", "existing", "--heading", "가"], "변형이 없습니다"),
        (["override", "basic-plan", "--variant", "nope", "--heading", "가"], "없는 변형입니다: nope"),
        (["fork", "survey", "--to-set", "nope"], "없는 조문 묶음입니다: nope"),
        (["override", "survey", "--text", "① {{ nope"], "문법에 맞지 않습니다"),
        (["choose", "plan=binding", "--into", "nope/../../nope.txt/x"], "쓸 수 없습니다"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    (desk.parent / "nope.txt").write_text("", "utf-8")
    assert main(["clauses", *arguments]) == 3
    assert words in capsys.readouterr().err
    assert not list(desk.glob("overlay/**/*.yaml"))


def test_every_wrong_name_of_an_overlay_is_told_with_its_place(desk: Path) -> None:
    folder = desk / "overlay" / "ai-industry"
    folder.mkdir(parents=True)
    (folder / "overlay.yaml").write_text("drop: {nope: 있지 않은 조문}\nadd:\n  - {clause: neither}\n", "utf-8")
    problems = problems_of(lambda: assemble(read_project(desk)))
    assert [line.split(": ")[1] for line in problems] == ["없는 조문입니다", "없는 조문입니다"]
    assert all("overlay.yaml:" in line for line in problems)


def test_a_patch_without_a_clause_below_is_told(desk: Path) -> None:
    path = desk / "overlay" / "ai-industry" / "clauses" / "general" / "brand-new.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: brand-new\noverrides: {}\nheading: 없음\n", "utf-8")
    found = load_library().with_layers([desk / "overlay"]).clause_set("ai-industry")
    assert "아래 층에 없습니다" in problems_of(lambda: found.clause("brand-new"))[0]
