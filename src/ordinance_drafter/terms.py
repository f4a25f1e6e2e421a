"""Short names: marks in clause texts become the full name with its short name first, the short name after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from ordinance_drafter import korean
from ordinance_drafter.library import Term
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, Ordinance, Path, Provision, walk

OPEN, CLOSE = "\ue000", "\ue001"  # private-use characters no document carries
_MARK = re.compile(f"{OPEN}([a-z_]+){CLOSE}")


def mark(name: str) -> str:
    """Return what stands for a term until its first use in the draft is known."""
    return f"{OPEN}{name}{CLOSE}"


def in_full(text: str, terms: Mapping[str, Term]) -> str:
    """Return ``text`` with every term in full and the particles after them right."""
    return korean.fix_particles(_MARK.sub(lambda match: in_full(terms[match[1]].full, terms), text))


def in_short(text: str, terms: Mapping[str, Term]) -> str:
    """Return ``text`` with every term in short, as headings have it."""
    return korean.fix_particles(_MARK.sub(lambda match: terms[match[1]].short, text))


def spell(draft: Ordinance, terms: Mapping[str, Term], quiet: Collection[int]) -> Ordinance:
    """Write each term in full with its short name at its first use, short after; full alone if used only once.

    A short name nobody uses again is not declared (rules DEF008).

    Args:
        draft: the draft with marks.
        terms: full and short forms by name.
        quiet: numbers of body articles that declare nothing and spell in full (목적, rules DEF002).
    """
    hushed = _hushed(draft, quiet)
    uses = Counter(found[1] for path, unit in walk(draft) if path not in hushed for found in _MARK.finditer(unit.text))
    for name in list(uses):  # a full name may hold other terms
        uses.update(_MARK.findall(terms[name].full))
    speller = _Speller(terms, uses, hushed)
    body = speller.units(draft.body, (BODY,))
    addenda = tuple(
        replace(item, provisions=speller.units(item.provisions, (ADDENDA, index)))
        for index, item in enumerate(draft.addenda)
    )
    return replace(draft, body=body, addenda=addenda, preamble=in_full(draft.preamble, terms))


def _hushed(draft: Ordinance, quiet: Collection[int]) -> set[Path]:
    paths: set[Path] = set()
    article = 0
    for path, unit in walk(draft):
        if path[0] != BODY:
            break
        if unit.level is ARTICLE and unit.number:
            article = unit.number.main
        if article in quiet:
            paths.add(path)
    return paths


class _Speller:
    def __init__(self, terms: Mapping[str, Term], uses: Mapping[str, int], hushed: Collection[Path]) -> None:
        self.terms, self.uses, self.hushed = terms, uses, hushed
        self.declared: set[str] = set()

    def units(self, units: tuple[Provision, ...], above: Path) -> tuple[Provision, ...]:
        return tuple(self.unit(unit, (*above, index)) for index, unit in enumerate(units))

    def unit(self, unit: Provision, path: Path) -> Provision:
        heading = in_short(unit.heading, self.terms)
        text = in_full(unit.text, self.terms) if path in self.hushed else self.text(unit.text)
        return replace(unit, heading=heading, text=text, children=self.units(unit.children, path))

    def text(self, text: str) -> str:
        return korean.fix_particles(_MARK.sub(lambda match: self.word(match[1]), text))

    def word(self, name: str) -> str:
        term = self.terms[name]
        if name in self.declared:
            return term.short
        full = _MARK.sub(lambda match: self.word(match[1]), term.full)
        if self.uses.get(name, 0) <= 1:
            return full
        self.declared.add(name)
        return f"{full}(이하 “{term.short}”{korean.particle(term.short, '이라/라')} 한다)"
