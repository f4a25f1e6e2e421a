"""The blocks of a Word story (body, note, header): paragraphs, tables and text boxes -> lines of an Extract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ordinance_drafter.read.extract import Extract
from ordinance_drafter.read.word.inline import Inline, Words, quote
from ordinance_drafter.read.word.labels import Label, Numbering
from ordinance_drafter.read.word.notices import Notices
from ordinance_drafter.read.word.package import MC, M, W, chosen, switched_on
from ordinance_drafter.read.word.styles import Styles

_LOOSE = frozenset((W + "r", W + "fldSimple", W + "altChunk", W + "del", W + "moveFrom", M + "oMath", M + "oMathPara"))
_BLOCKS = _LOOSE | {W + "p", W + "tbl"}
_ROWS, _CELLS = frozenset((W + "tr",)), frozenset((W + "tc",))
_CLOSED = frozenset(
    W + name for name in ("sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr")
)
_LOOKS = 8  # paragraphs run together that are asked for a label; a whole document may be run together
_NOWHERE = -1
"""The paragraph of lines that stand in no paragraph of the body (notes, headers)."""


@dataclass(slots=True)
class Shared:
    """What all stories of a document share."""

    styles: Styles
    numbering: Numbering
    notices: Notices


@dataclass(slots=True)
class Held:
    """A paragraph that is read; ``looks`` are the properties and styles its label may come from, best first."""

    words: Words
    index: int
    looks: list[tuple[Any, str]]
    gone: bool = False  # its mark is deleted or hidden: it runs on into the next paragraph
    taken: bool = field(default=False)  # its mark is deleted (not merely hidden)

    @property
    def blank(self) -> bool:
        """Whether it puts nothing on the page."""
        return not self.words.parts

    def before(self, after: Held) -> Held:
        """Return this paragraph run together with the one after it, whose mark, and so whose properties, remain."""
        if self.blank:
            after.words = self.words.follow(after.words)
            return after
        joined = self.taken and not after.blank
        words = self.words.follow(after.words)
        words.joined = words.joined or joined
        return Held(words, self.index, (after.looks + self.looks)[:_LOOKS], after.gone, after.taken)


class Flow:
    """Reads one story into an Extract."""

    def __init__(
        self, root: Any, extract: Extract, shared: Shared, places: Mapping[Any, int], *, page_numbers: bool = True
    ) -> None:
        """``places`` numbers the paragraphs of the body; paragraphs that are not in it stand nowhere (-1)."""
        self._inline = Inline(root, shared.styles, page_numbers=page_numbers)
        self._extract = extract
        self._shared = shared
        self._places = places
        self._cell: list[str] | None = None  # what the table cell being read holds so far
        self._last = _NOWHERE
        self.labelled: list[int] = []
        self.references: list[tuple[str, str, int]] = []
        self.comments: list[int] = []

    def blocks(self, container: Iterable[Any]) -> None:
        """Read paragraphs, tables and what stands between them."""
        held: Held | None = None
        for node in _items(container, _BLOCKS):
            if node.tag == W + "p":
                held = self._paragraph(node, held)
                continue
            if held is not None:
                self._flush(held)
                held = None
            if node.tag == W + "tbl":
                self._table(node)
            else:
                words = self._inline.read_loose([node])
                self._flush(Held(words, self._last, [], gone=True))
        if held is not None:
            self._flush(held)

    def _paragraph(self, node: Any, held: Held | None) -> Held | None:
        """Read a paragraph; return it, with what was held before it, when it runs on into the next."""
        properties = node.find(W + "pPr")
        style = self._shared.styles.default
        if properties is not None and (named := properties.find(W + "pStyle")) is not None:
            style = named.get(W + "val", "")
        words = self._inline.read(node, style)
        here = Held(words, self._places.get(node, _NOWHERE), [(properties, style)])
        self._last = here.index
        if properties is not None:
            self._mark(here, properties)
        if held is not None:
            here = held.before(here)
        if here.gone:
            return here
        self._flush(here)
        return None

    @staticmethod
    def _mark(here: Held, properties: Any) -> None:
        """Look at the paragraph's mark: is it deleted, inserted, hidden, or is this the big letter before a text?"""
        mark, frame = properties.find(W + "rPr"), properties.find(W + "framePr")
        if mark is not None:
            here.taken = mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
            hidden = switched_on(mark.find(W + "vanish")) or switched_on(mark.find(W + "specVanish"))
            here.gone = here.taken or hidden
            here.words.split = mark.find(W + "ins") is not None or mark.find(W + "moveTo") is not None
            if (here.taken or here.words.split) and here.words.changed is None:
                here.words.changed = here.words.breaks
        if frame is not None and frame.get(W + "dropCap", "none") != "none":
            here.gone = True

    def _flush(self, held: Held) -> None:
        """Write a paragraph: its label and text, what is to tell of it, and then the text boxes that hang on it."""
        words, first = held.words, len(self._extract.lines) + 1
        lines = words.lines()
        label = self._label(held)
        if label.text:
            self.labelled.append(first)
            lines[0] = label.text + lines[0] if lines[0] else label.text.rstrip()
        if label.trouble:
            self._shared.notices.add("P026", label.trouble, first)
        left_out = held.gone or words.deleted.pieces or words.hidden.pieces
        if label.text or not (held.blank and left_out):
            self._emit(lines, held.index, opaque=words.in_contents)
        self._tell(words, first)
        for box in words.boxes:
            if isinstance(box, str):
                self._emit([box], held.index)
                continue
            with self._inline.box(), self._shared.numbering.story():
                self.blocks(box)

    def _label(self, held: Held) -> Label:
        if held.blank and held.gone:
            return Label()
        for properties, style in held.looks:
            if held.blank and properties is not None and properties.find(W + "sectPr") is not None:
                continue  # Word puts no number on an empty paragraph that only ends a section
            label = self._shared.numbering.label(properties, style)
            if label is not None:
                return label
        return Label()

    def _emit(self, lines: list[str], index: int, *, opaque: bool = False) -> None:
        if self._cell is not None:
            self._cell += [line.strip() for line in lines if line.strip()]
            return
        extract = self._extract
        start = len(extract.lines)
        extract.lines += lines
        extract.paragraphs += [index] * len(lines)
        if opaque:
            extract.opaque.update(range(start, len(extract.lines)))

    def _tell(self, words: Words, first: int) -> None:
        """Put what was odd about a paragraph among the notices."""

        def line(place: int) -> int:
            return first + (place if self._cell is None else 0)  # a row of a table is one line

        notices = self._shared.notices
        if words.changed is not None:
            notices.add("P021", _changes(words), line(words.changed))
        if words.hidden.pieces and words.concealed is not None:
            hidden = quote("".join(words.hidden.pieces))
            notices.add("P024", f"숨긴 글자(‘{hidden}’)는 빼고 읽었습니다.", line(words.concealed))
        for name, (place, count) in words.unread.items():
            notices.add(
                "P025", f"{name} {count}개를 읽지 못했습니다. 그 안에 글이 있으면 직접 옮겨 적으십시오.", line(place)
            )
        for place, code, message in words.remarks:
            notices.add(code, message, line(place))
        self.references += [(kind, note, line(place)) for place, kind, note in words.references]
        self.comments += [line(place) for place in words.comments]

    def _table(self, table: Any) -> None:
        rows = [(row, cells) for row in _items(table, _ROWS) if (cells := self._cells(row))]
        if self._cell is not None:
            texts = (self._cell_text(cell, " ") for _, cells in rows for cell in cells)
            self._cell.append(" ".join(text for text in texts if text))
            return
        frame = all(len(cells) == 1 for _, cells in rows)  # around text, not a table of things
        for row, cells in rows:
            told, place = self._shared.notices.counts["P021"], len(self._extract.lines) + 1
            if frame:
                self.blocks(cells[0])
            else:
                self._row(row, cells)
            if row.find(f"{W}trPr/{W}ins") is not None and self._shared.notices.counts["P021"] == told:
                self._shared.notices.add("P021", "변경 추적에서 넣은 표의 줄을 넣어 읽었습니다.", place)

    def _cells(self, row: Any) -> list[Any]:
        """Return the cells of a row; none when the row is deleted or hidden."""
        place, properties = len(self._extract.lines) + 1, row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            words = quote("".join(row.itertext(W + "t", W + "delText")))
            self._shared.notices.add("P021", f"변경 추적에서 지운 표의 줄(‘{words}’)은 빼고 읽었습니다.", place)
            return []
        if properties is not None and switched_on(properties.find(W + "hidden")):
            words = quote("".join(row.itertext(W + "t")))
            self._shared.notices.add("P024", f"숨긴 표의 줄(‘{words}’)은 빼고 읽었습니다.", place)
            return []
        cells = []
        for cell in _items(row, _CELLS):
            if cell.find(f"{W}tcPr/{W}cellDel") is None:
                cells.append(cell)
                continue
            words = quote("".join(cell.itertext(W + "t", W + "delText")))
            self._shared.notices.add("P021", f"변경 추적에서 지운 표의 칸(‘{words}’)은 빼고 읽었습니다.", place)
        return cells

    def _row(self, row: Any, cells: list[Any]) -> None:
        texts = [self._cell_text(cell, " / ").replace("|", "\\|") for cell in cells]
        first = next(row.iter(W + "p"), None)
        self._emit([f"| {' | '.join(texts)} |"], self._places.get(first, _NOWHERE), opaque=True)

    def _cell_text(self, cell: Any, glue: str) -> str:
        """Return the text of a cell, its paragraphs joined; the continuation of a cell merged downwards has none."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(W + "val") != "restart" and not "".join(cell.itertext(W + "t")).strip():
            return ""  # not walked: automatic numbers of a paragraph that does not show do not count
        outer, self._cell = self._cell, []
        self.blocks(cell)
        pieces, self._cell = self._cell, outer
        return glue.join(pieces)


def _changes(words: Words) -> str:
    """Return the sentence about the tracked changes of a paragraph."""
    did = []
    if words.inserted.pieces:
        did.append(f"넣은 말({_quotes(words.inserted.pieces)})은 넣고")
    elif words.split:
        did.append("나눈 문단은 나누고")
    if words.deleted.pieces:
        did.append(f"지운 말({_quotes(words.deleted.pieces)})은 빼고")
    if words.joined:
        did.append("지운 문단 끝은 다음 문단과 잇고")
    if not did:
        did.append("지운 것은 빼고")
    return f"변경 추적이 남아 있습니다. {', '.join(did)} 읽었습니다."


def _quotes(pieces: list[str]) -> str:
    return f"‘{quote(' … '.join(pieces))}’"


def _items(container: Iterable[Any], wanted: frozenset[str]) -> Iterator[Any]:
    """Yield the elements of the names wanted, looking through content controls and whatever else stands around them."""
    trail = [iter(container)]
    while trail:
        node = next(trail[-1], None)
        if node is None:
            trail.pop()
        elif node.tag in wanted:
            yield node
        elif node.tag == MC + "AlternateContent":
            trail.append(iter(chosen(node)))
        elif node.tag not in _CLOSED:
            trail.append(iter(node))
