"""``impact``: what a change of clauses, choices or answers does to a draft, before it is made."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS, INPUT
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ordinance_drafter.impact import Change, Effect, Made
    from ordinance_drafter.library import Library
    from ordinance_drafter.project import ProjectFile

FORMATS = ("text", "json", "markdown", "docx")
_SUFFIXES = {".json": "json", ".md": "markdown", ".docx": "docx"}
_file = click.Path(path_type=Path)


@click.command(cls=KoreanCommand)
@click.argument("project", metavar="입안파일", type=_file)
@click.option(
    "--choose",
    multiple=True,
    metavar="선택=변형",
    help="선택을 이 변형으로 바꿉니다. 입안 파일에 적는 이름 그대로 적습니다.",
)
@click.option(
    "--add", multiple=True, metavar="조문",
    help="조문을 넣습니다. 자리를 정하려면 조문@after:다른조문, 조문@before:다른조문으로 적습니다.",
)  # fmt: skip
@click.option(
    "--drop", multiple=True, metavar="조문[=까닭]",
    help="조문을 뺍니다. 꼭 있어야 할 규정이 없어지면 두지 않는 까닭을 이어 적습니다.",
)  # fmt: skip
@click.option(
    "--answer", "answers", multiple=True, metavar="이름=값",
    help="조문의 자리에 넣을 값을 바꿉니다. 목록은 [가, 나]로 적고, 값을 비우면 기본값이 됩니다.",
)  # fmt: skip
@click.option("--municipality", metavar="코드", default="", help="다른 지방자치단체의 조례안으로 만듭니다.")
@click.option("--recipe", metavar="구성", default="", help="다른 구성(standard, full, ethics, minimal)으로 만듭니다.")
@click.option(
    "--with", "layers", multiple=True, type=_file, metavar="폴더",
    help="덧묶음의 폴더. 이 층이 없을 때와 있을 때를 견줍니다.",
)  # fmt: skip
@click.option("--against", type=_file, metavar="다른입안파일", help="이 입안 파일로 만든 것을 바꾼 뒤로 삼아 견줍니다.")
@click.option("--library", type=_file, metavar="폴더", help="쓸 조문 묶음의 폴더.")
@click.option("--templates", type=_file, metavar="폴더", help="우리 기관의 서식 폴더(bill/*.txt, styles.yaml).")
@click.option("--no-check", is_flag=True, help="검사의 결과는 견주지 않습니다.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), metavar="형식",
    help="결과의 형식(text, json, markdown, docx). 적지 않으면 -o 파일의 이름을 따르고, 그것도 없으면 text.",
)  # fmt: skip
@click.option("-o", "--output", type=_file, metavar="파일", help="결과를 쓸 파일. 적지 않으면 화면에 보입니다.")
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
def impact(
    project: Path, choose: tuple[str, ...], add: tuple[str, ...], drop: tuple[str, ...], answers: tuple[str, ...],
    municipality: str, recipe: str, layers: tuple[Path, ...], against: Path | None, library: Path | None, templates: Path | None,
    no_check: bool, format_: str | None, output: Path | None, force: bool,
) -> int:  # fmt: skip
    """바꾸면 조례안이 어떻게 달라지는지 보입니다.

    입안 파일을 고치지 않고, 바꾸기 전과 뒤의 조례안을 견줍니다. 들어오거나 빠진 조, 바뀐 낱말, 자리만 바뀐 조, 따라 바뀐 인용,
    요건을 갖춘 정도, 검사에서 새로 생기거나 사라진 것을 알립니다. 번호만 바뀐 조와, 가리키는 조가 그대로인 인용은 바뀐 것으로 세지
    않습니다. 무엇을 바꿀지는 옵션으로 여럿을 함께 적을 수 있습니다.

    달라지는 것이 없으면 0, 있으면 1, 그렇게 바꾸면 조례안을 만들 수 없으면 3으로 끝납니다.
    """
    from ordinance_drafter.impact import Change, unchanged
    from ordinance_drafter.library import load_library
    from ordinance_drafter.project import read_project

    change = Change(choose, add, drop, answers, municipality, recipe, layers)
    if not change and against is None:
        raise click.UsageError(
            "무엇을 바꿀지 적으십시오(--choose, --add, --drop, --answer, --municipality, --recipe, --with, --against).",
            click.get_current_context(),
        )
    format_ = format_ or _SUFFIXES.get(output.suffix.lower() if output else "", "text")
    if format_ == "docx" and output is None:
        raise click.UsageError("docx는 -o로 쓸 파일을 적어야 합니다.", click.get_current_context())
    shelf = load_library(library)
    file = read_project(project)
    wanted = _changed(file, change, against, shelf)
    before = _made(unchanged(file, change), shelf, templates)
    try:
        after = _made(wanted, shelf, templates)
    except InputError as error:
        click.echo("이렇게 바꾸면 조례안을 만들 수 없습니다:", err=True)
        for problem in error.problems:
            click.echo(f"  {problem}", err=True)
        return INPUT
    told = [*change.words(), *((f"--against {against}",) if against else ())]
    effect = effect_of(before, after, check=not no_check)
    show(effect, told, format_, output, templates, force=force)
    return FINDINGS if effect else DONE


def _made(file: ProjectFile, library: Library, templates: Path | None) -> Made:
    from ordinance_drafter.impact import make

    return make(file, library, templates)


def _changed(file: ProjectFile, change: Change, against: Path | None, library: Library) -> ProjectFile:
    from ordinance_drafter.impact import changed
    from ordinance_drafter.project import read_project

    return changed(read_project(against) if against is not None else file, change, library)


def effect_of(before: Made, after: Made, *, check: bool) -> Effect:
    """Return the effect between two drafts, with the checker's findings when asked for."""
    from ordinance_drafter.impact import checked_sides
    from ordinance_drafter.impact import impact as compare

    return compare(*checked_sides(before, after)) if check else compare(before, after)


def show(
    effect: Effect, change: Sequence[str], format_: str, output: Path | None, templates: Path | None, *, force: bool
) -> None:
    """Show an effect on the screen or write it to a file."""
    content = _content(effect, change, format_, output, templates)
    if output is None:
        click.echo(content.decode(), nl=False)
        return
    from ordinance_drafter.cli.output import write_file

    write_file(output, content, force=force)
    click.echo(str(output))


def _content(effect: Effect, change: Sequence[str], format_: str, output: Path | None, templates: Path | None) -> bytes:
    if format_ == "text":
        from ordinance_drafter.impact.as_text import effect_text

        return effect_text(effect, color=output is None and colors(sys.stdout), width=screen()).encode()
    from ordinance_drafter.impact.as_document import effect_document, effect_json

    if format_ == "json":
        return effect_json(effect, change).encode()
    from ordinance_drafter.write import write

    styles = templates / "styles.yaml" if templates and (templates / "styles.yaml").exists() else None
    made = effect_document(effect, change, marks=format_ == "markdown")
    return write(made, "md" if format_ == "markdown" else format_, styles)


def colors(stream: object) -> bool:
    """Whether a stream is a terminal that may be written on in colours."""
    return bool(getattr(stream, "isatty", bool)()) and "NO_COLOR" not in os.environ


def screen() -> int:
    """Return the width of the terminal in cells."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
