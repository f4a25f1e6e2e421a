"""Word files (.docx .docm .dotx, strict ones too) -> lines of text with their places.

What a reader of the printed page sees is taken: tracked insertions, automatic numbers, text boxes, notes. What is not
taken is told (P021 to P027).
"""

from __future__ import annotations

from typing import Any

from ordinance_drafter.read.extract import Extract
from ordinance_drafter.read.word.flow import Flow, Shared
from ordinance_drafter.read.word.labels import Numbering
from ordinance_drafter.read.word.notices import Notices
from ordinance_drafter.read.word.package import Package, R, W
from ordinance_drafter.read.word.styles import Styles

_NOTES = (("footnotes", "각주", W + "footnote"), ("endnotes", "미주", W + "endnote"))
_MARGINS = "머리글ㆍ꼬리글"
_PARTS = {
    "numbering": "자동 번호를 정한 부분",
    "styles": "서식을 정한 부분",
    "footnotes": "각주 부분",
    "endnotes": "미주 부분",
    "header": "머리글 부분",
    "footer": "꼬리글 부분",
    "comments": "메모 부분",
}


def extract_docx(data: bytes) -> Extract:
    """Return the lines of a Word file.

    Raises:
        InputError: it is no Word file, or its main part is damaged.
    """
    package = Package(data)
    notices = Notices()
    styles = Styles(package.side(package.part("styles")))
    numbering = package.part("numbering")
    lists = package.side(numbering)
    shared = Shared(styles, Numbering(lists, styles, lost=numbering is not None and lists is None), notices)
    extract = Extract([])
    places = {paragraph: index for index, paragraph in enumerate(package.body.iter(W + "p"))}
    body = Flow(package.root, extract, shared, places)
    body.blocks(package.body)
    labelled = list(body.labelled)
    for kind, name, tag in _NOTES:
        with shared.numbering.story():
            labelled += _add_notes(package, extract, shared, body, (kind, name, tag))
    with shared.numbering.story():
        _add_margins(package, extract, shared)
    if labelled:
        told = f"문단 {len(labelled)}개의 번호가 워드의 자동 번호입니다. 화면에 보이는 번호를 글자로 적어 읽었습니다."
        notices.add("P020", told, min(labelled), "info")
    _count_comments(package, notices, body.comments)
    _tell_damage(package, notices)
    extract.findings = notices.close(len(extract.lines))
    return extract


def _add_notes(
    package: Package, extract: Extract, shared: Shared, body: Flow, which: tuple[str, str, str]
) -> list[int]:
    """Read the footnotes or endnotes in the order of their references; return the lines with automatic numbers."""
    kind, name, tag = which
    wanted = [(note, line) for each, note, line in body.references if each == kind]
    root = package.side(package.part(kind)) if wanted else None
    if root is None:
        return []
    notes: dict[str, Any] = {}
    for note in root.iter(tag):
        notes.setdefault(note.get(W + "id", ""), note)
    flow = Flow(root, extract, shared, {})
    numbers: dict[str, int] = {}
    first = len(extract.lines)
    for note_id, line in wanted:
        read = note_id in numbers
        count = numbers.setdefault(note_id, len(numbers) + 1)
        if note_id not in notes:
            shared.notices.add("P023", f"여기에 {name} {count}번이 달렸으나 그 글이 파일에 없습니다.", line)
            continue
        shared.notices.add("P023", f"여기에 {name} {count}번이 달렸습니다. 그 글은 끝에 따로 읽었습니다.", line, "info")
        if not read:
            _add_note(extract, flow, notes[note_id], f"{name} {count}) ")
    if len(extract.lines) > first:
        extract.aside.append((name, first, len(extract.lines)))
    return flow.labelled


def _add_note(extract: Extract, flow: Flow, note: Any, head: str) -> None:
    start = len(extract.lines)
    flow.blocks(note)
    if len(extract.lines) == start:
        extract.lines.append("")
        extract.paragraphs.append(-1)
    extract.lines[start] = head + extract.lines[start].lstrip()


def _add_margins(package: Package, extract: Extract, shared: Shared) -> None:
    """Read headers and footers: each text once, page numbers left out, nothing told of them."""
    margins = Extract([])
    quiet = Shared(shared.styles, shared.numbering, Notices())
    read: set[str] = set()
    for reference in package.root.iter(W + "headerReference", W + "footerReference"):
        relation = package.relations.get(reference.get(R + "id", ""))
        if relation is None or relation.part in read or relation.kind not in ("header", "footer"):
            continue
        read.add(relation.part)
        root = package.side(relation.part)
        if root is not None:
            Flow(root, margins, quiet, {}, page_numbers=False).blocks(root)
    seen: set[str] = set()
    first = len(extract.lines)
    for index, line in enumerate(margins.lines):
        words = line.strip()
        if words in seen or not any(map(str.isalnum, words)):  # dashes around a page number that was left out
            continue
        seen.add(words)
        if index in margins.opaque:
            extract.opaque.add(len(extract.lines))
        extract.lines.append(line)
        extract.paragraphs.append(-1)
    if len(extract.lines) > first:
        extract.aside.append((_MARGINS, first, len(extract.lines)))


def _count_comments(package: Package, notices: Notices, places: list[int]) -> None:
    root = package.side(package.part("comments"))
    count = sum(1 for _ in root.iter(W + "comment")) if root is not None else 0
    if count:
        notices.add("P022", f"메모 {count}개는 읽지 않았습니다.", min(places, default=None), "info")


def _tell_damage(package: Package, notices: Notices) -> None:
    kinds = {relation.part: relation.kind for relation in package.relations.values()}
    for part in package.damaged:
        kind = kinds.get(part) or part.rsplit("/", 1)[-1].removesuffix(".xml")
        what = _PARTS.get(kind, "파일의 한 부분")
        notices.add("P027", f"{what}({part:.80})이 깨져 읽지 못했습니다. 빠진 것이 없는지 원본과 맞춰 보십시오.", None)
