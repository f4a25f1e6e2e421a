"""``clauses check``: a whole clause library looked at, every problem with file, line and column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ordinance_drafter.cli.batch import jobs_option
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.shelf import Result, Task


@click.command("check", cls=KoreanCommand)
@click.argument("targets", metavar="[폴더|묶음]...", nargs=-1)
@click.option("--set", "sets", multiple=True, metavar="묶음", help="이 묶음만 봅니다. 여러 번 적을 수 있습니다.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", metavar="형식",
              help="결과의 형식: text(기본값), json.")  # fmt: skip
@click.option(
    "--layer",
    "layers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="폴더",
    help="살필 층보다 아래에 있는 층의 폴더. 여러 번 적을 수 있습니다.",
)
@jobs_option
def check(
    targets: tuple[str, ...], sets: tuple[str, ...], format_: str, layers: tuple[Path, ...], jobs: int | None
) -> int:
    """조문 묶음과 지방자치단체 파일을 모두 살펴 고칠 것을 알립니다.

    층의 폴더(layer.yaml이 있는 폴더)를 적으면 기본 묶음 위에 얹어 그 층이 적은 것만 봅니다.

    폴더를 적지 않으면 함께 온 조문 묶음을 봅니다. 오류나 경고가 있으면 1로 끝나고, 안내만 있거나 아무것도 없으면 0으로 끝납니다.
    """
    from ordinance_drafter.shelf import check_library

    results = [
        check_library(folder, only, _each(jobs), tuple(map(str, layers))) for folder, only in _asked(targets, sets)
    ]
    if format_ == "json":
        click.echo(json.dumps(_data(results), ensure_ascii=False, indent=2))
    else:
        for result in results:
            for problem in result.problems:
                click.echo(problem.sentence())
        click.echo(_counted(results), err=True)
    return 1 if any(result.count("error") + result.count("warning") for result in results) else 0


def _asked(targets: Sequence[str], sets: Sequence[str]) -> list[tuple[Path, tuple[str, ...]]]:
    """Return the library folders to look at, each with the sets asked for (none for all)."""
    from ordinance_drafter.library import load_library
    from ordinance_drafter.resources import data_dir
    from ordinance_drafter.yamlfile import nearest

    shipped = data_dir("clause_library")
    asked: dict[Path, list[str]] = {}
    problems = []
    for target in targets:
        known = load_library(shipped).set_ids
        path = Path(target)
        if target in known and not path.is_dir():
            asked.setdefault(shipped, []).append(target)
        elif (path / "set.yaml").is_file():
            asked.setdefault(path.parent, []).append(path.resolve().name)
        elif path.is_dir():
            asked.setdefault(path, [])
        else:
            problems.append(f"{target}: 폴더도 조문 묶음도 아닙니다.{nearest(target, known)}")
    if problems:
        raise InputError(*problems)
    return [(folder, (*only, *sets)) for folder, only in (asked or {shipped: []}).items()]


def _each(jobs: int | None) -> Any:
    """Return how pieces of work are done: with all cores, in their order."""
    from ordinance_drafter.cli.workers import Job, in_order
    from ordinance_drafter.shelf import died

    def each(work: Any, tasks: Sequence[Task]) -> Iterable[Any]:
        return in_order(Job(work, died, _weight), tasks, jobs)

    return each


def _weight(_: Task) -> int:
    """Each piece costs about as much as checking this many bytes of text."""
    return 60_000


def _counted(results: Sequence[Result]) -> str:
    from ordinance_drafter.shelf import SEVERITIES, WORDS

    looked = (
        f"조문 {sum(result.clauses for result in results)}개, 시험한 안 {sum(result.drafts for result in results)}건, "
        f"지방자치단체 {sum(result.municipalities for result in results)}곳"
    )
    counts = ", ".join(
        f"{WORDS[severity]} {sum(result.count(severity) for result in results)}건" for severity in SEVERITIES
    )
    skipped = any(result.count("error") and not result.drafts and result.clauses for result in results)
    more = " 오류가 있어 안을 엮어 보는 시험은 하지 않았습니다. 고친 뒤 다시 하십시오." if skipped else ""
    return f"{looked}을 보았습니다. {counts}.{more}"


def _data(results: Sequence[Result]) -> dict[str, Any]:
    from ordinance_drafter.shelf import SEVERITIES

    return {
        "problems": [problem.data() for result in results for problem in result.problems],
        "counts": {severity: sum(result.count(severity) for result in results) for severity in SEVERITIES},
        "clauses": sum(result.clauses for result in results),
        "drafts": sum(result.drafts for result in results),
        "municipalities": sum(result.municipalities for result in results),
    }
