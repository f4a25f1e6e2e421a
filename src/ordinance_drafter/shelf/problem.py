"""What is wrong with a library: a stable code, a place in a file, a sentence; and the table of all codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ordinance_drafter.korean import fix_particles
from ordinance_drafter.yamlfile import Location, Source

CODES: dict[str, tuple[str, str]] = {
    "CLB001": ("error", "파일을 읽을 수 없거나 열쇠와 값이 형식에 맞지 않음"),
    "CLB002": ("error", "id나 theme이 파일 이름, 폴더 이름과 다르거나 겹침"),
    "CLB003": ("warning", "놓인 자리나 이름 때문에 읽히지 않는 파일"),
    "CLB004": ("info", "첫 줄의 $schema가 없는 파일을 가리킴"),
    "CLB010": ("error", "자리({{ }})나 조건({% %})이 문법에 맞지 않음"),
    "CLB011": ("error", "없는 이름을 쓰는 자리나 조건"),
    "CLB012": ("error", "어떤 경우에 채울 수 없는 자리"),
    "CLB013": ("error", "한 조로 읽히지 않는 본문"),
    "CLB014": ("error", "{ref:…}나 'x' in clauses가 없는 조문을 가리킴"),
    "CLB015": ("warning", "빠질 수 있는 조문을 조건 없이 가리키는 {ref:…}"),
    "CLB016": ("error", "없는 항ㆍ호ㆍ목을 가리키는 인용"),
    "CLB017": ("info", "어느 경우에도 나타나지 않는 줄"),
    "CLB018": ("error", "있을 수 없는 값과 견주는 조건"),
    "CLB019": ("warning", "본문에 그대로 적은 지방자치단체나 산하기관의 이름"),
    "CLB020": ("warning", "어디에도 쓰이지 않는 자리"),
    "CLB021": ("error", "제 조건에 맞지 않는 기본값"),
    "CLB022": ("error", "서로 어긋나는 자리의 조건(min, max, options, pattern)"),
    "CLB023": ("error", "같은 이름을 다르게 쓰는 자리"),
    "CLB024": ("warning", "받을 자리가 없거나 자리에 맞지 않는 지방자치단체의 답"),
    "CLB030": ("error", "없는 선택이나 없는 선택지"),
    "CLB031": ("warning", "골라도 달라지는 것이 없는 선택이나 선택지"),
    "CLB032": ("error", "구성이 없는 조문, 선택, 요건을 부름"),
    "CLB033": ("info", "어느 안에도 들어갈 수 없는 조문이나 변형"),
    "CLB034": ("error", "구성에 두 번 나오거나 맞지 않는 곳에 있는 조문"),
    "CLB040": ("error", "requires, conflicts, before, after가 없는 조문이나 자기를 가리킴"),
    "CLB041": ("info", "맴도는 requires: 언제나 함께 들어가는 조문들"),
    "CLB042": ("error", "맴도는 before와 after: 차례를 정할 수 없음"),
    "CLB043": ("error", "함께 있어야 하는데 함께 있을 수 없는 조문"),
    "CLB050": ("error", "없거나 두 번 나오는 요건"),
    "CLB051": ("error", "읽을 수 없거나 조문에 없는 satisfies의 at"),
    "CLB052": ("info", "맞는 조문이 없는 요건"),
    "CLB060": ("error", "법령의 제명이 틀리거나 옛 제명임"),
    "CLB061": ("error", "없거나 삭제된 법령의 조"),
    "CLB062": ("info", "법령 사본에 없어 확인하지 못한 법령이나 조"),
    "CLB063": ("warning", "근거나 참고 조례가 없고 notes에 그 까닭도 없음"),
    "CLB064": ("warning", "summary나 rationale의 문장 꼴이 다름"),
    "CLB065": ("warning", "조ㆍ항ㆍ호로 읽을 수 없는 조문 번호"),
    "CLB070": ("error", "조문을 엮으면 안이 되지 않음"),
    "CLB071": ("warning", "엮은 안이 검사 규칙에 걸림"),
    "CLB080": ("warning", "지방자치단체의 이름, 종류, 장, 의회의 이름이 서로 맞지 않음"),
    "CLB081": ("warning", "조례 제명이 지방자치단체의 이름으로 시작하지 않음"),
    "CLB082": ("error", "existing이나 answers가 없는 묶음이나 역할을 가리킴"),
    "CLB083": ("warning", "날짜로 읽을 수 없는 확인일이나 공포일"),
}
"""Code -> usual severity and what it is about."""

SEVERITIES = ("error", "warning", "info")
WORDS = {"error": "오류", "warning": "경고", "info": "안내"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong: where (line and column from 1), which kind, how grave, and what to do about it."""

    file: str
    line: int
    column: int
    code: str
    message: str
    severity: str
    situation: str = ""
    """The draft or municipality it was first seen in, when it is not so in all."""

    def sentence(self) -> str:
        """Return it as one line for people and for editors that jump to ``file:line:column``."""
        place, about = f"{self.file}:{self.line}:{self.column}", f" [{self.situation}]" if self.situation else ""
        return f"{place}: [{WORDS[self.severity]}] {self.message}{about} ({self.code})"

    def data(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True)
class File:
    """A YAML file that was read, and places in it."""

    path: Path
    source: Source

    @property
    def name(self) -> str:
        """The name it is told by."""
        return self.source.name

    def spot(self, location: Location, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of a value (of its key with ``key``)."""
        _, line, column = self.source.where(location, key=key).rsplit(":", 2)
        return int(line), int(column)

    def inside(self, location: Location, line: int, words: str = "") -> tuple[int, int]:
        """Return line and column in the file of a line (from 1) of a value; at ``words`` where they stand in it."""
        first, column = self.spot(location)
        lines = self.source.text.split("\n")
        here = lines[first - 1][column - 1 :] if first <= len(lines) else ""
        if here.startswith("|"):
            first, column = min(first + line, len(lines)), 1
            here = lines[first - 1]
            column = len(here) - len(here.lstrip()) + 1
            here = here[column - 1 :]
        found = here.find(words) if words else -1
        return first, column + max(found, 0)


@dataclass
class Report:
    """Takes problems; the same one twice is one."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        file: File,
        location: Location,
        message: str,
        *,
        key: bool = False,
        line: int = 0,
        words: str = "",
        severity: str = "",
        situation: str = "",
    ) -> None:
        """Note a problem at a value, at its key, or (``line``, ``words``) inside a value of several lines."""
        spot = file.inside(location, line or 1, words) if line or words else file.spot(location, key=key)
        self.problems.append(
            Problem(file.name, *spot, code, fix_particles(message), severity or CODES[code][0], situation),
        )


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Return each problem once, by file and place: of those that differ in the situation alone, the first."""
    first = {replace(problem, situation=""): problem for problem in reversed(problems)}
    return sorted(first.values())
