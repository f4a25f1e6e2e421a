"""Slots: the places in clause texts that a drafter fills, and what may be put in them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from ordinance_drafter import korean


class Strict(BaseModel):
    """A model that refuses unknown keys and cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Slot(Strict):
    """A place in a clause that the drafter fills: its type, Korean label, default (None: must be answered), bounds."""

    type: Literal["integer", "text", "choice", "list", "boolean", "date"]
    label: str
    default: Any = None
    help: str = ""
    min: int | None = None
    max: int | None = None
    max_length: int = 200
    pattern: str | None = None
    options: tuple[str, ...] = ()
    min_items: int = 0
    max_items: int = 30
    profile: str = ""
    """Where the municipality's file has the answer (ordinances.subsidy, agencies.industry), when nobody gave one."""

    def check(self, value: Any) -> str:
        """Return what is wrong with ``value`` as one Korean sentence, "" when nothing is."""
        if value is None:
            return f"‘{self.label}’에 답해야 합니다."
        return korean.fix_particles(_SLOT_CHECKS[self.type](self, value))


def _check_integer(slot: Slot, value: Any) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"‘{slot.label}’은(는) 정수로 적으십시오."
    low, high = slot.min, slot.max
    if (low is not None and value < low) or (high is not None and value > high):
        limits = f"{low if low is not None else ''}~{high if high is not None else ''}"
        return f"‘{slot.label}’은(는) {limits} 사이여야 합니다: {value}"
    return ""


def _check_text(slot: Slot, value: Any) -> str:
    if not isinstance(value, str) or "\n" in value:
        return f"‘{slot.label}’은(는) 한 줄의 글자로 적으십시오."
    if not value.strip():
        return "" if slot.default == "" else f"‘{slot.label}’에 답해야 합니다."
    if len(value) > slot.max_length:
        return f"‘{slot.label}’은(는) {slot.max_length}자까지 적을 수 있습니다."
    if slot.pattern and not re.fullmatch(slot.pattern, value):
        return f"‘{slot.label}’에 적을 수 없는 꼴입니다: {value}"
    return ""


def _check_choice(slot: Slot, value: Any) -> str:
    if value in slot.options:
        return ""
    return f"‘{slot.label}’은(는) {', '.join(slot.options)} 가운데 하나여야 합니다: {value}"


def _check_list(slot: Slot, value: Any) -> str:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and "\n" not in item for item in value):
        return f"‘{slot.label}’은(는) 글자의 목록으로 적으십시오."
    if not slot.min_items <= len(value) <= slot.max_items:
        return f"‘{slot.label}’은(는) {slot.min_items}개 이상 {slot.max_items}개 이하로 적으십시오."
    too_long = next((item for item in value if len(item) > slot.max_length), "")
    return f"‘{slot.label}’의 한 항목은 {slot.max_length}자까지 적을 수 있습니다." if too_long else ""


def _check_boolean(slot: Slot, value: Any) -> str:
    return "" if isinstance(value, bool) else f"‘{slot.label}’은(는) true 또는 false로 적으십시오."


def _check_date(slot: Slot, value: Any) -> str:
    if isinstance(value, date):
        return ""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return f'‘{slot.label}’은(는) "2026-01-02"처럼 적으십시오: {value}'
    return ""


_SLOT_CHECKS = {
    "integer": _check_integer,
    "text": _check_text,
    "choice": _check_choice,
    "list": _check_list,
    "boolean": _check_boolean,
    "date": _check_date,
}
