"""search.yaml: the words searching knows."""

from __future__ import annotations

from ordinance_drafter.slots import Strict


class SearchFile(Strict):
    """Particles, words for kinds of governments, and words to read the places of clauses by."""

    particles: tuple[str, ...]
    levels: dict[str, tuple[str, ...]]
    slots: dict[str, str]
