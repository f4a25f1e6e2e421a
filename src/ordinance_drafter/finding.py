"""What was found in a document: findings with a place, and a reading (tree, places in the source, findings)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ordinance_drafter.model import Ordinance, Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell about a document: a stable code, a place, and a Korean sentence."""

    code: str
    severity: str
    message: str
    path: Path | None = None
    span: tuple[int, int] | None = None
    basis: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read: its tree, the source line (from 1) of each unit, and what was odd."""

    ordinance: Ordinance
    spans: Mapping[Path, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
