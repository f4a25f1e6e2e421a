"""Clause set + municipality + answers -> one ordinance: choose, fill, parse, number, bind references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.errors import InputError
from ordinance_drafter.facade import call_as
from ordinance_drafter.library import Clause, Library, Term, load_library
from ordinance_drafter.model import (
    ADDENDA,
    ARTICLE,
    CHAPTER,
    Addenda,
    Ordinance,
    Path,
    Provision,
    articles,
    at,
    kind_of,
    walk,
)
from ordinance_drafter.notation import parse_provisions
from ordinance_drafter.numbering import Number
from ordinance_drafter.project import Project, ProjectFile, project_of
from ordinance_drafter.refs import parse_ref, renumber, resolutions
from ordinance_drafter.selection import Problems, Roles, Selection, Setting, choose, settle
from ordinance_drafter.slots import Slot
from ordinance_drafter.template import render
from ordinance_drafter.terms import CLOSE, OPEN, in_full, in_short, mark, spell
from ordinance_drafter.yamlfile import nearest

_REF = re.compile(r"\{ref:([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Placed:
    """A clause in its place in the draft."""

    clause: Clause
    number: Number | None
    heading: str
    summary: str
    rationale: str
    satisfied: tuple[tuple[str, str], ...]
    """Requirement ids and the part that meets each, as numbered in the draft: ("funding-plan", "제5조제2항제8호")."""


@dataclass(frozen=True)
class Assembly:
    """A draft with everything its bill is derived from."""

    ordinance: Ordinance
    body: tuple[Placed, ...]
    addenda: tuple[Placed, ...]
    setting: Setting
    values: Mapping[str, Any]

    @property
    def placed(self) -> tuple[Placed, ...]:
        """All clauses, body first."""
        return (*self.body, *self.addenda)


def assemble(project: Project | ProjectFile, library: Library | None = None) -> Assembly:
    """Return the draft a project asks for.

    Args:
        project: the project, from a file or made in code.
        library: the clause library (the shipped one by default).

    Raises:
        InputError: wrong ids, answers, clauses that need or exclude each other, references that lead nowhere,
            core requirements without a clause; all problems of a stage at once, each with its place.
    """
    file = project_of(project) if isinstance(project, Project) else project
    problems = Problems(file)
    setting = settle(file, library or load_library(), problems)
    values = _fixed_values(setting)
    selection = choose(setting, {**values, **_answers_so_far(setting)}, problems)
    _check_requirement_ids(setting, problems)
    answers = _answers(setting, selection, problems)
    problems.stop()
    ids = [clause.id for clause in (*selection.body, *selection.addenda)]
    values = {**values, **answers, "clauses": ids}
    return _build(setting, selection, values, problems)


# ------------------------------------------------------------------------------------------------ values


def _fixed_values(setting: Setting) -> dict[str, Any]:
    """Return the names every clause can use (docs/clause-format.md, 3)."""
    city, former = setting.municipality, setting.former
    terms = {name: mark(name) for name in _terms(setting)}
    former_values = {
        "title": former.title if former and setting.kind != "enactment" else "",
        "label": former.number if former else "",
        "articles": Roles(former.articles) if former and setting.kind != "enactment" else Roles(),
    }
    if former and any(added.id == "repeal" for added in setting.file.project.add):
        former_values |= {"title": former.title, "articles": Roles(former.articles)}
    return {
        "city": city.name,
        "head_full": city.head,
        "head_title": city.head_short,
        "council_member": city.council_member,
        "residents": city.residents,
        "rule": city.rule_word,
        "level": city.level,
        "lower_heads": city.lower_heads,
        "upper": city.upper,
        "ordinances": Roles({role: item.title for role, item in city.ordinances.items()}),
        "agencies": Roles({role: item.name for role, item in city.agencies.items()}),
        "former": Roles(former_values),
        "kind": setting.kind,
        **terms,
        **setting.variants,
    }


def _terms(setting: Setting) -> dict[str, Term]:
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


def _answers_so_far(setting: Setting) -> dict[str, Any]:
    """Return what conditions may ask for before the slots are known: shared slots and given answers."""
    shared = {name: slot.default for name, slot in setting.clause_set.file.slots.items()}
    local = setting.municipality.answers.get(setting.clause_set.file.id, {})
    return {**shared, **local, **setting.file.project.answers}


def _answers(setting: Setting, selection: Selection, problems: Problems) -> dict[str, Any]:
    """Return the value of every slot of the chosen clauses, as text ready for the page."""
    project, told = setting.file.project, bool(problems.found)
    slots: dict[str, Slot] = dict(setting.clause_set.file.slots)
    owner: dict[str, str] = {}
    for clause in (*selection.body, *selection.addenda):
        for name, slot in clause.slots.items():
            slots[name] = slot
            owner[name] = clause.id
    local = setting.municipality.answers.get(setting.clause_set.file.id, {})
    for name in project.answers:
        if name not in slots:
            problems.add(("answers", name), _unknown_answer(setting, name, slots), key=True)
    values: dict[str, Any] = {}
    for name, slot in slots.items():
        given = name in project.answers
        value = project.answers[name] if given else local.get(name, slot.default)
        if value is None and told:
            continue  # with other clauses than wanted, other questions would stand open
        wrong = slot.check(value) or _unsafe(slot, value)
        if wrong:
            where = ("answers", name) if given else ("answers",)
            asked = "" if given else f" answers에 {name}을(를) 적으십시오."
            asked += f" ({owner[name]} 조문)" if name in owner else ""
            problems.add(where, korean.fix_particles(wrong + asked))
            continue
        values[name] = _page_value(slot, value)
    return values


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


def _page_value(slot: Slot, value: Any) -> Any:
    if slot.type == "date":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return korean.format_date(day)
    if slot.type == "list":
        return [str(item).strip() for item in value]
    return value.strip() if isinstance(value, str) else value


# ------------------------------------------------------------------------------------------------- build


def _build(setting: Setting, selection: Selection, values: Mapping[str, Any], problems: Problems) -> Assembly:
    has_articles = setting.kind != "repeal"  # 폐지조례의 본칙은 조 없이 한 문장이다
    several = len(selection.addenda) > 1
    numbers = {clause.id: ("", Number(index)) for index, clause in enumerate(selection.body, 1) if has_articles}
    # 부칙의 조는 부칙 안에서도 “부칙 제2조”로 인용한다 (rules ADD011)
    numbers |= {clause.id: ("부칙 ", Number(index)) for index, clause in enumerate(selection.addenda, 1) if several}
    units: dict[str, Provision] = {}
    for clause in (*selection.body, *selection.addenda):
        try:
            units[clause.id] = _unit(clause, values, numbers)
        except InputError as error:
            problems.add_clause(clause, "text", str(error))
    problems.stop()
    title = render(setting.file.project.title or setting.recipe.title or setting.clause_set.file.title, values)
    if setting.kind == "repeal" and setting.former:
        title = f"{setting.former.title} 폐지조례"
    draft = _ordinance(setting, selection, units, title)
    terms = _terms(setting)
    draft = spell(draft, terms, {i for i, clause in enumerate(selection.body, 1) if not clause.declare_terms})
    owners = dict(_owners(draft, selection))
    _check_marks(draft, owners, problems)
    problems.stop()
    final = renumber(draft)
    _check_references(final, owners, problems)
    placed = {
        clause.id: _placed(clause, values, terms, units[clause.id], problems)
        for clause in (*selection.body, *selection.addenda)
    }
    problems.stop()
    body = tuple(placed[clause.id] for clause in selection.body)
    addenda = tuple(placed[clause.id] for clause in selection.addenda)
    assembly = Assembly(final, body, addenda, setting, values)
    _check_core(assembly, problems)
    problems.stop()
    return assembly


def _unit(clause: Clause, values: Mapping[str, Any], numbers: Mapping[str, tuple[str, Number]]) -> Provision:
    """Fill a clause and read it as one article, with references to other clauses bound to their numbers."""

    def bind(match: re.Match[str]) -> str:
        place, number = numbers.get(match[1], ("", None))
        return place + ARTICLE.reference(number) if number else match[0]

    if OPEN in clause.text or CLOSE in clause.text:
        raise InputError("쓸 수 없는 글자(사용자 영역의 부호)가 있습니다. 지우십시오.")
    text = _REF.sub(bind, render(clause.text, values))
    heading = _REF.sub(bind, render(clause.heading, values)).strip()
    inner = parse_provisions(text, in_addenda=clause.place == "addenda")
    if any(unit.level.rank <= ARTICLE.rank and unit.number for unit in inner):
        raise InputError("한 파일에는 한 조만 쓸 수 있고, 제N장이나 제N조(제목)은 적지 않습니다.")
    words, children = ("", inner)
    if inner and inner[0].level is ARTICLE:
        words, children = inner[0].text, inner[0].children
    if not words and not children:
        raise InputError("내용이 없습니다.")
    own = numbers.get(clause.id)
    return Provision(ARTICLE, own[1] if own else None, heading, words, children)


def _ordinance(setting: Setting, selection: Selection, units: Mapping[str, Provision], title: str) -> Ordinance:
    if setting.kind == "repeal":
        # 폐지조례의 본칙은 조 없이 한 문장이다
        body: tuple[Provision, ...] = ()
        preamble = "\n".join(units[clause.id].text for clause in selection.body)
    else:
        body, preamble = _body(selection, units), ""
    addenda = [units[clause.id] for clause in selection.addenda]
    if len(addenda) == 1:
        # 시행일뿐이면 조 번호와 제목 없이 쓴다 (rules ADD003)
        addenda = [replace(addenda[0], heading="")]
    return Ordinance(
        title,
        body,
        (Addenda("", tuple(addenda)),) if addenda else (),
        kind=kind_of(title),
        municipality=setting.municipality.name,
        preamble=preamble,
    )


def _body(selection: Selection, units: Mapping[str, Provision]) -> tuple[Provision, ...]:
    """Return the articles, under chapters when the recipe has them; a clause without one joins the one before."""
    chapters = selection.chapters
    if not chapters:
        return tuple(units[clause.id] for clause in selection.body)
    current = next((chapters[clause.id] for clause in selection.body if clause.id in chapters), "")
    grouped: list[tuple[str, list[Provision]]] = []
    for clause in selection.body:
        current = chapters.get(clause.id, current)
        if not grouped or grouped[-1][0] != current:
            grouped.append((current, []))
        grouped[-1][1].append(units[clause.id])
    return tuple(
        Provision(CHAPTER, Number(index), name, children=tuple(articles_))
        for index, (name, articles_) in enumerate(grouped, 1)
    )


def _owners(draft: Ordinance, selection: Selection) -> Iterator[tuple[Path, Clause]]:
    """Yield the path of every article of the draft with the clause it came from."""
    yield from zip((path for path, _ in articles(draft)), selection.body, strict=False)
    if draft.addenda:
        paths = [(ADDENDA, 0, index) for index in range(len(draft.addenda[0].provisions))]
        yield from zip(paths, selection.addenda, strict=True)


def _owner_of(path: Path, owners: Mapping[Path, Clause]) -> Clause:
    return next(owners[path[:end]] for end in range(len(path), 0, -1) if path[:end] in owners)


def _check_marks(draft: Ordinance, owners: Mapping[Path, Clause], problems: Problems) -> None:
    """References to clauses that are not in the draft are still marks: tell them by the clause they stand in."""
    for path, unit in walk(draft):
        for match in _REF.finditer(f"{unit.heading}\n{unit.text}"):
            if owner := next((owners[path[:end]] for end in range(len(path), 0, -1) if path[:end] in owners), None):
                problems.add_clause(owner, "text", f"이 안에 없는 조문을 가리킵니다: {match[1]}")


def _check_references(final: Ordinance, owners: Mapping[Path, Clause], problems: Problems) -> None:
    for mention, result in resolutions(final):
        if result.kind == "dangling":
            words = at(final, mention.path).text[slice(*mention.span)]
            message = korean.fix_particles(f"인용 ‘{words}’: {result.problem}")
            problems.add_clause(_owner_of(mention.path, owners), "text", message)


def _placed(
    clause: Clause,
    values: Mapping[str, Any],
    terms: Mapping[str, Term],
    unit: Provision,
    problems: Problems,
) -> Placed:
    number = unit.number
    satisfied = []
    for item in clause.satisfies:
        place = _place_of(item.at, unit)
        if place is not None:
            satisfied.append((item.id, (ARTICLE.reference(number) if number else "") + place))

    def sentence(field: str) -> str:
        try:
            return in_full(render(getattr(clause, field), values), terms).strip().rstrip(".")
        except InputError as error:
            problems.add_clause(clause, field, str(error))
            return ""

    heading = in_short(unit.heading, terms)
    return Placed(clause, number, heading, sentence("summary"), sentence("rationale"), tuple(satisfied))


def _check_requirement_ids(setting: Setting, problems: Problems) -> None:
    """Check the requirement ids of ``without`` and of the project's own clauses, and the parts the latter name."""
    project, requirements = setting.file.project, setting.clause_set.requirements
    for requirement_id, reason in project.without.items():
        if requirement_id not in requirements:
            hint = nearest(requirement_id, requirements)
            problems.add(("without", requirement_id), f"없는 요건입니다: {requirement_id}.{hint}", key=True)
        elif len(reason.strip()) < 5:
            problems.add(("without", requirement_id), f"‘{requirement_id}’ 요건을 두지 않는 까닭을 적으십시오.")
    for index, own in enumerate(project.own):
        for place, item in enumerate(own.satisfies):
            where = ("own", index, "satisfies", place)
            if item.id not in requirements:
                problems.add((*where, "id"), f"없는 요건입니다: {item.id}.{nearest(item.id, requirements)}")
            try:
                parse_ref(item.at or "제1항")
            except ValueError:
                problems.add((*where, "at"), f"조문의 자리가 아닙니다: {item.at}. ‘제1항제2호’처럼 적으십시오.")


def _place_of(where: str, unit: Provision) -> str | None:
    """Return the place in the numbered draft of a part named by the clause's own numbers; None when it dropped out."""
    if not where:
        return ""
    current, words = unit, ""
    for level, number in parse_ref(where).steps:
        siblings = [child for child in current.children if child.level is level]
        index = next((i for i, child in enumerate(siblings) if child.number == number), None)
        if index is None:
            return None
        alone = level.name == "paragraph" and len(siblings) == 1 and not current.text
        words += "" if alone else level.reference(Number(index + 1))
        current = siblings[index]
    return words


def _check_core(assembly: Assembly, problems: Problems) -> None:
    """A core requirement left without a clause is an error unless the project file says why."""
    setting = assembly.setting
    project, requirements = setting.file.project, setting.clause_set.requirements
    if setting.kind == "repeal":
        return
    excused = set(project.without) | set(setting.recipe.without)
    met = {requirement for placed in assembly.placed for requirement, _ in placed.satisfied}
    for requirement in requirements.values():
        if requirement.level == "core" and not {requirement.id, *requirement.instead} & (met | excused):
            able = [
                clause.id
                for clause in setting.clause_set.clauses()
                if any(s.id == requirement.id for s in clause.satisfies)
            ]
            problems.add(
                ("without",),
                f"꼭 있어야 할 ‘{requirement.label}’({requirement.id})에 맞는 조문이 없습니다. "
                f"add에 {' 또는 '.join(f'‘{name}’' for name in able[:3])} 조문을 넣거나, without에 두지 않는 까닭을 적으십시오.",
            )


call_as(__name__, assemble)
