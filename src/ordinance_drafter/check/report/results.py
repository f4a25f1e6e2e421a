"""The findings of one file as plain rows with everything a report says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ordinance_drafter.check.document import Document
from ordinance_drafter.check.place import address_of, spot_of
from ordinance_drafter.finding import Finding
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, chain

KINDS = {
    "in_force": "현행",
    "enactment": "제정안",
    "whole_amendment": "전부개정안",
    "partial_amendment": "일부개정안",
    "repeal": "폐지안",
    "papers": "조문이 없는 서류",
}
SEVERITY_WORDS = {"error": "오류", "warning": "경고", "info": "안내"}


class Row(NamedTuple):
    """One finding in words: ``line`` and ``column`` count from 1 (0: not known), ``length`` in characters."""

    code: str
    severity: str
    address: str
    line: int
    column: int
    length: int
    message: str
    basis: str
    fixable: bool
    state: str
    source: str
    article: str


class FileResult(NamedTuple):
    """What the check of one file found; ``error`` says why it could not be checked."""

    path: str
    title: str
    kind: str
    municipality: str
    rows: tuple[Row, ...]
    error: str = ""


@dataclass
class Totals:
    """The numbers of a whole run."""

    files: int = 0
    failed: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    unverified: int = 0
    fixable: int = 0
    baseline: int = 0

    def add(self, result: FileResult) -> None:
        """Count one file."""
        self.files += 1
        for row in result.rows:
            self.severities[row.severity] += 1
            self.codes[row.code] += 1
            self.unverified += row.state == "unverified"
            self.fixable += row.fixable

    def sentence(self) -> str:
        """The numbers in one line."""
        counts = ", ".join(f"{word} {self.severities[name]}" for name, word in SEVERITY_WORDS.items())
        words = f"문서 {self.files}건: {counts}"
        if self.unverified:
            words += f" (확인하지 못한 것 {self.unverified})"
        if self.fixable:
            words += f", 바로 고칠 수 있는 것 {self.fixable}(fix)"
        if self.baseline:
            words += f", 기준 파일에 있어 뺀 것 {self.baseline}"
        return words


def result_of(path: str, document: Document, findings: Sequence[Finding]) -> FileResult:
    """Return the rows of a document's findings."""
    name = document.profile.name if document.profile else ""
    rows = tuple(_row(document, finding) for finding in findings)
    return FileResult(path, document.ordinance.title, document.kind, name, rows)


def _row(document: Document, finding: Finding) -> Row:
    reading = document.reading
    spot = spot_of(reading, finding)
    line = spot.line if spot else finding.line or 0
    source = reading.source[line - 1] if 0 < line <= len(reading.source) else ""
    return Row(
        finding.code,
        finding.severity,
        address_of(document.ordinance, finding),
        line,
        spot.column if spot else 0,
        spot.length if spot else 0,
        finding.message,
        finding.basis,
        finding.fixable,
        finding.state,
        source.rstrip(),
        _article(document, finding),
    )


def _article(document: Document, finding: Finding) -> str:
    """The article a finding is in, with its heading: what reports group by."""
    path = finding.path
    if path is None:
        return "제명" if finding.field == "title" else "전체"
    if path[0] == BODY or (path[0] == ADDENDA and len(path) > 2):
        for unit in chain(document.ordinance, path):
            if unit.level is ARTICLE and unit.number:
                name = ("부칙 " if path[0] == ADDENDA else "") + unit.label
                return f"{name}({unit.heading})" if unit.heading else name
    if path[0] == ADDENDA:
        return "부칙"
    return address_of(document.ordinance, finding)


def least(rows: Iterable[Row], severity: str) -> tuple[Row, ...]:
    """Return the rows at or above a severity."""
    names = list(SEVERITY_WORDS)
    return tuple(row for row in rows if names.index(row.severity) <= names.index(severity))
