"""The inside of a Word paragraph: runs, fields, tracked changes, hidden text -> words and what hangs on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ordinance_drafter.read.word.drawings import look
from ordinance_drafter.read.word.fields import CONTENTS, PAGE_NUMBERS, Field, balanced, without_result
from ordinance_drafter.read.word.package import MC, M, W, chosen, switched_on
from ordinance_drafter.read.word.styles import Styles
from ordinance_drafter.read.word.symbols import SYMBOL_FONTS, is_private, symbol

_BREAK = "\n"
_SPACES = str.maketrans(
    {"\n": " ", "\r": " ", "\t": " "}
)  # inside w:t they are spaces; breaks have elements of their own
_XML_SPACE = " \n\r\t"
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Quotes:
    """Words to quote: pieces that follow one another directly are one quote."""

    pieces: list[str] = field(default_factory=list)
    open: bool = False

    def add(self, text: str) -> None:
        """Add words."""
        if self.open and self.pieces:
            self.pieces[-1] += text
        else:
            self.pieces.append(text)
        self.open = True


@dataclass(slots=True)
class Words:
    """What one paragraph came to, or several whose marks between them are deleted.

    ``parts`` are strings with "\\n" for a line break; places are counted in those breaks.
    """

    parts: list[str] = field(default_factory=list)
    breaks: int = 0
    boxes: list[Any] = field(default_factory=list)
    inserted: Quotes = field(default_factory=Quotes)
    deleted: Quotes = field(default_factory=Quotes)
    hidden: Quotes = field(default_factory=Quotes)
    joined: bool = False
    split: bool = False
    changed: int | None = None
    concealed: int | None = None
    unread: dict[str, list[int]] = field(default_factory=dict)
    remarks: dict[tuple[int, str, str], None] = field(default_factory=dict)
    references: list[tuple[int, str, str]] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    in_contents: bool = False

    def lines(self) -> list[str]:
        """Return the text, cut at its breaks."""
        return "".join(self.parts).split(_BREAK)

    def follow(self, after: Words) -> Words:
        """Return these words with ``after`` joined to their last line."""
        shift = self.breaks
        if self.changed is None and after.changed is not None:
            self.changed = after.changed + shift
        if self.concealed is None and after.concealed is not None:
            self.concealed = after.concealed + shift
        for name, (line, count) in after.unread.items():
            known = self.unread.setdefault(name, [line + shift, 0])
            known[1] += count
        self.remarks |= {(line + shift, code, message): None for line, code, message in after.remarks}
        self.references += [(line + shift, kind, note) for line, kind, note in after.references]
        self.comments += [line + shift for line in after.comments]
        self.parts += after.parts
        self.boxes += after.boxes
        for mine, theirs in (
            (self.inserted, after.inserted),
            (self.deleted, after.deleted),
            (self.hidden, after.hidden),
        ):
            mine.pieces += theirs.pieces
        self.breaks += after.breaks
        self.joined, self.split = self.joined or after.joined, self.split or after.split
        self.in_contents = self.in_contents or after.in_contents
        return self


class Inline:
    """Reads the content of paragraphs, one after the other: a field may run on from one to the next."""

    def __init__(self, root: Any, styles: Styles, *, page_numbers: bool = True) -> None:
        """``root`` is of the part; ``page_numbers`` False leaves the page numbers of headers out."""
        self._styles = styles
        self._whole = balanced(root)
        self._page_numbers = page_numbers
        self._fields: list[Field] = []
        self._silent = 0  # fields that are still at their code, or show nothing
        self._contents = 0  # tables of contents that are open
        self._inserting = 0
        self._hiding = False
        self._default_hiding = False
        self._symbols = ""
        self._words = Words()
        self._handlers = self._table()

    def _table(self) -> dict[Any, Callable[[Any], None]]:
        here: dict[str, Callable[[Any], None]] = {
            "r": self._run,
            "t": self._text,
            "tab": lambda _: self._write("\t"),
            "ptab": lambda _: self._write("\t"),
            "br": lambda _: self._break(),
            "cr": lambda _: self._break(),
            "noBreakHyphen": lambda _: self._write("-"),
            "sym": self._symbol,
            "ruby": self._ruby,
            "ins": self._insertion,
            "moveTo": self._insertion,
            "del": self._deletion,
            "moveFrom": self._deletion,
            "fldChar": self._field_mark,
            "instrText": self._field_code,
            "fldSimple": self._simple_field,
            "footnoteReference": self._reference,
            "endnoteReference": self._reference,
            "commentReference": lambda _: self._words.comments.append(self._words.breaks),
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._drawing,
            "contentPart": lambda _: self._miss("손글씨"),
            "subDoc": lambda _: self._miss("하위 문서로 연결한 부분"),
            "altChunk": lambda _: self._miss("다른 파일을 끌어다 붙인 부분"),
            "p": lambda node: self._words.boxes.append([node]),
            "tbl": lambda node: self._words.boxes.append([node]),
            "rt": self._skip,
            **dict.fromkeys(("pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "delText"), self._skip),
            **dict.fromkeys(("delInstrText", "pgNum", "rubyPr", "tcPr", "trPr"), self._skip),
        }
        handlers: dict[Any, Callable[[Any], None]] = {W + name: handler for name, handler in here.items()}
        handlers[MC + "AlternateContent"] = lambda node: self._inside(chosen(node))
        handlers[M + "oMath"] = handlers[M + "oMathPara"] = self._math
        return handlers

    def read(self, paragraph: Any, style: str) -> Words:
        """Return the words of a paragraph whose style has the id ``style``."""
        self._words = Words()
        self._default_hiding = self._hiding = self._styles.hides(style)
        self._inside(paragraph)
        return self._words

    def read_loose(self, nodes: Iterable[Any]) -> Words:
        """Return the words of runs and formulas that stand outside any paragraph."""
        self._words = Words()
        self._default_hiding = self._hiding = False
        self._inside(nodes)
        return self._words

    @contextmanager
    def box(self) -> Iterator[None]:
        """Read a text box meanwhile: its fields are its own."""
        outer = self._fields, self._silent, self._contents
        self._fields, self._silent, self._contents = [], 0, 0
        yield
        self._fields, self._silent, self._contents = outer

    def _inside(self, node: Iterable[Any]) -> None:
        """Read all that stands in a node; what is not known is looked into, for it may hold text."""
        handlers = self._handlers
        for child in node:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(child)
            elif len(child):
                self._inside(child)

    def _skip(self, node: Any) -> None:
        pass

    def _write(self, text: str) -> None:
        if self._silent:
            return
        words = self._words
        if self._hiding:
            words.hidden.add(text)
            if words.concealed is None:
                words.concealed = words.breaks
            return
        words.parts.append(text)
        words.hidden.open = words.deleted.open = False
        if self._inserting:
            words.inserted.add(text)
            self._mark_changed()
        else:
            words.inserted.open = False
        words.in_contents = words.in_contents or self._contents > 0

    def _break(self) -> None:
        if not self._silent and not self._hiding:
            self._words.parts.append(_BREAK)
            self._words.breaks += 1

    def _mark_changed(self) -> None:
        if self._words.changed is None:
            self._words.changed = self._words.breaks

    def _miss(self, name: str, count: int = 1) -> None:
        """Note that something cannot be read."""
        if self._hiding or self._silent:
            return
        known = self._words.unread.setdefault(name, [self._words.breaks, 0])
        known[1] += count

    def _remark(self, code: str, message: str) -> None:
        if not self._hiding and not self._silent:
            self._words.remarks[self._words.breaks, code, message] = None

    def _run(self, run: Any) -> None:
        properties = run.find(W + "rPr")
        if properties is None:
            self._inside(run)
            return
        before = self._hiding, self._symbols
        self._hiding, self._symbols = self._hidden(properties), _symbol_font(properties)
        self._inside(run)
        self._hiding, self._symbols = before

    def _hidden(self, properties: Any) -> bool:
        own = properties.find(W + "vanish")
        if own is not None:
            return switched_on(own)
        if switched_on(properties.find(W + "specVanish")):
            return True
        if not self._styles.any_hidden:
            return self._default_hiding
        named = properties.find(W + "rStyle")
        of_style = named is not None and self._styles.hides(named.get(W + "val", ""))
        return self._default_hiding != of_style  # two styles that both hide show again: the property is a toggle

    def _text(self, node: Any) -> None:
        text = node.text or ""
        if len(node):  # comments and processing instructions inside
            text += "".join(child.tail or "" for child in node)
        # without xml:space Word drops the white space at the ends
        if node.get(_SPACE) != "preserve" and text != text.strip(_XML_SPACE) and not _preserved(node):
            text = text.strip(_XML_SPACE)
        text = text.translate(_SPACES)
        if self._symbols or _PRIVATE.search(text):
            text = "".join(map(self._from_symbol_font, text))
        if text:
            self._write(text)

    def _from_symbol_font(self, character: str) -> str:
        if not is_private(character) and not (self._symbols and character < "\x80"):
            return character
        known = symbol(self._symbols, ord(character))
        if known is None:  # a letter a font draws its own way is still somebody's letter
            shown = f"U+{ord(character):04X}" if is_private(character) else character
            told = f"글꼴에 따라 모양이 다른 글자(‘{shown}’)를 그대로 두었습니다. 원본과 맞춰 보십시오."
            self._remark("P025", told)
        return known if known is not None else character

    def _symbol(self, node: Any) -> None:
        font = node.get(W + "font", "")
        try:
            code = int(node.get(W + "char", ""), 16)
        except ValueError:
            code = -1
        known = symbol(font, code)
        if known is None:
            self._unknown_symbol(font, code)
        else:
            self._write(known)

    def _unknown_symbol(self, font: str, code: int) -> None:
        spelled = f"{code:04X}" if 0 <= code <= 0x10FFFF else "없음"
        self._remark("P025", f"‘{font:.40}’ 글꼴의 기호(부호 {spelled})가 어떤 글자인지 알 수 없어 뺐습니다.")

    def _ruby(self, node: Any) -> None:
        reading = "".join(text.text or "" for part in node.iter(W + "rt") for text in part.iter(W + "t"))
        start = len(self._words.parts)
        for base in node.findall(W + "rubyBase"):
            self._inside(base)
        if len(self._words.parts) > start:
            words = "".join(self._words.parts[start:])
            self._remark("P025", f"‘{quote(words)}’에 단 덧말(‘{quote(reading)}’)은 빼고 읽었습니다.")

    def _insertion(self, node: Any) -> None:
        self._inserting += 1
        self._inside(node)
        self._inserting -= 1

    def _deletion(self, node: Any) -> None:
        if self._silent or self._hiding:
            return
        text = _all_text(node)
        if text:
            self._words.deleted.add(text.translate(_SPACES))
        elif next(node.iter(W + "drawing", W + "pict", W + "object", W + "br", W + "tab", W + "sym"), None) is None:
            return  # the deletion of a bookmark or of a field's marks takes nothing off the page
        self._mark_changed()

    def _field_mark(self, node: Any) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin" and node in self._whole:
            self._fields.append(Field(data=node.find(W + "ffData")))
            self._silent += 1
        elif kind == "separate" and self._fields and not self._fields[-1].shown:
            self._show(self._fields[-1])
        elif kind == "end" and node in self._whole and self._fields:
            done = self._fields.pop()
            self._contents -= done.contents
            if not done.shown:
                self._silent -= 1
                self._result_less(done)
            elif done.muted:
                self._silent -= 1

    def _show(self, begun: Field) -> None:
        begun.shown = True
        name = begun.name
        begun.muted = not self._page_numbers and name in PAGE_NUMBERS
        begun.contents = name == CONTENTS
        self._contents += begun.contents
        # a list to choose from stores its choice beside an empty result
        if begun.data is not None and begun.data.find(W + "ddList") is not None:
            begun.shown = False
        elif not begun.muted:
            self._silent -= 1

    def _field_code(self, node: Any) -> None:
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].code.append(node.text or "")

    def _simple_field(self, node: Any) -> None:
        begun = Field(code=[node.get(W + "instr", "")])
        if not self._page_numbers and begun.name in PAGE_NUMBERS:
            return
        if next(node.iter(W + "t", W + "sym", W + "drawing", W + "pict"), None) is None:
            self._result_less(begun)
        self._inside(node)

    def _result_less(self, done: Field) -> None:
        if self._silent:
            return
        shown = without_result(done)
        if shown.text:
            self._write(shown.text.translate(_SPACES))
        elif shown.told:
            self._remark(shown.code, shown.told)

    def _reference(self, node: Any) -> None:
        if not self._silent and not self._hiding:
            kind = "footnotes" if node.tag == W + "footnoteReference" else "endnotes"
            self._words.references.append((self._words.breaks, kind, node.get(W + "id", "")))

    def _math(self, node: Any) -> None:
        text = _all_text(node, without=(W + "del", W + "moveFrom"))
        self._write(text.translate(_SPACES))
        self._remark("P025", f"수식은 글자만 읽었습니다(‘{quote(text)}’). 분수나 첨자는 원본과 맞춰 보십시오.")

    def _drawing(self, node: Any) -> None:
        seen = look(node)
        if self._silent:
            return
        if self._hiding:
            text = _all_text(node)
            if text:
                self._write(text.translate(_SPACES))
            return
        self._words.boxes += seen.boxes
        if not seen.boxes and seen.name:
            self._miss(seen.name)


def quote(text: str, longest: int = 40) -> str:
    """Return words short enough to quote in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _symbol_font(properties: Any) -> str:
    fonts = properties.find(W + "rFonts")
    font = fonts.get(W + "ascii", "") if fonts is not None else ""
    return font if font in SYMBOL_FONTS else ""


def _preserved(node: Any) -> bool:
    """Return whether an element around says that white space counts (some programs say it once, at the top)."""
    for parent in node.iterancestors():
        said = parent.get(_SPACE)
        if said is not None:
            return bool(said == "preserve")
    return False


def _all_text(node: Any, without: tuple[str, ...] = (MC + "Fallback",)) -> str:
    """Return all the text in a node, except what stands in elements of the names ``without``."""
    texts = node.iter(W + "t", W + "delText", M + "t")
    if next(node.iter(*without), None) is None:
        return "".join(each.text or "" for each in texts)
    kept = (each for each in texts if not any(parent.tag in without for parent in _between(each, node)))
    return "".join(each.text or "" for each in kept)


def _between(node: Any, top: Any) -> Iterable[Any]:
    for parent in node.iterancestors():
        if parent is top:
            return
        yield parent
