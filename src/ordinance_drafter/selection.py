"""Which clauses go into a draft, in which order: recipe, variants, additions, removals, and what they demand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.library import (
    Choice,
    Clause,
    ClauseSet,
    Division,
    Existing,
    Kind,
    Library,
    Municipality,
    Recipe,
    RecipeItem,
)
from ordinance_drafter.project import Added, OwnClause, ProjectFile
from ordinance_drafter.template import is_true, names_used, render
from ordinance_drafter.yamlfile import Location, nearest


class Roles(dict[str, Any]):
    """Names by role; a role nobody filled is empty, so that templates can ask for it."""

    def __missing__(self, role: str) -> str:
        return ""


@dataclass(frozen=True)
class Setting:
    """What is decided before any clause is chosen: set, municipality, recipe, kind, variants, former ordinance."""

    file: ProjectFile
    clause_set: ClauseSet
    municipality: Municipality
    recipe_id: str
    recipe: Recipe
    kind: Kind
    variants: Mapping[str, str]
    former: Existing | None


@dataclass(frozen=True)
class Selection:
    """The chosen clauses in order, in their variants.

    ``chapters`` has the lines of the divisions a clause stands under, outermost first; ``annexes`` come with their mark.
    """

    body: tuple[Clause, ...]
    addenda: tuple[Clause, ...]
    chapters: Mapping[str, tuple[str, ...]]
    annexes: tuple[tuple[str, Clause], ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All of them: body, addenda, annexes."""
        return (*self.body, *self.addenda, *(clause for _, clause in self.annexes))


class Problems:
    """Collects problems with their places, so that all are told at once."""

    def __init__(self, file: ProjectFile) -> None:
        self.file, self.source = file, file.source
        self.found: list[str] = []

    def add(self, location: Location, message: str, *, key: bool = False) -> None:
        """Note one problem at a place of the project file."""
        self.found.append(self.source.problem(location, message, key=key))

    def add_clause(self, clause: Clause, field: str, message: str) -> None:
        """Note a problem of a clause: at its place when it is written in the project file, else by its id."""
        own = self.file.project.own
        index = next((i for i, other in enumerate(own) if other.id == clause.id), None)
        if index is None:
            self.found.append(f"{clause.id} 조문: {message}")
        else:
            self.add(("own", index, field), message)

    def stop(self) -> None:
        """Raise what was found.

        Raises:
            InputError: something was.
        """
        if self.found:
            raise InputError(*dict.fromkeys(self.found))


def settle(file: ProjectFile, library: Library, problems: Problems | None = None) -> Setting:
    """Return the setting of a project.

    Args:
        file: the project.
        library: where its set and municipality are.
        problems: takes what can wait for other problems; without it every problem is raised here.

    Raises:
        InputError: it names things that do not exist; all problems at once.
    """
    project, collected = file.project, problems
    problems = problems or Problems(file)
    if project.set not in library.set_ids:
        problems.add(("set",), f"없는 조문 묶음입니다: {project.set}.{nearest(project.set, library.set_ids)}")
    if project.municipality not in library.municipality_codes:
        hint = nearest(project.municipality, library.municipality_codes)
        problems.add(("municipality",), f"없는 지방자치단체입니다: {project.municipality}.{hint}")
    problems.stop()
    clause_set, municipality = library.clause_set(project.set), library.municipality(project.municipality)
    recipes = clause_set.file.recipes
    recipe_id = project.recipe or _usual_recipe(clause_set, municipality)
    if recipe_id not in recipes:
        problems.add(("recipe",), f"없는 구성입니다: {recipe_id}.{nearest(recipe_id, recipes)}")
    choices = clause_set.file.choices
    for name, option in project.variants.items():
        if name not in choices:
            problems.add(("variants", name), f"없는 선택입니다: {name}.{nearest(name, choices)}", key=True)
        elif option not in choices[name].options:
            known = choices[name].options
            problems.add(
                ("variants", name), f"‘{choices[name].label}’에 없는 변형입니다: {option}.{nearest(option, known)}"
            )
    if recipe_id not in recipes:
        problems.stop()
    recipe = recipes[recipe_id]
    variants = (
        {name: choice.default for name, choice in choices.items()}
        | dict(recipe.variants)
        | _known(project.variants, choices)
    )
    title = _early_title(file, clause_set, municipality, recipe)
    former = None if recipe.as_written else _former(file, clause_set, municipality, title)
    usual: Kind = "whole_amendment" if former else "enactment"
    kind: Kind = usual if project.kind is None or project.kind == "partial_amendment" else project.kind
    setting = Setting(file, clause_set, municipality, recipe_id, recipe, kind, variants, former)
    if not recipe.as_written:
        _check_former(setting, problems)
    if collected is None:
        problems.stop()
    return setting


def _known(variants: Mapping[str, str], choices: Mapping[str, Choice]) -> dict[str, str]:
    return {name: option for name, option in variants.items() if name in choices and option in choices[name].options}


def _early_title(file: ProjectFile, clause_set: ClauseSet, municipality: Municipality, recipe: Recipe) -> str:
    """Return the title as far as it is known before the questions are; "" when it asks for an answer nobody gave."""
    project, local = file.project, municipality.answers.get(clause_set.id, {})
    known = {**municipality.names, **local, **clause_set.answers, **project.answers}
    try:
        return render(project.title or recipe.title or clause_set.file.title, known)
    except InputError:
        return ""


def _usual_recipe(clause_set: ClauseSet, municipality: Municipality) -> str:
    """Return the recipe of who names none: a text as written only for the municipality that enacted it."""
    file = clause_set.file
    recipe = file.recipes.get(file.default_recipe)
    at_home = recipe is None or recipe.enacted is None or recipe.enacted.city == municipality.name
    return file.default_recipe if at_home else file.recipe_elsewhere or file.default_recipe


def subjects(clause_set: ClauseSet) -> tuple[str, ...]:
    """Return the sets on the same subject: itself, and the one whose requirements it answers to.

    A set that answers only to some themes of another (the general ones) is on a subject of its own.
    """
    base = clause_set.base
    return tuple(filter(None, (clause_set.id, None if base.requirement_themes else base.requirements_of)))


def _former(file: ProjectFile, clause_set: ClauseSet, municipality: Municipality, title: str) -> Existing | None:
    """Return the ordinance to amend or repeal: the one named, else one of the draft's title, else the first known."""
    known = [existing for existing in municipality.existing if existing.set in subjects(clause_set)]
    named = file.project.former
    if named.title:
        match = next((existing for existing in known if existing.title == named.title), None)
        return match or Existing(set=file.project.set, title=named.title, number=named.number)
    same = next((existing for existing in known if existing.title.replace(" ", "") == title.replace(" ", "")), None)
    return same or (known[0] if known else None)


def _check_former(setting: Setting, problems: Problems) -> None:
    project, name = setting.file.project, setting.municipality.name
    if setting.kind != "enactment":
        if setting.former is None:
            words = "전부개정" if setting.kind == "whole_amendment" else "폐지"
            problems.add(("kind",), f"{words}할 조례를 모릅니다. former.title에 현행 조례의 제명을 적으십시오.")
        return
    staying = {item.title for item in project.coexists}
    repeals = any(added.id == "repeal" for added in project.add)
    for existing in setting.municipality.existing:
        if (
            existing.set not in subjects(setting.clause_set)
            or existing.title in staying
            or (repeals and existing == setting.former)
        ):
            continue
        problems.add(
            ("kind",),
            f"{name}에는 같은 사항을 정한 「{existing.title}」({existing.number}, {existing.promulgated} 공포)가 이미 있어 "
            "제정안만 내면 조례가 겹칩니다. kind를 whole_amendment(전부개정)로 하거나, add에 repeal(다른 조례의 폐지)을 넣거나, "
            "그 조례를 두는 까닭을 coexists에 적으십시오.",
        )


def choose(setting: Setting, values: Mapping[str, Any], problems: Problems) -> Selection:
    """Return the clauses of a draft in order.

    Args:
        setting: the project's setting.
        values: the values conditions (``when``) may ask for; ``clauses`` is the list of ids on trial.
        problems: takes unknown, missing, conflicting and misplaced clauses.
    """
    chapters: dict[str, tuple[str, ...]] = {}
    body: list[Clause] = []
    chain: tuple[str, ...] = ()
    for division in () if setting.kind == "repeal" else setting.recipe.body:
        chosen = [clause for item in division.clauses if (clause := _wanted(setting, item))]
        chain = _chain(chain, division)
        chapters |= {clause.id: chain for clause in chosen if chain}
        body += chosen
    addenda = [clause for item in setting.recipe.addenda if (clause := _wanted(setting, item))]
    if setting.kind == "repeal":
        body = [
            clause for clause in setting.clause_set.clauses() if clause.kinds == ("repeal",) and clause.place == "body"
        ]
    body, addenda = _kept(setting, body, problems), _kept(setting, addenda, None)
    _add(setting, body, addenda, problems)
    ids = [clause.id for clause in (*body, *addenda)]
    trial = {**values, "clauses": ids}
    addenda = [clause for clause in addenda if _applies(clause, trial, problems)]
    body = [clause for clause in body if _applies(clause, trial, problems)]
    _check_demands(setting, body, addenda, problems)
    if setting.kind == "repeal" and setting.former and not body:
        problems.add(("drop",), "폐지한다는 조문(repeal-main)을 뺄 수 없습니다.")
    _check_idle_variants(setting, (*body, *addenda), problems)
    annexes = tuple(
        (item.number, clause)
        for item in setting.recipe.annexes
        if item.clause not in setting.file.project.drop and (clause := _wanted(setting, item))
    )
    return Selection(tuple(body), tuple(addenda), chapters, annexes)


def _chain(above: tuple[str, ...], division: Division) -> tuple[str, ...]:
    """Return the lines of the divisions that are open from here on: a line closes those of its rank and below."""
    if not division.line:
        return (division.chapter,) if division.chapter else above if not division.clauses else ()
    word = _DIVISION.match(division.line)
    rank = _DIVISIONS.index(word[1]) if word else 1
    kept = [line for line in above if (found := _DIVISION.match(line)) and _DIVISIONS.index(found[1]) < rank]
    return (*kept, division.line)


_DIVISIONS = ("편", "장", "절", "관")
_DIVISION = re.compile(r"제\d+(편|장|절|관)")


def _check_idle_variants(setting: Setting, chosen: tuple[Clause, ...], problems: Problems) -> None:
    """A choice somebody made that changes nothing in this recipe would be a silent disappointment."""
    defaults = {
        name: choice.default for name, choice in setting.clause_set.file.choices.items()
    } | setting.recipe.variants
    made = {
        name for name, option in setting.file.project.variants.items() if name in defaults and option != defaults[name]
    }
    if not made or setting.kind == "repeal":
        return
    items = [item for division in setting.recipe.body for item in division.clauses]
    live = {name for item in (*items, *setting.recipe.addenda) for name in item.when}
    live |= {clause.choice for clause in chosen}
    for name in sorted(made - live):
        if not any(name in names_used(clause.text) for clause in chosen):
            label = setting.clause_set.file.choices[name].label
            problems.add(
                ("variants", name),
                f"이 구성에는 ‘{label}’에 따라 달라지는 조문이 없습니다. 줄을 지우거나 구성을 바꾸십시오.",
            )


def _applies(clause: Clause, values: Mapping[str, Any], problems: Problems) -> bool:
    try:
        return is_true(clause.when, values)
    except InputError as error:
        problems.add_clause(clause, "when", f"조건(when)을 읽을 수 없습니다. {error}")
        return False


def _wanted(setting: Setting, item: RecipeItem) -> Clause | None:
    if any(setting.variants.get(name) != option for name, option in item.when.items()):
        return None
    if item.clause not in setting.clause_set.paths:
        place = setting.clause_set.source.where(("recipes", setting.recipe_id))
        raise InputError(f"{place}: 구성 ‘{setting.recipe_id}’에서 없는 조문을 부릅니다: {item.clause}")
    clause = setting.clause_set.clause(item.clause)
    if (clause.levels and setting.municipality.level not in clause.levels) or (
        clause.kinds and setting.kind not in clause.kinds
    ):
        return None
    return clause.in_variant(setting.variants.get(clause.choice, ""))


def _kept(setting: Setting, clauses: list[Clause], problems: Problems | None) -> list[Clause]:
    """Return the clauses the project does not drop; unknown ids are told when ``problems`` is given."""
    dropped = setting.file.project.drop
    present = [clause.id for clause in clauses]
    for index, clause_id in enumerate(dropped):
        if problems and clause_id not in setting.clause_set.paths:
            problems.add(("drop", index), f"없는 조문입니다: {clause_id}.{nearest(clause_id, present)}")
    return [clause for clause in clauses if clause.id not in dropped]


def _add(setting: Setting, body: list[Clause], addenda: list[Clause], problems: Problems) -> None:
    project = setting.file.project
    known = setting.clause_set.paths
    for index, added in enumerate(project.add):
        where: Location = ("add", index)
        if added.id not in known:
            problems.add(where, f"없는 조문입니다: {added.id}.{nearest(added.id, known)}")
            continue
        clause = setting.clause_set.clause(added.id).in_variant(
            setting.variants.get(setting.clause_set.clause(added.id).choice, "")
        )
        if clause.levels and setting.municipality.level not in clause.levels:
            problems.add(where, f"{setting.municipality.name}에는 쓸 수 없는 조문입니다: {added.id}")
        elif clause.kinds and setting.kind not in clause.kinds:
            problems.add(where, f"이 종류의 의안에는 쓸 수 없는 조문입니다: {added.id}")
        else:
            _insert(clause, added, addenda if clause.place == "addenda" else body, where, problems)
    for index, own in enumerate(project.own):
        place: Location = ("own", index, "id")
        if own.id in known:
            problems.add(place, f"조문 묶음에 이미 있는 id입니다: {own.id}. 다른 id를 쓰십시오.")
            continue
        if (own.levels and setting.municipality.level not in own.levels) or (
            own.kinds and setting.kind not in own.kinds
        ):
            problems.add(place, f"이 지방자치단체나 이 종류의 의안에는 쓸 수 없다고 적은 조문입니다: {own.id}")
            continue
        if setting.kind == "repeal" and own.place == "body":
            problems.add(place, "폐지조례안의 본칙에는 폐지한다는 문장만 둡니다. place를 addenda(부칙)로 하십시오.")
            continue
        form = own.in_variant(setting.variants.get(own.choice, ""))
        _insert(form, Added(id=own.id), addenda if own.place == "addenda" else body, place, problems)


def _insert(
    clause: Clause | OwnClause, added: Added, clauses: list[Clause], place: Location, problems: Problems
) -> None:
    """Put a clause where the project says, else after the last it must follow, else by its theme, else last.

    A clause of the recipe may be asked for again: it stays, or moves when a place is given.
    """
    present = next((other for other in clauses if other.id == clause.id), None)
    if present is not None:
        if isinstance(clause, OwnClause):
            problems.add(place, f"두 번 쓴 id입니다: {clause.id}")
            return
        if not (added.after or added.before):
            return
        clauses.remove(present)
    ids = [other.id for other in clauses]
    for wanted in (added.after, added.before):
        if wanted and wanted not in ids:
            problems.add(place, f"이 안에 없는 조문을 기준으로 삼았습니다: {wanted}.{nearest(wanted, ids)}")
            return
    if added.after or added.before:
        at = ids.index(added.after) + 1 if added.after else ids.index(added.before or "")
    else:
        floor = max((ids.index(other) + 1 for other in clause.after if other in ids), default=0)
        ceiling = min((ids.index(other) for other in clause.before if other in ids), default=len(ids))
        ceiling = min([ceiling, *(i for i, other in enumerate(clauses) if clause.id in other.after)])
        same = [index + 1 for index, other in enumerate(clauses) if other.theme == clause.theme]
        if isinstance(clause, OwnClause) and floor:
            same = [floor]  # its writer said after what it comes
        at = min(max(floor, same[-1] if same else ceiling), max(ceiling, floor))
    clauses.insert(at, clause)


def _check_demands(setting: Setting, body: list[Clause], addenda: list[Clause], problems: Problems) -> None:
    """Check requires, conflicts, before and after among the chosen clauses."""
    order = {clause.id: index for index, clause in enumerate((*body, *addenda))}
    project = setting.file.project
    for clause in (*body, *addenda):
        for other in clause.requires:
            if other not in order:
                where: Location = (
                    ("drop", project.drop.index(other)) if other in project.drop else _asked_at(setting, clause.id)
                )
                problems.add(where, f"‘{clause.id}’ 조문에는 ‘{other}’ 조문이 함께 있어야 합니다.")
        for other in clause.conflicts:
            if other in order:
                asked = _asked_at(setting, clause.id)
                where = asked if asked != ("recipe",) else _asked_at(setting, other)
                problems.add(
                    where, f"‘{clause.id}’ 조문과 ‘{other}’ 조문은 함께 둘 수 없습니다. 하나를 drop에 적으십시오."
                )
        _check_order(setting, clause, order, problems)


def _check_order(setting: Setting, clause: Clause, order: Mapping[str, int], problems: Problems) -> None:
    own = order[clause.id]
    wrong = [(other, "앞") for other in clause.before if order.get(other, own) < own]
    wrong += [(other, "뒤") for other in clause.after if order.get(other, own) > own]
    for other, words in wrong:
        place = _asked_at(setting, clause.id)
        problems.add(place, f"‘{clause.id}’ 조문은 ‘{other}’ 조문보다 {words}에 와야 합니다.")


def _asked_at(setting: Setting, clause_id: str) -> Location:
    """Return where the project file asks for a clause; its recipe when it does not by name."""
    project = setting.file.project
    for index, added in enumerate(project.add):
        if added.id == clause_id:
            return ("add", index)
    for index, own in enumerate(project.own):
        if own.id == clause_id:
            return ("own", index, "id")
    return ("recipe",)
