"""The checker on our own drafts: what it finds in a bill that was just made, less what the project gives a reason for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ordinance_drafter.assemble import Assembly
    from ordinance_drafter.bill import Bill
    from ordinance_drafter.check import Policy
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.check.report import FileResult
    from ordinance_drafter.finding import Finding
    from ordinance_drafter.selection import Setting

CONFIG = "ordinance-check.yaml"
"""The office's configuration, taken from the folder the command is run in."""


def check_bill(bill: Bill, setting: Setting, name: str) -> FileResult:
    """Return what the rules find in a bill as rows of a report; see :func:`findings_of`.

    Args:
        bill: the bill.
        setting: what it was made from.
        name: of the file, for the report.
    """
    from ordinance_drafter.check.report import result_of

    document = bill_document(bill, setting)
    return result_of(name, document, findings_of(document, setting))


def findings_of(document: Document, setting: Setting) -> list[Finding]:
    """Return what the rules find in a draft or its bill.

    Left out is what the project allows with a reason: in ``allow``, in ``coexists`` (ordinances that stay) and in
    ``without`` (provisions it does not have).
    """
    from ordinance_drafter.check import check_document

    findings = check_document(document, policy_of(setting))
    excused = _excused(setting)
    return [each for each in findings if not _names(each, excused.get(each.code, ()))]


def bill_document(bill: Bill, setting: Setting) -> Document:
    """Return what the rules see of a bill: its papers read back, a partial amendment with the text in force."""
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.read import read
    from ordinance_drafter.write import write

    reading = read(write(bill.document(), "txt"), "text")
    amendment, city = setting.file.project.amendment, setting.municipality.code
    if amendment is None:
        return Document(reading, kind=setting.kind, municipality=city)
    base = amendment.base if amendment.base.is_absolute() else setting.file.folder / amendment.base
    return Document(reading, kind="partial_amendment", municipality=city, base=read(base).ordinance)


def draft_document(assembly: Assembly) -> Document:
    """Return what the rules see of a draft without its papers: for a bill that cannot be made yet."""
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.finding import Reading

    setting = assembly.setting
    return Document(Reading(assembly.ordinance), kind=setting.kind, municipality=setting.municipality.code)


def _excused(setting: Setting) -> dict[str, tuple[str, ...]]:
    """Return what the project has given a reason for elsewhere: code -> the words that name it in a message."""
    project = setting.file.project
    without = {*project.without, *setting.recipe.without}
    known = setting.clause_set.requirements if without else {}
    labels = tuple(f": {row.label}." for name, row in known.items() if name in without)
    return {"CTX001": tuple(f"「{each.title}」" for each in project.coexists), "STR005": labels, "STR006": labels}


def _names(finding: Finding, words: tuple[str, ...]) -> bool:
    return any(each in finding.message for each in words)


def policy_of(setting: Setting) -> Policy:
    """Return the office's policy (ordinance-check.yaml in this folder) with what the project allows."""
    from dataclasses import replace
    from pathlib import Path

    from ordinance_drafter.check import EVERYTHING, Allowance

    policy = EVERYTHING
    if Path(CONFIG).is_file():
        from ordinance_drafter.check.office import load_office

        policy = load_office(Path(CONFIG)).policy
    own = tuple(Allowance(each.code, each.reason, each.at) for each in setting.file.project.allow)
    return replace(policy, allow=(*policy.allow, *own))
