"""Drafts that together hold every clause, variant and recipe, put before the checker; findings go back to the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from ordinance_drafter.assemble import Assembly, Placed, article_of, assemble
from ordinance_drafter.check import check
from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding
from ordinance_drafter.library import Clause, Library, Municipality, Recipe
from ordinance_drafter.model import ARTICLE, BODY, Path, at
from ordinance_drafter.numbering import Number
from ordinance_drafter.project import Former, Project
from ordinance_drafter.selection import subjects
from ordinance_drafter.shelf.book import Book, SetBook
from ordinance_drafter.shelf.lines import lines_of, marked
from ordinance_drafter.shelf.problem import Report
from ordinance_drafter.shelf.scenes import sample, together
from ordinance_drafter.template import names_used, render


@dataclass(frozen=True)
class Trial:
    """A draft to make: its project, and which recipe, option or clause it is there for."""

    project: Project
    about: str
    place: tuple[str | int, ...]
    owner: str = ""


def trials(book: Book, read: SetBook) -> list[Trial]:
    """Return the drafts of a set in order, each needed for something the ones before it do not show.

    Every recipe for every municipality with its usual choices; every option of a choice that matters in a recipe;
    the clauses no recipe has; and a repealing ordinance.
    """
    cities = book.cities if book.layer else [city for city, _ in book.municipalities.values()]
    if not cities:
        return []
    found: list[Trial] = []
    for name, recipe in read.data.recipes.items():
        about, place = f"구성 ‘{name}’", ("recipes", name)
        home = recipe.enacted.city if recipe.enacted else ""  # a text as written is tried where it was written
        tried = [city for city in cities if not home or city.name == home]
        found += [Trial(_project(read, city, recipe=name), f"{about}, {city.name}", place) for city in tried]
        found += () if recipe.as_written else _options(read, name, recipe, cities)
    found += _outside(read, cities, book.layer)
    for city in cities[:2]:
        if any(clause.kinds == ("repeal",) and clause.place == "body" for clause in read.clauses.values()):
            found.append(Trial(_project(read, city, kind="repeal"), f"폐지조례안, {city.name}", ("recipes",)))
    return found


def _project(read: SetBook, city: Municipality, **asked: object) -> Project:
    """Return a project for a city with or without an ordinance to amend."""
    known = any(item.set in subjects(read.of) for item in city.existing)
    if asked.get("kind") in ("repeal", "whole_amendment") and not known:
        asked["former"] = Former(title=f"{city.name} 종전 조례", number="조례 제1호")
    return Project.model_validate({"municipality": city.code, "set": read.id, **asked})


def _options(read: SetBook, name: str, recipe: Recipe, cities: list[Municipality]) -> Iterator[Trial]:
    usual = {key: choice.default for key, choice in read.data.choices.items()} | recipe.variants
    live = _live(read, recipe)
    turn = 0
    for key, choice in read.data.choices.items():
        for option in choice.options:
            if key in live and option != usual.get(key):
                city = cities[turn % len(cities)]
                turn += 1
                project = _project(read, city, recipe=name, variants={key: option})
                yield Trial(project, f"구성 ‘{name}’, {key}={option}, {city.name}", ("recipes", name))


def _items(recipe: Recipe) -> list[str]:
    body = [item.clause for division in recipe.body for item in division.clauses]
    return [*body, *(item.clause for item in (*recipe.addenda, *recipe.annexes))]


def _live(read: SetBook, recipe: Recipe) -> set[str]:
    """Return the choices something in a recipe depends on."""
    items = [item for division in recipe.body for item in division.clauses]
    live = {key for item in (*items, *recipe.addenda) for key in item.when}
    for item in _items(recipe):
        clause = read.clauses.get(item)
        if clause is not None and (not clause.kinds or "whole_amendment" in clause.kinds):
            live |= {clause.choice, *names_used(clause.text)}
    return live & set(read.data.choices)


def _outside(read: SetBook, cities: list[Municipality], layer: bool) -> Iterator[Trial]:
    """Yield drafts for each clause no recipe has, in each variant, put into the default recipe with all it requires."""
    recipes = read.data.recipes
    known = {item for recipe in recipes.values() for item in _items(recipe)}
    if read.data.default_recipe not in recipes:
        return
    dropped = {clause_id for overlay in read.of.overlays for clause_id in overlay.file.drop}
    turn = 0
    for clause in read.clauses.values():
        fits = [city for city in cities if not clause.levels or city.level in clause.levels]
        if (
            clause.id in known | dropped
            or not fits
            or clause.kinds == ("repeal",)
            or (layer and clause.id not in read.mine)
        ):
            continue
        choice = read.data.choices.get(clause.choice)
        usual = choice.default if choice else ""
        for option in [usual, *(each for each in clause.variants if each != usual)]:
            chosen = {clause.choice: option} if option != usual else {}
            yield _added(read, clause, fits[turn % len(fits)], chosen)
            turn += 1


def _added(read: SetBook, clause: Clause, city: Municipality, chosen: dict[str, str]) -> Trial:
    """Return the default recipe with a clause more, and without what cannot be beside it."""
    items = [item for item in _items(read.data.recipes[read.data.default_recipe]) if item in read.clauses]
    company = [other for other in sorted(together(read, clause)) if other in read.clauses and other not in items]
    existing = [item for item in city.existing if item.set in subjects(read.of)]
    whole = bool(existing) and (not clause.kinds or "whole_amendment" in clause.kinds)
    staying = [] if whole else [{"title": item.title, "reason": "시험 삼아 그대로 둔다"} for item in existing]
    project = _project(
        read,
        city,
        kind="whole_amendment" if whole else "enactment",
        add=[{"id": other} for other in (*company, clause.id)],
        drop=sorted(item for item in items if _excludes(read, [clause.id, *company], item)),
        variants=chosen,
        coexists=staying,
    )
    about = "".join(f", {name}={option}" for name, option in chosen.items())
    return Trial(project, f"더한 조문 ‘{clause.id}’{about}, {city.name}", ("id",), clause.id)


def _excludes(read: SetBook, added: list[str], item: str) -> bool:
    return any(item in read.clauses[one].conflicts or one in read.clauses[item].conflicts for one in added)


class _Answering:
    """A library whose municipalities answer every question that has no usual answer."""

    def __init__(self, library: Library, read: SetBook) -> None:
        self.library, self.set_id = library, read.id
        slots = {
            name: slot for clause in read.clauses.values() for name, slot in clause.slots.items()
        } | read.data.slots
        self.answers = {name: sample(slot) for name, slot in slots.items() if slot.default is None}

    def __getattr__(self, name: str) -> object:
        return getattr(self.library, name)

    def with_layers(self, folders: Iterable[object]) -> _Answering:
        """Return itself: a trial has the layers of its library."""
        return self

    def municipality(self, code: str) -> Municipality:
        """Return a municipality of the library with answers."""
        city = self.library.municipality(code)
        answers = self.answers | city.answers.get(self.set_id, {})
        return city.model_copy(update={"answers": {**city.answers, self.set_id: answers}})


def run_trial(book: Book, read: SetBook, trial: Trial, report: Report) -> None:
    """Make one draft and note what is wrong with it."""
    file = read.files[trial.owner] if trial.owner else read.file
    try:
        assembly = assemble(trial.project, cast(Library, _Answering(book.library, read)))
    except InputError as error:
        for problem in error.problems:
            words = problem.removeprefix("ordinance.yaml:1:1: ")
            report.add("CLB070", file, trial.place, words, situation=trial.about)
        return
    if assembly.setting.recipe.as_written:
        return  # it is a text in force, not a draft
    findings = check(assembly.ordinance, kind=assembly.setting.kind, municipality=_profile(book, assembly))
    labels = {read.requirements[name].label for name in assembly.setting.recipe.without if name in read.requirements}
    for finding in findings:
        if finding.severity == "info" or finding.state == "unverified":
            continue
        if any(label in finding.message for label in labels) and finding.path is None:
            continue
        _tell(read, trial, assembly, finding, report)


def _profile(book: Book, assembly: Assembly) -> str:
    """The checker knows the shipped municipalities; one of another library is judged by its title."""
    from ordinance_drafter.check.profile import profiles

    code = assembly.setting.municipality.code
    shipped = profiles().get(code)
    return code if shipped and shipped.name == assembly.setting.municipality.name else "none"


def _tell(read: SetBook, trial: Trial, assembly: Assembly, finding: Finding, report: Report) -> None:
    words = f"검사 규칙 {finding.code}: {finding.message}"
    owner = _owner(assembly, finding.path) if finding.path else None
    if owner is None or finding.path is None:
        _tell_whole(read, trial, assembly, finding, words, report)
        return
    placed, start = owner
    clause = read.clauses[placed.clause.id]
    file, option = read.files[clause.id], str(assembly.values.get(clause.choice, ""))
    unit = at(assembly.ordinance, finding.path)
    said = unit.heading if finding.field == "heading" else unit.text
    exact = said[slice(*finding.span)] if finding.span else ""
    if finding.field == "heading":
        report.add(
            "CLB071", file, read.location(clause, option, "heading"), words, words=exact, severity=finding.severity
        )
        return
    location = read.location(clause, option, "text")
    line = _line(placed, assembly, finding.path[len(start) :])
    report.add("CLB071", file, location, words, line=line, words=exact, severity=finding.severity)


def _tell_whole(read: SetBook, trial: Trial, assembly: Assembly, finding: Finding, words: str, report: Report) -> None:
    """Note what is found of no clause: of the title, of the one sentence of a repeal, or of the draft as a whole."""
    file = read.files[trial.owner] if trial.owner else read.file
    place = trial.place
    if assembly.setting.kind == "repeal" and assembly.body:
        file, place = read.files[assembly.body[0].clause.id], ("text",)
    elif finding.field == "title":
        recipe = ("recipes", assembly.setting.recipe_id, "title")
        file, place = read.file, recipe if assembly.setting.recipe.title else ("title",)
    line = 1 if place == ("text",) else 0
    report.add("CLB071", file, place, words, line=line, severity=finding.severity, situation=trial.about)


def _owner(assembly: Assembly, path: Path) -> tuple[Placed, Path] | None:
    """Return the clause a place of the draft came from, and where that clause begins."""
    for end in range(len(path), 0, -1):
        unit = at(assembly.ordinance, path[:end]) if end > 1 + (path[0] != BODY) else None
        if unit is None or unit.level is not ARTICLE:
            continue
        group = assembly.body if path[0] == BODY else assembly.addenda
        if path[0] != BODY and len(group) == 1:
            return group[0], path[:end]
        placed = next((each for each in group if each.number == unit.number), None)
        return (placed, path[:end]) if placed else None
    return None


def _line(placed: Placed, assembly: Assembly, below: Path) -> int:
    numbers = {each.clause.id: each.number or Number(1) for each in assembly.placed}
    inner = {each.clause.id for each in assembly.addenda}

    def bind(match: re.Match[str]) -> str:
        place = "부칙 " if match[1] in inner else ""
        return place + ARTICLE.reference(numbers[match[1]]) if match[1] in numbers else match[0]

    bound = {name: ("부칙 " if name in inner else "", number) for name, number in numbers.items()}
    unit = article_of(placed.clause, assembly.values, bound)
    return lines_of(render(marked(placed.clause.text), assembly.values), unit, bind).get(below, 1)
