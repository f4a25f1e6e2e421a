"""``convert``: the same ordinance in another file format."""

from __future__ import annotations

from pathlib import Path

import click

from ordinance_drafter.cli.korean_click import KoreanCommand

_READ_BACK = {"txt": "text", "md": "markdown", "json": "json"}


@click.command(cls=KoreanCommand)
@click.argument("source", metavar="원본", type=click.Path(path_type=Path))
@click.argument("target", metavar="결과", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
def convert(source: Path, target: Path, force: bool) -> int:
    """조례의 파일 형식을 바꿉니다.

    형식은 결과 파일의 이름(.txt .json .md .docx)으로 정합니다. 다시 읽어 같은 조례가 되지 않으면 쓰지 않습니다.
    """
    from ordinance_drafter.cli.output import write_file
    from ordinance_drafter.errors import InputError
    from ordinance_drafter.read import read
    from ordinance_drafter.write import write

    ordinance = read(source).ordinance
    format_ = target.suffix.lower().lstrip(".")
    content = write(ordinance, format_)
    if format_ in _READ_BACK and read(content, _READ_BACK[format_]).ordinance != ordinance:
        raise InputError(
            f"{target}: {format_} 형식으로는 내용을 온전히 옮길 수 없어 쓰지 않았습니다. json으로 바꾸어 보십시오."
        )
    write_file(target, content, force=force)
    click.echo(str(target))
    return 0
