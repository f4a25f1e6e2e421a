"""The rows of word and pattern rules as people write them, checked when they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from ordinance_drafter import yamlfile
from ordinance_drafter.errors import InputError
from ordinance_drafter.slots import Strict


def _expression(text: str) -> str:
    try:
        re.compile(text)
    except re.error:
        raise ValueError("정규식이 아닙니다. 괄호의 짝과 역사선(\\)을 보십시오.") from None
    return text


Expression = Annotated[str, AfterValidator(_expression)]
Code = Annotated[str, Field(pattern=r"^[A-Z]{3}[0-9]{3}$")]


class PatternRow(Strict):
    """One expression.

    Attributes:
        near: words of which one must stand in the unit of every match: only such units are searched (what makes
            rules fast).
        find: Python expression (MULTILINE); units are separated by a line feed, so write ``[^.\\n]`` for "within a
            sentence"; titles in 「 」 and words in “ ” are blanked out with □ unless ``quoted``.
        message: what is told, with {0} the match, {1} … its groups, {to} the replacement; a particle after a
            field is written with both forms: ``“{0}”을(를)``, ``“{to}”(으)로``.
        replace: template (\\g<1>) of a SAFE replacement of the whole match; left out when a person must decide.
        unless: expression; when it is found in the same unit's words (quoted ones too), nothing is told.
        within: text, heading, title.
        kinds: only in articles about one of these (see ``check.kinds``).
        branch: ``body`` or ``addenda`` when only there.
    """

    near: tuple[str, ...] = ()
    find: Expression
    message: str
    replace: str | None = None
    unless: Expression = ""
    quoted: bool = False
    within: tuple[Literal["text", "heading", "title"], ...] = ("text",)
    kinds: tuple[str, ...] = ()
    branch: Literal["", "body", "addenda"] = ""


class Row(Strict):
    """One rule of ``clause_library/rules/<group>.yaml`` (see :class:`check.rule.Rule`)."""

    code: Code
    severity: Literal["error", "warning", "info"]
    in_force: Literal["", "error", "warning", "info", "off"] = ""
    title: str
    basis: str
    why: str
    texts: Literal["ordinances", "all"] = "ordinances"
    documents: Literal["whole", "drafts", "every"] = "whole"
    municipality: str = ""
    patterns: tuple[PatternRow, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    facts: dict[str, Any] = Field(default_factory=dict)


class RowFile(Strict):
    """A file of rows."""

    rules: tuple[Row, ...]


def read_rows(sources: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the rows of files as plain data.

    Raises:
        InputError: with every problem of every file.
    """
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    for path in sources:
        try:
            file, _ = yamlfile.load(path, RowFile, path.name)
        except InputError as error:
            problems.extend(error.problems)
            continue
        rows.extend(row.model_dump(mode="json") for row in file.rules)
    codes = [row["code"] for row in rows]
    problems.extend(
        f"{code}: 같은 부호의 규칙이 두 번 나옵니다." for code in sorted({c for c in codes if codes.count(c) > 1})
    )
    if problems:
        raise InputError(*problems)
    return rows
