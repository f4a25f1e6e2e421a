"""The words of ``clause_library/terms/plain.yaml``: each is found as a word of its own, and only then."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ordinance_drafter.check import plain_terms
from ordinance_drafter.check.examples import document_of_example
from ordinance_drafter.check.plain_terms import Term, Terms, all_terms, terms
from ordinance_drafter.errors import InputError

ALL = all_terms()
JUDGED = [term for term in ALL if term.rule in ("LNG001", "LNG012") and term.severity != "off"]
_OWN_FORM = {
    "verb": ("{}하여야 한다.", "{}한 경우", "{}하는 사람", "{}할 수 있다."),
    "noun": ("{}의 기준", "{}에 관한 사항"),
}


def _ids(term: Term) -> str:
    return term.old


def found(term: Term, sentence: str) -> list[str]:
    """Return what is told of the word in a sentence."""
    document = document_of_example(f"시장은 다음과 같이 정한다.\n1. {sentence}", {})
    return [each.message for which, each in Terms([term]).search(document) if which is term]


def bad_sentences(term: Term) -> list[str]:
    """Sentences with the word: those of its row, else made of its form."""
    if term.bad:
        return term.bad
    stem = term.old.removesuffix("하다")
    if term.form in ("verb", "both") and not term._row["find"]:
        made = [form.format(stem) for form in _OWN_FORM["verb"]]
        return [*made, f"{term.old}의 기준"] if term.form == "both" else made
    near = "공사의 " if term._row["near"] else ""
    return [f"{near}{re.sub('하다$|되다$', '', term.old).lstrip('~')}{_ending(term)}"]


def _ending(term: Term) -> str:
    if term.old.endswith("하다"):
        return "하는 경우"
    if term.old.endswith("되다"):
        return "되는 경우"
    return " 사항" if term.form == "phrase" or not re.search("[가-힣]$", term.old) else "의 기준"


def good_sentences(term: Term) -> list[str]:
    """Sentences that must stay silent: those of its row, and the word in a title, in quotes and inside of others."""
    word = term.words[0].strip()
    made = [f"「{word} 조례」에 따른다.", f"“{word}”라고 적힌 자료"]
    if term.starts_a_word and not term._row["find"]:
        made.append(f"가나{word}의 기준")
    return [*term.good, *made]


@pytest.mark.parametrize("term", JUDGED, ids=_ids)
def test_it_is_found(term: Term) -> None:
    for sentence in bad_sentences(term):
        told = found(term, sentence)
        assert told, sentence
        for message in told:
            assert message.endswith(".")
            assert not re.search(r"[을은이과]\([를는가와]\)|\(으\)로|  ", message)


@pytest.mark.parametrize("term", JUDGED, ids=_ids)
def test_it_stays_silent(term: Term) -> None:
    for sentence in good_sentences(term):
        assert not found(term, sentence), sentence


HOMONYMS = """\
시민을 위해 노력한다.
산업의 육성을 위해서는 예산이 필요하다.
배우려는 의지가 있는 사람
현장에 인력을 배치한다.
읍ㆍ면ㆍ동에 배치된 공무원
아동의 인지 능력
수입인지를 붙인다.
시설을 저리 옮긴다.
전문지식이 풍부한 사람
납부 기한까지 내지 아니하면 독촉한다.
국내지사를 둔다.
과일과 채소를 기타 여러 곳에 판다고 악기타입을 묻는다.
1인 가구와 1인 창조기업을 지원한다.
사위와 며느리
담배 한 개피
최고 수준의 교육
행사를 진행할 때
유명한 사람
소득하위 계층
자료를 요청한다.
조사료의 생산
가축의 사료를 지원한다.
자구 노력을 하는 기업
원자력 안전
국민의 부의 불평등
이행강제금
상이군경
1차년도 사업비
제1차회의
경주시와 협력한다.
공사의 하자보수
위기에 처한 가구
제1호부터 제3호까지에 해당하는 경우
"""


@pytest.mark.parametrize("sentence", HOMONYMS.splitlines())
def test_words_of_the_same_sound(sentence: str) -> None:
    document = document_of_example(f"시장은 다음과 같이 정한다.\n1. {sentence}", {})
    assert not [each.message for _, each in terms("LNG001").search(document)]


def test_every_row_of_the_list_is_there() -> None:
    assert len(ALL) == len({term.old for term in ALL}) == 318
    assert all(re.search("[가-힣]", term.basis) for term in ALL)


def test_what_was_not_verified_is_only_information() -> None:
    unverified = [term for term in ALL if "확인하지 못함" in term.basis and term.rule == "LNG001"]
    assert unverified
    assert not [term.old for term in unverified if term.severity == "warning"]


def test_rules_that_tell_of_a_word_instead_exist() -> None:
    from ordinance_drafter.check import all_rules

    known = {rule.code for rule in all_rules()}
    assert {term.rule for term in ALL if term.rule.startswith("LNG")} <= known


def test_a_word_that_is_allowed_is_not_looked_for() -> None:
    kept = {term.old for term in ALL if term.severity == "off"}
    assert {"플랫폼", "데이터베이스", "호선하다"} <= kept
    assert not kept & {term.old for term in terms("LNG001").all}


def test_a_mistake_in_the_file_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    source = tmp_path / "terms" / "plain.yaml"
    source.write_text("terms:\n  - from: 가료\n    to: 치료\n    basis: 보기\n    find: '('\n", "utf-8")
    with pytest.raises(InputError, match="정규식이 아닙니다"):
        plain_terms.all_terms(tmp_path)


def test_the_order_of_findings_is_always_the_same() -> None:
    document = document_of_example("시장은 허위의 자료를 징구하고 이를 비치하여야 하며, 승인을 얻어 시달한다.", {})
    spans = [each.span for _, each in terms("LNG001").search(document)]
    assert len(spans) == 5
    assert spans == [each.span for _, each in terms("LNG001").search(document)]
