"""References that read as if they led into the text itself, and fixes of references."""

from __future__ import annotations

import pytest

from ordinance_drafter.check.engine import find_rules
from ordinance_drafter.check.examples import document_of_example, found_in_example
from ordinance_drafter.refs import scan


@pytest.mark.parametrize(
    "text",
    [
        "「보기법」 제25조제1항, 제27조제2항ㆍ제3항(같은 조 제1항 본문에 따른 사항을 포함한다), 제29조의2 및 제31조",
        "「보기법」 제16조제1항제2호, 제3호(이 영 제27조에 해당하는 경우는 제외한다) 및 제5호",
        "「보기법」 제479조를 준용한다. 이 경우 「보기법」 제3조 중 “가”는 “나”로, 제479조 중 “다”는 “라”로 본다.",
        "「보기법」 제10조 및 별표 2 또는 제12조 및 별표 7",
        "「보기법」(제38조만 해당한다)",
        "법제74조의2제5항 및 제74조의3제2항",
        "보기에관한법률(이하 “법”이라 한다) 제19조제3항",
        "우편법 제28조ㆍ제35조",
        "「보기법」 제4조제2항제1호부터 제3호까지, 제7호 및 같은 표 비고",
    ],
)
def test_references_of_another_statute(text: str) -> None:
    own = [mention for mention in scan(text) if not mention.ref.statute and "이 영" not in text[slice(*mention.span)]]
    assert [text[slice(*mention.span)] for mention in own if mention.ref.steps] in ([], ["제27조"])


def test_the_statute_after_a_declaration_is_not_this_one() -> None:
    found = scan("감사인(이하 “감사인”이라 한다)이 법 제17조제2항 본문에 따라 검증한다.")
    assert [mention.ref.statute for mention in found] == ["법"]


@pytest.mark.parametrize(
    ("code", "text", "fixed"),
    [
        ("XRF003", "「보기법」 제28조 제1항 제2호에 따른다.", "「보기법」 제28조제1항제2호에 따른다."),
        (
            "XRF004",
            "「보기법」 제2조와 동법시행령 제3조에 따른다.",
            "「보기법」 제2조와 같은 법 시행령 제3조에 따른다.",
        ),
        ("XRF006", "시장은 이 조례 제1조에 따른다.", "시장은 제1조에 따른다."),
        ("XRF007", "시장은 다음각호의 일을 한다.", "시장은 다음 각 호의 일을 한다."),
        ("XRF008", "다음 각호의 1에 해당하는 사람이다.", "다음 각 호의 어느 하나에 해당하는 사람이다."),
        ("XRF009", "「보기법」 제1항 내지 제3항을 준용한다.", "「보기법」 제1항부터 제3항까지를 준용한다."),
        ("DEF015", "고양시장(이하“시장” 이라한다)은 시장이다.", "고양시장(이하 “시장”이라 한다)은 시장이다."),
        ("DEF016", "위원회(이하 “위원회”이라 한다)를 둔다.", "위원회(이하 “위원회”라 한다)를 둔다."),
    ],
)
def test_fixes(code: str, text: str, fixed: str) -> None:
    rule = find_rules([code])[0]
    document = document_of_example(text, {})
    words = document.units[1].provision.text
    found = found_in_example(rule, text)
    for each in sorted(found, key=lambda one: one.span or (0, 0), reverse=True):
        assert each.span
        assert each.replacement is not None
        words = words[: each.span[0]] + each.replacement + words[each.span[1] :]
    assert words == fixed
