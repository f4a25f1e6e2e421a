"""The YAML files nobody else has a model of: statutes and the names of local governments."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ordinance_drafter.slots import Strict


class StatuteRow(Strict):
    """One statute and its articles; see ``check.dictionary.Law``."""

    title: str = Field(min_length=1)
    kind: str = ""
    number: str = ""
    promulgated: str = ""
    effective: str = ""
    state: str = ""
    complete: bool = False
    checked_on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    source: str = ""
    note: str = ""
    deleted: tuple[str, ...]
    articles: dict[str, str] = Field(default_factory=dict)


class LaterRow(Strict):
    """Units of a statute that came into force later than it."""

    title: str
    effective: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    units: tuple[str, ...]
    source: str


class NewerRow(Strict):
    """A newer version of a statute than the one listed."""

    title: str
    number: str = ""
    promulgated: str = ""
    effective: str = ""
    note: str = ""
    source: str = ""


class UnofficialRow(Strict):
    """Names a statute is called by that are not its title."""

    title: str
    names: tuple[str, ...]


class FormerRow(Strict):
    """An old or mistaken title and the right one."""

    wrong: str = Field(alias="from")
    right: str = Field(alias="to")
    kind: Literal["renamed", "replaced", "mistaken"]
    since: str
    source: str


class DelegationRow(Strict):
    """Which paragraphs of an article leave something to ordinances."""

    title: str
    article: str
    paragraphs: tuple[str, ...]


class StatutesFile(Strict):
    """A file of ``statutes/``: each has the lists it is about."""

    family: str = ""
    statutes: tuple[StatuteRow, ...] = ()
    later_articles: tuple[LaterRow, ...] = ()
    newer_versions: tuple[NewerRow, ...] = ()
    unofficial_names: tuple[UnofficialRow, ...] = ()
    former_titles: tuple[FormerRow, ...] = ()
    delegations: tuple[DelegationRow, ...] = ()
    cited_titles: tuple[str, ...] = ()


class UpperRow(Strict):
    """An upper local government with those in it."""

    name: str
    short: tuple[str, ...] = ()
    lower: tuple[str, ...]


class PlacesFile(Strict):
    """places.yaml."""

    uppers: tuple[UpperRow, ...]
    former: dict[str, str] = Field(default_factory=dict)
    with_districts: tuple[str, ...] = ()
