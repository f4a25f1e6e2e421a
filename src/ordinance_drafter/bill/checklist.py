"""입안 점검표 and 조문별 입안 근거: what was verified, what a person must verify, and where each article comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ordinance_drafter.bill.context import Context
from ordinance_drafter.korean import split_sentences
from ordinance_drafter.library import Clause
from ordinance_drafter.refs import mentions
from ordinance_drafter.selection import subjects
from ordinance_drafter.write.layout import LINE_BREAK

DONE, OPEN, NONE = "확인", "확인 필요", "해당 없음"
Row = tuple[str, str, str]
_CLAUSE_ID = re.compile(r"[a-z]{3,}")


def checklist(context: Context) -> tuple[str, dict[str, Any] | None]:
    """Return the checklist rows: item, state, detail with its legal basis."""
    return table([*_existing(context), *_text(context), *procedure(context), *attachments(context)])


def table(rows: Iterable[Row]) -> tuple[str, dict[str, Any] | None]:
    """Return the template of the checklist and its values."""
    return "checklist", {
        "rows": [
            {"number": number, "item": item, "state": state, "detail": detail}
            for number, (item, state, detail) in enumerate(rows, 1)
        ]
    }


def _existing(context: Context) -> Iterable[Row]:
    setting = context.assembly.setting
    city = setting.municipality
    known = [item for item in city.existing if item.set in subjects(setting.clause_set)]
    if known:
        titles = ", ".join(f"「{item.title}」({item.number})" for item in known)
        state, more = (DONE, "") if len(known) == 1 else (OPEN, ". 그대로 두는 조례와 겹치지 않는지 볼 것")
        yield "같은 사항을 정한 현행 조례", state, f"{titles} ({city.checked_on} 확인){more}"
    else:
        yield (
            "같은 사항을 정한 현행 조례",
            OPEN,
            "확인된 것이 없음. 없다는 증거는 아니므로 국가법령정보센터에서 찾아볼 것",
        )
    for item in setting.file.project.coexists:
        yield f"「{item.title}」을(를) 그대로 두는 까닭", OPEN, item.reason
    if city.upper:
        yield (
            f"{city.upper} 조례와의 관계",
            OPEN,
            f"{city.upper} 조례의 목적과 효과를 해치지 않는지 대조(지방자치법 제30조)",
        )


def _text(context: Context) -> Iterable[Row]:
    assembly = context.assembly
    setting = assembly.setting
    if context.kind == "repeal":
        yield (
            "폐지에 따른 다른 자치법규의 정비",
            OPEN,
            "이 조례를 인용하는 자치법규가 있는지 찾아 부칙에서 함께 고칠 것",
        )
        return
    inner = [mention for mention in mentions(assembly.ordinance) if not mention.ref.statute]
    yield "조문 안의 인용", DONE, f"인용 {len(inner)}개가 모두 있는 조문을 가리킴"
    met = {requirement for placed in assembly.placed for requirement, _ in placed.satisfied}
    core = [item for item in setting.clause_set.requirements.values() if item.level == "core"]
    lacking = [item for item in core if item.id not in met]
    yield "꼭 있어야 할 규정", DONE, f"{len(core)}개 가운데 {len(core) - len(lacking)}개를 둠"
    for item in lacking:
        reason = setting.file.project.without.get(item.id) or setting.recipe.without.get(item.id, "")
        yield f"두지 않은 규정: {item.label}", OPEN, reason
    notes = sum(1 for placed in assembly.placed if _review_notes(placed.clause))
    if notes:
        yield "조문별로 살필 점", OPEN, f"조문별 입안 근거의 ‘검토할 때 살필 점’ {notes}개를 볼 것"
    yield "인용한 법령의 현행 조문", OPEN, "시행 예정일의 조문과 대조(관계 법령 발췌)"


def procedure(context: Context) -> Iterable[Row]:
    """Yield what the procedure of any bill asks for."""
    setting = context.assembly.setting
    facts = setting.file.project.bill
    checks = facts.checks
    if facts.proposer.type == "head":
        state = DONE if facts.notice.start else OPEN
        basis = "행정절차법 제43조(20일 이상)"
        if facts.notice.days < 20:
            basis = f"20일보다 짧은 까닭: {facts.notice.shortened_reason}"
        yield "입법예고", state, f"{context.notice_period}. {basis}. 마지막 날이 공휴일인지 확인할 것"
    for name, value, basis in (
        ("규제심사", checks.regulation, "행정규제기본법 제3조제3항"),
        ("성별영향평가", checks.gender, "성별영향평가법 제5조제1항"),
        ("부패영향평가", checks.corruption, "부패방지 및 국민권익위원회의 설치와 운영에 관한 법률 제28조제1항제3호"),
    ):
        yield name, DONE if value else OPEN, f"{value}. {basis}" if value else basis
    if context.has_subsidy:
        basis = "지방자치단체 보조금 관리에 관한 법률 제26조제2항제2호"
        yield (
            "지방보조금관리위원회 심의",
            DONE if checks.subsidy else OPEN,
            f"{checks.subsidy}. {basis}" if checks.subsidy else basis,
        )
    if facts.proposer.type == "members":
        if context.cost_items:
            yield "장의 의견(의원 발의)", DONE if checks.head_opinion else OPEN, "지방자치법 제148조"
        else:
            yield "장의 의견(의원 발의)", NONE, "재정 부담이 생기는 조문 없음"
    ids = {placed.clause.id for placed in context.assembly.placed}
    if "entrustment" in ids and setting.variants.get("entrustment") == "private":
        yield "민간위탁의 의회 동의", OPEN, "민간위탁에 관한 조례에 따른 의회 동의와 공개모집"


def attachments(context: Context) -> Iterable[Row]:
    """Yield what is to be attached to any bill."""
    facts = context.assembly.setting.file.project.bill
    costs = facts.costs
    if costs.waiver:
        yield "비용추계서", DONE, f"미첨부 사유서를 붙임: {costs.waiver.explain}"
    elif costs.lines:
        reckoned = {line.clause for line in costs.lines}
        left = [context.article_of(item).split("(")[0] for item in context.cost_items if item.clause.id not in reckoned]
        if left:
            yield "추계하지 않은 비용", OPEN, f"비용이 들 수 있으나 추계에 없는 조문: {', '.join(left)}"
        yield (
            "비용추계서",
            DONE,
            "5년 추계를 붙임. 비용과 재원의 합계가 같음"
            if costs.funding
            else "5년 추계를 붙임. 재원별 금액은 적지 않음",
        )
    elif context.cost_items:
        articles = ", ".join(context.article_of(placed).split("(")[0] for placed in context.cost_items)
        yield "비용추계서", OPEN, f"작성하지 않음. 비용이 드는 조문: {articles} (지방자치법 제78조)"
    if context.kind == "whole_amendment":
        given = context.assembly.setting.file.project.former.base is not None
        yield (
            "중요사항 대비표",
            DONE if given else OPEN,
            "붙임" if given else "현행 조례의 본문(former.base)을 주면 만들어짐",
        )
    folder = context.assembly.setting.file.project.statutes is not None
    if context.statutes:
        yield (
            "관계 법령 발췌",
            OPEN,
            "발췌하지 못한 조문이 있는지 볼 것" if folder else "법령 파일의 폴더(statutes)를 주면 만들어짐",
        )


def _review_notes(clause: Clause) -> str:
    """Return what a reviewer should know of a clause.

    Sentences with clause ids in them speak to whoever chooses clauses, not to the reader of the bill.
    """
    flat = " ".join(clause.notes.split())
    sentences = [flat[start:end] for start, end in split_sentences(flat)]
    return " ".join(sentence for sentence in sentences if not _CLAUSE_ID.search(sentence))


def sources(context: Context) -> tuple[str, dict[str, Any] | None]:
    """Return for each article its legal basis and the real ordinances it was modelled on."""
    rows = []
    notes = []
    for placed in context.assembly.placed:
        article = context.article_of(placed)
        basis = LINE_BREAK.join(
            f"「{item.statute}」{f' {item.article}' if item.article else ''}: {item.why}"
            for item in placed.clause.basis
        )
        models = LINE_BREAK.join(
            f"「{item.title}」 {item.article}({_state(item.in_force)})" for item in placed.clause.modelled_on
        )
        rows.append({"article": article, "basis": basis or "이 안에서 쓴 조문", "models": models or "없음"})
        if words := _review_notes(placed.clause):
            notes.append({"article": article, "text": words})
    checked = context.assembly.setting.municipality.checked_on
    return "sources", {"rows": rows, "notes": notes, "checked_on": checked}


def _state(in_force: bool | str) -> str:
    if isinstance(in_force, str):
        return "시행 여부 미확인"
    return "시행 중" if in_force else "폐지ㆍ실효"
