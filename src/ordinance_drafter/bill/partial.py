"""The bill of a partial amendment: 개정문 and 신ㆍ구조문대비표 from the text in force and the text wanted, proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ordinance_drafter.amend import Amendment, AmendmentError, amend, apply
from ordinance_drafter.amend.compare import compare
from ordinance_drafter.amend.match import content, match_units
from ordinance_drafter.amend.numbering import renumbered
from ordinance_drafter.amend.redline import TITLE as TRACKED
from ordinance_drafter.amend.redline import redline
from ordinance_drafter.amend.render import amendment_blocks, comparison_blocks
from ordinance_drafter.assemble import Assembly
from ordinance_drafter.bill import agreement, checklist, costs, excerpts, wording
from ordinance_drafter.bill.build import Bill, Part, check_template_names, fill
from ordinance_drafter.bill.context import Context, Point
from ordinance_drafter.blocks import Block, Paragraph, Run, Style
from ordinance_drafter.errors import InputError
from ordinance_drafter.korean import particle
from ordinance_drafter.library import Existing, Library
from ordinance_drafter.model import Addenda, Ordinance, Provision, articles
from ordinance_drafter.notation import parse_provisions
from ordinance_drafter.numbering import Number
from ordinance_drafter.project import PartialAmendment, ProjectFile
from ordinance_drafter.read import read
from ordinance_drafter.refs import resolutions, statutes_cited
from ordinance_drafter.selection import Setting
from ordinance_drafter.write.layout import markup_blocks


@dataclass(frozen=True)
class PartialContext(Context):
    """A partial amendment seen as a bill: what it says of articles is of those that change."""

    base: Ordinance = field(default_factory=lambda: Ordinance(""))
    amendment: Amendment = field(default_factory=lambda: Amendment("", (), "", proved=False))

    @property
    def kind(self) -> str:
        """Always a partial amendment, whatever the clause set would make."""
        return "partial_amendment"

    @property
    def plan(self) -> PartialAmendment:
        """What the project file says of the amendment."""
        plan = self.assembly.setting.file.project.amendment
        assert plan is not None
        return plan

    @cached_property
    def changed(self) -> tuple[tuple[Provision | None, Provision | None], ...]:
        """The articles that change, old and new (None where there is none), in the order of the new text."""
        olds, news = ([u for _, u in articles(text)] for text in (self.base, self.assembly.ordinance))
        matching = match_units(olds, news)
        partner = {id(new): old for old, new in matching.pairs}
        pairs: list[tuple[Provision | None, Provision | None]] = [
            (partner.get(id(new)), new)
            for new in news
            if id(new) not in partner
            or content(partner[id(new)]) != content(new)
            or partner[id(new)].number != new.number
        ]
        return (*pairs, *((old, None) for old in matching.removed if not old.deleted))

    @property
    def article_numbers(self) -> frozenset[Number]:
        """The articles that 주요내용 must tell of: those that change."""
        units = (new if new is not None else old for old, new in self.changed)
        return frozenset(unit.number for unit in units if unit is not None and unit.number)

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """What the project gives as its reasons, and what the bill does."""
        own = self.assembly.setting.file.project.bill.reason or ("(고치려는 까닭을 적는다)",)
        return (*own, f"이에 「{self.base.title}」의 일부를 고치려는 것임.")

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """An item for each article that changes, in the project's words where it has some."""
        return tuple(self._points())

    def _points(self) -> Iterator[Point]:
        moved: list[Number] = []
        for old, new in self.changed:
            unit = new if new is not None else old
            assert unit is not None
            if unit.number is None:
                continue
            if old is not None and new is not None and content(old) == content(new):
                moved.append(unit.number)
                continue
            label = f"제{unit.number.main}조" + (f"의{unit.number.branch}" if unit.number.branch else "")
            yield Point(self.plan.points.get(label) or _summary(old, new), (unit.number,))
        if moved:
            yield Point("조의 번호를 옮김", tuple(moved))

    @cached_property
    def _cited(self) -> tuple[str, ...]:
        """Statutes cited in the articles that change."""
        kept = tuple(new for _, new in self.changed if new is not None)
        return tuple(statutes_cited(replace(self.assembly.ordinance, body=kept, addenda=(), annexes=())))


def _summary(old: Provision | None, new: Provision | None) -> str:
    heading = (new or old or Provision.__new__(Provision)).heading
    named = f"{heading}에 관한 규정" if heading else "규정"
    if new is None or new.deleted:
        return f"{named}을 삭제함"
    if old is None or old.deleted:
        return f"{named}을 신설함"
    if old.heading != new.heading and old.heading:
        return f"{old.heading}{particle(old.heading, '을/를')} {new.heading}{particle(new.heading, '으로/로')} 바꾸고 그 내용을 고침"
    return f"{named}을 고침"


def build_partial_bill(file: ProjectFile, library: Library, templates: Path | None = None) -> Bill:
    """Return the bill of a partial amendment.

    Args:
        file: a project with ``amendment``.
        library: for the municipality.
        templates: a folder with an office's own ``bill/*.txt``.

    Raises:
        InputError: a text cannot be read, nothing changes, the amendment cannot be proved, or parts disagree.
    """
    if templates is not None:
        check_template_names(templates)
    context = _context(file, library)
    parts = list(_parts(context, templates))
    problems = agreement.disagreements(context, {part.id: part.markup for part in parts})
    if problems:
        raise InputError(*problems)
    tracked = redline(context.base, context.assembly.ordinance)
    return Bill(context.bill_title, tuple(parts), context.assembly, ((TRACKED, tracked),))


def _context(file: ProjectFile, library: Library) -> PartialContext:
    plan = file.project.amendment
    assert plan is not None
    if file.project.municipality not in library.municipality_codes:
        raise InputError(
            file.source.problem(("municipality",), f"없는 지방자치단체입니다: {file.project.municipality}.")
        )
    base = _text(file, plan.base, "base")
    wanted = _wanted(file, plan, base)
    addenda = Addenda("", parse_provisions(plan.addenda.strip(), in_addenda=True))
    made = amend(base, replace(wanted, addenda=(*base.addenda, addenda)))
    where = file.source.where(("amendment",))
    if made.whole or not made.proved:
        raise InputError(
            f"{where}: 일부개정으로 쓸 수 없습니다. 전부개정으로 하거나 고친 글을 나누어 보십시오.",
            *(f"{where}: {line}" for line in made.differences[:10]),
        )
    if not made.changes:
        raise InputError(f"{where}: 고친 글이 현행과 같습니다.")
    clause_set = library.clause_set(
        file.project.set if file.project.set in library.set_ids else next(iter(library.set_ids))
    )
    recipe_id = clause_set.file.default_recipe
    number = f"조례 제{base.number}호" if base.number else ""
    former = Existing(set=file.project.set, title=base.title, number=number)
    setting = Setting(
        file, clause_set, library.municipality(file.project.municipality), recipe_id,
        clause_set.file.recipes[recipe_id], "whole_amendment", {}, former,
    )  # fmt: skip
    assembly = Assembly(wanted, (), (), setting, {})
    return PartialContext(assembly, base, made)


def _text(file: ProjectFile, path: Path, key: str) -> Ordinance:
    place = path if path.is_absolute() else file.folder / path
    where = file.source.where(("amendment", key))
    try:
        found = read(place).ordinance
    except InputError as error:
        raise InputError(*(f"{where}: {problem}" for problem in error.problems)) from None
    if next(articles(found), None) is None:
        raise InputError(f"{where}: 조례의 조문을 찾지 못했습니다: {path}")
    return found


def _wanted(file: ProjectFile, plan: PartialAmendment, base: Ordinance) -> Ordinance:
    """Return the text wanted: the edited file, or the text in force with the changes applied."""
    if plan.edited is not None:
        edited = _text(file, plan.edited, "edited")
        return replace(renumbered(base, edited, plan.numbering), addenda=base.addenda)
    try:
        return apply(base, "\n".join(plan.changes))
    except AmendmentError as error:
        where = file.source.where(("amendment", "changes"))
        raise InputError(*(f"{where}: {problem}" for problem in error.problems)) from None


def _parts(context: PartialContext, templates: Path | None) -> Iterator[Part]:
    functions = (
        ("cover", "표지", wording.cover),
        ("explanation", "제안이유ㆍ주요내용ㆍ참고사항", wording.explanation),
        ("ordinance", "개정문", None),
        ("comparison", "신ㆍ구조문대비표", None),
        ("cost", "비용추계서", costs.cost),
        ("statutes", "관계 법령 발췌", excerpts.statutes),
        ("notice", "입법예고문", wording.notice),
        ("checklist", "입안 점검표", _checklist),
    )
    for number, (part_id, title, function) in enumerate(functions, 1):
        if function is None:
            blocks = _amendment_part(context) if part_id == "ordinance" else comparison_blocks(_table(context))
            yield Part(part_id, number, title, tuple(blocks))
            continue
        template, values = function(context)
        if values is not None:
            markup = fill(template, values, templates)
            yield Part(part_id, number, title, tuple(markup_blocks(markup)), markup)


def _table(context: PartialContext) -> Any:
    return compare(context.base, context.assembly.ordinance)


def _amendment_part(context: PartialContext) -> list[Block]:
    city = context.assembly.setting.municipality
    return [
        Paragraph(Style.ORDINANCE_NUMBER, (Run(f"{city.name} 조례 제          호"),)),
        Paragraph(Style.TITLE, (Run(f"{context.base.title} 일부개정조례"),), outline=0),
        *amendment_blocks(context.amendment.text),
    ]


def _checklist(context: PartialContext) -> tuple[str, Mapping[str, Any] | None]:
    rows = [*_text_rows(context), *checklist.procedure(context), *checklist.attachments(context)]
    return checklist.table(rows)


def _text_rows(context: PartialContext) -> Iterator[checklist.Row]:
    made = context.amendment
    steps = len(made.changes)
    yield "개정문의 증명", checklist.DONE, f"지시 {steps}개를 다시 읽어 현행에 적용한 것이 개정안과 같음"
    if made.advice:
        yield "개정의 방식", checklist.OPEN, made.advice
    lost = [found.problem for _, found in resolutions(context.assembly.ordinance) if found.kind == "dangling"]
    state = checklist.OPEN if lost else checklist.DONE
    words = " ".join(dict.fromkeys(lost)) if lost else "개정한 뒤의 인용이 모두 있는 조문을 가리킴"
    yield "조문 안의 인용", state, words
    yield (
        "다른 자치법규의 정비", checklist.OPEN,
        "옮기거나 삭제한 조를 인용하는 다른 조례와 규칙이 있는지 찾아 부칙에서 함께 고칠 것",
    )  # fmt: skip
    if context.statutes:
        yield "인용한 법령의 현행 조문", checklist.OPEN, "시행 예정일의 조문과 대조(관계 법령 발췌)"
