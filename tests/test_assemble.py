"""From a clause set and a city to one ordinance: every recipe, city and choice, and what people add and drop."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordinance_drafter import korean
from ordinance_drafter.assemble import Assembly
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Library
from ordinance_drafter.model import ARTICLE, CHAPTER, Ordinance, articles, at, walk
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import mentions, resolve
from tests.conftest import GOLDENS, HERE, draft, problems_of

CITIES = ["changwon", "daegu", "gangnam", "goyang", "gyeonggi", "yangpyeong"]
RECIPES = ["standard", "full", "ethics", "minimal"]
AMENDING = [code for code in CITIES if code != "yangpyeong"]
KINDS = [
    *((code, kind) for code in AMENDING for kind in ("whole_amendment", "repeal")),
    *((code, "enactment") for code in CITIES),
]


def of_kind(library: Library, code: str, recipe: str, kind: str, **more: Any) -> Assembly:
    """A draft of the kind; for an enactment everything in force on the subject stays, with a reason."""
    staying = [
        {"title": item.title, "reason": "다른 사항을 정한 조례이다."} for item in library.municipality(code).existing
    ]
    return draft(library, municipality=code, recipe=recipe, kind=kind, coexists=staying, **more)


def dangling(ordinance: Ordinance) -> list[str]:
    found = ((mention, resolve(ordinance, mention)) for mention in mentions(ordinance))
    return [f"{at(ordinance, m.path).text[slice(*m.span)]}: {r.problem}" for m, r in found if r.kind == "dangling"]


def plain_words(ordinance: Ordinance) -> str:
    """The text without titles in 「 」."""
    return re.sub("「[^」]*」", "「」", to_text(ordinance))


def texts_of(ordinance: Ordinance) -> list[str]:
    return [ordinance.preamble, *(words for _, unit in walk(ordinance) for words in (unit.heading, unit.text))]


def holds(ordinance: Ordinance) -> None:
    """What is true of every draft."""
    assert dangling(ordinance) == []
    read = parse(to_text(ordinance))
    assert (read.body, read.addenda, read.title) == (ordinance.body, ordinance.addenda, ordinance.title)
    numbers = [unit.number for _, unit in articles(ordinance)]
    assert numbers == [Number(index) for index in range(1, len(numbers) + 1)]
    for words in texts_of(ordinance):
        assert not re.search(
            r"[{}\ue000\ue001]|은\(는\)|이\(가\)|을\(를\)|과\(와\)|으로\(로\)|이라\(라\)|None|True|False", words
        )
        assert not re.search(r" {2}|\(\s*\)|「\s*」|\s[.,]", words), words
        assert words == words.strip()
    for _, unit in walk(ordinance):
        assert unit.text or unit.children
        if unit.level is ARTICLE:
            assert not (unit.text and any(child.level.name == "paragraph" for child in unit.children))


# ── every recipe × city × kind ───────────────────────────────────────────────


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_drafts(code: str, kind: str, recipe: str, library: Library) -> None:
    assembly = of_kind(library, code, recipe, kind)
    ordinance = assembly.ordinance
    holds(ordinance)
    assert assembly.setting.kind == kind
    assert ordinance.municipality == library.municipality(code).name
    assert ordinance.kind == "ordinance"
    if kind == "repeal":
        assert ordinance.body == ()
        assert [placed.number for placed in assembly.body] == [None]
    else:
        assert [placed.number for placed in assembly.body] == [unit.number for _, unit in articles(ordinance)]
        assert [placed.heading for placed in assembly.body] == [unit.heading for _, unit in articles(ordinance)]


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", CITIES)
def test_goldens(code: str, recipe: str, library: Library, golden: Callable[[str, str], None]) -> None:
    golden(f"{code}-{recipe}.txt", to_text(draft(library, municipality=code, recipe=recipe).ordinance))


def test_no_golden_is_left_over() -> None:
    expected = {f"{code}-{recipe}.txt" for code in CITIES for recipe in RECIPES}
    assert {path.name for path in GOLDENS.glob("*")} - expected == set()


def test_the_same_project_gives_the_same_draft(library: Library) -> None:
    first, second = (draft(library, recipe="full", municipality="daegu") for _ in range(2))
    assert first.ordinance == second.ordinance
    assert first.placed == second.placed


def stands(where: str, ordinance: Ordinance) -> bool:
    """Whether the unit an address names is there: one probe article that cites it must resolve."""
    probe = parse(f"{ordinance.title}\n제999조(자리) {where}").body
    mention = next(mentions(Ordinance("", probe)))
    whole = Ordinance(ordinance.title, (*ordinance.body, *probe))
    return resolve(whole, replace(mention, path=(0, len(ordinance.body)))).kind == "internal"


def test_what_is_satisfied_stands_where_it_says(library: Library) -> None:
    for code, recipe in product(CITIES, RECIPES):
        assembly = draft(library, municipality=code, recipe=recipe)
        for placed in assembly.body:
            for _, where in placed.satisfied:
                assert where.startswith(f"제{placed.number}조")
                assert stands(where, assembly.ordinance), f"{placed.clause.id}: {where}"
    assert not stands("제998조", assembly.ordinance)


def test_core_requirements_are_met_or_excused(library: Library) -> None:
    for code, recipe in product(CITIES, RECIPES):
        assembly = draft(library, municipality=code, recipe=recipe)
        met = {requirement for placed in assembly.placed for requirement, _ in placed.satisfied}
        met |= set(assembly.setting.recipe.without)
        for requirement in assembly.setting.clause_set.requirements.values():
            if requirement.level == "core":
                assert {requirement.id, *requirement.instead} & met, requirement.id


# ── choices ──────────────────────────────────────────────────────────────────


ELSEWHERE = {"existing_committee_title": "정책자문위원회", "existing_committee_ordinance": "정책자문위원회 조례"}


def chosen(library: Library, variants: dict[str, str], **more: Any) -> Assembly:
    """A draft with choices, and the answers only some of them ask for."""
    answers = ELSEWHERE if variants.get("committee") == "existing" else {}
    return draft(library, variants=variants, answers=answers, **more)


IDLE = {"ethics": ("fund", "establish"), "minimal": ("ethics", "advisory")}
"""A choice that would change nothing in a recipe is told, not swallowed."""


@pytest.mark.parametrize("recipe", RECIPES)
def test_all_choices_in_every_combination(recipe: str, library: Library) -> None:
    """128 combinations for the recipe with most clauses, every pair of options for the others."""
    choices = library.clause_set("ai-industry").file.choices
    every = [dict(zip(choices, options, strict=True)) for options in product(*(c.options for c in choices.values()))]
    if recipe != "full":
        pairs = combinations([(name, option) for name, choice in choices.items() for option in choice.options], 2)
        every = [dict(pair) for pair in pairs if pair[0][0] != pair[1][0]]
    for variants in every:
        if IDLE.get(recipe, ("", "")) in variants.items():
            told = problems_of(lambda chosen_=variants: chosen(library, chosen_, municipality="goyang", recipe=recipe))
            assert any("달라지는 조문이 없습니다" in problem for problem in told)
            continue
        assembly = chosen(library, variants, municipality="goyang", recipe=recipe)
        assert dangling(assembly.ordinance) == [], variants
        assert variants.items() <= dict(assembly.setting.variants).items()


@pytest.mark.parametrize("code", CITIES)
def test_all_choices_in_every_city(code: str, library: Library) -> None:
    for name, choice in library.clause_set("ai-industry").file.choices.items():
        for option in choice.options:
            holds(chosen(library, {name: option}, municipality=code, recipe="standard").ordinance)


def ids(assembly: Assembly) -> list[str]:
    return [placed.clause.id for placed in assembly.placed]


def test_a_choice_changes_its_clauses(library: Library) -> None:
    new, existing = (chosen(library, {"committee": option}) for option in ("new", "existing"))
    assert "committee" in ids(new) and "committee-substitute" not in ids(new)
    assert "committee" not in ids(existing) and "committee-substitute" in ids(existing)
    binding, free = (chosen(library, {"plan": option}) for option in ("binding", "discretionary"))
    assert "시행해야 한다" in to_text(binding.ordinance)
    assert to_text(binding.ordinance) != to_text(free.ordinance)
    assert [p.summary for p in binding.body] != [p.summary for p in free.body]


# ── another city ─────────────────────────────────────────────────────────────


OTHERS_WORDS = {
    "gangnam": "고양|(?<!해외 )(?<!조달 )시장(?!ㆍ)|시민|시의회|시의 |군수|도지사|도민|군민",
    "gyeonggi": "고양|(?<!도)시민|시의회|시의 |군수(?!에게)|구청장|군민|구민",
    "yangpyeong": "고양|(?<!해외 )(?<!조달 )시장|시민|시의회|시의 |도지사|구청장|도민|구민",
    "daegu": "고양|군수|도지사|도민|군민|구민|도의회|군의회|구의회",
    "changwon": "고양|군수|도지사|구청장|도민|군민|구민|도의회|군의회|구의회",
}


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", list(OTHERS_WORDS))
def test_another_city_keeps_nothing_of_the_first(code: str, recipe: str, library: Library) -> None:
    assembly = draft(library, municipality=code, recipe=recipe)
    words = plain_words(assembly.ordinance)
    lower = library.municipality(code).lower_heads
    words = words.replace(lower, "") if lower else words
    assert re.findall(OTHERS_WORDS[code], words) == []
    known = {item.title for item in library.municipality(code).ordinances.values()}
    known |= {item.title for item in library.municipality(code).existing}
    for title in re.findall("「([^」]*(?:조례|규칙))」", to_text(assembly.ordinance)):
        assert title in known, title
    explained = " ".join(words for placed in assembly.placed for words in (placed.summary, placed.rationale))
    assert "고양" not in re.sub("「[^」]*」", "", explained)


DECLARED = {
    "goyang": "고양시장(이하 “시장”이라 한다)은",
    "daegu": "대구광역시장(이하 “시장”이라 한다)은",
    "gangnam": "서울특별시 강남구청장(이하 “구청장”이라 한다)은",
    "gyeonggi": "경기도지사(이하 “도지사”라 한다)는",
    "yangpyeong": "양평군수(이하 “군수”라 한다)는",
}


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", list(DECLARED))
def test_the_head_is_declared_once_with_the_right_particles(code: str, recipe: str, library: Library) -> None:
    text = to_text(draft(library, municipality=code, recipe=recipe).ordinance)
    assert text.count(DECLARED[code]) == 1
    before = text[: text.index(DECLARED[code])]
    head, short = library.municipality(code).head, library.municipality(code).head_short
    assert head not in before
    after = text[text.index(DECLARED[code]) + len(DECLARED[code]) :]
    assert re.findall(rf"(?<![가-힣]){head}", after) == []
    wrong = "(?:는|가|를|와)" if short in ("시장", "구청장") else "(?:은|이|을|과)"
    assert re.findall(rf"(?<![가-힣]){short}{wrong}(?=[ .,])", text) == []


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", CITIES)
def test_every_short_name_is_declared_once_before_use_and_used_again(code: str, recipe: str, library: Library) -> None:
    ordinance = draft(library, municipality=code, recipe=recipe).ordinance
    text = to_text(ordinance)
    declared = re.findall(r"\(이하 “([^”]+)”이?라 한다\)", text)
    assert len(declared) == len(set(declared)), declared
    for short in declared:
        mark = re.search(rf"\(이하 “{re.escape(short)}”이?라 한다\)", text)
        assert mark
        assert short in text[mark.end() :], f"{short} is declared and never used"
        pair = "이라" if korean.particle(short, "이라/라") == "이라" else "라"
        assert mark[0].endswith(f"”{pair} 한다)")
    purpose = next(unit for _, unit in articles(ordinance))
    assert "이하" not in purpose.text


def test_particles_agree_everywhere(library: Library) -> None:
    """Marking every particle open again and closing it gives the same text."""
    for code, recipe in product(CITIES, ("full", "ethics")):
        text = plain_words(draft(library, municipality=code, recipe=recipe).ordinance)
        for words in re.findall(
            r"(?<=[ (“ㆍ])[가-힣]*(?:시장|군수|구청장|도지사|위원장|위원회|기금|법)(?:은|는|이|가|을|를|과|와)(?=[ ,])",
            text,
        ):
            pair = {
                "은": "은/는",
                "는": "은/는",
                "이": "이/가",
                "가": "이/가",
                "을": "을/를",
                "를": "을/를",
                "과": "과/와",
                "와": "과/와",
            }
            assert korean.attach(words[:-1], pair[words[-1]]) == words


# ── addenda, chapters, title, kinds ──────────────────────────────────────────


def test_one_clause_in_the_addenda_has_no_number(library: Library) -> None:
    ordinance = of_kind(library, "yangpyeong", "minimal", "enactment").ordinance
    ((unit,),) = (addenda.provisions for addenda in ordinance.addenda)
    assert (unit.number, unit.heading, unit.text) == (None, "", "이 조례는 공포한 날부터 시행한다.")
    assert to_text(ordinance).endswith("\n부칙\n\n이 조례는 공포한 날부터 시행한다.\n")


def test_several_clauses_in_the_addenda_are_numbered(library: Library) -> None:
    (addenda,) = draft(library, municipality="goyang").ordinance.addenda
    assert [unit.number for unit in addenda.provisions] == [Number(n) for n in range(1, len(addenda.provisions) + 1)]
    assert len(addenda.provisions) > 1
    assert addenda.provisions[0].heading == "시행일"


@pytest.mark.parametrize("code", AMENDING)
def test_transitions_follow_what_the_old_ordinance_has(code: str, library: Library) -> None:
    old = library.municipality(code).existing[0]
    present = ids(draft(library, municipality=code, recipe="full"))
    for role in ("plan", "entrustment", "committee"):
        assert (f"transition-{role}" in present) == (role in old.articles), role
    assert "repeal" not in present


def test_transitions_need_their_clause(library: Library) -> None:
    present = ids(draft(library, municipality="goyang", drop=["entrustment"], without={"entrustment": "따로 정한다."}))
    assert "transition-entrustment" not in present


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "이 조례는 공포한 날부터 시행한다."),
        ({"effective_mode": "기간 경과", "effective_months": 6}, "이 조례는 공포 후 6개월이 경과한 날부터 시행한다."),
        ({"effective_mode": "날짜", "effective_on": "2027-07-01"}, "이 조례는 2027년 7월 1일부터 시행한다."),
    ],
)
def test_answers_are_written_as_words(answers: dict[str, Any], words: str, library: Library) -> None:
    assert words in to_text(draft(library, municipality="yangpyeong", answers=answers).ordinance)


def test_a_title_of_its_own(library: Library) -> None:
    assembly = draft(library, title="고양시 인공지능 조례", municipality="goyang")
    assert assembly.ordinance.title == "고양시 인공지능 조례"
    assert draft(library, recipe="ethics").ordinance.title == "고양시 인공지능 기본 조례"


def test_chapters_are_numbered_and_hold_articles(library: Library) -> None:
    ordinance = draft(library, recipe="full", municipality="gyeonggi").ordinance
    assert all(unit.level is CHAPTER and unit.children for unit in ordinance.body)
    assert [unit.number for unit in ordinance.body] == [Number(n) for n in range(1, len(ordinance.body) + 1)]
    headings = [division.chapter for division in library.clause_set("ai-industry").file.recipes["full"].body]
    assert [unit.heading for unit in ordinance.body] == headings


def test_an_empty_chapter_is_left_out(library: Library) -> None:
    ordinance = draft(library, recipe="full", variants={"fund": "none"}).ordinance
    assert "인공지능산업기금" not in [unit.heading for unit in ordinance.body]
    holds(ordinance)


def test_a_chapter_stays_when_its_first_clause_is_dropped(library: Library) -> None:
    ordinance = draft(
        library, recipe="full", drop=["support-programs"], without={"support-programs": "따로 정한다."}
    ).ordinance
    chapter = next(unit for unit in ordinance.body if unit.heading == "인공지능산업의 육성")
    assert chapter.children[0].heading != "인공지능산업 육성 지원사업"


def test_a_chapter_stays_when_its_first_clause_does_not_apply(tiny: Library) -> None:
    """The clause that opens the chapter drops out by its own condition (when), not by hand."""
    asked = {"municipality": "dara", "set": "bicycles", "recipe": "chapters", "answers": {"parking_places": ["역 앞"]}}
    ordinance = draft(tiny, **asked).ordinance
    assert [unit.heading for unit in ordinance.body] == ["총칙", "자전거 이용의 지원"]
    asked["answers"] = {"parking_places": ["역 앞"], "slogan": "달리자"}
    assert [unit.heading for unit in draft(tiny, **asked).ordinance.body] == ["총칙", "자전거 이용의 지원"]


@pytest.mark.parametrize("code", AMENDING)
def test_a_repeal_is_one_sentence(code: str, library: Library) -> None:
    assembly = draft(library, municipality=code, kind="repeal")
    old = library.municipality(code).existing[0].title
    assert assembly.ordinance.title == f"{old} 폐지조례"
    assert assembly.ordinance.preamble == f"「{old}」는 폐지한다."
    assert (assembly.ordinance.body, len(assembly.ordinance.addenda)) == ((), 1)


def test_an_enactment_may_repeal_the_old_one(library: Library) -> None:
    assembly = draft(library, municipality="goyang", kind="enactment", add=["repeal"])
    holds(assembly.ordinance)
    assert "「고양시 인공지능산업 육성 및 지원 조례」는 폐지한다." in to_text(assembly.ordinance)
    assert assembly.ordinance.addenda[0].provisions[1].heading == "다른 조례의 폐지"


def test_a_named_old_ordinance_is_amended(library: Library) -> None:
    assembly = draft(library, municipality="gyeonggi", former={"title": "경기도 인공지능 기본조례"})
    assert assembly.setting.former and assembly.setting.former.number == "조례 제8467호"
    unknown = draft(
        library, municipality="yangpyeong", kind="whole_amendment", former={"title": "양평군 인공지능 조례"}
    )
    assert "종전의 「양평군 인공지능 조례」" in to_text(unknown.ordinance)


# ── add, drop, own ───────────────────────────────────────────────────────────


def test_added_clauses_stand_with_their_theme(library: Library) -> None:
    present = ids(draft(library, add=["events", "training-data"]))
    shelf = library.clause_set("ai-industry")
    for added in ("events", "training-data"):
        before = shelf.clause(present[present.index(added) - 1])
        assert before.theme == shelf.clause(added).theme


def test_added_clauses_stand_after_what_they_must_follow(library: Library) -> None:
    present = ids(draft(library, add=["awards", "transparency", "confidentiality"]))
    order = [present.index(id_) for id_ in ("trust-policy", "transparency", "entrustment", "awards", "confidentiality")]
    assert order == sorted(order)
    assert present.index("confidentiality") < present.index("enforcement-rule")


@pytest.mark.parametrize(
    ("added", "neighbours"),
    [
        ({"id": "events", "after": "survey"}, ("survey", "events")),
        ({"id": "events", "before": "survey"}, ("events", "survey")),
        ({"id": "adoption", "before": "support-programs"}, ("adoption", "support-programs")),
    ],
)
def test_a_clause_goes_where_it_is_put(added: dict[str, str], neighbours: tuple[str, str], library: Library) -> None:
    present = ids(draft(library, add=[added]))
    place = present.index(neighbours[0])
    assert tuple(present[place : place + 2]) == neighbours
    assert len(present) == len(set(present))


def test_references_follow_an_added_clause(library: Library) -> None:
    plain = draft(library)
    more = draft(library, add=[{"id": "events", "after": "definitions"}])
    holds(more.ordinance)
    assert len(list(mentions(more.ordinance))) >= len(list(mentions(plain.ordinance)))
    number = {placed.clause.id: placed.number for placed in more.body}
    assert number["events"] == Number(3)
    assert number["duty-of-head"] == Number(4)


def test_dropped_clauses_leave_no_gap(library: Library) -> None:
    without = draft(library, drop=["cooperation", "startup", "fund-setup"])
    assert set(ids(draft(library))) - set(ids(without)) == {"cooperation", "startup"}
    holds(without.ordinance)


OWN = {
    "id": "mine",
    "heading": "{{ city }}의 날",
    "text": "① {{ head }}은(는) {{ city }}의 날을 정할 수 있다.\n② {ref:survey}에 따라 제1항의 날을 정한다.\n"
    "{% if plan == 'binding' %}\n③ {{ council }}과(와) 정한다.\n{% endif %}\n1. 가\n가. 나",
    "summary": "{{ city }}의 날을 정함",
    "after": ["survey"],
    "slots": {"day": {"type": "text", "label": "날", "default": "봄"}},
}


def test_an_own_clause_is_a_clause_like_others(library: Library) -> None:
    assembly = draft(library, municipality="gyeonggi", own=[OWN])
    holds(assembly.ordinance)
    placed = next(item for item in assembly.body if item.clause.id == "mine")
    assert (placed.heading, placed.summary) == ("경기도의 날", "경기도의 날을 정함")
    before = assembly.body[assembly.body.index(placed) - 1]
    assert before.clause.id == "survey"
    unit = next(unit for _, unit in articles(assembly.ordinance) if unit.heading == "경기도의 날")
    assert unit.children[0].text == "도지사는 경기도의 날을 정할 수 있다."
    assert unit.children[1].text == f"제{before.number}조에 따라 제1항의 날을 정한다."
    assert unit.children[2].children[0].children[0].label == "가."


def test_an_own_clause_without_heading_place_or_number(library: Library) -> None:
    assembly = draft(library, own=[{"id": "mine", "text": "시장은 이를 정한다.", "summary": "정함"}])
    holds(assembly.ordinance)
    assert ids(assembly).index("mine") == len(assembly.body) - 1


def test_an_own_clause_in_the_addenda(library: Library) -> None:
    own = {
        "id": "mine",
        "heading": "유효기간",
        "text": "이 조례는 5년간 효력을 가진다.",
        "summary": "정함",
        "place": "addenda",
    }
    (addenda,) = draft(library, municipality="yangpyeong", own=[own]).ordinance.addenda
    assert [(unit.number, unit.heading) for unit in addenda.provisions] == [
        (Number(1), "시행일"),
        (Number(2), "유효기간"),
    ]


def test_an_own_clause_may_meet_a_requirement(library: Library) -> None:
    own = {
        **OWN,
        "after": [],
        "satisfies": [{"id": "survey", "at": "제3항"}],
        "text": OWN["text"].replace("{ref:survey}", "제1항"),
    }
    assembly = draft(library, drop=["survey"], own=[own])
    placed = next(item for item in assembly.body if item.clause.id == "mine")
    assert placed.satisfied == (("survey", f"제{placed.number}조제3항"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "제1조(목적) 가",
        "제1조(가) 나\n제2조(다) 라",
        "제1장 총칙\n제1조(목적) 가",
        "{% if plan == 'nothing' %}가{% endif %}",
    ],
)
def test_an_own_clause_is_one_article_without_number(text: str, library: Library) -> None:
    problems_of(lambda: draft(library, own=[{"id": "mine", "heading": "조", "text": text, "summary": "정함"}]))


def test_an_own_clause_follows_its_choice(library: Library) -> None:
    own = {**OWN, "choice": "plan", "variants": {"discretionary": {"summary": "정할 수 있도록 함"}}}
    for option, summary in (("binding", "고양시의 날을 정함"), ("discretionary", "정할 수 있도록 함")):
        assembly = draft(library, own=[own], variants={"plan": option})
        assert next(item.summary for item in assembly.body if item.clause.id == "mine") == summary


@pytest.mark.parametrize("limits", [{"levels": ["province"]}, {"kinds": ["repeal"]}])
def test_an_own_clause_outside_its_limits_is_left_out_or_told(limits: dict[str, list[str]], library: Library) -> None:
    try:
        assembly = draft(library, municipality="goyang", own=[{**OWN, **limits}])
    except InputError:
        return
    assert "mine" not in ids(assembly)


def test_a_repeal_says_what_it_repeals_and_all_that_is_added(library: Library) -> None:
    problems_of(lambda: draft(library, kind="repeal", drop=["repeal-main"]))
    own = {"id": "mine", "text": "① 첫째로 정한다.\n② 둘째로 정한다.", "summary": "정함"}
    try:
        ordinance = draft(library, kind="repeal", own=[own]).ordinance
    except InputError:
        return
    assert "둘째로 정한다." in to_text(ordinance)


HOSTILE = ["{{ city }}", "{ref:survey}", "{% if %}", "\ue000head\ue001", "}"]


@pytest.mark.parametrize("words", HOSTILE)
def test_answers_are_no_templates(words: str, library: Library) -> None:
    for answers in ({"committee_name": words}, {"focus_industries": [words]}):
        (problem,) = problems_of(lambda answers=answers: draft(library, answers=answers))
        assert "중괄호" in problem


@pytest.mark.parametrize(
    "words", ["① 가", "제3조", "가\\나", "1. 가", "부칙", "[별표 1]", "<개정 2020. 1. 1.>", "삭제"]
)
def test_answers_that_look_like_structure_stay_words(words: str, library: Library) -> None:
    try:
        ordinance = draft(library, answers={"focus_industries": [words, "나"]}).ordinance
    except InputError:
        return
    read = parse(to_text(ordinance))
    assert (read.body, read.addenda) == (ordinance.body, ordinance.addenda)
    assert any(words in unit.text for _, unit in walk(ordinance))


def test_only_upper_governments_delegate(library: Library) -> None:
    assert "delegation" in ids(draft(library, municipality="gyeonggi", recipe="full"))
    assert "delegation" not in ids(draft(library, municipality="goyang", recipe="full"))
    assert "시장ㆍ군수" in to_text(draft(library, municipality="gyeonggi", recipe="full").ordinance)


@pytest.fixture(scope="session")
def clause_ids(library: Library) -> list[str]:
    return list(library.clause_set("ai-industry").paths)


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_choice_of_clauses_holds_or_is_refused(
    data: st.DataObject, library: Library, clause_ids: list[str]
) -> None:
    some = st.lists(st.sampled_from(clause_ids), unique=True)
    recipe = data.draw(st.sampled_from(RECIPES))
    drop = data.draw(
        st.lists(st.sampled_from(clause_ids), unique=True, max_size=data.draw(st.sampled_from([2, 8, 90])))
    )
    add = data.draw(some.filter(lambda chosen: len(chosen) < 6))
    places = data.draw(st.lists(st.none() | st.sampled_from(clause_ids), min_size=len(add), max_size=len(add)))
    code = data.draw(st.sampled_from(CITIES))
    excused = dict.fromkeys(library.clause_set("ai-industry").requirements, "다른 조례에서 정한다.")
    try:
        ordinance = draft(
            library,
            municipality=code,
            recipe=recipe,
            drop=drop,
            add=[{"id": id_, "after": place} for id_, place in zip(add, places, strict=True)],
            without=excused if data.draw(st.booleans()) else {},
        ).ordinance
    except InputError as error:
        assert all(re.search("[가-힣]", problem) for problem in error.problems)
        return
    assert dangling(ordinance) == []


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_clauses_that_may_go_one_by_one(data: st.DataObject, library: Library) -> None:
    """Dropping what no core requirement, other clause or reference needs always gives a draft."""
    code, recipe = data.draw(st.sampled_from(CITIES)), data.draw(st.sampled_from(RECIPES))
    whole = draft(library, municipality=code, recipe=recipe)
    core = {item.id for item in whole.setting.clause_set.requirements.values() if item.level == "core"}
    needed = {other for placed in whole.placed for other in placed.clause.requires}
    free = [
        placed.clause.id
        for placed in whole.body
        if not core & {item.id for item in placed.clause.satisfies} and placed.clause.id not in needed
    ]
    drop = data.draw(st.lists(st.sampled_from(free), unique=True)) if free else []
    holds(draft(library, municipality=code, recipe=recipe, drop=drop).ordinance)


# ── another subject, another city: no code knows either ──────────────────────


def test_a_second_set_drafts(tiny: Library) -> None:
    assembly = draft(
        tiny,
        municipality="dara",
        set="bicycles",
        variants={"sharing": "run"},
        answers={"parking_places": ["역 앞", "장터"]},
    )
    holds(assembly.ordinance)
    assert to_text(assembly.ordinance) == (HERE / "tiny_library" / "dara.txt").read_text("utf-8")
    assert [placed.heading for placed in assembly.body] == [unit.heading for _, unit in articles(assembly.ordinance)]
    where = dict(pair for placed in assembly.placed for pair in placed.satisfied)
    assert where == {"purpose": "제1조", "plan": "제2조", "parking": "제3조", "parking-cost": "제3조제3항"}


def test_a_term_used_once_is_not_declared(tiny: Library) -> None:
    asked: dict[str, Any] = {"municipality": "dara", "set": "bicycles", "answers": {"parking_places": ["장터"]}}
    text = to_text(draft(tiny, **asked).ordinance)
    assert "군의회와 다라군의 누리집에" in text
    asked["answers"]["council_report"] = False
    text = to_text(draft(tiny, **asked).ordinance)
    assert "다라군의회와 다라군의 누리집에" in text
    assert text.count("다라군의회") == 1


def test_written_numbers_follow_what_drops_out(tiny: Library) -> None:
    asked: dict[str, Any] = {"municipality": "dara", "set": "bicycles", "answers": {"parking_places": ["장터"]}}
    assert "④ 군수는 제2항제2호에 관한" in to_text(draft(tiny, **asked).ordinance)
    assert "④ 군수는 제2항제3호에 관한" in to_text(draft(tiny, **asked, variants={"sharing": "run"}).ordinance)
    asked["answers"]["council_report"] = False
    assert "③ 군수는 제2항제2호에 관한" in to_text(draft(tiny, **asked).ordinance)


def test_levels_keep_clauses_out(tiny: Library) -> None:
    asked = {"set": "bicycles", "variants": {"sharing": "run"}}
    assert "sharing" in ids(draft(tiny, municipality="mulgyeol", **asked))
    assert "sharing" not in ids(draft(tiny, municipality="deunggang", **asked))
    assert "helmets" in ids(draft(tiny, municipality="deunggang", add=["helmets"], **asked))
    problems_of(lambda: draft(tiny, municipality="mulgyeol", add=["helmets"], **asked))


def test_a_part_that_drops_out_satisfies_nothing(tiny: Library) -> None:
    assembly = draft(tiny, municipality="mulgyeol", set="bicycles")
    assert "parking-cost" not in {requirement for placed in assembly.placed for requirement, _ in placed.satisfied}


def test_references_inside_the_addenda(tiny: Library) -> None:
    assembly = draft(tiny, municipality="mulgyeol", set="bicycles", add=["old-parking"])
    holds(assembly.ordinance)
    transition = assembly.ordinance.addenda[0].provisions[1]
    assert transition.children[0].text == "종전에 둔 주차장은 제3조제1항에 따라 둔 것으로 본다."
    assert transition.children[1].text == "부칙 제1조에도 불구하고 제1항은 두 달 뒤부터 적용한다."


# ── the public face ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("first", ["assemble", "read", "write", "bill.build", "read.markdown"])
def test_the_face_gives_functions_whatever_was_imported_first(first: str) -> None:
    code = (
        f"import ordinance_drafter.{first}\nimport ordinance_drafter as face\nfrom ordinance_drafter import assemble, read, write\n"
        "tree = read('가 조례\\n제1조(목적) 가').ordinance\nassert write(tree, 'txt').decode() == face.to_text(tree)\n"
        "assert assemble(face.Project()).ordinance.title\nassert all(getattr(face, name) for name in face.__all__)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)
