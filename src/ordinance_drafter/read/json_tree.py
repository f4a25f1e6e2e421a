"""JSON tree -> ordinance: the inverse of write/json_tree.py."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.model import LEVELS, Addenda, Annex, Ordinance, Provision
from ordinance_drafter.numbering import Number, parse_digits

_DEPTH = 12


def read_json(text: str) -> Ordinance:
    """Return the ordinance of a JSON tree.

    Raises:
        InputError: it is no JSON, or no tree; the sentence names the place.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{error.lineno}:{error.colno}: JSON으로 읽을 수 없습니다.") from None
    except RecursionError:
        raise InputError("JSON이 너무 깊이 겹쳐 있습니다.") from None
    if not isinstance(data, dict) or "title" not in data or "body" not in data:
        raise InputError("조례의 JSON이 아닙니다. title과 body가 있어야 합니다.")
    try:
        return Ordinance(
            str(data["title"]),
            tuple(_unit(unit, "body", _DEPTH) for unit in data["body"]),
            tuple(
                Addenda(str(item["label"]), tuple(_unit(unit, "addenda", _DEPTH) for unit in item["provisions"]))
                for item in data.get("addenda", [])
            ),
            tuple(_annex(annex) for annex in data.get("annexes", [])),
            kind=str(data.get("kind", "other")),
            municipality=str(data.get("municipality", "")),
            number=str(data.get("number", "")),
            promulgated=_day(data.get("promulgated")),
            effective=_day(data.get("effective")),
            revision=str(data.get("revision", "")),
            preamble=str(data.get("preamble", "")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"조례의 JSON이 아닙니다: {error}의 자리를 보십시오.") from None


def _unit(data: dict[str, Any], where: str, depth: int) -> Provision:
    level = LEVELS.get(data["level"])
    if level is None or depth == 0:
        raise InputError(f"{where}: 없는 단위입니다: {data['level']}")
    place = f"{where} {level.word} {data.get('number', '')}"
    try:
        number = parse_digits(data["number"], level.style) if data.get("number") else None
    except ValueError as error:
        raise InputError(f"{place}: {error}") from None
    return Provision(
        level,
        number,
        str(data.get("heading", "")),
        str(data.get("text", "")),
        tuple(_unit(child, place, depth - 1) for child in data.get("children", [])),
        bool(data.get("deleted", False)),
        str(data.get("note", "")),
    )


def _annex(data: dict[str, Any]) -> Annex:
    main, _, branch = str(data.get("number", "")).partition("의")
    number = Number(int(main), int(branch or 0)) if main.isdigit() else None
    return Annex(str(data["kind"]), number, str(data.get("heading", "")), str(data.get("text", "")))


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise InputError(f"날짜는 2026-01-02처럼 적습니다: {value}") from None
