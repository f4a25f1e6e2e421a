"""Municipality files: names, offices and ordinances of a local government."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ordinance_drafter.library.names import GovernmentLevel, Identifier
from ordinance_drafter.slots import Strict


class LocalOrdinance(Strict):
    """An ordinance of the municipality that drafts cite."""

    title: str
    number: str = ""
    promulgated: str = ""
    state: str = ""
    source: str = ""
    checked_on: str = ""


class Agency(Strict):
    """An agency of the municipality."""

    name: str
    source: str = ""
    checked_on: str = ""


class Existing(Strict):
    """An ordinance in force on the subject of a set; ``articles`` maps roles to article numbers."""

    set: str
    title: str
    number: str = ""
    promulgated: str = ""
    department: str = ""
    articles: dict[str, str] = Field(default_factory=dict)
    headings: dict[str, str] = Field(default_factory=dict)
    source: str = ""
    checked_on: str = ""
    note: str = ""


class Municipality(Strict):
    """A municipality's names, offices and ordinances, each with where and when it was checked."""

    code: Identifier
    name: str
    formal_name: str
    level: GovernmentLevel
    head: str
    head_short: str
    gov_short: str
    council: str
    council_short: str
    council_member: str
    residents: str
    rule_word: str
    gazette: str
    lower_heads: str = ""
    upper: str = ""
    fonts: dict[str, str] = Field(default_factory=dict)
    checked_on: str
    ordinances: dict[str, LocalOrdinance] = Field(default_factory=dict)
    agencies: dict[str, Agency] = Field(default_factory=dict)
    existing: tuple[Existing, ...] = ()
    procedure: dict[str, Any] = Field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = Field(default_factory=dict)
    departments: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The names that clause texts can use as they are (docs/clause-format.md, 3)."""
        return {
            "city": self.name,
            "formal_name": self.formal_name,
            "head_full": self.head,
            "head_title": self.head_short,
            "gov_title": self.gov_short,
            "council_full": self.council,
            "council_title": self.council_short,
            "council_member": self.council_member,
            "residents": self.residents,
            "rule": self.rule_word,
            "gazette": self.gazette,
            "level": self.level,
            "lower_heads": self.lower_heads,
            "upper": self.upper,
        }
