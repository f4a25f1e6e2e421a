"""Every rule: its own examples, further cases, and what is said of it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from ordinance_drafter.check import all_rules
from ordinance_drafter.check.examples import found_in_example
from ordinance_drafter.check.groups import GROUPS
from ordinance_drafter.check.rule import SEVERITIES, Rule
from tests.rule_cases import Case, cases

LOOKS = "(워드 파일)"
"""An example told in words: the look of a Word file, tested in test_rules_layout.py."""
RULES = {rule.code: rule for rule in all_rules()}
EXAMPLES = [
    pytest.param(rule, kind, text, id=f"{rule.code}-{kind}-{number}")
    for rule in RULES.values()
    for kind, texts in (("bad", rule.bad), ("good", rule.good))
    for number, text in enumerate(texts)
    if not text.startswith(LOOKS)
]
CASES = [pytest.param(case, id=f"{case.code}-{case.kind}-{case.where}") for case in cases()]


@pytest.mark.parametrize(("rule", "kind", "text"), EXAMPLES)
def test_its_own_examples(rule: Rule, kind: str, text: str) -> None:
    assert bool(found_in_example(rule, text)) == (kind == "bad")


@pytest.mark.parametrize("case", CASES)
def test_further_cases(case: Case) -> None:
    rule = RULES[case.code]
    found = found_in_example(rule, case.text, rule.facts | case.facts)
    assert bool(found) == (case.kind == "bad"), [each.message for each in found]


def test_every_rule_has_two_more_cases_of_each_kind() -> None:
    count = Counter((case.code, case.kind) for case in cases())
    shown = [code for code, rule in RULES.items() if not rule.bad[0].startswith(LOOKS)]
    few = [f"{code} {kind}" for code in shown for kind in ("bad", "good") if count[code, kind] < 2]
    assert not few


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_is_said_of_a_rule(rule: Rule) -> None:
    assert rule.group in GROUPS
    assert rule.severity in SEVERITIES
    assert rule.in_force in ("", "off", *SEVERITIES)
    for words in (rule.title, rule.basis, rule.why):
        assert words == words.strip()
        assert re.search("[가-힣]", words)
        assert "  " not in words
    assert rule.why.endswith(".")
    assert rule.bad
    assert rule.good
    for text in rule.bad:
        for found in found_in_example(rule, text):
            assert found.message.endswith(".")
            assert not re.search(r"[을은이과]\([를는가와]\)|\(으\)로", found.message), found.message


SHARED = Path(__file__).resolve().parents[2] / "shared" / "rules.tsv"


@pytest.mark.skipif(not SHARED.exists(), reason="the list of rules (../shared/rules.tsv) is not here")
def test_every_rule_of_the_list_that_one_document_can_decide_is_here() -> None:
    with SHARED.open(encoding="utf-8") as stream:
        listed = {row["id"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert listed <= set(RULES)
