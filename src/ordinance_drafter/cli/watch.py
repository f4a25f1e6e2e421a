"""``draft --watch``: make the bill again whenever one of its sources is saved, and say what that changed.

The sources are looked at every 0.3 seconds by size and time of change: no library for watching folders is needed, and it
works on network drives, where systems tell nothing. A source that is just being written is waited for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ordinance_drafter.cli import DONE
from ordinance_drafter.cli.draft import Order, progress, tell_findings
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.bill import Bill
    from ordinance_drafter.impact import Effect, Side
    from ordinance_drafter.project import ProjectFile

SECONDS = 0.3
State = Mapping[str, tuple[int, int]]
"""Path -> time of change in nanoseconds and size, of every file there is."""
_SUFFIXES = frozenset((".yaml", ".yml", ".txt", ".md", ".json", ".xml", ".docx", ".hwpx", ".hwp", ".tsv"))


def watch_project(order: Order) -> int:
    """Watch a project until Ctrl-C."""
    import time

    rounds = Rounds(order)
    try:
        watch(rounds.once, lambda: state_of(rounds.sources, rounds.results), lambda: time.sleep(SECONDS))
    except KeyboardInterrupt:
        click.echo("\n그만 지켜봅니다.", err=True)
    return DONE


def watch(build: Callable[[], None], state: Callable[[], State], wait: Callable[[], None]) -> None:
    """Build, and again each time the files have changed and then stayed as they are for one look.

    Args:
        build: makes everything; tells its own problems.
        state: tells how the files are now. It is asked before a build begins, so that what is saved meanwhile counts.
        wait: lets some time pass; it ends the watch by raising.
    """
    while True:
        built = state()
        build()
        if (now := state()).keys() - built.keys():  # the build has told of further sources
            built = {**now, **built}
        seen = built
        while True:
            wait()
            now = state()
            if now != built and now == seen:
                break
            seen = now


def state_of(sources: Iterable[Path], results: Path | None = None) -> State:
    """Return how the files are, and those in the folders; what is not there is left out.

    Args:
        sources: files and folders.
        results: the folder the watch itself writes into, which is not looked at.
    """
    found: dict[str, tuple[int, int]] = {}
    written = results.absolute() if results is not None else None
    for path in sorted(set(sources)):
        for each in _files(path):
            if written is not None and written in each.absolute().parents:
                continue
            try:
                about = each.stat()
            except OSError:
                continue
            found[str(each)] = (about.st_mtime_ns, about.st_size)
    return found


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    try:
        yield from (each for each in sorted(path.rglob("*")) if each.suffix in _SUFFIXES)
    except OSError:
        return


@dataclass(slots=True)
class Rounds:
    """The builds of one watch, each told against the last that succeeded."""

    order: Order
    last: Side | None = None
    named: tuple[Path, ...] = ()
    results: Path | None = None
    written: list[Path] = field(default_factory=list)

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files and folders a build reads."""
        from ordinance_drafter.bill_check import CONFIG
        from ordinance_drafter.project import FILE_NAME
        from ordinance_drafter.resources import data_dir

        order = self.order
        project = order.project / FILE_NAME if order.project.is_dir() else order.project
        folders = (order.library or data_dir("clause_library"), order.templates or data_dir("templates"))
        return (project, Path(CONFIG), *folders, *self.named)

    def once(self) -> None:
        """Make the bill, and tell what changed or what is wrong; the watch goes on with either."""
        try:
            file, bill = self._make()
        except InputError as error:
            _tell_problems(error)
            click.echo("고쳐서 저장하면 다시 만듭니다.", err=True)
            return
        try:
            written = self.order.write(file, bill)
        except InputError as error:
            _tell_problems(error)
            written = []
        for path in written if written != self.written else ():
            click.echo(str(path))
        self.written = written
        if self.order.check:
            tell_findings(bill, str(self.order.project))
        words = "만들었습니다." if written else "파일은 쓰지 않았습니다."
        click.echo(f"{words} 저장하면 다시 만듭니다(Ctrl-C로 마침).", err=True)

    def _make(self) -> tuple[ProjectFile, Bill]:
        from ordinance_drafter.impact import Made, checked_side, impact, side_of

        order = self.order
        file = order.file()
        self.named, self.results = named_files(file), order.folder(file)
        bill = order.bill(file)
        made = Made(bill.assembly, bill)
        side = checked_side(made) if order.check else side_of(made)
        before, self.last = self.last, side
        if before is not None:
            self._tell(impact(before, side))
        return file, bill

    @staticmethod
    def _tell(effect: Effect) -> None:
        from ordinance_drafter.cli.impact import colors, screen
        from ordinance_drafter.impact.as_text import effect_text

        click.echo(effect_text(effect, color=colors(sys.stdout), width=screen(), brief=True), nl=False)


def _tell_problems(error: InputError) -> None:
    progress("")
    for problem in error.problems:
        click.echo(f"오류: {problem}", err=True)


def named_files(file: ProjectFile) -> tuple[Path, ...]:
    """Return the files and folders a project names, as they can be opened."""
    from ordinance_drafter.library.layers import FOLDER

    project = file.project
    named = [project.former.base, project.statutes, *file.layers, file.folder / FOLDER]
    if project.amendment is not None:
        named += [project.amendment.base, project.amendment.edited]
    return tuple(path if path.is_absolute() else file.folder / path for path in named if path is not None)
