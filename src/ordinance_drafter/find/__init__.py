"""Finding articles: an index of each folder, and questions to indexes and the clause library."""

from ordinance_drafter.find.ask import Answer, Filter, Hit, ask
from ordinance_drafter.find.files import scan
from ordinance_drafter.find.index import Index, Report, index_path, known_folders, open_index
from ordinance_drafter.find.query import Query, Term, parse_query
from ordinance_drafter.find.shelf import Shelved, shelf

__all__ = [
    "Answer", "Filter", "Hit", "Index", "Query", "Report", "Shelved", "Term", "ask", "index_path", "known_folders",
    "open_index", "parse_query", "scan", "shelf",
]  # fmt: skip
