"""How many clauses that were sent back as unlawful the rules on rights and authority see, and what that costs.

python benchmarks/unlawful.py ../shared/corpus                 # recall by kind of unlawfulness, false alarms
python benchmarks/unlawful.py ../shared/corpus --cases         # each case with what was found
python benchmarks/unlawful.py ../shared/corpus --missed        # only the cases in which nothing was found
python benchmarks/unlawful.py ../shared/corpus --alarms        # each finding in the lawful ordinances

A case counts as seen when a finding stands in the clause as the overview tells it, or in the article the overview
names in the printed bill. A case the court found valid is not counted. Lawful texts are the ordinances in force, each
checked twice: as the text in force and as a draft.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ordinance_drafter.check import Policy, check_document
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.place import address_of
from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding, Reading
from ordinance_drafter.read import read

CODES = ("RGT", "FIN006", "FIN010", "FIN011", "FIN012", "FIN014", "FIN015", "FIN016", "COM014", "COM016", "COM022", "DLG003", "DLG004")  # fmt: skip
POLICY = Policy(select=CODES)
_CONTENT = re.compile(r"조례내용(.*?)(?:재의요구 이 유|판결요지|$)", re.DOTALL)
_BREAK = re.compile(r"\s+(?=제\d+조(?:의\d+)?\(|[①-⑳]|\d{1,2}\. [가-힣「“]|• |- |▸|‣)")
_ARTICLE = re.compile(r"제(\d+)조(?:의(\d+))?")
_HEAD = re.compile(r"^(?:[-•▸‣*] ?)?(제\d+조(?:의\d+)?\([^)]{1,40}\))")
FRAME = (
    "{}\n\n제1조(목적) 이 조례는 필요한 사항을 규정함을 목적으로 한다.\n{}\n\n부칙\n이 조례는 공포한 날부터 시행한다.\n"
)


def clauses(case: dict[str, Any]) -> str:
    """Return the clauses of a case as the overview tells them, as a small ordinance."""
    found = _CONTENT.search(case["overview"])
    lines: list[str] = []
    number = 1
    for line in _BREAK.sub("\n", (found[1] if found else "").strip()).split("\n"):
        line = line.strip("•-▸‣ ").strip()
        if not line:
            continue
        if _HEAD.match(line) or (lines and re.match(r"[①-⑳]|\d{1,2}\. ", line)):
            lines.append(line)
        else:
            number += 1
            lines.append(f"제{number}조(내용) {line}")
    return FRAME.format(title_of(case), "\n".join(lines))


def title_of(case: dict[str, Any]) -> str:
    return str(case["title"]).replace("일부개정조례안", "").replace("전부개정조례안", "").removesuffix("안").strip()


def offending(case: dict[str, Any]) -> set[str]:
    """Return the articles the overview names (제8조, 제7조의2)."""
    found = _CONTENT.search(case["overview"])
    text = re.sub(
        r"｢[^｣]*｣ ?제\d+조(?:의\d+)?|「[^」]*」 ?(?:시행령 ?)?제\d+조(?:의\d+)?", "", found[1] if found else ""
    )
    return {match[0] for match in _ARTICLE.finditer(text)}


def printed(corpus: Path, case: dict[str, Any]) -> Iterator[Document]:
    """Yield the printed papers of a case, with line breaks put back where units begin."""
    for name in case["files"]:
        path = corpus / "pdftext" / name
        if path.is_file():
            text = _BREAK.sub("\n", path.read_text("utf-8").replace("\n", " ")).replace(" 부 칙 ", "\n부칙\n")
            try:
                yield Document(read(f"{title_of(case)}\n\n{text}", "text"), kind="enactment", municipality="none")
            except InputError:
                continue


def found_in(document: Document, wanted: set[str] | None) -> list[tuple[Finding, str]]:
    told = []
    for finding in check_document(document, POLICY):
        place = address_of(document.ordinance, finding)
        if wanted is None or any(re.match(rf"{article}(?!의|\d)", place) for article in wanted):
            told.append((finding, place))
    return told


def seen(corpus: Path, case: dict[str, Any], kind: str) -> list[tuple[Finding, str]]:
    found = found_in(Document(read(clauses(case), "text"), kind=kind, municipality="none"), None)
    wanted = offending(case)
    for document in printed(corpus, case):
        document.kind = kind
        found.extend(found_in(document, wanted or None))
    return found


def alarms(corpus: Path, kind: str, show: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    holders, total = set(), 0
    for path in sorted((corpus / "ordinances").glob("*.md")):
        total += 1
        reading: Reading = read(path)
        for finding in check_document(Document(reading, kind=kind), POLICY):
            counts[finding.code, finding.severity] += 1
            if finding.severity != "info":
                holders.add(path)
            if show:
                print(f"  {path.stem} {finding.code} {finding.severity} {address_of(reading.ordinance, finding)} {finding.message}")  # fmt: skip
    loud = {key: number for key, number in counts.items() if key[1] != "info"}
    print(f"{kind}: {sum(loud.values())} errors and warnings in {len(holders)} of {total} lawful ordinances")
    for (code, severity), number in sorted(counts.items()):
        print(f"  {code} {severity:8} {number}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kind", default="enactment")
    for name in ("--cases", "--missed", "--alarms"):
        parser.add_argument(name, action="store_true")
    options = parser.parse_args()
    rows = (options.corpus / "reconsideration_cases.jsonl").read_text("utf-8").splitlines()
    whole: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    hint: Counter[str] = Counter()
    for number, case in enumerate(map(json.loads, rows)):
        if "(유효)" in case["overview"]:
            continue
        kind = case["category"]
        whole[kind] += 1
        found = seen(options.corpus, case, options.kind)
        loud = [each for each in found if each[0].severity != "info"]
        hit[kind] += bool(loud)
        hint[kind] += bool(found) and not loud
        if options.cases or (options.missed and not loud):
            print(f"{number:2} {kind[:12]} {case['title']}")
            for finding, place in found:
                print(f"     {finding.code} {finding.severity} {place} {finding.message[:110]}")
    for kind in sorted(whole):
        print(f"{kind}: {hit[kind]} of {whole[kind]} seen (error or warning), {hint[kind]} more as info")
    print(f"all: {hit.total()} of {whole.total()} seen, {hint.total()} more as info")
    for kind in ("enactment", "in_force"):
        alarms(options.corpus, kind, options.alarms)


if __name__ == "__main__":
    main()
