"""The names templates ask for: they are templates at all, the names exist, and what they are compared with can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, GovernmentLevel, Kind
from ordinance_drafter.shelf.book import Book, SetBook
from ordinance_drafter.shelf.lines import REF
from ordinance_drafter.shelf.problem import File, Report
from ordinance_drafter.shelf.scenes import condition
from ordinance_drafter.template import Asked, asked, line_of_mistake, names_used
from ordinance_drafter.yamlfile import nearest

Location = tuple[str | int, ...]
FIXED = frozenset(
    (
        "city", "head", "gov", "council", "head_full", "head_title", "council_member", "residents", "rule", "level",
        "lower_heads", "upper", "formal_name", "gazette", "council_full", "council_title", "gov_title", "ordinances", "agencies", "former", "kind", "clauses",
    )
)  # fmt: skip
"""Names every clause can use (docs/clause-format.md, 3), besides terms, choices and slots."""
_FORMER = ("title", "label", "articles")
_LINE = re.compile(r"본문 (\d+)번째 줄의? ?:? ?")


@dataclass
class Names:
    """Checks the templates of one set."""

    book: Book
    read: SetBook
    report: Report
    used: dict[str, set[str]] = field(default_factory=dict)
    """Which slots each clause asks for ("" for set.yaml)."""

    def clause(self, clause: Clause) -> frozenset[Location]:
        """Check the templates of a clause; return those that cannot be filled at all."""
        file, broken = self.read.files[clause.id], set()
        shared, own = self._shared(), set(clause.slots)
        for location, template in templates_of(clause):
            known = shared if location == ("when",) else shared | own
            if not self.template(file, location, template, known, clause.id):
                broken.add(location)
            self._references(file, location, template, clause)
        return frozenset(broken)

    def template(self, file: File, location: Location, template: str, known: set[str], owner: str = "") -> bool:
        """Check one template; return whether it can be filled."""
        source = "{% if " + template + " %}{% endif %}" if location == ("when",) else template
        try:
            found = asked(source) if "{" in source else []
            names = names_used(source) if "{" in source else set()
        except InputError as error:
            line = line_of_mistake(source)
            words = _LINE.sub("", str(error))
            self.report.add("CLB010", file, location, words, line=line)
            return False
        self.used.setdefault(owner, set()).update(names)
        fine = True
        for each in found:
            fine &= self._name(file, location, each, known)
        return fine

    def _shared(self) -> set[str]:
        data = self.read.data
        return {*FIXED, *data.terms, *data.choices, *data.slots}

    def _name(self, file: File, location: Location, each: Asked, known: set[str]) -> bool:
        def told(code: str, words: str, at: str) -> bool:
            self.report.add(code, file, location, words, line=each.line, words=at)
            return False

        if each.root not in known:
            if location == ("when",) and any(each.root in clause.slots for clause in self.read.clauses.values()):
                return told(
                    "CLB011",
                    f"조건(when)은 조문의 자리를 물을 수 없습니다: {each.root}. 조문을 고른 뒤에야 답이 정해집니다.",
                    each.root,
                )
            return told(
                "CLB011",
                f"없는 이름입니다: {each.root}.{nearest(each.root, known)} slots에 적거나 이름을 고치십시오.",
                each.root,
            )
        attributes = each.name.split(".")[1:]
        if each.root == "former" and attributes and attributes[0] not in _FORMER:
            return told(
                "CLB011", f"former에 없는 이름입니다: {attributes[0]}.{nearest(attributes[0], _FORMER)}", each.name
            )
        if each.root == "former" and attributes[:1] == ["articles"] and len(attributes) > 1:
            roles = self.read.data.roles
            if roles and attributes[1] not in roles:
                return told(
                    "CLB011",
                    f"set.yaml의 roles에 없는 역할입니다: {attributes[1]}.{nearest(attributes[1], roles)}",
                    each.name,
                )
        if attributes and each.root not in ("former", "ordinances", "agencies"):
            return told("CLB011", f"{each.root}에는 딸린 이름이 없습니다: {each.name}", each.name)
        return self._compared(each, told)

    def _compared(self, each: Asked, told: object) -> bool:
        assert callable(told)
        if each.name == "clauses":
            for word in each.compared:
                if word not in self.read.ids:
                    told("CLB014", f"조건이 없는 조문을 묻습니다: {word}.{nearest(word, self.read.ids)}", word)
            return True
        options = self._options(each.name)
        for word in each.compared if options is not None else ():
            if word not in (options or ()):
                told("CLB018", f"{each.name}은(는) ‘{word}’일 수 없습니다.{nearest(word, options or ())}", word)
        return True

    def _options(self, name: str) -> tuple[str, ...] | None:
        """Return what a name can be, None for anything."""
        if name in self.read.data.choices:
            return tuple(self.read.data.choices[name].options)
        if name == "kind":
            return get_args(Kind)
        if name == "level":
            return get_args(GovernmentLevel)
        slots = [clause.slots[name] for clause in self.read.clauses.values() if name in clause.slots]
        slots += [self.read.data.slots[name]] if name in self.read.data.slots else []
        if slots and all(slot.type == "choice" for slot in slots):
            return tuple(option for slot in slots for option in slot.options)
        return None

    def _references(self, file: File, location: Location, template: str, clause: Clause) -> None:
        for number, line in enumerate(template.split("\n"), 1):
            for match in REF.finditer(line):
                if location[-1] in ("summary", "rationale"):
                    words = "{ref:…}는 본문과 조 제목에만 씁니다. 여기에는 조 제목이나 하는 일을 글로 쓰십시오."
                    self.report.add("CLB014", file, location, words, line=number, words=match[0])
                elif match[1] not in self.read.ids:
                    words = f"없는 조문을 가리킵니다: {match[1]}.{nearest(match[1], self.read.ids)}"
                    self.report.add("CLB014", file, location, words, line=number, words=match[0])
                elif match[1] == clause.id:
                    words = "제 조문을 가리킵니다. 같은 조 안에서는 ‘제1항’처럼 그냥 쓰십시오."
                    self.report.add("CLB014", file, location, words, line=number, words=match[0])
            for match in re.finditer(r"\{ ?ref ?:?[^}]*\}", line):
                if not REF.fullmatch(match[0]):
                    words = f"가리키는 꼴이 아닙니다: {match[0]}. {{ref:조문-id}}로 적으십시오."
                    self.report.add("CLB014", file, location, words, line=number, words=match[0])

    def set_file(self) -> bool:
        """Check the templates of set.yaml; return whether its terms can be filled."""
        data, file, shared = self.read.data, self.read.file, self._shared()
        own = {name for clause in self.read.clauses.values() for name in clause.slots}
        self.template(file, ("title",), data.title, {"city"})
        for name, recipe in data.recipes.items():
            self.template(file, ("recipes", name, "title"), recipe.title, {"city"})
        for index, words in enumerate(data.background):
            self.template(file, ("background", index), words, shared | own)
        self.template(file, ("closing",), data.closing, shared | own)
        fine = True
        for name, term in data.terms.items():
            fine &= self.template(file, ("terms", name, "full"), term.full, {"city", *data.terms} - {name})
            if name in FIXED or name in data.choices or name in data.slots:
                words = f"이미 다른 뜻으로 쓰는 이름입니다: {name}. 다른 이름으로 하십시오."
                self.report.add("CLB023", file, ("terms", name), words, key=True)
        return fine and not self._circle_of_terms()

    def _circle_of_terms(self) -> bool:
        terms = self.read.data.terms
        for name in terms:
            waiting, seen = [name], set()
            while waiting:
                for other in names_used(terms[waiting.pop()].full) & set(terms):
                    if other == name:
                        words = f"약칭의 정식 이름이 맴돕니다: {name}. 한쪽은 글로 풀어 적으십시오."
                        self.report.add("CLB012", self.read.file, ("terms", name, "full"), words)
                        return True
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return False


def templates_of(clause: Clause) -> Iterator[tuple[Location, str]]:
    """Yield every template of a clause with its place."""
    for name in ("heading", "text", "summary", "rationale"):
        yield (name,), getattr(clause, name)
    for option, variant in clause.variants.items():
        for name in ("heading", "text", "summary", "rationale"):
            if getattr(variant, name) is not None:
                yield ("variants", option, name), getattr(variant, name)
    if condition(clause):
        yield ("when",), clause.when
