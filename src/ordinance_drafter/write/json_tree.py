"""The tree as JSON, both ways: what ``tree`` prints and ``convert`` writes and reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from ordinance_drafter.finding import Finding, Reading, Span
from ordinance_drafter.model import ADDENDA, ANNEXES, BODY, Annex, Ordinance, Path, Provision, address
from ordinance_drafter.numbering import digits


def tree_of(ordinance: Ordinance, findings: tuple[Finding, ...] = ()) -> dict[str, Any]:
    """Return the ordinance as plain data."""
    return _tree(ordinance, findings, {})


def reading_tree(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain data: the tree, the place of each unit, what was odd, and the parts set aside."""
    tree = _tree(reading.ordinance, reading.findings, reading.spans)
    parts = [{"name": part.name, "line": part.line, "last": part.last} for part in reading.parts]
    return {**tree, "format": reading.format, "parts": parts}


def write_json(ordinance: Ordinance, findings: tuple[Finding, ...] = ()) -> bytes:
    """Return the tree as indented UTF-8 JSON."""
    return as_json(tree_of(ordinance, findings))


def as_json(tree: dict[str, Any]) -> bytes:
    """Return plain data as indented UTF-8 JSON."""
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def _tree(ordinance: Ordinance, findings: tuple[Finding, ...], spans: Mapping[Path, Span]) -> dict[str, Any]:
    return {
        "title": ordinance.title,
        "kind": ordinance.kind,
        "municipality": ordinance.municipality,
        "number": ordinance.number,
        "promulgated": _day(ordinance.promulgated),
        "effective": _day(ordinance.effective),
        "revision": ordinance.revision,
        "preamble": ordinance.preamble,
        "body": _units(ordinance.body, (BODY,), spans),
        "addenda": [
            {
                "label": item.label,
                **_place(spans, (ADDENDA, n)),
                "provisions": _units(item.provisions, (ADDENDA, n), spans),
            }
            for n, item in enumerate(ordinance.addenda)
        ],
        "annexes": [{**_annex(annex), **_place(spans, (ANNEXES, n))} for n, annex in enumerate(ordinance.annexes)],
        "findings": [_finding(ordinance, finding) for finding in findings],
    }


def _units(units: tuple[Provision, ...], above: Path, spans: Mapping[Path, Span]) -> list[dict[str, Any]]:
    return [_unit(unit, (*above, index), spans) for index, unit in enumerate(units)]


def _unit(unit: Provision, path: Path, spans: Mapping[Path, Span]) -> dict[str, Any]:
    return {
        "level": unit.level.name,
        "number": digits(unit.number, unit.level.style) if unit.number else "",
        "heading": unit.heading,
        "text": unit.text,
        "note": unit.note,
        "deleted": unit.deleted,
        **_place(spans, path),
        "children": _units(unit.children, path, spans),
    }


def _place(spans: Mapping[Path, Span], path: Path) -> dict[str, Any]:
    """Return where a unit stands in its source; nothing when that is not known."""
    span = spans.get(path)
    if span is None:
        return {}
    place: dict[str, Any] = {"line": span.line, "column": span.column, "last": span.last}
    if span.paragraph is not None:
        place["paragraph"] = span.paragraph
    if span.element:
        place["element"] = span.element
    return {"place": place}


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
