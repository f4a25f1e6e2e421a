"""What a change does to a draft: units that come, go, say something else or only stand elsewhere; what follows of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ordinance_drafter.amend.compare import Words
from ordinance_drafter.assemble import Assembly
from ordinance_drafter.impact.consequences import Findings, RequirementChange, finding_changes, requirement_changes
from ordinance_drafter.impact.follow import Sheet, Token, differing, plain_tokens
from ordinance_drafter.impact.pairs import Key, Node, Pair, Pairing, pair_up
from ordinance_drafter.impact.side import Made, Side, side_of
from ordinance_drafter.model import ARTICLE, BODY, PARAGRAPH, Annex, Ordinance, Path, address


class Status(StrEnum):
    """What became of a unit."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same words under another number
    FOLLOWED = "followed"  # only the numbers in its references are others
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Followed:
    """A reference that leads where it led, under another number: where it stands now, and how it was and is written."""

    at: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is not as it was: how it was and is cited ("" where it is not), its words then and now.

    ``label`` (①, 1., 가.) is of the text it is in, ``depth`` how deep it stands under its article; both only for a
    unit that came or went.
    """

    status: Status
    before: str
    after: str
    old: tuple[Words, ...] = ()
    new: tuple[Words, ...] = ()
    label: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that is not as it was, with its units that are not.

    ``clause`` is its clause, "" when unknown; ``before`` and ``after`` are how it was and is cited, with
    ``old_heading`` and ``heading``. ``units`` is empty where only its number or its references changed.
    ``followed`` counts with any status.
    """

    status: Status
    clause: str
    before: str
    after: str
    old_heading: str
    heading: str
    units: tuple[UnitChange, ...] = ()
    followed: tuple[Followed, ...] = ()
    path: Path | None = None
    old_path: Path | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a change.

    Attributes:
        title: of the text after.
        articles: those that are not as they were, in the order of the text after, what is gone where it stood.
        others: title, preamble, divisions and annexes that are not as they were.
        same: how many articles are as they were, number and all.
        requirements: those that are met otherwise than before.
        findings: of the checker, None when the sides were not checked.
        problems: why the bill cannot be made after the change (it could before), () when it can.
    """

    title: str
    articles: tuple[ArticleChange, ...]
    others: tuple[UnitChange, ...]
    same: int
    requirements: tuple[RequirementChange, ...] = ()
    findings: Findings | None = None
    problems: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        told = self.findings is not None and bool(self.findings)
        return bool(self.articles or self.others or self.requirements or told or self.problems)

    def of(self, *statuses: Status) -> tuple[ArticleChange, ...]:
        """Return the articles of these statuses."""
        return tuple(each for each in self.articles if each.status in statuses)

    @property
    def followed(self) -> tuple[Followed, ...]:
        """All references that follow."""
        return tuple(each for article in self.articles for each in article.followed)


def impact(before: Side | Made | Assembly | Ordinance, after: Side | Made | Assembly | Ordinance) -> Effect:
    """Return what changes from one draft to another.

    Args:
        before, after: the drafts; of assembled ones articles are told apart by their clauses, of others by their
            words. Sides of :func:`checked_sides` bring the checker's findings.
    """
    old = before if isinstance(before, Side) else side_of(before)
    new = after if isinstance(after, Side) else side_of(after)
    pairing = pair_up(old.ordinance, new.ordinance, old.clauses, new.clauses)
    reader = _Reader(old, new, pairing)
    articles = [change for pair in pairing.articles if (change := reader.article(pair)) is not None]
    asked = new.requirements if new.requirements is not None else old.requirements
    findings = None
    if old.findings is not None and new.findings is not None:
        findings = finding_changes(old, new, pairing)
    return Effect(
        new.ordinance.title,
        tuple(articles),
        tuple(reader.others()),
        sum(pair.after is not None for pair in pairing.articles) - sum(each.after != "" for each in articles),
        requirement_changes(old.ordinance, new.ordinance, asked or (), pairing),
        findings,
        tuple(each for each in new.problems if each not in old.problems),
    )


class _Reader:
    """Reads the pairs of two texts as changes."""

    def __init__(self, old: Side, new: Side, pairing: Pairing) -> None:
        self.old, self.new, self.pairing = old, new, pairing
        self._sheets = Sheet(old.ordinance), Sheet(new.ordinance)

    def _old_name(self, key: Key) -> Hashable:
        return key

    def _new_name(self, key: Key) -> Hashable:
        return self.pairing.name(key) or ("new", key)

    def article(self, pair: Pair) -> ArticleChange | None:
        """Return what became of an article, None when it is as it was."""
        before, after = pair.before, pair.after
        clause = (after and self.new.clauses.get(after.path)) or (before and self.old.clauses.get(before.path)) or ""
        if before is None or after is None:
            if _deleted(pair):
                return None
            units = self._whole(pair)
            status = Status.ADDED if before is None else Status.REMOVED
            return self._change(status, clause, pair, units, ())
        units, followed = self._compared(pair)
        moved = before.unit.number != after.unit.number
        if units or before.unit.heading != after.unit.heading:
            status = Status.CHANGED
        elif moved or self._other_division(before.path, after.path):
            status = Status.MOVED
        elif followed:
            status = Status.FOLLOWED
        else:
            return None
        return self._change(status, clause, pair, units, followed)

    def _change(
        self, status: Status, clause: str, pair: Pair, units: tuple[UnitChange, ...], followed: tuple[Followed, ...]
    ) -> ArticleChange:
        before, after = pair.before, pair.after
        return ArticleChange(
            status, clause, self._cited(before, new=False), self._cited(after, new=True),
            before.unit.heading if before else "", after.unit.heading if after else "", units, followed,
            after.path if after else None, before.path if before else None,
        )  # fmt: skip

    def _cited(self, node: Node | None, *, new: bool) -> str:
        if node is None:
            return ""
        ordinance = (self.new if new else self.old).ordinance
        return address(ordinance, node.path) or node.unit.level.word

    def _other_division(self, before: Path, after: Path) -> bool:
        """Whether an article stands in a division that was not its own; the divisions themselves are told apart."""
        if len(before) < 3 or len(after) < 3 or before[0] != BODY or after[0] != BODY:
            return False
        return self.pairing.forth.get((before[:-1], False)) != (after[:-1], False)

    # ── units ────────────────────────────────────────────────────────────────

    def _whole(self, pair: Pair) -> tuple[UnitChange, ...]:
        """Return every unit of an article or unit that came or went."""
        return tuple(self._all(pair.after, new=True) if pair.before is None else self._all(pair.before, new=False))

    def _all(self, node: Node | None, *, new: bool) -> Iterator[UnitChange]:
        if node is None:
            return
        if node.text:
            words = (Words(node.text, changed=True),)
            where = self._cited(node, new=new)
            label = node.unit.label if node.unit.level is not ARTICLE and not node.whole else ""
            depth = max(0, node.unit.level.rank - PARAGRAPH.rank)
            if new:
                yield UnitChange(Status.ADDED, "", where, (), words, label, depth)
            else:
                yield UnitChange(Status.REMOVED, where, "", words, (), label, depth)
        for child in node.children:
            yield from self._all(child, new=new)

    def _compared(self, pair: Pair) -> tuple[tuple[UnitChange, ...], tuple[Followed, ...]]:
        """Return the units under and of a pair that are not as they were, and the references that follow."""
        units: list[UnitChange] = []
        followed: list[Followed] = []
        self._compare(pair, units, followed, top=True)
        return tuple(units), tuple(followed)

    def _compare(self, pair: Pair, units: list[UnitChange], followed: list[Followed], *, top: bool) -> None:
        before, after = pair.before, pair.after
        if before is None or after is None:
            units += () if _deleted(pair) else self._whole(pair)
            return
        old = self._sheets[0].tokens(before, self._old_name)
        new = self._sheets[1].tokens(after, self._new_name)
        names = self._cited(before, new=False), self._cited(after, new=True)
        led = [(one, other) for one, other in zip(old, new, strict=False) if one.text != other.text]
        if [each.says for each in old] != [each.says for each in new]:
            led = _led(old, new)
            units.append(UnitChange(Status.CHANGED, *names, *differing(old, new)))
        elif not top and (before.unit.number != after.unit.number or before.unit.level is not after.unit.level):
            units.append(UnitChange(Status.MOVED, *names, (Words(before.text),), (Words(after.text),)))
        elif not top and before.unit.heading != after.unit.heading:
            words = (Words(before.unit.heading, True),), (Words(after.unit.heading, True),)
            units.append(UnitChange(Status.CHANGED, *names, *words))
        followed += [Followed(names[1], one.text, other.text) for one, other in led]
        for child in pair.children:
            self._compare(child, units, followed, top=False)

    # ── what is not an article ───────────────────────────────────────────────

    def others(self) -> Iterator[UnitChange]:
        """Yield title, preamble, divisions and annexes that are not as they were."""
        old, new = self.old.ordinance, self.new.ordinance
        for name, one, other in (("제명", old.title, new.title), ("본칙", old.preamble, new.preamble)):
            if one != other:
                yield _line(name if one else "", name if other else "", one, other)
        for pair in self.pairing.divisions:
            yield from self._division(pair)
        yield from _annexes(old.annexes, new.annexes)

    def _division(self, pair: Pair) -> Iterator[UnitChange]:
        names = self._cited(pair.before, new=False), self._cited(pair.after, new=True)
        headings = [node.unit.heading if node else "" for node in (pair.before, pair.after)]
        if pair.before is None or pair.after is None or headings[0] != headings[1]:
            yield _line(*names, *headings)
        elif pair.before.unit.number != pair.after.unit.number:
            yield UnitChange(Status.MOVED, *names, (Words(headings[0]),), (Words(headings[1]),))


def _deleted(pair: Pair) -> bool:
    """Whether a unit that only one text has is listed there as deleted: both texts say the same."""
    node = pair.after if pair.before is None else pair.before
    return node is not None and node.unit.deleted


def _line(before: str, after: str, old: str, new: str) -> UnitChange:
    status = Status.ADDED if not before else Status.REMOVED if not after else Status.CHANGED
    return UnitChange(status, before, after, *differing(plain_tokens(old), plain_tokens(new)))


def _led(old: list[Token], new: list[Token]) -> list[tuple[Token, Token]]:
    """Return the references of a changed text that lead where they led, under other numbers."""
    waiting: dict[Hashable, list[Token]] = {}
    for token in old:
        if isinstance(token.says, tuple):
            waiting.setdefault(token.says, []).append(token)
    pairs = [(waiting[token.says].pop(0), token) for token in new if waiting.get(token.says)]
    return [(one, other) for one, other in pairs if one.text != other.text]


def _annexes(olds: tuple[Annex, ...], news: tuple[Annex, ...]) -> Iterator[UnitChange]:
    before, after = {each.label: each for each in olds}, {each.label: each for each in news}
    for label in dict.fromkeys((*before, *after)):
        one, other = before.get(label), after.get(label)
        if one != other:
            words = [f"{each.heading} {each.text}".strip() if each else "" for each in (one, other)]
            yield _line(label if one else "", label if other else "", *words)
