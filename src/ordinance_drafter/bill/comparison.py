"""중요사항 대비표 of a whole amendment: the text in force beside the draft, article by article."""

from __future__ import annotations

import re
from typing import Any

from ordinance_drafter.assemble import Placed
from ordinance_drafter.bill.context import Context
from ordinance_drafter.errors import InputError
from ordinance_drafter.model import Provision, articles
from ordinance_drafter.notation import provision_text
from ordinance_drafter.read import read
from ordinance_drafter.write.layout import LINE_BREAK

ENOUGH = 75
"""How alike (0-100) two headings must be for their articles to stand side by side."""


def comparison(context: Context) -> tuple[str, dict[str, Any] | None]:
    """Return the table when this is a whole amendment and the old text is given.

    Raises:
        InputError: the old text cannot be read or has no articles.
    """
    setting = context.assembly.setting
    base = setting.file.project.former.base
    if context.kind != "whole_amendment" or base is None or setting.former is None:
        return "comparison", None
    path = base if base.is_absolute() else setting.file.folder / base
    where = setting.file.source.where(("former", "base"))
    try:
        given = read(path).ordinance
    except InputError as error:
        raise InputError(*(f"{where}: {problem}" for problem in error.problems)) from None
    current = [unit for _, unit in articles(given) if not unit.deleted]
    if current and _key(given.title) != _key(setting.former.title):
        raise InputError(
            f"{where}: 현행 조례의 본문이 아닙니다. 파일의 제명은 「{given.title[:60]}」, 개정할 조례는 「{setting.former.title}」입니다."
        )
    if not current:
        raise InputError(f"{where}: 현행 조례의 조문을 찾지 못했습니다: {base}")
    proposed = {placed.number: placed for placed in context.assembly.body}
    units = {unit.number: unit for _, unit in articles(context.assembly.ordinance)}
    pairs = _pairs(context, current, list(units.values()))
    rows = []
    for new_number, unit in units.items():
        old = next((old for old, new in pairs if new is unit), None)
        if old is not None:
            rows.append({"current": _words(old), "proposed": _words(unit)})
        else:
            rows.append({"current": "<신  설>", "proposed": _gist(proposed[new_number], unit)})
    matched = [old for old, _ in pairs]
    rows += [{"current": _words(old), "proposed": "<삭  제>"} for old in current if old not in matched]
    return "comparison", {"former_title": setting.former.title, "rows": rows}


def _pairs(context: Context, current: list[Provision], proposed: list[Provision]) -> list[tuple[Provision, Provision]]:
    """Pair old and new articles: first by the roles the profile knows, then by the likeness of their headings."""
    from rapidfuzz import fuzz

    by_label = {unit.label: unit for unit in current}
    satisfied = {
        requirement: placed.number
        for placed in context.assembly.body
        for requirement, at in placed.satisfied
        if at == f"제{placed.number}조"
    }
    new_by_number = {unit.number: unit for unit in proposed}
    pairs: list[tuple[Provision, Provision]] = []
    former = context.assembly.setting.former
    roles = context.assembly.setting.clause_set.file.roles
    for role, label in (former.articles if former else {}).items():
        old, new = by_label.get(label), new_by_number.get(satisfied.get(roles.get(role, "")))
        if old and new:
            pairs.append((old, new))
    scores = [
        (fuzz.token_sort_ratio(old.heading, new.heading), i, j)
        for i, old in enumerate(current)
        for j, new in enumerate(proposed)
    ]
    for score, i, j in sorted(scores, key=lambda item: (-item[0], item[1], item[2])):
        old, new = current[i], proposed[j]
        free = all(old is not a and new is not b for a, b in pairs)
        if score >= ENOUGH and free:
            pairs.append((old, new))
    return pairs


def _key(title: str) -> str:
    return re.sub(r"[\s·・ㆍ‧•]", "", title)


def _words(unit: Provision) -> str:
    return provision_text(unit).replace("\n", LINE_BREAK)


def _gist(placed: Placed, unit: Provision) -> str:
    return f"{unit.label}({unit.heading}){LINE_BREAK}{placed.summary}"
