"""The planner's guide: every command in it is run, and every line of output it shows must come out, in its order."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "guide-planner.md"
SKIPPED = "…"
SLOW = 240  # seconds a command may take on a busy server before it is stopped


def steps() -> list[tuple[str, list[str]]]:
    """The commands of the guide with the lines shown under each."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", GUIDE.read_text("utf-8"), re.S):
        for line in block.rstrip("\n").split("\n"):
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip() != SKIPPED:
                found[-1][1].append(line)
    return found


def test_the_guide_tells_what_really_happens(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "planner" / "광주식 조례.txt", tmp_path)
    here = tmp_path
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert len(steps()) > 12
    for command, shown in steps():
        name, *arguments = shlex.split(command)
        if name == "cd":
            here = here / arguments[0]
            continue
        if name == "cat":
            said = (here / arguments[0]).read_text("utf-8")
        else:
            call = [sys.executable, "-m", "ordinance_drafter", *arguments]
            ran = subprocess.run(call, cwd=here, env=environment, capture_output=True, timeout=SLOW, check=False)
            assert ran.returncode in (0, 1), f"{command}\n{ran.stderr.decode()}"
            said = ran.stderr.decode() + ran.stdout.decode()
        at = 0
        for line in shown:
            part = line.split(SKIPPED)[0].rstrip()
            assert part in said[at:], f"{command}: ‘{line}’\n{said}"
            at = said.index(part, at) + len(part)
