"""One clause tried in every situation that matters: it fills, reads as one article, and its references lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ordinance_drafter.assemble import article_of
from ordinance_drafter.check import Policy, check
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause
from ordinance_drafter.model import ADDENDA, ARTICLE, BODY, Addenda, Ordinance, Path, Provision, at
from ordinance_drafter.numbering import Number
from ordinance_drafter.refs import parse_ref, resolutions
from ordinance_drafter.shelf.book import Book, SetBook
from ordinance_drafter.shelf.laws import Laws
from ordinance_drafter.shelf.lines import REF, lines_of, marked, numbers_in
from ordinance_drafter.shelf.problem import File, Report
from ordinance_drafter.shelf.scenes import MOST, Axes, Scene, axes_of, example, situations
from ordinance_drafter.template import is_true, render
from ordinance_drafter.terms import in_full

FIELDS = ("text", "heading", "summary", "rationale")
_OF_WORDS = Policy(select=("LNG", "SPL"))
_PLACE = re.compile(r"\{\{.*?\}\}")
_OTHER = re.compile(r"\s*제\d+(?:장|절|조\()")


@dataclass
class _Seen:
    """What the situations of one clause showed."""

    lines: dict[tuple[str | int, ...], set[int]] = field(default_factory=dict)
    judged: dict[tuple[str | int, ...], set[int]] = field(default_factory=dict)
    texts: set[object] = field(default_factory=set)
    met: set[tuple[str, int]] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    stood: bool = False


class ClauseTrial:
    """Tries one clause; every situation once."""

    def __init__(self, book: Book, read: SetBook, clause: Clause, report: Report, laws: Laws) -> None:
        self.book, self.read, self.clause, self.report, self.laws = book, read, clause, report, laws
        self.file: File = read.files[clause.id]
        self.seen = _Seen()
        self.sound = not any(problem.severity == "error" for problem in report.problems)

    def run(self, scenes: Sequence[Scene], broken: frozenset[tuple[str | int, ...]]) -> None:
        """Try every situation; ``broken`` are the templates already told about."""
        axes = axes_of(self.read, self.clause)
        if ("when",) in broken or not scenes:
            return
        for scene, values in situations(self.read, self.clause, scenes, axes):
            if self._applies(values):
                self.seen.stood = True
                self._try(scene, values, broken)
        self._told_after(axes, broken)

    def _applies(self, values: Mapping[str, Any]) -> bool:
        try:
            return is_true(self.clause.when, values)
        except InputError as error:
            self.report.add("CLB012", self.file, ("when",), f"조건을 읽을 수 없습니다. {error}")
            return False

    def _try(self, scene: Scene, values: Mapping[str, Any], broken: frozenset[tuple[str | int, ...]]) -> None:
        option = str(values.get(self.clause.choice, "")) if self.clause.choice else ""
        option = option if option in self.clause.variants else ""
        form = self.clause.in_variant(option)
        self.seen.forms.add(option)
        filled: dict[str, str] = {}
        for name in FIELDS:
            location = self.read.location(self.clause, option, name)
            if location in broken:
                continue
            try:
                filled[name] = render(marked(getattr(form, name)), values)
            except InputError as error:
                self._told_unfilled(location, getattr(form, name), str(error), scene, values)
                continue
            self.seen.lines.setdefault(location, set()).update(numbers_in(filled[name]))
        if "text" in filled and "heading" in filled:
            self._read_text(scene, values, form, option, filled)

    def _told_unfilled(
        self,
        location: tuple[str | int, ...],
        template: str,
        words: str,
        scene: Scene,
        values: Mapping[str, Any],
    ) -> None:
        name = re.search(r"자리입니다: (\w+)", words)
        line, at = 1, ""
        for number, row in enumerate(template.split("\n"), 1):
            found = name[1] if name and name[1] in row else "" if name else _unfit(row, values)
            if found:
                line, at = number, found
                break
        self.report.add("CLB012", self.file, location, words, line=line, words=at, situation=scene.city.name)

    def _read_text(
        self, scene: Scene, values: Mapping[str, Any], form: Clause, option: str, filled: Mapping[str, str]
    ) -> None:
        location = self.read.location(self.clause, option, "text")
        near = {name: found for name in REF.findall(filled["text"]) if (found := self._neighbour(name, values))}
        plain = {name: render(other.text, own) for name, (other, own) in near.items()}
        key = (location, filled["text"], filled["heading"], tuple(plain.items()))
        if key in self.seen.texts:
            return
        self.seen.texts.add(key)
        numbers = {self.clause.id: (self._branch(form), Number(1))}
        numbers |= {
            name: (self._branch(other), Number(index)) for index, (name, (other, _)) in enumerate(near.items(), 2)
        }
        self._unguarded(location, filled["text"], values)
        self._unguarded(self.read.location(self.clause, option, "heading"), filled["heading"], values)
        try:
            unit = article_of(form, values, numbers)
        except InputError as error:
            rows = filled["text"].split("\n")
            row = next((each for each in rows if _OTHER.match(each)), rows[0])
            self.report.add("CLB013", self.file, location, str(error), line=min(numbers_in(row), default=1))
            return
        self._note_parts(form, unit, option)

        def bind(match: re.Match[str]) -> str:
            place, number = numbers.get(match[1], ("", None))
            return place + ARTICLE.reference(number) if number else match[0]

        lines = lines_of(filled["text"], unit, bind)
        others: list[tuple[Clause, Provision]] = []
        for beside, own in near.values():
            try:
                others.append((beside, article_of(beside, own, numbers)))
            except InputError:
                return  # that clause is told about where it stands
        draft = _together((form, unit), others, scene)
        self._references(location, draft, lines, numbers)
        self._words(location, draft, lines, numbers_in(filled["text"]))

    def _branch(self, clause: Clause) -> str:
        return "부칙 " if clause.place == "addenda" else ""

    def _neighbour(self, name: str, values: Mapping[str, Any]) -> tuple[Clause, Mapping[str, Any]] | None:
        """Return a clause referred to, as it is in this situation, with its values; None when it cannot be filled."""
        other = self.read.clauses.get(name)
        if other is None or name == self.clause.id or name not in values["clauses"]:
            return None
        own = {slot: example(each) for slot, each in other.slots.items() if slot not in values}
        chosen = other.in_variant(str(values.get(other.choice, "")))
        try:
            render(chosen.text, {**values, **own})
        except InputError:
            return None
        return chosen.model_copy(update={"heading": ""}), {**values, **own}

    def _unguarded(self, location: tuple[str | int, ...], text: str, values: Mapping[str, Any]) -> None:
        for row in text.split("\n"):
            for match in REF.finditer(row):
                name = match[1]
                if name in values["clauses"] or name not in self.read.ids:
                    continue  # a clause that does not exist at all is told by the names
                words = (
                    f"‘{name}’ 조문이 없는 안에서는 가리킬 곳이 없습니다. "
                    f"{{% if '{name}' in clauses %}}로 감싸거나 requires에 적으십시오."
                )
                line = max(numbers_in(row), default=1)
                self.report.add("CLB015", self.file, location, words, line=line, words=match[0])

    def _note_parts(self, form: Clause, unit: Provision, option: str) -> None:
        own = self.clause.variants.get(option)
        where = option if own is not None and own.satisfies is not None else ""
        for index, item in enumerate(form.satisfies):
            if not item.at or _has(item.at, unit):
                self.seen.met.add((where, index))

    def _references(
        self,
        location: tuple[str | int, ...],
        draft: Ordinance,
        lines: Mapping[Path, int],
        numbers: Mapping[str, tuple[str, Number | None]],
    ) -> None:
        start = self._start()
        marks = {place + ARTICLE.reference(number): name for name, (place, number) in numbers.items() if number}
        for mention, result in resolutions(draft):
            if mention.path[: len(start)] != start:
                continue
            text = at(draft, mention.path).text
            line = lines.get(mention.path[len(start) :], 1)
            if text[: mention.span[0]].endswith("}"):
                continue  # after a clause that is not there, see _unguarded
            if result.kind == "dangling" and not mention.ref.annex:
                said = text[slice(*mention.span)]
                for number, name in marks.items():
                    if said.startswith(number) and name != self.clause.id:
                        said = f"{{ref:{name}}}{said.removeprefix(number)}"
                message = f"인용 ‘{said}’: {_by_name(result.problem, marks, self.clause.id)}"
                self.report.add("CLB016", self.file, location, message, line=line, words=said)
            elif result.kind == "external":
                for code, message in self.laws.wrong(mention.ref.statute, mention.ref.steps):
                    words = text[slice(*mention.head)] if code == "CLB061" else mention.ref.statute
                    self.report.add(code, self.file, location, message, line=line, words=words)

    def _words(
        self, location: tuple[str | int, ...], draft: Ordinance, lines: Mapping[Path, int], shown: set[int]
    ) -> None:
        """Put lines that were not shown before to the rules of words: whole drafts do not show every line."""
        judged = self.seen.judged.setdefault(location, set())
        if shown <= judged:
            return
        judged |= shown
        for finding in check(draft, kind="enactment", municipality="none", policy=_OF_WORDS):
            start = self._start()
            if finding.severity == "info" or finding.path is None or finding.path[: len(start)] != start:
                continue
            exact = at(draft, finding.path).text[slice(*finding.span)] if finding.span else ""
            line = lines.get(finding.path[len(start) :], 1)
            words = f"검사 규칙 {finding.code}: {finding.message}"
            self.report.add("CLB071", self.file, location, words, line=line, words=exact, severity=finding.severity)

    def _start(self) -> Path:
        """Where the clause itself stands in a draft of it and those it refers to."""
        return (BODY, 0) if self.clause.place == "body" else (ADDENDA, 0, 0)

    def _told_after(self, axes: Axes, broken: frozenset[tuple[str | int, ...]]) -> None:
        clause, seen = self.clause, self.seen
        if not seen.stood:
            words = "이 묶음의 어느 지방자치단체, 어느 의안에도 들어갈 수 없습니다. levels, kinds, when을 보십시오."
            self.report.add("CLB033", self.file, ("id",), words)
            return
        for option, form in self.read.forms(clause):
            if option and option not in seen.forms:
                if clause.choice in self.read.data.choices and option in self.read.data.choices[clause.choice].options:
                    words = f"‘{option}’ 변형이 쓰이는 경우가 없습니다. levels, kinds, when을 보십시오."
                    self.report.add("CLB033", self.file, ("variants", option), words, key=True)
                continue
            if option and clause.variants[option].satisfies is None:
                continue
            place = self.read.location(clause, option, "satisfies")
            for index, item in enumerate(form.satisfies):
                if item.at and (option, index) not in seen.met and _reads(item.at):
                    where: tuple[str | int, ...] = (*place, index, "at")
                    words = f"어느 경우에도 조문에 {item.at}이(가) 없습니다. 본문에 적은 번호대로 고치십시오."
                    if not broken and seen.texts:
                        self.report.add("CLB051", self.file, where, words)
        if axes.size <= MOST and self.sound:
            self._never_shown(broken)

    def _never_shown(self, broken: frozenset[tuple[str | int, ...]]) -> None:
        for location, shown in self.seen.lines.items():
            if location in broken or location[-1] != "text":
                continue
            option = str(location[1]) if len(location) > 1 else ""
            text = self.clause.in_variant(option).text
            for number in sorted(numbers_in(marked(text)) - shown):
                words = "이 줄은 어느 경우에도 나타나지 않습니다. 조건을 고치거나 줄을 지우십시오."
                self.report.add("CLB017", self.file, location, words, line=number)


def _unfit(row: str, values: Mapping[str, Any]) -> str:
    """Return the place in a line of a template whose value cannot stand on a page."""
    for match in _PLACE.finditer(row):
        try:
            render(match[0], values)
        except InputError as error:
            if "값이 없는" not in str(error):
                return match[0]
    return ""


def _together(own: tuple[Clause, Provision], others: list[tuple[Clause, Provision]], scene: Scene) -> Ordinance:
    """Return a draft of one clause and those it refers to, numbered as they were bound, all terms in full."""
    body: list[Provision] = []
    addenda: list[Provision] = []
    for clause, unit in (own, *others):
        (addenda if clause.place == "addenda" else body).append(_full(unit, scene))
    return Ordinance(
        f"{scene.city.name} 보기 조례",
        tuple(body),
        (Addenda("", tuple(addenda)),) if addenda else (),
        municipality=scene.city.name,
    )


def _full(unit: Provision, scene: Scene) -> Provision:
    children = tuple(_full(child, scene) for child in unit.children)
    return replace(unit, text=in_full(unit.text, scene.terms), heading="", children=children)


def _by_name(problem: str, marks: Mapping[str, str], own: str) -> str:
    """Return a sentence that names clauses by their ids: the numbers are only those of this trial."""
    for number, name in marks.items():
        problem = problem.replace(f"{number}에 ", "이 조에 " if name == own else f"‘{name}’ 조문에 ")
    return problem


def _reads(where: str) -> bool:
    try:
        parse_ref(where)
    except ValueError:
        return False
    return True


def _has(where: str, unit: Provision) -> bool:
    try:
        steps = parse_ref(where).steps
    except ValueError:
        return False
    current = unit
    for level, number in steps:
        child = next((each for each in current.children if each.level is level and each.number == number), None)
        if child is None:
            return False
        current = child
    return True
