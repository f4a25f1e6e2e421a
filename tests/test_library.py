"""The clause library as data: every file is read, parsed, filled and checked against its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, ClauseSet, Library, Municipality, Recipe, SetFile, load_library
from ordinance_drafter.model import ARTICLE, Provision
from ordinance_drafter.notation import parse_provisions
from ordinance_drafter.refs import parse_ref
from ordinance_drafter.resources import data_dir
from ordinance_drafter.template import names_used, render
from tests.conftest import HERE, ROOT, draft, problems_of

LIBRARY = data_dir("clause_library")
CLAUSE_FILES = sorted(LIBRARY.glob("*/clauses/*/*.yaml"))
SETS = {
    # the recipes a set has, the least number of its clauses, and the number of its requirements
    "ai-industry": (("standard", "full", "ethics", "minimal"), 90, 72),
    "startup-support": (("standard",), 24, 27),
}
RECIPES = [(set_id, recipe) for set_id, (recipes, _, _) in SETS.items() for recipe in recipes]
CODES = sorted(path.stem for path in LIBRARY.glob("municipalities/*.yaml"))
DOTS = "·・•‧∙⋅･ᆞ᛫⸱"
STRAIGHT = "\"'‘’`"


def set_of(path: Path) -> str:
    return path.parents[2].name


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a clause with every clause of every set, and what asks for a set only with every set."""
    names = metafunc.fixturenames
    if "clause" in names:
        ids = [f"{set_of(path)}-{path.stem}" for path in CLAUSE_FILES]
        metafunc.parametrize("clause", CLAUSE_FILES, ids=ids, indirect=True)
    elif "clause_set" in names:
        metafunc.parametrize("clause_set", sorted(SETS), indirect=True)


@pytest.fixture
def clause_set(request: pytest.FixtureRequest, library: Library) -> ClauseSet:
    """The set of the clause of a test, or the one the test is run with."""
    if "clause" in request.fixturenames:
        return library.clause_set(set_of(request.node.callspec.params["clause"]))
    return library.clause_set(request.param)


@pytest.fixture
def clause(request: pytest.FixtureRequest, library: Library) -> Clause:
    path: Path = request.param
    return library.clause_set(set_of(path)).clause(path.stem)


@pytest.fixture(scope="session")
def cities(library: Library) -> list[Municipality]:
    return [library.municipality(code) for code in library.municipality_codes]


@pytest.fixture(params=CODES)
def city(request: pytest.FixtureRequest, library: Library) -> Municipality:
    return library.municipality(request.param)


def read_yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def variants_of(clause: Clause) -> dict[str, Clause]:
    """The clause as each option leaves it; "" is the clause as written."""
    return {"": clause, **{option: clause.in_variant(option) for option in clause.variants}}


def words_of(clause: Clause) -> Iterator[str]:
    """Every text of a clause that is printed as part of a draft or its explanation."""
    for form in variants_of(clause).values():
        yield from (form.heading, form.text, form.summary, form.rationale)


def templates_of(clause: Clause) -> Iterator[str]:
    yield from words_of(clause)
    if clause.when:
        yield "{% if " + clause.when + " %}{% endif %}"


def documented_names(clause_set: ClauseSet) -> set[str]:
    """The names of the table in docs/clause-format.md, section 3, with the terms and choices of the set."""
    text = (ROOT / "docs" / "clause-format.md").read_text("utf-8")
    table = text.split("| 이름 | 뜻 |")[1].split("\n\n")[0]
    first_cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    names = {name for cell in first_cells for name in re.findall(r"`([a-z_]+)(?:\.[^`]*)?`", cell)} - {"terms"}
    return names | set(clause_set.file.terms) | set(clause_set.file.choices) | set(clause_set.file.slots)


# ── files ────────────────────────────────────────────────────────────────────


def test_library_holds_what_it_should(library: Library) -> None:
    assert library.set_ids == tuple(sorted(SETS))
    assert {"changwon", "daegu", "gangnam", "goyang", "gyeonggi", "yangpyeong"} <= set(library.municipality_codes)


def test_a_set_holds_what_it_should(clause_set: ClauseSet) -> None:
    ids = [path.stem for path in CLAUSE_FILES if set_of(path) == clause_set.id]
    assert set(clause_set.paths) == set(ids)
    assert len(ids) == len(set(ids)) >= SETS[clause_set.id][1], "two clauses share an id"


def test_documented_names_are_read_from_the_table(clause_set: ClauseSet) -> None:
    assert {"city", "head", "gov", "council", "lower_heads", "ordinances", "agencies", "clauses", "former"} <= (
        documented_names(clause_set)
    )


def test_clause_loads(clause: Clause) -> None:
    assert clause.heading
    assert clause.text.strip()


def test_names_are_known(clause: Clause, clause_set: ClauseSet) -> None:
    known = documented_names(clause_set) | set(clause.slots)
    for template in templates_of(clause):
        assert names_used(template) <= known, template
    if clause.when:  # a clause's own answers are not known before it is chosen
        assert names_used("{% if " + clause.when + " %}{% endif %}") <= documented_names(clause_set)


def test_every_slot_is_used_and_its_default_fits(clause: Clause) -> None:
    used = set().union(*map(names_used, templates_of(clause)))
    assert set(clause.slots) <= used
    for name, slot in clause.slots.items():
        assert slot.label.strip(), name
        if slot.default is not None:
            assert slot.check(slot.default) == "", name
        assert bool(slot.options) == (slot.type == "choice"), name
        assert slot.min is None or slot.max is None or slot.min <= slot.max, name


def test_no_two_clauses_ask_different_things_under_one_name(clause_set: ClauseSet) -> None:
    asked: dict[str, Any] = {}
    for clause in clause_set.clauses():
        for name, slot in clause.slots.items():
            assert asked.setdefault(name, slot) == slot, f"{clause.id}: {name}"


def test_neighbours_exist(clause: Clause, clause_set: ClauseSet) -> None:
    named = {*clause.requires, *clause.conflicts, *clause.before, *clause.after}
    assert named <= set(clause_set.paths)
    assert clause.id not in named
    assert not set(clause.before) & set(clause.after)
    assert not set(clause.requires) & set(clause.conflicts)


def test_what_templates_ask_of_others_exists(clause: Clause, clause_set: ClauseSet, cities: list[Municipality]) -> None:
    roles = {
        "ordinances": {role for city in cities for role in city.ordinances},
        "agencies": {role for city in cities for role in city.agencies} | {"industry"},
        "former": {"title", "label", "articles"},
        "former.articles": set(clause_set.file.roles),
    }
    text = "\n".join(templates_of(clause))
    assert set(re.findall(r"\{ref:([^}]*)\}", text)) <= set(clause_set.paths) - {clause.id}
    assert set(re.findall(r"'([^']+)' (?:not )?in clauses", text)) <= set(clause_set.paths)
    for name, attribute in re.findall(r"\b(ordinances|agencies|former|former\.articles)\.([a-z_]+)", text):
        assert attribute in roles[name], f"{name}.{attribute}"
    for name, option in re.findall(r"\b([a-z_]+) [!=]= '([^']*)'", text):
        options = clause_set.file.choices[name].options if name in clause_set.file.choices else None
        if options is None and name in clause.slots:
            options = dict.fromkeys(clause.slots[name].options)
        if name == "kind":
            options = dict.fromkeys(("enactment", "whole_amendment", "repeal"))
        if name == "level":
            options = dict.fromkeys(("city", "county", "district", "metropolitan", "province"))
        assert option in (options or {}), f"{name} == {option!r}"


def test_choice_and_variants_agree_with_the_set(clause: Clause, clause_set: ClauseSet) -> None:
    choices = clause_set.file.choices
    if clause.choice:
        assert clause.choice in choices
        assert set(clause.variants) <= set(choices[clause.choice].options)
    else:
        assert not clause.variants
    assert clause.theme in clause_set.file.themes


# ── requirements ─────────────────────────────────────────────────────────────


def test_requirements_are_as_many_as_told_with_ids_of_their_own(clause_set: ClauseSet) -> None:
    rows = read_yaml(LIBRARY / clause_set.id / "requirements.yaml")["requirements"]
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) == SETS[clause_set.id][2]
    assert {row["level"] for row in rows} == {"core", "common", "optional"}
    assert all(set(row.get("instead", ())) <= set(ids) for row in rows)


def test_satisfied_requirements_exist(clause: Clause, clause_set: ClauseSet) -> None:
    for form in variants_of(clause).values():
        assert {item.id for item in form.satisfies} <= set(clause_set.requirements)


def test_every_requirement_has_a_clause(clause_set: ClauseSet) -> None:
    met = {
        item.id for clause in clause_set.clauses() for form in variants_of(clause).values() for item in form.satisfies
    }
    assert set(clause_set.requirements) - met == set()


@pytest.fixture(scope="session")
def values_by_set(library: Library) -> dict[str, list[dict[str, Any]]]:
    """What clauses may ask for, city by city: the values of the recipe with the most clauses."""
    found = {}
    for set_id in SETS:
        recipes = library.clause_set(set_id).file.recipes
        most = max(recipes, key=lambda name: sum(len(division.clauses) for division in recipes[name].body))
        drafts = [draft(library, municipality=code, set=set_id, recipe=most) for code in library.municipality_codes]
        found[set_id] = [dict(each.values) for each in drafts]
    return found


@pytest.fixture
def city_values(clause_set: ClauseSet, values_by_set: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return values_by_set[clause_set.id]


def settings_of(clause: Clause, clause_set: ClauseSet, cities: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Values under which the clause may be filled: every city, choice it asks for, and company of clauses."""
    text = "\n".join(templates_of(clause))
    asked = [name for name in clause_set.file.choices if name == clause.choice or re.search(rf"\b{name}\b", text)]
    options = [tuple(clause_set.file.choices[name].options) for name in asked]
    defaults = {name: "이름" if slot.default is None else slot.default for name, slot in clause.slots.items()}
    for values in cities:
        for chosen in product(*options):
            for company in ([*clause_set.paths], [clause.id]):
                yield {**defaults, **values, **dict(zip(asked, chosen, strict=True)), "clauses": company}


def has_place(where: str, units: tuple[Provision, ...]) -> bool:
    for level, number in parse_ref(where).steps:
        unit = next((unit for unit in units if unit.level is level and unit.number == number), None)
        if unit is None:
            return False
        units = unit.children
    return True


def units_of(text: str, *, in_addenda: bool) -> tuple[Provision, ...]:
    units = parse_provisions(text, in_addenda=in_addenda)
    return units[0].children if units and units[0].level is ARTICLE else units


def test_marked_parts_are_where_the_clause_says(
    clause: Clause, clause_set: ClauseSet, city_values: list[dict[str, Any]]
) -> None:
    wanted = {(option, item.at) for option, form in variants_of(clause).items() for item in form.satisfies if item.at}
    if not wanted:
        return
    found = set()
    for values in settings_of(clause, clause_set, city_values):
        option = values.get(clause.choice, "")
        form = clause.in_variant(option)
        units = units_of(render(form.text, values), in_addenda=clause.place == "addenda")
        found |= {(name, at) for name, at in wanted if name in ("", option) and has_place(at, units)}
    assert wanted - found == set()


def test_every_filling_reads_as_one_article(
    clause: Clause, clause_set: ClauseSet, city_values: list[dict[str, Any]]
) -> None:
    for values in settings_of(clause, clause_set, city_values):
        form = clause.in_variant(values.get(clause.choice, ""))
        units = parse_provisions(render(form.text, values), in_addenda=clause.place == "addenda")
        assert units
        own_words = units[0].level is ARTICLE and units[0].number is None
        assert (own_words and len(units) == 1) or all(unit.level.rank > ARTICLE.rank for unit in units)


# ── legal basis ──────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def statutes() -> dict[str, dict[str, Any]]:
    files = [read_yaml(path) for path in sorted((LIBRARY / "statutes").glob("*.yaml"))]
    listed = [statute for file in files for statute in file.get("statutes", ())]
    titles = [statute["title"] for statute in listed]
    assert len(titles) == len(set(titles)), "a statute is listed twice"
    return {statute["title"]: statute for statute in listed}


def articles_in(words: str) -> list[str]:
    return re.findall(r"제\d+조(?:의\d+)?", words)


def test_basis_is_a_known_statute_and_article(clause: Clause, statutes: dict[str, dict[str, Any]]) -> None:
    assert clause.basis
    for basis in clause.basis:
        assert basis.statute in statutes, basis.statute
        assert basis.why.strip()
        statute = statutes[basis.statute]
        for article in articles_in(basis.article) if statute["complete"] else ():
            assert article in statute["articles"], f"{basis.statute} {article}"
            assert article not in statute["deleted"], f"{basis.statute} {article} is deleted"


def test_statutes_cited_in_the_text_exist(clause: Clause, statutes: dict[str, dict[str, Any]]) -> None:
    for text in words_of(clause):
        for title, tail in re.findall(r"「([^」{}]+)」((?: ?제\d+조(?:의\d+)?)?)", text):
            assert title in statutes, title
            if statutes[title]["complete"]:
                assert set(articles_in(tail)) <= set(statutes[title]["articles"]), f"{title}{tail}"


def test_articles_of_the_law_behind_the_term_exist(
    clause: Clause, clause_set: ClauseSet, statutes: dict[str, dict[str, Any]]
) -> None:
    for name, term in clause_set.file.terms.items():
        title = term.full.strip("「」")
        if title not in statutes:
            continue
        for text in words_of(clause):
            for article in re.findall(r"\{\{ " + name + r" \}\} (제\d+조(?:의\d+)?)", text):
                assert article in statutes[title]["articles"], article


def test_models_say_whether_they_are_in_force(clause: Clause) -> None:
    for model in clause.modelled_on:
        assert model.title.endswith(("조례", "규칙")), model.title
        assert articles_in(model.article) or model.article.startswith("부칙"), model.article
    assert clause.modelled_on or clause.notes.strip(), "no model: notes must say why"


# ── words ────────────────────────────────────────────────────────────────────


PLACES = {"고양", "광주", "대구", "창원", "강남", "양평", "경기도", "전남", "부산", "인천", "대전", "울산", "세종"}


def test_texts_name_no_place_and_no_agency(clause: Clause, cities: list[Municipality]) -> None:
    agencies = {agency.name for city in cities for agency in city.agencies.values()}
    names = PLACES | agencies | {name for city in cities for name in (city.name, city.head, city.council)}
    for text in words_of(clause):
        assert [name for name in sorted(names) if name in text] == []


def test_marks_are_the_official_ones(clause: Clause) -> None:
    for text in words_of(clause):
        plain = re.sub(r"\{[%{].*?[%}]\}", "", text)
        assert sorted(set(plain) & set(DOTS + STRAIGHT)) == []
        assert plain.count("“") == plain.count("”")
        assert plain.count("「") == plain.count("」")
        assert "\t" not in text
        assert not re.search("[\u200b\ufeff\u00a0\u3000]", text)


def test_summary_and_rationale_have_their_shape(clause: Clause) -> None:
    for form in variants_of(clause).values():
        assert (ord(form.summary[-1]) - 0xAC00) % 28 == 16, f"no …함, …둠: {form.summary}"
        assert "(안 " not in form.summary
        assert form.rationale.endswith("필요가 있음."), form.rationale
        assert "\n" not in form.summary + form.rationale


# ── set.yaml ─────────────────────────────────────────────────────────────────


def test_titles_and_reasons_use_known_names(clause_set: ClauseSet) -> None:
    file = clause_set.file
    for title in (file.title, *(recipe.title for recipe in file.recipes.values())):
        assert names_used(title) <= {"city"}
    for line in (*file.background, file.closing):
        assert names_used(line) <= documented_names(clause_set)


def test_choices_have_their_defaults(clause_set: ClauseSet) -> None:
    for name, choice in clause_set.file.choices.items():
        assert choice.default in choice.options, name
        assert len(choice.options) > 1, name
        assert all(option.tradeoff for option in choice.options.values()), name


def test_roles_lead_to_requirements(clause_set: ClauseSet) -> None:
    assert set(clause_set.file.roles.values()) <= set(clause_set.requirements)


def test_recipes_are_the_documented_ones(clause_set: ClauseSet) -> None:
    assert tuple(clause_set.file.recipes) == SETS[clause_set.id][0]
    assert clause_set.file.default_recipe == "standard"


def chosen_ids(recipe: Recipe, variants: dict[str, str]) -> tuple[list[str], list[str]]:
    def kept(items: Any) -> list[str]:
        return [item.clause for item in items if all(variants[name] == value for name, value in item.when.items())]

    return [id_ for division in recipe.body for id_ in kept(division.clauses)], kept(recipe.addenda)


@pytest.mark.parametrize(("set_id", "recipe_id"), RECIPES)
def test_recipe_keeps_its_own_order_and_company(set_id: str, recipe_id: str, library: Library) -> None:
    clause_set = library.clause_set(set_id)
    file, recipe = clause_set.file, clause_set.file.recipes[recipe_id]
    items = [item for division in recipe.body for item in division.clauses] + list(recipe.addenda)
    ids = [item.clause for item in items]
    assert set(ids) <= set(clause_set.paths)
    assert len(ids) == len(set(ids))
    for name, option in [*recipe.variants.items(), *(pair for item in items for pair in item.when.items())]:
        assert option in file.choices[name].options
    assert set(recipe.without) <= set(clause_set.requirements)
    asked = sorted({name for item in items for name in item.when})
    for options in product(*(file.choices[name].options for name in asked)):
        body, addenda = chosen_ids(recipe, dict(zip(asked, options, strict=True)))
        order = {id_: place for place, id_ in enumerate([*body, *addenda])}
        for id_ in order:
            clause = clause_set.clause(id_)
            assert clause.place == ("body" if id_ in body else "addenda")
            assert [other for other in clause.requires if other not in order] == [], id_
            both = [other for other in clause.conflicts if other in order]
            shared = {kind for other in both for kind in clause_set.clause(other).kinds or clause.kinds}
            assert not both or not shared & set(clause.kinds), id_
            assert [other for other in clause.before if order.get(other, 999) < order[id_]] == [], id_
            assert [other for other in clause.after if order.get(other, -1) > order[id_]] == [], id_


# ── municipalities ───────────────────────────────────────────────────────────


HEADS = {"city": "시장", "county": "군수", "district": "구청장", "province": "도지사", "metropolitan": "시장"}


def test_names_of_a_city_agree(city: Municipality) -> None:
    stem = city.name[: -len(city.gov_short)]
    assert city.name == stem + city.gov_short
    assert city.head_short == HEADS[city.level]
    assert city.head.startswith(stem)
    assert city.head.endswith(city.head_short)
    assert city.council == city.name + "의회"
    assert city.council.endswith(city.council_short)
    assert city.council_short == city.gov_short + "의회"
    assert city.council_member == city.council + "의원"
    assert city.formal_name.endswith(city.name)
    assert city.residents == city.gov_short + "민"
    assert city.upper == "" or city.level not in ("province", "metropolitan")
    assert bool(city.lower_heads) == (city.level in ("province", "metropolitan"))


def values_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from values_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from values_in(value)
    else:
        yield str(data)


@pytest.mark.parametrize("code", CODES)
def test_profile_is_dated_and_consistent(code: str, library: Library) -> None:
    city = library.municipality(code)
    data = read_yaml(LIBRARY / "municipalities" / f"{code}.yaml")
    assert city.code == code
    assert not any("고양특례시" in value or "창원특례시" in value for value in values_in(data))
    assert date.fromisoformat(city.checked_on) <= date(2026, 12, 31)
    for item in (*city.ordinances.values(), *city.existing):
        assert item.title.startswith(city.name), item.title
        assert item.title.endswith("조례"), item.title
        assert item.promulgated == "" or date.fromisoformat(item.promulgated)
        assert re.fullmatch(r"조례 제\d+호", item.number), item.number
        assert item.source.startswith("https://www.law.go.kr/자치법규/"), item.source
    for agency in city.agencies.values():
        assert agency.source and date.fromisoformat(agency.checked_on)


def test_existing_ordinances_lead_to_sets_and_articles(city: Municipality, library: Library) -> None:
    for existing in city.existing:
        assert existing.set in library.set_ids
        roles = library.clause_set(existing.set).file.roles
        assert set(existing.articles) - {"committee_term"} <= set(roles)
        for label in (*existing.articles.values(), *existing.headings):
            assert parse_ref(label).steps[0][0] is ARTICLE
        for label in existing.articles.values():
            assert articles_in(label)[0] in existing.headings, label


def test_answers_of_a_city_fit_the_slots(city: Municipality, library: Library) -> None:
    for set_id, answers in city.answers.items():
        slots = {name: slot for clause in library.clause_set(set_id).clauses() for name, slot in clause.slots.items()}
        for name, value in answers.items():
            assert slots[name].check(value) == ""


# ── wrong files ──────────────────────────────────────────────────────────────


def one_clause_library(folder: Path, text: str, *, theme: str = "general", name: str = "one") -> ClauseSet:
    home = folder / "set"
    (home / "clauses" / theme).mkdir(parents=True)
    (home / "set.yaml").write_text(
        "id: set\nlabel: 이름\nsubject: 주제\ntitle: 조례\ndefault_recipe: all\nthemes: {general: 총칙}\n"
        "recipes: {all: {label: 모두, description: 모두, body: [], addenda: []}}\n",
        "utf-8",
    )
    (home / "clauses" / theme / f"{name}.yaml").write_text(text, "utf-8")
    return load_library(folder).clause_set("set")


GOOD = (
    "id: one\ntheme: general\nheading: 목적\ntext: 이 조례는 목적을 정한다.\n"
    "basis: []\nmodelled_on: []\nrationale: 둘 필요가 있음.\nsummary: 정함\n"
)


def test_a_good_clause_loads(tmp_path: Path) -> None:
    assert one_clause_library(tmp_path, GOOD).clause("one").heading == "목적"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("heading: 목적", "headng: 목적", "general/one.yaml:3:1", "혹시 ‘heading’입니까?"),
        ("summary: 정함\n", "", "general/one.yaml:1:1", "summary: 반드시 적어야 합니다."),
        ("id: one", "id: two", "general/one.yaml:1:5", "id가 파일 이름과 다릅니다: two"),
        ("theme: general", "theme: other", "general/one.yaml:2:8", "theme이 폴더 이름과 다릅니다: other"),
        ("id: one", "id: One", "general/one.yaml:1:5", "적을 수 없는 꼴입니다: One"),
        ("basis: []", "basis: [{statute: 법, articl: 제1조, why: 까닭}]", "general/one.yaml:5:22", "혹시 ‘article’입니까?"),
        ("summary: 정함", "summary: 정함\nplace: margin", "general/one.yaml:9:8", "body"),
        ("heading: 목적", "heading: 목적\nheading: 다시", "general/one.yaml:4:1", "같은 열쇠가 두 번"),
    ],
)  # fmt: skip
def test_a_wrong_clause_file_is_told_with_its_place(old: str, new: str, place: str, words: str, tmp_path: Path) -> None:
    assert old in GOOD
    shelf = one_clause_library(tmp_path, GOOD.replace(old, new))
    (problem,) = problems_of(lambda: shelf.clause("one"))
    assert problem.startswith(f"{place}: ")
    assert words in problem


def test_unknown_names_are_key_errors(library: Library, clause_set: ClauseSet) -> None:
    for ask in (clause_set.clause, library.clause_set, library.municipality):
        with pytest.raises(KeyError):
            ask("no-such-thing")


def test_a_library_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for path in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(InputError, match="폴더가 아닙니다"):
            load_library(path)
    assert load_library(tmp_path).set_ids == ()


def test_a_kept_file_is_read_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the cache keeps is what reading gives, until the file changes; what JSON cannot hold is read each time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    path = tmp_path / "set.yaml"
    source = (HERE / "tiny_library" / "bicycles" / "set.yaml").read_text("utf-8")
    for text in (source, source.replace("자전거", "두 바퀴"), source):
        path.write_text(text, "utf-8")
        plain = yamlfile.load(path, SetFile)
        assert yamlfile.load(path, SetFile, kept=True) == yamlfile.load(path, SetFile, kept=True) == plain
    path.write_text("1: 가\n", "utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match="반드시 적어야"):
            yamlfile.load(path, SetFile, kept=True)
