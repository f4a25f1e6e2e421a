"""Building the parts of a bill and refusing a bill whose parts disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.assemble import Assembly
from ordinance_drafter.bill import agreement, checklist, comparison, costs, excerpts, wording
from ordinance_drafter.bill.context import Context, safe
from ordinance_drafter.blocks import Block, Document, PageBreak
from ordinance_drafter.errors import InputError
from ordinance_drafter.resources import data_dir
from ordinance_drafter.template import render
from ordinance_drafter.write.layout import markup_blocks, ordinance_blocks
from ordinance_drafter.yamlfile import read_text


@dataclass(frozen=True)
class Part:
    """One part of a bill: ``number`` is its place among all kinds of part, ``markup`` its text before layout."""

    id: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    markup: str = ""


@dataclass(frozen=True)
class Bill:
    """A bill: the draft and its parts in the order they are submitted.

    ``extras`` are documents beside it that are not submitted (a text with tracked changes), by name.
    """

    title: str
    parts: tuple[Part, ...]
    assembly: Assembly
    extras: tuple[tuple[str, Document], ...] = ()

    def document(self) -> Document:
        """Return the whole bill as one document."""
        blocks: list[Block] = []
        for index, part in enumerate(self.parts):
            blocks += [PageBreak()] if index else []
            blocks += part.blocks
        return self._document(self.title, blocks)

    def part_document(self, part: Part) -> Document:
        """Return one part as a document of its own."""
        return self._document(f"{self.title} {part.title}", list(part.blocks))

    def _document(self, title: str, blocks: list[Block]) -> Document:
        city = self.assembly.setting.municipality
        fonts = (city.fonts.get("body", "바탕"), city.fonts.get("heading", "돋움"))
        return Document(title, tuple(blocks), city.name, fonts)


Values = Mapping[str, Any] | None
PARTS: tuple[tuple[str, str, Callable[[Context], tuple[str, Values]]], ...] = (
    ("cover", "표지", wording.cover),
    ("explanation", "제안이유ㆍ주요내용ㆍ참고사항", wording.explanation),
    ("ordinance", "조례안", lambda context: ("", {})),
    ("comparison", "중요사항 대비표", comparison.comparison),
    ("cost", "비용추계서", costs.cost),
    ("statutes", "관계 법령 발췌", excerpts.statutes),
    ("notice", "입법예고문", wording.notice),
    ("checklist", "입안 점검표", checklist.checklist),
    ("sources", "조문별 입안 근거", checklist.sources),
)
"""Part id, title and the function that gives its template and values (None: the part does not apply)."""


def build_bill(assembly: Assembly, templates: Path | None = None) -> Bill:
    """Return the bill of an assembled draft.

    Args:
        assembly: the draft.
        templates: a folder with an office's own ``bill/*.txt``; templates it lacks are the shipped ones.

    Raises:
        InputError: a template or fact is wrong, or two parts disagree; every disagreement is named.
    """
    if templates is not None:
        check_template_names(templates)
    context = Context(assembly)
    parts = []
    for number, (part_id, title, function) in enumerate(PARTS, 1):
        if part_id == "ordinance":
            parts.append(Part(part_id, number, title, tuple(_ordinance_part(context))))
            continue
        template, values = function(context)
        if values is None:
            continue
        markup = fill(template, values, templates)
        parts.append(Part(part_id, number, title, tuple(markup_blocks(markup)), markup))
    bill = Bill(context.bill_title, tuple(parts), assembly)
    problems = agreement.disagreements(context, {part.id: part.markup for part in parts})
    if problems:
        raise InputError(*problems)
    return bill


def check_template_names(templates: Path) -> None:
    """Refuse a mistyped template: it would silently leave the shipped one in force.

    Raises:
        InputError: a file is no template; each is named.
    """
    known = {path.name for path in (data_dir("templates") / "bill").glob("*.txt")}
    strange = [
        path for path in sorted(templates.rglob("*.txt")) if path.parent.name != "bill" or path.name not in known
    ]
    if strange:
        raise InputError(
            *(
                f"{path}: 모르는 서식입니다. bill 폴더에 다음 이름으로 두십시오: {', '.join(sorted(known))}"
                for path in strange
            )
        )


def fill(name: str, values: Mapping[str, Any], templates: Path | None) -> str:
    """Return a template filled with values, the office's own where it has one."""
    own = templates / "bill" / f"{name}.txt" if templates else None
    path = own if own and own.exists() else data_dir("templates") / "bill" / f"{name}.txt"
    try:
        return korean.fix_particles(render(read_text(path), safe(values)))
    except InputError as error:
        raise InputError(*(f"{path.name}: {problem}" for problem in error.problems)) from None


def _ordinance_part(context: Context) -> list[Block]:
    assembly = context.assembly
    setting = assembly.setting
    former = setting.former
    preamble = ""
    if setting.kind == "whole_amendment" and former:
        preamble = f"{former.title} 전부를 다음과 같이 개정한다."  # AMD002
    number_line = f"{setting.municipality.name} 조례 제          호"  # FMT006
    return ordinance_blocks(assembly.ordinance, number_line=number_line, preamble=preamble)
