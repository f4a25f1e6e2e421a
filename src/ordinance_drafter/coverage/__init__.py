"""Which of the requirements of a clause set an ordinance meets, and where: by headings and words, not by clause ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ordinance_drafter.coverage.search import Layout
from ordinance_drafter.coverage.signs import (
    Requirement,
    Status,
    load_requirements,
    provided_by,
    requirements_of,
    set_for,
)
from ordinance_drafter.facade import call_as
from ordinance_drafter.model import Ordinance, Path

__all__ = [
    "Coverage",
    "Covered",
    "Requirement",
    "Status",
    "coverage",
    "load_requirements",
    "provided_by",
    "requirements_of",
    "set_for",
]


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement in one ordinance; ``instead`` is the requirement that stands for it when it is not there."""

    id: str
    status: Status
    at: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    theme: str = ""
    theme_label: str = ""
    level: str = ""
    label: str = ""
    instead: str = ""

    @property
    def has_it(self) -> bool:
        """Whether the ordinance has the provision, wholly or in part."""
        return self.status != "absent"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The requirements in an ordinance, in the order they were asked for."""

    title: str
    requirements: tuple[Covered, ...]

    def __getitem__(self, requirement_id: str) -> Covered:
        found = next((each for each in self.requirements if each.id == requirement_id), None)
        if found is None:
            raise KeyError(requirement_id)
        return found


def coverage(ordinance: Ordinance, requirements: Iterable[Requirement] | None = None) -> Coverage:
    """Return which requirements an ordinance meets, and where.

    Args:
        ordinance: of any municipality.
        requirements: what to look for; those of the ``ai-industry`` set by default.
    """
    asked = tuple(load_requirements() if requirements is None else requirements)
    text = Layout(ordinance)
    found = {each.id: text.find(each) for each in asked}
    covered = []
    for each in asked:
        hits = found[each.id]
        status: Status = "absent"
        if hits:
            status = "present" if any(found_as == "present" for _, found_as in hits) else "partial"
        other = next((name for name in each.instead if found.get(name)), "") if status == "absent" else ""
        units = [unit for unit, found_as in hits if found_as == "present"]
        units += [unit for unit, found_as in hits if found_as != "present"]
        covered.append(
            Covered(
                each.id, status, tuple(map(text.address, units)), tuple(text.paths[unit] for unit in units),
                each.theme, each.theme_label, each.level, each.label, other,
            )
        )  # fmt: skip
    return Coverage(ordinance.title, tuple(covered))


call_as(__name__, coverage)
