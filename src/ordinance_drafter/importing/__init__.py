"""Import: any ordinance -> a clause set that gives the ordinance back, and drafts of it for other cities."""

from ordinance_drafter.importing.imported import Imported, Unsure, import_ordinance

__all__ = ["Imported", "Unsure", "import_ordinance"]
