"""Structural rules, a file for each group (see :mod:`ordinance_drafter.check.groups`)."""
