"""Markdown of law sites -> lines: headings, ``**①**``, ``1\\.``, front matter."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.lines import is_branch_mark
from ordinance_drafter.read.extract import Extract

_WORDS = (("지자체기관명", "municipality"), ("공포번호", "number"), ("제개정구분", "revision"))
_DATES = (("공포일자", "promulgated"), ("시행일자", "effective"))
# of the front matter only plain values of known keys say something of the text; reading it as YAML costs more than
# reading the statute
_FACT = re.compile(r"([가-힣]+): +(?:'([^']*)'|\"([^\"\\]*)\"|([^\s'\"\[{|>&*!%@#][^#]*?))\s*$")
_HEADING = re.compile(r" {0,3}#{1,6}\s+")
_BOLD = re.compile(r"\*\*([^*]+)\*\*\s*")
_LABEL = re.compile(r"(\s*(?:\d+|[가-힣])(?:의\d+)?)\\([.)])(\s*)")
_ANNEX = re.compile(r"(?:#{1,6} )?\[별[표지]")
_ARTICLE = re.compile(r"#{1,6}\s+제\s?\d+조")


def extract_markdown(text: str) -> Extract:
    """Return the lines of a Markdown text; its front matter becomes facts.

    Raises:
        InputError: the front matter is not closed, or is no YAML.
    """
    lines = text.split("\n")
    extract = Extract(lines)
    start = 0
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if end is None:
            raise InputError("머리말(---)이 닫히지 않았습니다. ‘---’로 끝내십시오.")
        extract.facts = _facts(lines[1:end])
        start = end + 1
    heads = {
        index
        for index in range(start, len(lines))
        if lines[index][:4].lstrip()[:1] == "#" and _HEADING.match(lines[index])
    }
    if any(_ARTICLE.match(lines[index].lstrip()) for index in heads):
        extract.heads = heads
    extract.opaque = {index for index in range(start, len(lines)) if lines[index].startswith("|")}
    annex = next((i for i in range(start, len(lines)) if _ANNEX.match(lines[i])), len(lines))
    extract.plain = [""] * start + [_plain(line, index < annex) for index, line in enumerate(lines[start:], start)]
    _drop_double_heads(extract.plain, heads, start)
    return extract


def _drop_double_heads(lines: list[str], heads: set[int], start: int) -> None:
    """Law sites write ``## 부칙`` and then ``부칙 <2025. 5. 23.>`` again: keep only the second."""
    for index in sorted(heads):
        if lines[index].strip() != "부칙":
            continue
        after = next((i for i in range(max(index + 1, start), len(lines)) if lines[i].strip()), None)
        if after is not None and after not in heads and is_branch_mark(lines[after]):
            lines[index] = ""
            heads.add(after)


def _plain(line: str, spaced: bool) -> str:
    """Return a line without its Markdown marks; a label that Markdown escaped gets its space when ``spaced``."""
    if not line:
        return line
    if line[0] == "\\":
        return line[1:]
    first = line[0] if line[0] != " " else line.lstrip(" ")[:1]
    if first == "#" and (match := _HEADING.match(line)):
        rest = line[match.end() :]
        return rest[1:] if rest[:2] in ("\\#", "\\\\") else rest
    if first == "*" and (match := _BOLD.match(line.lstrip(" "))):
        return f"{match[1]} {line.lstrip(' ')[match.end() :]}"
    if "\\" in line and (match := _LABEL.match(line)):
        rest = line[match.end() :]
        return f"{match[1]}{match[2]}{' ' if spaced and not rest[:1].isdigit() else match[3]}{rest}"
    return line


def _facts(matter: list[str]) -> dict[str, Any]:
    """Return what the front matter of a law site's copy says of the text."""
    stated = {match[1]: match[2] or match[3] or match[4] for line in matter if (match := _FACT.match(line))}
    facts: dict[str, Any] = {name: stated[key] for key, name in _WORDS if stated.get(key)}
    for key, name in _DATES:
        try:
            if value := stated.get(key):
                facts[name] = date.fromisoformat(value)
        except ValueError:
            continue
    return facts
