"""The effect of a change: units that come, go and change, references that follow, what is provided for and found."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ordinance_drafter.assemble import Assembly, assemble
from ordinance_drafter.cli import main
from ordinance_drafter.cli.draft import Order
from ordinance_drafter.cli.watch import Rounds, state_of, watch
from ordinance_drafter.errors import InputError
from ordinance_drafter.impact import (
    Change,
    Effect,
    Made,
    Side,
    Status,
    Told,
    changed,
    checked_sides,
    impact,
    make,
)
from ordinance_drafter.impact.as_document import effect_document, effect_json
from ordinance_drafter.impact.as_text import effect_text
from ordinance_drafter.korean import display_width
from ordinance_drafter.library import Library, load_library
from ordinance_drafter.model import ARTICLE, Ordinance, Provision, articles, walk
from ordinance_drafter.model import Path as Place
from ordinance_drafter.notation import parse
from ordinance_drafter.project import Project, ProjectFile, project_of, read_project
from ordinance_drafter.read import read
from ordinance_drafter.refs import renumber, rewrite
from ordinance_drafter.refs.resolve import own_steps
from tests import strategies
from tests.conftest import HERE, ROOT

EXAMPLE = ROOT / "examples" / "goyang-ai"
LIBRARY = load_library()
CASES = YAML(typ="safe", pure=True).load((HERE / "data" / "impact_cases.yaml").read_text("utf-8"))
_OPTIONS = {"--choose": "choose", "--add": "add", "--drop": "drop", "--answer": "answers"}


@pytest.fixture(scope="module")
def example() -> ProjectFile:
    return read_project(EXAMPLE)


@pytest.fixture(scope="module")
def before(example: ProjectFile) -> Made:
    return make(example, LIBRARY)


def change_of(options: list[str]) -> Change:
    values: dict[str, tuple[str, ...]] = {}
    for option, value in zip(options[::2], options[1::2], strict=True):
        values[_OPTIONS[option]] = (*values.get(_OPTIONS[option], ()), value)
    return Change(**values)  # type: ignore[arg-type]


# ── cases of the shipped library ─────────────────────────────────────────────

_SIGNS = {Status.ADDED: "+", Status.REMOVED: "-", Status.MOVED: "=", Status.CHANGED: ""}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], example: ProjectFile, before: Made) -> None:
    after = make(changed(example, change_of(case["options"]), LIBRARY), LIBRARY)
    effect = impact(before, after)
    assert [each.clause for each in effect.of(Status.ADDED)] == case.get("added", [])
    assert [each.clause for each in effect.of(Status.REMOVED)] == case.get("removed", [])
    units = {
        each.clause: [_SIGNS[unit.status] + (unit.after or unit.before) for unit in each.units]
        for each in effect.of(Status.CHANGED)
    }
    assert units == case.get("changed", {})
    assert len(effect.of(Status.MOVED)) == case.get("moved", 0)
    assert [f"{each.at}: {each.before} → {each.after}" for each in effect.followed] == case.get("followed", [])
    assert [f"{each.kind} {each.id}" for each in effect.requirements] == case.get("requirements", [])
    assert len(effect.problems) == case.get("problems", 0)
    count = len(effect.of(Status.ADDED, Status.CHANGED, Status.MOVED, Status.FOLLOWED))
    assert effect.same + count == len(after.assembly.placed)


def test_the_project_itself_stays(example: ProjectFile) -> None:
    kept = example.project.model_dump()
    changed(
        example, Change(drop=("testbed",), choose=("plan=discretionary",), answers=("plan_cycle_years=2",)), LIBRARY
    )
    assert example.project.model_dump() == kept


# ── references ───────────────────────────────────────────────────────────────


def text(*lines: str) -> Ordinance:
    return parse("\n".join(["가나다시 시험 조례", "", *lines]))


@pytest.mark.parametrize(
    ("old", "new", "units", "followed"),
    [
        pytest.param(
            ["제1조(가) 가를 정한다.", "제2조(나) 나는 달마다 살핀다.", "제3조(다) 제2조에 따라 한다."],
            ["제1조(나) 나는 달마다 살핀다.", "제2조(다) 제1조에 따라 한다."],
            [],
            ["제2조: 제2조 → 제1조"],
            id="the target is the same article under another number",
        ),
        pytest.param(
            ["제1조(가) 가를 정한다.", "제2조(나) 나는 달마다 살핀다.", "제3조(다) 제2조에 따라 한다."],
            ["제1조(가) 가를 정한다.", "제2조(나) 나는 달마다 살핀다.", "제3조(다) 제1조에 따라 한다."],
            ["changed 제3조"],
            [],
            id="another article is meant",
        ),
        pytest.param(
            ["제1조(가) 가를 정한다.", "제2조(나) 나는 달마다 살핀다.", "제3조(다) 제2조에 따라 한다."],
            ["제1조(나) 나는 달마다 살핀다.", "제2조(마) 새로 마를 둔다.", "제3조(다) 제2조에 따라 한다."],
            ["changed 제3조"],
            [],
            id="the same number is another article now",
        ),
        pytest.param(
            ["제1조(가) ① 가를 정한다.", "② 제1항의 가는 다섯 해로 한다.", "③ 제2항의 기간은 늘릴 수 있다."],
            ["제1조(가) ① 가의 기간은 다섯 해로 한다.", "② 제1항의 기간은 늘릴 수 있다."],
            ["removed 제1조제1항", "changed 제1조제1항", "moved 제1조제2항"],
            ["제1조제2항: 제2항 → 제1항"],
            id="paragraphs",
        ),
        pytest.param(
            ["제1조(가) ① 가를 정한다.", "② 이 조례에서 나를 두루 살핀다.", "제2조(다) 제1조제2항에 따른다."],
            ["제1조(가) 이 조례에서 나를 두루 살핀다.", "제2조(다) 제1조에 따른다."],
            ["removed 제1조제1항", "moved 제1조", "changed 제2조"],
            [],
            id="one paragraph is left: the article is more than its paragraph was",
        ),
        pytest.param(
            ["제1조(가) 가를 정한다.", "제2조(나) 나를 정한다.", "제3조(다) 다를 정한다.", "제4조(라) 제1조부터 제3조까지에 따른다."],
            ["제1조(가) 가를 정한다.", "제2조(다) 다를 정한다.", "제3조(라) 제1조부터 제2조까지에 따른다."],
            ["changed 제3조"],
            [],
            id="a range that covers fewer articles",
        ),
        pytest.param(
            ["제1조(가) 「도로법」 제2조에 따른다.", "제2조(나) 나는 달마다 살핀다."],
            ["제1조(나) 나는 달마다 살핀다.", "제2조(가) 「도로법」 제3조에 따른다."],
            ["changed 제2조"],
            [],
            id="a statute's article is no article of ours",
        ),
    ],
)  # fmt: skip
def test_references(old: list[str], new: list[str], units: list[str], followed: list[str]) -> None:
    effect = impact(text(*old), text(*new))
    told = [
        f"{unit.status.value} {unit.after or unit.before}" for each in effect.of(Status.CHANGED) for unit in each.units
    ]
    assert told == units
    assert [f"{each.at}: {each.before} → {each.after}" for each in effect.followed] == followed


def test_words_that_differ_are_marked_and_give_both_texts() -> None:
    old = text("제1조(가) 시장은 해마다 계획을 세워야 한다.")
    new = text("제1조(가) 시장은 두 해마다 계획을 세워 알려야 한다.")
    unit = impact(old, new).articles[0].units[0]
    assert "".join(each.text for each in unit.old) == "시장은 해마다 계획을 세워야 한다."
    assert "".join(each.text for each in unit.new) == "시장은 두 해마다 계획을 세워 알려야 한다."
    assert [each.text for each in unit.old if each.changed] == ["세워야"]
    assert [each.text for each in unit.new if each.changed] == ["두 ", "세워 알려야"]


def test_the_same_words_that_cite_another_article_are_told() -> None:
    old = text("제1조(가) 가를 정한다.", "제2조(나) 나는 달마다 살핀다.", "제3조(다) 제2조에 따라 한다.")
    new = text("제1조(나) 나는 달마다 살핀다.", "제2조(마) 새로 마를 둔다.", "제3조(다) 제2조에 따라 한다.")
    told = effect_text(impact(old, new))
    assert "  제3조 글은 같지만 인용이 다른 곳을 가리킴\n    - 〔제2조〕에 따라 한다.\n" in told
    cells = [cell for row in effect_document(impact(old, new)).blocks[3].rows for cell in row]  # type: ignore[union-attr]
    assert any(cell.paragraphs[0].text == "글은 같지만 인용이 다른 곳을 가리킴: 제3조" for cell in cells)


def test_what_is_not_an_article() -> None:
    old = parse(
        "가나시 시험 조례\n\n제1장 총칙\n\n제1조(가) 가를 정한다.\n\n제2장 살핌\n\n제2조(나) 나를 살핀다.\n\n[별표] 표\n\n가"
    )
    new = parse(
        "가나시 시험 기본 조례\n\n제1장 살핌\n\n제1조(가) 가를 정한다.\n\n제2조(나) 나를 살핀다.\n\n[별표] 표\n\n나"
    )
    effect = impact(old, new)
    told = {(each.before, each.after): each.status for each in effect.others}
    assert told == {
        ("제명", "제명"): Status.CHANGED,
        ("제1장", ""): Status.REMOVED,
        ("제2장", "제1장"): Status.MOVED,
        ("별표", "별표"): Status.CHANGED,
    }
    assert [(each.status, each.after) for each in effect.articles] == [
        (Status.MOVED, "제1조")
    ]  # in another chapter now


def test_a_unit_listed_as_deleted_is_no_change() -> None:
    whole = text("제1조(가) 가를 정한다.", "제2조 삭제", "제3조(나) 나를 정한다.")
    assert not impact(whole, replace(whole, body=(whole.body[0], whole.body[2])))


def test_a_deleted_article_does_not_take_the_place_of_one_that_moves_to_its_number() -> None:
    old = text("제1조(가) 가를 정한다.", "제2조 삭제", "제3조(나) 나는 달마다 두루 살핀다.")
    new = text("제1조(가) 가를 정한다.", "제2조(나) 나는 달마다 두루 살핀다.")
    effect = impact(old, new)
    assert [(each.status, each.before, each.after) for each in effect.articles] == [(Status.MOVED, "제3조", "제2조")]


def test_the_first_paragraph_of_an_article_without_words_of_its_own() -> None:
    lines = [
        "제1조(가) ① 가를 정한다.",
        "② 제2조제1항에 따른다.",
        "제2조(나)",
        "  1. 나를 살핀다.",
        "  2. 다를 살핀다.",
    ]
    assert not impact(text(*lines), text(*lines))


def test_addenda_that_get_articles() -> None:
    """The only words of an addenda are its 제1조 once there are more."""
    words = "이 조례는 공포한 날부터 시행한다."
    old = text("제1조(가) 가를 정한다.", "", "부칙", "", words)
    new = text(
        "제1조(가) 가를 정한다.", "", "부칙", "", f"제1조(시행일) {words}", "제2조(적용례) 처음 정하는 것부터 적용한다."
    )
    effect = impact(old, new)
    assert [(each.status, each.before, each.after) for each in effect.articles] == [
        (Status.CHANGED, "부칙", "부칙 제1조"),
        (Status.ADDED, "", "부칙 제2조"),
    ]
    assert effect.articles[0].units == ()  # it only got a number and a heading


def test_real_texts_are_as_they_are_and_an_article_less(corpus: Path) -> None:
    """Of a real ordinance without one article, that article is told to be gone, whatever the others cite."""
    files = [*sorted((corpus / "ordinances").rglob("*.md")), *sorted((corpus / "statutes").rglob("*.md"))[::6]]
    found = 0
    for path in files:
        whole = renumber(read(path).ordinance)
        assert not impact(whole, whole), path.name
        if len(whole.body) < 5 or any(unit.level is not ARTICLE or unit.deleted for unit in whole.body):
            continue
        effect = impact(whole, renumber(replace(whole, body=(*whole.body[:2], *whole.body[3:]))))
        assert [each.before for each in effect.of(Status.REMOVED)] == ["제3조"], path.name
        assert not effect.of(Status.ADDED), path.name
        found += 1
    assert found


# ── laws ─────────────────────────────────────────────────────────────────────


@given(strategies.ordinances())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_changes_nothing(ordinance: Ordinance) -> None:
    assert not impact(ordinance, ordinance)


BASE = {name: assemble(project_of(Project(recipe=name)), LIBRARY) for name in ("standard", "full", "minimal")}
_IDS = sorted(LIBRARY.clause_set("ai-industry").paths)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Assembly, Assembly]:
    """A draft and another with random clauses dropped and added, where that can be made."""
    base = BASE[draw(st.sampled_from(sorted(BASE)))]
    present = [each.clause.id for each in base.body]
    absent = [name for name in _IDS if name not in present]
    change = Change(
        drop=tuple(draw(st.lists(st.sampled_from(present), max_size=3, unique=True))),
        add=tuple(draw(st.lists(st.sampled_from(absent), max_size=2, unique=True))),
        choose=draw(st.sampled_from([(), ("plan=discretionary",), ("survey=annual",), ("definitions=own",)])),
    )
    try:
        after = assemble(
            changed(
                base.setting.file,
                replace(change, drop=tuple(f"{each}=시험으로 빼 본다." for each in change.drop)),
                LIBRARY,
            ),
            LIBRARY,
        )
    except InputError:
        after = base
    return (base, after) if draw(st.booleans()) else (after, base)


def _led(before: Assembly, after: Assembly) -> Ordinance:
    """Return the text before with its references led by a way of their own: the moves of articles alone."""
    moves: dict[Any, Any] = {}
    news = {each.clause.id: path for each, (path, _) in zip(after.body, articles(after.ordinance), strict=True)}
    for placed, (path, _) in zip(before.body, articles(before.ordinance), strict=True):
        if placed.clause.id in news:
            moves[own_steps(before.ordinance, path)] = own_steps(after.ordinance, news[placed.clause.id])

    def move(steps: Any) -> Any:
        head = moves.get(steps[:1])
        return (*head, *steps[1:]) if head and steps[0][0] is ARTICLE else steps

    return rewrite(before.ordinance, move)


def _by_clause(assembly: Assembly, ordinance: Ordinance) -> dict[str, Provision]:
    units = [unit for _, unit in articles(ordinance)]
    found = {placed.clause.id: unit for placed, unit in zip(assembly.body, units, strict=True)}
    last = ordinance.addenda[0].provisions if ordinance.addenda else ()
    return found | {placed.clause.id: unit for placed, unit in zip(assembly.addenda, last, strict=True)}


def _says(unit: Provision) -> Provision:
    return replace(unit, number=None)


@given(drafts())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_change_is_told_and_nothing_else(pair: tuple[Assembly, Assembly]) -> None:
    before, after = pair
    effect = impact(before, after)
    told = {each.clause: each for each in effect.articles}
    olds, news = _by_clause(before, before.ordinance), _by_clause(after, after.ordinance)
    led = _by_clause(before, _led(before, after))
    assert {name for name, each in told.items() if each.status is Status.ADDED} == news.keys() - olds.keys()
    assert {name for name, each in told.items() if each.status is Status.REMOVED} == olds.keys() - news.keys()
    for name in olds.keys() & news.keys():
        status = told[name].status if name in told else Status.SAME
        if status is Status.SAME:
            assert olds[name] == news[name]
        elif status is Status.MOVED:
            assert _says(led[name]) == _says(news[name])
        elif status is Status.FOLLOWED:
            assert led[name] == news[name] != olds[name]
        else:
            assert _says(led[name]) != _says(news[name])
    _numbers_add_up(effect, before, after)


def _numbers_add_up(effect: Effect, before: Assembly, after: Assembly) -> None:
    gone, came = len(effect.of(Status.REMOVED)), len(effect.of(Status.ADDED))
    assert len(before.placed) - gone + came == len(after.placed)
    for article in effect.of(Status.ADDED, Status.REMOVED):
        words = [unit.text for _, unit in walk((after if article.after else before).ordinance) if unit.text]
        sides = [unit.new if article.after else unit.old for unit in article.units]
        assert all("".join(each.text for each in side) in words for side in sides)


@given(drafts())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_way_back_is_the_same_way(pair: tuple[Assembly, Assembly]) -> None:
    back = {Status.ADDED: Status.REMOVED, Status.REMOVED: Status.ADDED}
    forth, other = impact(*pair), impact(pair[1], pair[0])
    assert {each.clause: back.get(each.status, each.status) for each in forth.articles} == {
        each.clause: each.status for each in other.articles
    }


@given(drafts())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_articles_are_matched_without_their_clauses(pair: tuple[Assembly, Assembly]) -> None:
    """A text that was only read has no clauses: what stays as it is or only moves is found by its words."""
    known, read = impact(*pair), impact(pair[0].ordinance, pair[1].ordinance)
    still = {(each.before, each.after) for each in known.of(Status.MOVED)}
    assert still <= {(each.before, each.after) for each in read.of(Status.MOVED, Status.CHANGED)}
    assert bool(known) == bool(read)


# ── requirements and findings ────────────────────────────────────────────────


def told(path: Place | None, message: str, code: str = "XXX001") -> Told:
    return Told(code, "warning", message, path, "")


def test_findings_go_along_with_their_article() -> None:
    old = text("제1조(가) 가를 정한다.", "제2조(나) 나는 달마다 살핀다.", "제3조(다) 다는 해마다 살핀다.")
    new = text("제1조(나) 나는 달마다 살핀다.", "제2조(다) 다는 해마다 살핀다.", "제3조(라) 새것을 둔다.")
    first = (
        told((0, 0), "가가 없다."),
        told((0, 1), "제3조와 다릅니다."),
        told((0, 2), "가운데 3번 있는 말을 줄이십시오."),
        told(None, "제1조, 제2조를 보십시오."),
        told(None, "다른 조례 제3조를 보십시오.", "XXX002"),
    )
    second = (
        told((0, 0), "제2조와 다릅니다."),
        told((0, 1), "가운데 2번 있는 말을 줄이십시오."),
        told((0, 2), "새것이 이상합니다."),
        told(None, "제1조를 보십시오."),
        told(None, "다른 조례 제3조를 보십시오.", "XXX002"),
    )
    findings = impact(Side(old, findings=first), Side(new, findings=second)).findings
    assert findings is not None
    assert [each.message for each in findings.appear] == ["새것이 이상합니다."]
    assert [each.message for each in findings.vanish] == ["가가 없다."]
    assert [(each.before.message, each.after.message) for each in findings.altered] == [
        ("가운데 3번 있는 말을 줄이십시오.", "가운데 2번 있는 말을 줄이십시오."),
        ("제1조, 제2조를 보십시오.", "제1조를 보십시오."),
    ]
    assert findings.same == 2


def test_findings_of_the_shipped_draft(example: ProjectFile, before: Made) -> None:
    after = make(changed(example, Change(answers=("committee_size=20",)), LIBRARY), LIBRARY)
    findings = impact(*checked_sides(before, after)).findings
    assert findings is not None
    assert [(each.code, each.address) for each in findings.appear] == [("COM021", "제23조제1항")]
    assert not findings.vanish
    back = impact(*checked_sides(after, before)).findings
    assert back is not None
    assert [each.code for each in back.vanish] == ["COM021"]


def test_what_the_project_allows_is_not_told(example: ProjectFile, before: Made) -> None:
    allow = [{"code": "COM021", "reason": "찬반이 갈리면 위원장이 정한다."}]
    project = Project.model_validate(example.project.model_dump() | {"allow": allow})
    own = replace(example, project=project)
    after = make(changed(own, Change(answers=("committee_size=20",)), LIBRARY), LIBRARY)
    findings = impact(*checked_sides(before, after)).findings
    assert findings is not None
    assert not findings.appear


def test_drafts_are_checked_alone_when_a_bill_cannot_be_made(example: ProjectFile, before: Made) -> None:
    after = make(changed(example, Change(drop=("workforce",)), LIBRARY), LIBRARY)
    assert after.bill is None
    effect = impact(*checked_sides(before, after))
    assert effect.problems == ("ordinance.yaml:101:18: 이 안에 없는 조문입니다: workforce.",)
    assert effect.findings is not None
    assert all(not each.code.startswith("PKG") for each in (*effect.findings.appear, *effect.findings.vanish))


# ── changes in words ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(choose=("plan",)), "--choose plan: 이름=값으로 적으십시오."),
        (Change(choose=("plan=없음",)), "--choose plan=없음: ‘기본계획’에 없는 변형입니다: 없음."),
        (Change(answers=("plan_cycle_years",)), "--answer plan_cycle_years: 이름=값으로 적으십시오."),
        (Change(answers=("plan_cycle_years=9",)), "--answer plan_cycle_years=9: "),
        (Change(answers=("focus_industries=[가",)), "--answer focus_industries:1:"),
        (Change(add=("awards@beside:testbed",)), "--add awards@beside:testbed: 조문, 조문@after:조문"),
        (Change(add=("Awards",)), "--add Awards:"),
        (Change(add=("award",)), "--add award: 없는 조문입니다: award. 혹시 ‘awards’입니까?"),
        (Change(drop=("=까닭",)), "--drop =까닭: 조문이나 조문=까닭으로 적으십시오."),
        (Change(drop=("testbet",)), "--drop testbet: 없는 조문입니다: testbet. 혹시 ‘testbed’입니까?"),
        (Change(drop=("survey=짧다",)), "--drop survey=짧다: ‘survey’ 요건을 두지 않는 까닭을 적으십시오."),
        (Change(recipe="없음"), "--recipe 없음: 없는 구성입니다: 없음."),
        (Change(municipality="없음"), "--municipality 없음: 없는 지방자치단체입니다: 없음."),
        (Change(drop=("committee",)), "--drop committee: "),
    ],
    ids=lambda value: " ".join(value.words()) if isinstance(value, Change) else "",
)
def test_problems_are_told_by_the_option(change: Change, words: str, example: ProjectFile) -> None:
    with pytest.raises(InputError) as caught:
        assemble(changed(example, change, LIBRARY), LIBRARY)
    assert any(each.startswith(words) for each in caught.value.problems), caught.value.problems


OWN = """municipality: goyang
add: [awards, {id: events, after: startup}]
drop: [usage-cost]
own:
  - {id: ours, heading: 우리 조, text: 시장은 우리 일을 한다., summary: 우리 일을 정함}
  - {id: theirs, heading: 그들의 조, text: 시장은 그들을 돕는다., summary: 도움을 정함}
"""


def test_what_the_file_adds_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "ordinance.yaml").write_text(OWN, "utf-8")
    file = read_project(tmp_path)
    before = assemble(file, LIBRARY)
    after = assemble(changed(file, Change(drop=("awards", "ours"), add=("usage-cost",)), LIBRARY), LIBRARY)
    effect = impact(before, after)
    assert {each.clause for each in effect.of(Status.REMOVED)} == {"awards", "ours"}
    assert {each.clause for each in effect.of(Status.ADDED)} == {"usage-cost"}


def test_places_of_the_file_stay_right(tmp_path: Path) -> None:
    """With the first item taken out, a problem of the second is still told at the line it stands on."""
    (tmp_path / "ordinance.yaml").write_text(
        OWN.replace("{id: events, after: startup}", "\n  nothing]")
        .replace("[awards, \n", "[awards,\n")
        .replace("nothing]]", "nothing]"),
        "utf-8",
    )
    with pytest.raises(InputError) as caught:
        assemble(changed(read_project(tmp_path), Change(drop=("awards",)), LIBRARY), LIBRARY)
    assert [each for each in caught.value.problems if each.startswith("ordinance.yaml:3:3: 없는 조문입니다: nothing")]


# ── forms ────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def effect(example: ProjectFile, before: Made) -> Effect:
    change = Change(drop=("testbed",), choose=("ethics=advisory",), add=("awards",), answers=("committee_size=20",))
    return impact(*checked_sides(before, make(changed(example, change, LIBRARY), LIBRARY)))


@pytest.mark.parametrize("width", [40, 80, 140])
def test_text_fits_the_terminal_in_colours_or_not(effect: Effect, width: int) -> None:
    plain = effect_text(effect, width=width)
    colored = effect_text(effect, width=width, color=True)
    assert [line for line in plain.splitlines() if display_width(line) > width] == []
    assert "\033[31m" in colored
    assert "\033[32m" in colored
    assert "〔" not in colored
    without = _without_colors(colored)
    assert [line for line in without.splitlines() if display_width(line) > width] == []
    squeeze = str.maketrans("", "", " \n〔〕")
    assert without.translate(squeeze) == plain.translate(squeeze)


def _without_colors(words: str) -> str:
    pieces = words.split("\033[")
    return pieces[0] + "".join(piece.partition("m")[2] for piece in pieces[1:])


def test_text_in_short_leaves_out_whole_articles(effect: Effect) -> None:
    assert "포상할 수 있다" in effect_text(effect)
    assert "포상할 수 있다" not in effect_text(effect, brief=True)
    assert "들어옴: 제29조(포상)" in effect_text(effect, brief=True)


def test_json_has_everything(effect: Effect) -> None:
    data = json.loads(effect_json(effect, ["--drop testbed"]))
    assert data["change"] == ["--drop testbed"]
    assert data["changed"] is True
    assert [each["clause"] for each in data["articles"] if each["status"] == "removed"] == ["testbed"]
    assert data["summary"]["references"] == len(effect.followed)
    assert [each["code"] for each in data["findings"]["appear"]] == [each.code for each in effect.findings.appear]  # type: ignore[union-attr]


def test_document_marks_or_underlines(effect: Effect) -> None:
    cells = [
        run
        for table in effect_document(effect).blocks
        if hasattr(table, "rows")
        for row in table.rows
        for cell in row
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    assert any(run.underline and run.text == "15명" for run in cells)
    assert not any("〔" in run.text for run in cells)


# ── the commands ─────────────────────────────────────────────────────────────


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(each) for each in arguments])
        return Ran(code, *capsys.readouterr())

    return call


TINY = HERE / "tiny_library"
PROJECT = "municipality: dara\nset: bicycles\nanswers: {parking_places: [역 앞]}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "일"
    folder.mkdir()
    (folder / "ordinance.yaml").write_text(PROJECT, "utf-8")
    return folder


def test_exit_codes(run: Callable[..., Ran]) -> None:
    nothing = run("impact", EXAMPLE, "--answer", "plan_cycle_years=5")
    assert (nothing.code, nothing.out, nothing.err) == (0, "달라지는 것이 없습니다.\n", "")
    something = run("impact", EXAMPLE, "--answer", "plan_cycle_years=4")
    assert (something.code, something.err) == (1, "")
    assert "〔5년마다〕" in something.out
    assert "〔4년마다〕" in something.out
    missing = run("impact", EXAMPLE, "--drop", "survey")
    assert (missing.code, missing.out) == (3, "")
    assert missing.err.startswith("이렇게 바꾸면 조례안을 만들 수 없습니다:\n  ")
    assert "꼭 있어야 할 ‘실태조사’(survey)" in missing.err
    assert run("impact", EXAMPLE).code == 2
    assert run("impact", "없음", "--drop", "survey").code == 3


@pytest.mark.parametrize("name", ["달라짐.json", "달라짐.md", "달라짐.docx", "달라짐.txt"])
def test_output_by_name(name: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("impact", EXAMPLE, "--drop", "testbed", "-o", name).code == 1
    content = (tmp_path / name).read_bytes()
    if name.endswith("docx"):
        words = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    else:
        words = content.decode()
    assert "공공시설 등의 실증 활용" in words
    assert run("impact", EXAMPLE, "--drop", "startup", "-o", name).code == 3  # there is one already
    assert (tmp_path / name).read_bytes() == content


def test_against_another_project(run: Callable[..., Ran], tmp_path: Path) -> None:
    other = (EXAMPLE / "ordinance.yaml").read_text("utf-8").replace("plan: binding", "plan: discretionary")
    (tmp_path / "다른.yaml").write_text(other, "utf-8")
    result = run("impact", EXAMPLE, "--against", "다른.yaml", "--format", "json")
    assert result.code == 1
    assert [each["clause"] for each in json.loads(result.out)["articles"]] == ["basic-plan", "annual-plan"]


def test_a_partial_amendment_has_no_clauses_to_choose(run: Callable[..., Ran]) -> None:
    result = run("impact", ROOT / "examples" / "amend-sample", "--drop", "testbed")
    assert result.code == 3
    assert "--against" in result.err


def test_diff_against_what_was_written_last(run: Callable[..., Ran], project: Path) -> None:
    nothing = run("draft", project, "--library", TINY, "--diff")
    assert (nothing.code, nothing.out) == (3, "")
    assert "먼저 --diff 없이 만드십시오" in nothing.err
    assert run("draft", project, "--library", TINY, "--no-check").code == 0
    same = run("draft", project, "--library", TINY, "--diff")
    assert (same.code, same.out) == (0, "달라지는 것이 없습니다.\n")
    (project / "ordinance.yaml").write_text(PROJECT.replace("역 앞", "역 앞, 시장 앞"), "utf-8")
    written = {path.name: path.read_bytes() for path in (project / "out").iterdir()}
    other = run("draft", project, "--library", TINY, "--diff")
    assert other.code == 1
    assert "시장 앞" in other.out
    assert {path.name: path.read_bytes() for path in (project / "out").iterdir()} == written


def test_diff_tells_that_somebody_edited_it(run: Callable[..., Ran], project: Path) -> None:
    run("draft", project, "--library", TINY, "--no-check")
    path = next((project / "out").glob("*.txt"))
    path.write_text(path.read_text("utf-8").replace("역 앞", "읍사무소 앞"), "utf-8")
    result = run("draft", project, "--library", TINY, "--diff", "--no-check")
    assert result.code == 1
    assert "사람이 고친 글" in result.err
    assert "읍사무소" in result.out


@pytest.mark.parametrize("example", ["goyang-ai", "amend-sample"])
def test_diff_of_the_shipped_examples(example: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    for path in (ROOT / "examples" / example).iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    assert run("draft", ".", "--no-check").code == 0
    assert run("draft", ".", "--diff").code == 0


def test_diff_and_watch_exclude_each_other(run: Callable[..., Ran], project: Path) -> None:
    assert run("draft", project, "--diff", "--watch").code == 2


# ── watching ─────────────────────────────────────────────────────────────────


class StopError(Exception):
    """The end of a watch in a test."""


def builds_of(states: list[str]) -> list[str]:
    """Return what was built when a file's states follow one another, a letter a look."""
    made: list[str] = []
    rest = iter(states)
    now = [next(rest)]

    def state() -> dict[str, tuple[int, int]]:
        return {"가": (ord(now[0]), 1)} if now[0] != "-" else {}

    def wait() -> None:
        try:
            now[0] = next(rest)
        except StopIteration:
            raise StopError from None

    with pytest.raises(StopError):
        watch(lambda: made.append(now[0]), state, wait)
    return made


@pytest.mark.parametrize(
    ("states", "builds"),
    [
        ("aaaa", "a"),
        ("aabbb", "ab"),
        ("abcddd", "ad"),
        ("aabaaa", "a"),
        ("aa--bb", "a-b"),
        ("aa-bbb", "ab"),
        ("abbcc", "abc"),
    ],
)
def test_a_change_is_built_once_it_rests(states: str, builds: str) -> None:
    assert builds_of(list(states)) == list(builds)


def test_a_save_during_a_build_is_not_lost() -> None:
    made: list[int] = []
    disk = {"가": (1, 1)}
    left = [6]

    def build() -> None:
        made.append(disk["가"][0])
        if len(made) == 1:
            disk["가"] = (2, 1)

    def wait() -> None:
        left[0] -= 1
        if not left[0]:
            raise StopError

    with pytest.raises(StopError):
        watch(build, lambda: dict(disk), wait)
    assert made == [1, 2]


def test_sources_a_build_tells_of_are_watched_without_another_build() -> None:
    made: list[int] = []
    known = ["가"]
    left = [6]

    def build() -> None:
        made.append(1)
        known[:] = ["가", "나"]

    def wait() -> None:
        left[0] -= 1
        if not left[0]:
            raise StopError

    with pytest.raises(StopError):
        watch(build, lambda: dict.fromkeys(known, (1, 1)), wait)
    assert made == [1]


def test_state_leaves_out_results_and_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in ("가.txt", "나.png", "out/다.txt"):
        (tmp_path / name).write_text("가", "utf-8")
    state = state_of([tmp_path, tmp_path / "없음.yaml", tmp_path / "가.txt"], tmp_path / "out")
    assert [Path(name).name for name in state] == ["가.txt"]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "조문"
    for path in TINY.rglob("*.yaml"):
        copy = folder / path.relative_to(TINY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return folder


def test_rounds(
    project: Path, shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    rounds = Rounds(Order(Path(), library=shelf, check=False, formats=("txt",)))
    rounds.once()
    out, err = capsys.readouterr()
    assert out.splitlines() == ["out/다라군 자전거 이용 활성화 조례안.txt"]
    file = project / "ordinance.yaml"
    assert {"ordinance.yaml", "조문"} <= {path.name for path in rounds.sources}

    file.write_text(PROJECT.replace("역 앞", "시장 앞"), "utf-8")
    rounds.once()
    out, err = capsys.readouterr()
    assert "〔시장〕" in out
    assert ".txt" not in out  # the names are told once

    file.write_text(PROJECT + "recipe: 없음\n", "utf-8")
    rounds.once()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("오류: ordinance.yaml:4:9: 없는 구성입니다: 없음.")
    assert "고쳐서 저장하면" in err

    file.write_text(PROJECT.replace("역 앞", "시장 앞"), "utf-8")
    rounds.once()
    assert capsys.readouterr()[0] == "달라지는 것이 없습니다.\n"  # against the last that could be made

    path = next((project / "out").glob("*.txt"))
    path.write_text("사람이 고친 글", "utf-8")
    rounds.once()
    out, err = capsys.readouterr()
    assert "사람이 고친 파일입니다" in err
    assert "파일은 쓰지 않았습니다." in err
    assert path.read_text("utf-8") == "사람이 고친 글"


def test_rounds_see_a_changed_clause(project: Path, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rounds = Rounds(Order(project, library=shelf, check=False, formats=("txt",)))
    rounds.once()
    clause = next(path for path in sorted(shelf.rglob("clauses/*/*.yaml")) if path.stem == "purpose")
    before = state_of(rounds.sources, rounds.results)
    clause.write_text(clause.read_text("utf-8").replace("이 조례는", "본 조례는"), "utf-8")
    assert state_of(rounds.sources, rounds.results) != before
    capsys.readouterr()
    rounds.once()
    assert "〔본〕" in capsys.readouterr()[0]


def test_ctrl_c_ends_well(project: Path, shelf: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    result = run("draft", project, "--library", shelf, "--no-check", "--watch")
    assert result.code == 0
    assert "그만 지켜봅니다." in result.err


def test_library_is_not_asked_for_by_the_pure_part(library: Library) -> None:
    """Two drafts of one library can be compared however they were made."""
    one = assemble(project_of(Project(recipe="minimal")), library)
    two = assemble(project_of(Project(recipe="standard")), library)
    effect = impact(one, two)
    assert effect.of(Status.ADDED)
    assert effect.title == two.ordinance.title
