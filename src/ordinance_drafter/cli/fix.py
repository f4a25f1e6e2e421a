"""``fix``: what is safe to change is changed, and shown first."""

from __future__ import annotations

import difflib
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, INPUT
from ordinance_drafter.cli.batch import Outcome, Source, carry_out, gather, is_one, jobs_option
from ordinance_drafter.cli.checking import Checking, checking_options
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.finding import Reading


@click.command(cls=KoreanCommand)
@click.argument("files", metavar="파일...", nargs=-1, required=True)
@click.option("--write", is_flag=True, help="고친 것을 그 파일에 씁니다. 적지 않으면 무엇이 바뀌는지만 보입니다.")
@click.option(
    "-o",
    "--output",
    metavar="파일",
    type=click.Path(path_type=Path),
    help="고친 것을 다른 파일로 씁니다(파일 하나일 때).",
)
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다(-o와 함께).")
@checking_options
@jobs_option
def fix(
    files: tuple[str, ...], write: bool, output: Path | None, force: bool, checking: Checking, jobs: int | None
) -> int:
    """안전하게 고칠 수 있는 것을 고칩니다.

    뜻을 살피지 않아도 옳은 것(부호, 띄어쓰기, 조사, 정해진 말)만 고칩니다. 낫표 안의 제명과 따옴표 안의 말은 건드리지
    않습니다. 글, 마크다운, 워드(.docx) 파일을 그 자리에서 고치며, 고친 파일을 다시 읽어 뜻한 대로만 바뀐 것을 확인합니다.

    바뀌는 줄을 보이기만 하고 쓰지는 않습니다. 쓰려면 --write나 -o를 붙입니다.
    """
    if output is not None and (write or not is_one(files)):
        raise click.UsageError("-o는 파일 하나에, --write 없이 씁니다.", click.get_current_context())
    if "-" in files:
        raise InputError("표준 입력은 고칠 수 없습니다. 파일을 적으십시오.")
    work = partial(_fix, checking=checking, write=write, output=output, force=force)
    shown = _Shown()
    code = carry_out(work, gather(files), jobs, shown.take, None)
    click.echo(shown.sentence(write or output is not None), err=True)
    return INPUT if code == INPUT else DONE


def _fix(source: Source, checking: Checking, write: bool, output: Path | None, force: bool) -> Outcome:
    from ordinance_drafter.check.fix import fix_source
    from ordinance_drafter.check.sources import source_of
    from ordinance_drafter.cli.output import write_file

    before = source_of(source.path, partial(_document, checking=checking))
    fixed = fix_source(before, checking.policy)
    target = output or (source.path if write else None)
    if target is not None and (fixed.applied or output):
        write_file(target, fixed.source.content(), force=force or write)
    name = str(source.path)
    diff = difflib.unified_diff(before.lines(), fixed.source.lines(), name, f"{name}(고친 것)", n=1, lineterm="")
    text = "\n".join(diff)
    result = (len(fixed.applied), len(fixed.left))
    return Outcome(source, text + "\n" if text else "", bool(fixed.applied), result=result)


def _document(reading: Reading, checking: Checking) -> Document:
    from ordinance_drafter.check.document import Document

    return Document(reading, kind=checking.kind, municipality=checking.municipality, as_of=checking.as_of)


class _Shown:
    """Shows differences as they come, coloured on a terminal, and counts."""

    def __init__(self) -> None:
        self.applied = self.left = self.files = 0

    def take(self, outcome: Outcome) -> None:
        """Show what changed in one file."""
        if outcome.result is None:
            return
        applied, left = outcome.result
        self.applied, self.left, self.files = self.applied + applied, self.left + left, self.files + bool(applied)
        if not sys.stdout.isatty():
            click.echo(outcome.text.encode("utf-8", "backslashreplace"), nl=False)
            return
        for line in outcome.text.splitlines():
            color = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.echo(click.style(line, fg=color) if color else line)

    def sentence(self, written: bool) -> str:
        """Tell what came of it."""
        if not self.applied:
            words = "안전하게 고칠 것이 없습니다."
        else:
            done = "고쳐 썼습니다" if written else "고칠 수 있습니다. 쓰려면 --write를 붙이십시오"
            words = f"파일 {self.files}개에서 {self.applied}곳을 {done}."
        if self.left:
            words += f" {self.left}곳은 원본에서 자리를 찾지 못해 그대로 두었습니다."
        return words
