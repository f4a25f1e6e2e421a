"""Hangul documents: every irregularity comes to exact lines, and nothing in a broken file gets out but InputError."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ordinance_drafter.errors import InputError
from ordinance_drafter.numbering import LabelStyle, Number, digits
from ordinance_drafter.read import hangul as hwp
from ordinance_drafter.read.extract import Extract
from ordinance_drafter.read.hangul import extract_hwp, extract_hwpx, owpml
from tests import hwpx_cases as build
from tests.conftest import ROOT, problems_of
from tests.hwpx_cases import CASES, FORMATS, KS, Case, hwpx, p, section

with warnings.catch_warnings():
    warnings.simplefilter("error", DeprecationWarning)
    from hwpx import HwpxDocument
    from hwpx.hwp5.cfb import CompoundFile, build_compound_file
    from hwpx.hwp5.records import deflate


def codes_of(extract: Extract) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in extract.findings]


def message_of(extract: Extract, code: str) -> str:
    return next(finding.message for finding in extract.findings if finding.code == code)


# ── lines ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lines(case: Case) -> None:
    extract = extract_hwpx(hwpx(section(case.body, case.outline), header=case.header))
    assert extract.lines == case.lines
    if case.paragraphs is not None:
        assert extract.paragraphs == case.paragraphs
    assert len(extract.paragraphs) == len(extract.lines)
    assert codes_of(extract) == case.codes
    assert extract.opaque == case.opaque
    assert extract.aside == case.aside


@pytest.mark.parametrize("case", [case for case in CASES if not case.outline], ids=lambda case: case.name)
def test_names_of_the_standard_read_the_same(case: Case) -> None:
    ours = extract_hwpx(hwpx(section(case.body), header=case.header))
    theirs = extract_hwpx(hwpx(section(case.body, namespaces=KS), header=case.header))
    assert ours == theirs


@pytest.mark.parametrize("kind", FORMATS)
def test_number_formats(kind: str) -> None:
    header = build.numbering(1, ("^1:", kind)) + build.shape(1, "NUMBER", 1, 0)
    extract = extract_hwpx(hwpx(section(p("글", shape="1") * 4), header=header))
    assert [line.removesuffix(": 글") for line in extract.lines] == FORMATS[kind].split()
    assert codes_of(extract) == [("P020", None)]


def test_syllables_count_as_in_statutes() -> None:
    header = build.numbering(1, ("^1.", "HANGUL_SYLLABLE")) + build.shape(1, "NUMBER", 1, 0)
    lines = extract_hwpx(hwpx(section(p("글", shape="1") * 85), header=header)).lines
    assert lines[:84] == [f"{digits(Number(n), LabelStyle.SYLLABLE)}. 글" for n in range(1, 85)]
    assert lines[84] == "85. 글"


def test_sections_in_the_order_of_the_spine() -> None:
    first, second, third = (section(p(words) + p()) for words in ("가", "나", "다"))
    assert extract_hwpx(hwpx(first, second, third)).lines == ["가", "", "나", "", "다", ""]
    assert extract_hwpx(hwpx(first, second, order=(1, 0))).lines == ["나", "", "가", ""]
    left_out = extract_hwpx(hwpx(first, second, third, order=(2,)))
    assert (left_out.lines, left_out.paragraphs) == (["다", "", "가", "", "나", ""], [0, 1, 2, 3, 4, 5])


def test_sections_found_without_a_package_file() -> None:
    sections = [section(p(str(n))) for n in range(11)]
    assert extract_hwpx(hwpx(*sections, parts={"Contents/content.hpf": None})).lines == [str(n) for n in range(11)]
    broken = extract_hwpx(hwpx(*sections, parts={"Contents/content.hpf": "<opf:"}))
    assert (broken.lines, codes_of(broken)) == ([str(n) for n in range(11)], [("P027", None)])


def test_package_file_elsewhere() -> None:
    package = (
        '<o:package xmlns:o="o"><o:manifest><o:item id="a" href="section1.xml"/><o:item id="b" href="section0.xml"/>'
        '</o:manifest><o:spine><o:itemref idref="a"/><o:itemref idref="b"/></o:spine></o:package>'
    )
    container = '<container><rootfiles><rootfile full-path="Contents/my.hpf"/></rootfiles></container>'
    parts = {"META-INF/container.xml": container, "Contents/my.hpf": package, "Contents/content.hpf": None}
    assert extract_hwpx(hwpx(section(p("가")), section(p("나")), parts=parts)).lines == ["나", "가"]


def test_notes_restart_with_their_section() -> None:
    fresh = '<hp:footNotePr><hp:numbering type="ON_SECTION" newNum="1"/></hp:footNotePr>'
    bodies = [p("글", build.note("footNote", words)) for words in ("ㄱ", "ㄴ", "ㄷ")]
    extract = extract_hwpx(hwpx(section(bodies[0]), section(bodies[1]), section(bodies[2], properties=fresh)))
    assert extract.lines[3:] == ["각주 1) ㄱ", "각주 2) ㄴ", "각주 1) ㄷ"]


def test_page_headers_in_section_properties() -> None:
    header = f"<hp:header><hp:subList>{p('고양시')}</hp:subList></hp:header>"
    body = section(p("글", build.margin("header", "고양시")), properties=header)
    extract = extract_hwpx(hwpx(body))
    assert (extract.lines, extract.paragraphs) == (["글", "고양시"], [0, 1])
    assert extract.aside == [("머리글ㆍ꼬리글", 1, 2)]


# ── what is told ─────────────────────────────────────────────────────────────


def test_changes_are_quoted() -> None:
    body = p(build.text(f"{build.deleted('ㄱ' * 41, 1)}{build.inserted('39세', 2)}가{build.inserted('나', 3)}"))
    message = message_of(extract_hwpx(hwpx(section(body))), "P021")
    assert message == (
        f"변경 추적이 남아 있습니다: 넣은 말 ‘39세’, ‘나’; 지운 말 ‘{'ㄱ' * 40}…’. 넣은 말은 읽고 지운 말은 뺐습니다."
    )


def test_many_changes_of_one_paragraph_are_counted() -> None:
    body = p(build.text("".join(build.inserted(f"말{n}", n) for n in range(9))))
    assert "‘말4’ 등 9곳." in message_of(extract_hwpx(hwpx(section(body))), "P021")


def test_the_same_thing_is_told_200_times() -> None:
    extract = extract_hwpx(hwpx(section(p(build.text(build.inserted("가"))) * 203)))
    assert len(extract.findings) == 201
    assert extract.findings[-1].message == "같은 알림(P021)이 3개 더 있습니다. 앞의 200개만 적었습니다."


@pytest.mark.parametrize(
    ("body", "code", "severity", "words"),
    [
        (p("<hp:pic/>"), "P025", "warning", "여기 있는 그림을 읽지 못했습니다. 글이"),
        (p("<hp:equation><hp:script>1 over 2</hp:script></hp:equation>"), "P025", "warning", "수식을 읽지 못했습니다(‘1 over 2’)."),
        (p("<hp:hologram/>"), "P025", "warning", "알 수 없는 개체(hologram)를"),
        (p(build.field_("MEMO", "가")), "P022", "info", "메모 1개는 읽지 않았습니다."),
        (p(build.note("endNote", "가")), "P023", "info", "여기에 달린 미주 1)의 글은"),
        (p(build.ctrl(f"<hp:hiddenComment>{p('몰래')}</hp:hiddenComment>")), "P024", "warning", "숨은 설명이 있습니다: ‘몰래’."),
        (p("가", shape="1"), "P020", "info", "글 앞에 적은 문단이 1개 있습니다. 그 가운데 1개는 글머리표입니다."),
    ],
)  # fmt: skip
def test_sentences(body: str, code: str, severity: str, words: str) -> None:
    header = '<hh:bullet id="1" char="○"/>' + build.shape(1, "BULLET", 1, 0)
    finding = next(f for f in extract_hwpx(hwpx(section(body), header=header)).findings if f.code == code)
    assert finding.severity == severity
    assert words in finding.message


def test_master_page_is_told() -> None:
    page = f"<masterPage {build.NAMESPACES}>{p('대외비')}</masterPage>"
    extract = extract_hwpx(hwpx(section(p("가")), parts={"Contents/masterpage0.xml": page}))
    assert (extract.lines, codes_of(extract)) == (["가"], [("P025", None)])
    assert "‘대외비’" in extract.findings[0].message


# ── damage ───────────────────────────────────────────────────────────────────


def test_one_damaged_section() -> None:
    extract = extract_hwpx(hwpx(section(p("가")), "<hs:sec", section(p("다"))))
    assert (extract.lines, codes_of(extract)) == (["가", "다"], [("P027", None)])
    assert "2번째 구역(Contents/section1.xml)" in extract.findings[0].message


def test_missing_section() -> None:
    extract = extract_hwpx(hwpx(section(p("가")), section(p("나")), parts={"Contents/section1.xml": None}))
    assert (extract.lines, codes_of(extract)) == (["가"], [("P027", None)])


@pytest.mark.parametrize("header", [None, "<hh:head"])
def test_damaged_header(header: str | None) -> None:
    extract = extract_hwpx(hwpx(section(p("가", shape="1")), parts={"Contents/header.xml": header}))
    assert (extract.lines, codes_of(extract)) == (["가"], [("P027", None)])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "압축을 풀 수 없습니다"),
        (b"PK\x03\x04", "압축을 풀 수 없습니다"),
        (hwpx(section(p("가")))[:300], "압축을 풀 수 없습니다"),
        (hwpx("<hs:sec", "<hs:sec"), "XML로 읽을 수 없습니다"),
        (hwpx("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "DOCTYPE"),
        (hwpx(), "한글 문서(.hwpx)가 아닙니다"),
        (hwpx(parts={"Contents/content.hpf": None, "word/document.xml": "<a/>"}), "한글 문서(.hwpx)가 아닙니다"),
        (hwpx(section(p("가")), parts={"META-INF/manifest.xml": '<m xmlns:o="o"><o:encryption-data/></m>'}), "암호가 걸린"),
        (b"HWP Document File V3.00 \x1a", "한글 97 이하"),
        (b'<?xml version="1.0"?><HWPML Version="2.8">', "HWPML"),
        ('<?xml version="1.0"?><HWPML Version="2.8">'.encode("utf-16"), "HWPML"),
        (b"\x9b DRMONE  This Document is encrypted", "보안(DRM)"),
        (b"SCDSA004" + b"\0" * 100, "보안(DRM)"),
    ],
)  # fmt: skip
def test_refused(data: bytes, words: str) -> None:
    problems = problems_of(lambda: extract_hwpx(data))
    assert words in problems[0] and len(problems) == 1


def test_too_many_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owpml, "MAX_LINES", 10)
    assert extract_hwpx(hwpx(section(p("가") * 10)))
    assert "문단이 너무 많아" in problems_of(lambda: extract_hwpx(hwpx(section(p("가") * 6), section(p("가") * 5))))[0]


def test_deep_nesting_is_read_or_refused() -> None:
    deep = p("밑")
    for depth in range(60):
        deep = p(
            build.table(build.cell(deep)) if depth % 2 else f"<hp:rect><hp:drawText>{deep}</hp:drawText></hp:rect>"
        )
        try:
            assert extract_hwpx(hwpx(section(deep))).lines == ["밑"]
        except InputError as error:
            assert "XML" in str(error) and depth > 30
            return
    pytest.fail("deeper than an XML reader should go")


def test_hwpx_is_read_without_the_library() -> None:
    program = "import sys; from ordinance_drafter.read import hangul; hangul.extract_hwpx(sys.stdin.buffer.read()); print('hwpx' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], input=hwpx(section(p("가"))), capture_output=True, check=True
    )
    assert done.stdout.strip() == b"False"


def test_only_one_module_knows_the_library() -> None:
    found = [
        path.parent.name
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"^\s*(from|import) hwpx", path.read_text("utf-8"), re.M)
    ]
    assert found == ["hangul"]


# ── against python-hwpx ──────────────────────────────────────────────────────


def written(build_document: Any) -> tuple[bytes, bytes]:
    """A document as .hwpx and as .hwp, by python-hwpx."""
    document = HwpxDocument.new()
    build_document(document)
    files = []
    for format in ("hwpx", "hwp"):
        stream = io.BytesIO()
        document.save_to_stream(stream, **({"format": "hwp"} if format == "hwp" else {}))
        files.append(stream.getvalue())
    return files[0], files[1]


def rich(document: Any) -> None:
    """What python-hwpx can write of all that."""
    document.paragraphs[0].text = "고양시 어디 조례"
    for words in ("제1조(목적) 이 조례는 \t어디를 정한다.", "", "① 만 34세까지", "가", "나"):
        document.add_paragraph(words)
    document.tracking.replace(document.paragraphs[3], "34세", "39세")
    document.styles.apply_list_format(paragraph_indexes=[4, 5], kind="number")
    table = document.add_table(3, 2)
    for row, words in enumerate((("현행", "개정안"), ("ㄱ|ㄴ", "ㄷ"), ("하나로", ""))):
        for column, word in enumerate(words):
            table.set_cell_text(row, column, word)
    document.tables.merge_cells(table, "A3:B3")
    frame = document.add_table(1, 1)
    frame.set_cell_text(0, 0, "테두리 안")
    document.notes.add_memo("메모", anchor=document.paragraphs[1])
    document.notes.add_footnote("각주 글", paragraph=document.paragraphs[1])
    document.notes.add_endnote("미주 글", paragraph=document.paragraphs[1])
    document.page.set_header(text="머리말")
    document.page.set_footer(text="꼬리말")
    document.shapes.add_equation("1 over 2", paragraph=document.paragraphs[1])
    document.shapes.add_composed_character("3", circle_type="SHAPE_CIRCLE")
    document.shapes.add_dutmal("본말", "덧말")
    document.fields.add("성명", prompt="이름을 적음")


RICH = [
    "고양시 어디 조례",
    "제1조(목적) 이 조례는 \t어디를 정한다.",
    "",
    "① 만 39세까지",
    "1. 가",
    "2. 나",
    "| 현행 | 개정안 |",
    "| ㄱ\\|ㄴ | ㄷ |",
    "| 하나로 |  |",
    "테두리 안",
    "③",
    "본말",
    "",
    "각주 1) 각주 글",
    "미주 1) 미주 글",
    "머리말",
    "꼬리말",
]


@pytest.fixture(scope="module")
def rich_files() -> tuple[bytes, bytes]:
    return written(rich)


@pytest.mark.parametrize("index", [0, 1], ids=["hwpx", "hwp"])
def test_what_python_hwpx_writes(rich_files: tuple[bytes, bytes], index: int) -> None:
    extract = (extract_hwpx, extract_hwp)[index](rich_files[index])
    assert extract.lines == RICH
    assert extract.opaque == {6, 7, 8}
    assert extract.aside == [("각주", 13, 14), ("미주", 14, 15), ("머리글ㆍ꼬리글", 15, 17)]
    assert codes_of(extract) == [("P020", None), ("P022", None), ("P023", 2), ("P023", 2), ("P025", 2), ("P021", 4)]
    assert message_of(extract, "P022") == "메모 1개는 읽지 않았습니다."


def test_the_suffix_does_not_decide(rich_files: tuple[bytes, bytes]) -> None:
    assert extract_hwp(rich_files[0]).lines == extract_hwpx(rich_files[1]).lines == RICH


_kinds = st.sampled_from(["DIGIT", "HANGUL_SYLLABLE", "CIRCLED_DIGIT", "ROMAN_SMALL", "LATIN_CAPITAL", "HANGUL_JAMO"])
_forms = st.sampled_from(["^{}.", "제^{}조", "(^{})", "^1-^{}", "^N", "^{})"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.tuples(_forms, _kinds), min_size=1, max_size=4), min_size=1, max_size=2),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=12),
    st.integers(0, 3),
)
def test_labels_are_those_of_python_hwpx(
    numberings: list[list[tuple[str, str]]], paragraphs: list[tuple[int, int]], start: int
) -> None:
    from hwpx.tools.exporter import export_text

    header = "".join(
        build.numbering(key, *((form.format(level), kind) for level, (form, kind) in enumerate(heads, 1)), start=start)
        for key, heads in enumerate(numberings, 1)
    )
    header += "".join(
        build.shape(10 * key + level + 10, "OUTLINE" if key == 0 else "NUMBER", key, level)
        for key in range(3)
        for level in range(4)
    )
    body = p("처음") + "".join(p("글", shape=str(10 * key + level + 10)) for key, level in paragraphs)
    data = hwpx(section(body, outline="2"), header=header)
    assert extract_hwpx(data).lines == export_text(data, list_labels=True).split("\n")


# ── .hwp ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def plain_hwp() -> bytes:
    return written(lambda document: document.add_paragraph("제1조(목적)"))[1]


def flagged(data: bytes, flags: int = 0, version: int = 5) -> bytes:
    """The file with more property flags in its header, or another version."""
    at = data.index(b"HWP Document File\0") + 32
    word, old = struct.unpack_from("<II", data, at)
    return data[:at] + struct.pack("<II", word & 0xFFFFFF | version << 24, old | flags) + data[at + 8 :]


def with_streams(data: bytes, changed: dict[str, bytes | None]) -> bytes:
    compound = CompoundFile(data)
    streams = {path: compound.read(path) for path in compound.stream_paths()} | changed
    return build_compound_file((path, content) for path, content in streams.items() if content is not None)


def test_flags_are_found(plain_hwp: bytes) -> None:
    assert extract_hwp(flagged(plain_hwp)).lines == ["", "제1조(목적)"]


@pytest.mark.parametrize(
    ("flags", "version", "words"),
    [
        (1 << 1, 5, "암호가 걸린"),
        (1 << 2, 5, "배포용"),
        (1 << 4, 5, "보안(DRM)"),
        (1 << 8, 5, "보안(DRM)"),
        (1 << 10, 5, "보안(DRM)"),
        (0, 3, "읽을 수 없는 판"),
    ],
)
def test_protected_hwp(plain_hwp: bytes, flags: int, version: int, words: str) -> None:
    assert words in problems_of(lambda: extract_hwp(flagged(plain_hwp, flags, version)))[0]


def test_hwp_that_is_not_compressed(plain_hwp: bytes) -> None:
    compound = CompoundFile(plain_hwp)
    loose = {
        path: zlib_inflate(compound.read(path)) for path in ("DocInfo", "BodyText/Section0", "Scripts/DefaultJScript")
    }
    header = bytearray(compound.read("FileHeader"))
    header[36] &= 0xFE
    assert extract_hwp(with_streams(plain_hwp, {**loose, "FileHeader": bytes(header)})).lines == ["", "제1조(목적)"]
    loose["BodyText/Section0"] = record(66, b"") * 500_000
    bomb = with_streams(plain_hwp, {**loose, "FileHeader": bytes(header)})
    assert "너무 커져" in problems_of(lambda: extract_hwp(bomb))[0]


def test_refused_hwp(plain_hwp: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "한글 문서(.hwp)가 아닙니다" in problems_of(lambda: extract_hwp(b"no compound file"))[0]
    other = with_streams(plain_hwp, {"FileHeader": None, "WordDocument": b"1"})
    assert "한글 문서(.hwp)가 아닙니다" in problems_of(lambda: extract_hwp(other))[0]
    assert "깨져" in problems_of(lambda: extract_hwp(plain_hwp[:2000]))[0]
    assert "깨져" in problems_of(lambda: extract_hwp(with_streams(plain_hwp, {"BodyText/Section0": b"\xff" * 99})))[0]
    assert "깨져" in problems_of(lambda: extract_hwp(with_streams(plain_hwp, {"BodyText/Section0": None})))[0]
    monkeypatch.setattr(hwp, "MAX_HWP", 1000)
    assert "너무 커져" in problems_of(lambda: extract_hwp(plain_hwp))[0]


def record(tag: int, content: bytes, level: int = 0) -> bytes:
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(content)) + content


@pytest.mark.parametrize(
    "content",
    [
        record(66, b"") * 500_000,
        record(66, b"\0" * 24) + record(67, b"\x0a\0" * 50_000, 1) * 9,
        record(66, b"\0" * 24) + record(67, "가".encode("utf-16-le") * 5_000_000, 1),
        record(66, b"\0" * 24) + record(70, b"\0" * 12 * 20_000, 1),
        b"\0" * 30_000_000,
    ],
    ids=["records", "line breaks", "long paragraph", "many marks", "bytes"],
)
def test_bombs(plain_hwp: bytes, content: bytes) -> None:
    data = with_streams(plain_hwp, {"BodyText/Section0": deflate(content)})
    assert len(data) < 200_000
    assert "너무 커져" in problems_of(lambda: extract_hwp(data))[0]


def test_bomb_in_pictures(plain_hwp: bytes) -> None:
    bombs = {f"BinData/BIN{n:04}.bmp": deflate(b"\0" * 60_000_000) for n in range(5)}
    assert "너무 커져" in problems_of(lambda: extract_hwp(with_streams(plain_hwp, bombs)))[0]


def test_lost_objects_are_told(plain_hwp: bytes) -> None:
    unknown = record(66, b"\0" * 24) + record(67, struct.pack("<8H", 11, 0x7878, 0x7878, 0, 0, 0, 0, 11), 1)
    data = with_streams(plain_hwp, {"BodyText/Section0": deflate(unknown + record(71, b"xxxx" + b"\0" * 46, 1))})
    extract = extract_hwp(data)
    assert codes_of(extract) == [("P025", None)]
    assert "옮기지 못한 개체가 1개" in extract.findings[0].message


def test_library_missing(plain_hwp: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hwpx.hwp5.package", None)
    assert "python-hwpx" in problems_of(lambda: extract_hwp(plain_hwp))[0]


# ── broken files ─────────────────────────────────────────────────────────────

_BODY = section("".join(case.body for case in CASES))
_HEADER = build._LAW + build._LAW_SHAPES


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_hwpx(data: st.DataObject) -> None:
    whole = bytearray(hwpx(section(p("가", shape="1")), section(p("나")), header=_HEADER))
    for _ in range(data.draw(st.integers(0, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    kept = data.draw(st.integers(0, len(whole)) | st.just(len(whole)))
    try:
        extract = extract_hwpx(bytes(whole[:kept]))
    except InputError as error:
        assert error.problems
    else:
        assert len(extract.lines) == len(extract.paragraphs)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_xml_of_all_cases(data: st.DataObject) -> None:
    """Tags renamed, attributes emptied: every element where it does not belong."""
    names = re.findall(r"hp:(\w+)", _BODY)
    old, new = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    body = re.sub(rf"hp:{old}\b", f"hp:{new}", _BODY)
    words = data.draw(st.sampled_from(["0", "1", "2", "PARA", "TABLE", "CLICK_HERE"]))
    body = body.replace(f'"{words}"', data.draw(st.sampled_from(['""', '"-1"', '"99999999999999"', '"가"'])))
    extract = extract_hwpx(hwpx(body, header=_HEADER))
    assert len(extract.lines) == len(extract.paragraphs)
    assert all("\n" not in line for line in extract.lines)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_hwp(rich_files: tuple[bytes, bytes], data: st.DataObject) -> None:
    whole = bytearray(rich_files[1])
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    kept = data.draw(st.integers(0, len(whole)) | st.just(len(whole)))
    try:
        extract = extract_hwp(bytes(whole[:kept]))
    except InputError as error:
        assert error.problems
    else:
        assert len(extract.lines) == len(extract.paragraphs)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_records(rich_files: tuple[bytes, bytes], data: st.DataObject) -> None:
    """Damage inside a stream: what deflate's checks would have caught reaches the records."""
    compound = CompoundFile(rich_files[1])
    path = data.draw(st.sampled_from(["BodyText/Section0", "DocInfo"]))
    records = bytearray(zlib_inflate(compound.read(path)))
    for _ in range(data.draw(st.integers(1, 4))):
        records[data.draw(st.integers(0, len(records) - 1))] = data.draw(st.integers(0, 255))
    try:
        extract = extract_hwp(with_streams(rich_files[1], {path: deflate(bytes(records))}))
    except InputError as error:
        assert error.problems
    else:
        assert len(extract.lines) == len(extract.paragraphs)


def zlib_inflate(content: bytes) -> bytes:
    from hwpx.hwp5.records import inflate

    return inflate(content, "test")


# ── real files ───────────────────────────────────────────────────────────────


def real_files(corpus: Path) -> list[Path]:
    files = sorted((corpus / "docs").glob("*.hwpx"))
    if not files:
        pytest.skip("../shared/corpus/docs has no .hwpx file: real documents that nobody copies into the project")
    return files


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def own_text(paragraph: Any) -> str:
    """The text of a paragraph without that of the paragraphs inside it."""
    return "".join("".join(text.itertext()) for text in paragraph.iterfind("{*}run/{*}t"))


def test_nothing_of_real_files_is_lost(corpus: Path) -> None:
    for file in real_files(corpus):
        extract = extract_hwpx(file.read_bytes())
        with zipfile.ZipFile(file) as archive:
            names = sorted(name for name in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", name))
            roots = [etree.fromstring(archive.read(name)) for name in names]
        lines = squeezed("".join(extract.lines)).replace("\\|", "|")
        for root in roots:
            for element in root.iter("{*}t"):
                assert squeezed("".join(element.itertext())) in lines, file.name
        assert not [finding for finding in extract.findings if finding.code in ("P026", "P027")]
        paragraphs = [squeezed(own_text(element)) for root in roots for element in root.iter("{*}p")]
        for index, (line, number) in enumerate(zip(extract.lines, extract.paragraphs, strict=True)):
            words = squeezed(re.sub(r"^[각미]주 \d+\) ", "", line))
            if index in extract.opaque:
                assert paragraphs[number] in words.replace("\\|", "|").replace("/", "") or "/" in paragraphs[number]
            elif words not in paragraphs[number]:  # an automatic number: "1." before it, or that of a picture inside
                assert re.sub(r"[\d.]", "", words) in re.sub(r"[\d.]", "", paragraphs[number]), file.name


def test_real_files_read_the_same_as_hwp(corpus: Path) -> None:
    for file in real_files(corpus):
        extract = extract_hwpx(file.read_bytes())
        stream = io.BytesIO()
        HwpxDocument.open(file).save_to_stream(stream, format="hwp")
        other = extract_hwp(stream.getvalue())
        assert (other.lines, other.paragraphs, other.aside) == (extract.lines, extract.paragraphs, extract.aside)
        assert codes_of(other) == codes_of(extract)


def test_real_bill(corpus: Path) -> None:
    """The ordinance bill among them: its 개정문 is lines, its comparison table rows."""
    extract = extract_hwpx(next(file for file in real_files(corpus) if "일부개정조례안" in file.name).read_bytes())
    body = [line.strip() for index, line in enumerate(extract.lines) if index not in extract.opaque and line.strip()]
    assert any(re.fullmatch(r"제\d+조 중 “[^”]+”을 “[^”]+”으로 한다\.", line) for line in body)
    assert any(squeezed(line) == "부칙" for line in body)
    rows = [extract.lines[index] for index in sorted(extract.opaque)]
    assert rows and all(row.startswith("| ") and row.endswith(" |") and row.count(" | ") == 1 for row in rows)
