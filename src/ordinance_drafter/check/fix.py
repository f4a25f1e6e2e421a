"""Safe fixes: applied to the tree, or to the source as it stands, and proved by reading the source again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.engine import EVERYTHING, Policy, check_document
from ordinance_drafter.finding import Finding, Reading
from ordinance_drafter.model import Ordinance, Path, at, replace_at

ROUNDS = 200
"""More rounds than fixes that must be made one by one: what is not done by then goes round in a circle."""

FIELDS = ("text", "heading", "title", "source")


Place = tuple[Path | None, str]
"""A unit (None for the ordinance) and which of its words; ``source:12`` is the twelfth line as it stands."""


def fix(ordinance: Ordinance, findings: Sequence[Finding]) -> Ordinance:
    """Return the ordinance with the safe replacements of findings applied; of two that overlap, the first.

    Raises:
        LookupError: a finding is not of this ordinance.
    """
    for (path, field), edits in edits_of(findings).items():
        if field.startswith("source:"):
            continue  # reading has mended it already: the tree stays
        if field == "title":
            ordinance = replace(ordinance, title=replaced(ordinance.title, edits))
        elif path is not None:
            unit = at(ordinance, path)
            words = unit.heading if field == "heading" else unit.text
            changed = replaced(words, edits)
            unit = replace(unit, heading=changed) if field == "heading" else replace(unit, text=changed)
            ordinance = replace_at(ordinance, path, unit)
    return ordinance


def edits_of(findings: Sequence[Finding]) -> dict[Place, list[tuple[int, int, str]]]:
    """Return the replacements by unit and field, from the end to the beginning, none overlapping."""
    wanted: dict[Place, list[tuple[int, int, str]]] = {}
    for finding in findings:
        if finding.replacement is not None and finding.span and finding.field in FIELDS:
            field = f"source:{finding.line}" if finding.field == "source" else finding.field
            wanted.setdefault((finding.path, field), []).append((*finding.span, finding.replacement))
    for place, edits in wanted.items():
        kept: list[tuple[int, int, str]] = []
        for edit in sorted(set(edits)):
            if not kept or edit[0] >= kept[-1][1]:
                kept.append(edit)
        wanted[place] = kept[::-1]
    return wanted


def replaced(words: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return words with edits made, which must be given from the end to the beginning."""
    for start, end, new in edits:
        words = words[:start] + new + words[end:]
    return words


class Source(Protocol):
    """What an ordinance was read from, in a form that can be changed."""

    def document(self) -> Document:
        """Read it."""

    def edited(self, reading: Reading, edits: dict[Place, list[tuple[int, int, str]]]) -> Self | None:
        """Return it with edits made where the words of units stand, None when one is not found."""

    def lines(self) -> list[str]:
        """Return its words line by line, for showing what changed."""

    def content(self) -> bytes:
        """Return it as a file."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A source after fixing, what was applied, and what is still fixable but could not be changed in the source."""

    source: Source
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fix_source(source: Source, policy: Policy = EVERYTHING) -> Fixed:
    """Return a source with every safe fix made and nothing else changed.

    Each fix is made where its words stand in the source, and counts only if reading the source again gives exactly
    the tree that the fix gives. It goes on until there is nothing left to fix.
    """
    document = source.document()
    applied: list[Finding] = []
    findings = _fixable(document, policy)
    for _ in range(ROUNDS):
        if not findings:
            break
        result = _together(source, document, findings) or _one(source, document, findings)
        if result is None:
            break
        done, source, document = result
        applied += done
        findings = _fixable(document, policy)
    return Fixed(source, tuple(applied), tuple(findings))


def _fixable(document: Document, policy: Policy) -> list[Finding]:
    return [each for each in check_document(document, policy) if each.fixable and each.span and each.field in FIELDS]


def _together(
    source: Source, document: Document, findings: list[Finding]
) -> tuple[list[Finding], Source, Document] | None:
    changed = source.edited(document.reading, edits_of(findings))
    if changed is None:
        return None
    new = changed.document()
    if new.ordinance != fix(document.ordinance, findings) or changed.lines() == source.lines():
        return None
    return findings, changed, new


def _one(source: Source, document: Document, findings: list[Finding]) -> tuple[list[Finding], Source, Document] | None:
    """Apply the first that can be applied by itself; the places of the others are found again after it."""
    for finding in findings:
        result = _together(source, document, [finding])
        if result:
            return result
    return None
