"""A valid file of every format: what fuzzing begins with and hostile files are made from."""

from __future__ import annotations

import io
from collections.abc import Iterable

from tests import docx_builder as word
from tests import hwpx_cases as hangul

from ordinance_drafter.read import read
from ordinance_drafter.write.json_tree import write_json

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


MADE: dict[str, bytes] = {}


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
    MADE["json"] = write_json(read(TEXT).ordinance)
    return {
        "text": TEXT.encode(),
        "markdown": MARKDOWN.encode(),
        "json": MADE["json"],
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
    if "hwp" not in MADE:
        document = HwpxDocument.new()
        for line in TEXT.split("\n")[:12]:
            document.add_paragraph(line)
        stream = io.BytesIO()
        document.save_to_stream(stream, format="hwp")
        MADE["hwp"] = stream.getvalue()
    if not streams:
        return MADE["hwp"]
    compound = CompoundFile(MADE["hwp"])
    kept: Iterable[str] = compound.stream_paths()
    made: bytes = build_compound_file((path, streams.get(path, compound.read(path))) for path in kept)
    return made
