"""The checker: rules over one document, findings out."""

from ordinance_drafter.check.engine import EVERYTHING, Allowance, Policy, all_rules, check, check_document, find_rules

__all__ = ["EVERYTHING", "Allowance", "Policy", "all_rules", "check", "check_document", "find_rules"]
