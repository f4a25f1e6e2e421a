"""The clause library: YAML files -> clauses, sets, municipalities, requirements; layers lie over one another."""

from ordinance_drafter.library.clauses import (
    Basis,
    Choice,
    Clause,
    ClauseVariant,
    Confidence,
    Division,
    Enacted,
    ModelledOn,
    Option,
    Origin,
    Recipe,
    RecipeItem,
    Satisfies,
    SetFile,
    Term,
)
from ordinance_drafter.library.layers import LEVELS, Layer, LayerFile, Overlay, OverlayFile, digest, read_layer
from ordinance_drafter.library.municipalities import Agency, Existing, LocalOrdinance, Municipality
from ordinance_drafter.library.names import GovernmentLevel, Identifier, Kind, Name
from ordinance_drafter.library.requirements import Expression, Requirement, RequirementFile, Sign, Topic
from ordinance_drafter.library.sets import ClauseFile, ClauseSet, Library, load_library

__all__ = [
    "LEVELS", "Agency", "Basis", "Choice", "Clause", "ClauseFile", "ClauseSet", "ClauseVariant", "Confidence",
    "Division", "Enacted", "Existing", "Expression", "GovernmentLevel", "Identifier", "Kind", "Layer", "LayerFile", "Library",
    "LocalOrdinance", "ModelledOn", "Municipality", "Name", "Option", "Origin", "Overlay", "OverlayFile", "Recipe",
    "RecipeItem", "Requirement", "RequirementFile", "Satisfies", "SetFile", "Sign", "Term", "Topic", "digest",
    "load_library", "read_layer",
]  # fmt: skip
