"""Words with their references led: a reference counts as what it leads to, not as the number it is written with."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from ordinance_drafter.amend.compare import Words
from ordinance_drafter.impact.pairs import Key, Node
from ordinance_drafter.model import ADDENDA, ARTICLE, PARAGRAPH, Ordinance, Path, at, walk
from ordinance_drafter.refs import Mention, Places, Step, mentions, resolve, scan
from ordinance_drafter.refs.resolve import own_steps

GONE = "빠진 "
"""Stands before an article that the text after has no more, in a sentence of the checker."""
_WORD = re.compile(rf"{GONE}제[0-9가-힣]+|\s+|[0-9A-Za-z가-힣]+|[^\s0-9A-Za-z가-힣]")
Name = Callable[[Key], Hashable]
"""Gives the units of both texts one name each."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, a space or a reference: what is written, and what it counts as."""

    text: str
    says: Hashable


class Sheet:
    """A text with its references, each with the unit it leads to."""

    def __init__(self, ordinance: Ordinance) -> None:
        self.ordinance = ordinance
        self._places = Places(ordinance)
        self._mentions: dict[Path, list[Mention]] = {}
        for mention in mentions(ordinance):
            if not mention.ref.statute and mention.ref.steps:
                self._mentions.setdefault(mention.path, []).append(mention)

    def tokens(self, node: Node, name: Name) -> list[Token]:
        """Return the words of a node; references to units of the text count as what ``name`` calls those units."""
        text = node.text
        if node.unit.deleted or not text:
            return plain_tokens(text)
        made: list[Token] = []
        place = 0
        for (start, end), says in self._references(node.path, name):
            if start >= place:
                made += [*plain_tokens(text[place:start]), Token(text[start:end], says)]
                place = end
        return [*made, *plain_tokens(text[place:])]

    def _references(self, path: Path, name: Name) -> Iterator[tuple[tuple[int, int], Hashable]]:
        for mention in sorted(self._mentions.get(path, ()), key=lambda each: each.head):
            ref = mention.ref
            first = self._target(mention, ref.steps)
            if first is None or ref.place in ("table", "form") or mention.head[0] == mention.head[1]:
                continue
            yield mention.head, ("to", name(first))
            last = self._target(mention, ref.until) if mention.tail and ref.until else None
            if mention.tail and last is not None:
                yield mention.tail, ("until", tuple(name(each) for each in self._range(first, last)))

    def _target(self, mention: Mention, steps: tuple[Step, ...]) -> Key | None:
        ref = replace(mention.ref, steps=steps, until=(), parts=())
        found = resolve(self.ordinance, replace(mention, ref=ref), self._places)
        if found.kind != "internal" or found.path is None or len(found.path) < 2:
            return None
        if found.path[0] == ADDENDA and len(found.path) == 2:
            return None
        # 제5조제1항 of an article without paragraphs is the article's own words
        whole = steps[-1][0] is PARAGRAPH and at(self.ordinance, found.path).level is ARTICLE
        return found.path, whole

    def _range(self, first: Key, last: Key) -> list[Key]:
        """Return the units of one level from the first to the last: what 제5조부터 제7조까지 covers."""
        level = at(self.ordinance, last[0]).level
        inside = [path for path, unit in walk(self.ordinance) if unit.level is level and first[0] <= path <= last[0]]
        return [(path, False) for path in inside] or [first, last]


def plain_tokens(text: str) -> list[Token]:
    """Return words, marks and spaces that count as what they are."""
    return [Token(word, word) for word in _WORD.findall(text)]


def differing(old: Sequence[Token], new: Sequence[Token]) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Return both texts as stretches that differ or do not; a mark or space between two that do goes along."""
    numbers: dict[Hashable, int] = {}
    ours, theirs = ([numbers.setdefault(each.says, len(numbers)) for each in side] for side in (old, new))
    steps: list[tuple[bool, str, str]] = []
    for step in Indel.opcodes(ours, theirs):
        before = "".join(each.text for each in old[step.src_start : step.src_end])
        after = "".join(each.text for each in new[step.dest_start : step.dest_end])
        changed = step.tag != "equal"
        if changed and len(steps) > 1 and not steps[-1][0] and len(steps[-1][2]) < 2:
            _, one, other = steps.pop()
            before, after = one + before, other + after
        if changed and steps and steps[-1][0]:
            _, one, other = steps.pop()
            before, after = one + before, other + after
        steps.append((changed, before, after))
    return (
        tuple(Words(before, changed) for changed, before, _ in steps if before),
        tuple(Words(after, changed) for changed, _, after in steps if after),
    )


def led_message(message: str, names: Mapping[tuple[Step, ...], str]) -> str:
    """Return a sentence of the checker with the articles it names under their new numbers.

    Args:
        message: the sentence.
        names: how each unit (by its steps) is cited after the change.
    """
    for mention in reversed(scan(message)):
        steps, ref = mention.ref.steps, mention.ref
        if steps in names and not ref.statute and not ref.place and mention.written.steps[0][0] is ARTICLE:
            start, end = mention.head
            message = message[:start] + names[steps] + message[end:]
    return message


def citations(ordinance: Ordinance) -> dict[tuple[Step, ...], Path]:
    """Return the units of the body by the steps that cite them."""
    return {own_steps(ordinance, path): path for path, unit in walk(ordinance) if path[0] != ADDENDA and unit.number}
