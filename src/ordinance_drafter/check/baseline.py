"""A baseline: findings that were there before, so that only new ones are told."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from ordinance_drafter.check.report.results import FileResult, Row
from ordinance_drafter.errors import InputError, reason

Key = tuple[str, str, str]
"""Code, address and message of a finding: what stays when lines move."""


class Baseline:
    """Known findings by file; the same finding may be known several times."""

    def __init__(self) -> None:
        self.known: dict[str, Counter[Key]] = {}

    def add(self, result: FileResult) -> None:
        """Note the findings of a file."""
        self.known[result.path] = Counter(_key(row) for row in result.rows)

    def without_known(self, result: FileResult) -> tuple[FileResult, int]:
        """Return a result without what is known of its file, and how many that were."""
        left = Counter(self.known.get(result.path, Counter()))
        rows = []
        for row in result.rows:
            if left[_key(row)]:
                left[_key(row)] -= 1
            else:
                rows.append(row)
        return result._replace(rows=tuple(rows)), len(result.rows) - len(rows)

    def content(self) -> bytes:
        """Return the baseline as a file: sorted, so that it is compared well."""
        files = [
            {"path": path, "findings": [list(key) for key in sorted(known.elements())]}
            for path, known in sorted(self.known.items())
        ]
        return (json.dumps({"baseline": 1, "files": files}, ensure_ascii=False, indent=1) + "\n").encode()


def _key(row: Row) -> Key:
    return row.code, row.address, row.message


def load_baseline(path: Path) -> Baseline:
    """Return the baseline in a file.

    Raises:
        InputError: it cannot be read, or is no baseline.
    """
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: 기준 파일을 읽을 수 없습니다({reason(error)}).") from None
    except ValueError:
        raise InputError(f"{path}: 기준 파일이 아닙니다. check --write-baseline으로 만든 파일을 적으십시오.") from None
    baseline = Baseline()
    try:
        for file in data["files"]:
            baseline.known[str(file["path"])] = Counter((str(c), str(a), str(m)) for c, a, m in file["findings"])
    except (KeyError, TypeError, ValueError):
        raise InputError(f"{path}: 기준 파일이 아닙니다. check --write-baseline으로 만든 파일을 적으십시오.") from None
    return baseline
