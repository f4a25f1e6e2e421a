"""``clauses diff``: two sets, drafts, cities or ordinances side by side."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.contrast import Contrast, Row
    from ordinance_drafter.contrast.render import Heads
    from ordinance_drafter.coverage import Requirement

FORMATS = ("table", "markdown", "docx", "json")
_SUFFIXES = {".md": "markdown", ".docx": "docx", ".json": "json"}


@click.command("diff", cls=KoreanCommand)
@click.argument("left", metavar="왼쪽")
@click.argument("right", metavar="오른쪽")
@click.option("--set", "set_id", default="ai-industry", metavar="묶음", help="조문 묶음. 기본값은 ai-industry.")
@click.option(
    "--municipality", default="", metavar="코드",
    help="묶음을 채울 지방자치단체. 적지 않으면 가져온 묶음은 원래의 곳, 나머지는 goyang.",
)  # fmt: skip
@click.option(
    "--layer", "layers", multiple=True, type=click.Path(path_type=Path), metavar="폴더", help="덧댈 층의 폴더."
)
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), metavar="형식",
    help="결과의 형식(table, markdown, docx, json). 적지 않으면 -o 파일의 확장자를 따르고, 그것도 없으면 table.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="파일", help="결과를 쓸 파일.")
@click.option("--theme", metavar="주제", help="이 주제의 요건을 담은 조문만 봅니다(governance 또는 추진체계처럼).")
@click.option(
    "--only", type=click.Choice(("left", "right", "changed")), metavar="어느것",
    help="왼쪽에만 있는 것(left), 오른쪽에만 있는 것(right), 말이 다른 것(changed)만 봅니다.",
)  # fmt: skip
@click.option("--summary", "brief", is_flag=True, help="조문의 글은 빼고 무엇이 무엇과 맞는지만 봅니다.")
@click.option(
    "--ignore-names", is_flag=True, help="고양시와 경기도, 시장과 도지사처럼 이름만 다른 것은 같은 것으로 봅니다."
)
@click.option("--library", type=click.Path(path_type=Path), metavar="폴더", help="쓸 조문 묶음의 폴더.")
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
def diff(
    left: str, right: str, set_id: str, municipality: str, layers: tuple[Path, ...], format_: str | None, output: Path | None,
    theme: str | None, only: str | None, brief: bool, ignore_names: bool, library: Path | None, force: bool,
) -> int:  # fmt: skip
    """두 조례를 조문마다 짝지어 견줍니다.

    왼쪽과 오른쪽에는 조례 파일, 입안 파일(ordinance.yaml)이나 그 폴더, 조문 묶음(ai-industry), 묶음과 구성(ai-industry:full),
    층의 폴더(overlay), 지방자치단체의 코드(gyeonggi)를 적습니다.

    같은 요건에 맞는 조문끼리, 남은 것은 말이 닮은 것끼리 짝짓습니다. 다른 곳이 있으면 1로 끝납니다.
    """
    from ordinance_drafter.cli.sides import side
    from ordinance_drafter.contrast import contrast, names_of
    from ordinance_drafter.contrast.render import Heads

    format_ = format_ or (_SUFFIXES.get(output.suffix.lower(), "table") if output else "table")
    if format_ == "docx" and output is None:
        raise click.UsageError("docx는 -o로 쓸 파일을 적어야 합니다.", click.get_current_context())
    sides = [side(each, set_id, municipality, library, layers) for each in (left, right)]
    asked = _requirements(set_id, library, layers)
    themes = _themes(theme, asked)
    names = tuple(names_of(each.ordinance, each.municipality) for each in sides)
    found = contrast(sides[0].ordinance, sides[1].ordinance, asked, (names[0], names[1]), ignore_names=ignore_names)
    heads = Heads(sides[0].label, sides[1].label, sides[0].state, sides[1].state)
    content = _content(found, heads, _chosen(found, only, themes), format_, brief, output)
    if output is None:
        click.echo(content.decode() if sys.stdout.isatty() else content, nl=False)
    else:
        from ordinance_drafter.cli.output import write_file

        write_file(output, content, force=force)
        click.echo(str(output))
    return FINDINGS if found.differs else DONE


def _requirements(set_id: str, library: Path | None, layers: tuple[Path, ...]) -> tuple[Requirement, ...]:
    """Return the requirements of the set; a set without any is compared by likeness alone."""
    from ordinance_drafter.coverage import requirements_of
    from ordinance_drafter.library import load_library
    from ordinance_drafter.yamlfile import nearest

    shelf = load_library(library).with_layers(layers)
    if set_id not in shelf.set_ids:
        raise InputError(f"없는 조문 묶음입니다: {set_id}.{nearest(set_id, shelf.set_ids)}")
    return requirements_of(shelf.clause_set(set_id))


def _themes(theme: str | None, asked: Sequence[Requirement]) -> frozenset[str] | None:
    """Return the ids of the requirements of a theme, None for all."""
    if theme is None:
        return None
    chosen = frozenset(row.id for row in asked if theme in (row.theme, row.theme_label))
    if not chosen:
        known = ", ".join(f"{name}({label})" for name, label in dict.fromkeys((r.theme, r.theme_label) for r in asked))
        raise InputError(f"없는 주제입니다: {theme}. 있는 것: {known or '없음'}")
    return chosen


def _chosen(found: Contrast, only: str | None, themes: frozenset[str] | None) -> list[Row]:
    from ordinance_drafter.contrast import Kind

    kinds = {"left": (Kind.LEFT,), "right": (Kind.RIGHT,), "changed": (Kind.REWORDED, Kind.PART)}
    wanted = kinds[only] if only else tuple(Kind)
    return [
        row for row in found.rows if row.kind in wanted and (themes is None or themes.intersection(row.requirements))
    ]


def _content(
    found: Contrast, heads: Heads, rows: list[Row], format_: str, brief: bool, output: Path | None
) -> bytes:  # fmt: skip
    from ordinance_drafter.contrast import render

    if format_ == "json":
        return (json.dumps(render.as_data(found, heads, rows), ensure_ascii=False, indent=2) + "\n").encode()
    if format_ == "markdown":
        return render.as_markdown(found, heads, rows, brief=brief).encode()
    if format_ == "docx":
        from ordinance_drafter.cli.coverage_views import write_landscape

        return write_landscape(render.document(found, heads, rows, brief=brief))
    from ordinance_drafter.cli.coverage_views import screen_width

    width = min(160, max(80, screen_width())) if output is None else 120
    return render.as_text(found, heads, rows, width, brief=brief).encode("utf-8", "backslashreplace")
