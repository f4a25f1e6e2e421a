"""How fast articles are found: ``python benchmarks/searching.py FOLDER... [--megabytes 300] [--work FOLDER] [--keep]``.

The folders' Markdown files are indexed as they are. Then they are cut at their articles into texts of about 10 KB, as
ordinances are, and copied under the names of other municipalities until there are so many megabytes: the index and
the answers are measured at a tenth, a third and all of them, and what 1.5 GB takes is told from the growth.
Asserts nothing of time.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

PIECE = 10_000
WHOLE = 1500.0
QUERIES = (
    ("조례",), ("기본계획",), ("시장은",), ("위원회", "구성"), ("과태료", "부과", "-벌금"), ("법",), ("목적",),
    ("손실보상금",), ("전자정부", "시스템"), ("온실가스배출량",), ("수립ㆍ시행",), ('"기본계획을 수립"',),
    ('"심의위원회의 심의를"',), ('"장관이 정하는 위원"',), ("없는낱말이다",),
)  # fmt: skip
RARE = ('"장관이 정하는 위원"',)
"""A phrase of frequent words that stands nowhere: every article with the words has to be read."""


def pieces(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield title and text of pieces of about 10 KB, cut before articles."""
    for path in files:
        _head, _, body = path.read_text("utf-8").partition("\n# ")
        title, _, body = body.partition("\n")
        if not body:
            continue
        part: list[str] = []
        size = number = 0
        for unit in re.split(r"(?m)^(?=##### )", body):
            if size > PIECE:
                number += 1
                yield f"{title} {number}", "".join(part)
                part, size = [], 0
            part.append(unit)
            size += len(unit.encode())
        yield f"{title} {number + 1}", "".join(part)


def copies(files: Sequence[Path], folder: Path, megabytes: float) -> list[Path]:
    """Write pieces under the names of municipalities, one round of names after the other."""
    from ordinance_drafter.check.places import places

    names = [f"{upper} {lower}" for upper, lowers in places().lower.items() for lower in lowers]
    parts = list(pieces(files))
    made: list[Path] = []
    total = 0.0
    for round_, name in enumerate(cycle(names)):
        here = folder / f"{round_:04d} {name}"
        here.mkdir(parents=True)
        for number, (title, body) in enumerate(parts):
            path = here / f"{number:05d}.md"
            content = f"# {name} {title} 조례\n{body}".encode()
            path.write_bytes(content)
            made.append(path)
            total += len(content) / 1e6
            if total >= megabytes:
                return made
    return made


def build(folder: Path) -> tuple[float, float, float, int, float]:
    """Return megabytes of text, seconds to build, megabytes of the index, articles, and seconds to see no change."""
    from ordinance_drafter.cli.search import SUFFIXES, run_on_all_cores
    from ordinance_drafter.find import index_path, open_index, scan

    place = os.fsencode(folder)
    files, _ = scan(place, SUFFIXES)
    start = time.perf_counter()
    index, _ = open_index(place, files, run_on_all_cores, rebuild=True)
    spent = time.perf_counter() - start
    articles = index.articles
    index.close()
    start = time.perf_counter()
    open_index(place, scan(place, SUFFIXES)[0])[0].close()
    seen = time.perf_counter() - start
    return sum(file.size for file in files) / 1e6, spent, index_path(place).stat().st_size / 1e6, articles, seen


def ask_warm(folder: Path, words: Sequence[str], times: int = 5) -> tuple[float, float, int, bool]:
    """Return the milliseconds of the first answer and the median of the next, hits and whether they are counted."""
    from ordinance_drafter.find import ask, open_index, parse_query

    index, _ = open_index(os.fsencode(folder), None)
    spent = []
    for _ in range(times + 1):
        start = time.perf_counter()
        answer = ask(parse_query(words), [index])
        spent.append((time.perf_counter() - start) * 1000)
    index.close()
    return spent[0], statistics.median(spent[1:]), answer.total, answer.exact


def ask_cold(folder: Path, words: Sequence[str]) -> float:
    """Return the milliseconds of a whole process that answers, without looking for changed files."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "ordinance_drafter", "search", "--no-library", "--as-is", "--in", str(folder), *words],
        capture_output=True, check=False,
    )  # fmt: skip
    return (time.perf_counter() - start) * 1000


def table(folder: Path, label: str) -> tuple[float, float, float, float]:
    """Print what was measured on a folder; return megabytes, seconds, megabytes of the index, slowest usual answer."""
    text, spent, size, articles, seen = build(folder)
    print(f"\n{label}: {text:.0f} MB, 조 {articles:,}개", flush=True)
    print(
        f"  만들기 {spent:.1f} s({text / spent:.1f} MB/s), 색인 {size:.0f} MB(글의 {size / text:.2f}배), 바뀐 것이 있는지 보기 {seen * 1000:.0f} ms"
    )
    print("  찾는 말 | 찾은 조 | 처음(ms) | 다음(ms) | 명령 전체(ms)")
    slowest = 0.0
    for words in QUERIES:
        first, next_, total, exact = ask_warm(folder, words)
        cold = statistics.median(ask_cold(folder, words) for _ in range(3))
        if words != RARE:
            slowest = max(slowest, next_)
        print(
            f"  {' '.join(words)} | {total:,}{'' if exact else ' 안팎'} | {first:.1f} | {next_:.1f} | {cold:.0f}",
            flush=True,
        )
    return text, spent, size, slowest


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--megabytes", type=float, default=300.0)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="searching-", dir=options.work))
    os.environ["XDG_CACHE_HOME"] = str(work / "cache")
    try:
        files = sorted(path for folder in options.folders for path in folder.rglob("*.md"))
        for folder in options.folders:
            table(folder.absolute(), f"있는 그대로 {folder.name}")
        rows = []
        for share in (0.1, 1 / 3, 1.0):
            folder = work / f"copies-{share:.1f}"
            copies(files, folder, options.megabytes * share)
            rows.append(table(folder, f"10 KB로 잘라 이름을 바꾼 사본 {share:.0%}"))
            if not options.keep:
                shutil.rmtree(folder)
        (few, *_), (text, spent, size, slowest) = rows[0], rows[-1]
        grown = [(row[1] / row[0], row[2] / row[0]) for row in rows]
        print(
            "\nMB마다 초와 색인의 배수:",
            ", ".join(f"{row[0]:.0f} MB {a * 1000:.0f} ms {b:.2f}" for row, (a, b) in zip(rows, grown, strict=True)),
        )
        slope = (slowest - rows[0][3]) / (text - few)
        print(
            f"1.5 GB로 미루어 보면: 만들기 {spent / text * WHOLE / 60:.1f}분, 색인 {size / text * WHOLE:.0f} MB, "
            f"가장 느린 보통 대답 {slowest + slope * (WHOLE - text):.0f} ms"
        )
    finally:
        if not options.keep:
            shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
