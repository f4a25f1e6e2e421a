"""Small Hangul documents of every irregularity: OWPML as strings, and the lines each must come to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

NAMESPACES = (
    'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head" xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core"'
)
KS = NAMESPACES.replace("www.hancom.co.kr/hwpml/2011", "www.owpml.org/owpml/2024")


# ── building ─────────────────────────────────────────────────────────────────


def run(inner: str) -> str:
    return f'<hp:run charPrIDRef="0">{inner}</hp:run>'


def text(words: str) -> str:
    return f"<hp:t>{words}</hp:t>"


def p(*pieces: str, shape: str = "0") -> str:
    """A paragraph; a piece without a tag is text."""
    inner = "".join(piece if piece.startswith("<hp:") else text(piece) for piece in pieces)
    return f'<hp:p id="0" paraPrIDRef="{shape}" styleIDRef="0">{run(inner)}<hp:linesegarray/></hp:p>'


def cell(*paragraphs: str, at: tuple[int, int] | None = None, span: tuple[int, int] = (1, 1)) -> str:
    """A table cell; ``at`` is row and column, ``span`` rows and columns."""
    inner = "".join(piece if piece.startswith("<hp:p ") else p(piece) for piece in paragraphs)
    place = f'<hp:cellAddr colAddr="{at[1]}" rowAddr="{at[0]}"/>' if at else ""
    size = f'<hp:cellSpan colSpan="{span[1]}" rowSpan="{span[0]}"/>'
    return f"<hp:tc><hp:subList>{inner}</hp:subList>{place}{size}</hp:tc>"


def table(*rows: str, caption: str = "", position: str = 'treatAsChar="1"') -> str:
    inner = "".join(f"<hp:tr>{row}</hp:tr>" for row in rows)
    return f"<hp:tbl><hp:sz/><hp:pos {position}/>{caption}<hp:inMargin/>{inner}</hp:tbl>"


def grid(*rows: tuple[str, ...]) -> str:
    return table(*("".join(cell(words, at=(i, j)) for j, words in enumerate(row)) for i, row in enumerate(rows)))


def caption(words: str, side: str = "BOTTOM") -> str:
    return f'<hp:caption side="{side}"><hp:subList>{p(words)}</hp:subList></hp:caption>'


def box(*paragraphs: str, name: str = "rect") -> str:
    inner = "".join(p(words) for words in paragraphs)
    return f"<hp:{name}><hp:sz/><hp:drawText><hp:subList>{inner}</hp:subList></hp:drawText></hp:{name}>"


def ctrl(inner: str) -> str:
    return f"<hp:ctrl>{inner}</hp:ctrl>"


def note(name: str, *paragraphs: str) -> str:
    number = auto_number(name.upper(), 1, 'type="DIGIT" suffixChar=")"')
    inner = p(number, f" {paragraphs[0]}") + "".join(p(words) for words in paragraphs[1:])
    return ctrl(f"<hp:{name}><hp:subList>{inner}</hp:subList></hp:{name}>")


def margin(name: str, words: str) -> str:
    return ctrl(f'<hp:{name} id="1"><hp:subList>{p(words)}</hp:subList></hp:{name}>')


def field_(kind: str, shown: str, parameters: str = "", inner: str = "", dirty: str = "0") -> str:
    begin = f'<hp:fieldBegin id="7" type="{kind}" dirty="{dirty}"><hp:parameters>{parameters}</hp:parameters>{inner}'
    end = ctrl('<hp:fieldEnd beginIDRef="7"/>')
    return ctrl(begin + "</hp:fieldBegin>") + text(shown) + end


def auto_number(kind: str, number: int, form: str = "") -> str:
    inner = f"<hp:autoNumFormat {form}/>" if form else ""
    return ctrl(f'<hp:autoNum num="{number}" numType="{kind}">{inner}</hp:autoNum>')


def parameter(name: str, words: str) -> str:
    return f'<hp:stringParam name="{name}">{words}</hp:stringParam>'


def inserted(words: str, change: int = 1) -> str:
    return f'<hp:insertBegin Id="{change}" TcId="1"/>{words}<hp:insertEnd Id="{change}" TcId="1" paraend="0"/>'


def deleted(words: str, change: int = 2, paraend: int = 0) -> str:
    return f'<hp:deleteBegin Id="{change}" TcId="2"/>{words}<hp:deleteEnd Id="{change}" TcId="2" paraend="{paraend}"/>'


def numbering(key: int, *heads: tuple[str, str], start: int = 1) -> str:
    """A numbering; each head is the form of a level and its number format."""
    levels = "".join(
        f'<hh:paraHead start="{start}" level="{level}" numFormat="{kind}">{form}</hh:paraHead>'
        for level, (form, kind) in enumerate(heads, 1)
    )
    return f'<hh:numbering id="{key}" start="0">{levels}</hh:numbering>'


def shape(key: int, kind: str, ref: int, level: int) -> str:
    return f'<hh:paraPr id="{key}"><hh:heading type="{kind}" idRef="{ref}" level="{level}"/></hh:paraPr>'


def section(body: str, outline: str = "", properties: str = "", namespaces: str = NAMESPACES) -> str:
    """A section part; its properties go before the body, outside of any paragraph that counts."""
    first = f'<hp:secPr outlineShapeIDRef="{outline}">{properties}</hp:secPr>' if outline or properties else ""
    body = body.replace("<hp:run", f"<hp:run>{first}</hp:run><hp:run", 1) if first else body
    return f'<?xml version="1.0" encoding="UTF-8"?><hs:sec {namespaces}>{body}</hs:sec>'


def hwpx(
    *sections: str,
    header: str = "",
    order: tuple[int, ...] | None = None,
    parts: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """A .hwpx file. ``order`` is that of the spine; ``parts`` adds parts, changes them, or (None) leaves them out."""
    numbers = order if order is not None else tuple(range(len(sections)))
    items = "".join(f'<opf:item id="s{n}" href="Contents/section{n}.xml"/>' for n in numbers)
    spine = "".join(f'<opf:itemref idref="s{n}"/>' for n in numbers)
    everything: dict[str, str | bytes | None] = {
        "mimetype": "application/hwp+zip",
        "Contents/content.hpf": (
            '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/">'
            f'<opf:manifest><opf:item id="header" href="Contents/header.xml"/>{items}</opf:manifest>'
            f'<opf:spine><opf:itemref idref="header"/>{spine}</opf:spine></opf:package>'
        ),
        "Contents/header.xml": f"<hh:head {NAMESPACES}>{header}</hh:head>",
        **{f"Contents/section{n}.xml": words for n, words in enumerate(sections)},
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in everything.items():
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


# ── cases ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Case:
    """A section's body, and what must come of it; ``paragraphs`` of the lines, ``opaque`` indexes of table rows."""

    name: str
    body: str
    lines: list[str]
    paragraphs: list[int] | None = None
    codes: list[tuple[str, int | None]] = field(default_factory=list)
    header: str = ""
    outline: str = ""
    opaque: set[int] = field(default_factory=set)
    aside: list[tuple[str, int, int]] = field(default_factory=list)


_PICTURE = '<hp:pic><hp:sz/><hp:img binaryItemIDRef="image1"/></hp:pic>'
_PAGE = auto_number("PAGE", 1)
_TABLE = auto_number("TABLE", 3, 'type="ROMAN_CAPITAL" prefixChar="(" suffixChar=")"')
_LAW = numbering(
    1,
    ("제^1조", "DIGIT"),
    ("^2", "CIRCLED_DIGIT"),
    ("^3.", "DIGIT"),
    ("^4.", "HANGUL_SYLLABLE"),
    ("^5)", "DIGIT"),
    ("^6)", "HANGUL_SYLLABLE"),
    ("(^7)", "DIGIT"),
)
_LAW_SHAPES = "".join(shape(level, "NUMBER", 1, level - 1) for level in range(1, 8))
_GUIDE = parameter("Direction", "이곳에 적으십시오")
_COMMAND = parameter("Command", "Clickhere:set:48:Direction:wstring:6:이름을 적음 HelpState:wstring:0:  ")

CASES = [
    # ── text ──
    Case("two paragraphs", p("제1조(목적)") + p("제2조(정의)"), ["제1조(목적)", "제2조(정의)"], [0, 1]),
    Case("runs are one text", p("제1조", "(목적)", " 이 조례는"), ["제1조(목적) 이 조례는"]),
    Case("empty paragraphs stay", p("가") + p() + p("  "), ["가", "", "  "], [0, 1, 2]),
    Case("line break", p("가<hp:lineBreak/>나<hp:lineBreak/>다"), ["가", "나", "다"], [0, 0, 0]),
    Case("tab and spaces", p("가<hp:tab width='1'/>나<hp:nbSpace/>다<hp:fwSpace/>라"), ["가\t나\u00a0다\u3000라"]),
    Case("hyphen", p("가<hp:hyphen/>나"), ["가-나"]),
    Case("marks", p("<hp:t>가<hp:markpenBegin/>나<hp:markpenEnd/>다<hp:titleMark ignore='1'/>라</hp:t>"), ["가나다라"]),
    Case("comment in text", p("가<!-- 안 보임 -->나"), ["가나"]),
    Case("unknown mark keeps its text", p("가<hp:later>나</hp:later>다"), ["가나다"]),
    Case("raw line break", p("가\n나"), ["가", "나"], [0, 0]),
    Case("layout between tags", p("<hp:t>\n    <hp:tab/>가\n</hp:t>"), ["\t가", ""]),
    Case("run-level characters", p("가", "<hp:lineBreak/>", "나", "<hp:tab/>", "다"), ["가", "나\t다"], [0, 0]),
    Case("bookmark and page control", p(ctrl("<hp:bookmark name='ㄱ'/><hp:pageNum/><hp:colPr/>"), "가"), ["가"]),
    Case("ruby", p("가", "<hp:dutmal><hp:mainText>본말</hp:mainText><hp:subText>덧</hp:subText></hp:dutmal>"), ["가본말"]),
    Case(
        "characters in a circle",
        p(*(f'<hp:compose circleType="{kind}" composeText="{words}"/>' for kind, words in [
            ("SHAPE_CIRCLE", "1"), ("SHAPE_REVERSAL_CIRCLE", "12"), ("SHAPE_CIRCLE", "가"), ("CHAR", "○2"),
            ("SHAPE_RECTANGLE", "3"), ("SHAPE_CIRCLE", "인"),
        ])),
        ["①⑫㉮②3인"],
    ),
    Case(
        "form objects",
        p('<hp:checkBtn caption="동의함" value="CHECKED"/>', " ", '<hp:radioBtn caption="아님" value="UNCHECKED"/>', " ",
          "<hp:edit><hp:text>홍</hp:text></hp:edit>", '<hp:comboBox><hp:listItem value="갑"/></hp:comboBox>'),
        ["☑ 동의함 ☐ 아님 홍갑"],
    ),
    # ── fields ──
    Case("hyperlink", p("가 ", field_("HYPERLINK", "「지방자치법」", parameter("Path", "http://a")), " 나"), ["가 「지방자치법」 나"]),
    Case("guide text", p("성명: ", field_("CLICK_HERE", "이곳에 적으십시오", _GUIDE), " (인)"), ["성명:  (인)"]),
    Case("guide in the command", p("성명: ", field_("CLICK_HERE", "이름을 적음", _COMMAND)), ["성명: "]),
    Case("guide of old files", p(field_("CLICK_HERE", "본문", parameter("Command", "본문;"))), [""]),
    Case("filled in", p("성명: ", field_("CLICK_HERE", "홍길동", _GUIDE, dirty="1")), ["성명: 홍길동"]),
    Case("filled in as the guide says", p(field_("CLICK_HERE", "이곳에 적으십시오", _GUIDE, dirty="1")), ["이곳에 적으십시오"]),
    Case(
        "memo",
        p("가 ", field_("MEMO", "나", parameter("ID", "3"), f"<hp:subList>{p('뺄 것')}</hp:subList>"), " 다") + p("라"),
        ["가 나 다", "라"],
        [0, 2],
        [("P022", None)],
    ),
    Case(
        "memo group",
        p("가") + f'<hp:memogroup><hp:memo id="3"><hp:paraList>{p("뺄 것")}</hp:paraList></hp:memo></hp:memogroup>' + p("나"),
        ["가", "나"],
        [0, 2],
        [("P022", None)],
    ),
    # ── tracked changes ──
    Case(
        "replaced words",
        p(f"만 19세 이상 {deleted('34세')}{inserted('39세')} 이하"),
        ["만 19세 이상 39세 이하"],
        codes=[("P021", 1)],
    ),
    Case("deleted to the end", p("가" + deleted("나")) + p("다"), ["가", "다"], [0, 1], [("P021", 1)]),
    Case("deleted paragraph end", p("가" + deleted("나", paraend=1)) + p("다"), ["가다"], [0], [("P021", 1)]),
    Case("deleted paragraph", p("가") + p(text(deleted("나", paraend=1))) + p("다"), ["가", "다"], [0, 2], [("P021", 2)]),
    Case("deleted last paragraph", p("가") + p(text(deleted("나", paraend=1))), ["가"], [0], [("P021", 1)]),
    Case("marks between runs", p("가", "<hp:deleteBegin Id='1'/>", "나", "<hp:deleteEnd Id='1'/>"), ["가"], codes=[("P021", 1)]),
    Case("deleted table", p("가", "<hp:deleteBegin Id='1'/>", grid(("ㄱ", "ㄴ")), "<hp:deleteEnd Id='1'/>") + p("다"),
         ["가", "다"], [0, 3], [("P021", 1)]),
    Case("deleted note", p("가", "<hp:deleteBegin Id='1'/>", note("footNote", "ㄱ"), "나", "<hp:deleteEnd Id='1'/>", note("footNote", "ㄴ")),
         ["가", "각주 1) ㄴ"], [0, 2], [("P021", 1), ("P023", 1)], aside=[("각주", 1, 2)]),
    Case("deletion over paragraphs", p("가<hp:deleteBegin Id='1'/>나") + p("다<hp:deleteEnd Id='1'/>라"),
         ["가라"], [0], [("P021", 1)]),
    Case("deletion without an end", p("가<hp:deleteBegin Id='1'/>나") + p("다"), ["가", "다"], [0, 1], [("P021", 1)]),
    Case("changed shape only", p("가<hp:insertBegin Id='1'/><hp:insertEnd Id='1'/>"), ["가"]),
    # ── boxes and objects ──
    Case("text box", p("가", box("나", "다"), "라") + p("마"), ["가라", "나", "다", "마"], [0, 1, 2, 3]),
    Case("text box alone", p(box("나", name="ellipse")) + p("마"), ["나", "마"], [1, 2]),
    Case("group", p("가", f"<hp:container>{box('나')}<hp:container>{box('다')}{_PICTURE}</hp:container></hp:container>"),
         ["가", "나", "다"], [0, 1, 2], [("P025", 1)]),
    Case("word art", p("<hp:textart text='조례&#10;해설'/>"), ["조례", "해설"], [0, 0]),
    Case("line without text", p("가", "<hp:line><hp:sz/></hp:line>"), ["가"]),
    Case("picture", p(_PICTURE) + p("가"), ["", "가"], [0, 1], [("P025", 1)]),
    Case("picture on the second line", p("가<hp:lineBreak/>나", _PICTURE), ["가", "나"], [0, 0], [("P025", 2)]),
    Case("picture with a caption", p(f"<hp:pic>{caption('그림 설명')}</hp:pic>"), ["그림 설명"], [1], [("P025", 1)]),
    Case("equation", p("가", "<hp:equation><hp:script>1 over 2</hp:script></hp:equation>", "나"), ["가나"], codes=[("P025", 1)]),
    Case("chart in a switch", p("<hp:switch><hp:case><hp:chart/></hp:case><hp:default><hp:ole/></hp:default></hp:switch>", "가"),
         ["가"], codes=[("P025", 1)]),
    Case("unread branch counts", p(f"<hp:switch><hp:case>{box('나')}</hp:case><hp:default>{box('다')}</hp:default></hp:switch>") + p("가"),
         ["나", "가"], [2, 3]),
    Case("empty switch", p("<hp:switch><!-- 없음 --></hp:switch>", "가"), ["가"]),
    Case("unknown object", p("가", f"<hp:hologram><hp:subList>{p('나')}</hp:subList></hp:hologram>"), ["가", "나"], [0, 1], [("P025", 1)]),
    Case("video and OLE", p("<hp:video/>", "<hp:ole/>"), [""], codes=[("P025", 1), ("P025", 1)]),
    Case("hidden comment", p("가", ctrl(f"<hp:hiddenComment><hp:subList>{p('몰래')}</hp:subList></hp:hiddenComment>")) + p("나"),
         ["가", "나"], [0, 2], [("P024", 1)]),
    Case("empty hidden comment", p("가", ctrl(f"<hp:hiddenComment><hp:subList>{p()}</hp:subList></hp:hiddenComment>")), ["가"]),
    # ── tables ──
    Case("frame", p(table(cell("제1조(목적)", "제2조(정의)"))) + p("가"), ["제1조(목적)", "제2조(정의)", "가"], [1, 2, 3]),
    Case("one column", p(table(cell("가"), cell("나", "다"))), ["가", "나", "다"], [1, 2, 3]),
    Case("empty frame", p(table(cell(""))), [""], [1]),
    Case("rows", p(grid(("현행", "개정안"), ("가", ""))), ["| 현행 | 개정안 |", "| 가 |  |"], [1, 3], opaque={0, 1}),
    Case("paragraphs in a cell", p(table(cell("가", "", "나") + cell("다"))), ["| 가 / 나 | 다 |"], [1], opaque={0}),
    Case("line break in a cell", p(table(cell("가<hp:lineBreak/>나") + cell("다"))), ["| 가 나 | 다 |"], [1], opaque={0}),
    Case("bar in a cell", p(grid(("가|나", "다"))), ["| 가\\|나 | 다 |"], opaque={0}),
    Case(
        "merged cells",
        p(table(
            cell("제목", at=(0, 0), span=(1, 3)),
            cell("세로", at=(1, 0), span=(2, 1)) + cell("ㄱ", at=(1, 1)) + cell("ㄴ", at=(1, 2)),
            cell("ㄷ", at=(2, 1), span=(1, 2)),
        )),
        ["| 제목 |  |  |", "| 세로 | ㄱ | ㄴ |", "|  | ㄷ |  |"],
        [1, 2, 5],
        opaque={0, 1, 2},
    ),
    Case("cells without addresses", p(table(cell("가", span=(1, 2)) + cell("나"), cell("다") + cell("라"))),
         ["| 가 |  | 나 |", "| 다 | 라 |  |"], opaque={0, 1}),
    Case("two cells of one address", p(table(cell("가", at=(0, 0)) + cell("나", at=(0, 0)))), ["| 가 / 나 |"], opaque={0}),
    Case("row of a spanned cell only", p(table(cell("가") + cell("나"), "")), ["| 가 | 나 |"], opaque={0}),
    Case("table in a cell", p(table(cell("가", p(grid(("ㄱ", "ㄴ")))) + cell("나"))), ["| 가 / ㄱ / ㄴ | 나 |"], [1], opaque={0}),
    Case("table in a frame", p(table(cell("가", p(grid(("ㄱ", "ㄴ")))))), ["가", "| ㄱ | ㄴ |"], [1, 3], opaque={1}),
    Case("text box in a cell", p(table(cell(p("가", box("나"))) + cell("다"))), ["| 가 / 나 | 다 |"], [1], opaque={0}),
    Case("picture in a cell", p(table(cell(p(_PICTURE)) + cell("다"))), ["|  | 다 |"], [1], [("P025", 1)], opaque={0}),
    Case("change in a cell", p(table(cell(p(text(inserted("가")))) + cell("다"))), ["| 가 | 다 |"], [1], [("P021", 1)], opaque={0}),
    Case("caption above", p(table(cell("가") + cell("나"), caption=caption("표 1", "TOP"))), ["표 1", "| 가 | 나 |"], [1, 2], opaque={1}),
    Case("caption below", p(table(cell("가") + cell("나"), caption=caption("표 1"))), ["| 가 | 나 |", "표 1"], [2, 1], opaque={0}),
    Case("table set like a character", p("앞", grid(("가", "나")), "뒤"), ["앞", "| 가 | 나 |", "뒤"], [0, 1, 0], opaque={1}),
    Case("table floating in a sentence", p("앞", table(cell("가") + cell("나"), position=""), "뒤"),
         ["앞뒤", "| 가 | 나 |"], [0, 1], opaque={1}),
    Case("table floating above its paragraph", p(table(cell("가") + cell("나"), position=""), "뒤"),
         ["| 가 | 나 |", "뒤"], [1, 0], opaque={0}),
    Case("table floating below its paragraph",
         p(table(cell("가") + cell("나"), position='treatAsChar="0" vertRelTo="PARA" vertOffset="2636"'), "1. 앞"),
         ["1. 앞", "| 가 | 나 |"], [0, 1], opaque={1}),
    Case("absurd spans", p(table(cell("가", span=(1, 999999999)) + cell("나"))), [f"| 가 |{'  |' * 255} 나 |"], opaque={0}),
    # ── notes and margins ──
    Case("footnote", p("가", note("footNote", "풀이"), "나") + p("다"), ["가나", "다", "각주 1) 풀이"], [0, 2, 1],
         [("P023", 1)], aside=[("각주", 2, 3)]),
    Case("notes of both kinds", p(note("endNote", "미", "주"), "가") + p("나", note("footNote", "각")),
         ["가", "나", "각주 1) 각", "미주 1) 미", "미주 1) 주"], [0, 3, 4, 1, 2],
         [("P023", 1), ("P023", 2)], aside=[("각주", 2, 3), ("미주", 3, 5)]),
    Case("note in a cell", p(table(cell(p("가", note("footNote", "풀이"))) + cell("나"))), ["| 가 | 나 |", "각주 1) 풀이"], [1, 2],
         [("P023", 1)], opaque={0}, aside=[("각주", 1, 2)]),
    Case("new note number", p(ctrl('<hp:newNum num="5" numType="FOOTNOTE"/>'), "가", note("footNote", "다섯"), note("footNote", "여섯")),
         ["가", "각주 5) 다섯", "각주 6) 여섯"], codes=[("P023", 1), ("P023", 1)], aside=[("각주", 1, 3)]),
    Case("page headers", p("가", margin("header", "고양시"), margin("footer", "- 1 -")) + p("나", margin("header", "고양시"), margin("header", " ")),
         ["가", "나", "고양시", "- 1 -"], [0, 3, 1, 2], aside=[("머리글ㆍ꼬리글", 2, 4)]),
    Case("page number in a footer", p("가", ctrl(f"<hp:footer><hp:subList>{p(_PAGE, ' 쪽')}</hp:subList></hp:footer>")),
         ["가", " 쪽"], [0, 1], aside=[("머리글ㆍ꼬리글", 1, 2)]),
    Case("number in a caption",
         p(f"<hp:tbl><hp:caption side='TOP'><hp:subList>{p('표 ', _TABLE, ' 예산')}</hp:subList></hp:caption>"
           f"<hp:tr>{cell('가')}</hp:tr></hp:tbl>"),
         ["표 (III) 예산", "가"], [1, 2]),
    # ── automatic numbering ──
    Case(
        "labels of every level",
        "".join(p(words, shape=level) for level, words in [
            ("1", "(목적) 이 조례는"), ("1", "(정의) 다음과"), ("2", "가나"), ("3", "다라"), ("3", "마바"), ("4", "사아"), ("4", "자차"),
            ("5", "카타"), ("6", "파하"), ("7", "거너"), ("2", "더러"), ("3", "머버"), ("1", "(책무)"), ("2", "서어"),
        ]),
        ["제1조 (목적) 이 조례는", "제2조 (정의) 다음과", "① 가나", "1. 다라", "2. 마바", "가. 사아", "나. 자차",
         "1) 카타", "가) 파하", "(1) 거너", "② 더러", "1. 머버", "제3조 (책무)", "① 서어"],
        codes=[("P020", None)],
        header=_LAW + _LAW_SHAPES,
    ),
    Case("label alone", p(shape="1") + p("가"), ["제1조", "가"], codes=[("P020", None)], header=_LAW + _LAW_SHAPES),
    Case("skipped levels", p("가", shape="3") + p("나", shape="2"), ["1. 가", "② 나"], codes=[("P020", None)], header=_LAW + _LAW_SHAPES),
    Case("numbers go on after a table",
         p("가", shape="1") + p(table(cell(p("나", shape="1")) + cell("다"))) + p("라", shape="1"),
         ["제1조 가", "| 제2조 나 | 다 |", "제3조 라"], codes=[("P020", None)], header=_LAW + _LAW_SHAPES, opaque={1}),
    Case("notes do not count", p("가", note("footNote", "풀이"), shape="1") + p("나", shape="1"),
         ["제1조 가", "제2조 나", "각주 1) 풀이"], codes=[("P020", None), ("P023", 1)], header=_LAW + _LAW_SHAPES, aside=[("각주", 2, 3)]),
    Case("deleted paragraphs do not count", p(text(deleted("가", paraend=1)), shape="1") + p("나", shape="1"),
         ["제1조 나"], [1], [("P020", None), ("P021", 1)], header=_LAW + _LAW_SHAPES),
    Case("first number", p("가", shape="1") + p("나", shape="1"), ["7. 가", "8. 나"], codes=[("P020", None)],
         header=numbering(1, ("^1.", "DIGIT"), start=7) + shape(1, "NUMBER", 1, 0)),
    Case("path of levels", p("가", shape="1") + p("나", shape="2") + p("다", shape="2"), ["1. 가", "1.1 나", "1.2 다"],
         codes=[("P020", None)],
         header=numbering(1, ("^N", "DIGIT"), ("^n", "DIGIT")) + shape(1, "NUMBER", 1, 0) + shape(2, "NUMBER", 1, 1)),
    Case("outline of the section", p("총칙", shape="1") + p("목적", shape="2"), ["제1장 총칙", "제1절 목적"], codes=[("P020", None)],
         header=numbering(3, ("제^1장", "DIGIT"), ("제^2절", "DIGIT")) + shape(1, "OUTLINE", 0, 0) + shape(2, "OUTLINE", 0, 1), outline="3"),
    Case("bullets", p("가", shape="1") + p("나", shape="2") + p("다", shape="3"), ["○ 가", "■ 나", "● 다"], codes=[("P020", None)],
         header='<hh:bullet id="1" char="○"/><hh:bullet id="2" char="&#xF06E;"/>'
         + "".join(shape(n, "BULLET", n, 0) for n in (1, 2, 3))),
    Case("unknown format, told once", p("가", shape="1") + p("나", shape="1"), ["1. 가", "2. 나"], codes=[("P020", None), ("P026", 1)],
         header=numbering(1, ("^1.", "KLINGON")) + shape(1, "NUMBER", 1, 0)),
    Case("numbering that is not there", p("가", shape="2"), ["1.1. 가"], codes=[("P020", None)], header=shape(2, "NUMBER", 9, 1)),
    Case("level without a form", p("가", shape="1"), ["가"], header=numbering(1, ("", "DIGIT")) + shape(1, "NUMBER", 1, 0)),
    Case("shape of the style", '<hp:p styleIDRef="4"><hp:run><hp:t>가</hp:t></hp:run></hp:p>', ["제1조 가"], codes=[("P020", None)],
         header=_LAW + _LAW_SHAPES + '<hh:style id="4" paraPrIDRef="1"/>'),
    Case("heading in a switch", p("가", shape="1"), ["① 가"], codes=[("P020", None)],
         header=_LAW + '<hh:paraPr id="1"><hp:switch><hp:case><hh:heading type="NUMBER" idRef="1" level="1"/></hp:case>'
         '<hp:default><hh:heading type="NONE"/></hp:default></hp:switch></hh:paraPr>'),
    Case("absurd level", p("가", shape="1"), ["가"], header=_LAW + shape(1, "NUMBER", 1, 999999999)),
]  # fmt: skip

FORMATS = {
    "DIGIT": "1 2 3 4",
    "CIRCLED_DIGIT": "① ② ③ ④",
    "ROMAN_CAPITAL": "I II III IV",
    "ROMAN_SMALL": "i ii iii iv",
    "LATIN_CAPITAL": "A B C D",
    "LATIN_SMALL": "a b c d",
    "CIRCLED_LATIN_CAPITAL": "Ⓐ Ⓑ Ⓒ Ⓓ",
    "CIRCLED_LATIN_SMALL": "ⓐ ⓑ ⓒ ⓓ",
    "HANGUL_SYLLABLE": "가 나 다 라",
    "CIRCLED_HANGUL_SYLLABLE": "㉮ ㉯ ㉰ ㉱",
    "HANGUL_JAMO": "ㄱ ㄴ ㄷ ㄹ",
    "CIRCLED_HANGUL_JAMO": "㉠ ㉡ ㉢ ㉣",
    "HANGUL_PHONETIC": "일 이 삼 사",
    "IDEOGRAPH": "一 二 三 四",
    "CIRCLED_IDEOGRAPH": "㊀ ㊁ ㊂ ㊃",
    "DECAGON_CIRCLE": "갑 을 병 정",
    "DECAGON_CIRCLE_HANJA": "甲 乙 丙 丁",
}
