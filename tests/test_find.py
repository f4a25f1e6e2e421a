"""Finding articles: words of any form, an index that follows its folder, and a command that never stumbles."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ordinance_drafter.cli import main
from ordinance_drafter.errors import InputError
from ordinance_drafter.find import Answer, Filter, ask, index_path, open_index, parse_query, scan, shelf
from ordinance_drafter.find.block import bits_of, pack, unpack
from ordinance_drafter.find.place import place_of
from ordinance_drafter.find.snippet import snippet
from ordinance_drafter.find.words import words_of

DATA = Path(__file__).parent / "data" / "find"
SUFFIXES = (".txt", ".md", ".hwpx")
CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (DATA / "cases.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]

asking = sys.modules["ordinance_drafter.find.ask"]
indexing = sys.modules["ordinance_drafter.find.index"]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return tmp_path / "cache"


def answer(folder: Path, *words: str, what: Filter | None = None, limit: int = 50, rebuild: bool = False) -> Answer:
    place = os.fsencode(folder)
    index, _ = open_index(place, scan(place, SUFFIXES)[0], rebuild=rebuild)
    try:
        return ask(parse_query(words), [index], what=what, limit=limit)
    finally:
        index.close()


def places(found: Answer) -> list[str]:
    return [f"{os.fsdecode(hit.path)} {hit.address}" for hit in found.hits]


def write(folder: Path, name: str, articles: list[tuple[str, str]], title: str = "고양시 시험 조례") -> Path:
    body = "\n".join(f"제{number}조({heading}) {text}" for number, (heading, text) in enumerate(articles, 1))
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{body}\n", "utf-8")
    return path


# ── words ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[words for words, _ in CASES])
def test_cases(words: str, expected: str) -> None:
    found = places(answer(DATA / "folder", words))
    wanted = [place.strip() for place in expected.removeprefix("&").split(",") if place.strip()]
    assert (sorted(found) if expected.startswith("&") else found) == (
        sorted(wanted) if expected.startswith("&") else wanted
    )


SYLLABLES = st.sampled_from("가나다라마바사은는이의에장시법획계ㆍ")
WORDS = st.text(SYLLABLES, min_size=1, max_size=7)
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", ", ", ". ", "” “"])), min_size=1, max_size=12).map(
    lambda pairs: "가 " + "".join(word + gap for word, gap in pairs) + "끝."
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(WORDS, SENTENCES), min_size=1, max_size=6), st.data())
def test_every_piece_of_a_word_finds_its_article(
    tmp_path: Path, articles: list[tuple[str, str]], data: st.DataObject
) -> None:
    folder = tmp_path / "folder"
    write(folder, "가.txt", articles)
    place = os.fsencode(folder)
    index, _ = open_index(place, scan(place, SUFFIXES)[0], rebuild=True)
    try:
        everything = ask(parse_query(()), [index], limit=50).hits
        assert len(everything) == len(articles)
        for hit in everything:
            words = [word for word in words_of(hit.text) if len(word) > 1]
            if words:
                word = data.draw(st.sampled_from(words))
                start = data.draw(st.integers(0, len(word) - 2))
                piece = word[start : data.draw(st.integers(start + 2, len(word)))]
                found = ask(parse_query([piece]), [index], limit=50)
                assert hit.address in [each.address for each in found.hits], piece
    finally:
        index.close()


def test_every_piece_of_real_words_finds_its_article(corpus: Path) -> None:
    place = os.fsencode(corpus / "ordinances")
    index, _ = open_index(place, scan(place, SUFFIXES)[0])
    tried = 0
    for hit in ask(parse_query(()), [index], limit=10_000).hits[::7]:
        for word in [word for word in words_of(hit.text) if len(word) > 1][::5]:
            piece = word[: 2 + len(word) % 3]
            found = ask(parse_query([piece]), [index], limit=10_000)
            assert (hit.path, hit.address) in {(each.path, each.address) for each in found.hits}, piece
            tried += 1
    index.close()
    assert tried > 100


def test_a_particle_is_taken_off_only_where_the_word_does_not_go_on() -> None:
    taken = {words: answer(DATA / "folder", words).terms[0].text for words in ("시장은", "경기도", "도지사", "책무")}
    assert taken == {"시장은": "시장", "경기도": "경기도", "도지사": "도지사", "책무": "책무"}


@pytest.mark.parametrize(
    "words", ['"', "*", "NEAR(가나 다라)", "' OR 1=1 --", "title:가나", "^가나", "가나 AND", "a\0b", "\ud800"]
)
def test_no_word_is_an_instruction(words: str) -> None:
    before = answer(DATA / "folder", "기본계획")
    try:
        answer(DATA / "folder", words)
    except InputError:
        pytest.fail("words of any letters are words")
    assert places(answer(DATA / "folder", "기본계획")) == places(before)


def test_unusable_words_are_told() -> None:
    for words, phrases in ((["가" * 61], []), ([f"{n}번" for n in range(40)], []), ([], ["법 시"]), ([], [""])):
        with pytest.raises(InputError):
            parse_query(words, phrases)


def test_snippets_show_the_line_and_mark_the_words() -> None:
    (hit,) = answer(DATA / "folder", "인공지능산업", "연계").hits
    shown = snippet(hit.text, parse_query(["인공지능산업", "연계"]).terms)
    assert shown.text == "2. 인공지능 산업과의 연계"
    assert [shown.text[start:end] for start, end in shown.marks] == ["인공지능 산업", "연계"]
    long = snippet("가나 " * 100 + "찾는낱말 " + "다라 " * 100, parse_query(["찾는낱말"]).terms)
    assert long.text.startswith("…가나") and long.text.endswith("…")
    assert [long.text[start:end] for start, end in long.marks] == ["찾는낱말"]


# ── which articles ───────────────────────────────────────────────────────────


def test_filters_by_requirement_city_and_level() -> None:
    folder = DATA / "folder"

    def found(**what: object) -> list[str]:
        return places(answer(folder, what=Filter(**what)))  # type: ignore[arg-type]

    assert {place.split()[0] for place in found(city="고양시")} == {"고양시_자전거.txt"}
    assert {place.split()[0] for place in found(city="서울특별시 강남구")} == {"하위/강남구_놀이터.md"}
    assert {place.split()[0] for place in found(city="강원특별자치도")} == {"하위/강원도_산림.txt"}
    assert found(city="서울특별시") == []
    kinds = {level: {place.split()[0] for place in found(level=level)} for level in ("시", "군", "구", "도", "광역")}
    assert kinds == {
        "시": {"고양시_자전거.txt"}, "군": {"가평군_산업.txt"}, "구": {"하위/강남구_놀이터.md"},
        "도": {"하위/강원도_산림.txt"}, "광역": set(),
    }  # fmt: skip
    assert found(meets=("ai-industry/basic-plan",))[:1] == ["가평군_산업.txt 제3조"]
    assert "하위/강원도_산림.txt 제2조" in found(meets=("ai-industry/entrustment",))


def test_requirements_are_those_of_coverage(corpus: Path) -> None:
    from ordinance_drafter.coverage import coverage, load_requirements
    from ordinance_drafter.read import read

    folder = corpus / "ordinances"
    file = next(path for path in sorted(folder.glob("*.md")) if "인공지능산업 육성" in path.name)
    met = {row.id: row.at for row in coverage(read(file).ordinance, load_requirements()).requirements if row.has_it}
    assert len(met) > 10
    for requirement, at in met.items():
        found = answer(folder, what=Filter(meets=(f"ai-industry/{requirement}",)), limit=1000)
        mine = [hit.address for hit in found.hits if os.fsdecode(hit.path) == file.name]
        assert mine and all(any(place.startswith(address) for place in at) for address in mine), requirement
        assert all(any(place.startswith(address) for address in mine) for place in at), requirement


def test_places_have_their_names() -> None:
    assert place_of("고양시 자전거 조례").names == ("고양시", "경기도 고양시")
    assert place_of("부산광역시 해운대구 조례").level == "구"
    assert place_of("중구 조례", "서울특별시 중구").name == "서울특별시 중구"
    assert place_of("서울특별시 조례").names == ("서울특별시", "서울시")
    assert place_of("도로교통법").name == ""


def test_the_library_is_searched_too() -> None:
    found = ask(parse_query(["기본계획을"]), [], shelf())
    assert found.hits[0].address == "basic-plan" and found.hits[0].title == "ai-industry"
    assert all("{" not in clause.text for clause in shelf())
    by_theme = ask(parse_query(()), [], shelf(), Filter(meets=(), theme="ai-industry/governance"), 500)
    assert by_theme.hits and len(by_theme.hits) < len(shelf())


# ── an index that follows its folder ─────────────────────────────────────────

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["쓰기", "쓰기", "지우기", "손대기"]),
        st.sampled_from(["가.txt", "나.txt", "다/라.txt", "마.txt"]),
        st.lists(st.tuples(WORDS, SENTENCES), min_size=0, max_size=4),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(CHANGES)
def test_a_followed_index_answers_as_a_new_one(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str, list[tuple[str, str]]]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "COMPARED", 2)
        patch.setattr(indexing, "MANY_SMALL", 3)
        patch.setattr(indexing, "SMALL", 0.9)
        folder = tmp_path_factory.mktemp("folder")
        write(folder, "처음.txt", [("목적", "가나다 시장은 마바사"), ("계획", "시의 계획 가나")])
        for step, (what, name, articles) in enumerate(changes):
            path = folder / name
            if what == "쓰기":
                write(folder, name, articles)
            elif what == "지우기":
                path.unlink(missing_ok=True)
            if path.exists():
                os.utime(path, ns=(step, 1_000_000_000 + step))
            followed = [answer(folder, words, limit=2) for words in ("가나", "시는", "마바사", "시")]
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("other")))
        new = [answer(folder, words, limit=2, rebuild=True) for words in ("가나", "시는", "마바사", "시")]
        assert followed == new


def test_only_what_changed_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for name in ("가.txt", "나.txt", "다.txt"):
        write(folder, name, [("목적", f"{name[0]}름다운 도시")])
    place = os.fsencode(folder)

    def opened() -> tuple[int, int]:
        index, report = open_index(place, scan(place, SUFFIXES)[0])
        index.close()
        return report.read, report.gone

    assert opened() == (3, 0)
    assert opened() == (0, 0)
    os.utime(folder / "가.txt", ns=(5, 5))  # touched, not changed
    assert opened() == (0, 0)
    write(folder, "나.txt", [("목적", "새로운 도시")])
    (folder / "다.txt").unlink()
    assert opened() == (1, 1)
    assert sorted(places(answer(folder, "도시"))) == ["가.txt 제1조", "나.txt 제1조"]


def test_a_change_does_not_read_a_big_folder_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "LEAST_BYTES", 1)
    monkeypatch.setattr(indexing, "BLOCK_BYTES", 1)
    folder = tmp_path / "folder"
    for number in range(100):  # a block each: none is a sixty-fourth of the whole
        write(folder, f"{number:03d}.txt", [("목적", "아름다운 도시")] * 4)
    answer(folder, "도시")
    write(folder, "050.txt", [("목적", "아름다운 도시와 고을")] * 4)
    place = os.fsencode(folder)
    index, report = open_index(place, scan(place, SUFFIXES)[0])
    blocks = index.base.execute("SELECT count(DISTINCT block), max(block) FROM files").fetchone()
    index.close()
    assert report.read == 1
    assert blocks == (100, 101)


@pytest.mark.parametrize("harm", ["empty", "noise", "cut", "old", "other"])
def test_an_index_that_is_no_good_is_made_anew(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "folder"
    write(folder, "가.txt", [("목적", "아름다운 도시")])
    answer(folder, "도시")
    path = index_path(os.fsencode(folder))
    content = path.read_bytes()
    if harm in ("old", "other"):
        with sqlite3.connect(path) as base:
            name = "version" if harm == "old" else "folder"
            base.execute("UPDATE meta SET value = ? WHERE name = ?", ("다른 것", name))
        base.close()
    else:
        path.write_bytes({"empty": b"", "noise": b"noise" * 5000, "cut": content[: len(content) // 2]}[harm])
    (folder / "나.txt").write_text((folder / "가.txt").read_text("utf-8"), "utf-8")
    assert places(answer(folder, "도시")) == ["가.txt 제1조", "나.txt 제1조"]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, cache: Path) -> None:
    folder = tmp_path / "folder"
    write(folder, "가.txt", [("목적", "아름다운 도시")])
    cache.write_bytes(b"a file where the folder should be")
    place = os.fsencode(folder)
    index, report = open_index(place, scan(place, SUFFIXES)[0])
    assert report.notes == ["색인을 캐시에 남길 수 없어 이번에만 메모리에 만들어 씁니다."]
    assert places(ask(parse_query(["도시"]), [index])) == ["가.txt 제1조"]
    index.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the system's administrator may write anywhere")
def test_an_index_in_a_folder_that_became_read_only_is_followed_in_memory(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write(folder, "가.txt", [("목적", "아름다운 도시")])
    answer(folder, "도시")
    path = index_path(os.fsencode(folder))
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        write(folder, "나.txt", [("목적", "새로운 도시")])
        assert len(answer(folder, "도시").hits) == 2
    finally:
        path.parent.chmod(0o700)


def test_two_processes_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for number in range(60):
        write(folder, f"{number}.txt", [("목적", f"아름다운 도시 {number}")])
    command = [
        sys.executable, "-m", "ordinance_drafter", "search", "도시", "--no-library", "--in", str(folder),
        "--format", "json", "--limit", "100",
    ]  # fmt: skip
    for _ in range(2):
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
        results = [process.communicate(timeout=120) for process in running]
        assert [process.returncode for process in running] == [0] * 4, results[0][1].decode()
        assert {json.loads(out)["total"] for out, _ in results} == {60}
        write(folder, "나.txt", [("목적", "새로운 고을")])


@given(st.lists(st.integers(0, 40_000), unique=True).map(sorted))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    assert list(bits_of(unpack(pack(numbers)))) == numbers


# ── the command ──────────────────────────────────────────────────────────────


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., tuple[int, str, str]]]:
    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["search", *map(str, arguments)])
        return code, *capsys.readouterr()

    yield call


Call = Callable[..., tuple[int, str, str]]


def test_text_shows_place_and_line(run: Call) -> None:
    code, out, err = run("시장은", "기본계획", "--in", DATA / "folder", "--no-library")
    first, second = out.splitlines()[:2]
    assert code == 0
    assert (
        first
        == f"{DATA / 'folder' / '고양시_자전거.txt'}:6 제4조(기본계획의 수립ㆍ시행) 고양시 자전거 이용 활성화 조례"
    )
    assert second == "    ① 시장은 5년마다 자전거 기본계획을 수립하고 시행한다."
    assert err.splitlines() == ["조사를 떼고 찾았습니다: 시장은 → 시장", "1곳."]


def test_json_tells_the_same(run: Call) -> None:
    code, out, _ = run("위원회", "--in", DATA / "folder", "--format", "json", "--limit", 20)
    whole = json.loads(out)
    assert code == 0 and len(whole["hits"]) == min(20, whole["total"])
    mine = [hit for hit in whole["hits"] if "path" in hit]
    assert {"하위/강원도_산림.txt"} <= {os.path.relpath(hit["path"], DATA / "folder") for hit in mine}
    assert any(hit.get("clause") for hit in whole["hits"])
    for hit in whole["hits"]:
        assert all("위원회" in hit["snippet"][start:end] for start, end in hit["marks"])


def test_nothing_found_and_nothing_to_find(run: Call) -> None:
    assert run("없는낱말", "--in", DATA / "folder")[::2] == (1, "찾지 못했습니다.\n")
    assert run("--in", DATA / "folder")[0] == 3
    assert run("-위원회", "--in", DATA / "folder")[0] == 3
    assert run("낱말", "--in", DATA / "없음")[0] == 3
    assert run("낱말", "--limt", "3")[0] == 2
    assert run("낱말", "--limit", "0")[0] == 2
    assert run("낱말", "--level", "읍")[0] == 3
    assert run("낱말", "--theme", "없음")[0] == 3
    assert run("낱말", "--requirement", "없음")[0] == 3
    assert run("낱말", "--set", "없음")[0] == 3
    code, _, err = run("위원회", "--in", DATA / "folder", "--city", "없는시")
    assert code == 1 and "‘없는시’의 조례가 없습니다" in err


def test_words_may_begin_with_a_hyphen(run: Call) -> None:
    code, out, _ = run("놀이터", "-심의위원회", "--in", DATA / "folder", "--no-library")
    assert code == 0 and "제3조" not in out


def test_folders_that_were_searched_are_known(run: Call) -> None:
    run("위원회", "--in", DATA / "folder")
    code, out, _ = run("자전거정책위원회", "--no-library")
    assert code == 0 and "고양시_자전거.txt" in out
    assert run("자전거정책위원회")[0] == 0


def test_files_that_cannot_be_read_are_told_and_the_others_found(run: Call, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write(folder, "가.txt", [("목적", "아름다운 도시")])
    (folder / "나.txt").write_bytes(b"%PDF-1.7 no text")
    (folder / "다.hwpx").write_bytes(b"PK\x03\x04 broken")
    code, out, err = run("도시", "--in", folder, "--no-library")
    assert code == 0 and "가.txt:3" in out
    assert [line.split(":")[0] for line in err.splitlines()[:2]] == ["오류", "오류"]
    _, _, err = run("도시", "--in", folder, "--no-library")
    assert "읽지 못해 찾지 않은 파일이 2개" in err


def test_as_is_looks_at_no_file_and_says_which_changed(run: Call, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    write(folder, "가.txt", [("목적", "아름다운 도시")])
    run("도시", "--in", folder)
    write(folder, "가.txt", [("목적", "아름다운 마을과 골목")])
    write(folder, "나.txt", [("목적", "새로운 도시")])
    _, out, _ = run("도시", "--in", folder, "--no-library", "--as-is")
    assert "가.txt:3" in out and "바뀐 파일" in out and "나.txt" not in out
    _, out, _ = run("도시", "--in", folder, "--no-library")
    assert "가.txt" not in out and "나.txt:3" in out


def test_an_index_broken_inside_is_made_anew(run: Call, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for number in range(200):
        write(folder, f"{number}.txt", [("목적", f"아름다운 도시 {number} " + "가나다라마바사"[number % 5 :] * 9)])
    run("도시", "--in", folder)
    path = index_path(os.fsencode(folder))
    content = bytearray(path.read_bytes())
    content[16384 * 3 :] = b"\xff" * (len(content) - 16384 * 3)
    path.write_bytes(content)
    code, out, _ = run("도시", "--in", folder, "--no-library")
    assert code == 0 and out.count("제1조") == 20
