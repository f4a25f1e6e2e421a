"""Overlays: what a layer changes in the clause library, written as YAML that people go on editing."""

from ordinance_drafter.overlay.edit import Desk, Edit
from ordinance_drafter.overlay.trace import Step, trace

__all__ = ["Desk", "Edit", "Step", "trace"]
