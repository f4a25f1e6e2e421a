"""The rows of ``clause_library/terms/plain.yaml`` as people write them, checked when they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from ordinance_drafter import yamlfile
from ordinance_drafter.check.rows import Expression
from ordinance_drafter.slots import Strict


class TermRow(Strict):
    """One word and what it is to be replaced by; the keys are explained at the head of the file."""

    old: str = Field(alias="from")
    new: str = Field(alias="to")
    form: Literal["noun", "verb", "both", "phrase", "loose"] = Field("noun", alias="as")
    find: Expression = ""
    words: tuple[str, ...] = ()
    near: Expression = ""
    unless: Expression = ""
    severity: Literal["warning", "info", "off"] = "warning"
    told_by: str = Field("", pattern="^(?:[A-Z]{3}[0-9]{3})?$")
    condition: str = ""
    basis: str
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


class TermFile(Strict):
    """The file."""

    terms: tuple[TermRow, ...]


def read_terms(source: Path) -> list[dict[str, Any]]:
    """Return the rows as plain data.

    Raises:
        InputError: with every problem.
    """
    file, _ = yamlfile.load(source, TermFile, source.name)
    return [row.model_dump(mode="json") for row in file.terms]
