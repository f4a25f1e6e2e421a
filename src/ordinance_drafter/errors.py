"""The one exception for unusable input: a Korean sentence (or several) that says what to do."""

from __future__ import annotations


class InputError(Exception):
    """Unusable input. ``problems`` holds one Korean sentence each; ``str()`` joins them with line breaks."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
