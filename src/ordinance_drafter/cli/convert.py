"""``convert``: the same ordinance, or many, in another file format."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli.batch import Outcome, Source, carry_out, gather, is_one, jobs_option, place, read_source
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.finding import Reading
    from ordinance_drafter.model import Ordinance

FORMATS = ("txt", "md", "json", "docx")
_READ_BACK = {"txt": "text", "md": "markdown", "json": "json", "docx": "docx"}
"""Format that is written -> format that it is read back as, to see that nothing was lost."""


@click.command(cls=KoreanCommand)
@click.argument("paths", metavar="원본... 결과", nargs=-1, required=True)
@click.option("--to", metavar="형식", type=click.Choice(FORMATS), help=f"결과의 형식({', '.join(FORMATS)}).")
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
@jobs_option
def convert(paths: tuple[str, ...], to: str | None, force: bool, jobs: int | None) -> int:
    """조례의 파일 형식을 바꿉니다.

    파일 하나를 바꿀 때의 형식은 결과 파일의 이름(.txt .json .md .docx)으로 정합니다. 다시 읽어 같은 조례가 되지 않으면
    쓰지 않습니다.

    여러 파일, 폴더, 따옴표로 묶은 이름의 꼴('의안/*.docx')을 바꾸려면 --to로 형식을, 결과 자리에 폴더를 적습니다. 바꾸지
    못한 파일은 까닭을 알리고 나머지를 계속하며, 그런 파일이 있으면 3으로 끝납니다.
    """
    *originals, last = paths
    target = Path(last)
    if not originals or not last:
        raise click.UsageError("결과 자리를 적어야 합니다.", click.get_current_context())
    if to is None:
        return _convert_one(originals, target, force)
    if is_one(originals) and _format_of(target) in FORMATS and not target.is_dir():
        words = "--to를 적으면 결과는 폴더입니다. 파일 하나만 바꾸려면 --to를 빼십시오."
        raise click.UsageError(words, click.get_current_context())
    sources = place(gather(originals, target), target, f".{to}", keep=False)
    work = partial(_convert, format_=to, force=force)
    return carry_out(work, sources, jobs, _show, ("바꾼 파일", "바꾸지 못한 파일"))


def _convert_one(originals: list[str], target: Path, force: bool) -> int:
    if not is_one(originals):
        words = f"여러 파일이나 폴더를 바꾸려면 --to로 결과의 형식({', '.join(FORMATS)})을 적어야 합니다."
        raise click.UsageError(words, click.get_current_context())
    if target.is_dir():
        raise InputError(f"{target}: 폴더입니다. 폴더에 쓰려면 --to로 결과의 형식({', '.join(FORMATS)})을 적으십시오.")
    if _format_of(target) not in FORMATS:
        wrong = f"쓸 수 없는 형식입니다({target.suffix})" if target.suffix else "결과 파일의 이름에 형식이 없습니다"
        raise InputError(f"{target}: {wrong}. 이름 끝에 .docx처럼 적으십시오. 쓸 수 있는 형식: {', '.join(FORMATS)}")
    (source,) = gather(originals)
    _write(read_source(source), target, _format_of(target), force)
    click.echo(str(target))
    return 0


def _format_of(path: Path) -> str:
    return path.suffix.lower().lstrip(".")


def _convert(source: Source, format_: str, force: bool) -> Outcome:
    """Convert one file of several."""
    if source.target is None:
        raise ValueError("a source without a place for its result")
    reading = read_source(source)
    _write(reading, source.target, format_, force)
    return Outcome(source, f"{source.target}\n", bool(reading.findings))


def _write(reading: Reading, target: Path, format_: str, force: bool) -> None:
    """Write what reads back as the same ordinance."""
    from ordinance_drafter.cli.output import write_file
    from ordinance_drafter.read import read
    from ordinance_drafter.write import write

    content = write(reading.ordinance, format_)
    back = read(content, _READ_BACK[format_]).ordinance
    if back != reading.ordinance:
        raise InputError(
            f"{target}: {format_} 형식으로는 {_difference(reading, back)} 온전히 옮길 수 없어 쓰지 않았습니다. "
            "json으로 바꾸어 보십시오."
        )
    write_file(target, content, force=force)


def _show(outcome: Outcome) -> None:
    click.echo(outcome.text, nl=False)


def _difference(reading: Reading, back: Ordinance) -> str:
    """Return where an ordinance that was read back first differs, as ``5번째 줄(제3조제1항)을``."""
    from ordinance_drafter.model import address, walk

    for (path, unit), (other_path, other) in zip(walk(reading.ordinance), walk(back), strict=False):
        own = (unit.level, unit.number, unit.heading, unit.text, unit.note, unit.deleted)
        if path != other_path or own != (
            other.level,
            other.number,
            other.heading,
            other.text,
            other.note,
            other.deleted,
        ):
            where = address(reading.ordinance, path) or "부칙의 글"
            line = f"{reading.spans[path].line}번째 줄" if path in reading.spans else ""
            return f"{line}({where})을" if line else f"{where}의 글을"
    return "제명, 공포의 사실 또는 별표를"
