"""What a command is given to compare: a file, a project, a clause set, a municipality -> one ordinance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ordinance_drafter.cli.batch import Source, read_source
from ordinance_drafter.errors import InputError
from ordinance_drafter.korean import format_date_dotted

if TYPE_CHECKING:
    from ordinance_drafter.library import Library, Municipality
    from ordinance_drafter.model import Ordinance

_PROJECT = (".yaml", ".yml")


@dataclass(frozen=True)
class Side:
    """One of the texts that are compared.

    Attributes:
        ordinance: the text.
        label: what it is called in heads.
        state: what more there is to know: 조례안, [2025. 5. 23. 시행].
        municipality: its profile, when it is known.
    """

    ordinance: Ordinance
    label: str
    state: str
    municipality: Municipality | None = None


def side(
    argument: str,
    set_id: str = "ai-industry",
    municipality: str = "",
    folder: Path | None = None,
    layers: Sequence[Path] = (),
) -> Side:
    """Return what an argument means.

    Args:
        argument: an ordinance file, ordinance.yaml or its folder, a clause set (``묶음`` or ``묶음:구성``, or its
            folder), the folder of a layer, or a municipality's code.
        set_id: the set that a municipality's or a layer's draft is made of.
        municipality: for whom a set is filled in; "" for whom it was imported from, else goyang.
        folder: the clause library (the shipped one by default).
        layers: folders of layers over the library.

    Raises:
        InputError: it is none of these, or cannot be read or assembled.
    """
    from ordinance_drafter.library import load_library
    from ordinance_drafter.library.layers import LAYER_FILE

    library = load_library(folder).with_layers(layers)
    name, _, recipe = argument.partition(":")
    path = Path(argument)
    if not path.exists():
        if name in library.set_ids:
            return _of_set(library, name, recipe, municipality)
        if argument in library.municipality_codes:
            return _of_set(library, set_id, "", argument)
        raise InputError(_unknown(argument, library))
    if path.is_dir() and (path / "set.yaml").is_file():
        home = path.resolve().parent
        own = library if home == library.folder.resolve() else library.with_layers([home])
        return _of_set(own, path.resolve().name, "", municipality)
    if path.suffix.lower() in _PROJECT or (path / "ordinance.yaml").is_file():
        return _of_project(path, library)
    if (path / LAYER_FILE).is_file():
        over = library.with_layers([path])
        return replace(_of_set(over, set_id, "", municipality), state=over.layers[-1].name)
    if path.is_dir():
        raise InputError(
            f"{path}: 조문 묶음(set.yaml), 층(layer.yaml), 입안 파일(ordinance.yaml)이 있는 폴더가 아닙니다."
        )
    return _of_file(path, library)


def _unknown(argument: str, library: Library) -> str:
    return (
        f"{argument}: 그런 파일도, 조문 묶음도, 지방자치단체의 코드도 없습니다. "
        f"묶음: {', '.join(library.set_ids)}. 지방자치단체: {', '.join(library.municipality_codes)}."
    )


def _of_file(path: Path, library: Library) -> Side:
    ordinance = read_source(Source(path, path.parent)).ordinance
    if not ordinance.body and not ordinance.addenda:
        raise InputError(f"{path}: 조문을 찾지 못했습니다. 조례의 본문이 있는 파일인지 보십시오.")
    return Side(ordinance, ordinance.title or path.name, state_of(ordinance), _profile(ordinance, library))


def _profile(ordinance: Ordinance, library: Library) -> Municipality | None:
    """Return the profile of a text's city, of the library or derived from its name."""
    from ordinance_drafter.importing.cities import city_of

    try:
        return city_of(ordinance, library)[0]
    except InputError:
        return None


def state_of(ordinance: Ordinance) -> str:
    """Return when a text took effect, or was promulgated, as far as the file says."""
    day, word = (ordinance.effective, "시행") if ordinance.effective else (ordinance.promulgated, "공포")
    return f"{format_date_dotted(day)} {word}" if day else ""


def _of_project(path: Path, library: Library) -> Side:
    from ordinance_drafter.project import read_project

    file = read_project(path)
    library = library.with_layers(file.layers)
    if file.project.amendment is not None:  # the text as the amendment leaves it
        from ordinance_drafter.bill.partial import build_partial_bill

        ordinance = build_partial_bill(file, library).assembly.ordinance
    else:
        from ordinance_drafter.assemble import assemble

        ordinance = assemble(file, library).ordinance
    known = file.project.municipality
    profile = library.municipality(known) if known in library.municipality_codes else None
    return Side(ordinance, f"{ordinance.title}안", "조례안", profile)


def _of_set(library: Library, set_id: str, recipe: str, municipality: str) -> Side:
    from ordinance_drafter.assemble import assemble
    from ordinance_drafter.project import Project

    municipality = municipality or _home(library, set_id)
    wanted: dict[str, Any] = {"set": set_id, "municipality": municipality, "recipe": recipe}
    try:
        assembly = assemble(Project(**wanted), library)
    except InputError as error:
        name = f"{set_id}{':' + recipe if recipe else ''}({municipality})"
        raise InputError(*(f"{name}: {problem}" for problem in error.problems)) from None
    profile, used = assembly.setting.municipality, assembly.setting.recipe
    return Side(assembly.ordinance, f"{profile.name}: {used.label}", f"조문 묶음 {set_id}", profile)


def _home(library: Library, set_id: str) -> str:
    """Return the code of the city a set was imported from, goyang when it was not."""
    base = library.clause_set(set_id).base
    enacted = base.recipes[base.default_recipe].enacted if base.default_recipe in base.recipes else None
    if enacted is not None:
        for code in library.municipality_codes:
            if library.municipality(code).name == enacted.city:
                return code
    return "goyang"
