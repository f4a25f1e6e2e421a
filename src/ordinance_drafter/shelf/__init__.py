"""A clause library in order: every file, clause, recipe and municipality looked at, every problem with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ordinance_drafter.errors import InputError
from ordinance_drafter.shelf.book import Book, SetBook, read_book, shown
from ordinance_drafter.shelf.layer_book import is_layer, read_layer_book
from ordinance_drafter.shelf.problem import CODES, SEVERITIES, WORDS, Problem, Report, in_order

if TYPE_CHECKING:
    from ordinance_drafter.shelf.drafts import Trial
    from ordinance_drafter.shelf.scenes import Scene

__all__ = ["CODES", "SEVERITIES", "WORDS", "Problem", "Result", "Task", "check_library", "died", "do"]


class Task(NamedTuple):
    """One piece of the work, plain data so that another process can be given it: a clause by id, or a draft by number."""

    folder: str
    only: tuple[str, ...]
    set_id: str
    clause: str = ""
    draft: int = -1
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """All problems by file and place, and how much was looked at."""

    problems: tuple[Problem, ...]
    clauses: int
    drafts: int
    municipalities: int

    def count(self, severity: str) -> int:
        """How many problems are of this severity."""
        return sum(problem.severity == severity for problem in self.problems)


Each = Callable[[Callable[[Task], list[Problem]], Sequence[Task]], Iterable[list[Problem]]]


def check_library(folder: Path, only: Sequence[str] = (), each: Each = map, under: Sequence[str] = ()) -> Result:
    """Check a clause library, or a layer over the shipped one (a folder with layer.yaml).

    Args:
        folder: of sets, municipalities and statutes.
        only: the sets to look at, all (and all other files) without.
        each: how pieces of work are done, in their order: ``map``, or one that uses several processes.
        under: folders of the layers below a layer.

    Raises:
        InputError: the folder is none, holds nothing to check, or has no such set.
    """
    from ordinance_drafter.shelf.cities import check_city
    from ordinance_drafter.shelf.company import check_company, check_set

    _book.cache_clear()  # files may have changed since
    _trials.cache_clear()
    key, below = (str(folder), tuple(only)), tuple(under)
    book = _book(*key, below)
    report = Report(list(book.report.problems))
    for city, file in book.municipalities.values():
        check_city(book, city, file, report)
    tasks: list[Task] = []
    for read in book.sets.values():
        check_set(read, report)
        check_company(read, report)
        looked_at = [clause_id for clause_id in read.clauses if not book.layer or clause_id in read.mine]
        tasks += [Task(*key, read.id, clause=clause_id, under=below) for clause_id in looked_at]
    for found in each(do, tasks):
        report.problems += found
    for read in book.sets.values():
        _names_fit(book, read, report)
    drafts: list[Task] = []
    if all(problem.severity != "error" for problem in report.problems):  # what follows would only say it again
        drafts = [
            Task(*key, set_id, draft=index, under=below)
            for set_id in book.sets
            for index in range(len(_trials(*key, set_id, below)))
        ]
        for found in each(do, drafts):
            report.problems += found
    clauses = sum(len(read.mine if book.layer else read.clauses) for read in book.sets.values())
    if book.layer:  # what is wrong below is not the layer's to mend
        own = shown(folder).rstrip("/") + "/"
        report.problems[:] = [problem for problem in report.problems if problem.file.startswith(own)]
    return Result(tuple(in_order(report.problems)), clauses, len(drafts), len(book.municipalities))


def do(task: Task) -> list[Problem]:
    """Return what is wrong with one clause or one draft."""
    from ordinance_drafter.shelf.drafts import run_trial

    book = _book(task.folder, task.only, task.under)
    report = Report()
    read = book.sets[task.set_id]
    if task.clause:
        _check_clause(book, read, task.clause, report)
    else:
        run_trial(book, read, _trials(*task[:3], task.under)[task.draft], report)
    return in_order(report.problems)


def died(task: Task) -> list[Problem]:
    """Return what to say of a piece of work that brought its process down."""
    words = "살피다 멈추었습니다. 이 조문이나 안의 크기를 줄여 보십시오."
    return [Problem(task.clause or task.set_id, 1, 1, "CLB012", words, "error")]


@lru_cache(maxsize=2)
def _book(folder: str, only: tuple[str, ...], under: tuple[str, ...] = ()) -> Book:
    path = Path(folder)
    return read_layer_book(path, only, under) if is_layer(path) else read_book(path, only)


@lru_cache(maxsize=8)
def _trials(folder: str, only: tuple[str, ...], set_id: str, under: tuple[str, ...] = ()) -> list[Trial]:
    from ordinance_drafter.shelf.drafts import trials

    book = _book(folder, only, under)
    return trials(book, book.sets[set_id])


def _names_fit(book: Book, read: SetBook, report: Report) -> bool:
    from ordinance_drafter.shelf.names import Names

    return Names(book, read, report).set_file()


def _scenes(book: Book, read: SetBook) -> list[Scene]:
    """Return the scenes of a set, made once; none when the terms of the set cannot be filled."""
    from ordinance_drafter.shelf.scenes import scenes_of

    if read.id not in book.scenes:
        fine = _names_fit(book, read, Report())
        try:
            book.scenes[read.id] = scenes_of(book, read) if fine else []
        except InputError:
            book.scenes[read.id] = []
    found: list[Scene] = book.scenes[read.id]
    return found


def _check_clause(book: Book, read: SetBook, clause_id: str, report: Report) -> None:
    from ordinance_drafter.shelf import parts
    from ordinance_drafter.shelf.laws import Laws
    from ordinance_drafter.shelf.names import Names
    from ordinance_drafter.shelf.texts import ClauseTrial

    clause = read.clauses[clause_id]
    names, laws = Names(book, read, report), Laws(book)
    broken = names.clause(clause)
    parts.check_slots(read, clause, names.used.get(clause_id, set()), report)
    parts.check_choice(read, clause, report)
    parts.check_satisfies(read, clause, report)
    if clause_id not in read.history:  # nobody writes reasons for what is only there to give a text back
        parts.check_sources(read, clause, laws, report)
        parts.check_sentences(read, clause, report)
    parts.check_place_names(book, read, clause, report)
    ClauseTrial(book, read, clause, report, laws).run(_scenes(book, read), broken)
