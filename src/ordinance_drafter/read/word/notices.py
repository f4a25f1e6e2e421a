"""What a Word file's reader has to tell, each kind at most so many times."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ordinance_drafter.finding import Finding

LIMIT = 200

_MORE = {
    "P021": "변경 추적으로 고친 곳이 {}곳 더 있습니다. 앞의 {}곳만 적었습니다.",
    "P023": "각주나 미주가 달린 곳이 {}곳 더 있습니다. 앞의 {}곳만 적었습니다.",
    "P024": "숨긴 글자가 있는 곳이 {}곳 더 있습니다. 앞의 {}곳만 적었습니다.",
    "P025": "읽지 못한 것이 있는 곳이 {}곳 더 있습니다. 앞의 {}곳만 적었습니다.",
    "P026": "자동 번호를 읽지 못한 곳이 {}곳 더 있습니다. 앞의 {}곳만 적었습니다.",
}


class Notices:
    """Findings in the making."""

    def __init__(self) -> None:
        """Begin with none."""
        self._findings: list[Finding] = []
        self.counts: Counter[str] = Counter()

    def add(self, code: str, message: str, line: int | None, severity: str = "warning") -> None:
        """Add a finding at a line (from 1)."""
        self.counts[code] += 1
        if self.counts[code] <= LIMIT:
            self._findings.append(Finding(code, severity, message, line=line))

    def close(self, lines: int) -> list[Finding]:
        """Return the findings in the order of their places; ``lines`` is how many lines the document came to."""
        placed = [replace(finding, line=_within(finding.line, lines)) for finding in self._findings]
        placed.sort(key=lambda finding: finding.line or 0)
        for code, count in sorted(self.counts.items()):
            if count > LIMIT and code in _MORE:
                last = [finding for finding in placed if finding.code == code][-1]
                placed.append(replace(last, message=_MORE[code].format(count - LIMIT, LIMIT)))
        return placed


def _within(line: int | None, lines: int) -> int | None:
    """A place after the last line (something left out at the end) is the last line."""
    return min(line, lines) or None if line is not None else None
