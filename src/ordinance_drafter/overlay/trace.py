"""Where each word of a clause comes from: the file of a layer, the municipality's profile, an answer, a default."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ordinance_drafter import korean, yamlfile
from ordinance_drafter.assemble import Assembly
from ordinance_drafter.library import Clause, ClauseSet, Layer
from ordinance_drafter.template import MARKS, render_marked
from ordinance_drafter.terms import in_full
from ordinance_drafter.yamlfile import Location

FIELDS = ("heading", "text", "summary", "rationale")
_MARKED = re.compile(
    f"{MARKS[0]}([^{MARKS[1]}]*){MARKS[1]}([^{MARKS[2]}]*){MARKS[2]}(\\S{{0,3}}\\([가-힣]{{1,2}}\\)\\S?)?"
)
_PROFILE = {
    "city": "name", "gov": "name", "head": "head", "head_full": "head", "head_title": "head_short",
    "council": "council", "council_full": "council", "council_title": "council_short", "gov_title": "gov_short",
    "council_member": "council_member", "residents": "residents", "rule": "rule_word", "level": "level",
    "lower_heads": "lower_heads", "upper": "upper", "formal_name": "formal_name", "gazette": "gazette",
}  # fmt: skip
"""Name in a clause -> key of the municipality's file."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where something comes from: ``what`` is a key of the clause or the words put in, ``kind`` the sort of source."""

    what: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A clause's history: the files its keys are from, its words with ``[1]`` after what was put in, and those sources.

    ``lines`` and ``filled`` are empty without a draft that has the clause.
    """

    keys: tuple[Step, ...]
    lines: tuple[str, ...] = ()
    filled: tuple[Step, ...] = ()


def trace(clause_set: ClauseSet, clause_id: str, assembly: Assembly | None = None) -> Trace:
    """Return where the words of a clause come from.

    Args:
        clause_set: the set through all layers.
        clause_id: of a clause of the set.
        assembly: a draft; with it the places that were filled are told too, as far as it has the clause.

    Raises:
        KeyError: the set has no such clause.
        InputError: a file of the clause is wrong.
    """
    variant = ""
    placed = next((each for each in assembly.placed if each.clause.id == clause_id), None) if assembly else None
    if placed is not None and assembly is not None:
        variant = assembly.setting.variants.get(placed.clause.choice, "")
    keys = tuple(_keys(clause_set, clause_id, variant))
    if placed is None or assembly is None:
        return Trace(keys)
    lines, filled = _filled(placed.clause, assembly)
    return Trace(keys, lines, filled)


def _keys(clause_set: ClauseSet, clause_id: str, variant: str) -> Iterator[Step]:
    clause = clause_set.clause(clause_id)
    for key in FIELDS:
        location: Location = (key,)
        changed = clause.variants.get(variant)
        if changed is not None and getattr(changed, key) is not None:
            location = ("variants", variant, key)
        for each in reversed(clause_set.clause_files(clause_id)):
            if place := place_in(each.path, location):
                kind = each.layer.name + (f", 변형 {variant}" if len(location) > 1 else "")
                yield Step(key, kind, place)
                break


def place_in(path: Path, location: Location) -> str:
    """Return ``파일:줄:칸`` of a value in a YAML file, "" when the file does not have it."""
    if not path.exists():
        return ""
    source = yamlfile.Source(str(path), yamlfile.read_text(path))
    node = yamlfile.parse_yaml(source)
    for step in location:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return source.where(location, key=True)


def _filled(clause: Clause, assembly: Assembly) -> tuple[tuple[str, ...], tuple[Step, ...]]:
    """Return the clause's lines with a number after every word put in, and what the numbers stand for."""
    from ordinance_drafter.assemble.values import terms_of

    steps: dict[tuple[str, str], int] = {}
    terms = terms_of(assembly.setting)

    def numbered(match: re.Match[str]) -> str:
        value = in_full(match[2], terms)
        after = korean.fix_particles(value + (match[3] or ""))[len(value) :]
        return f"{value}[{steps.setdefault((match[1], value), len(steps) + 1)}]{after}"

    heading, text = (
        _MARKED.sub(numbered, render_marked(words, assembly.values)) for words in (clause.heading, clause.text)
    )
    lines = tuple(line for line in (heading, *text.split("\n")) if line.strip())
    return lines, tuple(Step(value, *_source(name, clause, assembly)) for name, value in steps)


def _source(name: str, clause: Clause, assembly: Assembly) -> tuple[str, str]:
    """Return the kind and the place of what a name of a clause stands for."""
    setting, (head, _, role) = assembly.setting, name.partition(".")
    clause_set, code = setting.clause_set, setting.file.project.municipality
    layers = tuple(reversed(clause_set.library.layers))
    project = setting.file.source
    if name in _PROFILE or head in ("ordinances", "agencies"):
        location: Location = (_PROFILE[name],) if name in _PROFILE else (head, role)
        return "지방자치단체 프로필", _first(layers, Path("municipalities") / f"{code}.yaml", location)
    if name in clause_set.file.terms:
        return "묶음의 약칭", _in_set(clause_set, layers, ("terms", name))
    if name in clause_set.file.choices:
        if name in setting.file.project.variants:
            return "입안 파일의 선택", project.where(("variants", name), key=True)
        return "선택의 기본값", _in_set(clause_set, layers, ("choose", name)) or clause_set.source.where(
            ("choices", name)
        )
    if head == "former":
        return "현행 조례", _first(layers, Path("municipalities") / f"{code}.yaml", ("existing",))
    if name in setting.file.project.answers:
        return "입안 파일의 답", project.where(("answers", name), key=True)
    if place := _in_set(clause_set, layers, ("answers", name)):
        return "덧묶음의 답", place
    if place := _first(layers, Path("municipalities") / f"{code}.yaml", ("answers", clause_set.id, name)):
        return "지방자치단체의 답", place
    if name in clause.slots:
        files = reversed(clause_set.clause_files(clause.id))
        return "자리의 기본값", next(filter(None, (place_in(each.path, ("slots", name)) for each in files)), "")
    if name in clause_set.file.slots:
        return "묶음의 기본값", _in_set(clause_set, layers, ("slots", name))
    return "조문 안의 말", ""


def _first(layers: tuple[Layer, ...], path: Path, location: Location) -> str:
    return next(filter(None, (place_in(layer.folder / path, location) for layer in layers)), "")


def _in_set(clause_set: ClauseSet, layers: tuple[Layer, ...], location: Location) -> str:
    from ordinance_drafter.library.layers import OVERLAY_FILE

    found = _first(layers, Path(clause_set.id) / OVERLAY_FILE, location)
    return found or place_in(clause_set.folder / "set.yaml", location)
