"""The cases of tests/data/rules/*.txt: texts in which a rule must, or must not, find something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ordinance_drafter.check.papers import GOOD_BILL

FOLDER = Path(__file__).parent / "data" / "rules"
_HEAD = re.compile(r"=== (?P<code>[A-Z]{3}\d{3}) (?P<kind>bad|good)(?P<facts>(?: \w+=\S+)*)\s*")


class Case(NamedTuple):
    code: str
    kind: str
    facts: dict[str, str]
    text: str
    where: str


def cases() -> Iterator[Case]:
    """Yield the cases; each begins with ``=== CODE bad|good [kind=in_force] [municipality=none] [as_of=2026-01-01]``.

    A text that begins with ``@bill`` is a bill with nothing wrong, changed by the lines ``old => new`` (``\\n`` is a
    line feed; several may follow, ``+ words`` are put at the end). One that begins with ``@amend`` is the sentences of a
    개정문 without its head and addenda; the text in force may follow after ``[현행]``.
    """
    for path in sorted(FOLDER.glob("*.txt")):
        head, lines, at = None, [], 0
        for number, line in enumerate([*path.read_text("utf-8").split("\n"), "=== end"], 1):
            if not line.startswith("=== "):
                lines.append(line)
                continue
            if head:
                facts = dict(pair.split("=", 1) for pair in head["facts"].split())
                text = "\n".join(lines).strip("\n")
                text = _bill(lines[1:]) if text.startswith("@bill") else text
                text = _amendment(lines[1:]) if text.startswith("@amend") else text
                yield Case(head["code"], head["kind"], facts, text, f"{path.name}:{at}")
            head, lines, at = _HEAD.fullmatch(line), [], number
            if head is None and line != "=== end":
                raise ValueError(f"{path.name}:{number}: {line}")


def _amendment(lines: list[str]) -> str:
    sentences, mark, base = "\n".join(lines).strip("\n").partition("\n[현행]\n")
    end = "" if "\n부칙\n" in sentences else "\n\n부칙\n이 조례는 공포한 날부터 시행한다."
    return f"고양시 보기 조례 일부를 다음과 같이 개정한다.\n{sentences}{end}\n{mark}{base}"


def _bill(lines: list[str]) -> str:
    text = GOOD_BILL
    for line in filter(None, (line.replace("\\n", "\n").strip(" ") for line in lines)):
        if line.startswith("+ "):
            text += "\n" + line[2:] + "\n"
            continue
        old, new = line.split(" => ") if " => " in line else (line.removesuffix(" =>"), "")
        if old not in text:
            raise ValueError(f"the bill has no {old!r}")
        text = text.replace(old, new)
    return text
