"""``clauses``: list, show and search the clauses of a set."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ordinance_drafter.cli.clause_layers import which_set
from ordinance_drafter.cli.korean_click import KoreanCommand, KoreanGroup, columns
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.library import Clause, ClauseSet

_THEME = click.option("--theme", metavar="주제", help="이 주제의 조문만 봅니다(promotion, ethics …).")
_REQUIREMENT = click.option("--requirement", metavar="요건", help="이 요건에 맞는 조문만 봅니다(basic-plan …).")


ELSEWHERE = {
    "check": ("clauses_check", "check", "조문 묶음이 제대로 되어 있는지 봅니다."),
    "diff": ("clauses_diff", "diff", "묶음, 덧묶음, 지방자치단체, 조례 둘을 견줍니다."),
    "import": ("clauses_import", "import_", "조례를 조문 묶음으로 가져옵니다."),
    "fork": ("clause_layers", "fork", "조문을 내 층에 통째로 옮겨 적습니다."),
    "override": ("clause_layers", "override", "조문에서 고칠 것만 내 층에 적습니다."),
    "drop": ("clause_layers", "drop", "조문을 모든 구성에서 뺍니다."),
    "add": ("clause_layers", "add", "조문을 구성에 넣습니다."),
    "choose": ("clause_layers", "choose", "변형을 골라 기본값으로 삼습니다."),
    "origin": ("clause_layers", "origin", "조문의 말이 어디에서 왔는지 보입니다."),
    "layers": ("clause_layers", "layers_", "쓰는 층과, 층마다 바꾸는 것을 보입니다."),
}
"""Subcommand -> module, function and one-line help, so that ``clauses list`` imports none of them."""


class ClausesGroup(KoreanGroup):
    """The group of ``clauses``; what changes a library is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *ELSEWHERE]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in ELSEWHERE:
            return super().get_command(ctx, name)
        module, function, _ = ELSEWHERE[name]
        command: click.Command = getattr(import_module(f"ordinance_drafter.cli.{module}"), function)
        return command

    def short_helps(self, ctx: click.Context) -> list[tuple[str, str]]:
        own = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        return [*own, *((name, words) for name, (_, _, words) in ELSEWHERE.items())]


@click.group(cls=ClausesGroup)
def clauses() -> None:
    """조문 묶음을 살펴보고, 내 층에서 고칩니다."""


@clauses.command("list", cls=KoreanCommand)
@_THEME
@_REQUIREMENT
@which_set
def list_(theme: str | None, requirement: str | None, **where: Any) -> int:
    """조문의 목록을 보입니다."""
    shelf = _set(**where)
    found = [clause for clause in shelf.clauses() if _wanted(shelf, clause, theme, requirement)]
    themes = list(shelf.file.themes)
    found.sort(key=lambda clause: themes.index(clause.theme) if clause.theme in themes else len(themes))
    _print_rows(shelf, found)
    return 0 if found else 1


@clauses.command("search", cls=KoreanCommand)
@click.argument("words", metavar="낱말...", nargs=-1, required=True)
@_THEME
@_REQUIREMENT
@which_set
def search(words: tuple[str, ...], theme: str | None, requirement: str | None, **where: Any) -> int:
    """낱말이 모두 들어 있는 조문을 찾습니다.

    제목, 본문, 요지, 근거 법령, 참고 조례에서 찾으며, 제목에 있는 것을 먼저 보입니다. 못 찾으면 1로 끝납니다.
    """
    shelf = _set(**where)
    found = []
    for clause in shelf.clauses():
        if _wanted(shelf, clause, theme, requirement):
            body = "\n".join(_searchable(shelf, clause))
            if all(word in body for word in words):
                found.append((-sum(word in clause.heading for word in words), clause.id, clause))
    _print_rows(shelf, [clause for *_, clause in sorted(found, key=lambda item: item[:2])])
    return 0 if found else 1


@clauses.command("show", cls=KoreanCommand)
@click.argument("clause_id", metavar="조문")
@which_set
def show(clause_id: str, **where: Any) -> int:
    """조문 하나를 근거, 변형, 출처와 함께 보입니다."""
    from ordinance_drafter.yamlfile import nearest

    shelf = _set(**where)
    if clause_id not in shelf.paths:
        raise InputError(f"없는 조문입니다: {clause_id}.{nearest(clause_id, shelf.paths)}")
    for line in _shown(shelf, shelf.clause(clause_id)):
        click.echo(line)
    return 0


def _set(**where: Any) -> ClauseSet:
    from ordinance_drafter.cli.clause_layers import open_set

    return open_set(**where)[0]


def _wanted(shelf: ClauseSet, clause: Clause, theme: str | None, requirement: str | None) -> bool:
    from ordinance_drafter.yamlfile import nearest

    if theme and theme not in shelf.file.themes:
        raise InputError(f"없는 주제입니다: {theme}.{nearest(theme, shelf.file.themes)}")
    if requirement and requirement not in shelf.requirements:
        raise InputError(f"없는 요건입니다: {requirement}.{nearest(requirement, shelf.requirements)}")
    by_theme = theme is None or clause.theme == theme
    return by_theme and (requirement is None or any(item.id == requirement for item in clause.satisfies))


def _searchable(shelf: ClauseSet, clause: Clause) -> Iterator[str]:
    yield from (clause.heading, clause.text, clause.summary, clause.rationale)
    yield from (variant.text or "" for variant in clause.variants.values())
    yield from (f"{item.statute} {item.article}" for item in clause.basis)
    yield from (f"{item.title} {item.article}" for item in clause.modelled_on)
    yield from (shelf.requirements[item.id].label for item in clause.satisfies if item.id in shelf.requirements)


def _print_rows(shelf: ClauseSet, found: list[Clause]) -> None:
    dropped = {clause_id for overlay in shelf.overlays for clause_id in overlay.file.drop}
    rows = [
        (clause.id, shelf.file.themes.get(clause.theme, clause.theme), clause.heading + _out(clause.id, dropped))
        for clause in found
    ]
    for line in columns(rows):
        click.echo(line)
    click.echo(f"{len(found)}개", err=True)


def _out(clause_id: str, dropped: set[str]) -> str:
    return " (덧묶음에서 뺌)" if clause_id in dropped else ""


def _shown(shelf: ClauseSet, clause: Clause) -> Iterator[str]:
    yield f"{clause.id}: {clause.heading} ({shelf.file.themes.get(clause.theme, clause.theme)})"
    yield ""
    yield from clause.text.rstrip().split("\n")
    yield ""
    yield f"요지: {clause.summary}."
    yield f"까닭: {clause.rationale}"
    for item in clause.satisfies:
        label = shelf.requirements[item.id].label if item.id in shelf.requirements else item.id
        yield f"요건: {label}({item.id}){f' {item.at}' if item.at else ''}"
    for basis in clause.basis:
        yield f"근거: 「{basis.statute}」 {basis.article}: {basis.why}"
    states = {True: "시행 중", False: "폐지ㆍ실효"}
    for model in clause.modelled_on:
        state = "시행 여부 미확인" if model.in_force == "unknown" else states[bool(model.in_force)]
        yield f"참고: 「{model.title}」 {model.article}({state}) {model.note}".rstrip()
    if not clause.modelled_on:
        yield "참고: 없음"
    for name, slot in clause.slots.items():
        bounds = f" {slot.min}~{slot.max}" if slot.min is not None or slot.max is not None else ""
        default = "답해야 함" if slot.default is None else f"기본값 {slot.default}"
        yield f"자리: {name}: {slot.label} ({slot.type}{bounds}, {default})"
    if clause.choice in shelf.file.choices:
        choice = shelf.file.choices[clause.choice]
        for option, words in choice.options.items():
            changed = (
                ", ".join(key for key, value in clause.variants.get(option, ()) if value is not None)
                if option in clause.variants
                else ""
            )
            what = f" (바뀌는 것: {changed})" if changed else ""
            yield f"변형: {clause.choice}={option} {words.label}: {words.tradeoff}{what}"
    for name, ids in (
        ("함께", clause.requires),
        ("따로", clause.conflicts),
        ("앞", clause.before),
        ("뒤", clause.after),
    ):
        if ids:
            yield f"{_RELATIONS[name]}: {', '.join(ids)}"
    if clause.notes:
        yield f"살필 점: {' '.join(clause.notes.split())}"


_RELATIONS = {
    "함께": "함께 있어야 할 조문",
    "따로": "함께 둘 수 없는 조문",
    "앞": "이 조보다 뒤에 올 조문",
    "뒤": "이 조보다 앞에 올 조문",
}
