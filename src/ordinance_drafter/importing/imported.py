"""An ordinance made into a clause set: clauses, set.yaml, the profile of its city, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.assemble.build import REF
from ordinance_drafter.coverage import Requirement
from ordinance_drafter.errors import InputError
from ordinance_drafter.importing.apart import Piece, take_apart, untouched
from ordinance_drafter.importing.places import Placer
from ordinance_drafter.importing.propose import Proposal, clause_ids, propose, summary_of
from ordinance_drafter.library import Municipality
from ordinance_drafter.locality import local_words
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, Ordinance, Path, address, articles
from ordinance_drafter.template import render

OTHER = "other"
"""Theme of what meets no requirement as a whole."""
_FRESH = "이 조례는 공포한 날부터 시행한다."


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something a person has to look at: the clause, the place in the original, and what."""

    clause: str
    address: str
    what: str


@dataclass(frozen=True)
class Imported:
    """A clause set as data ready to be written: file name -> content, and what was unsure.

    ``municipality`` is what the profile of the city must say for the original to come back (None when it says so).
    """

    set_id: str
    files: dict[str, dict[str, Any]]
    municipality: dict[str, Any] | None
    unsure: tuple[Unsure, ...]
    clauses: int
    exact: bool
    """Whether every piece, filled in, is what it was."""


def import_ordinance(
    ordinance: Ordinance,
    profile: Municipality,
    set_id: str,
    *,
    known: bool = True,
    requirements: tuple[Requirement, ...] = (),
    themes: Mapping[str, str] | None = None,
    requirements_of: str = "",
    fits: bool = True,
    taken_from: Ordinance | None = None,
) -> Imported:
    """Return an ordinance as a clause set.

    Args:
        ordinance: read from any format.
        profile: of the city it belongs to.
        set_id: the id of the new set.
        known: whether the profile is in the library (else it goes into the files).
        requirements: what to look for in it; of the set named by ``requirements_of``, with its ``themes``.
        fits: whether that set is on the same subject.
        taken_from: the ordinance this one was adapted from, when it was.

    Raises:
        InputError: there is nothing in it to take.
    """
    if not ordinance.body and not ordinance.addenda:
        raise InputError("조문이 없는 글입니다. 조례의 본문이 있는 파일인지 보십시오.")
    plain = take_apart(ordinance, untouched)
    proposals = propose(ordinance, plain, requirements, fits)
    ids = clause_ids(plain, proposals)
    live = [p for p in plain if p.path[0] == BODY and p.number and not p.division and not p.deleted]
    numbers = {p.number: ids[p.path] for p in live}
    words = local_words(ordinance, profile)
    placer = Placer(ordinance, profile, words, numbers)
    maker = _Maker(ordinance, profile, set_id, placer, ids, proposals, dict(themes or {}), fits, taken_from)
    pieces = maker.pieces(plain)
    files = {f"{set_id}/clauses/{theme}/{name}.yaml": data for name, theme, data in maker.clauses(pieces)}
    files[f"{set_id}/set.yaml"] = maker.set_file(pieces, requirements_of if requirements else "", requirements)
    for word in placer.left:
        maker.note_word(word, "채울 자리를 찾지 못해 그대로 둔 말")
    for word in words:
        if not word.sure and word not in placer.left:
            maker.note_word(word, "지방자치단체의 말인지 확실하지 않음")
    return Imported(
        set_id, files, maker.municipality(known), tuple(maker.unsure), len(ids), maker.exact,
    )  # fmt: skip


@dataclass
class _Maker:
    ordinance: Ordinance
    profile: Municipality
    set_id: str
    placer: Placer
    ids: Mapping[Path, str]
    proposals: Mapping[Path, Proposal]
    themes: dict[str, str]
    fits: bool
    taken_from: Ordinance | None = None
    unsure: list[Unsure] = field(default_factory=list)
    exact: bool = True

    def __post_init__(self) -> None:
        answers = {q.name: q.answer for q in self.placer.questions.values()}
        self.values = {**self.profile.names, **answers}
        self.reference = {clause_id: number for number, clause_id in self.placer.ids.items()}

    # -------------------------------------------------------------------------------------------- pieces

    def pieces(self, plain: tuple[Piece, ...]) -> list[Piece]:
        """Return the pieces with places, each proved to give its words back; else with fewer places."""
        made = {
            fill: {p.path: p for p in take_apart(self.ordinance, fill)}
            for fill in (self.placer.fill, self.placer.rough)
        }
        result = []
        for piece in plain:
            for fill in made:
                filled = made[fill][piece.path]
                if self.gives(filled, piece):
                    result.append(filled)
                    break
            else:
                result.append(_escaped(piece))
                self.note(piece, "자리를 넣으면 원문과 달라져 글을 그대로 둠")
                self.exact = self.exact and self.gives(result[-1], piece)
        return result

    def gives(self, filled: Piece, piece: Piece) -> bool:
        """Whether a piece with places, filled in for its own city, is the piece it was made of."""
        return all(
            self.filled(getattr(filled, name) or "") == (getattr(piece, name) or "")
            for name in ("heading", "text", "under")
        )

    def filled(self, template: str) -> str:
        """Fill a template as the original's recipe does."""
        if "{" not in template:
            return template
        bound = REF.sub(lambda match: self.reference.get(match[1], match[0]), template)
        try:
            return korean.fix_particles(render(bound, self.values))
        except InputError:
            return ""

    # -------------------------------------------------------------------------------------------- files

    def clauses(self, pieces: list[Piece]) -> list[tuple[str, str, dict[str, Any]]]:
        """Return id, theme and data of every clause, with what is needed for a draft of another city."""
        rows = []
        for piece in pieces:
            if piece.division:
                continue
            proposal = self.proposals.get(piece.path, Proposal())
            theme = proposal.theme if proposal.theme in self.themes else OTHER
            rows.append((self.ids[piece.path], theme, self.clause(piece, proposal, theme)))
        fresh = {
            "id": "effective-on-promulgation", "theme": OTHER, "heading": "시행일", "text": _FRESH + "\n",
            "satisfies": [{"id": "effective-date"}] if self.themes else [], "basis": [], "modelled_on": [],
            "rationale": "", "summary": "공포한 날부터 시행하도록 함", "place": "addenda",
            "notes": "다른 지방자치단체의 조례로 만들 때의 부칙. 시행일을 달리하려면 고친다.",
        }  # fmt: skip
        return [*rows, ("effective-on-promulgation", OTHER, fresh)]

    def clause(self, piece: Piece, proposal: Proposal, theme: str) -> dict[str, Any]:
        """Return the data of one clause file."""
        where = address(self.ordinance, piece.path) if piece.unit is not None else piece.number
        low = [f"{item.id} {item.at}".strip() for item in proposal.satisfies if item.confidence == "low"]
        if low:
            self.note(piece, f"요건에 맞는지 확실하지 않음: {', '.join(low)}")
        data: dict[str, Any] = {
            "id": self.ids[piece.path],
            "theme": theme,
            "heading": piece.heading,
            "text": piece.text + "\n",
            "satisfies": [item.model_dump(exclude_none=True, exclude_defaults=True) for item in proposal.satisfies],
            "basis": [item.model_dump() for item in proposal.basis],
            "modelled_on": [
                {
                    "title": self.ordinance.title, "article": where, "in_force": "unknown",
                    "note": "가져온 원문. 시행 여부는 확인하지 않았다.",
                }
            ],
            "rationale": "",
            "summary": summary_of(self.ordinance, piece),
            "origin": {"layer": "import", "set": self.set_id, **self.source(piece, where)},
        }  # fmt: skip
        if piece.place != "body":
            data["place"] = piece.place
        if called := sorted({*REF.findall(piece.text), *REF.findall(piece.heading)} - {data["id"]}):
            data["requires"] = called
        return data

    @property
    def subject(self) -> str:
        """What the ordinance is about: its title without the city and the word 조례."""
        title = self.ordinance.title
        for name in (self.profile.formal_name, self.profile.name):
            title = title.removeprefix(name)
        return title.strip().removesuffix("조례").strip() or self.ordinance.title

    def source(self, piece: Piece, where: str) -> dict[str, str]:
        """Return the title and article a piece was taken from; of an adapted text, the article of the same heading."""
        if self.taken_from is None:
            return {"title": self.ordinance.title, "article": where}
        heading = piece.unit.heading if piece.unit is not None else ""
        same = [unit for _, unit in articles(self.taken_from) if unit.heading == heading and heading]
        article = ARTICLE.reference(same[0].number) if len(same) == 1 and same[0].number else ""
        return {"title": self.taken_from.title, "article": article}

    def set_file(
        self, pieces: list[Piece], requirements_of: str, requirements: tuple[Requirement, ...]
    ) -> dict[str, Any]:
        """Return the data of set.yaml: the text as written, and as a new ordinance of another city."""
        title = self.proved((), "title", self.ordinance.title)
        used = {self.proposals[p.path].theme for p in pieces if p.path in self.proposals}
        data: dict[str, Any] = {
            "id": self.set_id,
            "label": f"{(self.taken_from or self.ordinance).title}에서 가져옴",
            "subject": self.subject,
            "title": title,
            "default_recipe": "original",
            "recipe_elsewhere": "standard",
            "themes": {**{name: label for name, label in self.themes.items() if name in used}, OTHER: "그 밖"},
        }
        if requirements_of:
            data["requirements_of"] = requirements_of
            if not self.fits:
                data["requirement_themes"] = sorted({row.theme for row in requirements})
        data["slots"] = {
            q.name: {"type": "text", "label": q.label, **({"profile": q.profile} if q.profile else {})}
            for q in self.placer.questions.values()
        }
        data["recipes"] = {"original": self.original(pieces), "standard": self.standard(pieces, requirements)}
        return data

    def original(self, pieces: list[Piece]) -> dict[str, Any]:
        """Return the recipe that gives the ordinance back as it was written."""
        o = self.ordinance
        head = {
            "city": self.profile.name, "municipality": o.municipality, "number": o.number,
            "promulgated": _iso(o.promulgated), "effective": _iso(o.effective), "revision": o.revision,
            "kind": o.kind,
        }  # fmt: skip
        recipe: dict[str, Any] = {
            "label": "원문",
            "description": "가져온 조례를 번호와 부칙까지 적힌 그대로 되살린다.",
            "as_written": True,
            "enacted": {key: value for key, value in head.items() if value},
        }
        if o.preamble:
            recipe["preamble"] = self.proved((), "preamble", o.preamble)
        return {**recipe, **self._places(pieces, as_written=True)}

    def standard(self, pieces: list[Piece], requirements: tuple[Requirement, ...]) -> dict[str, Any]:
        """Return the recipe of a new ordinance: what is not deleted, numbered afresh, with a 부칙 of its own."""
        met = {item.id for p in self.proposals.values() for item in p.satisfies} | {"effective-date"}
        missing = [row.id for row in requirements if row.level == "core" and not {row.id, *row.instead} & met]
        recipe: dict[str, Any] = {
            "label": "새 조례",
            "description": "삭제된 조와 개정 이력을 빼고 번호를 새로 매긴다. 부칙은 시행일만 둔다.",
        }
        if missing:
            recipe["without"] = dict.fromkeys(missing, "가져온 조례에 없던 규정이다.")
        live = [p for p in pieces if not p.deleted]
        return {**recipe, **self._places(live, as_written=False)}

    def _places(self, pieces: list[Piece], *, as_written: bool) -> dict[str, Any]:
        body: list[dict[str, Any]] = []
        addenda: list[Any] = []
        annexes = []
        for piece in pieces:
            name = self.ids.get(piece.path, "")
            if piece.division:
                body.append({"line": piece.text, "clauses": []})
            elif piece.place == "annex":
                annexes.append({"clause": name, "number": piece.number})
            elif piece.place == "addenda":
                item: dict[str, Any] = {"clause": name}
                item |= {"number": piece.number} if piece.number else {}
                addenda.append(item | ({"under": piece.under} if piece.under is not None else {}))
            else:
                if not body:
                    body.append({"clauses": []})
                body[-1]["clauses"].append({"clause": name, "number": piece.number} if as_written else name)
        fresh = addenda if as_written else ["effective-on-promulgation"]
        return {"body": body, "addenda": fresh} | ({"annexes": annexes} if annexes else {})

    def municipality(self, known: bool) -> dict[str, Any] | None:
        """Return what the city's file must say: its answers to the questions; all of the profile when it is not known."""
        answers = {q.name: q.answer for q in self.placer.questions.values()}
        data: dict[str, Any] = {"code": self.profile.code}
        if not known:
            data = self.profile.model_dump(mode="json", exclude_defaults=True)
            data["code"] = self.profile.code
        if answers:
            data["answers"] = {self.set_id: answers}
        return data if answers or not known else None

    # -------------------------------------------------------------------------------------------- notes

    def proved(self, path: Path, name: str, words: str) -> str:
        """Return a title or preamble with places, or as it is when they would change it."""
        for fill in (self.placer.fill, self.placer.rough):
            if self.filled(made := fill(path, name, words)) == words:
                return made
        from ordinance_drafter.importing.places import escaped

        return escaped(words)

    def note(self, piece: Piece, what: str) -> None:
        where = address(self.ordinance, piece.path) if piece.unit is not None else piece.number
        self.unsure.append(Unsure(self.ids.get(piece.path, ""), where or "부칙", what))

    def note_word(self, word: Any, what: str) -> None:
        home = next((word.path[:end] for end in range(len(word.path), 0, -1) if word.path[:end] in self.ids), ())
        try:
            where = address(self.ordinance, word.path) if word.path else "제명"
        except LookupError:
            where = "부칙" if word.path[0] == ADDENDA else "별표나 서식"
        why = f" ({word.why})" if word.why else ""
        self.unsure.append(Unsure(self.ids.get(home, ""), where, f"{what}: {word.text}{why}"))


def _escaped(piece: Piece) -> Piece:
    from dataclasses import replace

    from ordinance_drafter.importing.places import escaped

    under = None if piece.under is None else escaped(piece.under)
    return replace(piece, heading=escaped(piece.heading), text=escaped(piece.text), under=under)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
