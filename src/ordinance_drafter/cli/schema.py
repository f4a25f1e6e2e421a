"""``schema``: JSON Schemas of the YAML files people write, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError


@click.command(cls=KoreanCommand)
@click.argument("kind", metavar="[종류]", default="project")
@click.option("--all", "everything", is_flag=True, help="모든 종류를 <종류>.schema.json으로 씁니다(-o와 함께).")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="폴더", help="--all로 쓸 폴더.")
def schema(kind: str, everything: bool, output: Path | None) -> int:
    """YAML 파일의 JSON Schema를 보입니다.

    편집기에 알려 주면 열쇠와 값을 채우는 것을 도와줍니다. 종류: project(입안 파일, 기본값), clause(조문), set(조문 묶음), requirements(요건), municipality(지방자치단체), statutes(법령), rules(검사 규칙), terms(알기 쉬운 말), places(지방자치단체의 이름), checks(ordinance-check.yaml), styles(styles.yaml).
    """
    from ordinance_drafter.cli.output import write_file
    from ordinance_drafter.shelf.schemas import KINDS, schema_of
    from ordinance_drafter.yamlfile import nearest

    if kind not in KINDS:
        raise InputError(f"없는 종류입니다: {kind}.{nearest(kind, KINDS)}")
    if everything != (output is not None):
        raise InputError("--all과 -o 폴더는 함께 씁니다. 하나만 보려면 둘 다 빼십시오.")
    if output is None:
        click.echo(as_text(schema_of(kind)), nl=False)
        return 0
    for name in KINDS:
        path = output / f"{name}.schema.json"
        write_file(path, as_text(schema_of(name)).encode(), force=True)
        click.echo(str(path))
    return 0


def as_text(data: object) -> str:
    """Return a schema as it is written."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
