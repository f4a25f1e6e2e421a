"""References: scan, parse, format, resolve, rewrite."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ordinance_drafter import model as m
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import Ref, format_ref, mentions, parse_ref, renumber, resolve, rewrite, scan
from ordinance_drafter.refs.resolve import own_steps
from tests.strategies import numbers, ordinances

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "references.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[0] for case in CASES])
def test_references_found(text: str, expected: str, why: str) -> None:
    assert [format_ref(mention.ref) for mention in scan(text)] == [part for part in expected.split("|") if part], why


_CHAIN = [m.ARTICLE, m.PARAGRAPH, m.SUBPARAGRAPH, m.ITEM]


@st.composite
def chains(draw: st.DrawFn) -> tuple[tuple[m.Level, Number], ...]:
    start = draw(st.integers(0, 3))
    end = draw(st.integers(start, 3))
    levels = [
        _CHAIN[start],
        *[level for level in _CHAIN[start + 1 : end + 1] if draw(st.booleans()) or level is m.ITEM],
    ]
    steps = tuple(
        (level, draw(numbers(level).filter(lambda n, level=level: n.main < 15 or level is not m.ITEM)))
        for level in levels
    )
    assume(steps[0][0] is not m.ITEM or steps[0][1].branch == 0)
    return steps


@st.composite
def refs(draw: st.DrawFn) -> Ref:
    statute = draw(
        st.sampled_from(
            ["", "", "지방자치법", "인공지능 발전과 신뢰 기반 조성 등에 관한 기본법", "법", "고양시 포상 조례"]
        )
    )
    steps = draw(chains())
    if statute:
        steps = ((m.ARTICLE, draw(numbers(m.ARTICLE))), *[step for step in steps if step[0] is not m.ARTICLE])
    parts = draw(
        st.sampled_from([(), (), ("proviso",), ("each_subparagraph",), ("chapeau", "main_clause"), ("latter",)])
    )
    until = ()
    if not parts and draw(st.booleans()):
        level, number = steps[-1]
        until = ((level, Number(number.main + 1)),)
        assume(level is not m.ITEM or number.main < 14)
    place = draw(st.sampled_from(["", "addenda"])) if steps[0][0] is m.ARTICLE and statute in ("", "지방자치법") else ""
    return Ref(steps, statute, parts, until, place)


@settings(max_examples=400, deadline=None)
@given(refs())
def test_a_formatted_reference_reads_back(ref: Ref) -> None:
    assert parse_ref(format_ref(ref)) == ref


@settings(max_examples=200, deadline=None)
@given(
    refs(),
    st.sampled_from(["시장은 ", "다만, ", "“", "("]),
    st.sampled_from([" 사항", "에 따라", "을 말한다.", ")", "의 규정"]),
)
def test_a_reference_is_found_in_running_text(ref: Ref, before: str, after: str) -> None:
    text = f"{before}{format_ref(ref)}{after}"
    found = scan(text)
    assert [text[slice(*mention.span)] for mention in found] == [format_ref(ref)]


@settings(max_examples=150, deadline=None)
@given(ordinances())
def test_nothing_moves_when_nothing_moves(tree: m.Ordinance) -> None:
    assert rewrite(tree, lambda steps: steps) == tree
    for mention in mentions(tree):
        assert resolve(tree, mention).kind in ("internal", "external", "dangling")


@st.composite
def linked(draw: st.DrawFn) -> tuple[m.Ordinance, dict[str, list[str]]]:
    """An ordinance with gaps and branches whose texts refer to units by their address; unit id -> target ids."""
    article_numbers = draw(
        st.lists(st.builds(Number, st.integers(1, 40), st.sampled_from([0, 0, 2])), min_size=2, max_size=6, unique=True)
    )
    skeleton, names = [], []
    for number in sorted(article_numbers):
        paragraphs = sorted(draw(st.lists(st.integers(1, 12), max_size=3, unique=True)))
        subs = sorted(draw(st.lists(st.integers(1, 9), max_size=2, unique=True)))
        children = []
        for paragraph in paragraphs:
            items = tuple(m.Provision(m.SUBPARAGRAPH, Number(sub)) for sub in subs)
            children.append(m.Provision(m.PARAGRAPH, Number(paragraph), children=items))
        skeleton.append(m.Provision(m.ARTICLE, number, "제목", children=tuple(children)))
    tree = m.Ordinance("시험 조례", tuple(skeleton))
    places = [path for path, _ in m.walk(tree)]
    # an article with one paragraph is folded when renumbered: its paragraph stops being a place of its own
    targets = [path for path in places if not _only_paragraph(tree, path)]
    links = {}
    for index, path in enumerate(places):
        unit = m.at(tree, path)
        if unit.level is m.ARTICLE and unit.children:
            continue
        target = targets[draw(st.integers(0, len(targets) - 1))]
        other = targets[draw(st.integers(0, len(targets) - 1))]
        words = m.address(tree, target)
        same_article = target[:2] == path[:2] and len(target) > 2
        if same_article and len(path) > 2 and draw(st.booleans()):
            words = words[words.index("조") + 1 :].lstrip("의0123456789") or words
            words = words[words.index("제") :]
        gap = draw(st.sampled_from([" 및 ", "에도 불구하고 ", "ㆍ"]))
        links[f"u{index}"] = [f"u{places.index(other)}", f"u{places.index(target)}"]
        if "조" in words or gap == "에도 불구하고 ":  # in a list a short second one would belong to the first
            words = f"{m.address(tree, other)}{gap}{words}"
        else:
            links[f"u{index}"].pop(0)
        names.append(path)
        tree = m.replace_at(tree, path, replace(unit, text=f"[u{index}] {words}에 따른다."))
    return tree, links


def _only_paragraph(tree: m.Ordinance, path: m.Path) -> bool:
    return len(path) > 2 and m.at(tree, path[:2]).level is m.ARTICLE and len(m.at(tree, path[:2]).children) == 1


@settings(max_examples=250, deadline=None)
@given(linked())
def test_references_follow_what_they_point_at(case: tuple[m.Ordinance, dict[str, list[str]]]) -> None:
    tree, links = case
    moved = renumber(tree)
    assert [str(unit.number) for _, unit in m.articles(moved)] == [str(n) for n in range(1, len(tree.body) + 1)]
    original = {f"u{i}": path for i, (path, _) in enumerate(m.walk(tree))}
    found: dict[str, list[m.Path]] = {}
    for mention in mentions(moved):
        source = m.at(moved, mention.path).text.split("]")[0].strip("[")
        result = resolve(moved, mention)
        assert result.kind == "internal" and result.path, (to_text(tree), to_text(moved))
        found.setdefault(source, []).append(result.path)
    wanted = {source: [_after(tree, original[target]) for target in targets] for source, targets in links.items()}
    assert found == wanted, (to_text(tree), to_text(moved))


def _after(tree: m.Ordinance, path: m.Path) -> m.Path:
    """Where a unit is once an article's only paragraph has been folded into it."""
    return (*path[:2], *path[3:]) if _only_paragraph(tree, path) else path


@settings(max_examples=150, deadline=None)
@given(linked())
def test_renumbering_twice_changes_nothing_more(case: tuple[m.Ordinance, dict[str, list[str]]]) -> None:
    once = renumber(case[0])
    assert renumber(once) == once


ORDINANCE = """시험 조례

제1장 총칙
제1조(목적) 이 조례는 「가나법」(이하 “법”이라 한다) 제3조에 따라 정한다.
제2조(사업) ① 시장은 다음 각 호의 사업을 한다. 다만, 제3조의 경우는 제외한다.
1. 하나
가. 작은 하나
2. 둘
② 제1항 각 호의 사업에는 법 제5조를 적용한다. 이 경우 같은 법 제6조를 준용한다.
제3조 삭제
제4조(기준) 기준은 별표와 같다.

부칙
제1조(시행일) 이 조례는 공포한 날부터 시행한다.
제2조(경과조치) 제2조의 개정규정은 부칙 제1조에도 불구하고 제1항에 따른다.
제3조(다른 조례의 개정) 다른시 무엇 조례 일부를 다음과 같이 개정한다.
제99조 중 “가”를 “나”로 한다.

[별표] 기준(제4조 관련)
"""


def _answers() -> dict[str, tuple[str, str]]:
    tree = parse(ORDINANCE)
    answers = {}
    for mention in mentions(tree):
        text = m.at(tree, mention.path).text
        result = resolve(tree, mention)
        answers[text[slice(*mention.span)]] = (
            result.kind,
            m.address(tree, result.path) if result.path and result.path[0] < 2 else result.problem,
        )
    return answers


def test_where_references_lead() -> None:
    answers = _answers()
    assert answers["「가나법」(이하 “법”이라 한다) 제3조"][0] == "external"
    assert answers["법 제5조"][0] == answers["같은 법 제6조"][0] == "external"
    assert answers["제1항 각 호"] == ("internal", "제2조제1항")
    assert answers["제3조"] == ("internal", "제3조")
    assert answers["제2조"] == ("internal", "제2조")
    assert answers["부칙 제1조"] == ("internal", "부칙 제1조")
    assert answers["별표"][0] == "internal"
    assert answers["제99조"][0] == "external", "다른 조례의 개정문은 그 조례의 조이다"
    assert answers["제1항"] == ("internal", "부칙 제2조"), "항이 없는 조의 제1항은 그 조 자신이다"


def test_same_law_is_named_in_full() -> None:
    statutes = [mention.ref.statute for mention in mentions(parse(ORDINANCE)) if mention.ref.statute]
    assert statutes[:3] == ["가나법", "가나법", "가나법"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("제9조", "제9조가 없습니다."),
        ("제2조제3항", "제2조에 제3항이 없습니다."),
        ("제2조제1항제1호나목", "제2조제1항제1호에 나목이 없습니다."),
        ("제2조제2항 각 호", "제2조제2항 각 호가 없습니다."),
        ("제2조제2항 단서", "제2조제2항 단서가 없습니다."),
        ("제2조부터 제8조까지", "제8조가 없습니다."),
        ("부칙 제7조", "부칙 제7조가 없습니다."),
        ("별표 2", "별표 2가 붙어 있지 않습니다."),
        ("별지 제1호서식", "별지 제1호서식이 붙어 있지 않습니다."),
    ],
)
def test_a_reference_to_nothing_says_what_is_missing(words: str, problem: str) -> None:
    tree = parse(ORDINANCE.replace("기준은 별표와 같다.", f"{words}에 따른다."))
    found = [resolve(tree, mention) for mention in mentions(tree) if m.address(tree, mention.path) == "제4조"]
    assert [(result.kind, result.problem) for result in found] == [("dangling", problem)]


def test_a_deleted_target_is_told() -> None:
    tree = parse(ORDINANCE)
    told = [
        resolve(tree, mention).problem
        for mention in mentions(tree)
        if m.at(tree, mention.path).text.startswith("시장은")
    ]
    assert told == ["삭제된 조문입니다."]


def test_a_moved_article_takes_short_references_along() -> None:
    tree = parse("시험 조례\n제1조(가) 제2조제1항 및 제2항을 본다.\n제2조(나) ① 하나\n② 제1항을 본다.\n")

    def move(steps: tuple) -> tuple:
        return ((steps[0][0], Number(7)), *steps[1:]) if steps[0] == (m.ARTICLE, Number(2)) else steps

    moved = rewrite(tree, move)
    assert [unit.text for _, unit in m.walk(moved)] == ["제7조제1항 및 제2항을 본다.", "", "하나", "제1항을 본다."]
    assert own_steps(moved, (0, 1)) == ((m.ARTICLE, Number(2)),), "번호는 따로 바꾼다"
