"""Checks of a draft against the requirements of its set."""

from __future__ import annotations

from ordinance_drafter.assemble.build import Assembly
from ordinance_drafter.refs import parse_ref
from ordinance_drafter.selection import Problems, Setting
from ordinance_drafter.yamlfile import nearest


def check_requirement_ids(setting: Setting, problems: Problems) -> None:
    """Check the requirement ids of ``without`` and of the project's own clauses, and the parts the latter name."""
    project, requirements = setting.file.project, setting.clause_set.requirements
    for requirement_id, reason in project.without.items():
        if requirement_id not in requirements:
            hint = nearest(requirement_id, requirements)
            problems.add(("without", requirement_id), f"없는 요건입니다: {requirement_id}.{hint}", key=True)
        elif len(reason.strip()) < 5:
            problems.add(("without", requirement_id), f"‘{requirement_id}’ 요건을 두지 않는 까닭을 적으십시오.")
    for index, own in enumerate(project.own):
        for place, item in enumerate(own.satisfies):
            where = ("own", index, "satisfies", place)
            if item.id not in requirements:
                problems.add((*where, "id"), f"없는 요건입니다: {item.id}.{nearest(item.id, requirements)}")
            try:
                parse_ref(item.at or "제1항")
            except ValueError:
                problems.add((*where, "at"), f"조문의 자리가 아닙니다: {item.at}. ‘제1항제2호’처럼 적으십시오.")


def check_core(assembly: Assembly, problems: Problems) -> None:
    """A core requirement left without a clause is an error unless the project file says why."""
    setting = assembly.setting
    project, requirements = setting.file.project, setting.clause_set.requirements
    if setting.kind == "repeal" or setting.recipe.as_written:
        return
    excused = set(project.without) | set(setting.recipe.without)
    met = {requirement for placed in assembly.placed for requirement, _ in placed.satisfied}
    for requirement in requirements.values():
        if requirement.level == "core" and not {requirement.id, *requirement.instead} & (met | excused):
            able = [
                clause.id
                for clause in setting.clause_set.clauses()
                if any(s.id == requirement.id for s in clause.satisfies)
            ]
            problems.add(
                ("without",),
                f"꼭 있어야 할 ‘{requirement.label}’({requirement.id})에 맞는 조문이 없습니다. "
                f"add에 {' 또는 '.join(f'‘{name}’' for name in able[:3])} 조문을 넣거나, without에 두지 않는 까닭을 적으십시오.",
            )
