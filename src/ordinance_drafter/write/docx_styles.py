"""Read ``styles.yaml``, and make of it the two parts of a Word package that hold the looks: styles and fonts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ordinance_drafter.blocks import Style
from ordinance_drafter.errors import InputError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE_NUMBER_ID = "OdPageNumber"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_RESERVED_NAMES = frozenset({"normal", "footer", "normal table", "표준", "바닥글"})  # Word's own
# No line starts with a full stop; a word may be parted between syllables, as 한글 does it (even gaps in justified
# lines, narrow table columns); nothing is put between Hangul and Latin letters or digits.
_KOREAN_LINES = (
    '<w:widowControl/><w:kinsoku/><w:wordWrap w:val="0"/><w:overflowPunct w:val="0"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
)
_HIDE_STOCK = (  # what Word would list in its styles pane by itself
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
    'w:defQFormat="0" w:count="376"/>'
)
_STOCK_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    f'<w:uiPriority w:val="99"/><w:pPr>{_KOREAN_LINES}</w:pPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


@dataclass(frozen=True, slots=True)
class Look:
    """What one paragraph style looks like; lengths in points, ``line`` in per cent of the size."""

    name: str
    size: float
    bold: bool
    align: str
    line: float
    before: float
    after: float
    left: float
    hanging: float
    font: str
    outline: int | None
    keep_next: bool
    vertical: str

    @property
    def pitch(self) -> float:
        """Line to line in points as 한글 counts it: per cent of the letters' size, not of the font's own line."""
        return self.size * self.line / 100


@dataclass(frozen=True, slots=True)
class Page:
    """The paper and its margins in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    gutter: float


@dataclass(frozen=True, slots=True)
class TableLook:
    """Borders, the inside of cells and the gap above in points; ``head_fill`` is RRGGBB or ""."""

    border: float
    above: float
    side: float
    top: float
    bottom: float
    head_fill: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything ``styles.yaml`` says."""

    page: Page
    table: TableLook
    page_number: Look
    looks: Mapping[Style, Look]

    @property
    def text_width(self) -> int:
        """The width between the margins in twips."""
        page = self.page
        return twips_of_mm(page.width) - twips_of_mm(page.left) - twips_of_mm(page.right) - twips_of_mm(page.gutter)


def twips(points: float) -> int:
    """Points in twentieths, the unit of most lengths in a Word file."""
    return round(points * 20)


def twips_of_mm(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def style_id(style: Style) -> str:
    """The id of a style inside the Word file: ``table_head`` is ``OdTableHead``."""
    return "Od" + "".join(word.capitalize() for word in style.value.split("_"))


# ── reading styles.yaml ──────────────────────────────────────────────────────

_Check = tuple[Callable[[object], bool], str, dict[str, Any]]
"""Whether a value fits, what fits in words, and the same as a JSON Schema."""


def _number(low: float, high: float) -> _Check:
    def fits(value: object) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high

    return fits, f"{low:g}부터 {high:g}까지의 수", {"type": "number", "minimum": low, "maximum": high}


def _choice(*words: str) -> _Check:
    return (
        (lambda value: isinstance(value, str) and value in words),
        ", ".join(words) + " 가운데 하나",
        {"enum": [*words]},
    )


def _is_name(value: object) -> bool:
    if not isinstance(value, str) or value.casefold() in _RESERVED_NAMES:
        return False
    return 0 < len(value.strip()) <= 40 and value.isprintable() and not set(",;") & set(value)


_FLAG: _Check = (lambda value: isinstance(value, bool)), "true 또는 false", {"type": "boolean"}
_LENGTH = _number(0, 600)
_LOOK: dict[str, _Check] = {
    "name": (
        _is_name,
        "쉼표와 쌍반점이 없는 40자까지의 이름(Word가 쓰는 이름은 제외)",
        {"type": "string", "pattern": "^[^,;]{1,40}$"},
    ),
    "size": _number(1, 100),
    "bold": _FLAG,
    "align": _choice(*_ALIGNMENTS),
    "line": _number(50, 1000),
    "before": _LENGTH,
    "after": _LENGTH,
    "left": _LENGTH,
    "hanging": _LENGTH,
    "font": _choice("body", "heading"),
    "outline": (
        lambda value: value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 8),
        "0부터 8까지의 정수 또는 null",
        {"type": ["integer", "null"], "minimum": 0, "maximum": 8},
    ),
    "keep_next": _FLAG,
    "vertical": _choice("top", "center"),
}
_PAGE: dict[str, _Check] = {field.name: _number(0, 500) for field in fields(Page)}
_TABLE: dict[str, _Check] = {
    "border": _number(0.25, 6),
    "above": _LENGTH,
    "side": _number(0, 30),
    "top": _number(0, 30),
    "bottom": _number(0, 30),
    "head_fill": (
        lambda value: isinstance(value, str) and re.fullmatch(r"([0-9A-Fa-f]{6})?", value) is not None,
        '따옴표로 묶은 RRGGBB 여섯 자리 또는 ""',
        {"type": "string", "pattern": "^([0-9A-Fa-f]{6})?$"},
    ),
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``styles.yaml``, made of the same table its reader checks by."""

    def table(checks: Mapping[str, _Check], required: Iterable[str]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {key: dict(schema) for key, (_, _, schema) in checks.items()},
            "required": list(required),
            "additionalProperties": False,
        }

    default = {key: check for key, check in _LOOK.items() if key != "name"}
    sections = {
        "page": table(_PAGE, _PAGE),
        "table": table(_TABLE, _TABLE),
        "default": table(default, default),
        "page_number": {"$ref": "#/$defs/Look"},
        "styles": {
            "type": "object",
            "properties": {style.value: {"$ref": "#/$defs/Look"} for style in Style},
            "required": [style.value for style in Style],
            "additionalProperties": False,
        },
    }
    return {
        "type": "object",
        "properties": sections,
        "required": list(sections),
        "additionalProperties": False,
        "$defs": {"Look": table(_LOOK, ["name"])},
    }


def load_sheet(content: bytes, source: str) -> Sheet:
    """Read the content of a ``styles.yaml``; ``source`` is the file's name for the messages.

    Raises:
        InputError: the YAML is broken, or a value is missing, unknown or of the wrong kind.
    """
    problems: list[str] = []
    document = _Section(_parse(content, source), source, "", problems)
    document.refuse_others(("page", "table", "default", "page_number", "styles"))
    page = document.section("page").values(_PAGE)
    table = document.section("table").values(_TABLE)
    default = document.section("default").values({key: check for key, check in _LOOK.items() if key != "name"})
    if problems:  # a missing default would be missed once more in every style
        raise InputError(*problems)
    styles = document.section("styles")
    styles.refuse_others(tuple(Style))
    looks = {"page_number": document.section("page_number").values(_LOOK, default)}
    looks |= {style.value: styles.section(style).values(_LOOK, default) for style in Style}
    if not problems:
        problems += [f"{source}: {problem}" for problem in _contradictions(page, looks)]
    if problems:
        raise InputError(*problems)
    by_style = {style: Look(**looks[style]) for style in Style}
    return Sheet(Page(**page), TableLook(**table), Look(**looks["page_number"]), by_style)


def _parse(content: bytes, source: str) -> object:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).load(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{source}: UTF-8로 저장한 파일이 아닙니다. UTF-8로 다시 저장하십시오.") from None
    except MarkedYAMLError as error:
        line = f" {error.problem_mark.line + 1}째 줄" if error.problem_mark else ""
        raise InputError(f"{source}{line}: YAML 문법이 잘못되었습니다: {error.problem}") from None
    except (YAMLError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        # ruamel lets these through for values such as 2026-99-99 and !!int "x", and for very deep nesting
        raise InputError(f"{source}: YAML을 읽을 수 없습니다: {str(error)[:200]}") from None


def _shown(value: object) -> str:
    """A value for a message; never the whole of a deep or endless one."""
    if isinstance(value, str | float | bool | None) or (isinstance(value, int) and abs(value) < 10**15):
        return repr(value)[:60]
    return "(목록이나 너무 큰 값)"


class _Section:
    """A mapping of the file, its place in it, and the list where its problems go."""

    def __init__(self, content: object, source: str, place: str, problems: list[str]) -> None:
        self._source = source
        self._place = place
        self._problems = problems
        self._content: dict[object, object] = content if isinstance(content, dict) else {}
        if not isinstance(content, dict):
            self._problem(f"{place or '파일'} 자리에는 '항목: 값'의 묶음이 와야 합니다.")
            self._problems = []  # this says it all

    def _problem(self, sentence: str) -> None:
        self._problems.append(f"{self._source}: {sentence}")

    def _path(self, key: object) -> str:
        name = key[:60] if isinstance(key, str) else _shown(key)
        return f"{self._place}.{name}" if self._place else name

    def section(self, key: str) -> _Section:
        """The mapping under a key."""
        if key in self._content:
            return _Section(self._content[key], self._source, self._path(key), self._problems)
        self._problem(f"'{self._path(key)}' 항목이 없습니다. 기본 styles.yaml에서 옮겨 적으십시오.")
        return _Section({}, self._source, self._path(key), [])

    def refuse_others(self, known: tuple[str, ...]) -> None:
        """Note every key that is not known."""
        for key in self._content:
            if key not in known:
                self._problem(f"알 수 없는 항목 '{self._path(key)}' (쓸 수 있는 항목: {', '.join(known)})")

    def values(self, checks: Mapping[str, _Check], default: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The checked values under this mapping, completed from ``default``."""
        self.refuse_others(tuple(checks))
        found = dict(default or {})
        for key, (fits, expected, _) in checks.items():
            if key in self._content:
                found[key] = self._content[key]
                if not fits(found[key]):
                    self._problem(f"'{self._path(key)}'의 값 {_shown(found[key])} (적을 수 있는 값: {expected})")
            elif key not in found:
                self._problem(f"'{self._path(key)}' 항목이 없습니다.")
        return found


def _contradictions(page: Mapping[str, float], looks: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if page["width"] - page["left"] - page["right"] - page["gutter"] < 50:
        yield "page의 좌우 여백을 빼면 글을 쓸 너비가 50mm에 못 미칩니다."
    if page["height"] - page["top"] - page["bottom"] < 50:
        yield "page의 위아래 여백을 빼면 글을 쓸 높이가 50mm에 못 미칩니다."
    seen: dict[str, str] = {}
    for key, look in looks.items():
        if look["hanging"] > look["left"]:
            yield f"'{key}'의 hanging({look['hanging']})이 left({look['left']})보다 커서 번호가 여백 밖으로 나갑니다."
        first = seen.setdefault(look["name"].casefold(), key)
        if first != key:
            yield f"'{first}'와 '{key}'의 name이 '{look['name']}'로 같습니다."


# ── styles.xml and fontTable.xml ─────────────────────────────────────────────


def escape(text: str) -> str:
    """Text as XML content or as an attribute in double quotes; what XML cannot hold is dropped."""
    text = _NOT_XML.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def styles_part(sheet: Sheet, fonts: tuple[str, str]) -> str:
    """The styles: one a member of ``Style``, the page number's, and Word's four defaults."""
    size = round(sheet.looks[Style.BODY].size * 2)
    styles = "".join(_style(style_id(style), sheet.looks[style], fonts, rank) for rank, style in enumerate(Style, 1))
    return (
        f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(fonts[0])}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="ko-KR" w:eastAsia="ko-KR" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{_HIDE_STOCK}{_STOCK_STYLES}{styles}"
        f"{_style(PAGE_NUMBER_ID, sheet.page_number, fonts, 99)}</w:styles>"
    )


def _style(identifier: str, look: Look, fonts: tuple[str, str], rank: int) -> str:
    size = round(look.size * 2)
    font = fonts[1] if look.font == "heading" else fonts[0]
    keep = "<w:keepNext/>" if look.keep_next else ""
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    level = "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{escape(look.name)}"/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="{rank}"/><w:qFormat/><w:pPr>{keep}'
        f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" '
        f'w:line="{twips(look.pitch)}" w:lineRule="atLeast"/>'
        f'<w:ind w:left="{twips(look.left)}" w:hanging="{twips(look.hanging)}"/>'
        f'<w:jc w:val="{_ALIGNMENTS[look.align]}"/>{level}</w:pPr>'
        f'<w:rPr>{_fonts(font)}{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _fonts(name: str) -> str:
    font = escape(name)
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def fonts_part(fonts: tuple[str, str]) -> str:
    """The two fonts, each with the face that stands in for it where it is not installed."""
    rows = {
        font: f'<w:font w:name="{escape(font)}"><w:altName w:val="{stand_in}"/><w:charset w:val="81"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for font, stand_in, family in ((fonts[1], "Dotum", "modern"), (fonts[0], "Batang", "roman"))
    }
    return f'<w:fonts xmlns:w="{WORD}">{"".join(rows.values())}</w:fonts>'
