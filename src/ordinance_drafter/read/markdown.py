"""Markdown of law sites -> tree: headings, ``**①**``, ``1\\.``, front matter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Reading
from ordinance_drafter.lines import is_branch_mark
from ordinance_drafter.notation import parse_lines
from ordinance_drafter.yamlfile import Source, parse_yaml

_HEADING = re.compile(r"#{1,6}\s+")
_BOLD_LABEL = re.compile(r"^\*\*([^*]+)\*\*\s*")
_LABEL = re.compile(r"^(\s*(?:\d+|[가-힣])(?:의\d+)?)\\([.)])")


def read_markdown(text: str) -> Reading:
    """Return the reading of a Markdown text; its front matter becomes metadata."""
    from ordinance_drafter.read import _spans

    lines = text.split("\n")
    facts: dict[str, Any] = {}
    skipped = 0
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if end is None:
            raise InputError("머리말(---)이 닫히지 않았습니다. ‘---’로 끝내십시오.")
        facts = _facts(parse_yaml(Source("머리말", "\n".join(lines[1:end]))))
        skipped = end + 1
    body = _without_double_heads(lines[skipped:])
    ordinance, starts = parse_lines([*[""] * skipped, *map(_plain, body)])
    return Reading(replace(ordinance, **facts), _spans(ordinance, starts))


def _without_double_heads(lines: list[str]) -> list[str]:
    """Law sites write ``## 부칙`` and then ``부칙 <2025. 5. 23.>`` again: keep only the second."""
    kept = list(lines)
    head: int | None = None
    for index, line in enumerate(lines):
        words = line.strip()
        if head is not None and words:
            if is_branch_mark(words):
                kept[head] = ""
            head = None
        if words == "## 부칙":
            head = index
    return kept


def _plain(line: str) -> str:
    if line[:1] == "\\":
        return line[1:]
    if match := _HEADING.match(line):
        rest = line[match.end() :]
        return rest[1:] if rest[:2] in ("\\#", "\\\\") else rest
    line = _BOLD_LABEL.sub(r"\1 ", line)
    return _LABEL.sub(r"\1\2", line)


def _facts(matter: Any) -> dict[str, Any]:
    """Return what the front matter of a law site's copy says of the text."""
    if not isinstance(matter, dict):
        return {}
    facts: dict[str, Any] = {}
    for key, name in (("지자체기관명", "municipality"), ("공포번호", "number"), ("제개정구분", "revision")):
        if matter.get(key):
            facts[name] = str(matter[key])
    for key, name in (("공포일자", "promulgated"), ("시행일자", "effective")):
        try:
            value = matter.get(key)
            if value:
                facts[name] = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            continue
    return facts
