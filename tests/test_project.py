"""ordinance.yaml: every mistake told at once, with its line, column and the nearest name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ordinance_drafter.assemble import assemble
from ordinance_drafter.bill import build_bill
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Library
from ordinance_drafter.project import FILE_NAME, Project, ProjectFile, json_schema, read_project
from ordinance_drafter.scaffold import scaffold
from ordinance_drafter.write import write
from ordinance_drafter.yamlfile import Source, parse_yaml, validate
from tests.conftest import problems_of

Write = Callable[[str | bytes], ProjectFile]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(content: str | bytes) -> ProjectFile:
        path = tmp_path / FILE_NAME
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_project(tmp_path)

    return write


def checked(file: ProjectFile, library: Library) -> None:
    build_bill(assemble(file, library))


def own(**keys: str) -> str:
    """A project with one clause of its own, keys in a fixed order: id is at 2:5, its value at 2:9."""
    lines = {"id": "mine", "heading": "우리 조", "text": "시장은 이를 정한다.", "summary": "정함", **keys}
    return "own:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in lines.items()) + "\n"


# Each row: a file, and for every problem its line:column (or either|or) and words it must say; nothing else may be told.
WRONG: dict[str, tuple[str, list[tuple[str, str]]]] = {
    # reading
    "key": ("muncipality: goyang\n", [("1:1", "모르는 열쇠입니다: muncipality. 혹시 ‘municipality’입니까?")]),
    "keys": (
        "recpe: full\nbill:\n  notic: {}\n  notice:\n    dys: 20\n",
        [("1:1", "‘recipe’"), ("3:3", "‘notice’"), ("5:5", "‘days’")],
    ),
    "key of an own clause": (own(sumary="정함"), [("6:5", "‘summary’")]),
    "key of a cost line": (
        "bill:\n  costs:\n    start_year: 2027\n    lines:\n"
        "      - {clause: survey, item: 가, basis: 나, amount: [1, 2, 3, 4, 5]}\n",
        [("5:9", "bill.costs.lines.0.amounts: 반드시 적어야 합니다."), ("5:45", "‘amounts’")],
    ),
    "types": (
        "recipe: [a]\nadd: purpose\nown: 3\nanswers: [1]\ntitle: 2\n",
        [("1:9", "recipe: 글자로"), ("2:6", "add: 목록으로"), ("3:6", "own: 목록으로"), ("4:10", "answers: ‘열쇠: 값’의 꼴"),
         ("5:8", "title: 글자로")],
    ),
    "a list instead of keys": ("- a\n- b\n", [("1:1", "‘열쇠: 값’의 꼴")]),
    "words instead of keys": ("글만 있음\n", [("1:1", "‘열쇠: 값’의 꼴")]),
    "duplicate": ("recipe: full\ntitle: 가 조례\nrecipe: full\n", [("3:1", "같은 열쇠가 두 번")]),
    "duplicate inside": ("bill:\n  notice:\n    days: 20\n    days: 30\n", [("4:5", "같은 열쇠가 두 번")]),
    "alias": ("recipe: &a full\ntitle: *a\n", [("2:8", "별칭(*)은 쓸 수 없습니다")]),
    "tag": ("recipe: !x full\n", [("1:9", "꼬리표(!)")]),
    "tab": ("bill:\n\tnotice: {}\n", [("2:1", "탭을 쓸 수 없습니다")]),
    "syntax": ("recipe: 'full\n", [("2:1", "YAML 문법에 맞지 않습니다")]),
    "two documents": ("recipe: full\n---\nrecipe: full\n", [("2:1", "YAML 문법에 맞지 않습니다")]),
    "one of several": ("kind: amendment\n", [("1:7", "enactment")]),
    "title": ('title: "가\\n나 조례"\n', [("1:8", "제명은 한 줄로")]),
    "title with braces": ('title: "{{ city }} 조례"\n', [("1:8", "중괄호 없이")]),
    "date of another form": ('bill:\n  submitted: "1. 2. 2026"\n', [("2:14", '날짜는 "2026-01-02"처럼')]),
    "date out of the calendar": ('bill:\n  submitted: "2026-02-30"\n', [("2:14", '날짜는 "2026-01-02"처럼')]),
    "date of a week": ('bill:\n  submitted: "2026-W01-1"\n', [("2:14", '날짜는 "2026-01-02"처럼')]),
    "date of a number": ("bill:\n  submitted: 20260230\n", [("2:14", '날짜는 "2026-01-02"처럼')]),
    "date of zero": ("bill:\n  submitted: 0\n", [("2:14", '날짜는 "2026-01-02"처럼')]),
    "date without quotes": ("bill:\n  submitted: 2026-02-30\n", [("2:14", '날짜는 "2026-01-02"처럼')]),
    "notice": (
        "bill:\n  notice: {days: 12}\n  proposer: {type: members}\n  costs: {lines: []}\n",
        [("2:11", "shortened_reason"), ("3:13", "names에 발의 의원의 이름")],
    ),
    "days": ("bill:\n  notice: {days: 5}\n", [("2:18", "10 이상이어야 합니다")]),
    "costs": (
        "bill:\n  costs:\n    start_year: 1\n    lines: [{clause: survey, item: 가, basis: 나, amounts: [1, 2]}]\n"
        "    funding: {시비: [1]}\n",
        [("3:17", "2000 이상"), ("4:58", "5개 이상"), ("5:14", "5년치 금액")],
    ),
    "costs and waiver": (
        "bill:\n  costs:\n    start_year: 2027\n    waiver: {reason: small, explain: 적은 비용임}\n"
        "    lines: [{clause: survey, item: 가, basis: 나, amounts: [1, 2, 3, 4, 5]}]\n",
        [("3:5", "lines와 waiver는 함께 쓸 수 없습니다")],
    ),
    "reasons too short": (
        "coexists:\n  - {title: 가 조례, reason: 음}\nbill: {costs: {waiver: {reason: small, explain: 음}}}\n",
        [("2:27", "5자 이상"), ("3:49", "5자 이상")],
    ),
    # setting
    "set and city": (
        "recipe: standrd\nmunicipality: goyangg\nset: ai-industri\n",
        [("3:6", "혹시 ‘ai-industry’"), ("2:15", "혹시 ‘goyang’")],
    ),
    "recipe and variants": (
        "recipe: standrd\nvariants:\n  plan: bindin\n  plann: binding\n",
        [("1:9", "혹시 ‘standard’"), ("3:9", "혹시 ‘binding’"), ("4:3", "혹시 ‘plan’")],
    ),
    "far names are listed": ("recipe: 엉뚱한것\n", [("1:9", "쓸 수 있는 것: ethics, full, minimal, standard")]),
    "enactment where one is in force": (
        "municipality: goyang\nkind: enactment\n",
        [("2:7", "「고양시 인공지능산업 육성 및 지원 조례」(조례 제2918호, 2025-05-23 공포)가 이미 있어")],
    ),
    "enactment where several are in force": (
        "kind: enactment\nmunicipality: gyeonggi\n",
        [("1:7", "「경기도 인공지능산업"), ("1:7", "「경기도 인공지능 기본조례」"), ("1:7", "「경기도 인공지능윤리")],
    ),
    "nothing to amend": ("municipality: yangpyeong\nkind: whole_amendment\n", [("2:7", "전부개정할 조례를 모릅니다")]),
    "nothing to repeal": ("municipality: yangpyeong\nkind: repeal\n", [("2:7", "폐지할 조례를 모릅니다")]),
    # clauses
    "ids": (
        "add:\n  - award\n  - {id: awards, after: nothing}\ndrop: [cooperatio, survey]\n",
        [("4:8", "혹시 ‘cooperation’"), ("2:5", "혹시 ‘awards’"), ("3:5", "이 안에 없는 조문을 기준으로 삼았습니다: nothing")],
    ),
    "company": (
        "drop:\n  - cooperation\n  - committee-composition\n",
        [("3:5", "‘committee’ 조문에는 ‘committee-composition’"), ("3:5", "‘committee-operation’ 조문에는")],
    ),
    "conflict": (
        "drop: [committee, committee-operation, committee-composition]\nadd: [committee-substitute, committee]\n",
        [("1:40", "‘committee’ 조문에는 ‘committee-composition’"),
         ("2:29", "‘committee’ 조문과 ‘committee-substitute’ 조문은 함께 둘 수 없습니다"),
         ("2:7", "‘committee-substitute’ 조문과 ‘committee’ 조문은 함께 둘 수 없습니다")],
    ),
    "order": (
        "recipe: full\nadd:\n  - {id: purpose, after: survey}\n",
        [
            ("3:5", "‘purpose’ 조문은 ‘definitions’ 조문보다 앞에"),
            ("1:9", "‘principles’ 조문은 ‘purpose’ 조문보다 뒤에"),
            ("1:9", "‘definitions’ 조문은 ‘purpose’ 조문보다 뒤에"),
        ],
    ),
    "level": ("add: [delegation]\n", [("1:7", "고양시에는 쓸 수 없는 조문입니다: delegation")]),
    "kind of bill": ("add: [repeal]\n", [("1:7", "이 종류의 의안에는 쓸 수 없는 조문입니다: repeal")]),
    "own id taken": (own(id="survey"), [("2:9", "이미 있는 id입니다: survey")]),
    "own id twice": (
        own() + own().removeprefix("own:\n"),
        [("6:9", "두 번 쓴 id입니다: mine")],
    ),
    "own company": (
        own(requires="[nobody]", conflicts="[purpose]", before="[purpose]", after="[enforcement-rule]"),
        [("2:9", "‘mine’ 조문에는 ‘nobody’"), ("2:9", "‘mine’ 조문과 ‘purpose’"), ("2:9", "‘mine’ 조문은 ‘purpose’ 조문보다 앞에")],
    ),
    # answers and requirements
    "answers": (
        "answers:\n  plan_cycle_years: 9\n  focus_industries: 가\n  effective_mode: 엉뚱\n  committee_name: '{x}'\n"
        "  committee_siz: 3\n  effective_on: 2026. 1. 1.\n",
        [("6:3", "혹시 ‘committee_size’"), ("2:21", "1~5 사이"), ("3:21", "글자의 목록"), ("4:19", "공포한 날, 기간 경과, 날짜"),
         ("5:19", "중괄호를 쓸 수 없습니다"), ("7:17", '"2026-01-02"처럼')],
    ),
    "answers of other types": (
        "answers: {plan_cycle_years: true, committee_size: 1.5, effective_on: true}\n",
        [("1:29", "정수로"), ("1:51", "정수로"), ("1:70", '"2026-01-02"처럼')],
    ),
    "answer of a clause left out": ("drop: [cooperation]\nanswers:\n  fund_name: 기금\n", [("3:3", "없는 물음입니다: fund_name")]),
    "core requirement": ("without: {}\ndrop:\n  - survey\n", [("1:10", "꼭 있어야 할 ‘실태조사’(survey)")]),
    "core requirements": ("drop: [survey, purpose]\n", [("1:1", "‘목적’(purpose)"), ("1:1", "‘실태조사’(survey)")]),
    "without": (
        "without:\n  surve: 다른 조례에 따라 한다.\n  survey: 음\ndrop: [survey]\n",
        [("2:3", "혹시 ‘survey’"), ("3:11", "두지 않는 까닭을 적으십시오")],
    ),
    # bill
    "cost lines": (
        "bill:\n  costs:\n    start_year: 2027\n    lines:\n"
        "      - {clause: nobody, item: 가, basis: 나, amounts: [1, 2, 3, 4, 5]}\n    funding: {시비: [1, 2, 3, 4, 6]}\n",
        [("5:18", "이 안에 없는 조문입니다: nobody"), ("6:14", "2031년의 비용(5천원)과 재원(6천원)이 다릅니다")],
    ),
    "statutes": ("statutes: 없음\n", [("1:11", "법령 폴더가 없습니다: 없음")]),
    "base": ("former:\n  base: 없음.txt\n", [("2:9", "없음.txt")]),
    "a notice beyond the calendar": ('bill:\n  notice:\n    start: "9999-12-31"\n', [("3:12", "9999년 12월 31일")]),
    # own texts stand in this file: their mistakes have a place in it, too
    "own template": (own(text="\"{{ 'a' * 10 }} 한다.\""), [("4:11|2:9", "이름과 조건만 쓸 수 있습니다")]),
    "own name": (own(text='"{{ nobody }}가 한다."'), [("4:11|2:9", "nobody")]),
    "own summary": (own(summary='"{{ nobody }}를 정함"'), [("5:14|2:9", "nobody")]),
    "own condition": (own(when='"1 +"'), [("6:11|2:9", "조건")]),
    "own reference": (own(text='"{ref:nobody}에 따라 한다."'), [("4:11|2:9", "nobody")]),
    "own dangling reference": (own(text="제99조에 따라 한다."), [("4:11|2:9", "‘제99조’: 제99조가 없습니다")]),
    "own requirement": (own(satisfies="[{id: purpos}]"), [("6:22", "혹시 ‘purpose’")]),
    "own place of a requirement": (own(satisfies="[{id: purpose, at: 엉뚱}]"), [("6:35", "엉뚱")]),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_mistakes_are_told_with_their_place(case: str, written: Write, library: Library) -> None:
    content, expected = WRONG[case]
    found = problems_of(lambda: checked(written(content), library))
    for place, words in expected:
        told = [
            problem
            for problem in found
            if words in problem and problem.removeprefix(f"{FILE_NAME}:").split(": ")[0] in place.split("|")
        ]
        assert told, f"{place} {words} is not in:\n" + "\n".join(found)
        found.remove(told[0])
    assert found == []


def keys_and_options(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from map(str, schema.get("enum", ()))
        for inner in schema.values():
            yield from keys_and_options(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from keys_and_options(inner)


@pytest.fixture(scope="session")
def known_words(library: Library) -> set[str]:
    """Foreign words a sentence may hold: the names of what can be written."""
    shelf = library.clause_set("ai-industry")
    names = [*library.municipality_codes, *library.set_ids, *shelf.paths, *shelf.requirements, *shelf.file.recipes]
    names += [option for choice in shelf.file.choices.values() for option in choice.options]
    names += [slot for clause in shelf.clauses() for slot in clause.slots]
    return {word for name in (*names, *keys_and_options(json_schema())) for word in re.findall("[A-Za-z]+", name)}


@pytest.mark.parametrize("case", WRONG)
def test_mistakes_are_told_in_korean(
    case: str, written: Write, library: Library, known_words: set[str], tmp_path: Path
) -> None:
    content, _ = WRONG[case]
    allowed = {word.lower() for word in known_words | set(re.findall("[A-Za-z]+", content))} | {"yaml", "true", "false"}
    for problem in problems_of(lambda: checked(written(content), library)):
        words = set(re.findall("[a-z]+", problem.replace(str(tmp_path), "").removeprefix(f"{FILE_NAME}:").lower()))
        assert words <= allowed, problem


def test_mistakes_of_all_kinds_are_told_at_once(written: Write, library: Library) -> None:
    """One run, one list: nobody should fix a name only to be told of the next."""
    content = "variants: {plan: bindin}\ndrop: [cooperatio]\nanswers: {plan_cycle_year: 3}\nwithout: {surve: 다른 조례에 따름}\n"
    found = problems_of(lambda: checked(written(content), library))
    assert sorted(problem.split(": ")[0] for problem in found) == [
        f"{FILE_NAME}:{place}" for place in ("1:18", "2:8", "3:11", "4:11")
    ]


def test_missing_answers_are_told_together(tiny: Library, written: Write) -> None:
    base = "municipality: dara\nset: bicycles\n"
    (problem,) = problems_of(lambda: checked(written(base), tiny))
    assert problem.startswith(
        "ordinance.yaml:1:1: ‘주차장을 둘 곳’에 답해야 합니다. answers에 parking_places를 적으십시오."
    )
    (problem,) = problems_of(lambda: checked(written(base + "answers:\n  plan_years: 3\n"), tiny))
    assert problem.startswith("ordinance.yaml:4:3: ‘주차장을 둘 곳’에 답해야 합니다.")
    (problem,) = problems_of(lambda: checked(written(base + "answers:\n  parking_places: []\n"), tiny))
    assert problem.startswith("ordinance.yaml:4:19: ‘주차장을 둘 곳’은 1개 이상")
    checked(written(base + "answers:\n  parking_places: [역 앞]\n"), tiny)


# ── what counts as unwritten ─────────────────────────────────────────────────


EMPTY = (
    "municipality:\nset:\nrecipe:\nkind:\ntitle:\nvariants:\nadd:\ndrop:\nown:\nanswers:\nwithout:\nformer:\n"
    "coexists:\nstatutes:\nbill:\n"
)


@pytest.mark.parametrize(
    "content", ["", "\n# 설명뿐\n", "---\n", EMPTY, "\ufeffrecipe: standard\n", "recipe: standard\r\n"]
)
def test_what_is_not_written_has_its_default(content: str, written: Write, library: Library) -> None:
    file = written(content)
    assert file.project.model_copy(update={"recipe": ""}) == Project()
    checked(file, library)


@pytest.mark.parametrize(
    "content",
    [
        "bill:\n  proposer:\n  submitted:\n  department:\n  notice:\n  consultations:\n  budget:\n  reason:\n  checks:\n  costs:\n",
        "bill:\n  notice:\n    start:\n    days:\n    result:\n  proposer:\n    type:\n    names:\n",
        "bill:\n  costs:\n    start_year:\n    lines:\n    funding:\n    notes:\n    waiver:\n",
        "former:\n  title:\n  number:\n  base:\n",
    ],
)
def test_keys_left_empty_are_unwritten(content: str, written: Write, library: Library) -> None:
    file = written(content)
    assert file.project == Project()
    checked(file, library)


def test_keys_of_an_own_clause_left_empty_are_unwritten(written: Write) -> None:
    file = written(own(after="", requires="", satisfies="", rationale="", basis="", notes="", when=""))
    assert file.project.own == written(own()).project.own


def test_a_choice_left_empty_is_unwritten(written: Write) -> None:
    assert written("variants:\n  plan:\n  survey: annual\n").project.variants == {"survey": "annual"}


# ── the file itself ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "content", ["recipe: 가".encode("cp949"), "recipe: full".encode("utf-16"), b"\x89PNG\r\n\x1a\n", b"\xff\xff\xff"]
)
def test_a_file_that_is_not_utf8_is_told(content: bytes, written: Write) -> None:
    (problem,) = problems_of(lambda: written(content))
    assert FILE_NAME in problem
    assert "UTF-8로 저장하십시오" in problem


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"recipe: full\x07\n", b"recipe: \xef\xbf\xbe\n"])
def test_a_character_yaml_forbids_is_told_with_its_place(content: bytes, written: Write) -> None:
    (problem,) = problems_of(lambda: written(content))
    assert re.match(r"ordinance\.yaml:1:\d+: ", problem), problem
    assert not re.search("[a-z]{3,}", problem.split(": ", 1)[1]), problem


def test_a_huge_file_is_refused(written: Write) -> None:
    (problem,) = problems_of(lambda: written(b"# " + b"x" * 2_000_001))
    assert "너무 큽니다(2MB까지)" in problem


@pytest.mark.parametrize("depth", [500, 5000])
def test_a_file_nested_too_deep_is_refused(depth: int, written: Write) -> None:
    problems_of(lambda: written("answers: {x: " + "[" * depth + "]" * depth + "}\n"))


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "없음.yaml"):
        (problem,) = problems_of(lambda path=path: read_project(path))
        assert "ordinance-drafter new" in problem


def test_a_project_is_found_as_file_and_as_folder(tmp_path: Path) -> None:
    (tmp_path / "다른이름.yaml").write_text("recipe: full\n", "utf-8")
    file = read_project(tmp_path / "다른이름.yaml")
    assert (file.project.recipe, file.folder, file.source.name) == ("full", tmp_path, "다른이름.yaml")
    (tmp_path / FILE_NAME).write_text("recipe: ethics\n", "utf-8")
    assert read_project(tmp_path).project.recipe == "ethics"


def test_dates_may_stand_with_and_without_quotes(written: Write) -> None:
    file = written('bill:\n  submitted: 2027-01-04\n  notice: {start: "2026-12-01"}\n')
    assert (file.project.bill.submitted, file.project.bill.notice.start) == (date(2027, 1, 4), date(2026, 12, 1))


def test_paths_of_the_command_line_come_before_those_of_the_file(written: Write, tmp_path: Path) -> None:
    file = written("statutes: 법령\nformer: {title: 가 조례, base: 가.txt}\n")
    assert file.with_paths() == file
    given_ = file.with_paths(statutes=tmp_path / "다른", base=tmp_path / "나.txt").project
    assert (given_.statutes, given_.former.base) == (tmp_path / "다른", tmp_path / "나.txt")
    assert given_.former.title == "가 조례"


TOKENS = ["recipe", "add", "own", "bill", "notice", "start", ": ", "\n", "\n  ", "- ", "[", "]", "{", "}", '"', "'", "#", "&a", "*a",
          "!x", "|", ">", "?", "<<", "=", "%", "@", "~", "2026-13-01", "2026-01-01", "0x1F", "1e999", ".nan", "null", "\t", "---"]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=2), max_size=14).map("".join))
def test_any_text_is_a_project_or_told_to_be_none(text: str) -> None:
    source = Source(FILE_NAME, text)
    try:
        assert isinstance(validate(source, parse_yaml(source), Project), Project)
    except InputError as error:
        assert all(problem.startswith(FILE_NAME) for problem in error.problems)


WORDS = [
    "", " ", "가", "mulgyeol", "bicycles", "standard", "purpose", "plan", "parking", "sharing", "run", "none", "mine", "slogan",
    "parking_places", "{{ head }}은(는) 정한다.", "{{ law }}", "{ref:plan}에 따라", "① 가\n② 나", "제1항", "제1조제2항", "부칙 제1조",
    "1. 가\n가. 나", "2027-01-01", "0001-01-01", "9999-12-31", "{% if plan == 'x' %}가{% endif %}", "「두바퀴이동 진흥법」 제5조",
    "같은 법 제3조", "별표 1", "(안 제1조)", "제99조", "|#@\\<>&", "\ue000head\ue001", "\ue002", "삭제", "제2장 가", "[별표 1] 가",
    "members", "head", "small", "\u2028", "🙂", "漢字",
]  # fmt: skip
ODD = st.none() | st.booleans() | st.integers(-5, 10**20) | st.floats() | st.sampled_from(WORDS)


def filled(schema: dict[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of the schema's keys and types, with words nobody would expect in them."""
    while "$ref" in schema:
        schema = json_schema()["$defs"][schema["$ref"].split("/")[-1]]
    kind = schema.get("type")
    if "anyOf" in schema:
        return st.one_of([filled(option, depth + 1) for option in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from([*schema["enum"], *WORDS])
    if kind == "object" and "properties" in schema and depth < 6:
        keys = {key: filled(inner, depth + 1) for key, inner in schema["properties"].items()}
        needed = {key: keys.pop(key) for key in schema.get("required", ())}
        return st.fixed_dictionaries(needed, optional=keys)
    if kind == "object":
        inner = schema.get("additionalProperties")
        return st.dictionaries(
            st.sampled_from(WORDS), filled(inner, depth + 1) if isinstance(inner, dict) else ODD, max_size=3
        )
    if kind == "array":
        least = schema.get("minItems", 0)
        return st.lists(filled(schema.get("items", {}), depth + 1), min_size=least, max_size=max(2, least))
    plain = {
        "integer": st.integers(-1, 3000),
        "boolean": st.booleans(),
        "null": st.none(),
        "string": st.sampled_from(WORDS),
    }
    return plain.get(kind or "", ODD)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(asked=filled(json_schema()), known=st.booleans())
def test_any_project_gives_a_bill_or_is_told_why_not(asked: dict[str, Any], known: bool, tiny: Library) -> None:
    if known:  # get past the names, into clauses and bill
        names = {"municipality": "mulgyeol", "set": "bicycles"}
        asked = {**asked, **names, **dict.fromkeys(("recipe", "kind", "variants", "coexists", "statutes", "former"))}
    source = Source(FILE_NAME, "")
    try:
        bill = build_bill(assemble(ProjectFile(validate(source, asked, Project), source, Path("없음")), tiny))
    except InputError as error:
        assert error.problems
        return
    for form in ("docx", "txt", "md"):
        assert write(bill.document(), form)


# ── schema and scaffold ──────────────────────────────────────────────────────


def descriptions(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (value for key, value in schema.items() if key == "description" and isinstance(value, str))
        for inner in schema.values():
            yield from descriptions(inner)


def test_what_editors_show_is_korean() -> None:
    assert [words for words in descriptions(json_schema()) if not re.search("[가-힣]", words)] == []


def test_the_schema_is_a_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == set(Project.model_fields)
    assert schema["additionalProperties"] is False


CITIES = ["changwon", "daegu", "gangnam", "goyang", "gyeonggi", "yangpyeong"]
RECIPES = ["standard", "full", "ethics", "minimal"]


def schema_errors(text: str) -> list[str]:
    data = YAML(typ="safe", pure=True).load(text)
    found = jsonschema.Draft202012Validator(json_schema()).iter_errors(data)
    return [f"{error.json_path}: {error.message}" for error in found]


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_new_file_fits_the_schema(recipe: str, library: Library) -> None:
    for code in CITIES:
        assert schema_errors(scaffold(library, code, "ai-industry", recipe, None)) == []


@pytest.mark.parametrize(
    "text",
    [
        "add: [awards, {id: events, after: survey}]\n",
        "answers: {focus_industries: [가, 나], plan_cycle_years: 3}\n",
        'bill: {submitted: "2027-01-04", costs: {waiver: {reason: small, explain: 적은 비용임}}}\n',
        "own: [{id: mine, heading: 조, text: 정한다., summary: 정함}]\n",
    ],
)
def test_what_may_be_written_fits_the_schema(text: str, written: Write) -> None:
    written(text)
    assert schema_errors(text) == []


@pytest.mark.parametrize(
    "text", ["recpe: full\n", "recipe: 3\n", "kind: amendment\n", "bill: {notice: {days: 3}}\n", "own: [{id: mine}]\n"]
)
def test_what_may_not_be_written_does_not_fit_the_schema(text: str) -> None:
    assert schema_errors(text)


@pytest.mark.parametrize("kind", [None, "enactment", "whole_amendment", "repeal"])
@pytest.mark.parametrize("code", CITIES)
def test_a_new_file_drafts_as_it_stands(code: str, kind: str | None, library: Library, written: Write) -> None:
    try:
        text = scaffold(library, code, "ai-industry", "", kind)
    except InputError as error:
        nothing_there = code == "yangpyeong" and kind in ("whole_amendment", "repeal")
        three_there = code == "gyeonggi" and kind == "enactment"
        assert nothing_there or three_there, error
        return
    file = written(text)
    assert file.project.municipality == code
    assert kind in (None, file.project.kind)
    checked(file, library)


def test_a_new_file_opens_the_questions_without_a_default(tiny: Library) -> None:
    text = scaffold(tiny, "dara", "bicycles", "", None)
    assert '\n  parking_places: ""    # 주차장을 둘 곳\n' in text
    assert "\n  # plan_years: 4    # 계획의 주기(년) (2~6)\n" in text
    assert '\n  # slogan: ""    # 표어(없으면 비워 둠)\n' in text


def test_a_new_file_lists_every_choice_with_its_price(library: Library) -> None:
    text = scaffold(library, "goyang", "ai-industry", "standard", None)
    for choice in library.clause_set("ai-industry").file.choices.values():
        for option, words in choice.options.items():
            assert f"  #   {option}: {words.label}. {words.tradeoff}\n" in text


def test_a_new_file_is_asked_for_by_known_names(library: Library) -> None:
    found = problems_of(lambda: scaffold(library, "goyangg", "ai-industri", "", None))
    assert ["goyang" in found[1], "ai-industry" in found[0]] == [True, True]
    problems_of(lambda: scaffold(library, "goyang", "ai-industry", "standrd", None))


@pytest.mark.parametrize("value", ['"a\\0b"', '"\\u202e뒤집힘"', '"\\x07"'])
def test_characters_nobody_sees_are_told(value: str, written: Write) -> None:
    (problem,) = problems_of(lambda: written(f"recipe: full\ntitle: {value}\n"))
    assert problem == f"{FILE_NAME}:2:8: 보이지 않는 제어 문자가 들어 있습니다. 지우십시오."
