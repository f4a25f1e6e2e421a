"""Which unit of the text after is which of the text before: articles by their clause, the units in them by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ordinance_drafter.amend.match import likeness, match_units
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, PARAGRAPH, Ordinance, Path, Provision
from ordinance_drafter.numbering import Number

Key = tuple[Path, bool]
"""A unit's path, and whether its words as the only paragraph of an article without ① are meant."""
_UNLIKE = 0.35
"""Units that only share their number are one unit written anew from here on; below, one went and another came."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A unit with its place; the words of an article without paragraphs are a node under it (``whole``)."""

    unit: Provision
    path: Path
    children: tuple[Node, ...] = ()
    whole: bool = False

    @property
    def key(self) -> Key:
        """What names the node in its text."""
        return self.path, self.whole

    @property
    def text(self) -> str:
        """The unit's own words."""
        if any(child.whole for child in self.children):
            return ""
        return "삭제" if self.unit.deleted else self.unit.text


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A unit before and after (one of them None), with the pairs under it where both are there."""

    before: Node | None
    after: Node | None
    children: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """All pairs of two texts: articles (and what else stands at the top) in order, and divisions."""

    articles: tuple[Pair, ...]
    divisions: tuple[Pair, ...]
    forth: Mapping[Key, Key]
    back: Mapping[Key, Key]

    def name(self, after: Key) -> Key | None:
        """Return the unit before that a unit after was, None when it is new."""
        same = self.back.get(after)
        if same is None and after[1]:  # the words of an article that has none of its own
            whole = self.back.get((after[0], False))
            return (whole[0], True) if whole else None
        return same

    def path(self, before: Path) -> Path | None:
        """Return where the unit at ``before`` is now, None when it is gone."""
        if before[0] not in (BODY, ADDENDA) or (before[0] == ADDENDA and len(before) == 2):
            return before
        key = self.forth.get((before, False)) or self.forth.get((before, True))
        return key[0] if key else None


def pair_up(
    old: Ordinance, new: Ordinance, old_clauses: Mapping[Path, str], new_clauses: Mapping[Path, str]
) -> Pairing:
    """Return which units are the same in two texts.

    Args:
        old, new: the texts.
        old_clauses, new_clauses: the clause of each article by its path; articles of texts without are matched by
            their words.
    """
    divisions = tuple(_divisions(old, new))
    pairs: list[Pair] = []
    rows = [(list(_blocks(old.body, (BODY,))), list(_blocks(new.body, (BODY,))))]
    for index in range(max(len(old.addenda), len(new.addenda))):
        rows.append((_addenda(old, index), _addenda(new, index)))
    for olds, news in rows:
        if old_clauses and new_clauses:
            pairs += _by_clause(olds, news, old_clauses, new_clauses)
        else:
            pairs += _by_words(olds, news)
    forth = {one.key: other.key for one, other in _both((*pairs, *divisions))}
    return Pairing(tuple(pairs), divisions, forth, {other: one for one, other in forth.items()})


def _both(pairs: Iterable[Pair]) -> Iterator[tuple[Node, Node]]:
    for pair in pairs:
        if pair.before is not None and pair.after is not None:
            yield pair.before, pair.after
            yield from _both(pair.children)


# ── nodes ────────────────────────────────────────────────────────────────────


def _blocks(units: Sequence[Provision], above: Path) -> Iterator[Node]:
    """Yield what stands in divisions or at the top, as nodes."""
    for index, unit in enumerate(units):
        path = (*above, index)
        if unit.level.is_division:
            yield from _blocks(unit.children, path)
        else:
            yield _node(unit, path)


def _addenda(ordinance: Ordinance, index: int) -> list[Node]:
    if index >= len(ordinance.addenda):
        return []
    return list(_blocks(ordinance.addenda[index].provisions, (ADDENDA, index)))


def _node(unit: Provision, path: Path) -> Node:
    below = tuple(_node(child, (*path, index)) for index, child in enumerate(unit.children))
    own = replace(unit)  # an object of its own: matching tells units apart by identity
    if unit.level is not ARTICLE or not unit.text or any(child.level is PARAGRAPH for child in unit.children):
        return Node(own, path, below)
    words = Provision(PARAGRAPH, Number(1), "", unit.text, unit.children, unit.deleted)
    return Node(own, path, (Node(words, path, below, whole=True),))


def _divisions(old: Ordinance, new: Ordinance) -> Iterator[Pair]:
    olds, news = list(_marks(old.body, (BODY,))), list(_marks(new.body, (BODY,)))
    names = {(node.unit.level, node.unit.heading): node for node in reversed(olds) if node.unit.heading}
    partner: dict[int, Node] = {}
    for node in news:
        same = names.pop((node.unit.level, node.unit.heading), None)
        if same is not None:
            partner[id(node)] = same
    taken = {id(node) for node in partner.values()}
    rest = _matched([n for n in olds if id(n) not in taken], [n for n in news if id(n) not in partner])
    yield from _merged(olds, news, {**partner, **rest})


def _marks(units: Sequence[Provision], above: Path) -> Iterator[Node]:
    for index, unit in enumerate(units):
        if unit.level.is_division:
            path = (*above, index)
            yield Node(replace(unit, children=()), path)
            yield from _marks(unit.children, path)


# ── matching ─────────────────────────────────────────────────────────────────


def _by_clause(
    olds: list[Node], news: list[Node], old_clauses: Mapping[Path, str], new_clauses: Mapping[Path, str]
) -> Iterator[Pair]:
    """Yield the pairs of articles of one clause; articles of no clause are matched by their words."""
    known = {old_clauses[node.path]: node for node in olds if node.path in old_clauses}
    partner: dict[int, Node] = {}
    for node in news:
        same = known.get(new_clauses.get(node.path, ""))
        if same is not None:
            partner[id(node)] = same
    free = [n for n in olds if n.path not in old_clauses], [n for n in news if n.path not in new_clauses]
    yield from _merged(olds, news, {**partner, **_matched(*free)})


def _by_words(olds: Sequence[Node], news: Sequence[Node]) -> Iterator[Pair]:
    yield from _merged(olds, news, _matched(olds, news))


def _matched(olds: Sequence[Node], news: Sequence[Node]) -> dict[int, Node]:
    """Return the node before of each node after that has one, by the ``id`` of the latter."""
    if [node.unit for node in olds] == [node.unit for node in news]:
        return {id(new): old for old, new in zip(olds, news, strict=True)}
    partner: dict[int, Node] = {}
    for level in dict.fromkeys(node.unit.level for node in news):
        left = _numbered([node for node in olds if node.unit.level is level and not node.unit.deleted])
        right = _numbered([node for node in news if node.unit.level is level and not node.unit.deleted])
        nodes = {id(unit): node for unit, node in (*left, *right)}
        for one, other in match_units([unit for unit, _ in left], [unit for unit, _ in right]).pairs:
            if likeness(one, other) >= _UNLIKE:
                partner[id(nodes[id(other)])] = nodes[id(one)]
    return partner


def _numbered(nodes: Sequence[Node]) -> list[tuple[Provision, Node]]:
    """Return nodes with units that have a number, which matching needs; an addenda's only words count as its 제1조."""
    taken = {node.unit.number for node in nodes}
    free = (number for place in range(1, len(nodes) + len(taken) + 1) if (number := Number(place)) not in taken)
    return [(node.unit if node.unit.number else replace(node.unit, number=next(free)), node) for node in nodes]


def _merged(olds: Sequence[Node], news: Sequence[Node], partner: Mapping[int, Node]) -> Iterator[Pair]:
    """Yield pairs in the order of the text after, what is gone where it stood."""
    kept = {id(node) for node in partner.values()}
    places = {id(node): index for index, node in enumerate(olds)}
    gone = [node for node in olds if id(node) not in kept]
    for node in news:
        before = partner.get(id(node))
        if before is not None:
            while gone and places[id(gone[0])] < places[id(before)]:
                yield Pair(gone.pop(0), None)
            yield Pair(before, node, tuple(_by_words(before.children, node.children)))
        else:
            yield Pair(None, node)
    yield from (Pair(node, None) for node in gone)
