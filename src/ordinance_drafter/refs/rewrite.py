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
    stay: Moves = lambda steps: steps  # noqa: E731 - the identity needs no name of its own
    edits: dict[Path, list[tuple[int, int, str]]] = {}
    before: dict[Path, tuple[Mention, tuple[Step, ...]]] = {}
    for mention in mentions(ordinance):
        ref, path = mention.ref, mention.path
        if ref.statute or not ref.steps or ref.place in ("table", "form"):
            before.pop(path, None)
            continue
        of_addenda = ref.place == "addenda" or (path[0] == ADDENDA and _is_relative(mention))
        step = (addenda_move or stay) if of_addenda else move
        old = full_steps(ordinance, mention)
        new = step(old)
        here_step = (addenda_move or stay) if path[0] == ADDENDA else move
        context = here_step(own_steps(ordinance, path))
        pairs = [(mention.head, mention.written.steps, mention.written.anchor, old, new)]
        if mention.tail and ref.until:
            old_end = full_steps(ordinance, replace(mention, ref=replace(ref, steps=ref.until, until=())))
            pairs.append((mention.tail, mention.written.until, "", old_end, step(old_end)))
        previous = before.get(path)
        for span, written, anchor, was, now in pairs:
            base = previous[1] if previous else ()
            if was != now or (base and not _same_words(written, anchor, now, base, context)):
                edits.setdefault(path, []).append((*span, _words(written, anchor, now, base, context)))
            previous = (mention, now)
        before[path] = (mention, pairs[-1][4])
    return _apply(ordinance, edits)


def _is_relative(mention: Mention) -> bool:
    steps = mention.ref.steps
    return steps[0][1] is None or steps[0][0].rank > ARTICLE.rank


def _same_words(
    written: tuple[Step, ...], anchor: str, now: tuple[Step, ...], base: tuple[Step, ...], context: tuple[Step, ...]
) -> bool:
    """Whether the written chain still says ``now`` after the chain before it became ``base``."""
    if anchor:
        return True
    return inherit(written, base) == now or inherit(written, context) == now


def _words(
    written: tuple[Step, ...], anchor: str, now: tuple[Step, ...], base: tuple[Step, ...], context: tuple[Step, ...]
) -> str:
    """Write ``now`` as short as ``written`` was, if it still reads the same from here."""
    short = now[len(now) - len(written) :]
    if anchor:
        kept = now[: len(now) - len(written) + 1]
        if kept == (base or context)[: len(kept)]:
            return format_chain(short, anchor)
    elif inherit(short, base) == now or (not base and inherit(short, context) == now):
        return format_chain(short)
    return format_chain(now)


def _apply(ordinance: Ordinance, edits: dict[Path, list[tuple[int, int, str]]]) -> Ordinance:
    from ordinance_drafter.model import at

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
