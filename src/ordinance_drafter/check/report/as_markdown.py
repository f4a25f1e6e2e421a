"""The report as Markdown: a table for each file, for a review that is pasted or mailed."""

from __future__ import annotations

import re

from ordinance_drafter.check.report.results import KINDS, SEVERITY_WORDS, FileResult, Totals

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")


class MarkdownReport:
    """Markdown tables."""

    def begin(self) -> str:
        """The heading."""
        return "# 검사 결과\n"

    def file(self, result: FileResult, *, first: bool) -> str:
        """One file."""
        if result.error:
            return f"\n## {_plain(result.path)}\n\n검사하지 못했습니다. {_plain(result.error)}\n"
        about = ", ".join(word for word in (KINDS.get(result.kind, ""), result.municipality) if word)
        lines = ["", f"## {_plain(result.title or result.path)}", "", f"- 파일: {_plain(result.path)}"]
        lines += [f"- 문서: {about}"] if about else []
        if not result.rows:
            return "\n".join([*lines, "", "찾은 것이 없습니다.", ""])
        lines += ["", "| 정도 | 부호 | 자리 | 줄 | 내용 | 근거 |", "|---|---|---|---:|---|---|"]
        for row in result.rows:
            word = "미확인" if row.state == "unverified" else SEVERITY_WORDS[row.severity]
            cells = (word, row.code, row.address or row.article, str(row.line or ""), row.message, row.basis)
            lines.append("| " + " | ".join(_plain(cell) for cell in cells) + " |")
        return "\n".join([*lines, ""])

    def end(self, totals: Totals) -> str:
        """The numbers."""
        return f"\n{totals.sentence()}\n"


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
