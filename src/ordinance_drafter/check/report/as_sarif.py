"""The report as SARIF 2.1.0 (OASIS): every rule in the driver, a result for each finding."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from ordinance_drafter.check.engine import OWN_FINDINGS, all_rules
from ordinance_drafter.check.groups import GROUPS
from ordinance_drafter.check.report.results import FileResult, Row, Totals
from ordinance_drafter.check.rule import Rule
from ordinance_drafter.version import __version__

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class SarifReport:
    """SARIF; written file by file, one result a line."""

    def __init__(self, own_rules: Sequence[Rule] = ()) -> None:
        self._rules = [_rule_object(rule) for rule in (*all_rules(), *own_rules)]
        self._rules += [_own_object(code, *about) for code, about in OWN_FINDINGS.items()]
        self._index = {rule["id"]: index for index, rule in enumerate(self._rules)}
        self._any = False

    def begin(self) -> str:
        """The tool with all its rules."""
        driver = {
            "name": "ordinance-drafter",
            "semanticVersion": __version__,
            "language": "ko-KR",
            "rules": self._rules,
        }
        head = json.dumps({"driver": driver}, ensure_ascii=False)
        return (
            f'{{"$schema": {json.dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {head}, '
            '"columnKind": "unicodeCodePoints", "results": [\n'
        )

    def file(self, result: FileResult, *, first: bool) -> str:
        """The results of one file."""
        lines: list[str] = []
        for row in result.rows:
            lines.append((",\n" if self._any else "") + json.dumps(self._result(result, row), ensure_ascii=False))
            self._any = True
        return "".join(lines)

    def end(self, totals: Totals) -> str:
        """Close the run."""
        return "\n]}]}\n"

    def _result(self, result: FileResult, row: Row) -> dict[str, Any]:
        made: dict[str, Any] = {"ruleId": row.code}
        if row.code in self._index:
            made["ruleIndex"] = self._index[row.code]
        made["level"] = _LEVELS[row.severity]
        if row.state == "unverified":
            made["kind"], made["level"] = "review", "none"  # SARIF 3.27.9: a person has to decide
        made["message"] = {"text": row.message}
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(result.path)}}
        if row.line:
            place["region"] = _region(row)
        location: dict[str, Any] = {"physicalLocation": place}
        if row.address:
            location["logicalLocations"] = [{"fullyQualifiedName": row.address, "kind": "element"}]
        made["locations"] = [location]
        return made


def _region(row: Row) -> dict[str, int]:
    region = {"startLine": row.line}
    if row.column and row.length:
        region |= {"startColumn": row.column, "endColumn": row.column + row.length}
    return region


def _uri(path: str) -> str:
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _rule_object(rule: Rule) -> dict[str, Any]:
    examples = "".join(
        f"\n\n**{word}**\n\n" + "\n\n".join(f"```\n{text.strip()}\n```" for text in texts)
        for word, texts in (("걸리는 보기", rule.bad), ("걸리지 않는 보기", rule.good))
    )
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why} 근거: {rule.basis}", "markdown": f"{rule.why}\n\n근거: {rule.basis}{examples}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [GROUPS.get(rule.group, "우리 기관")], "basis": rule.basis},
    }


def _own_object(code: str, severity: str, title: str, why: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": why},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }
