"""How a Word file looks: page, sizes, alignment, spacing and indents of the paragraphs an ordinance stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ordinance_drafter.finding import Reading
from ordinance_drafter.model import ADDENDA, BODY, Path, walk
from ordinance_drafter.read.word.package import Package, W

_DEPTH = 32
TWIPS_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph as it shows: size in points, ``line`` as a multiple of it, ``left`` in points (None: not stated)."""

    size: float | None
    bold: bool
    align: str
    line: float | None
    left: float


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The look of a document.

    Attributes:
        page: millimetres by name (width, height, top, bottom, left, right, header, footer, gutter).
        title: look of the title's paragraph, None when it is not found.
        units: looks by level name (article, paragraph, …), each with its path, in the order of the text.
        addenda: looks of the headings of addenda.
    """

    page: dict[str, float]
    title: Look | None
    units: dict[str, list[tuple[Path, Look]]]
    addenda: list[tuple[Path, Look]]


def page_facts(data: bytes, reading: Reading) -> PageFacts:
    """Return how the Word file in ``data`` looks, of which ``reading`` was read.

    Raises:
        InputError: it is no Word file.
    """
    package = Package(data)
    looks = _Looks(package)
    paragraphs = list(package.body.iter(W + "p"))

    def look_at(path: Path) -> Look | None:
        span = reading.spans.get(path)
        if span is None or span.paragraph is None or not 0 <= span.paragraph < len(paragraphs):
            return None
        return looks.of(paragraphs[span.paragraph])

    units: dict[str, list[tuple[Path, Look]]] = {}
    for path, unit in walk(reading.ordinance):
        if path[0] == BODY and (look := look_at(path)):
            units.setdefault(unit.level.name, []).append((path, look))
    heads: list[Path] = [(ADDENDA, n) for n in range(len(reading.ordinance.addenda))]
    addenda = [(path, look) for path in heads if (look := look_at(path))]
    return PageFacts(_page(package.body), _title(looks, paragraphs, reading), units, addenda)


def _title(looks: _Looks, paragraphs: list[Any], reading: Reading) -> Look | None:
    """Return the look of the last paragraph before the first unit that holds the title alone."""
    wanted = "".join(reading.ordinance.title.split())
    first = min(
        (span.paragraph for span in reading.spans.values() if span.paragraph is not None), default=len(paragraphs)
    )
    for paragraph in reversed(paragraphs[:first]):
        words = "".join("".join(node.text or "" for node in paragraph.iter(W + "t")).split())
        if words and words == wanted:
            return looks.of(paragraph)
    return None


def _page(body: Any) -> dict[str, float]:
    section = next(iter(body.iter(W + "sectPr")), None)
    if section is None:
        return {}
    found: dict[str, float] = {}
    for tag, names in (
        ("pgSz", {"w": "width", "h": "height"}),
        ("pgMar", {n: n for n in ("top", "bottom", "left", "right", "header", "footer", "gutter")}),
    ):
        node = section.find(W + tag)
        for key, name in names.items():
            value = _number(node.get(W + key)) if node is not None else None
            if value is not None:
                found[name] = abs(value) / TWIPS_MM
    return found


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


class _Looks:
    """Looks of paragraphs: what they say themselves, then their styles, then the defaults."""

    def __init__(self, package: Package) -> None:
        root = package.side(package.part("styles"))
        nodes = list(root.iter(W + "style")) if root is not None else []
        self._styles = {node.get(W + "styleId", ""): node for node in nodes}
        self._default = next(
            (
                node.get(W + "styleId", "")
                for node in nodes
                if node.get(W + "type") == "paragraph" and node.get(W + "default")
            ),
            "",
        )
        defaults = root.find(W + "docDefaults") if root is not None else None
        self._base = [
            node
            for kind in ("pPrDefault/" + W + "pPr", "rPrDefault/" + W + "rPr")
            if defaults is not None and (node := defaults.find(W + kind)) is not None
        ]

    def of(self, paragraph: Any) -> Look:
        """Return the look of a paragraph."""
        own = paragraph.find(W + "pPr")
        style = (
            own.find(W + "pStyle").get(W + "val", "") if own is not None and own.find(W + "pStyle") is not None else ""
        )
        run = next((node for node in paragraph.iter(W + "r") if any(text.text for text in node.iter(W + "t"))), None)
        run_own = run.find(W + "rPr") if run is not None else None
        chain = self._chain(style or self._default)
        paragraphs = [own, *(each.find(W + "pPr") for each in chain), *self._base]
        runs = [run_own, *(each.find(W + "rPr") for each in chain), *self._base]
        size = _number(_first(runs, "sz", "val"))
        line, rule = _number(_first(paragraphs, "spacing", "line")), _first(paragraphs, "spacing", "lineRule") or "auto"
        points = size / 2 if size else None
        multiple = line / 240 if line and rule == "auto" else line / 20 / points if line and points else None
        left = _number(_first(paragraphs, "ind", "left")) or _number(_first(paragraphs, "ind", "start")) or 0.0
        return Look(points, _on(runs, "b"), _first(paragraphs, "jc", "val") or "", multiple, left / 20)

    def _chain(self, style: str) -> list[Any]:
        found: list[Any] = []
        while style in self._styles and len(found) < _DEPTH:
            node = self._styles[style]
            if node in found:
                break
            found.append(node)
            base = node.find(W + "basedOn")
            style = base.get(W + "val", "") if base is not None else ""
        return found


def _first(properties: list[Any], tag: str, key: str) -> str | None:
    for each in properties:
        node = each.find(W + tag) if each is not None else None
        value: str | None = node.get(W + key) if node is not None else None
        if value is not None:
            return value
    return None


def _on(properties: list[Any], tag: str) -> bool:
    for each in properties:
        node = each.find(W + tag) if each is not None else None
        if node is not None:
            return str(node.get(W + "val", "1")) not in ("0", "false", "off")
    return False
