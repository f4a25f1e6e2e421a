"""The same work on many things with all cores: results in the order of the things, and a dead worker is survived."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

FEW = 8
LITTLE = {"fork": 300_000, "spawn": 3_000_000}
"""Fewer things, or fewer bytes, are done in this process: starting others would take longer."""
CHUNK, CHUNK_BYTES = 16, 1_000_000
"""The most a worker is given at a time; two chunks a worker are under way, so memory stays flat."""
GRACE = 2.0
"""Seconds a worker may take to end when the work is stopped."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Job(Generic[T, R]):
    """What to do: ``work`` (which another process can be given) with one thing, ``died`` when its worker died of it."""

    work: Callable[[T], R]
    died: Callable[[T], R]
    size: Callable[[T], int]


def in_order(job: Job[T, R], things: Sequence[T], jobs: int | None = None) -> Generator[R, None, None]:
    """Yield the result of each thing, in their order whatever the number of workers.

    Args:
        job: what to do with one.
        things: all of them.
        jobs: how many workers; 1 is this process, None as many as there are cores. Little work is done here anyway.
    """
    few = len(things) < FEW or sum(map(job.size, things)) < LITTLE[_start()]
    workers = 1 if few else min(jobs or _cores(), len(things), 61 if sys.platform == "win32" else len(things))
    crew = _crew(workers) if workers > 1 else None
    yield from map(job.work, things) if crew is None else _together(crew, job, things, workers)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(job: Job[T, R], things: Sequence[T], workers: int) -> Iterator[list[T]]:
    """Yield neighbours together: few enough that all workers have some to do until the end."""
    most = max(1, min(CHUNK, len(things) // (workers * 4)))
    chunk: list[T] = []
    total = 0
    for thing in things:
        size = job.size(thing)
        if chunk and (len(chunk) == most or total + size > CHUNK_BYTES):
            yield chunk
            chunk, total = [], 0
        chunk.append(thing)
        total += size
    yield chunk


def _together(crew: _Crew | None, job: Job[T, R], things: Sequence[T], workers: int) -> Iterator[R]:
    waiting = _chunks(job, things, workers)
    flying: deque[tuple[list[T], Future[list[R]]]] = deque()
    while crew is not None:
        with crew:
            flying.extend((chunk, crew.submit(job, chunk)) for chunk in islice(waiting, 2 * workers))
            while flying and (done := _result(flying[0][1])) is not None:
                flying.popleft()
                flying.extend((chunk, crew.submit(job, chunk)) for chunk in islice(waiting, 1))
                yield from done
        if not flying:
            return
        for chunk, future in flying:  # a worker died, and with it all that was under way
            yield from _result(future) or _alone(job, chunk)
        flying.clear()
        crew = _crew(workers)
    for chunk in waiting:  # no worker can be had any more
        yield from map(job.work, chunk)


def _alone(job: Job[T, R], chunk: list[T]) -> Iterator[R]:
    """Do a chunk in a worker of its own; when that dies, too, each thing in one, so that only the culprit is lost."""
    crew = _crew(1)
    done = None
    if crew is not None:
        with crew:
            done = _result(crew.submit(job, chunk))
    if done is None and len(chunk) > 1:
        for thing in chunk:
            yield from _alone(job, [thing])
    else:
        yield from done or [job.died(chunk[0])]


def _result(future: Future[list[R]]) -> list[R] | None:
    """Return what a chunk came to, None when its worker died."""
    from concurrent.futures import BrokenExecutor

    try:
        return future.result()
    except BrokenExecutor:
        return None


# ── processes ────────────────────────────────────────────────────────────────


def _start() -> Literal["fork", "spawn"]:
    """Forking is fast, and right where this is the only thread; elsewhere a process starts afresh."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _crew(workers: int) -> _Crew | None:
    """Return workers that have answered, None where other processes cannot be had (the caller then works alone)."""
    from concurrent.futures import BrokenExecutor

    try:
        crew = _Crew(workers)
        crew.start()
    except (OSError, ImportError, NotImplementedError, BrokenExecutor):
        return None
    return crew


class _Crew:
    """A pool of processes that ends in time, whatever happens."""

    def __init__(self, workers: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import active_children, get_context

        self.others = set(active_children())
        self.pool = ProcessPoolExecutor(workers, mp_context=get_context(_start()), initializer=_settle)

    def start(self) -> None:
        """Wait for the first answer; an error when no process can be started."""
        try:
            self.pool.submit(_cores).result()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        ended = False
        try:
            if kind is None:
                self.pool.shutdown()
                ended = True
        finally:
            if not ended:
                self.stop()

    def submit(self, job: Job[T, R], chunk: list[T]) -> Future[list[R]]:
        from concurrent.futures import BrokenExecutor, Future

        try:
            return self.pool.submit(_work, job.work, chunk)
        except BrokenExecutor as error:
            broken: Future[list[R]] = Future()
            broken.set_exception(error)
            return broken

    def stop(self) -> None:
        """End now: what is under way may finish for a moment, so that no half a file is left."""
        from multiprocessing import active_children
        from multiprocessing.process import BaseProcess

        ending = threading.Thread(target=self.pool.shutdown, kwargs={"cancel_futures": True}, daemon=True)
        ending.start()
        for end in (BaseProcess.terminate, BaseProcess.kill):
            ending.join(GRACE)
            for process in active_children() if ending.is_alive() else ():
                if process not in self.others:
                    end(process)
        ending.join()


# ── in a worker ──────────────────────────────────────────────────────────────

_file = threading.Lock()
"""Held while a file is done, so that no worker ends in the middle of writing one."""


def _settle() -> None:
    """Make this process a worker: Ctrl-C is for the one that asked, and it ends when told to or when that one ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "sigwait"):  # a thread waits for it: a handler would not run while this one waits for work
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        threading.Thread(target=_end_when_told, daemon=True).start()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work(work: Callable[[T], R], chunk: list[T]) -> list[R]:
    results = []
    for thing in chunk:
        with _file:
            results.append(work(thing))
    return results


def _end_when_told() -> None:
    signal.sigwait({signal.SIGTERM})
    with _file:
        os._exit(1)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        with _file:
            os._exit(1)
