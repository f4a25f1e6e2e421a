"""The checker: what it is told, how it runs, what an office decides."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from ordinance_drafter import check, parse, read
from ordinance_drafter.check import Allowance, Policy, all_rules, check_document
from ordinance_drafter.check import engine as engine_module
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.kinds import document_kind
from ordinance_drafter.check.patterns import rule_of
from ordinance_drafter.check.place import address_of, spot_of
from ordinance_drafter.check.rows import read_rows
from ordinance_drafter.check.rule import Found, Rule
from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding

TEXT = """고양시 보기 조례

제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.
제2조(보기) ① 시장은 당해 사업을 할 수 있다.
② 시장은 「당해 사업 지원법」에 따라 “당해”라는 말을
당해 연도에 쓴다.

부칙
이 조례는 당해 연도부터 시행한다.
"""
ONLY = Policy(select=("LNG003",))


def broken(document: Document) -> list[Found]:
    raise ZeroDivisionError


def made(code: str, find: object, **where: object) -> Rule:
    return Rule(code, "warning", "보기", "보기", "보기이다.", (), (), find, **where)  # type: ignore[arg-type]


def places(text: str, policy: Policy = ONLY, **told: str) -> list[str]:
    reading = read(text)
    return [address_of(reading.ordinance, each) for each in check(reading, policy=policy, **told)]  # type: ignore[arg-type]


def test_finds_in_order_with_address_line_and_words() -> None:
    reading = read(TEXT)
    found = check(reading, policy=ONLY)
    assert [address_of(reading.ordinance, each) for each in found] == ["제2조제1항", "제2조제2항", "부칙"]
    assert [each.line for each in found] == [4, 5, 9]
    spots = [spot_of(reading, each) for each in found]
    assert [(spot.line, spot.column, spot.length) for spot in spots if spot] == [(4, 15, 2), (6, 1, 2), (9, 7, 2)]


def test_titles_and_quotations_are_not_judged() -> None:
    assert places(TEXT.replace("당해 연도", "그 연도")) == ["제2조제1항"]


def test_takes_an_ordinance_without_a_source() -> None:
    found = check(parse(TEXT), policy=ONLY)
    assert [each.line for each in found] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TEXT, "enactment"),
        (TEXT.replace("제2조(보기)", "제2조(보기) <개정 2020. 1. 1.>"), "in_force"),
        (TEXT.replace("부칙\n", "부칙 <제12호, 2020. 1. 1.>\n"), "in_force"),
        (TEXT.replace("고양시 보기 조례", "고양시 보기 조례 전부개정조례안"), "whole_amendment"),
        ("고양시 보기 조례 일부개정조례안\n\n고양시 보기 조례 일부를 다음과 같이 개정한다.\n제2조를 삭제한다.\n", "partial_amendment"),
    ],
)  # fmt: skip
def test_tells_what_kind_of_document_it_is(text: str, kind: str) -> None:
    assert document_kind(read(text)) == kind


def test_profile_is_taken_from_the_title() -> None:
    reading = read(TEXT)
    assert Document(reading).municipality == "goyang"
    assert Document(reading, municipality="none").profile is None
    assert Document(read(TEXT.replace("고양시", "여수시"))).profile is None
    assert Document(read(TEXT.replace("고양시", "여수시")), municipality="goyang").municipality == "goyang"


def test_a_rule_that_fails_is_told_and_the_others_go_on() -> None:
    policy = Policy(select=("OWN", "CHK", "LNG003"), own_rules=(made("OWN001", broken),))
    found = check(read(TEXT), policy=policy)
    assert [each.code for each in found] == ["CHK001", "LNG003", "LNG003", "LNG003"]
    assert "OWN001" in found[0].message
    assert found[0].state == "unverified"


def test_rules_stay_silent_where_they_do_not_apply() -> None:
    def always(document: Document) -> list[Found]:
        return [Found("있습니다.")]

    def codes(text: str, **where: object) -> list[str]:
        policy = Policy(select=("OWN",), own_rules=(made("OWN001", always, **where),))
        return [each.code for each in check(read(text), policy=policy)]

    assert codes(TEXT) == ["OWN001"]
    assert codes(TEXT, documents=frozenset({"in_force"})) == []
    assert codes(TEXT, municipality="daegu") == []
    assert codes(TEXT.replace("보기 조례", "보기법")) == []
    in_force = TEXT.replace("제2조(보기)", "제2조(보기) <개정 2020. 1. 1.>")
    assert codes(in_force, in_force="off") == []


class TestPolicy:
    def test_select_and_ignore_take_beginnings(self) -> None:
        assert places(TEXT, Policy(select=("LNG",), ignore=("LNG003",))).count("제2조제1항") <= len(all_rules())
        codes = {each.code for each in check(read(TEXT), policy=Policy(select=("LNG",)))}
        assert "LNG003" in codes
        assert all(code.startswith("LNG") for code in codes)
        assert "LNG003" not in {each.code for each in check(read(TEXT), policy=Policy(ignore=("LNG0",)))}

    def test_the_longest_beginning_decides_the_severity(self) -> None:
        policy = Policy(select=("LNG003",), severities=(("LNG", "off"), ("LNG003", "error")))
        assert {each.severity for each in check(read(TEXT), policy=policy)} == {"error"}
        assert not check(read(TEXT), policy=Policy(select=("LNG003",), severities=(("LNG", "off"),)))

    def test_what_is_allowed_is_left_out_there_only(self) -> None:
        policy = Policy(select=("LNG003", "CHK"), allow=(Allowance("LNG003", "인용한 말이다.", "제2조제1항"),))
        assert places(TEXT, policy) == ["제2조제2항", "부칙"]

    def test_what_is_allowed_and_not_there_is_told(self) -> None:
        policy = Policy(select=("LNG003", "CHK"), allow=(Allowance("STR001", "까닭", "제9조"),))
        found = check(read(TEXT), policy=policy)
        assert found[0].code == "CHK002"
        assert "STR001(제9조)" in found[0].message

    def test_goes_to_another_process(self) -> None:
        row = {"avoid": "사업"}
        policy = Policy(select=("LNG",), allow=(Allowance("LNG003", "까닭"),), own_rules=())
        assert pickle.loads(pickle.dumps(policy)) == policy
        assert row


class TestRows:
    def write(self, tmp_path: Path, rows: str) -> Path:
        path = tmp_path / "rows.yaml"
        path.write_text("rules:\n" + rows, "utf-8")
        return path

    ROW = """  - code: LNG903
    severity: warning
    title: 보기
    basis: 보기
    why: 보기이다.
    patterns: [{near: [가나], find: '가나(다)?', message: '“{0}”은(는) “{to}”(으)로 씁니다.', replace: 라마}]
    bad: [가나]
    good: [다라]
"""

    def test_a_row_is_a_rule(self, tmp_path: Path) -> None:
        (row,) = read_rows([self.write(tmp_path, self.ROW)])
        document = Document(read(TEXT.replace("당해 사업을", "가나를")))
        (found,) = list(rule_of(row).find(document))
        assert (found.message, found.replacement, found.span) == ("“가나”는 “라마”로 씁니다.", "라마", (4, 6))

    def test_all_mistakes_are_told_with_their_places(self, tmp_path: Path) -> None:
        wrong = self.ROW.replace("LNG903", "LN3").replace("'가나(다)?'", "'가나('").replace("warning", "loud")
        with pytest.raises(InputError) as error:
            read_rows([self.write(tmp_path, wrong)])
        assert len(error.value.problems) == 3
        assert all(problem.startswith("rows.yaml:") for problem in error.value.problems)

    def test_a_code_is_used_once(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="LNG903"):
            read_rows([self.write(tmp_path, self.ROW + self.ROW)])


def test_every_code_is_one_rule() -> None:
    codes = [rule.code for rule in engine_module.all_rules()]
    assert len(codes) == len(set(codes))


def test_order_of_documents_does_not_matter() -> None:
    readings = [read(TEXT), read(TEXT.replace("당해 사업을", "그 사업을"))]
    forward = [check_document(Document(each)) for each in readings]
    backward = [check_document(Document(each)) for each in reversed(readings)]
    assert forward == backward[::-1]


def test_spot_when_the_source_has_other_spaces_and_marks() -> None:
    reading = read("# 고양시 보기 조례\n\n##### 제1조 (목적)\n\n**①** 가나다 <개정 2020.1.1.>   라마\n\n**②** 바사아\n")
    path = (0, 0, 0)
    text = reading.ordinance.body[0].children[0].text
    start = text.index("라마")
    spot = spot_of(reading, Finding("LNG003", "info", "보기.", path, (start, start + 2)))
    assert spot
    assert reading.source[spot.line - 1][spot.column - 1 : spot.column - 1 + spot.length] == "라마"
