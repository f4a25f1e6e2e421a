"""Before words are changed: the history of the other city's text goes, its numbers run anew."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ordinance_drafter import korean
from ordinance_drafter.adapt.data import adapt_data
from ordinance_drafter.adapt.result import Change, Flag
from ordinance_drafter.model import (
    ARTICLE,
    BODY,
    Addenda,
    Annex,
    Ordinance,
    Path,
    Provision,
    address,
    articles,
    walk,
)
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import mentions, renumber

_BILL = re.compile(r"(조례|규칙) ?(?:전부|일부)?(?:개정|제정)(?:조례|규칙)?안$")


@cache
def _history() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in adapt_data().history)


def without_history(ordinance: Ordinance) -> tuple[Ordinance, list[Change], list[Flag]]:
    """Return the text as a new ordinance has it: no marks of amendments, no deleted units, one fresh addenda.

    The facts of its promulgation go as well.
    """
    changes: list[Change] = []
    body = _clean_units(ordinance, ordinance.body, (BODY,), changes)
    annexes = tuple(_clean_annex(annex, changes) for annex in ordinance.annexes)
    flags = _told(ordinance, changes)
    kind = "규칙" if ordinance.title.removesuffix("안").endswith("규칙") else "조례"
    words = adapt_data().commencement.format(kind=kind, particle=korean.particle(kind, "은/는"))
    fresh = (Addenda("", (Provision(ARTICLE, None, text=words),)),)
    if ordinance.addenda:
        labels = " / ".join(each.label or "부칙" for each in ordinance.addenda)
        changes.append(Change("부칙", "addenda", korean.truncate(labels, 120), words, "history"))
    title = _BILL.sub(r"\1안", ordinance.title)
    if title != ordinance.title:
        changes.append(Change("제명", "title", ordinance.title, title, "history"))
    cleaned = replace(
        ordinance,
        title=title,
        body=body,
        annexes=annexes,
        addenda=fresh,
        number="",
        promulgated=None,
        effective=None,
        revision="",
        preamble=_clean(ordinance.preamble).strip(),
    )
    return cleaned, changes, flags


def _clean(text: str) -> str:
    for pattern in _history():
        text = pattern.sub("", text)
    return text


def _clean_units(
    ordinance: Ordinance, units: tuple[Provision, ...], above: Path, changes: list[Change]
) -> tuple[Provision, ...]:
    result = []
    for index, unit in enumerate(units):
        path = (*above, index)
        if unit.deleted:
            changes.append(Change(address(ordinance, path), "text", "삭제", "", "history", path))
            continue
        text, heading = _clean(unit.text), _clean(unit.heading)
        gone = " ".join(filter(None, (unit.note, *_removed(unit.text, text))))
        if gone:
            changes.append(Change(address(ordinance, path), "note", gone, "", "history", path))
        children = _clean_units(ordinance, unit.children, path, changes)
        result.append(replace(unit, text=text, heading=heading, note="", children=children))
    return tuple(result)


def _removed(before: str, after: str) -> list[str]:
    return [match[0].strip() for pattern in _history() for match in pattern.finditer(before)] if before != after else []


def _clean_annex(annex: Annex, changes: list[Change]) -> Annex:
    text, heading = _clean(annex.text), _clean(annex.heading)
    if (text, heading) != (annex.text, annex.heading):
        gone = " ".join((*_removed(annex.heading, heading), *_removed(annex.text, text)))
        changes.append(Change(annex.label, "annex", gone, "", "history"))
    return replace(annex, text=text, heading=heading)


def _told(ordinance: Ordinance, changes: list[Change]) -> list[Flag]:
    flags = []
    marks = sum(change.kind == "history" and change.field in ("note", "annex") for change in changes)
    deleted = sum(change.before == "삭제" for change in changes)
    if marks or deleted:
        told = [f"개정 표시 {marks}곳"] * bool(marks) + [f"삭제된 조항 {deleted}개"] * bool(deleted)
        words = ", ".join(told)
        flags.append(
            Flag("history", "본칙", words, "새 조례이므로 뺐습니다. 그대로 두려면 --keep-history를 붙이십시오.")
        )
    rest = [
        f"{unit.label}({unit.heading})"
        for each in ordinance.addenda
        for unit in each.provisions
        if unit.number and unit.heading and unit.heading != "시행일"
    ]
    if ordinance.addenda:
        message = "새 시행일 부칙 하나로 바꾸었습니다."
        if rest:
            message += " 시행일 말고 있던 것 가운데 새 조례에도 필요한 것이 있는지 보십시오."
        flags.append(Flag("history", "부칙", ", ".join(rest[:12]) or f"부칙 {len(ordinance.addenda)}개", message))
    return flags


def drop_units(ordinance: Ordinance, paths: set[Path]) -> tuple[Ordinance, list[Flag]]:
    """Return the ordinance without some units, and flags for the references that led to them."""
    dead = {_chain(ordinance, path) for path in paths}
    flags = []
    for mention in mentions(ordinance):
        ref = mention.ref
        if ref.statute or ref.place or any(mention.path[: len(path)] == path for path in paths):
            continue
        if any(ref.steps[: len(chain)] == chain for chain in dead):
            words = "".join(level.reference(number) for level, number in ref.steps if number)
            where = address(ordinance, mention.path)
            flags.append(
                Flag("reference", where, words, "가리키던 조항을 뺐습니다. 이 인용을 고치십시오.", mention.path, "text")
            )
    return replace(ordinance, body=_drop(ordinance.body, (BODY,), paths)), flags


def _chain(ordinance: Ordinance, path: Path) -> tuple[object, ...]:
    from ordinance_drafter.refs.resolve import own_steps

    return tuple(own_steps(ordinance, path))


def _drop(units: tuple[Provision, ...], above: Path, paths: set[Path]) -> tuple[Provision, ...]:
    kept = []
    for index, unit in enumerate(units):
        path = (*above, index)
        if path not in paths:
            kept.append(replace(unit, children=_drop(unit.children, path, paths)))
    return tuple(kept)


def numbered(ordinance: Ordinance, *, always: bool) -> tuple[Ordinance, list[Change]]:
    """Return the ordinance numbered in order, references led along, and what moved.

    Without ``always`` (when units were left out) only if it has gaps or 가지번호.
    """
    if not always and not _has_gaps(ordinance):
        return ordinance, []
    new = renumber(ordinance)
    moved = {
        before.label: after.label for (_, before), (_, after) in zip(articles(ordinance), articles(new), strict=True)
    }
    changes = [Change(old, "number", old, now, "number") for old, now in moved.items() if old != now]
    annexes = tuple(
        replace(annex, heading=_lead(annex.heading, moved), text=_lead(annex.text, moved)) for annex in new.annexes
    )
    return replace(new, annexes=annexes), changes


_CONCERNED = re.compile(r"제\d+조(?:의\d+)?(?=[^()\n]{0,40}관련)")


def _lead(text: str, moved: dict[str, str]) -> str:
    return _CONCERNED.sub(lambda match: moved.get(match[0], match[0]), text)


def _has_gaps(ordinance: Ordinance) -> bool:
    last: dict[tuple[Path, str], int] = {}
    for path, unit in walk(ordinance):
        if path[0] != BODY or unit.number is None:
            continue
        key = ((), unit.level.name) if unit.level is ARTICLE else (path[:-1], unit.level.name)
        expected = last.get(key, 0) + 1
        if unit.number != Number(expected):
            return True
        last[key] = expected
    return False
