"""Words that belong to a city: found where they are local, left where they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Library, Municipality, load_library
from ordinance_drafter.locality import derive, find_places, local_words, municipality_of, profile_named, role_of
from ordinance_drafter.locality.fields import fields
from ordinance_drafter.locality.places import places
from ordinance_drafter.model import Annex, Ordinance
from ordinance_drafter.notation import parse
from tests.strategies import ordinances

DATA = Path(__file__).parent / "data" / "local_words.txt"
CASES = [line.split(" | ") for line in DATA.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def one_article(sentence: str) -> Ordinance:
    return parse(f"자전거 조례\n\n제1조(목적) {sentence}\n")


@pytest.mark.parametrize(("place", "marked", "kinds"), [(c[0], c[1].rstrip(" |"), (c[2:] or [""])[0]) for c in CASES])
def test_local_words_of_a_sentence(place: str, marked: str, kinds: str) -> None:
    plain = re.sub("[⟦⟧⟨⟩]", "", marked)
    found = [word for word in local_words(one_article(plain), profile_named(place)) if word.field == "text"]
    again = plain
    for word in reversed(found):
        start, end = word.span
        left, right = "⟦⟧" if word.sure else "⟨⟩"
        again = again[:start] + left + again[start:end] + right + again[end:]
    assert again == marked
    assert [word.kind for word in found] == kinds.split()
    assert all(word.sure == (word.why == "") for word in found)


@pytest.mark.parametrize(
    ("name", "formal", "level", "head", "council", "upper", "lower_heads"),
    [
        ("수원시", "경기도 수원시", "city", "수원시장", "수원시의회", "경기도", ""),
        ("울릉군", "경상북도 울릉군", "county", "울릉군수", "울릉군의회", "경상북도", ""),
        (
            "서울특별시 중구",
            "서울특별시 중구",
            "district",
            "서울특별시 중구청장",
            "서울특별시 중구의회",
            "서울특별시",
            "",
        ),
        ("부산시", "부산광역시", "metropolitan", "부산광역시장", "부산광역시의회", "", "구청장ㆍ군수"),
        ("세종특별자치시", "세종특별자치시", "metropolitan", "세종특별자치시장", "세종특별자치시의회", "", ""),
        ("전북특별자치도", "전북특별자치도", "province", "전북특별자치도지사", "전북특별자치도의회", "", "시장ㆍ군수"),
        (
            "광주광역시동구",
            "광주광역시 동구",
            "district",
            "광주광역시 동구청장",
            "광주광역시 동구의회",
            "광주광역시",
            "",
        ),
        ("창원특례시", "경상남도 창원시", "city", "창원시장", "창원시의회", "경상남도", ""),
    ],
)
def test_any_local_government_is_derived_from_its_name(
    name: str, formal: str, level: str, head: str, council: str, upper: str, lower_heads: str
) -> None:
    made = derive(name)
    assert made is not None
    got = (made.formal_name, made.level, made.head, made.council, made.upper, made.lower_heads)
    assert got == (formal, level, head, council, upper, lower_heads)
    assert made.checked_on == ""
    assert "확인하지 못했다" in made.notes[0]


def test_every_place_of_the_list_can_be_derived_and_has_its_own_code() -> None:
    codes: dict[str, str] = {}
    for upper, lower in places().lower.items():
        for name in (upper, *(f"{upper} {each}" for each in lower)):
            made = derive(name)
            assert made is not None, name
            assert codes.setdefault(made.code, name) == name
            assert Municipality.model_validate(made.model_dump()) == made


@pytest.mark.parametrize("name", ["중구", "고성군", "없는시", "", "고양"])
def test_a_name_of_several_or_of_none_is_not_derived(name: str) -> None:
    assert derive(name) is None


def test_profile_named_takes_code_or_name_and_says_what_to_write(library: Library) -> None:
    assert profile_named("goyang", library).checked_on
    assert profile_named("경기도 고양시", library) == profile_named("goyang", library)
    assert profile_named("과천시", library).checked_on == ""
    with pytest.raises(InputError, match="서울특별시 중구"):
        profile_named("중구", library)
    with pytest.raises(InputError, match="goyang"):
        profile_named("아무데나", library)


@pytest.mark.parametrize(
    ("title", "body", "formal"),
    [
        ("고양시 자전거 조례", "", "경기도 고양시"),
        ("서울특별시 강남구 자전거 조례", "", "서울특별시 강남구"),
        ("서울특별시 중구의회 자전거 조례", "", "서울특별시 중구"),
        ("서울특별시 자전거 조례", "", "서울특별시"),
        ("양평군수영장 조례", "", "경기도 양평군"),
        ("고양자전거길 조례", "", "경기도 고양시"),
        ("고성군 자전거 조례", "강원특별자치도와 함께 한다.", "강원특별자치도 고성군"),
        ("고성군 자전거 조례", "", ""),
        ("자전거 조례", "파주시장(이하 “시장”이라 한다)은 돕는다.", "경기도 파주시"),
        ("자전거 조례", "", ""),
    ],
)
def test_whose_ordinance(title: str, body: str, formal: str) -> None:
    assert municipality_of(parse(f"{title}\n\n제1조(목적) {body or '정한다.'}\n")) == formal


def test_find_places_of_an_ambiguous_name() -> None:
    assert len(find_places("중구")) > 3
    assert find_places("대구광역시 중구")[0].formal == "대구광역시 중구"


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("수원시 지방보조금 관리 조례", "subsidy"),
        ("서울특별시 중구 각종 위원회 설치 및 운영에 관한 조례", "committees"),
        ("수원시 청년위원회 설치 및 운영 조례", ""),
        ("부산광역시 사무의 민간위탁 조례", "private_entrustment"),
        ("경기도 출자ㆍ출연 기관의 운영에 관한 기본조례", "public_institutions"),
        ("수원시 자전거 조례", ""),
        ("수원시 위원회 실비변상 조례", ""),
        ("수원시 지방보조금심의위원회 조례", ""),
        ("수원시 모범시민 포상 조례", ""),
        ("수원시 투자유치단 설치 조례", ""),
        ("수원시 의안의 비용추계에 관한 조례", "cost_estimate"),
    ],
)
def test_role_of_a_title(title: str, role: str) -> None:
    assert role_of(title) == role


def test_every_ordinance_of_a_profile_is_known_by_its_role() -> None:
    library = load_library()
    for code in library.municipality_codes:
        for role, ordinance in library.municipality(code).ordinances.items():
            assert role_of(ordinance.title) == role, ordinance.title


def test_every_field_is_looked_at() -> None:
    text = "고양시 조례\n\n제1조(고양시의 일) 고양시는 한다. <개정 고양시>\n\n부칙 <고양시>\n\n제1조(시행일) 고양시에서 시행한다.\n"
    ordinance = parse(text)
    ordinance = Ordinance(
        ordinance.title,
        ordinance.body,
        ordinance.addenda,
        (Annex("table", None, "고양시 표", "고양시\n고양시장"),),
        preamble="고양시",
    )
    found = {word.field for word in local_words(ordinance, profile_named("goyang"))}
    assert found == {"title", "preamble", "heading", "text", "note", "addenda", "annex"}


PLACES = st.sampled_from(["goyang", "경기도", "양평군", "gangnam", "대구광역시", "전남광주통합특별시", "수원시"])


@given(ordinances(), PLACES)
def test_spans_are_in_order_and_never_overlap(ordinance: Ordinance, place: str) -> None:
    texts = {(each.path, each.field): each.text for each in fields(ordinance)}
    ends: dict[object, int] = {}
    for word in local_words(ordinance, profile_named(place)):
        key = (word.path, word.field)
        assert texts[key][slice(*word.span)] == word.text
        assert ends.get(key, 0) <= word.span[0] < word.span[1]
        ends[key] = word.span[1]


WORDS = st.lists(
    st.sampled_from(
        [
            "고양시",
            "고양시장",
            "시장",
            "시",
            " ",
            "은",
            "의",
            "고양",
            "경기도",
            "시민",
            "(",
            ")",
            "“",
            "”",
            "ㆍ",
            "조례",
            "의회",
            "제출",
        ]
    ),
    min_size=1,
    max_size=12,
).map("".join)


@given(WORDS)
def test_nothing_inside_the_title_of_a_statute_is_local(words: str) -> None:
    inner = words.strip() or "고양시"
    ordinance = one_article(f"「{inner} 지원에 관한 법률」에 따른다.")
    end = len(f"「{inner} 지원에 관한 법률」")
    assert not [w for w in local_words(ordinance, profile_named("goyang")) if w.field == "text" and w.span[0] < end]


def test_quoted_words_of_others_are_not_sure_but_declared_names_are() -> None:
    found = local_words(
        one_article("“고양시”를 “파주시”로 한다. 고양시(이하 “시”라 한다)는 한다."), profile_named("goyang")
    )
    assert [(word.text, word.sure) for word in found] == [
        ("고양시", False), ("파주시", False), ("고양시", True), ("시", True),
    ]  # fmt: skip


def test_labelled_places_of_real_texts_are_never_surely_local(corpus: Path) -> None:
    from benchmarks.adapting import measure_false

    sure, _, looked = measure_false([corpus / "ordinances", corpus / "pdftext"])
    assert looked > 90
    assert sure == 0
