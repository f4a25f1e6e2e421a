"""JSON tree -> ordinance: the inverse of write/json_tree.py."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.model import LEVELS, Addenda, Annex, Ordinance, Provision
from ordinance_drafter.numbering import LabelStyle, parse_digits

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
MAX_UNITS = 1_000_000
_DEPTH = 12
_FORM = "조례의 JSON이 아닙니다."


def read_json(text: str) -> Ordinance:
    """Return the ordinance of a JSON tree.

    Raises:
        InputError: it is no JSON, or no tree; the sentence names the place.
    """
    if text.count("[") + text.count("{") > MAX_UNITS:
        raise InputError("JSON의 단위가 너무 많아 읽지 않았습니다. 조례가 아닌 파일이 아닌지 보십시오.")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{error.lineno}:{error.colno}: JSON으로 읽을 수 없습니다.") from None
    except (RecursionError, ValueError):
        raise InputError("JSON이 너무 깊거나 수가 너무 깁니다.") from None
    top = _mapping(data, "맨 위")
    if "title" not in top or "body" not in top:
        raise InputError(f"{_FORM} title과 body가 있어야 합니다.")
    return Ordinance(
        _words(top, "title", "맨 위"),
        _units(top, "body", "본칙"),
        tuple(_addenda(item, index) for index, item in enumerate(_list(top, "addenda", "맨 위"))),
        tuple(_annex(item, index) for index, item in enumerate(_list(top, "annexes", "맨 위"))),
        kind=_kind(top),
        municipality=_words(top, "municipality", "맨 위"),
        number=_words(top, "number", "맨 위"),
        promulgated=_day(top, "promulgated"),
        effective=_day(top, "effective"),
        revision=_words(top, "revision", "맨 위"),
        preamble=_words(top, "preamble", "맨 위"),
    )


def _kind(top: dict[str, Any]) -> str:
    kind = _words(top, "kind", "맨 위") or "other"
    if kind not in ("ordinance", "rule", "act", "decree", "other"):
        raise InputError(f"{_FORM} 맨 위의 kind를 알 수 없습니다.")
    return kind


def _addenda(data: Any, index: int) -> Addenda:
    where = f"부칙 {index + 1}"
    item = _mapping(data, where)
    if "provisions" not in item:
        raise InputError(f"{_FORM} {where}에 provisions가 있어야 합니다.")
    return Addenda(_words(item, "label", where), _units(item, "provisions", where))


def _units(data: dict[str, Any], key: str, where: str, depth: int = _DEPTH) -> tuple[Provision, ...]:
    return tuple(_unit(item, f"{where} {index + 1}", depth) for index, item in enumerate(_list(data, key, where)))


def _unit(data: Any, where: str, depth: int) -> Provision:
    item = _mapping(data, where)
    level = LEVELS.get(_words(item, "level", where))
    if level is None or depth == 0:
        raise InputError(f"{_FORM} {where}의 level을 알 수 없습니다: {item.get('level')!s:.20}")
    written = _words(item, "number", where)
    try:
        number = parse_digits(written, level.style) if written else None
        if number:
            level.label(number)
    except ValueError:
        raise InputError(f"{_FORM} {where}의 number가 {level.word}의 번호가 아닙니다: {written[:20]}") from None
    deleted = item.get("deleted", False)
    if not isinstance(deleted, bool):
        raise InputError(f"{_FORM} {where}의 deleted는 true 또는 false여야 합니다.")
    heading, text, note = (_words(item, key, where) for key in ("heading", "text", "note"))
    return Provision(level, number, heading, text, _units(item, "children", where, depth - 1), deleted, note)


def _annex(data: Any, index: int) -> Annex:
    where = f"붙임 {index + 1}"
    item = _mapping(data, where)
    kind, written = _words(item, "kind", where), _words(item, "number", where)
    if kind not in ("table", "form"):
        raise InputError(f"{_FORM} {where}의 kind는 table 또는 form이어야 합니다.")
    try:
        number = parse_digits(written, LabelStyle.ARABIC) if written else None
    except ValueError:
        raise InputError(f"{_FORM} {where}의 number가 번호가 아닙니다: {written[:20]}") from None
    return Annex(kind, number, _words(item, "heading", where), _words(item, "text", where))


def _mapping(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise InputError(f"{_FORM} {where}의 값은 {{…}}이어야 합니다.")
    return data


def _list(data: dict[str, Any], key: str, where: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise InputError(f"{_FORM} {where}의 {key} 값은 목록이어야 합니다.")
    return value


def _words(data: dict[str, Any], key: str, where: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise InputError(f"{_FORM} {where}의 {key} 값은 글자여야 합니다.")
    try:
        value.encode()
        if _CONTROL.search(value):
            raise ValueError
    except ValueError:
        raise InputError(f"{_FORM} {where}의 {key}에 글자가 아닌 부호가 있습니다.") from None
    return value


def _day(data: dict[str, Any], key: str) -> date | None:
    value = data.get(key)
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise InputError(f"{_FORM} {key}는 2026-01-02처럼 적습니다.") from None
