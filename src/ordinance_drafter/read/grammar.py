"""Lines taken out of a file -> Reading: characters cleaned, the body found, heads mended, parsed, places kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ordinance_drafter.finding import Finding, Part, Reading, Span
from ordinance_drafter.lines import ANNEX, parse_meta
from ordinance_drafter.model import ADDENDA, ANNEXES, BODY, Ordinance, Path, articles, walk
from ordinance_drafter.notation import Parsed, parse_lines
from ordinance_drafter.read.body import Body, find_body
from ordinance_drafter.read.clean import clean_line, is_clean, unseen
from ordinance_drafter.read.extract import Extract
from ordinance_drafter.read.repair import Repairer

# 줄이 이어진 글: "○○시 ○○ 조례안 제1조(목적) …"
_GLUED_TITLE = re.compile(r"\s*([^.「]{2,80}?(?:조례|규칙|규정)안(?:에 대한 수정안)?) +(?=[^(\s].{20})", re.S)

NO_ARTICLE = "조문(제1조 …)을 찾지 못했습니다. 조례인지, 글이 그림으로 들어 있지는 않은지 보십시오."
_GLUED_WHOLE = re.compile(r"\s*([^.]{2,80}?전부를? ?다음과 같이 개정한다\.) +(?=\S)", re.S)


def reading_of(extract: Extract, format: str, *, papers: bool = True, loose: bool = True) -> Reading:
    """Return the reading of the lines a format's reader took out of a file.

    Args:
        extract: the lines; ``extract.lines`` becomes :attr:`Reading.source`.
        format: the format's name, for the reading.
        papers: whether the ordinance may stand among the papers of a bill.
        loose: whether 호 and 목 may be glued on one line (see :class:`~ordinance_drafter.read.repair.Repairer`).
    """
    lines = _Lines(extract)
    if papers:
        lines.part_title()
    opaque = lines.places(extract.opaque)
    body = find_body(lines.texts, opaque) if papers else None
    heads = None if extract.heads is None else lines.places(extract.heads)
    if heads is not None and body and body.anchor not in heads and not body.amending:
        heads = None  # the papers have headings, the ordinance among them has not
    repairer = Repairer(lines.texts, heads, loose=loose)
    _feed(repairer, lines.texts, opaque, body)
    parsed = parse_lines(repairer.texts, repairer.known)
    rows = [(lines.origins[index], column) for index, column in repairer.origins]
    used = {line for line, _ in rows}
    parts = [part for found in (body.parts if body else ()) if (part := lines.moved(found, used))]
    parts += [Part(name, start + 1, end) for name, start, end in extract.aside]
    stated = {**(dict(body.facts) if body else {}), **extract.facts}
    ordinance = replace(parsed.ordinance, **{name: _fact(name, value) for name, value in stated.items() if value})
    findings = [*extract.findings, *(found for found in lines.findings if (found.line or 0) - 1 in used)]
    findings += [lines.told(found) for found in (*repairer.findings, *(body.findings if body else ()))]
    if next(articles(ordinance), None) is None and not ordinance.annexes and not (body and body.amending):
        findings.append(Finding("P014", "warning", NO_ARTICLE))
    return Reading(
        ordinance,
        _spans(parsed, ordinance, rows, repairer.texts, extract),
        tuple(sorted(findings, key=lambda found: (found.line or 0, found.code))),
        tuple(extract.lines),
        tuple(parts),
        format,
    )


def _fact(name: str, value: Any) -> Any:
    """Return what a file states of the text without the marks that part facts on their line."""
    if not isinstance(value, str):
        return value
    words = re.sub(r"[\[\],\s]+", " ", value).split()
    return ("" if name == "number" else " ").join(words)


class _Lines:
    """The lines of an extract, cleaned, without what never belongs to an ordinance; each knows where it came from."""

    def __init__(self, extract: Extract) -> None:
        self.texts: list[str] = []
        self.origins: list[int] = []
        self.findings: list[Finding] = []
        lines = extract.plain or extract.lines
        aside = {index for _, start, end in extract.aside for index in range(start, end)}
        if is_clean("\n".join(lines)):
            self.origins = (
                [index for index in range(len(lines)) if index not in aside] if aside else list(range(len(lines)))
            )
            self.texts = [lines[index] for index in self.origins] if aside else list(lines)
            return
        in_annex = False
        for index, line in enumerate(lines):
            if index in aside:
                continue
            if index in extract.opaque or (in_annex and not line.lstrip().startswith(("부", "["))):
                clean = [unseen(line)]
            else:
                clean, told = clean_line(line)
                self.findings += (replace(found, line=index + 1) for found in told)
                in_annex = bool(ANNEX.fullmatch(clean[0].strip())) or (
                    in_annex and not clean[0].lstrip().startswith("부")
                )
            self.texts += clean
            self.origins += [index] * len(clean)

    def places(self, indexes: set[int]) -> set[int]:
        """Return where lines of the extract stand among these."""
        return {place for place, origin in enumerate(self.origins) if origin in indexes} if indexes else set()

    def told(self, found: Finding) -> Finding:
        """Return a finding about a line of these as one about the source."""
        return replace(found, line=self.origins[(found.line or 1) - 1] + 1)

    def moved(self, part: Part, used: set[int]) -> Part | None:
        """Return a part of these lines as a part of the source, without the lines at its ends that were ``used``."""
        line, last = self.origins[part.line - 1], self.origins[part.last - 1]
        while line <= last and line in used:
            line += 1
        while line <= last and last in used:
            last -= 1
        return Part(part.name, line + 1, last + 1) if line <= last else None

    def part_title(self) -> None:
        """Part ``○○ 조례안 제1조(목적) …`` after the title and after the enacting sentence."""
        place = next((index for index, text in enumerate(self.texts) if text.strip()), len(self.texts))
        for pattern in (_GLUED_TITLE, _GLUED_WHOLE):
            match = pattern.match(self.texts[place]) if place < len(self.texts) else None
            if match:
                self.texts[place : place + 1] = [match[1], self.texts[place][match.end() :]]
                self.origins.insert(place, self.origins[place])
                place += 1


def _feed(repairer: Repairer, texts: list[str], opaque: set[int], body: Body | None) -> None:
    """Give the repairer the lines of the ordinance in the order of the notation: title first."""
    if body is None:
        for index, line in enumerate(texts):
            if line:
                repairer.take(index, line, opaque=index in opaque)
            elif repairer.in_annex:  # elsewhere an empty line says nothing
                repairer.put(index, 0, "")
        return
    if body.title is not None:
        repairer.put(body.title, 0, bare_title(texts[body.title]))
    elif body.amending:
        repairer.put(body.start, 0, amended_title(texts[body.start]))
    begun = False
    for index in range(body.start, body.end):
        if index == body.title or index in body.skip:
            continue
        line = texts[index]
        if body.amending and not begun and not (index == body.start + 1 and parse_meta(line.strip() or " ")):
            begun = repairer.opens_addenda(line)
            if not begun:
                repairer.put(index, 0, _quoted(line))
                continue
        repairer.take(index, line, opaque=index in opaque)


def bare_title(line: str) -> str:
    """Return a bill's title without the brackets and the number of the act around it."""
    return line.strip().strip("「」『』")


def amended_title(sentence: str) -> str:
    """Return the ordinance that a sentence says is amended: ``○○ 조례 일부를 다음과 같이 개정한다.``"""
    return (
        re.split(r"의?\s*일부를|을?를?\s*(?:다음과 같이\s*)?폐지", sentence.strip())[0].strip(" 「」『』") or sentence
    )


def _quoted(line: str) -> str:
    words = line.strip()
    return "\\" + words if words and words[0] != "\\" else words


def _spans(
    parsed: Parsed, ordinance: Ordinance, rows: list[tuple[int, int]], texts: list[str], extract: Extract
) -> dict[Path, Span]:
    """Return the place of every unit, addenda and annex, and where each ends."""
    places: list[tuple[Path, int, int]] = [
        (path, index, column) for (path, _), (index, column) in zip(walk(ordinance), parsed.units, strict=True)
    ]
    places += [((ADDENDA, n), index, 0) for n, index in enumerate(parsed.addenda)]
    places += [((ANNEXES, n), index, 0) for n, index in enumerate(parsed.annexes)]
    places.sort(key=lambda item: (item[1], not _is_branch(item[0])))
    lines, paragraphs, elements = extract.lines, extract.paragraphs, extract.elements
    spans: dict[Path, Span] = {}
    lasts = _lasts(places, texts)
    for (path, index, column), last in zip(places, lasts, strict=True):
        line, shift = rows[index]
        column = _column(lines[line], texts[index], column, shift) + 1
        paragraph = paragraphs[line] if paragraphs else None
        spans[path] = Span(
            line + 1, column, max(line, rows[last][0]) + 1, paragraph, elements[line] if elements else ""
        )
    return spans


def _lasts(places: list[tuple[Path, int, int]], texts: list[str]) -> list[int]:
    """Return for each unit, in document order, the index of the last line with words of the unit or what is under it."""
    filled = _last_filled(texts)
    lasts = [0] * len(places)
    open_units: list[tuple[int, int, int]] = []
    for place, (path, index, _) in enumerate(places):
        depth = 1 if len(path) == 2 and path[0] != BODY else len(path)
        while open_units and open_units[-1][0] >= depth:
            _, which, start = open_units.pop()
            lasts[which] = filled[max(start, index - 1)]
        open_units.append((depth, place, index))
    for _, which, start in open_units:
        lasts[which] = filled[max(start, len(texts) - 1)]
    return lasts


def _is_branch(path: Path) -> bool:
    """Return whether a path is that of an addenda or an annex."""
    return len(path) == 2 and path[0] != BODY


def _column(source: str, text: str, column: int, shift: int) -> int:
    """Return where in the source line the label begins that stands at ``column`` of the line as it was parsed."""
    place = column + shift
    if column == 0 and text[:1] == "\\":
        text = text.lstrip("\\")
    mark = text[column : column + 2].strip()
    if source.startswith(mark, place):
        return place
    found = source.find(mark, shift) if mark else -1
    return found if found >= 0 else min(place, max(0, len(source) - 1))


def _last_filled(texts: Iterable[str]) -> list[int]:
    """Return for each line the nearest line at or above it that has words."""
    filled: list[int] = []
    last = 0
    for index, text in enumerate(texts):
        if text and not text.isspace():
            last = index
        filled.append(last)
    return filled
