"""Cover, explanation and notice: the parts that are mostly words."""

from __future__ import annotations

from typing import Any

from ordinance_drafter import korean
from ordinance_drafter.bill.context import ACTIONS, BLANK_DATE, REASON_LABELS, Context, labelled
from ordinance_drafter.project import Department

UNFILLED = "(결과를 적는다)"
Filled = tuple[str, dict[str, Any] | None]


def cover(context: Context) -> Filled:
    """의안 표지 (지방자치법 제76조; 칸의 배열은 의회마다 달라 template으로 바꿀 수 있다)."""
    facts = context.assembly.setting.file.project.bill
    members = facts.proposer.type == "members"
    names = facts.proposer.names
    lead = (
        f"{names[0]} 의원" + (f" 외 {len(names) - 1}명({', '.join(names[1:])})" if len(names) > 1 else "")
        if names
        else ""
    )
    return "cover", {
        "bill_title": context.bill_title,
        "subtitle": context.subtitle,
        "date_label": "발의연월일" if members else "제출연월일",
        "date": korean.format_date(facts.submitted) if facts.submitted else BLANK_DATE,
        "proposer_label": "발의자" if members else "제출자",
        "proposer": lead if members else context.assembly.setting.municipality.head,
        "supporters": ", ".join(facts.proposer.supporters),
        "department": facts.department.name,
    }


def explanation(context: Context) -> Filled:
    """제안이유, 주요내용, 참고사항."""
    return "explanation", {
        "bill_title": context.bill_title,
        "subtitle": context.subtitle,
        "reason_label": REASON_LABELS[context.kind],
        "reasons": context.reasons,
        "points": points(context),
        "statutes": [f"「{title}」" for title in context.statutes],
        "local_ordinances": [f"「{title}」" for title in context.local_ordinances],
        "budget": budget(context),
        "consultations": context.assembly.setting.file.project.bill.consultations,
        "others": labelled(others(context), "1)"),
    }


def points(context: Context) -> list[dict[str, Any]]:
    """주요내용의 항목: 가. … (안 제N조)."""
    items = [{"text": point.text, "articles": point.articles} for point in context.points]
    if context.kind == "repeal" and context.assembly.setting.former:
        items = [{"text": f"「{context.assembly.setting.former.title}」을(를) 폐지함", "articles": ""}]
    return labelled(items)


def budget(context: Context) -> str:
    """예산조치 문장: 비용추계서를 붙였는지, 붙이지 않은 까닭이 무엇인지."""
    facts = context.assembly.setting.file.project.bill
    if facts.budget:
        return facts.budget
    if facts.costs.waiver:
        return "별첨 비용추계서 미첨부 사유서 참조"
    if facts.costs.lines:
        return "별첨 비용추계서 참조"
    return "별첨 비용추계서 참조(작성 필요)" if context.cost_items else "별도조치 필요 없음"


def others(context: Context) -> list[dict[str, str]]:
    """참고사항 라목: 대비표, 입법예고, 심사와 평가의 결과."""
    setting = context.assembly.setting
    facts = setting.file.project.bill
    checks = facts.checks
    rows = []
    if context.kind == "whole_amendment":
        attached = "별첨" if setting.file.project.former.base else "(붙임 필요)"
        rows.append({"name": "중요사항 대비표", "text": attached})
    if context.kind == "partial_amendment":
        rows.append({"name": "신ㆍ구조문대비표", "text": "별첨"})
    if facts.proposer.type == "head":  # 의원 발의는 의회가 예고한다(지방자치법 제77조)
        rows.append({"name": "입법예고", "text": f"{context.notice_period}, 결과: {facts.notice.result or UNFILLED}"})
    rows.append({"name": "규제심사", "text": checks.regulation or UNFILLED})
    rows.append({"name": "성별영향평가", "text": checks.gender or UNFILLED})
    rows.append({"name": "부패영향평가", "text": checks.corruption or UNFILLED})
    if context.has_subsidy:
        rows.append({"name": "지방보조금관리위원회 심의", "text": checks.subsidy or UNFILLED})
    if any("개인정보" in title for title in context.statutes):
        rows.append({"name": "개인정보 침해요인 평가", "text": checks.privacy or UNFILLED})
    if facts.proposer.type == "members" and context.cost_items:
        rows.append(
            {
                "name": f"{setting.municipality.head_short} 의견(지방자치법 제148조)",
                "text": checks.head_opinion or UNFILLED,
            }
        )
    return rows


def notice(context: Context) -> Filled:
    """입법예고문 (행정절차법 제41조~제44조, 법제업무 운영규정 제20조)."""
    setting = context.assembly.setting
    facts = setting.file.project.bill
    if facts.proposer.type == "members":
        return "notice", None  # 의원 발의는 의회가 예고한다(지방자치법 제77조)
    former = setting.former
    title = former.title if former and context.kind != "enactment" else context.assembly.ordinance.title
    place: Department = facts.department
    legislation = setting.municipality.ordinances.get("legislation")
    end = context.notice_end
    return "notice", {
        "city": setting.municipality.name,
        "head": setting.municipality.head,
        "bill_title": context.bill_title,
        "ordinance_title": title,
        "action": ACTIONS[context.kind],
        "notice_ordinance": legislation.title if legislation else "",
        "reason_label": REASON_LABELS[context.kind].replace("제안", ACTIONS[context.kind]),
        "reasons": context.reasons,
        "points": points(context),
        "start": korean.format_date(facts.notice.start) if facts.notice.start else BLANK_DATE,
        "end": korean.format_date(end) if end else BLANK_DATE,
        "period": context.notice_period,
        "receiver": place.name or "소관 부서",
        "address": place.address,
        "phone": place.phone,
        "email": place.email,
        "comparison": context.kind == "partial_amendment"
        or (context.kind == "whole_amendment" and setting.file.project.former.base is not None),
    }
