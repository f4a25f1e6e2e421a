"""What can be said of an imported article without guessing: requirements by their signs, statutes it cites, an id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ordinance_drafter.coverage import Requirement, coverage
from ordinance_drafter.importing.apart import Piece
from ordinance_drafter.library import Basis, Confidence, Satisfies
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, Ordinance, Path, at, chain
from ordinance_drafter.refs import format_ref, mentions

GENERAL = frozenset({"general", "governance", "supplementary"})
"""Themes whose requirements ordinances of any field can meet."""
_HISTORY = re.compile(r"\s*<[^<>]*>|\s*\[[^\[\]]*(?:신설|개정|이동|삭제)[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one piece: what it meets, the statutes it rests on, its theme."""

    satisfies: tuple[Satisfies, ...] = ()
    basis: tuple[Basis, ...] = ()
    theme: str = ""


def applicable(requirements: Iterable[Requirement], fits: bool) -> tuple[Requirement, ...]:
    """Return the requirements to look for: all of a set on the same subject, the general ones of any other."""
    return tuple(each for each in requirements if fits or each.theme in GENERAL)


def propose(
    ordinance: Ordinance, pieces: Iterable[Piece], requirements: tuple[Requirement, ...], fits: bool
) -> dict[Path, Proposal]:
    """Return proposals by the path of each piece.

    Confidence: high when the article as a whole is about the requirement (its heading or all of it says so), medium
    when a part of it is, low when it is only mentioned or left open; one step lower for a set on another subject.
    """
    paths = {piece.path for piece in pieces if not piece.division}
    met: dict[Path, list[Satisfies]] = defaultdict(list)
    themes: dict[Path, str] = {}
    if requirements:
        for row in coverage(ordinance, requirements).requirements:
            for path in row.paths:
                home = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in paths), None)
                if home is None:
                    continue
                where = _below(ordinance, home, path)
                sure = _confidence(row.status == "present", not where, fits)
                if any(item.id == row.id and item.at == where for item in met[home]):
                    continue
                met[home].append(Satisfies(id=row.id, at=where, confidence=sure))
                if not where:
                    themes.setdefault(home, row.theme)
    basis = _basis(ordinance, paths)
    return {path: Proposal(tuple(met.get(path, ())), basis.get(path, ()), themes.get(path, "")) for path in paths}


def _confidence(present: bool, whole: bool, fits: bool) -> Confidence:
    steps: tuple[Confidence, ...] = ("high", "medium", "low")
    step = (0 if whole else 1) if present else 2
    return steps[min(2, step + (not fits))]


def _below(ordinance: Ordinance, home: Path, path: Path) -> str:
    """Return how a unit is cited within its article: 제1항제2호, "" for the article itself."""
    units = chain(ordinance, path)[-(len(path) - len(home)) :] if len(path) > len(home) else []
    return "".join(unit.level.reference(unit.number) for unit in units if unit.number)


def _basis(ordinance: Ordinance, paths: set[Path]) -> Mapping[Path, tuple[Basis, ...]]:
    """Return the national statutes each article cites by their titles."""
    found: dict[Path, dict[tuple[str, str], Basis]] = defaultdict(dict)
    for mention in mentions(ordinance):
        title = mention.ref.statute
        if not re.search(r"(?:법|법률|령|규정)$", title) or title.startswith(("같은", "법", "영", "령")):
            continue
        home = next(
            (mention.path[:end] for end in range(len(mention.path), 0, -1) if mention.path[:end] in paths), None
        )
        if home is not None and home[0] == BODY:
            article = format_ref(mention.ref).rpartition("」")[2].strip()
            basis = Basis(statute=title, article=article, why="가져온 조가 인용한 법령. 근거인지는 확인해야 한다.")
            found[home].setdefault((title, article), basis)
    return {path: tuple(rows.values()) for path, rows in found.items()}


def clause_ids(pieces: Iterable[Piece], proposals: Mapping[Path, Proposal]) -> dict[Path, str]:
    """Return an id for every piece: of the requirement an article meets as a whole, else of its place."""
    taken: set[str] = set()
    ids = {}
    for piece in pieces:
        if piece.division:
            continue
        satisfies = proposals[piece.path].satisfies if piece.path in proposals else ()
        whole = [item.id for item in satisfies if not item.at and item.confidence != "low"]
        wished = whole[0] if whole and piece.place == "body" else place_id(piece)
        name = next(
            each
            for each in (wished, place_id(piece), *(f"{place_id(piece)}-{i}" for i in range(2, 999)))
            if each not in taken
        )
        taken.add(name)
        ids[piece.path] = name
    return ids


def place_id(piece: Piece) -> str:
    """Return an id that tells where a piece stands: article-3-2, addenda-2-1, annex-1."""
    if piece.place == "body":
        if piece.unit is not None and piece.unit.level is ARTICLE and piece.unit.number:
            number = piece.unit.number
            return f"article-{number.main}" + (f"-{number.branch}" if number.branch else "")
        return "-".join(("part", *(str(step + 1) for step in piece.path[1:])))
    word = "addenda" if piece.path[0] == ADDENDA else "annex"
    return "-".join((word, *(str(step + 1) for step in piece.path[1:])))


def summary_of(ordinance: Ordinance, piece: Piece) -> str:
    """Return one line on a piece for 주요내용, made of its heading only."""
    if piece.unit is None or piece.path[0] != BODY:
        return "부칙" if piece.path[0] == ADDENDA else "별표나 서식"
    heading = _HISTORY.sub("", at(ordinance, piece.path).heading).strip()
    return f"{heading}에 관한 사항을 정함" if heading else "조문의 내용을 정함"
