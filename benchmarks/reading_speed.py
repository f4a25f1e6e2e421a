"""How fast reading is: ``python benchmarks/reading_speed.py [folder of statutes as Markdown]``. Asserts nothing of time.

Markdown statutes are read on one core and, copied, with one process and with all; documents of one long statute are
made anew as .docx, .hwpx and .hwp and read from memory. Medians of five, after one run that does not count.
"""

from __future__ import annotations

import io
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hwpx import HwpxDocument

from ordinance_drafter.lines import head_of
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.read import read
from ordinance_drafter.write import write

ROOT = Path(__file__).resolve().parent.parent
STATUTES = ROOT.parent / "shared" / "corpus" / "statutes"
COPIES = 6


def median(action: Callable[[], object], times: int = 5) -> float:
    """Return the median seconds of an action, the first run left out."""
    action()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def markdown_rows(files: list[Path]) -> Iterator[tuple[str, str]]:
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    texts = [path.read_text("utf-8") for path in files]
    plain = [to_text(read(text, "markdown").ordinance) for text in texts]
    bare = sum(len(text.encode()) for text in plain) / 1e6
    whole = median(lambda: [read(path) for path in files])
    yield f"법령 Markdown {len(files)}개, {megabytes:.1f} MB: 파일에서 나무와 자리까지", f"{megabytes / whole:.1f} MB/s"
    parsed = median(lambda: [parse(text) for text in plain])
    yield "같은 글을 표기법으로 읽기만(`parse`)", f"{bare / parsed:.1f} MB/s"
    loose = median(lambda: [read(text, "text") for text in plain])
    yield "같은 글을 붙여 넣은 글로 읽기(의안 찾기, 이어진 줄 나누기)", f"{bare / loose:.1f} MB/s"
    half = files[: len(files) // 2]
    share = sum(path.stat().st_size for path in half) / 1e6 / megabytes
    yield "파일이 절반일 때의 시간 / 글의 몫", f"{median(lambda: [read(path) for path in half]) / whole / share:.2f}"


def folder_rows(files: list[Path]) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for copy in range(COPIES):
            for path in files:
                (folder / f"{copy}-{path.name}").write_bytes(path.read_bytes())
        spent = {jobs: run_tree(folder, jobs) for jobs in (1, os.cpu_count() or 1)}
    one, all_ = spent.values()
    yield f"`tree` 폴더({len(files) * COPIES}개), 프로세스 1개", f"{one:.2f} s"
    yield f"`tree` 폴더, 코어 {os.cpu_count()}개", f"{all_:.2f} s ({one / all_:.1f}배)"


def run_tree(folder: Path, jobs: int) -> float:
    """Return the seconds of ``tree`` over a folder, start of the program included."""
    command = [sys.executable, "-m", "ordinance_drafter", "tree", str(folder), "--jobs", str(jobs)]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def document_rows(path: Path) -> Iterator[tuple[str, str]]:
    ordinance = read(path).ordinance
    lines = [line for line in to_text(ordinance).split("\n") if line.strip()]
    units = sum(head_of(line.strip(), True) is not None for line in lines)
    hwpx, hwp = hangul_files(lines)
    yield f"{path.stem}: 줄 {len(lines)}개, 단위 {units}개", ""
    for name, content in (("docx", write(ordinance, "docx")), ("hwpx", hwpx), ("hwp", hwp)):
        yield f".{name} ({len(content) // 1000} KB)", f"{1000 * median(lambda c=content, n=name: read(c, n)):.0f} ms"  # type: ignore[misc]


def hangul_files(lines: list[str]) -> tuple[bytes, bytes]:
    """Return the lines as a .hwpx and as a binary .hwp."""
    document = HwpxDocument.new()
    for line in lines:
        document.add_paragraph(line)
    hwpx, hwp = io.BytesIO(), io.BytesIO()
    document.save_to_stream(hwpx)
    document.save_to_stream(hwp, format="hwp")
    assert zipfile.is_zipfile(io.BytesIO(hwpx.getvalue()))
    return hwpx.getvalue(), hwp.getvalue()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else STATUTES
    files = sorted(folder.glob("*.md"))
    if not files:
        sys.exit(f"{folder}: 법령의 Markdown 파일이 없습니다. 폴더를 적으십시오.")
    longest = max(files, key=lambda path: path.stat().st_size)
    law = next((path for path in files if "개인정보 보호법__법률" in path.name), longest)
    print(f"Python {platform.python_version()}, 코어 {os.cpu_count()}개, 1분 평균 부하 {os.getloadavg()[0]:.2f}\n")
    print("| 항목 | 중앙값 |\n|---|--:|")
    for rows in (markdown_rows(files), folder_rows(files), document_rows(law)):
        for name, value in rows:
            print(f"| {name} | {value} |")
    print(f"\n끝났을 때의 1분 평균 부하 {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
