"""``draft``: the whole bill from a project file."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS
from ordinance_drafter.cli.korean_click import KoreanCommand

if TYPE_CHECKING:
    from ordinance_drafter.bill import Bill
    from ordinance_drafter.project import ProjectFile

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
@click.option("--diff", is_flag=True, help="만들지 않고, 결과 폴더에 마지막으로 만든 조례안과 무엇이 다른지 보입니다.")
@click.option("--watch", is_flag=True, help="입안 파일이나 조문을 저장할 때마다 다시 만듭니다. Ctrl-C로 마칩니다.")
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
    diff: bool,
    watch: bool,
    force: bool,
) -> int:
    """의안 묶음을 만듭니다.

    입안 파일(ordinance.yaml이나 그 폴더)에서 표지, 제안이유, 주요내용, 참고사항, 조례안, 대비표, 비용추계서, 관계 법령
    발췌, 입법예고문, 점검표를 한 번에 만듭니다. 만든 파일의 이름을 한 줄에 하나씩 보입니다.

    만든 것은 곧 검사해서 오류와 경고를 알립니다. 오류가 있으면 1로 끝납니다. --diff는 다른 것이 있으면 1로 끝납니다.
    """
    if diff and watch:
        raise click.UsageError("--diff와 --watch는 함께 쓸 수 없습니다.", click.get_current_context())
    order = Order(project, output, parts, formats, statutes, base, templates, library, not no_check, force)
    if watch:
        from ordinance_drafter.cli.watch import watch_project

        return watch_project(order)
    if diff:
        from ordinance_drafter.cli.last import show_difference

        return show_difference(order)
    file = order.file()
    bill = order.bill(file)
    for path in order.write(file, bill):
        click.echo(str(path))
    return DONE if no_check else tell_findings(bill, str(project))


@dataclass(frozen=True, slots=True)
class Order:
    """What ``draft`` is asked to make, of what and into which folder."""

    project: Path
    output: Path | None = None
    parts: bool = False
    formats: tuple[str, ...] = ()
    statutes: Path | None = None
    base: Path | None = None
    templates: Path | None = None
    library: Path | None = None
    check: bool = True
    force: bool = False

    def file(self) -> ProjectFile:
        """Return the project file, with the paths given on the command line."""
        from ordinance_drafter.errors import InputError
        from ordinance_drafter.project import read_project

        if self.templates is not None and not self.templates.is_dir():
            raise InputError(f"{self.templates}: 서식 폴더가 없습니다.")
        return read_project(self.project).with_paths(statutes=self.statutes, base=self.base)

    def folder(self, file: ProjectFile) -> Path:
        """Return the folder the results are in."""
        return self.output or file.folder / "out"

    def bill(self, file: ProjectFile) -> Bill:
        """Return the bill."""
        from ordinance_drafter.library import load_library

        if file.project.amendment is not None:
            from ordinance_drafter.bill.partial import build_partial_bill

            progress("개정문을 쓰는 중")
            return build_partial_bill(file, load_library(self.library), self.templates)
        from ordinance_drafter.assemble import assemble
        from ordinance_drafter.bill import build_bill

        progress("조문을 엮는 중")
        return build_bill(assemble(file, load_library(self.library)), self.templates)

    def write(self, file: ProjectFile, bill: Bill) -> list[Path]:
        """Write the bill's files and return their paths."""
        from ordinance_drafter.cli.output import write_files

        progress("문서를 쓰는 중")
        files = bill_files(bill, self.formats or ("docx", "txt", "md"), self.parts, self.templates)
        written = write_files(self.folder(file), files, force=self.force)
        progress("")
        return written


def tell_findings(bill: Bill, name: str) -> int:
    """Show the errors and warnings of the checker on what was just made; return the exit code."""
    from ordinance_drafter.bill_check import check_bill
    from ordinance_drafter.check.report import report
    from ordinance_drafter.check.report.results import least

    result = check_bill(bill, bill.assembly.setting, name)
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


def bill_files(
    bill: Bill,
    formats: tuple[str, ...] = ("docx", "txt", "md"),
    parts: bool = False,
    templates: Path | None = None,
) -> dict[str, bytes]:
    """Return the documents of a bill by file name."""
    from ordinance_drafter.write import write

    styles = templates / "styles.yaml" if templates and (templates / "styles.yaml").exists() else None
    name = file_name(bill.title)
    document = bill.document()
    files = {f"{name}.{format}": write(document, format, styles) for format in dict.fromkeys(formats)}
    if parts:
        for part in bill.parts:
            files[f"{part.number:02} {file_name(part.title)}.docx"] = write(bill.part_document(part), "docx", styles)
        for title, extra in bill.extras:
            files[f"{file_name(title)}.docx"] = write(extra, "docx", styles)
    return files


def file_name(title: str) -> str:
    """Return a title as a file name every system takes: no reserved marks, at most 80 characters."""
    return " ".join(title.translate(_FORBIDDEN).split())[:80].rstrip(" .")


def progress(words: str) -> None:
    """Show what is being done on a terminal's last line; nothing takes it away."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{words}{'…' if words else ''}", err=True, nl=False)
