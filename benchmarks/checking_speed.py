"""How fast checking is: MB/s of one core, the cold command, ten thousand files on all cores, textlint beside it.

    python benchmarks/checking_speed.py ../shared/corpus [--many 10000] [--textlint FOLDER]

``--textlint`` is a folder where ``npm install textlint textlint-rule-preset-...`` was run (node_modules/.bin/textlint);
it is given the same texts in the same run. The figures are of this machine; compare ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ordinance_drafter.check import check_document
from ordinance_drafter.check.document import Document
from ordinance_drafter.read import read

ROUNDS = 3


def one_core(paths: list[Path]) -> None:
    size = sum(path.stat().st_size for path in paths)
    check_document(Document(read(paths[0])))  # expressions are compiled once
    for name, folder in (("ordinances", "ordinances"), ("statutes", "statutes")):
        chosen = [path for path in paths if folder in path.parts]
        if not chosen:
            continue
        size = sum(path.stat().st_size for path in chosen)
        whole, reading = [], []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            readings = [read(path) for path in chosen]
            middle = time.perf_counter()
            for each in readings:
                check_document(Document(each))
            reading.append(middle - begin)
            whole.append(time.perf_counter() - begin)
        best = min(whole)
        print(
            f"{name}: {len(chosen)} files, {size / 1e6:.2f} MB: read and checked {size / 1e6 / best:.2f} MB/s "
            f"({best / size * 10_000 * 1000:.1f} ms for 10 KB), reading alone {min(reading) / best:.0%} of it"
        )


def cold(path: Path) -> None:
    command = [sys.executable, "-m", "ordinance_drafter", "check", str(path), "--fail-on", "never"]
    times = []
    for _ in range(7):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    empty = []
    for _ in range(7):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        empty.append(time.perf_counter() - begin)
    print(f"cold check of one text: {sorted(times)[3]:.3f} s (python alone {sorted(empty)[3]:.3f} s)")


def many(paths: list[Path], count: int) -> None:
    texts = [text for path in paths for text in pieces(path.read_text("utf-8"))]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            (Path(folder) / f"{number:05}.md").write_text(texts[number % len(texts)], "utf-8")
        size = sum(entry.stat().st_size for entry in os.scandir(folder))
        command = [sys.executable, "-m", "ordinance_drafter", "check", folder, "--format", "json", "--fail-on", "never"]
        for jobs in ([], ["--jobs", "1"]) if count <= 2_000 else ([],):
            begin = time.perf_counter()
            done = subprocess.run([*command, *jobs], check=True, capture_output=True)
            took = time.perf_counter() - begin
            rows = json.loads(done.stdout)
            findings = sum(len(file["findings"]) for file in rows["files"])
            print(
                f"{count} files of {size / count / 1000:.1f} KB {' '.join(jobs) or 'all cores'}: {took:.1f} s, "
                f"{size / 1e6 / took:.2f} MB/s, {findings} findings, load {os.getloadavg()[0]:.1f}"
            )


def pieces(text: str) -> list[str]:
    """Return a text, and a longer one shortened to about 10 KB at an article."""
    if len(text.encode()) <= 12_000:
        return [text]
    cut = text[:4_500]
    return [cut[: cut.rfind("\n#####")] + "\n"] if "\n#####" in cut[500:] else [cut]


def textlint(folder: Path, paths: list[Path]) -> None:
    chosen = [path for path in paths if "ordinances" in path.parts]
    size = sum(path.stat().st_size for path in chosen)
    begin = time.perf_counter()
    subprocess.run(
        [folder.resolve() / "node_modules/.bin/textlint", *(path.resolve() for path in chosen)],
        capture_output=True,
        check=False,
        cwd=folder,
    )
    theirs = time.perf_counter() - begin
    begin = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "ordinance_drafter",
        "check",
        *map(str, chosen),
        "--format",
        "json",
        "--fail-on",
        "never",
    ]
    subprocess.run([*command, "--jobs", "1"], capture_output=True, check=True)
    ours = time.perf_counter() - begin
    print(
        f"{size / 1e6:.2f} MB, one process from start to end: textlint {theirs:.2f} s, ours {ours:.2f} s, ratio {theirs / ours:.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--textlint", type=Path)
    options = parser.parse_args()
    paths = sorted(options.corpus.glob("ordinances/*.md")) + sorted(options.corpus.glob("statutes/*.md"))
    one_core(paths)
    cold(paths[0])
    if options.textlint:
        textlint(options.textlint, paths)
    if options.many:
        many(sorted(options.corpus.glob("ordinances/*.md")), options.many)


if __name__ == "__main__":
    main()
