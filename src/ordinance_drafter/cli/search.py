"""``search``: articles of ordinances and clauses of the library that have words."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ordinance_drafter.cli.batch import READABLE, jobs_option
from ordinance_drafter.cli.korean_click import KoreanCommand
from ordinance_drafter.errors import InputError

if TYPE_CHECKING:
    from ordinance_drafter.find import Answer, Filter, Hit, Index, Term
    from ordinance_drafter.find.block import Block, File
    from ordinance_drafter.find.index import Work

SUFFIXES = READABLE
TELL = 10
"""Unreadable files that are told one by one."""
SLOW_BYTES = 20_000_000
"""So many bytes to index take long enough to say so first."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command was asked besides words."""

    folders: tuple[str, ...]
    library: bool
    rebuild: bool
    as_is: bool
    jobs: int | None


def _limit(context: click.Context, param: click.Parameter, value: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,4}", value):
        raise click.BadParameter("1에서 99999까지의 수를 적으십시오.", context, param)
    return int(value)


@click.command(cls=KoreanCommand, context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="낱말...", nargs=-1)
@click.option("--phrase", "phrases", metavar="구절", multiple=True, help="이 구절이 그대로 있는 조만 찾습니다.")
@click.option(
    "--in",
    "folders",
    metavar="폴더",
    multiple=True,
    help="찾을 조례의 폴더. 여러 번 적을 수 있습니다. 적지 않으면 전에 찾은 적이 있어 색인이 있는 폴더 모두.",
)
@click.option("--no-library", is_flag=True, help="조문 묶음에서는 찾지 않습니다.")
@click.option("--requirement", metavar="요건", help="이 요건에 맞는 조만 봅니다(basic-plan …).")
@click.option("--theme", metavar="주제", help="이 주제의 조만 봅니다(governance 또는 추진체계처럼).")
@click.option("--set", "set_id", default="ai-industry", metavar="묶음", help="조문 묶음. 기본값은 ai-industry.")
@click.option("--city", metavar="이름", help="이 지방자치단체의 조례만 봅니다(고양시, 서울시, 강남구 …).")
@click.option("--level", metavar="종류", help="이 종류의 지방자치단체만 봅니다(광역시, 도, 시, 군, 구).")
@click.option(
    "--limit", metavar="수", default="20", callback=_limit, help="보일 조의 수. 기본값은 20."
)  # fmt: skip
@click.option(
    "--format", "format_", metavar="형식", type=click.Choice(["text", "json"]), default="text",
    help="결과의 형식(text, json).",
)  # fmt: skip
@click.option("--as-is", is_flag=True, help="바뀐 파일이 있는지 살피지 않고 있는 색인으로 바로 찾습니다.")
@click.option("--rebuild", is_flag=True, help="색인을 처음부터 다시 만듭니다.")
@jobs_option
def search(
    words: tuple[str, ...], phrases: tuple[str, ...], folders: tuple[str, ...], no_library: bool,
    requirement: str | None, theme: str | None, set_id: str, city: str | None, level: str | None, limit: int,
    format_: str, as_is: bool, rebuild: bool, jobs: int | None,
) -> int:  # fmt: skip
    """조례와 조문 묶음에서 조문을 찾습니다.

    낱말이 모두 있는 조(파일이 아니라)를 찾아 자리(파일:줄 제5조(제목))와 그 낱말이 있는 줄을 보입니다. 제목에 있는 것을
    먼저, 그다음은 낱말이 드물고 자주 나오고 조가 짧은 차례로 보입니다. 별표와 서식은 찾지 않습니다.

    조사는 떼고 찾고(시장은 → 시장), 띄어쓰기와 가운뎃점이 달라도 찾습니다. '"기본계획을 수립"'처럼 따옴표까지 적거나
    --phrase로 적으면 그대로 있는 것만, -낱말은 그 낱말이 없는 조만 찾습니다. 한 글자 낱말은 홀로 쓰인 것만 찾습니다.

    폴더마다 색인을 캐시에 만들어 두고 바뀐 파일만 다시 읽습니다. 찾으면 0, 못 찾으면 1로 끝납니다.
    """
    from ordinance_drafter.find import ask, parse_query, shelf

    _no_unknown_options(words)
    what = _filter(set_id, requirement, theme, city, level)
    query = parse_query(words, phrases)
    filtered = any((requirement, theme, city, level))
    if not query.terms and not filtered:
        raise InputError("찾을 낱말을 적으십시오. -낱말만으로는 찾을 수 없습니다.")
    options = Options(folders, not no_library, rebuild, as_is, jobs)
    shown = dict(_folders(options))
    if not shown and not options.library:
        raise InputError("찾을 곳이 없습니다. --in으로 조례의 폴더를 적으십시오.")
    if not shown:
        click.echo("조문 묶음에서만 찾습니다. 조례에서도 찾으려면 --in으로 그 폴더를 적으십시오.", err=True)
    clauses = shelf() if options.library else ()

    def answer_of(options: Options) -> Answer:
        with ExitStack() as stack:
            indexes = [stack.enter_context(closing(index)) for index in _opened(list(shown), options)]
            answer = ask(query, indexes, clauses, what, limit)
            if what.city and not any(index.rows(f"@{what.city}") for index in indexes):
                click.echo(f"‘{what.city}’의 조례가 없습니다. 이름을 바로 적었는지 보십시오.", err=True)
            return answer

    try:
        answer = answer_of(options)
    except sqlite3.DatabaseError:  # an index that is broken inside
        answer = answer_of(Options(folders, options.library, True, False, jobs))
    if format_ == "json":
        _print_json(answer, shown)
    else:
        _print_text(answer, shown)
    return 0 if answer.hits else 1


def _no_unknown_options(words: Sequence[str]) -> None:
    """A word may begin with a hyphen; what is spelled like an option is one that is not known."""
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word, ctx=click.get_current_context())


# ── where and what ───────────────────────────────────────────────────────────


def _folders(options: Options) -> Iterator[tuple[bytes, str]]:
    """Yield the folders to look in, as the system has them and as they are shown; none inside another."""
    from ordinance_drafter.find import known_folders

    if options.folders:
        given = {os.path.abspath(name): name for name in options.folders}  # noqa: PTH100
        problems = [f"{name}: 폴더가 아닙니다." for path, name in given.items() if not os.path.isdir(path)]  # noqa: PTH112
        if problems:
            raise InputError(*problems)
    else:
        given = {path: _near(path) for path in map(os.fsdecode, known_folders()) if os.path.isdir(path)}  # noqa: PTH112
    for path, name in sorted(given.items()):
        if not any(path != other and path.startswith(other.rstrip(os.sep) + os.sep) for other in given):
            yield os.fsencode(path), name


def _near(path: str) -> str:
    here = os.getcwd()  # noqa: PTH109
    return os.path.relpath(path, here) if path == here or path.startswith(here + os.sep) else path


def _filter(
    set_id: str, requirement: str | None, theme: str | None, city: str | None, level: str | None
) -> Filter:  # fmt: skip
    from ordinance_drafter.find import Filter
    from ordinance_drafter.find.words import language

    kind = ""
    if level is not None:
        kind = language().levels.get(level, "")
        if not kind:
            raise InputError(f"없는 종류입니다: {level}. 광역시, 도, 시, 군, 구 가운데 하나를 적으십시오.")
    meets: tuple[str, ...] | None = None
    theme_id = ""
    if requirement is not None or theme is not None or set_id != "ai-industry":
        from ordinance_drafter.cli.coverage import chosen

        rows = chosen(set_id, None, theme, None)
        theme_id = f"{set_id}/{rows[0].theme}" if theme is not None else ""
        if requirement is not None:
            rows = tuple(row for row in rows if row.id == requirement)
            if not rows:
                from ordinance_drafter.yamlfile import nearest

                known = [row.id for row in chosen(set_id, None, theme, None)]
                raise InputError(f"없는 요건입니다: {requirement}.{nearest(requirement, known)}")
        if requirement is not None or theme is not None:
            meets = tuple(f"{set_id}/{row.id}" for row in rows)
    return Filter(
        meets, f"{set_id}/{requirement}" if requirement else "", theme_id, " ".join((city or "").split()), kind, set_id
    )


# ── the indexes ──────────────────────────────────────────────────────────────


def run_on_all_cores(work: Work, lists: Sequence[list[File]], jobs: int | None = None) -> Iterator[Block | None]:
    """Do the work on lists of files with all cores; None for a list that ended its process."""
    from ordinance_drafter.cli.workers import Job, in_order

    with closing(in_order(Job(work, _died, _weight), lists, jobs)) as results:
        yield from results


def _died(_: list[File]) -> Block | None:
    return None


def _weight(files: list[File]) -> int:
    return sum(file.size for file in files)


def _opened(folders: Sequence[bytes], options: Options) -> Iterator[Index]:
    from ordinance_drafter.find import open_index, scan

    def run(work: Work, lists: Sequence[list[File]]) -> Iterator[Block | None]:
        total = sum(map(_weight, lists))
        if total > SLOW_BYTES:
            count = sum(map(len, lists))
            click.echo(f"색인을 만듭니다(파일 {count:,}개, {total / 1e6:,.0f} MB). 처음에만 오래 걸립니다.", err=True)
        return run_on_all_cores(work, lists, options.jobs)

    for folder in folders:
        if options.as_is and not options.rebuild:
            try:
                yield open_index(folder, None)[0]
                continue
            except LookupError:
                pass
        files, problems = scan(folder, SUFFIXES)
        index, report = open_index(folder, files, run, rebuild=options.rebuild)
        for line in (*problems, *report.notes):
            click.echo(f"알림: {line}", err=True)
        _tell_problems(index, report.read > 0)
        yield index


def _tell_problems(index: Index, anew: bool) -> None:
    """Tell which files could not be read: one by one when files were read, their number otherwise."""
    problems = list(index.problems())
    folder = os.fsdecode(index.folder)
    for path, why in problems[:TELL] if anew else ():
        click.echo(f"오류: {os.path.join(folder, os.fsdecode(path))}: {why}", err=True)  # noqa: PTH118
    if problems and (not anew or len(problems) > TELL):
        click.echo(f"{folder}: 읽지 못해 찾지 않은 파일이 {len(problems):,}개 있습니다(까닭은 --rebuild).", err=True)


# ── showing ──────────────────────────────────────────────────────────────────


def _where(hit: Hit, shown: dict[bytes, str]) -> str:
    """Return the path of a hit as it is shown, "" for a clause."""
    return os.path.join(shown[hit.folder], os.fsdecode(hit.path)) if hit.folder else ""  # noqa: PTH118


def _print_text(answer: Answer, shown: dict[bytes, str]) -> None:
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for hit in answer.hits:
        heading = _marked(hit.heading, answer.terms, color)
        if hit.folder:
            named = f"{hit.address}({heading})" if heading else hit.address
            state = " (색인한 뒤에 바뀐 파일)" if _is_stale(hit) else ""
            click.echo(f"{_where(hit, shown)}:{hit.line} {named} {hit.title}{state}", color=color)
        else:
            click.echo(f"{hit.title}:{hit.address} ({heading}) 조문 묶음", color=color)
        text = _snippet(hit, answer.terms)[0]
        if text:
            click.echo(f"    {_marked(text, answer.terms, color)}", color=color)
    for line in _notes(answer):
        click.echo(line, err=True)


def _notes(answer: Answer) -> Iterator[str]:
    for term in answer.terms:
        if term.given and term.kind != "phrase" and term.text != term.given:
            yield f"조사를 떼고 찾았습니다: {term.given} → {term.text}"
        if term.kind == "letter":
            yield f"한 글자 ‘{term.text}’: 홀로 쓰인 것(조사가 붙은 것 포함)만 찾습니다. 낱말 속의 것은 두 글자 이상으로 적으십시오."
    if not answer.hits:
        yield "찾지 못했습니다."
        return
    about = "" if answer.exact else "많아야 "
    rest = f" 가운데 {len(answer.hits):,}곳을 보였습니다(--limit)" if answer.total > len(answer.hits) else ""
    yield f"{about}{answer.total:,}곳{rest}."


def _snippet(hit: Hit, terms: Sequence[Term]) -> tuple[str, tuple[tuple[int, int], ...]]:
    from ordinance_drafter.find.snippet import snippet

    return snippet(hit.text, terms)


def _marked(text: str, terms: Sequence[Term], color: bool) -> str:
    """Return a text with the terms in it in colour."""
    if not color:
        return text
    from ordinance_drafter.find.snippet import marks

    shown, at = "", 0
    for start, end in marks(text, terms):
        shown += text[at:start] + click.style(text[start:end], fg="yellow", bold=True)
        at = end
    return shown + text[at:]


def _is_stale(hit: Hit) -> bool:
    """Whether the file is no longer what was indexed."""
    try:
        about = os.stat(hit.folder + b"/" + hit.path)  # noqa: PTH116
    except OSError:
        return True
    return (about.st_size, about.st_mtime_ns) != hit.stamp


def _print_json(answer: Answer, shown: dict[bytes, str]) -> None:
    rows: list[dict[str, Any]] = []
    for hit in answer.hits:
        text, marks = _snippet(hit, answer.terms)
        place: dict[str, Any] = (
            {"path": _where(hit, shown), "line": hit.line, "address": hit.address, "title": hit.title,
             "city": hit.city, "level": hit.level, "changed": _is_stale(hit)}
            if hit.folder
            else {"set": hit.title, "clause": hit.address}
        )  # fmt: skip
        rows.append({**place, "heading": hit.heading, "snippet": text, "marks": marks, "score": hit.score})
    whole = {
        "terms": [{"text": term.text, "kind": term.kind, "given": term.given} for term in answer.terms],
        "total": answer.total, "exact": answer.exact, "hits": rows,
    }  # fmt: skip
    content = (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
    click.echo(content.decode() if sys.stdout.isatty() else content, nl=False)
