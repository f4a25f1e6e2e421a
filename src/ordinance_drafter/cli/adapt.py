"""``adapt``: another city's ordinance as one's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.adapt import Adapted
    from ordinance_drafter.library import Library, Municipality
    from ordinance_drafter.model import Ordinance

RESULTS = ("ordinance", "set", "bill")
"""What ``--as`` can make: the text, a clause set, a whole bill (a set with its project file and documents)."""
_file = click.Path(path_type=Path)


@click.command(cls=KoreanCommand)
@click.argument("file", metavar="원본", type=_file)
@click.option(
    "--to",
    "to",
    metavar="곳",
    default="",
    help="옮겨 갈 지방자치단체의 코드나 이름(goyang, 수원시, 서울특별시 강남구).",
)
@click.option(
    "--from", "from_", metavar="곳", default="", help="옮겨 온 지방자치단체. 적지 않으면 제명에서 알아냅니다."
)
@click.option(
    "-o", "--output", type=_file, metavar="파일", help="결과를 쓸 파일(.txt .md .docx .json). 적지 않으면 화면."
)
@click.option(
    "--report", type=_file, metavar="파일", help="보고서를 쓸 파일(.txt .md .docx .json). 적지 않으면 화면의 오류 쪽."
)
@click.option(
    "--as", "as_", type=click.Choice(RESULTS), default="ordinance", metavar="무엇",
    help="무엇으로 만들지: ordinance 조례(기본값), set 조문 묶음, bill 의안 묶음. set과 bill은 -o에 폴더를 적습니다.",
)  # fmt: skip
@click.option("--name", default="", metavar="이름", help="조문 묶음의 id. set과 bill에서 씁니다.")
@click.option(
    "--layer", "layers", multiple=True, type=_file, metavar="폴더", help="지방자치단체 파일이 있는 층의 폴더."
)
@click.option("--library", type=_file, metavar="폴더", help="쓸 조문 묶음의 폴더.")
@click.option(
    "--today", metavar="날짜", default="", help="존속기한이 지났는지 견줄 날. 적지 않으면 원본에 적힌 시행일."
)
@click.option(
    "--drop-level-only",
    is_flag=True,
    help="아래 지방자치단체의 장에게 위임하는 조항을 뺍니다. 뒤의 번호와 인용을 고칩니다.",
)
@click.option("--keep-history", is_flag=True, help="개정 표시, 삭제된 조항, 조 번호, 부칙을 그대로 둡니다.")
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
def adapt(
    file: Path,
    to: str,
    from_: str,
    output: Path | None,
    report: Path | None,
    as_: str,
    name: str,
    layers: tuple[Path, ...],
    library: Path | None,
    today: str,
    drop_level_only: bool,
    keep_history: bool,
    force: bool,
) -> int:
    """다른 지방자치단체의 조례를 옮겨 옵니다.

    이름, 장, 의회, 주민을 부르는 말, 공보, 기관, 인용한 조례를 옮겨 갈 곳의 것으로 바꾸고 조사를 맞춥니다. 「 」 안의 법령
    제명과 따온 말은 바꾸지 않습니다. 확인하지 못한 제명과 기관에는 표시를 답니다. 종류가 다른 지방자치단체에만 맞는 규정, 날짜,
    남은 말을 모두 알립니다.

    사람이 정해야 할 곳이 남아 있으면 1로 끝납니다.
    """
    from ordinance_drafter.adapt import adapt as carry_over
    from ordinance_drafter.library import load_library
    from ordinance_drafter.locality import profile_named

    if not to:
        raise click.UsageError("옮겨 갈 지방자치단체를 --to로 적어야 합니다.", click.get_current_context())
    if as_ != "ordinance" and output is None:
        raise click.UsageError(f"--as {as_}에는 -o로 결과를 둘 폴더를 적어야 합니다.", click.get_current_context())
    shelf = load_library(library).with_layers(layers)
    ordinance = _ordinance(file)
    source, target = _source(ordinance, file, from_, shelf), profile_named(to, shelf)
    if source.formal_name == target.formal_name:
        raise InputError(f"{file}: 이미 {target.formal_name}의 조례입니다. --to에 다른 지방자치단체를 적으십시오.")
    adapted = carry_over(
        ordinance, source, target, today=_day(today), drop_level_only=drop_level_only, keep_history=keep_history
    )
    if as_ != "ordinance" and output is not None:
        from ordinance_drafter.cli.adapt_as import write_bill, write_set

        maker = write_bill if as_ == "bill" else write_set
        maker(adapted, ordinance, shelf, output, name, force=force)
        _show_report(adapted, report, force=force)
        return DONE if adapted.is_ready else FINDINGS
    _show(adapted, output, report, force=force)
    return DONE if adapted.is_ready else FINDINGS


def _show(adapted: Adapted, output: Path | None, report: Path | None, *, force: bool) -> None:
    """Write or print the result and the report; both names are looked at before anything is written."""
    from ordinance_drafter.adapt.report import FORMATS, as_text, summary
    from ordinance_drafter.adapt.report import report as written
    from ordinance_drafter.cli.output import write_file

    files = []
    if output is not None:
        files.append((output, _as_ordinance(adapted, _format(output, FORMATS))))
    if report is not None:
        files.append((report, written(adapted, _format(report, FORMATS))))
    if output is not None and report is not None and output.resolve() == report.resolve():
        raise InputError(f"{output}: 결과와 보고서의 파일 이름이 같습니다. 다르게 적으십시오.")
    if output is None:
        click.echo(_as_ordinance(adapted, "txt").decode(), nl=False)
    for path, content in files:
        write_file(path, content, force=force)
        click.echo(str(path), err=output is None)
    click.echo(summary(adapted) if report is not None else as_text(adapted).rstrip("\n"), err=True)


def _show_report(adapted: Adapted, report: Path | None, *, force: bool) -> None:
    from ordinance_drafter.adapt.report import FORMATS, as_text, summary
    from ordinance_drafter.adapt.report import report as written
    from ordinance_drafter.cli.output import write_file

    if report is not None:
        write_file(report, written(adapted, _format(report, FORMATS)), force=force)
        click.echo(str(report))
    click.echo(summary(adapted) if report is not None else as_text(adapted).rstrip("\n"), err=True)


def _as_ordinance(adapted: Adapted, format_: str) -> bytes:
    from ordinance_drafter.write import write

    return write(adapted.ordinance, format_)


def _ordinance(path: Path) -> Ordinance:
    from ordinance_drafter.model import articles
    from ordinance_drafter.read import read

    ordinance = read(path).ordinance
    if next(articles(ordinance), None) is None:
        raise InputError(f"{path}: 조례의 조문을 찾지 못했습니다. 제1조부터 적힌 파일이어야 합니다.")
    return ordinance


def _source(ordinance: Ordinance, path: Path, named: str, library: Library) -> Municipality:
    from ordinance_drafter.locality import municipality_of, profile_named

    found = named or municipality_of(ordinance)
    if not found:
        raise InputError(f"{path}: 어느 지방자치단체의 조례인지 알 수 없습니다. --from 수원시처럼 적으십시오.")
    return profile_named(found, library)


def _day(words: str) -> date | None:
    from ordinance_drafter.korean import parse_date

    if not words:
        return None
    try:
        return parse_date(words)
    except ValueError as error:
        raise InputError(f"--today: {error}") from None


def _format(path: Path, known: tuple[str, ...]) -> str:
    found = path.suffix.lower().lstrip(".")
    if found not in known:
        raise InputError(f"{path}: 결과 파일의 이름 끝에 형식({', '.join('.' + each for each in known)})을 적으십시오.")
    return found
