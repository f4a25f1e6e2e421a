"""Drafting assistant for Korean local ordinances: the public face, imported lazily name by name."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_FACE = {
    "InputError": "errors",
    "Library": "library",
    "Ordinance": "model",
    "Project": "project",
    "Reading": "finding",
    "assemble": "assemble",
    "build_bill": "bill",
    "load_library": "library",
    "parse": "notation",
    "read": "read",
    "read_project": "project",
    "to_text": "notation",
    "write": "write",
}
__all__ = ["__version__", *sorted(_FACE)]


def __getattr__(name: str) -> Any:
    if name in _FACE:
        return getattr(import_module(f"{__name__}.{_FACE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
