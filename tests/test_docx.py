from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from ruamel.yaml import YAML

from ordinance_drafter.blocks import Block, Cell, Document, PageBreak, Paragraph, Run, Style, Table
from ordinance_drafter.errors import InputError
from ordinance_drafter.resources import data_dir
from ordinance_drafter.write.docx import write_docx
from ordinance_drafter.write.docx_styles import Sheet, load_sheet, style_id
from ordinance_drafter.write.freeze import freeze, pack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEFAULT = (data_dir("templates") / "styles.yaml").read_bytes()


def words(style: Style, text: str, **more: Any) -> Paragraph:
    return Paragraph(style, (Run(text),), **more)


def cell(text: str, style: Style = Style.TABLE_CELL, **more: Any) -> Cell:
    return Cell((words(style, text),), **more)


COSTS = Table(
    (
        (cell("구분", Style.TABLE_HEAD, span=2), cell("2027년", Style.TABLE_HEAD), cell("2028년", Style.TABLE_HEAD)),
        (cell("세출"), cell("조성"), cell("120,000", Style.TABLE_NUMBER), cell("90,000", Style.TABLE_NUMBER)),
        (cell("", merged_up=True), cell("교육"), cell("8,500", Style.TABLE_NUMBER), cell("9,000", Style.TABLE_NUMBER)),
        (cell("", merged_up=True), cell("수당"), cell("0", Style.TABLE_NUMBER), Cell(())),
    ),
    (1, 2, 2, 2),
)
COMPARISON = Table(
    (
        (cell("현      행", Style.TABLE_HEAD), cell("개  정  안", Style.TABLE_HEAD)),
        (
            cell("제4조(계획) 3년마다 수립한다."),
            Cell((words(Style.TABLE_CELL, "제4조(계획) ---"), words(Style.TABLE_CELL, "--"))),
        ),
        (cell("가나다라 " * 200), cell("(현행과 같음)")),
    ),
    (1, 1),
)
BILL = Document(
    "고양시 나눔정원 조례안 <A&B>",
    (
        words(Style.COVER_TITLE, "고양시 나눔정원 조례안"),
        PageBreak(),
        words(Style.TITLE, "고양시 나눔정원 조례안"),
        words(Style.DIVISION, "제1장 총칙", bookmark="제1장"),
        Paragraph(
            Style.ARTICLE, (Run("제1조(목적)", bold=True), Run(" 이 조례는 “A & B”를 정한다.")), bookmark="제1조"
        ),
        Paragraph(
            Style.PARAGRAPH,
            (Run("② "), Run("제1조", target="제1조"), Run("와 "), Run("제9조", target="제9조")),
            outline=4,
        ),
        words(Style.SUBPARAGRAPH, "1. 漢字와 낱말", bookmark="art-1"),
        Paragraph(Style.ITEM, (Run("가. 첫째"), Run("\n둘째\t셋째", underline=True))),
        COSTS,
        PageBreak(),
        COMPARISON,
        COMPARISON,
    ),
    "고양시",
    ("함초롬바탕", "맑은 고딕"),
)


def document(*blocks: Block) -> Document:
    return Document("제목", blocks)


def opened(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def parts(file: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def xml_of(*blocks: Block) -> Any:
    return parts(write_docx(document(*blocks)))["word/document.xml"]


def attributes(root: Any, tag: str, name: str) -> list[str]:
    return [element.get(W + name) for element in root.iter(W + tag)]


# ── the package ──────────────────────────────────────────────────────────────


def test_equal_documents_give_equal_bytes() -> None:
    assert write_docx(BILL) == write_docx(replace(BILL))
    assert write_docx(BILL) != write_docx(replace(BILL, title="다른 제목"))


def test_no_date_and_no_machine_in_the_package() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(BILL))) as package:
        entries = package.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert entries[0].filename == "[Content_Types].xml"
    properties = opened(write_docx(BILL)).core_properties
    assert (properties.title, properties.author) == (BILL.title, "고양시")
    assert str(properties.created) == str(properties.modified) == "2000-01-01 00:00:00+00:00"


def test_freeze_removes_the_clock_from_another_library_s_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def saved(moment: float) -> bytes:
        monkeypatch.setattr(time, "time", lambda: moment)
        buffer = io.BytesIO()
        opened(write_docx(BILL)).save(buffer)
        return buffer.getvalue()

    first, second = saved(1_500_000_000), saved(1_600_000_000)
    assert first != second
    assert freeze(first) == freeze(second) == freeze(freeze(first))
    assert [p.text for p in opened(freeze(first)).paragraphs] == [p.text for p in opened(first).paragraphs]


def test_freeze_keeps_what_was_stored_and_the_order() -> None:
    package = pack({"mimetype": b"application/hwp+zip", "b/": b"", "a.xml": b"<a/>"}, frozenset({"mimetype"}))
    with zipfile.ZipFile(io.BytesIO(freeze(package))) as entries:
        assert entries.namelist() == ["mimetype", "a.xml"]
        assert [entry.compress_type for entry in entries.infolist()] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


def test_one_font_in_all_four_places_and_no_theme() -> None:
    package = parts(write_docx(BILL))
    assert not any("theme" in name for name in package)
    for root in package.values():
        for element in root.iter():
            assert not any("heme" in name for name in [element.tag, *element.attrib])
    fonts = {}
    for style in package["word/styles.xml"].iter(W + "style"):
        for font in style.iter(W + "rFonts"):
            assert len(font.attrib) == 4
            assert len(set(font.attrib.values())) == 1
            fonts[style.get(W + "styleId")] = font.get(W + "eastAsia")
    assert fonts["OdArticle"] == "함초롬바탕"
    assert fonts["OdTableHead"] == "맑은 고딕"
    defaults = package["word/styles.xml"].find(f"{W}docDefaults")
    assert set(defaults.find(f".//{W}rFonts").attrib.values()) == {"함초롬바탕"}
    assert defaults.find(f".//{W}lang").get(W + "eastAsia") == "ko-KR"


def test_a_font_name_may_hold_anything_but_nothing() -> None:
    fonts = opened(write_docx(replace(BILL, fonts=('A "B" <C> & D\x00', "돋움")))).styles
    assert fonts["조"].font.name == 'A "B" <C> & D'
    with pytest.raises(InputError, match="글꼴 이름이 비어"):
        write_docx(replace(BILL, fonts=("바탕", " ")))


def test_page_is_a4_with_the_guide_s_margins() -> None:
    section = opened(write_docx(BILL)).sections[0]
    lengths = {
        "page_width": 210, "page_height": 297, "top_margin": 16, "bottom_margin": 16, "left_margin": 25,
        "right_margin": 25, "header_distance": 12.7, "footer_distance": 12.7, "gutter": 0,
    }  # fmt: skip
    for name, millimetres in lengths.items():
        assert getattr(section, name) == pytest.approx(Mm(millimetres), abs=Pt(0.05)), name


def test_footer_counts_pages() -> None:
    footer = opened(write_docx(BILL)).sections[0].footer.paragraphs
    assert [paragraph.text for paragraph in footer] == ["- 1 -"]
    assert footer[0].style.paragraph_format.alignment == 1
    assert [element.text for element in footer[0]._p.iter(W + "instrText")] == [" PAGE "]


def test_styles_pane_lists_our_styles_only() -> None:
    styles = opened(write_docx(BILL)).styles
    listed = [style.name for style in styles if style.type == 1]
    assert len(listed) == len(set(listed)) == len(Style) + 2
    assert {style_id(style) for style in Style} < {style.style_id for style in styles}
    assert styles.latent_styles.default_to_hidden


# ── styles ───────────────────────────────────────────────────────────────────


def test_indents_are_the_guide_s() -> None:
    styles = opened(write_docx(BILL)).styles
    indents = {"항": 14, "호": 24.4, "목": 45.4, "세목 1)": 54.2, "세목 가)": 75.2, "세목 (1)": 87.8}
    for name, points in indents.items():
        look = styles[name].paragraph_format
        assert look.left_indent.pt == pytest.approx(points, abs=0.03)
        assert -look.left_indent <= look.first_line_indent < 0  # the number hangs inside the margin


@pytest.mark.parametrize(
    ("style", "size", "bold", "alignment", "pitch"),
    [
        ("제명", 16, True, 1, 36.8),
        ("조", 14, None, 3, 32.2),
        ("호", 14, None, 3, 32.2),
        ("장 제목", 14, None, 1, 32.2),
        ("부칙 제목", 14, True, 1, 32.2),
        ("표지 제명", 17, True, 1, 30.6),
        ("표지 항목", 15, True, 0, 34.5),
        ("표 글 칸", 12, None, 0, 21.6),
    ],
)
def test_looks_are_the_guide_s(style: str, size: float, bold: bool | None, alignment: int, pitch: float) -> None:
    look = opened(write_docx(BILL)).styles[style]
    assert (look.font.size.pt, look.font.bold, look.paragraph_format.alignment) == (size, bold, alignment)
    assert look.paragraph_format.line_spacing.pt == pytest.approx(pitch, abs=0.03)
    assert look.paragraph_format.line_spacing_rule == 3  # at least


def test_titles_stand_one_empty_line_apart() -> None:
    for name in ("제명", "장 제목", "부칙 제목"):
        look = opened(write_docx(BILL)).styles[name].paragraph_format
        assert look.space_before == look.space_after == look.line_spacing


def test_navigation_shows_chapters_and_articles() -> None:
    package = parts(write_docx(BILL))
    levels = {
        style.get(W + "styleId"): level.get(W + "val")
        for style in package["word/styles.xml"].iter(W + "style")
        for level in style.iter(W + "outlineLvl")
    }
    assert (levels["OdDivision"], levels["OdArticle"]) == ("1", "2")
    assert "OdParagraph" not in levels
    assert attributes(package["word/document.xml"], "outlineLvl", "val") == ["4"]


# ── text ─────────────────────────────────────────────────────────────────────


def blocks_of(file: bytes) -> list[Any]:
    return list(opened(file).iter_inner_content())


def test_python_docx_reads_the_same_paragraphs_and_tables() -> None:
    blocks = [block for block in blocks_of(write_docx(BILL)) if hasattr(block, "rows") or block.text]
    expected = [block for block in BILL.blocks if not isinstance(block, PageBreak)]
    assert len(blocks) == len(expected)
    for block, wanted in zip(blocks, expected, strict=True):
        if isinstance(wanted, Paragraph):
            assert (block.text, block.style.style_id) == (wanted.text, style_id(wanted.style))
        else:
            for row, wanted_row in zip(block.rows, wanted.rows, strict=True):
                texts = ["\n".join(paragraph.text for paragraph in one.paragraphs) for one in wanted_row]
                for text, one, tc in zip(texts, wanted_row, row._tr.tc_lst, strict=True):
                    assert "\n".join(p.text for p in tc.p_lst) == text
                    assert tc.grid_span == one.span


@given(st.lists(st.text(st.characters(exclude_categories=())), max_size=4))
def test_text_survives(texts: list[str]) -> None:
    paragraph = Paragraph(Style.ARTICLE, tuple(Run(text, bold=bool(n % 2)) for n, text in enumerate(texts)))
    expected = "".join(
        re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", re.sub("\r\n?", "\n", text))
        for text in texts
    )
    file = write_docx(Document("".join(texts), (paragraph,), "".join(texts)))
    assert [p.text for p in opened(file).paragraphs] == [expected]


def test_bold_and_underline() -> None:
    runs = [run for paragraph in opened(write_docx(BILL)).paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold] == ["제1조(목적)"]
    assert [run.text for run in runs if run.underline] == ["\n둘째\t셋째"]


def test_numbers_are_letters() -> None:
    for name, root in parts(write_docx(BILL)).items():
        assert not list(root.iter(W + "numPr")), name


def test_links_and_bookmarks_match() -> None:
    root = parts(write_docx(BILL))["word/document.xml"]
    bookmarks = attributes(root, "bookmarkStart", "name")
    assert bookmarks == ["b1", "b2", "b3"]
    assert attributes(root, "bookmarkStart", "id") == attributes(root, "bookmarkEnd", "id")
    assert len(set(attributes(root, "bookmarkStart", "id"))) == 3
    assert attributes(root, "hyperlink", "anchor") == ["b2"]  # 제9조 has no bookmark: plain text
    assert not list(root.iter(W + "rStyle", W + "color"))


def test_bookmark_names_word_takes_are_kept() -> None:
    names = ["art_1", "ART_1", "b1", "제1조", "x" * 41, "1st", "b1"]
    root = xml_of(*(words(Style.ARTICLE, "가", bookmark=name) for name in names))
    assert attributes(root, "bookmarkStart", "name") == ["art_1", "b2", "b1", "b3", "b4", "b5"]


def test_a_link_may_point_forward_into_a_table() -> None:
    table = Table(((Cell((words(Style.TABLE_CELL, "여기", bookmark="칸"),)),),), (1,))
    root = xml_of(Paragraph(Style.BODY, (Run("표", target="칸"),)), table)
    assert attributes(root, "hyperlink", "anchor") == attributes(root, "bookmarkStart", "name") == ["b1"]


# ── tables and pages ─────────────────────────────────────────────────────────


def test_table_is_as_wide_as_the_text() -> None:
    root = xml_of(COSTS)
    columns = [int(width) for width in attributes(root, "gridCol", "w")]
    assert sum(columns) == int(attributes(root, "tblW", "w")[0]) == pytest.approx(160 / 25.4 * 1440, abs=2)
    assert columns[1] == pytest.approx(2 * columns[0], abs=2)
    assert attributes(root, "tblLayout", "type") == ["fixed"]
    for row in root.iter(W + "tr"):
        assert sum(int(width) for width in attributes(row, "tcW", "w")) == sum(columns)


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    rows = list(xml_of(COMPARISON).iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    # the last row is longer than a third of a page: keeping it whole would leave a hole
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_cells_merge_downwards() -> None:
    assert attributes(xml_of(COSTS), "vMerge", "val") == ["restart", "continue", "continue"]
    (table,) = opened(write_docx(document(COSTS))).tables
    assert [row.cells[0].text for row in table.rows] == ["구분", "세출", "세출", "세출"]


def test_a_cell_does_not_continue_what_has_other_columns() -> None:
    wide = (cell("넓은", span=2), cell("셋"))
    narrow = (cell("하나", merged_up=True), cell("둘", merged_up=True), cell("셋", merged_up=True))
    root = xml_of(Table((narrow, wide, narrow), (1, 1, 1), 0))
    assert attributes(root, "vMerge", "val") == ["restart", "continue"]
    assert [row.cells[0].text for row in opened(write_docx(document(Table((wide, narrow), (1, 1, 1))))).tables[0].rows]


@pytest.mark.parametrize("row", [(cell("하나"),), (cell("하나", span=3),), (cell("", span=0), cell("", span=2))])
def test_a_row_that_does_not_fill_its_columns_is_a_bug(row: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError, match="columns"):
        write_docx(document(Table((row,), (1, 1))))


def test_page_breaks_add_no_empty_paragraph() -> None:
    root = xml_of(PageBreak(), words(Style.BODY, "가"), PageBreak(), PageBreak(), words(Style.BODY, "나"), PageBreak())
    assert [paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None for paragraph in root.iter(W + "p")] == [
        False,
        True,
    ]


def test_tables_do_not_touch_and_are_never_last() -> None:
    (body,) = xml_of(COSTS, COSTS, PageBreak(), COSTS)
    names = [etree.QName(child).localname for child in body]
    assert names == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    (empty,) = xml_of(Table((), (1,)))
    assert [etree.QName(child).localname for child in empty] == ["p", "sectPr"]


def test_text_does_not_stick_to_the_table_below() -> None:
    (body,) = xml_of(words(Style.ARTICLE, "가"), COSTS, words(Style.ARTICLE, "나"), words(Style.ANNEX, "다"), COSTS)
    gaps = [paragraph.find(f"{W}pPr/{W}spacing") for paragraph in body.iterchildren(W + "p")]
    assert [gap is not None and gap.get(W + "after") for gap in gaps[:3]] == ["120", False, False]


ORDERS = {
    "pPr": "pStyle keepNext pageBreakBefore widowControl kinsoku wordWrap overflowPunct autoSpaceDE autoSpaceDN "
    "snapToGrid spacing ind jc outlineLvl rPr",
    "rPr": "rFonts b bCs sz szCs u lang",
    "tblPr": "tblW tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "sectPr": "footerReference pgSz pgMar",
    "settings": "zoom defaultTabStop characterSpacingControl compat decimalSymbol listSeparator",
    "style": "name basedOn uiPriority semiHidden qFormat pPr rPr tblPr",
}


def test_elements_are_in_the_order_of_the_schema() -> None:
    for name, root in parts(write_docx(BILL)).items():
        for tag, order in ORDERS.items():
            for element in root.iter(W + tag):
                places = [order.split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(set(places)), f"{name} {tag}"


# ── styles.yaml ──────────────────────────────────────────────────────────────


def edited(old: str, new: str) -> bytes:
    text = DEFAULT.decode()
    assert text.count(old) >= 1
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (edited("  division:\n    name: 장 제목", "  etc:\n    name: 장 제목"), "'styles.division' 항목이 없습니다"),
        (edited("  division:\n", "  etc:\n"), "알 수 없는 항목 'styles.etc'"),
        (edited("    hanging: 14", "    hangs: 14"), "알 수 없는 항목 'styles.paragraph.hangs'"),
        (edited("    name: 조\n", ""), "'styles.article.name' 항목이 없습니다"),
        (edited("  size: 14", "  size: 열넷"), "'default.size'의 값 '열넷'"),
        (edited("  size: 14", "  size: true"), "'default.size'"),
        (edited("  size: 14", "  size: .nan"), "'default.size'"),
        (edited("  size: 14", "  size: 0x" + "f" * 5000), "너무 큰 값"),
        (edited("  size: 14", "  size: [14]"), "'default.size'"),
        (edited("  line: 230 # FMT004\n", ""), "'default.line' 항목이 없습니다"),
        (edited("  outline: null", "  outline: 9"), "'default.outline'"),
        (edited("  outline: null", "  outline: false"), "'default.outline'"),
        (edited("align: justify", "align: 양쪽"), "left, center, right, justify 가운데 하나"),
        (edited("  bold: false", "  bold: no"), "true 또는 false"),
        (edited("name: 조\n", 'name: "조\\u0001"\n'), "'styles.article.name'"),
        (edited("name: 조\n", "name: footer\n"), "'styles.article.name'"),
        (edited("name: 조\n", "name: 항\n"), "'항'"),
        (edited('head_fill: "F2F2F2"', "head_fill: red"), "RRGGBB"),
        (edited("    hanging: 14", "    hanging: 15"), "번호가 여백 밖으로"),
        (edited("  left: 25", "  left: 150"), "50mm"),
        (edited("  top: 16", "  top: 260"), "50mm"),
        (edited("page:", "pages:"), "'page' 항목이 없습니다"),
        (edited("page: #", "page: 3\npages: #"), "'page_number|page 자리에는"),
        (edited("styles:", "styles: 3\nrest:"), r"^[^\n]*'rest'[^\n]*$"),
        (edited("  item:\n", "  item: 3\n  rest:\n"), "styles.item 자리에는"),
        (b"", "묶음이 와야"),
        (b"- 1\n- 2\n", "묶음이 와야"),
        (b"a: 1\na: 2\n", "2째 줄"),
        (b"a: [1\n", "YAML 문법"),
        (b"a: 2026-99-99\n", "YAML을 읽을 수 없습니다"),
        (b"a: !!python/object:os.system x\n", "YAML"),
        (b"[" * 3000, "YAML"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_wrong_styles_file_is_told_in_korean(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "우리.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        write_docx(BILL, path)
    assert all(problem.startswith("우리.yaml") for problem in caught.value.problems)


def test_all_problems_are_told_at_once() -> None:
    content = edited("name: 조\n", "nam: 조\n").replace(b"    hanging: 16", b"    hanging: -1")
    with pytest.raises(InputError) as caught:
        load_sheet(content, "styles.yaml")
    assert len(caught.value.problems) == 5  # unknown key, missing name, hanging of 호, 1) and a heading


def test_a_missing_styles_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "없음.yaml"):
        with pytest.raises(InputError, match="스타일 파일을 열 수 없습니다"):
            write_docx(BILL, path)


def test_an_office_may_bring_its_own_looks(tmp_path: Path) -> None:
    path = tmp_path / "styles.yaml"
    path.write_bytes(edited("  left: 25", "  left: 30").replace(b'"F2F2F2"', b'""'))
    file = write_docx(BILL, path)
    assert opened(file).sections[0].left_margin.mm == pytest.approx(30, abs=0.05)
    assert not list(parts(file)["word/document.xml"].iter(W + "shd"))
    assert file != write_docx(BILL)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(SCALARS, inner, max_size=2))


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_value_anywhere_gives_looks_or_one_kind_of_error(data: st.DataObject) -> None:
    content = YAML(typ="safe", pure=True).load(DEFAULT)
    place = content
    for _ in range(data.draw(st.integers(0, 2))):
        key = data.draw(st.sampled_from(sorted(place)))
        if isinstance(place[key], dict):
            place = place[key]
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(VALUES)
    buffer = io.BytesIO()
    YAML(typ="safe", pure=True).dump(content, buffer)
    try:
        assert isinstance(load_sheet(buffer.getvalue(), "s"), Sheet)
    except InputError as error:
        assert error.problems


def test_every_value_of_the_guide_names_its_rule() -> None:
    sizes_and_lines = re.findall(r"^ +(?:size|line|bold|align|left): .*$", DEFAULT.decode(), re.M)
    assert all("FMT" in line or "관행" in line for line in sizes_and_lines)
