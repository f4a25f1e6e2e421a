"""Defects that people found in real ordinances in force: does the checker find each, by its code and article?

    python benchmarks/known_defects.py ../shared/corpus

Run on the copies as they are (texts in force) and again as drafts (``--kind enactment``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from ordinance_drafter.check import check_document
from ordinance_drafter.check.document import Document
from ordinance_drafter.check.place import address_of
from ordinance_drafter.read import read

GWANGJU = "광주광역시__광주광역시 인공지능(AI)산업 육성 및 지원 조례"
BASIC = "광주광역시__광주광역시 인공지능 기본 조례"
MERGED = "전남광주통합특별시__전남광주통합특별시 인공지능산업 육성 및 지원 조례"
GOYANG = "경기도고양시__고양시 인공지능산업 육성 및 지원 조례"
DEFECTS = (
    ("대구광역시__대구광역시 인공지능 기본 조례", "CIT016", "제7조"),
    ("대구광역시__대구광역시 인공지능 기본 조례", "SPL006", ""),
    (GWANGJU, "SPL028", "제6조"),
    (GWANGJU, "SPL008", "제11조"),
    (GWANGJU, "LNG016", "제16조"),
    (GWANGJU, "FIN007", "제19조"),
    (GWANGJU, "LNG004", "제20조"),
    (BASIC, "SPL029", "제4조"),
    (BASIC, "SPL028", "제6조"),
    (BASIC, "COM003", "제8조"),
    (BASIC, "LNG015", "제8조"),
    (BASIC, "NUM017", ""),
    (BASIC, "XRF008", ""),
    (BASIC, "TTL010", ""),
    (BASIC, "DEF011", ""),
    (MERGED, "SPL001", "제8조"),
    (MERGED, "SPL007", "제8조"),
    (MERGED, "NUM010", "제15조"),
    (MERGED, "DEF011", ""),
    (MERGED, "DEF020", ""),
    (MERGED, "CIT012", "부칙"),
    ("경기도고양시__고양시 각종 위원회 구성 및 운영에 관한 조례", "CIT009", ""),
    (GOYANG, "AIX001", "제5조"),
    (GOYANG, "DEF014", "제2조"),
    (GOYANG, "CTX005", ""),
)
"""File, code, and the beginning of the address ("" where the list of defects names none)."""


def main() -> None:
    corpus = Path(sys.argv[1]) / "ordinances"
    for kind in ("auto", "enactment"):
        found = 0
        for name, code, place in DEFECTS:
            reading = read(corpus / f"{name}.md")
            rows = [each for each in check_document(Document(reading, kind=kind)) if each.code == code]
            at = [address_of(reading.ordinance, each) for each in rows]
            hit = any(address.startswith(place) for address in at) or (bool(at) and not place)
            found += hit
            print(
                f"{'○' if hit else '×'} {code} {name.split('__')[1]} {place or '-'}: {', '.join(at[:4]) or '찾지 못함'}"
            )
        print(f"{kind}: {found}/{len(DEFECTS)}\n")


if __name__ == "__main__":
    main()
