"""Clean ordinances with one defect put in at a time: the defect is found, and the clean ones are clean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from ordinance_drafter import read
from ordinance_drafter.check import check
from ordinance_drafter.finding import Finding
from tests.conftest import HERE

SEEDED = {"seeds": "clean_ordinance", "seeds_structure": "clean_structure", "seeds_bill": "clean_bill"}
"""Files of seeds and the clean text they are put in; kind and municipality are found as for a file of a stranger."""
CLEAN = {name: (HERE / "data" / f"{name}.txt").read_text("utf-8") for name in SEEDED.values()}


def seeds() -> Iterator[object]:
    for name, clean in SEEDED.items():
        for number, line in enumerate((HERE / "data" / f"{name}.txt").read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                codes, old, new = (part.replace("\\n", "\n") for part in line.split("|"))
                yield pytest.param(clean, codes, old, new, id=f"{name}-{number}-{codes}")


def told(text: str) -> list[Finding]:
    return check(read(text, "text"))


@pytest.mark.parametrize("clean", [*CLEAN])
def test_the_clean_ordinance_is_clean(clean: str) -> None:
    assert [(each.code, each.message) for each in told(CLEAN[clean]) if each.severity != "info"] == []


@pytest.mark.parametrize(("clean", "codes", "old", "new"), [*seeds()])
def test_a_defect_is_found(clean: str, codes: str, old: str, new: str) -> None:
    text = CLEAN[clean]
    assert old in text
    before = Counter((each.code, each.message) for each in told(text))
    after = Counter((each.code, each.message) for each in told(text.replace(old, new, 1)))
    found = {code for code, _ in after - before}
    assert set(codes.split(",")) & found, sorted(found)


@pytest.mark.parametrize(
    "text", ["의안번호: 제     호\n\n고양시 보기 조례안\n\n제출자: 고양시장\n", "입안 점검표\n\n1. 상위 법령: 예\n"]
)
def test_a_paper_alone_is_not_judged_as_an_ordinance(text: str) -> None:
    assert told(text) == []


def test_a_text_with_the_title_of_an_ordinance_in_force_is_its_whole_amendment() -> None:
    text = "고양시 인공지능산업 육성 및 지원 조례{}\n\n제1조(목적) 이 조례는 보기를 정함을 목적으로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n"
    assert not {"TTL006", "CTX001"} & {each.code for each in told(text.format(""))}
    assert {"TTL006", "CTX001"} & {each.code for each in told(text.format("안"))}
