"""``check``: what the rules find in ordinances and bills."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS, INPUT
from ordinance_drafter.cli.batch import Outcome, Source, carry_out, gather, is_one, jobs_option
from ordinance_drafter.cli.checking import Checking, checking_options, document_of
from ordinance_drafter.cli.korean_click import KoreanCommand

if TYPE_CHECKING:
    from ordinance_drafter.check.baseline import Baseline
    from ordinance_drafter.check.report import FileResult, Report, Totals

FORMATS = ("text", "json", "sarif", "junit", "markdown")
LEVELS = ("error", "warning", "info")

_output = (
    click.option("--format", "format_", metavar="형식", type=click.Choice(FORMATS), default="text",
                 help=f"결과의 형식({', '.join(FORMATS)})."),
    click.option("-o", "--output", metavar="파일", type=click.Path(path_type=Path),
                 help="결과를 쓸 파일. 적지 않으면 화면에 보입니다."),
    click.option("--show", metavar="정도", type=click.Choice(LEVELS), default="info",
                 help="이 정도 이상만 보입니다(error, warning, info). 적지 않으면 모두."),
    click.option("--fail-on", metavar="정도", type=click.Choice((*LEVELS, "never")), default="error",
                 help="이 정도 이상이 있으면 1로 끝납니다(error, warning, info, never). 적지 않으면 error."),
    click.option("--baseline", metavar="파일", type=click.Path(path_type=Path),
                 help="이 기준 파일에 적힌 것은 빼고 새로 생긴 것만 봅니다."),
    click.option("--write-baseline", metavar="파일", type=click.Path(path_type=Path),
                 help="지금 찾은 것을 모두 기준 파일로 씁니다."),
    click.option("--annotate", metavar="파일", type=click.Path(path_type=Path),
                 help="찾은 것을 그 조문의 메모로 단 워드 문서를 씁니다(파일 하나일 때)."),
    click.option("--opinion", metavar="파일", type=click.Path(path_type=Path),
                 help="한 쪽짜리 검토의견서(워드)를 씁니다(파일 하나일 때)."),
    click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다."),
)  # fmt: skip


@click.command(cls=KoreanCommand)
@click.argument("files", metavar="파일...", nargs=-1, required=True)
@checking_options
@jobs_option
@click.option(
    "--base",
    metavar="파일",
    type=click.Path(path_type=Path),
    help="일부개정조례안이 고치는 현행 조례. 개정문이 현행에 맞는지도 검사합니다(파일 하나일 때).",
)
def check(
    files: tuple[str, ...], checking: Checking, jobs: int | None, base: Path | None, **output: object
) -> int:  # fmt: skip
    """조례를 검사합니다.

    조례나 의안의 파일을 적습니다. 폴더와 이름의 꼴('의안/*.docx')도 되며, 여럿이면 모든 코어로 검사합니다. 입안
    파일(ordinance.yaml)을 적으면 그것으로 만들어질 조례안을 검사합니다. 파일 대신 - 를 적으면 표준 입력을 읽습니다.

    찾은 것마다 부호와 자리와 까닭을 보입니다. 오류가 있으면 1로, 읽지 못한 파일이 있으면 3으로 끝납니다. 부호의 뜻은
    explain으로, 규칙의 목록은 rules로 봅니다.
    """
    from ordinance_drafter.check.baseline import load_baseline

    options = Output(**output)  # type: ignore[arg-type]
    if (options.annotate or options.opinion) and not is_one(files):
        raise click.UsageError("--annotate와 --opinion은 파일 하나에만 쓸 수 있습니다.", click.get_current_context())
    if base is not None:
        if not is_one(files):
            raise click.UsageError("--base는 파일 하나에만 쓸 수 있습니다.", click.get_current_context())
        from ordinance_drafter.read import read

        checking = replace(checking, base=read(base).ordinance)
    sources = gather(files)
    run = Run(options, checking, load_baseline(options.baseline) if options.baseline else None)
    run.emit(run.report.begin())
    code = carry_out(partial(checked, checking=checking), sources, jobs, run.take, None)
    run.close()
    if code == DONE and (options.annotate or options.opinion):
        from ordinance_drafter.cli.papers import write_papers

        write_papers(sources[0], checking, options.annotate, options.opinion, force=options.force)
    return INPUT if code == INPUT else FINDINGS if run.fails() else DONE


for _option in _output:
    check = _option(check)


def checked(source: Source, checking: Checking) -> Outcome:
    """Check one file: what another process is given to do."""
    from ordinance_drafter.check import check_document
    from ordinance_drafter.check.report import result_of

    document = document_of(source, checking)
    findings = check_document(document, checking.policy)
    path = "-" if source.data is not None else str(source.path)
    return Outcome(source, noted=bool(findings), result=result_of(path, document, findings))


class Output:
    """What the command was told about its results."""

    def __init__(
        self, *, format_: str, output: Path | None, show: str, fail_on: str, baseline: Path | None,
        write_baseline: Path | None, annotate: Path | None, opinion: Path | None, force: bool,
    ) -> None:  # fmt: skip
        self.format, self.output, self.show, self.fail_on = format_, output, show, fail_on
        self.baseline, self.write_baseline = baseline, write_baseline
        self.annotate, self.opinion, self.force = annotate, opinion, force


class Run:
    """One run: writes the report as results come, and keeps the numbers."""

    def __init__(self, options: Output, checking: Checking, baseline: Baseline | None) -> None:
        from ordinance_drafter.check.baseline import Baseline as Made
        from ordinance_drafter.check.report import Totals, report

        self.options, self.baseline = options, baseline
        self.found = Made() if options.write_baseline else None
        terminal = options.output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size((100, 24)).columns
        color = terminal and "NO_COLOR" not in os.environ
        own = checking.policy.own_rules
        self.report: Report = report(options.format, color=color, width=width, own_rules=own)
        self.totals: Totals = Totals()
        self.first = True
        self.pieces: list[str] = []

    def emit(self, text: str) -> None:
        """Write on standard output, or keep for the file."""
        if self.options.output is not None:
            self.pieces.append(text)
        elif sys.stdout.isatty():
            click.echo(text, nl=False)
        else:
            click.echo(text.encode("utf-8", "backslashreplace"), nl=False)

    def take(self, outcome: Outcome) -> None:
        """Take the result of one file."""
        from ordinance_drafter.check.report.results import least

        result: FileResult | None = outcome.result
        if result is None:
            from ordinance_drafter.check.report import FileResult

            self.totals.failed += 1
            failed = FileResult(str(outcome.source.path), "", "", "", (), " ".join(outcome.problems))
            self.emit(self.report.file(failed, first=self.first))
            self.first = False
            return
        if self.found is not None:
            self.found.add(result)
        if self.baseline is not None:
            result, dropped = self.baseline.without_known(result)
            self.totals.baseline += dropped
        self.totals.add(result)
        shown = result._replace(rows=least(result.rows, self.options.show))
        self.emit(self.report.file(shown, first=self.first))
        self.first = False

    def close(self) -> None:
        """Finish the report and write what was asked for."""
        from ordinance_drafter.cli.output import write_file

        self.emit(self.report.end(self.totals))
        if self.options.output is not None:
            write_file(self.options.output, "".join(self.pieces).encode(), force=self.options.force)
            click.echo(str(self.options.output))
        if self.options.write_baseline is not None and self.found is not None:
            write_file(self.options.write_baseline, self.found.content(), force=True)
            click.echo(f"기준 파일을 썼습니다: {self.options.write_baseline}", err=True)

    def fails(self) -> bool:
        """Whether there is anything at or above what the command is to fail on."""
        if self.options.fail_on == "never":
            return False
        return any(self.totals.severities[name] for name in LEVELS[: LEVELS.index(self.options.fail_on) + 1])
