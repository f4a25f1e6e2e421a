"""Hostile input for the reader: coverage-guided fuzzing (atheris).

python -m benchmarks.fuzz_reading [--seconds 600] [--only KIND] [--keep FOLDER] [--loop]

It reads mutated input of every format and keeps the first input of each crash, broken promise or slow reading in
FOLDER. atheris is no part of the project (pip install atheris); without it a plain loop of mutations runs.
"""

from __future__ import annotations

import argparse
import atexit
import random
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.reading_growth import load_reader
from benchmarks.samples import BILL, MADE, TEXT, hwp_sample, samples
from tests import docx_builder as word
from tests import hwpx_cases as hangul

from ordinance_drafter.errors import InputError
from ordinance_drafter.finding import Reading
from ordinance_drafter.model import walk
from ordinance_drafter.notation import parse, to_text
from ordinance_drafter.read import FORMATS, read

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
    changed = bytearray(MADE["json"])
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(KINDS))
    parser.add_argument("--keep", default=str(Path(tempfile.gettempdir()) / "fuzz_reading"))
    parser.add_argument("--loop", action="store_true", help="plain mutations even where atheris is installed")
    options = parser.parse_args()
    fuzz(options)


if __name__ == "__main__":
    main()
