"""An amending text applied to the text in force: moves first and at once, then words, new units and deletions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ordinance_drafter.amend.instructions import AmendingText, AmendmentError, read_amendment
from ordinance_drafter.amend.moves import mark, move_units, unmark
from ordinance_drafter.amend.steps import Action, Part, Place, Step
from ordinance_drafter.amend.tree import Node, Tree, UnplacedError
from ordinance_drafter.amend.words import Edits, Region, part_span, regions, without
from ordinance_drafter.korean import particle
from ordinance_drafter.model import ADDENDA, ANNEXES, ARTICLE, PARAGRAPH, Annex, Ordinance, Provision
from ordinance_drafter.notation import parse, parse_provisions


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a text.

    Attributes:
        ordinance: the text amended, as far as the instructions could be followed.
        problems: a Korean sentence for each instruction that could not be followed, with its line.
        left: instructions about annexes that the copy of the text does not hold: left aside, not followed.
        doubts: what was followed though the instruction is not exact (words that occur often without 각각).
    """

    ordinance: Ordinance
    problems: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def apply(old: Ordinance, text: str) -> Ordinance:
    """Return the ordinance that an amending text makes of another.

    Args:
        old: the text in force.
        text: the 개정문; its own addenda are added, its annexes put in place.

    Raises:
        AmendmentError: an instruction cannot be read or followed; each is named.
    """
    read = read_amendment(text)
    applied = apply_amendment(old, read)
    problems = (*map(str, read.missed), *applied.problems)
    if problems:
        raise AmendmentError(*problems)
    return applied.ordinance


def apply_amendment(old: Ordinance, amendment: AmendingText) -> Applied:
    """Return what an amendment that was read makes of a text; nothing is raised for what cannot be followed."""
    steps = _steps_for(old, amendment)
    if any(step.action is Action.WHOLE for step in steps):
        new = parse(next(step.block for step in steps if step.action is Action.WHOLE))
        return Applied(replace(new, kind=old.kind, municipality=old.municipality, title=new.title or old.title))
    if any(step.action is Action.REPEAL for step in steps):
        return Applied(old, ("폐지하는 조례안이므로 개정한 글이 없습니다.",))
    work = _Work(Tree(old), amendment.annexes)
    phases = (
        work.unmarks,
        work.moves,
        work.words,
        work.rewrites,
        work.deletions,
        work.insertions,
        work.marks,
        work.annexes,
    )
    for phase in phases:
        phase(steps)
    work.check_numbers()
    mine = steps is amendment.steps and not (amendment.others and not steps)
    own = bool(amendment.title) and _same(amendment.title, old.title)
    new = work.tree.freeze(amendment.addenda if mine or own else ())
    return Applied(new, tuple(work.problems), tuple(work.left), tuple(work.doubts))


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).strip("「」") == "".join(other.split()).strip("「」")


def _steps_for(old: Ordinance, amendment: AmendingText) -> tuple[Step, ...]:
    """Return the steps that are about this text: the amendment's own, or those for it under 다른 조례의 개정."""
    if amendment.title and _same(amendment.title, old.title):
        return amendment.steps
    mine = next((steps for title, steps in amendment.others if _same(title, old.title)), None)
    return amendment.steps if mine is None else mine


class _Work:
    """One amendment on one tree; every method takes all steps and does those of its kind."""

    def __init__(self, tree: Tree, printed: Sequence[Annex]) -> None:
        self.tree = tree
        self.printed = {annex.label: annex for annex in printed}
        self.problems: list[str] = []
        self.left: list[str] = []
        self.doubts: list[str] = []
        self.placed: list[tuple[Step, Node]] = []

    def each(self, steps: Sequence[Step], actions: set[Action], act: Callable[[Step], None]) -> None:
        for step in steps:
            if step.action not in actions or (step.places and step.places[-1].branch == ANNEXES):
                continue
            try:
                act(step)
            except UnplacedError as error:
                self.problem(step, str(error))

    def problem(self, step: Step, words: str) -> None:
        where = f"{step.line}번째 줄, " if step.line else ""
        named = ", ".join(map(str, step.places[:3])) + (" 등" if len(step.places) > 3 else "")
        self.problems.append(f"{where}{named}: {words}")

    # ── moves ────────────────────────────────────────────────────────────────

    def moves(self, steps: Sequence[Step]) -> None:
        chosen = [step for step in steps if step.action is Action.MOVE and step.places[-1].branch != ANNEXES]
        for step, problem, nodes in move_units(self.tree, chosen):
            if problem:
                self.problem(step, problem)
            self.placed += [(step, node) for node in nodes]

    # ── words ────────────────────────────────────────────────────────────────

    def words(self, steps: Sequence[Step]) -> None:
        edits = Edits()
        self.each(steps, {Action.WORDS}, lambda step: self._words(step, edits))
        edits.make()
        for step in steps:
            if step.action is Action.WORDS and step.places[-1].branch == ANNEXES:
                self._annex_words(step)

    def _words(self, step: Step, edits: Edits) -> None:
        if step.words[0][0] == "" and len(step.words) == 1:
            self._new_heading(step)
            return
        several = len(step.places) > 1 or any(place.until for place in step.places)
        for place in step.places:
            if place.branch == ANNEXES:
                continue
            if Part.TITLE in place.parts:
                self._title(step)
                continue
            try:
                found = self._regions(step, place)
            except UnplacedError as error:  # the other places of the list are still right
                self.problem(step, str(error))
                continue
            pairs = step.words
            if place.parts[-1:] == (Part.HEADING,):  # “(사업)”을 “(지원사업)”으로: the tree keeps headings without ( )
                pairs = tuple((_unwrapped(one), _unwrapped(other)) for one, other in pairs)
            for nodes in found:
                counts = edits.gather(nodes, pairs, one=not step.each and not several)
                for old, count in counts.items():
                    self._judge(step, place, old, count, several)

    def _judge(self, step: Step, place: Place, old: str, count: int, several: bool) -> None:
        if not count:
            self.problem(step, f"“{old}”{particle(old, '이/가')} {place}에 없습니다.")
        elif not step.each and (several or count > 1):
            self.doubts.append(
                f"{step.line}번째 줄: {place}의 “{old}”{particle(old, '을/를')} 고치는 데 “각각”이 없습니다."
            )

    def _regions(self, step: Step, place: Place) -> list[list[Region]]:
        """Return the words a place is about, a list for each unit of a range."""
        if place.text and not place.units and place.branch != ADDENDA:  # 이 조례 중
            return [[region for child in self.tree.body.children for region in regions(child, ())]]
        nodes = self.tree.range(place) if place.units else [self.tree.root(place)]
        made = []
        olds = [old for old, _ in step.words]
        for node in nodes:
            if Part.CHAPEAU in place.parts and not node.text:
                node = node.wrapped()
            where = list(regions(node, place.parts))
            if not place.parts and node.heading and not any(_holds(where, old) for old in olds):
                where = list(regions(node, place.parts, with_heading=True))
            made.append(where)
        if place.until and len(made) > 1:  # a range is one place: some of its units may go without the words
            return [[region for where in made for region in where]]
        return made

    def _title(self, step: Step) -> None:
        title = self.tree.title
        for old, new in step.words:
            if _same(old, title):
                title = new
            elif old in title:
                title = title.replace(old, new)
            else:
                self.problem(step, f"제명에 “{old}”{particle(old, '이/가')} 없습니다.")
        self.tree.title = title

    def _new_heading(self, step: Step) -> None:
        new = step.words[0][1]
        if Part.TITLE in step.places[-1].parts:
            self.tree.title = new
        else:
            self.tree.find(step.places[-1]).heading = _unwrapped(new)

    def _annex_words(self, step: Step) -> None:
        for place in step.places:
            index = next((i for i, each in enumerate(self.tree.annexes) if each.label == place.annex), None)
            if index is None:
                self._without_annex(step, place)
                continue
            annex = self.tree.annexes[index]
            for old, new in step.words:
                if old not in annex.text and old not in annex.heading:
                    self.problem(step, f"“{old}”{particle(old, '이/가')} {place.annex}에 없습니다.")
                annex = replace(annex, text=annex.text.replace(old, new), heading=annex.heading.replace(old, new))
            self.tree.annexes[index] = annex

    def _without_annex(self, step: Step, place: Place) -> None:
        if self.tree.annexes:
            self.problem(step, f"{place.annex}{particle(place.annex, '이/가')} 현행에 없습니다.")
        else:
            self.left.append(f"{step.line}번째 줄, {place}: 별표가 없는 사본이라 적용하지 않았습니다.")

    # ── whole units ──────────────────────────────────────────────────────────

    def rewrites(self, steps: Sequence[Step]) -> None:
        self.each(steps, {Action.REWRITE}, self._rewrite)

    def _rewrite(self, step: Step) -> None:
        place = step.places[0]
        if not step.block:
            raise UnplacedError("“다음과 같이” 다음에 그 글이 없습니다.")
        if Part.TITLE in place.parts:
            self.tree.title = step.block.strip()
            return
        if place.parts:
            self._rewrite_part(self.tree.find(place), place.parts[-1], step)
            return
        nodes = self.tree.range(place)
        numbers = [unit.number for unit in step.units]
        if place.units and len(set(numbers)) < len(numbers):
            raise UnplacedError("다음에 적힌 글에 같은 번호가 두 번 있습니다.")
        if not place.units:  # 부칙을 다음과 같이 한다
            nodes[0].children = [Node(unit, nodes[0], new=True) for unit in step.units]
            return
        if len(nodes) == 1:
            nodes[0].take(step.units[0])
            extra = step.units[1:]
        else:
            by_number = {node.number: node for node in nodes}
            extra = tuple(unit for unit in step.units if unit.number not in by_number)
            for unit in step.units:
                if unit.number in by_number:
                    by_number[unit.number].take(unit)
        for unit in extra:
            node = Node(unit, nodes[-1].parent, new=True)
            self.tree.place(node, nodes[-1].parent or self.tree.body, self.tree.root(place))
            self.placed.append((step, node))

    def _rewrite_part(self, node: Node, part: Part, step: Step) -> None:
        words = step.block.strip()
        if part is Part.HEADING:
            node.heading = _unwrapped(words)
        elif part is Part.ITEMS:
            node.children = [Node(unit, node, new=True) for unit in step.units]
        elif part is Part.CHAPEAU:
            node.text = words
        elif part is Part.REST:
            units = parse_provisions(words)
            whole = bool(units) and units[0].level is PARAGRAPH
            node.text = "" if whole else words
            node.children = [Node(unit, node, new=True) for unit in units] if whole else []
        else:
            span = part_span(node.text, part)
            if span is None:
                raise UnplacedError(f"{part.value}{particle(part.value, '이/가')} 없습니다.")
            node.text = without(node.text, *span, words)

    # ── deletions ────────────────────────────────────────────────────────────

    def deletions(self, steps: Sequence[Step]) -> None:
        self.each(steps, {Action.DELETE}, self._delete)

    def _delete(self, step: Step) -> None:
        for place in step.places:
            if place.branch == ANNEXES:
                continue
            if not place.parts:
                for node in self.tree.range(place):
                    _strike(node)
                continue
            node, part = self.tree.find(place), place.parts[-1]
            if part is Part.HEADING:
                node.heading = ""
            elif part is Part.ITEMS:
                node.children = []
            elif part in (Part.CHAPEAU, Part.REST):
                node.text = ""
            else:
                span = part_span(node.text, part)
                if span is None:
                    raise UnplacedError(f"{part.value}{particle(part.value, '이/가')} 없습니다.")
                node.text = without(node.text, *span)

    # ── insertions ───────────────────────────────────────────────────────────

    def insertions(self, steps: Sequence[Step]) -> None:
        self.each(steps, {Action.INSERT}, self._insert)

    def _insert(self, step: Step) -> None:
        place = step.places[0]
        if not step.block:
            raise UnplacedError("“다음과 같이” 다음에 새 글이 없습니다.")
        if place.parts and place.parts[-1] is not Part.ITEMS:
            node = self.tree.find(place)
            if place.parts[-1] is Part.HEADING:
                node.heading = _unwrapped(step.block.strip())
            else:
                node.text = f"{node.text} {step.block.strip()}".strip()
            return
        parent = self._parent(place)
        if len({(unit.level, unit.number) for unit in step.units}) < len(step.units):
            raise UnplacedError("다음에 적힌 새 글에 같은 번호가 두 번 있습니다.")
        for unit in step.units:
            self._add(step, place, parent, unit)

    def _add(self, step: Step, place: Place, parent: Node, unit: Provision) -> None:
        if unit.level is PARAGRAPH and parent.level is ARTICLE and parent.text:
            raise UnplacedError("항이 없는 조입니다. 먼저 제목 외의 부분을 제1항으로 하여야 합니다.")
        row = self.tree.articles(place) if unit.level is ARTICLE else parent.children
        gone = next((n for n in row if n.level is unit.level and n.number == unit.number and n.deleted), None)
        if gone is not None:
            gone.take(unit)
            return
        node = Node(unit, parent, new=True)
        self.tree.place(node, parent, self.tree.root(place))
        self.placed.append((step, node))

    def _parent(self, place: Place) -> Node:
        """Return what a new unit goes under: by number, an article goes where its neighbour is."""
        if Part.ITEMS in place.parts:
            return self.tree.find(place)
        above = (place.former or place.units)[:-1]
        return self.tree.find(replace(place, parts=()), above) if above else self.tree.root(place)

    # ── divisions ────────────────────────────────────────────────────────────

    def unmarks(self, steps: Sequence[Step]) -> None:
        self.each(steps, {Action.UNMARK}, lambda step: unmark(self.tree, step))

    def marks(self, steps: Sequence[Step]) -> None:
        self.each(steps, {Action.MARK}, lambda step: mark(self.tree, step))

    # ── annexes ──────────────────────────────────────────────────────────────

    def annexes(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if step.action is Action.ANNEX or (step.action is Action.DELETE and step.places[-1].branch == ANNEXES):
                for place in step.places:
                    self._annex(step, place)

    def _annex(self, step: Step, place: Place) -> None:
        index = next((i for i, each in enumerate(self.tree.annexes) if each.label == place.annex), None)
        printed = self.printed.get(place.annex)
        if step.action is Action.DELETE:
            if index is None:
                self._without_annex(step, place)
            else:
                del self.tree.annexes[index]
        elif printed is None:
            self.left.append(f"{step.line}번째 줄, {place}: 별지에 실린 글이 없어 적용하지 않았습니다.")
        elif index is not None:
            self.tree.annexes[index] = printed
        else:
            self.tree.annexes = sorted([*self.tree.annexes, printed], key=lambda each: (each.kind != "table",))

    # ── after all ────────────────────────────────────────────────────────────

    def check_numbers(self) -> None:
        """A number that two units have is an error of the step that gave it."""
        for step, node in self.placed:
            if node.parent is not None and self.tree.occupied(node, self.tree.root(step.places[0])):
                label = node.level.reference(node.number) if node.number else ""
                self.problem(step, f"{label}{particle(label, '은/는')} 이미 있습니다.")


def _holds(where: Sequence[Region], old: str) -> bool:
    return any(old in getattr(node, field)[start:end] for node, field, start, end in where)


def _unwrapped(heading: str) -> str:
    words = heading.strip()
    return words[1:-1].strip() if words.startswith("(") and words.endswith(")") else words


def _strike(node: Node) -> None:
    """Delete a unit: its number stays (삭제); a chapter takes the articles in it along."""
    node.deleted, node.heading, node.text, node.note = True, "", "", ""
    if node.level.is_division:
        for child in node.children:
            _strike(child)
    else:
        node.children = []
