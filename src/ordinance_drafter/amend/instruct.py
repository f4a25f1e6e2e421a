"""Two versions of a unit -> the steps a drafter would write: few words, whole units, new, moved and deleted ones."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ordinance_drafter.amend.match import Matching, bare_unit, content, match_units, words_of
from ordinance_drafter.amend.steps import Action, Part, Place, Step
from ordinance_drafter.amend.wording import word_changes
from ordinance_drafter.amend.words import part_span
from ordinance_drafter.model import ARTICLE, PARAGRAPH, Provision
from ordinance_drafter.numbering import Number

_OVERHEAD = 14
"""Characters of an instruction beside its quoted words."""
_LEAN = 10
"""So much longer may changed words be than the whole unit, before the unit is written anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a proposed amendment, and why it has this form (a Korean sentence)."""

    step: Step
    why: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A pair of units with the place of the old: its number before, and the number it is to have."""

    old: Provision
    new: Provision
    place: Place


def unit_place(above: Place, old: Provision, new: Provision) -> Place:
    """Return the place of a unit that was ``old`` and is ``new``, under a place (the numbers before it moved)."""
    assert old.number is not None and new.number is not None
    former = above.former if above.former is not None else above.units
    units = (*above.units, (new.level, new.number))
    before = (*former, (old.level, old.number))
    return replace(above, units=units, former=before if before != units else None, parts=())


def changes_of(unit: Unit) -> list[Change]:
    """Return how a unit becomes another with its number left aside: in few words, or anew where that is shorter."""
    old, new, place = unit.old, unit.new, unit.place
    if content(old) == content(new):
        return []
    if new.deleted:
        return [Change(Step(Action.DELETE, (place,)), "새 글에 없으므로 삭제한다. 번호는 “삭제”로 남긴다.")]
    if old.deleted:
        return [_inserted(new, place, "삭제된 번호에 새로 둔다.")]
    anew = Change(
        Step(Action.REWRITE, (place,), units=(bare_unit(new),), block="?"),
        "절반 넘게 바뀌거나 여러 곳이 바뀌므로 통째로 고친다.",
    )
    fine = _fine(unit)
    if fine is None or _cost(fine) > _cost([anew]) + _LEAN:
        return [anew]
    return fine


def _inserted(new: Provision, place: Place, why: str) -> Change:
    return Change(Step(Action.INSERT, (place,), units=(bare_unit(new),), added=True, block="?"), why)


def _cost(changes: Sequence[Change]) -> int:
    total = 0
    for change in changes:
        step = change.step
        total += _OVERHEAD + sum(len(old) + len(new) + 4 for old, new in step.words) + 4 * len(step.places)
        total += sum(len(words_of(unit)) for unit in step.units) + (len(step.block) if not step.units else 0)
    return total


def _fine(unit: Unit) -> list[Change] | None:
    """Return the changes of a unit's heading, words and units one by one; None where it must be written anew."""
    old, new, place = unit.old, unit.new, unit.place
    changes: list[Change] = []
    if old.heading != new.heading:
        if not new.heading or not old.heading:
            return None
        changes.append(heading_change(old.heading, new.heading, place))
    wrapped = _wrapped(unit)
    if wrapped is not None:
        return [*changes, *wrapped]
    if bool(old.children) and not new.children:
        return None
    if old.text != new.text:
        text = _text_changes(unit)
        if text is None:
            return None
        changes += text
    below = row_changes(old.children, new.children, place)
    return None if below is None else changes + below


def heading_change(old: str, new: str, place: Place) -> Change:
    """Return the change of an article's heading: a word of it, or all of it in its parentheses."""
    where = replace(place, parts=(Part.HEADING,))
    pairs = word_changes(old, new)
    if pairs and len(pairs) == 1 and len(pairs[0][0]) + len(pairs[0][1]) < (len(old) + len(new)) * 0.7:
        step = Step(Action.WORDS, (where,), ((pairs[0][0], pairs[0][1]),), each=pairs[0][2])
        return Change(step, "제목에서 바뀌는 낱말만 고친다.")
    is_article = place.units[-1][0] is ARTICLE
    words = (f"({old})", f"({new})") if is_article else (old, new)
    return Change(Step(Action.WORDS, (where,), (words,)), "제목이 많이 바뀌므로 통째로 고친다.")


def _wrapped(unit: Unit) -> list[Change] | None:
    """Return the changes of an article without paragraphs that gets some: 제목 외의 부분을 제1항으로 한다."""
    old, new = unit.old, unit.new
    has = [child for child in new.children if child.level is PARAGRAPH]
    if (
        old.level is not ARTICLE
        or not old.text
        or new.text
        or not has
        or any(child.level is PARAGRAPH for child in old.children)
    ):
        return None
    inner = Provision(PARAGRAPH, None, "", old.text, old.children)
    best = max(has, key=lambda child: _shared(inner, child))
    if _shared(inner, best) < 0.5 or best.number is None:
        return None
    rest = replace(unit.place, parts=(Part.REST,))
    to = replace(unit.place, units=(*unit.place.units, (PARAGRAPH, best.number)), parts=(), former=None)
    changes = [Change(Step(Action.MOVE, (rest,), targets=(to,)), "항이 없던 조에 항을 두므로 있던 글을 항으로 한다.")]
    if content(inner) != content(best):
        before = unit.place.former or unit.place.units
        inside = replace(to, former=(*before, before[-1]))
        fine = _fine(Unit(replace(inner, number=best.number), best, inside))
        if fine is None:
            return None
        changes += fine
    for child in has:
        if child is not best:
            assert child.number is not None
            changes.append(_inserted(child, unit_place(unit.place, child, child), "새로 두는 항이다."))
    return changes


def _shared(one: Provision, other: Provision) -> float:
    from ordinance_drafter.amend.match import likeness

    return likeness(one, other)


def _text_changes(unit: Unit) -> list[Change] | None:
    """Return the changes of a unit's own words: a proviso added or dropped, words, or all of it."""
    old, new, place = unit.old.text, unit.new.text, unit.place
    where = replace(place, parts=(Part.CHAPEAU,)) if unit.old.children else place
    if unit.old.level is ARTICLE and unit.old.children and unit.old.children[0].level is PARAGRAPH:
        return None
    if not old or not new:
        return None
    sentence = _sentence_change(old, new, where)
    if sentence is not None:
        return [sentence]
    pairs, where = _located(old, new, where)
    if pairs is None:
        if not unit.old.children:
            return None
        step = Step(Action.REWRITE, (where,), block=new)
        return [Change(step, "문장의 많은 부분이 바뀌므로 그 문장을 통째로 고친다.")] if _is_one_line(new) else None
    made = []
    for each in (False, True):
        words = tuple((word, other) for word, other, every in pairs if every is each)
        if words:
            why = "같은 말이 되풀이되므로 각각 고친다." if each else "바뀌는 낱말만 고친다."
            made.append(Change(Step(Action.WORDS, (where,), words, each=each), why))
    return made


def _is_one_line(text: str) -> bool:
    return "\n" not in text


def _located(old: str, new: str, where: Place) -> tuple[list[tuple[str, str, bool]] | None, Place]:
    """Return the words that change, and the place named as narrowly as the text asks (본문, 단서, 후단)."""
    for part, other in ((Part.MAIN, Part.PROVISO), (Part.FORMER, Part.LATTER)):
        spans = part_span(old, part), part_span(old, other), part_span(new, part), part_span(new, other)
        a, b, c, d = spans
        if not (a and b and c and d):
            continue
        first = old[slice(*a)], new[slice(*c)]
        second = old[slice(*b)], new[slice(*d)]
        if first[0] != first[1] and second[0] == second[1] and len(old) == b[1]:
            pairs = word_changes(*first)
            return (pairs, replace(where, parts=(*where.parts, part))) if pairs else (word_changes(old, new), where)
        if first[0] == first[1] and second[0] != second[1] and len(old) == b[1] and len(new) == d[1]:
            pairs = word_changes(*second)
            return (pairs, replace(where, parts=(*where.parts, other))) if pairs else (word_changes(old, new), where)
        break
    return word_changes(old, new), where


def _sentence_change(old: str, new: str, where: Place) -> Change | None:
    """Return the change where only a proviso or a latter part was added, dropped or written anew."""
    for part in (Part.PROVISO, Part.LATTER):
        name = {Part.PROVISO: "단서", Part.LATTER: "후단"}[part]
        there, here = part_span(new, part), part_span(old, part)
        place = replace(where, parts=(*where.parts, part))
        if here is None and there is not None and there[1] == len(new) and new[: there[0]].rstrip() == old:
            step = Step(Action.INSERT, (place,), block=new[there[0] :], added=True)
            return Change(
                step,
                f"{name}만 더하므로 {name}를 신설한다." if name == "단서" else f"{name}만 더하므로 {name}을 신설한다.",
            )
        if there is None and here is not None and here[1] == len(old) and old[: here[0]].rstrip() == new:
            return Change(Step(Action.DELETE, (place,)), f"{name}만 없앤다.")
        both = here and there and here[1] == len(old) and there[1] == len(new) and old[: here[0]] == new[: there[0]]
        if both and here and there and word_changes(old[slice(*here)], new[slice(*there)]) is None:
            step = Step(Action.REWRITE, (place,), block=new[slice(*there)])
            return Change(step, f"{name}만 새로 쓴다.")
    return None


def row_changes(olds: Sequence[Provision], news: Sequence[Provision], above: Place) -> list[Change] | None:
    """Return how a row of units (of an article, of a paragraph) becomes another; None where it must be written anew.

    Moves come first, then the rest in the order of the new row.
    """
    if olds == news:
        return []
    if not _orderly(olds) or not _orderly(news):
        return None
    matching = match_units(olds, news)
    moves, ordered = list(_moves(matching, above)), []
    for new in news:
        pair = next((pair for pair in matching.pairs if pair[1] is new), None)
        if pair is None:
            assert new.number is not None
            if new.deleted:
                continue
            ordered.append(_inserted(new, unit_place(above, new, new), "새로 두는 것이다."))
            continue
        ordered += changes_of(Unit(pair[0], new, unit_place(above, pair[0], new)))
    for old in matching.removed:
        if old.deleted:
            continue
        place = unit_place(above, old, old)
        ordered.append(Change(Step(Action.DELETE, (place,)), "새 글에 없으므로 삭제한다. 번호는 “삭제”로 남긴다."))
    return [*moves, *ordered]


def _orderly(units: Sequence[Provision]) -> bool:
    """Whether units are of one level with rising numbers, as instructions suppose."""
    numbers = [unit.number for unit in units]
    if any(number is None for number in numbers) or len({unit.level for unit in units}) > 1:
        return False
    known = [number for number in numbers if number is not None]
    return all(one < other for one, other in itertools.pairwise(known))


def _moves(matching: Matching, above: Place) -> Iterator[Change]:
    """Yield the moves of a row; units that move by one step in a row move together (제2항부터 제4항까지)."""
    moved = [(old, new) for old, new in matching.pairs if old.number != new.number and not new.deleted]
    moved.sort(key=lambda pair: _number(pair[0]))
    all_old = {old.number for old, _ in matching.pairs} | {old.number for old in matching.removed}
    run: list[tuple[Provision, Provision]] = []
    for pair in moved:
        if run and not _follows(run[-1], pair, all_old):
            yield _move(run, above)
            run = []
        run.append(pair)
    if run:
        yield _move(run, above)


def _number(unit: Provision) -> Number:
    assert unit.number is not None
    return unit.number


def _follows(
    one: tuple[Provision, Provision], other: tuple[Provision, Provision], olds: Collection[Number | None]
) -> bool:
    """Whether a unit and its number go on where those before leave off, with no branch number between."""
    a, b = one[0].number, other[0].number
    c, d = one[1].number, other[1].number
    assert a and b and c and d
    if a.branch or b.branch or c.branch or d.branch or b.main != a.main + 1 or d.main != c.main + 1:
        return False
    return not any(number is not None and number.main == a.main and number.branch for number in olds)


def _move(run: Sequence[tuple[Provision, Provision]], above: Place) -> Change:
    former = replace(above, former=None, units=above.former if above.former is not None else above.units)
    first, last = run[0], run[-1]
    assert first[0].number and first[1].number and last[0].number and last[1].number
    level = first[0].level
    place = replace(former, units=(*former.units, (level, first[0].number)), parts=())
    target = replace(above, units=(*above.units, (level, first[1].number)), parts=(), former=None)
    if len(run) == 1:
        return Change(Step(Action.MOVE, (place,), targets=(target,)), "내용이 같으므로 번호만 옮긴다.")
    if len(run) == 2:
        places = (place, replace(place, units=(*former.units, (level, last[0].number))))
        targets = (target, replace(target, units=(*above.units, (level, last[1].number))))
        return Change(Step(Action.MOVE, places, each=True, targets=targets), "내용이 같으므로 번호만 옮긴다.")
    place = replace(place, until=(level, last[0].number))
    target = replace(target, until=(level, last[1].number))
    return Change(Step(Action.MOVE, (place,), each=True, targets=(target,)), "이어진 번호를 한꺼번에 옮긴다.")
