"""The report of an adaptation: for the screen, as Markdown, as JSON and as a Word document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ordinance_drafter.adapt.result import FLAGS, Adapted, Change, Flag
from ordinance_drafter.blocks import Block, Cell, Document, Paragraph, Run, Style, Table
from ordinance_drafter.korean import particle, truncate

KINDS = {
    "city": "이름", "formal": "이름", "head": "장", "head_short": "장", "gov_short": "지방자치단체", "council": "의회",
    "council_short": "의회", "member": "의원", "residents": "주민", "gazette": "공보", "deputy": "부단체장", "ordinance": "인용한 조례",
    "rule_title": "인용한 규칙", "agency": "기관", "upper": "위 지방자치단체", "lower": "아래 지방자치단체", "particle": "조사",
    "history": "내력", "number": "번호", "declaration": "약칭", "level": "뺀 조항", "department": "부서", "place": "곳", "bare": "줄인 이름",
    "other_place": "다른 곳",
}  # fmt: skip
"""Kind of a change -> its word in reports."""
FORMATS = ("txt", "md", "json", "docx")
Row = tuple[str, str, str, list[str]]


def summary(adapted: Adapted) -> str:
    """Return the result in one or two sentences."""
    must = sum(flag.must_decide for flag in adapted.flags)
    source, target = adapted.source.formal_name, adapted.target.formal_name
    head = f"{source}의 조례를 {target}의 것으로 옮겼습니다. 바꾼 곳 {len(adapted.changes)}곳, "
    if must:
        return f"{head}사람이 정해야 할 곳 {must}곳, 살펴볼 곳 {len(adapted.flags) - must}곳."
    return (
        f"{head}살펴볼 곳 {len(adapted.flags)}곳. {source}{particle(source, '을/를')} 가리키는 말은 남아 있지 않습니다."
    )


def grouped(changes: tuple[Change, ...]) -> list[Row]:
    """Return kind, before, after and the places of the same changes together, the order of first places kept."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for change in changes:
        key = (KINDS.get(change.kind, change.kind), change.before, change.after)
        places = rows.setdefault(key, [])
        places.append(change.address)
    return [(*key, _counted(places)) for key, places in rows.items()]


def _counted(places: list[str]) -> list[str]:
    counts: dict[str, int] = {}
    for place in places:
        counts[place] = counts.get(place, 0) + 1
    return [place if count == 1 else f"{place}({count})" for place, count in counts.items()]


def _flag_groups(adapted: Adapted) -> Iterator[tuple[str, tuple[Flag, ...]]]:
    for kind, label in FLAGS.items():
        flags = adapted.of(kind)
        if flags:
            yield f"{label} ({len(flags)})" + (" ─ 정해야 합니다" if flags[0].must_decide else ""), flags


def _together(flags: tuple[Flag, ...]) -> list[tuple[str, str, list[str]]]:
    """Return words, message and places of flags that say the same."""
    rows: dict[tuple[str, str], list[str]] = {}
    for flag in flags:
        rows.setdefault((flag.words, flag.message), []).append(flag.address)
    return [(*key, _counted(places)) for key, places in rows.items()]


def _words(text: str, width: int = 80) -> str:
    return truncate(" ".join(text.split()), width)


def as_text(adapted: Adapted) -> str:
    """Return the report for a screen: what is left first, then every change."""
    lines = [summary(adapted)]
    for label, flags in _flag_groups(adapted):
        lines += ["", f"[{label}]"]
        for words, message, places in _together(flags):
            lines += [f"  “{_words(words)}”  {', '.join(places)}", f"      {message}"]
    lines += ["", f"[바꾼 것 ({len(adapted.changes)})]"]
    for kind, before, after, places in grouped(adapted.changes):
        lines.append(f"  {kind}: “{_words(before)}” → {_after(after)}  {', '.join(places)}")
    return "\n".join(lines) + "\n"


def _after(words: str) -> str:
    return f"“{_words(words)}”" if words else "(뺌)"


def as_markdown(adapted: Adapted) -> str:
    """Return the report in Markdown."""
    lines = [f"# {adapted.ordinance.title} 옮김 보고", "", summary(adapted)]
    for label, flags in _flag_groups(adapted):
        lines += ["", f"## {label}", "", "| 자리 | 말 | 할 일 |", "|---|---|---|"]
        lines += [f"| {_cell(flag.address)} | {_cell(flag.words)} | {_cell(flag.message)} |" for flag in flags]
    lines += ["", f"## 바꾼 것 ({len(adapted.changes)})", "", "| 갈래 | 전 | 후 | 자리 |", "|---|---|---|---|"]
    for kind, before, after, places in grouped(adapted.changes):
        lines.append(f"| {kind} | {_cell(before)} | {_cell(after) or '(뺌)'} | {_cell(', '.join(places))} |")
    return "\n".join(lines) + "\n"


_MARKS = str.maketrans({"|": "\\|", "*": "\\*", "_": "\\_", "`": "\\`", "<": "&lt;", ">": "&gt;", "\n": " "})


def _cell(text: str) -> str:
    return text.translate(_MARKS)


def as_json(adapted: Adapted) -> str:
    """Return the report as JSON: every change and every flag by itself."""
    data: dict[str, Any] = {
        "title": adapted.ordinance.title,
        "source": adapted.source.formal_name,
        "target": adapted.target.formal_name,
        "ready": adapted.is_ready,
        "changes": [
            {"kind": c.kind, "address": c.address, "field": c.field, "path": list(c.path), "before": c.before, "after": c.after}
            for c in adapted.changes
        ],
        "flags": [
            {
                "kind": f.kind, "must_decide": f.must_decide, "address": f.address, "field": f.field,
                "path": list(f.path), "words": f.words, "message": f.message,
            }
            for f in adapted.flags
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_document(adapted: Adapted) -> Document:
    """Return the report as blocks for Word."""
    title = f"{adapted.ordinance.title} 옮김 보고"
    blocks: list[Block] = [_paragraph(Style.PART_TITLE, title), _paragraph(Style.BODY, summary(adapted))]
    for label, flags in _flag_groups(adapted):
        rows = [(flag.address, flag.words, flag.message) for flag in flags]
        blocks += [_paragraph(Style.HEADING1, label), _table(("자리", "말", "할 일"), rows, (2, 2, 4))]
    rows4 = [(k, before, after or "(뺌)", ", ".join(places)) for k, before, after, places in grouped(adapted.changes)]
    blocks.append(_paragraph(Style.HEADING1, f"바꾼 것 ({len(adapted.changes)})"))
    if rows4:
        blocks.append(_table(("갈래", "전", "후", "자리"), rows4, (1, 3, 3, 3)))
    return Document(title, tuple(blocks))


def _paragraph(style: Style, text: str) -> Paragraph:
    return Paragraph(style, (Run(" ".join(text.split())),))


def _table(head: tuple[str, ...], rows: list[Any], widths: tuple[int, ...]) -> Table:
    top = tuple(Cell((_paragraph(Style.TABLE_HEAD, words),)) for words in head)
    body = [tuple(Cell((_paragraph(Style.TABLE_CELL, words),)) for words in row) for row in rows]
    return Table((top, *body), widths)


def report(adapted: Adapted, format_: str) -> bytes:
    """Return the report as a file's content in one of :data:`FORMATS`."""
    if format_ == "docx":
        from ordinance_drafter.write import write

        return write(as_document(adapted), "docx")
    made = {"txt": as_text, "md": as_markdown, "json": as_json}[format_](adapted)
    return made.encode()
