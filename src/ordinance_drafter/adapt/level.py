"""Provisions that fit only another level of government, and dates that were the other city's."""

from __future__ import annotations

import re
from datetime import date

from ordinance_drafter import korean
from ordinance_drafter.adapt.data import LevelRow, adapt_data
from ordinance_drafter.adapt.result import Flag
from ordinance_drafter.library import Municipality
from ordinance_drafter.locality import vocabulary
from ordinance_drafter.locality.fields import address_of, fields
from ordinance_drafter.model import BODY, Ordinance, Path, walk

_DATE = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:년 ?\d{1,2}월 ?\d{1,2}일|\. ?\d{1,2}\. ?\d{1,2}\.?|-\d{2}-\d{2})")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}년(?! ?\d)")


def rows_for(source: Municipality, target: Municipality) -> list[LevelRow]:
    """Return the kinds of provisions that fit the source's level and not the target's."""
    wards = bool(vocabulary(target).wards)
    return [
        row
        for row in adapt_data().level_only
        if source.level in row.source
        and target.level in row.target
        and not (row.unless_wards and wards)
        and not (row.other_upper and source.upper[-1:] == target.upper[-1:] and source.level == target.level)
    ]


def level_flags(ordinance: Ordinance, source: Municipality, target: Municipality) -> tuple[list[Flag], set[Path]]:
    """Return a flag for each unit that fits only the source's level, and the units that may be left out.

    One flag a unit: the first kind that fits, in the order of the table.
    """
    flags, droppable = [], set()
    rows = [(row, re.compile(row.pattern)) for row in rows_for(source, target)]
    for path, unit in walk(ordinance):
        if path[0] != BODY:
            break
        text = re.sub(r"「[^」]*」", lambda match: "□" * len(match[0]), unit.text)
        for row, pattern in rows:
            match = pattern.search(text)
            if match:
                where = address_of(ordinance, path, "text")
                flags.append(
                    Flag("level", where, unit.text[slice(*match.span())], f"{row.label}: {row.message}", path, "text")
                )
                if row.drop:
                    droppable.add(path)
                break
    return flags, droppable


def date_flags(ordinance: Ordinance, source: Municipality, day: date | None, *, asked: bool) -> list[Flag]:
    """Return a flag for each fixed date; a sunset date is compared with ``day``.

    Args:
        ordinance: the text.
        source: whose it was; without a day the one its profile was checked on is taken.
        day: the day asked for, or the ordinance's own.
        asked: whether the user gave it.
    """
    flags = []
    words = adapt_data().sunset_words
    for each in fields(ordinance):
        for match in (*_DATE.finditer(each.text), *_YEAR.finditer(each.text)):
            near = each.text[max(0, match.start() - 40) : match.end() + 40]
            where = address_of(ordinance, each.path, each.field)
            if any(word in near for word in words):
                flags.append(
                    Flag("sunset", where, match[0], _sunset(match[0], day, source, asked=asked), each.path, each.field)
                )
            else:
                message = "다른 곳의 조례에 적혀 있던 날짜입니다. 이 조례에 맞는지 보십시오."
                flags.append(Flag("date", where, match[0], message, each.path, each.field))
    return flags


def _sunset(words: str, day: date | None, source: Municipality, *, asked: bool) -> str:
    try:
        end = korean.parse_date(words)
    except ValueError:
        return "존속기한입니다. 새로 정하십시오."
    if day is None and source.checked_on:
        day, what = date.fromisoformat(source.checked_on), f"자료를 확인한 날({source.checked_on})"
    elif day is None:
        return "존속기한입니다. 지났는지 보려면 --today로 기준일을 적으십시오. 새로 정하십시오."
    else:
        what = korean.format_date(day) if asked else f"원래 조례의 시행일({korean.format_date(day)})"
    if end < day:
        return f"{what} 현재 이미 지난 존속기한입니다. 새로 정하거나 빼십시오."
    return f"{what} 현재 지나지 않은 존속기한이지만 다른 곳의 것입니다. 새로 정하십시오."
