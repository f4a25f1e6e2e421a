"""Three clean ordinances with one defect of law or language put in at a time: found, and nothing else said of them."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from ordinance_drafter import read
from ordinance_drafter.check import check
from tests.conftest import HERE

DATA = HERE / "data"
CLEAN = {path.stem.removeprefix("clean_law_"): path.read_text("utf-8") for path in DATA.glob("clean_law_*.txt")}
SEEDS = [
    pytest.param(*(part.replace("\\n", "\n") for part in line.split("|")), id=f"{number}-{line.split('|')[1]}")
    for number, line in enumerate((DATA / "seeds_law.txt").read_text("utf-8").splitlines(), 1)
    if line and not line.startswith("#")
]


def told(text: str, form: str = "text", kind: str = "auto") -> Counter[tuple[str, str]]:
    return Counter((each.code, each.severity) for each in check(read(text, form), kind=kind))


@cache
def before(name: str) -> Counter[tuple[str, str]]:
    return told(CLEAN[name])


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("kind", ["auto", "in_force"])
def test_a_clean_ordinance_is_clean(name: str, form: str, kind: str) -> None:
    assert [each for each in told(CLEAN[name], form, kind) if each[1] != "info"] == []


@pytest.mark.parametrize(("name", "codes", "old", "new"), SEEDS)
def test_a_defect_is_found(name: str, codes: str, old: str, new: str) -> None:
    assert CLEAN[name].count(old)
    found = {code for code, _ in told(CLEAN[name].replace(old, new, 1)) - before(name)}
    assert found & set(codes.split(",")), sorted(found)


def test_the_rule_of_a_statute_is_no_rule_of_a_municipality() -> None:
    text = "제1조(목적) 이 규칙은 「나무법」(이하 “법”이라 한다)에서 위임된 사항을 규정함을 목적으로 한다.\n\n제2조(신고) 나무를 파는 자는 시장에게 신고하여야 한다.\n"
    of_a_statute, of_a_city = told(f"나무법 시행규칙\n\n{text}"), told(f"고양시 나무 조례 시행규칙\n\n{text}")
    assert not [code for code, _ in of_a_statute if code.startswith(("RGT", "FIN", "COM"))]
    assert [code for code, _ in of_a_city if code == "RGT004"]
