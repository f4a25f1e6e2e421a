"""The checker: rules over one document, findings out."""

from ordinance_drafter.check.engine import EVERYTHING, Allowance, Policy, all_rules, check, check_document, find_rules
from ordinance_drafter.facade import call_as

__all__ = ["EVERYTHING", "Allowance", "Policy", "all_rules", "check", "check_document", "find_rules"]

call_as(__name__, check)
