"""The report as JSON: one document, one file a line, so that thousands of files can be read line by line."""

from __future__ import annotations

import json
from typing import Any

from ordinance_drafter.check.report.results import FileResult, Totals


class JsonReport:
    """``{"files": [{"path", "findings": [{"code", "severity", "address", "line", …}]}]}``."""

    def begin(self) -> str:
        """Open the list of files."""
        return '{"files": [\n'

    def file(self, result: FileResult, *, first: bool) -> str:
        """One file in one line."""
        return ("" if first else ",\n") + json.dumps(file_object(result), ensure_ascii=False)

    def end(self, totals: Totals) -> str:
        """Close the list, and tell the numbers."""
        summary = {
            "files": totals.files,
            "failed": totals.failed,
            **{name: totals.severities[name] for name in ("error", "warning", "info")},
            "unverified": totals.unverified,
        }
        return f'\n], "summary": {json.dumps(summary)}}}\n'


def file_object(result: FileResult) -> dict[str, Any]:
    """Return one file as JSON data."""
    if result.error:
        return {"path": result.path, "error": result.error, "findings": []}
    return {
        "path": result.path,
        "title": result.title,
        "kind": result.kind,
        "municipality": result.municipality,
        "findings": [
            {
                "code": row.code,
                "severity": row.severity,
                "address": row.address,
                "line": row.line or None,
                "column": row.column or None,
                "message": row.message,
                "basis": row.basis,
                "fixable": row.fixable,
                **({"state": row.state} if row.state else {}),
            }
            for row in result.rows
        ],
    }
