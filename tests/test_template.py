"""The template language: what a clause may say, and that anything else is refused as one Korean sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordinance_drafter.errors import InputError
from ordinance_drafter.selection import Roles
from ordinance_drafter.template import MAX_OUTPUT, MAX_TEMPLATE, is_true, names_used, render
from tests.conftest import problems_of

VALUES = {
    "city": "고양시",
    "number": 3,
    "fields": ["가", "나", "다"],
    "many": ["가나다라마바사아자차"] * 30,
    "clauses": ["purpose", "survey"],
    "ordinances": Roles(subsidy="고양시 지방보조금 관리 조례"),
    "former": Roles(title="", articles=Roles(plan="제5조")),
    "plan": "binding",
    "yes": True,
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("글자 { 하나 }", "글자 { 하나 }"),
        ("{ref:survey}제1항", "{ref:survey}제1항"),
        ("{{ city }}의 {{ number }}년", "고양시의 3년"),
        ("{{ fields | join('ㆍ') }}", "가ㆍ나ㆍ다"),
        ("{{ fields | length }}개", "3개"),
        ("{{ ordinances.subsidy }}", "고양시 지방보조금 관리 조례"),
        ("{{ ordinances.nobody }}", ""),
        ("{% if ordinances.nobody %}있음{% else %}없음{% endif %}", "없음"),
        ("{% if former.articles.plan and 'survey' in clauses %}참{% endif %}", "참"),
        ("{% if plan == 'discretionary' %}재량{% elif plan != 'none' %}의무{% endif %}", "의무"),
        ("{% if 'fund' not in clauses and not former.title or number > 5 %}참{% endif %}", "참"),
        ("{% for field in fields %}{{ field }}.{% endfor %}", "가.나.다."),
        ("{{ '글자' }}", "글자"),
        ("① 가\n{% if yes %}\n② 나\n{% else %}\n② 다\n{% endif %}\n③ 라\n", "① 가\n② 나\n③ 라"),
        ("① 가\n  {% if not yes %}\n② 나\n  {% endif %}\n② 다", "① 가\n② 다"),
        ("앞 {% if yes %}중간{% endif %} 뒤", "앞 중간 뒤"),
    ],
)
def test_fills(source: str, text: str) -> None:
    assert render(source, VALUES).rstrip("\n") == text


REFUSED = [
    "{{ 'a'*10**9 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ fields * 1000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ number + 1 }}",
    "{{ -number }}",
    "{{ 'a' ~ 'b' }}",
    "{{ city() }}",
    "{{ city.upper() }}",
    "{{ fields.append('라') }}",
    "{{ city['upper'] }}",
    "{{ fields[0] }}",
    "{{ city.__class__ }}",
    "{{ city.__class__.__mro__ }}",
    "{{ former._private }}",
    "{{ city | upper }}",
    "{{ city | attr('__class__') }}",
    "{{ many | join('', attribute='x') }}",
    "{{ 'a' if yes else 'b' }}",
    "{{ city is defined }}",
    "{{ range(10) }}",
    "{% set a = 1 %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% block a %}{% endblock %}",
    "{% macro a() %}{% endmacro %}",
    "{% call city() %}{% endcall %}",
    "{% filter join %}가{% endfilter %}",
    "{% for a in fields recursive %}{{ loop(a) }}{% endfor %}",
    "{{ lambda: 1 }}",
    "{{ {'a': 1} }}",
    "{{ '" + "a" * 1001 + "' }}",
    "{% for a in many %}" * 4 + "가" + "{% endfor %}" * 4,
    "{% for a in many %}" * 3 + "가나다라마바사아자차" + "{% endfor %}" * 3,
    "{% for a in many %}{{ many | join(many | join) }}{% endfor %}",
    "{% if yes %}" * 1000 + "가" + "{% endif %}" * 1000,
    "{{ " + "not " * 2000 + "yes }}",
    "{{ " + "(" * 2000 + "yes" + ")" * 2000 + " }}",
    "{" + "가" * MAX_TEMPLATE,
    "{{ city",
    "{% if yes %}",
    "{% endif %}",
    "{% if %}가{% endif %}",
    "{% nothing %}",
    "{{ }}",
    "{{ nobody }}",
    "{{ nobody.name }}",
    "{{ city.nothing }}",
    "{% if nobody %}가{% endif %}",
    "{% for a in number %}가{% endfor %}",
    "{{ number | length }}",
    "{% if city < number %}가{% endif %}",
    "{% if 'a' in number %}가{% endif %}",
]


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: source[:40])
def test_refuses_in_korean(source: str) -> None:
    (problem,) = problems_of(lambda: render(source, VALUES))
    assert re.search("[가-힣]", problem)
    assert "\n" not in problem
    assert len(problem) < 300


@pytest.mark.parametrize(
    "source",
    ["{{ nobody }}", "{{ city", "{% if yes %}", "{% if %}가{% endif %}", "{{ city.nothing }}", "{{ number | length }}"],
)
def test_the_sentence_is_korean_all_through(source: str) -> None:
    """English words may be names the clause uses, nothing else."""
    (problem,) = problems_of(lambda: render(source, VALUES))
    assert set(re.findall("[A-Za-z]+", problem)) <= {"nobody", "city", "nothing", "number", "length", "if", "endif"}


@pytest.mark.parametrize(
    "source",
    ["{{ city.upper }}", "{{ ordinances.items }}", "{{ fields.append }}", "{{ former.articles.pop }}", "{{ self }}"],
)
def test_no_machinery_is_printed(source: str) -> None:
    """A method or an inner object has no place in a statute (its repr even changes from run to run)."""
    try:
        text = render(source, VALUES)
    except InputError:
        return
    assert not re.search(r"<|object|method", text), text


@pytest.mark.parametrize("source", ["{{ fields }}", "{{ yes }}", "{{ nothing }}", "{{ former }}"])
def test_values_that_are_no_words_are_not_printed_as_python(source: str) -> None:
    """A list needs join, a yes-or-no needs if: [‘가’, ‘나’], True and None are no statute text."""
    with pytest.raises(InputError):
        render(source, {**VALUES, "nothing": None})


def test_a_number_too_long_for_python_is_refused() -> None:
    with pytest.raises(InputError):
        render("{{ " + "9" * 5000 + " }}", VALUES)


def test_output_is_capped() -> None:
    block = "가나다라마바사아자차" * 100
    fits = "{% for a in many %}" + block + "{% endfor %}"
    assert len(render(fits, VALUES)) == 30_000 < MAX_OUTPUT
    with pytest.raises(InputError, match="너무 깁니다"):
        render("{% for a in many %}" + fits + "{% endfor %}", VALUES)


def test_values_are_words_and_never_templates() -> None:
    assert render("{{ city }}", {"city": "{{ nobody }}{% if %}"}) == "{{ nobody }}{% if %}"
    assert render("{{ city }}", {"city": "<b>&amp;"}) == "<b>&amp;"


def test_values_stay_as_they_are() -> None:
    fields = ["가"]
    render("{% for field in fields %}{{ field }}{% endfor %}", {"fields": fields})
    assert fields == ["가"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True),
        ("yes", True),
        ("former.title", False),
        ("former.articles.plan and 'survey' in clauses", True),
        ("former.articles.fund", False),
        ("plan == 'binding'", True),
    ],
)
def test_conditions(condition: str, holds: bool) -> None:
    assert is_true(condition, VALUES) is holds


@pytest.mark.parametrize("condition", ["1 +", "nobody", "yes %}{{ city }}{% if yes", "city()", "'a'*9"])
def test_wrong_conditions_are_refused(condition: str) -> None:
    with pytest.raises(InputError):
        is_true(condition, {name: value for name, value in VALUES.items() if name != "nobody"})


def test_names_used_are_those_asked_from_outside() -> None:
    source = "{{ city }}{% for a in fields %}{{ a }}{% endfor %}{% if former.articles.plan %}{{ head }}{% endif %}"
    assert names_used(source) == {"city", "fields", "former", "head"}
    with pytest.raises(InputError):
        names_used("{{ city() }}")


MARKS = [
    "{{",
    "}}",
    "{%",
    "%}",
    "if ",
    "endif",
    "for a in ",
    "endfor",
    "city",
    "fields",
    "former.",
    "|",
    "join",
    "(",
    ")",
    "'",
    " ",
    "\n",
    "*",
    "9",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=14).map("".join))
def test_any_source_fills_or_is_refused(source: str) -> None:
    try:
        assert isinstance(render(source, VALUES), str)
    except InputError as error:
        assert error.problems
