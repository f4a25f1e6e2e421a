"""Hangul documents: .hwpx is read from its XML, binary .hwp is turned into the same XML by python-hwpx first."""

from __future__ import annotations

import re
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Finding
from ordinance_drafter.read.container import Container, parse_xml
from ordinance_drafter.read.extract import Extract
from ordinance_drafter.read.hangul.labels import Labels
from ordinance_drafter.read.hangul.owpml import Body, Line, Notice

MAX_HWP = 64_000_000
MAX_UNPACKED = 256_000_000
MAX_TEXT = 24_000_000
MAX_THINGS = 400_000
"""Bytes of a .hwp file; bytes of its streams once unpacked, and of those with text; records, line breaks, table rows.
A 60-page draft has about 1 MB of text in 20,000 things."""

MAX_SAME = 200
"""Findings of one code; the rest is told in one sentence."""

_QUOTED = 40
_SEGMENTS = 5

Parts = Callable[[str], bytes]


# ── .hwpx ────────────────────────────────────────────────────────────────────

_NO_HWPX = "한글 문서(.hwpx)가 아닙니다. 파일을 한글에서 열어 .hwpx로 다시 저장하십시오."
_LOCKED = "암호가 걸린 한글 문서입니다. 한글에서 열어 암호를 푼 뒤 다시 저장하십시오."
_SECTION = re.compile(r"(?:.*/)?section(\d{1,6})\.xml", re.I)


def extract_hwpx(data: bytes) -> Extract:
    """Return the lines of a .hwpx document.

    Raises:
        InputError: it is no .hwpx document, is encrypted, or no section of it can be read.
    """
    if data[:8] == _OLE:
        return extract_hwp(data)  # a .hwp under the new name
    _refuse_others(data)
    container = Container(data)
    return _extract(container.names, container.read)


def _extract(names: Collection[str], read: Parts) -> Extract:
    _refuse_encrypted(names, read)
    findings: list[Finding] = []
    head, sections = _package(names, read, findings)
    try:
        header = parse_xml(read(head))
    except InputError:
        header = None
        findings.append(_damage("번호와 문단 모양을 적은 부분", head, "자동 번호를 되살리지 못했습니다"))
    body, lines, failures = Body(Labels(header)), list[Line](), list[InputError]()
    for index, name in enumerate(sections, 1):
        try:
            root = parse_xml(read(name))
        except InputError as error:
            failures.append(error)
            findings.append(_damage(f"{index}번째 구역", name, "그 구역의 글이 빠졌습니다"))
        else:
            lines += body.section(root)
    if len(failures) == len(sections):
        raise failures[0]
    findings += _unread_pages(names, read)
    return _assemble(body, lines, findings)


def _damage(what: str, name: str, result: str) -> Finding:
    return Finding(
        "P027", "warning", f"파일에서 {what}({name[:80]})이 없거나 깨져 {result}. 원본을 한글에서 다시 저장하십시오."
    )


def _refuse_encrypted(names: Collection[str], read: Parts) -> None:
    if "META-INF/manifest.xml" in names:
        try:
            manifest = parse_xml(read("META-INF/manifest.xml"))
        except InputError:
            return  # nothing else is wanted of it
        if next(manifest.iter("{*}encryption-data"), None) is not None:
            raise InputError(_LOCKED)


def _package(names: Collection[str], read: Parts, findings: list[Finding]) -> tuple[str, list[str]]:
    """Return the names of the header part and of the sections, as the package file orders them."""
    root = "Contents/content.hpf"
    try:
        container = parse_xml(read("META-INF/container.xml"))
        files = [file.get("full-path", "") for file in container.iter("{*}rootfile")]
        root = next((name for name in files if name.endswith(".hpf")), root)
    except InputError:
        pass  # the usual name then
    here = root.rpartition("/")[0]
    head, sections = "Contents/header.xml", list[str]()
    try:
        package = parse_xml(read(root))
    except InputError:
        if root in names:
            findings.append(_damage("차례를 적은 부분", root, "구역을 이름의 차례대로 읽었습니다"))
    else:
        items = {item.get("id"): item.get("href", "") for item in package.iter("{*}item")}
        for reference in package.iter("{*}itemref"):
            href = items.get(reference.get("idref"), "")
            name = next((path for path in (href, f"{here}/{href}") if path in names), href)
            if _SECTION.fullmatch(name) and name not in sections:
                sections.append(name)
            elif name.endswith("header.xml"):
                head = name
    left = [(int(match[1]), name) for name in names if (match := _SECTION.fullmatch(name)) and name not in sections]
    sections += [name for _, name in sorted(left)]
    if not sections:
        raise InputError(_NO_HWPX)
    return head, sections


def _unread_pages(names: Collection[str], read: Parts) -> list[Finding]:
    """Master pages (바탕쪽) lie behind every page; their words belong to no place in the text."""
    findings = []
    for name in sorted(name for name in names if re.fullmatch(r"Contents/masterpage\d+\.xml", name, re.I)):
        try:
            words = _quoted(" ".join("".join(text.itertext()) for text in parse_xml(read(name)).iter("{*}t")))
        except InputError:
            words = ""
        if words:
            findings.append(Finding("P025", "warning", f"바탕쪽에 있는 글은 읽지 않았습니다: {words}."))
    return findings


# ── lines and findings ───────────────────────────────────────────────────────

_OBJECTS = {
    "pic": "그림을",
    "ole": "삽입 개체(OLE)를",
    "equation": "수식을",
    "chart": "차트를",
    "video": "동영상을",
}


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"‘{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}’" if words else ""


def _finding(code: str, words: tuple[str, ...]) -> Finding:
    """Return the finding of one thing that hangs on a line."""
    if code == "P023":
        note = f"여기에 달린 {words[0]} {words[1]})의 글은 본문에 넣지 않고 끝에 따로 두었습니다."
        return Finding(code, "info", note)
    if code == "P024":
        sentence = f"화면에 보이지 않는 숨은 설명이 있습니다: {_quoted(words[0])}. 본문에 넣지 않았습니다."
    elif code == "P025":
        what = _OBJECTS.get(words[0], f"알 수 없는 개체({words[0][:_QUOTED]})를")
        script = f"({_quoted(words[1])})" if words[1].strip() else ""
        sentence = f"여기 있는 {what} 읽지 못했습니다{script}. 글이 들어 있는지 원본을 보십시오."
    else:
        kind = words[0][:_QUOTED]
        sentence = f"알 수 없는 번호 모양({kind})이라 1, 2, 3으로 적었습니다. 원본의 번호와 견주어 보십시오."
    return Finding(code, "warning", sentence)


def _tracked(notices: list[Notice]) -> list[Finding]:
    """Return the finding of a paragraph's tracked changes, if it has any."""
    told = []
    for kind, word in (("insert", "넣은 말"), ("delete", "지운 말")):
        texts = [text for found, group in notices if found == kind for text in group]
        if quotes := [quote for quote in map(_quoted, texts) if quote]:
            rest = f" 등 {len(quotes)}곳" if len(quotes) > _SEGMENTS else ""
            told.append(f"{word} {', '.join(quotes[:_SEGMENTS])}{rest}")
    sentence = f"변경 추적이 남아 있습니다: {'; '.join(told)}. 넣은 말은 읽고 지운 말은 뺐습니다."
    return [Finding("P021", "warning", sentence)] if told else []


def _assemble(body: Body, lines: list[Line], findings: list[Finding]) -> Extract:
    aside = []
    margins = [line for group in body.margins.values() for line in group]
    for word, group in (*body.notes.items(), ("머리글ㆍ꼬리글", margins)):
        if group:
            aside.append((word, len(lines), len(lines) + len(group)))
            lines = lines + group
    counts = body.labels.counts
    if numbers := counts.total():
        bullets = f" 그 가운데 {counts['BULLET']}개는 글머리표입니다." if counts["BULLET"] else ""
        sentence = f"자동 번호를 계산하여 글 앞에 적은 문단이 {numbers}개 있습니다.{bullets}"
        findings.append(Finding("P020", "info", sentence))
    if body.memos:
        findings.append(Finding("P022", "info", f"메모 {len(body.memos)}개는 읽지 않았습니다."))
    for number, line in enumerate(lines, 1):
        if line.notices:
            found = _tracked(line.notices) + [_finding(*notice) for notice in line.notices if notice[0][0] == "P"]
            findings += [replace(finding, line=number) for finding in found]
    return Extract(
        [line.text for line in lines],
        paragraphs=[line.paragraph for line in lines],
        opaque={index for index, line in enumerate(lines) if line.opaque},
        aside=aside,
        findings=_bounded(findings),
    )


def _bounded(findings: list[Finding]) -> list[Finding]:
    """Tell the same thing 200 times at most, and then how many more there are."""
    kept = []
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.code] += 1
        if counts[finding.code] <= MAX_SAME:
            kept.append(finding)
    return kept + [
        Finding(code, "info", f"같은 알림({code})이 {count - MAX_SAME}개 더 있습니다. 앞의 {MAX_SAME}개만 적었습니다.")
        for code, count in counts.items()
        if count > MAX_SAME
    ]


# ── .hwp ─────────────────────────────────────────────────────────────────────

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AGAIN = "한글에서 열어 .hwpx로 다시 저장하십시오."
_DAMAGED = f"한글 문서(.hwp)가 깨져 읽을 수 없습니다. 원본을 다시 받거나 {_AGAIN}"
_TOO_BIG = "한글 문서(.hwp)가 너무 크거나 풀면 너무 커져 읽지 않았습니다. 그림을 빼고 .hwpx로 다시 저장하십시오."
_REFUSED = {
    "hwp5-password": _LOCKED,
    "hwp5-distribution": "배포용 한글 문서라 내용을 읽을 수 없습니다. 배포용으로 저장하기 전의 원본을 쓰십시오.",
    "hwp5-drm": "보안(DRM)이 걸린 한글 문서입니다. 보안을 풀고 다시 저장하십시오.",
    "hwp5-not-hwp5": f"한글 문서(.hwp)가 아닙니다. 한글 문서라면 {_AGAIN}",
    "hwp5-version-unsupported": f"읽을 수 없는 판의 한글 문서입니다. {_AGAIN}",
    "hwp5-limit-exceeded": _TOO_BIG,
}
# marks of the document security systems (DRM) of Korean offices: the file is wrapped whole
_WRAPPED = (b"DRMONE", b"SCDSA", b"<DOCUMENT SAFER")
_LOOKS = ("presentation", "picture-effects", "ole-", "shape-data", "table-data", "range-tag-", "compose-frame")


def extract_hwp(data: bytes) -> Extract:
    """Return the lines of a binary .hwp document (Hangul 2002 and later).

    Raises:
        InputError: it is no such document, is protected or damaged, or unpacks to too much.
    """
    if data[:4] == b"PK\x03\x04":
        return extract_hwpx(data)  # a .hwpx under the old name
    _refuse_others(data)
    if data[:8] != _OLE:
        raise InputError(_REFUSED["hwp5-not-hwp5"])
    if len(data) > MAX_HWP:
        raise InputError(_TOO_BIG)
    files, lost = _convert(data)

    def read(name: str) -> bytes:
        try:
            return files[name]
        except KeyError:
            raise InputError(_DAMAGED) from None

    extract = _extract(files, read)
    if lost:
        sentence = f"한글 문서(.hwp)에서 옮기지 못한 개체가 {lost}개 있습니다. 글이 들어 있는지 원본을 보십시오."
        extract.findings.append(Finding("P025", "warning", sentence))
    return extract


def _refuse_others(data: bytes) -> None:
    head = data[:1024]
    if head.startswith(b"PK"):
        return
    if head.startswith(b"HWP Document File V"):
        raise InputError(f"한글 97 이하에서 만든 옛 문서입니다. {_AGAIN}")
    if b"<HWPML" in head.replace(b"\0", b""):
        raise InputError(f"HWPML(.hml) 문서는 읽을 수 없습니다. {_AGAIN}")
    if any(mark in head for mark in _WRAPPED):
        raise InputError(_REFUSED["hwp5-drm"])


def _convert(data: bytes) -> tuple[dict[str, bytes], int]:
    """Return the parts of the .hwpx document that a .hwp document is, and how many things it lost on the way."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from hwpx.errors import Hwp5Error
            from hwpx.hwp5.cfb import CompoundFile
            from hwpx.hwp5.package import convert
        except ImportError:
            raise InputError(f"한글 문서(.hwp)를 읽으려면 python-hwpx가 있어야 합니다. 설치하거나 {_AGAIN}") from None
        try:
            compound = CompoundFile(data)
            sizes = {path: entry.size for path in compound.stream_paths() if (entry := compound.entry(path))}
            _weigh(sizes, compound.read, 2 * len(data))
            converted = convert(data)
        except InputError:
            raise
        except Hwp5Error as error:
            raise InputError(_REFUSED.get(error.code, _DAMAGED)) from None
        except Exception:  # whatever a damaged file makes the library raise, it is the file that is wrong
            raise InputError(_DAMAGED) from None
    kinds = converted.report.unconverted
    return converted.files, sum(count for kind, count in kinds.items() if not kind.startswith(_LOOKS))


def _weigh(sizes: Mapping[str, int], read: Parts, most: int) -> None:
    """Refuse a file that unpacks to too much: the library bounds each stream, but not all of them together."""
    if sum(sizes.values()) > most:
        raise InputError(_DAMAGED)  # streams that share their bytes
    header = read("FileHeader") if "FileHeader" in sizes else b""
    packed = len(header) > 36 and bool(header[36] & 1)
    left, text, things = MAX_UNPACKED, MAX_TEXT, MAX_THINGS
    for path in sizes:
        content = read(path)
        worded = path.startswith(("DocInfo", "BodyText/", "ViewText/"))
        if packed or not worded:
            content = _inflate(content, left)
        left -= len(content)
        if worded:
            text -= len(content)
            things -= _things(content) if text > 0 else 0
        if min(left, text, things) <= 0:
            raise InputError(_TOO_BIG)


def _inflate(stream: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(stream, limit)
    except zlib.error:
        return stream  # stored as it is


# records of a paragraph: its text, character shapes and marks, of which the library's time takes the product
_TEXT, _SHAPES, _SEGMENT, _MARKS, _TABLE = 67, 68, 69, 70, 77
_CONTROLS = re.compile(r"[\x00-\x1f]")
_LONGEST = {_TEXT: 120_000, _SHAPES: 16_000, _MARKS: 6_000}


def _things(content: bytes) -> int:
    """Count what becomes an element each: records by their headers, control characters, rows, lines laid out.

    Raises:
        InputError: a paragraph is longer than anybody writes.
    """
    count = offset = 0
    while offset + 4 <= len(content):
        header = int.from_bytes(content[offset : offset + 4], "little")
        offset += 4
        tag, size = header & 0x3FF, header >> 20
        if size == 0xFFF:
            size = int.from_bytes(content[offset : offset + 4], "little")
            offset += 4
        if size > _LONGEST.get(tag, size):
            raise InputError(_TOO_BIG)
        count += 1
        if tag == _TEXT:
            count += len(_CONTROLS.findall(content[offset : offset + size].decode("utf-16-le", "replace")))
        elif tag in (_TABLE, _SEGMENT):
            count += size // (2 if tag == _TABLE else 36)
        offset += size
    return count
