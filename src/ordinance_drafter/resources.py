"""Where ``clause_library/`` and ``templates/`` are: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def data_dir(name: str) -> Path:
    """Return the folder ``clause_library`` or ``templates``.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"설치가 온전하지 않습니다: {name} 폴더가 없습니다. 다시 설치하십시오.")
