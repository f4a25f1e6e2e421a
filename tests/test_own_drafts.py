"""Our own drafts pass our own checker: every recipe for every municipality, as the bill its kind of council gets."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import build_bill
from ordinance_drafter.bill_check import check_bill
from ordinance_drafter.check.report.results import least
from ordinance_drafter.library import load_library
from ordinance_drafter.project import Project, read_project
from tests.conftest import ROOT

LIBRARY = load_library()
DRAFTS = [
    (set_id, code, recipe)
    for set_id in LIBRARY.set_ids
    for code in LIBRARY.municipality_codes
    for recipe in LIBRARY.clause_set(set_id).file.recipes
]
# every combination of the options of a set that has few of them
OPTIONS = [
    (set_id, code, dict(zip(choices, chosen, strict=True)))
    for set_id in ("startup-support",)
    for choices in [LIBRARY.clause_set(set_id).file.choices]
    for code in LIBRARY.municipality_codes
    for chosen in product(*(choice.options for choice in choices.values()))
]


def told(project: Project) -> list[tuple[str, str, str]]:
    """What the checker tells of the bill of a project, warnings and errors."""
    assembly = assemble(project, LIBRARY)
    result = check_bill(build_bill(assembly), assembly.setting, project.municipality)
    return [(row.code, row.address, row.message) for row in least(result.rows, "warning")]


@pytest.mark.parametrize(("set_id", "code", "recipe"), DRAFTS, ids=["-".join(each) for each in DRAFTS])
def test_no_error_and_no_warning(set_id: str, code: str, recipe: str) -> None:
    assert told(Project(set=set_id, municipality=code, recipe=recipe)) == []


@pytest.mark.parametrize(
    ("set_id", "code", "chosen"), OPTIONS, ids=["-".join((each[0], each[1], *each[2].values())) for each in OPTIONS]
)
def test_no_error_and_no_warning_whatever_is_chosen(set_id: str, code: str, chosen: dict[str, str]) -> None:
    assert told(Project(set=set_id, municipality=code, variants=chosen)) == []


TAKES_THE_PLACE: tuple[dict[str, Any], ...] = (
    {"kind": "enactment", "add": ["repeal"]},
    {"kind": "whole_amendment", "allow": [{"code": "TTL010", "reason": "청년창업만 정한 조례를 창업 전체로 넓힌다."}]},
    {"kind": "repeal"},
)


@pytest.mark.parametrize("asked", TAKES_THE_PLACE, ids=[each["kind"] for each in TAKES_THE_PLACE])
@pytest.mark.parametrize("code", LIBRARY.municipality_codes)
def test_no_error_and_no_warning_in_the_place_of_another_ordinance(code: str, asked: dict[str, Any]) -> None:
    """A start-up ordinance may take the place of a narrower one, whose title differs from its own by a word."""
    former = {"title": f"{LIBRARY.municipality(code).name} 청년창업 지원 조례", "number": "조례 제1호"}
    data = {"set": "startup-support", "municipality": code, "former": former, **asked}
    assert told(Project.model_validate(data)) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*/ordinance.yaml")), ids=lambda path: path.parent.name
)
def test_examples_draft_clean(path: Path) -> None:
    file = read_project(path)
    if file.project.amendment is not None:
        pytest.skip("a partial amendment shows what the checker finds in it")
    assembly = assemble(file, LIBRARY)
    result = check_bill(build_bill(assembly), assembly.setting, file.project.municipality)
    assert [(row.code, row.address, row.message) for row in least(result.rows, "warning")] == []
