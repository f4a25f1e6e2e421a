"""Making references follow: write new numbers into texts when units move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ordinance_drafter.model import (
    ADDENDA,
    ARTICLE,
    BODY,
    PARAGRAPH,
    Ordinance,
    Path,
    Provision,
    at,
    replace_at,
    walk,
)
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs.form import Mention, Step, format_chain, inherit
from ordinance_drafter.refs.resolve import full_steps, mentions, own_steps

Moves = Callable[[tuple[Step, ...]], tuple[Step, ...]]
"""Takes the absolute steps of a unit of the body and returns its new ones (the same when it stays)."""


def rewrite(ordinance: Ordinance, move: Moves, addenda_move: Moves | None = None) -> Ordinance:
    """Return the ordinance with every internal reference led to where its unit moved.

    The tree's own numbers are left alone. A reference keeps its short form (제1항) while the units it
    leaves out are still those of the place it stands in, else it is written from its article.

    Args:
        ordinance: the text whose references are rewritten, still with the old numbers.
        move: where units of the body went.
        addenda_move: where units of the addenda went (by default they stay).
    """
    edits: dict[Path, list[tuple[int, int, str]]] = {}
    last: dict[Path, tuple[Step, ...]] = {}
    for mention in mentions(ordinance):
        ref, path = mention.ref, mention.path
        if ref.statute or not ref.steps or ref.place in ("table", "form"):
            last.pop(path, None)
            continue
        of_addenda = ref.place == "addenda" or (path[0] == ADDENDA and _is_relative(mention))
        step = (addenda_move if of_addenda else move) or _stay
        here = ((addenda_move if path[0] == ADDENDA else move) or _stay)(own_steps(ordinance, path))
        inherits = len(ref.steps) > len(mention.written.steps) or mention.written.anchor == "same"
        base = last.get(path, ()) if inherits else ()
        was = full_steps(ordinance, mention)
        now = step(was)
        written = mention.written
        if was != now or not _still_says(written.steps, written.anchor, now, base or here):
            words = _words(written.steps, written.anchor, now, base or here)
            edits.setdefault(path, []).append((*mention.head, words))
        if mention.tail and ref.until:
            end = full_steps(ordinance, replace(mention, ref=replace(ref, steps=ref.until, until=())))
            moved = step(end)
            if end != moved or not _still_says(written.until, "", moved, now):
                edits.setdefault(path, []).append((*mention.tail, _words(written.until, "", moved, now)))
            now = moved
        last[path] = now
    return _apply(ordinance, edits)


def _stay(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return steps


def _is_relative(mention: Mention) -> bool:
    steps = mention.ref.steps
    return steps[0][1] is None or steps[0][0].rank > ARTICLE.rank


def _still_says(written: tuple[Step, ...], anchor: str, now: tuple[Step, ...], before: tuple[Step, ...]) -> bool:
    """Whether the words still mean ``now`` when what they leave out is taken from ``before``."""
    if anchor:
        return (*before[: len(now) - len(written) + 1], *written[1:]) == now
    return inherit(written, before) == now


def _words(written: tuple[Step, ...], anchor: str, now: tuple[Step, ...], before: tuple[Step, ...]) -> str:
    """Write ``now`` as short as ``written`` was, if that still reads the same here."""
    short = now[len(now) - len(written) :]
    if anchor and now[: len(now) - len(written) + 1] == before[: len(now) - len(written) + 1]:
        return format_chain(short, anchor)
    if not anchor and inherit(short, before) == now:
        return format_chain(short)
    return format_chain(now)


def _apply(ordinance: Ordinance, edits: dict[Path, list[tuple[int, int, str]]]) -> Ordinance:
    for path, changes in edits.items():
        unit = at(ordinance, path)
        text = unit.text
        for start, end, words in sorted(changes, reverse=True):
            text = text[:start] + words + text[end:]
        if text != unit.text:
            ordinance = replace_at(ordinance, path, replace(unit, text=text))
    return ordinance


def renumber(ordinance: Ordinance) -> Ordinance:
    """Number every unit in order, without gaps or 가지번호, and lead the references along.

    Articles run through the whole body; divisions, paragraphs and below count within their parent. A single
    paragraph loses its ① (법제처 길라잡이, rules NUM002). Meant for drafts, not for texts in force.
    """
    new_of: dict[Path, tuple[Step, ...]] = {}
    body, _ = _number_units(ordinance.body, (BODY,), (), Number(1), new_of)
    addenda = []
    for index, item in enumerate(ordinance.addenda):
        units, _ = _number_units(item.provisions, (ADDENDA, index), (), Number(1), new_of)
        addenda.append(replace(item, provisions=units))
    old_of = {path: own_steps(ordinance, path) for path, unit in walk(ordinance) if unit.number}
    moves = {old_of[path]: new for path, new in new_of.items() if path in old_of and path[0] == BODY}
    in_addenda = {old_of[path]: new for path, new in new_of.items() if path in old_of and path[0] == ADDENDA}
    led = rewrite(ordinance, lambda steps: moves.get(steps, steps), lambda steps: in_addenda.get(steps, steps))
    texts = {path: unit.text for path, unit in walk(led)}
    numbered = replace(ordinance, body=body, addenda=tuple(addenda))
    return _with_texts(numbered, texts)


def _number_units(
    units: tuple[Provision, ...],
    above: Path,
    parent: tuple[Step, ...],
    article: Number,
    new_of: dict[Path, tuple[Step, ...]],
) -> tuple[tuple[Provision, ...], Number]:
    """Return the units numbered from 1 (articles from ``article`` on) and the next article number."""
    result = []
    counts: dict[str, int] = {}
    for index, unit in enumerate(units):
        path = (*above, index)
        if unit.number is None:
            result.append(unit)
            continue
        if unit.level is ARTICLE:
            number, article = article, Number(article.main + 1)
        else:
            counts[unit.level.name] = counts.get(unit.level.name, 0) + 1
            number = Number(counts[unit.level.name])
        own: tuple[Step, ...] = ((unit.level, number),)
        steps = own if unit.level.rank <= ARTICLE.rank and not unit.level.is_division else (*parent, *own)
        new_of[path] = steps
        children, article = _number_units(unit.children, path, steps, article, new_of)
        result.append(replace(unit, number=number, children=children))
    return tuple(result), article


def _with_texts(ordinance: Ordinance, texts: dict[Path, str]) -> Ordinance:
    """Put rewritten texts into the numbered tree, then fold single paragraphs into their article."""

    def rebuild(units: tuple[Provision, ...], above: Path) -> tuple[Provision, ...]:
        result = []
        for index, unit in enumerate(units):
            path = (*above, index)
            unit = replace(unit, text=texts[path], children=rebuild(unit.children, path))
            result.append(_fold(unit))
        return tuple(result)

    body = rebuild(ordinance.body, (BODY,))
    addenda = tuple(
        replace(item, provisions=rebuild(item.provisions, (ADDENDA, index)))
        for index, item in enumerate(ordinance.addenda)
    )
    return replace(ordinance, body=body, addenda=addenda)


def _fold(unit: Provision) -> Provision:
    """항이 하나면 부호를 생략한다: move an article's only paragraph into the article itself."""
    only = unit.children[0] if len(unit.children) == 1 else None
    if unit.level is ARTICLE and only and only.level is PARAGRAPH and not unit.text and not only.heading:
        return replace(
            unit, text=only.text, children=only.children, note=" ".join(filter(None, (unit.note, only.note)))
        )
    return unit
