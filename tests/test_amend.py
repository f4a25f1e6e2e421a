"""Amending language: every pattern applied, printed and read back; texts amended into others, with proof."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordinance_drafter.amend import AmendmentError, amend, apply, apply_amendment, parse_instructions, read_amendment
from ordinance_drafter.amend.grammar import Unread, read_sentence
from ordinance_drafter.amend.phrase import write_sentence
from ordinance_drafter.amend.same import differences
from ordinance_drafter.amend.steps import Step
from ordinance_drafter.model import ARTICLE, ITEM, PARAGRAPH, SUBPARAGRAPH, Level, Ordinance, Provision
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.numbering import Number
from ordinance_drafter.read import read
from tests.conftest import CORPUS, HERE


def _cases() -> Iterator[tuple[str, str, str]]:
    text = (HERE / "data" / "amendment_cases.txt").read_text("utf-8").split("\n=== ")[1:]
    for block in text[1:]:
        name, _, rest = block.partition("\n")
        instruction, _, result = rest.partition("\n---\n")
        yield name, instruction, result.strip("\n")


BASE = parse((HERE / "data" / "amendment_cases.txt").read_text("utf-8").split("\n=== ")[1].partition("\n")[2])
CASES = list(_cases())


@pytest.mark.parametrize(("name", "instruction", "result"), CASES, ids=[case[0] for case in CASES])
def test_patterns_are_applied(name: str, instruction: str, result: str) -> None:
    new = to_text(apply(BASE, f"{BASE.title} 일부를 다음과 같이 개정한다.\n{instruction}\n"))
    lines = [line.strip() for line in new.split("\n")]
    wanted = _tight(result).split("\n")
    assert [line for line in wanted if not any(each.endswith(line) for each in lines)] == []  # 제5조(사용료) ① …


@pytest.mark.parametrize(("name", "instruction", "result"), CASES, ids=[case[0] for case in CASES])
def test_what_a_pattern_made_is_proved_again(name: str, instruction: str, result: str) -> None:
    new = apply(BASE, instruction)
    made = amend(BASE, new)
    assert made.proved, made.differences
    assert not made.whole, made.text
    assert list(differences(apply(BASE, made.text), new)) == []


@pytest.mark.parametrize(("name", "instruction", "result"), CASES, ids=[case[0] for case in CASES])
def test_steps_are_printed_as_they_are_read(name: str, instruction: str, result: str) -> None:
    steps = [_plain(step) for step in _sentence(instruction.split("\n")[0])]
    assert [_plain(step) for step in _sentence(write_sentence(steps).split("\n")[0])] == steps


def _tight(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _sentence(text: str) -> list[Step]:
    found = read_sentence(text)
    assert not isinstance(found, Unread), found
    return found.steps


def _plain(step: Step) -> Step:
    return replace(step, block="", units=(), span=(0, 0), line=1, sentence=0)


# ── what is wrong is told ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("제9조 중 “가”를 “나”로 한다.", "제9조가 현행에 없습니다"),
        ("제1조 중 “없는 말”을 “나”로 한다.", "“없는 말”이 제1조에 없습니다"),
        ("제5조에 제2항을 다음과 같이 신설한다.\n② 새 항이다.", "제2항은 이미 있습니다"),
        ("제4조를 제5조로 한다.", "이미 있습니다"),
        ("제4조에 제2항을 다음과 같이 신설한다.\n② 새 항이다.", "항이 없는 조입니다"),
        ("제4조를 다음과 같이 한다.", "그 글이 없습니다"),
        ("제4조를 다음과 같이 한다.\n제4조(가) 나.\n제4조(다) 라.", "같은 번호가 두 번"),
        ("제4조의2를 다음과 같이 신설한다.\n제4조의2(가) 나.\n제4조의2(다) 라.", "같은 번호가 두 번"),
        ("제5조제1항 단서를 삭제한다.", "단서가 없습니다"),
        ("제3조제1항부터 제3항까지를 각각 제2항 및 제3항으로 한다.", "수가 다릅니다"),
        ("제5조에 다음 항을 추가한다.", "알 수 없습니다"),
        ("제3조 중 “가”를 “나로 한다.", "따옴표"),
    ],
)
def test_what_cannot_be_done_is_told(text: str, words: str) -> None:
    with pytest.raises(AmendmentError) as caught:
        apply(BASE, text)
    assert words in str(caught.value)
    assert "1번째 줄" in str(caught.value)


def test_each_fault_is_told_with_its_place() -> None:
    with pytest.raises(AmendmentError) as caught:
        parse_instructions("제1조 중 “가”를 “나”로 한다.\n제2조를 바꾼다.\n제3조 중 “다”를 라로 한다.")
    assert [problem[:9] for problem in caught.value.problems] == ["2번째 줄 4번째", "3번째 줄 7번째"]


def test_words_without_each_are_a_doubt() -> None:
    read = read_amendment("제5조 중 “사용료”를 “이용료”로 한다.")
    assert apply_amendment(BASE, read).doubts
    assert not apply_amendment(BASE, read_amendment("제5조 중 “사용료”를 각각 “이용료”로 한다.")).doubts


def test_an_amendment_of_another_text_in_the_addenda() -> None:
    text = (
        "가람시 다리 조례 일부를 다음과 같이 개정한다.\n제1조 중 “가”를 “나”로 한다.\n\n부칙\n"
        "제1조(시행일) 이 조례는 공포한 날부터 시행한다.\n"
        "제2조(다른 조례의 개정) ① 가람시 연못 조례 일부를 다음과 같이 개정한다.\n제1조 중 “관내”를 “시내”로 한다.\n"
        "② 가람시 숲 조례 일부를 다음과 같이 개정한다.\n제2조를 삭제한다.\n"
    )
    read = read_amendment(text)
    assert [title for title, _ in read.others] == ["가람시 연못 조례", "가람시 숲 조례"]
    assert "시내의 연못" in to_text(apply(BASE, text))
    assert {step.title for step in parse_instructions(text)} == {"", "가람시 연못 조례", "가람시 숲 조례"}


def test_a_whole_amendment_is_the_text_that_follows() -> None:
    new = parse(
        "가람시 못 조례\n제1조(목적) 이 조례는 못을 정함을 목적으로 한다.\n\n부칙\n이 조례는 공포한 날부터 시행한다."
    )
    made = amend(BASE, new, whole=True)
    assert made.whole and made.proved
    assert made.text.startswith("가람시 연못 조례 전부를 다음과 같이 개정한다.")
    assert apply(BASE, made.text).title == "가람시 못 조례"


# ── from two texts ───────────────────────────────────────────────────────────


def test_few_words_are_quoted_as_nouns() -> None:
    new = parse(to_text(BASE).replace("관내의", "가람시 안의").replace("물의 양", "물의 양과 깊이"))
    text = amend(BASE, new).text
    assert "제1조 중 “관내”를 “가람시 안”으로 한다." in text
    assert "제3조제2항제2호 중 “물의 양”을 “물의 양과 깊이”로 한다." in text


def test_the_same_change_in_many_places_is_one_sentence() -> None:
    new = parse(to_text(BASE).replace("시장은", "가람시장은"))
    text = amend(BASE, new).text
    assert text.count("“시장”을") == 1
    assert "각각 “가람시장”으로 한다." in text


def test_units_left_out_are_deleted_and_keep_their_numbers() -> None:
    lines = [line for line in to_text(BASE).split("\n") if "연못지기" not in line]
    made = amend(BASE, parse("\n".join(lines)))
    assert "제4조를 삭제한다." in made.text
    assert made.proved
    assert "제4조 삭제" in to_text(apply(BASE, made.text))


def test_most_articles_changed_asks_for_a_whole_amendment() -> None:
    new = parse(to_text(BASE).replace("연못", "샘").replace("시장", "군수"))
    assert "전부개정" in amend(BASE, new).advice
    assert amend(BASE, BASE).advice == ""


_WORDS = st.sampled_from(
    [
        "시장",
        "연못",
        "물길",
        "계획",
        "사용료",
        "규칙",
        "시민",
        "목표",
        "비용",
        "관리",
        "정한다.",
        "둔다.",
        "다음",
        "각",
        "호와",
        "같다.",
        "알린다.",
        "다만,",
        "이",
        "경우",
    ]
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join)


@st.composite
def _units(draw: st.DrawFn, levels: tuple[Level, ...], most: int) -> tuple[Provision, ...]:
    made = []
    for main in range(1, draw(st.integers(1, most)) + 1):
        deep = len(levels) > 1 and draw(st.booleans())
        children = draw(_units(levels[1:], 3)) if deep else ()
        heading = draw(st.sampled_from(["목적", "계획", "사용료", "관리 계획"])) if levels[0] is ARTICLE else ""
        text = "" if children and children[0].level is PARAGRAPH else draw(_TEXTS)
        made.append(Provision(levels[0], Number(main), heading, text, children))
    return tuple(made)


_BODIES = _units((ARTICLE, PARAGRAPH, SUBPARAGRAPH, ITEM), 5)


@settings(max_examples=150, deadline=None)
@given(_BODIES, _BODIES)
def test_any_text_is_amended_into_any_other(one: tuple[Provision, ...], other: tuple[Provision, ...]) -> None:
    old, new = (
        Ordinance("가람시 연못 조례", one, kind="ordinance"),
        Ordinance("가람시 연못 조례", other, kind="ordinance"),
    )
    made = amend(old, new)
    assert made.proved, (made.text, made.differences)
    assert list(differences(apply(old, made.text), new)) == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_edits_are_proved(data: st.DataObject) -> None:
    lines = to_text(BASE).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(4, len(lines) - 4))
        words = lines[at].split(" ")
        place = data.draw(st.integers(0, len(words) - 1))
        what = data.draw(st.sampled_from(["change", "drop", "add", "leave out"]))
        if what == "leave out" and not lines[at].startswith("제"):
            del lines[at]
        elif what == "change":
            words[place] += data.draw(_WORDS)
            lines[at] = " ".join(words)
        elif what == "add":
            lines[at] += " " + data.draw(_TEXTS)
        elif place > 1:
            lines[at] = " ".join([*words[:place], *words[place + 1 :]])
    new = parse("\n".join(lines))
    made = amend(BASE, new)
    assert made.proved, (made.text, made.differences)


# ── real texts ───────────────────────────────────────────────────────────────


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real texts")
def test_real_sentences_are_read() -> None:
    lines = (CORPUS / "amendments" / "sentences.txt").read_text("utf-8").split("\n")
    found = [(line, read_sentence(line)) for line in lines if line.strip()]
    missed = [line for line, read in found if isinstance(read, Unread) or read.end < len(line.rstrip())]
    assert len(missed) <= len(found) * 0.006


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real texts")
def test_real_versions_are_amended_into_each_other() -> None:
    with gzip.open(CORPUS / "amendments" / "pairs.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in [json.loads(line) for line in rows][::10]:
            old, new = (read(row[name], "markdown").ordinance for name in ("old", "new"))
            made = amend(old, new)
            assert made.proved, (row["law"], made.differences)
