"""What a rule is: a code with its reasons and examples, and a function from a document to what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ordinance_drafter.model import Path

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Document

SEVERITIES = ("error", "warning", "info")
ORDINANCES = frozenset({"ordinance", "rule", "other"})
"""Kinds of text (``Ordinance.kind``) that rules are about unless they say otherwise."""
ALL_TEXTS = ORDINANCES | {"act", "decree"}
DRAFTS = frozenset({"enactment", "whole_amendment"})
WHOLE_TEXTS = DRAFTS | {"in_force"}
"""Kinds of document (``Document.kind``) that hold the whole text of an ordinance."""
EVERY_DOCUMENT = WHOLE_TEXTS | {"partial_amendment", "repeal"}


class Found(NamedTuple):
    """One place where a rule is broken; what is left out is taken from the rule.

    ``span`` counts in the words named by ``field`` (``text``, ``heading``, ``title``, ``source`` for the line of the
    source itself, where reading has already mended what is wrong; ``label`` and ``part`` have none). ``replacement`` of the span must be safe: right whatever the text means. ``line`` is for what is not a
    unit of the tree (a line of the bill's other papers); ``basis`` only where it is not the rule's own.
    """

    message: str
    path: Path | None = None
    span: tuple[int, int] | None = None
    field: str = "text"
    replacement: str | None = None
    severity: str = ""
    line: int | None = None
    state: str = ""
    basis: str = ""


Find = Callable[["Document"], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is about, why, what it looks like broken and kept, and how it is decided.

    Attributes:
        code: stable, three letters of the group and three digits.
        severity: for drafts.
        in_force: severity for a text in force ("" the same; ``off`` silent).
        texts: kinds of text it is about (see ``ORDINANCES``).
        documents: kinds of document it is about (see ``WHOLE_TEXTS``).
        municipality: code of the only municipality it is about, "" for all.
        bad, good: examples; a text with articles, or words of one article (see ``check.examples``).
        facts: what the examples need besides the text (``kind``, ``municipality`` …).
    """

    code: str
    severity: str
    title: str
    basis: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    find: Find
    in_force: str = ""
    texts: frozenset[str] = ORDINANCES
    documents: frozenset[str] = WHOLE_TEXTS
    municipality: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The three letters of its group."""
        return self.code[:3]


def rule(
    code: str,
    severity: str,
    title: str,
    *,
    basis: str,
    why: str,
    bad: str | tuple[str, ...],
    good: str | tuple[str, ...],
    **where: Any,
) -> Callable[[Find], Rule]:
    """Make a rule of a function, its reasons and examples beside it; ``where`` is the rest of :class:`Rule`."""

    def made(find: Find) -> Rule:
        return Rule(code, severity, title, basis, why, _several(bad), _several(good), find, **where)

    return made


def _several(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words
