"""``clauses import``: any ordinance as a clause set of one's own layer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.coverage import Requirement
    from ordinance_drafter.importing import Imported
    from ordinance_drafter.library import Library, Municipality
    from ordinance_drafter.model import Ordinance

_FOLDER = click.Path(path_type=Path)
NONE = "none"


@click.command(cls=KoreanCommand, name="import")
@click.argument("file", metavar="파일")
@click.option(
    "--as",
    "set_id",
    default="",
    metavar="이름",
    help="새 묶음의 id(소문자와 붙임표). 적지 않으면 지역과 날짜 없는 이름.",
)
@click.option(
    "--into", type=_FOLDER, default=Path("overlay"), metavar="폴더", help="적을 층의 폴더. 적지 않으면 overlay."
)
@click.option(
    "--from", "city", default="", metavar="이름", help="어느 지방자치단체의 조례인지. 적지 않으면 제명에서 압니다."
)
@click.option("--requirements", "like", default="", metavar="묶음", help="요건을 찾을 묶음. none이면 찾지 않습니다.")
@click.option("--layer", "layers", multiple=True, type=_FOLDER, metavar="폴더", help="덧댈 층의 폴더.")
@click.option("--library", type=_FOLDER, metavar="폴더", help="쓸 조문 묶음의 폴더.")
@click.option("--force", is_flag=True, help="이미 있는 파일을 덮어씁니다.")
def import_(
    file: str,
    set_id: str,
    into: Path,
    city: str,
    like: str,
    layers: tuple[Path, ...],
    library: Path | None,
    force: bool,
) -> int:
    """조례를 조문 묶음으로 가져옵니다.

    조마다 조문 파일 하나가 됩니다. 지방자치단체의 이름, 장, 의회와 인용한 조례는 자리로, 조의 인용은 {ref:…}로 바꾸고,
    맞는 요건을 확실한 정도와 함께 적습니다. 확실하지 않은 것은 ‘확인할 것.md’에 모읍니다.

    가져온 묶음의 original 구성은 원문을 그대로 되살리고, standard 구성은 다른 지방자치단체의 새 조례를 만듭니다.
    """
    from ordinance_drafter.cli.batch import gather, is_one, read_source
    from ordinance_drafter.importing.cities import city_of
    from ordinance_drafter.importing.files import REPORT
    from ordinance_drafter.library import load_library

    if not is_one((file,)):
        raise click.UsageError("파일 하나를 적으십시오.", click.get_current_context())
    if set_id and not is_name(set_id):
        raise InputError(f"--as에는 소문자, 숫자, 붙임표로 된 이름을 적으십시오: {set_id}")
    shelf = load_library(library).with_layers(layers)
    ordinance = read_source(gather((file,))[0]).ordinance
    profile, known = city_of(ordinance, shelf, city)
    name = set_id or _name(profile, shelf, into)
    imported = take(ordinance, profile, known, name, shelf, like)
    if not force and (into / name).exists():
        raise InputError(
            f"{into / name}: 이미 있는 묶음입니다. 덮어쓰려면 --force를, 따로 두려면 --as에 다른 이름을 적으십시오."
        )
    written = write(imported, into, force)
    back = _comes_back(ordinance, profile, name, shelf, into)
    click.echo(f"조문 {imported.clauses}개를 가져왔습니다: {name}", err=True)
    click.echo(
        "원래 지방자치단체로 엮으면 원문과 같습니다."
        if back
        else "원래 지방자치단체로 엮은 글이 원문과 다릅니다. ‘확인할 것’을 보십시오.",
        err=True,
    )
    if imported.unsure:
        click.echo(f"확인할 것 {len(set(imported.unsure))}가지: {into / name / REPORT}", err=True)
    for path in written:
        click.echo(str(path))
    return 0 if back else 1


def is_name(words: str) -> bool:
    """Whether words can be the id of a set."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", words) is not None


def take(
    ordinance: Ordinance,
    profile: Municipality,
    known: bool,
    name: str,
    shelf: Library,
    like: str = "",
    taken_from: Ordinance | None = None,
) -> Imported:
    """Return an ordinance as a clause set, its requirements looked for in the set that is on its subject."""
    from ordinance_drafter.importing import import_ordinance
    from ordinance_drafter.yamlfile import nearest

    if like and like != NONE and like not in shelf.set_ids:
        raise InputError(f"없는 조문 묶음입니다: {like}.{nearest(like, shelf.set_ids)}")
    if name in shelf.set_ids:
        raise InputError(f"이미 있는 조문 묶음의 이름입니다: {name}. --as에 다른 이름을 적으십시오.")
    base, fits = _base(ordinance, shelf, like)
    rows = _rows(shelf, base, fits) if base else ()
    themes = shelf.clause_set(base).file.themes if base else {}
    return import_ordinance(
        ordinance, profile, name, known=known, requirements=rows, themes=themes, requirements_of=base, fits=fits,
        taken_from=taken_from,
    )  # fmt: skip


def _base(ordinance: Ordinance, shelf: Library, like: str) -> tuple[str, bool]:
    """Return the set whose requirements to look for, and whether it is on the ordinance's subject."""
    from ordinance_drafter.coverage import set_for

    if like:
        return ("" if like == NONE else like), True
    if fit := set_for(ordinance.title, shelf.folder):
        return fit, True
    sets = [shelf.clause_set(set_id) for set_id in shelf.set_ids]
    own = [each for each in sets if (each.folder / "requirements.yaml").exists()]
    title = ordinance.title.replace(" ", "")
    on_subject = [each for each in own if _subject(each.base.subject) in title]
    if on_subject:
        return max(on_subject, key=lambda each: len(each.base.subject)).id, True
    return (own[0].id if own else ""), False


def _subject(words: str) -> str:
    """Return the word a subject is known by: 인공지능 of 인공지능산업."""
    return re.sub(r"(?:산업|사업|지원|육성|활성화)+$", "", words.replace(" ", "")) or words


def _rows(shelf: Library, base: str, fits: bool) -> tuple[Requirement, ...]:
    from ordinance_drafter.coverage import requirements_of
    from ordinance_drafter.importing.propose import applicable

    return applicable(requirements_of(shelf.clause_set(base)), fits)


def write(imported: Imported, into: Path, force: bool) -> list[Path]:
    """Write the files of an imported set into a layer, all or none; the layer says what it is if it did not yet."""
    from ordinance_drafter.cli.output import write_tree
    from ordinance_drafter.importing.files import municipality_file, yaml_files
    from ordinance_drafter.library.layers import FOLDER, LAYER_FILE
    from ordinance_drafter.overlay.pointers import missing_schemas, pointer

    files = {name: text.encode() for name, text in yaml_files(imported).items()}
    if not (into / LAYER_FILE).exists():
        label = into.resolve().name
        level = "project" if label == FOLDER else "organisation"  # beside a project file it is that project's own
        files[LAYER_FILE] = (
            f"{pointer('layer', 0)}# 가져온 조문 묶음을 두는 층\nlevel: {level}\nlabel: {label}\n".encode()
        )
    written = write_tree(into, files, force=force)
    write_tree(into, {str(path.relative_to(into)): text.encode() for path, text in missing_schemas(into).items()})
    code = (imported.municipality or {}).get("code", "")
    text = municipality_file(imported, into / "municipalities" / f"{code}.yaml")
    return (
        written
        if text is None
        else [*written, *write_tree(into, {f"municipalities/{code}.yaml": text.encode()}, force=True)]
    )


def _comes_back(ordinance: Ordinance, profile: Municipality, name: str, shelf: Library, into: Path) -> bool:
    """Whether the set, assembled for the city it came from, is the ordinance it was."""
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.library import Library
    from ordinance_drafter.project import Project

    fresh = Library(shelf.folder, shelf.over).with_layers([into])
    made = assemble(Project(municipality=profile.code, set=name, recipe="original"), fresh).ordinance
    return made == ordinance


def _name(profile: Municipality, shelf: Library, into: Path) -> str:
    base = f"{profile.code}-ordinance"
    names = (base, *(f"{base}-{i}" for i in range(2, 9999)))
    return next(each for each in names if each not in shelf.set_ids and not (into / each).exists())
