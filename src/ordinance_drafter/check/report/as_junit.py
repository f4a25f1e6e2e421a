"""The report as JUnit XML: a suite for each file, a case for each finding; errors and warnings fail."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from ordinance_drafter.check.report.results import FileResult, Row, Totals

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class JunitReport:
    """JUnit XML, for build servers."""

    def begin(self) -> str:
        """Open the suites."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ordinance-drafter">\n'

    def file(self, result: FileResult, *, first: bool) -> str:
        """One suite."""
        if result.error:
            name = _attribute(result.path)
            return (
                f'<testsuite name={name} tests="1" failures="0" errors="1" skipped="0">\n'
                f"  <testcase classname={name} name={_attribute('읽기')}>\n"
                f"    <error message={_attribute(result.error)}/>\n  </testcase>\n</testsuite>\n"
            )
        failures = sum(row.severity != "info" for row in result.rows)
        head = f'<testsuite name={_attribute(result.path)} tests="{max(1, len(result.rows))}" failures="{failures}"'
        skipped = sum(row.state == "unverified" and row.severity == "info" for row in result.rows)
        cases = [_case(result, row) for row in result.rows]
        if not cases:
            cases = [f"  <testcase classname={_attribute(result.path)} name={_attribute('찾은 것 없음')}/>"]
        return "\n".join([f'{head} errors="0" skipped="{skipped}">', *cases, "</testsuite>\n"])

    def end(self, totals: Totals) -> str:
        """Close the suites."""
        return "</testsuites>\n"


def _case(result: FileResult, row: Row) -> str:
    name = " ".join(word for word in (row.code, row.address) if word)
    head = f"  <testcase classname={_attribute(result.path)} name={_attribute(name)}"
    head += f' line="{row.line}"' if row.line else ""
    words = f"{row.message}\n{row.line}줄: {row.source}" if row.line and row.source else row.message
    if row.severity != "info":
        kind = f"type={_attribute(row.severity)} message={_attribute(row.message)}"
        return f"{head}>\n    <failure {kind}>{_text(words)}</failure>\n  </testcase>"
    if row.state == "unverified":
        return f"{head}>\n    <skipped message={_attribute(row.message)}/>\n  </testcase>"
    return f"{head}>\n    <system-out>{_text(words)}</system-out>\n  </testcase>"


def _text(words: str) -> str:
    return escape(_NOT_XML.sub("", words))


def _attribute(words: str) -> str:
    return quoteattr(_NOT_XML.sub("", words))
