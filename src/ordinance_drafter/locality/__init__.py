"""What in an ordinance belongs to one local government, and what any local government is called.

``derive`` and ``profile_named`` give a profile for every local government of Korea, ``municipality_of`` tells whose
ordinance a text is, ``local_words`` finds every place where its words belong to that city.
"""

from ordinance_drafter.library import Municipality
from ordinance_drafter.locality.derive import derive, find_places, municipality_of, profile_named
from ordinance_drafter.locality.ground import Ground, LocalWord
from ordinance_drafter.locality.loose import scan_departments, scan_loose
from ordinance_drafter.locality.names import scan_names
from ordinance_drafter.locality.short import scan_short
from ordinance_drafter.locality.titles import scan_titles
from ordinance_drafter.locality.vocabulary import role_of, vocabulary
from ordinance_drafter.model import Ordinance

__all__ = [
    "LocalWord",
    "derive",
    "find_places",
    "local_words",
    "municipality_of",
    "profile_named",
    "role_of",
    "vocabulary",
]


def local_words(ordinance: Ordinance, profile: Municipality) -> tuple[LocalWord, ...]:
    """Return every place in an ordinance where the words belong to its city, in document order, without overlaps.

    Titles of national statutes are never among them, nor what they hold. ``sure`` is False where a reader must decide
    (and ``why`` says what): 시장 that may be a market, words quoted from elsewhere, bodies and places named after the city.

    Args:
        ordinance: the text.
        profile: whose it is (see ``municipality_of`` and ``profile_named``).
    """
    ground = Ground(ordinance, vocabulary(profile))
    scan_titles(ground)
    scan_names(ground)
    scan_departments(ground)
    scan_short(ground)
    scan_loose(ground)
    return ground.results()
