"""Chosen clauses + values -> one ordinance: fill, parse, number, bind references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.assemble.values import terms_of
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, Term
from ordinance_drafter.lines import is_note_line
from ordinance_drafter.model import (
    ADDENDA,
    ARTICLE,
    CHAPTER,
    Addenda,
    Annex,
    Ordinance,
    Path,
    Provision,
    articles,
    at,
    kind_of,
    walk,
)
from ordinance_drafter.notation import parse, parse_provisions
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import parse_ref, renumber, resolutions
from ordinance_drafter.selection import Problems, Selection, Setting
from ordinance_drafter.template import render
from ordinance_drafter.terms import CLOSE, OPEN, in_full, in_short, spell

REF = re.compile(r"\{ref:([a-z0-9-]+)\}")


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


def build(setting: Setting, selection: Selection, values: Mapping[str, Any], problems: Problems) -> Assembly:
    """Return the draft of the chosen clauses; every problem of a stage is raised at once."""
    has_articles = setting.kind != "repeal"  # 폐지조례의 본칙은 조 없이 한 문장이다
    several = len(selection.addenda) > 1
    numbers = {clause.id: ("", Number(index)) for index, clause in enumerate(selection.body, 1) if has_articles}
    # 부칙의 조는 부칙 안에서도 “부칙 제2조”로 인용한다 (rules ADD011)
    numbers |= {clause.id: ("부칙 ", Number(index)) for index, clause in enumerate(selection.addenda, 1) if several}
    units: dict[str, Provision] = {}
    for clause in (*selection.body, *selection.addenda):
        try:
            units[clause.id] = article_of(clause, values, numbers)
        except InputError as error:
            problems.add_clause(clause, "text", str(error))
    problems.stop()
    draft = _ordinance(setting, selection, units, values)
    terms = terms_of(setting)
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
    return Assembly(final, body, addenda, setting, values)


def article_of(clause: Clause, values: Mapping[str, Any], numbers: Mapping[str, tuple[str, Number]]) -> Provision:
    """Fill a clause and read it as one article, with references to other clauses bound to their numbers."""

    def bind(match: re.Match[str]) -> str:
        place, number = numbers.get(match[1], ("", None))
        return place + ARTICLE.reference(number) if number else match[0]

    if OPEN in clause.text or CLOSE in clause.text:
        raise InputError("쓸 수 없는 글자(사용자 영역의 부호)가 있습니다. 지우십시오.")
    text = REF.sub(bind, render(clause.text, values))
    heading = REF.sub(bind, render(clause.heading, values)).strip()
    if "\n[" in text:  # when the article was put into the text it was taken from is not said in a new one
        text = "\n".join(line for line in text.split("\n") if not is_note_line(line.strip()))
    inner = parse_provisions(text, in_addenda=clause.place == "addenda")
    if any(unit.level.rank <= ARTICLE.rank and unit.number for unit in inner):
        raise InputError("한 파일에는 한 조만 쓸 수 있고, 제N장이나 제N조(제목)은 적지 않습니다.")
    words, children = ("", inner)
    if inner and inner[0].level is ARTICLE:
        words, children = inner[0].text, inner[0].children
    if not words and not children:
        raise InputError("내용이 없습니다.")
    own = numbers.get(clause.id)
    return Provision(ARTICLE, own[1] if own else None, heading, words, _fresh(children))


def _fresh(units: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Return the units without the marks of amendments and deleted places of the text they were taken from."""
    return tuple(replace(unit, note="", children=_fresh(unit.children)) for unit in units if not unit.deleted)


def title_of(setting: Setting, values: Mapping[str, Any]) -> str:
    """Return the title of a draft."""
    if setting.kind == "repeal" and setting.former:
        return f"{setting.former.title} 폐지조례"
    title = setting.file.project.title or setting.recipe.title or setting.clause_set.file.title
    return korean.fix_particles(render(title, values))


def _ordinance(
    setting: Setting, selection: Selection, units: Mapping[str, Provision], values: Mapping[str, Any]
) -> Ordinance:
    title = title_of(setting, values)
    if setting.kind == "repeal":
        # 폐지조례의 본칙은 조 없이 한 문장이다
        body: tuple[Provision, ...] = ()
        preamble = "\n".join(units[clause.id].text for clause in selection.body)
    else:
        body, preamble = _body(selection, units, values), ""
    addenda = [units[clause.id] for clause in selection.addenda]
    if len(addenda) == 1:
        # 시행일뿐이면 조 번호와 제목 없이 쓴다 (rules ADD003)
        addenda = [replace(addenda[0], heading="")]
    return Ordinance(
        title,
        body,
        (Addenda("", tuple(addenda)),) if addenda else (),
        tuple(_annex(label, clause, values) for label, clause in selection.annexes),
        kind=kind_of(title),
        municipality=setting.municipality.name,
        preamble=preamble,
    )


def _annex(label: str, clause: Clause, values: Mapping[str, Any]) -> Annex:
    """Return a table or form: what the clause says, under its mark ([별표 1])."""
    text, heading = (korean.fix_particles(render(words, values)) for words in (clause.text, clause.heading))
    found = parse(f"조례\n\n{f'{label} {heading}'.rstrip()}\n\n{text}").annexes
    if len(found) != 1:
        raise InputError(f"{clause.id} 조문: 별표나 서식의 표시가 아닙니다: {label}. [별표 1]처럼 적으십시오.")
    return found[0]


def _body(selection: Selection, units: Mapping[str, Provision], values: Mapping[str, Any]) -> tuple[Provision, ...]:
    """Return the articles under their divisions; a clause without one joins the one before."""
    chains = selection.chapters
    if not chains:
        return tuple(units[clause.id] for clause in selection.body)
    current = next(chains[clause.id] for clause in selection.body if clause.id in chains)
    top: list[Provision] = []
    stack: list[tuple[Provision, list[Provision]]] = []
    open_: tuple[str, ...] = ()
    for clause in selection.body:
        current = chains.get(clause.id, current)
        if current != open_:
            same = next(
                (i for i, (a, b) in enumerate(zip(open_, current, strict=False)) if a != b),
                min(len(open_), len(current)),
            )
            _close(stack, top, same)
            stack += [(_division(line, values), []) for line in current[same:]]
            open_ = current
        (stack[-1][1] if stack else top).append(units[clause.id])
    _close(stack, top, 0)
    return tuple(top)


def _close(stack: list[tuple[Provision, list[Provision]]], top: list[Provision], keep: int) -> None:
    while len(stack) > keep:
        division, children = stack.pop()
        (stack[-1][1] if stack else top).append(replace(division, children=tuple(children)))


def _division(line: str, values: Mapping[str, Any]) -> Provision:
    """Return the chapter or section a line opens; words without 제N장 are a chapter's."""
    words = korean.fix_particles(render(line, values))
    found = parse_provisions(words)
    if found and found[0].level.is_division:
        return replace(found[0], note="", children=())
    return Provision(CHAPTER, Number(1), words)


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
        for match in REF.finditer(f"{unit.heading}\n{unit.text}"):
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
