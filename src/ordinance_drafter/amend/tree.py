"""The tree while it is amended: units that remember the number they had before, so that places are always the old ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ordinance_drafter.amend.steps import Place, UnitStep
from ordinance_drafter.korean import particle
from ordinance_drafter.model import ADDENDA, ARTICLE, PARAGRAPH, Addenda, Level, Ordinance, Provision
from ordinance_drafter.numbering import Number


class UnplacedError(Exception):
    """A place that is not in the text; the words say which."""


class Node:
    """A unit that can be changed; ``old`` is its number before the amendment, None for what the amendment added."""

    __slots__ = ("children", "deleted", "heading", "level", "note", "number", "old", "parent", "text", "wraps")

    def __init__(self, unit: Provision, parent: Node | None, *, new: bool = False) -> None:
        self.level, self.number = unit.level, unit.number
        self.heading, self.text, self.deleted, self.note = unit.heading, unit.text, unit.deleted, unit.note
        self.old = None if new else unit.number
        self.parent = parent
        self.wraps = False
        self.children = [Node(child, self, new=new) for child in unit.children]

    def take(self, unit: Provision) -> None:
        """Become another unit in the same place, keeping the old number (units under it are all new)."""
        self.heading, self.text, self.deleted, self.note = unit.heading, unit.text, unit.deleted, unit.note
        self.children = [Node(child, self, new=True) for child in unit.children]

    def walk(self) -> Iterator[Node]:
        """Yield this unit and all under it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def wrapped(self) -> Node:
        """Return the paragraph that an article's words have become; the unit itself where they have not."""
        return next((child for child in self.children if child.wraps), self)

    def freeze(self) -> Provision:
        """Return the unit as it is now."""
        children = tuple(child.freeze() for child in self.children)
        return Provision(self.level, self.number, self.heading, self.text, children, self.deleted, self.note)


class Tree:
    """An ordinance while it is amended."""

    def __init__(self, ordinance: Ordinance) -> None:
        self.ordinance = ordinance
        top = Provision(ARTICLE, None)
        self.body = Node(replace(top, children=ordinance.body), None)
        self.addenda = [Node(replace(top, children=each.provisions), None) for each in ordinance.addenda]
        self.title = ordinance.title
        self.annexes = list(ordinance.annexes)
        self._articles: dict[Number, Node] = {}
        for node in self.body.walk():
            if node.level is ARTICLE and node.old is not None and (node.old not in self._articles or not node.deleted):
                self._articles.setdefault(node.old, node)
                if self._articles[node.old].deleted:
                    self._articles[node.old] = node

    def freeze(self, added: Sequence[Addenda] = ()) -> Ordinance:
        """Return the ordinance as it is now, with further addenda."""
        addenda = tuple(
            replace(each, provisions=tuple(child.freeze() for child in node.children))
            for each, node in zip(self.ordinance.addenda, self.addenda, strict=True)
        )
        body = tuple(child.freeze() for child in self.body.children)
        return replace(
            self.ordinance, title=self.title, body=body, addenda=(*addenda, *added), annexes=tuple(self.annexes)
        )

    # ── finding ──────────────────────────────────────────────────────────────

    def root(self, place: Place) -> Node:
        """Return the top of the branch a place is in: the body, or the addenda it names."""
        if place.branch != ADDENDA:
            return self.body
        if not self.addenda:
            raise UnplacedError("이 조례에는 부칙이 없습니다.")
        if not place.text:
            return self.addenda[-1]
        number = re.search(r"제[\d-]+호", place.text)
        label = "".join(place.text.partition("부칙")[2].split())
        for each, node in zip(self.ordinance.addenda, self.addenda, strict=True):
            if (label and "".join(each.label.split()) == label) or (number and not label and number[0] in each.label):
                return node
        raise UnplacedError(f"‘{place.text}’을 찾지 못했습니다.")

    def find(self, place: Place, units: Sequence[UnitStep] | None = None) -> Node:
        """Return the unit of a place by the numbers before the amendment.

        Raises:
            UnplacedError: there is none.
        """
        node = self.root(place)
        steps = place.units if units is None else units
        if place.former is not None and units is None:
            steps = place.former
        for index, (level, number) in enumerate(steps):
            if index and steps[index - 1] == (level, number):
                node = node.wrapped()
                continue
            below = self._below(node, level, number, place)
            if below is None:
                named = "".join(lv.reference(nr) for lv, nr in steps[: index + 1])
                raise UnplacedError(f"{named}{_is_not(named)} 현행에 없습니다.")
            node = below
        return node

    def _below(self, node: Node, level: Level, number: Number, place: Place) -> Node | None:
        if level is ARTICLE and place.branch != ADDENDA:
            return self._articles.get(number)
        node = node if level.rank <= PARAGRAPH.rank else node.wrapped()
        found = [child for child in node.children if child.level is level and child.old == number]
        if not found and level.is_division:
            found = [each for each in node.walk() if each.level is level and each.old == number]
        return next((each for each in found if not each.deleted), found[0] if found else None)

    def range(self, place: Place) -> list[Node]:
        """Return the units of a place: one, or all of a range with the branch numbers between."""
        first = self.find(place)
        if place.until is None:
            return [first]
        level, number = place.until
        last = self.find(replace(place, former=None), (*place.units[:-1], (level, number)))
        if first.level is not last.level:
            raise UnplacedError(f"{place}{_is_not(str(place))} 한 단계의 번호가 아닙니다.")
        row = self.articles(place) if first.level is ARTICLE else (first.parent.children if first.parent else [])
        row = [each for each in row if each.level is first.level and each.old is not None]
        try:
            return row[row.index(first) : row.index(last) + 1]
        except ValueError:
            raise UnplacedError(f"{place}{_is_not(str(place))} 이어지지 않습니다.") from None

    def articles(self, place: Place | None = None) -> list[Node]:
        """Return the articles of the branch in order."""
        root = self.body if place is None else self.root(place)
        return [node for node in root.walk() if node.level is ARTICLE and node.parent is not None]

    # ── placing ──────────────────────────────────────────────────────────────

    def place(self, node: Node, parent: Node, root: Node) -> None:
        """Put a unit among its siblings by number; an article after the one before it, in its chapter."""
        assert node.number is not None
        if node.level is ARTICLE and not parent.level.is_division:
            row = [
                each for each in root.walk() if each.level is ARTICLE and each.parent is not None and each is not node
            ]
            before = [each for each in row if each.number is not None and each.number < node.number]
            if before:
                home = before[-1].parent
                assert home is not None
                node.parent = home
                home.children.insert(home.children.index(before[-1]) + 1, node)
                return
            if row and row[0].parent is not None:
                node.parent = row[0].parent
                row[0].parent.children.insert(row[0].parent.children.index(row[0]), node)
                return
        node.parent = parent
        at = 0
        for index, each in enumerate(parent.children):
            ahead = each.level is node.level and each.number is not None and each.number < node.number
            if ahead or each.level.rank < node.level.rank:
                at = index + 1
        parent.children.insert(at, node)

    def take_out(self, node: Node) -> None:
        """Take a unit out of its place."""
        if node.parent is not None:
            node.parent.children.remove(node)

    def occupied(self, node: Node, root: Node) -> Node | None:
        """Return another unit that has the number of ``node`` beside it, deleted ones aside."""
        row: Sequence[Node] = node.parent.children if node.parent else []
        if node.level is ARTICLE and root is self.body:
            row = self.articles()
        return next(
            (e for e in row if e is not node and e.level is node.level and e.number == node.number and not e.deleted),
            None,
        )


def flat(node: Node) -> list[Node]:
    """Return divisions and articles under a unit in one row."""
    row: list[Node] = []
    for child in node.children:
        row.append(child)
        if child.level.is_division:
            row += flat(child)
    return row


def deepen(root: Node, row: Sequence[Node]) -> None:
    """Put a row of divisions and articles into each other again, by rank."""
    above = [root]
    for node in row:
        if node.level.is_division:
            node.children = []
    root.children = []
    for node in row:
        while above[-1] is not root and (above[-1].level.rank >= node.level.rank):
            above.pop()
        node.parent = above[-1]
        above[-1].children.append(node)
        if node.level.is_division:
            above.append(node)


def _is_not(words: str) -> str:
    return particle(words, "이/가")


def wrap_in_paragraph(article: Node, number: Number) -> Node:
    """Put an article's words, and what is under it, into a new paragraph: 제목 외의 부분을 제1항으로 한다."""
    paragraph = Node(Provision(PARAGRAPH, number, "", article.text), article, new=True)
    paragraph.wraps = True
    paragraph.children = article.children
    for child in paragraph.children:
        child.parent = paragraph
    article.text, article.children = "", [paragraph]
    return paragraph
