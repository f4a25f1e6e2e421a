"""``tree``: a document's tree as JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ordinance_drafter.cli.korean_click import KoreanCommand


@click.command(cls=KoreanCommand)
@click.argument("file", metavar="파일", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format", "format_", metavar="형식", type=click.Choice(["text", "markdown", "json"]), help="파일의 형식."
)
def tree(file: Path, format_: str | None) -> int:
    """조례를 읽어 나무 구조(JSON)로 보입니다.

    파일 대신 - 를 적으면 표준 입력을 읽습니다.
    """
    from ordinance_drafter.read import read
    from ordinance_drafter.write.json_tree import write_json

    source = sys.stdin.buffer.read() if str(file) == "-" else file
    reading = read(source, format_)
    click.echo(write_json(reading.ordinance, reading.findings).decode(), nl=False)
    return 0
