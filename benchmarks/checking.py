"""What the rules find in real ordinances and statutes: counts, the error-level findings one by one, and speed.

python benchmarks/checking.py ../shared/corpus                      # counts by code, documents by folder
python benchmarks/checking.py ../shared/corpus --select RGT COM     # only these groups or codes
python benchmarks/checking.py ../shared/corpus --errors             # each error with its place and words
python benchmarks/checking.py ../shared/corpus --show LNG010        # each finding of a code
python benchmarks/checking.py ../shared/corpus --speed              # milliseconds of each rule, MB/s of all
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from ordinance_drafter.check import Policy, all_rules, check_document
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.engine import applies
from ordinance_drafter.check.place import address_of
from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding, Reading
from ordinance_drafter.model import ADDENDA, ANNEXES, at
from ordinance_drafter.read import read

FOLDERS = {"ordinances": "*.md", "statutes": "*.md", "xml": "*.xml"}


def documents(corpus: Path, folders: list[str], kind: str) -> list[tuple[Path, Document]]:
    found = []
    for folder in folders:
        place = corpus / folder if (corpus / folder).is_dir() else Path(folder)
        for path in sorted(place.glob(FOLDERS.get(folder, "*.*"))):
            try:
                found.append((path, Document(read(path), kind=kind)))
            except InputError as error:
                print(f"읽지 못함 {path.name}: {error.problems[0]}")
    return found


def told(reading: Reading, finding: Finding) -> str:
    words = ""
    if (
        finding.path is not None
        and finding.path[0] != ANNEXES
        and not (finding.path[0] == ADDENDA and len(finding.path) < 3)
    ):
        unit = at(reading.ordinance, finding.path)
        words = unit.heading if finding.field == "heading" else unit.text
        if finding.span and finding.field in ("text", "heading"):
            low, high = finding.span
            words = f"{words[max(0, low - 40) : low]}⟦{words[low:high]}⟧{words[high : high + 40]}"
    return (
        f"{finding.code} {finding.severity} {address_of(reading.ordinance, finding)} {finding.message} | {words[:160]}"
    )


def speed(found: list[tuple[Path, Document]], policy: Policy) -> None:
    size = sum(path.stat().st_size for path, _ in found)
    costs: Counter[str] = Counter()
    whole = 0.0
    for _, old in found:
        begin = time.perf_counter()
        document = Document(old.reading, kind=old.kind)
        check_document(document, policy)
        whole += time.perf_counter() - begin
        for rule in all_rules():
            if policy.wants(rule.code) and applies(rule, document):
                begin = time.perf_counter()
                list(rule.find(document))
                costs[rule.code] += time.perf_counter() - begin
    print(f"{size / 1e6:.2f} MB in {whole:.2f} s: {size / 1e6 / whole:.2f} MB/s with all rules (reading not counted)")
    for code, cost in costs.most_common(25):
        print(f"{code} {cost * 1000:8.1f} ms {cost / whole:6.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folders", nargs="*", default=list(FOLDERS))
    parser.add_argument("--select", nargs="*", default=[])
    parser.add_argument("--kind", default="auto")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--show", nargs="*", default=[])
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    policy = Policy(select=tuple(options.select))
    found = documents(options.corpus, options.folders, options.kind)
    if options.speed:
        speed(found, policy)
        return
    counts: Counter[tuple[str, str]] = Counter()
    holders: dict[str, set[Path]] = {}
    for path, document in found:
        for finding in check_document(document, policy):
            counts[finding.code, finding.severity] += 1
            holders.setdefault(finding.code, set()).add(path)
            if (options.errors and finding.severity == "error") or finding.code in options.show:
                print(f"{path.name}: {told(document.reading, finding)}")
    for (code, severity), count in sorted(counts.items()):
        print(f"{code} {severity:8} {count:5} in {len(holders[code])} documents")
    errors = sum(count for (_, severity), count in counts.items() if severity == "error")
    print(f"{len(found)} documents, {sum(counts.values())} findings, {errors} errors")


if __name__ == "__main__":
    main()
