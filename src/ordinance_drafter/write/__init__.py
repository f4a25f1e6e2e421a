"""Writing: blocks or a tree -> bytes of one format. A new format is one file and one row of the table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ordinance_drafter.blocks import Document
from ordinance_drafter.errors import InputError
from ordinance_drafter.facade import call_as
from ordinance_drafter.model import Ordinance

FORMATS = {"docx": ("docx", "write_docx"), "txt": ("text", "write_text"), "md": ("markdown", "write_markdown")}
"""Format -> module and function that turn a Document into bytes; imported when first used."""


def write(document: Document | Ordinance, format: str, styles: Path | None = None) -> bytes:
    """Return a document, or an ordinance by itself, as a file's content.

    Args:
        document: blocks, or a tree (then txt is statute notation and json the tree).
        format: ``docx`` ``txt`` ``md``, and ``json`` for a tree.
        styles: an office's own styles.yaml for docx.

    Raises:
        InputError: no such format.
    """
    if isinstance(document, Ordinance):
        return _write_tree(document, format, styles)
    if format not in FORMATS:
        raise InputError(f"쓸 수 없는 형식입니다: {format}. 쓸 수 있는 형식: {', '.join(FORMATS)}")
    module, name = FORMATS[format]
    writer: Callable[..., bytes] = getattr(import_module(f"{__name__}.{module}"), name)
    return writer(document, styles) if format == "docx" else writer(document)


def _write_tree(ordinance: Ordinance, format: str, styles: Path | None) -> bytes:
    if format == "txt":
        from ordinance_drafter.notation import to_text

        return to_text(ordinance).encode()
    if format == "json":
        from ordinance_drafter.write.json_tree import write_json

        return write_json(ordinance)
    if format == "md":
        from ordinance_drafter.write.markdown import ordinance_markdown

        return ordinance_markdown(ordinance).encode()
    if format == "docx":
        from ordinance_drafter.lines import format_meta
        from ordinance_drafter.write.layout import ordinance_blocks

        blocks = ordinance_blocks(ordinance, facts_line=format_meta(ordinance))
        return write(Document(ordinance.title, tuple(blocks)), "docx", styles)
    raise InputError(f"쓸 수 없는 형식입니다: {format}. 쓸 수 있는 형식: txt, md, json, docx")


call_as(__name__, write)
