"""Moves: units that get other numbers, all of an amendment at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ordinance_drafter.amend.steps import Part, Place, Step
from ordinance_drafter.amend.tree import Node, Tree, UnplacedError, deepen, flat, wrap_in_paragraph
from ordinance_drafter.lines import head_of
from ordinance_drafter.model import ARTICLE, Level, Provision
from ordinance_drafter.numbering import Number


def move_units(tree: Tree, steps: Sequence[Step]) -> Iterator[tuple[Step, str, list[Node]]]:
    """Give units their new numbers; yield each step with what is wrong with it ("" nothing) and the units moved.

    All moves are found before any is made, so that a swap (제7조 및 제10조를 각각 제10조 및 제7조로) is one.
    """
    found: list[tuple[Step, list[tuple[Node, Level, Number, Place]]]] = []
    for step in steps:
        try:
            found.append((step, list(_moves(tree, step))))
        except UnplacedError as error:
            yield step, str(error), []
    for _, moves in found:
        for node, _, number, _ in moves:
            node.number = number
    for step, moves in found:
        problem = ""
        for node, level, _, place in moves:
            try:
                _settle(tree, node, level, place)
            except UnplacedError as error:
                problem = str(error)
        yield step, problem, [node for node, *_ in moves]


def _moves(tree: Tree, step: Step) -> Iterator[tuple[Node, Level, Number, Place]]:
    if len(step.places) != len(step.targets):
        raise UnplacedError("옮길 것과 옮길 자리의 수가 다릅니다.")
    for place, target in zip(step.places, step.targets, strict=True):
        if place.parts[-1:] == (Part.REST,) or place.parts[-1:] == (Part.MAIN,):
            article = tree.find(replace(place, parts=()))
            yield wrap_in_paragraph(article, target.units[-1][1]), target.units[-1][0], target.units[-1][1], target
            continue
        if place.parts or not place.units or not target.units:
            raise UnplacedError("조ㆍ항ㆍ호ㆍ목의 번호만 옮길 수 있습니다.")
        nodes = tree.range(place)
        numbers = _numbers(target, [node.number for node in nodes if node.number is not None])
        if len(nodes) != len(numbers):
            raise UnplacedError(f"옮길 것은 {len(nodes)}개인데 옮길 자리는 {len(numbers)}개입니다.")
        for node, number in zip(nodes, numbers, strict=True):
            yield node, target.units[-1][0], number, target


def _numbers(target: Place, olds: Sequence[Number]) -> list[Number]:
    """Return the numbers of a range: 제3항부터 제5항까지, 제12조의3부터 제12조의5까지."""
    first = target.units[-1][1]
    if target.until is None:
        return [first]
    last = target.until[1]
    if first.main == last.main:
        return [Number(first.main, branch) for branch in range(first.branch, last.branch + 1)]
    plain = [Number(main) for main in range(first.main, last.main + 1)]
    if len(plain) == len(olds):
        return plain
    shift = first.main - olds[0].main  # 가지번호가 사이에 낀 범위는 가지번호를 두고 옮긴다
    moved = [Number(each.main + shift, each.branch) for each in olds]
    return moved if moved[0] == first and moved[-1] == last else plain


def _settle(tree: Tree, node: Node, level: Level, target: Place) -> None:
    """Put a unit with its new number in order among its siblings, or under another parent."""
    if node.level is not level:
        raise UnplacedError(
            f"{node.level.word}{'을' if node.level.word in '장절편관항목' else '를'} {level.word}로 옮길 수 없습니다."
        )
    parent = node.parent
    if level is not ARTICLE and len(target.units) > 1:
        named = tree.find(replace(target, parts=(), until=None, former=None), target.units[:-1])
        parent = named if named is not parent else parent
    if parent is node.parent and _in_order(tree, node):
        return
    tree.take_out(node)
    tree.place(node, tree.body if level is ARTICLE or parent is None else parent, tree.body)


def _in_order(tree: Tree, node: Node) -> bool:
    """Whether the numbers around a unit still rise."""
    row = tree.articles() if node.level is ARTICLE else node.parent.children if node.parent else []
    numbers = [each.number for each in row if each.level is node.level and each.number is not None]
    return all(one <= other for one, other in pairwise(numbers))


def unmark(tree: Tree, step: Step) -> None:
    """Take away the chapter or section that stands before an article; its articles join what is before it."""
    article = tree.find(step.places[0])
    row = flat(tree.body)
    at = row.index(article)
    wanted = "".join(step.words[0][0].split())
    for index in range(at - 1, -1, -1):
        node = row[index]
        if node.level is ARTICLE and not node.deleted:
            break
        if node.level.is_division and "".join(f"{node.level.label(node.number)}{node.heading}".split()) == wanted:  # type: ignore[arg-type]
            deepen(tree.body, [*row[:index], *row[index + 1 :]])
            return
    raise UnplacedError(f"“{step.words[0][0]}”이 그 앞에 없습니다.")


def mark(tree: Tree, step: Step) -> None:
    """Begin a chapter or section before the article that has the number now (after moves and insertions)."""
    head = head_of(step.words[0][1], False)
    if head is None or not head[0].is_division:
        raise UnplacedError(f"“{step.words[0][1]}”은 편ㆍ장ㆍ절ㆍ관의 제목이 아닙니다.")
    number = step.places[0].units[-1][1]
    row = flat(tree.body)
    at = next((i for i, node in enumerate(row) if node.level is ARTICLE and node.number == number), None)
    if at is None:
        raise UnplacedError(f"{step.places[0]}이(가) 없습니다.")
    while at and row[at - 1].level.is_division and row[at - 1].level.rank > head[0].rank:
        at -= 1
    node = Node(Provision(head[0], head[1], head[2]), tree.body, new=True)
    deepen(tree.body, [*row[:at], node, *row[at:]])
