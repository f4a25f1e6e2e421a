"""The clause library in order: what ``clauses check`` tells, and where; the shipped library has nothing to tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from ordinance_drafter.assemble import assemble
from ordinance_drafter.cli import main
from ordinance_drafter.cli.schema import as_text
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import load_library
from ordinance_drafter.project import Project
from ordinance_drafter.resources import data_dir
from ordinance_drafter.shelf import CODES, check_library
from ordinance_drafter.shelf.book import read_book
from ordinance_drafter.shelf.lines import lines_of, marked, numbers_in, unmarked
from ordinance_drafter.shelf.names import FIXED
from ordinance_drafter.shelf.scenes import Axes, scenes_of
from ordinance_drafter.shelf.schemas import KINDS, schema_of
from ordinance_drafter.template import asked, render
from tests.conftest import HERE, ROOT

DATA = HERE / "data" / "shelf"
LIBRARY = data_dir("clause_library")


def yaml_of(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


CASES = yaml_of((DATA / "cases.yaml").read_text("utf-8"))


def sound(folder: Path) -> Path:
    """Write the small sound library."""
    for part in (DATA / "sound.txt").read_text("utf-8").split("=== ")[1:]:
        name, _, text = part.partition("\n")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def broken(folder: Path, case: dict[str, Any]) -> Path:
    """Write the small library with what a case changes."""
    sound(folder)
    for edit in ([case] if "file" in case else []) + case.get("also", []):
        path = folder / edit["file"]
        text = path.read_text("utf-8")
        assert text.count(edit["old"]) == 1, edit["old"]
        path.write_bytes(text.replace(edit["old"], edit["new"]).encode())
    for name, text in case.get("write", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def told(folder: Path) -> list[str]:
    problems = check_library(folder).problems
    inside = folder.as_posix() + "/"
    return list(
        dict.fromkeys(f"{each.code} {each.file.removeprefix(inside)}:{each.line}:{each.column}" for each in problems)
    )


# ── broken libraries ─────────────────────────────────────────────────────────


def test_the_sound_library_is_sound(tmp_path: Path) -> None:
    result = check_library(sound(tmp_path))
    assert [each.sentence() for each in result.problems] == []
    assert (result.clauses, result.drafts, result.municipalities) == (4, 2, 1)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_each_fault_is_told_where_it_is(case: dict[str, Any], tmp_path: Path) -> None:
    assert told(broken(tmp_path, case)) == case["expect"]


def test_every_code_has_a_case() -> None:
    shown = {line.split(" ")[0] for case in CASES for line in case["expect"]}
    assert shown == set(CODES)


def test_all_files_are_told_of_in_one_run(tmp_path: Path) -> None:
    sound(tmp_path)
    for name in ("purpose", "care", "council"):
        path = next(tmp_path.rglob(f"{name}.yaml"))
        path.write_bytes(path.read_bytes().replace(b"heading:", b"headings:"))
    problems = check_library(tmp_path).problems
    assert {Path(each.file).stem for each in problems} == {"purpose", "care", "council"}


def test_sentences_say_what_and_where(tmp_path: Path) -> None:
    case = next(each for each in CASES if each["about"] == "없는 이름")
    problem = check_library(broken(tmp_path, case)).problems[0]
    assert problem.sentence().endswith(f"care.yaml:{problem.line}:{problem.column}: [오류] {problem.message} (CLB011)")
    assert "goov" in problem.message and "혹시 ‘gov’입니까?" in problem.message
    line = Path(problem.file).read_text("utf-8").split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith("goov")


@pytest.mark.parametrize(
    "junk", [b"", b"\xff\xfe", b"a: [", b"- 1\n", b"a: &x 1\nb: *x\n", b"!!python/object:os.system {}"]
)
def test_files_that_are_nothing_of_the_kind(junk: bytes, tmp_path: Path) -> None:
    sound(tmp_path)
    for path in sorted(tmp_path.rglob("*.yaml")):
        kept = path.read_bytes()
        path.write_bytes(junk)
        assert any(each.severity == "error" for each in check_library(tmp_path).problems), path
        path.write_bytes(kept)


PIECES = [
    "{%",
    "}}",
    "{{ clauses }}",
    "{ref:care}제9항",
    "①",
    "제2항",
    "1.",
    "\n",
    "[",
    ":",
    "null",
    "lots",
    "\ue105",
    "requires: [care]\n",
]
NAMES = sorted(part.partition("\n")[0] for part in (DATA / "sound.txt").read_text("utf-8").split("=== ")[1:])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMES), st.floats(0, 1), st.integers(0, 20), st.sampled_from(PIECES))
def test_nothing_people_write_stops_the_check(tmp_path: Path, name: str, where: float, cut: int, piece: str) -> None:
    """Whatever is cut out and put in: every problem has a place in its file."""
    sound(tmp_path)
    path = tmp_path / name
    text = path.read_text("utf-8")
    at = int(where * len(text))
    path.write_bytes((text[:at] + piece + text[at + cut :]).encode())
    for problem in check_library(tmp_path).problems:
        lines = Path(problem.file).read_text("utf-8").split("\n")
        assert 1 <= problem.line <= len(lines) + 1 and problem.column >= 1
        assert problem.code in CODES and problem.message.strip()


def test_a_folder_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        check_library(tmp_path)
    with pytest.raises(InputError):
        check_library(sound(tmp_path), ["forests"])


# ── the shipped library ──────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def shipped() -> Any:
    return check_library(LIBRARY)


def test_the_shipped_library_has_no_error_and_no_warning(shipped: Any) -> None:
    assert [each.sentence() for each in shipped.problems if each.severity != "info"] == []


def test_all_of_it_was_looked_at(shipped: Any) -> None:
    library = load_library()
    assert shipped.clauses == sum(len(library.clause_set(name).paths) for name in library.set_ids)
    assert shipped.municipalities == len(library.municipality_codes)
    recipes = sum(len(library.clause_set(name).file.recipes) for name in library.set_ids)
    assert shipped.drafts > recipes * shipped.municipalities


def test_the_names_that_count_as_known_are_those_that_are_given() -> None:
    library = load_library()
    assembly = assemble(Project(municipality="goyang"), library)
    data = library.clause_set("ai-industry").file
    slots = {name for clause in library.clause_set("ai-industry").clauses() for name in clause.slots}
    assert set(assembly.values) - set(data.terms) - set(data.choices) - slots == FIXED


# ── how it looks ─────────────────────────────────────────────────────────────


def test_lines_are_carried_through_a_template() -> None:
    text = "① 하나\n{% if a %}\n② 둘{{ b }}\n{% endif %}\n③ {% if a %}셋\n넷{% endif %}\n"
    filled = render(marked(text), {"a": True, "b": "번째"})
    assert unmarked(filled) == render(text, {"a": True, "b": "번째"})
    assert numbers_in(filled) == {1, 3, 5, 6}
    assert numbers_in(render(marked(text), {"a": False, "b": ""})) == {1, 6}


def test_units_are_found_on_their_lines() -> None:
    from ordinance_drafter.model import ARTICLE, Provision
    from ordinance_drafter.notation import parse_provisions

    text = "① 같은 글\n1. 가나\n{% if no %}\n2. 없음\n{% endif %}\n3. 다라\n② 같은 글\n"
    filled = render(marked(text), {"no": False})
    unit = Provision(ARTICLE, None, "", "", parse_provisions(unmarked(filled)))
    lines = lines_of(filled, unit, lambda match: match[0])
    assert lines == {(): 1, (0,): 1, (0, 0): 2, (0, 1): 6, (1,): 7}


def test_names_are_asked_for_on_their_lines() -> None:
    found = asked("{{ a }}\n{% if b == 'x' and 'c' in clauses %}\n{{ former.articles.plan }}\n{% endif %}")
    assert [(each.name, each.line, each.compared, each.decides) for each in found] == [
        ("a", 1, (), False),
        ("b", 2, ("x",), True),
        ("clauses", 2, ("c",), True),
        ("former.articles.plan", 3, (), False),
    ]


def test_many_combinations_are_bounded_and_every_value_is_tried() -> None:
    axes = Axes(tuple("abcdefgh"), tuple((0, 1, 2) for _ in range(8)))
    tried = list(axes.combinations())
    assert len(tried) == 64 == len({tuple(each.values()) for each in tried})
    assert {(name, each[name]) for each in tried for name in each} == {
        (name, n) for name in "abcdefgh" for n in range(3)
    }
    few = Axes(("a", "b"), ((0, 1), (0, 1)))
    assert len(list(few.combinations())) == 4


def test_scenes_show_every_kind_of_bill(tmp_path: Path) -> None:
    book = read_book(sound(tmp_path))
    scenes = scenes_of(book, book.sets["woods"])
    assert {scene.kind for scene in scenes} == {"enactment", "whole_amendment", "repeal"}


# ── the command ──────────────────────────────────────────────────────────────


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_command_tells_and_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(tmp_path)
    assert run(capsys, "clauses", "check", str(tmp_path))[0] == 0
    path = tmp_path / "woods/clauses/care/care.yaml"
    path.write_bytes(path.read_bytes().replace(b"{{ gov }}", b"{{ goov }}"))
    code, out, err = run(capsys, "clauses", "check", str(tmp_path / "woods"), "--jobs", "1")
    assert code == 1 and "(CLB011)" in out and "오류 1건" in err
    code, out, _ = run(capsys, "clauses", "check", str(tmp_path), "--set", "woods", "--format", "json")
    data = json.loads(out)
    assert code == 1 and data["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert data["problems"][0]["code"] == "CLB011" and data["clauses"] == 4


def test_information_alone_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = next(each for each in CASES if each["about"] == "확인하지 못한 법령")
    code, out, _ = run(capsys, "clauses", "check", str(broken(tmp_path, case)))
    assert code == 0 and "[안내]" in out


def test_what_cannot_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "clauses", "check", "ai-industri", str(tmp_path / "no"))
    assert code == 3 and "혹시 ‘ai-industry’입니까?" in err and "모두 2가지" in err
    assert run(capsys, "clauses", "check", str(tmp_path))[0] == 3
    assert run(capsys, "clauses", "check", "--set", "x")[0] == 3


def test_the_table_of_codes_is_documented() -> None:
    text = (ROOT / "docs" / "library-check.md").read_text("utf-8")
    for code, (severity, words) in CODES.items():
        assert (
            f"| {code} | { {'error': '오류', 'warning': '경고', 'info': '안내'}[severity] } | {words.replace('|', chr(92) + '|')} |"
            in text
        )


# ── schemas ──────────────────────────────────────────────────────────────────

FILES = [*sorted(LIBRARY.rglob("*.yaml")), data_dir("templates") / "styles.yaml"]
POINTED = [path for path in FILES if path.name != "notes.yaml"]


def kind_of(path: Path) -> str:
    return path.read_text("utf-8").split("\n")[0].rpartition("/")[2].removesuffix(".schema.json")


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid_and_kept_as_they_are_made(kind: str, request: pytest.FixtureRequest) -> None:
    made = schema_of(kind)
    Draft202012Validator.check_schema(made)
    path = LIBRARY / "schemas" / f"{kind}.schema.json"
    if request.config.getoption("--refresh-goldens"):
        path.write_bytes(as_text(made).encode())
    assert path.read_bytes().decode() == as_text(made), f"{path.name} changed: look, then run pytest --refresh-goldens"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "project"])
def test_every_key_is_explained_in_korean(kind: str) -> None:
    schema = schema_of(kind)
    explained = list(properties(schema))
    assert len(explained) >= 2
    for name, value in explained:
        assert any("가" <= letter <= "힣" for letter in value.get("description", "")), f"{kind}: {name}"
        assert "title" not in value, f"{kind}: {name}"


def properties(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key a schema describes; the styles of a document are names, not keys."""
    if isinstance(value, dict):
        for key, each in value.get("properties", {}).items():
            if set(each) != {"$ref"}:
                yield f"{where}.{key}", each
        for key, each in value.items():
            yield from properties(each, f"{where}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from properties(each, where)


def test_every_file_points_to_its_schema() -> None:
    wanted = {
        "clauses": "clause", "statutes": "statutes", "rules": "rules", "terms": "terms", "municipalities": "municipality",
        "set.yaml": "set", "requirements.yaml": "requirements", "places.yaml": "places", "styles.yaml": "styles",
        "local_words.yaml": "local-words", "search.yaml": "search", "adapt.yaml": "adapt",
    }  # fmt: skip
    for path in POINTED:
        first = path.read_text("utf-8").split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        assert (path.parent / first.partition("=")[2]).is_file(), path
        parts = (path.name, path.parent.name, path.parent.parent.name)
        assert kind_of(path) == next(wanted[part] for part in parts if part in wanted)


@pytest.mark.parametrize("path", POINTED, ids=[path.relative_to(ROOT).as_posix() for path in POINTED])
def test_every_file_fits_its_schema(path: Path) -> None:
    validator = Draft202012Validator(schema_of(kind_of(path)))
    assert [error.message for error in validator.iter_errors(yaml_of(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("path", POINTED[::9], ids=[path.relative_to(ROOT).as_posix() for path in POINTED[::9]])
def test_broken_files_do_not(path: Path) -> None:
    validator = Draft202012Validator(schema_of(kind_of(path)))
    data = yaml_of(path.read_text("utf-8"))
    assert not validator.is_valid({**data, "hedding": 1})
    assert not validator.is_valid([data])
    for key in schema_of(kind_of(path)).get("required", ()):
        assert not validator.is_valid({name: value for name, value in data.items() if name != key}), key
        assert not validator.is_valid({**data, key: 12345}), key


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*/ordinance.yaml")), ids=str)
def test_examples_fit_the_schema_of_projects(path: Path) -> None:
    assert Draft202012Validator(schema_of("project")).is_valid(yaml_of(path.read_text("utf-8")))


def test_schemas_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "schema", "clause")
    assert code == 0 and json.loads(out) == schema_of("clause")
    assert run(capsys, "schema", "--all", "-o", str(tmp_path / "s"))[0] == 0
    assert {path.name for path in (tmp_path / "s").iterdir()} == {f"{kind}.schema.json" for kind in KINDS}
    assert run(capsys, "schema", "clauze")[0] == 3
    assert run(capsys, "schema", "--all")[0] == 3


@pytest.mark.parametrize("case", [case for case in CASES if any("CLB001" in line for line in case.get("expect", ()))],
                         ids=lambda case: str(case["about"]))  # fmt: skip
def test_what_the_reader_refuses_the_schema_refuses(case: dict[str, Any], tmp_path: Path) -> None:
    broken(tmp_path, case)
    kinds = {"clauses": "clause", "set.yaml": "set", "rules": "rules", "statutes": "statutes"}
    for line in case["expect"]:
        name = line.split(" ")[1].split(":")[0]
        try:
            data = yaml_of((tmp_path / name).read_text("utf-8"))
        except Exception:
            continue  # no YAML at all
        kind = next(kinds[part] for part in Path(name).parts[::-1] if part in kinds)
        assert not Draft202012Validator(schema_of(kind)).is_valid(data), name
