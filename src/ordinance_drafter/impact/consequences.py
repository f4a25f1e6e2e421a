"""What follows from a change of the text: requirements met otherwise, findings of the checker that come and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ordinance_drafter.coverage import Covered, Requirement, Status, coverage
from ordinance_drafter.impact.follow import GONE, citations, led_message
from ordinance_drafter.impact.pairs import Pairing
from ordinance_drafter.impact.side import Side, Told
from ordinance_drafter.model import Ordinance, Path, address
from ordinance_drafter.refs import Step

_ONE_FINDING = 60
"""How alike (of 100) two sentences of one rule at one place must be to be one finding that says something else now."""


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """A requirement that is met otherwise than before.

    ``kind`` is ``appears``, ``vanishes``, ``status`` (wholly or in part) or ``place`` (another unit meets it).
    ``instead`` is the requirement that stands for one that vanishes. ``lost`` and ``gained`` are the places that met it
    and no more, and those that newly do.
    """

    id: str
    label: str
    level: str
    theme: str
    kind: str
    before: Status
    after: Status
    before_at: tuple[str, ...]
    after_at: tuple[str, ...]
    instead: str = ""
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Altered:
    """A finding that says something else of the same thing; ``led`` is the sentence before with new article numbers."""

    before: Told
    after: Told
    led: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings that appear, vanish, and say something else of the same thing; ``same`` counts the rest."""

    appear: tuple[Told, ...] = ()
    vanish: tuple[Told, ...] = ()
    altered: tuple[Altered, ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.appear or self.vanish or self.altered)


def requirement_changes(
    old: Ordinance, new: Ordinance, asked: Sequence[Requirement], pairing: Pairing
) -> tuple[RequirementChange, ...]:
    """Return the requirements that are met otherwise; a place that only has another number is the same."""
    if not asked:
        return ()
    pairs = zip(coverage(old, asked).requirements, coverage(new, asked).requirements, strict=True)
    labels = {each.id: each.label for each in asked}
    return tuple(
        RequirementChange(
            before.id, before.label, before.level, before.theme_label, kind, before.status, after.status,
            before.at, after.at, labels.get(after.instead, ""), *_places(before, after, pairing),
        )
        for before, after in pairs
        if (kind := _kind(before, after, pairing))
    )  # fmt: skip


def _kind(before: Covered, after: Covered, pairing: Pairing) -> str:
    if before.has_it != after.has_it:
        return "appears" if after.has_it else "vanishes"
    if before.status != after.status:
        return "status"
    return "place" if {pairing.path(path) for path in before.paths} != set(after.paths) else ""


def _places(before: Covered, after: Covered, pairing: Pairing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places that met a requirement and no more, and those that newly do."""
    led = {pairing.path(path) for path in before.paths}
    lost = (at for at, path in zip(before.at, before.paths, strict=True) if pairing.path(path) not in after.paths)
    gained = (at for at, path in zip(after.at, after.paths, strict=True) if path not in led)
    return tuple(lost), tuple(gained)


def finding_changes(old: Side, new: Side, pairing: Pairing) -> Findings:
    """Return which findings come and go; one that went along with its article is the same."""
    names = _names(old.ordinance, new.ordinance, pairing)
    waiting = list(new.findings or ())
    led = {id(each): _led(each, names, pairing) for each in old.findings or ()}
    rest = []
    for each in old.findings or ():
        # a number may be of this text or of another ordinance: the sentence may have followed, or be as it was
        alike = led[id(each)], (*led[id(each)][:-1], each.message)
        same = next((other for other in waiting if _what(other) in alike), None)
        if same is None:
            rest.append(each)
        else:
            waiting.remove(same)
    kept = len(old.findings or ()) - len(rest)
    vanish, altered = [], []
    for each in rest:
        near = next((other for other in waiting if _is_one(led[id(each)], _what(other))), None)
        if near is None:
            vanish.append(each)
        else:
            waiting.remove(near)
            altered.append(Altered(each, near, led[id(each)][-1]))
    return Findings(tuple(waiting), tuple(vanish), tuple(altered), kept)


_What = tuple[str, str, Path | None, str, str]


def _what(told: Told) -> _What:
    return told.code, told.severity, told.path, "" if told.path else told.address, told.message


def _led(told: Told, names: Mapping[tuple[Step, ...], str], pairing: Pairing) -> _What:
    """Return what a finding of the text before would be in the text after, were nothing but numbers changed."""
    if told.path is None:
        return told.code, told.severity, None, told.address, led_message(told.message, names)
    path = pairing.path(told.path)
    return told.code, told.severity, path, "" if path else "빠진 곳", led_message(told.message, names)


def _is_one(one: _What, other: _What) -> bool:
    return one[0] == other[0] and one[2:4] == other[2:4] and fuzz.ratio(one[4], other[4]) >= _ONE_FINDING


def _names(old: Ordinance, new: Ordinance, pairing: Pairing) -> dict[tuple[Step, ...], str]:
    """Return how each unit of the body is cited after the change."""
    names: dict[tuple[Step, ...], str] = {}
    for steps, path in citations(old).items():
        now = pairing.path(path)
        names[steps] = address(new, now) if now is not None else GONE + address(old, path)
    return names
