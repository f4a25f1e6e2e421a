"""신ㆍ구조문대비표: two texts in two columns in the official manner, only what changes, each word in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ordinance_drafter.amend.match import content, match_units
from ordinance_drafter.amend.wording import changed_spans
from ordinance_drafter.korean import display_width, particle
from ordinance_drafter.model import ARTICLE, PARAGRAPH, Annex, Ordinance, Provision

OMITTED, SAME_AS_NOW, NEW, GONE = "(생  략)", "(현행과 같음)", "<신  설>", "<삭  제>"


class Kind(Enum):
    """What a row tells of its units."""

    CHANGED = "changed"
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a line: words, and whether they are in one text only (underlined)."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table in both columns.

    Attributes:
        kind: what it tells.
        current, proposed: the words of the two lines, the label first; () in a column that has a mark instead.
        current_mark, proposed_mark: (생  략), (현행과 같음), <신  설>, <삭  제>, (현행 제2항과 같음), after the label.
        olds, news: the units that the row stands for, whole where they are left out.
        depth: how deep the line is indented.
        lead: an article's head before its first paragraph that is left out, in both columns.
    """

    kind: Kind
    current: tuple[Words, ...] = ()
    proposed: tuple[Words, ...] = ()
    current_mark: str = ""
    proposed_mark: str = ""
    olds: tuple[Provision, ...] = ()
    news: tuple[Provision, ...] = ()
    depth: int = 0
    lead: tuple[str, str] = ("", "")

    def printed(self, *, current: bool) -> tuple[Words, ...]:
        """Return a column's line as it is printed; unchanged words of the proposed text are dashes of their width."""
        words, mark = (self.current, self.current_mark) if current else (self.proposed, self.proposed_mark)
        if not current and self.kind is Kind.CHANGED:
            head, rest = words[:1], words[1:]
            words = (*head, *(each if each.changed else Words(_dashes(each.text)) for each in rest))
        gap = " " if words and mark else ""
        return (*words, Words(gap + mark)) if mark else words

    def line(self, *, current: bool) -> str:
        """Return the words of :meth:`printed` without their looks."""
        return "".join(each.text for each in self.printed(current=current))


def _dashes(text: str) -> str:
    """Return dashes as wide as a text, with the full stop that ends it."""
    end = "." if text.endswith(".") else ""
    lines = [("-" * display_width(line)) for line in text.removesuffix(".").split("\n")]
    return "\n".join(lines) + end


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """The table of two texts: rows of both columns in the order of the new text."""

    title: str
    rows: tuple[Row, ...]

    def texts(self) -> tuple[str, str]:
        """Return the two columns as the texts they stand for, what is left out put in again."""
        olds = [line for row in self.rows for line in _texts(row.current, row.olds, row.current_mark, row.lead[0])]
        news = [line for row in self.rows for line in _texts(row.proposed, row.news, row.proposed_mark, row.lead[1])]
        return "\n".join(olds), "\n".join(news)


def _texts(words: Sequence[Words], units: Sequence[Provision], mark: str, lead: str) -> Iterator[str]:
    if mark and words:
        for index, line in enumerate(line for unit in units for line in lines_of(unit)):
            yield (lead if index == 0 else "") + line
    elif words:
        yield "".join(each.text for each in words)


def lines_of(unit: Provision) -> Iterator[str]:
    """Yield the lines of a unit without indents and notes, an article's first paragraph on the article's line."""
    if _glued(unit):
        first, *rest = [line for child in unit.children for line in lines_of(child)]
        yield from (f"{_head(unit)} {first}", *rest)
        return
    yield " ".join(filter(None, (_head(unit), "삭제" if unit.deleted else unit.text)))
    for child in unit.children:
        yield from lines_of(child)


def _head(unit: Provision) -> str:
    return (
        unit.label
        + (f"({unit.heading})" if unit.heading and unit.level.rank >= ARTICLE.rank else "")
        + (f" {unit.heading}" if unit.heading and unit.level.is_division else "")
    )


def compare(old: Ordinance, new: Ordinance) -> ComparisonTable:
    """Return the 신ㆍ구조문대비표 of two texts.

    Articles that stay as they are do not appear; of an article that changes, units that stay appear as (생  략) and
    (현행과 같음). Notes (<개정 …>) are not looked at.
    """
    rows: list[Row] = []
    if old.title != new.title:
        rows.append(_changed_line("", old.title, "", new.title, (), (), 0))
    rows += _rows_of(_flat(old), _flat(new))
    for before, after in zip(old.addenda, new.addenda, strict=False):
        if before.provisions != after.provisions:
            rows += _rows_of(before.provisions, after.provisions)
    rows += _annexes(old.annexes, new.annexes)
    return ComparisonTable(new.title, tuple(rows))


def _flat(ordinance: Ordinance) -> list[Provision]:
    """Return divisions (without what is in them) and articles in one row."""
    row: list[Provision] = []

    def add(units: Sequence[Provision]) -> None:
        for unit in units:
            if unit.level.is_division:
                row.append(replace(unit, children=()))
                add(unit.children)
            else:
                row.append(unit)

    add(ordinance.body)
    return row


def _rows_of(olds: Sequence[Provision], news: Sequence[Provision]) -> Iterator[Row]:
    """Yield the rows of articles and divisions that change."""
    for old, new in _pairs(olds, news):
        yield from rows_of_pair(old, new)
    plain = [u for u in news if u.number is None], [u for u in olds if u.number is None]
    for after, before in zip(*plain, strict=False):
        if before.text != after.text:
            yield _changed_line("", before.text, "", after.text, (before,), (after,), 0)


def pairs_of(old: Ordinance, new: Ordinance) -> Iterator[tuple[Provision | None, Provision | None]]:
    """Yield the divisions (without what is in them) and articles of two texts side by side, in the order of the new."""
    yield from _pairs(_flat(old), _flat(new))


def _pairs(olds: Sequence[Provision], news: Sequence[Provision]) -> Iterator[tuple[Provision | None, Provision | None]]:
    divisions = match_units([u for u in olds if u.level.is_division], [u for u in news if u.level.is_division])
    matching = match_units([u for u in olds if u.level is ARTICLE], [u for u in news if u.level is ARTICLE])
    partner = {id(new): old for old, new in (*matching.pairs, *divisions.pairs)}
    yield from _merged(olds, news, partner, [*matching.removed, *divisions.removed])


def rows_of_pair(old: Provision | None, new: Provision | None) -> Iterator[Row]:
    """Yield the rows of a pair; nothing where both say the same."""
    if old is not None and new is not None:
        yield from _pair(old, new, 0)
    elif new is not None and not new.deleted:
        yield from _all(new, Kind.NEW, 0)
    elif old is not None and not old.deleted:
        yield from _all(old, Kind.GONE, 0)


def _merged(
    olds: Sequence[Provision], news: Sequence[Provision], partner: dict[int, Provision], gone: Sequence[Provision]
) -> Iterator[tuple[Provision | None, Provision | None]]:
    """Yield pairs in the order of the new row, with what is gone where it stood."""
    waiting = list(gone)
    places = {id(unit): index for index, unit in enumerate(olds)}
    for new in news:
        if new.number is None:
            continue
        old = partner.get(id(new))
        if old is not None:
            for each in [unit for unit in waiting if places[id(unit)] < places[id(old)]]:
                waiting.remove(each)
                yield each, None
        yield old, new
    yield from ((each, None) for each in waiting)


def _pair(old: Provision, new: Provision, depth: int, lead: tuple[str, str] = ("", "")) -> Iterator[Row]:
    """Yield the rows of a unit that both texts have, nothing for an article that stays."""
    if content(old) == content(new):
        if old.number == new.number:
            return
        mark = (
            f"(현행 {old.level.reference(old.number)}{particle(old.level.reference(old.number), '과/와')} 같음)"
            if old.number
            else ""
        )
        words = (Words(lead[0] + _head(old)),), (Words(lead[1] + _head(new), changed=True),)
        yield Row(Kind.MOVED, *words, OMITTED, mark, (old,), (new,), depth, lead)
        return
    if new.deleted:
        yield from _all(old, Kind.GONE, depth, lead[0])
        return
    if old.deleted:
        yield from _all(new, Kind.NEW, depth, lead[1])
        return
    heads = lead[0] + _head(old), lead[1] + _head(new)
    glued = _glued(old) and _glued(new)
    if glued:
        yield from _below(old, new, depth, (f"{heads[0]} ", f"{heads[1]} "))
        return
    if old.text and old.text == new.text and heads[0] == heads[1]:  # only what is under it changes
        own = (replace(old, children=()),), (replace(new, children=()),)
        yield Row(Kind.SAME, (Words(heads[0]),), (Words(heads[1]),), OMITTED, SAME_AS_NOW, *own, depth, lead)
    else:
        yield _changed_line(heads[0], old.text, heads[1], new.text, (old,), (new,), depth)
    yield from _below(old, new, depth)


def _glued(unit: Provision) -> bool:
    """Whether an article's first paragraph stands on its line: 제3조(계획) ① …."""
    return bool(unit.level is ARTICLE and not unit.text and unit.children and unit.children[0].level is PARAGRAPH)


def _below(old: Provision, new: Provision, depth: int, lead: tuple[str, str] = ("", "")) -> Iterator[Row]:
    matching = match_units(old.children, new.children)
    partner = {id(after): before for before, after in matching.pairs}
    units = (*new.children, *old.children)
    deeper = depth + (bool(units) and units[0].level is not PARAGRAPH)
    run: list[tuple[Provision, Provision]] = []
    for before, after in _merged(old.children, new.children, partner, matching.removed):
        if before is not None and after is not None and _stays(before, after):
            run.append((before, after))
            continue
        if run:
            yield _left_out(run, deeper, lead)
            run, lead = [], ("", "")
        for row in _child_rows(before, after, deeper, lead):
            lead = "" if row.current else lead[0], "" if row.proposed else lead[1]
            yield row
    if run:
        yield _left_out(run, deeper, lead)


def _stays(old: Provision, new: Provision) -> bool:
    return old.number == new.number and content(old) == content(new)


def _child_rows(before: Provision | None, after: Provision | None, depth: int, lead: tuple[str, str]) -> Iterator[Row]:
    if before is not None and after is not None:
        yield from _pair(before, after, depth, lead)
    elif after is not None and not after.deleted:
        yield from _all(after, Kind.NEW, depth, lead[1])
    elif before is not None and not before.deleted:
        yield from _all(before, Kind.GONE, depth, lead[0])


def _left_out(run: Sequence[tuple[Provision, Provision]], depth: int, lead: tuple[str, str]) -> Row:
    """Return the row of units that stay: ② (생  략), 2.ㆍ3. (생  략), 2. ∼ 5. (생  략)."""
    labels = [old.label for old, _ in run]
    words = labels[0] if len(run) == 1 else "ㆍ".join(labels) if len(run) == 2 else f"{labels[0]} ∼ {labels[-1]}"
    olds, news = tuple(old for old, _ in run), tuple(new for _, new in run)
    current, proposed = (Words(lead[0] + words),), (Words(lead[1] + words, changed=lead[0] != lead[1]),)
    return Row(Kind.SAME, current, proposed, OMITTED, SAME_AS_NOW, olds, news, depth, lead)


def _all(unit: Provision, kind: Kind, depth: int, lead: str = "") -> Iterator[Row]:
    """Yield the rows of a unit that only one text has: every line underlined, the other column marked once."""
    for index, (line, deep) in enumerate(_deep_lines(unit, depth)):
        words = (Words((lead if index == 0 else "") + line, changed=True),)
        mark = "" if index else NEW if kind is Kind.NEW else GONE
        if kind is Kind.NEW:
            yield Row(kind, (), words, mark, "", depth=deep)
        else:
            yield Row(kind, words, (), "", mark, depth=deep)


def _deep_lines(unit: Provision, depth: int) -> Iterator[tuple[str, int]]:
    if _glued(unit):
        first, *rest = [pair for child in unit.children for pair in _deep_lines(child, depth)]
        yield from ((f"{_head(unit)} {first[0]}", depth), *rest)
        return
    yield " ".join(filter(None, (_head(unit), "삭제" if unit.deleted else unit.text))), depth
    for child in unit.children:
        yield from _deep_lines(child, depth + (child.level is not PARAGRAPH))


def _changed_line(
    old_head: str,
    old: str,
    new_head: str,
    new: str,
    olds: tuple[Provision, ...],
    news: tuple[Provision, ...],
    depth: int,
) -> Row:
    """Return the row of a line that is in both texts, its differing words told from the rest."""
    heads = old_head + (" " if old_head and old else ""), new_head + (" " if new_head and new else "")
    differ = old_head != new_head
    current, proposed = [Words(heads[0], changed=differ)], [Words(heads[1], changed=differ)]
    at, there = 0, 0
    for (a, b), (c, d) in changed_spans(old, new):
        current += [Words(old[at:a]), Words(old[a:b], changed=True)]
        proposed += [Words(new[there:c]), Words(new[c:d], changed=True)]
        at, there = b, d
    current.append(Words(old[at:]))
    proposed.append(Words(new[there:]))
    return Row(Kind.CHANGED, _filled(current), _filled(proposed), "", "", olds, news, depth)


def _filled(words: Sequence[Words]) -> tuple[Words, ...]:
    return (words[0], *(each for each in words[1:] if each.text))


def _annexes(olds: Sequence[Annex], news: Sequence[Annex]) -> Iterator[Row]:
    """Yield a row for each annex that changes; annexes are not compared word by word."""
    before, after = {each.label: each for each in olds}, {each.label: each for each in news}
    for label in dict.fromkeys((*before, *after)):
        one, other = before.get(label), after.get(label)
        if one == other:
            continue
        left = f"[{label}] {one.heading}".rstrip() if one else ""
        right = f"[{label}] {other.heading}".rstrip() if other else ""
        kind = Kind.NEW if one is None else Kind.GONE if other is None else Kind.CHANGED
        yield Row(
            kind,
            (Words(left, changed=True),) if one else (),
            (Words(right, changed=True),) if other else (),
            "" if one else NEW,
            "" if other else GONE,
        )
