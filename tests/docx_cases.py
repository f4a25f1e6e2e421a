"""The cases of the Word reader: a file, and all that must come out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.docx_builder import (
    abstract,
    build,
    cell,
    cut,
    drawing,
    field_of,
    ins,
    level,
    listed,
    n,
    num,
    p,
    r,
    restart,
    row,
    run,
    style,
    styled,
    t,
    table,
    text_box,
    vml_box,
)


@dataclass(frozen=True)
class Case:
    """A body (and side parts) and all that must come out; places in ``codes`` are lines from 1."""

    name: str
    body: str
    lines: list[str]
    paragraphs: list[int] | None = None
    codes: list[tuple[str, int | None]] = field(default_factory=list)
    aside: list[tuple[str, int, int]] = field(default_factory=list)
    opaque: set[int] = field(default_factory=set)
    said: tuple[str, ...] = ()
    side: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return build(self.body, **self.side)


ARTICLES = abstract(
    0,
    level(0, "제%1조", more='<w:suff w:val="nothing"/>'),
    level(1, "%2", "decimalEnclosedCircle", more='<w:suff w:val="space"/>'),
    level(2, "%3."),
    level(3, "%4.", "ganada"),
    level(4, "%5)"),
    level(5, "%6)", "ganada"),
    level(6, "(%7)"),
    level(7, "(%8)", "ganada"),
)


def one_format(style_name: str, start: int, text: str = "%1.") -> str:
    return abstract(0, level(0, text, style_name, start)) + num(1, 0)


def _formats() -> list[Case]:
    rows: list[tuple[str, int, str]] = [
        ("decimalZero", 9, "09."),
        ("decimalZero", 10, "10."),
        ("decimalFullWidth", 12, "１２."),
        ("decimalEnclosedCircle", 20, "⑳."),
        ("decimalEnclosedCircle", 21, "㉑."),
        ("decimalEnclosedCircleChinese", 50, "㊿."),
        ("decimalEnclosedParen", 3, "⑶."),
        ("ganada", 14, "하."),
        ("chosung", 2, "ㄴ."),
        ("koreanCounting", 21, "이십일."),
        ("koreanCounting", 10, "십."),
        ("koreanDigital", 10, "일영."),
        ("koreanLegal", 11, "열하나."),
        ("lowerLetter", 28, "bb."),
        ("upperLetter", 3, "C."),
        ("lowerRoman", 9, "ix."),
        ("upperRoman", 1994, "MCMXCIV."),
        ("ideographDigital", 21, "二一."),
        ("chineseCounting", 21, "二十一."),
        ("chineseCounting", 10, "十."),
        ("ideographTraditional", 2, "乙."),
        ("none", 7, "."),
    ]
    cases = [
        Case(
            f"format {name} {start}",
            n("글"),
            [f"{shown} 글"],
            codes=[("P020", 1)],
            side={"numbering": one_format(name, start)},
        )
        for name, start, shown in rows
    ]
    odd: list[tuple[str, int, str]] = [
        ("ganada", 15, "거."),
        ("ganada", 85, "85."),
        ("chosung", 15, "15."),
        ("decimalEnclosedCircle", 51, "51."),
        ("upperRoman", 4000, "4000."),
        ("lowerLetter", 100_000, "100000."),
        ("koreanLegal", 100, "100."),
        ("chineseCounting", 100, "100."),
        ("thaiLetters", 3, "3."),
        ("cardinalText", 2, "2."),
    ]
    cases += [
        Case(
            f"format {name} {start} is told",
            n("글"),
            [f"{shown} 글"],
            codes=[("P020", 1), ("P026", 1)],
            side={"numbering": one_format(name, start)},
        )
        for name, start, shown in odd
    ]
    return cases


def _bullets() -> list[Case]:
    symbol = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    rows = [
        ("a readable mark", abstract(0, level(0, "○", "bullet")), "○ 글"),
        ("a private mark", abstract(0, level(0, "\uf0b7", "bullet")), "• 글"),
        ("a letter of a symbol font", abstract(0, level(0, "l", "bullet", more=symbol)), "• 글"),
        ("a picture", abstract(0, level(0, "", "bullet", more='<w:lvlPicBulletId w:val="0"/>')), "• 글"),
    ]
    return [
        Case(f"bullet: {name}", n("글"), [line], codes=[("P020", 1)], side={"numbering": levels + num(1, 0)})
        for name, levels, line in rows
    ]


def _lists() -> list[Case]:
    """Return the cases of automatic numbering: name, body, numbering, styles, lines."""
    shared = ARTICLES + num(1, 0) + num(2, 0)
    tree = [("갑", 0), ("을", 1), ("병", 1), ("정", 2), ("무", 3), ("기", 3), ("경", 0), ("신", 1), ("임", 2)]
    heading = abstract(
        0,
        level(0, "제%1장", more='<w:pStyle w:val="Chapter"/>'),
        level(1, "제%2조", more='<w:pStyle w:val="Article"/>'),
    )
    chapter = style("Chapter", f"<w:pPr>{listed(1)}</w:pPr>")
    article = style("Article", f"<w:pPr>{listed(1, 0)}</w:pPr>")
    full = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "upperRoman", 3)}</w:lvlOverride>'
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="L"/>{level(0, "%1)")}</w:abstractNum>'
        + num(1, 5)
        + num(2, 6)
    )
    deep = abstract(0, level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3", more="<w:isLgl/>"))
    roman = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%1.%3"))
    never = abstract(0, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
    first = abstract(0, level(0, "%1."), level(1, "%2)"), level(2, "(%3)", more='<w:lvlRestart w:val="1"/>'))
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    walk = "".join(n(text, 1, int(depth)) for text, depth in zip("갑을병정무기경신", "01221202", strict=True))
    walked = ["1. 갑", "1.1. 을", "1.1.1. 병", "1.1.2. 정", "1.2. 무", "1.2.3. 기", "2. 경"]
    once = abstract(0, level(0, "%1."), level(1, "%1.%2."), level(2, "%1.%2.%3.", more='<w:lvlRestart w:val="1"/>'))
    mine = style("Mine", f"<w:pPr>{listed(1)}</w:pPr>") + style("Other", f"<w:pPr>{listed(1)}</w:pPr>")
    owned = abstract(0, level(0, "%1.", more='<w:pStyle w:val="Mine"/>'))
    rows: list[tuple[str, str, str, str, list[str]]] = [
        ("restart 0, as Word prints it", walk, once.replace('Restart w:val="1"', 'Restart w:val="0"') + num(1, 0), "", [*walked, "2.1.4. 신"]),
        ("restart 1, as Word prints it", walk, once + num(1, 0), "", [*walked, "2.1.1. 신"]),
        ("a level of another style numbers nothing", styled("갑", "Mine") + styled("을", "Other") + styled("병", "Mine"),
         owned + num(1, 0), mine, ["1. 갑", "을", "2. 병"]),
        ("a level of another style, asked for by the paragraph", n("갑"), owned + num(1, 0), mine, ["1. 갑"]),
        (
            "levels of an article",
            "".join(n(text, 1, depth) for text, depth in tree),
            shared,
            "",
            ["제1조갑", "① 을", "② 병", "1. 정", "가. 무", "나. 기", "제2조경", "① 신", "1. 임"],
        ),
        ("suff nothing before a bracket", n("(목적) 글"), shared, "", ["제1조(목적) 글"]),
        ("two nums of one abstract count on", n("갑") + n("을", 2) + n("병"), shared, "", ["제1조갑", "제2조을", "제3조병"]),
        (
            "a start override begins again, once",
            n("갑") + n("을") + n("병", 2) + n("정", 2) + n("무", 1),
            ARTICLES + num(1, 0) + num(2, 0, restart(0, 7)),
            "",
            ["제1조갑", "제2조을", "제7조병", "제8조정", "제9조무"],
        ),
        (
            "a start override below a restart",
            n("갑", 2, 0) + n("을", 2, 1) + n("병", 2, 0) + n("정", 2, 1),
            ARTICLES + num(2, 0, restart(1, 3)),
            "",
            ["제1조갑", "③ 을", "제2조병", "① 정"],
        ),
        ("a full override", n("갑") + n("을"), abstract(0, level(0, "%1.")) + num(1, 0, full), "", ["III) 갑", "IV) 을"]),
        ("another abstract counts alone", n("갑") + n("을", 3) + n("병"), shared + abstract(9, level(0, "%1)")) + num(3, 9), "",
         ["제1조갑", "1) 을", "제2조병"]),
        ("numbering of a style", styled("갑", "Chapter") + styled("을", "Article") + styled("병", "Article"),
         heading + num(1, 0), chapter + article, ["제1장 갑", "제1조 을", "제2조 병"]),
        ("numbering of a base style", styled("갑", "My"), heading + num(1, 0),
         chapter + style("My", base="Chapter"), ["제1장 갑"]),
        ("a derived style names the level alone", styled("갑", "Low"), ARTICLES + num(1, 0),
         style("Top", f"<w:pPr>{listed(1, 0)}</w:pPr>") + style("Low", f"<w:pPr>{listed(None, 1)}</w:pPr>", base="Top"), ["① 갑"]),
        ("a paragraph names the level alone", styled("갑", "Top", listed(None, 2)), ARTICLES + num(1, 0),
         style("Top", f"<w:pPr>{listed(1, 0)}</w:pPr>"), ["1. 갑"]),
        ("the default style", p("갑"), ARTICLES + num(1, 0),
         style("Normal", f"<w:pPr>{listed(1, 2)}</w:pPr>", default=True), ["1. 갑"]),
        ("a style passes lists on", n("갑") + n("을", 2) + n("병"), linked,
         style("L", f"<w:pPr>{listed(2)}</w:pPr>", "numbering"), ["1) 갑", "1) 을", "2) 병"]),
        ("several levels in one label", n("갑") + n("을", 1, 1) + n("병", 1, 2) + n("정", 1, 1) + n("무", 1, 2), deep + num(1, 0), "",
         ["1. 갑", "1.1 을", "1.1.1 병", "1.2 정", "1.2.1 무"]),
        ("legal numbers", n("갑") + n("을", 1, 1) + n("병", 1, 2), roman + num(1, 0), "", ["I. 갑", "1.1 을", "I.1 병"]),
        ("a level no paragraph has shows its start", n("갑", 1, 1) + n("을"), deep + num(1, 0), "", ["1.1 갑", "2. 을"]),
        ("a level that never restarts", n("갑", 1, 1) + n("을") + n("병", 1, 1), never + num(1, 0), "", ["1) 갑", "2. 을", "2) 병"]),
        ("a level that restarts after the first alone", n("갑", 1, 2) + n("을", 1, 1) + n("병", 1, 2) + n("정") + n("무", 1, 2),
         first + num(1, 0), "", ["(1) 갑", "2) 을", "(2) 병", "2. 정", "(1) 무"]),
        ("a bullet has no number to show", n("갑", 1, 1), abstract(0, level(0, "-", "bullet"), level(1, "%1%2.")) + num(1, 0), "", ["1. 갑"]),
        ("a custom format", n("갑"), abstract(0, f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{custom}<w:lvlText w:val="%1."/></w:lvl>') + num(1, 0), "",
         ["007. 갑"]),
        ("a level without a start", n("갑"), abstract(0, level(0, "%1.", start=None)) + num(1, 0), "", ["0. 갑"]),
        ("an empty numbered paragraph", n("갑") + p(properties=listed(1, 0)) + n("병"), shared, "", ["제1조갑", "제2조", "제3조병"]),
        ("the end of a section has no number", n("갑") + p(properties=listed(1, 0) + "<w:sectPr/>") + n("병"), shared, "",
         ["제1조갑", "", "제2조병"]),
        ("in the cells of a table", table(row(cell(n("", 1, 2)), "갑"), row(cell(n("", 1, 2)), "을")) + n("병", 1, 2), shared, "",
         ["| 1. | 갑 |", "| 2. | 을 |", "3. 병"]),
        ("a line break after the label", p("<w:r><w:br/></w:r>", "갑", properties=listed(1, 1)), shared, "", ["①", "갑"]),
    ]  # fmt: skip
    return [
        Case(
            f"list: {name}",
            body,
            lines,
            codes=[("P020", 1)],
            opaque={index for index, line in enumerate(lines) if line.startswith("|")},
            side={"numbering": numbering, **({"styles": styles} if styles else {})},
        )
        for name, body, numbering, styles, lines in rows
    ]


def _unnumbered() -> list[Case]:
    off = style("Top", f"<w:pPr>{listed(1, 0)}</w:pPr>") + style("Off", f"<w:pPr>{listed(0)}</w:pPr>", base="Top")
    hidden = level(0, "%1.", more="<w:rPr><w:vanish/></w:rPr>")
    some = {"numbering": ARTICLES + num(1, 0)}
    return [
        Case("list: off by the style", styled("갑", "Off"), ["갑"], side={**some, "styles": off}),
        Case("list: off by the paragraph", styled("갑", "Top", listed(0)), ["갑"], side={**some, "styles": off}),
        Case("list: a level alone is no list", n("갑", None, 0), ["갑"], side=some),
        Case("list: a hidden number", n("갑"), ["갑"], side={"numbering": abstract(0, hidden) + num(1, 0)}),
        Case("list: no such list", n("갑", 9) + n("을", 9), ["갑", "을"], codes=[("P026", 1)], side=some),
        Case("list: no numbering at all", n("갑", 9), ["갑"], codes=[("P026", 1)]),
        Case("list: no such level", n("갑", 1, 8), ["갑"], codes=[("P026", 1)], side=some),
        Case("list: an empty label counts", n("갑"), ["갑"], side={"numbering": abstract(0, level(0, "")) + num(1, 0)}),
        Case(
            "list: styles that link in a ring",
            n("갑"),
            ["갑"],
            codes=[("P026", 1)],
            side={
                "numbering": '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
                + num(1, 5)
                + num(2, 5),
                "styles": style("L", f"<w:pPr>{listed(2)}</w:pPr>", "numbering", base="L"),
            },
        ),
    ]


LABELS = [*_formats(), *_bullets(), *_lists(), *_unnumbered()]

_SDT = "<w:sdt><w:sdtPr><w:alias w:val='가'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
_ALTERNATE = (
    "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)

INLINE = [
    Case("plain paragraphs", p("갑") + p() + p("을", "병"), ["갑", "", "을병"], [0, 1, 2]),
    Case("wrappers", p(
        f"<w:smartTag>{r('갑')}</w:smartTag>", f"<w:customXml>{r('을')}</w:customXml>", f"<w:hyperlink>{r('병')}</w:hyperlink>",
        _SDT.format(r("정")), f"<w:bdo w:val='ltr'>{r('무')}</w:bdo>", f"<w:dir w:val='ltr'>{r('기')}</w:dir>", f"<x:y xmlns:x='urn:x'>{r('경')}</x:y>",
    ), ["갑을병정무기경"]),
    Case("characters with elements of their own", p("<w:r><w:t>갑</w:t><w:tab/><w:t>을</w:t><w:noBreakHyphen/><w:t>병</w:t><w:softHyphen/><w:t>정</w:t></w:r>"),
         ["갑\t을-병정"]),
    Case("breaks", p("<w:r><w:t>갑</w:t><w:br/><w:t>을</w:t><w:cr/><w:t>병</w:t><w:br w:type='page'/><w:t>정</w:t><w:br w:type='column'/></w:r>") + p("무"),
         ["갑", "을", "병", "정", "", "무"], [0, 0, 0, 0, 0, 1]),
    Case("white space Word drops", p("<w:r><w:t> 갑 </w:t></w:r>", "<w:r><w:t xml:space='preserve"
         "'> 을</w:t></w:r>", "<w:r><w:t>병\n정</w:t></w:r>"), ["갑 을병 정"]),
    Case("a comment in a text", p("<w:r><w:t>갑<!-- x -->을</w:t></w:r><!-- y --><?z?>"), ["갑을"]),
    Case("fields", p(field_of("REF x", r("갑")), f"<w:fldSimple w:instr='REF y'>{r('을')}</w:fldSimple>", field_of("XE “색인”", None)), ["갑을"]),
    Case("a field in the code of a field", p(field_of(f"IF {field_of('PAGE', r('숨은 것'))} = 1", r("갑"))), ["갑"]),
    Case("a field over paragraphs", p("갑", *field_of("QUOTE", "</w:p><w:p>").split("</w:p><w:p>")[:1]) + p("을", "<w:r><w:fldChar w:fldCharType='end'/></w:r>"),
         ["갑", "을"]),
    Case("a field that never ends hides nothing", p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "갑") + p("을"), ["갑", "을"]),
    Case("an end that never began", p("<w:r><w:fldChar w:fldCharType='end'/></w:r>", "갑"), ["갑"]),
    Case("a field without its value", p("갑", field_of("DATE", None)), ["갑"], codes=[("P025", 1)], said=("DATE",)),
    Case("circled characters", p(field_of("eq \\o\\ac(○,1)", None), field_of("EQ \\o\\ac(○,가)", None)), ["①㉮"]),
    Case("another equation field", p(field_of("EQ \\f(1,2)", None)), [""], codes=[("P025", 1)], said=("EQ \\f(1,2)",)),
    Case("numbers that are fields", p(field_of("LISTNUM", None), "갑"), ["갑"], codes=[("P026", 1)], said=("LISTNUM",)),
    Case("a prompt", p(field_of("MACROBUTTON NoMacro [여기를 누르시오]", None)), ["[여기를 누르시오]"]),
    Case("a symbol field", p(field_of("SYMBOL 9312 \\u", None)), ["①"]),
    Case("form fields", p(
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='갑'/><w:listEntry w:val='을'/></w:ddList></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
    ), ["☒을"]),
    Case("a table of contents", p("목차") + p(field_of("TOC \\o", run(t("제1장 총칙"), "<w:tab/>", t("1")) + "</w:p><w:p>" + run(t("제2장 보칙"), "<w:tab/>", t("2")))) + p("제1장 총칙"),
         ["목차", "제1장 총칙\t1", "제2장 보칙\t2", "제1장 총칙"], opaque={1, 2}),
    Case("symbols", p("<w:r><w:sym w:font='Wingdings' w:char='F081'/><w:sym w:font='Symbol' w:char='F0B7'/><w:sym w:font='바탕' w:char='3131'/></w:r>"), ["①•ㄱ"]),
    Case("a symbol nobody knows", p("갑<w:r/>", "<w:r><w:sym w:font='Webdings' w:char='F061'/></w:r>") + p("<w:r><w:sym w:char='D800'/><w:sym w:char='zz'/></w:r>"),
         ["갑", ""], codes=[("P025", 1), ("P025", 2), ("P025", 2)], said=("Webdings", "F061")),
    Case("text in a symbol font", p(r("\uf0b7l 가·A", "<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>")), ["\uf0b7● 가·A"],
         codes=[("P025", 1)] * 2, said=("U+F0B7", "‘A’")),
    Case("a private character", p("갑\ue123을\ue123"), ["갑\ue123을\ue123"], codes=[("P025", 1)]),
    Case("ruby", p("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>조례</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>條例</w:t></w:r></w:rubyBase></w:ruby></w:r>", " 안"),
         ["條例 안"], codes=[("P025", 1)], said=("‘條例’", "‘조례’")),
    Case("a formula", p("값은 ", "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"), ["값은 ab"],
         codes=[("P025", 1)], said=("수식", "‘ab’")),
    Case("a formula outside a paragraph", p("갑") + "<m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>", ["갑", "x=1"], [0, 0], codes=[("P025", 2)]),
]  # fmt: skip

_VANISH = "<w:vanish/>"
HIDDEN = [
    Case("hidden text", p("갑", r("비밀", _VANISH), "을"), ["갑을"], codes=[("P024", 1)], said=("‘비밀’",)),
    Case("vanish switched off", p(r("갑", "<w:vanish w:val='0'/>")), ["갑"]),
    Case("a hidden paragraph", p("갑") + p(r("비밀", _VANISH), properties=f"<w:rPr>{_VANISH}</w:rPr>") + p("을"), ["갑", "을"], [0, 2], codes=[("P024", 2)]),
    Case("a hidden mark joins", p("제1조", properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("(목적) 글"), ["제1조(목적) 글"], [0]),
    Case("hidden at the end of a document", p("갑") + p(r("끝", _VANISH)), ["갑"], codes=[("P024", 1)]),
    Case("all hidden", p(r("끝", _VANISH)), [], codes=[("P024", None)]),
    Case("hidden by styles", styled("갑", "H") + p(r("을", "<w:rStyle w:val='C'/>")) + styled("병", "D") +
         p(r("정", "<w:rStyle w:val='C'/>"), properties="<w:pStyle w:val='H'/>"), ["정"], [3], codes=[("P024", 1), ("P024", 1), ("P024", 1)],
         side={"styles": style("H", "<w:rPr><w:vanish/></w:rPr>") + style("D", base="H") + style("C", "<w:rPr><w:vanish/></w:rPr>", "character")}),
    Case("a hidden row", table(row("갑", "을"), row("비밀", "병", properties="<w:hidden/>")), ["| 갑 | 을 |"], codes=[("P024", 1)], opaque={0}, said=("‘비밀병’",)),
    Case("the big letter before a text", p("제", properties="<w:framePr w:dropCap='drop'/>") + p("1조(목적)"), ["제1조(목적)"], [0]),
]  # fmt: skip

_GONE, _NEW = "<w:rPr><w:del w:id='1' w:author='갑'/></w:rPr>", "<w:rPr><w:ins w:id='1' w:author='갑'/></w:rPr>"
TRACKED = [
    Case("insertions and deletions", p("시장은 ", ins("새로"), cut("낡은"), " 정한다"), ["시장은 새로 정한다"], codes=[("P021", 1)], said=("‘새로’", "‘낡은’")),
    Case("moves", p(f"<w:moveFrom>{r('옛')}</w:moveFrom>", f"<w:moveTo>{r('새')}</w:moveTo>", "글"), ["새글"], codes=[("P021", 1)], said=("‘옛’", "‘새’")),
    Case("inserted, then deleted", p("갑", f"<w:ins>{cut('을')}</w:ins>"), ["갑"], codes=[("P021", 1)]),
    Case("several places in a paragraph", p(ins("가"), ins("나"), "글", ins("다")), ["가나글다"], codes=[("P021", 1)], said=("‘가나 … 다’",)),
    Case("a long deletion is cut", p(cut("가" * 60), "글"), ["글"], codes=[("P021", 1)], said=("‘" + "가" * 39 + "…’",)),
    Case("a change after a break", p("<w:r><w:t>갑</w:t><w:br/></w:r>", ins("을")), ["갑", "을"], codes=[("P021", 2)]),
    Case("a deleted mark joins", p("갑", properties=_GONE) + p("을") + p("병"), ["갑을", "병"], [0, 2], codes=[("P021", 1)], said=("다음 문단과 잇고",)),
    Case("a deleted paragraph", p("갑") + p(cut("을"), properties=_GONE) + p("병"), ["갑", "병"], [0, 2], codes=[("P021", 2)], said=("‘을’",)),
    Case("two deleted paragraphs", p(cut("가"), properties=_GONE) + p(cut("나"), properties=_GONE) + p("병"), ["병"], [2], codes=[("P021", 1)], said=("‘가 … 나’",)),
    Case("a paragraph emptied", p("갑") + p(cut("을")) + p("병"), ["갑", "병"], [0, 2], codes=[("P021", 2)]),
    Case("a deleted mark before a table", p("갑", properties=_GONE) + table(row("을", "병")), ["갑", "| 을 | 병 |"], [0, 1], codes=[("P021", 1)], opaque={1}),
    Case("deleted to the end", p("갑") + p(cut("을"), properties=_GONE), ["갑"], [0], codes=[("P021", 1)]),
    Case("a new mark", p("갑", properties=_NEW) + p("을"), ["갑", "을"], codes=[("P021", 1)], said=("나눈 문단",)),
    Case("a deletion of nothing seen", p("갑", "<w:del><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:del>", "을"), ["갑을"]),
    Case("deleted rows and cells", table(row("갑", "을"), row("병", "정", properties="<w:del w:id='1'/>"), row("무", cell("기"), cell("경", properties="<w:cellDel w:id='1'/>"))),
         ["| 갑 | 을 |", "| 무 | 기 |"], [0, 4], codes=[("P021", 1), ("P021", 1)], opaque={0, 1}, said=("‘병정’", "‘경’")),
    Case("an inserted row", table(row("갑", "을"), row("병", "정", properties="<w:ins w:id='1'/>")), ["| 갑 | 을 |", "| 병 | 정 |"], codes=[("P021", 2)], opaque={0, 1}),
    Case("an inserted row told once", table(row("갑", "을"), row(cell(p(ins("병"))), "정", properties="<w:ins w:id='1'/>")), ["| 갑 | 을 |", "| 병 | 정 |"],
         codes=[("P021", 2)], opaque={0, 1}),
    Case("a deleted text box", p("갑", f"<w:del><w:r>{_ALTERNATE.format(drawing(text_box(p('을'))), vml_box(p('을')))}</w:r></w:del>"), ["갑"],
         codes=[("P021", 1)], said=("지운 말(‘을’)",)),
    Case("old properties", p("갑", properties="<w:pPrChange w:id='1'><w:pPr><w:numPr><w:numId w:val='9'/></w:numPr></w:pPr></w:pPrChange>"), ["갑"]),
    Case("numbers of joined paragraphs", n("갑", 1, 1, _GONE) + n("을", 1, 1) + n("병", 1, 1), ["① 갑을", "② 병"], [0, 2], codes=[("P020", 1), ("P021", 1)],
         side={"numbering": ARTICLES + num(1, 0)}),
    Case("a joined paragraph keeps its number", n("갑", 1, 1, _GONE) + p("을"), ["① 갑을"], [0], codes=[("P020", 1), ("P021", 1)], side={"numbering": ARTICLES + num(1, 0)}),
    Case("a deleted paragraph has no number", n("갑", 1, 1) + p(cut("을"), properties=listed(1, 1) + _GONE) + n("병", 1, 1), ["① 갑", "② 병"], [0, 2],
         codes=[("P020", 1), ("P021", 2)], side={"numbering": ARTICLES + num(1, 0)}),
]  # fmt: skip

BLOCKS = [
    Case("content controls", p("갑") + _SDT.format(p("을") + _SDT.format(p("병"))) + f"<w:customXml>{p('정')}</w:customXml>", ["갑", "을", "병", "정"], [0, 1, 2, 3]),
    Case("alternate content around blocks", _ALTERNATE.format(p("갑"), p("을")) + p("병"), ["갑", "병"], [0, 2]),
    Case("only the fallback has text", p(run(_ALTERNATE.format(drawing(''), vml_box(p('갑'))))), ["", "갑"], [0, 1]),
    Case("a table", p("앞") + table(row("갑", "을"), row("1|2", cell("병", "정"))) + p("뒤"), ["앞", "| 갑 | 을 |", "| 1\\|2 | 병 / 정 |", "뒤"], [0, 1, 3, 6], opaque={1, 2}),
    Case("a table of one column", table(row("제1조(목적) 글"), row(cell("① 가", "② 나"))), ["제1조(목적) 글", "① 가", "② 나"], [0, 1, 2]),
    Case("a frame", table(row(cell("갑", table(row("을", "병")), "정"))), ["갑", "| 을 | 병 |", "정"], [0, 1, 3], opaque={1}),
    Case("merged cells", table(row(cell("구분", properties="<w:gridSpan w:val='2'/>"), "비고"), row(cell("가", properties="<w:vMerge w:val='restart'/>"), "나", "다"),
                               row(cell("", properties="<w:vMerge/>"), "라", "마")), ["| 구분 | 비고 |", "| 가 | 나 | 다 |", "|  | 라 | 마 |"], [0, 2, 5], opaque={0, 1, 2}),
    Case("text in a merged cell is not lost", table(row("가", "나"), row(cell("숨은 글", properties="<w:vMerge/>"), "다")), ["| 가 | 나 |", "| 숨은 글 | 다 |"], opaque={0, 1}),
    Case("numbers in a merged cell do not count", table(row(cell("가", properties="<w:vMerge w:val='restart'/>"), "나"), row(cell(n(""), properties="<w:vMerge/>"), cell(n("다")))),
         ["| 가 | 나 |", "|  | 제1조다 |"], codes=[("P020", 2)], opaque={0, 1}, side={"numbering": ARTICLES + num(1, 0)}),
    Case("a table in a cell", table(row("갑", cell("을", table(row("1", "2"), row("3", "4")), "병"))), ["| 갑 | 을 / 1 2 3 4 / 병 |"], [0], opaque={0}),
    Case("rows and cells in content controls", table(_SDT.format(f"<w:tr>{_SDT.format(cell('갑'))}{cell('을')}</w:tr>")), ["| 갑 | 을 |"], opaque={0}),
    Case("an empty table", table() + table("<w:tr/>") + p("갑"), ["갑"], [0]),
    Case("a row of empty cells", table(row("", "")), ["|  |  |"], opaque={0}),
    Case("a break in a cell", table(row(cell("<w:p><w:r><w:t>의안</w:t><w:br/><w:t>번호</w:t></w:r></w:p>"), "1")), ["| 의안 / 번호 | 1 |"], opaque={0}),
    Case("a text box", p("갑", run(_ALTERNATE.format(drawing(text_box(p('을'), p('병'))), vml_box(p('을'), p('병')))), "정") + p("무"),
         ["갑정", "을", "병", "무"], [0, 1, 2, 5]),
    Case("an old text box", p("갑", run(vml_box(p('을'), table(row('1', '2'))))), ["갑", "을", "| 1 | 2 |"], [0, 1, 2], opaque={2}),
    Case("a text box in a text box", p(run(vml_box(p('갑', run(vml_box(p("을"))))))), ["", "갑", "을"], [0, 1, 2]),
    Case("a text box in a cell", table(row(cell(p("갑", run(vml_box(p('을'))))), "병")), ["| 갑 / 을 | 병 |"], [0], opaque={0}),
    Case("a text box in a field", p(field_of("PAGEREF x", r("3") + run(vml_box(p(field_of('REF', r('갑')))))), "끝"), ["3끝", "갑"]),
    Case("drawn text", p(run(drawing('<a:txBody><a:p><a:r><a:t>갑</a:t></a:r></a:p><a:p/></a:txBody>'))) +
         p("<w:r><w:pict><v:shapetype><v:textpath/></v:shapetype><v:shape><v:textpath string='을'/></v:shape></w:pict></w:r>"), ["", "갑", "", "을"], [0, 0, 1, 1]),
    Case("a linked text box", p(run(drawing('<wps:wsp><wps:linkedTxbx/></wps:wsp>'))), [""]),
    Case("a picture", p("갑") + p(run(drawing('', 'http://schemas.openxmlformats.org/drawingml/2006/picture')), "을"), ["갑", "을"], codes=[("P025", 2)], said=("그림 1개",)),
    Case("several pictures", p(*[run(drawing('', 'x/picture'))] * 3, run(drawing('', 'x/chart'))), [""], codes=[("P025", 1)] * 2, said=("그림 3개", "차트 1개")),
    Case("objects", p("<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"), [""], codes=[("P025", 1)], said=("Excel.Sheet.12",)),
    Case("a ruled line", p("<w:r><w:pict><v:rect o:hr='t'/></w:pict></w:r>"), [""]),
    Case("an old picture", p("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"), [""], codes=[("P025", 1)], said=("그림 1개",)),
    Case("a file drawn in", p("갑") + "<w:altChunk r:id='x'/>", ["갑"], codes=[("P025", 1)]),
    Case("paragraphs where none belong", p("갑", p("을")), ["갑", "을"], [0, 1]),
    Case("runs outside paragraphs", r("갑") + p("을"), ["갑", "을"], [-1, 0]),
    Case("nothing", "", []),
]  # fmt: skip

_REF = "<w:r><w:{}Reference w:id='{}'/></w:r>"
_NOTE = "<w:{} w:id='{}'>{}</w:{}>"
_SEPARATOR = "<w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
_PAGE = "<w:p><w:r><w:t xml:space='preserve'>- </w:t></w:r>{}<w:r><w:t xml:space='preserve'> -</w:t></w:r></w:p>"
NOTES = [
    Case("footnotes", p("갑", _REF.format("footnote", 3), "을") + p("병", _REF.format("footnote", 2)),
         ["갑을", "병", "각주 1) 하나", "둘", "각주 2) 셋"], [0, 1, -1, -1, -1], codes=[("P023", 1), ("P023", 2)], aside=[("각주", 2, 5)],
         side={"footnotes": _SEPARATOR + _NOTE.format("footnote", 2, p("<w:r><w:footnoteRef/></w:r>", " 셋"), "footnote") +
               _NOTE.format("footnote", 3, p(" 하나") + p("둘"), "footnote") + _NOTE.format("footnote", 9, p("쓰이지 않음"), "footnote")}),
    Case("endnotes", p("갑", _REF.format("endnote", 1)), ["갑", "미주 1) 을"], codes=[("P023", 1)], aside=[("미주", 1, 2)],
         side={"endnotes": _NOTE.format("endnote", 1, p("을"), "endnote")}),
    Case("a note that is missing", p("갑", _REF.format("footnote", 7)), ["갑"], codes=[("P023", 1)], said=("파일에 없습니다",), side={"footnotes": ""}),
    Case("a deleted note", p("갑", f"<w:del>{_REF.format('footnote', 1)}</w:del>"), ["갑"], side={"footnotes": _NOTE.format("footnote", 1, p("을"), "footnote")}),
    Case("a note with a table", p("갑", _REF.format("footnote", 1)), ["갑", "각주 1) | 1 | 2 |"], codes=[("P023", 1)], aside=[("각주", 1, 2)], opaque={1},
         side={"footnotes": _NOTE.format("footnote", 1, table(row("1", "2")), "footnote")}),
    Case("headers and footers", p("갑") + "<w:sectPr><w:headerReference w:type='default' r:id='rId_header'/><w:headerReference w:type='first' r:id='rId_header2'/>"
         "<w:footerReference w:type='default' r:id='rId_footer'/></w:sectPr>", ["갑", "고양시 조례안", "첫 쪽", "| 담당 | 전화 |"], [0, -1, -1, -1],
         aside=[("머리글ㆍ꼬리글", 1, 4)], opaque={3},
         side={"header": p("고양시 조례안"), "header2": p("고양시 조례안") + p("첫 쪽", ins("")),
               "footer": _PAGE.format(field_of("PAGE", r("1"))) + _PAGE.format(f"<w:fldSimple w:instr=' NUMPAGES '>{r('9')}</w:fldSimple>") + table(row("담당", "전화"))}),
    Case("comments", p("갑") + p("을", "<w:r><w:commentReference w:id='0'/></w:r>"), ["갑", "을"], codes=[("P022", 2)], said=("메모 2개",),
         side={"comments": f"<w:comment w:id='0'>{p('메모')}</w:comment><w:comment w:id='1'>{p('답')}</w:comment>"}),
]  # fmt: skip

_LISTED = n("갑") + n("을")
_STORIES = Case(
    "every story counts on its own",
    _LISTED
    + p(run(vml_box(_LISTED)), _REF.format("footnote", 1), _REF.format("footnote", 2), _REF.format("endnote", 1))
    + p(run(vml_box(_LISTED)))
    + _LISTED
    + "<w:sectPr><w:headerReference r:id='rId_header'/><w:footerReference r:id='rId_footer'/></w:sectPr>",
    [
        *("제1조갑", "제2조을", "", "제1조갑", "제2조을", "", "제1조갑", "제2조을", "제3조갑", "제4조을"),
        *("각주 1) 제1조갑", "제2조을", "각주 2) 제3조갑", "제4조을", "미주 1) 제1조갑", "제2조을"),
        *("제1조갑", "제2조을", "제3조갑", "제4조을"),
    ],
    codes=[("P020", 1), *[("P023", 3)] * 3],
    aside=[("각주", 10, 14), ("미주", 14, 16), ("머리글ㆍ꼬리글", 16, 20)],
    said=("문단 14개",),
    side={
        "numbering": ARTICLES + num(1, 0),
        "footnotes": _NOTE.format("footnote", 1, _LISTED, "footnote")
        + _NOTE.format("footnote", 2, _LISTED, "footnote"),
        "endnotes": _NOTE.format("endnote", 1, _LISTED, "endnote"),
        "header": _LISTED,
        "footer": _LISTED,
    },
)

CASES = [*LABELS, *INLINE, *HIDDEN, *TRACKED, *BLOCKS, *NOTES, _STORIES]
