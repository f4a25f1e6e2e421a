"""비용추계서, or the statement why none is attached (지방자치법 제78조)."""

from __future__ import annotations

from typing import Any

from ordinance_drafter.bill.context import Context, labelled
from ordinance_drafter.project import YEARS, Costs
from ordinance_drafter.selection import Problems
from ordinance_drafter.yamlfile import nearest

GROUNDS = {
    "small": "예상되는 비용이 연평균 1억원 미만인 경우",
    "temporary": "한시적인 경비로서 총 3억원 미만인 경우",
    "declaratory": "내용이 선언적이거나 권고적이어서 비용을 추계하기 어려운 경우",
    "security": "국가의 안전보장과 군사에 관한 사항이라 첨부하기 곤란한 경우",
}


def cost(context: Context) -> tuple[str, dict[str, Any] | None]:
    """Return the cost estimate, the waiver, or the empty form while nothing is filled in.

    Raises:
        InputError: lines name clauses the draft lacks, or sums do not agree.
    """
    facts = context.assembly.setting.file.project.bill
    items = labelled(
        {"article": context.article_of(placed), "cost": placed.clause.cost} for placed in context.cost_items
    )
    author = (
        " ".join(filter(None, (facts.department.name, facts.department.contact))) or "(작성자의 소속과 성명을 적는다)"
    )
    if facts.costs.waiver:
        rule = context.assembly.setting.municipality.ordinances.get("cost_estimate")
        ground = GROUNDS[facts.costs.waiver.reason]
        ground = f"「{rule.title}」에 따른 생략 사유: {ground}" if rule else f"생략 사유: {ground}"
        return "cost_waiver", {
            "items": items,
            "unknown": context.kind == "partial_amendment",  # the texts do not say which articles cost money
            "ground": ground,
            "explain": facts.costs.waiver.explain,
            "author": author,
        }
    if not items and not facts.costs.lines:
        return "cost", None
    if not facts.costs.lines:
        return "cost_blank", {"items": items}
    _check(context, facts.costs)
    return "cost", {"items": items, "author": author, **_tables(context, facts.costs)}


def _tables(context: Context, costs: Costs) -> dict[str, Any]:
    start = costs.start_year or 0
    articles = {placed.clause.id: context.article_of(placed) for placed in context.assembly.placed}
    lines = labelled(
        {
            "item": line.item,
            "article": articles[line.clause],
            "basis": line.basis,
            "amounts": [f"{amount:,}" for amount in line.amounts],
            "total": f"{sum(line.amounts):,}",
        }
        for line in costs.lines
    )
    year_totals = [sum(line.amounts[year] for line in costs.lines) for year in range(YEARS)]
    funding = [
        {"item": name, "amounts": [f"{amount:,}" for amount in amounts], "total": f"{sum(amounts):,}"}
        for name, amounts in costs.funding.items()
    ]
    return {
        "years": [start + year for year in range(YEARS)],
        "first_year": start,
        "last_year": start + YEARS - 1,
        "lines": lines,
        "year_totals": [f"{amount:,}" for amount in year_totals],
        "total": f"{sum(year_totals):,}",
        "funding": funding,
        "notes": costs.notes,
    }


def _check(context: Context, costs: Costs) -> None:
    problems = Problems(context.assembly.setting.file)
    present = {placed.clause.id for placed in context.assembly.placed}
    for index, line in enumerate(costs.lines):
        if line.clause not in present:
            hint = nearest(line.clause, present)
            problems.add(("bill", "costs", "lines", index, "clause"), f"이 안에 없는 조문입니다: {line.clause}.{hint}")
    if costs.funding:
        for year in range(YEARS):
            spent = sum(line.amounts[year] for line in costs.lines)
            raised = sum(amounts[year] for amounts in costs.funding.values())
            if spent != raised:
                problems.add(
                    ("bill", "costs", "funding"),
                    f"{(costs.start_year or 0) + year}년의 비용({spent:,}천원)과 재원({raised:,}천원)이 다릅니다.",
                )
    problems.stop()
