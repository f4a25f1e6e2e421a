"""``coverage``: which provisions ordinances have, as a table, JSON, CSV or a Word document."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli.batch import Outcome, Source, carry_out, gather, jobs_option, read_source
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.cli.coverage_views import File
    from ordinance_drafter.coverage import Requirement
    from ordinance_drafter.model import Ordinance

USUAL = "ai-industry"
"""The set whose requirements are looked for when no set is named and none fits the title."""
FORMATS = ("table", "json", "csv", "docx")
LEVELS = {"필수": "core", "흔함": "common", "선택": "optional"}


@click.command(cls=KoreanCommand)
@click.argument("files", metavar="파일...", nargs=-1, required=True)
@click.option(
    "--set",
    "set_id",
    metavar="묶음",
    help="규정 목록을 가져올 조문 묶음. 적지 않으면 제명에 맞는 묶음, 없으면 ai-industry.",
)
@click.option("--recipe", metavar="구성", help="이 구성(standard, full …)이 담는 규정만 봅니다.")
@click.option("--theme", metavar="주제", help="이 주제의 규정만 봅니다(governance 또는 추진체계처럼).")
@click.option(
    "--level",
    metavar="수준",
    type=click.Choice((*LEVELS, *LEVELS.values())),
    help="이 수준의 규정만 봅니다(필수, 흔함, 선택).",
)
@click.option(
    "--format",
    "format_",
    metavar="형식",
    type=click.Choice(FORMATS),
    help="결과의 형식(table, json, csv, docx). 적지 않으면 -o 파일의 확장자를 따르고, 그것도 없으면 table.",
)
@click.option(
    "-o",
    "--output",
    metavar="파일",
    type=click.Path(path_type=Path),
    help="결과를 쓸 파일. 적지 않으면 화면에 보입니다.",
)
@click.option("--name", "names", multiple=True, metavar="이름", help="칸의 이름. 칸의 차례대로 여러 번 적습니다.")
@click.option("--differences", is_flag=True, help="칸마다 다른 규정만 봅니다.")
@click.option("--bom", is_flag=True, help="csv를 엑셀에서 바로 열 수 있게 씁니다.")
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
@jobs_option
def coverage(
    files: tuple[str, ...], set_id: str | None, recipe: str | None, theme: str | None, level: str | None,
    format_: str | None, output: Path | None, names: tuple[str, ...], differences: bool, bom: bool, force: bool,
    jobs: int | None,
) -> int:  # fmt: skip
    """조례에 어떤 규정이 있고 없는지 보입니다.

    조례의 파일을 적습니다. 폴더와 이름의 꼴('조례/*.md')도 됩니다. 여럿이면 규정을 줄로, 조례를 칸으로 한 표가 됩니다.
    칸은 적은 차례대로 놓입니다. 입안 파일(ordinance.yaml)이나 그 폴더를 적으면 그것으로 만들어질 조례안을 봅니다. 파일 대신 - 를 적으면 표준 입력을 읽습니다.

    ●는 있음, ◐는 일부(다른 규정 안에서 언급만 하거나 할 수 있다고만 정한 것), ─는 없음입니다. 규정은 조 제목과 글을 보고
    알아보므로 법적으로 충분한지는 사람이 판단해야 합니다. 읽지 못한 파일이 있으면 3으로 끝납니다.
    """
    from ordinance_drafter.cli import coverage_views as views

    format_ = format_ or _by_suffix(output)
    level = LEVELS.get(level, level) if level is not None else None
    if format_ == "docx" and output is None:
        raise click.UsageError("docx는 -o로 쓸 파일을 적어야 합니다.", click.get_current_context())
    if set_id is None and (recipe or theme):
        set_id = USUAL  # what they mean differs from set to set
    if set_id is not None:
        chosen(set_id, recipe, theme, level)  # what is wrong with these is told before any file is read
    found: list[File] = []
    work = partial(covered, set_id=set_id, recipe=recipe, theme=theme, level=level)

    def take(outcome: Outcome) -> None:
        if outcome.result is not None:
            found.append(outcome.result)

    code = carry_out(work, _in_given_order(files), jobs, take, None)
    if not found:
        return code
    sets = sorted({file.set_id for file in found})
    if len(sets) > 1 and format_ != "json":
        raise InputError(
            f"맞는 조문 묶음이 다른 조례가 섞여 있습니다({', '.join(sets)}). --set을 적거나 나누어 보십시오."
        )
    asked = chosen(sets[0], recipe, theme, level)
    if names and len(names) != len(found):
        raise InputError(f"--name이 {len(names)}개인데 칸은 {len(found)}개입니다. 칸마다 하나씩 적으십시오.")
    found = [each._replace(name=name) for each, name in zip(found, names or [""] * len(found), strict=True)]
    if differences:
        asked = _differing(found, asked)
    width = views.screen_width() if output is None and sys.stdout.isatty() else None
    content = views.VIEWS[format_](found, asked, width)
    if format_ == "csv" and bom:
        content = b"\xef\xbb\xbf" + content
    if output is None:
        click.echo(content.decode() if sys.stdout.isatty() else content, nl=False)
    else:
        from ordinance_drafter.cli.output import write_file

        write_file(output, content, force=force)
        click.echo(str(output))
    return code


def _in_given_order(arguments: Sequence[str]) -> list[Source]:
    """Return the files in the order of the arguments (those of a folder by name), a project's folder as its file."""
    found: dict[Path, Source] = {}
    for argument in arguments:
        project = Path(argument) / "ordinance.yaml"
        try:
            sources = gather([str(project) if argument and project.is_file() else argument])
        except InputError as error:
            if len(arguments) == 1:
                raise
            sources = [Source(Path(argument), Path(), problem=error.problems[0])]
        for source in sources:
            found.setdefault(source.path.absolute(), source)
    return list(found.values())


def _differing(found: Sequence[File], asked: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return the requirements that not all files meet alike.

    Raises:
        InputError: there is none.
    """
    rows = [file.by_id() for file in found]
    chosen = tuple(row for row in asked if len({each[row.id].status for each in rows}) > 1)
    if not chosen:
        raise InputError("칸마다 다른 규정이 없습니다. --differences를 빼고 보십시오.")
    return chosen


def _by_suffix(output: Path | None) -> str:
    suffix = output.suffix.lower().removeprefix(".") if output is not None else ""
    return suffix if suffix in FORMATS else "table"


@cache
def chosen(set_id: str, recipe: str | None, theme: str | None, level: str | None) -> tuple[Requirement, ...]:
    """Return the requirements that were asked for.

    Raises:
        InputError: no such set, recipe or theme, or nothing is left.
    """
    from ordinance_drafter.coverage import load_requirements, provided_by

    rows = load_requirements(set_id)
    if theme is not None:
        names = {row.theme: row.theme_label for row in rows}
        if theme not in names and theme not in names.values():
            known = ", ".join(f"{name}({label})" for name, label in names.items())
            raise InputError(f"없는 주제입니다: {theme}. 있는 것: {known}")
        rows = tuple(row for row in rows if theme in (row.theme, row.theme_label))
    if recipe is not None:
        met = provided_by(recipe, set_id)
        rows = tuple(row for row in rows if row.id in met)
    rows = tuple(row for row in rows if level in (None, row.level))
    if not rows:
        raise InputError("그런 규정이 없습니다. --recipe, --theme, --level을 줄여 보십시오.")
    return rows


def covered(source: Source, set_id: str | None, recipe: str | None, theme: str | None, level: str | None) -> Outcome:
    """Look at one file, with the set that fits its title when none is named: what another process is given to do."""
    from ordinance_drafter.cli.coverage_views import File
    from ordinance_drafter.cli.sides import state_of
    from ordinance_drafter.coverage import coverage as cover
    from ordinance_drafter.coverage import load_requirements, set_for

    ordinance = _ordinance(source)
    set_id = set_id or set_for(ordinance.title) or USUAL
    wanted = {row.id for row in chosen(set_id, recipe, theme, level)}
    whole = cover(ordinance, load_requirements(set_id))  # all of them: one may stand for another
    rows = tuple(row for row in whole.requirements if row.id in wanted)
    path = "-" if source.data is not None else str(source.path)
    state = "조례안" if source.data is None and source.path.suffix.lower() in (".yaml", ".yml") else state_of(ordinance)
    return Outcome(source, result=File(path, ordinance.title, rows, set_id, state))


def _ordinance(source: Source) -> Ordinance:
    """Return the ordinance of a file, or the draft of a project (ordinance.yaml)."""
    if source.data is not None or source.path.suffix.lower() not in (".yaml", ".yml"):
        reading = read_source(source)
        if not reading.ordinance.body and not reading.ordinance.addenda:
            raise InputError("조문을 찾지 못했습니다. 조례의 본문이 있는 파일인지 보십시오.")
        return reading.ordinance
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.project import read_project

    file = read_project(source.path)
    if file.project.amendment is not None:  # the text as the amendment leaves it
        from ordinance_drafter.bill.partial import build_partial_bill
        from ordinance_drafter.library import load_library

        return build_partial_bill(file, load_library()).assembly.ordinance
    return assemble(file).ordinance
