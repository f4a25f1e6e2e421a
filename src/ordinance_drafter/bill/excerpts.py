"""관계 법령 발췌: the cited articles from a folder of statute files the office has, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ordinance_drafter.bill.context import Context, article_list
from ordinance_drafter.errors import InputError
from ordinance_drafter.korean import format_date_dotted
from ordinance_drafter.model import ARTICLE, Ordinance, articles
from ordinance_drafter.notation import provision_text
from ordinance_drafter.numbering import Number
from ordinance_drafter.read import read
from ordinance_drafter.refs import statutes_cited

_SUFFIXES = (".md", ".txt", ".json")
_ACT_WORDS = {"act": "법률", "decree": "대통령령", "rule": "부령", "ordinance": "조례"}


def statutes(context: Context) -> tuple[str, dict[str, Any] | None]:
    """Return the excerpts and the list of what could not be excerpted.

    Raises:
        InputError: the project names a folder that is not there.
    """
    cited = _cited_articles(context)
    if not cited:
        return "statutes", None
    folder = _folder(context)
    index = _titles(folder) if folder else {}
    found, missing = [], []
    for title, numbers in cited.items():
        path = index.get(_key(title))
        if not numbers:
            missing.append(
                {"title": title, "articles": "(법률 전체)", "why": "조를 지정하지 않은 인용이라 발췌할 조문이 없음"}
            )
            continue
        if path is None:
            why = "법령 파일이 없음" if folder else "법령 폴더를 주지 않음"
            missing.append({"title": title, "articles": article_list(numbers), "why": why})
            continue
        statute = read(path).ordinance
        units = {unit.number: unit for _, unit in articles(statute)}
        lines = [line for number in numbers if number in units for line in provision_text(units[number]).split("\n")]
        absent = [number for number in numbers if number not in units]
        if absent:
            missing.append({"title": title, "articles": article_list(absent), "why": "가진 판에 그 조가 없음"})
        if lines:
            found.append({"title": title, "edition": _edition(statute), "lines": lines})
    return "statutes", {"found": found, "missing": missing}


def _cited_articles(context: Context) -> dict[str, list[Number]]:
    """Return cited statutes with their cited articles in ascending order."""
    cited = statutes_cited(context.assembly.ordinance)
    result: dict[str, list[Number]] = {}
    for title in context.statutes:
        numbers: set[Number] = set()
        for mention in cited[title]:
            for steps in (mention.ref.steps, mention.ref.until):
                numbers |= {number for level, number in steps if level is ARTICLE and number}
        result[title] = sorted(numbers)
    return result


def _folder(context: Context) -> Path | None:
    file = context.assembly.setting.file
    folder = file.project.statutes
    if folder is None:
        return None
    path = folder if folder.is_absolute() else file.folder / folder
    if not path.is_dir():
        raise InputError(file.source.problem(("statutes",), f"법령 폴더가 없습니다: {folder}"))
    return path


def _titles(folder: Path) -> dict[str, Path]:
    """Return the statute files of a folder by title, read from the head of each file."""
    index: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _SUFFIXES and path.is_file():
            title = _title(path)
            if title:
                index.setdefault(_key(title), path)
    return index


def _title(path: Path) -> str:
    if path.suffix.lower() == ".json":
        return path.stem
    with path.open("rb") as handle:
        head = handle.read(4096).decode("utf-8", errors="ignore")
    for line in head.splitlines():
        words = line.strip()
        if words.startswith("제목:"):
            return words.removeprefix("제목:").strip(" '\"")
        if words.startswith("# "):
            return words.removeprefix("# ").strip()
    return next((line.strip() for line in head.splitlines() if line.strip()), "")


def _key(title: str) -> str:
    return "".join(title.split()).replace("·", "ㆍ").replace("・", "ㆍ")


def _edition(statute: Ordinance) -> str:
    """[시행 2026. 1. 22.] [법률 제21311호, 2026. 1. 20.] — 모르면 그렇게 적는다 (rules PKG011)."""
    effective = f"[시행 {format_date_dotted(statute.effective)}]" if statute.effective else "[시행일 미확인]"
    word = _ACT_WORDS.get(statute.kind, "법령")
    number = f"{word} 제{statute.number}호" if statute.number else f"{word} 번호 미확인"
    day = f", {format_date_dotted(statute.promulgated)}" if statute.promulgated else ""
    return f"{effective} [{number}{day}]"
