"""The names of local governments, as the checks look for them."""

from __future__ import annotations

from functools import cache

from ordinance_drafter.check.words import gram
from ordinance_drafter.locality.places import Places, is_national_rule, places

__all__ = ["Places", "by_head", "is_national_rule", "places"]


@cache
def by_head() -> dict[int, frozenset[str]]:
    """Return the names by their first two letters, as the number ``Words.grams`` has for them."""
    names = places().names
    heads = {name[:2] for name in names}
    return {gram(head): frozenset(name for name in names if name.startswith(head)) for head in heads}
