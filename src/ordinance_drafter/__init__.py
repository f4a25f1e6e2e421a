"""Drafting assistant for Korean local ordinances: the public face, imported lazily name by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ordinance_drafter.version import __version__

if TYPE_CHECKING:
    from ordinance_drafter.adapt import Adapted, adapt
    from ordinance_drafter.amend import Amendment, amend
    from ordinance_drafter.amend.apply import apply
    from ordinance_drafter.amend.compare import ComparisonTable, compare
    from ordinance_drafter.assemble import Assembly, assemble
    from ordinance_drafter.bill import Bill, build_bill
    from ordinance_drafter.check import Policy, check
    from ordinance_drafter.check.fix import fix
    from ordinance_drafter.contrast import Contrast, contrast
    from ordinance_drafter.coverage import coverage
    from ordinance_drafter.errors import InputError
    from ordinance_drafter.finding import Finding, Reading
    from ordinance_drafter.impact import Effect, impact
    from ordinance_drafter.importing import Imported, import_ordinance
    from ordinance_drafter.library import Library, load_library
    from ordinance_drafter.model import Ordinance
    from ordinance_drafter.notation import parse, to_text
    from ordinance_drafter.project import Project, read_project
    from ordinance_drafter.read import read
    from ordinance_drafter.write import write

__all__ = [
    "Adapted",
    "Amendment",
    "Assembly",
    "Bill",
    "ComparisonTable",
    "Contrast",
    "Effect",
    "Finding",
    "Imported",
    "InputError",
    "Library",
    "Ordinance",
    "Policy",
    "Project",
    "Reading",
    "__version__",
    "adapt",
    "amend",
    "apply",
    "assemble",
    "build_bill",
    "check",
    "compare",
    "contrast",
    "coverage",
    "fix",
    "impact",
    "import_ordinance",
    "load_library",
    "parse",
    "read",
    "read_project",
    "to_text",
    "write",
]

_HOMES = {
    "adapt": ("Adapted", "adapt"),
    "amend": ("Amendment", "amend"),
    "amend.apply": ("apply",),
    "amend.compare": ("ComparisonTable", "compare"),
    "assemble": ("Assembly", "assemble"),
    "bill": ("Bill", "build_bill"),
    "check": ("Policy", "check"),
    "check.fix": ("fix",),
    "contrast": ("Contrast", "contrast"),
    "coverage": ("coverage",),
    "errors": ("InputError",),
    "finding": ("Finding", "Reading"),
    "impact": ("Effect", "impact"),
    "importing": ("Imported", "import_ordinance"),
    "library": ("Library", "load_library"),
    "model": ("Ordinance",),
    "notation": ("parse", "to_text"),
    "project": ("Project", "read_project"),
    "read": ("read",),
    "write": ("write",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
