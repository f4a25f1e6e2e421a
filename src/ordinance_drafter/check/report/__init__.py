"""Findings as a report: text for a terminal, JSON, SARIF, JUnit, Markdown. A new format is a file and a row."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

from ordinance_drafter.check.report.results import FileResult, Row, Totals, result_of
from ordinance_drafter.check.rule import Rule

__all__ = ["FORMATS", "FileResult", "Report", "Row", "Totals", "report", "result_of"]


class Report(Protocol):
    """A report that is written as the files come, so that thousands need no more memory than one."""

    def begin(self) -> str:
        """What stands before the first file."""

    def file(self, result: FileResult, *, first: bool) -> str:
        """One file."""

    def end(self, totals: Totals) -> str:
        """What stands after the last file."""


FORMATS = {
    "text": "as_text:TextReport",
    "json": "as_json:JsonReport",
    "sarif": "as_sarif:SarifReport",
    "junit": "as_junit:JunitReport",
    "markdown": "as_markdown:MarkdownReport",
}


def report(format_: str, *, color: bool = False, width: int = 100, own_rules: Sequence[Rule] = ()) -> Report:
    """Return a report of a format.

    Args:
        format_: one of FORMATS.
        color, width: of the terminal (cells), for text.
        own_rules: the office's own rules, for a format that lists all rules.
    """
    module, name = FORMATS[format_].split(":")
    made = getattr(import_module(f"{__name__}.{module}"), name)
    options: dict[str, dict[str, Any]] = {
        "text": {"color": color, "width": width},
        "sarif": {"own_rules": own_rules},
    }
    report: Report = made(**options.get(format_, {}))
    return report
