"""Hostile and broken input: one Korean sentence and exit 3, in bounded time and memory; in a batch the rest goes on."""

from __future__ import annotations

import json
import re
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from benchmarks import fuzz_reading as fuzz
from benchmarks.fuzz_reading import KINDS, faults, trial
from benchmarks.reading_growth import ADVERSARIES, CITATIONS, cited, seconds
from benchmarks.samples import TEXT, samples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ordinance_drafter.cli import main
from ordinance_drafter.errors import InputError
from ordinance_drafter.notation import to_text
from ordinance_drafter.read import FORMATS, MAX_BYTES, read
from tests import docx_builder as word
from tests import hwpx_cases as hangul
from tests.conftest import HERE, problems_of

SAMPLES = samples()
FOUND = sorted((HERE / "data" / "hostile").glob("*.*"))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GOOD = TEXT


# ── zip files with a wrong word in every field ───────────────────────────────


def deflated(unit: bytes, times: int = 1, head: bytes = b"", tail: bytes = b"") -> tuple[bytes, int, int]:
    """Return head, a unit so many times and tail as one deflate stream, made in no time; its size and checksum."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = squeeze.compress(head) + squeeze.flush(zlib.Z_FULL_FLUSH)
    one = squeeze.compress(unit) + squeeze.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.crc32(head)
    for _ in range(times if times * len(unit) < 100_000_000 else 0):  # no reader gets to the end of more
        checksum = zlib.crc32(unit, checksum)
    end = squeeze.compress(tail) + squeeze.flush()
    return start + one * times + end, len(head) + len(unit) * times + len(tail), zlib.crc32(tail, checksum)


def packed(*entries: tuple[str, bytes | tuple[bytes, int, int]], **odd: int) -> bytes:
    """Return a zip file; ``odd`` are what the headers of the last entry say: flags, method, size, count (of all)."""
    out, directory = bytearray(), bytearray()
    for index, (name, content) in enumerate(entries):
        body, size, checksum = content if isinstance(content, tuple) else (content, len(content), zlib.crc32(content))
        last = odd if index == len(entries) - 1 else {}
        flags, method = last.get("flags", 0) | 0x800, last.get("method", 8 if isinstance(content, tuple) else 0)
        size = last.get("size", size)
        fields = struct.pack("<HHHHIII", flags, method, 0, 33, checksum, len(body), size)
        path = name.encode()
        directory += struct.pack("<IHH", 0x02014B50, 20, 20) + fields
        directory += struct.pack("<HHHHHII", len(path), 0, 0, 0, 0, 0, len(out)) + path
        out += struct.pack("<IH", 0x04034B50, 20) + fields + struct.pack("<HH", len(path), 0) + path + body
    count = odd.get("count", len(entries)) & 0xFFFF
    return bytes(out + directory) + struct.pack(
        "<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), len(out), 0
    )


def docx_of(document: bytes | tuple[bytes, int, int], **odd: int) -> bytes:
    parts = word.parts_of("")
    others = [(name, str(text).encode()) for name, text in parts.items() if name != "word/document.xml"]
    return packed(*others, ("word/document.xml", document), **odd)


HEAD, TAIL = (half.encode() for half in word.element("w:document", "<w:body>@</w:body>").split("@"))


def bomb(unit: str, size: int) -> bytes:
    """Return a Word file whose body is a unit again and again, so many bytes of it."""
    block = (unit * 1000).encode()
    return docx_of(deflated(block, size // len(block), HEAD, TAIL))


def laughs(levels: int = 9, attribute: bool = False) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    use = f"&l{levels - 1};"
    inside = f'<조 a="{use}"/>' if attribute else f"<조내용>{use}</조내용>"
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "하하하">{entities}]><L><조문>{inside}</조문></L>'


def nested(opening: str, closing: str, times: int) -> str:
    return opening * times + closing * times


def compound(**streams: bytes) -> bytes:
    """Return an OLE file with streams (old Word files, and Word files with a password)."""
    pytest.importorskip("hwpx")
    from hwpx.hwp5.cfb import build_compound_file

    made: bytes = build_compound_file(streams.items())
    return made


def locked_hwp() -> bytes:
    """Return a .hwp file whose header says that it has a password."""
    if not SAMPLES["hwp"]:
        pytest.skip("no python-hwpx here")
    data = bytearray(SAMPLES["hwp"])
    data[data.index(b"HWP Document File\0") + 36] |= 2
    return bytes(data)


LAW = '<?xml version="1.0" encoding="UTF-8"?><L><조문><조><조내용>제1조(가) 나</조내용></조></조문></L>'
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty text": (".txt", lambda: b""),
    "empty docx": (".docx", lambda: b""),
    "blank text": (".txt", lambda: b"\xef\xbb\xbf \r\n\t\n"),
    "picture as Word": (".docx", lambda: PNG),
    "picture as Hangul": (".hwp", lambda: PNG),
    "PDF as text": (".txt", lambda: b"%PDF-1.7\n1 0 obj"),
    "Excel": (".docx", lambda: packed(("xl/workbook.xml", b"<a/>"))),
    "Excel as Hangul": (".hwpx", lambda: packed(("xl/workbook.xml", b"<a/>"))),
    "program": (".txt", lambda: b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0\xb8" + bytes(range(256)) * 20),
    "old Word": (".doc", lambda: OLE),
    "Word with a password": (".docx", lambda: compound(EncryptionInfo=b"\4\0\4\0", EncryptedPackage=b"\0" * 5000)),
    "Hangul with a password": (".hwp", locked_hwp),
    "Hangul 97": (".hwp", lambda: b"HWP Document File V3.00 \x1a\1\2\3\4\5" + b"\0" * 100),
    "no zip": (".docx", lambda: b"PK\x03\x04" + b"no zip at all" * 50),
    "empty zip": (".docx", lambda: packed()),
    "other zip": (".docx", lambda: packed(("a.txt", b"a"))),
    "10,000 parts": (".docx", lambda: packed(*((str(n), b"") for n in range(10_000)))),
    "60,000 parts": (".docx", lambda: packed(*((str(n), b"") for n in range(60_000)))),
    "absurd count": (".docx", lambda: packed(("a", b"a"), count=65_535)),
    "part of a gigabyte": (".docx", lambda: docx_of(deflated(b"\0" * 1_000_000, 1_000))),
    "part of a gigabyte that says 10": (".docx", lambda: docx_of(deflated(b"\0" * 1_000_000, 1_000), size=10)),
    "encrypted part": (".docx", lambda: docx_of(b"\0" * 99, flags=1)),
    "other compression": (".docx", lambda: docx_of(b"\0" * 99, method=99)),
    "lzma": (".docx", lambda: docx_of(b"\0" * 99, method=14)),
    "no deflate stream": (".docx", lambda: docx_of((b"\xff" * 99, 99, 0))),
    "wrong checksum": (".docx", lambda: docx_of((deflated(HEAD + TAIL)[0], len(HEAD + TAIL), 1))),
    "no body": (".docx", lambda: docx_of(b"<a/>")),
    "laughs": (".xml", lambda: laughs().encode()),
    "few laughs": (".xml", lambda: laughs(3).encode()),
    "laughs in attributes": (".xml", lambda: laughs(9, True).encode()),
    "laughs in Word": (".docx", lambda: docx_of(laughs().encode())),
    "laughs in Hangul": (".hwpx", lambda: hangul.hwpx(laughs())),
    "quadratic entity": (".xml", lambda: f'<!DOCTYPE a [<!ENTITY x "{"가" * 50_000}">]><a>{"&x;" * 9_000}</a>'.encode()),
    "DTD": (".xml", lambda: LAW.replace("<L>", "<!DOCTYPE L [<!ELEMENT L ANY>]><L>").encode()),
    "UTF-7": (".xml", lambda: b'<?xml version="1.0" encoding="UTF-7"?><L>' + b"+ADw-a/+AD4-" * 9 + b"</L>"),
    "100,000 elements deep": (".xml", lambda: f"<?xml version='1.0'?>{nested('<조문>', '</조문>', 100_000)}".encode()),
    "100,000 tables deep": (
        ".docx", lambda: word.build(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 100_000))),
    "100,000 boxes deep": (".hwpx", lambda: hangul.hwpx(hangul.section(nested("<hp:rect>", "</hp:rect>", 100_000)))),
    "cut XML": (".xml", lambda: LAW.encode()[:-9]),
    "search result": (".xml", lambda: b"<?xml version='1.0'?><OrdinSearch><law/></OrdinSearch>"),
    "JSON 100,000 deep": (".json", lambda: nested("[", "]", 100_000).encode()),
    "JSON objects 100,000 deep": (".json", lambda: ('{"a":' * 100_000 + "1" + "}" * 100_000).encode()),
    "JSON number": (".json", lambda: b'{"title":"","body":[],"number":' + b"9" * 100_000 + b"}"),
    "JSON exponent": (".json", lambda: b'{"title":1e999999999,"body":NaN}'),
    "JSON surrogate": (".json", lambda: b'{"title":"\\ud800","body":[]}'),
    "JSON list": (".json", lambda: b"[]"),
    "NUL": (".txt", lambda: GOOD.replace("목적", "목\0적").encode()),
    "escape": (".txt", lambda: GOOD.replace("목적", "\x1b[2J").encode()),
    "surrogate": (".txt", lambda: GOOD.encode() + b"\xed\xa0\x80"),
    "cut UTF-8": (".txt", lambda: GOOD.encode().rstrip()[:-1]),
    "cut UTF-16": (".txt", lambda: GOOD.encode("utf-16")[:-1]),
    "cut CP949": (".txt", lambda: (GOOD.rstrip() + " 가").encode("cp949")[:-1]),
    "latin-1": (".txt", lambda: "déjà vu où ça être à côté".encode("latin-1")),
    "open front matter": (".md", lambda: b"---\na: b\n"),
    "500,000 lines": (".txt", lambda: "가\n".encode() * 500_000),
}  # fmt: skip
"""Kind -> the suffix it comes with, and its bytes. Each must be refused."""


def one_sentence(sentences: list[str]) -> str:
    assert len(sentences) == 1, sentences
    assert "\n" not in sentences[0] and re.search(r"[가-힣].*\.$", sentences[0]), sentences
    return sentences[0]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suffix, make = HOSTILE[kind]
    data = make()
    path = tmp_path / f"가{suffix}"
    path.write_bytes(data)
    assert str(path) in one_sentence(problems_of(lambda: read(path)))
    one_sentence(problems_of(lambda: read(data, next((f for f, known in FORMATS.items() if suffix in known), None))))
    assert main(["tree", str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"오류: {path}: ")
    one_sentence(err.splitlines())


def test_a_batch_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [kind for kind in HOSTILE if HOSTILE[kind][0] != ".doc" and "password" not in kind]
    for index, kind in enumerate(kinds):
        suffix, make = HOSTILE[kind]
        (tmp_path / f"{index:03}{suffix}").write_bytes(make())
    (tmp_path / "000 good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "999 good.txt").write_text(GOOD, "utf-8")
    assert main(["tree", "--jobs", "1", str(tmp_path)]) == 3
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == len(kinds) + 2
    assert [Path(row["path"]).name for row in rows if "tree" in row] == ["000 good.txt", "999 good.txt"]
    *told, summary = err.splitlines()
    assert len(told) == len(kinds) and all(line.startswith("오류: ") for line in told)
    assert f"읽지 못한 파일 {len(kinds)}개" in summary


def test_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "폴더" in one_sentence(problems_of(lambda: read(tmp_path)))
    for name in ("없다.docx", "없는 폴더/없다.txt", "가" * 300, "영\0", "\ud800.txt"):
        one_sentence(problems_of(partial(read, tmp_path / name)))
        assert main(["tree", str(tmp_path / name)]) == 3
        out, err = capsys.readouterr()
        assert out == "" and len(err.splitlines()) == 1


def test_size_is_looked_at_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "큰.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert "너무 큽니다" in one_sentence(problems_of(lambda: read(path)))
    assert "너무 큽니다" in one_sentence(problems_of(lambda: read("가" * (MAX_BYTES + 1))))
    assert "너무 큽니다" in one_sentence(problems_of(lambda: read(bytes(MAX_BYTES + 1))))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_end() -> None:
    """In a process of its own, with a limit: a reader without bounds takes all the memory there is."""
    assert in_little_memory([Path("/dev/zero")], 1_000_000_000) == [3]


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zeros": (".docx", HOSTILE["part of a gigabyte"][1]),
    "paragraphs": (".docx", lambda: bomb("<w:p/>", 90_000_000)),
    "attributes": (".docx", lambda: bomb('<w:p w:a="" w:b="" w:c="" w:d="" w:e="" w:f=""/>', 90_000_000)),
    "many big parts": (
        ".docx",
        lambda: packed(
            *((name, str(text).encode()) for name, text in word.parts_of("").items() if "document.xml" not in name),
            ("word/document.xml", HEAD + word.p("가").encode() + TAIL),
            *((f"word/{name}.xml", deflated(b"<a/>" * 1000, 20_000, b"<b>", b"</b>")) for name in ("styles", "numbering")),
        ),
    ),
    "sections": (".hwpx", lambda: packed(("Contents/section0.xml", deflated(b"<p/>" * 1000, 20_000, b"<s>", b"</s>")))),
    "elements": (".xml", lambda: b"<?xml version='1.0'?><L>" + "<조문/>".encode() * 5_000_000 + b"</L>"),
    "UTF-7 elements": (".xml", lambda: b"<?xml version='1.0' encoding='UTF-7'?><L>" + b"+ADw-a/+AD4-" * 5_000_000),
    "lines": (".txt", lambda: b"\n" * 63_000_000),
    "kana": (".txt", lambda: b"\xaa\xa1" * 20_000_000),
    "JSON lists": (".json", lambda: b'{"title":"","body":[' + b"[]," * 20_000_000 + b"[]]}"),
    "JSON words": (".json", lambda: b'{"title":"","body":[' + b'"ab",' * 12_000_000 + b'""]}'),
}  # fmt: skip


def in_little_memory(paths: list[Path], limit: int = 1_500_000_000) -> list[int]:
    """Return the exit codes of ``tree`` on files, one after the other in a process that may have so much memory."""
    program = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))\n"
        "from ordinance_drafter.cli import main\n"
        "for path in sys.argv[1:]: print('code', main(['tree', path]), flush=True)"
    )
    done = subprocess.run([sys.executable, "-c", program, *map(str, paths)], capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr, done.stderr[-2000:].decode(errors="replace")
    return [int(code) for code in re.findall(rb"^code (\d+)", done.stdout, re.M)]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are set otherwise here")
@pytest.mark.parametrize("kind", BOMBS)
def test_bombs_in_little_memory(kind: str, tmp_path: Path) -> None:
    suffix, make = BOMBS[kind]
    path = tmp_path / f"bomb{suffix}"
    path.write_bytes(make())
    codes = in_little_memory([path])
    path.unlink()
    assert codes == ([0] if kind == "many big parts" else [3])


# ── XML that reaches out ─────────────────────────────────────────────────────


@pytest.mark.parametrize("format", ["xml", "docx", "hwpx"])
@pytest.mark.parametrize("way", ["entity", "parameter", "dtd", "include", "stylesheet", "schema"])
def test_nothing_outside_is_opened(format: str, way: str, tmp_path: Path) -> None:
    """A secret file must not be read, an address must not be asked."""
    secret = tmp_path / "secret.txt"
    secret.write_text("제9조(비밀) 남이 볼 것이 아니다.", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for place in (secret.as_uri(), address):
            head, inside = {
                "entity": (f'<!DOCTYPE a [<!ENTITY x SYSTEM "{place}">]>', "&x;"),
                "parameter": (f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{place}"> %x;]>', ""),
                "dtd": (f'<!DOCTYPE a SYSTEM "{place}">', ""),
                "include": ("", f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'),
                "stylesheet": (f'<?xml-stylesheet href="{place}"?>', ""),
                "schema": ("", f'<a xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="a {place}"/>'),
            }[way]  # fmt: skip
            law = LAW.replace("<L>", head + "<L>").replace("나<", inside + "<")
            body = word.element("w:document", f"<w:body>{word.p(word.r('가' + inside))}</w:body>").replace(
                "?>", f"?>{head}", 1
            )
            part = hangul.section(hangul.p("가" + inside)).replace("?>", f"?>{head}", 1)
            made = {"xml": law.encode(), "docx": docx_of(body.encode()), "hwpx": hangul.hwpx(part)}[format]
            try:
                assert "비밀" not in to_text(read(made).ordinance)
            except InputError as error:
                assert head and "비밀" not in str(error)
        with pytest.raises(BlockingIOError):
            server.accept()


# ── what looks bad and is not ────────────────────────────────────────────────


def test_the_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    for suffix, data in (
        (".hwp", word.build(word.p("제1조(가) 나"))),
        (".docx", hangul.hwpx(hangul.section(hangul.p("제1조(가) 나")))),
    ):
        path = tmp_path / f"가{suffix}"
        path.write_bytes(data)
        assert to_text(read(path).ordinance) == "제1조(가) 나\n"


def test_odd_names_in_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = word.element("w:document", f"<w:body>{word.p('제1조(가) 나')}</w:body>").encode()
    odd = [
        (name, b"x") for name in ("../../up.txt", "/abs.txt", "C:\\abs.txt", "a\0b", "word/document.xml", "나" * 5000)
    ]
    parts = [(name, str(text).encode()) for name, text in word.parts_of("").items() if name != "word/document.xml"]
    assert to_text(read(packed(*odd, *parts, ("word/document.xml", document))).ordinance) == "제1조(가) 나\n"
    assert list(tmp_path.iterdir()) == []


def test_yaml_of_front_matter_is_not_built() -> None:
    anchors = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    text = f"---\na0: &a0 하\n{anchors}b: !!python/object/apply:os.system [ls]\n공포번호: *a29\n---\n# 가 조례\n\n##### 제1조 (가)\n\n나\n"
    assert read(text).ordinance.number == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_encodings(encoding: str, mark: str) -> None:
    text = mark + GOOD if encoding.startswith("utf") else GOOD
    assert read(text.replace("\n", "\r\n").encode(encoding)).ordinance == read(GOOD).ordinance


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "euc-kr", "cp949"])
def test_encodings_of_xml(encoding: str) -> None:
    law = LAW.replace("UTF-8", "UTF-16" if encoding.startswith("utf-16") else encoding)
    assert to_text(read(law.encode(encoding)).ordinance) == "제1조(가) 나\n"
    assert to_text(read(law).ordinance) == "제1조(가) 나\n"


def test_long_lines() -> None:
    assert read("가" * 7_000_000).ordinance.title == "가" * 7_000_000
    assert read("제1조(가) " + "나 " * 3_000_000).ordinance.body[0].text.startswith("나 나")


# ── time grows in step ───────────────────────────────────────────────────────

LONG = 20_000  # characters: what grows with the square of them takes half a minute, what doubles with each never ends


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("name", ADVERSARIES)
def test_adversaries_are_read_in_time(name: str, format: str) -> None:
    text = ADVERSARIES[name](LONG)
    assert seconds(lambda: _checked(text, format), 10.0, 1) < 10.0


def _checked(text: str, format: str) -> None:
    assert faults(read(text, format)) == []


@pytest.mark.parametrize("name", CITATIONS)
def test_citations_are_resolved_in_time(name: str) -> None:
    assert seconds(lambda: cited(CITATIONS[name](LONG), ""), 10.0, 1) < 10.0


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_fuzzing_found(path: Path) -> None:
    format = next((name for name, suffixes in FORMATS.items() if path.suffix in suffixes), None)
    wrong: list[str] = []
    assert seconds(lambda: wrong.append(trial(path.read_bytes(), format)), 10.0, 1) < 10.0
    assert wrong == [""]


# ── fuzzing ──────────────────────────────────────────────────────────────────

MAGIC = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"HWP Document File", b"<?xml version='1.0'?>", b"{", b"---\n",
         b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"%PDF-"]  # fmt: skip
few = settings(max_examples=60, deadline=None)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(MAGIC), st.binary(max_size=300), st.sampled_from([None, *FORMATS]))
def test_any_bytes(magic: bytes, data: bytes, format: str | None) -> None:
    assert trial(magic + data, format) == ""


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=())) | st.binary(max_size=60).map(fuzz.text_of), st.booleans())
@example("제1조 <개정 2020. 1. 1. [시행일 2021. 1. 1.]>", False)
def test_any_text(text: str, is_markdown: bool) -> None:
    assert trial(text, "markdown" if is_markdown else "text") == ""


@pytest.mark.parametrize("format", FORMATS)
@few
@given(data=st.data())
def test_damaged_files(format: str, data: st.DataObject) -> None:
    """Bytes changed, cut out and doubled; a file cut off anywhere."""
    whole = bytearray(SAMPLES[format] or b"HWP Document File")
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(whole)))
        length = data.draw(st.sampled_from([0, 1, 1, 1, 2, 9, 40]))
        whole[at : at + length] = data.draw(st.binary(max_size=3) | st.just(bytes(whole[at : at + length]) * 2))
    kept = data.draw(st.integers(0, len(whole)) | st.just(len(whole)))
    assert trial(bytes(whole[:kept]), data.draw(st.sampled_from([format, None]))) == ""


@pytest.mark.parametrize("kind", ["law", "docx", "docx-lists", "hwpx", "hwp", "json"])
@few
@given(data=st.binary(max_size=250))
def test_documents_of_any_shape(kind: str, data: bytes) -> None:
    if kind == "hwp" and not SAMPLES["hwp"]:
        pytest.skip("no python-hwpx here")
    source, format = KINDS[kind](data)
    assert trial(source, format) == ""


@few
@given(
    st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"]),
    st.data(),
)
def test_word_files_with_one_damaged_part(part: str, data: st.DataObject) -> None:
    parts: dict[str, Any] = word.parts_of(
        word.n("제1조(가) 나") + word.table(word.row("가", "나")), numbering="", styles=""
    )
    text = str(parts[part])
    names = re.findall(r"w:\w+|\"[^\"]*\"", text) or ["Target"]
    old, new = (
        data.draw(st.sampled_from(names)),
        data.draw(st.sampled_from([*names, '""', '"-1"', '"²"', '"99999999999"'])),
    )
    parts[part] = text.replace(old, new) if data.draw(st.booleans()) else text[: data.draw(st.integers(0, len(text)))]
    assert trial(word.pack(parts), "docx") == ""
