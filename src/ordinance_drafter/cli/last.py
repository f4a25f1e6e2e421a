"""``draft --diff``: what the project makes now against what was last written in its folder of results."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE, FINDINGS
from ordinance_drafter.cli.draft import Order, file_name
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.finding import Reading
    from ordinance_drafter.impact import Made, Side
    from ordinance_drafter.model import Ordinance
    from ordinance_drafter.project import ProjectFile


def show_difference(order: Order) -> int:
    """Show what is not as it was last written; nothing is written.

    Raises:
        InputError: nothing was written yet, or the draft cannot be made.
    """
    from ordinance_drafter.cli.impact import colors, screen
    from ordinance_drafter.impact import impact, make
    from ordinance_drafter.impact.as_text import effect_text
    from ordinance_drafter.library import load_library

    file = order.file()
    made = make(file, load_library(order.library), order.templates)
    path, touched = _last(order.folder(file), made)
    before, after = _sides(path, made, file, check=order.check)
    effect = impact(before, after)
    click.echo(f"{path}: 만든 뒤에 사람이 고친 글과 견줍니다." if touched else f"{path}에서 달라지는 것", err=True)
    click.echo(effect_text(effect, color=colors(sys.stdout), width=screen()), nl=False)
    return FINDINGS if effect else DONE


def _last(folder: Path, made: Made) -> tuple[Path, bool]:
    """Return the text that was written last, and whether somebody changed it since."""
    from ordinance_drafter.cli.output import generated, is_as_generated

    names = [name for name in generated(folder) if name.endswith(".txt") and (folder / name).is_file()]
    own = f"{file_name(made.bill.title)}.txt" if made.bill is not None else ""
    if own not in names and len(names) != 1:
        if not names:
            raise InputError(
                f"{folder}: 견줄 것이 없습니다. 먼저 --diff 없이 만드십시오(txt 형식이 들어 있어야 합니다)."
            )
        raise InputError(
            f"{folder}: 지금의 제명으로 만든 글이 없고, 앞서 만든 글이 {len(names)}개입니다. "
            "-o로 견줄 것이 든 폴더를 적으십시오."
        )
    name = own if own in names else names[0]
    return folder / name, not is_as_generated(folder, name)


def _sides(path: Path, made: Made, file: ProjectFile, *, check: bool) -> tuple[Side, Side]:
    from dataclasses import replace

    from ordinance_drafter.check.document import Document
    from ordinance_drafter.impact import side_of, told
    from ordinance_drafter.read import read

    after = side_of(made)
    reading = read(path)
    base = _base(file)
    before = replace(side_of(_ordinance(path, reading, base, made)), requirements=after.requirements)
    if not check or made.bill is None:
        return before, after
    from ordinance_drafter.bill_check import bill_document, findings_of

    setting = made.assembly.setting
    now = bill_document(made.bill, setting)
    then = Document(reading, kind=now.kind, municipality=setting.municipality.code, base=base)
    return (
        replace(before, findings=told(then, findings_of(then, setting), before.ordinance)),
        replace(after, findings=told(now, findings_of(now, setting), after.ordinance)),
    )


def _base(file: ProjectFile) -> Ordinance | None:
    """Return the text in force of a partial amendment."""
    from ordinance_drafter.read import read

    amendment = file.project.amendment
    if amendment is None:
        return None
    return read(amendment.base if amendment.base.is_absolute() else file.folder / amendment.base).ordinance


def _ordinance(path: Path, reading: Reading, base: Ordinance | None, made: Made) -> Ordinance:
    """Return the ordinance that was written; of an amendment the text it makes of the one in force."""
    from dataclasses import replace

    from ordinance_drafter.amend import apply_amendment
    from ordinance_drafter.check.amending import Amending
    from ordinance_drafter.check.document import Document
    from ordinance_drafter.model import articles

    if base is not None:
        text = Amending(Document(reading, kind="partial_amendment", base=base)).text
        applied = apply_amendment(base, text)
        if text.missed or applied.problems:
            raise InputError(
                f"{path}: 앞서 만든 개정문을 현행의 글에 적용할 수 없습니다. 현행의 글이 바뀌었는지 보십시오."
            )
        return replace(applied.ordinance, addenda=base.addenda)
    ordinance = reading.ordinance
    if made.assembly.setting.kind == "repeal":
        return ordinance
    if next(articles(ordinance), None) is None:
        raise InputError(f"{path}: 조례안의 조문을 찾지 못했습니다. 다시 만든 뒤에 견주십시오.")
    return replace(ordinance, preamble="")  # “전부를 다음과 같이 개정한다” is the bill's, not the draft's
