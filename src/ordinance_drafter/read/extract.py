"""What a format's reader hands on: the lines of text it took out of a file, before any grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ordinance_drafter.finding import Finding


@dataclass(slots=True)
class Extract:
    """Lines of text with their places, and what was odd about the file.

    ``plain`` has the same lines without the format's own marks (``##``, ``**``), when it has any. ``paragraphs`` and ``elements`` run beside ``lines`` (empty when the format has none; see
    :class:`~ordinance_drafter.finding.Span`). ``opaque`` holds the indexes of lines that are content whatever they look
    like (rows of a table). ``heads`` holds the indexes of lines the format itself marks as headings of divisions,
    articles and addenda; None when it marks none. ``aside`` names runs of lines that never belong to an ordinance (footnotes, page headers):
    name, first index, index after the last. ``facts`` are fields of the Ordinance that the file states
    (number, promulgated …).
    """

    lines: list[str]
    plain: list[str] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    opaque: set[int] = field(default_factory=set)
    heads: set[int] | None = None
    aside: list[tuple[str, int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    facts: Mapping[str, Any] = field(default_factory=dict)
