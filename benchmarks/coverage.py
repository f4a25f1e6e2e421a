"""How well provisions are recognised: against a table of what real ordinances have, and on our own recipes.

python benchmarks/coverage.py [../shared] [--misses] [--others]
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from ordinance_drafter.assemble import assemble
from ordinance_drafter.coverage import Coverage, Covered, coverage, load_requirements
from ordinance_drafter.library import load_library
from ordinance_drafter.model import Ordinance
from ordinance_drafter.numbering import CIRCLED_INDEX
from ordinance_drafter.project import Project
from ordinance_drafter.read import read

COLUMNS = {
    "광주(구)": "광주광역시__광주광역시 인공지능(AI)산업 육성 및 지원 조례.md",
    "통합시": "전남광주통합특별시__전남광주통합특별시 인공지능산업 육성 및 지원 조례.md",
    "광주기본": "광주광역시__광주광역시 인공지능 기본 조례.md",
    "대구기본": "대구광역시__대구광역시 인공지능 기본 조례.md",
    "경기기본": "경기도__경기도 인공지능 기본조례__v2.md",
    "고양(현행)": "경기도고양시__고양시 인공지능산업 육성 및 지원 조례.md",
}


def read_table(path: Path) -> dict[str, dict[str, str]]:
    """Return column -> requirement id -> cell."""
    head, *rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return {
        name: {row[0]: row[head.index(name)] if len(row) > head.index(name) else "" for row in rows} for name in COLUMNS
    }


def places_of(cell: str) -> list[str]:
    """Return the addresses a cell means: 5② -> 제5조제2항, 9-1 -> 제9조…제1호, 18~25 -> eight articles."""
    places = []
    article = ""
    for part in re.split(r"[ ,]+", re.sub(r"\(.*?\)|준용|└", "", cell).strip()):
        if part == "○":
            places.append("부칙")
        elif span := re.fullmatch(r"(\d+)~(\d+)", part):
            places += [f"제{number}조" for number in range(int(span[1]), int(span[2]) + 1)]
        elif match := re.fullmatch(r"(\d+)([①-⑳]*)(?:-(\d+))?", part):
            article = match[1] if match[2] or match[3] or not article or "-" not in cell else article
            item = f"제{match[3]}호" if match[3] else ""
            paragraphs = [f"제{CIRCLED_INDEX[mark]}항" for mark in match[2]] or [""]
            places += [f"제{match[1]}조{paragraph}{item}" for paragraph in paragraphs]
    return places


def agrees(found: Covered, cell: str, addenda: bool) -> bool:
    """Whether one place that was found is one of the cell, or inside it, or it inside the place."""
    if addenda:
        return all(place.startswith("부칙") for place in found.at)
    meant = [_loose(place) for place in places_of(cell)]
    return any(a.startswith(b) or b.startswith(a) for place in found.at for a in (_loose(place),) for b in meant)


def _loose(place: str) -> str:
    """An item without its paragraph: the table leaves the only paragraph out."""
    return re.sub(r"제\d+항(?=제\d+호)", "", place)


def compare(result: Coverage, cells: dict[str, str]) -> tuple[list[str], list[str], list[str], int]:
    """Return the missed, the falsely found and the wrongly placed ids, and how many are right."""
    missed = [key for key, cell in cells.items() if cell and not result[key].has_it]
    extra = [f"{key} {' '.join(result[key].at)}" for key, cell in cells.items() if not cell and result[key].has_it]
    right = [key for key, cell in cells.items() if cell and result[key].has_it]
    addenda = {"effective-date", "transition"}
    astray = [
        f"{key} {cells[key]} ≠ {' '.join(result[key].at)}"
        for key in right
        if not agrees(result[key], cells[key], key in addenda)
    ]
    return missed, extra, astray, len(right)


def measure_table(shared: Path, show: bool) -> None:
    """Print precision, recall, F1 and places per file and in all."""
    requirements = load_requirements()
    right = missed = extra = astray = 0
    for name, cells in read_table(shared / "requirements.tsv").items():
        ordinance = read(shared / "corpus" / "ordinances" / COLUMNS[name]).ordinance
        lost, more, wrong, good = compare(coverage(ordinance, requirements), cells)
        right, missed, extra, astray = right + good, missed + len(lost), extra + len(more), astray + len(wrong)
        print(f"{name:10} {_figures(good, len(lost), len(more))}  자리 {good - len(wrong)}/{good}")
        if show:
            print("".join(f"    못 찾음  {each}\n" for each in lost), end="")
            print("".join(f"    잘못     {each}\n" for each in more), end="")
            print("".join(f"    자리     {each}\n" for each in wrong), end="")
    print(f"{'모두':10} {_figures(right, missed, extra)}  자리 {right - astray}/{right}")


def _figures(right: int, missed: int, extra: int) -> str:
    precision, recall = right / (right + extra or 1), right / (right + missed or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    return f"정밀 {precision:.3f} 재현 {recall:.3f} F1 {f1:.3f} ({right}+{extra}-{missed})"


def measure_recipes() -> None:
    """Print, for every recipe, what its clauses satisfy and coverage does not find."""
    requirements = load_requirements()
    for recipe in load_library().clause_set("ai-industry").file.recipes:
        assembly = assemble(Project(recipe=recipe, kind="enactment", coexists=_coexists(), answers={}))
        result = coverage(assembly.ordinance, requirements)
        count = 0
        for placed in assembly.placed:
            for key, at in placed.satisfied:
                count += 1
                found = result[key]
                place = f"부칙 {at}" if placed.clause.place == "addenda" else at
                if not any(
                    _loose(place).startswith(_loose(a)) or _loose(a).startswith(_loose(place)) for a in found.at
                ):
                    print(f"  {recipe} {key} {place}: {found.status} {' '.join(found.at)}")
                elif found.status != "present":
                    print(f"  {recipe} {key} {place}: {found.status}")
        met = {key for placed in assembly.placed for key, _ in placed.satisfied}
        more = [f"{each.id}({' '.join(each.at)})" for each in result.requirements if each.has_it and each.id not in met]
        print(f"{recipe}: {count}자리, 더 찾은 것 {', '.join(more) or '없음'}")


def _coexists() -> tuple[dict[str, str], ...]:
    return ({"title": "고양시 인공지능산업 육성 및 지원 조례", "reason": "시험을 위하여 그대로 둔다."},)


def measure_others(shared: Path) -> None:
    """Print what is found in ordinances about other subjects."""
    requirements = load_requirements()
    for path in sorted((shared / "corpus" / "ordinances").glob("*.md")):
        if "인공지능" not in path.name:
            result = coverage(read(path).ordinance, requirements)
            print(path.stem, " ".join(f"{e.id}:{e.status[:2]}@{e.at[0]}" for e in result.requirements if e.has_it))


def measure_speed(shared: Path) -> None:
    """Print how long an ordinance takes."""
    requirements = load_requirements()
    for name in ("광주(구)", "고양(현행)"):
        ordinance: Ordinance = read(shared / "corpus" / "ordinances" / COLUMNS[name]).ordinance
        coverage(ordinance, requirements)
        times = []
        for _ in range(200):
            begin = time.perf_counter()
            coverage(ordinance, requirements)
            times.append(time.perf_counter() - begin)
        size = (shared / "corpus" / "ordinances" / COLUMNS[name]).stat().st_size
        print(f"{name}: {sorted(times)[100] * 1000:.2f}ms ({size // 1000} KB)")


if __name__ == "__main__":
    folder = next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), Path("../shared"))
    measure_table(folder, "--misses" in sys.argv)
    measure_recipes()
    if "--others" in sys.argv:
        measure_others(folder)
    measure_speed(folder)
