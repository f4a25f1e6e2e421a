"""Our own drafts pass our own checker: every recipe for every municipality, as the bill its kind of council gets."""

from __future__ import annotations

import pytest

from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import build_bill
from ordinance_drafter.bill_check import check_bill
from ordinance_drafter.check.report.results import least
from ordinance_drafter.library import load_library
from ordinance_drafter.project import Project

LIBRARY = load_library()
DRAFTS = [
    (code, recipe) for code in LIBRARY.municipality_codes for recipe in LIBRARY.clause_set("ai-industry").file.recipes
]


@pytest.mark.parametrize(("code", "recipe"), DRAFTS, ids=["-".join(each) for each in DRAFTS])
def test_no_error_and_no_warning(code: str, recipe: str) -> None:
    assembly = assemble(Project(municipality=code, recipe=recipe), LIBRARY)
    result = check_bill(build_bill(assembly), assembly.setting, code)
    assert [(row.code, row.address, row.message) for row in least(result.rows, "warning")] == []
