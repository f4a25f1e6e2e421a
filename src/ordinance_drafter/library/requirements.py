"""requirements.yaml: the provisions an ordinance can have, and the signs that tell them."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ordinance_drafter.library.names import Identifier, Name
from ordinance_drafter.slots import Strict


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"정규식이 아닙니다({error}): {pattern}") from None
    return pattern


Expression = Annotated[str, AfterValidator(_compiles)]


class Topic(Strict):
    """What an article is about, told by its heading or by the heading of the chapter it stands in."""

    heading: Expression
    chapter: Expression = ""


class Sign(Strict):
    """One way a provision shows itself in any ordinance; expressions meet words without spaces and middle dots.

    ``heading`` and ``not_heading`` are of the article, ``text`` and ``unless`` of a unit's own words, ``under`` of the
    words its list stands under. Without ``text`` the article is what is found. ``at`` is what to name: the unit, the
    unit its list belongs to, or the whole article. A ``fallback`` is tried when no sign before it was seen.
    """

    heading: Expression = ""
    not_heading: Expression = ""
    text: Expression = ""
    unless: Expression = ""
    under: Expression = ""
    unit: tuple[Literal["article", "paragraph", "item"], ...] = ()
    place: Literal["body", "addenda"] = "body"
    within: tuple[Name, ...] = ()
    outside: tuple[Name, ...] | None = None
    status: Literal["present", "partial"] = "present"
    at: Literal["unit", "list", "article"] = "unit"
    fallback: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Sign:
        if not self.heading and not self.text:
            raise ValueError("heading이나 text 가운데 하나는 적어야 합니다.")
        return self


class Requirement(Strict):
    """A provision an ordinance of this set can have; any of ``instead`` serves as well."""

    id: Identifier
    theme: str
    level: Literal["core", "common", "optional"]
    label: str
    basis: str = ""
    instead: tuple[Identifier, ...] = ()
    missing: Literal["", "error", "info"] = ""
    """What it is for an ordinance of this set not to have it; "" when it need not."""
    missing_in: Expression = ""
    """Titles in which it is as bad as that; in any other it is an information."""
    recognise: tuple[Sign, ...] = ()


class RequirementFile(Strict):
    """requirements.yaml; a sign that names no ``outside`` does not look in the ``elsewhere`` topics.

    ``titles`` tells the ordinances the file is for by their titles, without white space and middle dots.
    """

    titles: Expression = ""
    topics: dict[Name, Topic] = Field(default_factory=dict)
    elsewhere: tuple[Name, ...] = ()
    requirements: tuple[Requirement, ...]

    @model_validator(mode="after")
    def _topics_exist(self) -> RequirementFile:
        for row in self.requirements:
            for sign in row.recognise:
                for name in (*sign.within, *(sign.outside or ())):
                    if name not in self.topics:
                        raise ValueError(f"{row.id}: topics에 없는 이름입니다: {name}")
        return self
