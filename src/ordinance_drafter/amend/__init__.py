"""Amending language: read it, apply it, write it from two texts, and set the two texts side by side."""

from ordinance_drafter.amend.apply import Applied, apply, apply_amendment
from ordinance_drafter.amend.instructions import AmendingText, AmendmentError, parse_instructions, read_amendment
from ordinance_drafter.amend.propose import Amendment, amend, explain
from ordinance_drafter.amend.steps import Action, Part, Place, Step
from ordinance_drafter.facade import call_as

__all__ = [
    "Action",
    "AmendingText",
    "Amendment",
    "AmendmentError",
    "Applied",
    "Part",
    "Place",
    "Step",
    "amend",
    "apply",
    "apply_amendment",
    "explain",
    "parse_instructions",
    "read_amendment",
]

call_as(__name__, amend)
