"""Run an Open XML validator over a folder of .docx files and over drafts of every recipe; used by .ci/run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import build_bill
from ordinance_drafter.library import load_library
from ordinance_drafter.project import Project
from ordinance_drafter.write import write


def main(validator: str, folder: str) -> int:
    """Return 0 when every document is valid."""
    files = sorted(Path(folder).glob("*.docx"))
    if not files:
        print(f"{folder}: no .docx files")
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        library = load_library()
        for code in library.municipality_codes:
            for recipe in library.clause_set("ai-industry").file.recipes:
                bill = build_bill(assemble(Project(municipality=code, recipe=recipe), library))
                path = Path(temporary) / f"{code}-{recipe}.docx"
                path.write_bytes(write(bill.document(), "docx"))
                files.append(path)
        failed = [path for path in files if not _is_valid(validator, path)]
    print(f"ooxml-validator: {len(files)} documents, {len(failed)} invalid")
    return 1 if failed else 0


def _is_valid(validator: str, path: Path) -> bool:
    result = subprocess.run([validator, str(path)], capture_output=True, text=True, check=False)
    if result.returncode:
        print(path.name, result.stdout[:2000], result.stderr[:500])
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
