"""What ``check``, ``fix`` and their like share: the options, and a document from a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ordinance_drafter.bill_check import CONFIG
from ordinance_drafter.cli.batch import Source, read_source
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.check import Policy
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.model import Ordinance

KINDS = ("auto", "in_force", "enactment", "whole_amendment", "partial_amendment", "repeal")


@dataclass(frozen=True, slots=True)
class Checking:
    """How documents are to be checked: plain data, sent to workers."""

    policy: Policy
    kind: str = "auto"
    municipality: str = "auto"
    as_of: date | None = None
    base: Ordinance | None = None


def _codes(context: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for each in value for code in each.split(",") if code.strip())
    for code in codes:
        if not re.fullmatch(r"[A-Z]{1,3}[0-9]{0,3}", code):
            raise click.BadParameter(
                f"규칙의 부호나 그 앞부분이 아닙니다({code}). RGT, LNG010처럼 적으십시오.", context, param
            )
    return codes


def _day(context: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter("날짜를 2026-11-22처럼 적으십시오.", context, param) from None


def checking_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say how to check; the command gets them as ``checking``."""
    options = (
        click.option("--select", multiple=True, callback=_codes, metavar="부호", help="이 규칙만 적용합니다. 부호나 그 앞부분(RGT, LNG01)을 쉼표로 이어 적습니다."),
        click.option("--ignore", multiple=True, callback=_codes, metavar="부호", help="이 규칙은 적용하지 않습니다."),
        click.option("--kind", type=click.Choice(KINDS), metavar="종류", default="auto", help="문서의 종류(auto, in_force 현행, enactment 제정안, whole_amendment 전부개정안, partial_amendment, repeal). 적지 않으면 문서를 보고 정합니다."),
        click.option("--municipality", metavar="부호", default="auto", help="지방자치단체(goyang 따위, none은 없음). 적지 않으면 제명을 보고 정합니다."),
        click.option("--as-of", callback=_day, metavar="날짜", help="이 날을 기준으로 판단합니다(2026-11-22). 적지 않으면 사전을 확인한 날."),
        click.option("--config", type=click.Path(path_type=Path), metavar="파일", help=f"우리 기관의 검사 설정. 적지 않으면 이 폴더의 {CONFIG}."),
    )  # fmt: skip

    def wrapped(
        *, select: tuple[str, ...], ignore: tuple[str, ...], kind: str, municipality: str, as_of: date | None,
        config: Path | None, **rest: Any,
    ) -> int:  # fmt: skip
        checking = _checking(select, ignore, kind, municipality, as_of, config)
        return command(checking=checking, **rest)

    wrapped.__doc__, wrapped.__name__ = command.__doc__, command.__name__
    wrapped.__click_params__ = list(getattr(command, "__click_params__", []))  # type: ignore[attr-defined]
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def _checking(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    kind: str,
    municipality: str,
    as_of: date | None,
    config: Path | None,
) -> Checking:
    from ordinance_drafter.check import EVERYTHING
    from ordinance_drafter.check.profile import profiles

    if municipality not in ("auto", "none", *profiles()):
        raise InputError(f"--municipality: 모르는 지방자치단체입니다({municipality}). 있는 것: {', '.join(profiles())}")
    policy = EVERYTHING
    if config is None and Path(CONFIG).is_file():
        config = Path(CONFIG)
    if config is not None:
        from ordinance_drafter.check.office import load_office

        office = load_office(config)
        policy = office.policy
        kind = office.kind if kind == "auto" else kind
        municipality = office.municipality if municipality == "auto" else municipality
    policy = replace(policy, select=select or policy.select, ignore=(*policy.ignore, *ignore))
    return Checking(policy, kind, municipality, as_of)


def document_of(source: Source, checking: Checking) -> Document:
    """Return a file as a document: an ordinance or bill in any readable format, or a project (ordinance.yaml)."""
    from ordinance_drafter.check.document import Document

    if source.data is None and source.path.suffix.lower() in (".yaml", ".yml"):
        return _project_document(source.path, checking)
    reading = read_source(source)
    page = None
    if reading.format == "docx":
        from ordinance_drafter.check.word_facts import page_facts

        page = page_facts(source.path.read_bytes() if source.data is None else source.data, reading)
    return Document(
        reading,
        kind=checking.kind,
        municipality=checking.municipality,
        as_of=checking.as_of,
        page=page,
        base=checking.base,
    )


def _project_document(path: Path, checking: Checking) -> Document:
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.finding import Reading
    from ordinance_drafter.library import load_library
    from ordinance_drafter.project import read_project

    file = read_project(path)
    if file.project.amendment is not None:
        from ordinance_drafter.bill.partial import build_partial_bill
        from ordinance_drafter.bill_check import bill_document

        bill = build_partial_bill(file, load_library())
        return bill_document(bill, bill.assembly.setting)
    assembly = assemble(file, load_library())
    setting = assembly.setting
    kind = setting.kind if checking.kind == "auto" else checking.kind
    municipality = setting.municipality.code if checking.municipality == "auto" else checking.municipality
    return Document(Reading(assembly.ordinance), kind=kind, municipality=municipality, as_of=checking.as_of)
