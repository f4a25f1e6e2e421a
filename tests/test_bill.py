"""The bill: its parts, what they say of each other, and the build that stops when two of them disagree."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import Bill, build_bill
from ordinance_drafter.bill.context import article_list
from ordinance_drafter.blocks import Block, PageBreak, Paragraph, Run, Style, Table
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Library
from ordinance_drafter.model import articles
from ordinance_drafter.notation import to_text
from ordinance_drafter.numbering import Number
from ordinance_drafter.project import Project, project_of
from ordinance_drafter.resources import data_dir
from ordinance_drafter.write import write
from tests.conftest import HERE, draft, problems_of

CITIES = ["changwon", "daegu", "gangnam", "goyang", "gyeonggi", "yangpyeong"]
RECIPES = ["standard", "full", "ethics", "minimal"]
DATA = HERE / "data"
MEMBERS = {"proposer": {"type": "members", "names": ["홍길동", "김철수"], "supporters": ["이영희"]}}


def bill_of(library: Library, templates: Path | None = None, **asked: Any) -> Bill:
    return build_bill(draft(library, **asked), templates)


def bicycles(tiny: Library, code: str = "mulgyeol", **asked: Any) -> Bill:
    if code == "dara":
        asked["answers"] = {"parking_places": ["역 앞"], **asked.get("answers", {})}
    return bill_of(tiny, municipality=code, set="bicycles", **asked)


def part(bill: Bill, part_id: str) -> str:
    return next(part.markup for part in bill.parts if part.id == part_id)


def ids(bill: Bill) -> list[str]:
    return [part.id for part in bill.parts]


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            yield from (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)


def rows(bill: Bill, part_id: str) -> list[list[str]]:
    """The rows of the first table of a part, lines of a cell joined by line breaks."""
    blocks = next(part.blocks for part in bill.parts if part.id == part_id)
    table = next(block for block in blocks if isinstance(block, Table))
    return [["\n".join(paragraph.text for paragraph in cell.paragraphs) for cell in row] for row in table.rows]


# ── parts ────────────────────────────────────────────────────────────────────

START = ["cover", "explanation", "ordinance"]
END = ["checklist", "sources"]


def test_parts_of_an_enactment(tiny: Library) -> None:
    assert ids(bicycles(tiny, "dara")) == [*START, "cost", "statutes", "notice", *END]


def test_parts_of_a_whole_amendment(tiny: Library) -> None:
    bill = bicycles(tiny, former={"base": DATA / "base_bicycles.txt"})
    assert ids(bill) == [*START, "comparison", "cost", "statutes", "notice", *END]
    assert "comparison" not in ids(bicycles(tiny))


def test_parts_of_a_repeal(tiny: Library, library: Library) -> None:
    for bill in (bicycles(tiny, kind="repeal"), bill_of(library, kind="repeal")):
        assert ids(bill) == [*START, "notice", *END]


def test_parts_of_a_members_bill(tiny: Library) -> None:
    assert ids(bicycles(tiny, bill=MEMBERS)) == [*START, "cost", "statutes", *END]


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", CITIES)
def test_every_bill_builds(code: str, recipe: str, library: Library) -> None:
    bill = bill_of(library, municipality=code, recipe=recipe)
    assert ids(bill) == [*START, "cost", "statutes", "notice", *END]
    document = bill.document()
    assert sum(isinstance(block, PageBreak) for block in document.blocks) >= len(bill.parts) - 1
    assert document.author == library.municipality(code).name
    for item in bill.parts:
        assert item.blocks
        assert item.title in bill.part_document(item).title
        assert not re.search(r"\{[{%]|\{ref:|은\(는\)|을\(를\)|None|[\ue000\ue001]", item.markup)
    assert build_bill(bill.assembly) == bill


TITLES = {
    ("dara", None): "다라군 자전거 이용 활성화 조례안",
    ("mulgyeol", None): "물결시 자전거 조례 전부개정조례안",
    ("mulgyeol", "repeal"): "물결시 자전거 조례 폐지조례안",
}


@pytest.mark.parametrize(("code", "kind"), TITLES)
def test_titles(code: str, kind: str | None, tiny: Library) -> None:
    bill = bicycles(tiny, code, kind=kind)
    assert bill.title == TITLES[code, kind]
    for part_id in ("cover", "explanation", "notice"):
        assert bill.title in part(bill, part_id)
    assert f"의결주문: {bill.title}을 다음과 같이 의결한다." in part(bill, "cover")


def test_the_ordinance_part_opens_as_the_kind_asks(tiny: Library) -> None:
    def opening(bill: Bill) -> list[tuple[Style, str]]:
        blocks = next(part.blocks for part in bill.parts if part.id == "ordinance")
        return [(block.style, block.text) for block in blocks[:3] if isinstance(block, Paragraph)]

    assert opening(bicycles(tiny)) == [
        (Style.ORDINANCE_NUMBER, "물결시 조례 제          호"),
        (Style.TITLE, "물결시 자전거 이용 활성화 조례"),
        (Style.PREAMBLE, "물결시 자전거 조례 전부를 다음과 같이 개정한다."),
    ]
    assert [style for style, _ in opening(bicycles(tiny, "dara"))][2] is Style.ARTICLE
    assert opening(bicycles(tiny, kind="repeal"))[2] == (Style.PREAMBLE, "「물결시 자전거 조례」를 폐지한다.")


# ── what the parts say alike ─────────────────────────────────────────────────


def proposed(text: str) -> set[Number]:
    """The articles named in (안 …), ranges spread out; independent of the program's own reading."""
    found: set[Number] = set()
    for group in re.findall(r"\(안 ([^()]*)\)", text):
        for first, last in re.findall(r"제(\d+)조(?:부터 제(\d+)조까지)?", group):
            found |= {Number(main) for main in range(int(first), int(last or first) + 1)}
    return found


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", CITIES)
def test_main_points_cover_every_article(code: str, recipe: str, library: Library) -> None:
    bill = bill_of(library, municipality=code, recipe=recipe)
    numbers = {unit.number for _, unit in articles(bill.assembly.ordinance)}
    for part_id in ("explanation", "notice"):
        assert proposed(part(bill, part_id)) == numbers
    for line in re.findall(r"^### .*\(안 .*$", part(bill, "explanation"), re.M):
        assert re.search(r"[가-힣]\(안 [^()]*\)\.$", line), line


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([1], "제1조"),
        ([1, 2], "제1조 및 제2조"),
        ([1, 2, 3], "제1조부터 제3조까지"),
        ([1, 3, 5], "제1조, 제3조 및 제5조"),
        ([1, 2, 4], "제1조, 제2조 및 제4조"),
        ([1, 2, 3, 5, 8, 9, 10], "제1조부터 제3조까지, 제5조 및 제8조부터 제10조까지"),
    ],
)
def test_articles_are_listed_as_statutes_do(numbers: list[int], words: str) -> None:
    assert article_list(map(Number, numbers)) == words


def test_articles_with_branches_are_listed_one_by_one() -> None:
    assert article_list([Number(3), Number(3, 2), Number(4)]) == "제3조, 제3조의2 및 제4조"


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", CITIES)
def test_listed_statutes_are_the_cited_ones(code: str, recipe: str, library: Library) -> None:
    bill = bill_of(library, municipality=code, recipe=recipe)
    cited = set(re.findall("「([^」]+)」", to_text(bill.assembly.ordinance)))
    own = {bill.assembly.setting.former.title} if bill.assembly.setting.former else set()
    local = {title for title in cited if title.endswith(("조례", "규칙"))} - own
    section = part(bill, "explanation").split("### 가. 관계 법령\n")[1].split("\n### 나.")[0]
    listed, _, ordinances = section.partition("관련 자치법규:")
    assert set(re.findall("「([^」]+)」", listed)) == {title for title in cited if not title.endswith(("조례", "규칙"))}
    assert set(re.findall("「([^」]+)」", ordinances)) == local
    missing = {row[0] for row in rows(bill, "statutes")[1:]}
    assert missing == set(re.findall("「([^」]+)」", listed))


def test_links_lead_to_bookmarks(library: Library) -> None:
    for recipe in RECIPES:
        blocks = bill_of(library, recipe=recipe, municipality="gyeonggi").document().blocks
        bookmarks = [paragraph.bookmark for paragraph in paragraphs(blocks) if paragraph.bookmark]
        targets = [run.target for paragraph in paragraphs(blocks) for run in paragraph.runs if run.target]
        assert len(bookmarks) == len(set(bookmarks))
        assert set(targets) <= set(bookmarks)
        linked = {run.target for p in paragraphs(blocks) if "(안 " in p.text for run in p.runs if run.target}
        assert linked  # (안 제5조) leads to the article


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("code", ["gangnam", "gyeonggi", "yangpyeong"])
def test_another_citys_bill_keeps_nothing_of_goyang(code: str, recipe: str, library: Library) -> None:
    """Outside the titles of ordinances shown as models, no part may speak of the city the library was made for."""
    for item in bill_of(library, municipality=code, recipe=recipe).parts:
        words = re.sub("「[^」]*」", "", item.markup)
        assert [line for line in words.split("\n") if re.search("고양|성사|정책브리프", line)] == [], item.id


def test_reasons_name_every_theme_once(library: Library) -> None:
    bill = bill_of(library, recipe="full")
    themes = library.clause_set("ai-industry").file.themes
    lines = re.findall(r"^○ ([^:]+): ", part(bill, "explanation"), re.M)
    assert lines == [themes[name] for name in ("promotion", "ethics", "trust", "funding", "research", "governance")]


def test_own_reasons_and_the_closing_are_printed(tiny: Library) -> None:
    text = part(bicycles(tiny, bill={"reason": ["길이 좁아 다치는 사람이 늘었음."]}), "explanation")
    reasons = text.split("## 1. 제안이유\n")[1].split("\n## 2.")[0].split("\n")
    assert reasons == [
        "자전거를 타는 사람이 늘어 주차장과 길을 갖출 필요가 있음.",
        "길이 좁아 다치는 사람이 늘었음.",
        "○ 자전거 이용의 지원: 자전거를 세울 곳을 마련할 필요가 있음.",
        "현행 「물결시 자전거 조례」의 전부를 개정하려는 것임.",
        "이로써 시민이 안심하고 자전거를 타도록 하려는 것임.",
    ]


def test_sources_have_a_row_for_every_article(library: Library) -> None:
    bill = bill_of(library, recipe="full")
    numbered = [row[0] for row in rows(bill, "sources")[1:]]
    expected = [f"{unit.label}({unit.heading})" for _, unit in articles(bill.assembly.ordinance)]
    assert numbered[: len(expected)] == expected
    assert all(row[1] and row[2] for row in rows(bill, "sources"))
    assert all(name.startswith("부칙 제") for name in numbered[len(expected) :])


# ── facts ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-12-01", 20, "2026년 12월 21일"),  # Tuesday; the first day is not counted
        ("2026-12-07", 20, "2026년 12월 28일"),  # the 27th is a Sunday
        ("2026-12-06", 20, "2026년 12월 28일"),  # the 26th is a Saturday
        ("2026-12-05", 20, "2026년 12월 25일"),  # a Friday (a holiday the program does not know)
        ("2028-02-09", 20, "2028년 2월 29일"),  # a leap year
        ("2026-12-21", 30, "2027년 1월 20일"),
        ("2026-11-30", 90, "2027년 3월 1일"),  # 28 February is a Sunday; 1 March is a holiday for a person to find
        ("2026-12-01", 10, "2026년 12월 11일"),
    ],
)
def test_the_notice_ends(start: str, days: int, end: str, tiny: Library) -> None:
    notice: dict[str, Any] = {"start": start, "days": days}
    if days < 20:
        notice["shortened_reason"] = "긴급한 사정이 있다."
    bill = bicycles(tiny, bill={"notice": notice})
    assert f"기관ㆍ단체 또는 개인은 {end}까지" in part(bill, "notice")
    for part_id in ("notice", "explanation", "checklist"):
        assert f" ~ {end}({days}일, 첫날은 세지 않음" in part(bill, part_id)
    assert "마지막 날이 공휴일인지 확인할 것" in part(bill, "checklist")


def test_blanks_stay_where_nothing_is_known(tiny: Library) -> None:
    bill = bicycles(tiny)
    blank = "20    년    월    일"
    assert f"제출연월일: {blank}" in part(bill, "cover")
    assert f"{blank} ~ {blank}(20일 이상)" in part(bill, "notice")
    assert "(결과를 적는다)" in part(bill, "explanation")
    assert "제출자: 물결시장" in part(bill, "cover")
    assert "소관 부서" not in part(bill, "cover")


def test_facts_are_printed(tiny: Library) -> None:
    facts = {
        "submitted": "2027-01-04",
        "department": {
            "name": "자전거과",
            "contact": "담당자",
            "phone": "000-0000",
            "email": "a@b.kr",
            "address": "물결로 1",
        },
        "consultations": ["예산과: 이견 없음"],
        "budget": "해마다 본예산에 담음",
        "checks": {"regulation": "해당 없음", "gender": "원안 동의"},
        "notice": {"start": "2026-12-01", "result": "의견 없음"},
    }
    bill = bicycles(tiny, bill=facts)
    assert "제출연월일: 2027년 1월 4일" in part(bill, "cover")
    assert "소관 부서: 자전거과" in part(bill, "cover")
    text = part(bill, "explanation")
    for words in (
        "예산과: 이견 없음",
        "해마다 본예산에 담음",
        "규제심사: 해당 없음",
        "성별영향평가: 원안 동의",
        "결과: 의견 없음",
    ):
        assert words in text
    assert [row[1] for row in rows(bill, "notice")][1:] == ["자전거과", "물결로 1", "000-0000", "a@b.kr"]
    states = {row[1]: row[2] for row in rows(bill, "checklist")[1:]}
    assert (states["규제심사"], states["부패영향평가"], states["입법예고"]) == ("확인", "확인 필요", "확인")


def test_a_members_bill(tiny: Library) -> None:
    bill = bicycles(tiny, bill=MEMBERS)
    cover = part(bill, "cover")
    assert "@subtitle (홍길동 의원 대표발의)" in cover
    for words in ("발의연월일: ", "발의자: 홍길동 의원 외 1명(김철수)", "찬성자: 이영희"):
        assert words in cover
    assert "@subtitle (홍길동 의원 대표발의)" in part(bill, "explanation")
    assert "시장 의견(지방자치법 제148조)" in part(bill, "explanation")
    items = [row[1] for row in rows(bill, "checklist")]
    assert "입법예고" not in items
    assert "장의 의견(의원 발의)" in items
    alone = bicycles(tiny, bill={"proposer": {"type": "members", "names": ["홍길동"]}})
    assert "@subtitle (홍길동 의원 발의)" in part(alone, "cover")


def test_a_members_bill_says_nothing_of_the_heads_notice(tiny: Library) -> None:
    """Twenty days are the head's (행정절차법 제43조); the council gives its own notice (지방자치법 제77조)."""
    for item in bicycles(tiny, bill=MEMBERS).parts:
        assert "20일" not in item.markup, item.id


# ── costs ────────────────────────────────────────────────────────────────────

LINES = [
    {"clause": "plan", "item": "계획", "basis": "4년마다", "amounts": [1000, 0, 0, 0, 1000]},
    {"clause": "parking", "item": "주차장", "basis": "곳마다", "amounts": [1, 20, 300, 4000, 1234567]},
]


def test_the_cost_estimate_adds_up(tiny: Library) -> None:
    funding = {"시비": [1001, 20, 300, 4000, 1000000], "도비": [0, 0, 0, 0, 235567]}
    costs = {"start_year": 2027, "lines": LINES, "funding": funding, "notes": "물가는 따지지 않았다."}
    bill = bicycles(tiny, bill={"costs": costs})
    spent, raised = (
        [[cell.paragraphs[0].text if cell.paragraphs else "" for cell in row] for row in block.rows]
        for block in next(item.blocks for item in bill.parts if item.id == "cost")
        if isinstance(block, Table)
    )
    assert spent[0] == ["항목", "2027년", "2028년", "2029년", "2030년", "2031년", "합계"]
    assert spent[1] == ["계획", "1,000", "0", "0", "0", "1,000", "2,000"]
    assert spent[2] == ["주차장", "1", "20", "300", "4,000", "1,234,567", "1,238,888"]
    assert spent[3] == raised[3] == ["합계", "1,001", "20", "300", "4,000", "1,235,567", "1,240,888"]
    assert [row[0] for row in raised[1:]] == ["시비", "도비", "합계"]
    text = part(bill, "cost")
    assert "제2조(자전거길의 계획): 계획 수립" in text
    assert "물가는 따지지 않았다." in text
    assert "별첨 비용추계서 참조\n" in part(bill, "explanation")


def test_funding_that_differs_from_costs_is_refused(tiny: Library) -> None:
    costs = {"start_year": 2027, "lines": LINES, "funding": {"시비": [1001, 20, 300, 4001, 1235567]}}
    (problem,) = problems_of(lambda: bicycles(tiny, bill={"costs": costs}))
    assert "2030년의 비용(4,000천원)과 재원(4,001천원)이 다릅니다" in problem


def test_costs_without_funding_leave_a_blank(tiny: Library) -> None:
    bill = bicycles(tiny, bill={"costs": {"start_year": 2027, "lines": LINES}})
    assert "(재원별 금액을 적는다)" in part(bill, "cost")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("small", "연평균 1억원 미만"),
        ("temporary", "총 3억원 미만"),
        ("declaratory", "선언적"),
        ("security", "안전보장"),
    ],
)
def test_a_waiver_stands_instead_of_the_estimate(reason: str, words: str, tiny: Library, library: Library) -> None:
    waiver = {"costs": {"waiver": {"reason": reason, "explain": "해마다 5백만원이 든다."}}}
    text = part(bicycles(tiny, bill=waiver), "cost")
    assert text.startswith("# 비용추계서 미첨부 사유서\n")
    assert words in text and "해마다 5백만원이 든다." in text
    assert "미첨부 사유서 참조" in part(bicycles(tiny, bill=waiver), "explanation")
    assert "「고양시 의안의 비용추계에 관한 조례」에 따른 생략 사유" in part(bill_of(library, bill=waiver), "cost")


def test_the_form_is_blank_while_nothing_is_known(tiny: Library) -> None:
    bill = bicycles(tiny, variants={"sharing": "run"})
    assert [row[0] for row in rows(bill, "cost")] == ["항목", "계획 수립", "주차장 설치", "공공자전거 운영", "합계"]
    assert all(row[1:] == [""] * 6 for row in rows(bill, "cost")[1:])
    assert "참조(작성 필요)" in part(bill, "explanation")


def test_nothing_that_costs_needs_no_estimate(tiny: Library) -> None:
    bill = bill_of(
        tiny, municipality="dara", set="bicycles", drop=["plan", "parking"], add=["slogan"],
        answers={"slogan": "달리자"}, without={"plan": "따로 정한다."},
    )  # fmt: skip
    assert "cost" not in ids(bill)
    assert "별도조치 필요 없음" in part(bill, "explanation")


def test_a_budget_that_names_an_estimate_that_is_not_there_is_refused(tiny: Library) -> None:
    waiver = {"reason": "small", "explain": "해마다 5백만원이 든다."}
    problems = problems_of(lambda: bicycles(tiny, bill={"budget": "별첨 비용추계서 참조", "costs": {"waiver": waiver}}))
    assert any("bill.budget을 고치십시오" in problem for problem in problems)


# ── templates of an office ───────────────────────────────────────────────────


def office(folder: Path, **changes: tuple[str, str]) -> Path:
    """A folder of templates like the shipped ones, each changed once."""
    (folder / "bill").mkdir()
    for name, (old, new) in changes.items():
        text = (data_dir("templates") / "bill" / f"{name}.txt").read_text("utf-8")
        assert old in text
        (folder / "bill" / f"{name}.txt").write_text(text.replace(old, new), "utf-8")
    return folder


def test_an_offices_template_is_used(tiny: Library, tmp_path: Path) -> None:
    home = office(tmp_path, cover=("의결주문:", "주문(물결시 서식):"))
    bill = build_bill(draft(tiny, municipality="mulgyeol", set="bicycles"), home)
    assert "주문(물결시 서식): 물결시" in part(bill, "cover")
    assert part(bill, "notice") == part(bicycles(tiny), "notice")


DISAGREEING: dict[str, tuple[str, str, str, list[str]]] = {
    "another title": ("cover", "{{ bill_title }}", "물결시 수레 조례안", ["표지에 의안의 제명 ‘물결시 자전거 조례 전부개정조례안’이 없습니다."]),
    "another kind": ("notice", "미리 알려", "미리 알려(이 조례 폐지조례안)", ["입법예고문의 ‘폐지조례안’이 의안의 종류(전부개정조례안)와 다릅니다."]),
    "no articles": (
        "notice", "{{ point.articles }}", "",
        [f"입법예고문의 주요내용에 제{number}조가 빠졌습니다." for number in (1, 2, 3)],
    ),
    "an article that is not there": (
        "explanation", "## 3. 참고사항", "### 하. 깃발을 둠(안 제7조).\n## 3. 참고사항",
        ["제안이유ㆍ주요내용ㆍ참고사항의 주요내용이 없는 조를 가리킵니다: 안 제7조"],
    ),
    "a statute too many": (
        "explanation", "{{ statutes | join(', ') }}", "{{ statutes | join(', ') }}, 「수레법」",
        ["참고사항의 관계 법령 「수레법」은 조례안이 인용하지 않습니다."],
    ),
    "statutes left out": (
        "explanation", "{{ statutes | join(', ') }}", "담당자가 적음",
        ["참고사항의 관계 법령에 「길표지법」이 빠졌습니다.", "참고사항의 관계 법령에 「두바퀴이동 진흥법」이 빠졌습니다."],
    ),
    "no statutes in the excerpts": (
        "statutes", "{{ item.title }}", "법", ["관계 법령 발췌에 「두바퀴이동 진흥법」이 빠졌습니다.", "관계 법령 발췌에 「길표지법」이 빠졌습니다."],
    ),
    "another period": ("notice", "{{ period }}", "한 달", ["입법예고문의 입법예고 기간이"]),
}  # fmt: skip


@pytest.mark.parametrize("case", DISAGREEING)
def test_parts_that_disagree_stop_the_build(case: str, tiny: Library, tmp_path: Path) -> None:
    name, old, new, expected = DISAGREEING[case]
    home = office(tmp_path, **{name: (old, new)})
    found = problems_of(lambda: bicycles(tiny, templates=home))
    assert len(found) == len(expected), found
    for problem, words in zip(found, expected, strict=True):
        assert problem.startswith(words)


def test_every_disagreement_is_told(tiny: Library, tmp_path: Path) -> None:
    home = office(tmp_path, cover=("{{ bill_title }}", "조례안"), notice=("{{ point.articles }}", ""))
    assert len(problems_of(lambda: bicycles(tiny, templates=home))) == 4


@pytest.mark.parametrize(
    ("new", "words"),
    [("{{ nobody }}", "nobody"), ("{{ city() }}", "이름과 조건만"), ("{% if %}", "문법에 맞지 않습니다")],
)
def test_a_wrong_template_is_told_by_name(new: str, words: str, tiny: Library, tmp_path: Path) -> None:
    home = office(tmp_path, cover=("의결주문:", new))
    (problem,) = problems_of(lambda: bicycles(tiny, templates=home))
    assert problem.startswith("cover.txt: ")
    assert words in problem


def test_a_template_that_is_no_text_is_told_by_name(tiny: Library, tmp_path: Path) -> None:
    (tmp_path / "bill").mkdir()
    (tmp_path / "bill" / "cover.txt").write_bytes("표지".encode("cp949"))
    (problem,) = problems_of(lambda: bicycles(tiny, templates=tmp_path))
    assert "cover.txt" in problem and "UTF-8" in problem


# ── comparison and excerpts ──────────────────────────────────────────────────


def test_old_and_new_stand_side_by_side(tiny: Library) -> None:
    bill = bicycles(tiny, variants={"sharing": "run"}, former={"base": DATA / "base_bicycles.txt"})
    table = rows(bill, "comparison")
    assert table[0] == ["현행", "개정안"]
    pairs = [(left.split(" ")[0], right.split(" ")[0]) for left, right in table[1:]]
    assert pairs == [
        ("제1조(목적)", "제1조(목적)"),
        ("제4조(길의", "제2조(자전거길의"),
        ("제3조(세우는", "제3조(자전거"),
        ("제2조(공공", "제4조(공공자전거)"),
        ("제6조(깃발)", "<삭"),
    ]
    assert table[2][0] == "제4조(길의 계획) 시장은 길의 계획을 세운다.\n1. 너비\n2. 기울기"
    assert table[3][0].endswith("② 세우는 곳에는 | 표시와 <이름>을 적는다.")
    assert table[5] == ["제6조(깃발) 시장은 깃발을 나누어 줄 수 있다.", "<삭  제>"]
    assert "중요사항 대비표: 별첨" in part(bill, "explanation")


def test_what_is_new_is_shown_by_its_gist(tiny: Library, tmp_path: Path) -> None:
    (tmp_path / "옛.txt").write_text("물결시 자전거 조례\n제1조(목적) 돕는다.\n", "utf-8")
    table = rows(bicycles(tiny, former={"base": tmp_path / "옛.txt"}), "comparison")
    assert table[2] == ["<신  설>", "제2조(자전거길의 계획)\n자전거길의 계획을 4년마다 수립하도록 함"]
    assert table[3] == ["<신  설>", "제3조(자전거 주차장)\n자전거 주차장을 둘 수 있도록 함"]


def test_articles_that_only_share_a_place_are_not_paired(tiny: Library, tmp_path: Path) -> None:
    (tmp_path / "옛.txt").write_text("물결시 자전거 조례\n제1조(목적) 돕는다.\n제7조(깃발) 나눈다.\n", "utf-8")
    table = rows(bicycles(tiny, variants={"sharing": "run"}, former={"base": tmp_path / "옛.txt"}), "comparison")
    assert [row[0].split(" ")[0] for row in table[2:]] == ["<신", "<신", "<신", "제7조(깃발)"]
    assert table[-1][1] == "<삭  제>"


def test_every_article_stands_in_the_table_once(library: Library, corpus: Path) -> None:
    base = corpus / "ordinances" / "경기도고양시__고양시 인공지능산업 육성 및 지원 조례.md"
    bill = bill_of(library, recipe="full", former={"base": base})
    left = [row[0].split("(")[0] for row in rows(bill, "comparison")[1:] if row[0].startswith("제")]
    right = [row[1].split("(")[0] for row in rows(bill, "comparison")[1:] if row[1].startswith("제")]
    assert sorted(left) == [f"제{number}조" for number in range(1, 9)]
    assert right == [unit.label for _, unit in articles(bill.assembly.ordinance)]


@pytest.mark.parametrize("content", ["", "제목뿐인 조례\n", "제1장 총칙\n"])
def test_a_base_without_articles_is_told(content: str, tiny: Library, tmp_path: Path) -> None:
    (tmp_path / "옛.txt").write_text(content, "utf-8")
    (problem,) = problems_of(lambda: bicycles(tiny, former={"base": tmp_path / "옛.txt"}))
    assert ("현행 조례의 조문을 찾지 못했습니다" if content else "읽을 글이 없습니다") in problem


def test_paths_are_read_from_the_projects_folder(tiny: Library, tmp_path: Path) -> None:
    (tmp_path / "옛.txt").write_bytes((DATA / "base_bicycles.txt").read_bytes())
    (tmp_path / "법령").mkdir()
    asked = {"municipality": "mulgyeol", "set": "bicycles", "former": {"base": "옛.txt"}, "statutes": "법령"}
    file = project_of(Project.model_validate(asked))
    file = type(file)(file.project, file.source, tmp_path)
    assert "comparison" in ids(build_bill(assemble(file, tiny)))


def test_statutes_are_excerpted(tiny: Library) -> None:
    bill = bicycles(tiny, statutes=DATA / "statutes")
    blocks = next(item.blocks for item in bill.parts if item.id == "statutes")
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert lines[1:8] == [
        "「두바퀴이동 진흥법」",
        "[시행 2024. 8. 4.] [법률 제99001호, 2024. 2. 3.]",
        "제5조(지방의 계획) ① 시장ㆍ군수 또는 구청장은 길에 관한 계획을 세울 수 있다.",
        "② 제1항의 계획에는 다음 각 호의 사항을 담는다.",
        "1. 길의 너비 | 기울기",
        "2. #표지와 <난간> & 등",
        "발췌하지 못한 조문",
    ]
    assert rows(bill, "statutes")[1:] == [
        ["두바퀴이동 진흥법", "제7조", "가진 판에 그 조가 없음"],
        ["길표지법", "제3조 및 제4조", "법령 파일이 없음"],
    ]


def test_without_a_folder_nothing_is_excerpted(tiny: Library) -> None:
    assert rows(bicycles(tiny), "statutes")[1:] == [
        ["두바퀴이동 진흥법", "제5조 및 제7조", "법령 폴더를 주지 않음"],
        ["길표지법", "제3조 및 제4조", "법령 폴더를 주지 않음"],
    ]


def test_excerpts_of_real_statutes(library: Library, corpus: Path) -> None:
    bill = bill_of(library, recipe="full", municipality="gyeonggi", statutes=corpus / "statutes")
    text = part(bill, "statutes")
    assert "## 「인공지능 발전과 신뢰 기반 조성 등에 관한 기본법」" in text
    assert "법률.md에 그 조가 없음" not in text  # the copy of the decree is older than what is cited


# ── words stay words ─────────────────────────────────────────────────────────

ODD = [
    "가|나||다|",
    "# 제목이 아님",
    "## 제목이 아님",
    "#",
    "@page",
    "@widths 1 2",
    "@note 주석이 아님",
    "역슬래시 \\ 하나와 \\\\ 둘, 끝에도 \\",
    "\\# \\| \\@",
    "a & b &amp; &lt;",
    "<b>굵게</b> <>",
    "漢字와 人工知能(인공지능)",
    "|---|---|",
    "*별* _밑줄_ `코드` ~물결~",
    "- 줄표",
    "> 화살",
    "1. 번호",
    "---",
    "앞<br>뒤",
    "  # 앞에 빈칸",
    "「괄호」 “따옴표” ‘작은’ ㆍ",
]


def facts_with(words: str) -> dict[str, Any]:
    return {
        "reason": [words],
        "consultations": [words],
        "department": {"name": words, "contact": words, "phone": words, "email": words, "address": words},
        "checks": {"regulation": words, "gender": words},
        "costs": {"waiver": {"reason": "small", "explain": words + "     "}},
    }


def tidy(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("words", ODD)
def test_words_survive_to_word(words: str, tiny: Library) -> None:
    bill = bicycles(tiny, bill=facts_with(words), former={"base": DATA / "base_bicycles.txt"})
    document = docx.Document(io.BytesIO(write(bill.document(), "docx")))
    found = [(tidy(p.text), p.style.name) for p in document.paragraphs]
    cells = [tidy(cell.text) for table in document.tables for row in table.rows for cell in row.cells]
    wanted = tidy(words)
    assert found.count((wanted, "설명 문단")) == 4  # the reason twice, a consultation, the waiver
    assert f"소관 부서: {wanted}" in [text for text, _ in found]
    assert cells.count(wanted) == 4  # receiver, address, telephone, mail
    assert f"{wanted}. 성별영향평가법 제5조제1항" in cells


@pytest.mark.parametrize("words", ODD)
def test_words_survive_to_text(words: str, tiny: Library) -> None:
    lines = [
        tidy(line) for line in write(bicycles(tiny, bill=facts_with(words)).document(), "txt").decode().split("\n")
    ]
    wanted = tidy(words)
    assert lines.count(wanted) == 4
    assert f"| 전화 | {wanted} |" in lines


def unescaped(line: str) -> str:
    """A line of Markdown as a reader shows it: backslash escapes and character references undone."""
    line = re.sub(r"\\([!-/:-@\[-`{-~])", lambda m: f"&#{ord(m[1])};", line)
    return re.sub(
        r"&(#\d+|amp|lt|gt);",
        lambda m: chr(int(m[1][1:])) if m[1][0] == "#" else {"amp": "&", "lt": "<", "gt": ">"}[m[1]],
        line,
    )


@pytest.mark.parametrize("words", ODD)
def test_words_survive_to_markdown(words: str, tiny: Library) -> None:
    lines = write(bicycles(tiny, bill=facts_with(words)).document(), "md").decode().split("\n")
    shown = [line for line in lines if tidy(unescaped(line)) == tidy(words)]
    plain = [line for line in shown if not re.match(r"#{1,6}(\s|$)|[-+*>|]|\d+[.)]\s|<", line.lstrip())]
    assert len(plain) == 4, f"Markdown reads structure, or other words, in {shown or lines}"


@pytest.mark.parametrize("words", ["가|나", "#분야", "@분야", "역\\슬래시", "a & b", "<분야>", "漢字", "*별*", "_밑_"])
@pytest.mark.parametrize("form", ["docx", "txt", "md"])
def test_answers_survive(words: str, form: str, tiny: Library) -> None:
    bill = bicycles(tiny, answers={"parking_places": [words]})
    content = write(bill.document(), form)
    if form == "docx":
        lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    else:
        lines = [unescaped(line) if form == "md" else line for line in content.decode().split("\n")]
    assert f"1. {words}" in [line.strip() for line in lines]


def test_runs_carry_no_marks_of_markup(library: Library) -> None:
    for item in bill_of(library, recipe="full", statutes=None).parts:
        for paragraph in paragraphs(item.blocks):
            assert not re.match(r"@(cover|field|note|page|sign|subtitle|widths)\b|#+ ", paragraph.text)
            assert all(isinstance(run, Run) and run.text for run in paragraph.runs)


def test_a_fact_cannot_break_the_agreement_unseen(tiny: Library) -> None:
    """A reason that names an article the draft lacks is told, like any other part."""
    with pytest.raises(InputError, match="안 제9조"):
        bicycles(tiny, bill={"reason": ["깃발을 둘 필요가 있음(안 제9조)."]})
