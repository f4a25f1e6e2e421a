"""Clauses among each other: what they require and exclude, in which order they come, what recipes and choices do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, Recipe, RecipeItem
from ordinance_drafter.shelf.book import SetBook
from ordinance_drafter.shelf.names import Location, templates_of
from ordinance_drafter.shelf.parts import check_slot
from ordinance_drafter.shelf.problem import Report
from ordinance_drafter.shelf.scenes import condition, together
from ordinance_drafter.template import asked
from ordinance_drafter.yamlfile import nearest

_RELATIONS = ("requires", "conflicts", "before", "after")


def check_company(read: SetBook, report: Report) -> None:
    """Check what clauses say of each other."""
    for clause in read.clauses.values():
        _neighbours(read, clause, report)
    _demands(read, report)
    _circles(read, report)


def _neighbours(read: SetBook, clause: Clause, report: Report) -> None:
    file = read.files[clause.id]
    for name in _RELATIONS:
        for index, other in enumerate(getattr(clause, name)):
            if other == clause.id:
                report.add("CLB040", file, (name, index), f"{name}에 제 id를 적었습니다. 지우십시오.")
            elif other not in read.ids:
                words = f"{name}에 없는 조문이 있습니다: {other}.{nearest(other, read.ids)}"
                report.add("CLB040", file, (name, index), words)
    for other in clause.before:
        if other in clause.after:
            words = f"‘{other}’ 조문을 before와 after에 함께 적었습니다. 하나를 지우십시오."
            report.add("CLB042", file, ("before", clause.before.index(other)), words)


def _demands(read: SetBook, report: Report) -> None:
    """What must be there together must be able to be."""
    told: set[str] = set()
    for clause in read.clauses.values():
        file = read.files[clause.id]
        company = [read.clauses[other] for other in sorted(together(read, clause)) if other in read.clauses]
        for other in company:
            place: Location = (
                ("requires", clause.requires.index(other.id)) if other.id in clause.requires else ("requires",)
            )
            if other.id in clause.conflicts or clause.id in other.conflicts:
                words = f"‘{other.id}’ 조문은 함께 있어야 하는데(requires) 함께 있을 수 없습니다(conflicts). 하나를 지우십시오."
                report.add("CLB043", file, place, words)
            elif _never(clause.kinds, other.kinds) or _never(clause.levels, other.levels):
                words = f"함께 있어야 할 ‘{other.id}’ 조문의 kinds나 levels가 이 조문과 겹치지 않아 이 조문을 쓸 수 없습니다."
                report.add("CLB043", file, place, words)
        for one, two in combinations(company, 2):
            if one.id in two.conflicts or two.id in one.conflicts:
                words = f"함께 있어야 할 ‘{one.id}’와 ‘{two.id}’ 조문은 서로 함께 있을 수 없습니다(conflicts)."
                report.add("CLB043", file, ("requires",), words)
        if clause.id in _closure(read, clause.id) and clause.id not in told:
            circle = sorted(other for other in together(read, clause) if clause.id in _closure(read, other))
            told |= {clause.id, *circle}
            words = f"requires가 맴돕니다: {', '.join([clause.id, *circle])}. 하나를 넣으면 모두 넣어야 합니다. 뜻한 것인지 보십시오."
            report.add("CLB041", file, ("requires",), words)


def _closure(read: SetBook, clause_id: str) -> frozenset[str]:
    """Return what a clause requires, by however many steps; itself when it is in a circle."""
    found: set[str] = set()
    waiting = [clause_id]
    while waiting:
        current = read.clauses.get(waiting.pop())
        for other in current.requires if current else ():
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def _never(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return bool(one) and bool(two) and not set(one) & set(two)


def _circles(read: SetBook, report: Report) -> None:
    """A circle of before and after cannot be put in any order."""
    follows: dict[str, set[str]] = {clause_id: set() for clause_id in read.clauses}
    for clause in read.clauses.values():
        for other in set(clause.before) - {clause.id}:
            follows[clause.id].add(other)
        for other in set(clause.after) - {clause.id}:
            follows.setdefault(other, set()).add(clause.id)
    told: set[str] = set()
    for start in sorted(follows):
        circle = _circle(follows, start)
        if not circle or start in told or start not in read.clauses:
            continue
        told |= set(circle)
        clause = read.clauses[start]
        name = "before" if clause.before else "after"
        chain = " → ".join([*circle, start])
        report.add("CLB042", read.files[start], (name,), f"차례가 맴돕니다: {chain}. before나 after 하나를 지우십시오.")


def _circle(follows: Mapping[str, Iterable[str]], start: str) -> list[str]:
    """Return a shortest way from a clause back to itself, [] when there is none."""
    ways: list[list[str]] = [[start]]
    seen: set[str] = set()
    for way in ways:
        for other in sorted(follows.get(way[-1], ())):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


# ── set.yaml ─────────────────────────────────────────────────────────────────


def check_set(read: SetBook, report: Report) -> None:
    """Check choices, shared slots, roles and recipes of set.yaml."""
    data, file = read.data, read.file
    for name, slot in data.slots.items():
        check_slot(file, ("slots", name), slot, report)
        if not any(
            name in _words(template) for clause in read.clauses.values() for _, template in templates_of(clause)
        ):
            words = f"쓰이지 않는 자리입니다: {name}. 조문이나 when에서 쓰거나 지우십시오."
            report.add("CLB020", file, ("slots", name), words, key=True)
    for name, choice in data.choices.items():
        if choice.default not in choice.options:
            words = f"기본값이 선택지에 없습니다: {choice.default}.{nearest(choice.default, choice.options)}"
            report.add("CLB030", file, ("choices", name, "default"), words)
    if data.default_recipe not in data.recipes:
        words = f"없는 구성입니다: {data.default_recipe}.{nearest(data.default_recipe, data.recipes)}"
        report.add("CLB032", file, ("default_recipe",), words)
    for role, requirement in data.roles.items():
        if read.requirement_file is not None and requirement not in read.requirements:
            words = f"없는 요건입니다: {requirement}.{nearest(requirement, read.requirements)}"
            report.add("CLB050", file, ("roles", role), words)
    for name, recipe in data.recipes.items():
        _recipe(read, name, recipe, report)
    if read.whole:
        if not any(problem.code in ("CLB030", "CLB032") for problem in report.problems):
            _idle_choices(read, report)
        _unmet(read, report)


def _recipe(read: SetBook, name: str, recipe: Recipe, report: Report) -> None:
    file = read.file
    where: Location = ("recipes", name)
    _options(read, (*where, "variants"), recipe.variants, report)
    for requirement in recipe.without:
        if read.requirement_file is not None and requirement not in read.requirements:
            words = f"없는 요건입니다: {requirement}.{nearest(requirement, read.requirements)}"
            report.add("CLB032", file, (*where, "without", requirement), words, key=True)
    rows: list[tuple[Location, RecipeItem, str]] = [
        ((*where, "body", place, "clauses", index), item, "body")
        for place, division in enumerate(recipe.body)
        for index, item in enumerate(division.clauses)
    ]
    rows += [((*where, "addenda", index), item, "addenda") for index, item in enumerate(recipe.addenda)]
    for place, item, branch in rows:
        if item.clause not in read.ids:
            words = f"구성이 없는 조문을 부릅니다: {item.clause}.{nearest(item.clause, read.ids)}"
            report.add("CLB032", file, place, words)
        elif item.clause in read.clauses and read.clauses[item.clause].place != branch:
            words = f"‘{item.clause}’ 조문의 place는 {read.clauses[item.clause].place}입니다. 맞는 쪽으로 옮기십시오."
            report.add("CLB034", file, place, words)
        _options(read, (*place, "when"), item.when, report)
    for (_, one, _), (place, two, _) in combinations(rows, 2):
        if one.clause == two.clause and all(two.when.get(key, option) == option for key, option in one.when.items()):
            report.add("CLB034", file, place, f"같은 조문이 두 번 나옵니다: {two.clause}. 하나를 지우십시오.")


def _options(read: SetBook, where: Location, chosen: Mapping[str, str], report: Report) -> None:
    for name, option in chosen.items():
        choice = read.data.choices.get(name)
        if choice is None:
            words = f"없는 선택입니다: {name}.{nearest(name, read.data.choices)}"
            report.add("CLB032", read.file, (*where, name), words, key=True)
        elif option not in choice.options:
            words = f"‘{name}’에 없는 선택지입니다: {option}.{nearest(option, choice.options)}"
            report.add("CLB032", read.file, (*where, name), words)


def _words(template: str) -> set[str]:
    try:
        return {each.root for each in asked(template)} if "{" in template else set()
    except InputError:
        return set()


def _idle_choices(read: SetBook, report: Report) -> None:
    """An option must make a difference: a choice nobody asks for is idle, and so are two options never told apart."""
    named = dict.fromkeys(read.data.choices, frozenset[str]())
    for name, option in _reactions(read):
        if name in named:
            named[name] |= {option}
    for name, choice in read.data.choices.items():
        where: Location = ("choices", name)
        if not named[name]:
            words = f"어느 조문도 구성도 가리지 않는 선택입니다: {name}. 조문의 choice나 조건, 구성의 when에서 쓰거나 지우십시오."
            report.add("CLB031", read.file, where, words, key=True)
            continue
        if "" in named[name]:
            continue  # its value is used as it is
        same = [option for option in choice.options if option not in named[name]]
        for option in same[1:]:
            words = f"‘{same[0]}’과(와) 달라지는 것이 없는 선택지입니다: {option}. 변형이나 조건에서 쓰거나 지우십시오."
            report.add("CLB031", read.file, (*where, "options", option), words, key=True)


def _reactions(read: SetBook) -> Iterator[tuple[str, str]]:
    """Yield choice and option wherever something depends on it ("" where the value itself is asked for)."""
    for recipe in read.data.recipes.values():
        for item in (*(item for division in recipe.body for item in division.clauses), *recipe.addenda):
            yield from item.when.items()
    texts = [*read.data.background, read.data.closing]
    for clause in read.clauses.values():
        yield from ((clause.choice, option) for option in clause.variants)
        texts += [condition(clause) if location == ("when",) else words for location, words in templates_of(clause)]
    for template in texts:
        try:
            found = asked(template) if "{" in template else []
        except InputError:
            continue
        for each in found:
            yield from ((each.name, option) for option in each.compared or ("",))


def _unmet(read: SetBook, report: Report) -> None:
    met = {item.id for clause in read.clauses.values() for _, form in read.forms(clause) for item in form.satisfies}
    if read.requirement_file is None:
        return
    for index, row in enumerate(read.requirements.values()):
        if not {row.id, *row.instead} & met:
            words = f"이 요건에 맞는 조문이 없습니다: {row.label}({row.id}). 조문의 satisfies에 적거나 조문을 쓰십시오."
            report.add("CLB052", read.requirement_file, ("requirements", index, "id"), words)
