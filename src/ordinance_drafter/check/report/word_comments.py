"""Findings as comments in the reviewer's own Word file: nothing else of it changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from lxml import etree

from ordinance_drafter.check.place import align, unit_address
from ordinance_drafter.check.report.results import SEVERITY_WORDS
from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding, Reading
from ordinance_drafter.model import ADDENDA, ANNEXES, at
from ordinance_drafter.read.container import Container, parse_xml

AUTHOR, INITIALS = "조례 검사", "검사"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
MAIN, LINKS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"


def annotate(data: bytes, reading: Reading, findings: Sequence[Finding]) -> bytes:
    """Return a Word file with a comment for each finding at the words, or the paragraph, it is about.

    Only the main part gains marks and the comments part comments; every other part stays byte for byte.

    Args:
        data: the file, as it was read.
        reading: what was read from it.
        findings: of this reading.

    Raises:
        InputError: the file is of a kind that cannot be annotated.
    """
    container = Container(data)
    if MAIN not in container.names:
        raise InputError("이 워드 파일은 구조가 달라 메모를 달 수 없습니다. 워드에서 .docx로 다시 저장하십시오.")
    root = parse_xml(container.read(MAIN))
    if etree.QName(root).namespace == _STRICT_W:
        raise InputError("엄격한(Strict) 형식의 워드 파일입니다. 워드에서 보통의 .docx로 다시 저장하십시오.")
    links = (
        parse_xml(container.read(LINKS))
        if LINKS in container.names
        else etree.Element(f"{{{_RELATIONS}}}Relationships")
    )
    part = _comments_part(links)
    comments = parse_xml(container.read(part)) if part in container.names else _element("comments", nsmap={"w": _W})
    taken = [int(each.get(_name("id"), "0")) for each in comments if each.get(_name("id"), "").lstrip("-").isdigit()]
    places = _Places(root, reading)
    for number, finding in enumerate(findings, max(taken, default=-1) + 1):
        places.mark(finding, str(number))
        comments.append(_comment(str(number), _words(reading, finding)))
    changed = {MAIN: root, LINKS: links, part: comments, TYPES: _types(parse_xml(container.read(TYPES)), part)}
    return _rewritten(data, {name: _bytes(tree) for name, tree in changed.items()})


def _words(reading: Reading, finding: Finding) -> list[str]:
    word = "미확인" if finding.state == "unverified" else SEVERITY_WORDS[finding.severity]
    at_ = f" {unit_address(reading.ordinance, finding.path)}" if finding.path else ""
    lines = [f"[{word} {finding.code}]{at_}", finding.message]
    return [*lines, f"근거: {finding.basis}"] if finding.basis else lines


class _Places:
    """The paragraphs of a document, and where in them findings are."""

    def __init__(self, root: Any, reading: Reading) -> None:
        body = root.find(_name("body"))
        self.paragraphs = list(body.iter(_name("p"))) if body is not None else []
        self.reading = reading

    def mark(self, finding: Finding, number: str) -> None:
        """Put the marks of comment ``number`` around what a finding is about."""
        paragraph = self._paragraph(finding)
        if paragraph is None:
            return
        first, last = self._range(paragraph, finding)
        start, end = _element("commentRangeStart", number), _element("commentRangeEnd", number)
        reference = _element("r")
        reference.append(_element("commentReference", number))
        if first is None or last is None:
            at_ = 1 if len(paragraph) and paragraph[0].tag == _name("pPr") else 0
            for offset, node in enumerate((start, end, reference)):
                paragraph.insert(at_ + offset, node)
            return
        first.addprevious(start)
        last.addnext(end)
        end.addnext(reference)

    def _paragraph(self, finding: Finding) -> Any:
        reading = self.reading
        for above in range(len(finding.path or ()), 0, -1):
            span = reading.spans.get((finding.path or ())[:above])
            if span is not None and span.paragraph is not None and 0 <= span.paragraph < len(self.paragraphs):
                return self.paragraphs[span.paragraph]
        line = reading.source[finding.line - 1] if finding.line and finding.line <= len(reading.source) else ""
        wanted = _bare(line or reading.ordinance.title)
        found = next((each for each in self.paragraphs if wanted and wanted in _bare(_text(each))), None)
        return found if found is not None else next(iter(self.paragraphs), None)

    def _range(self, paragraph: Any, finding: Finding) -> tuple[Any, Any]:
        """Return the first and last child of the paragraph that hold the words (all of it when there is no span)."""
        nodes = [node for node in paragraph.iter(_name("t")) if node.text and _own(node, paragraph)]
        if not nodes:
            return None, None
        whole = "".join(node.text for node in nodes)
        start, end = 0, len(whole)
        words = self._words(finding)
        if finding.span and words and "\n" not in whole:
            spot = align([whole], words, finding.span, 1, 1)
            if spot:
                start, end = spot.column - 1, spot.column - 1 + spot.length
        at_, inside = 0, []
        for node in nodes:
            if at_ < end and at_ + len(node.text) > start:
                inside.append(node)
            at_ += len(node.text)
        inside = inside or nodes
        return _child(paragraph, inside[0]), _child(paragraph, inside[-1])

    def _words(self, finding: Finding) -> str:
        if finding.field == "source" and finding.line:
            return self.reading.source[finding.line - 1]
        if finding.path is None:
            return self.reading.ordinance.title if finding.field == "title" else ""
        if finding.path[0] == ANNEXES or (finding.path[0] == ADDENDA and len(finding.path) < 3):
            return ""
        unit = at(self.reading.ordinance, finding.path)
        return unit.heading if finding.field == "heading" else unit.text


def _own(node: Any, paragraph: Any) -> bool:
    """Whether a text node is of the paragraph itself, not of a text box in it."""
    above = node.getparent()
    while above is not None and above.tag != _name("p"):
        above = above.getparent()
    return above is paragraph


def _child(paragraph: Any, node: Any) -> Any:
    while node.getparent() is not paragraph:
        node = node.getparent()
    return node


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(_name("t")))


def _bare(words: str) -> str:
    return "".join(words.split())


def _name(tag: str) -> str:
    return f"{{{_W}}}{tag}"


def _element(tag: str, number: str = "", nsmap: dict[str, str] | None = None) -> Any:
    node = etree.Element(_name(tag), nsmap=nsmap)
    if number:
        node.set(_name("id"), number)
    return node


def _comment(number: str, lines: Sequence[str]) -> Any:
    """Return a comment; without a date, so that the same file gives the same bytes."""
    comment = _element("comment", number)
    comment.set(_name("author"), AUTHOR)
    comment.set(_name("initials"), INITIALS)
    for line in lines:
        paragraph, run, text = _element("p"), _element("r"), _element("t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        paragraph.append(run)
        comment.append(paragraph)
    return comment


def _comments_part(links: Any) -> str:
    """Return the comments part's name; a relationship to a new one is added when there is none."""
    for link in links:
        if link.get("Type") == _COMMENTS:
            target = str(link.get("Target", ""))
            return target.lstrip("/") if target.startswith("/") else f"word/{target}"
    taken = {link.get("Id") for link in links}
    link = etree.SubElement(links, f"{{{_RELATIONS}}}Relationship")
    link.set("Id", next(name for n in range(1, len(taken) + 2) if (name := f"rIdComments{n}") not in taken))
    link.set("Type", _COMMENTS)
    link.set("Target", "comments.xml")
    return "word/comments.xml"


def _types(types: Any, part: str) -> Any:
    if not any(each.get("PartName") == f"/{part}" for each in types):
        override = etree.SubElement(types, f"{{{_TYPES}}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", _COMMENTS_TYPE)
    return types


def _bytes(tree: Any) -> bytes:
    content: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _rewritten(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the package with some parts changed or new, every other one as it was, in the same order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = changed.pop(entry.filename) if entry.filename in changed else old.read(entry)
            new.writestr(entry, content)
        for name, content in changed.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
