"""Drawings, pictures and objects of a Word file: the text boxes in them, or the name of what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ordinance_drafter.read.word.package import MC, WPS, A, O, V, W, chosen

_BY_URI = {"picture": "그림", "chart": "차트", "chartex": "차트", "diagram": "스마트아트"}
_SHAPES = frozenset(
    V + name for name in ("shape", "rect", "roundrect", "oval", "line", "polyline", "curve", "arc", "image")
)
_SKIPPED = frozenset((V + "shapetype", A + "extLst"))


@dataclass(slots=True)
class Seen:
    """What is in a drawing. A box is a ``w:txbxContent``, or the plain lines of text that is no paragraph."""

    boxes: list[Any] = field(default_factory=list)
    name: str = ""


def look(drawing: Any) -> Seen:
    """Look through a ``w:drawing``, ``w:pict`` or ``w:object``, from the outside in, no deeper than its text boxes."""
    seen = Seen()
    linked = False
    trail = [iter([drawing])]
    while trail:
        node = next(trail[-1], None)
        if node is None:
            trail.pop()
            continue
        tag = node.tag
        if tag == W + "txbxContent":
            seen.boxes.append(node)
        elif tag == A + "p":
            _plain(seen, "".join(each.text or "" for each in node.iter(A + "t")))
        elif tag == V + "textpath":
            _plain(seen, node.get("string", ""))
        elif tag == MC + "AlternateContent":
            trail.append(iter(chosen(node)))
        elif tag not in _SKIPPED:
            linked = linked or tag == WPS + "linkedTxbx"
            seen.name = seen.name or _name(node)
            trail.append(iter(node))
    if linked:  # the words of a linked text box stand in the first box of the chain
        seen.name = ""
    elif drawing.tag == W + "object" and seen.name in ("", "그림", "도형"):
        seen.name = _object(drawing)
    return seen


def _plain(seen: Seen, text: str) -> None:
    if text.strip():
        seen.boxes.append(" ".join(text.split()))


def _name(node: Any) -> str:
    tag = node.tag
    if tag == A + "graphicData":
        kind = node.get("uri", "").rstrip("/").rsplit("/", 1)[-1]
        return _BY_URI.get(kind, "도형")
    if tag == V + "imagedata":
        return "그림"
    if tag in _SHAPES:
        if node.get(O + "hr") in ("t", "true", "1"):
            return ""  # a ruled line between paragraphs
        return "그림" if next(node.iter(V + "imagedata"), None) is not None else "도형"
    return ""


def _object(node: Any) -> str:
    for item in node.iter(O + "OLEObject"):
        kind = " ".join(item.get("ProgID", "").split())
        return f"끼워 넣은 개체({kind:.40})" if kind else "끼워 넣은 개체"
    return "컨트롤" if next(node.iter(W + "control"), None) is not None else "끼워 넣은 개체"
