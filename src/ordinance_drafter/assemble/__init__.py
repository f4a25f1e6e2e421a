"""Clause set + municipality + answers -> one ordinance: choose, fill, parse, number, bind references."""

from __future__ import annotations

from ordinance_drafter.assemble.build import Assembly, Placed, article_of, build
from ordinance_drafter.assemble.demands import check_core, check_requirement_ids
from ordinance_drafter.assemble.values import answers, answers_so_far, fixed_values, page_value, terms_of
from ordinance_drafter.assemble.written import written
from ordinance_drafter.facade import call_as
from ordinance_drafter.library import Library, load_library
from ordinance_drafter.project import Project, ProjectFile, project_of
from ordinance_drafter.selection import Problems, choose, settle

__all__ = ["Assembly", "Placed", "article_of", "assemble", "fixed_values", "page_value", "terms_of"]


def assemble(project: Project | ProjectFile, library: Library | None = None) -> Assembly:
    """Return the draft a project asks for.

    Args:
        project: the project, from a file or made in code.
        library: the clause library (the shipped one by default).

    Raises:
        InputError: wrong ids, answers, clauses that need or exclude each other, references that lead nowhere,
            core requirements without a clause; all problems of a stage at once, each with its place.
    """
    file = project_of(project) if isinstance(project, Project) else project
    problems = Problems(file)
    setting = settle(file, (library or load_library()).with_layers(file.layers), problems)
    values = fixed_values(setting)
    selection = choose(setting, {**values, **answers_so_far(setting)}, problems)
    check_requirement_ids(setting, problems)
    answered = answers(setting, selection, problems)
    problems.stop()
    values = {**values, **answered, "clauses": [clause.id for clause in selection.clauses]}
    assembly = (written if setting.recipe.as_written else build)(setting, selection, values, problems)
    check_core(assembly, problems)
    problems.stop()
    return assembly


call_as(__name__, assemble)
