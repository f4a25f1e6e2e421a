"""The files of an imported set: YAML with the words people need to go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ordinance_drafter.importing.imported import Imported
from ordinance_drafter.overlay import roundtrip
from ordinance_drafter.overlay.pointers import pointer

REPORT = "확인할 것.md"


def yaml_files(imported: Imported) -> dict[str, str]:
    """Return the content of each file of an imported set by its name, and a list of what is to be looked at."""
    files = {}
    for name, data in sorted(imported.files.items()):
        of_set = name.endswith("/set.yaml")
        head = pointer("set", 1) + _SET if of_set else pointer("clause", 3)
        files[name] = head + roundtrip.dump(_plain(data))
    files[f"{imported.set_id}/{REPORT}"] = report(imported)
    return files


def municipality_file(imported: Imported, present: Path) -> str | None:
    """Return what the city's file of a layer must say: its answers joined to what the file ``present`` says already."""
    if imported.municipality is None:
        return None
    if not present.exists():
        kind = "municipality" if "name" in imported.municipality else "municipality-change"
        return pointer(kind, 1) + _CITY + roundtrip.dump(_plain(imported.municipality))
    data = roundtrip.load(present)
    answers = data.setdefault("answers", {})
    answers.pop(imported.set_id, None)
    answers.update(_plain(imported.municipality).get("answers", {}))
    return roundtrip.dump(data)


_SET = (
    "# 가져온 조문 묶음. original은 원문을 그대로 되살리고, standard는 다른 지방자치단체의 새 조례를 만든다.\n"
    "# slots의 물음에는 지방자치단체마다 답이 다르다. 원래 지방자치단체의 답은 municipalities 폴더에 있다.\n"
)
_CITY = "# 가져온 조례에서 읽은 지방자치단체의 말. 확인하지 않은 것이므로 쓰기 전에 대조한다.\n"


def report(imported: Imported) -> str:
    """Return what was unsure as a list people can work through, by clause."""
    lines = [f"# {imported.set_id}: 확인할 것", ""]
    if not imported.unsure:
        lines.append("확실하지 않은 것은 없었다. 요건과 근거는 기계가 적은 것이므로 그래도 읽어 본다.")
    for row in dict.fromkeys(imported.unsure):
        lines.append(f"- [ ] {row.address}({row.clause or '묶음'}): {row.what}")
    return "\n".join(lines) + "\n"


def _plain(data: Any) -> Any:
    """Return data without what is empty and need not be written, mappings in their order."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items() if value != {} and value is not None}
    if isinstance(data, list | tuple):
        return [_plain(item) for item in data]
    return data
