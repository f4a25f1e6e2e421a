"""``clauses fork, override, drop, add, choose, origin, layers``: a planner's own layer over the library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ordinance_drafter.cli.korean_click import KoreanCommand, columns
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.library import ClauseSet, Library
    from ordinance_drafter.overlay import Desk, Edit
    from ordinance_drafter.project import ProjectFile

_FOLDER = click.Path(path_type=Path)
_PROJECT = click.option(
    "--project",
    type=_FOLDER,
    metavar="입안파일",
    help="이 입안 파일의 층과 묶음을 씁니다. 적지 않으면 여기의 ordinance.yaml.",
)
_LAYERS = click.option(
    "--layer", "layers", multiple=True, type=_FOLDER, metavar="폴더", help="덧댈 층의 폴더. 여러 번 적을 수 있습니다."
)
_SET = click.option("--set", "set_id", metavar="묶음", help="조문 묶음. 적지 않으면 입안 파일의 묶음이나 ai-industry.")
_LIBRARY = click.option("--library", type=_FOLDER, metavar="폴더", help="쓸 조문 묶음의 폴더.")
_INTO = click.option(
    "--into", type=_FOLDER, metavar="폴더", help="고친 것을 적을 층의 폴더. 적지 않으면 입안 파일 옆의 overlay."
)
_LEVEL = click.option(
    "--level", type=click.Choice(["organisation", "city", "project"]), default=None, metavar="층",
    help="새로 만드는 층의 수준: organisation(기관), city(지방자치단체), project(입안).",
)  # fmt: skip


def which_set(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which set it is about, and through which layers."""
    for option in (_LIBRARY, _SET, _LAYERS, _PROJECT):
        command = option(command)
    return command


def _writes(command: Callable[..., Any]) -> Callable[..., Any]:
    return which_set(_INTO(_LEVEL(command)))


def open_set(
    project: Path | None, layers: Iterable[Path], set_id: str | None, library: Path | None, into: Path | None = None
) -> tuple[ClauseSet, ProjectFile | None]:
    """Return a clause set through the layers of a project, of ``--layer`` and of the folder to be written."""
    file = _project(project)
    shelf = _library(file, [*layers, *([into] if into is not None and into.is_dir() else [])], library)
    from ordinance_drafter.yamlfile import nearest

    wanted = set_id or (file.project.set if file else "ai-industry")
    if wanted not in shelf.set_ids:
        raise InputError(f"없는 조문 묶음입니다: {wanted}.{nearest(wanted, shelf.set_ids)}")
    return shelf.clause_set(wanted), file


def _project(project: Path | None) -> ProjectFile | None:
    from ordinance_drafter.project import FILE_NAME, read_project

    if project is None and not Path(FILE_NAME).is_file():
        return None
    return read_project(project or Path(FILE_NAME))


def _library(file: ProjectFile | None, layers: Iterable[Path], library: Path | None) -> Library:
    from ordinance_drafter.library import load_library

    return load_library(library).with_layers([*(file.layers if file else ()), *layers])


def _desk(
    project: Path | None, layers: tuple[Path, ...], set_id: str | None, library: Path | None,
    into: Path | None, level: str | None,
) -> Desk:  # fmt: skip
    from ordinance_drafter.library.layers import FOLDER
    from ordinance_drafter.overlay import Desk
    from ordinance_drafter.overlay.edit import level_of
    from ordinance_drafter.resources import data_dir

    file = _project(project)
    folder = into or (file.folder if file else Path()) / FOLDER
    if (library or data_dir("clause_library")).resolve() in (folder.resolve(), *folder.resolve().parents):
        raise InputError(f"{folder}: 조문 묶음 자체는 고치지 않습니다. --into에 다른 폴더를 적으십시오.")
    layer = level_of(folder, level or "")
    clause_set, _ = open_set(project, layers, set_id, library, folder)
    return Desk(clause_set, layer)


def _save(desk: Desk, edit: Edit) -> int:
    """Write the files; when the layer cannot be read with them, put everything back and say why."""
    from ordinance_drafter.cli.output import write_file

    before = {path: path.read_bytes() if path.exists() else None for path in edit.files}
    for path, text in edit.files.items():
        write_file(path, text.encode(), force=True)
    try:
        library = desk.library.with_layers([desk.layer.folder])
        fresh = type(library)(library.folder, library.over).clause_set(desk.clause_set.id)
        _ = fresh.file, [fresh.clause(clause_id) for clause_id in fresh.paths]
    except InputError:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise
    for sentence in edit.done:
        click.echo(sentence, err=True)
    for path in edit.files:
        if before[path] != path.read_bytes() and path.suffix == ".yaml":
            click.echo(str(path))
    return 0


@click.command(cls=KoreanCommand)
@click.argument("clause_id", metavar="조문")
@click.option("--as", "new_id", default="", metavar="새id", help="다른 조문으로 옮겨 적습니다.")
@click.option("--to-set", default="", metavar="묶음", help="다른 묶음의 조문으로 옮겨 적습니다.")
@_writes
def fork(clause_id: str, new_id: str, to_set: str, **where: Any) -> int:
    """조문을 내 층에 통째로 옮겨 적습니다.

    옮겨 적은 파일을 고치면 그 조문이 아래 층의 것을 대신합니다. 어디에서 옮겼는지 origin에 남습니다.
    """
    desk = _desk(**where)
    return _save(desk, desk.fork(clause_id, new_id, to_set))


@click.command(cls=KoreanCommand)
@click.argument("clause_id", metavar="조문")
@click.option("--heading", metavar="글", help="조 제목.")
@click.option("--text", metavar="글", help="조의 내용. -를 적으면 표준 입력에서 읽습니다.")
@click.option("--text-file", type=_FOLDER, metavar="파일", help="조의 내용이 든 파일.")
@click.option("--summary", metavar="글", help="주요내용의 한 항목.")
@click.option("--rationale", metavar="글", help="제안이유의 한 문장.")
@click.option(
    "--field", "fields", multiple=True, metavar="열쇠=값", help="다른 열쇠의 값(YAML). 예: --field 'requires=[survey]'."
)
@click.option("--variant", default="", metavar="변형", help="이 변형의 것을 고칩니다.")
@_writes
def override(
    clause_id: str, heading: str | None, text: str | None, text_file: Path | None, summary: str | None,
    rationale: str | None, fields: tuple[str, ...], variant: str, **where: Any,
) -> int:  # fmt: skip
    """조문에서 고칠 것만 내 층에 적습니다.

    적지 않은 것은 아래 층의 것을 그대로 씁니다. 고칠 것을 하나도 적지 않으면 지금의 제목과 내용을 적어 두므로 편집기로 고치면 됩니다.
    """
    from ordinance_drafter.yamlfile import Source, parse_yaml, read_text

    if text is not None and text_file is not None:
        raise click.UsageError("--text와 --text-file 가운데 하나만 적으십시오.", click.get_current_context())
    if text == "-":
        text = sys.stdin.read()
    if text_file is not None:
        text = read_text(text_file)
    if text is not None and not text.endswith("\n"):
        text += "\n"
    words = {"heading": heading, "text": text, "summary": summary, "rationale": rationale}
    changes: dict[str, Any] = {key: value for key, value in words.items() if value is not None}
    for given in fields:
        key, equals, value = given.partition("=")
        if not equals:
            raise click.UsageError(f"--field는 열쇠=값으로 적으십시오: {given}", click.get_current_context())
        changes[key.strip()] = parse_yaml(Source(f"--field {key}", value))
    desk = _desk(**where)
    return _save(desk, desk.override(clause_id, changes, variant))


@click.command(cls=KoreanCommand)
@click.argument("clause_id", metavar="조문")
@click.option("--reason", default="", metavar="까닭", help="빼는 까닭. 꼭 적습니다.")
@_writes
def drop(clause_id: str, reason: str, **where: Any) -> int:
    """조문을 모든 구성에서 뺍니다."""
    desk = _desk(**where)
    edit = desk.drop(clause_id, reason)
    needing = [each.id for each in desk.clause_set.clauses() if clause_id in each.requires]
    code = _save(desk, edit)
    if needing:
        click.echo(f"이 조문이 있어야 하는 조문: {', '.join(needing)}. 함께 빼거나 고치십시오.", err=True)
    return code


@click.command(cls=KoreanCommand)
@click.argument("clause_id", metavar="조문")
@click.option("--after", default="", metavar="조문", help="이 조문 바로 뒤에 넣습니다.")
@click.option("--before", default="", metavar="조문", help="이 조문 바로 앞에 넣습니다.")
@click.option("--recipe", "recipes", multiple=True, metavar="구성", help="이 구성에만 넣습니다. 적지 않으면 모든 구성.")
@click.option("--when", multiple=True, metavar="선택=변형", help="이 변형을 고른 때에만 넣습니다.")
@_writes
def add(clause_id: str, after: str, before: str, recipes: tuple[str, ...], when: tuple[str, ...], **where: Any) -> int:
    """조문을 구성에 넣습니다. 뺐던 조문이면 되살립니다."""
    if after and before:
        raise click.UsageError("--after와 --before 가운데 하나만 적으십시오.", click.get_current_context())
    desk = _desk(**where)
    code = _save(desk, desk.add(clause_id, after=after, before=before, recipes=recipes, when=_pairs(when)))
    kept = [name for name, recipe in desk.clause_set.base.recipes.items() if recipe.as_written]
    if kept and not recipes:
        click.echo(
            f"적힌 그대로의 구성({', '.join(kept)})에는 넣지 않았습니다. 다른 구성(recipe)으로 엮으십시오.", err=True
        )
    return code


@click.command(cls=KoreanCommand)
@click.argument("choices", metavar="선택=변형...", nargs=-1, required=True)
@_writes
def choose(choices: tuple[str, ...], **where: Any) -> int:
    """변형을 골라 기본값으로 삼습니다. 예: clauses choose plan=discretionary"""
    desk, chosen = _desk(**where), _pairs(choices)
    code = _save(desk, desk.choose(chosen))
    file = _project(where["project"])
    for name in sorted(chosen.keys() & (file.project.variants.keys() if file else ())):
        assert file is not None
        place = file.source.where(("variants", name), key=True)
        click.echo(f"{place}: 입안 파일에 적힌 선택이 먼저입니다. 기본값을 쓰려면 이 줄을 지우십시오: {name}", err=True)
    return code


def _pairs(given: Iterable[str]) -> dict[str, str]:
    found = {}
    for words in given:
        name, equals, option = words.partition("=")
        if not (name and equals and option):
            raise click.UsageError(f"선택=변형으로 적으십시오: {words}", click.get_current_context())
        found[name] = option
    return found


@click.command(cls=KoreanCommand)
@click.argument("clause_id", metavar="조문")
@which_set
def origin(
    clause_id: str, project: Path | None, layers: tuple[Path, ...], set_id: str | None, library: Path | None
) -> int:
    """조문의 말이 어디에서 왔는지 보입니다.

    층(기본 묶음, 덧묶음)과 파일의 자리를, 입안 파일이 있으면 프로필과 답에서 온 말까지 보입니다.
    """
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.overlay import trace
    from ordinance_drafter.yamlfile import nearest

    clause_set, file = open_set(project, layers, set_id, library)
    if clause_id not in clause_set.paths:
        raise InputError(f"없는 조문입니다: {clause_id}.{nearest(clause_id, clause_set.paths)}")
    assembly = None
    if file is not None and file.project.amendment is None and file.project.set == clause_set.id:
        try:
            assembly = assemble(file, clause_set.library)
        except InputError as error:
            for problem in error.problems:
                click.echo(f"오류: {problem}", err=True)
            click.echo("조례안을 엮을 수 없어, 채운 말의 출처는 보이지 못합니다.", err=True)
    found = trace(clause_set, clause_id, assembly)
    for line in columns([(_KEYS.get(step.what, step.what), step.kind, step.place) for step in found.keys]):
        click.echo(line)
    came = clause_set.clause(clause_id).origin
    if came is not None:
        where = f"「{came.title}」 {came.article}" if came.title else f"{came.set}의 {came.clause}({came.layer})"
        click.echo(f"옮겨 온 곳  {where}")
    if found.lines:
        click.echo("")
        for line in found.lines:
            click.echo(line)
        click.echo("")
        for line in columns([(f"[{i}]", s.what, s.kind, s.place) for i, s in enumerate(found.filled, 1)]):
            click.echo(line)
    elif assembly is not None:
        click.echo("이 입안 파일의 조례안에는 들어가지 않은 조문입니다.", err=True)
    return 0


_KEYS = {"heading": "제목", "text": "내용", "summary": "요지", "rationale": "까닭"}


@click.command(cls=KoreanCommand, name="layers")
@which_set
def layers_(project: Path | None, layers: tuple[Path, ...], set_id: str | None, library: Path | None) -> int:
    """쓰는 층과, 층마다 바꾸는 것을 아래에서 위로 보입니다.

    아래 층의 조문이 그 뒤에 바뀌었으면 그것도 알립니다.
    """
    clause_set, _ = open_set(project, layers, set_id, library)
    for layer in clause_set.library.layers:
        click.echo(f"{layer.name}: {layer.folder}")
        for line in columns([("  " + what, words) for what, words in _changes(clause_set, layer.folder)]):
            click.echo(line)
    return 0


def _changes(clause_set: ClauseSet, folder: Path) -> list[tuple[str, str]]:
    from ordinance_drafter.library import digest
    from ordinance_drafter.library.layers import Overrides
    from ordinance_drafter.yamlfile import Source, parse_yaml, read_text

    rows: list[tuple[str, str]] = []
    if folder == clause_set.folder.parent:
        rows.append(
            ("묶음", f"{clause_set.id}, 조문 {sum(1 for p in clause_set.paths.values() if folder in p.parents)}개")
        )
    for clause_id in clause_set.paths:
        files = clause_set.clause_files(clause_id)
        mine = next((each for each in files if each.layer.folder == folder), None)
        if mine is None or (folder == clause_set.folder.parent and not mine.partial):
            continue
        what = "고침" if mine.partial else "새 조문" if mine is files[0] else "옮겨 적음"
        keys = ", ".join(sorted(mine.keys - {"id", "overrides"})) if mine.partial else ""
        below = clause_set.below(clause_id, mine.layer) if mine is not files[0] else None
        data = parse_yaml(Source("", read_text(mine.path)))
        written = (data.get("overrides") if mine.partial else data.get("origin")) or {}
        then = Overrides(layer="", digest=str(written.get("digest", ""))).digest
        stale = below is not None and then and digest(below) != then
        rows.append(
            (what, clause_id + (f" ({keys})" if keys else "") + (" ※ 아래 층의 조문이 그 뒤에 바뀜" if stale else ""))
        )
    for overlay in clause_set.overlays:
        if overlay.layer.folder == folder:
            rows += [("뺌", f"{clause_id}: {reason}") for clause_id, reason in overlay.file.drop.items()]
            rows += [("넣음", item.clause) for item in overlay.file.add]
            rows += [("고름", f"{name}={option}") for name, option in overlay.file.choose.items()]
            rows += [("답", f"{name}: {value}") for name, value in overlay.file.answers.items()]
    return rows
