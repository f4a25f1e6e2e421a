"""``tree``: the tree of a document, or of many, as JSON."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from ordinance_drafter.cli.batch import Outcome, Source, carry_out, gather, is_one, jobs_option, place, read_source
from ordinance_drafter.cli.korean_click import KoreanCommand

FORMATS = ["text", "markdown", "docx", "hwpx", "hwp", "xml", "json"]


@click.command(cls=KoreanCommand)
@click.argument("files", metavar="파일...", nargs=-1, required=True)
@click.option(
    "--format", "format_", metavar="형식", type=click.Choice(FORMATS), help=f"파일의 형식({', '.join(FORMATS)})."
)
@click.option(
    "-o", "--out", metavar="폴더", type=click.Path(path_type=Path), help="파일마다 .json 파일 하나를 이 폴더에 씁니다."
)
@click.option("--force", is_flag=True, help="폴더에 이미 있는 파일을 덮어씁니다.")
@jobs_option
def tree(files: tuple[str, ...], format_: str | None, out: Path | None, force: bool, jobs: int | None) -> int:
    """조례를 읽어 나무 구조(JSON)로 보입니다.

    파일 하나를 적거나, 여러 파일, 폴더, 따옴표로 묶은 이름의 꼴('의안/*.docx', '**/*.txt')을 적습니다. 폴더에서는 그
    아래 폴더까지 읽습니다. 파일 대신 - 를 적으면 표준 입력을 읽습니다.

    여럿이면 파일마다 JSON을 한 줄씩 보이거나, -o 폴더에 이름을 살려 씁니다(가.docx → 가.docx.json). 읽지 못한 파일은
    까닭을 알리고 나머지를 계속하며, 그런 파일이 있으면 3으로 끝납니다.
    """
    from ordinance_drafter.write.json_tree import as_json, reading_tree

    if out is None and is_one(files):
        (source,) = gather(files)
        reading = read_source(source, format_)
        _print(as_json(reading_tree(reading)))
        return 0
    sources = gather(files, out)
    if out is not None:
        sources = place(sources, out, ".json", keep=True)
    work = partial(_read, format_=format_, force=force)
    show = _show_row if out is None else _show_path
    return carry_out(work, sources, jobs, show, ("읽은 파일", "읽지 못한 파일"))


def _read(source: Source, format_: str | None, force: bool) -> Outcome:
    """Read one file of several: the row that tells its tree, or the file that was written."""
    from ordinance_drafter.cli.output import write_file
    from ordinance_drafter.write.json_tree import as_json, reading_tree

    reading = read_source(source, format_)
    if source.target is None:
        row = _row(source, tree=reading_tree(reading))
        return Outcome(source, row, bool(reading.findings))
    write_file(source.target, as_json(reading_tree(reading)), force=force)
    return Outcome(source, f"{source.target}\n", bool(reading.findings))


def _row(source: Source, **what: Any) -> str:
    return json.dumps({"path": str(source.path), **what}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _show_row(outcome: Outcome) -> None:
    text = outcome.text or _row(outcome.source, error="\n".join(outcome.problems))
    _print(text.encode("utf-8", "backslashreplace"))  # a name that is no UTF-8 stays valid JSON


def _show_path(outcome: Outcome) -> None:
    click.echo(outcome.text, nl=False)


def _print(content: bytes) -> None:
    """Print UTF-8, whatever the encoding of the system; a terminal takes text."""
    click.echo(content.decode() if sys.stdout.isatty() else content, nl=False)
