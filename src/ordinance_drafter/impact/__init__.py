"""What a change of clauses, choices or answers does to a draft: its text, what it provides for, what is found in it."""

from ordinance_drafter.facade import call_as
from ordinance_drafter.impact.change import Change, changed, unchanged
from ordinance_drafter.impact.consequences import Altered, Findings, RequirementChange
from ordinance_drafter.impact.effect import ArticleChange, Effect, Followed, Status, UnitChange, impact
from ordinance_drafter.impact.side import Made, Side, Told, checked_side, checked_sides, make, side_of, told

__all__ = [
    "Altered",
    "ArticleChange",
    "Change",
    "Effect",
    "Findings",
    "Followed",
    "Made",
    "RequirementChange",
    "Side",
    "Status",
    "Told",
    "UnitChange",
    "changed",
    "checked_side",
    "checked_sides",
    "impact",
    "make",
    "side_of",
    "told",
    "unchanged",
]

call_as(__name__, impact)
