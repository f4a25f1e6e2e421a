"""The dictionary of statutes and the names of local governments that the rules about citations and context use."""

from __future__ import annotations

from datetime import date

import pytest

from ordinance_drafter.check import all_rules, check
from ordinance_drafter.check.cited import loose
from ordinance_drafter.check.dictionary import dictionary
from ordinance_drafter.check.examples import document_of_example
from ordinance_drafter.check.places import places
from ordinance_drafter.check.rules.citations_naming import effective_dates
from ordinance_drafter.read import read


@pytest.mark.parametrize(
    ("title", "kind", "right"),
    [
        ("지방자치법", "exact", "지방자치법"),
        ("건축법 시행규칙", "exact", "건축법 시행규칙"),  # only the title of its statute is known
        ("개인정보보호법 시행령", "spacing", "개인정보 보호법 시행령"),
        ("지방자치단체 출자·출연기관의 운영에 관한 법률", "dots", "지방자치단체 출자ㆍ출연 기관의 운영에 관한 법률"),
        ("소프트웨어산업진흥법 시행령", "former", "소프트웨어 진흥법 시행령"),
        ("AI 기본법", "unofficial", "인공지능 발전과 신뢰 기반 조성 등에 관한 기본법"),
        ("공공기관 정보공개에 관한 법률", "near", "공공기관의 정보공개에 관한 법률"),
        ("지방공무원법 시행령 운영 예규", "unknown", ""),
    ],
)
def test_what_a_title_is(title: str, kind: str, right: str) -> None:
    match = dictionary().match(title)
    assert (match.kind, match.title) == (kind, right)


def test_every_right_title_is_known_and_is_not_old_itself() -> None:
    statutes = dictionary()
    for former in statutes.former.values():
        assert statutes.match(former.right).kind in ("exact", "unknown"), former
    for title in statutes.unofficial.values():
        assert statutes.match(title).kind == "exact", title


def test_a_delegation_is_of_an_article_that_exists() -> None:
    statutes = dictionary()
    for title, article in statutes.delegations:
        law = statutes.law(title)
        assert law, title
        assert article in (law.articles or {}), (title, article)


def test_names_of_local_governments() -> None:
    known = places()
    assert len(known.lower) == 16
    assert sum(map(len, known.lower.values())) in range(226, 232)
    assert sorted(known.uppers_of["고성군"]) == ["강원특별자치도", "경상남도"]
    assert known.uppers_of["광주시"] == ["경기도"]
    assert len(known.uppers_of["동구"]) == 6
    assert known.own("고양시 보기 조례", "경기도") == {"고양시", "경기도"}
    assert {"광주광역시", "전라남도", "통합특별시", "순천시"} <= known.own("전남광주통합특별시 보기 조례")
    assert known.level("서울특별시 강남구 보기 조례") == "구"
    assert known.level("보기 조례") == ""


def test_where_a_loose_title_begins() -> None:
    document = document_of_example("수당은 고양시 각종 위원회 구성 및 운영에 관한 조례 제19조에 따라 지급한다.", {})
    found = loose(document)[0]
    assert document.words.text[found.start : found.end] == "고양시 각종 위원회 구성 및 운영에 관한 조례"


def test_days_of_coming_into_force() -> None:
    text = (
        "고양시 보기 조례\n\n제1조(목적) 이 조례는 보기에 필요한 사항을 규정함을 목적으로 한다.\n제2조(지원) 시장은 지원할 수 있다.\n\n"
        "부칙\n이 조례는 2026년 5월 1일부터 시행한다. 다만, 제2조는 2026년 8월 1일부터 시행한다.\n"
    )
    assert effective_dates(document_of_example(text, {})) == (date(2026, 5, 1), {"제2조": date(2026, 8, 1)})


def test_an_unknown_title_is_told_once_and_is_neither_defect_nor_pass() -> None:
    text = (
        "고양시 보기 조례\n\n제1조(목적) 이 조례는 「새로 생긴 나눔법」에 따라 보기에 필요한 사항을 규정함을 목적으로 한다.\n"
        "제2조(나눔) 시장은 「새로 생긴 나눔법」 제3조에 따라 나눔을 돕는다.\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n"
    )
    found = [each for each in check(read(text, "text")) if each.code == "CIT004"]
    assert [(each.severity, each.state) for each in found] == [("info", "unverified")]


def test_one_ordinance_under_two_spellings() -> None:
    text = (
        "제2조(보기) ① 위원회는 「서울특별시 인공지능 기본조례」에 따른다.\n"
        "② 계획은 「서울특별시 인공지능 기본 조례」에 따른다."
    )
    rule = next(each for each in all_rules() if each.code == "CIT004")
    found = list(rule.find(document_of_example(text, {})))
    assert [(each.severity, each.state) for each in found] == [("info", "unverified"), ("warning", "")]
