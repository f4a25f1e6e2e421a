"""The tree as JSON, both ways: what ``tree`` prints and ``convert`` writes and reads."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from ordinance_drafter.finding import Finding
from ordinance_drafter.model import Annex, Ordinance, Provision, address
from ordinance_drafter.numbering import digits


def tree_of(ordinance: Ordinance, findings: tuple[Finding, ...] = ()) -> dict[str, Any]:
    """Return the ordinance as plain data."""
    return {
        "title": ordinance.title,
        "kind": ordinance.kind,
        "municipality": ordinance.municipality,
        "number": ordinance.number,
        "promulgated": _day(ordinance.promulgated),
        "effective": _day(ordinance.effective),
        "revision": ordinance.revision,
        "preamble": ordinance.preamble,
        "body": [_unit(unit) for unit in ordinance.body],
        "addenda": [
            {"label": item.label, "provisions": [_unit(unit) for unit in item.provisions]} for item in ordinance.addenda
        ],
        "annexes": [_annex(annex) for annex in ordinance.annexes],
        "findings": [_finding(ordinance, finding) for finding in findings],
    }


def write_json(ordinance: Ordinance, findings: tuple[Finding, ...] = ()) -> bytes:
    """Return the tree as indented UTF-8 JSON."""
    return (json.dumps(tree_of(ordinance, findings), ensure_ascii=False, indent=2) + "\n").encode()


def _unit(unit: Provision) -> dict[str, Any]:
    return {
        "level": unit.level.name,
        "number": digits(unit.number, unit.level.style) if unit.number else "",
        "heading": unit.heading,
        "text": unit.text,
        "note": unit.note,
        "deleted": unit.deleted,
        "children": [_unit(child) for child in unit.children],
    }


def _annex(annex: Annex) -> dict[str, Any]:
    number = str(annex.number) if annex.number else ""
    return {"kind": annex.kind, "number": number, "heading": annex.heading, "text": annex.text}


def _finding(ordinance: Ordinance, finding: Finding) -> dict[str, Any]:
    place = address(ordinance, finding.path) if finding.path else ""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "address": place,
        "line": finding.line,
        "message": finding.message,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
