"""What was found in a document: findings with a place, and a reading (tree, places in the source, findings)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ordinance_drafter.model import Ordinance, Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell about a document: a stable code, a place, and a Korean sentence.

    ``severity`` is ``error``, ``warning`` or ``info``. ``path`` is a unit, an addenda ``(1, n)`` or an annex
    ``(2, n)``, None for the whole; ``field`` says which of its words ``span`` counts in (``text``, ``heading``,
    ``title``, ``source`` for the line itself, or ``label`` and ``part``, which have no span). ``line`` counts from 1 in the source.
    ``replacement`` of the span is given only where it is safe to apply without asking. ``state`` is
    ``unverified`` for what the program could not decide: neither a defect nor a pass.
    """

    code: str
    severity: str
    message: str
    path: Path | None = None
    span: tuple[int, int] | None = None
    basis: str = ""
    line: int | None = None
    field: str = "text"
    replacement: str | None = None
    state: str = ""

    @property
    def fixable(self) -> bool:
        """Whether there is a replacement that can be applied without asking."""
        return self.replacement is not None


class Span(NamedTuple):  # one for each unit of each text: a tuple is made four times as fast as a dataclass
    """Where a unit stands in its source.

    ``line`` to ``last`` (from 1, both included) are lines of :attr:`Reading.source`, the unit with all under it;
    ``column`` (from 1) is where its label begins on the first. ``paragraph`` counts the paragraphs of a Word or
    Hangul document from 0 in document order, those of tables, content controls and text boxes included;
    ``element`` is the path of the element of an XML file (``조문/조[3]/조내용``).
    """

    line: int
    column: int = 1
    last: int = 0
    paragraph: int | None = None
    element: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a source that is not the ordinance (표지, 제안이유, 신ㆍ구조문대비표 …): lines ``line`` to ``last``."""

    name: str
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read: its tree, where each unit stands, what was odd, and the source as lines.

    ``spans`` has every provision by its path, an addenda by ``(1, n)`` and an annex by ``(2, n)``.
    """

    ordinance: Ordinance
    spans: Mapping[Path, Span] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    source: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    format: str = "text"

    def original(self, path: Path) -> str:
        """Return the lines of the source that the unit at ``path`` was read from, as they stood."""
        span = self.spans[path]
        return "\n".join(self.source[span.line - 1 : span.last])
