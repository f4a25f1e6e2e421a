"""Another city's ordinance as one's own: what is replaced, what is told, and that nothing passes unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from benchmarks.adapting import PATTERNS, TEXT, is_shared, missed, odd, packed, planted, tokens_of
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ordinance_drafter.adapt import FLAGS, Adapted, adapt
from ordinance_drafter.adapt.report import FORMATS, as_json, as_markdown, as_text, report
from ordinance_drafter.cli import cli, main
from ordinance_drafter.locality import profile_named
from ordinance_drafter.locality.fields import fields
from ordinance_drafter.model import Ordinance, articles
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.read import read
from tests.strategies import ordinances

DATA = Path(__file__).parent / "data" / "adapt_cases.txt"
CASES = [line.split(" | ") for line in DATA.read_text("utf-8").splitlines() if line and not line.startswith("#")]
BICYCLES = """광주광역시 자전거 이용 조례

제1조(목적) 이 조례는 광주광역시 시민의 자전거 이용에 필요한 사항을 정한다. <개정 2021. 3. 2.>

제2조 삭제 <2020. 1. 1.>

제3조(계획) ① 광주광역시장(이하 “시장”이라 한다)은 자전거 계획을 세운다.
② 시장은 제5조의 기금을 쓴다.

제4조(위임) 시장은 이 조례의 사무를 구청장에게 위임할 수 있다.

제4조의2(보조) 시장은 자치구에 예산을 보조할 수 있다. <신설 2021. 3. 2.>

제5조(기금) ① 기금의 존속기한은 2019년 12월 31일까지로 한다.
② 기금은 「광주광역시 회계 규칙」 제3조에 따르고, 제4조에 따라 위임한 일에는 쓰지 않는다.
[본조신설 2018. 5. 1.]

부칙 <2018. 5. 1.>

제1조(시행일) 이 조례는 공포한 날부터 시행한다.

제2조(경과조치) 종전의 일은 이 조례에 따라 한 것으로 본다.
"""


def one(sentence: str, title: str = "자전거 조례") -> Ordinance:
    return parse(f"{title}\n\n제1조(목적) {sentence}\n")


def carried(text: str, source: str = "광주광역시", target: str = "goyang", **asked: object) -> Adapted:
    return adapt(parse(text), profile_named(source), profile_named(target), **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(("source", "target", "before", "after"), CASES)
def test_a_sentence_carried_over(source: str, target: str, before: str, after: str) -> None:
    result = adapt(one(before), profile_named(source), profile_named(target))
    assert result.ordinance.body[0].text == (before if after == "=" else after)


def test_a_whole_ordinance_becomes_a_new_one() -> None:
    result = carried(BICYCLES)
    text = to_text(result.ordinance)
    assert result.ordinance.title == "고양시 자전거 이용 조례"
    assert [unit.label for _, unit in articles(result.ordinance)] == [f"제{n}조" for n in range(1, 6)]
    assert "개정" not in text and "신설" not in text and "삭제" not in text
    assert [unit.text for each in result.ordinance.addenda for unit in each.provisions] == [
        "이 조례는 공포한 날부터 시행한다."
    ]
    assert "제3조에 따라 위임한" in text  # 제4조 -> 제3조, as the deleted article is gone
    assert "「고양시 회계 규칙」(제명 확인 필요) 제3조" in text  # not ours: the number stays and is told
    kinds = {flag.kind for flag in result.flags}
    assert {"level", "leftover", "title", "cited", "sunset", "history", "profile"} <= kinds
    assert kinds <= set(FLAGS)
    assert "광주" not in text
    assert not result.is_ready


def test_history_can_be_kept() -> None:
    result = carried(BICYCLES, keep_history=True)
    text = to_text(result.ordinance)
    assert "<개정 2021. 3. 2.>" in text
    assert "제4조의2" in text
    assert "경과조치" in text


def test_level_only_provisions_can_be_left_out_with_their_references_told() -> None:
    result = carried(BICYCLES, drop_level_only=True)
    text = to_text(result.ordinance)
    assert "위임할 수 있다" not in text
    assert "자치구에 예산" in text  # named, but only delegations are left out
    assert [flag.words for flag in result.of("reference")] == ["제3조"] or [
        flag.words for flag in result.of("reference")
    ] == ["제4조"]
    assert [unit.label for _, unit in articles(result.ordinance)] == ["제1조", "제2조", "제3조", "제4조"]


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 1, 1), "2026년 1월 1일 현재 이미 지난"), (date(2019, 1, 1), "지나지 않은"), (None, "--today")],
)
def test_sunset_dates_are_compared_with_the_day_given(today: date | None, words: str) -> None:
    (flag,) = carried(BICYCLES, today=today).of("sunset")
    assert words in flag.message


def test_a_text_of_ones_own_is_left_as_it_is() -> None:
    ordinance = parse(BICYCLES.replace("광주광역시", "고양시"))
    goyang = profile_named("goyang")
    result = adapt(ordinance, goyang, goyang, keep_history=True)
    assert to_text(result.ordinance) == to_text(ordinance)
    assert result.changes == ()


@given(ordinances(), st.sampled_from(["goyang", "경기도", "의성군", "gangnam", "전남광주통합특별시"]))
def test_adapting_to_the_same_city_changes_nothing(ordinance: Ordinance, place: str) -> None:
    profile = profile_named(place)
    result = adapt(ordinance, profile, profile, keep_history=True)
    assert [(each.path, each.text) for each in fields(result.ordinance)] == [
        (each.path, each.text) for each in fields(ordinance)
    ]


TOKENS = {
    name: tokens_of(profile_named(name)) for name in ("수원시", "경기도", "의성군", "부산광역시 해운대구", "서울특별시")
}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_seeded_word_is_replaced_or_told(data: st.DataObject) -> None:
    source = profile_named(data.draw(st.sampled_from(sorted(TOKENS))))
    target = profile_named(data.draw(st.sampled_from(["창원시", "yangpyeong", "제주특별자치도", "대전광역시 유성구"])))
    token = data.draw(st.sampled_from(TOKENS[source.name if source.name in TOKENS else source.formal_name]))
    assume(not is_shared(token, target))
    words = data.draw(st.sampled_from([*(pattern.format(token) for pattern in PATTERNS), *odd(token)]))
    places = list(planted(parse(TEXT.format(title=source.name)), words))
    _, text = data.draw(st.sampled_from(places))
    assert missed(adapt(text, source, target, keep_history=True), token) == []


@given(
    st.sampled_from(["고양시", "고양시장", "경기도", "고양산업진흥원", "시장"]),
    st.sampled_from(["법", "에 관한 법률", "법 시행령", "특별법"]),
)
def test_titles_of_statutes_and_words_of_others_stay(name: str, ending: str) -> None:
    sentence = f"「{name} 지원{ending}」에 따라 “{name}의 일”로 본다."
    result = adapt(one(sentence), profile_named("goyang"), profile_named("양평군"))
    assert result.ordinance.body[0].text == sentence
    assert name == "시장" or result.leftovers or name == "경기도"


def test_what_the_other_citys_text_said_of_this_city_is_told() -> None:
    result = carried("경기도 조례\n\n제1조(일) 도지사는 고양시와 파주시에 알린다.\n", "경기도")
    assert {flag.words for flag in result.leftovers} == {"고양시", "파주시"}


def test_names_in_other_letters_are_told() -> None:
    text = "수원시 조례\n\n제1조(일) 수원시(水原市)는 www.suwon.go.kr에 알리고 SUWON 표를 붙인다.\n"
    assert [flag.words for flag in carried(text, "수원시").leftovers] == ["suwon", "SUWON", "水原市"]


def test_report_in_every_format() -> None:
    result = carried(BICYCLES)
    text = as_text(result)
    assert "사람이 정해야 할 곳" in text
    assert all(label in text for kind, label in FLAGS.items() if result.of(kind))
    assert "| 자리 | 말 | 할 일 |" in as_markdown(result)
    data = json.loads(as_json(result))
    assert len(data["flags"]) == len(result.flags)
    assert len(data["changes"]) == len(result.changes)
    assert report(result, "docx")[:2] == b"PK"
    assert {"txt", "md", "json", "docx"} == set(FORMATS)


def test_command_writes_result_and_report(tmp_path: Path) -> None:
    source = tmp_path / "원본.txt"
    source.write_text(BICYCLES, "utf-8")
    made, told = tmp_path / "새.docx", tmp_path / "보고.md"
    asked = ["adapt", str(source), "--to", "goyang", "-o", str(made), "--report", str(told), "--today", "2026-01-01"]
    assert main(asked) == 1
    assert read(made).ordinance.title == "고양시 자전거 이용 조례"
    assert "이미 지난 존속기한" in told.read_text("utf-8")
    assert main(asked) == 1  # the same bytes: nothing to ask
    told.write_text("고침", "utf-8")
    assert main(asked) == 3


def test_command_prints_the_text_and_ends_in_zero_when_nothing_is_left(tmp_path: Path) -> None:
    source = tmp_path / "원본.txt"
    source.write_text("수원시 자전거 조례\n\n제1조(목적) 수원시장은 자전거를 돌본다.\n", "utf-8")
    run = CliRunner().invoke(cli, ["adapt", str(source), "--to", "고양시"], standalone_mode=False)
    assert run.return_value == 0
    assert run.stdout.startswith("고양시 자전거 조례")
    assert "수원시를 가리키는 말은 남아 있지 않습니다" in run.stderr


@pytest.mark.parametrize(
    ("text", "asked", "words"),
    [
        ("자전거 조례\n\n제1조(목적) 정한다.\n", [], "--from"),
        ("고양시 자전거 조례\n\n제1조(목적) 정한다.\n", [], "이미 경기도 고양시의 조례"),
        ("수원시 자전거 조례\n\n제1조(목적) 정한다.\n", ["--today", "어제"], "--today"),
        ("수원시 자전거 조례\n\n제1조(목적) 정한다.\n", ["-o", "결과.pdf"], ".docx"),
        ("수원시 자전거 조례\n\n제1조(목적) 정한다.\n", ["--from", "중구"], "여럿"),
        ("그냥 글", [], "조문을 찾지 못했습니다"),
    ],
)
def test_unusable_input_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, asked: list[str], words: str
) -> None:
    source = tmp_path / "원본.txt"
    source.write_text(text, "utf-8")
    assert main(["adapt", str(source), "--to", "goyang", *asked]) == 3
    assert words in capsys.readouterr().err


def test_names_come_back_from_there(corpus: Path) -> None:
    """Adapted to another city and back, an ordinance of Goyang has its own names again."""
    goyang, suwon = (replace_known(profile_named(name)) for name in ("goyang", "수원시"))
    for path in sorted((corpus / "ordinances").glob("경기도고양시__고양시*.md")):
        ordinance = read(path).ordinance
        there = adapt(ordinance, goyang, suwon, keep_history=True).ordinance
        plain = parse(to_text(there).replace("(제명 확인 필요)", "").replace("(기관 확인 필요)", ""))
        back = adapt(plain, suwon, goyang, keep_history=True).ordinance
        again = parse(to_text(back).replace("(제명 확인 필요)", "").replace("(기관 확인 필요)", ""))
        assert [packed(each.text) for each in fields(again)] == [
            packed(each.text) for each in fields(parse(to_text(ordinance)))
        ]


def replace_known(profile):  # type: ignore[no-untyped-def]
    return profile.model_copy(update={"ordinances": {}, "agencies": {}})


def test_no_real_ordinance_keeps_the_other_citys_name_unseen(corpus: Path) -> None:
    target = profile_named("goyang")
    for path in sorted((corpus / "ordinances").glob("[!경]*.md")):
        ordinance = read(path).ordinance
        from ordinance_drafter.locality import municipality_of

        source = profile_named(municipality_of(ordinance))
        result = adapt(replace(ordinance), source, target)
        told = {(flag.path, flag.field) for flag in result.flags}
        for each in fields(result.ordinance):
            if source.name in each.text:
                assert (each.path, each.field) in told, (path.name, each.text[:60])
