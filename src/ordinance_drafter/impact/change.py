"""A change that is asked for in words (``--drop testbed``) made in a project, without touching its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, Library
from ordinance_drafter.project import Added, Project, ProjectFile
from ordinance_drafter.yamlfile import Location, Source, parse_yaml, validate


@dataclass(frozen=True, slots=True)
class Change:
    """What to change in a project, as it is written on the command line.

    ``choose`` and ``answers`` are 이름=값 (an empty answer takes the usual value), ``add`` is 조문 with @after:조문 or
    @before:조문, ``drop`` is 조문 with =까닭 for the provision that is then missing.
    """

    choose: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    municipality: str = ""
    recipe: str = ""
    layers: tuple[Path, ...] = ()
    """Folders of layers put over the library; before the change they are left out, even where the project has them."""

    def __bool__(self) -> bool:
        asked = self.choose or self.add or self.drop or self.answers or self.layers
        return bool(asked or self.municipality or self.recipe)

    def words(self) -> Iterator[str]:
        """Yield what is changed, a line each."""
        yield from (f"--municipality {each}" for each in (self.municipality,) if each)
        yield from (f"--recipe {each}" for each in (self.recipe,) if each)
        for option, values in (("choose", self.choose), ("add", self.add), ("drop", self.drop)):
            yield from (f"--{option} {each}" for each in values)
        yield from (f"--answer {each}" for each in self.answers)
        yield from (f"--with {each}" for each in self.layers)


@dataclass(frozen=True)
class _Asked(Source):
    """A project file with changes: problems of what was asked on the command line are told by the option.

    ``options`` has the option of a place; ``indexes`` the items of lists as the file counts them.
    """

    options: dict[tuple[str | int, ...], str] = field(default_factory=dict)
    indexes: dict[tuple[str, int], int] = field(default_factory=dict)

    def where(self, location: Location, *, key: bool = False) -> str:
        place = tuple(location)
        for end in range(len(place), 0, -1):
            if place[:end] in self.options:
                return self.options[place[:end]]
        if len(place) > 1 and (place[0], place[1]) in self.indexes:
            place = (place[0], self.indexes[place[0], place[1]], *place[2:])  # type: ignore[index]
        return super().where(place, key=key)


def unchanged(file: ProjectFile, change: Change) -> ProjectFile:
    """Return a project as it is before a change: without the layers that are the change.

    Raises:
        InputError: the project's own set is in one of them.
    """
    for folder in change.layers:
        if (folder / file.project.set / "set.yaml").exists():
            raise InputError(
                f"{folder}: 입안 파일이 쓰는 묶음이 이 층에 있어, 이 층이 없을 때와 견줄 수 없습니다. 마지막으로 만든 것과는 "
                "‘draft --diff’로 견줍니다."
            )
    return replace(file, hidden=(*file.hidden, *change.layers))


def changed(file: ProjectFile, change: Change, library: Library) -> ProjectFile:
    """Return a project with a change made in it.

    Args:
        file: the project.
        change: what to change.
        library: where the clauses are, for what a dropped clause provides for.

    Raises:
        InputError: the change is not written as it must be, or drops what is not there; every problem.
    """
    if change and file.project.amendment is not None:
        raise InputError(
            f"{file.source.where(('amendment',))}: 일부개정에는 고를 조문이 없습니다. --against로 다른 입안 파일과 견주십시오."
        )
    file = replace(file, over=(*file.over, *(path.absolute() for path in change.layers)))
    asked = _Made(file, library.with_layers(file.layers))
    for name, value in (("municipality", change.municipality), ("recipe", change.recipe)):
        if value:
            asked.put((name,), value, f"--{name}")
    for words in change.choose:
        asked.pair("variants", words, "--choose")
    for words in change.answers:
        asked.answer(words)
    for words in change.drop:
        asked.drop(words)
    for words in change.add:
        asked.add(words)
    return asked.project()


class _Made:
    """A project while it is changed."""

    def __init__(self, file: ProjectFile, library: Library) -> None:
        self.file, self.library = file, library
        project = file.project
        self.update: dict[str, Any] = {
            "variants": dict(project.variants),
            "answers": dict(project.answers),
            "without": dict(project.without),
        }
        self.lists = {
            name: list(enumerate(getattr(project, name))) for name in ("add", "drop", "own")
        }  # the items with their places in the file, -1 for new ones
        self.new: list[tuple[str, Any, str]] = []
        self.options: dict[tuple[str | int, ...], str] = {}
        self.problems: list[str] = []

    def put(self, place: tuple[str, ...], value: Any, option: str) -> None:
        """Set a value."""
        self.options[place] = f"{option} {value}"
        if len(place) == 1:
            self.update[place[0]] = value
        else:
            self.update[place[0]][place[1]] = value

    def pair(self, name: str, words: str, option: str) -> None:
        """Set 이름=값 in a mapping."""
        key, equals, value = (part.strip() for part in words.partition("="))
        if not (key and equals and value):
            self.problems.append(f"{option} {words}: 이름=값으로 적으십시오.")
            return
        self.put((name, key), value, f"{option} {key} =")
        self.options[name, key] = f"{option} {words}"

    def answer(self, words: str) -> None:
        """Set an answer, a YAML value; nothing after = takes the answer out."""
        key, equals, value = (part.strip() for part in words.partition("="))
        if not (key and equals):
            self.problems.append(f"--answer {words}: 이름=값으로 적으십시오. 값이 없으면 기본값을 씁니다.")
            return
        self.options["answers", key] = f"--answer {words}"
        try:
            given = parse_yaml(Source(f"--answer {key}", value)) if value else None
        except InputError as error:
            self.problems += error.problems
            return
        if given is None:
            self.update["answers"].pop(key, None)
        else:
            self.update["answers"][key] = given

    def drop(self, words: str) -> None:
        """Leave a clause out: taken back where the project adds it, dropped where the recipe has it."""
        name, _, reason = (part.strip() for part in words.partition("="))
        if not name:
            self.problems.append(f"--drop {words}: 조문이나 조문=까닭으로 적으십시오.")
            return
        own = [each for _, each in self.lists["own"] if each.id == name]
        added = any(each.id == name for _, each in self.lists["add"])
        self.lists["own"] = [item for item in self.lists["own"] if item[1].id != name]
        self.lists["add"] = [item for item in self.lists["add"] if item[1].id != name]
        clause_set = self._set()
        known = clause_set is not None and name in clause_set.paths
        if not own and not (added and not known):
            self.new.append(("drop", name, f"--drop {words}"))
        clause: Clause | None = own[0] if own else clause_set.clause(name) if clause_set and known else None
        if reason and clause is not None and clause_set is not None:
            for requirement in dict.fromkeys(_satisfied(clause)):
                if requirement in clause_set.requirements and requirement not in self.update["without"]:
                    self.put(("without", requirement), reason, "--drop")
                    self.options["without", requirement] = f"--drop {words}"

    def add(self, words: str) -> None:
        """Put a clause in, taken back where the project drops it."""
        name, at, place = (part.strip() for part in words.partition("@"))
        side, colon, other = (part.strip() for part in place.partition(":"))
        if not name or (at and (side not in ("after", "before") or not colon or not other)):
            self.problems.append(f"--add {words}: 조문, 조문@after:조문, 조문@before:조문 가운데 하나로 적으십시오.")
            return
        self.lists["drop"] = [item for item in self.lists["drop"] if item[1] != name]
        item = {"id": name, **({side: other} if at else {})}
        try:
            self.new.append(("add", validate(Source(f"--add {words}", ""), item, Added), f"--add {words}"))
        except InputError as error:
            self.problems += error.problems

    def _set(self) -> Any:
        name = self.file.project.set
        return self.library.clause_set(name) if name in self.library.set_ids else None

    def project(self) -> ProjectFile:
        """Return the changed project.

        Raises:
            InputError: what was asked for is wrong.
        """
        if self.problems:
            raise InputError(*self.problems)
        indexes: dict[tuple[str, int], int] = {}
        for name, items in self.lists.items():
            indexes |= {(name, index): place for index, (place, _) in enumerate(items)}
            values = [each for _, each in items]
            for _, value, option in (each for each in self.new if each[0] == name):
                if name == "drop" and value in values:
                    continue
                self.options[name, len(values)] = option
                values.append(value)
            self.update[name] = tuple(values)
        source = _Asked(self.file.source.name, self.file.source.text, self.options, indexes)
        project: Project = self.file.project.model_copy(update=self.update)
        return replace(self.file, project=project, source=source)


def _satisfied(clause: Clause) -> Sequence[str]:
    forms = [clause.satisfies, *(variant.satisfies or () for variant in clause.variants.values())]
    return [each.id for form in forms for each in form]
