"""A commented ordinance.yaml to start from, that drafts as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.assemble import assemble
from ordinance_drafter.assemble.values import from_profile, given_by_layers
from ordinance_drafter.errors import InputError
from ordinance_drafter.library import Clause, Library
from ordinance_drafter.project import Added, Project, project_of
from ordinance_drafter.selection import Setting, settle
from ordinance_drafter.slots import Slot

SCHEMA_NAME = "ordinance.schema.json"
_KINDS = {"enactment": "제정", "whole_amendment": "전부개정", "repeal": "폐지"}


def scaffold(
    library: Library,
    municipality: str,
    set_id: str,
    recipe: str,
    kind: str | None,
    *,
    layers: Sequence[str] = (),
    answers: Mapping[str, Any] | None = None,
) -> str:
    """Return the text of a new project file.

    Args:
        library: with the layers over it.
        municipality: its code.
        set_id: the clause set.
        recipe: of the set; "" for its own choice.
        kind: of bill; None for what suits the municipality.
        layers: folders to name in the file.
        answers: written as answers, over the defaults.

    Raises:
        InputError: a name is unknown; all problems at once.
    """
    known: Any = kind
    project = Project(municipality=municipality, set=set_id, recipe=recipe, kind=known)
    try:
        setting = settle(project_of(project), library)
    except InputError:
        # 제정은 같은 사항의 현행 조례를 폐지하는 부칙과 함께라야 한다
        setting = settle(project_of(project.model_copy(update={"add": (Added(id="repeal"),)})), library)
    return (
        "\n".join(
            [
                *_head(setting, layers),
                *_choices(setting),
                *_clauses(setting),
                *_answers(setting, library, answers or {}),
                *_bill(setting),
            ]
        )
        + "\n"
    )


def _head(setting: Setting, layers: Sequence[str]) -> Iterator[str]:
    city = setting.municipality
    yield f"# yaml-language-server: $schema={SCHEMA_NAME}"
    yield "# 입안 파일. ‘ordinance-drafter draft 이폴더’로 의안 묶음을 만든다. #으로 시작하는 줄은 설명이다."
    yield ""
    if layers:
        yield f"layers: [{', '.join(map(_yaml, layers))}]    # 조문 묶음 위에 덧댈 폴더. 옆의 overlay 폴더는 적지 않아도 쓴다"
    yield f"municipality: {city.code}    # 지방자치단체: {city.name}"
    yield f"set: {setting.clause_set.file.id}    # 조문 묶음: {setting.clause_set.file.label}"
    recipes = ", ".join(f"{name}({recipe.label})" for name, recipe in setting.clause_set.file.recipes.items())
    yield f"recipe: {setting.recipe_id}    # 구성: {recipes}"
    kinds = ", ".join(f"{name}({word})" for name, word in _KINDS.items())
    yield f"kind: {setting.kind}    # 의안의 종류: {kinds}"
    if setting.former:
        yield f"# 현행: 「{setting.former.title}」 ({setting.former.number}, {setting.former.promulgated} 공포)"
    yield '# title: "제명을 바꾸려면 적는다"'
    yield ""
    if setting.kind != "enactment":
        yield "former:"
        yield "  # base: 현행조례.txt    # 현행 조례의 본문. 주면 중요사항 대비표를 만든다"
        yield ""


def _choices(setting: Setting) -> Iterator[str]:
    choices = setting.clause_set.file.choices
    if not choices or setting.kind == "repeal":
        return
    yield "# 지방자치단체마다 달리 정하는 것. 앞의 #을 지우고 고르면 기본값(덧묶음이 고른 것) 대신 쓰인다."
    yield "variants:"
    for name, choice in choices.items():
        yield f"  # {choice.label}"
        for option, words in choice.options.items():
            yield f"  #   {option}: {words.label}. {words.tradeoff}"
        yield f"  # {name}: {setting.variants[name]}"
    yield ""


def _clauses(setting: Setting) -> Iterator[str]:
    yield "# 구성에 더하거나 뺄 조문. 조문의 id는 ‘ordinance-drafter clauses list’로 본다."
    yield "add:"
    for added in setting.file.project.add:
        yield f"  - {added.id}"
    yield "  # - awards"
    yield "drop:"
    yield "  # - cooperation"
    yield "# 묶음에 없는 조문은 여기에 직접 쓴다."
    yield "own:"
    yield "  # - id: our-clause"
    yield "  #   heading: 조 제목"
    yield "  #   text: |"
    yield "  #     ① {{ head }}은(는) … 할 수 있다."
    yield "  #     ② …"
    yield "  #   summary: …을 정함"
    yield "  #   after: [support-programs]"
    yield "# 꼭 있어야 할 규정을 두지 않으려면 그 까닭을 적는다."
    yield "without:"
    yield "  # survey: 실태조사는 다른 조례에 따라 실시한다."
    yield ""


def _answers(setting: Setting, library: Library, answers: Mapping[str, Any]) -> Iterator[str]:
    """List every slot of the chosen clauses with its label, bounds and default; unanswered ones stand open."""
    slots = _slots(setting, library)
    if not slots:
        return
    local = given_by_layers(setting)
    yield "# 조문의 자리에 넣을 값. 앞의 #을 지우고 고치면 기본값 대신 쓰인다."
    yield "answers:"
    for name, slot in slots.items():
        usual = local.get(name, from_profile(setting, slot))
        value = answers.get(name, usual)
        bounds = f" ({slot.min}~{slot.max})" if slot.min is not None or slot.max is not None else ""
        options = f" ({', '.join(slot.options)})" if slot.options else ""
        mark = "  " if usual is None or value != usual else "  # "
        yield f"{mark}{name}: {_yaml(value)}    # {slot.label}{bounds}{options}"
    yield ""


def _slots(setting: Setting, library: Library) -> dict[str, Slot]:
    """Return the slots in play; a draft that lacks answers still knows its clauses."""
    slots = dict(setting.clause_set.file.slots)
    try:
        chosen: list[Clause] = [placed.clause for placed in assemble(setting.file, library).placed]
    except InputError:
        items = [item for division in setting.recipe.body for item in division.clauses]
        chosen = [setting.clause_set.clause(item.clause) for item in items if not _left_out(setting, item.when)]
    for clause in chosen:
        slots |= clause.slots
    return slots


def _left_out(setting: Setting, when: dict[str, str]) -> bool:
    return any(setting.variants.get(name) != option for name, option in when.items())


def _yaml(value: Any) -> str:
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_yaml(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else '"' + str(value).replace('"', '\\"') + '"'


def _bill(setting: Setting) -> Iterator[str]:
    head = setting.municipality.head
    yield "# 관계 법령을 발췌할 법령 파일(.md .txt .json)의 폴더"
    yield "# statutes: 법령"
    yield ""
    yield "# 의안의 사실. 적지 않은 것은 빈칸으로 남는다."
    yield "bill:"
    yield f"  proposer: {{type: head}}    # {korean.attach(head, '이/가')} 제출하면 head, 의원이 발의하면 members와 names"
    yield "  # proposer: {type: members, names: [홍길동, 김철수], supporters: []}"
    yield '  # submitted: "2027-01-04"    # 제출일(의원 발의는 발의일)'
    yield "  # department: {name: 소관 부서, contact: 담당자, phone: 전화, email: 전자우편, address: 주소}"
    yield "  notice:"
    yield '    # start: "2026-12-01"    # 입법예고 첫날. 마지막 날은 셈해 준다'
    yield "    days: 20    # 20일 이상(행정절차법 제43조)"
    yield '    # result: "제출된 의견 없음"'
    yield "  # consultations: [예산부서와 협의를 마침]"
    yield "  # checks: {regulation: 해당 없음, gender: 원안 동의, corruption: 원안 동의, subsidy: 원안 가결, privacy: 해당 없음}"
    yield "  # 비용추계서: 5년 동안의 금액(천원). 붙이지 않으면 waiver에 사유를 적는다."
    yield "  costs:"
    yield "    # start_year: 2027"
    yield "    # lines:"
    yield "    #   - {clause: support-programs, item: 지원사업, basis: 사업 2개 × 5천만원, amounts: [100000, 100000, 100000, 100000, 100000]}"
    yield "    # funding: {시비: [100000, 100000, 100000, 100000, 100000]}"
    yield "    # waiver: {reason: small, explain: 연평균 비용이 1억원 미만으로 예상됨}    # small temporary declaratory security"
