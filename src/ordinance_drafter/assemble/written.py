"""A recipe that keeps a text as it was written: its numbers, notes, addenda and annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.assemble.build import REF, Assembly, Placed, title_of
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, RecipeItem
from ordinance_drafter.model import Ordinance, kind_of
from ordinance_drafter.notation import parse
from ordinance_drafter.numbering import Number
from ordinance_drafter.selection import Problems, Selection, Setting
from ordinance_drafter.template import render

_ARTICLE = re.compile(r"제(\d+)조(?:의(\d+))?")


def written(setting: Setting, selection: Selection, values: Mapping[str, Any], problems: Problems) -> Assembly:
    """Return the text of a recipe ``as_written``: each clause under the number it has there, nothing renumbered.

    The text is put together in statute notation and read once, so what was taken apart comes back as it was.
    """
    writer = _Writer(setting, selection, values, problems)
    lines = ["조례", *writer.body(), *writer.addenda(), *writer.annexes()]
    problems.stop()
    found = parse("\n".join(lines))
    title = title_of(setting, values)
    preamble = writer.fill(setting.recipe.preamble).rstrip("\n")
    ordinance = replace(
        found, title=title, kind=kind_of(title), preamble=preamble, municipality=setting.municipality.name
    )
    placed = writer.placed
    body = tuple(placed[clause.id] for clause in selection.body if clause.id in placed)
    addenda = tuple(placed[clause.id] for clause in selection.addenda if clause.id in placed)
    return Assembly(_enacted(setting, ordinance, values), body, addenda, setting, values)


def _enacted(setting: Setting, ordinance: Ordinance, values: Mapping[str, Any]) -> Ordinance:
    """Give the text its own number and days back, for the municipality that enacted it only."""
    head = setting.recipe.enacted
    if head is None or head.city != setting.municipality.name:
        return ordinance
    return replace(
        ordinance,
        number=head.number,
        promulgated=_day(head.promulgated),
        effective=_day(head.effective),
        revision=head.revision,
        kind=head.kind,
        municipality=head.municipality,
    )


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


class _Writer:
    def __init__(self, setting: Setting, selection: Selection, values: Mapping[str, Any], problems: Problems) -> None:
        self.setting, self.values, self.problems = setting, values, problems
        self.clauses = {clause.id: clause for clause in selection.clauses}
        items = [item for division in setting.recipe.body for item in division.clauses]
        self.numbers = {item.clause: item.number for item in items if item.number}
        self.placed: dict[str, Placed] = {}

    def body(self) -> Iterator[str]:
        for division in self.setting.recipe.body:
            if division.line:
                yield ""
                yield from self.fill(division.line).rstrip("\n").split("\n")
            for item in division.clauses:
                yield from self.item(item)

    def addenda(self) -> Iterator[str]:
        for item in self.setting.recipe.addenda:
            if item.under is not None:
                yield ""
                yield f"부칙 {self.fill(item.under)}".rstrip()
            yield from self.item(item)

    def annexes(self) -> Iterator[str]:
        for item in self.setting.recipe.annexes:
            if clause := self.clauses.get(item.clause):
                yield ""
                yield f"{item.number} {self.fill(clause.heading)}".rstrip()
                yield ""
                yield from self.text(clause).split("\n")

    def item(self, item: RecipeItem) -> Iterator[str]:
        """Yield the lines of one clause, its number and heading in front of its first."""
        clause = self.clauses.get(item.clause)
        if clause is None:
            return
        heading, (first, *rest) = self.fill(clause.heading), self.text(clause).split("\n")
        head = f"{item.number}({heading})" if heading else item.number
        yield ""
        yield f"{head} {first}".strip() if head else first
        yield from rest
        self.placed[clause.id] = self.place(clause, item.number, heading)

    def place(self, clause: Clause, written_number: str, heading: str) -> Placed:
        match = _ARTICLE.fullmatch(written_number)
        number = Number(int(match[1]), int(match[2] or 0)) if match else None
        met = tuple((item.id, written_number + item.at) for item in clause.satisfies)
        summary, rationale = (self.fill(words).strip().rstrip(".") for words in (clause.summary, clause.rationale))
        return Placed(clause, number, heading, summary, rationale, met)

    def text(self, clause: Clause) -> str:
        try:
            words = self.fill(clause.text).rstrip("\n")
            for match in REF.finditer(words):  # a mark that is left points to a clause that was dropped
                self.problems.add_clause(clause, "text", f"이 안에 없는 조문을 가리킵니다: {match[1]}")
            return words
        except InputError as error:
            self.problems.add_clause(clause, "text", str(error))
            return ""

    def fill(self, source: str) -> str:
        """Fill places and bind references; particles are chosen only where something was filled in."""
        if "{" not in source:
            return source
        bound = REF.sub(lambda match: self.numbers.get(match[1], match[0]), source)
        return korean.fix_particles(render(bound, self.values))
