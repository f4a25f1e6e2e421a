"""What the styles of a Word file say of numbering and of hidden text; each style looked up once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ordinance_drafter.read.word.package import W, number, switched_on

_CHAIN = 64  # styles a style may be based on, one on the other; Word writes eleven at most


@dataclass(frozen=True, slots=True)
class Inherited:
    """Numbering that comes with a style.

    ``line`` is the style and all it is based on; ``steps`` are those of them up to the one that names the list, each
    with the level it names itself.
    """

    list_id: str | None = None
    line: tuple[str, ...] = ()
    steps: tuple[tuple[str, int | None], ...] = ()


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Any) -> None:
        """``root`` is of ``styles.xml``; None when the document has none."""
        self._styles: dict[str, Any] = {}
        self._numbering: dict[str, Inherited] = {}
        self._hidden: dict[str, bool] = {}
        self.default = ""
        self.any_hidden = False
        if root is None:
            return
        for style in root.iter(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles.setdefault(name, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self.default = self.default or name
        self.any_hidden = next(root.iter(W + "vanish"), None) is not None

    def numbering(self, style: str) -> Inherited:
        """Return the numbering of paragraphs of a style."""
        if style not in self._numbering:
            self._numbering[style] = self._inherit(style)
        return self._numbering[style]

    def hides(self, style: str) -> bool:
        """Return whether text of a style is hidden."""
        if not self.any_hidden or not style:
            return False
        if style not in self._hidden:
            marks = [element.find(f"{W}rPr/{W}vanish") for _, element in self._line(style)]
            stated = [mark for mark in marks if mark is not None]
            self._hidden[style] = bool(stated) and switched_on(stated[0])
        return self._hidden[style]

    def _inherit(self, style: str) -> Inherited:
        list_id: str | None = None
        steps: list[tuple[str, int | None]] = []
        line = self._line(style)
        for name, element in line:
            properties = element.find(f"{W}pPr/{W}numPr")
            depth = properties.find(W + "ilvl") if properties is not None else None
            steps.append((name, number(depth.get(W + "val")) if depth is not None else None))
            named = properties.find(W + "numId") if properties is not None else None
            if named is not None:
                list_id = named.get(W + "val")
                break
        return Inherited(list_id, tuple(name for name, _ in line), tuple(steps))

    def _line(self, style: str) -> list[tuple[str, Any]]:
        """Return a style and those it is based on, nearest first."""
        line: list[tuple[str, Any]] = []
        seen: set[str] = set()
        while style in self._styles and style not in seen and len(line) < _CHAIN:
            seen.add(style)
            element = self._styles[style]
            line.append((style, element))
            base = element.find(W + "basedOn")
            style = base.get(W + "val", "") if base is not None else ""
        return line
