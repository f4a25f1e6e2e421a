"""One side of a change: the text, which clause each article came from, and what is asked of it and found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ordinance_drafter.assemble import Assembly
from ordinance_drafter.coverage import Requirement, requirements_of
from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding
from ordinance_drafter.model import ADDENDA, Ordinance, articles, walk
from ordinance_drafter.model import Path as Place

if TYPE_CHECKING:
    from ordinance_drafter.bill import Bill
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.library import Library
    from ordinance_drafter.project import ProjectFile


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the words for its place: ``path`` is None for the whole text and where only words name the place."""

    code: str
    severity: str
    message: str
    path: Place | None = None
    address: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A text before or after a change.

    ``clauses`` has the clause of an article by its path, and is empty for a text that is only read.
    ``findings`` is None where nobody checked it; ``problems`` says why its bill cannot be made.
    """

    ordinance: Ordinance
    clauses: Mapping[Place, str] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] | None = None
    findings: tuple[Told, ...] | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What a project file makes: the draft, and its bill or why there is none."""

    assembly: Assembly
    bill: Bill | None
    problems: tuple[str, ...] = ()


def make(file: ProjectFile, library: Library, templates: Path | None = None) -> Made:
    """Return what a project file makes.

    Raises:
        InputError: the draft cannot be made; a bill that cannot is told in the result.
    """
    if file.project.amendment is not None:
        from ordinance_drafter.bill.partial import build_partial_bill

        bill = build_partial_bill(file, library, templates)
        return Made(bill.assembly, bill)
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.bill import build_bill

    assembly = assemble(file, library)
    try:
        return Made(assembly, build_bill(assembly, templates))
    except InputError as error:
        return Made(assembly, None, error.problems)


def side_of(made: Assembly | Made | Ordinance) -> Side:
    """Return a text as a side, not checked."""
    if isinstance(made, Ordinance):
        return Side(made)
    problems = made.problems if isinstance(made, Made) else ()
    assembly = made.assembly if isinstance(made, Made) else made
    ordinance = assembly.ordinance
    clauses = dict(zip((path for path, _ in articles(ordinance)), _ids(assembly.body), strict=False))
    if assembly.addenda and ordinance.addenda:
        clauses |= {(ADDENDA, 0, index): name for index, name in enumerate(_ids(assembly.addenda))}
    if not assembly.body and not assembly.addenda:
        clauses = {}
    home = assembly.setting.clause_set
    requirements = requirements_of(home)
    return Side(ordinance, clauses, requirements, problems=problems)


def _ids(placed: tuple[object, ...]) -> list[str]:
    return [each.clause.id for each in placed]  # type: ignore[attr-defined]


def checked_sides(before: Made, after: Made) -> tuple[Side, Side]:
    """Return both sides with what the checker finds in them.

    The bills are checked with all their papers; where one of them cannot be made, the two drafts alone, so that what
    is compared is of one kind.
    """
    whole = before.bill is not None and after.bill is not None
    return checked_side(before, whole=whole), checked_side(after, whole=whole)


def checked_side(made: Made, *, whole: bool = True) -> Side:
    """Return a side with what the checker finds in its bill, in the draft alone without ``whole``."""
    from ordinance_drafter.bill_check import bill_document, draft_document, findings_of

    setting = made.assembly.setting
    document = bill_document(made.bill, setting) if whole and made.bill else draft_document(made.assembly)
    side = side_of(made)
    return replace(side, findings=told(document, findings_of(document, setting), side.ordinance))


def told(document: Document, findings: list[Finding], ordinance: Ordinance) -> tuple[Told, ...]:
    """Return findings with their places in ``ordinance``; in a text of another shape only words tell the place."""
    from ordinance_drafter.check.place import address_of

    same = _shape(document.ordinance) == _shape(ordinance)
    return tuple(
        Told(
            each.code, each.severity, each.message, each.path if same else None,
            address_of(document.ordinance, each), each.state,
        )
        for each in findings
    )  # fmt: skip


def _shape(ordinance: Ordinance) -> list[tuple[Place, str]]:
    return [(path, unit.level.name) for path, unit in walk(ordinance)]
