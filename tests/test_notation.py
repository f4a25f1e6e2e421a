"""Statute notation: round trips on invented and on real trees, and cases kept as data."""

from __future__ import annotations

from hypothesis import given, settings

from ordinance_drafter.model import Ordinance
from ordinance_drafter.notation import parse, to_text
from tests.strategies import ordinances


@settings(max_examples=600, deadline=None)
@given(ordinances())
def test_what_is_printed_reads_back_equal(tree: Ordinance) -> None:
    assert parse(to_text(tree)) == tree


@settings(max_examples=300, deadline=None)
@given(ordinances())
def test_printing_is_stable(tree: Ordinance) -> None:
    once = to_text(tree)
    assert to_text(parse(once)) == once
