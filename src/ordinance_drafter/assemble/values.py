"""What the places of clause texts are filled with: names of the municipality, answers, terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.library import Term
from ordinance_drafter.selection import Problems, Roles, Selection, Setting
from ordinance_drafter.slots import Slot
from ordinance_drafter.template import render
from ordinance_drafter.terms import CLOSE, OPEN, mark
from ordinance_drafter.yamlfile import nearest


def fixed_values(setting: Setting) -> dict[str, Any]:
    """Return the names every clause can use (docs/clause-format.md, 3)."""
    city, former = setting.municipality, setting.former
    terms = {name: mark(name) for name in terms_of(setting)}
    former_values = {
        "title": former.title if former and setting.kind != "enactment" else "",
        "label": former.number if former else "",
        "articles": Roles(former.articles) if former and setting.kind != "enactment" else Roles(),
    }
    if former and any(added.id == "repeal" for added in setting.file.project.add):
        former_values |= {"title": former.title, "articles": Roles(former.articles)}
    return {
        **city.names,
        "ordinances": Roles({role: item.title for role, item in city.ordinances.items()}),
        "agencies": Roles({role: item.name for role, item in city.agencies.items()}),
        "former": Roles(former_values),
        "kind": setting.kind,
        **terms,
        **setting.variants,
    }


def terms_of(setting: Setting) -> dict[str, Term]:
    """Return the short names of the municipality and of the set."""
    city = setting.municipality
    return {
        "head": Term(full=city.head, short=city.head_short),
        "gov": Term(full=city.name, short=city.gov_short),
        "council": Term(full=city.council, short=city.council_short),
        **{name: _term(term, setting) for name, term in setting.clause_set.file.terms.items()},
    }


def _term(term: Term, setting: Setting) -> Term:
    """Return a term of the set whose full name may use other terms ({{ law }}) and the municipality's name."""
    others = {name: mark(name) for name in setting.clause_set.file.terms} | {"city": setting.municipality.name}
    return Term(full=render(term.full, others), short=term.short)


def given_by_layers(setting: Setting) -> dict[str, Any]:
    """Return the answers that need not be asked for: of the municipality, over them those of the layers."""
    return {**setting.municipality.answers.get(setting.clause_set.id, {}), **setting.clause_set.answers}


def answers_so_far(setting: Setting) -> dict[str, Any]:
    """Return what conditions may ask for before the slots are known: shared slots and given answers."""
    shared = {name: slot.default for name, slot in setting.clause_set.file.slots.items()}
    local = given_by_layers(setting)
    return {**shared, **local, **setting.file.project.answers}


def answers(setting: Setting, selection: Selection, problems: Problems) -> dict[str, Any]:
    """Return the value of every slot of the chosen clauses, as text ready for the page."""
    project, told = setting.file.project, bool(problems.found)
    slots: dict[str, Slot] = dict(setting.clause_set.file.slots)
    owner: dict[str, str] = {}
    for clause in (*selection.body, *selection.addenda):
        for name, slot in clause.slots.items():
            slots[name] = slot
            owner[name] = clause.id
    local = given_by_layers(setting)
    for name in project.answers:
        if name not in slots:
            problems.add(("answers", name), _unknown_answer(setting, name, slots), key=True)
    values: dict[str, Any] = {}
    for name, slot in slots.items():
        given = name in project.answers
        value = project.answers[name] if given else local.get(name, from_profile(setting, slot))
        if value is None and told:
            continue  # with other clauses than wanted, other questions would stand open
        wrong = slot.check(value) or _unsafe(slot, value)
        if wrong:
            where = ("answers", name) if given else ("answers",)
            asked = "" if given else f" answers에 {name}을(를) 적으십시오."
            asked += f" ({owner[name]} 조문)" if name in owner else ""
            problems.add(where, korean.fix_particles(wrong + asked))
            continue
        values[name] = page_value(slot, value)
    return values


def from_profile(setting: Setting, slot: Slot) -> Any:
    """Return what the municipality's own file says for a slot, else its default."""
    kind, _, role = slot.profile.partition(".")
    city = setting.municipality
    if kind == "ordinances" and role in city.ordinances:
        return city.ordinances[role].title
    if kind == "agencies" and role in city.agencies:
        return city.agencies[role].name
    return slot.default


def _unknown_answer(setting: Setting, name: str, slots: Mapping[str, Slot]) -> str:
    elsewhere = [clause.id for clause in setting.clause_set.clauses() if name in clause.slots]
    if elsewhere:
        return f"이 안에 들어가지 않은 조문({', '.join(elsewhere)})의 물음입니다: {name}. 조문을 넣거나 이 줄을 지우십시오."
    return f"없는 물음입니다: {name}.{nearest(name, slots)}"


def _unsafe(slot: Slot, value: Any) -> str:
    """Answers are words, never markup: braces and private marks would be read as ours."""
    items = value if isinstance(value, list | tuple) else [value]
    bad = any(isinstance(item, str) and (set(item) & {"{", "}", OPEN, CLOSE}) for item in items)
    return f"‘{slot.label}’에는 중괄호를 쓸 수 없습니다." if bad else ""


def page_value(slot: Slot, value: Any) -> Any:
    """Return an answer as it is printed: days in Korean, words without white space at their ends."""
    if slot.type == "date":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return korean.format_date(day)
    if slot.type == "list":
        return [str(item).strip() for item in value]
    return value.strip() if isinstance(value, str) else value
