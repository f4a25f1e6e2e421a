"""``new``: a commented project file to start from, with its JSON Schema beside it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from ordinance_drafter.cli.korean_click import KoreanCommand


@click.command(cls=KoreanCommand)
@click.argument("folder", metavar="폴더", type=click.Path(path_type=Path))
@click.option("--municipality", metavar="코드", help="지방자치단체(goyang, daegu …).")
@click.option("--set", "set_id", metavar="묶음", help="조문 묶음(ai-industry …).")
@click.option("--recipe", metavar="구성", help="구성(standard, full …).")
@click.option("--kind", type=click.Choice(["enactment", "whole_amendment", "repeal"]), metavar="종류",
              help="의안의 종류: enactment 제정, whole_amendment 전부개정, repeal 폐지.")  # fmt: skip
@click.option(
    "--layer",
    "layers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="폴더",
    help="조문 묶음 위에 덧댈 폴더. 여러 번 적을 수 있습니다.",
)
@click.option("--library", type=click.Path(path_type=Path), metavar="폴더", help="쓸 조문 묶음의 폴더.")
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
def new(
    folder: Path,
    municipality: str | None,
    set_id: str | None,
    recipe: str | None,
    kind: str | None,
    layers: tuple[Path, ...],
    library: Path | None,
    force: bool,
) -> int:
    """입안 파일(ordinance.yaml)을 새로 씁니다.

    터미널에서 실행하면 적지 않은 것을 묻고, 아니면 기본값(goyang, ai-industry)을 씁니다.
    """
    from ordinance_drafter.cli.output import write_file
    from ordinance_drafter.library import load_library
    from ordinance_drafter.library.layers import FOLDER
    from ordinance_drafter.project import FILE_NAME, json_schema
    from ordinance_drafter.scaffold import SCHEMA_NAME, scaffold

    own = folder / FOLDER
    shelf = load_library(library).with_layers([*layers, *([own] if own.is_dir() else [])])
    set_id = set_id or _ask("조문 묶음", shelf.set_ids, "ai-industry")
    municipality = municipality or _ask("지방자치단체", shelf.municipality_codes, "goyang")
    if recipe is None and set_id in shelf.set_ids:
        file = shelf.clause_set(set_id).file
        asked = len(file.recipes) > 1 and not file.recipe_elsewhere  # an imported set knows by the city which it is
        recipe = _ask("구성", tuple(file.recipes), file.default_recipe) if asked else ""
    named = [os.path.relpath(each, folder) for each in layers if each.resolve() != own.resolve()]
    text = scaffold(shelf, municipality, set_id, recipe or "", kind, layers=named)
    write_file(folder / FILE_NAME, text.encode(), force=force)
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    write_file(folder / SCHEMA_NAME, schema.encode(), force=True)
    click.echo(str(folder / FILE_NAME))
    return 0


def _ask(question: str, options: tuple[str, ...], default: str) -> str:
    """Ask when a person is there, else take the default."""
    default = default if default in options or not options else options[0]
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return default
    click.echo(f"{question}: {', '.join(options)}", err=True)
    while True:
        answer = str(click.prompt(question, default=default, err=True))
        if answer in options:
            return answer
        click.echo(f"{', '.join(options)} 가운데 하나를 적으십시오.", err=True)
