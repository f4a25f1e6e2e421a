"""Hostile input for the reader: coverage-guided fuzzing (atheris), and whether the time of a reading grows in step.

python -m benchmarks.fuzz_reading fuzz [--seconds 600] [--only KIND] [--keep FOLDER] [--loop]
python -m benchmarks.fuzz_reading growth

``fuzz`` reads mutated input of every format and keeps the first input of each crash, broken promise or slow reading in
FOLDER. atheris is no part of the project (pip install atheris); without it a plain loop of mutations runs.
``growth`` doubles adversarial texts and every pumped attack on the regular expressions of the reader, and prints by
what factor the time grew: about 2 is right, 4 is quadratic.
"""

from __future__ import annotations

import argparse
import atexit
import importlib
import io
import pkgutil
import random
import re
import re._parser as sre  # type: ignore[import-not-found]
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from tests import docx_builder as word
from tests import hwpx_cases as hangul

from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Reading
from ordinance_drafter.model import walk
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.read import FORMATS, read
from ordinance_drafter.refs import resolutions
from ordinance_drafter.write.json_tree import write_json

SLOW = 3.0
"""Seconds of this process that a small input may take, coverage counted."""

LONGEST = 4096

STEEP = 2.9
"""Factor for a doubled input that is more than chance: 2 is in step, 4 is quadratic."""

# ── what a reading promises ──────────────────────────────────────────────────


def faults(reading: Reading) -> list[str]:
    """Return which promises of a reading are broken."""
    tree, found = reading.ordinance, list(_misplaced(reading))
    if reading.format != "json":  # a JSON tree has no lines, and need not be in the normal form of the notation
        expected = {path for path, _ in walk(tree)}
        expected |= {(1, n) for n in range(len(tree.addenda))} | {(2, n) for n in range(len(tree.annexes))}
        if set(reading.spans) != expected:
            found.append(f"spans: {sorted(expected ^ set(reading.spans))[:5]}")
        if parse(to_text(tree)) != tree:
            found.append("to_text does not parse back")
    found += [
        f"finding message: {told}"
        for told in reading.findings
        if not re.search("[가-힣]", told.message) or "\n" in told.message
    ]
    if re.search("[\x00-\x08\ud800-\udfff]", to_text(tree)):
        found.append("control characters in the tree")
    return found


def _misplaced(reading: Reading) -> Iterator[str]:
    """Yield the spans, parts and findings that stand nowhere in the source."""
    lines = reading.source
    for path, span in reading.spans.items():
        if not 1 <= span.line <= span.last <= len(lines):
            yield f"span lines: {path} {span}"
        elif not 1 <= span.column <= len(lines[span.line - 1]) + 1:
            yield f"span column: {path} {span}"
    for part in reading.parts:
        if not 1 <= part.line <= part.last <= len(lines):
            yield f"part: {part}"
    for told in reading.findings:
        if told.line is not None and not 1 <= told.line <= len(lines):
            yield f"finding line: {told}"


# ── samples ──────────────────────────────────────────────────────────────────

TEXT = """가나다 조례
[시행 2025. 5. 23.] [다라군 조례 제12호, 2025. 5. 23., 일부개정]

제1장 총칙

제1조(목적) 이 조례는 “가”를 목적으로 한다.
제2조의2(정의) ① 이 조례에서 쓰는 말은 다음 각 호와 같다. ② 나
1. 가
가. 나
1) 다
1의2. 라 <개정 2020. 1. 1.>
제3조 삭제 <2024. 1. 1.>
[본조신설 2020. 1. 1.]

부칙 <2025. 5. 23. 조례 제12호>

이 조례는 공포한 날부터 시행한다.

[별표 1] 표

가 | 나
"""
BILL = """가나시 자전거 이용 활성화 조례안
의안번호 12
제출자: 가나시장
1. 제안이유
 자전거를 널리 쓰게 하려는 것임.
2. 주요내용
가. 목적을 정함(안 제1조)
가나시 자전거 이용 활성화 조례안
가나시 자전거 이용 활성화 조례 전부를 다음과 같이 개정한다.
제１조【목적】 이 조례는·을 정한다.
제2조（정의） ⓛ 나 2.다
부 칙
제1조(시행일) 이 조례는 시행한다.
신ㆍ구조문대비표
| 현행 | 개정안 |
비용추계서
"""
MARKDOWN = """---
지자체기관명: '다라군'
공포번호: 12
공포일자: 2025-05-23
---
# 가나다 조례

## 제1장 총칙

##### 제1조 (목적)

**①** 가 <br>나

  1\\. 다음 &amp; &#12539;

## 부칙

부칙 <2025. 5. 23.>

이 조례는 시행한다.

[별표 1] 표

| 가 | 나 |
"""
XML = """<?xml version="1.0" encoding="UTF-8"?>
<LawService><자치법규기본정보><자치법규명>가나다 조례</자치법규명><지자체기관명>다라군</지자체기관명>
<공포번호>12</공포번호><공포일자>20250523</공포일자></자치법규기본정보>
<조문><조 조문번호="000100"><조문번호>000100</조문번호><조내용>제1조(목적) 가</조내용></조>
<조문단위><조문번호>2</조문번호><조문가지번호>2</조문가지번호><조문내용>제2조의2(정의)</조문내용>
<항><항번호>①</항번호><항내용>① 다음 각 호</항내용><호><호번호>1.</호번호><호내용>1. 가</호내용>
<목><목번호>가.</목번호><목내용>가. 나</목내용></목></호></항><조문참고자료>[본조신설]</조문참고자료></조문단위></조문>
<부칙><부칙내용>부칙 &lt;2025. 5. 23.&gt; 이 조례는 시행한다.</부칙내용></부칙>
<별표><별표단위><별표번호>0001</별표번호><별표가지번호>00</별표가지번호><별표구분>별표</별표구분><별표제목>표</별표제목>
<별표내용><![CDATA[가 | 나]]></별표내용></별표단위></별표>
<제개정이유><제개정이유내용>까닭</제개정이유내용></제개정이유></LawService>
"""


_made: dict[str, bytes] = {}


def samples() -> dict[str, bytes]:
    """Return one good document of each format."""
    lists = word.abstract(1, word.level(0, "제%1조"), word.level(1, "%2.", "ganada")) + word.num(1, 1)
    table = word.table(word.row("현행", "개정안"), word.row(word.table(word.row("가", "나")), "다"))
    notes = word.p(word.run('<w:footnoteReference w:id="2"/>'), word.field_of("SYMBOL 183", None))
    styles = word.style("a", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>", default=True)
    body = (
        "".join(map(word.p, TEXT.replace("<", "(").replace(">", ")").split("\n")))
        + word.n("목적")
        + word.p(word.ins("넣고"), word.cut("빼고"), word.run(word.drawing(word.text_box(word.p("글상자")))))
    )
    section = hangul.section("".join(case.body for case in hangul.CASES[:60:3]))
    _made["json"] = write_json(read(TEXT).ordinance)
    return {
        "text": TEXT.encode(),
        "markdown": MARKDOWN.encode(),
        "json": _made["json"],
        "xml": XML.encode(),
        "docx": word.build(
            body + table + notes, numbering=lists, styles=styles, footnotes='<w:footnote w:id="2"><w:p/></w:footnote>'
        ),
        "hwpx": hangul.hwpx(section, header=hangul.numbering(1, ("제^1조", "DIGIT"), ("^2", "CIRCLED_DIGIT"))),
        "hwp": hwp_sample(),
    }


def hwp_sample(streams: dict[str, bytes] | None = None) -> bytes:
    """Return a small .hwp file, some of its streams changed; b"" where python-hwpx is not installed."""
    try:
        from hwpx import HwpxDocument
        from hwpx.hwp5.cfb import CompoundFile, build_compound_file
    except ImportError:
        return b""
    if "hwp" not in _made:
        document = HwpxDocument.new()
        for line in TEXT.split("\n")[:12]:
            document.add_paragraph(line)
        stream = io.BytesIO()
        document.save_to_stream(stream, format="hwp")
        _made["hwp"] = stream.getvalue()
    if not streams:
        return _made["hwp"]
    compound = CompoundFile(_made["hwp"])
    kept: Iterable[str] = compound.stream_paths()
    made: bytes = build_compound_file((path, streams.get(path, compound.read(path))) for path in kept)
    return made


# ── input made of a fuzzer's bytes ───────────────────────────────────────────


def _split(words: str, mark: str | None = None) -> list[str]:
    return words.split(mark)


# fmt: off
TOKENS = _split(
    "제1조(목적) _제2조(정의)_제3조 삭제_제4조2(_제１조【가】_제1장 총칙_제2절 _① _②_③ _1. _2._1의2. _가. _나._1) _가) _(1) _(가) _다음 각 호와 같다. "
    "_한다. _삭제_<삭제 2011.1.14>_<개정 2020. 1. 1.>_[본조신설 2020. 1. 1.]_[별표 1] 표_[별지 제1호서식]_■ [별표]_부칙 _부칙 <2025. 5. 23.>"
    "_부 칙_附則_가나시 자전거 조례안_전부를 다음과 같이 개정한다._조례 일부를 다음과 같이 개정한다._제안이유_주요내용_결과서_신ㆍ구조문대비표"
    "_비용추계서_의안번호 12_가나시 조례 제○○호_[시행 2025. 5. 23.] [다라군 조례 제12호, 제정]_[시행 2025.5.23]_제5조 내지 제7조 삭제"
    "_개정_신설_·_｢_″_&#12539;_&amp;_<br>_\u3000_\xa0_\u200b_\u1100\u1161_\u2028_\x85_\ufeff_ⓛ_⑴_〈신설〉_\\_\\\\_(_)_<_>_[_]_「_」_*_**_# "
    "_##### _---\n_\n_\n_\n_ _  _가_나다_이 조례는_에 따른_및_._,_\t_지자체기관명: '가'_공포번호: 1_|_| 가 | 나 |_차례_……… 3"
, "_")
_PAGE = tuple(word.NAMES[prefix] for prefix in ("w", "m", "mc", "a", "wps", "v", "o", "wp"))
_DOCX = _split(
    "p r t tbl tr tc tcPr trPr vMerge pPr rPr numPr numId ilvl pStyle rStyle ins del delText moveFrom moveTo fldChar"
    " instrText fldSimple footnoteReference sym ruby rt rubyBase br tab drawing pict object txbxContent sdt sdtContent"
    " vanish framePr sectPr ffData ddList listEntry result checkBox hidden cellDel headerReference commentReference"
    " rFonts altChunk"
)
_LISTS = _split(
    "abstractNum num lvl lvlText numFmt start lvlRestart isLgl suff pStyle rPr rFonts lvlPicBulletId abstractNumId"
    " lvlOverride startOverride numStyleLink style basedOn vanish pPr numPr numId ilvl"
)
_HWPX = _split(
    "p run t tbl tr tc cellAddr cellSpan caption rect drawText subList ctrl footNote endNote header footer fieldBegin"
    " fieldEnd parameters stringParam autoNum autoNumFormat newNum insertBegin insertEnd deleteBegin deleteEnd switch"
    " case default pic equation script compose dutmal mainText checkBtn listItem textart hiddenComment secPr"
    " footNotePr numbering pos lineBreak tab memogroup memo container"
)
_HEAD = ["numbering", "paraHead", "bullet", "paraPr", "heading", "style", "switch", "case", "default"]
_LAW = _split(
    "조문 조 조문단위 조문내용 조내용 조문번호 조문가지번호 항 항번호 항내용 호 호번호 호내용 목 목번호 목내용 조문참고자료 부칙내용"
    " 별표단위 별표번호 별표가지번호 별표구분 별표제목 별표내용 자치법규명 법령명_한글 기본정보 공포번호 공포일자 시행일자 지자체기관명"
    " 개정문내용 제개정이유내용 law"
)
_VALUES = [*_split(
    "0 1 2 3 -1 8 99999999999 9999 ² ٣ 가 begin separate end bullet ganada decimal koreanCounting none restart"
    " a1 000100 20250523 000000 true false TOP DIGIT HANGUL_SYLLABLE ROMAN_SMALL NUMBER OUTLINE BULLET ON_SECTION"
    " FOOTNOTE CLICK_HERE MEMO TABLE PARA SHAPE_CIRCLE Symbol Wingdings F0B7 %1.%2. ^1.^n 제%1조 EQ TOC PAGE"
), "SYMBOL 0183", "", "가" * 300]
_ATTRIBUTES = {
    "w": _split("val id styleId type fldCharType instr char font ascii numId abstractNumId ilvl dropCap default format"),
    "": _split(
        "id type idRef level paraPrIDRef styleIDRef start numFormat colAddr rowAddr colSpan side Id TcId paraend num"
        " numType newNum beginIDRef name char composeText circleType treatAsChar vertOffset text value caption 조문번호"
    ),
}
# fmt: on


def text_of(data: bytes) -> str:
    """Return words: each byte is a token."""
    return "".join(TOKENS[byte % len(TOKENS)] for byte in data)


def xml_of(data: bytes, names: list[str], spaces: tuple[str, ...] = (), prefix: str = "") -> str:
    """Return well-formed XML of any shape: bytes open elements, give attributes, write words, close."""
    out: list[str] = []
    open_: list[str] = []
    left = iter(data)
    for byte in left:
        if byte < 120 and len(open_) < 220:
            space = spaces[0 if byte < 100 else byte % len(spaces)] if spaces else ""
            tag = names[next(left, 0) % len(names)]
            given = {}
            for _ in range(byte % 3):
                own = _ATTRIBUTES[prefix]
                given[own[next(left, 0) % len(own)]] = _VALUES[next(left, 0) % len(_VALUES)]
            words = "".join(f' {prefix}{":" if prefix else ""}{key}="{value}"' for key, value in given.items())
            name = f'n:{tag} xmlns:n="{space}"' if space and space != spaces[0] else f"w:{tag}" if space else tag
            out.append(f"<{name}{words}>")
            open_.append(name.split(" ")[0])
        elif byte < 200 and open_:
            out.append(f"</{open_.pop()}>")
        else:
            token = TOKENS[byte % len(TOKENS)] if byte < 250 else _VALUES[next(left, 0) % len(_VALUES)]
            out.append(token.replace("&", "&amp;").replace("<", "&lt;"))
    return "".join(out) + "".join(f"</{name}>" for name in reversed(open_))


def _docx(data: bytes) -> bytes:
    return word.build(xml_of(data, _DOCX, _PAGE, "w"), footnotes='<w:footnote w:id="1"><w:p/></w:footnote>')


def _docx_lists(data: bytes) -> bytes:
    body = "".join(word.n(str(key), key % 3, key % 4) + word.styled("가", str(key)) for key in range(4))
    lists = xml_of(data, _LISTS, _PAGE[:1], "w")
    return word.build(body, numbering=lists, styles=lists)


def _hwpx(data: bytes) -> bytes:
    return hangul.hwpx(f"<s>{xml_of(data, _HWPX)}</s>", header=xml_of(data[::-1], _HEAD))


def _hwp(data: bytes) -> bytes:
    from hwpx.hwp5.records import deflate

    half = len(data) // 2
    return hwp_sample(
        {"BodyText/Section0": deflate(data[half:]), **({"DocInfo": deflate(data[:half])} if half else {})}
    )


def _json(data: bytes) -> bytes:
    text = TOKENS[len(data) % len(TOKENS)].replace("\\", "").replace('"', "")
    changed = bytearray(_made["json"])
    for place, byte in zip(data[::2], data[1::2], strict=False):
        changed[place * 7 % len(changed)] = byte
    return bytes(changed).replace("가".encode(), text.encode())


Made = tuple[bytes | str, str | None]
KINDS: dict[str, Callable[[bytes], Made]] = {
    "any": lambda data: (data, None),
    **{f"{name}-bytes": lambda data, name=name: (data, name) for name in FORMATS},
    "text": lambda data: (text_of(data), "text"),
    "sniffed": lambda data: (text_of(data), None),
    "markdown": lambda data: (text_of(data), "markdown"),
    "json": lambda data: (_json(data), "json"),
    "law": lambda data: (f"<LawService><조문>{xml_of(data, _LAW)}</조문></LawService>".encode(), "xml"),
    "docx": lambda data: (_docx(data), "docx"),
    "docx-lists": lambda data: (_docx_lists(data), "docx"),
    "hwpx": lambda data: (_hwpx(data), "hwpx"),
    "hwp": lambda data: (_hwp(data), "hwp"),
}
"""Name -> what is read, and as which format, for a fuzzer's bytes."""


def trial(source: bytes | str, format: str | None) -> str:
    """Read; return what was wrong with it ("" when it was read or refused as it should), a line for a signature."""
    start = time.process_time()
    try:
        broken = faults(read(source, format))
    except InputError as error:
        broken = [f"sentence: {line}" for line in error.problems if not re.search("[가-힣]", line) or "\n" in line]
        broken += ["no sentence"] if not error.problems else []
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        place = next((f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[::-1]), "")
        return f"{type(error).__name__} {place}"
    if (took := time.process_time() - start) > SLOW:
        broken.append(f"slow: {took:.1f} s")
    return broken[0] if broken else ""


class Hunt:
    """Runs inputs and keeps the first of each kind of fault."""

    def __init__(self, kinds: list[str], keep: Path) -> None:
        self.kinds, self.keep = kinds, keep
        self.runs = 0
        self.seen: dict[str, int] = {}
        keep.mkdir(parents=True, exist_ok=True)

    def run(self, data: bytes) -> None:
        """Read one input: its first byte says the kind."""
        if not data:
            return
        kind = self.kinds[data[0] % len(self.kinds)]
        source, format = KINDS[kind](data[1:])
        wrong = trial(source, format)
        self.runs += 1
        if not wrong:
            return
        signature = re.sub(r"[^A-Za-z.:_ 0-9]|\d{3,}.*", "", wrong)[:60].strip() + f" {kind.split('-')[0]}"
        self.seen[signature] = self.seen.get(signature, 0) + 1
        if self.seen[signature] == 1:
            name = re.sub(r"[^A-Za-z0-9]+", "-", signature).strip("-") + (f".{format}" if format else ".bin")
            (self.keep / name).write_bytes(
                source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
            )
            print(f"FAULT {kind}: {wrong[:200]} -> {name}", flush=True)


def seeds(kinds: list[str]) -> list[bytes]:
    """Return first inputs: the samples where bytes are read as they are, and some noise."""
    good = samples()
    noise = random.Random(1)
    made = []
    for index, kind in enumerate(kinds):
        whole = [good[format] for format in FORMATS if kind in ("any", f"{format}-bytes")]
        whole += [BILL.encode(), BILL.encode("cp949"), TEXT.encode("utf-16")] if kind in ("any", "text-bytes") else []
        made += [bytes([index]) + data for data in [*whole, *(noise.randbytes(1 << n) for n in range(3, 9))]]
    return made


def mutations(first: list[bytes], seed: int) -> Iterator[bytes]:
    """Yield mutated inputs for ever."""
    chance = random.Random(seed)
    while True:
        data = bytearray(chance.choice(first))
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            at = chance.randrange(1, len(data) + 1)
            way = chance.randrange(6)
            if way == 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            elif way == 1:
                del data[at : at + chance.randrange(1, 40)]
            elif way == 2:
                data[at:at] = data[max(1, at - chance.randrange(60)) : at] * chance.randrange(1, 4)
            elif way == 3:
                other = chance.choice(first)
                start = chance.randrange(len(other))
                data[at : at + chance.randrange(9)] = other[start : start + chance.randrange(99)]
            elif way == 4:
                data[at:at] = chance.choice(TOKENS).encode()
            else:
                data[at:at] = chance.choice((b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"&", b"<", b"9" * 30, b"{" * 50))
        yield bytes(data)


def fuzz(options: argparse.Namespace) -> None:
    kinds = [kind for kind in KINDS if options.only in (None, kind)]
    hunt = Hunt(kinds, Path(options.keep))
    first = seeds(kinds)
    started = time.monotonic()
    try:
        if options.loop:
            raise ImportError
        import atheris
    except ImportError:
        print(
            "atheris가 없어 단순한 변이로 시험합니다(pip install atheris). / without atheris: plain mutations",
            flush=True,
        )
        for data in mutations(first, options.seed):
            hunt.run(data)
            if time.monotonic() - started > options.seconds:
                break
        report(hunt, started)
        return
    _instrument(atheris)
    with tempfile.TemporaryDirectory() as folder:
        for index, data in enumerate(first):
            (Path(folder) / str(index)).write_bytes(data)
        limits = [f"-max_total_time={options.seconds}", f"-max_len={4 * LONGEST}", "-timeout=60", "-rss_limit_mb=3000"]
        atheris.Setup([sys.argv[0], *limits, f"-seed={options.seed}", "-print_final_stats=1", folder], hunt.run)
        atexit.register(report, hunt, started)
        atheris.Fuzz()


def load_reader() -> None:
    """Import all modules of the reader."""
    package = importlib.import_module("ordinance_drafter.read")
    for module in pkgutil.walk_packages(package.__path__, "ordinance_drafter.read."):
        importlib.import_module(module.name)


def _instrument(atheris: Any) -> None:
    """Count the coverage of the project's own functions; modules are loaded first, so that none is missed."""
    load_reader()
    for name, module in sorted(sys.modules.items()):
        if not name.startswith(("ordinance_drafter.read", "ordinance_drafter.lines", "ordinance_drafter.notation")):
            continue
        for value in vars(module).values():
            owners = [value, *vars(value).values()] if isinstance(value, type) else [value]
            for function in owners:
                if getattr(function, "__module__", None) == name and hasattr(function, "__code__"):
                    atheris.instrument_func(function)


def report(hunt: Hunt, started: float) -> None:
    print(f"\n{hunt.runs} runs, {(time.monotonic() - started) / 60:.1f} minutes, {len(hunt.seen)} kinds of faults")
    for signature, count in sorted(hunt.seen.items(), key=lambda item: -item[1]):
        print(f"{count:7} {signature}")
    sys.stdout.flush()


# ── does time grow in step? ──────────────────────────────────────────────────

ADVERSARIES: dict[str, Callable[[int], str]] = {
    "parentheses": lambda n: "제1조(" + "(" * n,
    "closed parentheses": lambda n: "제1조(" + "()" * n,
    "angles": lambda n: "제1조(가) 나 " + "<" * n,
    "brackets": lambda n: "제1조(가)\n" + "[" * n,
    "articles on a line": lambda n: "제1조(" * n,
    "counted articles": lambda n: "제1조(가) 나." + "".join(f"제{k}조(가) 나." for k in range(2, n // 10 + 2)),
    "paragraphs on a line": lambda n: "제1조(가) ① 나 " + "② " * n,
    "far paragraphs": lambda n: "제1조(가) ① 나" + ". ③" * n,
    "subparagraphs on a line": lambda n: "제1조(가) 다음 각 호. " + " ".join(f"{k}. 가." for k in range(1, n // 6 + 2)),
    "items on a line": lambda n: "제1조(가) 다음 각 목. 1. 가. " + "나. " * n,
    "addenda on a line": lambda n: "제1조(가) 나." + "부칙 <" * n,
    "notes": lambda n: "제1조(가) 나" + "<개정>" * n + "x>",
    "note words": lambda n: "제1조(가) 나 〈" + "개정" * n,
    "open note": lambda n: "제1조(가) 나 <" + "개정" * n + "\n>",
    "spaces before a note": lambda n: "제1조(가) 나" + " " * n + "다>",
    "note lines": lambda n: "제1조(가) 나\n" + "[본조신설]\n" * (n // 4),
    "open note line": lambda n: "제1조(가) 나\n[" + "신설" * n,
    "deleted": lambda n: "제1조\n<삭제" + " " * n + "x",
    "deleted notes": lambda n: "제1조 삭제" + "<a> " * n + "x",
    "number of an ordinance": lambda n: "가나시 조례제" + " " * n + "x\n가나 조례\n제1조(가) 나",
    "facts of an addenda": lambda n: "제1조(가) 나\n부칙:" + " " * n + "x",
    "papers": lambda n: ("제안이유" + "결과서" * min(20, n // 800) + "x\n") * 8 + "제1조(가) 나",
    "spaces": lambda n: " " * n + "가" + " " * n,
    "tabs": lambda n: "제1조(가)" + "\t" * n + "나\t" * n,
    "title": lambda n: "가나 " * n + "조례안 " * 9,
    "line breaks": lambda n: "가<br>" * n,
    "references": lambda n: "가&amp;amp;#12539;" * (n // 4),
    "jamo": lambda n: "\u1100\u1161" * n,
    "middle dots": lambda n: "가·나" * n,
    "empty lines": lambda n: "\n" * n,
    "addenda": lambda n: "부칙\n" * (n // 4),
    "annexes": lambda n: "[별표]\n" * (n // 4),
    "one article each": lambda n: "제1조(가)\n" * (n // 4),
    "every level": lambda n: "제1장 가\n제1조(가)\n① 가\n1. 가\n가. 가\n1) 가\n" * (n // 40),
    "table rows": lambda n: "| 가 | 나 |\n" * (n // 4),
    "backslashes": lambda n: "\\" * n,
    "circled numbers": lambda n: "①" * n,
    "headings": lambda n: "#" * n,
    "stars": lambda n: "**" * n,
    "front matter": lambda n: "---\n지자체기관명: 가" + " " * n + "#\n---\n가",
    "markdown heads": lambda n: "##### 제1조 (가)\n" * (n // 4),
    "markdown addenda": lambda n: "##### 제1조 (가)\n" + "## 부칙\n\n" * (n // 4),
    "open markdown heading": lambda n: "---\n" * n,
    "dots": lambda n: "차례\n제1조(가) " + "·" * n + "x\n제1조(가)",
    "facts line": lambda n: "가 조례\n[" + "조례" * n,
    "facts words": lambda n: "가 조례\n[시행 2025.5.23] [" + "가" * n + "조례]",
    "contents": lambda n: "차례\n" + "제1조(가) … 3\n" * (n // 4) + "제1조(가) 나",
    "deleted articles": lambda n: "제1조 내지 제9조 삭제\n" * (n // 40),
}
"""Name -> a text that grows with n; each is read as text and as Markdown."""

CITATIONS: dict[str, Callable[[int], str]] = {
    "dotted words": lambda n: "제1조(가) 제2조" + "가ㆍ" * n,
    "subparagraphs cited": lambda n: "제1조(가) " + "제1호 나 " * n,
    "short names": lambda n: "제1조(가) " + "「가」(이하 “" * n,
    "titles": lambda n: "제1조(가) " + "「가" * n,
    "chains": lambda n: "제1조(가) " + "제1조제1항 및 제2항, " * (n // 4),
    "same": lambda n: "제1조(가) 「가법」 제1조 " + "같은 조 " * n,
    "foreign": lambda n: "제1조(가)\n부칙\n제1조(나) 다음과" + " " * n + "같이 개정한다",
}
"""Name -> a text with references; the references are resolved."""

DOCUMENTS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "law articles": ("xml", lambda n: f"<L><조문>{'<조><조내용>제1조(가)</조내용></조>' * n}</조문></L>".encode()),
    "law items": ("xml", lambda n: f"<L><조문><조><항>{'<호><호내용>가</호내용></호>' * n}</항></조></조문></L>".encode()),
    "json units": ("json", lambda n: f'{{"title":"","body":[{",".join([UNIT] * n)}]}}'.encode()),
    "paragraphs": ("docx", lambda n: word.build(word.p("가") * n)),
    "insertions": ("docx", lambda n: word.build(word.p(f"<w:ins>{word.r('가나다라마바사아자차' * 9) * n}</w:ins>"))),
    "hidden": ("docx", lambda n: word.build(word.p(word.r("가" * 90, "<w:vanish/>") * n))),
    "levels": ("docx", lambda n: word.build(
        word.n("가") * n, numbering=word.abstract(1, *(word.level(k, "%1.") for k in range(n))) + word.num(1, 1))),
    "lists": ("docx", lambda n: word.build(
        "".join(word.n("가", k) for k in range(n)),
        numbering=word.abstract(1, *[word.level(8, "%1.")] * n) + "".join(word.num(k, 1) for k in range(n)))),
    "fields": ("docx", lambda n: word.build(word.p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * n))),
    "joined": ("docx", lambda n: word.build(word.p("가", properties="<w:rPr><w:del/></w:rPr>") * n)),
    "boxes": ("docx", lambda n: word.build(word.p(word.run(word.drawing(word.text_box(word.p("가"))) * n)))),
    "cells": ("docx", lambda n: word.build(word.table(word.row(*["가"] * n)))),
    "footnotes": ("docx", lambda n: word.build(
        word.p(*[f'<w:r><w:footnoteReference w:id="{k}"/></w:r>' for k in range(n)]),
        footnotes="".join(f'<w:footnote w:id="{k}">{word.p("가")}</w:footnote>' for k in range(n)))),
    "hangul paragraphs": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p("가") * n))),
    "hangul insertions": ("hwpx", lambda n: hangul.hwpx(hangul.section(
        hangul.p(hangul.text(f"<hp:insertBegin Id='1'/>{'가나다라마바사아자차<hp:tab/>' * n}<hp:insertEnd Id='1'/>"))))),
    "hangul cells": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p(hangul.table(hangul.cell("가") * n))))),
    "hangul notes": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p(hangul.note("footNote", "가") * n)))),
    "hangul changes": ("hwpx", lambda n: hangul.hwpx(hangul.section(
        "".join(hangul.p(f"<hp:insertBegin Id='{k}'/>가") for k in range(n))))),
    "hangul fields": ("hwpx", lambda n: hangul.hwpx(hangul.section(hangul.p(*[hangul.field_(
        "CLICK_HERE", "가", hangul.parameter("Direction", "가"))] * n)))),
    "hangul sections": ("hwpx", lambda n: hangul.hwpx(*[hangul.section(hangul.p("가"))] * (n // 4))),
}  # fmt: skip
"""Name -> format, and a document that grows with n."""

UNIT = '{"level":"article","number":"1","heading":"","text":"","children":[]}'
_PLACES = ("lines", "notation", "numbering", "refs.scan", "refs.resolve", "read.")
_USES = re.compile(r"\b(_?[A-Z][A-Z_0-9]*)\.(match|search|fullmatch|finditer|findall|sub|split)\(")


def patterns() -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Yield every regular expression that the reader keeps: its name, itself, how it is used."""
    load_reader()
    known = dict(sys.modules)
    uses: dict[str, set[str]] = {}
    for name, module in known.items():
        if name.startswith("ordinance_drafter.") and module.__file__:
            for word_, use in _USES.findall(Path(module.__file__).read_text("utf-8")):
                uses.setdefault(word_, set()).add(use)
    for name, module in sorted(known.items()):
        short = name.removeprefix("ordinance_drafter.")
        if not name.startswith("ordinance_drafter.") or not short.startswith(_PLACES):
            continue
        for key, value in vars(module).items():
            several = value if isinstance(value, tuple) and key == "PARTS" else [(key, value)]
            for label, pattern in several:
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    yield (
                        f"{short}.{label}",
                        pattern,
                        {"fullmatch", "short"} if key == "PARTS" else uses.get(key, set()),
                    )


class Attacker:
    """Makes texts that nearly fit a regular expression, from its own parts."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.tree = sre.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
        self.chance = random.Random(1)
        self.pumps: set[str] = set()

    def texts(self) -> set[tuple[str, str]]:
        """Return heads and what to repeat after them."""
        whole = [self.sample(self.tree) for _ in range(12)]
        heads = {
            sample[:cut] for sample in whole for cut in {0, 1, 2, 3, 5, 8, len(sample) - 1, len(sample)} if cut >= 0
        }
        pumps = {pump for pump in {*self.pumps, *whole, " "} if 0 < len(pump) < 24}
        return {(head, pump) for head in sorted(heads)[:40] for pump in sorted(pumps)[:40]}

    def sample(self, tree: Any) -> str:
        return "".join(self.item(kind, given) for kind, given in tree)

    def item(self, kind: Any, given: Any) -> str:
        """Return a text that fits one part of the expression; what may be repeated is remembered."""
        name = str(kind)
        if name == "LITERAL":
            return chr(given)
        if name in ("NOT_LITERAL", "ANY"):
            return "가"
        if name == "IN":
            return self.chosen(given)
        if name == "BRANCH":
            return self.sample(self.chance.choice(given[1]))
        if name == "SUBPATTERN":
            return self.sample(given[3])
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, inner = given
            units = [self.sample(inner) for _ in range(4)]
            self.pumps.update(units)
            return "".join(units[: max(low, min(high, self.chance.randrange(3)))])
        if name == "ATOMIC_GROUP":
            return self.sample(given)
        return self.sample(given[1]) if name == "ASSERT" and given[0] == 1 and self.chance.random() < 0.5 else ""

    def chosen(self, given: Any) -> str:
        if str(given[0][0]) == "NEGATE":
            return self.chance.choice(["가", "a", " ", "(", "개정"])
        kind, value = self.chance.choice(given)
        if str(kind) == "RANGE":
            return chr(self.chance.randint(*value))
        if str(kind) == "CATEGORY":
            return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(value), "가")
        return chr(value)


class TooSlowError(Exception):
    """The time for one try is over."""


def seconds(action: Callable[[], object], limit: float = 5.0, tries: int = 3) -> float:
    """Return how long something takes, the best of some tries; ``limit`` when it takes longer."""

    def stop(*_: object) -> None:
        raise TooSlowError

    best = limit
    before = signal.signal(signal.SIGALRM, stop)
    try:
        for _ in range(tries):
            signal.setitimer(signal.ITIMER_REAL, limit)
            start = time.perf_counter()
            with suppress(InputError):
                action()
            best = min(best, time.perf_counter() - start)
            if best > 0.5:
                break
    except TooSlowError:
        return limit
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return best


def cited(text: str, _: str) -> object:
    """Resolve all references of a text."""
    return list(resolutions(parse(text)))


def grown(name: str, make: Callable[[int], Any], format: str, sizes: tuple[int, ...]) -> str:
    """Return a row: the time of the last size, the factors between, and whether they are more than is right."""
    times: list[float] = []
    for size in sizes:
        times.append(seconds(partial(cited if format == "references" else read, make(size), format)))
        if times[-1] >= 5.0:
            break
    factors = [after / before for before, after in pairwise(times)]
    steep = times[-1] >= 5.0 or (times[-1] > 0.02 and factors[-1] > STEEP)
    numbers = " ".join(f"x{factor:.1f}" for factor in factors)
    return f"{name + ' ' + format:44} {times[-1] * 1000:9.1f} ms  {numbers}{'  <-- more than in step' if steep else ''}"


def growth() -> None:
    """Print by what factors time grows as input doubles: texts, documents, then each regular expression."""
    for name, make in ADVERSARIES.items():
        for format in ("text", "markdown"):
            print(grown(name, make, format, (2_000, 4_000, 8_000, 16_000)), flush=True)
    for name, make in CITATIONS.items():
        print(grown(name, make, "references", (2_000, 4_000, 8_000, 16_000)), flush=True)
    for name, (format, build) in DOCUMENTS.items():
        print(grown(name, build, format, (500, 1_000, 2_000, 4_000)), flush=True)
    print("\nregular expressions whose time grows more than in step:")
    count = 0
    for name, pattern, uses in patterns():
        count += 1
        found = next(attacks(pattern, uses), None)
        if found:
            print(f"{name:34} x{found[0]:.1f}, {found[1] * 1000:.1f} ms: {found[2]}", flush=True)
    print(f"{count} expressions attacked")


def attacks(pattern: re.Pattern[str], uses: set[str]) -> Iterator[tuple[float, float, str]]:
    """Yield what makes one expression slow: the factor for a doubled text, the time, and how the text is made.

    An expression of ``short`` use is asked of short lines only, where a square does no harm.
    """
    ways = sorted({"search" if use in ("finditer", "findall", "sub", "split") else use for use in uses - {"short"}})
    for head, pump in islice(sorted(Attacker(pattern).texts()), 600):
        for use in ways:
            attack = getattr(pattern, use)
            for tail in ("", "\n\x00"):
                how = f"{use} {head!r} + {pump!r} * n + {tail!r}"
                if seconds(partial(attack, head + pump * 12 + tail), 0.5, 2) > 0.01:
                    yield 99.0, 0.5, how
                elif "short" not in uses and seconds(partial(attack, head + pump * 1_000 + tail), 0.5, 1) > 0.001:
                    times = [seconds(partial(attack, head + pump * n + tail), 2.0) for n in (1_000, 2_000, 4_000)]
                    if times[2] > STEEP * times[1] > STEEP * STEEP * times[0]:
                        yield times[2] / times[1], times[2], how


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fuzz", "growth"))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(KINDS))
    parser.add_argument("--keep", default=str(Path(tempfile.gettempdir()) / "fuzz_reading"))
    parser.add_argument("--loop", action="store_true", help="plain mutations even where atheris is installed")
    options = parser.parse_args()
    fuzz(options) if options.what == "fuzz" else growth()


if __name__ == "__main__":
    main()
