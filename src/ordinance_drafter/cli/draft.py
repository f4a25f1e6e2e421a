"""``draft``: the whole bill from a project file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS
from ordinance_drafter.cli.korean_click import KoreanCommand

if TYPE_CHECKING:
    from ordinance_drafter.bill import Bill
    from ordinance_drafter.project import ProjectFile
    from ordinance_drafter.selection import Setting

_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', " "))


@click.command(cls=KoreanCommand)
@click.argument("project", metavar="입안파일", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="폴더",
    help="결과를 둘 폴더. 적지 않으면 입안 파일 옆의 out.",
)
@click.option("--parts", is_flag=True, help="의안의 부분마다 워드 파일을 따로 하나씩 더 만듭니다.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(["docx", "txt", "md"]), metavar="형식",
    help="만들 형식(docx, txt, md). 여러 번 적을 수 있고, 적지 않으면 셋 다 만듭니다.",
)  # fmt: skip
@click.option(
    "--statutes", type=click.Path(path_type=Path), metavar="폴더", help="관계 법령을 발췌할 법령 파일의 폴더."
)
@click.option(
    "--base", type=click.Path(path_type=Path), metavar="파일", help="현행 조례의 본문. 중요사항 대비표를 만듭니다."
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path),
    metavar="폴더",
    help="우리 기관의 서식 폴더(bill/*.txt, styles.yaml).",
)
@click.option("--library", type=click.Path(path_type=Path), metavar="폴더", help="쓸 조문 묶음의 폴더.")
@click.option("--no-check", is_flag=True, help="만든 조례안을 검사하지 않습니다.")
@click.option("--force", is_flag=True, help="사람이 고친 결과 파일도 덮어씁니다.")
def draft(
    project: Path,
    output: Path | None,
    parts: bool,
    formats: tuple[str, ...],
    statutes: Path | None,
    base: Path | None,
    templates: Path | None,
    library: Path | None,
    no_check: bool,
    force: bool,
) -> int:
    """의안 묶음을 만듭니다.

    입안 파일(ordinance.yaml이나 그 폴더)에서 표지, 제안이유, 주요내용, 참고사항, 조례안, 대비표, 비용추계서, 관계 법령
    발췌, 입법예고문, 점검표를 한 번에 만듭니다. 만든 파일의 이름을 한 줄에 하나씩 보입니다.

    만든 것은 곧 검사해서 오류와 경고를 알립니다. 오류가 있으면 1로 끝납니다.
    """
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.bill import build_bill
    from ordinance_drafter.cli.output import write_files
    from ordinance_drafter.errors import InputError
    from ordinance_drafter.library import load_library
    from ordinance_drafter.project import read_project

    if templates is not None and not templates.is_dir():
        raise InputError(f"{templates}: 서식 폴더가 없습니다.")
    file = read_project(project).with_paths(statutes=statutes, base=base)
    if file.project.amendment is not None:
        _progress("개정문을 쓰는 중")
        bill = _partial(file, library, templates)
    else:
        _progress("조문을 엮는 중")
        bill = build_bill(assemble(file, load_library(library)), templates)
    _progress("문서를 쓰는 중")
    files = _files(bill, formats or ("docx", "txt", "md"), parts, templates)
    written = write_files(output or file.folder / "out", files, force=force)
    _progress("")
    for path in written:
        click.echo(str(path))
    return DONE if no_check else _tell_findings(bill, bill.assembly.setting, str(project))


def _partial(file: ProjectFile, library: Path | None, templates: Path | None) -> Bill:
    from ordinance_drafter.bill.partial import build_partial_bill
    from ordinance_drafter.library import load_library

    return build_partial_bill(file, load_library(library), templates)


def _tell_findings(bill: Bill, setting: Setting, name: str) -> int:
    """Show the errors and warnings of the checker on what was just made; return the exit code."""
    from ordinance_drafter.check.report import report
    from ordinance_drafter.check.report.results import least
    from ordinance_drafter.cli.draft_check import check_bill

    result = check_bill(bill, setting, name)
    result = result._replace(rows=least(result.rows, "warning"))
    if not result.rows:
        return DONE
    color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    click.echo(report("text", color=color).file(result, first=True), err=True, nl=False)
    click.echo(
        "만든 조례안에서 위와 같은 것을 찾았습니다. 그대로 둘 것은 입안 파일의 allow에 까닭과 함께 적으십시오.",
        err=True,
    )
    return FINDINGS if any(row.severity == "error" for row in result.rows) else DONE


def _files(bill: Bill, formats: tuple[str, ...], parts: bool, templates: Path | None) -> dict[str, bytes]:
    from ordinance_drafter.write import write

    styles = templates / "styles.yaml" if templates and (templates / "styles.yaml").exists() else None
    name = _file_name(bill.title)
    document = bill.document()
    files = {f"{name}.{format}": write(document, format, styles) for format in dict.fromkeys(formats)}
    if parts:
        for part in bill.parts:
            files[f"{part.number:02} {_file_name(part.title)}.docx"] = write(bill.part_document(part), "docx", styles)
        for title, extra in bill.extras:
            files[f"{_file_name(title)}.docx"] = write(extra, "docx", styles)
    return files


def _file_name(title: str) -> str:
    """Return a title as a file name every system takes: no reserved marks, at most 80 characters."""
    return " ".join(title.translate(_FORBIDDEN).split())[:80].rstrip(" .")


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{words}{'…' if words else ''}", err=True, nl=False)
