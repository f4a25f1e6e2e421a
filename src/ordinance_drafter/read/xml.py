"""XML of law.go.kr -> lines: ordinances (조, 부칙내용) and statutes (조문단위, 항, 호, 목, 부칙단위, 별표단위)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding
from ordinance_drafter.lines import head_of
from ordinance_drafter.model import ARTICLE
from ordinance_drafter.read.container import parse_xml
from ordinance_drafter.read.decode import check_text
from ordinance_drafter.read.extract import Extract

_TITLES = ("자치법규명", "법령명_한글", "법령명한글", "행정규칙명")
_FACTS = (
    ("지자체기관명", "municipality"), ("공포번호", "number"), ("발령번호", "number"), ("제개정정보", "revision"),
    ("제개정구분명", "revision"), ("제개정구분", "revision"),
)  # fmt: skip
_DATES = (("공포일자", "promulgated"), ("발령일자", "promulgated"), ("시행일자", "effective"))
_INFO = ("자치법규기본정보", "기본정보", "행정규칙기본정보")
_LEFT_OUT = (("개정문", "개정문내용"), ("제개정이유", "제개정이유내용"))
_ADDENDA_GAP = re.compile(r"(?<=\S)[ \t]+(?=부 *칙 *<)")


def extract_xml(data: bytes) -> Extract:
    """Return the lines of an ordinance or a statute in the XML of law.go.kr, each with the path of its element.

    Raises:
        InputError: it is no well-formed XML, or none of these.
    """
    root = parse_xml(data)
    articles = root.find(".//조문")
    if articles is None and root.find(".//조문내용") is None and root.find(".//부칙내용") is None:
        if root.find(".//law") is not None or root.tag.endswith("Search"):
            raise InputError("법령이 아니라 검색 결과의 XML입니다. 법령 본문(lawService)의 XML을 주십시오.")
        if root.tag == "HWPML":
            raise InputError("한글의 XML(HWPML) 문서입니다. 한글에서 .hwpx나 .hwp로 저장한 뒤 다시 하십시오.")
        raise InputError("국가법령정보센터의 조례ㆍ법령 XML이 아닙니다.")
    return _Walk(root).extract


class _Walk:
    """Puts the elements of one document into lines, in the order of the law."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.tree = root.getroottree()
        self.extract = Extract([], heads=set())
        self.put(self.title(), root, head=True)
        for unit in self.units():
            self.article(unit)
        for element in root.iter("부칙내용"):
            self.addenda(element)
        for element in root.iter("별표단위"):
            self.annex(element)
        self.leave_out()
        self.extract.facts = self.facts()

    def title(self) -> str:
        for name in _TITLES:
            element = self.root.find(f".//{name}")
            if element is not None and (words := _text(element).strip()):
                return words
        return ""

    def units(self) -> Iterator[Any]:
        """Yield the elements that hold one article or one chapter heading each."""
        for parent in self.root.iter("조문"):
            for child in parent:
                if child.tag in ("조", "조문단위", "조문내용"):
                    yield child

    def article(self, unit: Any) -> None:
        """Put an article: its words, then its 항, 호 and 목, then its note."""
        content = unit if unit.tag == "조문내용" else unit.find("조내용")
        content = unit.find("조문내용") if content is None else content
        if content is not None:
            self.content(unit, content)
        for child in unit:
            if child.tag == "항" or child.tag == "호":
                self.branch(child)
        for note in unit.findall("조문참고자료"):
            self.lines(_text(note), note)

    def content(self, unit: Any, content: Any) -> None:
        """Put the words of an article; its first line is its head, and agrees with the number the file gives."""
        lines = [line for line in check_text(_text(content)).split("\n") if line.strip()]
        for index, line in enumerate(lines):
            place = len(self.extract.lines)
            self.put(line, content, head=index == 0)
            if index == 0 and unit is not content:
                self.agree(unit, line, place)

    def agree(self, unit: Any, line: str, place: int) -> None:
        stated = _number(unit)
        head = head_of(line.strip(), False)
        if head is None or head[0] is not ARTICLE or head[1] is None or stated is None:
            return
        if (head[1].main, head[1].branch) != stated:
            branch = f"의{stated[1]}" if stated[1] else ""
            words = f"조문번호는 제{stated[0]}조{branch}인데 본문은 {head[0].label(head[1])}입니다. 본문을 따랐습니다."
            self.extract.findings.append(Finding("P012", "warning", words, line=place + 1))

    def branch(self, element: Any) -> None:
        """Put a 항, 호 or 목 and what is under it."""
        name = element.tag
        content = element.find(f"{name}내용")
        if content is not None:
            label = _text(element.find(f"{name}번호")).strip()
            self.labelled(label, content)
        for child in element:
            if child.tag in ("호", "목"):
                self.branch(child)

    def labelled(self, label: str, content: Any) -> None:
        """Put the words of a numbered unit; the label the file gives makes its first line a head."""
        lines = [line.strip() for line in check_text(_text(content)).split("\n") if line.strip()]
        if not lines:
            return
        first = lines[0]
        if label and first.startswith(label):
            first = f"{label} {first[len(label) :].strip()}"
        self.put(first, content)
        for line in lines[1:]:
            self.put(line, content)

    def addenda(self, element: Any) -> None:
        """Put a 부칙; one element may hold many of them."""
        text = _ADDENDA_GAP.sub("\n", check_text(_text(element)))
        lines = [line for line in text.split("\n") if line.strip()]
        if lines and not lines[0].replace(" ", "").startswith("부칙"):
            self.put("부칙", element, head=True)
        for line in lines:
            self.put(line, element, head=line.replace(" ", "").startswith("부칙"))

    def annex(self, element: Any) -> None:
        """Put a 별표 or 서식: a mark from its number and title, then its words as they stand."""
        kind = _text(element.find("별표구분")).strip()
        number, branch = _int(element, "별표번호"), _int(element, "별표가지번호")
        tail = f"의{branch}" if branch else ""
        if kind in ("별표", ""):
            mark = f"[별표 {number}{tail}]" if number else "[별표]"
        else:
            mark = f"[별지 제{number}호{tail}서식]" if number else "[별지 서식]"
        title = _text(element.find("별표제목")).strip()
        self.put(f"{mark} {title}".rstrip(), element, head=True)
        content = element.find("별표내용")
        if content is not None:
            self.lines(_text(content), content, opaque=True)

    def leave_out(self) -> None:
        """Set the papers aside that come with a statute but are no part of it."""
        for name, inner in _LEFT_OUT:
            start = len(self.extract.lines)
            for element in self.root.iter(inner):
                self.lines(_text(element), element)
            if len(self.extract.lines) > start:
                self.extract.aside.append((name, start, len(self.extract.lines)))

    def lines(self, text: str, element: Any, *, opaque: bool = False) -> None:
        for line in check_text(text).split("\n"):
            if line.strip():
                if opaque:
                    self.extract.opaque.add(len(self.extract.lines))
                self.put(line.rstrip(), element)

    def put(self, line: str, element: Any, *, head: bool = False) -> None:
        assert self.extract.heads is not None
        if head:
            self.extract.heads.add(len(self.extract.lines))
        self.extract.lines.append(line)
        self.extract.elements.append(self.tree.getpath(element))

    def facts(self) -> dict[str, Any]:
        """Return what the file states of the text: number, dates, municipality."""
        info = next((self.root.find(f".//{name}") for name in _INFO if self.root.find(f".//{name}") is not None), None)
        if info is None:
            return {}
        facts: dict[str, Any] = {}
        for tag, name in _FACTS:
            if (words := _text(info.find(tag)).strip()) and name not in facts:
                facts[name] = words
        for tag, name in _DATES:
            if name not in facts and (day := _day(_text(info.find(tag)).strip())):
                facts[name] = day
        return facts


def _number(unit: Any) -> tuple[int, int] | None:
    """Return the article number a file states: ``000702`` is 7의2; statutes give 조문번호 and 조문가지번호."""
    stated = _text(unit.find("조문번호")).strip() or unit.get("조문번호", "")
    if not _is_number(stated):
        return None
    if unit.tag == "조":
        return (int(stated) // 100, int(stated) % 100) if len(stated) == 6 else None
    return int(stated), _int(unit, "조문가지번호")


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext())


def _int(element: Any, tag: str) -> int:
    words = _text(element.find(tag)).strip()
    return int(words) if _is_number(words) else 0


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= 6


def _day(words: str) -> date | None:
    try:
        return date(int(words[:4]), int(words[4:6]), int(words[6:])) if len(words) == 8 else None
    except ValueError:
        return None
