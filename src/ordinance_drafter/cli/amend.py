"""``amend``, ``apply`` and ``compare``: from two texts to a 개정문 and back, and the two side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.finding import Reading
    from ordinance_drafter.model import Ordinance

_file = click.Path(path_type=Path)
_output = click.option(
    "-o", "--output", type=_file, metavar="파일", help="결과를 쓸 파일. 형식은 이름으로 정합니다. 적지 않으면 화면."
)
_force = click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")


@click.command(cls=KoreanCommand)
@click.argument("old", metavar="현행", type=_file)
@click.argument("new", metavar="개정안", type=_file)
@_output
@click.option("--explain", is_flag=True, help="지시마다 왜 그런 꼴인지 한 문장으로 보입니다.")
@click.option("--whole", is_flag=True, help="전부개정으로 씁니다.")
@click.option(
    "--numbering",
    type=click.Choice(["written", "keep", "renumber"]),
    default="written",
    help="새 조의 번호. written 개정안에 적힌 대로, keep 가지번호를 주어 뒤의 조를 옮기지 않음, renumber 차례대로 다시.",
)
@_force
def amend(old: Path, new: Path, output: Path | None, explain: bool, whole: bool, numbering: str, force: bool) -> int:
    """현행 조례를 개정안으로 만드는 개정문을 씁니다.

    쓴 개정문을 다시 읽어 현행에 적용하고, 개정안과 같을 때만 내놓습니다. 두 파일은 읽을 수 있는 어느 형식이어도 됩니다.
    """
    from ordinance_drafter.amend import amend as write_amendment
    from ordinance_drafter.amend import explain as reasons
    from ordinance_drafter.amend.numbering import renumbered

    before, after = _ordinance(old), _ordinance(new)
    made = write_amendment(before, renumbered(before, after, numbering), whole=whole)
    if not made.proved:
        raise InputError(
            f"{new}: 개정문을 현행에 적용한 것이 개정안과 같지 않아 내놓지 않았습니다.",
            *(f"다른 곳: {line}" for line in made.differences[:20]),
        )
    if explain:
        click.echo(reasons(made))
        click.echo()
    if made.advice:
        click.echo(made.advice, err=True)
    if output is None:
        click.echo(made.text)
    else:
        _write(output, _document(made.text, output), force)
    return DONE


@click.command(cls=KoreanCommand)
@click.argument("old", metavar="현행", type=_file)
@click.argument("amendment", metavar="개정문", type=_file)
@_output
@click.option("--explain", is_flag=True, help="읽은 지시를 하나씩 보입니다.")
@_force
def apply(old: Path, amendment: Path, output: Path | None, explain: bool, force: bool) -> int:
    """개정문을 현행 조례에 적용한 조례를 보입니다.

    읽지 못했거나 적용할 수 없는 지시가 하나라도 있으면 그 지시를 모두 알리고, 아무것도 쓰지 않습니다.
    """
    from ordinance_drafter.amend import apply_amendment, read_amendment
    from ordinance_drafter.write import write

    before = _ordinance(old)
    read = read_amendment("\n".join(_reading(amendment).source))
    result = apply_amendment(before, read)
    problems = (*map(str, read.missed), *result.problems)
    if problems:
        raise InputError(*(f"{amendment}: {problem}" for problem in problems))
    if not read.steps and not read.others:
        raise InputError(
            f"{amendment}: 개정하라는 말을 찾지 못했습니다. ‘제3조 중 “가”를 “나”로 한다.’처럼 적은 글이어야 합니다."
        )
    if explain:
        for step in read.steps:
            named = ", ".join(map(str, step.places)) or before.title
            click.echo(f"{step.line}번째 줄: {named} ─ {_ACTIONS[step.action.value]}")
        click.echo()
    for line in (*result.doubts, *result.left):
        click.echo(line, err=True)
    if output is None:
        click.echo(write(result.ordinance, "txt").decode(), nl=False)
    else:
        _write(output, write(result.ordinance, _format(output, ("txt", "md", "json", "docx"))), force)
    return DONE


_ACTIONS = {
    "words": "자구를 고침", "rewrite": "통째로 고침", "insert": "신설", "delete": "삭제", "move": "번호를 옮김",
    "annex": "별표ㆍ서식을 고침", "mark": "장ㆍ절을 둠", "unmark": "장ㆍ절의 나눔을 없앰", "whole": "전부개정", "repeal": "폐지",
}  # fmt: skip


@click.command(cls=KoreanCommand)
@click.argument("old", metavar="현행", type=_file)
@click.argument("new", metavar="개정안", type=_file)
@_output
@click.option("--redline", type=_file, metavar="파일", help="변경 추적을 켠 워드 파일(.docx)도 만듭니다.")
@_force
def compare(old: Path, new: Path, output: Path | None, redline: Path | None, force: bool) -> int:
    """신ㆍ구조문대비표를 만듭니다.

    바뀌는 조만 두 단으로 견줍니다. 형식은 결과 파일의 이름(.docx .md .html .txt)으로 정합니다. 바뀐 곳이 있으면 1로 끝납니다.
    """
    from ordinance_drafter.amend.compare import compare as table_of
    from ordinance_drafter.amend.render import (
        comparison_document,
        comparison_html,
        comparison_markdown,
        comparison_text,
    )
    from ordinance_drafter.write import write

    before, after = _ordinance(old), _ordinance(new)
    table = table_of(before, after)
    if redline is not None:
        from ordinance_drafter.amend.redline import redline as tracked

        _write(redline, write(tracked(before, after), _format(redline, ("docx",))), force)
    if not table.rows:
        click.echo("바뀐 곳이 없습니다.", err=True)
        return DONE
    if output is None:
        if redline is None:
            click.echo(comparison_text(table, _width()), nl=False)
        return FINDINGS
    format_ = _format(output, ("docx", "md", "html", "txt"))
    if format_ == "docx":
        content = write(comparison_document(table), "docx")
    else:
        made = {"md": comparison_markdown, "html": comparison_html, "txt": comparison_text}[format_](table)
        content = made.encode()
    _write(output, content, force)
    return FINDINGS


def _width() -> int:
    import shutil

    return min(160, shutil.get_terminal_size((110, 24)).columns)


def _reading(path: Path) -> Reading:
    from ordinance_drafter.read import read

    return read(path)


def _ordinance(path: Path) -> Ordinance:
    """Return the ordinance in a file.

    Raises:
        InputError: there is none in it.
    """
    from ordinance_drafter.model import articles

    ordinance = _reading(path).ordinance
    if next(articles(ordinance), None) is None:
        raise InputError(f"{path}: 조례의 조문을 찾지 못했습니다. 제1조부터 적힌 파일이어야 합니다.")
    return ordinance


def _format(path: Path, known: tuple[str, ...]) -> str:
    found = path.suffix.lower().lstrip(".")
    if found not in known:
        raise InputError(f"{path}: 결과 파일의 이름 끝에 형식({', '.join('.' + each for each in known)})을 적으십시오.")
    return found


def _document(text: str, path: Path) -> bytes:
    from ordinance_drafter.amend.render import amendment_blocks
    from ordinance_drafter.blocks import Document
    from ordinance_drafter.write import write

    if _format(path, ("txt", "md", "docx")) == "docx":
        return write(Document(text.partition("\n")[0], tuple(amendment_blocks(text))), "docx")
    return (text + "\n").encode()


def _write(path: Path, content: bytes, force: bool) -> None:
    from ordinance_drafter.cli.output import write_file

    write_file(path, content, force=force)
    click.echo(str(path))
