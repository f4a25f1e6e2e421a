"""The report for a reader: grouped by article, the line of the source with a caret, colours on a terminal."""

from __future__ import annotations

from itertools import groupby

from ordinance_drafter.check.report.results import KINDS, SEVERITY_WORDS, FileResult, Row, Totals
from ordinance_drafter.korean import display_width, wrap

_COLORS = {"error": "31;1", "warning": "33;1", "info": "36", "dim": "2", "bold": "1"}
_AHEAD = 24
"""Cells of the line shown before what the caret is under."""


class TextReport:
    """Text; ``width`` is of the terminal in cells."""

    def __init__(self, color: bool = False, width: int = 100) -> None:
        self.color = color
        self.width = max(40, min(width, 120))

    def begin(self) -> str:
        """Nothing."""
        return ""

    def file(self, result: FileResult, *, first: bool) -> str:
        """The findings of one file, article by article in the order of the text."""
        if result.error:
            return ""
        about = ", ".join(word for word in (KINDS.get(result.kind, ""), result.municipality) if word)
        lines = [] if first else [""]
        lines.append(self._in("bold", result.path))
        lines += wrap(f"{result.title} ({about})" if about else result.title, self.width)
        if not result.rows:
            lines.append("  찾은 것이 없습니다.")
        for article, rows in groupby(result.rows, key=lambda row: row.article):
            lines.append("")
            lines.append(self._in("bold", f"  {article}"))
            for row in rows:
                lines.extend(self._row(row))
        return "\n".join(lines) + "\n"

    def end(self, totals: Totals) -> str:
        """The numbers."""
        return f"\n{self._in('bold', totals.sentence())}\n"

    def _in(self, look: str, words: str) -> str:
        return f"\033[{_COLORS[look]}m{words}\033[0m" if self.color else words

    def _row(self, row: Row) -> list[str]:
        word = "미확인" if row.state == "unverified" else SEVERITY_WORDS[row.severity]
        place = f" {row.address}" if row.address and row.address != row.article else ""
        place += f" {row.line}:{row.column}" if row.line and row.column else f" {row.line}" if row.line else ""
        lead = f"  {word} {row.code}"
        message = row.message + (" [fix]" if row.fixable else "")
        first, *rest = wrap(message, self.width, indent=" " * 7, first=" " * (display_width(lead + place) + 2))
        head = f"  {self._in(row.severity, word)} {row.code}{self._in('dim', place)}  {first.lstrip()}"
        return [head, *rest, *self._excerpt(row)]

    def _excerpt(self, row: Row) -> list[str]:
        if not row.source.strip() or not row.length:
            return []
        source = row.source.replace("\t", " ")
        start, end = row.column - 1, min(row.column - 1 + row.length, len(source))
        margin = f"{row.line:>6} │ "
        room = self.width - display_width(margin)
        low = self._cut_before(source, start)
        head = "…" if low else ""
        shown, cells, high = "", display_width(head), low
        while high < len(source) and cells + display_width(source[high]) <= room - 1:
            cells += display_width(source[high])
            shown += source[high]
            high += 1
        tail = "…" if high < len(source) else ""
        before = display_width(head + source[low:start])
        under = max(1, display_width(source[start : min(end, high)]))
        caret = "^" * min(under, max(1, room - before))
        return [
            self._in("dim", margin) + head + shown + tail,
            self._in("dim", " " * 6 + " │ ") + " " * before + self._in(row.severity, caret),
        ]

    @staticmethod
    def _cut_before(source: str, start: int) -> int:
        low, cells = start, 0
        while low > 0 and cells < _AHEAD:
            low -= 1
            cells += display_width(source[low])
        return low if low > 8 else 0
