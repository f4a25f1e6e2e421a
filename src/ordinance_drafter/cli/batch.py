"""Many files in one call: which they are, where their results go, and what went wrong with each."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ordinance_drafter.cli import DONE, INPUT
from ordinance_drafter.cli.workers import Job, in_order
from ordinance_drafter.errors import InputError, reason
from ordinance_drafter.korean import truncate

if TYPE_CHECKING:
    from ordinance_drafter.finding import Reading

READABLE = (".txt", ".md", ".markdown", ".json", ".xml", ".docx", ".hwpx", ".hwp")
"""What is taken from a folder or a pattern; a file given by its name is read whatever its suffix."""

_MAGIC = re.compile(r"[*?\[]")


def _jobs(context: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is not None and not re.fullmatch("[1-9][0-9]{0,3}", value):
        raise click.BadParameter("1에서 9999까지의 수를 적으십시오.", context, param)
    return None if value is None else int(value)


jobs_option = click.option(
    "--jobs", callback=_jobs, metavar="수", help="한꺼번에 처리할 수. 적지 않으면 코어의 수, 1이면 하나씩."
)


# ── which files ──────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a batch: ``root`` is the folder it is mirrored from, ``problem`` why it cannot be tried at all."""

    path: Path
    root: Path
    size: int = 0
    data: bytes | None = None
    problem: str = ""
    target: Path | None = None

    @property
    def label(self) -> str:
        """What a sentence about it begins with."""
        return str(self.path) if self.data is None else "표준 입력"


def is_one(arguments: Sequence[str]) -> bool:
    """Whether the arguments are one file (or standard input), not a folder, a pattern or several."""
    path = Path(arguments[0])
    named = arguments[0] == "-" or os.path.lexists(path) or not _MAGIC.search(arguments[0])
    return len(arguments) == 1 and named and not _is_folder(path)


def gather(arguments: Sequence[str], out: Path | None = None) -> list[Source]:
    """Return the files that the arguments name, sorted by their paths, each once.

    Args:
        arguments: files, ``-``, folders and patterns.
        out: where results go; a folder above it does not give the files in it.

    Raises:
        InputError: the only argument is a folder or a pattern without a file to read, or one is empty.
    """
    found: dict[Path, Source] = {}
    if not all(arguments):
        raise InputError("빈 이름이 있습니다. 읽을 파일이나 폴더의 이름을 적으십시오.")
    for argument in arguments:
        named = list(_named(argument))
        sources = [source for source in named if out is None or not _is_result(source, _full(out))]
        if len(sources) < len(named):
            click.echo(f"결과를 두는 {out} 폴더의 파일은 읽지 않습니다.", err=True)
        if not sources:
            problem = f"{argument}: 읽을 수 있는 파일이 없습니다({' '.join(READABLE)})."
            if len(arguments) == 1:
                raise InputError(problem)
            sources = [Source(Path(argument), Path(argument).parent, problem=problem)]
        for source in sources:
            found.setdefault(source.path.absolute(), source)
    return _in_order(found.values())


def _in_order(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: str(source.path))


def _named(argument: str) -> Iterator[Source]:
    path = Path(argument)
    if argument == "-":
        data = sys.stdin.buffer.read()
        yield Source(path, Path(), len(data), data)
    elif _is_folder(path):
        yield from _walk(path, path)
    elif os.path.lexists(path) or not _MAGIC.search(argument):
        yield Source(path, path.parent, _size(path))
    else:
        yield from _matching(path.parts)


def _matching(pattern: tuple[str, ...]) -> Iterator[Source]:
    """Yield the files of a pattern; ``**`` stands for any folders, and a folder that fits gives all its files."""
    plain = next(index for index, part in enumerate(pattern) if _MAGIC.search(part))
    root = Path(*pattern[:plain])
    stars = pattern.index("**") if "**" in pattern else len(pattern)
    heads = glob.glob(str(Path(*pattern[:stars]))) if stars > plain else [str(root)]  # noqa: PTH207
    for head in map(Path, heads):
        if stars == len(pattern) and not _is_folder(head):
            if _is_readable(head.name):
                yield Source(head, root, _size(head))
        elif _is_folder(head) and (head == root or not head.is_symlink()):
            rest = pattern[stars:] or ("**",)
            for source in _walk(head, root):
                if source.problem or _fits(source.path.parts[len(head.parts) :], rest):
                    yield source


def _fits(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return len(pattern) == 1 or any(_fits(parts[start:], pattern[1:]) for start in range(len(parts)))
    return bool(parts) and fnmatch.fnmatch(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _walk(folder: Path, root: Path) -> Iterator[Source]:
    """Yield the readable files under a folder; links to folders are not followed, so there is no going in circles."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    path = Path(entry.path)
                    if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                        waiting.append(path)
                    elif _is_readable(entry.name) and not _is_folder(path) and (entry.is_symlink() or entry.is_file()):
                        yield Source(path, root, _size(path))
        except OSError as error:
            yield Source(here, root, problem=f"{here}: 폴더를 읽을 수 없습니다({reason(error)}).")


def _is_result(source: Source, out: Path) -> bool:
    """Whether it is what an earlier run left, in a folder for results inside the folder that is read."""
    return _full(source.root) in out.parents and out in _full(source.path).parents


def _full(path: Path) -> Path:
    """The absolute path without ``..``, links not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _is_readable(name: str) -> bool:
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in READABLE


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # ValueError: no name of a file can have such characters
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


# ── where results go ─────────────────────────────────────────────────────────


def place(sources: Sequence[Source], folder: Path, suffix: str, *, keep: bool) -> list[Source]:
    """Give each source its place in a folder, sub-folders mirrored.

    Args:
        sources: what :func:`gather` found.
        folder: where the results go.
        suffix: of the results, with its dot.
        keep: ``a.docx`` becomes ``a.docx.json`` and not ``a.json``; two that would become one keep theirs anyway.

    Raises:
        InputError: the folder is a file.
    """
    if os.path.lexists(folder) and not _is_folder(folder):
        raise InputError(f"{folder}: 폴더가 아니라 파일입니다. 결과를 둘 폴더를 적으십시오.")
    bases = _mirrored(tried := [source for source in sources if not source.problem])
    names = [_renamed(base, suffix, keep) for base in bases]
    twice = Counter(map(_key, names))
    names = [_renamed(base, suffix, keep or twice[_key(name)] > 1) for base, name in zip(bases, names, strict=True)]
    twice = Counter(map(_key, names))
    known = {_key(Path(os.path.realpath(source.path))) for source in tried}
    real = Path(os.path.realpath(folder))
    placed = [source for source in sources if source.problem]
    for source, name in zip(tried, names, strict=True):
        problem = ""
        if _key(real / name) in known:
            problem = (
                f"{source.label}: 결과({folder / name})가 원본을 덮어쓰게 됩니다. 결과를 둘 다른 폴더를 적으십시오."
            )
        elif twice[_key(name)] > 1:
            problem = f"{source.label}: 결과({folder / name})의 이름이 같은 원본이 또 있습니다. 이름을 바꾸십시오."
        placed.append(replace(source, target=folder / name, problem=problem))
    return _in_order(placed)


def _mirrored(sources: Sequence[Source]) -> list[Path]:
    """Return the paths below the deepest folder that all were taken from."""
    roots = {_full(source.root) for source in sources}
    try:
        top = Path(os.path.commonpath(roots)) if roots else None
    except ValueError:  # different drives
        top = None
    bases = []
    for source in sources:
        path = _full(source.path)
        base = path.relative_to(top or path.anchor)
        bases.append(base if source.data is None else Path("표준입력"))
    return bases


def _renamed(base: Path, suffix: str, keep: bool) -> Path:
    bare = base.with_suffix("") if base.suffix.lower() in READABLE and not keep else base
    return bare.with_name(bare.name + suffix)


def _key(path: Path) -> str:
    """A path as a file system that does not tell A from a takes it."""
    return unicodedata.normalize("NFC", str(path)).casefold()


# ── the work ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: ``text`` for standard output, or ``problems``, each sentence with the path.

    ``result`` is for who shows more than text; it comes from another process, so it must be plain data.
    """

    source: Source
    text: str = ""
    noted: bool = False
    problems: tuple[str, ...] = ()
    result: Any = None


Work = Callable[[Source], Outcome]
"""A function that another process can be given: a function of a module, or a ``partial`` of one."""


def attempt(work: Work, source: Source) -> Outcome:
    """Do one file of a batch; whatever goes wrong is told and the others go on."""
    if source.problem:
        return _failed(source, source.problem)
    try:
        return work(source)
    except InputError as error:
        return _failed(source, *error.problems)
    except OSError as error:
        return _failed(source, f"읽거나 쓸 수 없습니다({reason(error)}).")
    except MemoryError:
        return _failed(source, "메모리가 모자라 읽지 못했습니다.")
    except Exception as error:
        name = type(error).__name__
        return _failed(
            source, f"읽는 중에 뜻밖의 오류가 났습니다({name}). 프로그램의 잘못이니 파일과 함께 알려 주십시오."
        )


def read_source(source: Source, format_: str | None = None) -> Reading:
    """Read a file or standard input; every sentence of an InputError begins with its path."""
    from ordinance_drafter.read import read

    try:
        return read(source.path if source.data is None else source.data, format_)
    except InputError as error:
        raise InputError(*_with_path(source, error.problems)) from None


def _with_path(source: Source, problems: Sequence[str]) -> tuple[str, ...]:
    """Return sentences that begin with the path, once."""
    lead = f"{source.label}: "
    return tuple(problem if problem.startswith(lead) else lead + problem for problem in problems)


def _failed(source: Source, *problems: str) -> Outcome:
    return Outcome(source, problems=_with_path(source, problems))


def _died(source: Source) -> Outcome:
    return _failed(source, "읽던 작업이 갑자기 끝났습니다. 메모리가 모자란 듯하니 이 파일만 따로 해 보십시오.")


def carry_out(
    work: Work,
    sources: Sequence[Source],
    jobs: int | None,
    show: Callable[[Outcome], None],
    words: tuple[str, str] | None,
) -> int:
    """Do all files, show each result in order, tell what went wrong and what came of it all; return the exit code.

    Args:
        work: what to do with one file.
        sources: the files.
        jobs: how many workers, None for all cores.
        show: prints one result on standard output.
        words: how the summary calls the files that were done and those that were not; None for no summary.
    """
    import_module("ordinance_drafter.read")  # once, before processes are forked
    job = Job(partial(attempt, work), _died, _weight)
    done = noted = failed = 0
    progress = _Progress(len(sources))
    progress.tell(0, "")
    try:
        with closing(in_order(job, sources, jobs)) as results:
            for outcome in results:
                progress.clear()
                show(outcome)
                for problem in outcome.problems:
                    click.echo(f"오류: {problem}", err=True)
                done, failed = done + (not outcome.problems), failed + bool(outcome.problems)
                noted += outcome.noted
                progress.tell(done + failed, str(outcome.source.path))
    finally:
        progress.clear()
    if words:
        good, bad = words
        click.echo(
            f"모두 {done + failed}개: {good} {done}개(살펴볼 것이 있는 파일 {noted}개), {bad} {failed}개.", err=True
        )
    return INPUT if failed else DONE


def _weight(source: Source) -> int:
    return source.size


class _Progress:
    """One line on a terminal, written over in place; nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.shown = False
        self.on = sys.stderr.isatty()

    def tell(self, done: int, name: str) -> None:
        if self.on:
            words = truncate(f"{done}/{self.total} 파일 {name}", shutil.get_terminal_size().columns - 1)
            click.echo(f"\r\033[K{words}", err=True, nl=False)
            self.shown = True

    def clear(self) -> None:
        if self.shown:
            click.echo("\r\033[K", err=True, nl=False)
            self.shown = False
