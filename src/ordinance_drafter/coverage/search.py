"""An ordinance laid out for searching: one pass over its units, words before expressions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from ordinance_drafter.coverage.signs import Expression, Requirement, Sign, Status, Topic, Where
from ordinance_drafter.model import ADDENDA, ARTICLE, PARAGRAPH, Ordinance, Path, Provision, walk

Hit = tuple[int, Status]
_NONE: frozenset[int] = frozenset()


@dataclass(slots=True)
class Lines:
    """Lines without white space and middle dots, searched by words first."""

    lines: list[str]
    text: str = ""
    starts: list[int] = field(default_factory=list)
    known: dict[str, frozenset[int]] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        raw = "\n".join([line.replace("\n", "") if "\n" in line else line for line in self.lines])
        for character in " \u3000\xa0\tㆍ·・‧":
            raw = raw.replace(character, "")
        self.text, self.lines = raw, raw.split("\n")
        self.starts = [0, *accumulate([len(line) + 1 for line in self.lines])]
        self.letters = frozenset(raw)

    def near(self, words: tuple[str, ...]) -> frozenset[int]:
        """Return the numbers of the lines that have one of the words (all lines when there is no word)."""
        if not words:
            return frozenset(range(len(self.lines)))
        if len(words) == 1:
            return self._lines_with(words[0])
        return _NONE.union(*map(self._lines_with, words))

    def _lines_with(self, word: str) -> frozenset[int]:
        found = self.known.get(word)
        if found is None:
            found = self.known[word] = self._found(word) if self.letters.issuperset(word) else _NONE
        return found

    def _found(self, word: str) -> frozenset[int]:
        text, starts = self.text, self.starts
        place = text.find(word)
        if place < 0:
            return _NONE
        numbers, number = [], 0
        while place >= 0:
            number = bisect_right(starts, place, number) - 1
            numbers.append(number)
            place = text.find(word, starts[number + 1])
        return frozenset(numbers)


class Layout:
    """An ordinance laid out for searching: its units in order, each with its article and the unit above it."""

    def __init__(self, ordinance: Ordinance) -> None:
        self.ordinance = ordinance
        self.paths: list[Path] = []
        self.units: list[Provision] = []
        self.above: list[int] = []
        self.article: list[int] = []
        self._divisions: dict[int, str] = {}
        self._topics: dict[str, frozenset[int]] = {}
        self._places: dict[Where, frozenset[int]] = {}
        self._lay_out()
        self._branches = {"body": _NONE, "addenda": _NONE}
        self._kinds = {"article": _NONE, "paragraph": _NONE, "item": _NONE}
        self._sort()
        self.words = Lines([unit.text for unit in self.units])
        self.headings = Lines([unit.heading if unit.level is ARTICLE else "" for unit in self.units])

    def _lay_out(self) -> None:
        places: dict[Path, int] = {}
        deleted: Path = ()
        for path, unit in walk(self.ordinance):
            if deleted and path[: len(deleted)] == deleted:
                continue
            if unit.deleted:
                deleted = path
                continue
            number, above = len(self.units), places.get(path[:-1], -1)
            places[path] = number
            self.paths.append(path)
            self.units.append(unit)
            self.above.append(above)
            if unit.level is ARTICLE and above >= 0:
                self._divisions[number] = self._chapters(above)
            below_article = unit.level.rank > ARTICLE.rank and above >= 0
            self.article.append(self.article[above] if below_article else number)

    def _sort(self) -> None:
        branches: dict[str, list[int]] = {"body": [], "addenda": []}
        kinds: dict[str, list[int]] = {"article": [], "paragraph": [], "item": []}
        for number, unit in enumerate(self.units):
            branches["addenda" if self.paths[number][0] == ADDENDA else "body"].append(number)
            level = unit.level
            kinds["article" if level is ARTICLE else "paragraph" if level is PARAGRAPH else "item"].append(number)
        self._branches = {name: frozenset(numbers) for name, numbers in branches.items()}
        self._kinds = {name: frozenset(numbers) for name, numbers in kinds.items()}

    def _chapters(self, unit: int) -> str:
        words = ""
        while unit >= 0:
            words, unit = words + self.units[unit].heading.replace(" ", "") + "\n", self.above[unit]
        return words

    def find(self, requirement: Requirement) -> list[Hit]:
        """Return the places of a requirement with how it is met there, none inside another."""
        found: dict[int, Status] = {}
        for sign in requirement.signs:
            if sign.fallback and found:
                continue
            for unit in self._hits(sign):
                if found.get(unit) != "present":
                    found[unit] = sign.status
        if len(found) < 2:
            return list(found.items())
        return [(unit, found[unit]) for unit in sorted(found) if not self._is_told(unit, found)]

    def _is_told(self, unit: int, found: dict[int, Status]) -> bool:
        """Whether the place is inside another that tells as much."""
        above = self.above[unit]
        while above >= 0:
            if found.get(above) in ("present", found[unit]):
                return True
            above = self.above[above]
        return False

    def _hits(self, sign: Sign) -> Iterable[int]:
        near = self.words.near(sign.text.near) if sign.text.pattern else _NONE
        headed = self._headed(sign.heading) if sign.heading.pattern else _NONE
        if (sign.text.pattern and not near) or (sign.heading.pattern and not headed):
            return _NONE
        units = self._units(sign.where)
        if sign.text.pattern:
            units &= near
            if sign.heading.pattern:
                units = frozenset([unit for unit in units if self.article[unit] in headed])
        else:
            units &= headed
        if units and sign.not_heading.pattern:
            units = frozenset([unit for unit in units if not self._is_under(sign.not_heading, unit)])
        if not sign.text.pattern:
            return units
        return [self._told(sign, unit) for unit in units if self._says(sign, unit)]

    def _is_under(self, heading: Expression, unit: int) -> bool:
        return heading.fits(self.headings.lines[self.article[unit]])

    def _headed(self, heading: Expression) -> frozenset[int]:
        """Return the articles under a heading."""
        lines = self.headings.lines
        return frozenset(unit for unit in self.headings.near(heading.near) if lines[unit] and heading.fits(lines[unit]))

    def _says(self, sign: Sign, unit: int) -> bool:
        line = self.words.lines[unit]
        if not sign.text.fits(line) or (sign.unless.pattern and sign.unless.fits(line)):
            return False
        return not sign.under.pattern or (self.above[unit] >= 0 and sign.under.fits(self.words.lines[self.above[unit]]))

    def _told(self, sign: Sign, unit: int) -> int:
        """Return the unit that is named as the place."""
        if sign.at == "article":
            return self.article[unit]
        if sign.at == "list":
            while self.units[unit].level.rank > PARAGRAPH.rank and self.above[unit] >= 0:
                unit = self.above[unit]
        return unit

    def _units(self, where: Where) -> frozenset[int]:
        """Return the units a sign looks in."""
        found = self._places.get(where)
        if found is None:
            found = self._branches[where.place]
            if where.unit:
                found &= _NONE.union(*[self._kinds[kind] for kind in where.unit])
            if where.within:
                found &= _NONE.union(*map(self._about, where.within))
            if where.outside:
                found = found.difference(*map(self._about, where.outside))
            self._places[where] = found
        return found

    def _about(self, topic: Topic) -> frozenset[int]:
        """Return the units of the articles that are about a topic."""
        found = self._topics.get(topic.name)
        if found is None:
            articles = set(self._headed(topic.heading))
            if topic.chapter.pattern:
                articles |= {unit for unit, words in self._divisions.items() if topic.chapter.fits(words)}
            units = [unit for unit, article in enumerate(self.article) if article in articles] if articles else ()
            found = self._topics[topic.name] = frozenset(units)
        return found

    def address(self, unit: int) -> str:
        """Return how a unit is cited: 제3조제2항제1호, 부칙 제1조."""
        words, number = "", unit
        while number >= 0:
            provision = self.units[number]
            if provision.number and (not provision.level.is_division or number == unit):
                words = provision.level.reference(provision.number) + words
            number = self.above[number]
        path = self.paths[unit]
        if path[0] != ADDENDA:
            return words
        label = self.ordinance.addenda[path[1]].label if len(self.ordinance.addenda) > 1 else ""
        return " ".join(filter(None, ("부칙", label, words)))
