"""The numbers of new articles: as written, branch numbers (text in force), or all in a row (draft)."""

from __future__ import annotations

from dataclasses import replace

from ordinance_drafter.amend.match import match_units
from ordinance_drafter.model import ARTICLE, Ordinance, Provision, articles
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import renumber, rewrite
from ordinance_drafter.refs.form import Step


def renumbered(old: Ordinance, new: Ordinance, numbering: str = "written") -> Ordinance:
    """Return the new text with the numbers an amendment is to give its articles; references follow.

    Args:
        old: the text in force.
        new: the text wanted.
        numbering: ``written`` leaves the numbers; ``keep`` gives articles that both texts have their old numbers and
            new ones between them branch numbers (제6조의2); ``renumber`` counts through from 1.
    """
    if numbering == "written":
        return new
    if numbering == "renumber":
        return renumber(new)
    moves = _kept(old, new)
    if all(before == after for before, after in moves.items()):
        return new
    moved = rewrite(new, lambda steps: _led(steps, moves))
    return replace(moved, body=tuple(_numbered(unit, moves) for unit in moved.body))


def _led(steps: tuple[Step, ...], moves: dict[Number, Number]) -> tuple[Step, ...]:
    """Return where a reference leads after the moves."""
    return tuple(
        (level, moves.get(number, number)) if level is ARTICLE and number is not None else (level, number)
        for level, number in steps
    )


def _kept(old: Ordinance, new: Ordinance) -> dict[Number, Number]:
    """Return the number each article of the new text is to have."""
    matching = match_units([unit for _, unit in articles(old)], [unit for _, unit in articles(new)])
    known = {id(after): before.number for before, after in matching.pairs}
    taken = {unit.number for _, unit in articles(old)}
    moves: dict[Number, Number] = {}
    last = Number(0)
    for _, unit in articles(new):
        if unit.number is None:
            continue
        kept = known.get(id(unit))
        if kept is not None and last < kept:
            last = kept
        else:
            last = _next(last, taken)
            taken.add(last)
        moves[unit.number] = last
    return moves


def _next(last: Number, taken: set[Number | None]) -> Number:
    """Return the first number after ``last`` that stands before the next one taken: 제6조의2, or 제9조 at the end."""
    plain = Number(last.main + 1)
    if all(number is None or number.main <= last.main for number in taken):
        return plain
    branch = Number(last.main, max(2, last.branch + 1))
    while branch in taken:
        branch = Number(branch.main, branch.branch + 1)
    return branch


def _numbered(unit: Provision, moves: dict[Number, Number]) -> Provision:
    if unit.level is ARTICLE and unit.number in moves:
        return replace(unit, number=moves[unit.number])
    if unit.level.is_division:
        return replace(unit, children=tuple(_numbered(child, moves) for child in unit.children))
    return unit
