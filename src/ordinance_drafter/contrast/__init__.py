"""Two different texts side by side: provisions matched by requirement and by likeness, with word-level differences.

``amend.compare`` is another thing: the official table of what one amendment changes in one ordinance.
"""

from ordinance_drafter.contrast.compare import Contrast, Kind, LinePair, Row, Shared, contrast
from ordinance_drafter.contrast.names import Names, names_of
from ordinance_drafter.contrast.units import Line, Unit
from ordinance_drafter.contrast.words import Piece
from ordinance_drafter.facade import call_as

__all__ = ["Contrast", "Kind", "Line", "LinePair", "Names", "Piece", "Row", "Shared", "Unit", "contrast", "names_of"]

call_as(__name__, contrast)
